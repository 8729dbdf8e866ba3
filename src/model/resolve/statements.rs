//! Third pass: what each statement says.

use super::resolver::Resolver;
use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Preference;
use crate::model::sort::SortId;
use crate::model::statement::{
    Attribution, Context, Formula, Kind, Literal, RelationId, Stated, Statement, SymbolId, Telling, Term,
};
use crate::model::value::scale::{Range, percents};
use crate::model::value::{Number, Value};
use crate::source::{Span, on_one_line};
use crate::syntax::ast::{
    self, AssertMode, ClauseKind, ConstraintKind, Keyword, QualifierKind, Sign, StatementKind,
};
use smol_str::{SmolStr, format_smolstr};
use std::sync::Arc;

/// What stands around a statement.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    pub(super) context: Context,
    pub(super) attribution: Attribution,
    /// The question around it.
    pub(super) question: Option<SymbolId>,
}

impl Surroundings {
    /// The top of a file.
    pub(super) fn base() -> Self {
        Self { context: Context::Base, attribution: Attribution::default(), question: None }
    }
}

impl Resolver<'_> {
    /// Resolves statements in order; those in blocks too.
    pub(super) fn statements(&mut self, statements: &[ast::Statement], around: &Surroundings) {
        for statement in statements {
            self.statement(statement, around);
        }
    }

    fn statement(&mut self, statement: &ast::Statement, around: &Surroundings) {
        self.here = statement.span;
        if self.is_refused_sentence(statement) {
            self.model.unread_expectations += usize::from(matches!(statement.kind, StatementKind::Expect(_)));
            return;
        }
        let before = (self.model.statements.len(), self.diagnostics.len());
        self.say(statement, around);
        if before == (self.model.statements.len(), self.diagnostics.len()) {
            self.check_idle_qualifiers(statement);
        }
    }

    /// Reports qualifiers of a statement that has said nothing which could be qualified: what follows a comma
    /// is most often a name of the list before it that is two words.
    fn check_idle_qualifiers(&mut self, statement: &ast::Statement) {
        let what = match &statement.kind {
            StatementKind::Declare(..)
            | StatementKind::DeclareSort { .. }
            | StatementKind::DeclareFrom { .. }
            | StatementKind::Relation(_) => "a statement that only declares",
            StatementKind::Prefer(_) => "a preference",
            StatementKind::Suppose(_) => "a supposition",
            StatementKind::Retract(_) => "a retraction",
            StatementKind::Scenario(_) => "a scenario",
            _ => return,
        };
        let idle = |qualifier: &&ast::Qualifier| !matches!(qualifier.kind, QualifierKind::Because(_));
        let Some(first) = statement.qualifiers.iter().find(idle) else { return };
        let text = on_one_line(self.map.text(first.span));
        let diagnostic = Diagnostic::new(Code::ClauseOutOfPlace, format!("`{text}` qualifies nothing here"))
            .label(first.span, format!("{what} says nothing that could be so or not"));
        let diagnostic = match (&first.kind, &statement.kind) {
            (QualifierKind::Likely(_), StatementKind::Declare(..) | StatementKind::DeclareSort { .. }) => {
                diagnostic.help(format!(
                    "take it away; a name is one word (`{}`), and a list ends with `and`",
                    text.replace(' ', "_")
                ))
            }
            _ => diagnostic.help("take it away, or say it of a sentence"),
        };
        self.report(diagnostic);
    }

    /// Reports a day that would date whose action it is, where the day of the action itself is meant: of an event `on` says
    /// when it took place.
    fn check_day_of_action(
        &mut self,
        statement: &ast::Statement,
        keyword: Keyword,
        declaration: &ast::Declaration,
    ) {
        let is_taken = |clause: &ast::Clause| matches!(clause.kind, ClauseKind::Taken(_));
        if keyword != Keyword::Action || declaration.clauses.iter().any(is_taken) {
            return;
        }
        let day = statement.qualifiers.iter().find(|one| matches!(one.kind, QualifierKind::On(_)));
        let Some(day) = day else { return };
        let text = on_one_line(self.map.text(day.span));
        let date = text.trim_start_matches("on").trim();
        self.report(
            Diagnostic::new(Code::ClauseOutOfPlace, "it is not said that the action took place on that day")
                .label(day.span, "this would only say when it is somebody's action")
                .help(format!(
                    "if it took place then, write `taken {date}`; if somebody said so on that day, name the source"
                )),
        );
    }

    fn say(&mut self, statement: &ast::Statement, around: &Surroundings) {
        match &statement.kind {
            StatementKind::Analysis(_) | StatementKind::Import(_) | StatementKind::Scale(_) => {
                if around.context != Context::Base || around.question.is_some() {
                    self.not_here(statement.span, "at the top of the file");
                }
            }
            StatementKind::Declare(keyword, declaration) => {
                self.check_day_of_action(statement, *keyword, declaration);
                self.declaration(statement, *keyword, declaration, around)
            }
            StatementKind::Commitment(commitment) => self.commitment(statement, commitment, around),
            StatementKind::Veto(veto) => self.veto(statement, veto, around),
            StatementKind::Forecast(forecast) => self.forecast(statement, forecast, around),
            StatementKind::Hypothesis(hypothesis) => self.hypothesis(statement, hypothesis, around),
            StatementKind::Question(declaration) => self.question(statement, declaration, around),
            StatementKind::Scenario(declaration) => self.scenario(statement, declaration, around),
            StatementKind::Game(declaration) => self.game(statement, declaration, around),
            StatementKind::Outcome(outcome) => self.named_outcome(statement, outcome, around),
            StatementKind::Indicator(indicator) => self.indicator(statement, indicator, around),
            StatementKind::Matrix(question) => self.matrix(statement, question, around),
            StatementKind::Rated(_) => {
                self.not_here(statement.span, "in the block of a `matrix for QUESTION { … }`")
            }
            StatementKind::Ratings { path, question } => self.ratings(statement, path, question, around),
            // The scale is read before the matrices are.
            StatementKind::RatingScale(_) => {}
            StatementKind::Relation(relation) => self.relation_properties(relation),
            StatementKind::Rule(rule) => self.rule(statement, rule, around),
            StatementKind::Constraint(constraint) => self.constraint(statement, constraint, around),
            // Their names are declared, and they say nothing.
            StatementKind::DeclareSort { .. } | StatementKind::DeclareFrom { .. } => {}
            StatementKind::Facts(facts) => self.facts(statement, facts, around),
            StatementKind::Resolve(resolve) => self.outcome(statement, resolve, around),
            StatementKind::Expect(expect) => self.expectation(statement, expect, around),
            StatementKind::Prefer(prefer) => self.prefer(statement, prefer),
            StatementKind::Decision(decision) => self.decision(statement, decision, around),
            StatementKind::Suppose(literal) => self.suppose(statement, literal, around),
            StatementKind::Retract(label) => self.retract(statement, label, around),
            StatementKind::Assert(assertion) => self.assertion(statement, assertion, around),
            StatementKind::Block => {
                let attribution = self.attribution(&statement.qualifiers, &around.attribution);
                let inner = Surroundings { attribution, ..around.clone() };
                if let Some(block) = &statement.block {
                    self.statements(block, &inner);
                }
            }
        }
    }

    pub(super) fn not_here(&mut self, span: Span, place: &str) {
        self.report(
            Diagnostic::new(Code::NotHere, "this statement does not belong here")
                .label(span, "not here")
                .help(format!("it belongs {place}")),
        );
    }

    /// A statement with nothing in it yet, at a place, said as the surroundings say.
    pub(super) fn blank(
        &mut self,
        statement: &ast::Statement,
        around: &Surroundings,
        kind: Kind,
    ) -> Statement {
        Statement {
            kind,
            name: SmolStr::default(),
            gloss: None,
            doc: statement.doc.as_ref().map(|doc| doc.value.clone()),
            span: statement.span,
            label: self.label_of(statement),
            heads: Vec::new(),
            body: None,
            variables: Vec::new(),
            attribution: self.attribution(&statement.qualifiers, &around.attribution),
            telling: Telling::Plain,
            context: around.context,
        }
    }

    pub(super) fn label_of(&self, statement: &ast::Statement) -> Option<SymbolId> {
        let label = statement.label.as_ref()?;
        self.model.names.get(&format_smolstr!("@{}", label.text)).copied()
    }

    fn assertion(&mut self, statement: &ast::Statement, assertion: &ast::Assertion, around: &Surroundings) {
        if let Some(given) = &assertion.given {
            if assertion.mode == AssertMode::Observe {
                return self.unsure_observation(given.span, "what it is given");
            }
            return self.judgement(statement, &assertion.literal, given, around);
        }
        let mut made = self.blank(statement, around, Kind::Assertion);
        if assertion.mode == AssertMode::Assume {
            made.attribution.assumed = Some(statement.span);
        }
        if assertion.mode == AssertMode::Observe {
            made.attribution.observed = Some(statement.span);
            let conditional = assertion.body.as_ref().map(|body| (body.span, "a condition"));
            let hedged = made.attribution.likelihood.as_ref().map(|hedge| (hedge.span, "a likelihood"));
            if let Some((span, what)) = conditional.or(hedged) {
                return self.unsure_observation(span, what);
            }
        }
        let like = Statement { label: None, ..made.clone() };
        let Some(id) = self.conclude(made, std::slice::from_ref(&assertion.literal), assertion.body.as_ref())
        else {
            return;
        };
        self.told_so(&like, id);
        self.right_laid_down(&like, id);
    }

    /// Of a rule that says when somebody may suspend or end a commitment it is known besides that this is laid down: who
    /// does so without the right has none, also where the rule gives it to nobody.
    fn right_laid_down(&mut self, like: &Statement, id: crate::model::statement::StatementId) {
        let known = self.model.known;
        let Some(made) = self.model.statement(id).filter(|made| made.body.is_some()) else { return };
        let rights: Vec<_> = made
            .heads
            .iter()
            .filter(|head| head.sign == Sign::Positive)
            .filter_map(|head| {
                let kinds = [
                    (known.may_suspend, known.suspension_laid_down),
                    (known.may_end, known.ending_laid_down),
                ];
                let (_, supplied) = kinds.into_iter().find(|(right, _)| *right == Some(head.relation))?;
                // A law about every commitment lays down nothing about one of them.
                let commitment = head.terms.get(1).filter(|term| !matches!(term, Term::Variable(_)))?;
                Some((head.span, supplied, vec![commitment.clone()]))
            })
            .collect();
        let like = Statement { attribution: made.attribution.clone(), ..like.clone() };
        for (span, supplied, terms) in rights {
            self.clause_fact(&like, span, supplied, terms);
        }
    }

    /// Of a statement that somebody approved something, or objected to it, it is known besides that it is told: who is told
    /// to have approved did not let it pass in silence, and who is told to have objected did not only condemn what was
    /// done.
    fn told_so(&mut self, like: &Statement, id: crate::model::statement::StatementId) {
        let Some(made) = self.model.statement(id).filter(|made| made.body.is_none()) else { return };
        let Some(head) = made.heads.first().cloned() else { return };
        let known = self.model.known;
        let told = [(known.approved, known.told_to_approve), (known.objected, known.told_to_object)];
        let supplied = told.into_iter().find(|(said, _)| *said == Some(head.relation));
        if let Some((_, supplied)) = supplied.filter(|_| head.sign == Sign::Positive) {
            let like = Statement { attribution: made.attribution.clone(), ..like.clone() };
            self.clause_fact(&like, head.span, supplied, head.terms);
        }
    }

    /// Reports that what was seen is said with a reservation.
    fn unsure_observation(&mut self, span: crate::source::Span, what: &str) {
        self.report(
            Diagnostic::new(Code::ClauseOutOfPlace, format!("{what} does not belong to an observation"))
                .label(span, "what was seen is so")
                .help("say it without `observe`, or observe what was in fact seen (a report, a reading) and say how likely that is given the rest: `REPORT given SENTENCE, likely.`"),
        );
    }

    /// `S given T, likely`: it says how likely S is where T holds.
    fn judgement(
        &mut self,
        statement: &ast::Statement,
        head: &ast::Literal,
        given: &ast::Formula,
        around: &Surroundings,
    ) {
        let made = self.blank(statement, around, Kind::Judgement);
        if made.attribution.likelihood.is_none() {
            self.report(
                Diagnostic::new(Code::NoLikelihood, "it is not said how likely this is")
                    .label(statement.span, "given that condition")
                    .help("add how likely, or write `if` for what always follows: `A given B, likely.`"),
            );
            return;
        }
        let Some(id) = self.conclude(made, std::slice::from_ref(head), Some(given)) else { return };
        let open = self.model.statement(id).is_some_and(|made| !made.variables.is_empty());
        if open {
            self.model.statements.pop();
            self.report(
                Diagnostic::new(Code::Unsafe, "it is not said of whom or what this is how likely")
                    .label(statement.span, "this leaves somebody or something open")
                    .help("name everybody and everything, in a judgement of its own for each"),
            );
        } else if let Some(made) = self.model.statements.last_mut() {
            affirm(Arc::make_mut(made));
        }
    }

    fn rule(&mut self, statement: &ast::Statement, rule: &ast::Rule, around: &Surroundings) {
        let mut made = self.blank(statement, around, Kind::Rule(rule.mode));
        made.name = rule.name.text.clone();
        made.gloss = rule.gloss.as_ref().map(|gloss| gloss.value.clone());
        if statement.qualifiers.iter().any(|q| matches!(q.kind, QualifierKind::Folded)) {
            made.telling = Telling::Folded;
        }
        let like = Statement { label: None, name: SmolStr::default(), kind: Kind::Assertion, ..made.clone() };
        if let Some(id) = self.conclude(made, &rule.head, rule.body.as_ref()) {
            self.right_laid_down(&like, id);
        }
    }

    /// Adds a statement with these heads and this body; `None` if a part of it is wrong.
    pub(super) fn conclude(
        &mut self,
        mut made: Statement,
        heads: &[ast::Literal],
        body: Option<&ast::Formula>,
    ) -> Option<crate::model::statement::StatementId> {
        let ((resolved, condition), scope) = self.in_scope(Scope::default(), |resolver, scope| {
            let resolved: Vec<Option<Literal>> =
                heads.iter().map(|head| resolver.literal(head, scope)).collect();
            (resolved, body.map(|body| resolver.formula(body, scope)))
        });
        made.heads = resolved.into_iter().collect::<Option<_>>()?;
        made.body = match condition {
            Some(condition) => Some(condition?),
            None => None,
        };
        self.check_scope(&scope);
        if !self.names_all(&made.heads, &scope)
            || !self.check_variables(&made.heads, made.body.as_ref(), &scope)
        {
            return None;
        }
        // A fact's date may stand in its sentence: `S on 2024-10-26`. What a rule concludes for a day keeps
        // the day in its head.
        if made.body.is_none() {
            for head in &mut made.heads {
                if let Some(Term::Value(Value::Date(date))) = head.on.take()
                    && made.attribution.on.is_none()
                {
                    let words = SmolStr::new(date.to_string());
                    made.attribution.on = Some(crate::model::statement::Dated { date, words });
                }
            }
        }
        made.variables = scope.names;
        Some(self.add(made))
    }

    /// Whether what is stated names everything that it speaks of; `someone` in it is reported.
    fn names_all(&mut self, heads: &[Literal], scope: &Scope) -> bool {
        let nobody = |term: &Term| match term {
            Term::Variable(id) => scope.names.get(id.0 as usize).is_some_and(SmolStr::is_empty),
            _ => false,
        };
        let Some(head) = heads.iter().find(|head| head.terms.iter().any(nobody)) else { return true };
        self.report(
            Diagnostic::new(Code::Unsafe, "what is stated names everything that it speaks of")
                .label(head.span, "`someone` and `something` name nothing here")
                .help("write a name; `someone` stands in conditions, expectations and questions"),
        );
        false
    }

    fn constraint(
        &mut self,
        statement: &ast::Statement,
        constraint: &ast::Constraint,
        around: &Surroundings,
    ) {
        let kind = match constraint.kind {
            ConstraintKind::Impossible => Kind::Impossible,
            ConstraintKind::Forbid => Kind::Forbid(self.severity(&statement.qualifiers)),
        };
        let mut made = self.blank(statement, around, kind);
        made.name = constraint.name.text.clone();
        made.gloss = constraint.gloss.as_ref().map(|gloss| gloss.value.clone());
        let (body, scope) =
            self.in_scope(Scope::default(), |resolver, scope| resolver.formula(&constraint.body, scope));
        let Some(body) = body else { return };
        self.check_scope(&scope);
        if !self.check_variables(&[], Some(&body), &scope) {
            return;
        }
        made.body = Some(body);
        made.variables = scope.names;
        self.add(made);
    }

    /// Adds the statement that a clause makes: a sentence of a standard relation.
    pub(super) fn clause_fact(
        &mut self,
        like: &Statement,
        span: Span,
        relation: Option<RelationId>,
        terms: Vec<Term>,
    ) {
        self.clause_rule(like, span, (relation, Sign::Positive), terms, None, Vec::new());
    }

    /// Adds a sentence of a standard relation, under a condition. Nothing is said where the doctrine
    /// has no such relation.
    pub(super) fn clause_rule(
        &mut self,
        like: &Statement,
        span: Span,
        (relation, sign): (Option<RelationId>, Sign),
        terms: Vec<Term>,
        body: Option<Formula>,
        variables: Vec<SmolStr>,
    ) {
        let Some(relation) = relation else { return };
        let head = Literal { span, sign, relation, terms, on: None };
        self.add(Statement { heads: vec![head], body, variables, span, ..like.clone() });
    }

    fn prefer(&mut self, statement: &ast::Statement, prefer: &ast::Prefer) {
        let better = self.thing(&prefer.better, &[SortId::SOURCE]);
        let worse = self.thing(&prefer.worse, &[SortId::SOURCE]);
        let question = prefer.question.as_ref().map(|name| self.thing(name, &[SortId::QUESTION]));
        if let (Some(better), Some(worse)) = (better, worse)
            && question != Some(None)
        {
            let question = question.flatten();
            self.model.preferences.push(Preference { span: statement.span, better, worse, question });
        }
    }

    /// A number as a term.
    pub(super) fn number_term(number: Number) -> Term {
        Term::Value(Value::Number(number))
    }
}

/// `not S given T, 30%` says of S given T what is left: beside `given`, that S is not so is that it does not hold.
fn affirm(made: &mut Statement) {
    let [head] = made.heads.as_mut_slice() else { return };
    let (Sign::Negative, Some(hedge)) = (head.sign, made.attribution.likelihood.as_mut()) else { return };
    let Stated::Range(range) = &hedge.stated else { return };
    let rest = |end: &Number| Number::ONE.subtract(end);
    let Some((low, high)) = rest(range.high()).zip(rest(range.low())) else { return };
    let Ok(range) = Range::new(low, high) else { return };
    head.sign = Sign::Positive;
    hedge.words = percents(&range).into();
    hedge.stated = Stated::Range(range);
}
