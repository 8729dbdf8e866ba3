//! What is asked in a word or two: *vetoes*, *conflicts*, *weakest points*, *compare a with b*.
//!
//! Invariant: each gives a page, whose lines are sentences of the analysis, of its check or of the documentation.

mod asked;
mod help;
mod summary;
mod understand;

pub(super) use asked::Shortcut;
pub(super) use understand::shortcut;

use super::parts::{contradictions, hypotheses_of, look, said, texts, whole, without};
use super::rows::Rows;
use crate::diagnostic::{Code, Severity};
use crate::model::statement::{SymbolId, Term};
use crate::model::value::Value;
use crate::reason::{Session, Stop, weigh};
use crate::report::{Page, Settlement};
use crate::source::SourceMap;
use crate::theory::Said;

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
            let rows = Rows { model, evaluated: &evaluated };
            let (spent, standing): (Vec<_>, Vec<_>) =
                rows.of("veto").into_iter().partition(|one| rows.holds("took_place", one.terms.get(1)));
            let text = |found: Vec<Said>| found.into_iter().map(|one| one.text(model)).collect();
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
        Shortcut::Due(when) | Shortcut::DueIn(when) => {
            let within = matches!(shortcut, Shortcut::DueIn(_));
            page.title = match when.as_str() {
                "" => String::from("What falls due"),
                day if within => format!("What falls due in {day}"),
                day => format!("What falls due by {day}"),
            };
            let evaluated = look(session, None)?;
            let rows = Rows { model, evaluated: &evaluated };
            let mut lines: Vec<(String, String)> = Vec::new();
            for relation in ["falls_due", "due_on"] {
                for one in rows.of(relation) {
                    if let Some(Term::Value(Value::Date(date))) = one.terms.get(1) {
                        lines.push((date.to_string(), one.text(model)));
                    }
                }
            }
            lines.sort();
            // Dates are written with the year first, so that their texts are in order.
            let due = |day: &str| {
                let day = day.get(..when.len()).unwrap_or(day);
                when.is_empty() || day == when || (!within && day < when.as_str())
            };
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
