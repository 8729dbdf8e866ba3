//! Circular support: one part of a hypothesis is concluded from another part that is only assumed.
//!
//! Who assumes that they asked, and concludes that they approved, has assumed half of what was to be
//! shown (petitio principii: Walton 1991, Begging the Question).

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::statement::{Literal, SymbolId};
use crate::model::write::Variables;
use crate::reason::query::why::reasons;
use crate::report::By;
use crate::theory::Evaluated;

/// What is circular in a view, in the order of the hypotheses.
pub(super) fn circular(
    model: &Model,
    evaluated: &mut Evaluated,
    scenario: Option<SymbolId>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (symbol, hypothesis) in &model.hypotheses {
        let parts = hypothesis.suppositions.as_deref().unwrap_or_default();
        if parts.len() < 2 {
            continue;
        }
        for part in parts {
            found.extend(assumed(model, evaluated, (*symbol, parts), part, scenario));
        }
    }
    found
}

/// What a part of a hypothesis is concluded from, if that is another part and is not shown itself.
fn assumed(
    model: &Model,
    evaluated: &mut Evaluated,
    (symbol, parts): (SymbolId, &[Literal]),
    part: &Literal,
    scenario: Option<SymbolId>,
) -> Option<Diagnostic> {
    let (relation, row) = evaluated.row_of(part)?;
    let row = evaluated.database.find(relation, &row)?;
    let proof = reasons(model, evaluated, relation, row).proof;
    let concluded = |by: &By| matches!(by, By::Rule(_));
    if !proof.nodes.first().is_some_and(|root| concluded(&root.by)) {
        return None;
    }
    let own = model.write(part, Variables::Anonymous);
    let others: Vec<String> = parts
        .iter()
        .map(|other| model.write(other, Variables::Anonymous))
        .filter(|other| *other != own)
        .collect();
    let node = proof.nodes.iter().skip(1).find(|node| {
        others.contains(&node.sentence)
            && matches!(node.by, By::Supposition | By::Assumption | By::Hypothesis(_))
    })?;
    let place = scenario.map(|symbol| format!("in the scenario `{}`: ", model.name(symbol)));
    let message = format!(
        "{}`{own}` is concluded from `{}`, which is assumed and is part of the same hypothesis, `{}`",
        place.unwrap_or_default(),
        node.sentence,
        model.name(symbol)
    );
    let mut diagnostic = Diagnostic::new(Code::CircularSupport, message);
    if let Some(span) = node.place.as_ref().map(|place| place.span) {
        diagnostic = diagnostic.label(span, "this is assumed");
    }
    if let Some(span) = model.symbol(symbol).and_then(|known| known.span) {
        diagnostic = diagnostic.label(span, "the hypothesis that means both");
    }
    Some(diagnostic.help("show one of the two by something else: half of the hypothesis is assumed here"))
}
