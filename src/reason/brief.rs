//! The page about an analysis.

use super::change::{Seen, compare, retracted, silenced, supported};
use super::findings::Fired;
use super::likely::hedges;
use super::proof::reasons;
use super::session::Checked;
use super::{Session, Stop};
use crate::engine::{Derivation, Graph, RelationId, RowId};
use crate::model::statement::{
    Context, FormulaKind, Kind, Literal, Statement, StatementId, SymbolId, Telling, Term,
};
use crate::model::write::Variables;
use crate::model::{ExpectationKind, Model};
use crate::report::{
    Brief, Finding, HypothesisOutcome, Implication, QuestionOutcome, ScenarioOutcome, Silence, Theme,
};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Origin, Said, View, is_contestable};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The most changes of a kind that a page tells.
const CHANGES: usize = 1_000;

/// The most implications of a theme that a page tells, where nothing is marked `key`.
const MOST: usize = 200;

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
    let Keys { told: key, more } = implications(session, &mut checked.base.evaluated, Context::Base);
    let mut themes: Vec<Theme> = Vec::new();
    let mut silence: BTreeSet<Silence> = BTreeSet::new();
    let mut told = HashSet::new();
    for row in &key {
        let found = reasons(model, &mut checked.base.evaluated, row.relation, row.row);
        if !told.insert(reading(row, &found)) {
            continue;
        }
        for node in &found.proof.nodes {
            silence.extend(node.silence.iter().cloned().map(|mut one| {
                one.doubts = doubts.get(&one.sentence).cloned().unwrap_or_default();
                one
            }));
        }
        let mut implication = Implication::new(row.sentence.clone());
        implication.because = super::findings::grounds(&found);
        implication.sources = sources(session, &found.leaves);
        push(&mut themes, &row.theme, implication);
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
    }
    page.disputes = session.sides()?;
    page.questions = questions(session)?;
    let view = session.options.view.clone();
    if view.scenario.is_some() || !view.supposed.is_empty() {
        let before = View { scenario: None, supposed: Vec::new(), ..view.clone() };
        page.changes = Some(session.changes(&before, &view, CHANGES)?);
    }
    page.themes = themes;
    page.silence = silence.into_iter().collect();
    page.findings = checked
        .fired
        .into_iter()
        .map(|fired| Finding { diagnostic: fired.diagnostic, because: fired.because })
        .collect();
    let base: HashSet<String> = match checked.scenarios.is_empty() {
        true => HashSet::new(),
        false => texts(session, &checked.base.evaluated),
    };
    for (symbol, mut played, fired) in checked.scenarios {
        let there = (&mut checked.base.evaluated, &mut played.evaluated);
        page.scenarios.push(outcome(session, symbol, there, (&base, &key), &fired));
    }
    Ok(page)
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
    let Some(holds) = model.find_relation("holds").filter(|_| !session.invalid()) else {
        return Ok(Vec::new());
    };
    let gloss = |symbol: SymbolId| model.symbol(symbol)?.gloss.as_ref().map(ToString::to_string);
    let mut found = Vec::new();
    for question in &model.questions {
        let mut hypotheses = Vec::new();
        for symbol in &question.hypotheses {
            let sign = Sign::Positive;
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
        found.push(QuestionOutcome { question: text, hypotheses });
    }
    Ok(found)
}

