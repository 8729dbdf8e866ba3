//! The graph of all claims to what is left of it once claims are believed, taken apart.
//!
//! What is certain or impossible by what is believed falls away. Two things that share no open claim have nothing
//! to do with each other: their distributions can be put together as one likes. A selection that differs from
//! another by few claims is had from it: only what rests on these is looked at again. **Invariant:** what is left
//! says the same of every choice of the open claims, and is the same whichever selection it was had from.
#![expect(clippy::indexing_slicing, reason = "atoms and elements are numbered by the graph itself")]

use super::coherence::{Fault, Subject};
use super::graph::Graph;
use super::{Claim, Likelihoods, Rest, Selection, When};
use crate::likelihood;
use crate::model::statement::StatementId;
use crate::reason::lineage::{AtomId, Choice, ElementId, Rule};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What is known of a sentence once unhedged claims are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Target {
    /// It holds in every world.
    Certain,
    /// It holds in none.
    Impossible,
    /// It depends: an atom of the problem.
    Open(likelihood::AtomId),
}

/// The graph once claims are believed.
pub(in crate::reason) struct Program {
    pub(super) graph: Rc<Graph>,
    pub(super) selection: Selection,
    choices: Vec<Choice>,
    lower: Vec<bool>,
    upper: Vec<bool>,
    /// The contradictions, by position, that are looked at; `None` for all of them.
    clashes: Option<BTreeSet<usize>>,
    /// The atoms that something demanded, a contradiction or a question rests on; others tie nothing together.
    relevant: Vec<bool>,
    /// What it was had from.
    change: Option<Change>,
    /// What cannot hold together in it, once that was asked: what is seen without any distribution, and the rest.
    pub(super) plain: OnceCell<BTreeMap<Subject, Fault>>,
    pub(super) summed: OnceCell<BTreeMap<Subject, Fault>>,
    parts: OnceCell<Parts>,
    /// The claims that bear on parts, as far as that was asked.
    pub(super) bearing: RefCell<BTreeMap<u32, Rc<BTreeSet<ElementId>>>>,
}

/// Parts of a program, each by its least atom.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) atoms: BTreeMap<u32, BTreeSet<u32>>,
    /// The part that each atom is in.
    of: BTreeMap<u32, u32>,
}

/// How a program differs from one that it was had from.
pub(super) struct Change {
    pub(super) base: Rc<Program>,
    /// The atoms of which anything may differ.
    pub(super) atoms: BTreeSet<u32>,
    /// The elements whose choice or demand may differ.
    pub(super) elements: BTreeSet<ElementId>,
}

/// The programs of a graph that were made so far.
pub(super) struct Programs {
    /// How many nodes the graph has looked at.
    looked: usize,
    graph: Rc<Graph>,
    /// That of all claims.
    all: Rc<Program>,
    /// Those in which nothing is demanded.
    none: BTreeMap<Rest, Rc<Program>>,
    made: BTreeMap<Selection, Rc<Program>>,
}

/// The most atoms of programs that are kept.
const KEPT: usize = 4_000_000;

