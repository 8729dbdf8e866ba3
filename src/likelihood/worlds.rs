//! The worlds of a problem, by the way that is exact and takes least: listed, charted, or sought.
//!
//! Few are listed. More are put into one diagram, whose shortest path is the lightest world; where that gets too
//! large, they are listed after all if they can be, else sought one by one. **Invariant:** no world weighs less
//! than the bound that is given out, whichever way was taken.

use super::bdd::Charted;
use super::enumerate::Listed;
use super::lineage::AtomId;
use super::problem::Problem;
use super::sat::Sought;
use super::simplex::{Columns, Least, Stopped, Weights};

/// How much work the worlds of one problem may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The most statements whose worlds are listed at once.
    pub few: usize,
    /// The most nodes looked at while a diagram of all worlds is made.
    pub nodes: u64,
    /// The most statements whose worlds are listed where there is no diagram.
    pub listed: usize,
    /// The most branches of one search for a world.
    pub branches: usize,
    /// The most rows of a linear programme that is worked out in exact numbers at once; what has more is worked
    /// out in rounded ones first, and then checked.
    pub exact: usize,
}

impl Reach {
    /// Some seconds for one question.
    pub const DEFAULT: Self = Self { few: 10, nodes: 4_000_000, listed: 20, branches: 3_000, exact: 16 };
}

impl Default for Reach {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The worlds of a problem.
pub(super) enum Worlds {
    Listed(Listed),
    Charted(Charted),
    Sought(Box<Sought>),
    /// There are too many, and something goes in a circle through negation.
    Unknown,
}

impl Worlds {
    pub(super) fn new(problem: &Problem, tracked: &[AtomId], reach: Reach) -> Self {
        let listed = |most| Listed::new(problem, tracked, most).map(Self::Listed);
        let charted = || Charted::new(problem, tracked, reach.nodes).map(Self::Charted);
        let sought =
            || Sought::new(problem, tracked, reach.branches).map(|sought| Self::Sought(Box::new(sought)));
        listed(reach.few)
            .or_else(charted)
            .or_else(|| listed(reach.listed))
            .or_else(sought)
            .unwrap_or(Self::Unknown)
    }
}

impl Columns for Worlds {
    fn least(&mut self, weights: &Weights) -> Result<Option<Least>, Stopped> {
        match self {
            Self::Listed(listed) => listed.least(weights),
            Self::Charted(charted) => charted.least(weights),
            Self::Sought(sought) => sought.least(weights),
            Self::Unknown => Err(Stopped),
        }
    }
}
