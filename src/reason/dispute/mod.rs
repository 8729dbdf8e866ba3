//! What stands against what: contradictions, the minimal conflicts behind them, the repairs of the view,
//! which sentences are accepted in which, and what each rests on.

pub(super) mod acceptance;
pub(super) mod contest;
pub(super) mod contradictions;
pub(super) mod cuts;
pub(super) mod disputes;
mod leading;
pub(super) mod naming;
pub(super) mod opposed;
pub(super) mod repairs;
pub(super) mod support;
