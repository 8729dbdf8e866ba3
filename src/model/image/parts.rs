//! The parts of a model in their compact form.

use super::codec::{Compact, Reader, Writer, choice, numbers, record};
use crate::diagnostic::Severity;
use crate::model::occurrences::{Entity, Occurrence, Role};
use crate::model::sort::{Sort, SortId};
use crate::model::statement::{
    Attribution, Context, Expression, Formula, FormulaKind, Kind, Literal, RelationId, Statement,
    StatementId, Step, SymbolId, Telling, Term, VariableId,
};
use crate::model::template::{Part, Template};
use crate::model::value::{Duration, Number, TimeUnit, Value};
use crate::model::{Module, Relation, Symbol};
use crate::source::{FileId, Span};
use crate::syntax::ast::{AggregateFunction, ComparisonOperator, Operator, RuleMode, Sign};
use smol_str::SmolStr;
use std::sync::Arc;

numbers!(FileId, SortId, SymbolId, RelationId, StatementId, VariableId);

record!(Span { file, start, end });
record!(Sort { name, below, span });
record!(Symbol { name, sort, gloss, aliases, span });
record!(Template { parts });
record!(Relation {
    name,
    span,
    doc,
    hole_names,
    holes,
    sentences,
    negated,
    symmetric,
    functional,
    may_be_undecided
});
record!(Literal { span, sign, relation, terms, on });
record!(Formula { span, kind });
record!(Expression { span, steps });
record!(Occurrence { span, entity, role });
record!(Module { name, title, key, file });
record!(Statement {
    kind,
    name,
    gloss,
    doc,
    span,
    label,
    heads,
    body,
    variables,
    attribution,
    telling,
    context
});

choice!(Part { 0 = Word(word), 1 = Hole(at) });
choice!(Sign { 0 = Positive, 1 = Negative });
choice!(Role { 0 = Declaration, 1 = Reference });
choice!(RuleMode { 0 = Strict, 1 = Normally });
choice!(Severity { 0 = Note, 1 = Warning, 2 = Error });
choice!(Telling { 0 = Plain, 1 = Folded });
choice!(AggregateFunction { 0 = Count, 1 = Sum, 2 = Min, 3 = Max, 4 = Average });
choice!(Operator { 0 = Add, 1 = Subtract, 2 = Multiply, 3 = Divide, 4 = Quotient, 5 = Modulo });
choice!(ComparisonOperator {
    0 = Equal, 1 = NotEqual, 2 = Less, 3 = LessOrEqual, 4 = Greater, 5 = GreaterOrEqual, 6 = Before,
    7 = After, 8 = During
});
choice!(Term { 0 = Variable(id), 1 = Symbol(id), 2 = Value(value) });
choice!(Value { 0 = Number(number), 1 = Text(text), 2 = Duration(length); _ });
choice!(TimeUnit { 0 = Days, 1 = Weeks, 2 = Months, 3 = Years });
choice!(Step { 0 = Push(term), 1 = Apply(operator) });
choice!(FormulaKind {
    0 = Literal(literal), 1 = And(members), 2 = Or(members), 3 = Unless(inner), 4 = Compare(left, by, right),
    5 = Every(variable, domain, claim), 6 = Only(variable, domain),
    7 = Aggregate(target, function, variable, domain)
});
choice!(Entity {
    0 = Symbol(id), 1 = Relation(id), 2 = Sort(id), 3 = Rule(name), 4 = Scale(name), 5 = Likelihood(words),
    6 = Variable(span, id)
});
// A doctrine speaks of no thing of an analysis, so these need no more.
choice!(Kind { 0 = Assertion, 1 = Rule(mode), 2 = Impossible, 3 = Forbid(severity); _ });
choice!(Context { 0 = Base; _ });

impl<T: Compact> Compact for Arc<T> {
    fn put(&self, out: &mut Writer) {
        (**self).put(out);
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        T::take(input).map(Arc::new)
    }
}

/// As the language writes it.
impl Compact for Number {
    fn put(&self, out: &mut Writer) {
        let text = SmolStr::new(self.to_string());
        if text.parse::<Number>().ok().as_ref() != Some(self) {
            out.refuse();
        }
        text.put(out);
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        SmolStr::take(input)?.parse().ok()
    }
}

/// So many units, where that is known.
impl Compact for Duration {
    fn put(&self, out: &mut Writer) {
        match self.count() {
            Some(count) => count.put(out),
            None => out.refuse(),
        }
        self.unit().put(out);
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        let count = Compact::take(input)?;
        Some(Duration::new(count, Compact::take(input)?))
    }
}

/// Nobody is named in a doctrine, and nothing of it is hedged.
impl Compact for Attribution {
    fn put(&self, out: &mut Writer) {
        let Attribution {
            sources,
            likelihood,
            confidence,
            since,
            until,
            on,
            assumed,
            observed,
            key,
            because,
            quoting,
        } = self;
        let plain = sources.is_empty()
            && likelihood.is_none()
            && confidence.is_none()
            && (since.is_none() && until.is_none() && on.is_none())
            && (assumed.is_none() && observed.is_none())
            && (key.is_none() && because.is_none() && quoting.is_none());
        if !plain {
            out.refuse();
        }
    }

    fn take(_: &mut Reader<'_>) -> Option<Self> {
        Some(Attribution::default())
    }
}
