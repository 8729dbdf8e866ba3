//! A thing to a page about it: what it is, then what holds of it, the most important first.
//!
//! Every sentence that holds and names the thing stands under the heading of its relation and of the place
//! that the thing has in it; what no heading claims stands under the last one.
//!
//! Invariant: nothing is told twice, and whatever is told holds in the view or is said in the files.

use crate::model::sort::SortId;
use crate::model::statement::{Statement, StatementId, SymbolId, Term};
use crate::model::write::Variables;
use crate::model::{Model, catalogue};
use crate::reason::{Session, Stop};
use crate::report::Page;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, FactSource, Said};
use std::collections::BTreeSet;

/// A heading, and the relations that stand under it with the place of the thing in them; `ANYWHERE` for any.
type Heading = (&'static str, &'static [(&'static str, usize)]);

const ANYWHERE: usize = usize::MAX;

/// What is told of anything, in the order in which it is told. A heading without sentences is left out.
const HEADINGS: &[Heading] = &[
    (
        "Who or what it is",
        &[
            ("kind", 0),
            ("speaks_for", 0),
            ("belongs", 0),
            ("matter_of", 0),
            ("action_of", 0),
            ("falls_under", 0),
            ("involves", 0),
        ],
    ),
    ("Whose it is", &[("pursues", 1), ("ranks", 1), ("common_end", 0), ("shares", 1)]),
    ("Wants", &[("ranks", 0), ("pursues", 0), ("common_end", 1)]),
    (
        "State",
        &[
            ("achieved", 0),
            ("fails", 0),
            ("took_place", 0),
            ("holds", 0),
            ("broken", 0),
            ("satisfied", 0),
            ("owed", 0),
            ("pending", 0),
            ("lapsed", 0),
            ("unconditional", 0),
            ("binds", 0),
            ("due_on", 0),
            ("falls_due", 0),
            ("promises", 0),
            ("condition", 0),
            ("promise", 0),
        ],
    ),
    ("Can stop", &[("veto", 0), ("granted", 0), ("nominal", 0), ("waived", 0)]),
    ("Who can stop it", &[("veto", 1), ("granted", 1), ("unanimity", 1), ("winning", 2)]),
    (
        "Depends on",
        &[
            ("critically", 0),
            ("depends", 0),
            ("lacks", 0),
            ("unable", 0),
            ("requires", 0),
            ("presupposes", 0),
            ("only_means", 1),
        ],
    ),
    (
        "What depends on it",
        &[
            ("critically", 1),
            ("depends", 1),
            ("requires", 1),
            ("presupposes", 1),
            ("critically", 2),
            ("depends", 2),
        ],
    ),
    ("Can provide", &[("sole", 0), ("can_provide", 0), ("provides", 0), ("delivered", 0)]),
    (
        "Who can provide it",
        &[("sole", 2), ("can_provide", 1), ("provides", 1), ("delivered", 1), ("uses", 1), ("consumes", 1)],
    ),
    ("Gets", &[("provides", 2), ("delivered", 2)]),
    (
        "Serves",
        &[
            ("serves", 0),
            ("harms", 0),
            ("conflicts", ANYWHERE),
            ("uses", 0),
            ("consumes", 0),
            ("brings", 0),
            ("prevents", 0),
        ],
    ),
    ("What serves it", &[("serves", 1), ("only_means", 0)]),
    ("What stands against it", &[("harms", 1), ("prevents", 1), ("at_odds", 2), ("rebuts", 1)]),
    ("Owes", &[("binds", 1), ("owes", 0), ("repaid", 0)]),
    ("Is owed", &[("binds", 2), ("owes", 1), ("repaid", 1)]),
    ("Power", &[("dominant", 0), ("dominates", 0), ("power_over", 0), ("hold_on", 0), ("indispensable", 0)]),
    (
        "Who has power over it",
        &[("dominates", 1), ("power_over", 1), ("hold_on", 1), ("dominant", 1), ("indispensable", 1)],
    ),
    (
        "At odds",
        &[("at_odds", ANYWHERE), ("threatens", ANYWHERE), ("opposes", 0), ("objected", 0), ("condemned", 0)],
    ),
    ("Members", &[("belongs", 1)]),
    ("What falls under it", &[("falls_under", 1)]),
    (
        "Did",
        &[
            ("explicitly", 0),
            ("tacitly", 0),
            ("approved", 0),
            ("asked", 0),
            ("supported", 0),
            ("backs", 0),
            ("declares", 0),
            ("denies", 0),
            ("announced", 0),
            ("joined", 0),
            ("left", 0),
            ("action_of", 1),
            ("neutral", 0),
            ("belligerent", 0),
            ("aware", 0),
        ],
    ),
    (
        "What was done about it",
        &[
            ("approved", 1),
            ("explicitly", 1),
            ("tacitly", 1),
            ("asked", 2),
            ("objected", 1),
            ("condemned", 1),
            ("opposes", 1),
            ("aware", 1),
        ],
    ),
    (
        "Gains and losses",
        &[
            ("gains", 0),
            ("loses", 0),
            ("helps", 1),
            ("hurts", 1),
            ("fears", 0),
            ("hopes", 0),
            ("cautious", 0),
            ("torn", 0),
            ("reason", 0),
            ("will_not", 0),
            ("no_choice", 0),
        ],
    ),
    (
        "Who gains and who loses",
        &[("gains", 1), ("loses", 1), ("helps", 0), ("hurts", 0), ("fears", 1), ("hopes", 1)],
    ),
];

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
pub(super) fn about(session: &mut Session<'_>, symbol: SymbolId) -> Result<Page, Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let evaluated = session.look(&view, None, &[])?.evaluated;
    let known = model.symbol(symbol);
    let sort = known.map_or(SortId::ANY, |known| known.sort);
    let mut page =
        Page { title: model.write_symbol(symbol), summary: summary(model, symbol), ..Page::default() };
    if sort == SortId::STATEMENT {
        statement(session, symbol, &mut page)?;
    }
    if sort == SortId::SOURCE {
        page.add("What it says", claims_of(model, symbol));
    }
    let held = held(model, &evaluated, symbol);
    under_headings(model, symbol, &held, &mut page);
    page.add("Hypotheses", hypotheses(session, symbol)?);
    page.add("Where it plays a part", parts(model, symbol));
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
    page.add("What else holds between them", lines(rest));
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
fn under_headings(model: &Model, symbol: SymbolId, held: &[Snapshot], page: &mut Page) {
    let own = Term::Symbol(symbol);
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut lines_of = |relations: &[(&str, usize)]| {
        let mut lines = Vec::new();
        for (name, place) in relations {
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
            let mut here: Vec<&Snapshot> =
                held.iter().filter(stands).filter(|one| !told.contains(one.text.as_str())).collect();
            here.sort_by_key(|one| one.given);
            for one in here {
                told.insert(&one.text);
                lines.push(one.text.clone());
            }
        }
        lines
    };
    for (heading, relations) in HEADINGS {
        let lines = lines_of(relations);
        page.add(*heading, lines);
    }
    let denied = held.iter().filter(|one| one.said.sign == Sign::Negative).map(|one| one.text.clone());
    let denied: Vec<String> = denied.collect();
    told.extend(held.iter().filter(|one| one.said.sign == Sign::Negative).map(|one| one.text.as_str()));
    page.add("What is not so", denied);
    let rest: Vec<String> =
        held.iter().filter(|one| !told.contains(one.text.as_str())).map(|one| one.text.clone()).collect();
    page.add("Besides", rest);
}

/// What a source says, in the words of its claims.
fn claims_of(model: &Model, source: SymbolId) -> Vec<String> {
    let own = model
        .statements()
        .filter(|(id, statement)| model.is_own(*id) && statement.attribution.sources.contains(&source));
    own.map(|(_, statement)| worded(model, statement)).collect()
}

/// A statement in a line: its label, what it says, how likely.
pub(super) fn worded(model: &Model, statement: &Statement) -> String {
    let label = statement.label.map(|label| format!("{} ", model.write_symbol(label))).unwrap_or_default();
    let heads: Vec<String> = statement
        .heads
        .iter()
        .map(|head| model.write(head, Variables::Named(&statement.variables)))
        .collect();
    let what = match &statement.gloss {
        Some(gloss) if statement.body.is_some() || heads.is_empty() => gloss.to_string(),
        _ => heads.join(" and "),
    };
    let likelihood = statement.attribution.likelihood.as_ref();
    let likelihood = likelihood.map(|hedge| format!(", {}", hedge.words)).unwrap_or_default();
    format!("{label}{what}{likelihood}")
}

/// What is to be said of a statement: who says it, what it says, what else says so, what stands against it,
/// what rests on it.
fn statement(session: &mut Session<'_>, label: SymbolId, page: &mut Page) -> Result<(), Stop> {
    let model = session.model;
    let labelled: Vec<(StatementId, &Statement)> =
        model.statements().filter(|(_, statement)| statement.label == Some(label)).collect();
    let mut says: Vec<String> = Vec::new();
    let mut who: Vec<String> = Vec::new();
    for (_, statement) in &labelled {
        says.push(
            worded(model, statement)
                .trim_start_matches(&format!("{} ", model.write_symbol(label)))
                .to_owned(),
        );
        says.extend(statement.attribution.because.as_ref().map(|because| format!("because \"{because}\"")));
        says.extend(
            statement
                .attribution
                .quoting
                .as_ref()
                .map(|quote| format!("in the source's words: \"{}\"", quote.words)),
        );
        for source in &statement.attribution.sources {
            let grade = model.sources.get(source).and_then(|known| known.grade);
            let grade = grade.map(|grade| format!(", graded {}{}", grade.reliability, grade.credibility));
            let gloss = model.symbol(*source).and_then(|known| known.gloss.clone());
            let gloss = gloss.map(|gloss| format!(" ({gloss})")).unwrap_or_default();
            who.push(format!("{}{gloss}{}", model.name(*source), grade.unwrap_or_default()));
        }
        if statement.attribution.sources.is_empty() {
            who.push(String::from(if statement.attribution.is_claim() {
                "the analyst claims it"
            } else {
                "given: the analyst vouches for it"
            }));
        }
    }
    if labelled.is_empty() {
        let hypotheses = model.hypotheses.values().filter(|known| known.label == Some(label));
        who.extend(
            hypotheses.flat_map(|known| {
                known.attribution.sources.iter().map(|source| model.name(*source).to_owned())
            }),
        );
    }
    says.dedup();
    who.dedup();
    page.add("What it says", says);
    page.add("Who says it", who);
    let heads: Vec<_> = labelled.iter().flat_map(|(_, statement)| &statement.heads).collect();
    let same = |statement: &&Statement| {
        statement.label != Some(label)
            && statement.body.is_none()
            && statement.heads.iter().any(|head| {
                heads.iter().any(|own| {
                    own.relation == head.relation && own.sign == head.sign && own.terms == head.terms
                })
            })
    };
    let others = model.statements().map(|(_, statement)| statement).filter(same);
    page.add("Who else says so", others.map(|statement| told_by(model, statement)).collect());
    let against = |statement: &&Statement| {
        statement.body.is_none()
            && statement.heads.iter().any(|head| {
                heads.iter().any(|own| {
                    own.relation == head.relation && own.sign != head.sign && own.terms == head.terms
                })
            })
    };
    let denied = model.statements().map(|(_, statement)| statement).filter(against);
    page.add("Who denies it", denied.map(|statement| told_by(model, statement)).collect());
    let opposed = super::shortcuts::contradictions(session, Some(label))?;
    page.add("Not all of these can hold together with it", opposed);
    page.add("What falls without it", super::shortcuts::falls_with(session, label)?);
    Ok(())
}

/// A statement in a line with those who make it.
fn told_by(model: &Model, statement: &Statement) -> String {
    let sources: Vec<&str> = statement.attribution.sources.iter().map(|source| model.name(*source)).collect();
    let said = worded(model, statement);
    if sources.is_empty() { said } else { format!("{said} ({})", sources.join(", ")) }
}

/// The hypotheses of a question, each with its explanation and what became of it.
fn hypotheses(session: &mut Session<'_>, symbol: SymbolId) -> Result<Vec<String>, Stop> {
    let model = session.model;
    let question = model.questions.iter().find(|question| question.symbol == symbol);
    let found = question.into_iter().flat_map(|question| &question.hypotheses).map(|hypothesis| {
        let gloss = model.symbol(*hypothesis).and_then(|known| known.gloss.as_ref());
        match gloss {
            Some(gloss) => format!("{}: {gloss}", model.name(*hypothesis)),
            None => model.name(*hypothesis).to_owned(),
        }
    });
    Ok(found.collect())
}

/// The scenarios, rules and preferences that speak of a thing.
fn parts(model: &Model, symbol: SymbolId) -> Vec<String> {
    let own = Term::Symbol(symbol);
    let mut found: Vec<String> = Vec::new();
    let mut add = |line: String| {
        if !found.contains(&line) {
            found.push(line);
        }
    };
    for (_, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        let mut literals: Vec<_> = statement.heads.iter().collect();
        if let Some(body) = &statement.body {
            body.sentences(&mut literals);
        }
        if !literals.iter().any(|literal| literal.terms.contains(&own)) {
            continue;
        }
        match statement.context {
            crate::model::statement::Context::Scenario(scenario) => {
                let gloss = model.symbol(scenario).and_then(|known| known.gloss.as_ref());
                let gloss = gloss.map(|gloss| format!(": {gloss}")).unwrap_or_default();
                add(format!("the scenario {}{gloss}", model.name(scenario)));
            }
            crate::model::statement::Context::Hypothesis(hypothesis) => {
                add(format!("the hypothesis {}", model.name(hypothesis)));
            }
            crate::model::statement::Context::Game(game) => add(format!("the game {}", model.name(game))),
            crate::model::statement::Context::Base => match &statement.kind {
                crate::model::statement::Kind::Meaning(hypothesis) => {
                    let gloss = model.symbol(*hypothesis).and_then(|known| known.gloss.as_ref());
                    let gloss = gloss.map(|gloss| format!(": {gloss}")).unwrap_or_default();
                    add(format!("the hypothesis {}{gloss}", model.name(*hypothesis)));
                }
                crate::model::statement::Kind::Forecast(forecast) => {
                    let gloss = model.symbol(*forecast).and_then(|known| known.gloss.as_ref());
                    let gloss = gloss.map(|gloss| format!(": {gloss}")).unwrap_or_default();
                    add(format!("the forecast {}{gloss}", model.name(*forecast)));
                }
                _ if !statement.name.is_empty() => {
                    let gloss =
                        statement.gloss.as_ref().map(|gloss| format!(": {gloss}")).unwrap_or_default();
                    add(format!("the rule {}{gloss}", statement.name));
                }
                _ => {}
            },
        }
    }
    found
}

/// The page about a relation: its sentences, what it means, and what holds.
///
/// # Errors
/// A limit was reached.
pub(super) fn relation(session: &mut Session<'_>, name: &str) -> Result<Page, Stop> {
    let model = session.model;
    let mut page = Page { title: name.to_owned(), ..Page::default() };
    let Some((id, known)) = model.find_relation(name).and_then(|id| Some((id, model.relation(id)?))) else {
        return Ok(page);
    };
    page.summary = known.doc.as_ref().map(ToString::to_string);
    let view = session.options.view.clone();
    let evaluated = session.look(&view, None, &[])?.evaluated;
    for (sign, heading) in [(Sign::Positive, "What holds"), (Sign::Negative, "What is denied")] {
        let Some(rows) = evaluated.relation(id, sign) else { continue };
        let lines = evaluated.database.rows(rows).filter_map(|(_, row)| evaluated.sentence(model, rows, row));
        page.add(heading, lines.collect());
    }
    let patterns = known.sentences.iter().chain(&known.negated).map(|one| model.pattern(one, &known.holes));
    page.add("How it is said", patterns.collect());
    Ok(page)
}

/// The page about a rule: what it says, as it is written.
pub(super) fn rule(session: &Session<'_>, name: &str) -> Page {
    let model = session.model;
    let statement = model.statements.iter().find(|statement| statement.name == name);
    let mut page = Page {
        title: name.to_owned(),
        summary: statement.and_then(|statement| statement.gloss.as_ref()).map(ToString::to_string),
        ..Page::default()
    };
    if let Some(doc) = statement.and_then(|statement| statement.doc.as_ref()) {
        page.add("Why", vec![doc.replace('\n', " ")]);
    }
    let written = model
        .doctrine
        .as_ref()
        .and_then(|doctrine| catalogue::page(doctrine, name))
        .map(|text| text.lines().map(str::to_owned).filter(|line| !line.trim().is_empty()).collect());
    page.add("As it is written", written.unwrap_or_default());
    page
}
