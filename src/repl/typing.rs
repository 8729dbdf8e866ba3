//! What an editor asks about the line that is being typed.

use super::complete::{self, Completion, Rest};
use super::conversation::Conversation;
use super::highlight;
use super::input::PROMPT;
use crate::render::text::paint::Paint;

impl Conversation {
    /// What could be written at the end of a text.
    pub fn complete(&self, text: &str) -> Completion {
        complete::complete(&self.draft.model, text)
    }

    /// The rest of the only sentence that fits the end of a text, or how to end what goes on.
    pub fn hint(&self, text: &str) -> Option<Rest> {
        complete::hint(&self.draft.model, text)
    }

    /// What is typed, in colours.
    pub fn highlight(&self, text: &str, cursor: usize) -> String {
        highlight::highlight(&self.draft.model, text, cursor, &self.style)
    }

    /// The prompt, in colours.
    pub fn highlight_prompt(&self, prompt: &str) -> String {
        self.style.paint(Paint::Strong, prompt)
    }

    /// A hint, in colours.
    pub fn highlight_hint(&self, hint: &str) -> String {
        self.style.paint(Paint::Dim, hint)
    }

    /// The prompt, which says how one looks at the analysis where that is not as usual.
    pub fn prompt(&self) -> String {
        let ways: Vec<&str> = [&self.looking.scenario, &self.looking.through]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if ways.is_empty() { String::from(PROMPT) } else { format!("strat [{}]> ", ways.join(", ")) }
    }
}