impl Likelihoods<'_> {
    /// The graph under a selection, with these sentences in it.
    pub(in crate::reason) fn program(&mut self, targets: &[AtomId], selection: &Selection) -> Rc<Program> {
        let own = self.stated.iter().filter_map(|stated| stated.atom);
        let roots: Vec<AtomId> = own
            .chain(self.clashes.iter().copied())
            .chain(self.exhaustive.iter().flatten().copied())
            .chain(targets.iter().copied())
            .collect();
        let looked = self.lineage.looked(&roots);
        let mut programs = match self.programs.take() {
            Some(programs) if programs.looked == looked => programs,
            _ => {
                let cone = self.lineage.everything(&[]);
                let graph = Rc::new(Graph::new(self, cone));
                let all = Rc::new(self.first(&graph, Selection::default()));
                Programs { looked, graph, all, none: BTreeMap::new(), made: BTreeMap::new() }
            }
        };
        let made = self.selected(&mut programs, targets, selection);
        self.programs = Some(programs);
        made
    }

    fn selected(&self, programs: &mut Programs, targets: &[AtomId], selection: &Selection) -> Rc<Program> {
        if *selection == Selection::default() {
            return Rc::clone(&programs.all);
        }
        let Some(kept) = &selection.kept else {
            if let Some(known) = programs.made.get(selection) {
                return Rc::clone(known);
            }
            let elements = selection.freed.union(&selection.dropped).copied().collect();
            let made = Rc::new(self.next(&programs.all, selection, elements, &Needed::default()));
            if (programs.made.len() + 1) * programs.graph.cone.atoms > KEPT {
                programs.made.clear();
            }
            programs.made.insert(selection.clone(), Rc::clone(&made));
            return made;
        };
        let rest = selection.rest;
        let base = match programs.none.get(&rest) {
            Some(known) => Rc::clone(known),
            None => {
                let selection = Selection { kept: Some(BTreeSet::new()), rest, ..Selection::default() };
                let made = Rc::new(self.first(&programs.graph, selection));
                programs.none.insert(rest, Rc::clone(&made));
                made
            }
        };
        let graph = &programs.graph;
        let needed = Needed::of(graph, rest, kept, targets);
        let named = needed.elements.iter().map(|at| graph.cone.elements[*at as usize]);
        let elements = kept.union(&selection.dropped).chain(&selection.freed).copied().chain(named).collect();
        Rc::new(self.next(&base, selection, elements, &needed))
    }

    /// The choice of an element under a selection. What is free and bears on nothing that is demanded can only add
    /// contradictions, since it is not by its absence that one comes about: a world in which it is true stays
    /// one when it is false.
    fn chosen(&self, element: ElementId, selection: &Selection, needed: bool) -> Choice {
        match self.choice(element, selection) {
            Choice::Open if selection.kept.is_some() && !needed => Choice::Out,
            choice => choice,
        }
    }

    /// The program of a selection from the beginning.
    fn first(&self, graph: &Rc<Graph>, selection: Selection) -> Program {
        let needed = match selection.kept {
            Some(_) => Needed::of(graph, selection.rest, &BTreeSet::new(), &[]),
            None => Needed::default(),
        };
        let choices: Vec<Choice> = (0..)
            .zip(&graph.cone.elements)
            .map(|(at, element)| self.chosen(*element, &selection, needed.elements.contains(&at)))
            .collect();
        let (lower, upper) = graph.cone.model(&choices);
        let mut program = Program {
            graph: Rc::clone(graph),
            selection,
            choices,
            lower,
            upper,
            clashes: needed.clashes,
            relevant: vec![false; graph.cone.atoms],
            change: None,
            plain: OnceCell::new(),
            summed: OnceCell::new(),
            parts: OnceCell::new(),
            bearing: RefCell::default(),
        };
        let stated = (0..).zip(&graph.stated).filter(|(at, _)| self.demanded(&program, *at));
        let stated: Vec<u32> = stated.filter_map(|(_, atom)| *atom).collect();
        program.mark(stated.into_iter());
        let clashes = graph.clashes.iter().enumerate().filter(|(at, _)| program.counts(*at));
        let clashes: Vec<u32> = clashes.map(|(_, atom)| *atom).collect();
        program.mark(clashes.into_iter().chain(graph.exhaustive.iter().flatten().copied()));
        program
    }

    /// The program of a selection that differs from that of another by what it says of some elements, of which
    /// these are needed.
    fn next(
        &self,
        base: &Rc<Program>,
        selection: &Selection,
        elements: BTreeSet<ElementId>,
        needed: &Needed,
    ) -> Program {
        let graph = Rc::clone(&base.graph);
        let mut choices = base.choices.clone();
        let mut changed = Vec::new();
        let mut atoms: BTreeSet<u32> = BTreeSet::new();
        for element in &elements {
            atoms.extend(graph.stated_at(*element));
            let Some(at) = graph.places.get(element) else { continue };
            let rules = graph.links.needing[*at as usize].iter();
            atoms.extend(rules.map(|rule| graph.cone.rules[*rule as usize].head));
            let choice = self.chosen(*element, selection, needed.elements.contains(at));
            if std::mem::replace(&mut choices[*at as usize], choice) != choice {
                changed.push(*at);
            }
        }
        let before = |at: &&usize| base.clashes.as_ref().is_none_or(|known| known.contains(*at));
        let clashes = needed.clashes.iter().flatten().filter(|at| !before(at));
        atoms.extend(clashes.map(|at| graph.clashes[*at]));
        let (mut lower, mut upper) = (base.lower.clone(), base.upper.clone());
        let above = graph.cone.above(&graph.links, &graph.fixed, &changed);
        graph.cone.revise(&graph.links, &choices, &above, (&mut lower, &mut upper));
        atoms.extend(above);
        let mut program = Program {
            graph,
            selection: selection.clone(),
            choices,
            lower,
            upper,
            clashes: needed.clashes.clone(),
            relevant: base.relevant.clone(),
            change: None,
            plain: OnceCell::new(),
            summed: OnceCell::new(),
            parts: OnceCell::new(),
            bearing: RefCell::default(),
        };
        for atom in &atoms {
            program.tie(*atom, self.is_root(&program, *atom));
        }
        program.change = Some(Change { base: Rc::clone(base), atoms, elements });
        program
    }

    /// Whether the likelihood at a position is demanded.
    pub(super) fn demanded(&self, program: &Program, at: usize) -> bool {
        self.stated.get(at).is_some_and(|stated| program.selection.demands(stated.element))
    }

    /// Whether an atom is itself demanded, a contradiction or an answer to a question.
    fn is_root(&self, program: &Program, atom: u32) -> bool {
        let graph = &program.graph;
        graph.clash_at.get(&atom).is_some_and(|at| program.counts(*at))
            || graph.answers.contains_key(&atom)
            || graph.stated_of.get(&atom).is_some_and(|all| all.iter().any(|at| self.demanded(program, *at)))
    }
}

