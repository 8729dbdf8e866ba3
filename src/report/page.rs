//! A page about a thing, or about the analysis from one side: sentences under headings.

use schemars::JsonSchema;
use serde::Serialize;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// What that is, in a line: its sort and its explanation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The parts, the most important first; none is empty.
    pub sections: Vec<Section>,
}

/// Sentences under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Section {
    /// What they have in common.
    pub heading: String,
    /// The sentences, the most important first.
    pub lines: Vec<String>,
    /// How many more there are.
    pub hidden: usize,
}

impl Page {
    /// How many lines of a part are told, unless all are wanted.
    pub const SHORT: usize = 5;

    /// Adds a part, if there is anything in it.
    pub fn add(&mut self, heading: impl Into<String>, lines: Vec<String>) {
        if !lines.is_empty() {
            self.sections.push(Section { heading: heading.into(), lines, hidden: 0 });
        }
    }

    /// Keeps the first lines of each part.
    pub fn shorten(&mut self) {
        for section in &mut self.sections {
            section.hidden += section.lines.len().saturating_sub(Self::SHORT);
            section.lines.truncate(Self::SHORT);
        }
    }
}
