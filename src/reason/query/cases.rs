//! The cases that an `every` looked at: who fits its condition, and the rows that say what each has.
//!
//! The engine knows only that there is no exception; a reader wants to see the cases.

use crate::engine::{Constant, Domain, RelationId, RowId};
use crate::model::statement::{Expression, Formula, FormulaKind, Literal, Step, Term, VariableId};
use crate::theory::{Evaluated, Part, comparison};
use std::collections::BTreeMap;

/// The most cases that are shown.
const SHOWN: usize = 40;

type Bindings = BTreeMap<VariableId, Constant>;

/// The rows that say what each case has, for the part of an `every` under a binding of its columns.
/// None where the condition is more than sentences and comparisons of two terms.
pub(in crate::reason) fn cases(
    evaluated: &mut Evaluated,
    part: &Part,
    row: &[Constant],
) -> Vec<(RelationId, RowId)> {
    let FormulaKind::And(members) = &part.formula.kind else { return Vec::new() };
    let [domain, denied] = members.as_slice() else { return Vec::new() };
    let FormulaKind::Unless(claim) = &denied.kind else { return Vec::new() };
    let start: Bindings = part.columns.iter().copied().zip(row.iter().copied()).collect();
    let Some(found) = solutions(evaluated, domain, vec![start]) else { return Vec::new() };
    let mut rows = Vec::new();
    for bindings in found.into_iter().take(SHOWN) {
        for literal in conjuncts(claim) {
            if let Some(row) = first_row(evaluated, literal, &bindings)
                && !rows.contains(&row)
            {
                rows.push(row);
            }
        }
    }
    rows
}

/// What the cases of an `every` lack that keep it from holding.
pub(in crate::reason) fn lacking(evaluated: &mut Evaluated, part: &Part, row: &[Constant]) -> Vec<Literal> {
    let FormulaKind::And(members) = &part.formula.kind else { return Vec::new() };
    let [domain, denied] = members.as_slice() else { return Vec::new() };
    let FormulaKind::Unless(claim) = &denied.kind else { return Vec::new() };
    let start: Bindings = part.columns.iter().copied().zip(row.iter().copied()).collect();
    let Some(found) = solutions(evaluated, domain, vec![start]) else { return Vec::new() };
    let mut lacking = Vec::new();
    for bindings in found.into_iter().take(SHOWN) {
        for literal in conjuncts(claim) {
            if first_row(evaluated, literal, &bindings).is_none() {
                let put = |term: &Term| match term {
                    Term::Variable(id) => bindings
                        .get(id)
                        .and_then(|constant| evaluated.values.back(*constant))
                        .unwrap_or_else(|| term.clone()),
                    Term::Symbol(_) | Term::Value(_) => term.clone(),
                };
                lacking.push(Literal { terms: literal.terms.iter().map(put).collect(), ..literal.clone() });
            }
        }
    }
    lacking
}

/// The sentences of a plain conjunction; of anything else those that stand on top.
fn conjuncts(formula: &Formula) -> Vec<&Literal> {
    match &formula.kind {
        FormulaKind::Literal(literal) => vec![literal],
        FormulaKind::And(members) => members.iter().flat_map(conjuncts).collect(),
        FormulaKind::Or(_)
        | FormulaKind::Unless(_)
        | FormulaKind::Compare(..)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..)
        | FormulaKind::Aggregate(..) => Vec::new(),
    }
}

fn solutions(evaluated: &mut Evaluated, formula: &Formula, known: Vec<Bindings>) -> Option<Vec<Bindings>> {
    match &formula.kind {
        FormulaKind::And(members) => {
            members.iter().try_fold(known, |known, member| solutions(evaluated, member, known))
        }
        FormulaKind::Literal(literal) => {
            let mut found = Vec::new();
            for bindings in known {
                for (relation, row) in matching(evaluated, literal, &bindings) {
                    let Some(values) = evaluated.database.row(relation, row) else { continue };
                    let mut extended = bindings.clone();
                    let fits = literal.terms.iter().zip(values).all(|(term, value)| match term {
                        Term::Variable(variable) => *extended.entry(*variable).or_insert(*value) == *value,
                        Term::Symbol(_) | Term::Value(_) => true,
                    });
                    if fits {
                        found.push(extended);
                    }
                }
            }
            Some(found)
        }
        FormulaKind::Compare(left, operator, right) => {
            let comparison = comparison(*operator);
            let mut found = Vec::new();
            for bindings in known {
                let (left, right) = (side(evaluated, left, &bindings)?, side(evaluated, right, &bindings)?);
                if evaluated.values.compare(comparison, left, right) {
                    found.push(bindings);
                }
            }
            Some(found)
        }
        FormulaKind::Or(_)
        | FormulaKind::Unless(_)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..)
        | FormulaKind::Aggregate(..) => None,
    }
}

/// The constant of a side that is a single term.
fn side(evaluated: &mut Evaluated, expression: &Expression, bindings: &Bindings) -> Option<Constant> {
    match expression.steps.as_slice() {
        [Step::Push(Term::Variable(variable))] => bindings.get(variable).copied(),
        [Step::Push(term)] => evaluated.values.term(term),
        _ => None,
    }
}

fn matching(evaluated: &mut Evaluated, literal: &Literal, bindings: &Bindings) -> Vec<(RelationId, RowId)> {
    let Some(relation) = evaluated.relation(literal.relation, literal.sign) else { return Vec::new() };
    if literal.on.is_some() {
        return Vec::new();
    }
    let pattern: Vec<Option<Constant>> = literal
        .terms
        .iter()
        .map(|term| match term {
            Term::Variable(variable) => bindings.get(variable).copied(),
            Term::Symbol(_) | Term::Value(_) => evaluated.values.term(term),
        })
        .collect();
    evaluated.database.matching(relation, &pattern).map(|row| (relation, row)).collect()
}

fn first_row(
    evaluated: &mut Evaluated,
    literal: &Literal,
    bindings: &Bindings,
) -> Option<(RelationId, RowId)> {
    matching(evaluated, literal, bindings).into_iter().next()
}
