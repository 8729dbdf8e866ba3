//! A small propositional program over elements: the truth of its root under a choice, and why.
//!
//! The value is that of the well-founded model by the alternating fixpoint (Van Gelder 1993); elements may
//! be left open, and what is known then holds however they are chosen (Fitting 1993).
//!
//! **Invariant:** rules, atoms and elements are numbered without gaps; nothing in a simplified slice is
//! known whatever is chosen, but its root if that is.
#![expect(clippy::indexing_slicing, reason = "atoms, rules and elements are numbered by the slice itself")]

use super::assumption::AssumptionId;
use crate::connected::component_of;
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use std::collections::BTreeMap;

/// How an element is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Choice {
    /// It is believed.
    In,
    /// It is not.
    Out,
    /// Either way.
    Open,
}

/// The truth of a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Value {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// Neither is known: it depends on what is open, or goes in a circle through `unless`.
    Unknown,
}

/// What is known of a root whatever is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Root {
    /// It holds.
    Always,
    /// It does not.
    Never,
    /// It depends.
    Depends,
}

/// A rule of a slice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::reason) struct Rule {
    pub(in crate::reason) head: u32,
    pub(in crate::reason) positive: Vec<u32>,
    pub(in crate::reason) negative: Vec<u32>,
    /// Positions in the list of elements.
    pub(in crate::reason) elements: Vec<u32>,
}

/// A slice in the making.
#[derive(Debug, Default)]
pub(super) struct SliceBuilder {
    rules: Vec<Rule>,
    elements: Vec<AssumptionId>,
    numbers: BTreeMap<AssumptionId, u32>,
}

impl SliceBuilder {
    pub(super) fn rule(
        &mut self,
        head: u32,
        positive: Vec<u32>,
        negative: Vec<u32>,
        elements: Vec<AssumptionId>,
    ) {
        let elements = elements
            .into_iter()
            .map(|element| {
                *self.numbers.entry(element).or_insert_with(|| {
                    self.elements.push(element);
                    (self.elements.len() - 1) as u32
                })
            })
            .collect();
        self.rules.push(Rule { head, positive, negative, elements });
    }
}

/// The program that tells the truth of one node, its atom 0.
#[derive(Clone, Debug)]
pub(in crate::reason) struct Slice {
    /// The rules.
    pub(in crate::reason) rules: Vec<Rule>,
    /// How many atoms there are.
    pub(in crate::reason) atoms: usize,
    /// The elements, by position.
    pub(in crate::reason) elements: Vec<AssumptionId>,
    /// What is known of the root.
    pub(in crate::reason) root: Root,
    /// The rules that need each atom.
    pub(super) needed_by: Vec<Vec<u32>>,
    /// Whether `unless` plays a part.
    pub(in crate::reason) negation: Negation,
}

/// How `unless` plays a part in a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Negation {
    /// Not at all.
    None,
    /// Never in a circle.
    Stratified,
    /// In a circle.
    Circular,
}

impl Slice {
    /// The slice of a draft, cut down to what depends on the choice.
    pub(super) fn new(draft: SliceBuilder, atoms: usize) -> Self {
        Self::cut(draft, atoms).0
    }

    /// As [`Slice::new`], with the numbers that are left of the draft's atoms.
    pub(super) fn cut(draft: SliceBuilder, atoms: usize) -> (Self, BTreeMap<u32, u32>) {
        let SliceBuilder { rules, elements, .. } = draft;
        let mut slice = Self::linked(rules, atoms, elements, Root::Depends);
        let open = vec![Choice::Open; slice.elements.len()];
        let (lower, upper) = slice.model(&open);
        slice.root = match (lower[0], upper[0]) {
            (true, _) => Root::Always,
            (false, false) => Root::Never,
            (false, true) => Root::Depends,
        };
        if slice.root != Root::Depends {
            return (Self::linked(Vec::new(), 1, Vec::new(), slice.root), BTreeMap::new());
        }
        let kept = std::mem::take(&mut slice.rules).into_iter().filter(|rule| {
            !lower[rule.head as usize]
                && rule.positive.iter().all(|atom| upper[*atom as usize])
                && rule.negative.iter().all(|atom| !lower[*atom as usize])
        });
        let mut by_head: BTreeMap<u32, IndexSet<Rule, FxBuildHasher>> = BTreeMap::new();
        for mut rule in kept {
            rule.positive.retain(|atom| !lower[*atom as usize]);
            rule.negative.retain(|atom| upper[*atom as usize]);
            for list in [&mut rule.positive, &mut rule.negative, &mut rule.elements] {
                list.sort_unstable();
                list.dedup();
            }
            by_head.entry(rule.head).or_default().insert(rule);
        }
        // What is left is numbered again from the root.
        let (draft, atoms) = slice.reached(0, |atom| by_head.get(&atom).into_iter().flatten());
        (Self::linked(draft.rules, atoms.len(), draft.elements, Root::Depends), atoms)
    }

