//! The graph of all claims to what is left of it once claims are believed, taken apart.
//!
//! What is certain or impossible by what is believed falls away. Two things that share no open claim have nothing
//! to do with each other: their distributions can be put together as one likes. **Invariant:** what is left says the
//! same of every choice of the open claims.
#![expect(clippy::indexing_slicing, reason = "atoms and elements are numbered by the graph itself")]

use super::fault::{Fault, Subject, Target};
use super::graph::Graph;
use super::selection::{Rest, Selection};
use crate::reason::provenance::{AssumptionId, AtomId, Choice, Rule};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The graph once claims are believed.
pub(in crate::reason) struct Program {
    pub(super) graph: Rc<Graph>,
    pub(super) selection: Selection,
    pub(super) choices: Vec<Choice>,
    pub(super) lower: Vec<bool>,
    pub(super) upper: Vec<bool>,
    /// The contradictions, by position, that are looked at; `None` for all of them.
    pub(super) clashes: Option<BTreeSet<usize>>,
    /// The atoms that something demanded, a contradiction or a question rests on; others tie nothing together.
    pub(super) relevant: Vec<bool>,
    /// What it was had from.
    pub(super) change: Option<Change>,
    /// What cannot hold together in it, once that was asked: what is seen without any distribution, and the rest.
    pub(super) plain: OnceCell<BTreeMap<Subject, Fault>>,
    pub(super) summed: OnceCell<BTreeMap<Subject, Fault>>,
    pub(super) parts: OnceCell<Parts>,
    /// The claims that bear on parts, as far as that was asked.
    pub(super) bearing: RefCell<BTreeMap<u32, Rc<BTreeSet<AssumptionId>>>>,
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
    pub(super) elements: BTreeSet<AssumptionId>,
}

impl Program {
    /// Whether a contradiction, by position, is looked at.
    pub(super) fn counts(&self, clash: usize) -> bool {
        self.clashes.as_ref().is_none_or(|known| known.contains(&clash))
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
    pub(super) fn applies(&self, rule: u32) -> bool {
        let rule = &self.graph.slice.rules[rule as usize];
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
    pub(super) fn needs(&self, rule: u32) -> impl Iterator<Item = u32> {
        let (positive, negative) = self.body(rule);
        positive.chain(negative)
    }

    /// What a rule still needs, and of what the absence.
    pub(super) fn body(&self, rule: u32) -> (impl Iterator<Item = u32>, impl Iterator<Item = u32>) {
        let rule = &self.graph.slice.rules[rule as usize];
        let positive = rule.positive.iter().copied().filter(|atom| !self.lower[*atom as usize]);
        let negative = rule.negative.iter().copied().filter(|atom| self.upper[*atom as usize]);
        (positive, negative)
    }

    /// The elements of a rule that are open.
    pub(super) fn open_elements(&self, rule: u32) -> impl Iterator<Item = u32> {
        let elements = &self.graph.slice.rules[rule as usize].elements;
        elements.iter().copied().filter(|element| self.choices[*element as usize] == Choice::Open)
    }

    /// The open elements of a rule whose applications are constrained.
    pub(super) fn hedged(&self, rule: u32) -> impl Iterator<Item = u32> {
        self.open_elements(rule).filter(|at| {
            self.graph.hedged[*at as usize] && self.selection.demands(self.graph.slice.elements[*at as usize])
        })
    }

    /// The rules that still say something and need an element.
    pub(super) fn applications(&self, element: u32) -> impl Iterator<Item = u32> {
        self.graph.links.needing[element as usize].iter().copied().filter(|rule| self.applies(*rule))
    }

    /// What these rules conclude.
    pub(super) fn heads(&self, element: u32) -> impl Iterator<Item = u32> {
        self.applications(element).map(|rule| self.graph.slice.rules[rule as usize].head)
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
            open.extend(readers.map(|rule| graph.slice.rules[*rule as usize].head));
            let questions = graph.answers.get(&atom).into_iter().flatten();
            open.extend(questions.flat_map(|at| &graph.exhaustive[*at]));
        }
        seen
    }

    /// The parts in which anything differs from what it was had from; all of them if from nothing.
    pub(super) fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| {
            let mut parts = Parts::default();
            let atoms: Vec<u32> = match &self.change {
                None => (0_u32..).take(self.graph.slice.atoms).collect(),
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
    pub(super) fn element(&self, at: u32) -> Option<AssumptionId> {
        self.graph.slice.elements.get(at as usize).copied()
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
                let rule = &self.graph.slice.rules[*rule as usize];
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

/// The programs of a graph that were made so far.
pub(super) struct Programs {
    pub(super) graph: Rc<Graph>,
    /// That of all claims.
    pub(super) all: Rc<Program>,
    /// Those in which nothing is demanded.
    pub(super) none: BTreeMap<Rest, Rc<Program>>,
    pub(super) made: BTreeMap<Selection, Rc<Program>>,
}
