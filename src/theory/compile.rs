//! A view of lowered statements to a program with its facts.

use super::cycles::break_cycles;
use super::intervene::{chosen, supposed};
use super::kept::Kept;
use super::lowered::{Lowered, date_of, shown};
use super::parts::{Compiler, Fact, Made, Parts};
use super::rows::{Rows, out_of_force};
use super::vocabulary::{Vocabulary, width};
use super::{
    Application, Applications, FactSource, FactSources, Legend, Origin, Role, Standing, Values, View,
};
use crate::diagnostic::{Checked, Diagnostic};
use crate::engine::{
    self, Atom, Budget, Constant, Earlier, Facts, Literal, Program, RelationId, Rule, Term, Variable,
};
use crate::model::Model;
use crate::model::statement::{self as model, Formula, Kind, Statement, StatementId, VariableId};
use crate::model::table::Table;
use crate::model::value::{Date, Value};
use crate::syntax::ast::Sign;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    /// What it may be evaluated beside.
    kept: Option<Arc<Kept>>,
}

impl Lowered {
    /// Makes the program of the model seen through a view. Statements that cannot be used are left out
    /// and reported.
    pub fn theory(&self, model: &Model, view: &View, queries: &[Query]) -> Checked<Theory> {
        let standing = Standing::new(model, view);
        let made: Vec<(StatementId, &Statement)> =
            model.statements().filter(|(id, statement)| standing.made(*id, statement)).collect();
        let active = made.iter().filter(|(id, statement)| standing.counts(*id, statement));
        let kept = self.first_views.beside(view).map(Arc::clone);
        let vocabulary = match &kept {
            Some(kept) => self.vocabulary.with(kept.values.copy()),
            None => self.vocabulary.fork(model),
        };
        let mut assembly = ProgramBuilder::new(model, vocabulary);
        assembly.apart = view.applications != Applications::Plain;
        assembly.suspend(supposed(model, view));
        assembly.leave_open(&view.options);
        for (id, _) in active.filter(|(id, _)| !view.disbelieved.contains(id)) {
            if let Some(parts) = self.parts(*id) {
                assembly.parts(*id, parts);
            }
        }
        for symbol in &view.claimed {
            assembly.claimed(*symbol);
        }
        if let Applications::Apart(withheld) = &view.applications {
            for application in withheld {
                let parts = self.parts(application.statement);
                assembly.withhold(application, parts.and_then(|parts| parts.withheld));
            }
        }
        for literal in chosen(model, view).iter().chain(&view.stated) {
            assembly.state(literal, FactSource::Supposed);
        }
        // Who is supposed to be for something or against it takes this position on the day of the view, and what is supposed
        // not to be so is not so on that day.
        for literal in supposed(model, view).into_iter().filter(|one| is_of_today(model, one)) {
            let on = standing.as_of().map(|day| model::Term::Value(Value::Date(day)));
            if on.is_some() {
                assembly.state(&model::Literal { on, ..literal }, FactSource::Supposed);
            }
        }
        for (at, literal) in (0..).zip(&view.options) {
            for sign in [Sign::Positive, Sign::Negative] {
                assembly.state(&signed(literal, sign), FactSource::Option(at, sign));
            }
        }
        assembly.symmetric();
        for (at, query) in queries.iter().enumerate() {
            assembly.query(at, query);
        }
        assembly.facts.extend(self.known.iter().map(Cow::Borrowed));
        assembly.today(model.known.as_of, standing.as_of());
        assembly.today(model.known.known_until, standing.known_until());
        for (id, _) in &made {
            let known = self.parts(*id).into_iter().flat_map(|parts| &parts.known);
            assembly.facts.extend(known.map(Cow::Borrowed));
        }
        let Checked { value, diagnostics } = assembly.finish(self.is_circular());
        Checked { value: Theory { kept, ..value }, diagnostics }
    }
}

/// Whether a sentence says, without a day, that somebody is for something or against it, or denies anything.
fn is_of_today(model: &Model, literal: &model::Literal) -> bool {
    let known = model.known;
    let positions = [known.approved, known.explicitly, known.objected, known.supports_act, known.opposes];
    let told = literal.sign == Sign::Negative || positions.contains(&Some(literal.relation));
    told && literal.on.is_none()
}

