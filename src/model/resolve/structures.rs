//! Forecasts, questions with their hypotheses, and scenarios.

use super::resolver::Resolver;
use super::scope::Scope;
use super::statements::Surroundings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::statement::{
    Attribution, Context, Dated, Expression, Formula, FormulaKind, Kind, Literal, Statement, StatementId,
    Step, SymbolId, Term,
};
use crate::model::value::Value;
use crate::model::{Hypothesis, Model, Question, Resolved, Scenario};
use crate::syntax::ast::{self, ClauseKind, ComparisonOperator, Declaration, Outcome, Sign};
use std::sync::Arc;

impl Resolver<'_> {
    /// `forecast NAME "…": HEADS if BODY, by DATE`
    pub(super) fn forecast(
        &mut self,
        statement: &ast::Statement,
        forecast: &ast::Conditional,
        around: &Surroundings,
    ) {
        let Some(&symbol) = self.model.names.get(&forecast.name.text) else { return };
        let mut made = self.blank(statement, around, Kind::Forecast(symbol));
        made.name = forecast.name.text.clone();
        made.gloss = forecast.gloss.as_ref().map(|gloss| gloss.value.clone());
        if let Some(due) = &forecast.due
            && let Some(date) = self.dated(due)
        {
            let like = Statement {
                kind: Kind::Assertion,
                attribution: Attribution::default(),
                label: None,
                ..made.clone()
            };
            let terms = vec![Term::Symbol(symbol), Term::Value(Value::Date(date.date))];
            self.clause_fact(&like, due.span, self.model.known.falls_due, terms);
            self.model.deadlines.insert(symbol, date);
        }
        // The day on which a forecast was made is not that of what it foresees.
        let on = made.attribution.on.take();
        let Some(id) = self.conclude(made, &forecast.head, forecast.body.as_ref()) else { return };
        if let Some(on) = on {
            self.revise(symbol, on, id, statement);
        }
        self.supply_forecast(symbol, id);
    }

    /// Keeps a forecast among those of its name, in the order of their days.
    fn revise(&mut self, symbol: SymbolId, on: Dated, id: StatementId, statement: &ast::Statement) {
        let own = self.model.statement(id).map(|made| made.attribution.sources.clone()).unwrap_or_default();
        let voice = |others: &[SymbolId]| own.is_empty() || others.is_empty() || others == own.as_slice();
        let earlier = self.model.statements().find(|(known, one)| {
            one.kind == Kind::Forecast(symbol) && *known != id && voice(&one.attribution.sources)
        });
        let earlier = earlier.map(|(_, one)| one.span);
        let known: Vec<&(Dated, StatementId)> = self.model.revised(id, symbol).collect();
        let later =
            known.iter().find(|(known, _)| on.date.before(known.date)).map(|(known, _)| known.words.clone());
        if let (true, Some(first)) = (known.is_empty(), earlier) {
            self.report(
                Diagnostic::new(Code::OutOfOrder, "a forecast is revised that does not say when it was made")
                    .label(first, "on which day?")
                    .label(statement.span, "revised here")
                    .help("say of the first one, too, when it was made: `on DATE`"),
            );
            return;
        }
        if let Some(later) = later {
            let message = format!("this forecast of {} comes after that of {later}", on.words);
            self.report(
                Diagnostic::new(Code::OutOfOrder, message)
                    .label(statement.span, "made earlier, and written later")
                    .help("write the forecasts in the order of their days; each counts from its day on"),
            );
        }
        let all = self.model.revisions.entry(symbol).or_default();
        all.push((on, id));
        all.sort_by_key(|(on, _)| on.date.first());
    }

    /// What a forecast says will take place: *F forecasts X*.
    fn supply_forecast(&mut self, symbol: SymbolId, forecast: StatementId) {
        let Some(statement) = self.model.statements.get(forecast.0 as usize).map(Arc::clone) else { return };
        let took_place = self.model.known.took_place;
        let like = Statement {
            kind: Kind::Assertion,
            attribution: Attribution::default(),
            label: None,
            heads: Vec::new(),
            body: None,
            ..(*statement).clone()
        };
        for head in statement.heads.iter().filter(|head| head.sign == Sign::Positive) {
            if let (true, Some(happening @ Term::Symbol(_))) =
                (took_place == Some(head.relation), head.terms.first())
            {
                let terms = vec![Term::Symbol(symbol), happening.clone()];
                self.clause_fact(&like, statement.span, self.model.known.forecasts, terms);
            }
        }
    }

    /// `resolve FORECAST as true, on DATE`: *the forecast is resolved*.
    pub(super) fn outcome(
        &mut self,
        statement: &ast::Statement,
        resolve: &ast::Resolve,
        around: &Surroundings,
    ) {
        if around.context != Context::Base {
            return self.not_here(statement.span, "at the top of the file");
        }
        let made = self.blank(statement, around, Kind::Assertion);
        if let Some(answer) = &resolve.answer {
            return self.answer(&resolve.forecasts, answer, made.attribution.on.as_ref());
        }
        for name in &resolve.forecasts {
            let Some(symbol) = self.thing(name, &[SortId::FORECAST]) else { continue };
            if let Some(first) = self.model.outcomes.get(&symbol) {
                let first = first.span;
                self.report(
                    Diagnostic::new(Code::DuplicateName, format!("`{}` is resolved twice", name.text))
                        .label(name.span, "resolved again")
                        .label(first, "resolved first")
                        .help("a forecast comes out one way: take one of these away"),
                );
                continue;
            }
            let on = made.attribution.on.clone();
            self.model.outcomes.insert(symbol, Resolved { outcome: resolve.outcome, span: name.span, on });
            self.clause_fact(&made, name.span, self.model.known.resolved, vec![Term::Symbol(symbol)]);
            if resolve.outcome == Outcome::True {
                self.clause_fact(&made, name.span, self.model.known.came_true, vec![Term::Symbol(symbol)]);
                let told = self.model.statements().find(|(_, known)| known.kind == Kind::Forecast(symbol));
                if let Some((id, _)) = told {
                    self.supply_forecast(symbol, id);
                }
            }
        }
    }

    /// `resolve QUESTION as HYPOTHESIS, on DATE`
    fn answer(&mut self, questions: &[ast::Name], answer: &ast::Name, on: Option<&Dated>) {
        for name in questions {
            let known = self.model.names.get(&name.text).and_then(|id| self.model.symbol(*id));
            if known.is_some_and(|known| known.sort == SortId::FORECAST) {
                self.report(
                    Diagnostic::new(Code::UnknownWord, format!("`{}` is no outcome of a forecast", answer.text))
                        .label(answer.span, "not known")
                        .help("a forecast comes out as `true`, `false` or `void`; a question as one of its hypotheses"),
                );
                continue;
            }
            let Some(question) = self.thing(name, &[SortId::QUESTION]) else { continue };
            let Some(symbol) = self.thing(answer, &[SortId::HYPOTHESIS]) else { return };
            let known = self.model.questions.iter().find(|one| one.symbol == question);
            if known.is_some_and(|known| !known.hypotheses.contains(&symbol)) {
                self.report(
                    Diagnostic::new(
                        Code::NotHere,
                        format!("`{}` is no answer to `{}`", answer.text, name.text),
                    )
                    .label(answer.span, "an answer to another question, or to one that is stated later")
                    .help("name one of the hypotheses of the question, after the question"),
                );
                continue;
            }
            if let Some(first) = self.model.answered.get(&question) {
                let first = first.span;
                self.report(
                    Diagnostic::new(Code::DuplicateName, format!("`{}` is resolved twice", name.text))
                        .label(name.span, "resolved again")
                        .label(first, "resolved first")
                        .help("a question comes out one way: take one of these away"),
                );
                continue;
            }
            let answered = crate::model::Answered { answer: symbol, span: name.span, on: on.cloned() };
            self.model.answered.insert(question, answered);
        }
    }

    /// `question NAME "…" open { … }`
    pub(super) fn question(
        &mut self,
        statement: &ast::Statement,
        declaration: &Declaration,
        around: &Surroundings,
    ) {
        let Some(symbol) = self.at_the_top(statement, declaration, around) else { return };
        let mut question = Question {
            symbol,
            span: statement.span,
            hypotheses: Vec::new(),
            open: false,
            exclusive: true,
            independent: false,
        };
        for clause in &declaration.clauses {
            match &clause.kind {
                ClauseKind::Open => question.open = true,
                ClauseKind::NotExclusive => question.exclusive = false,
                ClauseKind::Independent => question.independent = true,
                _ => self.misplaced(clause, "question"),
            }
        }
        let attribution = self.attribution(&statement.qualifiers, &around.attribution);
        self.model.questions.push(question);
        let inner = Surroundings { attribution, question: Some(symbol), ..around.clone() };
        if let Some(block) = &statement.block {
            self.statements(block, &inner);
        }
    }

    /// `hypothesis NAME "…": FORMULA { … }`
    pub(super) fn hypothesis(
        &mut self,
        statement: &ast::Statement,
        hypothesis: &ast::Hypothesis,
        around: &Surroundings,
    ) {
        if around.context != Context::Base || around.question.is_none() {
            return self.not_here(statement.span, "in the block of a `question NAME \"…\" { … }`");
        }
        let Some(&symbol) = self.model.names.get(&hypothesis.name.text) else { return };
        let mut made = self.blank(statement, around, Kind::Meaning(symbol));
        let attribution = std::mem::take(&mut made.attribution);
        let label = made.label.take();
        made.name = hypothesis.name.text.clone();
        made.gloss = hypothesis.gloss.as_ref().map(|gloss| gloss.value.clone());
        let (body, scope) =
            self.in_scope(Scope::default(), |resolver, scope| resolver.formula(&hypothesis.formula, scope));
        self.check_scope(&scope);
        if let (Some(body), Some(relation)) = (body, self.model.known.holds) {
            let terms = vec![Term::Symbol(symbol)];
            let span = hypothesis.name.span;
            made.heads = vec![Literal { span, sign: Sign::Positive, relation, terms, on: None }];
            let suppositions = conjuncts(&body);
            made.body = Some(body);
            made.variables = scope.names;
            let meaning = self.add(made);
            let entry = Hypothesis {
                question: around.question,
                meaning,
                suppositions,
                attribution,
                label,
                span: statement.span,
            };
            self.model.hypotheses.insert(symbol, entry);
            let question = self.model.questions.iter_mut().find(|q| Some(q.symbol) == around.question);
            if let Some(question) = question {
                question.hypotheses.push(symbol);
            }
        }
        if let Some(block) = &statement.block {
            let inner = Surroundings {
                context: Context::Hypothesis(symbol),
                attribution: around.attribution.clone(),
                question: None,
            };
            self.statements(block, &inner);
        }
    }

    /// What a block that stands at the top of a file declares; elsewhere it is a mistake.
    pub(super) fn at_the_top(
        &mut self,
        statement: &ast::Statement,
        declaration: &Declaration,
        around: &Surroundings,
    ) -> Option<SymbolId> {
        if around.context != Context::Base || around.question.is_some() {
            self.not_here(statement.span, "at the top of the file");
            return None;
        }
        self.model.names.get(&declaration.names.first()?.text).copied()
    }

    /// `scenario NAME "…" extends OTHER { … }`
    pub(super) fn scenario(
        &mut self,
        statement: &ast::Statement,
        declaration: &Declaration,
        around: &Surroundings,
    ) {
        let Some(symbol) = self.at_the_top(statement, declaration, around) else { return };
        let mut extends = None;
        let mut as_of = None;
        for clause in &declaration.clauses {
            match &clause.kind {
                ClauseKind::Extends(other) => {
                    extends = self.thing(other, &[SortId::SCENARIO]);
                    if extends.is_some_and(|other| self.extends_from(other, symbol)) {
                        self.report(
                            Diagnostic::new(Code::NotHere, "scenarios extend each other in a circle")
                                .label(other.span, "this closes the circle")
                                .help("let one of them stand on its own"),
                        );
                        extends = None;
                    }
                }
                ClauseKind::AsOf(date) => as_of = self.dated(date).map(|dated| dated.date),
                _ => self.misplaced(clause, "scenario"),
            }
        }
        let attribution = self.attribution(&statement.qualifiers, &around.attribution);
        let entry = Scenario { symbol, extends, as_of, retracted: Vec::new(), span: statement.span };
        self.model.scenarios.push(entry);
        let inner = Surroundings { context: Context::Scenario(symbol), attribution, question: None };
        if let Some(block) = &statement.block {
            self.statements(block, &inner);
        }
    }

    /// Whether a scenario is another one, or extends it however far.
    fn extends_from(&self, scenario: SymbolId, other: SymbolId) -> bool {
        let mut at = Some(scenario);
        let mut steps = 0;
        while let Some(symbol) = at {
            if symbol == other {
                return true;
            }
            steps += 1;
            if steps > self.model.scenarios.len() {
                return false;
            }
            at = self.model.scenario(symbol).and_then(|scenario| scenario.extends);
        }
        false
    }

    /// `suppose LITERAL.`
    pub(super) fn suppose(
        &mut self,
        statement: &ast::Statement,
        literal: &ast::Literal,
        around: &Surroundings,
    ) {
        let Context::Scenario(_) = around.context else {
            return self.not_here(statement.span, "in a `scenario { … }`");
        };
        let mut made = self.blank(statement, around, Kind::Supposition);
        made.attribution = Attribution { on: made.attribution.on, ..Attribution::default() };
        self.conclude(made, std::slice::from_ref(literal), None);
    }

    /// `retract @label.`
    pub(super) fn retract(&mut self, statement: &ast::Statement, label: &ast::Name, around: &Surroundings) {
        let Context::Scenario(symbol) = around.context else {
            return self.not_here(statement.span, "in a `scenario { … }`");
        };
        let name = ast::Name { text: smol_str::format_smolstr!("@{}", label.text), ..label.clone() };
        let Some(id) = self.thing(&name, &[SortId::STATEMENT]) else { return };
        let span = statement.span;
        if let Some(scenario) = self.model.scenarios.iter_mut().find(|scenario| scenario.symbol == symbol) {
            scenario.retracted.push((id, span));
        }
    }
}