/// Claims, sources and the scale, in words.
fn frame(session: &Session<'_>) -> Vec<String> {
    let model = session.model;
    let claims: Vec<_> =
        model.statements().filter(|(id, statement)| model.is_own(*id) && is_contestable(statement)).collect();
    let speakers: BTreeSet<SymbolId> =
        claims.iter().flat_map(|(_, statement)| statement.attribution.sources.iter().copied()).collect();
    let count = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let said = format!("{} by {}", count(claims.len(), "claim"), count(speakers.len(), "source"));
    vec![said, format!("scale {}", model.frame.scale.name)]
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

/// A row that is a key implication.
pub(super) struct Key {
    relation: RelationId,
    row: RowId,
    pub(super) said: Said,
    pub(super) sentence: String,
    theme: String,
}

/// The key implications of a view, in the order of their themes.
pub(super) struct Keys {
    /// Those that are told: no more than [`MOST`] of a theme.
    pub(super) told: Vec<Key>,
    /// How many more a theme has, by its title.
    more: BTreeMap<String, usize>,
}

/// The key implications of a view: what is marked `key`; without any, the conclusions of the key
/// modules, and of the analyst's own rules, that no other derivation uses. Base facts, what a folded
/// rule says again and what is true of a speaker as well as of the actor are left out.
///
/// A view may have millions of conclusions: nothing is kept of one that is not told.
pub(super) fn implications(session: &Session<'_>, evaluated: &mut Evaluated, context: Context) -> Keys {
    let model = session.model;
    let marked = marked(session, context);
    let used = if marked.texts.is_empty() { used(evaluated) } else { Rows::default() };
    let stand_ins = evaluated.stand_ins(model);
    let mut themes: BTreeMap<(usize, String), (Vec<Key>, usize)> = BTreeMap::new();
    let mut seen: HashSet<Shape> = HashSet::new();
    for (&(relation, sign), &engine) in &evaluated.legend.sentences {
        let Some(known) = model.relation(relation) else { continue };
        if !marked.texts.is_empty() && !marked.heads.contains(&(relation, sign)) {
            continue;
        }
        let (rank, title) = match model.modules.iter().position(|module| module.file == known.span.file) {
            None => (model.modules.len(), "This analysis"),
            Some(at) => match model.modules.get(at) {
                Some(module) if module.key || !marked.texts.is_empty() => (at, module.title.as_str()),
                Some(_) | None => continue,
            },
        };
        let (told, more) = themes.entry((rank, title.to_owned())).or_default();
        for (row, values) in evaluated.database.rows(engine) {
            if used.contains(engine, row) {
                continue;
            }
            let Some(statement) = concluding(model, evaluated, engine, row) else { continue };
            let Some(said) = evaluated.said(engine, values) else { continue };
            let quiet = || {
                statement.telling == Telling::Folded
                    || matches!(statement.kind, Kind::Meaning(_))
                    || spoken_for(evaluated, engine, &said, &stand_ins)
            };
            if told.len() >= MOST && marked.texts.is_empty() {
                // Of a symmetric pair one order counts.
                let counts = known.symmetric.is_none() || said.terms.is_sorted();
                *more += usize::from(counts && !quiet());
                continue;
            }
            let sentence = said.text(model);
            let wanted = if marked.texts.is_empty() { !quiet() } else { marked.texts.contains(&sentence) };
            if wanted && seen.insert(canonical(session, &said)) {
                told.push(Key { relation: engine, row, said, sentence, theme: title.to_owned() });
            }
        }
    }
    let mut keys = Keys { told: Vec::new(), more: BTreeMap::new() };
    for ((_, title), (told, more)) in themes {
        keys.told.extend(told);
        if more > 0 {
            keys.more.insert(title, more);
        }
    }
    keys
}

/// The statement that concludes a row by its first derivation.
fn concluding<'m>(
    model: &'m Model,
    evaluated: &Evaluated,
    relation: RelationId,
    row: RowId,
) -> Option<&'m Statement> {
    match evaluated.database.derivation(relation, row)? {
        Derivation::Fact => None,
        Derivation::Rule { rule, .. } => match evaluated.origin(rule)? {
            Origin::Statement(id, _) => model.statement(id),
            Origin::Symmetric(_) | Origin::Auxiliary | Origin::Violation(_) | Origin::Query(_) => None,
        },
    }
}

/// Rows of an evaluation.
#[derive(Default)]
struct Rows(BTreeMap<RelationId, Vec<bool>>);

impl Rows {
    fn contains(&self, relation: RelationId, row: RowId) -> bool {
        self.0.get(&relation).and_then(|rows| rows.get(row.index())).copied().unwrap_or(false)
    }
}

/// The sentences that the first derivations of others use.
fn used(evaluated: &mut Evaluated) -> Rows {
    let sentences: Vec<RelationId> = evaluated.legend.sentences.values().copied().collect();
    let mut used = Rows(sentences.iter().map(|relation| (*relation, Vec::new())).collect());
    let Evaluated { program, database, values, legend } = evaluated;
    let mut graph = Graph::new(program, database, values);
    for relation in sentences {
        for (row, _) in database.rows(relation) {
            let Some(Derivation::Rule { rule, .. }) = database.derivation(relation, row) else { continue };
            if !matches!(legend.origins.get(rule.index()), Some(Origin::Statement(..))) {
                continue;
            }
            let Some(instance) = graph.first_instance(relation, row) else { continue };
            for (of, premise) in instance.rows().filter(|premise| *premise != (relation, row)) {
                if let Some(rows) = used.0.get_mut(&of) {
                    if rows.len() <= premise.index() {
                        rows.resize(premise.index() + 1, false);
                    }
                    if let Some(slot) = rows.get_mut(premise.index()) {
                        *slot = true;
                    }
                }
            }
        }
    }
    used
}

impl Key {
    /// The sentence as a literal.
    pub(super) fn literal(&self) -> Literal {
        let span = crate::source::Span { file: crate::source::FileId(0), start: 0, end: 0 };
        let said = &self.said;
        Literal { span, sign: said.sign, relation: said.relation, terms: said.terms.clone(), on: None }
    }
}

type Shape = (u32, bool, Vec<Term>);

/// The same for both orders of a symmetric pair.
fn canonical(session: &Session<'_>, said: &Said) -> Shape {
    let mut terms = said.terms.clone();
    if session.model.relation(said.relation).is_some_and(|relation| relation.symmetric.is_some()) {
        terms.sort();
    }
    (said.relation.0, said.sign == Sign::Positive, terms)
}

