//! A thing to a page about it: what it is, then what holds of it, the most important first.
//!
//! Every sentence that holds and names the thing stands under the heading of its relation and of the place
//! that the thing has in it; what no heading claims stands under the last one.
//!
//! Invariant: nothing is told twice, whatever is told holds in the view or is said in the files, and what not everybody
//! would have, or is no more than likely, says so.

mod claims;
mod definitions;
mod headings;
mod kinds;

pub(super) use definitions::{keyword, relation, rule};

use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{Literal, SymbolId, Term};
use crate::reason::{Session, Stop, alike, asked_by_rules};
use crate::report::Page;
use crate::source::{FileId, Span};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, FactSource, Said};
use headings::{ANYWHERE, HEADINGS};
use std::collections::{BTreeMap, BTreeSet};

/// How much of a thing is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// The most important of each part.
    Short,
    /// All of it.
    Whole,
}

/// A sentence that holds, with what is needed to place it.
struct Snapshot {
    said: Said,
    text: String,
    given: bool,
}

/// The page about a thing.
///
/// # Errors
/// A limit was reached.
pub(super) fn about(session: &mut Session<'_>, symbol: SymbolId, extent: Extent) -> Result<Page, Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let evaluated = session.look(&view, None, &[])?.evaluated;
    let known = model.symbol(symbol);
    let sort = known.map_or(SortId::ANY, |known| known.sort);
    let mut page =
        Page { title: model.write_symbol(symbol), summary: summary(model, symbol), ..Page::default() };
    match sort {
        SortId::STATEMENT => claims::statement(session, symbol, &mut page)?,
        SortId::SOURCE => claims::source(session, symbol, &mut page)?,
        SortId::SCENARIO => kinds::scenario(session, symbol, &mut page)?,
        SortId::QUESTION => kinds::question(session, symbol, &mut page)?,
        SortId::HYPOTHESIS => kinds::hypothesis(session, symbol, &mut page)?,
        SortId::GAME => kinds::game(model, &evaluated, symbol, &mut page),
        _ => {}
    }
    let held = held(model, &evaluated, symbol);
    under_headings(session, &evaluated, symbol, &held, extent, &mut page)?;
    if sort != SortId::STATEMENT && sort != SortId::SOURCE {
        page.add("Said, and not counted", claims::uncounted(session, &evaluated, symbol)?);
    }
    page.add("Where it plays a part", kinds::parts(model, symbol));
    Ok(page)
}

/// Who is stronger, and why: told first of two.
const POWER: &[&str] = &[
    "dominates",
    "power_over",
    "hold_on",
    "withstands",
    "critically",
    "depends",
    "holds_through",
    "counterweight",
    "insured",
    "leader_of",
    "speaks_for",
    "part_of",
    "belongs",
];

/// What holds of two things together: power and dependence first.
pub(super) fn between(model: &Model, evaluated: &Evaluated, one: SymbolId, other: SymbolId, page: &mut Page) {
    let mut held = held(model, evaluated, one);
    held.retain(|snapshot| snapshot.said.terms.contains(&Term::Symbol(other)));
    let rank = |snapshot: &Snapshot| {
        POWER.iter().position(|name| model.find_relation(name) == Some(snapshot.said.relation))
    };
    held.sort_by_key(|snapshot| rank(snapshot).unwrap_or(POWER.len()));
    let (power, rest): (Vec<&Snapshot>, Vec<&Snapshot>) = held.iter().partition(|one| rank(one).is_some());
    let lines = |found: Vec<&Snapshot>| found.into_iter().map(|one| one.text.clone()).collect();
    page.add("Power and dependence", lines(power));
    let heading =
        if page.sections.is_empty() { "What holds between them" } else { "What else holds between them" };
    page.add(heading, lines(rest));
}

/// The sort of a thing, its explanation, and what else it is called.
fn summary(model: &Model, symbol: SymbolId) -> Option<String> {
    let known = model.symbol(symbol)?;
    let mut text = crate::model::sort::with_article(model.sorts.name(known.sort));
    if let Some(gloss) = &known.gloss {
        text.push_str(&format!(": {gloss}"));
    }
    if !known.aliases.is_empty() {
        text.push_str(&format!(" (also {})", known.aliases.join(", ")));
    }
    if let Some(source) = model.sources.get(&symbol) {
        if let Some(grade) = source.grade {
            text.push_str(&format!(", graded {}{}", grade.reliability, grade.credibility));
        }
        if let Some(dated) = &source.dated {
            text.push_str(&format!(", dated {}", dated.words));
        }
    }
    Some(text)
}

/// The sentences that hold and name a thing, in the order of the relations.
fn held(model: &Model, evaluated: &Evaluated, symbol: SymbolId) -> Vec<Snapshot> {
    let Some(constant) = evaluated.values.known(&Term::Symbol(symbol)) else { return Vec::new() };
    let mut found = Vec::new();
    for &relation in evaluated.legend.sentences.values() {
        for (row, values) in evaluated.database.rows(relation) {
            if !values.contains(&constant) {
                continue;
            }
            let staters: Vec<FactSource> = evaluated.staters(relation, row).collect();
            // What strat itself knows of statements is no news.
            if !staters.is_empty() && staters.iter().all(|stater| *stater == FactSource::Known) {
                continue;
            }
            let Some(said) = evaluated.said(relation, values) else { continue };
            let text = said.text(model);
            found.push(Snapshot { said, text, given: !staters.is_empty() });
        }
    }
    found
}

