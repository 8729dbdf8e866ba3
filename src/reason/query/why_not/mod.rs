//! Why a sentence does not hold: the rules that could have concluded it, and what stopped each.
//!
//! **Invariant:** what is said to complete a proof was tried.

mod attempts;
mod comparing;
mod hindrances;
mod spoken;
mod stating;
mod telling;

use super::plausible::Plausibility;
use super::unheard::unheard;
use super::why::reasons;
use crate::model::Model;
use crate::model::statement::{Literal, Term};
use crate::model::write::Variables;
use crate::reason::undecided::circle;
use crate::reason::{Session, Stop};
use crate::report::{MissingKind, Status, WhyNot};
use crate::theory::{Evaluated, View};
use attempts::attempts;
pub(super) use hindrances::hindrances;
use hindrances::{has_causes, is_happening};
use telling::Tried;

/// How many attempts are listed.
pub(in crate::reason) const LISTED: usize = 12;

impl Session<'_> {
    /// What is missing in a view for a sentence without variables, and what to state for it to follow, as
    /// far as so many tries find it; `None` if it has any, or holds.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn why_not(
        &mut self,
        view: &View,
        evaluated: &mut Evaluated,
        literal: &Literal,
        tries: usize,
    ) -> Result<Option<WhyNot>, Stop> {
        let Some((mut absence, mut tried)) = missing(self.model, evaluated, literal) else {
            return Ok(None);
        };
        absence.help = self.completed(view, evaluated, literal, &mut tried, tries)?;
        absence.attempts = tried
            .into_iter()
            .map(|Tried { mut attempt, nouns, .. }| {
                spoken::say(&mut attempt, &nouns);
                attempt
            })
            .collect();
        Ok(Some(absence))
    }

    /// Why a sentence does not hold that somebody says all the same, such as who forecasts it: its opposite follows,
    /// whoever is believed. `None` where it does not.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn ruled_out(&mut self, literal: &Literal) -> Result<Option<WhyNot>, Stop> {
        if literal.terms.iter().chain(&literal.on).any(|term| matches!(term, Term::Variable(_))) {
            return Ok(None);
        }
        let opposite = Literal { sign: Model::opposite(literal.sign), ..literal.clone() };
        if self.has_claims()
            && !matches!(self.status(None, &opposite)?, Status::Undisputed | Status::Established)
        {
            return Ok(None);
        }
        let view = self.options.view.clone();
        let mut evaluated = self.look(&view, None, &[])?.evaluated;
        let found = evaluated
            .row_of(&opposite)
            .and_then(|(relation, row)| Some((relation, evaluated.database.find(relation, &row)?)));
        let Some((relation, row)) = found else { return Ok(None) };
        Ok(Some(WhyNot {
            sentence: self.model.write(literal, Variables::Anonymous),
            denied: Some(reasons(self.model, &mut evaluated, relation, row).proof),
            circle: Vec::new(),
            unheard: Vec::new(),
            hindrances: hindrances(self.model, &evaluated, literal),
            attempts: Vec::new(),
            hidden: 0,
            help: None,
        }))
    }
}

/// What is missing for a sentence, the attempts apart.
fn missing(model: &Model, evaluated: &mut Evaluated, literal: &Literal) -> Option<(WhyNot, Vec<Tried>)> {
    if literal.terms.iter().any(|term| matches!(term, Term::Variable(_))) {
        return None;
    }
    let sentence = model.write(literal, Variables::Anonymous);
    let terms: Vec<Option<&Term>> = literal.terms.iter().map(Some).collect();
    let unheard = unheard(model, literal.relation, literal.sign, &terms);
    let absence = WhyNot {
        sentence,
        denied: None,
        circle: Vec::new(),
        unheard,
        hindrances: hindrances(model, evaluated, literal),
        attempts: Vec::new(),
        hidden: 0,
        help: None,
    };
    let Some((relation, row)) = evaluated.row_of(literal) else {
        return Some((absence, Vec::new()));
    };
    if evaluated.database.contains(relation, &row) {
        return None;
    }
    if evaluated.database.is_undefined(relation, &row) {
        let circle = circle(model, evaluated, &(relation, row));
        return Some((WhyNot { circle, ..absence }, Vec::new()));
    }
    let opposite = Literal { sign: Model::opposite(literal.sign), ..literal.clone() };
    let denied = evaluated.row_of(&opposite).and_then(|(relation, row)| {
        let row = evaluated.database.find(relation, &row)?;
        Some(reasons(model, evaluated, relation, row).proof)
    });
    let mut tried = attempts(model, evaluated, relation, &row);
    // That nobody has said what would bring a happening about is no near miss, where it is known what stops it, or that it
    // did not take place.
    let settled = !absence.hindrances.is_empty() || denied.is_some() && is_happening(model, literal);
    if settled && !has_causes(model, evaluated, literal) {
        tried.clear();
    }
    // The nearest miss is one that could come about, and of these one of which it is said whom it is about.
    let judged = Plausibility::new(model, evaluated);
    let mut ranked: Vec<_> = tried
        .into_iter()
        .map(|one| {
            let far = one.wanted.as_ref().map(|wanted| telling::literals(wanted, literal.span));
            let far = far.map(|wanted| judged.of(literal, &wanted)).unwrap_or_default();
            let open = one.wanted.is_none()
                && one.attempt.missing.iter().all(|missing| missing.kind == MissingKind::NotShown);
            ((far.idle, far.restates, one.attempt.missing.len(), open, far.strangers), one)
        })
        .collect();
    ranked.sort_by_key(|(far, _)| *far);
    let all = ranked.len();
    if ranked.first().is_some_and(|((idle, ..), _)| !idle) {
        ranked.retain(|((idle, ..), _)| !idle);
    }
    ranked.truncate(LISTED);
    let hidden = all - ranked.len();
    let tried: Vec<Tried> = ranked.into_iter().map(|(_, one)| one).collect();
    Some((WhyNot { denied, hidden, ..absence }, tried))
}
