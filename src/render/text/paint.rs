//! Colours for the parts of a page, as escape sequences of our own: none where the style has none.

use crate::render::{Colour, Style};

/// The role of a piece of text, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Whatever has no role of its own.
    Plain,
    /// A heading or the thing asked about.
    Strong,
    /// Places, counts, hints.
    Dim,
    /// Bad news.
    Bad,
    /// News to look at.
    Odd,
    /// Good news.
    Good,
    /// Helpful lines.
    Help,
    /// In what is typed: a word of the language.
    Keyword,
    /// An actor.
    Actor,
    /// Another thing with a name.
    Name,
    /// A source.
    Source,
    /// A variable or a question word.
    Variable,
    /// A likelihood.
    Likelihood,
    /// A text in quotes.
    Text,
    /// A label.
    Label,
    /// A bracket and its partner.
    Partner,
}

impl Style {
    /// The text in the colour of its role.
    pub fn paint(&self, paint: Paint, text: &str) -> String {
        match self.colour {
            Colour::Plain => text.to_owned(),
            Colour::Ansi | Colour::Light => {
                // Yellow and cyan cannot be read on white.
                let light = self.colour == Colour::Light;
                let code = match paint {
                    Paint::Odd | Paint::Likelihood if light => "35",
                    Paint::Help | Paint::Name if light => "34",
                    Paint::Actor if light => "1;34",
                    Paint::Plain => return text.to_owned(),
                    Paint::Strong => "1",
                    Paint::Dim => "2",
                    Paint::Bad => "1;31",
                    Paint::Odd => "33",
                    Paint::Good => "32",
                    Paint::Help => "36",
                    Paint::Keyword => "1",
                    Paint::Actor => "1;36",
                    Paint::Name => "36",
                    Paint::Source => "34",
                    Paint::Variable => "35",
                    Paint::Likelihood => "33",
                    Paint::Text => "32",
                    Paint::Label => "34",
                    Paint::Partner => "1;7",
                };
                format!("\u{1b}[{code}m{text}\u{1b}[0m")
            }
        }
    }
}