/// What matters to claims that are kept.
#[derive(Default)]
struct Needed {
    /// The elements, by position, that they rest on, or whose absence counts.
    elements: BTreeSet<u32>,
    /// The contradictions, by position, that are looked at; `None` for all of them.
    clashes: Option<BTreeSet<usize>>,
}

impl Needed {
    fn of(graph: &Graph, rest: Rest, kept: &BTreeSet<ElementId>, targets: &[AtomId]) -> Self {
        let heads = kept.iter().filter_map(|element| graph.places.get(element)).flat_map(|at| {
            graph.links.needing[*at as usize].iter().map(|rule| graph.cone.rules[*rule as usize].head)
        });
        let said = kept.iter().flat_map(|element| graph.stated_at(*element));
        let targets = targets.iter().map(|atom| atom.index() as u32);
        let mut atoms = graph.below(heads.chain(said).chain(targets));
        atoms.extend(&graph.asked);
        if rest == Rest::Free {
            atoms.extend(&graph.absent);
        }
        let elements = graph.elements(&atoms).collect();
        let clashes = (rest == Rest::Apart).then(|| graph.within(&elements));
        Self { elements, clashes }
    }
}

impl Program {
    /// Whether a contradiction, by position, is looked at.
    pub(super) fn counts(&self, clash: usize) -> bool {
        self.clashes.as_ref().is_none_or(|known| known.contains(&clash))
    }

    /// Notes that something rests on atoms, and so on all that they rest on.
    fn mark(&mut self, roots: impl Iterator<Item = u32>) {
        let mut open: Vec<u32> = roots.filter(|atom| self.is_open(*atom)).collect();
        while let Some(atom) = open.pop() {
            if !std::mem::replace(&mut self.relevant[atom as usize], true) {
                open.extend(self.rules(atom).flat_map(|rule| self.needs(rule)));
            }
        }
    }

