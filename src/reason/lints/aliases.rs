//! Other spellings that hide or repeat a name.

use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{Edit, Fix, Sureness};
use crate::model::{Model, Symbol};
use std::collections::BTreeMap;

/// Aliases that say nothing new, that differ from another name by capitals alone, and explanations that are
/// another thing's name; in the order of the files.
pub(super) fn aliases(model: &Model) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = model
        .repeated
        .iter()
        .map(|repeated| {
            let name = model.name(repeated.symbol);
            let told = Diagnostic::new(Code::ShadowedAlias, format!("`{name}` is called so already"))
                .label(repeated.span, "this says nothing new");
            match repeated.cut {
                Some(cut) => told.help("take it away").fix(Fix {
                    title: String::from("take the alias away"),
                    edits: vec![Edit { span: cut, text: String::new() }],
                    sureness: Sureness::Certain,
                }),
                None => told.help("take it out of the list"),
            }
        })
        .collect();
    let mut spellings: BTreeMap<String, Vec<&Symbol>> = BTreeMap::new();
    for symbol in model.symbols.iter().filter(|symbol| is_own(model, symbol)) {
        for name in std::iter::once(&symbol.name).chain(&symbol.aliases) {
            spellings.entry(name.to_lowercase()).or_default().push(symbol);
        }
    }
    for symbol in model.symbols.iter().filter(|symbol| is_own(model, symbol)) {
        let gloss = symbol.gloss.iter().map(|gloss| (gloss, "the explanation"));
        for (text, what) in gloss.chain(symbol.aliases.iter().map(|alias| (alias, "the alias"))) {
            let others = spellings.get(&text.to_lowercase()).into_iter().flatten();
            // Of two that share a spelling the later one is told.
            let mut shared = others.into_iter().filter(|other| {
                let named = other.name.to_lowercase() == text.to_lowercase();
                other.span != symbol.span && (named || other.span < symbol.span)
            });
            let Some(other) = shared.next() else { continue };
            let (Some(span), Some(first)) = (symbol.span, other.span) else { continue };
            found.push(
                Diagnostic::new(
                    Code::ShadowedAlias,
                    format!("{what} `{text}` of `{}` names another thing", symbol.name),
                )
                .label(span, "this one")
                .label(first, format!("`{}` is called so", other.name))
                .help("choose words that only one of them has"),
            );
        }
    }
    found.sort_by_key(Diagnostic::span);
    found
}

/// Whether it is a thing that the analyst has named. Units, labels and kinds have names of their own.
fn is_own(model: &Model, symbol: &Symbol) -> bool {
    let sort = model.sorts.words(&[symbol.sort]);
    let apart = ["statement", "unit", "kind"].iter().any(|name| sort.contains(name));
    !apart && symbol.span.is_some_and(|span| model.module(span).is_none())
}
