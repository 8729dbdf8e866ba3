//! Hedges outside the scale: in the words of a proposition, and where the scale has no word.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::Stated;
use crate::model::value::scale::Range;

/// Words that hedge, in prose. `May` with a capital is a month.
const HEDGES: &[&str] = &[
    "conceivably",
    "could",
    "doubtless",
    "likely",
    "may",
    "maybe",
    "might",
    "perhaps",
    "possibly",
    "presumably",
    "probable",
    "probably",
    "supposedly",
    "unlikely",
];

/// Propositions whose words hedge, and likelihoods for which the scale has no word, in the order of the
/// files.
pub(super) fn hedges(model: &Model) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for symbol in model.symbols.iter() {
        let (Some(span), Some(gloss)) = (symbol.span, &symbol.gloss) else { continue };
        let proposed = model.sorts.is_below(symbol.sort, SortId::PROPOSITION);
        let hedge = gloss.split(|c: char| !c.is_alphabetic()).find(|word| HEDGES.contains(word));
        if let (true, Some(hedge), None) = (proposed, hedge, model.module(span)) {
            let help = format!("say it without `{hedge}`, and how likely it is as a qualifier: `, likely`");
            found.push(
                Diagnostic::new(
                    Code::HiddenHedge,
                    format!("the words of `{}` hedge: `{hedge}`", symbol.name),
                )
                .label(
                    span,
                    "a likelihood that strat does not see, and that means what each reader takes it to mean",
                )
                .help(help),
            );
        }
    }
    for (_, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        let Some(hedge) = &statement.attribution.likelihood else { continue };
        let Stated::Range(range) = &hedge.stated else { continue };
        if !model.frame.scale.words().iter().any(|word| meets(&word.range, range)) {
            found.push(
                Diagnostic::new(Code::HiddenHedge, format!("the scale has no word for {}", hedge.words))
                    .label(hedge.span, "in a gap of the scale")
                    .help("use a word of the scale, or a range that one of them meets"),
            );
        }
    }
    found.sort_by_key(Diagnostic::span);
    // Several sentences of one statement share its likelihood.
    found.dedup();
    found
}

/// Whether two ranges have a probability in common.
fn meets(one: &Range, other: &Range) -> bool {
    one.low() <= other.high() && other.low() <= one.high()
}
