//! Diagnostics in the order in which they were found, each once.
//!
//! Invariant: adding one takes the same time however many there are.

use super::{Code, Diagnostic, Label};
use crate::source::Span;
use std::collections::HashMap;

/// How many places of one undeclared name are shown.
const PLACES: usize = 4;

/// Diagnostics without repetition.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    found: Vec<Diagnostic>,
    /// Which of them have their primary place where.
    by_place: HashMap<Option<Span>, Vec<usize>>,
    /// The undeclared names, by what is said of them.
    unknown: HashMap<String, usize>,
}

impl Gathered {
    /// Adds a diagnostic. A name that is not declared is one mistake, however often it is used.
    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        let place = diagnostic.span();
        let here = self.by_place.entry(place).or_default();
        if here.iter().any(|&at| self.found.get(at) == Some(&diagnostic)) {
            return;
        }
        if diagnostic.code == Code::UnknownName {
            if let Some(known) = self.unknown.get(&diagnostic.message).and_then(|&at| self.found.get_mut(at))
            {
                if known.labels.len() < PLACES {
                    let again = |label: Label| Label { text: String::from("used here too"), ..label };
                    known.labels.extend(diagnostic.labels.into_iter().map(again));
                }
                return;
            }
            self.unknown.insert(diagnostic.message.clone(), self.found.len());
        }
        here.push(self.found.len());
        self.found.push(diagnostic);
    }

    /// Adds diagnostics that were gathered elsewhere.
    pub(crate) fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in others {
            self.add(diagnostic);
        }
    }

    /// All of them.
    pub(crate) fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }
}
