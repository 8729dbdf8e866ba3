//! The page about an analysis.

use super::key_judgments::{Key, implications, unshown};
use super::outline::{ClosedWorldAssumptions, Told, outline};
use super::what_if::{Seen, nearest_changes, retracted, silenced, supported};
use super::why::reasons;
use crate::engine::RelationId;
use crate::model::Model;
use crate::model::statement::{Context, Literal, StatementId, SymbolId, Term};
use crate::model::write::Variables;
use crate::reason::checks::survey::{Checked, Played};
use crate::reason::parts::{of_literal, of_said};
use crate::reason::place::place_of;
use crate::reason::probability::hedges;
use crate::reason::stop::limit_reached;
use crate::reason::{Session, Stop};
use crate::report::{
    Brief, Finding, HypothesisOutcome, Implication, QuestionOutcome, ScenarioOutcome, Theme,
};
use crate::theory::{Evaluated, Said, View, is_contestable};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The most changes of a kind that a page tells.
const CHANGES: usize = 1_000;

/// Builds the page from a check.
///
/// # Errors
/// A limit was reached.
pub fn brief(session: &mut Session<'_>, mut checked: Checked) -> Result<Brief, Stop> {
    let model = session.model;
    let doubts = doubts(session);
    let mut page = Brief {
        title: model
            .frame
            .title
            .clone()
            .or_else(|| model.frame.name.clone())
            .map_or_else(|| String::from("An analysis without a title"), |title| title.to_string()),
        as_of: model.frame.as_of.as_ref().map(|dated| dated.words.to_string()),
        frame: frame(session),
        ..Brief::default()
    };
    let keys = implications(session, &mut checked.base.evaluated, Context::Base);
    let (key, more) = (&keys.told, &keys.more);
    session.prepare(key.iter().map(Key::literal))?;
    let mut themes: Vec<Theme> = Vec::new();
    let mut silence = ClosedWorldAssumptions::default();
    let mut told = HashSet::new();
    for row in key {
        session.in_time()?;
        let mut found = reasons(model, &mut checked.base.evaluated, row.relation, row.row);
        if !told.insert(reading(row, &found)) {
            continue;
        }
        note(model, &mut silence, &mut found, &doubts);
        let mut implication = Implication::new(row.sentence.clone());
        implication.parts = of_said(model, &row.said);
        implication.because = crate::reason::checks::findings::grounds(&found);
        implication.sources = sources(session, &found.leaves);
        push(&mut themes, &row.theme, implication);
    }
    // What is said of a hypothesis may rest on silence too.
    for symbol in model.questions.iter().flat_map(|question| &question.hypotheses) {
        let holds = crate::reason::dispute::support::holds(model, *symbol);
        let evaluated = &mut checked.base.evaluated;
        let row = holds.and_then(|literal| evaluated.row_of(&literal));
        if let Some((relation, row)) = row
            && let Some(row) = evaluated.database.find(relation, &row)
        {
            note(model, &mut silence, &mut reasons(model, evaluated, relation, row), &doubts);
        }
    }
    for theme in &mut themes {
        theme.more = more.get(&theme.title).copied().unwrap_or(0);
    }
    let literals: HashMap<String, Literal> =
        key.iter().map(|row| (row.sentence.clone(), row.literal())).collect();
    let mut told: Vec<(Literal, &mut Implication)> = themes
        .iter_mut()
        .flat_map(|theme| &mut theme.implications)
        .filter_map(|implication| Some((literals.get(&implication.sentence)?.clone(), implication)))
        .collect();
    page.assumptions = session.support(&mut told)?;
    if hedges(model) {
        let likely = session.how_likely(None, told.iter().map(|(literal, _)| literal))?;
        for ((_, implication), likelihood) in told.iter_mut().zip(likely) {
            implication.likelihood = likelihood;
        }
        let stated = session.hedged_sentences();
        page.observed = session.observations(&stated)?;
    }
    let mut unproven = HashMap::new();
    if !session.invalid() {
        for (literal, theme) in unshown(session, &checked.base.evaluated) {
            let status = session.status(None, literal)?;
            let mut implication = Implication::new(model.write(literal, Variables::Anonymous));
            implication.parts = of_literal(model, literal);
            implication.status = Some(status);
            let said = Said {
                relation: literal.relation,
                sign: literal.sign,
                terms: literal.terms.clone(),
                on: literal.on.clone(),
            };
            unproven.insert(implication.sentence.clone(), said);
            push(&mut themes, &theme, implication);
        }
    }
    page.disputes = session.sides()?;
    page.questions = questions(session)?;
    let view = session.options.view.clone();
    if view.scenario.is_some() || !view.supposed.is_empty() {
        let plain = View { scenario: None, supposed: Vec::new(), played: true, ..view.clone() };
        let before = View { foreseen: session.foreseen(&plain)?, ..plain };
        let after = View { foreseen: before.foreseen.clone(), ..view };
        page.changes = Some(session.changes(&before, &after, CHANGES)?);
    }
    page.themes = themes;
    page.silence = silence.all().cloned().collect();
    page.findings = checked
        .fired
        .into_iter()
        .map(|fired| Finding { diagnostic: fired.diagnostic, because: fired.because })
        .collect();
    for mut played in checked.scenarios {
        session.in_time()?;
        page.scenarios.push(outcome(session, &mut checked.base.evaluated, &mut played, key)?);
    }
    let mut judged: HashMap<String, Said> =
        key.iter().map(|row| (row.sentence.clone(), row.said.clone())).collect();
    judged.extend(unproven);
    let judged: Vec<Told<'_>> = page
        .themes
        .iter()
        .flat_map(|theme| theme.implications.iter().map(move |one| (theme, one)))
        .filter_map(|(theme, implication)| {
            let said = judged.get(&implication.sentence)?.clone();
            Some(Told { said, theme: &theme.title, implication })
        })
        .collect();
    let mut first = outline(session, &mut checked.base.evaluated, &keys, &judged, &page)?;
    first.granted = silence.granted();
    page.outline = first;
    Ok(page)
}

