//! The hypotheses of a question by whatever a table calls them.
//!
//! **Invariant:** a text stands for one hypothesis or for none; texts are compared without case and punctuation.

use super::super::suggest::listed;
use super::row::{Row, fault};
use crate::diagnostic::Diagnostic;
use crate::model::matrix::Mark;
use crate::model::statement::SymbolId;
use crate::model::{Model, Question};
use crate::source::Span;

/// The hypotheses of a question.
pub(super) struct Hypotheses {
    pub(super) symbols: Vec<SymbolId>,
    /// The name of each, and its explanation.
    names: Vec<(String, Option<String>)>,
}

impl Hypotheses {
    pub(super) fn of(model: &Model, question: &Question) -> Self {
        let named = |symbol: &SymbolId| {
            let known = model.symbol(*symbol);
            let gloss = known.and_then(|known| known.gloss.as_ref()).map(ToString::to_string);
            (model.name(*symbol).to_owned(), gloss)
        };
        let names = question.hypotheses.iter().map(named).collect();
        Hypotheses { symbols: question.hypotheses.clone(), names }
    }

    /// The hypothesis that a text names, by position: by its name, its explanation, or its number as `H2`.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let plain = plain(text);
        let whole = |wanted: &str| {
            self.names.iter().position(|(name, gloss)| {
                self::plain(name) == wanted
                    || gloss.as_ref().is_some_and(|gloss| self::plain(gloss) == wanted)
            })
        };
        if plain.is_empty() {
            return None;
        }
        if let Some(found) = whole(&plain) {
            return Some(found);
        }
        let (number, rest) = numbered(&plain)?;
        let at = number.checked_sub(1).filter(|at| *at < self.symbols.len());
        if rest.is_empty() { at } else { whole(rest).or(at) }
    }

    /// Whether all are rated by a row.
    pub(super) fn all_rated(
        &self,
        marks: &[(usize, Mark)],
        span: Span,
        what: &str,
    ) -> Result<(), Diagnostic> {
        for (at, (name, _)) in self.names.iter().enumerate() {
            match marks.iter().filter(|(of, _)| *of == at).count() {
                0 => {
                    let message = format!("{what} does not rate `{name}`");
                    return Err(fault(message, span, "a hypothesis is missing").help(format!(
                        "add its mark; `NA for {name}` says that the item has nothing to do with it"
                    )));
                }
                1 => {}
                _ => {
                    let message = format!("{what} rates `{name}` twice");
                    return Err(fault(message, span, "which mark counts?").help("keep one of the marks"));
                }
            }
        }
        Ok(())
    }

    /// The hypotheses that no row rates.
    pub(super) fn unrated(&self, rows: &[Row]) -> Vec<&str> {
        self.without(|at| rows.iter().any(|row| row.marks.iter().any(|(of, _)| *of == at)))
    }

    /// The hypotheses that something does not have, by position.
    pub(super) fn without(&self, has: impl Fn(usize) -> bool) -> Vec<&str> {
        let missing = self.names.iter().enumerate().filter(|(at, _)| !has(*at));
        missing.map(|(_, (name, _))| name.as_str()).collect()
    }

    /// Which hypotheses there are.
    pub(super) fn help(&self) -> String {
        let names: Vec<&str> = self.names.iter().map(|(name, _)| name.as_str()).collect();
        format!("the hypotheses are, in their order, {}", listed(&names))
    }
}

/// A text without case, punctuation and what is written in several ways.
pub(super) fn plain(text: &str) -> String {
    let letters: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number at the front of `h2 the storm` or `hypothesis 2`, and what follows it.
fn numbered(plain: &str) -> Option<(usize, &str)> {
    let rest = plain.strip_prefix("hypothesis ").or_else(|| plain.strip_prefix('h'))?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = rest.get(..digits)?.parse().ok()?;
    let after = rest.get(digits..)?;
    (after.is_empty() || after.starts_with(' ')).then(|| (number, after.trim_start()))
}
