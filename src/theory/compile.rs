//! Statements to rules and facts.

use super::intervene::same;
use super::lower::{Lowering, atom, binding, bound_by};
use super::view::{is_contestable, speakers};
use super::{Application, Applications, Legend, Origin, Role, Standing, Stater, Values, View};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::engine::{
    self, Atom, Constant, Facts, Limits, Literal, Program, RelationId, Rule, RuleId, Term, Variable,
};
use crate::model::Model;
use crate::model::statement::{
    self as model, Attribution, Formula, Kind, Stated, Statement, StatementId, VariableId,
};
use crate::model::table::Table;
use crate::model::value::{Date, Number, Value};
use crate::source::Span;
use crate::syntax::ast::Sign;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// A condition whose answers are wanted.
#[derive(Clone, Debug)]
pub struct Query {
    /// The condition.
    pub formula: Formula,
    /// The names of its variables.
    pub variables: Vec<SmolStr>,
}

/// A program with what its relations and rules are in the model.
pub struct Theory {
    /// The rules.
    pub program: Program,
    /// The facts.
    pub facts: Facts,
    /// The constants.
    pub values: Values,
    /// What they are in the model.
    pub legend: Legend,
}

/// Makes the program of a model seen through a view. Statements that cannot be used are left out and
/// reported.
pub fn compile(model: &Model, view: &View, queries: &[Query]) -> Checked<Theory> {
    let mut compiler = Compiler::new(model);
    let standing = Standing::new(model, view);
    let active: Vec<(StatementId, &Statement)> =
        model.statements().filter(|(id, statement)| standing.counts(*id, statement)).collect();
    let supposed = super::intervene::chosen(model, view);
    compiler.suspend(&super::intervene::supposed(model, view));
    compiler.apart = view.applications != Applications::Plain;
    for (id, statement) in active.iter().filter(|(id, _)| !view.disbelieved.contains(id)) {
        compiler.statement(*id, statement);
    }
    for symbol in &view.claimed {
        compiler.claimed(*symbol);
    }
    if let Applications::Apart(withheld) = &view.applications {
        compiler.withhold(withheld);
    }
    for literal in &supposed {
        compiler.supposed(literal);
    }
    for (at, relation) in (0..).map(model::RelationId).zip(&model.relations) {
        if relation.symmetric.is_some() {
            compiler.symmetric(at);
        }
    }
    for (at, query) in queries.iter().enumerate() {
        compiler.query(at, query);
    }
    compiler.known(&active);
    compiler.finish()
}

/// A fact: relation, sign, row, the date of the statement, and what states it.
type Fact = (model::RelationId, Sign, Vec<Constant>, Option<Constant>, Stater);

pub(super) struct Compiler<'m> {
    model: &'m Model,
    program: Program,
    values: Values,
    legend: Legend,
    dated: BTreeMap<(model::RelationId, Sign), RelationId>,
    suspensions: BTreeMap<RelationId, RelationId>,
    /// What is supposed.
    suppositions: Vec<model::Literal>,
    /// Rows put out of force.
    out_of_force: BTreeSet<(RelationId, Vec<Constant>)>,
    /// Whether applications of contestable rules can be told apart.
    apart: bool,
    /// The relations of the applications that are not believed.
    withheld: BTreeMap<StatementId, (RelationId, Vec<VariableId>)>,
    /// Rows of them.
    disbelieved: Vec<(RelationId, Vec<Constant>)>,
    /// Facts in the order in which they are stated, with their date.
    facts: Vec<Fact>,
    /// The tables in force, with the statements that name them.
    tables: Vec<(StatementId, &'m Table)>,
    diagnostics: Vec<Diagnostic>,
}

