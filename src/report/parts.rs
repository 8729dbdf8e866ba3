//! The parts of a sentence: what a renderer links, colours and draws by.

use crate::model::statement::SymbolId;
use schemars::JsonSchema;
use serde::Serialize;

/// What a sentence says, in parts; its text stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Parts {
    /// The relation's name.
    pub relation: String,
    /// The arguments as they are written in a sentence.
    pub arguments: Vec<String>,
    /// The things that they are, in the same order; `None` for a value.
    #[serde(skip)]
    pub things: Vec<Option<SymbolId>>,
    /// Whether it says that it is not so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub negative: bool,
    /// The date of the fact, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}
