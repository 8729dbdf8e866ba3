//! What belongs together in a graph: circles of what leads to what, and sets of what is joined.
//!
//! Nodes are numbers below a count; this room knows nothing of what they stand for.

mod components;
mod union;

pub(crate) use components::{component_of, components};
pub(crate) use union::Union;
