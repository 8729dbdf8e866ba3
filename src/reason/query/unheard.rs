//! Statements that do not count, to the sentences that they would show: claims below the threshold of
//! likelihood, forecasts outside scenarios.
//!
//! **Invariant:** nothing follows from what is told here in the view that it is told of.

use crate::model::Model;
use crate::model::statement::{Context, Kind, RelationId, Statement, SymbolId, Term};
use crate::model::write::Variables;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, speakers, words};

/// Who says a sentence without its counting, in words: `m says so, roughly even chance (@c): …`. Of terms
/// that are not known, any will do.
pub(in crate::reason) fn unheard(
    model: &Model,
    relation: RelationId,
    sign: Sign,
    terms: &[Option<&Term>],
) -> Vec<String> {
    let mut found = Vec::new();
    for (id, statement) in model.statements() {
        if !model.is_own(id) {
            continue;
        }
        let said = statement.heads.iter().find(|head| {
            head.relation == relation
                && head.sign == sign
                && head.terms.len() == terms.len()
                && head.terms.iter().zip(terms).all(|(said, wanted)| match (said, wanted) {
                    (Term::Variable(_), _) | (_, None) => true,
                    (said, Some(wanted)) => said == *wanted,
                })
        });
        if let (Some(said), Some(why)) = (said, silent(model, statement)) {
            // Where the reader is told of someone or something, she is to know of whom and what it is said.
            let what = terms
                .contains(&None)
                .then(|| format!("that {}", model.write(said, Variables::Named(&statement.variables))));
            found.push(format!("{}: {why}", told(model, statement, what)));
        }
    }
    found
}

/// What somebody says of the present that is too unlikely to count, and that nothing else shows: `sinking prevents peace
/// (telegraph) -- possible`.
pub(in crate::reason) fn uncounted(model: &Model, evaluated: &Evaluated) -> Vec<String> {
    let threshold = &model.frame.threshold;
    let mut found = Vec::new();
    for (id, statement) in model.statements() {
        let own = model.is_own(id)
            && statement.kind == Kind::Assertion
            && statement.context == Context::Base
            && statement.body.is_none();
        let Some(hedge) = &statement.attribution.likelihood else { continue };
        if !own || hedge.stated.reaches(threshold) {
            continue;
        }
        let who: Vec<&str> = speakers(model, statement).into_iter().map(|voice| model.name(voice)).collect();
        // That somebody is told to have approved is told with the approval.
        let supplied = [model.known.told_to_approve, model.known.told_to_object];
        let heads = statement.heads.iter().filter(|head| !supplied.contains(&Some(head.relation)));
        for head in heads.filter(|head| !evaluated.holds_literal(head)) {
            let sentence = model.write(head, Variables::Anonymous);
            found.push(format!("{sentence} ({}): {}", who.join(" and "), hedge.words));
        }
    }
    found
}

/// Why a statement does not count, whatever else is known; nothing where it may.
fn silent(model: &Model, statement: &Statement) -> Option<String> {
    let threshold = &model.frame.threshold;
    let later = |source: &SymbolId| model.spoke_after(*source, model.as_of()?);
    let said: Vec<_> = statement.attribution.sources.iter().map(later).collect();
    if let [Some(dated), rest @ ..] = said.as_slice()
        && rest.iter().all(Option::is_some)
    {
        return Some(format!("that is of {}, after the day of the analysis", dated.words));
    }
    match (&statement.attribution.likelihood, statement.kind) {
        // That something is so under a condition, with some likelihood, does not say that it is so.
        (_, Kind::Judgement) => None,
        (Some(hedge), _) if !hedge.stated.reaches(threshold) => {
            let word = model.frame.scale.words().iter().find(|word| word.range.low() == threshold);
            let from = word.map_or_else(
                || format!("what is less than {} % likely does not count", threshold.to_f64() * 100.0),
                |word| format!("a claim counts from `{}` on", word.text),
            );
            Some(format!("{from} (`--likely-enough`)"))
        }
        // What did not come true says nothing any more.
        (_, Kind::Forecast(_)) if model.outcome(statement).is_some() => None,
        (_, Kind::Forecast(_)) => Some(String::from("a forecast counts in scenarios alone")),
        _ => None,
    }
}

/// Who says it, and how likely.
fn told(model: &Model, statement: &Statement, what: Option<String>) -> String {
    let who: Vec<&str> = speakers(model, statement).into_iter().map(|voice| model.name(voice)).collect();
    let verb = if who.len() == 1 { "says" } else { "say" };
    let what = what.unwrap_or_else(|| String::from("so"));
    let when = statement.body.as_ref().map(|body| {
        // Of whom the condition speaks is the sentence's own affair where nobody is named.
        format!(" if {}", words(model, body, &statement.variables, &|_| None))
    });
    let when = when.unwrap_or_default();
    let hedge = statement.attribution.likelihood.as_ref().map(|hedge| format!(", {}", hedge.words));
    let name = match (statement.label, statement.name.is_empty()) {
        (Some(label), _) => format!(" (@{})", model.name(label)),
        (None, false) => format!(" (`{}`)", statement.name),
        (None, true) => String::new(),
    };
    format!("{} {verb} {what}{when}{}{name}", who.join(" and "), hedge.unwrap_or_default())
}