/// Notes what a proof rests on that nobody has shown, with the claims that would have broken it.
fn note(
    model: &Model,
    silence: &mut ClosedWorldAssumptions,
    found: &mut super::why::Reasons,
    doubts: &HashMap<String, Vec<String>>,
) {
    for one in found.proof.nodes.iter_mut().flat_map(|node| &mut node.silence) {
        one.doubts = doubts.get(&one.sentence).cloned().unwrap_or_default();
    }
    let nodes = &found.proof.nodes;
    silence.note(&found.proof, &|at| {
        let place = nodes.get(at).and_then(|node| node.place.as_ref());
        place.is_some_and(|place| model.module(place.span).is_some())
    });
}

fn push(themes: &mut Vec<Theme>, title: &str, implication: Implication) {
    match themes.iter_mut().find(|theme| theme.title == title) {
        Some(theme) => theme.implications.push(implication),
        None => themes.push(Theme { title: title.to_owned(), implications: vec![implication], more: 0 }),
    }
}

/// What became of the hypotheses of each question; nothing where mistakes leave no reading.
fn questions(session: &mut Session<'_>) -> Result<Vec<QuestionOutcome>, Stop> {
    let model = session.model;
    let Some(holds) = model.known.holds.filter(|_| !session.invalid()) else {
        return Ok(Vec::new());
    };
    let gloss = |symbol: SymbolId| model.symbol(symbol)?.gloss.as_ref().map(ToString::to_string);
    let mut found = Vec::new();
    for question in &model.questions {
        let mut hypotheses = Vec::new();
        for symbol in &question.hypotheses {
            let sign = crate::syntax::ast::Sign::Positive;
            let terms = vec![Term::Symbol(*symbol)];
            let literal = Literal { span: question.span, sign, relation: holds, terms, on: None };
            let status = session.status(None, &literal)?;
            hypotheses.push(HypothesisOutcome {
                name: model.name(*symbol).to_owned(),
                gloss: gloss(*symbol),
                status,
            });
        }
        let text = gloss(question.symbol).unwrap_or_else(|| model.name(question.symbol).to_owned());
        let left = hypotheses.iter().filter(|one| one.status.is_open()).count();
        let deciding = if left > 1 { session.deciding(question)? } else { Vec::new() };
        found.push(QuestionOutcome { question: text, hypotheses, deciding });
    }
    Ok(found)
}

/// Claims, sources and the scale, in words.
fn frame(session: &Session<'_>) -> Vec<String> {
    let model = session.model;
    let claims: Vec<_> =
        model.statements().filter(|(id, statement)| model.is_own(*id) && is_contestable(statement)).collect();
    let hypotheses: Vec<_> =
        model.hypotheses.values().filter(|known| !known.attribution.sources.is_empty()).collect();
    let attributions = claims
        .iter()
        .map(|(_, statement)| &statement.attribution)
        .chain(hypotheses.iter().map(|known| &known.attribution));
    let speakers: BTreeSet<SymbolId> = attributions.flat_map(|one| one.sources.iter().copied()).collect();
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut said = count(claims.len(), "claim", "claims");
    if !hypotheses.is_empty() {
        said.push_str(&format!(" and {}", count(hypotheses.len(), "hypothesis", "hypotheses")));
    }
    said.push_str(&format!(" by {}", count(speakers.len(), "source", "sources")));
    let scale = format!("scale {}", model.frame.scale.name);
    if claims.is_empty() && hypotheses.is_empty() { vec![scale] } else { vec![said, scale] }
}

