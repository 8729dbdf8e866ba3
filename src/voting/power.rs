//! What a rule makes of each member's power.
//!
//! Sources: Banzhaf 1965, Weighted Voting Doesn't Work; Shapley and Shubik 1954, A Method for Evaluating
//! the Distribution of Power in a Committee System; Johnston 1978, On the Measurement of Power; Deegan and
//! Packel 1978, A New Index of Power for Simple n-Person Games; Holler 1982, Forming Coalitions and
//! Measuring Voting Power. Invariant: numbers are exact, and those of one class are equal.

use super::counted::{Count, total};
use super::diagram::TooLarge;
use super::listed;
use super::swings::Coalitions;
use super::{Compound, Rule, Scales};
use dashu_ratio::RBig;
use std::collections::BTreeMap;

/// The power of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// In how many winning coalitions it is needed.
    pub swings: RBig,
    /// Its share of all swings (Banzhaf, normalised).
    pub banzhaf: RBig,
    /// Its swings among all coalitions of the others (Banzhaf, absolute; Penrose 1946).
    pub absolute: RBig,
    /// In how large a part of all orders it is the one that makes the coalition win.
    pub shapley: RBig,
    /// Its share, where a swing is divided among those who are needed (Johnston).
    pub johnston: Option<RBig>,
    /// Its share, where a smallest coalition is divided among its members (Deegan and Packel).
    pub deegan: Option<RBig>,
    /// Its share of the seats in smallest coalitions (Holler).
    pub holler: Option<RBig>,
}

/// What a rule comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Power {
    /// How many coalitions win.
    pub winning: RBig,
    /// How many win and lose without any of theirs.
    pub smallest: Option<RBig>,
    /// How many can block, and cannot without any of theirs.
    pub blocking: Option<RBig>,
    /// The members, by their numbers.
    pub members: Vec<Member>,
}

/// Up to so many members, 128 bits hold the number of coalitions.
const SHORT: usize = 120;

/// What a rule comes to, counted.
///
/// # Errors
/// The winning coalitions are too many to count in the room allowed.
pub fn measure(rule: &Rule) -> Result<Power, TooLarge> {
    measure_within(&Compound { rule: rule.clone(), bodies: BTreeMap::new() })
}

/// What a rule comes to for those at the ends, some of whose members are bodies with rules of their own.
///
/// # Errors
/// The winning coalitions are too many to count in the room allowed.
pub fn measure_within(compound: &Compound) -> Result<Power, TooLarge> {
    if compound.ends() <= SHORT { counted::<u128>(compound) } else { counted::<RBig>(compound) }
}

fn counted<N: Count>(compound: &Compound) -> Result<Power, TooLarge> {
    let found = Coalitions::<N>::of(compound)?;
    let members = found.whose.len();
    let orders = orders(members);
    let others = (1..members).fold(RBig::ONE, |sum, _| sum * RBig::from(2));
    let swings: Vec<RBig> = found.swings.iter().map(|sizes| total(sizes).whole()).collect();
    let number = |at: &usize| swings.get(*at).cloned().unwrap_or_default();
    let all = found.whose.iter().map(number).fold(RBig::ZERO, |sum, one| sum + one);
    let power = found.swings.iter().zip(&swings).map(|(sizes, swings)| {
        let weighed = sizes.iter().zip(&orders).map(|(number, part)| number.whole() * part);
        Member {
            banzhaf: if all == RBig::ZERO { RBig::ZERO } else { swings / &all },
            absolute: swings / &others,
            shapley: weighed.fold(RBig::ZERO, |sum, one| sum + one),
            swings: swings.clone(),
            johnston: None,
            deegan: None,
            holler: None,
        }
    });
    let power: Vec<Member> = power.collect();
    let mut members: Vec<Member> = found.whose.iter().filter_map(|at| power.get(*at)).cloned().collect();
    if compound.bodies.is_empty() {
        shared::<N>(&compound.rule, &mut members);
    }
    Ok(Power {
        winning: total(&found.winning).whole(),
        smallest: found.smallest.map(|number| number.whole()),
        blocking: found.blocking.map(|number| number.whole()),
        members,
    })
}

/// Adds the indices that look at who else is needed.
fn shared<N: Count>(rule: &Rule, members: &mut [Member]) {
    let scales = rule.scales(|_| false);
    for (class, share) in scales.classes.iter().zip(listed::shares::<N>(&scales).into_iter().flatten()) {
        for member in &class.members {
            if let Some(member) = members.get_mut(*member) {
                member.johnston = Some(share.johnston.clone());
                member.deegan = Some(share.deegan.clone());
                member.holler = Some(share.holler.clone());
            }
        }
    }
}

/// In how large a part of the orders of `n` members those of a coalition of each size come first and then a certain
/// other one: s! (n-s-1)! / n!.
fn orders(n: usize) -> Vec<RBig> {
    let mut all = Vec::new();
    let mut part = RBig::ONE / RBig::from(n.max(1) as u64);
    for size in 1..=n {
        all.push(part.clone());
        if size < n {
            part = part * RBig::from(size as u64) / RBig::from((n - size) as u64);
        }
    }
    all
}

impl Scales {
    /// How many different coalitions there are, where members of a class are all the same; `None` where
    /// they are more than `most`.
    pub(super) fn kinds(&self, most: usize) -> Option<usize> {
        let mut kinds = 1_usize;
        for class in &self.classes {
            kinds = kinds.checked_mul(class.members.len() + 1).filter(|kinds| *kinds <= most)?;
        }
        Some(kinds)
    }
}
