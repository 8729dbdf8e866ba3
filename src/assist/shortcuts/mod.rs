//! What is asked in a word or two: *vetoes*, *conflicts*, *weakest points*, *compare a with b*.
//!
//! Invariant: each gives a page, whose lines are sentences of the analysis, of its check or of the documentation.

mod help;
mod summary;
mod understand;

pub(super) use summary::whole;
pub(super) use understand::shortcut;

use crate::diagnostic::{Code, Severity};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{StatementId, SymbolId, Term};
use crate::model::value::Value;
use crate::reason::{Session, Stop, weigh};
use crate::report::{Page, Settlement, Support, Weighing};
use crate::source::SourceMap;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, View};
use std::collections::BTreeSet;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shortcut {
    /// Who can stop what.
    Vetoes,
    /// Whose claims stand against whose.
    Conflicts,
    /// Errors, warnings and findings.
    Wrong,
    /// What most rests on.
    Weakest,
    /// What rests on one source alone.
    OneSource,
    /// What falls due by a date, written as it is.
    Due(String),
    /// Two scenarios, or a scenario and the analysis as it is.
    Compare(Option<SymbolId>, Option<SymbolId>),
    /// What stands against a statement.
    Contradicts(SymbolId),
    /// All that somebody says aside.
    Without(SymbolId),
    /// The things of a sort, with what they are.
    Listing(SortId),
    /// The hypotheses of every question, with what became of them.
    Hypotheses,
    /// What it comes to: the answer, what it rests on, who disagrees.
    Summary,
    /// What is not known: what is taken for granted, what is open.
    Unknown,
    /// What to look for.
    Watch,
    /// The sources, the most reliable first.
    Reliability,
    /// A line of the file.
    Line(usize),
    /// How to ask, and how to say something.
    Help(Vec<String>),
}

