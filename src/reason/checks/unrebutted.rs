//! Rejected hypotheses that nothing rebuts in words: whoever reads the analysis is not told why.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Literal, Term};
use crate::reason::weigh::rebuttals;
use crate::reason::{Session, Stop};
use crate::report::Status;
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;

/// The hypotheses that no reading leaves room for, and of which no statement says that it rebuts them.
pub(super) fn unrebutted(session: &mut Session<'_>, evaluated: &Evaluated) -> Result<Vec<Diagnostic>, Stop> {
    let model = session.model;
    let Some(holds) = model.known.holds else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for symbol in model.hypotheses.keys().copied() {
        let Some(span) = model.symbol(symbol).and_then(|known| known.span) else { continue };
        if !rebuttals(model, evaluated, symbol).is_empty() {
            continue;
        }
        let terms = vec![Term::Symbol(symbol)];
        let literal = Literal { span, sign: Sign::Positive, relation: holds, terms, on: None };
        if session.status(None, &literal)? != Status::Rejected {
            continue;
        }
        let name = model.name(symbol);
        found.push(
            Diagnostic::new(
                Code::Unrebutted,
                format!("the hypothesis `{name}` is rejected, and nothing is said to rebut it"),
            )
            .label(span, "no reading of the claims leaves room for this")
            .help(format!("say which statement speaks against it: `@label rebuts {name}.`")),
        );
    }
    Ok(found)
}
