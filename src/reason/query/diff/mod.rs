//! Two versions of an analysis to what the edit does to its conclusions.
//!
//! A sentence is the same in both versions where it reads the same. Key implications of either version, what
//! either expects, its hypotheses, and whatever has another status are told with status and reasons; what else
//! follows is told by its sentences.
//!
//! Invariant: a sentence is gained or lost by whether it holds, never by whether it is a key implication.

pub(crate) mod aligned;
mod beliefs;
mod side;

use super::brief::texts;
use super::key_judgments::implications;
use super::why::told;
use crate::diagnostic::Diagnostic;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{Context, Literal, Statement, Term};
use crate::reason::{Played, Session, Stop};
use crate::report::{Change, Difference, Implication, Presence, Renamed, ScenarioChange, Status, Verdict};
use crate::source::{SourceMap, on_one_line};
use aligned::renewed;
use side::{Side, Truth, Version, is_of_both};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What an edit changed: `old` and `new` are sessions with the two versions, the old one brought to the words of the new
/// one ([`aligned::align`], which tells what was `renamed`), `sources` has the files of
/// both. A version that is not there is a session with a model that says nothing.
///
/// # Errors
/// A limit was reached.
pub fn diff(
    name: &str,
    presence: Presence,
    renamed: &[Renamed],
    old: &mut Session<'_>,
    new: &mut Session<'_>,
    sources: &SourceMap,
) -> Result<Difference, Stop> {
    let mut before = Side::new(old)?;
    let mut after = Side::new(new)?;
    let mut found = Difference::new(name, presence);
    found.verdicts = match presence {
        Presence::Both => [old.report.verdict, new.report.verdict],
        Presence::Old => [old.report.verdict, None],
        Presence::New => [None, new.report.verdict],
    };
    found.renamed = renamed.to_vec();
    let (withdrawn, stated) = (statements(old.model, sources, renamed), statements(new.model, sources, &[]));
    found.withdrawn = beyond(&withdrawn, &stated);
    found.stated = beyond(&stated, &withdrawn);
    let mut told: BTreeSet<String> = BTreeSet::new();
    let apart = apart(old.model, new.model);
    let keys = |side: &Side| -> Vec<(String, Literal)> {
        side.keys.iter().map(|key| (key.sentence.clone(), key.literal())).collect()
    };
    let (was, is) = (beliefs::named(old.model), beliefs::named(new.model));
    let wanted: Vec<(String, Literal, Version)> = [
        (keys(&before), Version::Old),
        (keys(&after), Version::New),
        (was, Version::Old),
        (is, Version::New),
    ]
    .into_iter()
    .flat_map(|(all, version)| all.into_iter().map(move |(said, literal)| (said, literal, version)))
    .chain(beliefs::otherwise(old, &before, new, &after, &apart)?)
    .filter(|(sentence, ..)| told.insert(sentence.clone()))
    .collect();
    let mut pairs = Vec::new();
    for (sentence, literal, version) in wanted {
        let (here, there) = match version {
            Version::Old => (Some(literal.clone()), translate(&literal, old.model, new.model)),
            Version::New => (translate(&literal, new.model, old.model), Some(literal.clone())),
        };
        let was = before.describe(old, &sentence, here);
        pairs.push((was, after.describe(new, &sentence, there)));
    }
    beliefs::judge(old, new, &mut pairs)?;
    for (was, is) in pairs {
        let is_judged = |one: &Implication| one.status.is_some_and(|status| status != Status::Unproven);
        let judged = is_judged(&was.implication) || is_judged(&is.implication);
        let change = Change {
            without: beyond(&was.leaves, &is.leaves),
            with: beyond(&is.leaves, &was.leaves),
            before: was.implication,
            after: is.implication,
        };
        match (was.holds, is.holds) {
            (Truth::Holds, Truth::Open) => found.lost.push(change),
            (Truth::Open, Truth::Holds) => found.gained.push(change),
            // What holds in neither may be believed otherwise all the same: a hypothesis, what is possible.
            (Truth::Open, Truth::Open) if judged && is_moved(&change) => found.moved.push(change),
            (Truth::Open, Truth::Open) => {}
            (Truth::Holds, Truth::Holds) if is_moved(&change) => found.moved.push(change),
            (Truth::Holds, Truth::Holds) if is_supported_otherwise(&change) => found.supported.push(change),
            (Truth::Holds, Truth::Holds) => {}
        }
    }
    found.further_lost = further(&before, &after, &told, &apart);
    found.further_gained = further(&after, &before, &told, &apart);
    found.fixed = findings(&old.report.diagnostics, &new.report.diagnostics);
    found.appeared = findings(&new.report.diagnostics, &old.report.diagnostics);
    if found.verdicts.contains(&Some(Verdict::Invalid)) {
        // Of a version with mistakes neither scenarios nor all findings are known: that they are gone, or
        // new, cannot be said.
        found.fixed.retain(|found| found.code.is_of_text());
        found.appeared.retain(|found| found.code.is_of_text());
    } else {
        found.scenarios = scenarios(old, &mut before, new, &mut after);
    }
    // Of a whole file its conclusions are told, and not all that it says besides.
    if presence != Presence::Both {
        found.withdrawn.clear();
        found.stated.clear();
        found.further_lost.clear();
        found.further_gained.clear();
        found.fixed.clear();
    }
    Ok(found)
}