    /// The program of a draft as it is, for the values of all its atoms.
    pub(super) fn whole(draft: SliceBuilder, atoms: usize) -> Self {
        Self::linked(draft.rules, atoms, draft.elements, Root::Depends)
    }

    /// Adds atoms, each of which holds by some of the rules of another: those that pass. Gives their numbers;
    /// where all rules pass, that is the other itself.
    pub(in crate::reason) fn narrowed<'a>(
        mut self,
        wanted: impl Iterator<Item = (u32, Box<dyn Fn(AssumptionId) -> bool + 'a>)>,
    ) -> (Self, Vec<u32>) {
        let mut by_head: Vec<Vec<usize>> = vec![Vec::new(); self.atoms];
        for (at, rule) in self.rules.iter().enumerate() {
            by_head[rule.head as usize].push(at);
        }
        let mut made = Vec::new();
        for (of, passes) in wanted {
            let rules = by_head.get(of as usize).map(Vec::as_slice).unwrap_or_default();
            let kept: Vec<usize> = rules
                .iter()
                .copied()
                .filter(|at| {
                    self.rules[*at].elements.iter().all(|element| passes(self.elements[*element as usize]))
                })
                .collect();
            if kept.len() == rules.len() {
                made.push(of);
                continue;
            }
            let head = self.atoms as u32;
            self.atoms += 1;
            for at in kept {
                let rule = Rule { head, ..self.rules[at].clone() };
                self.rules.push(rule);
            }
            made.push(head);
        }
        (Self::linked(self.rules, self.atoms, self.elements, self.root), made)
    }

    /// The slice with more atoms: each holds where both of one of its pairs do.
    pub(in crate::reason) fn paired(
        mut self,
        wanted: impl Iterator<Item = Vec<[u32; 2]>>,
    ) -> (Self, Vec<u32>) {
        let mut made = Vec::new();
        for pairs in wanted {
            let head = self.atoms as u32;
            self.atoms += 1;
            for pair in pairs {
                self.rules.push(Rule {
                    head,
                    positive: pair.to_vec(),
                    negative: Vec::new(),
                    elements: Vec::new(),
                });
            }
            made.push(head);
        }
        (Self::linked(self.rules, self.atoms, self.elements, self.root), made)
    }

    fn linked(rules: Vec<Rule>, atoms: usize, elements: Vec<AssumptionId>, root: Root) -> Self {
        let mut needed_by = vec![Vec::new(); atoms];
        for (number, rule) in rules.iter().enumerate() {
            for atom in &rule.positive {
                needed_by[*atom as usize].push(number as u32);
            }
        }
        let mut slice = Self { rules, atoms, elements, root, needed_by, negation: Negation::None };
        slice.negation = slice.find_negation();
        slice
    }

    fn find_negation(&self) -> Negation {
        if self.rules.iter().all(|rule| rule.negative.is_empty()) {
            return Negation::None;
        }
        let mut reads = vec![Vec::new(); self.atoms];
        for rule in &self.rules {
            reads[rule.head as usize]
                .extend(rule.positive.iter().chain(&rule.negative).map(|at| *at as usize));
        }
        let circle = component_of(&reads);
        let circular = self.rules.iter().any(|rule| {
            rule.negative.iter().any(|atom| circle[*atom as usize] == circle[rule.head as usize])
        });
        if circular { Negation::Circular } else { Negation::Stratified }
    }

