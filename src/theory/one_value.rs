//! An `impossible` that leaves a relation one value for the same others, to what its violations are about.
//!
//! `?a has ?x and ?a has ?y and ?x != ?y` finds each pair of n values; what is wrong is one thing with n values.
//! **Invariant:** a row of the violations has the variables that the two sentences share, and there is one where two of
//! the values differ.

use super::{Values, is_contestable};
use crate::engine::{self, Comparison, Constant, Database, Domain, RowId};
use crate::model::statement::{
    Formula, FormulaKind, Kind, Literal, RelationId, Statement, Step, Term, VariableId,
};
use crate::syntax::ast::{ComparisonOperator, Sign};
use std::collections::BTreeMap;

/// What has one value.
#[derive(Clone, Debug)]
pub struct OneValue {
    /// The relation of both sentences.
    pub relation: RelationId,
    /// Whether they are denials.
    pub sign: Sign,
    /// The first sentence.
    terms: Vec<Term>,
    /// The column in which they differ.
    column: usize,
    /// The variables that stand for the two values.
    pub values: [VariableId; 2],
}

impl OneValue {
    /// What a constraint leaves one value, if that is what it says.
    pub fn of(statement: &Statement) -> Option<Self> {
        let Some(Formula { kind: FormulaKind::And(members), .. }) = &statement.body else { return None };
        // Of a constraint that somebody may contest each application is told apart, by its two values.
        if statement.kind != Kind::Impossible || is_contestable(statement) {
            return None;
        }
        let [one, other, different] = members.as_slice() else { return None };
        let (FormulaKind::Literal(one), FormulaKind::Literal(other)) = (&one.kind, &other.kind) else {
            return None;
        };
        let FormulaKind::Compare(left, ComparisonOperator::NotEqual, right) = &different.kind else {
            return None;
        };
        let (Some(left), Some(right)) = (variable(&left.steps), variable(&right.steps)) else { return None };
        let column = apart(one, other)?;
        let values = [one, other].map(|literal| literal.terms.get(column));
        let [Some(Term::Variable(first)), Some(Term::Variable(second))] = values else { return None };
        let values = [*first, *second];
        let shared = one.terms.iter().enumerate().filter(|(at, _)| *at != column);
        let elsewhere =
            |(_, term): (usize, &Term)| values.iter().any(|value| *term == Term::Variable(*value));
        let compared = values == [left, right] || values == [right, left];
        (first != second && compared && !shared.into_iter().any(elsewhere)).then(|| Self {
            relation: one.relation,
            sign: one.sign,
            terms: one.terms.clone(),
            column,
            values,
        })
    }

    /// The rows with the values of one violation, those of the columns of the constraint.
    pub fn rows(
        &self,
        columns: &[VariableId],
        violation: &[Constant],
        relation: engine::RelationId,
        (database, values): (&Database, &Values),
    ) -> Vec<RowId> {
        let bound = |variable| {
            let at = columns.iter().position(|column| *column == variable)?;
            violation.get(at).copied()
        };
        let pattern: Vec<Option<Constant>> = self
            .terms
            .iter()
            .map(|term| match term {
                Term::Variable(variable) => bound(*variable),
                Term::Symbol(_) | Term::Value(_) => values.known(term),
            })
            .collect();
        database.matching(relation, &pattern).collect()
    }

    /// What the variables stand for, with two rows.
    pub fn binding(&self, one: &[Constant], other: &[Constant]) -> BTreeMap<VariableId, Constant> {
        let mut bound: BTreeMap<VariableId, Constant> = BTreeMap::new();
        for (term, constant) in self.terms.iter().zip(one) {
            if let Term::Variable(variable) = term {
                bound.insert(*variable, *constant);
            }
        }
        let [_, second] = self.values;
        bound.extend(self.value(other).map(|value| (second, value)));
        bound
    }

    /// The value in a row.
    pub fn value(&self, row: &[Constant]) -> Option<Constant> {
        row.get(self.column).copied()
    }

    /// Whether the values of two rows differ.
    pub fn differ(&self, one: &[Constant], other: &[Constant], values: &Values) -> bool {
        match (self.value(one), self.value(other)) {
            (Some(one), Some(other)) => values.compare(Comparison::NotEqual, one, other),
            _ => false,
        }
    }
}

/// The only column in which two sentences of one relation differ.
fn apart(one: &Literal, other: &Literal) -> Option<usize> {
    let alike = (one.relation, one.sign, one.terms.len()) == (other.relation, other.sign, other.terms.len());
    if !alike || one.on.is_some() || other.on.is_some() {
        return None;
    }
    let mut apart = (0..).zip(one.terms.iter().zip(&other.terms)).filter(|(_, (one, other))| one != other);
    let (column, _) = apart.next()?;
    apart.next().is_none().then_some(column)
}

fn variable(steps: &[Step]) -> Option<VariableId> {
    match steps {
        [Step::Push(Term::Variable(variable))] => Some(*variable),
        _ => None,
    }
}
