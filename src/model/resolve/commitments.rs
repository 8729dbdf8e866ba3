//! Commitments and threats: who is bound to whom, by when, and what their condition and their promise mean.
//!
//! Invariant: a condition and a promise are definitions, whoever says that the commitment was made; each holds on the
//! day on which the last of its sentences came to hold.

use super::lasting::States;
use super::resolver::Resolver;
use super::scope::Scope;
use super::statements::Surroundings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::statement::{
    Expression, Formula, FormulaKind, Kind, Literal, RelationId, Statement, Step, SymbolId, Term, VariableId,
};
use crate::model::value::Value;
use crate::source::Span;
use crate::syntax::ast::{self, ComparisonOperator, Sign};
use smol_str::SmolStr;
use std::sync::Arc;

impl Resolver<'_> {
    /// `commitment NAME DEBTOR to CREDITOR: CONSEQUENT if ANTECEDENT, by DATE` (Singh 1999).
    pub(super) fn commitment(
        &mut self,
        statement: &ast::Statement,
        commitment: &ast::Commitment,
        around: &Surroundings,
    ) {
        let mut like = self.blank(statement, around, Kind::Assertion);
        like.gloss = commitment.gloss.as_ref().map(|gloss| gloss.value.clone());
        let Some(&symbol) = self.model.names.get(&commitment.name.text) else { return };
        let own = Term::Symbol(symbol);
        let debtor = self.thing(&commitment.debtor, &[SortId::ACTOR]);
        let creditor = self.thing(&commitment.creditor, &[SortId::ACTOR]);
        let bond = self.model.statements.len();
        if let (Some(debtor), Some(creditor)) = (debtor, creditor) {
            let terms = vec![own.clone(), Term::Symbol(debtor), Term::Symbol(creditor)];
            let relation = match commitment.kind {
                ast::CommitmentKind::Promise => self.model.known.binds,
                ast::CommitmentKind::Threat => self.model.known.threat_of,
            };
            self.clause_fact(&like, statement.span, relation, terms);
        }
        // What its condition and its promise mean is a definition, whoever says that it was made.
        let mut meaning = like.clone();
        meaning.attribution = crate::model::statement::Attribution::default();
        meaning.label = None;
        let forbears = self.meaning(&meaning, symbol, commitment);
        if let Some(deadline) = &commitment.deadline {
            self.deadline(&like, symbol, deadline);
        } else if (forbears || commitment.kind == ast::CommitmentKind::Promise)
            && let Some(term) = like.attribution.until.take()
        {
            // A promise has a term: `until` says when it has to have been kept, and not when it ceases to have been made.
            if let Some(bond) = self.model.statements.get_mut(bond) {
                Arc::make_mut(bond).attribution.until = None;
            }
            let terms = vec![Term::Symbol(symbol), Term::Value(Value::Date(term.date))];
            self.clause_fact(&like, statement.span, self.model.known.due_on, terms);
        }
    }

    /// *C is due on D*; a day that counts from a happening is counted from its date in each view.
    fn deadline(&mut self, like: &Statement, symbol: SymbolId, deadline: &ast::DateExpression) {
        let own = Term::Symbol(symbol);
        let Some((happening, offset)) = self.counted_from(deadline) else {
            if let Some(date) = self.dated(deadline) {
                let terms = vec![own, Term::Value(Value::Date(date.date))];
                self.clause_fact(like, deadline.span, self.model.known.due_on, terms);
            }
            return;
        };
        let (Some(offset), Some(took_place)) = (self.reported(offset), self.model.known.took_place) else {
            return;
        };
        let span = deadline.span;
        let (due, day) = (Term::Variable(VariableId(0)), Term::Variable(VariableId(1)));
        let happened = Formula {
            span,
            kind: FormulaKind::Literal(Literal {
                span,
                sign: Sign::Positive,
                relation: took_place,
                terms: vec![Term::Symbol(happening)],
                on: Some(day.clone()),
            }),
        };
        let side = |steps| Expression { span, steps };
        let mut counted = vec![Step::Push(day)];
        if let Some((operator, duration)) = offset {
            counted.extend([Step::Push(Term::Value(Value::Duration(duration))), Step::Apply(operator)]);
        }
        let equal = FormulaKind::Compare(
            side(vec![Step::Push(due.clone())]),
            ComparisonOperator::Equal,
            side(counted),
        );
        let body = Formula { span, kind: FormulaKind::And(vec![happened, Formula { span, kind: equal }]) };
        let variables = vec![SmolStr::new_static("due"), SmolStr::new_static("day")];
        let head = (self.model.known.due_on, Sign::Positive);
        self.clause_rule(like, span, head, vec![own, due], Some(body), variables);
    }

    /// When the condition of a commitment is met, when its promise is kept, and when it can no longer be; whether all that
    /// is promised is not to do something.
    fn meaning(&mut self, like: &Statement, symbol: SymbolId, commitment: &ast::Commitment) -> bool {
        // One scope for both: a variable of theirs is one thing, and there is a promise for each.
        let mut scope = Scope::default();
        let condition = commitment.antecedent.as_ref().map(|formula| self.formula(formula, &mut scope));
        let first = scope.names.len();
        let mut shared = scope.clone();
        let Some(promise) = self.formula(&commitment.consequent, &mut shared) else { return false };
        self.check_scope(&shared);
        let names = shared.names;
        let named = |variable: &VariableId| names.get(variable.0 as usize).map(SmolStr::as_str);
        let common = match &commitment.each {
            Some(each) => {
                let common = used(&promise).into_iter().find(|one| named(one) == Some(each.name.as_str()));
                if common.is_none() {
                    self.report(nothing_of_each(each, commitment.consequent.span));
                }
                common
            }
            None => used(&promise)
                .into_iter()
                .find(|one| (one.0 as usize) < first && named(one).is_some_and(|name| !name.is_empty())),
        };
        let own = vec![Term::Symbol(symbol)];
        match condition {
            Some(None) => return false,
            Some(Some(condition)) => {
                self.both_ways(like, (symbol, self.model.known.condition, None), &condition, &names);
                self.for_good(
                    like,
                    symbol,
                    (self.model.known.beyond_meeting, States::Last),
                    &condition,
                    &names,
                );
                if forbearance(&condition) {
                    self.clause_fact(like, condition.span, self.model.known.inaction, own.clone());
                    if commitment.kind == ast::CommitmentKind::Threat {
                        self.clause_fact(like, condition.span, self.model.known.ultimatum, own.clone());
                    }
                }
                if let Some(common) = common {
                    self.for_each(like, symbol, (&condition, &promise), common, &names);
                    self.promised(like, symbol, &promise);
                    return false;
                }
            }
            None => {
                self.clause_fact(like, commitment.consequent.span, self.model.known.condition, own.clone())
            }
        }
        let forbears = forbearance(&promise);
        let denied = if forbears { self.model.known.deed_done } else { None };
        self.both_ways(like, (symbol, self.model.known.promise, denied), &promise, &names);
        if forbears {
            self.clause_fact(like, promise.span, self.model.known.restraint, own);
            self.ruled_out(like, symbol, &promise);
        } else {
            self.for_good(like, symbol, (self.model.known.beyond_keeping, States::Pass), &promise, &names);
        }
        self.promised(like, symbol, &promise);
        forbears
    }

    /// The sentence follows from what denies the formula for good.
    fn for_good(
        &mut self,
        like: &Statement,
        symbol: SymbolId,
        (relation, states): (Option<RelationId>, States),
        formula: &Formula,
        names: &[SmolStr],
    ) {
        let (Some(took_place), Some(denial)) =
            (self.model.known.took_place, super::structures::dual(formula))
        else {
            return;
        };
        let lost = super::lasting::for_good(&denial, took_place, self.model.known.cannot_be, states);
        if lost.is_some() {
            let head = (relation, Sign::Positive);
            self.clause_rule(like, formula.span, head, vec![Term::Symbol(symbol)], lost, names.to_vec());
        }
    }

    /// The happenings that a promise not to do something rules out.
    fn ruled_out(&mut self, like: &Statement, symbol: SymbolId, promise: &Formula) {
        let mut things = Vec::new();
        promise.each_sentence(&mut |literal| {
            if Some(literal.relation) == self.model.known.took_place
                && let Some(thing @ Term::Symbol(_)) = literal.terms.first()
            {
                things.push(thing.clone());
            }
        });
        things.sort_unstable();
        things.dedup();
        for thing in things {
            let terms = vec![Term::Symbol(symbol), thing];
            self.clause_fact(like, promise.span, self.model.known.rules_out, terms);
        }
    }

    /// A commitment for each thing of which its condition holds: met and kept for each, and kept when it is
    /// kept for all of them.
    fn for_each(
        &mut self,
        like: &Statement,
        symbol: SymbolId,
        (condition, promise): (&Formula, &Formula),
        common: VariableId,
        names: &[SmolStr],
    ) {
        let span = promise.span;
        let terms = vec![Term::Symbol(symbol), Term::Variable(common)];
        let and = |members: Vec<Formula>| Formula { span, kind: FormulaKind::And(members) };
        let both = and(vec![condition.clone(), promise.clone()]);
        for (relation, body) in
            [(self.model.known.condition_for, condition.clone()), (self.model.known.promise_for, both)]
        {
            let head = (relation, Sign::Positive);
            self.clause_rule(like, span, head, terms.clone(), Some(body), names.to_vec());
        }
        let (Some(met), Some(kept)) = (self.model.known.condition_for, self.model.known.promise_for) else {
            return;
        };
        let (one, each) = (VariableId(0), VariableId(1));
        let sentence = |relation, variable| Formula {
            span,
            kind: FormulaKind::Literal(Literal {
                span,
                sign: Sign::Positive,
                relation,
                terms: vec![Term::Symbol(symbol), Term::Variable(variable)],
                on: None,
            }),
        };
        let all = FormulaKind::Every(each, Box::new(sentence(met, each)), Box::new(sentence(kept, each)));
        let body = and(vec![sentence(met, one), Formula { span, kind: all }]);
        let variables = vec![SmolStr::new_static("one"), SmolStr::new_static("each")];
        let head = (self.model.known.promise, Sign::Positive);
        self.clause_rule(like, span, head, vec![Term::Symbol(symbol)], Some(body), variables);
    }

    /// A formula in which what was delivered may have been delivered in instalments.
    fn in_instalments(&self, formula: &Formula) -> Formula {
        let all = |members: &[Formula]| members.iter().map(|one| self.in_instalments(one)).collect();
        let known = self.model.known;
        let kind = match &formula.kind {
            FormulaKind::And(members) => FormulaKind::And(all(members)),
            FormulaKind::Or(members) => FormulaKind::Or(all(members)),
            FormulaKind::Literal(literal)
                if literal.sign == Sign::Positive && Some(literal.relation) == known.delivered =>
            {
                let Some(relation) = known.delivered_in_all else { return formula.clone() };
                let whole = FormulaKind::Literal(Literal { relation, ..literal.clone() });
                FormulaKind::Or(vec![formula.clone(), Formula { span: formula.span, kind: whole }])
            }
            _ => return formula.clone(),
        };
        Formula { span: formula.span, kind }
    }

    /// The sentence follows from the formula, and its negation, or what stands in for that, from the formula's; each with
    /// the day on which it came to hold, where there is one.
    fn both_ways(
        &mut self,
        like: &Statement,
        (symbol, relation, denied): (SymbolId, Option<RelationId>, Option<RelationId>),
        body: &Formula,
        names: &[SmolStr],
    ) {
        let span = body.span;
        let refuses = if denied.is_some() { (denied, Sign::Positive) } else { (relation, Sign::Negative) };
        let own = vec![Term::Symbol(symbol)];
        let dual = super::structures::dual(body);
        let body = &self.in_instalments(body);
        for ((relation, sign), body) in [(refuses, dual.as_ref()), ((relation, Sign::Positive), Some(body))] {
            let Some(body) = body else { continue };
            for dated in super::dated::each_day(body, names) {
                let Some(relation) = relation else { continue };
                let head = Literal { span, sign, relation, terms: own.clone(), on: Some(dated.day) };
                let (body, variables) = (Some(dated.body), dated.variables);
                self.add(Statement { heads: vec![head], body, variables, span, ..like.clone() });
            }
            self.clause_rule(like, span, (relation, sign), own.clone(), Some(body.clone()), names.to_vec());
        }
    }

    /// The resources and actions that a promise speaks of.
    fn promised(&mut self, like: &Statement, symbol: SymbolId, promise: &Formula) {
        let mut things = Vec::new();
        promise.each_sentence(&mut |literal| {
            if literal.sign == Sign::Positive {
                things.extend(literal.terms.iter().filter_map(|term| match term {
                    Term::Symbol(symbol) => Some(*symbol),
                    Term::Variable(_) | Term::Value(_) => None,
                }));
            }
        });
        things.sort_unstable();
        things.dedup();
        for thing in things {
            let sort = self.model.symbol(thing).map_or(SortId::ANY, |known| known.sort);
            let promised = [SortId::RESOURCE, SortId::ACTION];
            if promised.iter().any(|&wanted| self.model.sorts.is_below(sort, wanted)) {
                let terms = vec![Term::Symbol(symbol), Term::Symbol(thing)];
                self.clause_fact(like, promise.span, self.model.known.promises, terms);
            }
        }
    }
}

/// Whether all that a formula says is that things are not done, or not so.
fn forbearance(formula: &Formula) -> bool {
    let mut forbears = true;
    formula.each_sentence(&mut |literal| forbears &= literal.sign == Sign::Negative);
    forbears && super::structures::dual(formula).is_some()
}

/// A commitment for each of several things that promises the same of all.
fn nothing_of_each(each: &ast::Variable, promise: Span) -> Diagnostic {
    Diagnostic::new(Code::Unsafe, format!("the promise does not speak of `?{}`", each.name))
        .label(each.span, "there is a promise for each of these")
        .label(promise, "and this is the same for all")
        .help(format!(
            "name `?{}` in what is promised, or take `of ?{} where (…)` away",
            each.name, each.name
        ))
}

/// The variables of a formula's sentences.
fn used(formula: &Formula) -> Vec<VariableId> {
    let mut found = Vec::new();
    formula.each_sentence(&mut |literal| {
        found.extend(literal.terms.iter().filter_map(|term| match term {
            Term::Variable(variable) => Some(*variable),
            Term::Symbol(_) | Term::Value(_) => None,
        }));
    });
    found
}
