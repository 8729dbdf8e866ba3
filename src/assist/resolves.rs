//! Whether strat can answer a question as it stands.

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Model, resolve};
use crate::source::{Origin, SourceMap};
use crate::syntax::{self, ast::QueryKind};

/// Whether strat can answer a question as it stands.
pub(super) fn resolves(model: &Model, question: &str) -> bool {
    let mut map = SourceMap::new();
    let file = map.add("<question>", question, Origin::Typed);
    let Ok(query) = syntax::parse_query(&map, file) else { return false };
    let sound = |found: &[Diagnostic]| found.iter().all(|one| one.severity != Severity::Error);
    match &query.kind {
        QueryKind::Find(formula)
        | QueryKind::Why(formula)
        | QueryKind::WhyNot(formula)
        | QueryKind::WhyFalse(formula) => sound(&resolve::query(model, &map, formula).diagnostics),
        QueryKind::HowLikely(formula, given) => {
            let asked = [Some(formula), given.as_ref()];
            asked
                .into_iter()
                .flatten()
                .all(|formula| sound(&resolve::query(model, &map, formula).diagnostics))
        }
        QueryKind::WhatIf(literals) => {
            literals.iter().all(|literal| sound(&resolve::supposition(model, &map, literal).diagnostics))
        }
        QueryKind::WhatWouldItTake(literal) => sound(&resolve::literal(model, &map, literal).diagnostics),
    }
}
