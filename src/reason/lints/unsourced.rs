//! Claims that name nobody: neither a source nor a reason.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;

/// Hedged statements without `according to` and without `because`, in the order of the files.
pub(super) fn unsourced(model: &Model) -> Vec<Diagnostic> {
    let own = model.statements().filter(|(id, _)| model.is_own(*id)).map(|(_, statement)| statement);
    own.filter(|statement| {
        let said = &statement.attribution;
        said.sources.is_empty()
            && said.because.is_none()
            // The explanation of a rule is its reason.
            && statement.gloss.is_none()
            && said.assumed.is_none()
            && (said.likelihood.is_some() || said.confidence.is_some())
    })
    .map(|statement| {
        Diagnostic::new(Code::Unsourced, "a claim that names neither a source nor a reason")
            .label(statement.span, "how likely it is, is your own judgement")
            .help("add `according to SOURCE`, or `because \"…\"` with your reasons")
    })
    .collect()
}
