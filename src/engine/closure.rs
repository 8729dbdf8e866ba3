//! Rules that close a relation to the literals of them that need not read all of it.
//!
//! `R(x, z)` if `R(x, y)` and `R(y, z)` reaches every path whichever way it is divided, once for each
//! division; it is enough to divide off the last step, one that the rule did not conclude itself (the left-linear
//! form: Ullman 1988). What is symmetric need only turn such steps round, since the closure of what is
//! symmetric is so. **Invariant:** the relation comes out the same; only its rows' rules and heights may differ.

use std::collections::BTreeMap;

use super::program::{Atom, Literal, Program, RelationId, Rule, RuleId, Term};

/// The first rule of each relation that says nothing but that it is transitive.
pub(crate) fn transitive(program: &Program, rules: &[RuleId]) -> BTreeMap<RelationId, RuleId> {
    let mut found = BTreeMap::new();
    for &id in rules {
        if let Some(rule) = program.rules.get(id.index())
            && is_transitive(rule)
        {
            found.entry(rule.head.relation).or_insert(id);
        }
    }
    found
}

/// The literal of a rule that may pass over the rows that its relation's transitive rule came up with, and
/// that rule.
pub(crate) fn base_literal(
    rule: &Rule,
    transitive: &BTreeMap<RelationId, RuleId>,
) -> Option<(usize, RuleId)> {
    let closing = *transitive.get(&rule.head.relation)?;
    if is_transitive(rule) {
        Some((1, closing))
    } else if is_symmetric(rule) {
        Some((0, closing))
    } else {
        None
    }
}

fn is_transitive(rule: &Rule) -> bool {
    let [Literal::Positive(one), Literal::Positive(other)] = rule.body.as_slice() else { return false };
    let all = [&rule.head, one, other].map(|atom| pair(atom, rule.head.relation));
    let [Some((x, z)), Some(one), Some(other)] = all else { return false };
    let step = |first: (Term, Term), last: (Term, Term)| {
        let y = first.1;
        first.0 == x && last == (y, z) && y != x && y != z
    };
    x != z && (step(one, other) || step(other, one))
}

fn is_symmetric(rule: &Rule) -> bool {
    let [Literal::Positive(body)] = rule.body.as_slice() else { return false };
    let both = [&rule.head, body].map(|atom| pair(atom, rule.head.relation));
    matches!(both, [Some((b, a)), Some(turned)] if a != b && turned == (a, b))
}

/// The two variables of an atom of the relation.
fn pair(atom: &Atom, relation: RelationId) -> Option<(Term, Term)> {
    match atom.terms.as_slice() {
        [a @ Term::Variable(_), b @ Term::Variable(_)] if atom.relation == relation => Some((*a, *b)),
        _ => None,
    }
}