    /// Ties an atom that was looked at again to what rests on it, and what it rests on to it.
    fn tie(&mut self, atom: u32, is_root: bool) {
        if !self.is_open(atom) {
            return;
        }
        let graph = Rc::clone(&self.graph);
        if is_root || self.relevant[atom as usize] {
            self.relevant[atom as usize] = true;
            let below: Vec<u32> = self.rules(atom).flat_map(|rule| self.needs(rule)).collect();
            self.mark(below.into_iter());
        }
        for rule in &graph.links.read_by[atom as usize] {
            let head = graph.cone.rules[*rule as usize].head;
            if self.relevant[head as usize] && self.applies(*rule) {
                let needs: Vec<u32> = self.needs(*rule).collect();
                self.mark(needs.into_iter());
            }
        }
    }

    pub(super) fn is_open(&self, atom: u32) -> bool {
        self.upper[atom as usize] && !self.lower[atom as usize]
    }

    pub(super) fn is_certain(&self, atom: u32) -> bool {
        self.lower[atom as usize]
    }

    pub(super) fn is_possible(&self, atom: u32) -> bool {
        self.upper[atom as usize]
    }

    /// Whether a rule still says something.
    fn applies(&self, rule: u32) -> bool {
        let rule = &self.graph.cone.rules[rule as usize];
        !self.lower[rule.head as usize]
            && self.is_met(rule)
            && rule.elements.iter().all(|element| self.choices[*element as usize] != Choice::Out)
    }

    /// Whether the condition of a rule may be met.
    fn is_met(&self, rule: &Rule) -> bool {
        rule.positive.iter().all(|atom| self.upper[*atom as usize])
            && rule.negative.iter().all(|atom| !self.lower[*atom as usize])
    }

    /// The rules for an atom that still say something.
    pub(super) fn rules(&self, atom: u32) -> impl Iterator<Item = u32> {
        self.graph.links.by_head[atom as usize].iter().copied().filter(|rule| self.applies(*rule))
    }

    /// The atoms that a rule needs and that are open.
    fn needs(&self, rule: u32) -> impl Iterator<Item = u32> {
        let (positive, negative) = self.body(rule);
        positive.chain(negative)
    }

    /// What a rule still needs, and of what the absence.
    pub(super) fn body(&self, rule: u32) -> (impl Iterator<Item = u32>, impl Iterator<Item = u32>) {
        let rule = &self.graph.cone.rules[rule as usize];
        let positive = rule.positive.iter().copied().filter(|atom| !self.lower[*atom as usize]);
        let negative = rule.negative.iter().copied().filter(|atom| self.upper[*atom as usize]);
        (positive, negative)
    }

    /// The elements of a rule that are open.
    pub(super) fn open_elements(&self, rule: u32) -> impl Iterator<Item = u32> {
        let elements = &self.graph.cone.rules[rule as usize].elements;
        elements.iter().copied().filter(|element| self.choices[*element as usize] == Choice::Open)
    }

    /// The open elements of a rule whose applications are constrained.
    pub(super) fn hedged(&self, rule: u32) -> impl Iterator<Item = u32> {
        self.open_elements(rule).filter(|at| {
            self.graph.hedged[*at as usize] && self.selection.demands(self.graph.cone.elements[*at as usize])
        })
    }

    /// The rules that still say something and need an element.
    pub(super) fn applications(&self, element: u32) -> impl Iterator<Item = u32> {
        self.graph.links.needing[element as usize].iter().copied().filter(|rule| self.applies(*rule))
    }

    /// What these rules conclude.
    pub(super) fn heads(&self, element: u32) -> impl Iterator<Item = u32> {
        self.applications(element).map(|rule| self.graph.cone.rules[rule as usize].head)
    }

    /// The open atoms that atoms rest on, these included.
    pub(super) fn below(&self, roots: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<u32> = roots.into_iter().filter(|atom| self.is_open(*atom)).collect();
        while let Some(atom) = open.pop() {
            if seen.insert(atom) {
                open.extend(self.rules(atom).flat_map(|rule| self.needs(rule)));
            }
        }
        seen
    }

