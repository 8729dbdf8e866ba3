//! Indices that look at who else is needed: counted kind by kind of coalition, where these are few.
//!
//! A kind is how many of each class are in; its coalitions are as many as there are choices.

use super::Scales;
use super::counted::{Count, choices};
use dashu_ratio::RBig;

/// The most kinds that are gone through.
const MOST: usize = 300_000;

/// The shares of one member of a class.
#[derive(Clone, Debug)]
pub(super) struct Shares {
    pub(super) johnston: RBig,
    pub(super) deegan: RBig,
    pub(super) holler: RBig,
}

/// The shares by class; `None` where there are too many kinds of coalitions.
pub(super) fn shares<N: Count>(scales: &Scales) -> Option<Vec<Shares>> {
    scales.kinds(MOST)?;
    let nothing = || vec![RBig::ZERO; scales.classes.len()];
    let (mut johnston, mut deegan, mut holler) = (nothing(), nothing(), nothing());
    let rows: Vec<Vec<N>> = scales.classes.iter().map(|class| choices(class.members.len())).collect();
    let mates: Vec<Vec<N>> = scales.classes.iter().map(|class| choices(class.members.len() - 1)).collect();
    let mut counts = vec![0_usize; scales.classes.len()];
    loop {
        let sums: Vec<u128> = (0..scales.wholes.len()).map(|scale| sum(scales, &counts, scale)).collect();
        if scales.wins(&sums) {
            let needed: Vec<bool> = counts
                .iter()
                .zip(&scales.classes)
                .map(|(count, class)| {
                    let fewer: Vec<u128> = sums
                        .iter()
                        .zip(&class.weights)
                        .map(|(sum, weight)| sum.saturating_sub(*weight))
                        .collect();
                    *count > 0 && !scales.wins(&fewer)
                })
                .collect();
            let critical: usize =
                counts.iter().zip(&needed).map(|(count, needed)| if *needed { *count } else { 0 }).sum();
            let size: usize = counts.iter().sum();
            if critical > 0 {
                for (at, _) in needed.iter().enumerate().filter(|(_, needed)| **needed) {
                    let ways = with_one(&counts, at, &rows, &mates).whole();
                    add(&mut johnston, at, &ways / RBig::from(critical as u64));
                    if critical == size {
                        add(&mut deegan, at, &ways / RBig::from(size as u64));
                        add(&mut holler, at, ways);
                    }
                }
            }
        }
        // The next kind.
        let mut at = 0;
        loop {
            let (Some(count), Some(class)) = (counts.get_mut(at), scales.classes.get(at)) else {
                let share = |all: &[RBig]| normalised(scales, all);
                let (johnston, deegan, holler) = (share(&johnston), share(&deegan), share(&holler));
                let all = johnston.into_iter().zip(deegan).zip(holler);
                return Some(
                    all.map(|((johnston, deegan), holler)| Shares { johnston, deegan, holler }).collect(),
                );
            };
            if *count < class.members.len() {
                *count += 1;
                break;
            }
            *count = 0;
            at += 1;
        }
    }
}

fn add(all: &mut [RBig], at: usize, much: RBig) {
    if let Some(slot) = all.get_mut(at) {
        *slot = &*slot + much;
    }
}

fn sum(scales: &Scales, counts: &[usize], scale: usize) -> u128 {
    let weights = scales.classes.iter().map(|class| class.weights.get(scale).copied().unwrap_or(0));
    counts.iter().zip(weights).map(|(count, weight)| *count as u128 * weight).sum()
}

/// In how many coalitions of the kind a certain member of the class is.
fn with_one<N: Count>(counts: &[usize], at: usize, rows: &[Vec<N>], mates: &[Vec<N>]) -> N {
    let mut ways = N::one();
    for (level, count) in counts.iter().enumerate() {
        let row = if level == at { mates.get(level) } else { rows.get(level) };
        let chosen = if level == at { count.saturating_sub(1) } else { *count };
        if let Some(factor) = row.and_then(|row| row.get(chosen)) {
            ways = ways.times(factor);
        }
    }
    ways
}

/// The numbers as shares of what all members have together.
fn normalised(scales: &Scales, all: &[RBig]) -> Vec<RBig> {
    let whole = all
        .iter()
        .zip(&scales.classes)
        .map(|(one, class)| one * RBig::from(class.members.len() as u64))
        .fold(RBig::ZERO, |sum, one| sum + one);
    all.iter().map(|one| if whole == RBig::ZERO { RBig::ZERO } else { one / &whole }).collect()
}
