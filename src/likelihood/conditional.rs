//! A problem to the tightest interval of a conditional probability.
//!
//! P(S | T) is the quotient of P(S and T) and P(T), both linear in a distribution, so that its ends are those of
//! a linear-fractional programme (Charnes and Cooper 1962). It is worked out by linear ones (Dinkelbach 1967): a
//! quotient that some distribution reaches is the least if none has P(S and T) below that multiple of P(T); else
//! one that has reaches a lesser quotient. **Invariant:** the probability is in the interval; an end of one that is
//! tight is reached by a distribution in which T has some.

use super::interval::{Distributions, Interval, Tightness};
use super::lineage::AtomId;
use super::problem::Constraint;
use super::simplex::{Ended, Feasible, Weights};
use super::verified::Programme;
use dashu_ratio::RBig;

/// The most programmes for one end.
const ROUNDS: usize = 200;

/// The probabilities that an atom can have given another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conditional {
    /// They are in this interval.
    Within(Interval),
    /// Every distribution gives the condition no probability.
    Never,
    /// No distribution satisfies the problem.
    Incoherent,
}

impl Distributions<'_> {
    /// The probabilities of `both`, which implies `given`, given that. Both have to be among the targets that the
    /// worlds were looked at for.
    pub fn conditional(&mut self, both: AtomId, given: AtomId) -> Conditional {
        let Some(of_given) = self.interval(&|_| true, given) else { return Conditional::Incoherent };
        if of_given.high == RBig::ZERO {
            return Conditional::Never;
        }
        match [RBig::ONE, -RBig::ONE].map(|sign| self.quotient(&sign, both, given)) {
            [Some(low), Some(high)] => {
                let tightness = self.reached();
                Conditional::Within(Interval { low, high, tightness })
            }
            [low, high] => {
                let Some(outer) = self.interval(&|_| true, both) else { return Conditional::Incoherent };
                let high_outer = match of_given.low > RBig::ZERO {
                    true => (outer.high / &of_given.low).min(RBig::ONE),
                    false => RBig::ONE,
                };
                Conditional::Within(Interval {
                    low: low.filter(|_| self.follows_all()).unwrap_or(outer.low / of_given.high),
                    high: high.filter(|_| self.follows_all()).unwrap_or(high_outer),
                    tightness: Tightness::Outer,
                })
            }
        }
    }

    /// The same under constraints of other ends, in the order of the problem's and of the same subjects; `None` if no
    /// distribution satisfies them, or gives the condition a probability.
    pub fn conditional_under(
        &mut self,
        constraints: &[Constraint],
        both: AtomId,
        given: AtomId,
    ) -> Option<Interval> {
        self.take_others(Some(constraints.to_vec()));
        let found = self.conditional(both, given);
        self.take_others(None);
        match found {
            Conditional::Within(found) => Some(found),
            Conditional::Never | Conditional::Incoherent => None,
        }
    }

    /// Whether an end that was found is one of the problem, or of a part of its constraints.
    fn reached(&self) -> Tightness {
        if self.follows_all() { Tightness::Tight } else { Tightness::Outer }
    }

    /// The least quotient of the probabilities of two atoms where the sign is 1, the greatest where it is -1;
    /// `None` if the search was given up.
    fn quotient(&mut self, sign: &RBig, both: AtomId, given: AtomId) -> Option<RBig> {
        let (rows, tracked, exact) = self.programme();
        let columns = self.columns();
        let mut programme = Programme::new(&rows, &tracked, exact);
        let Ok(Feasible::Yes) = programme.feasible(columns) else { return None };
        let weights = |of_both: &RBig, of_given: &RBig| -> Weights {
            let weight = |atom: &AtomId| {
                let both = if *atom == both { of_both.clone() } else { RBig::ZERO };
                if *atom == given { both + of_given } else { both }
            };
            tracked.iter().map(weight).collect()
        };
        // A distribution in which the condition is likeliest, to begin with.
        let mut least = weights(&RBig::ZERO, &-RBig::ONE);
        let mut reached: Option<RBig> = None;
        for _ in 0..ROUNDS {
            let Ended::Optimal(value) = programme.minimize(&least, columns) else { return None };
            if reached.is_some() && value >= RBig::ZERO {
                return reached;
            }
            let [of_both, of_given] = programme.probabilities([both, given])?;
            if of_given == RBig::ZERO {
                return reached;
            }
            let quotient = of_both / of_given;
            least = weights(sign, &-(sign * &quotient));
            reached = Some(quotient);
        }
        None
    }
}