    /// The name of the part that an atom is in, if anything rests on the atom.
    pub(super) fn name(&self, atom: u32) -> Option<u32> {
        self.parts().of.get(&atom).or_else(|| self.change.as_ref()?.base.parts().of.get(&atom)).copied()
    }

    /// The part that an open atom is in: what shares open claims with it. What the atom rests on is in it, even if
    /// nothing else rests on that.
    pub(super) fn part(&self, atom: u32) -> Cow<'_, BTreeSet<u32>> {
        let known = self.name(atom).and_then(|name| {
            let before = || self.change.as_ref()?.base.parts().atoms.get(&name);
            self.parts().atoms.get(&name).or_else(before)
        });
        match known {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(self.joined(atom)),
        }
    }

    fn joined(&self, atom: u32) -> BTreeSet<u32> {
        let graph = &self.graph;
        let own = if self.relevant[atom as usize] { BTreeSet::new() } else { self.below([atom]) };
        let counts = |atom: u32| self.relevant[atom as usize] || own.contains(&atom);
        let mut seen = BTreeSet::new();
        let mut elements: BTreeSet<u32> = BTreeSet::new();
        let mut open = vec![atom];
        while let Some(atom) = open.pop() {
            if !self.is_open(atom) || !counts(atom) || !seen.insert(atom) {
                continue;
            }
            for rule in self.rules(atom) {
                open.extend(self.needs(rule));
                for element in self.open_elements(rule) {
                    if elements.insert(element) {
                        open.extend(self.heads(element));
                    }
                }
            }
            let readers = graph.links.read_by[atom as usize].iter().filter(|rule| self.applies(**rule));
            open.extend(readers.map(|rule| graph.cone.rules[*rule as usize].head));
            let questions = graph.answers.get(&atom).into_iter().flatten();
            open.extend(questions.flat_map(|at| &graph.exhaustive[*at]));
        }
        seen
    }

    /// What it was had from, if it was had from another program.
    pub(super) fn change(&self) -> Option<&Change> {
        self.change.as_ref()
    }

    /// The parts in which anything differs from what it was had from; all of them if from nothing.
    pub(super) fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| {
            let mut parts = Parts::default();
            let atoms: Vec<u32> = match &self.change {
                None => (0_u32..).take(self.graph.cone.atoms).collect(),
                Some(change) => {
                    let before = change.base.parts();
                    let left =
                        self.replaced().into_iter().filter_map(|part| before.atoms.get(&part)).flatten();
                    change.atoms.iter().chain(left).copied().collect()
                }
            };
            for atom in atoms {
                if self.relevant[atom as usize] && self.is_open(atom) && !parts.of.contains_key(&atom) {
                    let part = self.joined(atom);
                    let Some(name) = part.first().copied() else { continue };
                    parts.of.extend(part.iter().map(|atom| (*atom, name)));
                    parts.atoms.insert(name, part);
                }
            }
            parts
        })
    }

    /// The element at a position.
    pub(super) fn element(&self, at: u32) -> Option<ElementId> {
        self.graph.cone.elements.get(at as usize).copied()
    }

    /// Whether nothing was asked of its parts so far.
    pub(super) fn is_new(&self) -> bool {
        self.parts.get().is_none()
    }

    /// How many atoms are in these parts.
    pub(super) fn size(&self) -> usize {
        self.parts().atoms.values().map(BTreeSet::len).sum()
    }

    /// The parts of what it was had from that are no longer as they were.
    pub(super) fn replaced(&self) -> BTreeSet<u32> {
        let Some(change) = &self.change else { return BTreeSet::new() };
        let of = &change.base.parts().of;
        change.atoms.iter().filter_map(|atom| of.get(atom)).copied().collect()
    }

    /// The elements, by position, that the values of atoms may rest on; what is fixed rests on none.
    pub(super) fn under(&self, roots: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut seen = BTreeSet::new();
        let mut found = BTreeSet::new();
        let mut open: Vec<u32> = roots.into_iter().collect();
        while let Some(atom) = open.pop() {
            if !self.graph.depends(atom) || !seen.insert(atom) {
                continue;
            }
            for rule in &self.graph.links.by_head[atom as usize] {
                let rule = &self.graph.cone.rules[*rule as usize];
                if self.is_met(rule) {
                    open.extend(rule.positive.iter().chain(&rule.negative));
                    found.extend(&rule.elements);
                } else if !self.is_certain(atom) {
                    // What stops the rule.
                    open.extend(rule.positive.iter().filter(|atom| !self.is_possible(**atom)));
                    open.extend(rule.negative.iter().filter(|atom| self.is_certain(**atom)));
                }
            }
        }
        found
    }

    /// What is certain, and is all that keeps a sentence that no choice makes hold from holding: what an exception
    /// speaks of.
    pub(super) fn barring(&self, target: AtomId) -> BTreeSet<u32> {
        let mut seen = BTreeSet::new();
        let mut found = BTreeSet::new();
        let mut open = vec![target.index() as u32];
        while let Some(atom) = open.pop() {
            if !self.graph.depends(atom) || !seen.insert(atom) {
                continue;
            }
            for rule in self.graph.rules(atom) {
                if rule.elements.iter().any(|element| self.choices[*element as usize] == Choice::Out) {
                    continue;
                }
                open.extend(rule.positive.iter().filter(|atom| !self.is_possible(**atom)));
                found.extend(rule.negative.iter().filter(|atom| self.is_certain(**atom)));
            }
        }
        found
    }

    /// What is known of a sentence whatever is chosen.
    pub(in crate::reason) fn truth(&self, atom: AtomId) -> Option<Target> {
        let at = atom.index();
        match (self.lower.get(at), self.upper.get(at)) {
            (Some(true), _) => Some(Target::Certain),
            (Some(false), Some(true)) => None,
            (None | Some(false), _) => Some(Target::Impossible),
        }
    }
}

