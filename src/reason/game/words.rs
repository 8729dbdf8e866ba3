//! Commitments and threats to whose word is credible.
//!
//! A word is credible if, wherever it is due and not kept, the debtor can keep it and is no worse off (Schelling
//! 1960; Selten 1975; Zagare and Kilgour 2000). Invariant: what no choice of the game keeps or breaks is not
//! judged.

use super::played::{Played, Word};
use super::rows::{Groups, pairs};
use crate::games::State;
use crate::model::Model;
use crate::model::statement::SymbolId;
use crate::theory::Evaluated;

impl Played {
    /// The words that the game judges.
    pub(super) fn judged_words(&self, model: &Model, start: &Evaluated) -> Vec<Word> {
        let groups = Groups::of(model, start);
        // A threat is a word like a promise.
        let given = pairs(start, model.known.binds).into_iter().chain(pairs(start, model.known.threat_of));
        given
            .filter_map(|(commitment, debtor)| {
                let actor = groups.everybody([debtor]).into_iter().next()?;
                self.word(model, commitment, actor)
            })
            .collect()
    }

    fn word(&self, model: &Model, commitment: SymbolId, debtor: SymbolId) -> Option<Word> {
        let at = self.actors.iter().position(|one| *one == debtor)?;
        let states = || 0..self.outcomes.len();
        let kept = |state: &State| self.outcomes.kept(commitment, *state);
        let open: Vec<State> =
            states().filter(|state| self.outcomes.due(commitment, *state) && !kept(state)).collect();
        if open.is_empty() || states().all(|state| !kept(&state)) {
            return None;
        }
        let mover = self.mover(1 << at)?;
        let ways = |state: State| -> Vec<State> {
            self.conflict.moves(mover, state).into_iter().filter(kept).collect()
        };
        let broken = open.iter().find_map(|state| {
            let ways = ways(*state);
            let willing = ways.iter().any(|way| !self.conflict.prefers(at, *way, *state));
            (!willing).then(|| (*state, ways.first().copied()))
        });
        let taste = self.conflict.tastes.get(at)?;
        let open_to_doubt =
            open.iter().find(|state| !ways(**state).iter().any(|way| taste.not_worse(**state, *way)));
        let why = match (broken, open_to_doubt) {
            (None, None) => String::from("wherever it is due it can be kept, and keeping it is no worse"),
            (None, Some(state)) => format!(
                "{} it is due, and nobody has shown whether {} would rather keep it",
                self.inside(model, *state),
                model.name(debtor)
            ),
            (Some((state, None)), _) => {
                format!("{} the debtor alone cannot keep it", self.inside(model, state))
            }
            (Some((state, Some(way))), _) => {
                let reason = self.reason(at, way, state);
                let reason =
                    reason.map(|reason| self.because(model, &reason, state, way)).unwrap_or_default();
                format!("{} it is due, and keeping it is worse: {reason}", self.inside(model, state))
            }
        };
        let credible = match (broken, open_to_doubt) {
            (Some(_), _) => Some(false),
            (None, Some(_)) => None,
            (None, None) => Some(true),
        };
        Some(Word { commitment, debtor, credible, why })
    }
}
