//! What a reader asks of an analysis, one file a question: `ask`, `why`, `why not`, `what if`, what it would
//! take, the brief, two versions compared, hypotheses weighed.
//!
//! Each builds parts of a [`crate::report::Report`].

pub(super) mod abduction;
pub(super) mod ach;
pub(super) mod ask;
pub(super) mod assumptions;
pub(super) mod audit;
pub(super) mod brief;
pub(super) mod cases;
pub(super) mod closed_world;
mod deciding;
pub(super) mod diff;
mod figures;
pub(super) mod key_judgments;
mod marked;
pub(super) mod outline;
mod plausible;
mod projections;
mod rated;
mod turns_on;
pub(super) mod unheard;
mod vouched;
pub(super) mod wanted;
pub(super) mod watchlist;
pub(super) mod what_if;
pub(super) mod why;
pub(super) mod why_not;
