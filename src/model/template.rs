//! The sentence of a relation: literal words and holes, read from its declaration.

use smol_str::SmolStr;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A literal word.
    Word(SmolStr),
    /// A hole: its position among the relation's arguments.
    Hole(usize),
}

/// A sentence with holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The parts, in order.
    pub parts: Vec<Part>,
}

impl Template {
    /// The sentence with its holes filled.
    pub fn fill(&self, arguments: &[String]) -> String {
        let mut out = String::new();
        for part in &self.parts {
            if !out.is_empty() {
                out.push(' ');
            }
            match part {
                Part::Word(word) => out.push_str(word),
                Part::Hole(at) => out.push_str(arguments.get(*at).map_or("something", String::as_str)),
            }
        }
        out
    }

    /// The words between the holes.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Word(word) => Some(word.as_str()),
            Part::Hole(_) => None,
        })
    }
}