/// Whether a sentence is believed otherwise. What is taken at its word for a likelihood may come and go.
fn is_moved(change: &Change) -> bool {
    let range = |one: &Implication| one.likelihood.as_ref().map(|likelihood| likelihood.range.clone());
    change.before.status != change.after.status || range(&change.before) != range(&change.after)
}

/// Whether a sentence follows for other reasons, or falls without others.
fn is_supported_otherwise(change: &Change) -> bool {
    let [fell, falls] = change.cuts();
    change.before.because != change.after.because
        || !change.without.is_empty()
        || !change.with.is_empty()
        || fell != falls
}

/// The analyst's own statements: facts and claims by what they say, rules by their text.
fn statements(model: &Model, sources: &SourceMap, renamed: &[Renamed]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (id, statement) in model.statements() {
        // What a declaration says is written in the file only where it has a text of its own.
        if !model.is_own(id) || in_doctrine(model, statement) {
            continue;
        }
        if statement.body.is_none() {
            found.extend(told(model, statement));
        } else {
            let text = sources.text(statement.span);
            found.insert(renewed(&on_one_line(text), renamed));
        }
    }
    for expectation in &model.expectations {
        found.insert(format!("expect {}", renewed(&expectation.words, renamed)));
    }
    found
}

fn in_doctrine(model: &Model, statement: &Statement) -> bool {
    model.module(statement.span).is_some()
}