impl<'m> Compiler<'m> {
    fn new(model: &'m Model) -> Self {
        Self {
            model,
            program: Program::default(),
            values: Values::new(model.units.clone()),
            legend: Legend::default(),
            dated: BTreeMap::new(),
            suspensions: BTreeMap::new(),
            suppositions: Vec::new(),
            out_of_force: BTreeSet::new(),
            apart: false,
            withheld: BTreeMap::new(),
            disbelieved: Vec::new(),
            facts: Vec::new(),
            tables: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn relation(&mut self, columns: usize, role: Role) -> RelationId {
        self.legend.roles.push(role);
        self.program.add_relation(columns)
    }

    fn width(&self, relation: model::RelationId) -> usize {
        self.model.relation(relation).map_or(0, |relation| relation.holes.len())
    }

    /// The engine's relation of a model's.
    pub(super) fn sentence(&mut self, relation: model::RelationId, sign: Sign) -> RelationId {
        if let Some(known) = self.legend.sentences.get(&(relation, sign)) {
            return *known;
        }
        let made = self.relation(self.width(relation), Role::Sentence(relation, sign));
        self.legend.sentences.insert((relation, sign), made);
        made
    }

    /// The engine's relation of a model's with dates.
    pub(super) fn dated(&mut self, relation: model::RelationId, sign: Sign) -> RelationId {
        if let Some(known) = self.dated.get(&(relation, sign)) {
            return *known;
        }
        let made = self.relation(self.width(relation) + 1, Role::Dated(relation, sign));
        self.dated.insert((relation, sign), made);
        made
    }

    pub(super) fn constant(&mut self, term: &model::Term) -> Constant {
        self.values.term(term).unwrap_or(Constant(0))
    }

    pub(super) fn number(&mut self, number: i64) -> Constant {
        self.values.value(Value::Number(Number::from(number)))
    }

    pub(super) fn push_rule(&mut self, mut rule: Rule, origin: Origin, variables: Vec<VariableId>) {
        if let Some(suspension) = self.suspensions.get(&rule.head.relation) {
            let guard = Atom { relation: *suspension, terms: rule.head.terms.clone() };
            rule.body.push(Literal::Negative(guard));
        }
        self.program.add_rule(rule);
        self.legend.origins.push(origin);
        self.legend.variables.push(variables);
    }

    /// Puts the complements of what is supposed out of force.
    fn suspend(&mut self, supposed: &[model::Literal]) {
        self.suppositions.extend_from_slice(supposed);
        for literal in supposed {
            let complement = self.sentence(literal.relation, Model::opposite(literal.sign));
            let row: Vec<Constant> = literal.terms.iter().map(|term| self.constant(term)).collect();
            let mut rows = vec![row.clone()];
            if self.model.relation(literal.relation).is_some_and(|relation| relation.symmetric.is_some()) {
                rows.push(row.into_iter().rev().collect());
            }
            let width = self.width(literal.relation);
            if !self.suspensions.contains_key(&complement) {
                let suspension = self.relation(width, Role::Suspended);
                self.suspensions.insert(complement, suspension);
            }
            for row in rows {
                self.out_of_force.insert((complement, row));
            }
        }
    }

    fn statement(&mut self, id: StatementId, statement: &Statement) {
        match statement.kind {
            Kind::Impossible | Kind::Forbid(_) => self.constraint(id, statement),
            Kind::Table(table) => {
                if let Some(table) = self.model.table(table) {
                    self.tables.push((id, table));
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

    fn fact(&mut self, id: StatementId, statement: &Statement, head: &model::Literal) {
        let row: Vec<Constant> = head.terms.iter().map(|term| self.constant(term)).collect();
        let relation = self.sentence(head.relation, head.sign);
        if self.out_of_force.contains(&(relation, row.clone())) && !self.insists(statement, head) {
            return;
        }
        let date = date_of(&statement.attribution);
        let date = date.map(|date| self.values.value(Value::Date(date)));
        self.facts.push((head.relation, head.sign, row, date, Stater::Statement(id)));
    }

    /// Whether a supposition holds against what is supposed besides: two in one scenario contradict each
    /// other, and only what is supposed nearer puts one out of force.
    fn insists(&self, statement: &Statement, head: &model::Literal) -> bool {
        statement.kind == Kind::Supposition && self.suppositions.iter().any(|one| same(one, head))
    }

    fn supposed(&mut self, literal: &model::Literal) {
        let row: Vec<Constant> = literal.terms.iter().map(|term| self.constant(term)).collect();
        self.facts.push((literal.relation, literal.sign, row, None, Stater::Supposed));
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
        for term in &head.terms {
            if let model::Term::Variable(variable) = term {
                outside.insert(*variable);
            }
        }
        let names = &statement.variables;
        let mut lowering =
            Lowering { compiler: self, statement: Some(id), span: statement.span, names, extra: 0 };
        let bodies = match body {
            Some(body) => lowering.alternatives(body, &outside, &[]),
            None => Ok(vec![Vec::new()]),
        };
        let Ok(mut bodies) = bodies else { return };
        let head = lowering.atom(head);
        self.tell_apart(id, statement, &mut bodies);
        let mut lowering =
            Lowering { compiler: self, statement: Some(id), span: statement.span, names, extra: 0 };
        for body in bodies {
            lowering.rule(head.clone(), body, Origin::Statement(id, at));
        }
    }

    /// Makes the applications of a contestable rule depend on their being believed. Those of a rule in the
    /// block of a hypothesis stand and fall with it.
    fn tell_apart(&mut self, id: StatementId, statement: &Statement, bodies: &mut [Vec<Literal>]) {
        let of_hypothesis = matches!(statement.context, model::Context::Hypothesis(_));
        if !self.apart || of_hypothesis || !is_contestable(statement) {
            return;
        }
        let (relation, columns) = match self.withheld.get(&id) {
            Some(known) => known.clone(),
            None => {
                let named = |v: &VariableId| {
                    statement.variables.get(v.0 as usize).is_some_and(|name| !name.is_empty())
                };
                let mut bound = bodies.iter().map(|body| bound_by(body));
                let first = bound.next().unwrap_or_default();
                let common = bound.fold(first, |all, one| all.intersection(&one).copied().collect());
                let columns: Vec<VariableId> = common.into_iter().filter(named).collect();
                let relation = self.relation(columns.len(), Role::Withheld(id, columns.clone()));
                self.withheld.insert(id, (relation, columns.clone()));
                (relation, columns)
            }
        };
        for body in bodies {
            body.push(Literal::Negative(atom(relation, &columns)));
        }
    }

    /// States what a hypothesis means.
    fn claimed(&mut self, symbol: model::SymbolId) {
        let literals = self.model.hypotheses.get(&symbol).and_then(|known| known.suppositions.as_deref());
        for literal in literals.unwrap_or_default() {
            let row: Vec<Constant> = literal.terms.iter().map(|term| self.constant(term)).collect();
            self.facts.push((literal.relation, literal.sign, row, None, Stater::Hypothesis(symbol)));
        }
    }

    fn withhold(&mut self, applications: &BTreeSet<Application>) {
        for application in applications {
            if let Some((relation, _)) = self.withheld.get(&application.statement) {
                let relation = *relation;
                let row = application.terms.iter().map(|term| self.constant(term)).collect();
                self.disbelieved.push((relation, row));
            }
        }
    }

    fn constraint(&mut self, id: StatementId, statement: &Statement) {
        let Some(body) = &statement.body else { return };
        let columns = shown(body, &statement.variables);
        let relation = self.relation(columns.len(), Role::Violation(id, columns.clone()));
        self.select(
            Some(id),
            statement.span,
            &statement.variables,
            body,
            (relation, &columns),
            Origin::Violation(id),
        );
    }

    fn query(&mut self, at: usize, query: &Query) {
        let columns = shown(&query.formula, &query.variables);
        let relation = self.relation(columns.len(), Role::Query(at, columns.clone()));
        let span = query.formula.span;
        self.select(None, span, &query.variables, &query.formula, (relation, &columns), Origin::Query(at));
    }

    fn select(
        &mut self,
        statement: Option<StatementId>,
        span: Span,
        names: &[SmolStr],
        body: &Formula,
        (relation, columns): (RelationId, &[VariableId]),
        origin: Origin,
    ) {
        let outside = columns.iter().copied().collect();
        let mut lowering = Lowering { compiler: self, statement, span, names, extra: 0 };
        if let Ok(mut bodies) = lowering.alternatives(body, &outside, &[]) {
            if let Some((id, known)) = statement.and_then(|id| Some((id, self.model.statement(id)?))) {
                self.tell_apart(id, known, &mut bodies);
            }
            let mut lowering = Lowering { compiler: self, statement, span, names, extra: 0 };
            for body in bodies {
                lowering.rule(atom(relation, columns), body, origin);
            }
        }
    }

    fn symmetric(&mut self, relation: model::RelationId) {
        for sign in [Sign::Positive, Sign::Negative] {
            let Some(&engine) = self.legend.sentences.get(&(relation, sign)) else { continue };
            let (a, b) = (Term::Variable(Variable(0)), Term::Variable(Variable(1)));
            let head = Atom { relation: engine, terms: vec![b, a] };
            let body = vec![Literal::Positive(Atom { relation: engine, terms: vec![a, b] })];
            let rule = Rule { head, body, variables: 2 };
            self.push_rule(rule, Origin::Symmetric(relation), vec![VariableId(0), VariableId(1)]);
        }
    }

    /// What strat knows of statements itself, for the relations of the doctrine that speak of them.
    fn known(&mut self, active: &[(StatementId, &Statement)]) {
        let relation = |name: &str| self.model.find_relation(name);
        let (attributed, held, least, most) =
            (relation("attributed"), relation("held_with"), relation("at_least"), relation("at_most"));
        if let (Some(as_of), Some(date)) = (relation("as_of"), self.model.as_of()) {
            let date = self.values.value(Value::Date(date));
            self.state(as_of, vec![date], Stater::Known);
        }
        let model = self.model;
        let labelled = active.iter().filter_map(|(id, statement)| {
            let label = statement.label?;
            let stater = match statement.context {
                model::Context::Hypothesis(symbol) => Stater::Hypothesis(symbol),
                model::Context::Base | model::Context::Scenario(_) => Stater::Known,
            };
            let speakers = speakers(model, model.statement(*id)?);
            Some((label, &statement.attribution, is_contestable(statement), speakers, stater))
        });
        let hypotheses = model.hypotheses.values().filter_map(|hypothesis| {
            let sources = hypothesis.attribution.sources.clone();
            Some((hypothesis.label?, &hypothesis.attribution, !sources.is_empty(), sources, Stater::Known))
        });
        let all: Vec<_> = labelled.chain(hypotheses).collect();
        for (label, attribution, contestable, sources, stater) in all {
            let own = self.values.symbol(label);
            if let (Some(attributed), true) = (attributed, contestable) {
                for source in sources {
                    let source = self.values.symbol(source);
                    self.state(attributed, vec![own, source], stater);
                }
            }
            if let (Some(held), Some(confidence)) = (held, attribution.confidence) {
                let key = smol_str::format_smolstr!("confidence {}", confidence.word());
                if let Some(&symbol) = model.names.get(&key) {
                    let word = self.values.symbol(symbol);
                    self.state(held, vec![own, word], stater);
                }
            }
            let (low, high) = match attribution.likelihood.as_ref().map(|hedge| &hedge.stated) {
                Some(Stated::Range(range)) => (range.low().clone(), range.high().clone()),
                Some(Stated::Possible) => (Number::ZERO, Number::ONE),
                None => (Number::ONE, Number::ONE),
            };
            for (relation, end) in [(least, low), (most, high)] {
                if let Some(relation) = relation {
                    let end = self.values.value(Value::Number(end));
                    self.state(relation, vec![own, end], stater);
                }
            }
        }
    }

    fn state(&mut self, relation: model::RelationId, row: Vec<Constant>, stater: Stater) {
        self.facts.push((relation, Sign::Positive, row, None, stater));
    }

    fn finish(mut self) -> Checked<Theory> {
        let sentences: Vec<_> = self.facts.iter().map(|(relation, sign, ..)| (*relation, *sign)).collect();
        for (relation, sign) in sentences {
            self.sentence(relation, sign);
        }
        for (_, table) in self.tables.clone() {
            self.sentence(table.relation, Sign::Positive);
        }
        self.break_cycles();
        let mut facts = Facts::new(&self.program);
        let Legend { sentences, staters, .. } = &mut self.legend;
        for (relation, sign, row, date, stater) in &self.facts {
            if let Some(engine) = sentences.get(&(*relation, *sign)) {
                staters.add(facts.add(*engine, row), *engine, *stater);
            }
            if let (Some(engine), Some(date)) = (self.dated.get(&(*relation, *sign)), date) {
                let row: Vec<Constant> = row.iter().copied().chain([*date]).collect();
                staters.add(facts.add(*engine, &row), *engine, *stater);
            }
        }
        for (id, table) in std::mem::take(&mut self.tables) {
            self.rows(id, table, &mut facts);
        }
        for (relation, row) in &self.disbelieved {
            self.legend.staters.add(facts.add(*relation, row), *relation, Stater::Known);
        }
        for (complement, row) in &self.out_of_force {
            if let Some(suspension) = self.suspensions.get(complement) {
                self.legend.staters.add(facts.add(*suspension, row), *suspension, Stater::Supposed);
            }
        }
        let theory = Theory { program: self.program, facts, values: self.values, legend: self.legend };
        Checked { value: theory, diagnostics: self.diagnostics }
    }

    /// Adds the rows of a table.
    fn rows(&mut self, id: StatementId, table: &Table, facts: &mut Facts) {
        let key = (table.relation, Sign::Positive);
        let Some(&engine) = self.legend.sentences.get(&key) else { return };
        let constants: Vec<Constant> = table.terms().iter().map(|term| self.constant(term)).collect();
        let date = self.model.statement(id).and_then(|statement| date_of(&statement.attribution));
        let date = date.map(|date| self.values.value(Value::Date(date)));
        let dated = self.dated.get(&key).copied().zip(date);
        let suspended = self.suspensions.contains_key(&engine);
        let mut row: Vec<Constant> = Vec::new();
        for (at, cells) in (0..).zip(table.rows()) {
            row.clear();
            row.extend(cells.iter().filter_map(|cell| constants.get(*cell as usize)));
            if suspended && self.out_of_force.contains(&(engine, row.clone())) {
                continue;
            }
            let stater = Stater::Row(id, at);
            self.legend.staters.add(facts.add(engine, &row), engine, stater);
            if let Some((dated, date)) = dated {
                row.push(date);
                self.legend.staters.add(facts.add(dated, &row), dated, stater);
            }
        }
    }

    /// Takes out the rules that aggregate over what they derive, and reports them.
    fn break_cycles(&mut self) {
        let aggregates = |rule: &Rule| rule.body.iter().any(|l| matches!(l, Literal::Aggregate(..)));
        if !self.program.rules.iter().any(aggregates) {
            return;
        }
        while let Err(cycle) = engine::stratify(&self.program) {
            let statements: BTreeSet<StatementId> = cycle
                .rules
                .iter()
                .filter_map(|rule| self.legend.origins.get(rule.index()))
                .filter_map(|origin| match origin {
                    Origin::Statement(id, _) | Origin::Violation(id) => Some(*id),
                    Origin::Symmetric(_) | Origin::Auxiliary | Origin::Query(_) => None,
                })
                .collect();
            let mut diagnostic = Diagnostic::new(
                Code::AggregateCycle,
                "something is counted in order to conclude what is counted",
            );
            for id in &statements {
                if let Some(statement) = self.model.statement(*id) {
                    diagnostic = diagnostic.label(statement.span, "part of the circle");
                }
            }
            let help = "`count`, `sum`, `min`, `max` and `only` may not depend on their own result: leave one of these conclusions away";
            self.report(diagnostic.help(help));
            let gone: BTreeSet<RuleId> = cycle.rules.iter().copied().collect();
            self.take_out(&gone);
        }
    }

    fn take_out(&mut self, gone: &BTreeSet<RuleId>) {
        let keep: Vec<bool> = (0..self.program.rules.len())
            .map(|at| !gone.contains(&RuleId(u32::try_from(at).unwrap_or(u32::MAX))))
            .collect();
        let mut flags = keep.iter();
        self.program.rules.retain(|_| flags.next().copied().unwrap_or(true));
        let mut flags = keep.iter();
        self.legend.origins.retain(|_| flags.next().copied().unwrap_or(true));
        let mut flags = keep.iter();
        self.legend.variables.retain(|_| flags.next().copied().unwrap_or(true));
    }
}

/// The date of a fact: the day on which it is so, else the day since when.
fn date_of(attribution: &Attribution) -> Option<Date> {
    attribution.on.as_ref().or(attribution.since.as_ref()).map(|dated| dated.date)
}

/// The variables that a condition shows: named, and not only inside of its groups.
fn shown(formula: &Formula, names: &[SmolStr]) -> Vec<VariableId> {
    let mut all = BTreeSet::new();
    binding(formula, &mut all);
    all.into_iter().filter(|v| names.get(v.0 as usize).is_some_and(|name| !name.is_empty())).collect()
}

impl Theory {
    /// Evaluates the program.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn evaluate(self, limits: &Limits) -> Result<super::Evaluated, super::Unfinished> {
        let Theory { program, facts, mut values, legend } = self;
        let database = engine::evaluate(&program, facts, &mut values, limits)
            .map_err(|failure| super::Unfinished::new(failure, &program, &legend))?;
        Ok(super::Evaluated { program, database, values, legend })
    }
}
