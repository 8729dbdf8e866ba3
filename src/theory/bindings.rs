//! Which variables the parts of a body give a value, and which they need.

use crate::engine::{Atom, Comparison, Expression, Literal, Step, Term};
use crate::model::statement::{self as model, Formula, FormulaKind, VariableId};
use std::collections::BTreeSet;

/// Variables of a statement.
pub(super) type Variables = BTreeSet<VariableId>;

/// The condition of a rule.
pub(super) type Body = Vec<Literal>;

/// `?n = …` binds a variable that nothing else binds.
pub(super) fn bind_equations(body: &mut Body, around: &[Literal]) {
    loop {
        let bound: Variables = bound_by(body).union(&bound_by(around)).copied().collect();
        let candidate = body.iter().position(|literal| binds(literal, &bound).is_some());
        let Some(at) = candidate else { return };
        if let Some(slot) = body.get_mut(at)
            && let Some(made) = binds(slot, &bound)
        {
            *slot = made;
        }
    }
}

/// The equation as a binding, if one side is a free variable and the other is known.
fn binds(literal: &Literal, bound: &Variables) -> Option<Literal> {
    let Literal::Compare(Comparison::Equal, left, right) = literal else { return None };
    let free = |side: &Expression| match side.steps.as_slice() {
        [Step::Push(Term::Variable(variable))] if !bound.contains(&VariableId(variable.0)) => Some(*variable),
        _ => None,
    };
    let known = |side: &Expression| pushed(side).iter().all(|variable| bound.contains(variable));
    match (free(left), free(right)) {
        (Some(variable), None) if known(right) => Some(Literal::Bind(variable, right.clone())),
        (None, Some(variable)) if known(left) => Some(Literal::Bind(variable, left.clone())),
        _ => None,
    }
}

/// The variables that a group reads from outside of it.
pub(super) fn awaited(group: &Formula, reach: &Variables) -> Variables {
    let mut used = Variables::new();
    variables(group, &mut used);
    match &group.kind {
        FormulaKind::Aggregate(own, ..) | FormulaKind::Only(own, _) => used.remove(own),
        _ => false,
    };
    used.intersection(reach).copied().collect()
}

/// The variables that must have a value before a literal can be judged.
pub(super) fn reads(literal: &Literal) -> Vec<VariableId> {
    match literal {
        Literal::Positive(_) => Vec::new(),
        Literal::Negative(atom) => terms(atom),
        Literal::Compare(_, left, right) => [pushed(left), pushed(right)].concat(),
        Literal::Bind(_, expression) => pushed(expression),
        Literal::Aggregate(_, aggregate) => {
            aggregate.group.iter().flatten().filter_map(variable_of).collect()
        }
    }
}

/// The variables that a rule with such columns and such a body needs, and that its body does not bind.
pub(super) fn unbound(body: &[Literal], columns: &[VariableId]) -> Vec<VariableId> {
    let bound = bound_by(body);
    let needed = columns.iter().copied().chain(body.iter().flat_map(reads));
    needed.filter(|variable| !bound.contains(variable)).collect()
}

/// What of a context gives the wanted variables their values: the literals that mention one, with those
/// that the computed ones of them need, and the comparisons that can then be judged.
pub(super) fn binders(mut wanted: Vec<VariableId>, context: &[Literal]) -> Vec<Literal> {
    let mut known = Variables::new();
    let mut taken: Vec<bool> = context.iter().map(|_| false).collect();
    while let Some(variable) = wanted.pop() {
        if !known.insert(variable) {
            continue;
        }
        for (literal, taken) in context.iter().zip(&mut taken) {
            if bound_by(std::slice::from_ref(literal)).contains(&variable) {
                *taken = true;
                wanted.extend(reads(literal));
            }
        }
    }
    let chosen: Vec<&Literal> =
        context.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(literal, _)| literal).collect();
    let bound = chosen.iter().flat_map(|literal| bound_by(std::slice::from_ref(literal))).collect();
    let judged = |literal: &&Literal| {
        matches!(literal, Literal::Compare(..))
            && reads(literal).into_iter().collect::<Variables>().is_subset(&bound)
    };
    let judged = context.iter().filter(judged);
    chosen.iter().copied().chain(judged).cloned().collect()
}

pub(super) fn variable_of(term: &Term) -> Option<VariableId> {
    match term {
        Term::Variable(variable) => Some(VariableId(variable.0)),
        Term::Constant(_) => None,
    }
}

pub(super) fn terms(atom: &Atom) -> Vec<VariableId> {
    atom.terms.iter().filter_map(variable_of).collect()
}

pub(super) fn pushed(expression: &Expression) -> Vec<VariableId> {
    let steps = expression.steps.iter();
    steps
        .filter_map(|step| match step {
            Step::Push(term) => variable_of(term),
            Step::Apply(_) => None,
        })
        .collect()
}

/// The variables that a body gives a value.
pub(super) fn bound_by(body: &[Literal]) -> Variables {
    let mut bound = Variables::new();
    for literal in body {
        match literal {
            Literal::Positive(atom) => bound.extend(terms(atom)),
            Literal::Bind(variable, _) | Literal::Aggregate(variable, _) => {
                bound.insert(VariableId(variable.0));
            }
            Literal::Negative(_) | Literal::Compare(..) => {}
        }
    }
    bound
}

/// The variables of a formula that are seen from outside of it: not those of its groups.
pub(super) fn binding(formula: &Formula, into: &mut Variables) {
    match &formula.kind {
        FormulaKind::Literal(_) | FormulaKind::Compare(..) => variables(formula, into),
        FormulaKind::And(members) | FormulaKind::Or(members) => {
            members.iter().for_each(|member| binding(member, into));
        }
        FormulaKind::Unless(_) | FormulaKind::Every(..) => {}
        FormulaKind::Only(variable, _) => {
            into.insert(*variable);
        }
        FormulaKind::Aggregate(target, ..) => {
            into.insert(*target);
        }
    }
}

/// All variables of a formula.
pub(super) fn variables(formula: &Formula, into: &mut Variables) {
    let mut add = |term: &model::Term| {
        if let model::Term::Variable(variable) = term {
            into.insert(*variable);
        }
    };
    match &formula.kind {
        FormulaKind::Literal(literal) => literal.terms.iter().chain(&literal.on).for_each(&mut add),
        FormulaKind::Compare(left, _, right) => {
            for step in left.steps.iter().chain(&right.steps) {
                match step {
                    model::Step::Push(term) => add(term),
                    model::Step::Apply(_) => {}
                }
            }
        }
        FormulaKind::And(members) | FormulaKind::Or(members) => {
            members.iter().for_each(|member| variables(member, into));
        }
        FormulaKind::Unless(inner) => variables(inner, into),
        FormulaKind::Only(variable, inner) => {
            into.insert(*variable);
            variables(inner, into);
        }
        FormulaKind::Every(variable, domain, claim) => {
            into.insert(*variable);
            variables(domain, into);
            variables(claim, into);
        }
        FormulaKind::Aggregate(target, _, variable, inner) => {
            into.insert(*target);
            into.insert(*variable);
            variables(inner, into);
        }
    }
}
