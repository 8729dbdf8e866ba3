//! The relations that are there for rules to ask: steps between what is stated and what is told.
//!
//! Invariant: a sentence of theirs stands in proofs and in answers to whoever asks for it, and on no page.

use crate::model::Model;
use crate::model::statement::RelationId;

/// Whether sentences of a relation are there for rules to ask, and stand on no page.
pub fn asked_by_rules(model: &Model, relation: RelationId) -> bool {
    let known = &model.known;
    let whole = [
        known.goes_along,
        known.act_together,
        known.at_stake,
        known.in_favour,
        known.draws_on,
        known.ranks_above,
        known.condemned_some_day,
    ];
    let promises = [
        known.paused,
        known.held_over,
        known.free_on,
        known.rules_out,
        known.asks_nothing,
        known.free_by_its_day,
        known.objection_past,
        known.still_open,
        known.condition_still_open,
        known.day_to_come,
        known.done_without,
        known.inaction,
        known.due_early,
        known.deed_done,
        known.beyond_meeting,
        known.deed_undated,
        known.suspension_laid_down,
        known.ending_laid_down,
        known.rightly_suspended,
    ];
    whole.into_iter().chain(promises).any(|one| one == Some(relation))
}