/// The literals of a formula that is a plain conjunction of sentences without variables.
fn conjuncts(formula: &Formula) -> Option<Vec<Literal>> {
    let ground = |literal: &Literal| literal.terms.iter().all(|term| !matches!(term, Term::Variable(_)));
    match &formula.kind {
        FormulaKind::Literal(literal) if ground(literal) => Some(vec![literal.clone()]),
        FormulaKind::And(members) => {
            let parts: Option<Vec<Vec<Literal>>> = members.iter().map(conjuncts).collect();
            Some(parts?.concat())
        }
        FormulaKind::Literal(_)
        | FormulaKind::Or(_)
        | FormulaKind::Unless(_)
        | FormulaKind::Compare(..)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..)
        | FormulaKind::Aggregate(..) => None,
    }
}

/// The formula that says the contrary, where every part of it can be denied.
pub(crate) fn dual(formula: &Formula) -> Option<Formula> {
    // A literal with a variable is denied by somebody's not doing it, which says nothing of the others; one
    // with a day, by another day too.
    let (mut open, mut dated) = (false, false);
    formula.each_sentence(&mut |literal| {
        open |= literal.terms.iter().any(|term| matches!(term, Term::Variable(_)));
        dated |= matches!(literal.on, Some(Term::Variable(_)));
    });
    match (open, dated) {
        (true, _) => return None,
        (false, true) => return on_other_days(formula),
        (false, false) => {}
    }
    let kind = match &formula.kind {
        FormulaKind::Literal(literal) => {
            FormulaKind::Literal(Literal { sign: Model::opposite(literal.sign), ..literal.clone() })
        }
        FormulaKind::And(members) => FormulaKind::Or(members.iter().map(dual).collect::<Option<_>>()?),
        FormulaKind::Or(members) => FormulaKind::And(members.iter().map(dual).collect::<Option<_>>()?),
        FormulaKind::Compare(left, operator, right) => {
            let denied = match operator {
                ComparisonOperator::Equal => ComparisonOperator::NotEqual,
                ComparisonOperator::NotEqual => ComparisonOperator::Equal,
                ComparisonOperator::Less => ComparisonOperator::GreaterOrEqual,
                ComparisonOperator::LessOrEqual => ComparisonOperator::Greater,
                ComparisonOperator::Greater => ComparisonOperator::LessOrEqual,
                ComparisonOperator::GreaterOrEqual => ComparisonOperator::Less,
                // What is not known to come first is not known to come later either: the contrary is the other order.
                ComparisonOperator::Before | ComparisonOperator::After => {
                    let turned = FormulaKind::Compare(right.clone(), *operator, left.clone());
                    return Some(Formula { span: formula.span, kind: turned });
                }
                ComparisonOperator::During => return None,
            };
            FormulaKind::Compare(left.clone(), denied, right.clone())
        }
        FormulaKind::Unless(_)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..)
        | FormulaKind::Aggregate(..) => return None,
    };
    Some(Formula { span: formula.span, kind })
}

