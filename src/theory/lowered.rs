//! Statements to rules and facts, whatever the view that they are looked at through.
//!
//! What a statement becomes depends on nothing but the statement; a view only chooses among statements.
//! So every statement is lowered once for all views of a model, and those of the doctrine once for all
//! models. Invariant: the parts of a statement use relations and constants of the vocabulary, and every
//! later state of it knows them.

use super::bindings::{binding, bound_by};
use super::image::{read, write};
use super::kept::FirstViews;
use super::lower::{Lowering, atom};
use super::parts::{Compiler, Fact, Made, Parts};
use super::view::{View, is_contestable, speakers};
use super::vocabulary::Vocabulary;
use super::{FactSource, OneValue, Origin, Role, Values};
use crate::diagnostic::Diagnostic;
use crate::engine::{Atom, Constant, Database, Literal, Program, RelationId};
use crate::model::statement::{
    self as model, Attribution, Formula, FormulaKind, Kind, Stated, Statement, StatementId, VariableId,
};
use crate::model::value::{Date, Number, Value};
use crate::model::{Doctrine, Model};
use crate::source::Span;
use crate::syntax::ast::Sign;
use smol_str::SmolStr;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// A doctrine as bytes, resolved and lowered, as [`Doctrine::of_image`] reads it; `None` where there is a mistake in
/// it, or something that has no form there.
pub fn image(doctrine: &Doctrine) -> Option<Vec<u8>> {
    let Lowered { vocabulary, doctrine: parts, .. } = Lowered::standard(doctrine)?;
    doctrine.image(&write(vocabulary, parts)?)
}

/// The statements of a model as rules and facts.
pub struct Lowered {
    pub(super) vocabulary: Vocabulary,
    /// By the number of the statement: those of the doctrine, and those after them.
    doctrine: Arc<Vec<Parts>>,
    own: Vec<Parts>,
    /// What strat knows of the hypotheses, and of the analysis.
    pub(super) known: Vec<Fact>,
    /// Whether some of the rules count what they conclude, once that was asked.
    circular: OnceLock<bool>,
    pub(super) first_views: FirstViews,
}

impl Lowered {
    /// Lowers the statements of a model. Those of its doctrine are lowered once for all models on it.
    pub fn new(model: &Model) -> Self {
        let standard = model.doctrine.as_ref().and_then(Self::standard);
        let (mut vocabulary, doctrine) = match standard {
            Some(standard) => (standard.vocabulary.fork(model), Arc::clone(&standard.doctrine)),
            None => (Vocabulary::new(model), Arc::default()),
        };
        let own = model.statements().skip(doctrine.len());
        let own = own.map(|(id, statement)| lower(model, &mut vocabulary, id, statement)).collect();
        let known = known(model, &mut vocabulary);
        let (circular, first_views) = (OnceLock::new(), FirstViews::default());
        Self { vocabulary, doctrine, own, known, circular, first_views }
    }

    /// The statements of a doctrine, lowered once.
    pub(super) fn standard(doctrine: &Doctrine) -> Option<&Self> {
        doctrine.later(|model| match read(doctrine.lowered_ahead(), model) {
            Some((vocabulary, parts)) => Self::of_parts(vocabulary, parts),
            None => {
                let mut vocabulary = Vocabulary::new(model);
                let parts = model.statements();
                let parts =
                    parts.map(|(id, statement)| lower(model, &mut vocabulary, id, statement)).collect();
                Self::of_parts(vocabulary, parts)
            }
        })
    }

    fn of_parts(vocabulary: Vocabulary, parts: Vec<Parts>) -> Self {
        let doctrine = Arc::new(parts);
        let (circular, first_views) = (OnceLock::new(), FirstViews::default());
        Self { vocabulary, doctrine, own: Vec::new(), known: Vec::new(), circular, first_views }
    }

