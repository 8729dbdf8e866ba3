//! Which sentences of two versions are compared by what is believed of them, and what that is.
//!
//! Besides key implications these are what an analysis names to be judged (expectations, hypotheses), and
//! whatever follows in both versions and has another status. Likelihoods are compared for all of these.
//!
//! Invariant: nothing is asked of a version in which nobody claims anything; there all that holds is undisputed.

use super::side::{Described, Side, Truth, Version, is_of_both};
use crate::model::statement::{Context, Formula, FormulaKind, Literal};
use crate::model::write::Variables;
use crate::model::{ExpectationKind, Model};
use crate::reason::dispute::support::holds;
use crate::reason::probability::hedges;
use crate::reason::query::what_if::believed;
use crate::reason::{Session, Stop};
use crate::report::{Implication, Status};
use std::collections::BTreeSet;

/// The sentences that an analysis names to be judged: what it expects of the base view, and its hypotheses.
pub(super) fn named(model: &Model) -> Vec<(String, Literal)> {
    let expected = model.expectations.iter().filter(|one| one.context == Context::Base).filter_map(|one| {
        match &one.kind {
            ExpectationKind::Holds(Formula { kind: FormulaKind::Literal(literal), .. })
            | ExpectationKind::Unproven(literal)
            | ExpectationKind::Status(_, literal)
            | ExpectationKind::AtLeast(literal, _) => Some(literal.clone()),
            ExpectationKind::Holds(_)
            | ExpectationKind::AtLeastGiven(..)
            | ExpectationKind::Answers(..)
            | ExpectationKind::Violated(..) => None,
        }
    });
    let questions = model.questions.iter().flat_map(|question| &question.hypotheses);
    let hypotheses = questions.filter_map(|symbol| holds(model, *symbol));
    let all = expected.chain(hypotheses);
    all.map(|literal| (model.write(&literal, Variables::Anonymous), literal)).collect()
}

/// What holds in both versions and has another status, and what both state while it holds in one of them only.
/// What becomes undisputed, or is so no longer, is believed all along.
pub(super) fn otherwise(
    old: &mut Session<'_>,
    before: &Side,
    new: &mut Session<'_>,
    after: &Side,
    apart: &BTreeSet<String>,
) -> Result<Vec<(String, Literal, Version)>, Stop> {
    if !old.has_claims() && !new.has_claims() {
        return Ok(Vec::new());
    }
    let both: Vec<(&String, &Literal, &Literal)> = before
        .told
        .iter()
        .filter(|(sentence, _)| is_of_both(sentence, apart))
        .filter_map(|(sentence, literal)| Some((sentence, literal, after.told.get(sentence)?)))
        .collect();
    let was = statuses(old, both.iter().map(|(_, literal, _)| *literal))?;
    let is = statuses(new, both.iter().map(|(_, _, literal)| *literal))?;
    let moved = both.into_iter().zip(was.into_iter().zip(is));
    let moved = moved.filter(|(_, (was, is))| believed(*was) != believed(*is));
    let mut found: Vec<(String, Literal, Version)> =
        moved.map(|((sentence, literal, _), _)| (sentence.clone(), literal.clone(), Version::Old)).collect();
    for (side, version, there, model) in
        [(before, Version::Old, after, new.model), (after, Version::New, before, old.model)]
    {
        let stated = stated(model);
        let gone = side.told.iter().filter(|(sentence, _)| {
            !there.rows.contains_key(*sentence) && stated.contains(*sentence) && is_of_both(sentence, apart)
        });
        found.extend(gone.map(|(sentence, literal)| (sentence.clone(), literal.clone(), version)));
    }
    Ok(found)
}

/// The sentences that an analysis states, whoever says them and however likely.
fn stated(model: &Model) -> BTreeSet<String> {
    let plain = model.statements().filter(|(id, statement)| model.is_own(*id) && statement.body.is_none());
    let heads = plain.flat_map(|(_, statement)| &statement.heads);
    heads.map(|head| model.write(head, Variables::Anonymous)).collect()
}

/// The statuses of sentences that hold.
fn statuses<'a>(
    session: &mut Session<'_>,
    literals: impl Iterator<Item = &'a Literal> + Clone,
) -> Result<Vec<Status>, Stop> {
    if !session.is_disputable() {
        return Ok(literals.map(|_| Status::Undisputed).collect());
    }
    session.prepare(literals.clone().cloned())?;
    literals.map(|literal| session.status(None, literal)).collect()
}

/// Adds status, cuts and likelihood to what the versions say.
pub(super) fn judge(
    old: &mut Session<'_>,
    new: &mut Session<'_>,
    pairs: &mut [(Described, Described)],
) -> Result<(), Stop> {
    let claims = old.has_claims() || new.has_claims();
    let hedged = hedges(old.model) || hedges(new.model);
    judged(old, pairs.iter_mut().map(|(was, _)| was), claims, hedged)?;
    judged(new, pairs.iter_mut().map(|(_, is)| is), claims, hedged)
}

/// Adds status and cuts where anything is claimed in one of the versions, likelihoods where anything is hedged.
fn judged<'a>(
    session: &mut Session<'_>,
    described: impl Iterator<Item = &'a mut Described>,
    claims: bool,
    hedged: bool,
) -> Result<(), Stop> {
    let mut told: Vec<(Literal, &mut Implication)> = Vec::new();
    for one in described {
        let Some(literal) = one.literal.clone() else { continue };
        if claims {
            one.implication.status = Some(match one.holds {
                Truth::Holds => Status::Undisputed,
                Truth::Open => Status::Unproven,
            });
        }
        told.push((literal, &mut one.implication));
    }
    session.support(&mut told)?;
    if hedged {
        let likely = session.how_likely(None, told.iter().map(|(literal, _)| literal))?;
        for ((_, implication), likelihood) in told.iter_mut().zip(likely) {
            // What nothing shows is not impossible: there is no saying how likely it is.
            if implication.status != Some(Status::Unproven) {
                implication.likelihood = likelihood;
            }
        }
    }
    Ok(())
}
