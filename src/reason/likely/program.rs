//! The graph of all claims to what is left of it once claims are believed, taken apart.
//!
//! What is certain or impossible by what is believed falls away. Two things that share no open claim have nothing
//! to do with each other: their distributions can be put together as one likes. **Invariant:** what is left says the
//! same of every choice of the open claims.
#![expect(clippy::indexing_slicing, reason = "atoms and elements are numbered by the program itself")]

use super::needless::needless;
use super::when::Timed;
use super::{Claim, Likelihoods, Selection, When};
use crate::connected::Union;
use crate::likelihood;
use crate::model::statement::StatementId;
use crate::reason::lineage::{AtomId, Choice, Cone, Element, ElementId, Rule};
use std::collections::{BTreeMap, BTreeSet};

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
    pub(super) cone: Cone,
    pub(super) choices: Vec<Choice>,
    pub(super) lower: Vec<bool>,
    pub(super) upper: Vec<bool>,
    /// All rules, by head.
    by_head: Vec<Vec<u32>>,
    /// The rules that are left, by head.
    pub(super) rules: Vec<Vec<u32>>,
    /// The part that each atom is in: that of a representative.
    pub(super) part: Vec<u32>,
    /// The roots of the parts that have any.
    pub(super) stated: Vec<(usize, Option<u32>)>,
    pub(super) clashes: Vec<u32>,
    pub(super) exhaustive: Vec<Vec<u32>>,
    /// The elements whose applications are constrained, with the rules that are such an application.
    pub(super) applied: BTreeMap<u32, Vec<u32>>,
}

impl Likelihoods<'_> {
    /// The graph under a selection, with these sentences in it.
    pub(in crate::reason) fn program(&mut self, targets: &[AtomId], selection: &Selection) -> Program {
        let stated = self.stated.iter().filter_map(|stated| stated.atom);
        let roots: Vec<AtomId> = stated
            .chain(self.clashes.iter().copied())
            .chain(self.exhaustive.iter().flatten().copied())
            .chain(targets.iter().copied())
            .collect();
        let number = |atom: &AtomId| u32::try_from(atom.index()).unwrap_or(u32::MAX);
        let cone = self.lineage.everything(&roots);
        let Timed { cone, stated: timed, clashes } = self.timed(cone);
        let mut choices: Vec<Choice> =
            cone.elements.iter().map(|element| self.choice(*element, selection)).collect();
        let by_head = by_head(&cone);
        if let Some(kept) = &selection.kept {
            let demanding =
                |rule: &&Rule| rule.elements.iter().any(|at| kept.contains(&cone.elements[*at as usize]));
            let heads = cone.rules.iter().filter(demanding).map(|rule| rule.head);
            let said = self.stated.iter().zip(&timed).filter(|(stated, _)| kept.contains(&stated.element));
            let demanded = heads.chain(said.filter_map(|(_, atom)| *atom));
            let answers = self.exhaustive.iter().flatten().chain(targets).map(number);
            for at in needless(&cone, &by_head, demanded.chain(answers), clashes.iter().copied()) {
                if choices[at as usize] == Choice::Open {
                    choices[at as usize] = Choice::Out;
                }
            }
        }
        let (lower, upper) = cone.model(&choices);
        let mut program = Program {
            by_head,
            rules: vec![Vec::new(); cone.atoms],
            part: Vec::new(),
            stated: Vec::new(),
            clashes,
            exhaustive: self.exhaustive.iter().map(|all| all.iter().map(number).collect()).collect(),
            applied: BTreeMap::new(),
            cone,
            choices,
            lower,
            upper,
        };
        for ((at, stated), atom) in self.stated.iter().enumerate().zip(&timed) {
            if selection.demands(stated.element) {
                program.stated.push((at, *atom));
            }
        }
        program.reduce();
        let hedged: BTreeSet<u32> = (0..)
            .zip(&program.cone.elements)
            .filter(|(at, element)| {
                program.choices[*at as usize] == Choice::Open
                    && matches!(self.lineage.element(**element), Some(Element::Application(..)))
                    && self.hedge(**element).is_some()
                    && selection.demands(**element)
            })
            .map(|(at, _)| at)
            .collect();
        program.apply(&hedged);
        let told = timed.iter().flatten().chain(&program.clashes).copied();
        let asked = roots.iter().filter(|atom| !self.clashes.contains(atom)).map(number);
        let roots: Vec<u32> = asked.chain(told).collect();
        program.divide(roots.into_iter());
        program
    }
}

impl Program {
    /// Keeps the rules that still say something.
    fn reduce(&mut self) {
        for (at, rule) in (0_u32..).zip(&self.cone.rules) {
            let open = !self.lower[rule.head as usize]
                && rule.positive.iter().all(|atom| self.upper[*atom as usize])
                && rule.negative.iter().all(|atom| !self.lower[*atom as usize])
                && rule.elements.iter().all(|element| self.choices[*element as usize] != Choice::Out);
            if open {
                self.rules[rule.head as usize].push(at);
            }
        }
    }

    /// Notes which rules are applications that are constrained.
    fn apply(&mut self, hedged: &BTreeSet<u32>) {
        for at in self.rules.iter().flatten() {
            for element in &self.cone.rules[*at as usize].elements {
                if hedged.contains(element) {
                    self.applied.entry(*element).or_default().push(*at);
                }
            }
        }
    }

    pub(super) fn is_open(&self, atom: u32) -> bool {
        self.upper[atom as usize] && !self.lower[atom as usize]
    }

