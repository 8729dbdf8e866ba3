//! What a rule makes of each member's power.
//!
//! Sources: Banzhaf 1965, Weighted Voting Doesn't Work; Shapley and Shubik 1954, A Method for Evaluating
//! the Distribution of Power in a Committee System; Johnston 1978, On the Measurement of Power; Deegan and
//! Packel 1978, A New Index of Power for Simple n-Person Games; Holler 1982, Forming Coalitions and
//! Measuring Voting Power. Invariant: numbers are exact, and those of one class are equal.

use super::counted::{Count, Sizes, add, choices, total};
use super::diagram::{Diagram, LOST, Node, TooLarge, WON};
use super::listed;
use super::{Rule, Scales};
use dashu_ratio::RBig;

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
    let mut diagram = Diagram::new(rule)?;
    if rule.members <= SHORT {
        counted::<u128>(rule, &mut diagram)
    } else {
        counted::<RBig>(rule, &mut diagram)
    }
}

fn counted<N: Count>(rule: &Rule, diagram: &mut Diagram) -> Result<Power, TooLarge> {
    let scales = diagram.scales.clone();
    let (winning, swings) = swings::<N>(diagram);
    let smallest = diagram.smallest::<N>().ok().map(|sizes| total(&sizes).whole());
    let blocking = diagram.dual().and_then(|mut dual| dual.smallest::<N>()).ok();
    let blocking = blocking.map(|sizes| total(&sizes).whole());
    let listed = listed::shares::<N>(&scales);
    let all: RBig = swings
        .iter()
        .zip(&scales.classes)
        .map(|(sizes, class)| total(sizes).whole() * RBig::from(class.members.len() as u64))
        .fold(RBig::ZERO, |sum, one| sum + one);
    let orders = orders(rule.members);
    let others = (1..rule.members).fold(RBig::ONE, |sum, _| sum * RBig::from(2));
    let nobody = Member {
        swings: RBig::ZERO,
        banzhaf: RBig::ZERO,
        absolute: RBig::ZERO,
        shapley: RBig::ZERO,
        johnston: None,
        deegan: None,
        holler: None,
    };
    let mut members = vec![nobody; rule.members];
    for (at, (sizes, class)) in swings.iter().zip(&scales.classes).enumerate() {
        let swings = total(sizes).whole();
        let weighed = sizes.iter().zip(&orders).map(|(number, weight)| number.whole() * weight);
        let share = listed.as_ref().and_then(|all| all.get(at));
        let power = Member {
            banzhaf: if all == RBig::ZERO { RBig::ZERO } else { &swings / &all },
            absolute: &swings / &others,
            shapley: weighed.fold(RBig::ZERO, |sum, one| sum + one),
            johnston: share.map(|share| share.johnston.clone()),
            deegan: share.map(|share| share.deegan.clone()),
            holler: share.map(|share| share.holler.clone()),
            swings,
        };
        for member in &class.members {
            if let Some(slot) = members.get_mut(*member) {
                *slot = power.clone();
            }
        }
    }
    Ok(Power { winning: winning.whole(), smallest, blocking, members })
}

/// In how large a part of the orders of `n` members a coalition of each size comes first with a certain
/// one of them last: (s-1)! (n-s)! / n!.
fn orders(n: usize) -> Vec<RBig> {
    let mut all = vec![RBig::ZERO];
    let mut part = RBig::ONE / RBig::from(n.max(1) as u64);
    for size in 1..=n {
        all.push(part.clone());
        if size < n {
            part = part * RBig::from(size as u64) / RBig::from((n - size) as u64);
        }
    }
    all
}

/// How many coalitions win, and for each class how many of each size need one certain member of it.
fn swings<N: Count>(diagram: &Diagram) -> (N, Vec<Sizes<N>>) {
    let levels = diagram.scales.classes.len();
    let mut left = vec![0_usize; levels + 1];
    for level in (0..levels).rev() {
        if let (Some(after), Some(slot)) = (left.get(level + 1).copied(), left.get_mut(level)) {
            *slot = after + diagram.size(level);
        }
    }
    let everybody: Vec<Sizes<N>> = left.iter().map(|n| choices(*n)).collect();
    let rows: Vec<Vec<N>> = (0..levels).map(|level| choices(diagram.size(level))).collect();
    let mates: Vec<Vec<N>> =
        (0..levels).map(|level| choices(diagram.size(level).saturating_sub(1))).collect();
    let mut order: Vec<usize> = (2..diagram.nodes.len()).collect();
    order.sort_by_key(|at| diagram.nodes.get(*at).map(|(level, _)| *level));
    // From the end: how many completions of each size win.
    let mut below: Vec<Sizes<N>> = vec![Vec::new(); diagram.nodes.len()];
    let completions = |below: &[Sizes<N>], node: Node, level: usize| -> Sizes<N> {
        match node {
            LOST => Vec::new(),
            WON => everybody.get(level).cloned().unwrap_or_default(),
            node => below.get(node as usize).cloned().unwrap_or_default(),
        }
    };
    for at in order.iter().rev() {
        let Some((level, children)) = diagram.nodes.get(*at) else { continue };
        let mut sizes = Vec::new();
        for (count, child) in children.iter().enumerate() {
            let found = completions(&below, *child, level + 1);
            if let Some(factor) = rows.get(*level).and_then(|row| row.get(count)) {
                add(&mut sizes, &found, factor, count);
            }
        }
        if let Some(slot) = below.get_mut(*at) {
            *slot = sizes;
        }
    }
    // From the root: in how many ways of each size a node is come to.
    let mut above: Vec<Sizes<N>> = vec![Vec::new(); diagram.nodes.len()];
    if let Some(slot) = above.get_mut(diagram.root as usize) {
        *slot = vec![N::one()];
    }
    let mut swings: Vec<Sizes<N>> = vec![Vec::new(); levels];
    for at in order {
        let Some((level, children)) = diagram.nodes.get(at) else { continue };
        let reached = above.get(at).cloned().unwrap_or_default();
        for (count, child) in children.iter().enumerate() {
            if let (Some(slot), Some(factor)) =
                (above.get_mut(*child as usize), rows.get(*level).and_then(|row| row.get(count)))
            {
                add(slot, &reached, factor, count);
            }
            let Some(fewer) = count.checked_sub(1).and_then(|one| children.get(one)) else { continue };
            if fewer == child {
                continue;
            }
            let with = completions(&below, *child, level + 1);
            let without = completions(&below, *fewer, level + 1);
            let zero = N::zero();
            let gained = with.iter().enumerate();
            let gained: Sizes<N> =
                gained.map(|(at, number)| number.minus(without.get(at).unwrap_or(&zero))).collect();
            let Some(mate) = mates.get(*level).and_then(|row| row.get(count - 1)) else { continue };
            if let Some(slot) = swings.get_mut(*level) {
                for (size, ways) in reached.iter().enumerate() {
                    if *ways != zero {
                        add(slot, &gained, &ways.times(mate), size + count);
                    }
                }
            }
        }
    }
    let winning = total(&completions(&below, diagram.root, 0));
    (winning, swings)
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
