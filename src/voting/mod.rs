//! Simple games: who wins together, counted, and what that makes of each member's power.
//!
//! A rule is some ways to win, each some requirements, all of which must be met (Taylor and Zwicker 1999,
//! *Simple Games*). Members who count the same everywhere form a class; a decision diagram over the
//! classes ([`Diagram`]) holds the winning coalitions without listing them, and [`measure`] counts in it.
//!
//! Invariant: every number is exact; this room knows nothing of models or sentences.

mod counted;
mod diagram;
mod fewest;
mod listed;
mod minimal;
mod power;
mod swings;

pub use diagram::{Diagram, TooLarge};
pub use fewest::fewest;
pub use minimal::minimal;
pub use power::{Power, measure, measure_within};

use std::collections::BTreeMap;

/// Something that a coalition must reach together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// What each member counts, by its number.
    pub weights: Vec<u128>,
    /// At least so much is needed.
    pub quota: u128,
}

/// A rule of voting: a coalition wins if it meets all requirements of one of the ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// How many members there are.
    pub members: usize,
    /// The ways to win.
    pub ways: Vec<Vec<Requirement>>,
}

/// A rule some of whose members are bodies that decide by rules of their own. Nobody stands in two of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compound {
    /// The rule.
    pub rule: Rule,
    /// The bodies, by their numbers as members.
    pub bodies: BTreeMap<usize, Compound>,
}

impl Compound {
    /// How many there are at the ends, who are no bodies.
    pub fn ends(&self) -> usize {
        let within: usize = self.bodies.values().map(Self::ends).sum();
        self.rule.members.saturating_sub(self.bodies.len()) + within
    }
}

/// Members who count the same for every requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    /// Their numbers.
    pub(crate) members: Vec<usize>,
    /// What one of them counts, by scale.
    pub(crate) weights: Vec<u128>,
}

/// A rule by what is summed: requirements with the same weights share one sum.
#[derive(Clone, Debug)]
pub(crate) struct Scales {
    /// The classes; those that count most come first.
    pub(crate) classes: Vec<Class>,
    /// The ways: scale and quota of each requirement.
    pub(crate) ways: Vec<Vec<(usize, u128)>>,
    /// What all members together count, by scale.
    pub(crate) wholes: Vec<u128>,
}

impl Rule {
    /// Whether those who are inside carry the decision.
    pub fn carried_by(&self, inside: impl Fn(usize) -> bool) -> bool {
        let met = |requirement: &Requirement| {
            let weights = requirement.weights.iter().enumerate();
            let sum: u128 = weights.filter(|(at, _)| inside(*at)).map(|(_, weight)| weight).sum();
            sum >= requirement.quota
        };
        self.ways.iter().any(|way| !way.is_empty() && way.iter().all(met))
    }

    /// The rule for some members, once others are for it.
    #[must_use]
    pub fn rest(&self, for_it: &[usize], open: &[usize]) -> Self {
        let rest = |asked: &Requirement| {
            let of = |all: &[usize]| -> Vec<u128> {
                all.iter().map(|at| asked.weights.get(*at).copied().unwrap_or(0)).collect()
            };
            let have: u128 = of(for_it).iter().sum();
            Requirement { weights: of(open), quota: asked.quota.saturating_sub(have) }
        };
        let ways = self.ways.iter().map(|way| way.iter().map(rest).collect());
        Self { members: open.len(), ways: ways.collect() }
    }

    /// The classes and sums of the rule; some members are a class of their own, each.
    pub(crate) fn scales(&self, alone: impl Fn(usize) -> bool) -> Scales {
        let mut scales: Vec<&[u128]> = Vec::new();
        let mut ways = Vec::new();
        for way in &self.ways {
            let mut asked = Vec::new();
            for requirement in way {
                let known = scales.iter().position(|one| *one == requirement.weights.as_slice());
                let scale = known.unwrap_or_else(|| {
                    scales.push(&requirement.weights);
                    scales.len() - 1
                });
                asked.push((scale, requirement.quota));
            }
            ways.push(asked);
        }
        let mut classes: Vec<Class> = Vec::new();
        for member in 0..self.members {
            let weights: Vec<u128> =
                scales.iter().map(|scale| scale.get(member).copied().unwrap_or(0)).collect();
            let same = |class: &&mut Class| {
                class.weights == weights && !alone(member) && !class.members.iter().any(|one| alone(*one))
            };
            match classes.iter_mut().find(same) {
                Some(class) => class.members.push(member),
                None => classes.push(Class { members: vec![member], weights }),
            }
        }
        let wholes: Vec<u128> = scales.iter().map(|scale| scale.iter().sum()).collect();
        // What decides most comes first, so that the rest is soon decided.
        classes.sort_by(|one, other| other.weights.cmp(&one.weights));
        Scales { classes, ways, wholes }
    }
}

impl Scales {
    /// Whether these sums win.
    pub(crate) fn wins(&self, sums: &[u128]) -> bool {
        let met = |(scale, quota): &(usize, u128)| sums.get(*scale).is_some_and(|sum| sum >= quota);
        self.ways.iter().any(|way| way.iter().all(met))
    }
}
