//! Spans of a model to the places that a report tells.

use crate::model::Model;
use crate::report::Place;
use crate::source::Span;

/// The place of a span of the model; `None` for what was typed as a question.
pub(super) fn place_of(model: &Model, span: Span) -> Option<Place> {
    Place::new(span, &model.texts)
}