/// Puts sentences under their headings.
fn under_headings(
    session: &mut Session<'_>,
    evaluated: &Evaluated,
    symbol: SymbolId,
    held: &[Snapshot],
    extent: Extent,
    page: &mut Page,
) -> Result<(), Stop> {
    let model = session.model;
    let own = Term::Symbol(symbol);
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut parts: Vec<(&str, Vec<&Snapshot>)> = Vec::new();
    for (heading, relations) in HEADINGS {
        let mut here: Vec<&Snapshot> = Vec::new();
        for (name, place) in *relations {
            let Some(id) = model.find_relation(name) else { continue };
            let stands = |one: &&Snapshot| {
                one.said.relation == id
                    && one.said.sign == Sign::Positive
                    && match *place {
                        ANYWHERE => true,
                        place => one.said.terms.get(place) == Some(&own),
                    }
            };
            // What is concluded says more than what was typed in.
            let mut found: Vec<&Snapshot> =
                held.iter().filter(stands).filter(|one| !told.contains(one.text.as_str())).collect();
            found.sort_by_key(|one| one.given);
            told.extend(found.iter().map(|one| one.text.as_str()));
            here.extend(found);
        }
        parts.push((heading, here));
    }
    let (denied, rest): (Vec<&Snapshot>, Vec<&Snapshot>) = held
        .iter()
        .filter(|one| !told.contains(one.text.as_str()))
        .partition(|one| one.said.sign == Sign::Negative);
    parts.push(("What is not so", denied));
    parts.push(("Besides", rest));
    // What is there for rules to ask is no news of anybody.
    let news = |one: &&Snapshot| extent == Extent::Whole || !asked_by_rules(model, one.said.relation);
    for (heading, found) in parts {
        let found: Vec<&Snapshot> = found.into_iter().filter(news).collect();
        // Whose members they are is what the page is about: each has a line.
        let lines = match heading {
            headings::MEMBERS => found.iter().map(|one| one.text.clone()).collect(),
            _ => marked(session, evaluated, &found, extent)?,
        };
        page.add(heading, lines);
    }
    Ok(())
}

/// The lines of sentences, what is alike in one, with what is to be known of those that are told.
fn marked(
    session: &mut Session<'_>,
    evaluated: &Evaluated,
    found: &[&Snapshot],
    extent: Extent,
) -> Result<Vec<String>, Stop> {
    let all: Vec<Said> = found.iter().map(|one| one.said.clone()).collect();
    let lines = alike(session, evaluated, &all);
    let told = match extent {
        Extent::Short => lines.len().min(Page::SHORT),
        Extent::Whole => lines.len(),
    };
    let said: BTreeMap<&str, &Said> = found.iter().map(|one| (one.text.as_str(), &one.said)).collect();
    let shown = lines.iter().take(told).flat_map(|line| &line.sentences);
    let shown: Vec<&Said> = shown.filter_map(|one| said.get(one.as_str()).copied()).collect();
    let literals: Vec<Literal> = shown.iter().map(|one| literal(one)).collect();
    let marks = session.marks(&literals)?;
    let model = session.model;
    let mark_of: BTreeMap<String, Option<String>> =
        shown.iter().map(|one| one.text(model)).zip(marks).collect();
    let mut out = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        // What is thought of them otherwise stands in lines of its own.
        let mut kinds: Vec<(Option<&String>, Vec<Said>)> = Vec::new();
        for sentence in line.sentences.iter().filter(|_| at < told) {
            let mark = mark_of.get(sentence).and_then(Option::as_ref);
            let Some(one) = said.get(sentence.as_str()) else { continue };
            match kinds.iter_mut().find(|(known, _)| *known == mark) {
                Some((_, all)) => all.push((*one).clone()),
                None => kinds.push((mark, vec![(*one).clone()])),
            }
        }
        let with = |text: String, mark: Option<&String>| match mark {
            Some(mark) => format!("{text} -- {mark}"),
            None => text,
        };
        match kinds.as_slice() {
            [] => out.push(line.text),
            [(mark, _)] => out.push(with(line.text, *mark)),
            several => out.extend(several.iter().flat_map(|(mark, some)| {
                alike(session, evaluated, some).into_iter().map(|line| with(line.text, *mark))
            })),
        }
    }
    Ok(out)
}

/// A sentence of the evaluation as one of the model, which stands nowhere.
fn literal(said: &Said) -> Literal {
    Literal {
        span: Span::new(FileId(0), 0, 0),
        sign: said.sign,
        relation: said.relation,
        terms: said.terms.clone(),
        on: said.on.clone(),
    }
}
