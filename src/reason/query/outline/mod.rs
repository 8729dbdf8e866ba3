//! What follows in a view to the first page about it: the answer first, then one line a fact.
//!
//! **Invariant:** every conclusion that is judged stands in one line, of the answer or of a topic.

mod alike;
mod conclusions;
mod due;
mod granted;
mod lines;
mod names;
mod weights;

pub use alike::alike;
pub(super) use granted::ClosedWorldAssumptions;

use super::key_judgments::{Keys, used};
use super::unheard::uncounted;
use crate::model::statement::{Kind, Literal};
use crate::model::value::Number;
use crate::reason::probability::hedges;
use crate::reason::{Session, Stop, score};
use crate::report::{
    Brief, ForecastOutcome, Implication, KeyAssumption, Likelihood, Line, LoadBearing, Outline,
    QuestionOutcome, Status, Topic, Weight,
};
use crate::theory::{Evaluated, Said, Threshold, View};
use conclusions::{Conclusion, conclusions};
use lines::{Groups, Judged, lines};
use std::collections::BTreeMap;
use weights::Expected;

/// The most lines of an answer, of one with lines that the analyst marked, and of those that answer the questions.
const ANSWER: usize = 5;
const MARKED: usize = 7;
const QUESTIONS: usize = 2;

/// The most lines of an answer that the analyst did not mark, and how many of them were expected.
const UNMARKED: usize = 3;
const EXPECTED: usize = 2;

/// The most statements that are named as what the answer rests on.
const SUPPORTS: usize = 2;

/// The most conclusions besides the key ones of which it is told how likely they are.
const JUDGED: usize = 24;

/// The most scenarios that are named as changing the answer.
const CHANGES: usize = 3;

/// Facts by their topics: the position of the module, and its title.
type Topics = BTreeMap<(usize, String), Vec<Judged>>;

/// A key implication with what the page says of it.
pub(super) struct Told<'a> {
    pub(super) said: Said,
    pub(super) theme: &'a str,
    pub(super) implication: &'a Implication,
}

