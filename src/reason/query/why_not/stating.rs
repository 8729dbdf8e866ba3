//! Attempts that fell short to what would have to be stated: each is completed and the view evaluated.
//!
//! What rules conclude need not be written down: where the analysis states nothing of its kind, the help goes
//! on to what it is concluded from, if one sentence is all that is missing for it (basic explanations: Cox
//! and Pietrzykowski 1986, Causes for Events).

use super::attempts::attempts;
use super::telling::{Sentence, Tried, literals, unshown};
use crate::engine::Derivation;
use crate::model::Model;
use crate::model::statement::{Literal, Telling};
use crate::model::write::Variables;
use crate::reason::{Session, Stop};
use crate::report::Stating;
use crate::theory::{Evaluated, Origin, View};

/// How many conclusions are gone back through.
const DEEPEST: usize = 4;

impl Session<'_> {
    /// Completes attempts, as many as may be tried, and notes what stops each then. Tells what to state for
    /// the first that does.
    pub(super) fn completed(
        &mut self,
        view: &View,
        evaluated: &mut Evaluated,
        goal: &Literal,
        tried: &mut [Tried],
        most: usize,
    ) -> Result<Option<Stating>, Stop> {
        let model = self.model;
        let mut help = None;
        for one in tried.iter_mut().filter(|one| one.wanted.is_some()).take(most) {
            let Some(wanted) = &one.wanted else { continue };
            let stated = literals(wanted, goal.span);
            let completed = self.stated(view, &stated)?;
            if !completed.holds_literal(goal) {
                let known = |(relation, row, sentence): &(_, Vec<_>, String)| {
                    let terms: Option<Vec<_>> =
                        row.iter().map(|constant| evaluated.values.back(*constant)).collect();
                    completed.holds(*relation, &terms?).then(|| sentence.clone())
                };
                one.attempt.stops = one.absent.iter().filter_map(known).collect();
                // What is shown then is no longer to be judged.
                let stops = &one.attempt.stops;
                one.attempt.open.retain(|open| !stops.iter().any(|stop| *open == unshown(stop)));
                continue;
            }
            let basic: Vec<Option<Sentence>> =
                wanted.iter().map(|one| below(model, evaluated, one, &mut Vec::new())).collect();
            let chosen = wanted.iter().zip(&basic).map(|(one, below)| below.as_ref().unwrap_or(one));
            let mut state: Vec<Sentence> = Vec::new();
            for one in chosen {
                if !state.contains(one) {
                    state.push(one.clone());
                }
            }
            let does =
                state != *wanted && self.stated(view, &literals(&state, goal.span))?.holds_literal(goal);
            if !does {
                state.clone_from(wanted);
            }
            let gives =
                wanted.iter().filter(|one| !state.contains(one)).map(|one| words(model, one)).collect();
            let state = state.iter().map(|one| words(model, one)).collect();
            help.get_or_insert(Stating { state, gives });
            if does {
                for ((missing, wanted), below) in one.attempt.missing.iter_mut().zip(wanted).zip(&basic) {
                    missing.from = below.as_ref().filter(|one| *one != wanted).map(|one| words(model, one));
                }
            }
        }
        Ok(help)
    }

    /// A view with more stated.
    fn stated(&mut self, view: &View, more: &[Literal]) -> Result<Evaluated, Stop> {
        let stated = view.stated.iter().chain(more).cloned().collect();
        Ok(self.look(&View { stated, ..view.clone() }, None, &[])?.evaluated)
    }
}

fn words(model: &Model, (relation, sign, terms): &Sentence) -> String {
    model.write_parts(*relation, *sign, terms, Variables::Anonymous)
}

/// A sentence of a kind that is stated, not concluded, and that is all that is missing for this one; itself
/// if it is one.
fn below(
    model: &Model,
    evaluated: &mut Evaluated,
    sentence: &Sentence,
    above: &mut Vec<Sentence>,
) -> Option<Sentence> {
    let (relation, sign, terms) = sentence;
    let relation = evaluated.relation(*relation, *sign)?;
    let concludes = |(at, rule): (usize, &crate::engine::Rule)| {
        rule.head.relation == relation
            && match evaluated.legend.origins.get(at) {
                Some(Origin::Statement(id, _)) => model
                    .statement(*id)
                    .is_some_and(|known| known.body.is_some() && known.telling == Telling::Plain),
                _ => false,
            }
    };
    let database = &evaluated.database;
    let is_stated = |(row, _)| database.derivation(relation, row) == Some(Derivation::Fact);
    if !evaluated.program.rules.iter().enumerate().any(concludes) || database.rows(relation).any(is_stated) {
        return Some(sentence.clone());
    }
    if above.len() >= DEEPEST || above.iter().any(|known| known.0 == sentence.0) {
        return None;
    }
    let row: Option<Vec<_>> = terms.iter().map(|term| evaluated.values.term(term)).collect();
    let tried = attempts(model, evaluated, relation, &row?);
    above.push(sentence.clone());
    let found = tried.iter().filter(|one| one.telling == Telling::Plain).find_map(|one| {
        match one.wanted.as_deref() {
            Some([only]) => below(model, evaluated, only, above),
            Some(_) | None => None,
        }
    });
    above.pop();
    found
}
