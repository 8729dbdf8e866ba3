//! Statements under one condition about things that exclude each other: the outcomes of one choice.
//!
//! What state a thing is in has one probability for each state, under each condition (a row of a conditional
//! probability table). Were these independent, two of them could be true at once, and taking those worlds out would
//! move all the others. **Invariant:** an outcome is as likely under its condition as its prior says, and worlds are
//! ruled out only where a contradiction can come about.

use super::choice::MEANT;
use super::lineage::{AtomId, Rule, VariableId};
use super::problem::{Choice, Problem, Subject};
use dashu_ratio::RBig;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// The most pairs of rules that are compared to find out which contradictions can come about.
const COMPARED: usize = 4_000_000;

/// The most that outcomes may add up to.
const FULL: f64 = 1.0 + MEANT;

/// Two atoms, the one with the smaller number first.
type Pair = (AtomId, AtomId);

/// What has to hold, and what must not, for a statement to conclude something.
type Condition = (Vec<AtomId>, Vec<AtomId>);

fn pair(one: AtomId, other: AtomId) -> Pair {
    (one.min(other), one.max(other))
}

impl Problem {
    /// Makes choices of the statements that conclude, under the same condition, what excludes each other, and rules out
    /// no longer what cannot come about then. `least` says how likely a statement is at least, if it may be an outcome;
    /// what adds up to more than 1 stays as it is, and is given back.
    pub fn choose_alternatives(
        &mut self,
        least: impl Fn(VariableId) -> Option<RBig>,
    ) -> Vec<Vec<VariableId>> {
        let exclusive = self.exclusive();
        let mut too_much = Vec::new();
        if exclusive.is_empty() {
            return too_much;
        }
        for members in self.alternatives(&exclusive) {
            let sum = members.iter().try_fold(RBig::ZERO, |sum, variable| Some(sum + least(*variable)?));
            match sum.map(|sum| sum.to_f64().value()) {
                Some(..=FULL) => self.choices.push(Choice { variables: members, exhaustive: false }),
                Some(_) => too_much.push(members),
                None => {}
            }
        }
        if !self.choices.is_empty() {
            let never = self.never_together(exclusive);
            let gone = |atom: &AtomId| {
                let ways = self.ways(*atom);
                !ways.is_empty() && ways.iter().all(|way| way.is_some_and(|two| never.contains(&two)))
            };
            let kept = self.excluded.iter().copied().filter(|atom| !gone(atom)).collect();
            self.excluded = kept;
        }
        too_much
    }

    /// The pairs of atoms that exclude each other.
    fn exclusive(&self) -> FxHashSet<Pair> {
        self.excluded.iter().flat_map(|atom| self.ways(*atom)).flatten().collect()
    }

    /// The ways in which a contradiction comes about: the two atoms that one needs, or none where it needs anything else.
    fn ways(&self, contradiction: AtomId) -> Vec<Option<Pair>> {
        let mut found = Vec::new();
        let mut seen = FxHashSet::default();
        let mut open = vec![contradiction];
        while let Some(atom) = open.pop() {
            if !seen.insert(atom) {
                continue;
            }
            for rule in self.lineage.rules_of(atom) {
                match (rule.variables.as_slice(), rule.positive.as_slice(), rule.negative.as_slice()) {
                    ([], [one, other], []) if one != other => found.push(Some(pair(*one, *other))),
                    // What is named on the way to it.
                    ([], [one], []) if atom == contradiction => open.push(*one),
                    _ => found.push(None),
                }
            }
        }
        found
    }

