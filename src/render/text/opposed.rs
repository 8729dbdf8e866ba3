//! What stands against a sentence that not everybody would have: both sides of each conflict.

use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::{Opposition, Support};

/// The conflicts about a sentence, one below the other, each ending in a line break.
pub(super) fn opposed(sentence: &str, all: &[Opposition], style: &Style) -> String {
    let place = |support: &Support| {
        let label = support.label.as_ref().map(|label| format!("@{label}"));
        let place = support.place.as_ref().map(super::placed);
        let all: Vec<String> = label.into_iter().chain(place).collect();
        (!all.is_empty()).then(|| all.join(", "))
    };
    all.iter()
        .map(|one| wrap(&clean::line(&one.words(sentence, &place)), style.width, "  ", "    "))
        .collect()
}