fn sources(session: &Session<'_>, leaves: &[StatementId]) -> Vec<String> {
    let mut names = Vec::new();
    for id in leaves {
        let Some(statement) = session.model.statement(*id) else { continue };
        for source in &statement.attribution.sources {
            let name = session.model.name(*source).to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Claims that are not likely enough to count, by the sentence that they say.
fn doubts(session: &Session<'_>) -> HashMap<String, Vec<String>> {
    let model = session.model;
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for (id, statement) in model.statements() {
        let (true, Some(hedge)) = (model.is_own(id), &statement.attribution.likelihood) else { continue };
        if statement.body.is_some() || hedge.stated.reaches(&model.frame.threshold) {
            continue;
        }
        let who = statement.attribution.sources.first().copied().unwrap_or(model.analyst);
        for head in &statement.heads {
            let text = model.write(head, Variables::Anonymous);
            found.entry(text).or_default().push(format!("{} says so, {}", model.name(who), hedge.words));
        }
    }
    found
}

/// What is the same for two sentences that say one thing from two sides: the relation, and the grounds.
fn reading(row: &Key, found: &super::why::Reasons) -> (RelationId, Vec<String>, Vec<Term>) {
    let mut grounds = crate::reason::checks::findings::grounds(found);
    grounds.sort();
    let mut terms = row.said.terms.clone();
    terms.sort();
    (row.relation, grounds, terms)
}

/// All sentences that hold.
pub(in crate::reason) fn texts(session: &Session<'_>, evaluated: &Evaluated) -> HashSet<String> {
    evaluated
        .sentences()
        .filter_map(|(relation, row)| {
            evaluated.sentence(session.model, relation, evaluated.database.row(relation, row)?)
        })
        .collect()
}

/// The most changes that are told of a scenario in which no main judgement moves.
const NEAREST: usize = 3;

fn outcome(
    session: &Session<'_>,
    before: &mut Evaluated,
    played: &mut Played,
    key: &[Key],
) -> Result<ScenarioOutcome, Stop> {
    let model = session.model;
    let (symbol, evaluated) = (played.scenario, &mut played.viewed.evaluated);
    let mut gained = Vec::new();
    let mut told = HashSet::new();
    let mut wanted: BTreeSet<Said> = key.iter().map(|row| row.said.clone()).collect();
    for row in implications(session, evaluated, Context::Scenario(symbol)).told {
        wanted.insert(row.said.clone());
        if before.says(&row.said) {
            continue;
        }
        let found = reasons(model, evaluated, row.relation, row.row);
        if !told.insert(reading(&row, &found)) {
            continue;
        }
        let mut implication = Implication::new(row.sentence);
        implication.parts = of_said(model, &row.said);
        implication.because = crate::reason::checks::findings::grounds(&found);
        gained.push(implication);
    }
    let missing = key.iter().filter(|row| !evaluated.says(&row.said));
    let mut lost: Vec<String> = missing.map(|row| row.sentence.clone()).collect();
    let views = [session.options.view.clone(), session.view_of(Some(symbol))];
    let [first, second] = &views;
    let mut was = Seen { view: first, evaluated: before };
    let mut is = Seen { view: second, evaluated };
    if gained.is_empty() && lost.is_empty() {
        (gained, lost) = nearest_changes(session, &mut was, &mut is, NEAREST);
    }
    let supported = supported(model, &session.options.budget, &mut was, &mut is, Some(&wanted));
    let supported = supported.map_err(|found| Stop(Box::new(limit_reached(found))))?;
    let suspended = silenced(model, &mut is);
    Ok(ScenarioOutcome {
        name: model.name(symbol).to_owned(),
        gloss: model.symbol(symbol).and_then(|known| known.gloss.as_ref()).map(ToString::to_string),
        place: model.scenario(symbol).and_then(|scenario| place_of(model, scenario.span)),
        suppositions: session.supposed(second),
        retracted: retracted(model, second),
        supported,
        suspended,
        gained,
        lost,
        findings: std::mem::take(&mut played.findings),
    })
}