    /// Statements that are used once, under the same condition, for atoms all of which exclude each other.
    fn alternatives(&self, exclusive: &FxHashSet<Pair>) -> Vec<Vec<VariableId>> {
        let taken: FxHashSet<VariableId> =
            self.choices.iter().flat_map(|choice| &choice.variables).copied().collect();
        // What a constraint is about is concluded by nobody.
        let demanded: FxHashSet<AtomId> = self
            .constraints
            .iter()
            .filter_map(|constraint| match constraint.subject {
                Subject::Conditional { both, .. } => Some(both),
                Subject::Atom(_) => None,
            })
            .collect();
        let rules = || self.lineage.rules().filter(|(head, _)| !demanded.contains(head));
        let mut uses: FxHashMap<VariableId, usize> = FxHashMap::default();
        for variable in rules().flat_map(|(_, rule)| &rule.variables) {
            *uses.entry(*variable).or_default() += 1;
        }
        let mut under: BTreeMap<Condition, Vec<(VariableId, AtomId)>> = BTreeMap::new();
        for (head, rule) in rules() {
            let [variable] = rule.variables.as_slice() else { continue };
            if uses.get(variable) == Some(&1) && !taken.contains(variable) {
                let (mut positive, mut negative) = (rule.positive.clone(), rule.negative.clone());
                positive.sort_unstable();
                negative.sort_unstable();
                under.entry((positive, negative)).or_default().push((*variable, head));
            }
        }
        let mut found = Vec::new();
        for stated in under.into_values() {
            let mut groups: Vec<Vec<(VariableId, AtomId)>> = Vec::new();
            for (variable, head) in stated {
                let fits = |group: &&mut Vec<(VariableId, AtomId)>| {
                    group.iter().all(|(_, other)| exclusive.contains(&pair(head, *other)))
                };
                match groups.iter_mut().find(fits) {
                    Some(group) => group.push((variable, head)),
                    None => groups.push(vec![(variable, head)]),
                }
            }
            let groups = groups.into_iter().filter(|group| group.len() > 1);
            found.extend(groups.map(|group| group.into_iter().map(|(variable, _)| variable).collect()));
        }
        found
    }

    /// The pairs that hold together in no world: whatever concludes the one has a condition that whatever concludes
    /// the other excludes.
    ///
    /// All pairs are supposed to be like that, and those taken back for which it does not follow, until it does for all
    /// that are left. That is sound for what goes in circles too: of a pair that held together, the conditions would
    /// have to hold together before it.
    fn never_together(&self, pairs: FxHashSet<Pair>) -> FxHashSet<Pair> {
        let choice_of: FxHashMap<VariableId, usize> = (0..)
            .zip(&self.choices)
            .flat_map(|(at, choice)| choice.variables.iter().map(move |variable| (*variable, at)))
            .collect();
        let mut never = pairs;
        let mut compared = 0;
        loop {
            let excludes = |one: &Rule, other: &Rule| {
                rivals(&choice_of, one, other)
                    || denies(one, other)
                    || denies(other, one)
                    || one
                        .positive
                        .iter()
                        .any(|a| other.positive.iter().any(|b| a != b && never.contains(&pair(*a, *b))))
            };
            let mut together: Vec<Pair> = Vec::new();
            for (a, b) in &never {
                let all = self.lineage.rules_of(*a).all(|one| {
                    self.lineage.rules_of(*b).all(|other| {
                        compared += 1;
                        compared <= COMPARED && excludes(one, other)
                    })
                });
                if !all {
                    together.push((*a, *b));
                }
            }
            if together.is_empty() {
                return never;
            }
            for known in together {
                never.remove(&known);
            }
        }
    }
}

/// Whether two rules need different outcomes of one choice.
fn rivals(choice_of: &FxHashMap<VariableId, usize>, one: &Rule, other: &Rule) -> bool {
    one.variables.iter().any(|a| {
        let choice = choice_of.get(a);
        choice.is_some() && other.variables.iter().any(|b| a != b && choice_of.get(b) == choice)
    })
}

/// Whether a rule needs what must not hold for another.
fn denies(one: &Rule, other: &Rule) -> bool {
    one.positive.iter().any(|atom| other.negative.contains(atom))
}