/// What is the same for two sentences that say one thing from two sides: the relation, and the grounds.
fn reading(row: &Key, found: &super::proof::Reasons) -> (RelationId, Vec<String>, Vec<Term>) {
    let mut grounds = super::findings::grounds(found);
    grounds.sort();
    let mut terms = row.said.terms.clone();
    terms.sort();
    (row.relation, grounds, terms)
}

/// What is marked `key`: the sentences, and what they are sentences of.
#[derive(Default)]
struct Marked {
    texts: HashSet<String>,
    heads: BTreeSet<(crate::model::statement::RelationId, Sign)>,
}

impl Marked {
    fn add(&mut self, model: &Model, literal: &Literal) {
        self.texts.insert(model.write(literal, Variables::Anonymous));
        self.heads.insert((literal.relation, literal.sign));
    }
}

/// The sentences marked `key`; of a scenario also those that are expected of it.
fn marked(session: &Session<'_>, context: Context) -> Marked {
    let model = session.model;
    let mut found = Marked::default();
    for (id, statement) in model.statements() {
        if model.is_own(id) && statement.attribution.key.is_some() {
            statement.heads.iter().for_each(|head| found.add(model, head));
        }
    }
    for expectation in &model.expectations {
        let of_scenario = context != Context::Base && expectation.context == context;
        if (expectation.key || of_scenario)
            && let ExpectationKind::Holds(formula) = &expectation.kind
            && let FormulaKind::Literal(literal) = &formula.kind
        {
            found.add(model, literal);
        }
    }
    found
}

/// Whether the same is true of the actor that a speaker in it speaks for.
fn spoken_for(
    evaluated: &Evaluated,
    relation: RelationId,
    said: &Said,
    stand_ins: &BTreeMap<SymbolId, Vec<SymbolId>>,
) -> bool {
    said.terms.iter().enumerate().any(|(at, term)| {
        let Term::Symbol(symbol) = term else { return false };
        stand_ins.get(symbol).is_some_and(|actors| {
            actors.iter().any(|actor| {
                let mut terms = said.terms.clone();
                if let Some(slot) = terms.get_mut(at) {
                    *slot = Term::Symbol(*actor);
                }
                evaluated.holds(relation, &terms)
            })
        })
    })
}

/// All sentences that hold.
pub(super) fn texts(session: &Session<'_>, evaluated: &Evaluated) -> HashSet<String> {
    evaluated
        .sentences()
        .filter_map(|(relation, row)| {
            evaluated.sentence(session.model, relation, evaluated.database.row(relation, row)?)
        })
        .collect()
}

fn outcome(
    session: &Session<'_>,
    symbol: SymbolId,
    (before, evaluated): (&mut Evaluated, &mut Evaluated),
    (base, key): (&HashSet<String>, &[Key]),
    fired: &[Fired],
) -> ScenarioOutcome {
    let model = session.model;
    let here = texts(session, evaluated);
    let mut gained = Vec::new();
    let mut told = HashSet::new();
    let mut wanted: BTreeSet<String> = key.iter().map(|row| row.sentence.clone()).collect();
    for row in implications(session, evaluated, Context::Scenario(symbol)).told {
        wanted.insert(row.sentence.clone());
        if base.contains(&row.sentence) {
            continue;
        }
        let found = reasons(model, evaluated, row.relation, row.row);
        if !told.insert(reading(&row, &found)) {
            continue;
        }
        let mut implication = Implication::new(row.sentence);
        implication.because = super::findings::grounds(&found);
        gained.push(implication);
    }
    let views = [session.options.view.clone(), session.view_of(Some(symbol))];
    let [first, second] = &views;
    let mut was = Seen { view: first, evaluated: before };
    let mut is = Seen { view: second, evaluated };
    let compared = compare(model, &was, &is);
    let supported = supported(model, &compared, &mut was, &mut is, Some(&wanted));
    let suspended = silenced(model, &mut is);
    let findings = fired
        .iter()
        .map(|fired| {
            let gloss = model.statement(fired.statement).and_then(|statement| statement.gloss.clone());
            let gloss = gloss.unwrap_or_else(|| fired.name.clone());
            format!("{gloss}: {}", fired.because.join(" and "))
        })
        .collect();
    ScenarioOutcome {
        name: model.name(symbol).to_owned(),
        gloss: model.symbol(symbol).and_then(|known| known.gloss.as_ref()).map(ToString::to_string),
        place: model.scenario(symbol).map(|scenario| scenario.span),
        suppositions: session.supposed(second),
        retracted: retracted(model, second),
        supported,
        suspended,
        gained,
        lost: key
            .iter()
            .map(|row| row.sentence.clone())
            .filter(|sentence| !here.contains(sentence))
            .collect(),
        findings,
    }
}