    /// What is wrong with the statements of the analysis, whether or not a view takes them: how far a rule is
    /// believed does not matter for what it says. Rules of scenarios meet only where these are played, and so do
    /// the counts in them.
    pub fn mistakes(&self, model: &Model) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> =
            self.own.iter().flat_map(|parts| parts.diagnostics.iter().cloned()).collect();
        if !self.is_circular() {
            return found;
        }
        let in_scenario = |at: usize| {
            let id = StatementId(u32::try_from(at).unwrap_or(u32::MAX));
            model.statement(id).is_some_and(|one| matches!(one.context, model::Context::Scenario(_)))
        };
        let parts = self.doctrine.iter().chain(&self.own).enumerate();
        let rules: Vec<&Made> =
            parts.filter(|(at, _)| !in_scenario(*at)).flat_map(|(_, parts)| &parts.rules).collect();
        found.extend(super::cycles::counts_in_circles(model, &self.vocabulary, &rules));
        found
    }

    /// Whether some of the rules count what they conclude. If all of them together do not, those of a view do not
    /// either: what a view adds reads facts, and nothing reads its queries.
    pub(super) fn is_circular(&self) -> bool {
        *self.circular.get_or_init(|| {
            let all = self.doctrine.iter().chain(&self.own).flat_map(|parts| &parts.rules);
            super::cycles::is_circular(&self.vocabulary, all)
        })
    }

    /// Keeps a view that was evaluated for those that come, unless one was kept before. Rows are shared.
    pub fn keep(&self, view: &View, program: &Program, database: &Database, values: &Values) {
        self.first_views.keep(view, program, database, values);
    }

    /// What a statement becomes.
    pub(super) fn parts(&self, id: StatementId) -> Option<&Parts> {
        let at = id.0 as usize;
        let own = || self.own.get(at.checked_sub(self.doctrine.len())?);
        self.doctrine.get(at).or_else(own)
    }
}

fn lower(model: &Model, vocabulary: &mut Vocabulary, id: StatementId, statement: &Statement) -> Parts {
    let mut compiler = Compiler::new(model, vocabulary);
    compiler.statement(id, statement);
    compiler.label(statement);
    compiler.parts
}

/// What becomes of a statement that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Nothing follows from it, but who says it is known.
    Made,
    /// It takes part.
    Counts,
}

/// What ground statements state and what strat knows of them, without what else there is in the model.
pub(super) fn stated(
    model: &Model,
    values: Values,
    statements: &[(StatementId, &Statement, Weight)],
) -> (Vec<Fact>, Values) {
    let mut vocabulary = Vocabulary::new(model);
    vocabulary.values = values;
    let mut all = Vec::new();
    for (id, statement, weight) in statements {
        let Parts { facts, known, .. } = lower(model, &mut vocabulary, *id, statement);
        if *weight == Weight::Counts {
            all.extend(facts);
        }
        all.extend(known);
    }
    (all, vocabulary.values)
}

/// What strat knows whichever statements take part, and on whichever day.
fn known(model: &Model, vocabulary: &mut Vocabulary) -> Vec<Fact> {
    let mut compiler = Compiler::new(model, vocabulary);
    for hypothesis in model.hypotheses.values() {
        let Some(label) = hypothesis.label else { continue };
        let sources = &hypothesis.attribution.sources;
        compiler.labelled(label, &hypothesis.attribution, sources, FactSource::Known);
    }
    compiler.parts.known
}

