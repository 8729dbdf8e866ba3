//! A selection of claims to the program of it.
//!
//! A selection that differs from another by few claims is had from that: only what rests on these is looked at again.
//! **Invariant:** the program is the same whichever selection it was had from.
#![expect(clippy::indexing_slicing, reason = "atoms and elements are numbered by the graph itself")]

use super::graph::Graph;
use super::likelihoods::Likelihoods;
use super::preconditions::Precondition;
use super::program::{Change, Program, Programs};
use super::selection::{Rest, Selection};
use crate::reason::provenance::{AssumptionId, AtomId, Choice, Values};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The most atoms of programs that are kept.
const KEPT: usize = 4_000_000;

impl Likelihoods<'_> {
    /// The graph under a selection, with these sentences in it.
    pub(in crate::reason) fn program(&mut self, targets: &[AtomId], selection: &Selection) -> Rc<Program> {
        let mut programs = match self.programs.take() {
            Some(programs) if self.provenance.knows(targets) => programs,
            _ => {
                let own = self.stated.iter().filter_map(|stated| stated.atom);
                let told = self.clashes.iter().chain(self.exhaustive.iter().flatten());
                let seen = self.observed.iter().map(|observed| observed.atom);
                let needed = self.preconditions.iter().flat_map(Precondition::atoms);
                // Where judgements are priors, they matter only to what is asked about, or to all.
                let all = targets.is_empty() || !self.provenance.model.is_independent();
                let judged = self.judged.iter().filter(|_| all).copied();
                let own = own.chain(seen).chain(needed).chain(judged);
                let roots: Vec<AtomId> = own.chain(told.chain(targets).copied()).collect();
                let slice = self.provenance.everything(&roots);
                let graph = Rc::new(self.graph(slice));
                let all = Rc::new(self.first(&graph, Selection::default()));
                Programs { graph, all, none: BTreeMap::new(), made: BTreeMap::new() }
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
            if (programs.made.len() + 1) * programs.graph.slice.atoms > KEPT {
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
        let named = needed.elements.iter().map(|at| graph.slice.elements[*at as usize]);
        let elements = kept.union(&selection.dropped).chain(&selection.freed).copied().chain(named).collect();
        Rc::new(self.next(&base, selection, elements, &needed))
    }

    /// The choice of an element under a selection. What is free and bears on nothing that is demanded can only add
    /// contradictions, since it is not by its absence that one comes about: a world in which it is true stays
    /// one when it is false.
    fn chosen(&self, graph: &Graph, at: u32, selection: &Selection, needed: bool) -> Choice {
        let Some(element) = graph.slice.elements.get(at as usize).filter(|_| !graph.shut.contains(&at))
        else {
            return Choice::Out;
        };
        match self.choice(*element, selection) {
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
            .take(graph.slice.elements.len())
            .map(|at| self.chosen(graph, at, &selection, needed.elements.contains(&at)))
            .collect();
        let relevant = vec![false; graph.slice.atoms];
        let values = (graph.slice.model(&choices), relevant);
        let mut program = Program::new(Rc::clone(graph), selection, choices, values, needed.clashes);
        let stated = (0..).zip(&graph.stated).filter(|(at, _)| self.demanded(&program, *at));
        let stated: Vec<u32> = stated.filter_map(|(_, atom)| *atom).collect();
        program.mark(stated.into_iter().chain(self.evidence().map(|atom| atom.index() as u32)));
        let judged = (0_u32..).take(graph.slice.atoms).filter(|atom| self.is_judged(graph, *atom));
        program.mark(judged);
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
        elements: BTreeSet<AssumptionId>,
        needed: &Needed,
    ) -> Program {
        let graph = Rc::clone(&base.graph);
        let mut choices = base.choices.clone();
        let mut changed = Vec::new();
        let mut atoms: BTreeSet<u32> = BTreeSet::new();
        for element in &elements {
            atoms.extend(graph.stated_at(*element));
            let Some(at) = graph.places.get(element) else { continue };
            atoms.extend(graph.heads(*at));
            let choice = self.chosen(&graph, *at, selection, needed.elements.contains(at));
            if std::mem::replace(&mut choices[*at as usize], choice) != choice {
                changed.push(*at);
            }
        }
        let before = |at: &&usize| base.clashes.as_ref().is_none_or(|known| known.contains(*at));
        let clashes = needed.clashes.iter().flatten().filter(|at| !before(at));
        atoms.extend(clashes.map(|at| graph.clashes[*at]));
        let (mut lower, mut upper) = (base.lower.clone(), base.upper.clone());
        let above = graph.slice.above(&graph.links, &graph.fixed, &changed);
        graph.slice.revise(&graph.links, &choices, &above, (&mut lower, &mut upper));
        atoms.extend(above);
        let values = ((lower, upper), base.relevant.clone());
        let mut program = Program::new(graph, selection.clone(), choices, values, needed.clashes.clone());
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

    /// Whether it is judged how likely an atom is under a condition: that bounds its condition too.
    fn is_judged(&self, graph: &Graph, atom: u32) -> bool {
        self.any_element(graph, atom, Self::judges)
    }

    /// Whether an element that rules for an atom need is such.
    pub(super) fn any_element(
        &self,
        graph: &Graph,
        atom: u32,
        such: impl Fn(&Self, AssumptionId) -> bool,
    ) -> bool {
        let elements = graph.rules(atom).flat_map(|rule| &rule.elements);
        elements.filter_map(|at| graph.slice.elements.get(*at as usize)).any(|element| such(self, *element))
    }

    /// Whether an atom is itself demanded, a contradiction or an answer to a question.
    fn is_root(&self, program: &Program, atom: u32) -> bool {
        let graph = &program.graph;
        graph.clash_at.get(&atom).is_some_and(|at| program.counts(*at))
            || graph.answers.contains_key(&atom)
            || self.evidence().any(|seen| seen.index() == atom as usize)
            || self.is_judged(graph, atom)
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
    fn of(graph: &Graph, rest: Rest, kept: &BTreeSet<AssumptionId>, targets: &[AtomId]) -> Self {
        let places = kept.iter().filter_map(|element| graph.places.get(element));
        let heads = places.flat_map(|at| graph.heads(*at));
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
    fn new(
        graph: Rc<Graph>,
        selection: Selection,
        choices: Vec<Choice>,
        ((lower, upper), relevant): (Values, Vec<bool>),
        clashes: Option<BTreeSet<usize>>,
    ) -> Self {
        Self {
            graph,
            selection,
            choices,
            lower,
            upper,
            clashes,
            relevant,
            change: None,
            plain: OnceCell::new(),
            summed: OnceCell::new(),
            parts: OnceCell::new(),
            bearing: RefCell::default(),
        }
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
            let head = graph.slice.rules[*rule as usize].head;
            if self.relevant[head as usize] && self.applies(*rule) {
                let needs: Vec<u32> = self.needs(*rule).collect();
                self.mark(needs.into_iter());
            }
        }
    }
}