/// The program of a view, as far as it has been put together.
struct ProgramBuilder<'m> {
    model: &'m Model,
    vocabulary: Vocabulary,
    rules: Vec<Rule>,
    origins: Vec<Origin>,
    /// What the variables of each rule are in its statement.
    variables: Vec<Vec<VariableId>>,
    /// What is supposed.
    suppositions: Vec<model::Literal>,
    suspensions: BTreeMap<RelationId, RelationId>,
    /// The day for which a row is supposed: a happening has one, and what else is said of it has no say.
    days: BTreeMap<(model::RelationId, Sign, Vec<Constant>), Constant>,
    /// Rows put out of force.
    out_of_force: BTreeSet<(RelationId, Vec<Constant>)>,
    /// Rows that are in force by a choice which is left open, and out of force by the other one.
    open: BTreeMap<(RelationId, Vec<Constant>), FactSource>,
    /// Whether applications of contestable rules can be told apart.
    apart: bool,
    /// Applications of them that are not believed.
    disbelieved: Vec<(RelationId, Vec<Constant>)>,
    /// Facts in the order in which they are stated.
    facts: Vec<Cow<'m, Fact>>,
    /// The tables in force, with the statements that name them.
    tables: Vec<(StatementId, &'m Table)>,
    /// The queries that ask for every row of a relation.
    whole: BTreeMap<RelationId, RelationId>,
    diagnostics: Vec<Diagnostic>,
}

