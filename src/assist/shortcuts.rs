//! What is asked in a word or two: *vetoes*, *conflicts*, *weakest points*, *compare a with b*.
//!
//! Invariant: each gives a page, whose lines are sentences of the analysis or of its check.

use super::cut::{self, Word};
use super::fit::Fitter;
use crate::diagnostic::{Code, Severity};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{StatementId, SymbolId, Term};
use crate::model::value::Value;
use crate::reason::{Session, Stop, brief, weigh};
use crate::report::{Brief, Page, Pillar, Settlement, Weighing};
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
}

/// What stands before the one thing that matters most.
const PRAISE: &[&str] = &[
    "most likely",
    "most probable",
    "most important",
    "most crucial",
    "most critical",
    "least certain",
    "likeliest",
    "weakest",
    "strongest",
    "biggest",
    "best",
    "main",
    "key",
    "critical",
    "crucial",
    "central",
    "shakiest",
];

/// The shortcut that the words are.
pub(super) fn shortcut(fitter: &Fitter<'_>, words: &[Word]) -> Option<Shortcut> {
    let said: Vec<&str> = words.iter().map(|word| word.lower.as_str()).collect();
    let said = said.join(" ");
    let bare = ["what is ", "what are ", "show me ", "show ", "list ", "which are ", "are there "]
        .iter()
        .find_map(|lead| said.strip_prefix(lead))
        .unwrap_or(&said);
    let bare = ["the ", "any ", "all "].iter().find_map(|lead| bare.strip_prefix(lead)).unwrap_or(bare);
    if said.starts_with("who is right") || said.starts_with("who is wrong") {
        return Some(Shortcut::Conflicts);
    }
    // `the weakest assumption`, `our most important claims`: the same, however it is praised.
    let plain = ["our ", "its "].iter().find_map(|lead| bare.strip_prefix(lead)).unwrap_or(bare);
    let (praised, praise) = PRAISE
        .iter()
        .find_map(|lead| plain.strip_prefix(lead).map(|rest| (rest.trim_start(), true)))
        .unwrap_or((plain, false));
    let noun = praised.strip_suffix('s').unwrap_or(praised);
    if praise
        && matches!(noun, "assumption" | "claim" | "point" | "link" | "evidence" | "argument" | "premise")
    {
        return Some(Shortcut::Weakest);
    }
    let rival =
        matches!(noun, "explanation" | "hypothesi" | "hypothese" | "theory" | "reading" | "story" | "answer");
    if rival && (praise || plain == praised && noun != "answer" && noun != "story") {
        return Some(Shortcut::Hypotheses);
    }
    let fixed = match bare {
        "who must agree"
        | "who has to agree"
        | "whose consent is needed"
        | "vetoes"
        | "veto"
        | "vetos"
        | "veto rights"
        | "veto players" => Some(Shortcut::Vetoes),
        "conflicts"
        | "disputes"
        | "contested"
        | "disputed"
        | "contradictions"
        | "in dispute"
        | "who disagrees"
        | "who contradicts whom"
        | "who disagrees with whom"
        | "which sources disagree"
        | "where do the sources disagree"
        | "which claims are contested"
        | "which claims are disputed"
        | "what is contested"
        | "what is disputed" => Some(Shortcut::Conflicts),
        "wrong" | "problems" | "mistakes" | "findings" | "is anything wrong" | "errors" | "warnings" => {
            Some(Shortcut::Wrong)
        }
        "weakest points"
        | "weakest point"
        | "weak points"
        | "weaknesses"
        | "load bearing"
        | "load bearing claims"
        | "what does it rest on"
        | "what does it all rest on"
        | "key assumptions"
        | "what would change the conclusion"
        | "what would change the conclusions"
        | "what would change our mind"
        | "assumptions" => Some(Shortcut::Weakest),
        "sources"
        | "whose word do we rely on"
        | "whose word do we have"
        | "who says so"
        | "our sources"
        | "who are the sources"
        | "who are our sources"
        | "where does this come from" => Some(Shortcut::Listing(SortId::SOURCE)),
        "only one source"
        | "one source"
        | "single source"
        | "single sourced"
        | "what rests on one source"
        | "what rests on only one source" => Some(Shortcut::OneSource),
        _ => None,
    };
    if fixed.is_some() {
        return fixed;
    }
    let named = |words: &[Word], sort: SortId| {
        let known = fitter.phrases.at(words).into_iter().filter(|named| named.length == words.len());
        known
            .map(|named| named.symbol)
            .find(|symbol| fitter.model.symbol(*symbol).is_some_and(|known| known.sort == sort))
    };
    for lead in ["due by", "what is due by", "what falls due by", "due before"] {
        if let Some([date]) = cut::after(words, lead) {
            return Some(Shortcut::Due(date.text.clone()));
        }
    }
    let asks_which = ["which hypothesis ", "what hypothesis ", "which explanation ", "which theory "]
        .iter()
        .find_map(|lead| said.strip_prefix(lead));
    if asks_which.is_some()
        || matches!(bare, "most likely hypothesis" | "best hypothesis" | "likeliest hypothesis")
    {
        return Some(Shortcut::Hypotheses);
    }
    if let Some(sort) = listed(fitter.model, &said) {
        return Some(Shortcut::Listing(sort));
    }
    for lead in [
        "which claims rest on",
        "what claims rest on",
        "what rests on",
        "what depends on the word of",
        "what falls without",
    ] {
        if let Some(rest) = cut::after(words, lead)
            && let Some(source) = named(rest, SortId::SOURCE)
        {
            return Some(Shortcut::Without(source));
        }
    }
    if bare == "due" || bare == "deadlines" {
        return Some(Shortcut::Due(String::new()));
    }
    for lead in ["what contradicts", "who contradicts", "what speaks against"] {
        if let Some(rest) = cut::after(words, lead)
            && let Some(label) = named(rest, SortId::STATEMENT)
        {
            return Some(Shortcut::Contradicts(label));
        }
    }
    let source = |words: &[Word]| named(words, SortId::SOURCE);
    for lead in ["without", "what if", "if", "what follows without"] {
        if let Some(rest) = cut::after(words, lead) {
            let rest = match rest {
                [who @ .., is, wrong]
                    if is.lower == "is" && matches!(wrong.lower.as_str(), "wrong" | "mistaken" | "lying") =>
                {
                    who
                }
                _ if lead.ends_with("without") => rest,
                _ => continue,
            };
            if let Some(source) = source(rest) {
                return Some(Shortcut::Without(source));
            }
        }
    }
    let rest = cut::after(words, "compare scenario").or_else(|| cut::after(words, "compare"))?;
    let at = rest.iter().position(|word| matches!(word.lower.as_str(), "with" | "and" | "to"))?;
    let scenario = |words: &[Word]| {
        let words = cut::after(words, "scenario").unwrap_or(words);
        let now = matches!(cut::joined(words).as_str(), "now" | "base" | "the base" | "today");
        if now { Some(None) } else { named(words, SortId::SCENARIO).map(Some) }
    };
    let (one, other) = (rest.get(..at)?, rest.get(at + 1..)?);
    Some(Shortcut::Compare(scenario(one)?, scenario(other)?))
}

