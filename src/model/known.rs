//! The relations of the doctrine that Rust names: what clauses of declarations assert, and what strat itself
//! knows of statements.
//!
//! Invariant: a name stands here and nowhere else; it is looked up once, when the doctrine is resolved.

use super::statement::RelationId;
use indexmap::IndexMap;
use smol_str::SmolStr;

macro_rules! known {
    ($($name:ident)*) => {
        /// The relations of the doctrine that Rust names, also those that an analysis does without; `None` where
        /// the doctrine has none of this name.
        #[derive(Clone, Copy, Debug, Default)]
        #[allow(missing_docs, reason = "each is documented where the doctrine declares it")]
        pub struct Known {
            $(pub $name: Option<RelationId>,)*
        }

        impl Known {
            /// Their names.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];

            /// The relation of this name.
            pub fn find(&self, name: &str) -> Option<RelationId> {
                match name {
                    $(stringify!($name) => self.$name,)*
                    _ => None,
                }
            }

            pub(super) fn among(names: &IndexMap<SmolStr, RelationId>) -> Self {
                Self { $($name: names.get(stringify!($name)).copied(),)* }
            }
        }
    };
}

known! {
    achieved act_together action_of approved as_of asks_nothing assigned at_least at_most at_stake
    attributed backed_down belongs beyond_keeping beyond_meeting binds blocked_by brings broken
    came_late came_round came_true can_last can_provide can_stop cannot_be carried_out common_end
    condemned_some_day condition condition_for condition_still_open conditional conditions_met conflicts
    consumes credible_word critically day_to_come decides_by deed_done deed_undated defied delegated
    delivered delivered_in_all demands depends deters_from did_as_demanded dominates done_without
    draws_on due_early due_on enables ending_laid_down expected_to_object explicitly fails falls_due
    falls_under forecasts free_by_its_day free_on gains game_ends_in game_move game_state
    goal_of_keeping goal_with_a_measure goals_speak_for goes_along granted harms held_from_leaving
    held_over held_with helps holds hurts in_deadlock in_favour inaction irreversible_action is_set_on
    kept_in_time kind known_until lacks_first last_day leader_of loses made_good matter_of may_end
    may_suspend no_better_move nondiagnostic objected objection_past of_two_minds one_of_several
    one_that_lasts only_left opposes others_would_answer overruled owed part_of paused pending plays_in
    power_over precedes prefers presupposes prevents promise promise_for promises provides pursues ranks
    ranks_above rated_evidence rebuts relays requires resolved restates restraint rightly_suspended root
    rules_out satisfied satisfied_late serves settled_by shares shows silence_counts sole speaks_for
    stands_against state_lies_in still_open still_time suggests supports_act suspension_laid_down
    tacitly threat_of told_to_approve told_to_object took_place torn ultimatum unable unanimity
    unconditional unjudged unmended unrepeatable_action untested uses veto vote_blocked vote_carried
    vote_quota vote_quota_above vote_total vote_weight votes_against votes_for votes_on waits_for
    way_asks_for way_to_carry works_against would_leave would_rather
}
