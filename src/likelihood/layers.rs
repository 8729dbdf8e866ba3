//! Conditional constraints whose conditions no distribution lets come about: whether they quarrel all the same.
//!
//! A conditional constraint demands nothing where its condition has no probability, so that two which quarrel are met
//! by making their condition impossible. Coherence in the sense of de Finetti asks for more: that they could be met if
//! the condition was. What no distribution gives a probability is therefore looked at by itself, as if one of these
//! conditions was met, layer by layer (Coletti and Scozzafava 2002; Walley, Pelessoni and Vicig 2004).
//! **Invariant:** what is given out asks for more than any world has in which one of the conditions is met.

use super::interval::{Coherence, Distributions};
use super::lineage::{AtomId, Rule};
use super::problem::{Constraint, Problem, Subject};
use super::simplex::{Ended, Feasible, Weights};
use super::verified::Programme;
use super::worlds::Reach;
use dashu_ratio::RBig;
use std::collections::BTreeSet;

impl Problem {
    /// Of a problem that some distribution satisfies: the multipliers of the constraints, of the lower end and of the
    /// upper one, that show that those at some positions quarrel if their conditions are met; `None` if they do not,
    /// or a limit was reached.
    #[must_use]
    pub fn quarrel(&self, positions: &[usize], reach: Reach) -> Option<Vec<[RBig; 2]>> {
        let mut layer = positions.to_vec();
        let mut looked_at = self.clone();
        let mut before = usize::MAX;
        loop {
            let conditions = layer.iter().filter_map(|at| self.condition(*at)).collect();
            let never = Distributions::within_reach(&looked_at, &[], reach).never(conditions)?;
            layer.retain(|at| self.condition(*at).is_some_and(|condition| never.contains(&condition)));
            if layer.is_empty() || layer.len() >= before {
                return None;
            }
            before = layer.len();
            looked_at = self.met(&layer);
            match Distributions::within_reach(&looked_at, &[], reach).coherence(&|_| true) {
                Coherence::Coherent => {}
                Coherence::Incoherent(multipliers) => {
                    let mut shown = vec![[RBig::ZERO, RBig::ZERO]; self.constraints.len()];
                    for (at, multipliers) in layer.iter().zip(multipliers) {
                        if let Some(slot) = shown.get_mut(*at) {
                            *slot = multipliers;
                        }
                    }
                    // Conditions that hold in no world ask for nothing.
                    let asks = shown.iter().flatten().any(|multiplier| *multiplier != RBig::ZERO);
                    return asks.then_some(shown);
                }
                Coherence::Impossible | Coherence::Unknown => return None,
            }
        }
    }

    /// The condition of a constraint, by position.
    fn condition(&self, at: usize) -> Option<AtomId> {
        match self.constraints.get(at)?.subject {
            Subject::Conditional { body, .. } => Some(body),
            Subject::Atom(_) => None,
        }
    }

    /// The problem that has only the constraints at some positions, in their order, and in which the condition of one
    /// of them at least is met.
    fn met(&self, layer: &[usize]) -> Self {
        let mut made = self.clone();
        let some = made.lineage.atom();
        for condition in layer.iter().filter_map(|at| self.condition(*at)) {
            made.lineage.rule(some, Rule { positive: vec![condition], ..Rule::default() });
        }
        made.constraints = layer.iter().filter_map(|at| self.constraints.get(*at).cloned()).collect();
        made.constraints.push(Constraint { subject: Subject::Atom(some), low: RBig::ONE, high: RBig::ONE });
        made
    }
}

impl Distributions<'_> {
    /// Which of some atoms, that constraints speak of, no distribution gives a probability; `None` if that was not
    /// found out. What has a probability in some distribution has one in that in which most of them are likeliest.
    fn never(&mut self, mut open: BTreeSet<AtomId>) -> Option<BTreeSet<AtomId>> {
        if !self.follows_all() {
            return None;
        }
        let (rows, tracked, exact) = self.programme();
        let columns = self.columns();
        let mut programme = Programme::new(&rows, &tracked, exact);
        let Ok(Feasible::Yes) = programme.feasible(columns) else { return None };
        while !open.is_empty() {
            let weight = |atom: &AtomId| if open.contains(atom) { -RBig::ONE } else { RBig::ZERO };
            let weights: Weights = tracked.iter().map(weight).collect();
            let Ended::Optimal(value) = programme.minimize(&weights, columns) else { return None };
            if value == RBig::ZERO {
                break;
            }
            let before = open.len();
            open.retain(|atom| programme.probabilities([*atom]).is_none_or(|[found]| found == RBig::ZERO));
            if open.len() == before {
                return None;
            }
        }
        Some(open)
    }
}