/// The page of a shortcut.
///
/// # Errors
/// A limit was reached.
pub(super) fn page(session: &mut Session<'_>, map: &SourceMap, shortcut: &Shortcut) -> Result<Page, Stop> {
    let model = session.model;
    let mut page = Page::default();
    match shortcut {
        Shortcut::Vetoes => {
            page.title = String::from("Who can stop what");
            let evaluated = look(session, None)?;
            let (standing, spent): (Vec<_>, Vec<_>) = rows(model, &evaluated, "veto")
                .into_iter()
                .partition(|(_, terms)| !happened(model, &evaluated, terms.get(1)));
            let text = |rows: Vec<(String, Vec<Term>)>| rows.into_iter().map(|(text, _)| text).collect();
            page.add("What can still be stopped", text(standing));
            page.add("What has taken place already", text(spent));
        }
        Shortcut::Conflicts => {
            page.title = String::from("Whose claims stand against whose");
            let brief = whole(session)?;
            for dispute in &brief.disputes {
                let who: Vec<&str> = dispute.sides.iter().map(|(who, _)| who.as_str()).collect();
                let settled = match dispute.settlement {
                    Settlement::Settled => " (settled by a preference)",
                    Settlement::Open => "",
                };
                let mut lines = dispute.about.clone();
                lines.extend(dispute.sides.iter().flat_map(|(who, supports)| {
                    supports.iter().map(move |support| format!("{who}: {}", said(support)))
                }));
                page.add(format!("{}{settled}", who.join(" against ")), lines);
            }
        }
        Shortcut::Wrong => {
            page.title = String::from("What is wrong");
            session.check()?;
            let found = std::mem::take(&mut session.report.diagnostics);
            for (severity, heading) in [(Severity::Error, "Errors"), (Severity::Warning, "Warnings")] {
                let lines = found.iter().filter(|one| one.severity == severity);
                page.add(
                    heading,
                    lines.map(|one| format!("[{}] {}", one.code.number(), one.message)).collect(),
                );
            }
        }
        Shortcut::Weakest => {
            page.title = String::from("What most rests on");
            let brief = whole(session)?;
            let mut all: Vec<_> = brief.assumptions.iter().filter(|one| !one.falls.is_empty()).collect();
            all.sort_by_key(|one| std::cmp::Reverse((one.falls.len(), one.weakened)));
            let lines = all.iter().map(|one| {
                let count = one.falls.len();
                let falls = if count == 1 { "key conclusion falls" } else { "key conclusions fall" };
                format!("{}: without it {count} {falls}", said(&one.support))
            });
            page.add("Without one of these", lines.collect());
            let lines = brief.assumptions.iter().filter(|one| one.falls.is_empty() && one.weakened > 0);
            page.add("Only together with others", lines.map(|one| said(&one.support)).collect());
        }
        Shortcut::OneSource => {
            page.title = String::from("What rests on one source");
            session.check()?;
            session.lint(|code| code == Code::SingleRoot)?;
            let found = std::mem::take(&mut session.report.diagnostics);
            for one in found.iter().filter(|one| one.code == Code::SingleRoot) {
                page.add(one.message.clone(), one.notes.clone());
            }
        }
        Shortcut::Due(until) => {
            page.title = match until.as_str() {
                "" => String::from("What falls due"),
                until => format!("What falls due by {until}"),
            };
            let evaluated = look(session, None)?;
            let mut lines: Vec<(String, String)> = Vec::new();
            for relation in ["falls_due", "due_on"] {
                for (text, terms) in rows(model, &evaluated, relation) {
                    if let Some(Term::Value(Value::Date(date))) = terms.get(1) {
                        lines.push((date.to_string(), text));
                    }
                }
            }
            lines.sort();
            // Dates are written with the year first, so that their texts are in order.
            let due = |day: &str| until.is_empty() || day.get(..until.len()).unwrap_or(day) <= until.as_str();
            page.add(
                "Forecasts and commitments",
                lines.into_iter().filter(|(day, _)| due(day)).map(|(_, text)| text).collect(),
            );
        }
        Shortcut::Compare(one, other) => {
            let name = |scenario: &Option<SymbolId>| {
                scenario.map_or_else(|| String::from("now"), |id| model.name(id).to_owned())
            };
            let (first, second) = (name(one), name(other));
            page.title = format!("{first} and {second}");
            let (here, there) = (look(session, *one)?, look(session, *other)?);
            let (here, there) = (texts(model, &here), texts(model, &there));
            page.add(format!("Only in {first}"), here.difference(&there).cloned().collect());
            page.add(format!("Only in {second}"), there.difference(&here).cloned().collect());
        }
        Shortcut::Contradicts(label) => {
            page.title = format!("What contradicts {}", model.write_symbol(*label));
            let lines = contradictions(session, Some(*label))?;
            page.add("Not all of these can hold together with it", lines);
        }
        Shortcut::Listing(sort) => {
            page.title = format!("Every {} of the analysis", model.sorts.name(*sort));
            let mut lines = Vec::new();
            for (at, symbol) in (0..).map(SymbolId).zip(model.symbols.iter()) {
                let own = symbol.span.is_some_and(|span| model.module(span).is_none());
                if own
                    && model.sorts.is_below(symbol.sort, *sort)
                    && model.names.get(&symbol.name) == Some(&at)
                {
                    let gloss = symbol.gloss.as_ref().map(|gloss| format!(": {gloss}"));
                    let grade = model.sources.get(&at).and_then(|source| source.grade);
                    let grade =
                        grade.map(|grade| format!(", graded {}{}", grade.reliability, grade.credibility));
                    lines.push(format!(
                        "{}{}{}",
                        model.write_symbol(at),
                        gloss.unwrap_or_default(),
                        grade.unwrap_or_default()
                    ));
                }
            }
            let heading = match lines.len() {
                1 => String::from("There is 1"),
                count => format!("There are {count}"),
            };
            page.add(heading, lines);
        }
        Shortcut::Hypotheses => {
            page.title = String::from("What became of the hypotheses");
            for weighing in weigh(session, None)? {
                let lines = hypotheses_of(&weighing);
                page.add(weighing.gloss.unwrap_or(weighing.question), lines);
            }
        }
        Shortcut::Summary => summary::summary(session, &mut page)?,
        Shortcut::Unknown => summary::unknown(session, &mut page)?,
        Shortcut::Watch => summary::watch(session, &mut page)?,
        Shortcut::Reliability => summary::reliability(model, &mut page),
        Shortcut::Line(number) => help::line(model, map, *number, &mut page),
        Shortcut::Help(asked) => help::help(asked, &mut page),
        Shortcut::Without(source) => {
            page.title = format!("All that {} says aside", model.name(*source));
            let (falls, follows) = without(session, *source)?;
            page.add("This no longer follows", falls);
            page.add("This follows then", follows);
        }
    }
    Ok(page)
}

/// What no longer follows with all that a source alone says aside, and what follows then.
///
/// # Errors
/// A limit was reached.
pub(super) fn without(
    session: &mut Session<'_>,
    source: SymbolId,
) -> Result<(Vec<String>, Vec<String>), Stop> {
    let model = session.model;
    let before = look(session, None)?;
    let own: BTreeSet<StatementId> = model
        .statements()
        .filter(|(_, statement)| statement.attribution.sources == [source])
        .map(|(id, _)| id)
        .collect();
    let view = session.options.view.clone();
    let without = View { retracted: view.retracted.union(&own).copied().collect(), ..view };
    let after = session.look(&without, None, &[])?.evaluated;
    let (was, is) = (texts(model, &before), texts(model, &after));
    Ok((was.difference(&is).cloned().collect(), is.difference(&was).cloned().collect()))
}

