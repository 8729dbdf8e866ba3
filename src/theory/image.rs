//! The lowered doctrine to bytes and back, so that a start need not lower it.
//!
//! The bytes follow those of the resolved doctrine (`model/image`). **Invariant:** what is read is what was written.

use super::parts::{Fact, Made, Parts};
use super::vocabulary::Vocabulary;
use super::{FactSource, Origin, Part, PartKind, Role};
use crate::engine::{
    Aggregate, Aggregation, Arithmetic, Atom, Builtin, Comparison, Constant, Expression, Literal, RelationId,
    Rule, Step, Term, Variable,
};
use crate::model::Model;
use crate::model::image::codec::{Compact, Reader, Writer, choice, numbers, record};
use crate::model::statement as model;

numbers!(Builtin, Constant, RelationId, Variable);

record!(Aggregate { function, relation, group, value });
record!(Atom { relation, terms });
record!(Expression { steps });
record!(Fact { relation, sign, row, date, stater });
record!(Made { rule, origin, variables, guard });
record!(Part { kind, formula, columns, statement });
record!(Rule { head, body, variables });

choice!(Aggregation { 0 = Count, 1 = Sum, 2 = Min, 3 = Max });
choice!(Arithmetic {
    0 = Add, 1 = Subtract, 2 = Multiply, 3 = Divide, 4 = Quotient, 5 = Modulo, 6 = Domain(builtin)
});
choice!(Comparison {
    0 = Equal, 1 = NotEqual, 2 = Less, 3 = LessOrEqual, 4 = Greater, 5 = GreaterOrEqual, 6 = Domain(builtin)
});
choice!(Literal {
    0 = Positive(atom), 1 = Negative(atom), 2 = Compare(by, left, right), 3 = Bind(variable, value),
    4 = Aggregate(variable, aggregate)
});
choice!(Step { 0 = Push(term), 1 = Apply(operation) });
choice!(Term { 0 = Variable(variable), 1 = Constant(constant) });
choice!(PartKind { 0 = Unless, 1 = Exception, 2 = Range, 3 = Whole, 4 = Wider });
// A doctrine has no hypotheses and tables, and nothing is asked or supposed of it alone.
choice!(FactSource { 0 = Statement(id), 1 = Known; _ });
choice!(Origin { 0 = Statement(id, head), 1 = Symmetric(relation), 2 = Auxiliary, 3 = Violation(id); _ });
choice!(Role {
    0 = Sentence(relation, sign), 1 = Dated(relation, sign), 2 = Violation(id, columns),
    3 = Withheld(id, columns), 4 = Sort(sorts), 5 = Auxiliary(part); _
});

impl Compact for Parts {
    fn put(&self, out: &mut Writer) {
        let Parts { rules, facts, known, table, withheld, diagnostics } = self;
        if table.is_some() || !diagnostics.is_empty() {
            out.refuse();
        }
        rules.put(out);
        facts.put(out);
        known.put(out);
        withheld.put(out);
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        let (rules, facts) = (Compact::take(input)?, Compact::take(input)?);
        let (known, withheld) = (Compact::take(input)?, Compact::take(input)?);
        Some(Parts { rules, facts, known, withheld, ..Parts::default() })
    }
}

/// The lowered doctrine as bytes; `None` where something in it has no form there.
pub(super) fn write(vocabulary: &Vocabulary, parts: &[Parts]) -> Option<Vec<u8>> {
    let mut out = Writer::default();
    let Vocabulary { columns, roles, values, .. } = vocabulary;
    let terms: Option<Vec<model::Term>> =
        (0..values.count()).map(|at| values.back(Constant(u32::try_from(at).ok()?))).collect();
    terms?.put(&mut out);
    columns.put(&mut out);
    roles.put(&mut out);
    parts.len().put(&mut out);
    parts.iter().for_each(|part| part.put(&mut out));
    out.finish()
}

/// The lowered doctrine of these bytes; `model` is the doctrine as it was resolved.
pub(super) fn read(bytes: &[u8], model: &Model) -> Option<(Vocabulary, Vec<Parts>)> {
    let mut input = Reader::new(bytes);
    let terms: Vec<model::Term> = Compact::take(&mut input)?;
    let mut vocabulary = Vocabulary::new(model);
    for (at, term) in (0..).map(Constant).zip(&terms) {
        if vocabulary.values.term(term)? != at {
            return None;
        }
    }
    vocabulary.columns = Compact::take(&mut input)?;
    vocabulary.roles = Compact::take(&mut input)?;
    vocabulary.find_again();
    let parts: Vec<Parts> = Compact::take(&mut input)?;
    (input.is_at_end() && parts.len() == model.statements.len()).then_some((vocabulary, parts))
}