impl<'m> ProgramBuilder<'m> {
    fn new(model: &'m Model, vocabulary: Vocabulary) -> Self {
        Self {
            model,
            vocabulary,
            rules: Vec::new(),
            origins: Vec::new(),
            variables: Vec::new(),
            suppositions: Vec::new(),
            suspensions: BTreeMap::new(),
            days: BTreeMap::new(),
            out_of_force: BTreeSet::new(),
            open: BTreeMap::new(),
            apart: false,
            disbelieved: Vec::new(),
            facts: Vec::new(),
            tables: Vec::new(),
            whole: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn push_rule(&mut self, mut rule: Rule, origin: Origin, variables: Vec<VariableId>) {
        if let Some((suspension, columns)) = self.suspension(rule.head.relation) {
            let terms = rule.head.terms.iter().take(columns).copied().collect();
            rule.body.push(Literal::Negative(Atom { relation: suspension, terms }));
        }
        self.rules.push(rule);
        self.origins.push(origin);
        self.variables.push(variables);
    }

    /// What puts rows of a relation out of force, and how many of its columns tell which: a day does not.
    fn suspension(&self, head: RelationId) -> Option<(RelationId, usize)> {
        let sentence = match self.vocabulary.roles.get(head.index())? {
            Role::Dated(relation, sign) => self.vocabulary.known(*relation, *sign)?,
            _ => head,
        };
        let columns = self.vocabulary.columns.get(sentence.index())?;
        Some((*self.suspensions.get(&sentence)?, *columns))
    }

    /// Puts the complements of what is supposed out of force.
    fn suspend(&mut self, supposed: Vec<model::Literal>) {
        for literal in &supposed {
            let opposite = Model::opposite(literal.sign);
            let complement = self.vocabulary.sentence(self.model, literal.relation, opposite);
            let row = self.vocabulary.constants(&literal.terms);
            if let Some(day) = &literal.on {
                let day = self.vocabulary.constant(day);
                self.days.entry((literal.relation, literal.sign, row.clone())).or_insert(day);
            }
            self.suspending(complement, literal.relation);
            for row in self.rows_of(literal) {
                self.out_of_force.insert((complement, row));
            }
        }
        self.suppositions = supposed;
    }

    /// The rows that a literal without variables is about: of a symmetric relation, two.
    fn rows_of(&mut self, literal: &model::Literal) -> Vec<Vec<Constant>> {
        let row = self.vocabulary.constants(&literal.terms);
        let symmetric = self.model.relation(literal.relation).is_some_and(|known| known.symmetric.is_some());
        let turned = symmetric.then(|| row.iter().rev().copied().collect());
        std::iter::once(row).chain(turned).collect()
    }

    /// Makes the relation of the rows of a sentence that are put out of force.
    fn suspending(&mut self, sentence: RelationId, relation: model::RelationId) {
        if !self.suspensions.contains_key(&sentence) {
            let columns = width(self.model, relation);
            let suspension = self.vocabulary.relation(columns, Role::Suspended);
            self.suspensions.insert(sentence, suspension);
        }
    }

    /// Puts each side of what is left open out of force where the other one is chosen.
    fn leave_open(&mut self, options: &[model::Literal]) {
        for (at, literal) in (0..).zip(options) {
            for sign in [Sign::Positive, Sign::Negative] {
                let side = signed(literal, sign);
                let relation = self.vocabulary.sentence(self.model, side.relation, side.sign);
                self.suspending(relation, side.relation);
                for row in self.rows_of(&side) {
                    self.open.insert((relation, row), FactSource::Option(at, sign));
                }
            }
        }
    }

    /// Adds what a statement becomes.
    fn parts(&mut self, id: StatementId, parts: &'m Parts) {
        for made in &parts.rules {
            let mut rule = made.rule.clone();
            if let (Some(guard), true) = (&made.guard, self.apart) {
                rule.body.push(Literal::Negative(guard.clone()));
            }
            self.push_rule(rule, made.origin, made.variables.clone());
        }
        for fact in &parts.facts {
            let apart = !self.suspensions.is_empty();
            let relation = apart.then(|| self.vocabulary.known(fact.relation, fact.sign)).flatten();
            let suspended = relation.is_some_and(|relation| {
                self.suspensions.contains_key(&relation)
                    && out_of_force(
                        &self.out_of_force,
                        &self.vocabulary.values,
                        relation,
                        fact.sign,
                        &fact.row,
                    )
                    && !self.insists(fact)
            });
            if suspended {
                continue;
            }
            let open = relation.filter(|_| !self.open.is_empty());
            let open = open.and_then(|relation| self.open.get(&(relation, fact.row.clone())));
            if let Some(stater) = open {
                self.facts.push(Cow::Owned(Fact { stater: *stater, ..fact.clone() }));
                continue;
            }
            let day = || self.days.get(&(fact.relation, fact.sign, fact.row.clone()));
            if fact.date.is_some()
                && !self.days.is_empty()
                && day().is_some_and(|day| Some(*day) != fact.date)
            {
                self.facts.push(Cow::Owned(Fact { date: None, ..fact.clone() }));
            } else {
                self.facts.push(Cow::Borrowed(fact));
            }
        }
        if let Some(table) = parts.table.and_then(|table| self.model.table(table)) {
            self.tables.push((id, table));
        }
        for diagnostic in &parts.diagnostics {
            self.report(diagnostic.clone());
        }
    }

    /// Whether a supposition holds against what is supposed besides: two in one scenario contradict each
    /// other, and only what is supposed nearer puts one out of force.
    fn insists(&self, fact: &Fact) -> bool {
        let FactSource::Statement(id) = fact.stater else { return false };
        let supposes = |statement: &Statement| statement.kind == Kind::Supposition;
        self.model.statement(id).is_some_and(supposes)
            && self.suppositions.iter().any(|one| {
                (one.relation, one.sign) == (fact.relation, fact.sign)
                    && one
                        .terms
                        .iter()
                        .map(|term| self.vocabulary.values.known(term))
                        .eq(fact.row.iter().map(|c| Some(*c)))
            })
    }

    /// States what a hypothesis means.
    fn claimed(&mut self, symbol: model::SymbolId) {
        let literals = self.model.hypotheses.get(&symbol).and_then(|known| known.suppositions.as_deref());
        for literal in literals.unwrap_or_default() {
            self.state(literal, FactSource::Hypothesis(symbol));
        }
    }

    fn state(&mut self, literal: &model::Literal, stater: FactSource) {
        self.vocabulary.sentence(self.model, literal.relation, literal.sign);
        let row = self.vocabulary.constants(&literal.terms);
        let (relation, sign) = (literal.relation, literal.sign);
        let date = literal.on.as_ref().map(|day| self.vocabulary.constant(day));
        self.facts.push(Cow::Owned(Fact { relation, sign, row, date, stater }));
    }

    /// States a day of the view: the one on which it stands, or up to which anything is known.
    fn today(&mut self, relation: Option<model::RelationId>, day: Option<Date>) {
        if let (Some(relation), Some(day)) = (relation, day) {
            self.vocabulary.sentence(self.model, relation, Sign::Positive);
            let row = vec![self.vocabulary.values.value(Value::Date(day))];
            let fact = Fact { relation, sign: Sign::Positive, row, date: None, stater: FactSource::Known };
            self.facts.push(Cow::Owned(fact));
        }
    }

    fn withhold(&mut self, application: &Application, relation: Option<RelationId>) {
        if let Some(relation) = relation {
            let row = self.vocabulary.constants(&application.terms);
            self.disbelieved.push((relation, row));
        }
    }

    fn query(&mut self, at: usize, query: &Query) {
        let Parts { rules, diagnostics, .. } = compiled(self.model, &mut self.vocabulary, at, query);
        if let Some((query, read)) = whole(&self.vocabulary.roles, &rules) {
            self.whole.insert(query, read);
        } else {
            for Made { rule, origin, variables, .. } in rules {
                self.push_rule(rule, origin, variables);
            }
        }
        for diagnostic in diagnostics {
            self.report(diagnostic);
        }
    }

    fn symmetric(&mut self) {
        for (relation, known) in (0..).map(model::RelationId).zip(&self.model.relations) {
            if known.symmetric.is_none() {
                continue;
            }
            for sign in [Sign::Positive, Sign::Negative] {
                let Some(engine) = self.vocabulary.known(relation, sign) else { continue };
                let (a, b) = (Term::Variable(Variable(0)), Term::Variable(Variable(1)));
                let head = Atom { relation: engine, terms: vec![b, a] };
                let body = vec![Literal::Positive(Atom { relation: engine, terms: vec![a, b] })];
                let rule = Rule { head, body, variables: 2 };
                self.push_rule(rule, Origin::Symmetric(relation), vec![VariableId(0), VariableId(1)]);
            }
        }
    }

    /// What holds on a day holds on it the other way round too.
    fn symmetric_dates(&mut self) {
        let dated: Vec<_> = self.vocabulary.dated.iter().map(|(key, engine)| (key.0, *engine)).collect();
        for (relation, engine) in dated {
            if self.model.relation(relation).is_none_or(|known| known.symmetric.is_none()) {
                continue;
            }
            let [a, b, day] = [0, 1, 2].map(|at| Term::Variable(Variable(at)));
            let head = Atom { relation: engine, terms: vec![b, a, day] };
            let body = vec![Literal::Positive(Atom { relation: engine, terms: vec![a, b, day] })];
            let variables = [0, 1, 2].map(VariableId).to_vec();
            self.push_rule(Rule { head, body, variables: 3 }, Origin::Symmetric(relation), variables);
        }
    }

    fn finish(mut self, circular: bool) -> Checked<Theory> {
        self.symmetric_dates();
        let Vocabulary { columns, roles, sentences, dated, mut values, .. } = self.vocabulary;
        let mut program = Program { relations: columns, rules: self.rules };
        let mut legend = Legend {
            roles,
            origins: self.origins,
            variables: self.variables,
            staters: FactSources::default(),
            sentences,
            whole: self.whole,
        };
        let mut diagnostics = self.diagnostics;
        if circular {
            diagnostics.extend(break_cycles(self.model, &mut program, &mut legend));
        }
        let mut facts = Facts::new(&program);
        let Legend { sentences, staters, roles, .. } = &mut legend;
        let by_relation = by_relation(sentences);
        for fact in &self.facts {
            let key = (fact.relation, fact.sign);
            let signs = by_relation.get(fact.relation.0 as usize);
            if let Some(Some(engine)) = signs.and_then(|signs| signs.get(place(fact.sign)).copied()) {
                staters.add(facts.add(engine, &fact.row), engine, fact.stater);
            }
            if let Some(date) = fact.date
                && let Some(engine) = dated.get(&key)
            {
                let row: Vec<Constant> = fact.row.iter().copied().chain([date]).collect();
                staters.add(facts.add(*engine, &row), *engine, fact.stater);
            }
        }
        for (id, table) in self.tables {
            let key = (table.relation, Sign::Positive);
            let Some(&engine) = sentences.get(&key) else { continue };
            let attribution = self.model.statement(id).map(|statement| &statement.attribution);
            let date = attribution.and_then(date_of).map(|date| values.value(Value::Date(date)));
            let rows = Rows {
                table: id,
                engine,
                dated: dated.get(&key).copied().zip(date),
                out_of_force: self.suspensions.contains_key(&engine).then_some(&self.out_of_force),
                open: self.suspensions.contains_key(&engine).then_some(&self.open),
            };
            rows.add(table, &mut values, &mut facts, staters);
        }
        for (relation, role) in (0..).map(RelationId).zip(roles.iter()) {
            let Role::Sort(sorts) = role else { continue };
            for symbol in (0..).map(model::SymbolId).take(self.model.symbols.len()) {
                if self.model.fits(symbol, sorts) {
                    let row = [values.symbol(symbol)];
                    staters.add(facts.add(relation, &row), relation, FactSource::Known);
                }
            }
        }
        for (relation, row) in &self.disbelieved {
            staters.add(facts.add(*relation, row), *relation, FactSource::Known);
        }
        for (complement, row) in &self.out_of_force {
            if let Some(suspension) = self.suspensions.get(complement) {
                staters.add(facts.add(*suspension, row), *suspension, FactSource::Supposed);
            }
        }
        for ((relation, row), stater) in &self.open {
            let FactSource::Option(at, sign) = *stater else { continue };
            if let Some(suspension) = self.suspensions.get(relation) {
                let other = FactSource::Option(at, Model::opposite(sign));
                staters.add(facts.add(*suspension, row), *suspension, other);
            }
        }
        Checked { value: Theory { program, facts, values, legend, kept: None }, diagnostics }
    }
}

/// The rules of a query, and the relation of its answers among those of the vocabulary.
pub(super) fn compiled(model: &Model, vocabulary: &mut Vocabulary, at: usize, query: &Query) -> Parts {
    let Query { formula, variables } = query;
    let columns = shown(formula, variables);
    let relation = vocabulary.relation(columns.len(), Role::Query(at, columns.clone()));
    let mut compiler = Compiler::new(model, vocabulary);
    compiler.select(None, formula.span, variables, formula, (relation, &columns), Origin::Query(at));
    compiler.parts
}

/// The relation of a query and the relation of sentences whose every row it asks for, column by column, if these are
/// its rules.
pub(super) fn whole(roles: &[Role], rules: &[Made]) -> Option<(RelationId, RelationId)> {
    let [Made { rule, origin: Origin::Query(_), guard: None, .. }] = rules else { return None };
    let [Literal::Positive(read)] = rule.body.as_slice() else { return None };
    let mut seen = BTreeSet::new();
    let apart = |term: &Term| matches!(term, Term::Variable(variable) if seen.insert(*variable));
    let sentences = matches!(roles.get(read.relation.index())?, Role::Sentence(..));
    (sentences && rule.head.terms == read.terms && read.terms.iter().all(apart))
        .then_some((rule.head.relation, read.relation))
}

/// The engine's relations of the model's by their numbers, positive and negative: there is a fact for every look-up.
fn by_relation(sentences: &BTreeMap<(model::RelationId, Sign), RelationId>) -> Vec<[Option<RelationId>; 2]> {
    let last = sentences.keys().next_back().map_or(0, |(relation, _)| relation.0 as usize + 1);
    let mut found = vec![[None; 2]; last];
    for ((relation, sign), engine) in sentences {
        let signs = found.get_mut(relation.0 as usize);
        if let Some(slot) = signs.and_then(|signs| signs.get_mut(place(*sign))) {
            *slot = Some(*engine);
        }
    }
    found
}

/// Where a sign has its place among the two.
const fn place(sign: Sign) -> usize {
    match sign {
        Sign::Positive => 0,
        Sign::Negative => 1,
    }
}

fn signed(literal: &model::Literal, sign: Sign) -> model::Literal {
    model::Literal { sign, ..literal.clone() }
}

impl Theory {
    /// What it may be evaluated beside, as may other programs over its constants.
    pub fn earlier(&self) -> Option<Arc<Earlier>> {
        self.kept.as_ref().map(|kept| Arc::clone(&kept.earlier))
    }

    /// Evaluates the program.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn evaluate(self, limits: &Budget) -> Result<super::Evaluated, super::Unfinished> {
        let earlier = self.earlier();
        let Theory { program, facts, mut values, legend, .. } = self;
        let database = engine::evaluate_beside(earlier.as_deref(), &program, facts, &mut values, limits)
            .map_err(|failure| super::Unfinished::new(failure, &program, &legend))?;
        Ok(super::Evaluated { program, database, values, legend })
    }
}