/// The sort of which all things are asked for: `list all actors`, `which forecasts are there`, `the open questions`.
fn listed(model: &Model, said: &str) -> Option<SortId> {
    let asked = ["list ", "show me ", "show ", "what are ", "which are ", "name "]
        .iter()
        .find_map(|lead| said.strip_prefix(lead));
    let there = ["which ", "what "]
        .iter()
        .find_map(|lead| said.strip_prefix(lead))
        .and_then(|rest| rest.strip_suffix(" are there").or_else(|| rest.strip_suffix(" do we have")));
    let many = said.strip_prefix("how many ").and_then(|rest| {
        rest.strip_suffix(" are there").or_else(|| rest.strip_suffix(" do we have")).or(Some(rest))
    });
    let noun = asked.or(there).or(many)?;
    let noun = ["all the ", "all ", "the open ", "the ", "open "]
        .iter()
        .find_map(|lead| noun.strip_prefix(lead))
        .unwrap_or(noun);
    let one = match noun {
        "hypotheses" => "hypothesis",
        "promises" | "pledges" | "threats" => "commitment",
        "parties" | "players" => "actor",
        plural => plural.strip_suffix('s')?,
    };
    let sort = model.sorts.find(one)?;
    let known = [
        SortId::ACTOR,
        SortId::GROUP,
        SortId::SOURCE,
        SortId::RESOURCE,
        SortId::MATTER,
        SortId::GOAL,
        SortId::ACTION,
        SortId::EVENT,
        SortId::COMMITMENT,
        SortId::FORECAST,
        SortId::QUESTION,
        SortId::HYPOTHESIS,
        SortId::SCENARIO,
    ];
    known.contains(&sort).then_some(sort)
}

/// The page of a shortcut.
///
/// # Errors
/// A limit was reached.
pub(super) fn page(session: &mut Session<'_>, shortcut: &Shortcut) -> Result<Page, Stop> {
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
                lines.extend(dispute.sides.iter().flat_map(|(who, pillars)| {
                    pillars.iter().map(move |pillar| format!("{who}: {}", said(pillar)))
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
                format!("{}: without it {count} {falls}", said(&one.pillar))
            });
            page.add("Without one of these", lines.collect());
            let lines = brief.assumptions.iter().filter(|one| one.falls.is_empty() && one.weakened > 0);
            page.add("Only together with others", lines.map(|one| said(&one.pillar)).collect());
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

/// The page about the analysis, for its parts.
pub(super) fn whole(session: &mut Session<'_>) -> Result<Brief, Stop> {
    let checked = session.check()?;
    let page = brief(session, checked)?;
    session.report.diagnostics.retain(|one| one.severity == Severity::Error);
    Ok(page)
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

/// A pillar in a line: its label, what it says, who says it.
pub(super) fn said(pillar: &Pillar) -> String {
    let label = pillar.label.as_ref().map(|label| format!("@{label} ")).unwrap_or_default();
    let sources =
        if pillar.sources.is_empty() { String::new() } else { format!(" ({})", pillar.sources.join(", ")) };
    format!("{label}{}{sources}", pillar.sentence)
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
        let own = |pillars: &[Pillar]| pillars.iter().any(|pillar| pillar.label.as_deref() == Some(&name));
        if !dispute.sides.iter().any(|(_, pillars)| own(pillars)) {
            continue;
        }
        for (_, pillars) in dispute.sides.iter().filter(|(_, pillars)| !own(pillars)) {
            lines.extend(pillars.iter().map(said));
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
    let own = brief.assumptions.into_iter().filter(|one| one.pillar.label.as_deref() == Some(&name));
    Ok(own.flat_map(|one| one.falls).collect())
}
