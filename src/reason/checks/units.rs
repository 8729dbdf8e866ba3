//! Conditions that ask for an order which their values do not have.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::statement::{Expression, FormulaKind, Step, Term};
use crate::model::value::Value;
use crate::model::write::Variables;
use crate::reason::Session;
use crate::source::Span;
use crate::syntax::ast::{AggregateFunction, ComparisonOperator};
use crate::theory::Evaluated;

impl Session<'_> {
    /// Warns of each pair of values that was compared and does not compare, at the condition and at the
    /// statements that speak of them.
    pub(in crate::reason) fn unordered(&mut self, evaluated: &Evaluated) {
        let mut told: Vec<(Span, Option<String>)> = Vec::new();
        for (left, right) in evaluated.values.unordered() {
            let Some(condition) = condition(self.model, &left, &right) else { continue };
            let mut diagnostic = match (&left, &right) {
                (Term::Value(left), Term::Value(right)) => {
                    left.incomparable(right, &self.model.units, condition)
                }
                _ => nameless(self.model, &left, &right, condition),
            };
            // One condition over many values is one mistake.
            let mistake = (condition, diagnostic.help.clone());
            if told.contains(&mistake) {
                continue;
            }
            told.push(mistake);
            for term in [&left, &right] {
                // What is compared with a name need not be what a statement says.
                let (Term::Value(_), Term::Value(_), Term::Value(value)) = (&left, &right, term) else {
                    continue;
                };
                let says = |statement: &&crate::model::statement::Statement| {
                    statement.heads.iter().any(|head| head.terms.contains(term))
                };
                if let Some(statement) = self.model.statements().map(|(_, statement)| statement).find(says) {
                    diagnostic = diagnostic.label(statement.span, value.text(&self.model.units));
                }
            }
            self.report.diagnostics.push(diagnostic);
        }
    }

    /// Warns of each condition with a bound of which nobody can tell whether something that is stated lies within.
    pub(in crate::reason) fn undecided_bounds(&mut self, evaluated: &Evaluated) {
        let mut told: Vec<Span> = Vec::new();
        for (stated, asked) in evaluated.values.overlapping() {
            let Some(condition) = asking(self.model, &asked) else { continue };
            if told.contains(&condition) {
                continue;
            }
            let says = |statement: &&crate::model::statement::Statement| {
                let on = statement.attribution.on.as_ref().map(|on| Term::Value(Value::Date(on.date)));
                statement.heads.iter().any(|head| head.terms.contains(&stated))
                    || on.as_ref() == Some(&stated)
            };
            let Some(statement) = self.model.statements().map(|(_, statement)| statement).find(says) else {
                continue;
            };
            told.push(condition);
            let say = |term: &Term| self.model.write_term(term, &[], Variables::Anonymous);
            let (stated, asked) = (say(&stated), say(&asked));
            self.report.diagnostics.push(
                Diagnostic::new(
                    Code::BoundUndecided,
                    format!("nobody can tell whether `{stated}` lies within `{asked}`"),
                )
                .label(condition, "so this counts as not met")
                .label(statement.span, format!("`{stated}` is stated here"))
                .help("state it as closely as it is known, or ask for what can be told"),
            );
        }
    }
}

/// The sentence of a condition that asks for a bounded amount or a coarse date; rather one of the analyst's.
fn asking(model: &Model, asked: &Term) -> Option<Span> {
    let own = model.statements().filter(|(id, _)| model.is_own(*id));
    let mut sentences = Vec::new();
    for (_, statement) in own {
        if let Some(body) = &statement.body {
            body.sentences(&mut sentences);
        }
    }
    let asks = |literal: &&&crate::model::statement::Literal| {
        literal.terms.contains(asked) || literal.on.as_ref() == Some(asked)
    };
    sentences.iter().find(asks).map(|literal| literal.span)
}

/// The diagnostic for a condition that asks for the order of a name.
fn nameless(model: &Model, left: &Term, right: &Term, span: Span) -> Diagnostic {
    let say = |term: &Term| model.write_term(term, &[], Variables::Anonymous);
    let name = if matches!(left, Term::Symbol(_)) { left } else { right };
    // The least and the greatest of several are compared with each other, and one of them with itself.
    let message = match left == right {
        true => format!("`{}` has no place in an order", say(left)),
        false => format!("`{}` and `{}` do not compare", say(left), say(right)),
    };
    Diagnostic::new(Code::Incomparable, message)
        .label(span, format!("`{}` is a name, and names have no order", say(name)))
        .help(
            "compare a number, a date or an amount that a sentence says of it; `=` and `!=` tell names apart",
        )
}

/// The condition that is most likely to have compared two values: each side is one of them, or no fixed
/// value; rather one that names one of them, and rather the analyst's.
fn condition(model: &Model, left: &Term, right: &Term) -> Option<Span> {
    let mut found: Option<((bool, bool), Span)> = None;
    for (id, statement) in model.statements() {
        let Some(body) = &statement.body else { continue };
        body.each(&mut |formula| {
            let rank = match &formula.kind {
                FormulaKind::Compare(one, operator, other)
                    if orders(*operator) && may_be(one, left) && may_be(other, right) =>
                {
                    (is(one, left) || is(other, right), model.is_own(id))
                }
                // The greatest of some names was asked for: no comparison is written anywhere.
                FormulaKind::Aggregate(_, AggregateFunction::Min | AggregateFunction::Max, ..)
                    if matches!((left, right), (Term::Symbol(_), Term::Symbol(_))) =>
                {
                    (true, model.is_own(id))
                }
                _ => return,
            };
            if found.is_none_or(|(known, _)| known < rank) {
                found = Some((rank, formula.span));
            }
        });
    }
    found.map(|(_, span)| span)
}

fn orders(operator: ComparisonOperator) -> bool {
    match operator {
        ComparisonOperator::Less
        | ComparisonOperator::LessOrEqual
        | ComparisonOperator::Greater
        | ComparisonOperator::GreaterOrEqual => true,
        ComparisonOperator::Equal
        | ComparisonOperator::NotEqual
        | ComparisonOperator::Before
        | ComparisonOperator::After
        | ComparisonOperator::During => false,
    }
}

/// Whether one side of a comparison can have been this value.
fn may_be(side: &Expression, value: &Term) -> bool {
    is(side, value) || !matches!(side.steps.as_slice(), [Step::Push(Term::Value(_) | Term::Symbol(_))])
}

/// Whether one side of a comparison is this value.
fn is(side: &Expression, value: &Term) -> bool {
    matches!(side.steps.as_slice(), [Step::Push(fixed)] if fixed == value)
}