/// What is in one and not in the other.
fn beyond(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Vec<String> {
    one.difference(other).cloned().collect()
}

/// The labels that only one of two versions has, with their marks.
fn apart(old: &Model, new: &Model) -> BTreeSet<String> {
    let labels = |model: &Model| -> BTreeSet<String> {
        let statements = model.symbols.iter().filter(|symbol| symbol.sort == SortId::STATEMENT);
        statements.map(|symbol| format!("@{}", symbol.name)).collect()
    };
    labels(old).symmetric_difference(&labels(new)).cloned().collect()
}

/// Conclusions of one version that do not hold in the other, and are not told already. Those about a
/// statement that only one version has come with the statement.
fn further(here: &Side, there: &Side, told: &BTreeSet<String>, apart: &BTreeSet<String>) -> Vec<String> {
    here.concluded
        .iter()
        .filter(|sentence| !there.rows.contains_key(*sentence) && !told.contains(*sentence))
        .filter(|sentence| is_of_both(sentence, apart))
        .cloned()
        .collect()
}

/// A sentence of one model in the numbers of another, where that has its names.
fn translate(literal: &Literal, from: &Model, to: &Model) -> Option<Literal> {
    let relation = to.find_relation(&from.relation(literal.relation)?.name)?;
    let term = |term: &Term| match term {
        Term::Symbol(symbol) => {
            let known = from.symbol(*symbol)?;
            let sort = |model: &Model, sort| model.sorts.words(&[sort]);
            to.symbols
                .iter()
                .position(|other| other.name == known.name && sort(to, other.sort) == sort(from, known.sort))
                .and_then(|at| u32::try_from(at).ok())
                .map(|at| Term::Symbol(crate::model::statement::SymbolId(at)))
        }
        Term::Variable(_) | Term::Value(_) => Some(term.clone()),
    };
    let terms: Option<Vec<Term>> = literal.terms.iter().map(term).collect();
    Some(Literal { relation, terms: terms?, ..literal.clone() })
}

/// What became of the key implications of scenarios, by the scenarios' names.
fn scenarios(
    old: &Session<'_>,
    before: &mut Side,
    new: &Session<'_>,
    after: &mut Side,
) -> Vec<ScenarioChange> {
    let was = played(old, before);
    let is = played(new, after);
    let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        let (presence, lost, gained) = match (was.get(name), is.get(name)) {
            (Some(was), Some(is)) => {
                let wanted: BTreeSet<&String> = was.keys.iter().chain(&is.keys).collect();
                // What changes in the base view too is told there.
                let changed = |one: &Outcome, other: &Outcome, base: [&Side; 2]| -> Vec<String> {
                    let [here, there] = base;
                    wanted
                        .iter()
                        .filter(|sentence| {
                            one.holds.contains(**sentence) && !other.holds.contains(**sentence)
                        })
                        .filter(|sentence| {
                            !here.rows.contains_key(**sentence) || there.rows.contains_key(**sentence)
                        })
                        .map(|sentence| (*sentence).clone())
                        .collect()
                };
                (Presence::Both, changed(was, is, [before, after]), changed(is, was, [after, before]))
            }
            (Some(_), None) => (Presence::Old, Vec::new(), Vec::new()),
            (None, Some(_)) => (Presence::New, Vec::new(), Vec::new()),
            (None, None) => continue,
        };
        if presence != Presence::Both || !lost.is_empty() || !gained.is_empty() {
            found.push(ScenarioChange { name: name.clone(), presence, lost, gained });
        }
    }
    found
}

/// What a scenario comes to.
struct Outcome {
    keys: Vec<String>,
    holds: HashSet<String>,
}

fn played(session: &Session<'_>, side: &mut Side) -> BTreeMap<String, Outcome> {
    let mut found = BTreeMap::new();
    for Played { scenario, viewed, .. } in &mut side.checked.scenarios {
        let keys = implications(session, &mut viewed.evaluated, Context::Scenario(*scenario)).told;
        let keys = keys.into_iter().map(|key| key.sentence).collect();
        let holds = texts(session, &viewed.evaluated);
        found.insert(session.model.name(*scenario).to_owned(), Outcome { keys, holds });
    }
    found
}

/// The findings of one version that the other has not, in whatever line. They are the same where they say the
/// same for the same reasons; of what is left, those that say the same for other reasons count as the same.
fn findings(here: &[Diagnostic], there: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut left: Vec<&Diagnostic> = there.iter().collect();
    let mut found: Vec<&Diagnostic> = here.iter().collect();
    for same in [
        |a: &Diagnostic, b: &Diagnostic| says(a) == says(b) && a.notes == b.notes,
        |a: &Diagnostic, b: &Diagnostic| says(a) == says(b),
    ] {
        found.retain(|finding| {
            let at = left.iter().position(|other| same(finding, other));
            at.map(|at| left.remove(at)).is_none()
        });
    }
    found.into_iter().cloned().collect()
}

/// What a finding says.
fn says(finding: &Diagnostic) -> (&'static str, &str) {
    (finding.code.number(), &finding.message)
}