    /// The atoms that a rule needs and that are open.
    pub(super) fn needs(&self, rule: u32) -> impl Iterator<Item = u32> {
        let rule = &self.cone.rules[rule as usize];
        let positive = rule.positive.iter().filter(|atom| !self.lower[**atom as usize]);
        let negative = rule.negative.iter().filter(|atom| self.upper[**atom as usize]);
        positive.chain(negative).copied()
    }

    /// The elements of a rule that are open.
    pub(super) fn open_elements(&self, rule: u32) -> impl Iterator<Item = u32> {
        let elements = &self.cone.rules[rule as usize].elements;
        elements.iter().copied().filter(|element| self.choices[*element as usize] == Choice::Open)
    }

    /// The open atoms that atoms rest on, these included.
    pub(super) fn below(&self, roots: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<u32> = roots.into_iter().filter(|atom| self.is_open(*atom)).collect();
        while let Some(atom) = open.pop() {
            if seen.insert(atom) {
                open.extend(self.rules[atom as usize].iter().flat_map(|rule| self.needs(*rule)));
            }
        }
        seen.into_iter().collect()
    }

    /// Finds the parts that share no open claim. The sentences asked about tie nothing together by themselves.
    fn divide(&mut self, roots: impl Iterator<Item = u32>) {
        let atoms = self.cone.atoms;
        let mut union = Union::new(atoms + self.cone.elements.len());
        for atom in self.below(roots) {
            for rule in &self.rules[atom as usize] {
                for other in self.needs(*rule) {
                    union.join(atom, other);
                }
                for element in self.open_elements(*rule) {
                    union.join(atom, atoms as u32 + element);
                }
            }
        }
        for all in &self.exhaustive {
            let mut open = all.iter().filter(|atom| self.is_open(**atom));
            if let Some(first) = open.next() {
                open.for_each(|other| union.join(*first, *other));
            }
        }
        self.part = (0..atoms as u32).map(|atom| union.find(atom)).collect();
    }

    /// The elements, by position, that atoms may rest on; what is given rests on none.
    pub(super) fn under(&self, roots: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut seen = BTreeSet::new();
        let mut found = BTreeSet::new();
        let mut open: Vec<u32> = roots.into_iter().collect();
        while let Some(atom) = open.pop() {
            if !seen.insert(atom) {
                continue;
            }
            let rules = self.by_head.get(atom as usize).map(Vec::as_slice).unwrap_or_default();
            let given = rules.iter().any(|rule| {
                let rule = &self.cone.rules[*rule as usize];
                rule.positive.is_empty() && rule.negative.is_empty() && rule.elements.is_empty()
            });
            if given {
                continue;
            }
            for rule in rules {
                let rule = &self.cone.rules[*rule as usize];
                let met = rule.positive.iter().all(|atom| self.upper[*atom as usize])
                    && rule.negative.iter().all(|atom| !self.lower[*atom as usize]);
                if met {
                    open.extend(rule.positive.iter().chain(&rule.negative));
                    found.extend(&rule.elements);
                }
            }
        }
        found
    }

    /// The sentences that rules with a condition conclude.
    pub(super) fn concluded(&self) -> BTreeSet<usize> {
        let conditional = |rule: &&Rule| !rule.positive.is_empty() || !rule.negative.is_empty();
        self.cone.rules.iter().filter(conditional).map(|rule| rule.head as usize).collect()
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
    /// The stated likelihoods of sentences that hold in every world, or in none, by position.
    pub(super) fn settled(&self, program: &Program) -> Vec<(usize, Target)> {
        let stated = program.stated.iter().filter_map(|(at, atom)| {
            let truth = match atom {
                None => Target::Impossible,
                Some(atom) if program.lower[*atom as usize] => Target::Certain,
                Some(atom) if !program.upper[*atom as usize] => Target::Impossible,
                Some(_) => return None,
            };
            Some((*at, truth))
        });
        stated.collect()
    }

    /// For each contradiction that holds in every world, the unhedged claims behind it.
    pub(super) fn certain_clashes(&self, program: &Program) -> Vec<BTreeSet<ElementId>> {
        let certain = program.clashes.iter().filter(|atom| program.lower[**atom as usize]);
        let never = program
            .exhaustive
            .iter()
            .filter(|all| !all.iter().any(|atom| program.upper[*atom as usize]))
            .map(|all| self.believed(program, all.iter().copied()));
        certain.map(|atom| self.believed(program, [*atom])).chain(never).collect()
    }

    /// The unhedged claims that a sentence rests on.
    pub(super) fn rests(&self, program: &Program, atom: AtomId) -> BTreeSet<ElementId> {
        self.believed(program, [atom.index() as u32])
    }

    /// The unhedged claims at their word that atoms may rest on.
    pub(super) fn believed(
        &self,
        program: &Program,
        roots: impl IntoIterator<Item = u32>,
    ) -> BTreeSet<ElementId> {
        let under = program.under(roots).into_iter();
        let believed = under.filter(|at| program.choices[*at as usize] == Choice::In);
        let believed = believed.map(|at| program.cone.elements[at as usize]);
        believed.filter(|element| self.is_unhedged(*element)).collect()
    }

    /// The forecasts that a sentence may rest on, as a reader knows them; those that came true are none any
    /// more.
    pub(super) fn foreseen(&self, program: &Program, target: AtomId) -> Vec<String> {
        let model = self.lineage.model;
        let mut found: BTreeSet<StatementId> = BTreeSet::new();
        for at in program.under([target.index() as u32]) {
            let element = program.cone.elements[at as usize];
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

/// The rules of a graph, by head.
fn by_head(cone: &Cone) -> Vec<Vec<u32>> {
    let mut found = vec![Vec::new(); cone.atoms];
    for (at, rule) in (0_u32..).zip(&cone.rules) {
        found[rule.head as usize].push(at);
    }
    found
}
