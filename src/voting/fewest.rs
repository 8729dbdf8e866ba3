//! The smallest number of members that win together, and who they are.
//!
//! Invariant: of members who count the same it is told how many, so that what is told does not grow with the
//! number of coalitions; how many coalitions there are is exact.

use super::counted::choices;
use super::diagram::{Diagram, LOST, Node, WON};
use dashu_ratio::RBig;

/// The winning coalitions of the smallest size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fewest {
    /// How many there are.
    pub number: RBig,
    /// Some of their kinds: members who count the same, and how many of them are in.
    pub kinds: Vec<Vec<(Vec<usize>, usize)>>,
    /// How many there are of these kinds.
    pub told: RBig,
}

/// The winning coalitions of the smallest size, with no more than so many of their kinds; `None` where nobody wins.
pub fn fewest(diagram: &Diagram, most: usize) -> Option<Fewest> {
    let mut order: Vec<usize> = (2..diagram.nodes.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(diagram.nodes.get(*at).map(|(level, _)| *level)));
    // The fewest members with which a node is won, and in how many ways.
    let mut least: Vec<Option<(usize, RBig)>> = vec![None; diagram.nodes.len()];
    if let Some(slot) = least.get_mut(WON as usize) {
        *slot = Some((0, RBig::ONE));
    }
    for at in order {
        let Some((level, children)) = diagram.nodes.get(at) else { continue };
        let ways: Vec<RBig> = choices(diagram.size(*level));
        let mut best: Option<(usize, RBig)> = None;
        for (count, (child, ways)) in children.iter().zip(&ways).enumerate() {
            let Some((more, number)) = least.get(*child as usize).and_then(Option::as_ref) else { continue };
            let (size, number) = (count + more, ways * number);
            best = match best {
                Some((known, _)) if known < size => best,
                Some((known, before)) if known == size => Some((size, before + number)),
                _ => Some((size, number)),
            };
        }
        if let Some(slot) = least.get_mut(at) {
            *slot = best;
        }
    }
    let (_, number) = least.get(diagram.root as usize)?.clone()?;
    let mut found = Fewest { number, kinds: Vec::new(), told: RBig::ZERO };
    // Every way down through fewest children ends in a kind, so no more nodes are looked at than are told.
    let mut open: Vec<(Node, Vec<(usize, usize)>)> = vec![(diagram.root, Vec::new())];
    while let Some((node, counts)) = open.pop() {
        if found.kinds.len() >= most {
            break;
        }
        let Some((level, children)) = diagram.nodes.get(node as usize).filter(|_| node > WON) else {
            if node != LOST {
                found.add(diagram, &counts);
            }
            continue;
        };
        let fewest_of = |node: Node| least.get(node as usize).and_then(Option::as_ref).map(|(size, _)| *size);
        let own = fewest_of(node);
        for (count, child) in children.iter().enumerate() {
            if fewest_of(*child).map(|more| count + more) == own {
                let mut counts = counts.clone();
                if count > 0 {
                    counts.push((*level, count));
                }
                open.push((*child, counts));
            }
        }
    }
    Some(found)
}

impl Fewest {
    pub(super) fn add(&mut self, diagram: &Diagram, counts: &[(usize, usize)]) {
        let class = |level: usize| diagram.scales.classes.get(level).map(|class| class.members.clone());
        let mut ways = RBig::ONE;
        for (level, count) in counts {
            ways *= choices::<RBig>(diagram.size(*level)).get(*count).cloned().unwrap_or_default();
        }
        self.told += ways;
        self.kinds.push(counts.iter().filter_map(|(level, count)| Some((class(*level)?, *count))).collect());
    }
}
