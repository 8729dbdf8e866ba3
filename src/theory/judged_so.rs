//! What is supposed to the judgements under a condition that it meets.
//!
//! Who says how likely something is, and how likely it is if something else is so, speaks of two cases. Where the
//! condition is supposed, the second judgement is the one of that case, and the first gives way (Poole 1985, On the
//! Comparison of Theories: Preferring the Most Specific Explanation; Reichenbach 1949, The Theory of Probability, on the
//! narrowest reference class). **Invariant:** what another source says never gives way.

use crate::model::Model;
use crate::model::statement::{Context, Formula, FormulaKind, Kind, Literal, Statement, SymbolId};
use crate::syntax::ast::Outcome;

/// The statements that say how likely something is under a condition which is met, and not without what is supposed.
pub(super) fn judged_so<'m>(
    model: &'m Model,
    supposed: &[Literal],
    scenarios: &[SymbolId],
) -> Vec<&'m Statement> {
    let of_scenario = model.statements().filter(|(_, one)| {
        one.kind == Kind::Supposition
            && matches!(one.context, Context::Scenario(symbol) if scenarios.contains(&symbol))
    });
    let of_scenario = if scenarios.is_empty() { None } else { Some(of_scenario) };
    let of_scenario = of_scenario.into_iter().flatten().flat_map(|(_, one)| &one.heads);
    let supposed: Vec<&Literal> = supposed.iter().chain(of_scenario).collect();
    if supposed.is_empty() {
        return Vec::new();
    }
    let placed = |one: &Statement| match one.context {
        Context::Base => true,
        Context::Scenario(symbol) => scenarios.contains(&symbol),
        Context::Hypothesis(_) | Context::Game(_) => false,
    };
    let is_supposed = |literal: &Literal| supposed.iter().any(|one| one.says(literal));
    let conditional = model.statements().filter(|(_, one)| {
        let kind = matches!(one.kind, Kind::Forecast(_) | Kind::Assertion | Kind::Judgement);
        let open = !matches!(model.outcome(one), Some(Outcome::False | Outcome::Void));
        kind && open && one.attribution.likelihood.is_some() && placed(one)
    });
    let met = conditional.filter(|(_, one)| {
        let parts = one.body.as_ref().and_then(conjuncts);
        parts.is_some_and(|parts| {
            parts.iter().any(|part| is_supposed(part))
                && parts.iter().all(|part| is_supposed(part) || is_given(model, part))
        })
    });
    met.map(|(_, one)| one).collect()
}

/// The literals of a condition that is nothing but literals.
fn conjuncts(formula: &Formula) -> Option<Vec<&Literal>> {
    match &formula.kind {
        FormulaKind::Literal(literal) => Some(vec![literal]),
        FormulaKind::And(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(conjuncts).collect();
            Some(parts?.concat())
        }
        _ => None,
    }
}

/// Whether it is stated without a reservation.
fn is_given(model: &Model, literal: &Literal) -> bool {
    model.statements().any(|(_, one)| {
        one.kind == Kind::Assertion
            && one.context == Context::Base
            && one.body.is_none()
            && one.attribution.likelihood.is_none()
            && one.heads.iter().any(|head| head.says(literal))
    })
}
