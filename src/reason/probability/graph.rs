//! The graph of all claims, made once for all selections of them, with what a selection is looked up by.
//!
//! **Invariant:** nothing in it depends on what is believed; it is made anew only when a sentence is asked
//! about that is not in it yet.
#![expect(clippy::indexing_slicing, reason = "atoms and elements are numbered by the graph itself")]

use crate::reason::provenance::{AssumptionId, Links, Rule, Slice, Values};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The most atoms that a contradiction rests on which is looked at by itself.
const BEHIND: usize = 512;

/// The graph of all claims.
pub(in crate::reason) struct Graph {
    pub(super) slice: Slice,
    pub(super) links: Links,
    /// For each likelihood of a sentence, the atom of the sentence at its time.
    pub(super) stated: Vec<Option<u32>>,
    /// The likelihoods of each atom, and those that each element states, by position.
    pub(super) stated_of: BTreeMap<u32, Vec<usize>>,
    pub(super) stated_by: BTreeMap<AssumptionId, Vec<usize>>,
    /// The contradictions, and the position of each.
    pub(super) clashes: Vec<u32>,
    pub(super) clash_at: FxHashMap<u32, usize>,
    /// The exhaustive questions, each with the atoms of its answers, and those that each atom answers.
    pub(super) exhaustive: Vec<Vec<u32>>,
    pub(super) answers: BTreeMap<u32, Vec<usize>>,
    /// The position of each element.
    pub(super) places: FxHashMap<AssumptionId, u32>,
    /// Whether an element is an application with a likelihood.
    pub(super) hedged: Vec<bool>,
    /// The elements, by position, that make the condition of a judgement hold for whatever reason, where something else
    /// can make it hold: these are out.
    pub(super) shut: BTreeSet<u32>,
    /// The values of atoms that are so whatever is chosen.
    pub(super) fixed: Values,
    /// The elements behind each contradiction, as far as that was asked.
    pub(super) behind: Vec<OnceCell<Option<BTreeSet<u32>>>>,
    /// What the answers to questions rest on.
    pub(super) asked: BTreeSet<u32>,
    /// What contradictions come about by the absence of, and all that this rests on.
    pub(super) absent: BTreeSet<u32>,
}

impl Graph {
    /// Whether what holds of an atom depends on what is chosen.
    pub(super) fn depends(&self, atom: u32) -> bool {
        self.fixed.1[atom as usize] && !self.fixed.0[atom as usize]
    }

    /// The rules for an atom that may apply under some choice.
    pub(super) fn rules(&self, atom: u32) -> impl Iterator<Item = &Rule> {
        let rules = self.links.by_head[atom as usize].iter().map(|rule| &self.slice.rules[*rule as usize]);
        rules.filter(|rule| {
            rule.positive.iter().all(|atom| self.fixed.1[*atom as usize])
                && !rule.negative.iter().any(|atom| self.fixed.0[*atom as usize])
        })
    }

    /// The atoms that some atoms rest on under some choice, these included.
    pub(super) fn below(&self, roots: impl Iterator<Item = u32>) -> BTreeSet<u32> {
        self.walk(roots, usize::MAX).unwrap_or_default()
    }

    /// The same, if they are not more than so many.
    fn walk(&self, roots: impl Iterator<Item = u32>, most: usize) -> Option<BTreeSet<u32>> {
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut open: Vec<u32> = roots.collect();
        while let Some(atom) = open.pop() {
            if self.depends(atom) && seen.insert(atom) {
                if seen.len() > most {
                    return None;
                }
                let rules = self.rules(atom);
                open.extend(rules.flat_map(|rule| rule.positive.iter().chain(&rule.negative)).copied());
            }
        }
        Some(seen)
    }

    /// The contradictions, by position, that come about by nothing else than some elements and what is fixed; those
    /// that rest on much are left out.
    pub(super) fn within(&self, elements: &BTreeSet<u32>) -> BTreeSet<usize> {
        let within = |at: &usize| self.behind(*at).is_some_and(|behind| behind.is_subset(elements));
        (0..self.clashes.len()).filter(within).collect()
    }

    /// The elements that a contradiction, by position, rests on; `None` if it rests on much.
    fn behind(&self, clash: usize) -> Option<&BTreeSet<u32>> {
        let known = self.behind.get(clash)?;
        let look =
            || Some(self.elements(&self.walk(std::iter::once(self.clashes[clash]), BEHIND)?).collect());
        known.get_or_init(look).as_ref()
    }

    /// What the rules conclude that need an element, by position.
    pub(super) fn heads(&self, element: u32) -> impl Iterator<Item = u32> {
        self.links.needing[element as usize].iter().map(|rule| self.slice.rules[*rule as usize].head)
    }

    /// The atoms of the sentences whose likelihood an element states.
    pub(super) fn stated_at(&self, element: AssumptionId) -> impl Iterator<Item = u32> {
        self.stated_by.get(&element).into_iter().flatten().filter_map(|at| self.stated[*at])
    }

    /// The elements that rules for some atoms need.
    pub(super) fn elements<'a>(&'a self, atoms: &'a BTreeSet<u32>) -> impl Iterator<Item = u32> + 'a {
        atoms.iter().flat_map(|atom| self.rules(*atom)).flat_map(|rule| rule.elements.iter().copied())
    }

    /// The sentences that rules with a condition conclude.
    pub(super) fn concluded(&self) -> BTreeSet<usize> {
        let conditional = |rule: &&Rule| !rule.positive.is_empty() || !rule.negative.is_empty();
        self.slice.rules.iter().filter(conditional).map(|rule| rule.head as usize).collect()
    }
}
