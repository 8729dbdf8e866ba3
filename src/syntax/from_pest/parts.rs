//! Walking over what pest has matched.
//!
//! Invariant: a part that the grammar promises and that is not there becomes a fault, not a panic.

use super::grammar::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;

/// A statement that cannot be used, and why.
pub(super) type Fault = Box<Diagnostic>;
pub(super) type Made<T> = Result<T, Fault>;

/// Where in the file the text stands that pest is given.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) file: FileId,
    pub(super) base: u32,
}

impl Place {
    /// The place of something matched.
    pub(super) fn span(self, pair: &Pair<'_>) -> Span {
        let span = pair.as_span();
        self.range(span.start(), span.end())
    }

    /// The place of a range of the text that pest is given.
    pub(super) fn range(self, start: usize, end: usize) -> Span {
        let at = |offset: usize| self.base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        Span::new(self.file, at(start), at(end))
    }
}

/// The parts of something matched, one after the other.
pub(super) struct Parts<'i> {
    pub(super) place: Place,
    /// The place of the whole.
    pub(super) whole: Span,
    pairs: pest::iterators::Pairs<'i, Rule>,
}

impl<'i> Parts<'i> {
    pub(super) fn of(place: Place, pair: Pair<'i>) -> Self {
        Parts { place, whole: place.span(&pair), pairs: pair.into_inner() }
    }

    /// The next part, whatever it is.
    pub(super) fn next(&mut self) -> Option<Pair<'i>> {
        self.pairs.next()
    }

    /// The next part, which the grammar promises.
    pub(super) fn want(&mut self) -> Made<Pair<'i>> {
        self.pairs.next().ok_or_else(|| broken_promise(self.whole))
    }

    /// The next part, if it is of this rule.
    pub(super) fn maybe(&mut self, rule: Rule) -> Option<Pair<'i>> {
        if self.pairs.peek()?.as_rule() == rule { self.pairs.next() } else { None }
    }

    /// Passes over the next part if it is of this rule.
    pub(super) fn skip(&mut self, rule: Rule) {
        let _ = self.maybe(rule);
    }
}

/// The grammar and the code behind it disagree, which is our mistake.
pub(super) fn broken_promise(span: Span) -> Fault {
    Box::new(
        Diagnostic::new(Code::Unreadable, "strat cannot read this statement, which is a mistake of its own")
            .label(span, "please report this statement"),
    )
}