    /// The least model where an element holds as `chosen` says and `unless` holds of what is not blocked.
    fn least(&self, chosen: impl Fn(u32) -> bool, blocked: &[bool]) -> Vec<bool> {
        let mut model = vec![false; self.atoms];
        let mut needs: Vec<usize> = Vec::with_capacity(self.rules.len());
        let mut ready = Vec::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let possible = rule.elements.iter().all(|element| chosen(*element))
                && rule.negative.iter().all(|atom| !blocked[*atom as usize]);
            needs.push(if possible { rule.positive.len() } else { usize::MAX });
            if possible && rule.positive.is_empty() {
                ready.push(number as u32);
            }
        }
        while let Some(number) = ready.pop() {
            let head = self.rules[number as usize].head as usize;
            if std::mem::replace(&mut model[head], true) {
                continue;
            }
            for user in &self.needed_by[head] {
                let left = &mut needs[*user as usize];
                if *left != usize::MAX {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(*user);
                    }
                }
            }
        }
        model
    }

    /// The atoms that hold and those that may hold.
    pub(in crate::reason) fn model(&self, choices: &[Choice]) -> (Vec<bool>, Vec<bool>) {
        let certain = |element: u32| choices[element as usize] == Choice::In;
        let possible = |element: u32| choices[element as usize] != Choice::Out;
        let nothing = vec![false; self.atoms];
        let mut upper = self.least(possible, &nothing);
        let mut lower = self.least(certain, &upper);
        if self.negation == Negation::None {
            return (lower, upper);
        }
        loop {
            let next = self.least(possible, &lower);
            if next == upper {
                return (lower, upper);
            }
            upper = next;
            lower = self.least(certain, &upper);
        }
    }

    /// The slice of another of its atoms.
    pub(in crate::reason) fn below(&self, root: u32) -> Self {
        let mut by_head: Vec<Vec<&Rule>> = vec![Vec::new(); self.atoms];
        for rule in &self.rules {
            by_head[rule.head as usize].push(rule);
        }
        let (draft, atoms) = self.reached(root, |atom| by_head[atom as usize].iter().copied());
        Self::new(draft, atoms.len())
    }

    /// The rules that an atom depends on, over atoms numbered from it in the order in which they are met, and those
    /// numbers.
    fn reached<'r, I: Iterator<Item = &'r Rule>>(
        &self,
        root: u32,
        rules_of: impl Fn(u32) -> I,
    ) -> (SliceBuilder, BTreeMap<u32, u32>) {
        let mut atoms: BTreeMap<u32, u32> = BTreeMap::from([(root, 0)]);
        let mut order = vec![root];
        let mut draft = SliceBuilder::default();
        let mut at = 0;
        while at < order.len() {
            for rule in rules_of(order[at]) {
                let mut number = |atom: &u32| {
                    *atoms.entry(*atom).or_insert_with(|| {
                        order.push(*atom);
                        (order.len() - 1) as u32
                    })
                };
                let positive = rule.positive.iter().map(&mut number).collect();
                let negative = rule.negative.iter().map(&mut number).collect();
                let own = rule.elements.iter().map(|element| self.elements[*element as usize]).collect();
                draft.rule(at as u32, positive, negative, own);
            }
            at += 1;
        }
        (draft, atoms)
    }

    /// The elements at some positions, in ascending order.
    pub(in crate::reason) fn named(&self, positions: &[u32]) -> Vec<AssumptionId> {
        let mut all: Vec<AssumptionId> = positions.iter().map(|at| self.elements[*at as usize]).collect();
        all.sort_unstable();
        all
    }

    /// The truth of the root.
    pub(in crate::reason) fn value(&self, choices: &[Choice]) -> Value {
        match self.root {
            Root::Always => return Value::Holds,
            Root::Never => return Value::Fails,
            Root::Depends => {}
        }
        let (lower, upper) = self.model(choices);
        match (lower[0], upper[0]) {
            (true, _) => Value::Holds,
            (false, false) => Value::Fails,
            (false, true) => Value::Unknown,
        }
    }

    /// Whether the root holds under a choice of every element.
    pub(in crate::reason) fn holds(&self, chosen: impl Fn(AssumptionId) -> bool) -> bool {
        let choices: Vec<Choice> = self.elements.iter().map(|element| choice(chosen(*element))).collect();
        self.value(&choices) == Value::Holds
    }

    /// The choices of a full choice that alone settle the value of the root, as positions; none can be
    /// left out.
    pub(in crate::reason) fn reasons(&self, choices: &[Choice]) -> Vec<u32> {
        let value = self.value(choices);
        if value == Value::Unknown {
            return (0..choices.len() as u32).collect();
        }
        let mut needed: Vec<Choice> = choices.to_vec();
        // What is out is opened first, so that what is believed explains as much as it can.
        let mut order: Vec<u32> = (0..choices.len() as u32).collect();
        order.sort_by_key(|at| match choices[*at as usize] {
            Choice::Out => 0,
            Choice::Open => 1,
            Choice::In => 2,
        });
        let mut blocks: Vec<(usize, usize)> = vec![(0, order.len())];
        while let Some((start, end)) = blocks.pop() {
            if start >= end {
                continue;
            }
            let saved: Vec<Choice> = order[start..end].iter().map(|at| needed[*at as usize]).collect();
            for at in &order[start..end] {
                needed[*at as usize] = Choice::Open;
            }
            if self.value(&needed) == value {
                continue;
            }
            for (at, old) in order[start..end].iter().zip(saved) {
                needed[*at as usize] = old;
            }
            if end - start > 1 {
                let middle = usize::midpoint(start, end);
                blocks.push((middle, end));
                blocks.push((start, middle));
            }
        }
        (0..).zip(&needed).filter(|(_, choice)| **choice != Choice::Open).map(|(at, _)| at).collect()
    }
}

/// A decided choice.
pub(in crate::reason) fn choice(believed: bool) -> Choice {
    if believed { Choice::In } else { Choice::Out }
}