impl Likelihoods<'_> {
    /// A stated likelihood, by position, of a sentence that holds in every world or in none.
    pub(super) fn settled(&self, program: &Program, at: usize) -> Option<Target> {
        if !self.demanded(program, at) {
            return None;
        }
        match program.graph.stated.get(at)? {
            Some(atom) if program.is_certain(*atom) => Some(Target::Certain),
            Some(atom) if program.is_possible(*atom) => None,
            Some(_) | None => Some(Target::Impossible),
        }
    }

    /// The unhedged claims at their word that atoms may rest on.
    pub(super) fn believed(
        &self,
        program: &Program,
        roots: impl IntoIterator<Item = u32>,
    ) -> BTreeSet<ElementId> {
        let under = program.under(roots).into_iter();
        let believed = under.filter(|at| program.choices[*at as usize] == Choice::In);
        let believed = believed.map(|at| program.graph.cone.elements[at as usize]);
        believed.filter(|element| self.is_unhedged(*element)).collect()
    }

    /// The forecasts that a sentence may rest on, as a reader knows them; those that came true are none any
    /// more.
    pub(super) fn foreseen(&self, program: &Program, target: AtomId) -> Vec<String> {
        let model = self.lineage.model;
        let mut found: BTreeSet<StatementId> = BTreeSet::new();
        for at in program.under([target.index() as u32]) {
            let element = program.graph.cone.elements[at as usize];
            let Some(Claim::Statement(id)) = self.claim(element) else { continue };
            let ahead = When::of(model, self.lineage.element(element)) != When::Now;
            if ahead && program.choices[at as usize] != Choice::Out && !self.came_true(element) {
                found.insert(id);
            }
        }
        let statements = found.into_iter().filter_map(|id| model.statement(id));
        let mut names: Vec<String> = Vec::new();
        for statement in statements {
            let name = match statement.label {
                Some(label) => format!("@{}", model.name(label)),
                None => statement.name.to_string(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}