/// The hypotheses of a question in a line each: what it says, and what became of it.
pub(super) fn hypotheses_of(weighing: &Weighing) -> Vec<String> {
    let lines = weighing.hypotheses.iter().map(|one| {
        let gloss = one.gloss.as_ref().map(|gloss| format!(": {gloss}")).unwrap_or_default();
        let likely = one.likelihood.as_ref().map(|likely| format!(", {}", likely.words));
        format!("{}{gloss} -- {}{}", one.name, one.status.word(), likely.unwrap_or_default())
    });
    lines.collect()
}

fn look(session: &mut Session<'_>, scenario: Option<SymbolId>) -> Result<Evaluated, Stop> {
    let view = session.options.view.clone();
    let view = match scenario {
        Some(_) => View { scenario, ..view },
        None => view,
    };
    Ok(session.look(&view, None, &[])?.evaluated)
}

/// The rows of a relation, in words and in terms.
fn rows(model: &Model, evaluated: &Evaluated, name: &str) -> Vec<(String, Vec<Term>)> {
    let relation = model.find_relation(name).and_then(|id| evaluated.relation(id, Sign::Positive));
    let Some(relation) = relation else { return Vec::new() };
    let rows = evaluated.database.rows(relation);
    rows.filter_map(|(_, row)| evaluated.said(relation, row))
        .map(|said| (said.text(model), said.terms))
        .collect()
}

/// Whether a thing took place.
fn happened(model: &Model, evaluated: &Evaluated, thing: Option<&Term>) -> bool {
    let relation = model.known.took_place.and_then(|id| evaluated.relation(id, Sign::Positive));
    relation
        .zip(thing)
        .is_some_and(|(relation, thing)| evaluated.holds(relation, std::slice::from_ref(thing)))
}

/// The sentences that hold, those left out that strat itself knows of statements.
fn texts(model: &Model, evaluated: &Evaluated) -> BTreeSet<String> {
    let known = |relation, row| {
        let mut staters = evaluated.staters(relation, row).peekable();
        staters.peek().is_some() && staters.all(|stater| stater == crate::theory::FactSource::Known)
    };
    let about_statements = |said: &crate::theory::Said| {
        let statement = |term: &Term| matches!(term, Term::Symbol(id) if model.symbol(*id).is_some_and(|known| known.sort == SortId::STATEMENT));
        said.terms.iter().any(statement)
    };
    evaluated
        .sentences()
        .filter(|(relation, row)| !known(*relation, *row))
        .filter_map(|(relation, row)| evaluated.said(relation, evaluated.database.row(relation, row)?))
        .filter(|said| !about_statements(said))
        .map(|said| said.text(model))
        .collect()
}

/// A support in a line: its label, what it says, who says it.
pub(super) fn said(support: &Support) -> String {
    let label = support.label.as_ref().map(|label| format!("@{label} ")).unwrap_or_default();
    let sources =
        if support.sources.is_empty() { String::new() } else { format!(" ({})", support.sources.join(", ")) };
    format!("{label}{}{sources}", support.sentence)
}

/// The claims that cannot hold together with a statement.
///
/// # Errors
/// A limit was reached.
pub(super) fn contradictions(
    session: &mut Session<'_>,
    label: Option<SymbolId>,
) -> Result<Vec<String>, Stop> {
    let name = label.map(|label| session.model.name(label).to_owned()).unwrap_or_default();
    let brief = whole(session)?;
    let mut lines = Vec::new();
    for dispute in &brief.disputes {
        let own =
            |supports: &[Support]| supports.iter().any(|support| support.label.as_deref() == Some(&name));
        if !dispute.sides.iter().any(|(_, supports)| own(supports)) {
            continue;
        }
        for (_, supports) in dispute.sides.iter().filter(|(_, supports)| !own(supports)) {
            lines.extend(supports.iter().map(said));
        }
    }
    lines.dedup();
    Ok(lines)
}

/// The key conclusions that fall with a statement alone.
///
/// # Errors
/// A limit was reached.
pub(super) fn falls_with(session: &mut Session<'_>, label: SymbolId) -> Result<Vec<String>, Stop> {
    let name = session.model.name(label).to_owned();
    let brief = whole(session)?;
    let own = brief.assumptions.into_iter().filter(|one| one.support.label.as_deref() == Some(&name));
    Ok(own.flat_map(|one| one.falls).collect())
}