/// What denies sentences whose days are compared: one of them is false, or their days compare otherwise.
fn on_other_days(formula: &Formula) -> Option<Formula> {
    let made = |kind| Formula { span: formula.span, kind };
    let FormulaKind::And(members) = &formula.kind else { return None };
    let (mut said, mut denied, mut otherwise) = (Vec::new(), Vec::new(), Vec::new());
    for member in members {
        match &member.kind {
            FormulaKind::Literal(literal) => {
                let sign = Model::opposite(literal.sign);
                denied.push(made(FormulaKind::Literal(Literal { sign, on: None, ..literal.clone() })));
                said.push(member.clone());
            }
            FormulaKind::Compare(left, operator, right) => {
                otherwise.push(dual(member)?);
                // Once the later one is there the first one cannot come before it any more.
                let (first, later) = match operator {
                    ComparisonOperator::Before => (left, right),
                    ComparisonOperator::After => (right, left),
                    _ => continue,
                };
                if let (Some(first), Some(later)) = (dated(members, first), dated(members, later)) {
                    let missing = made(FormulaKind::Unless(Box::new(undated(first))));
                    denied.push(made(FormulaKind::And(vec![undated(later), missing])));
                }
            }
            _ => return None,
        }
    }
    if !otherwise.is_empty() {
        said.push(made(FormulaKind::Or(otherwise)));
        denied.push(made(FormulaKind::And(said)));
    }
    Some(made(FormulaKind::Or(denied)))
}

/// The sentence of which one side of a comparison is the day.
fn dated<'f>(members: &'f [Formula], side: &Expression) -> Option<&'f Literal> {
    let [Step::Push(day)] = side.steps.as_slice() else { return None };
    members.iter().find_map(|member| match &member.kind {
        FormulaKind::Literal(literal) => (literal.on.as_ref() == Some(day)).then_some(literal),
        _ => None,
    })
}

/// A sentence on whatever day.
fn undated(literal: &Literal) -> Formula {
    Formula { span: literal.span, kind: FormulaKind::Literal(Literal { on: None, ..literal.clone() }) }
}