/// The first page.
pub(super) fn outline(
    session: &mut Session<'_>,
    evaluated: &mut Evaluated,
    keys: &Keys,
    told: &[Told<'_>],
    page: &Brief,
) -> Result<Outline, Stop> {
    let model = session.model;
    let found = match keys.marked {
        true => {
            let used = used(session, evaluated);
            conclusions(session, evaluated, &keys.told, &used)
        }
        false => conclusions(session, evaluated, &keys.told, &keys.used),
    };
    let expected = Expected::of(model);
    let mut topics: Topics = BTreeMap::new();
    // What no reading has does not follow; the analyst is told so of what she marked.
    let is_told = |one: &&Told<'_>| keys.marked || one.implication.status != Some(Status::Rejected);
    for one in told.iter().filter(is_told) {
        let place = model.modules.iter().position(|module| module.title == one.theme);
        let topic = (place.unwrap_or(model.modules.len()), one.theme.to_owned());
        topics.entry(topic).or_default().push(Judged {
            said: one.said.clone(),
            weight: match keys.marked {
                true => Weight::Key,
                false if expected.has(model, &one.said) => Weight::Expected,
                false => weights::of_relation(model, one.said.relation).unwrap_or(Weight::Conclusion),
            },
            status: one.implication.status,
            likelihood: one.implication.likelihood.clone(),
            sources: one.implication.sources.clone(),
        });
    }
    let literals: Vec<Literal> = found.told.iter().map(|one| one.said.literal()).collect();
    let claims = session.has_claims() && !session.invalid();
    let disputable = session.is_disputable();
    if claims && disputable {
        session.prepare(literals.iter().cloned())?;
    }
    let mut likely = likely(session, evaluated, &found.told, &literals)?;
    for (Conclusion { said, weight, topic }, literal) in found.told.into_iter().zip(&literals) {
        session.in_time()?;
        let status = match (claims, disputable) {
            (true, true) => Some(session.status(None, literal)?),
            (true, false) => Some(Status::Undisputed),
            (false, _) => None,
        };
        // What no reading has does not follow, though somebody says what it would follow from.
        if matches!(status, Some(Status::Rejected | Status::Unproven)) {
            continue;
        }
        let likelihood = likely.remove(&said.text(model));
        let judged = Judged { said, weight, status, likelihood, sources: Vec::new() };
        topics.entry(topic).or_default().push(judged);
    }
    let groups = Groups::new(model, evaluated);
    let names = names::names(model);
    let mut made: Vec<Topic> = Vec::new();
    for ((place, title), mut facts) in topics {
        facts.sort_by_key(|fact| fact.weight);
        let more = found.more.get(&(place, title.clone())).copied().unwrap_or(0);
        made.push(Topic { lines: lines(session, &groups, facts), title, more });
    }
    let mut outline = Outline { topics: made, names, ..Outline::default() };
    outline.answer = answer(&mut outline, &page.title, &page.questions);
    outline.rests_on =
        page.assumptions.iter().filter_map(|one| support(one, &outline.answer)).take(SUPPORTS).collect();
    outline.changed_by = changed_by(&outline.answer, page);
    outline.forecasts = forecasts(session)?;
    outline.due = due::due(model, evaluated);
    outline.uncounted = uncounted(model, evaluated);
    Ok(outline)
}

/// How likely those conclusions are that do not follow from what is said without a likelihood, the weightiest first.
fn likely(
    session: &mut Session<'_>,
    evaluated: &mut Evaluated,
    told: &[Conclusion],
    literals: &[Literal],
) -> Result<BTreeMap<String, Likelihood>, Stop> {
    if !hedges(session.model) || session.invalid() {
        return Ok(BTreeMap::new());
    }
    let view = View { threshold: Threshold::Certain, ..session.options.view.clone() };
    let mut certain = session.look(&view, None, &[])?.evaluated;
    let holds = |of: &mut Evaluated, literal: &Literal| {
        of.row_of(literal).is_some_and(|(relation, row)| of.database.contains(relation, &row))
    };
    let hedged: Vec<(&Conclusion, &Literal)> = told
        .iter()
        .zip(literals)
        .filter(|(one, literal)| {
            one.weight < Weight::Restated && holds(evaluated, literal) && !holds(&mut certain, literal)
        })
        .take(JUDGED)
        .collect();
    let found = session.how_likely(None, hedged.iter().map(|(_, literal)| *literal))?;
    let named = hedged.iter().zip(found).filter_map(|((one, _), found)| {
        let found = found.filter(|known| *known.range.low() < Number::ONE)?;
        Some((one.said.text(session.model), found))
    });
    Ok(named.collect())
}

/// A statement with how many sentences of the answer fall with it; nothing where none does.
fn support(one: &KeyAssumption, answer: &[Line]) -> Option<LoadBearing> {
    let told = |sentence: &&String| answer.iter().any(|line| line.sentences.contains(*sentence));
    let falls = one.falls.iter().filter(told).count();
    (falls > 0).then(|| LoadBearing {
        sentence: one.support.sentence.clone(),
        sources: one.support.sources.clone(),
        falls,
    })
}

/// What is read first, taken out of its topics: what became of the questions, then what was marked, then what was
/// expected, verdicts and what they hang on, or what speaks of the title's words and nothing else is concluded from.
fn answer(outline: &mut Outline, title: &str, questions: &[QuestionOutcome]) -> Vec<Line> {
    let mut made: Vec<Line> = questions.iter().take(QUESTIONS).map(question).collect();
    let words = words_of(title);
    let mut ranked: Vec<(Weight, usize, usize, usize)> = Vec::new();
    for (topic, of) in outline.topics.iter().enumerate() {
        for (at, line) in of.lines.iter().enumerate().filter(|(_, line)| line.weight < Weight::Source) {
            let missed = words.len() - shared(&words, line, &outline.names);
            let step = usize::from(line.weight == Weight::Step);
            let weight = if line.weight == Weight::Step { Weight::Conclusion } else { line.weight };
            ranked.push((weight, missed * 2 + step, topic, at));
        }
    }
    ranked.sort_unstable();
    let marked = ranked.first().is_some_and(|(weight, ..)| *weight == Weight::Key);
    let room = if marked { MARKED } else { ANSWER } - made.len();
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    let (mut besides, mut expected) = (0, 0);
    for (weight, _, topic, at) in ranked {
        let is_wanted = match weight {
            Weight::Key => true,
            Weight::Expected => besides < UNMARKED && expected < EXPECTED,
            Weight::Verdict | Weight::Hinge => besides < UNMARKED,
            // What is merely so leads only where nothing is marked.
            _ => besides < UNMARKED && !marked,
        };
        if is_wanted && chosen.len() < room {
            besides += usize::from(weight != Weight::Key);
            expected += usize::from(weight == Weight::Expected);
            chosen.push((topic, at));
        }
    }
    for (topic, at) in &chosen {
        made.extend(outline.topics.get(*topic).and_then(|of| of.lines.get(*at)).cloned());
    }
    for (topic, of) in outline.topics.iter_mut().enumerate() {
        let mut at = 0;
        of.lines.retain(|_| {
            at += 1;
            !chosen.contains(&(topic, at - 1))
        });
    }
    outline.topics.retain(|topic| !topic.lines.is_empty() || topic.more > 0);
    made
}

/// What became of a question: its hypotheses by what is to be thought of them.
fn question(one: &QuestionOutcome) -> Line {
    let order = [
        Status::Undisputed,
        Status::Established,
        Status::Contested,
        Status::Leading,
        Status::Tenable,
        Status::Possible,
        Status::Unproven,
        Status::Unknown,
        Status::Rejected,
    ];
    let mut parts = Vec::new();
    for status in order {
        let all: Vec<String> = one
            .hypotheses
            .iter()
            .filter(|hypothesis| hypothesis.status == status)
            .map(|hypothesis| hypothesis.gloss.clone().unwrap_or_else(|| hypothesis.name.replace('_', " ")))
            .collect();
        if !all.is_empty() {
            let quoted: Vec<String> = all.iter().map(|one| format!("\"{one}\"")).collect();
            let verb = if all.len() == 1 { "is" } else { "are" };
            parts.push(format!("{} {verb} {}", crate::report::listed(&quoted), status.word()));
        }
    }
    if !one.deciding.is_empty() {
        let quoted: Vec<String> = one.deciding.iter().map(|one| format!("\"{one}\"")).collect();
        parts.push(format!("what would tell them apart: {}", crate::report::listed(&quoted)));
    }
    let stop = if one.question.ends_with(['?', '.', '!']) { "" } else { ":" };
    Line {
        text: format!("{}{stop} {}", one.question, parts.join("; ")),
        sentences: Vec::new(),
        status: None,
        likelihood: None,
        sources: Vec::new(),
        weight: Weight::Key,
    }
}

/// The words of a title by which what it is about is known.
fn words_of(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    words.map(str::to_lowercase).collect()
}

/// How many of these words a line speaks of.
fn shared(words: &[String], line: &Line, names: &BTreeMap<String, String>) -> usize {
    let mut said: Vec<String> = Vec::new();
    for word in line.sentences.iter().flat_map(|sentence| sentence.split(' ')) {
        said.extend(words_of(names.get(word).map_or(word, String::as_str)));
        said.extend(words_of(word));
    }
    let stem = |word: &str| word.chars().take(5).collect::<String>();
    words.iter().filter(|word| said.iter().any(|one| stem(one) == stem(word))).count()
}

/// The scenarios in which a part of the answer no longer follows.
fn changed_by(answer: &[Line], page: &Brief) -> Vec<String> {
    let lost = page.scenarios.iter().filter(|scenario| {
        answer.iter().flat_map(|line| &line.sentences).any(|sentence| scenario.lost.contains(sentence))
    });
    lost.take(CHANGES).map(|one| one.gloss.clone().unwrap_or_else(|| one.name.replace('_', " "))).collect()
}

/// What is forecast, with the day by which it should be so.
fn forecasts(session: &mut Session<'_>) -> Result<Vec<Line>, Stop> {
    if !session.model.statements().any(|(_, one)| matches!(one.kind, Kind::Forecast(_))) {
        return Ok(Vec::new());
    }
    let all = score(session)?.forecasts;
    Ok(all
        .into_iter()
        .map(|one| {
            let day = one.due.as_ref().map(|day| format!("by {day}: ")).unwrap_or_default();
            let condition = one.condition.as_ref().map(|words| format!(" if {words}")).unwrap_or_default();
            let fate = match one.fate {
                ForecastOutcome::True { .. } => Some("it came true"),
                ForecastOutcome::False { .. } => Some("it did not come true"),
                ForecastOutcome::Overdue => Some("its day has passed"),
                ForecastOutcome::Unscored { .. } | ForecastOutcome::Open => None,
            };
            let said =
                (!one.sources.is_empty()).then(|| format!("says {}", crate::report::listed(&one.sources)));
            let aside: Vec<String> = said.into_iter().chain(fate.map(String::from)).collect();
            let aside = if aside.is_empty() { String::new() } else { format!(" ({})", aside.join("; ")) };
            Line {
                text: format!("{day}{}{condition}{aside}", one.sentence),
                sentences: vec![one.sentence],
                status: None,
                likelihood: one.likelihood,
                sources: Vec::new(),
                weight: Weight::Conclusion,
            }
        })
        .collect())
}