impl Compiler<'_> {
    fn statement(&mut self, id: StatementId, statement: &Statement) {
        match statement.kind {
            Kind::Impossible | Kind::Forbid(_) => self.constraint(id, statement),
            Kind::Table(table) => {
                if let Some(known) = self.model.table(table) {
                    self.sentence(known.relation, Sign::Positive);
                    self.parts.table = Some(table);
                }
            }
            Kind::Judgement => {
                for (at, head) in statement.heads.iter().enumerate() {
                    self.implication(id, statement, at, head, statement.body.as_ref());
                }
                if !self.model.is_independent() {
                    self.open(id, statement);
                }
            }
            Kind::Assertion | Kind::Rule(_) | Kind::Forecast(_) | Kind::Meaning(_) | Kind::Supposition => {
                for (at, head) in statement.heads.iter().enumerate() {
                    let ground = head.terms.iter().all(|term| !matches!(term, model::Term::Variable(_)));
                    match (&statement.body, ground) {
                        (None, true) => self.fact(id, statement, head),
                        (body, _) => self.implication(id, statement, at, head, body.as_ref()),
                    }
                }
            }
        }
    }

    /// What is judged may hold for whatever reason over all distributions, so that it may be a fact besides, and so may
    /// its condition, where nobody says that nothing comes about but by what is written down. Each is a fact of its own:
    /// the first is what is judged. Where claims are independent, the judgements are the whole story.
    fn open(&mut self, id: StatementId, statement: &Statement) {
        let mut sentences: Vec<&model::Literal> = statement.heads.iter().collect();
        if let Some(condition) = statement.body.as_ref().filter(|_| !self.model.frame.closed) {
            condition.each_sentence(&mut |literal| sentences.push(literal));
        }
        let variable = |term: &model::Term| matches!(term, model::Term::Variable(_));
        let heads = statement.heads.len();
        for (at, literal) in (0_u32..).zip(sentences) {
            let is_head = usize::try_from(at).is_ok_and(|at| at < heads);
            if is_head || !(literal.on.is_some() || literal.terms.iter().any(variable)) {
                self.fact_of(statement, literal, FactSource::Row(id, at));
            }
        }
    }

    fn fact(&mut self, id: StatementId, statement: &Statement, head: &model::Literal) {
        self.fact_of(statement, head, FactSource::Statement(id));
    }

    fn fact_of(&mut self, statement: &Statement, head: &model::Literal, stater: FactSource) {
        self.sentence(head.relation, head.sign);
        let row = self.vocabulary.constants(&head.terms);
        let date = date_of(&statement.attribution);
        let date = date.map(|date| self.vocabulary.values.value(Value::Date(date)));
        self.parts.facts.push(Fact { relation: head.relation, sign: head.sign, row, date, stater });
    }

    fn implication(
        &mut self,
        id: StatementId,
        statement: &Statement,
        at: usize,
        head: &model::Literal,
        body: Option<&Formula>,
    ) {
        let mut outside = BTreeSet::new();
        for term in head.terms.iter().chain(&head.on) {
            if let model::Term::Variable(variable) = term {
                outside.insert(*variable);
            }
        }
        let mut lowering = Lowering::new(self, Some(id), statement.span, &statement.variables);
        let bodies = match body {
            Some(body) => lowering.alternatives(body, &outside, &[]),
            None => Ok(vec![Vec::new()]),
        };
        let Ok(bodies) = bodies else { return };
        // What holds on a day holds.
        let undated = lowering.atom(&model::Literal { on: None, ..head.clone() });
        let dated = head.on.is_some().then(|| lowering.atom(head));
        let guard = lowering.compiler.guard(id, statement, &bodies);
        for body in bodies {
            for head in dated.iter().chain([&undated]) {
                lowering.rule(head.clone(), body.clone(), guard.as_ref(), Origin::Statement(id, at));
            }
        }
    }

    /// The application of a contestable rule that a body finds met. Those of a rule in the block of a
    /// hypothesis stand and fall with it.
    fn guard(&mut self, id: StatementId, statement: &Statement, bodies: &[Vec<Literal>]) -> Option<Atom> {
        let of_hypothesis = matches!(statement.context, model::Context::Hypothesis(_));
        if of_hypothesis || !is_contestable(statement) {
            return None;
        }
        let named =
            |v: &VariableId| statement.variables.get(v.0 as usize).is_some_and(|name| !name.is_empty());
        let mut bound = bodies.iter().map(|body| bound_by(body));
        let first = bound.next().unwrap_or_default();
        let common = bound.fold(first, |all, one| all.intersection(&one).copied().collect());
        let columns: Vec<VariableId> = common.into_iter().filter(named).collect();
        let relation = match self.parts.withheld {
            Some(known) => known,
            None => self.vocabulary.relation(columns.len(), Role::Withheld(id, columns.clone())),
        };
        self.parts.withheld = Some(relation);
        Some(atom(relation, &columns))
    }

    fn constraint(&mut self, id: StatementId, statement: &Statement) {
        let Some(body) = &statement.body else { return };
        let mut columns = shown(body, &statement.variables);
        if let Some(one) = OneValue::of(statement) {
            columns.retain(|column| !one.values.contains(column));
        }
        let relation = self.vocabulary.relation(columns.len(), Role::Violation(id, columns.clone()));
        self.select(
            Some((id, statement)),
            statement.span,
            &statement.variables,
            body,
            (relation, &columns),
            Origin::Violation(id),
        );
    }

    pub(super) fn select(
        &mut self,
        statement: Option<(StatementId, &Statement)>,
        span: Span,
        names: &[SmolStr],
        body: &Formula,
        (relation, columns): (RelationId, &[VariableId]),
        origin: Origin,
    ) {
        let outside = columns.iter().copied().collect();
        let id = statement.map(|(id, _)| id);
        let mut lowering = Lowering::new(self, id, span, names);
        let Ok(bodies) = lowering.alternatives(body, &outside, &[]) else { return };
        let guard = statement.and_then(|(id, statement)| lowering.compiler.guard(id, statement, &bodies));
        for body in bodies {
            lowering.rule(atom(relation, columns), body, guard.as_ref(), origin);
        }
    }

    /// What strat knows of a statement with a label, for the relations of the doctrine that speak of
    /// statements.
    fn label(&mut self, statement: &Statement) {
        let Some(label) = statement.label else { return };
        let stater = match statement.context {
            model::Context::Hypothesis(symbol) => FactSource::Hypothesis(symbol),
            model::Context::Base | model::Context::Scenario(_) | model::Context::Game(_) => FactSource::Known,
        };
        let sources = if is_contestable(statement) { speakers(self.model, statement) } else { Vec::new() };
        self.labelled(label, &statement.attribution, &sources, stater);
    }

    fn labelled(
        &mut self,
        label: model::SymbolId,
        attribution: &Attribution,
        sources: &[model::SymbolId],
        stater: FactSource,
    ) {
        let own = self.vocabulary.values.symbol(label);
        if let Some(attributed) = self.model.known.attributed {
            for source in sources {
                let source = self.vocabulary.values.symbol(*source);
                self.knows(attributed, vec![own, source], stater);
            }
        }
        if let (Some(held), Some(confidence)) = (self.model.known.held_with, attribution.confidence) {
            let key = smol_str::format_smolstr!("confidence {}", confidence.word());
            if let Some(&symbol) = self.model.names.get(&key) {
                let word = self.vocabulary.values.symbol(symbol);
                self.knows(held, vec![own, word], stater);
            }
        }
        let (low, high) = match attribution.likelihood.as_ref().map(|hedge| &hedge.stated) {
            Some(Stated::Range(range)) => (range.low().clone(), range.high().clone()),
            Some(Stated::Possible) => (Number::ZERO, Number::ONE),
            None => (Number::ONE, Number::ONE),
        };
        for (relation, end) in [(self.model.known.at_least, low), (self.model.known.at_most, high)] {
            if let Some(relation) = relation {
                let end = self.vocabulary.number(end);
                self.knows(relation, vec![own, end], stater);
            }
        }
    }

    fn knows(&mut self, relation: model::RelationId, row: Vec<Constant>, stater: FactSource) {
        self.sentence(relation, Sign::Positive);
        let sign = Sign::Positive;
        self.parts.known.push(Fact { relation, sign, row, date: None, stater });
    }
}

/// The date of a fact: the day on which it is so, else the day since when.
pub(super) fn date_of(attribution: &Attribution) -> Option<Date> {
    attribution.on.as_ref().or(attribution.since.as_ref()).map(|dated| dated.date)
}

/// The variables that a condition shows: named, in each of its alternatives, and not only inside of its groups.
pub(super) fn shown(formula: &Formula, names: &[SmolStr]) -> Vec<VariableId> {
    let all = always_bound(formula);
    all.into_iter().filter(|v| names.get(v.0 as usize).is_some_and(|name| !name.is_empty())).collect()
}

/// The variables that are seen from outside of a formula whichever of its alternatives holds.
fn always_bound(formula: &Formula) -> BTreeSet<VariableId> {
    match &formula.kind {
        FormulaKind::And(members) => members.iter().flat_map(always_bound).collect(),
        FormulaKind::Or(members) => {
            let alternatives = members.iter().map(always_bound);
            alternatives.reduce(|one, other| &one & &other).unwrap_or_default()
        }
        _ => {
            let mut all = BTreeSet::new();
            binding(formula, &mut all);
            all
        }
    }
}
