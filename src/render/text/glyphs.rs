//! The characters that lists and trees are drawn with.

use crate::render::{Drawing, Style};

/// One set of characters.
pub(super) struct Glyphs {
    /// Before an item of a list.
    pub(super) bullet: &'static str,
    /// Between a sentence and what is said about it.
    pub(super) dash: &'static str,
    /// Between what leads somewhere and where it leads.
    pub(super) arrow: &'static str,
    /// Before a branch that others follow.
    pub(super) branch: &'static str,
    /// Before the last branch.
    pub(super) last: &'static str,
    /// Beside what hangs on a branch that others follow.
    pub(super) beside: &'static str,
    /// Under the title and under headings.
    pub(super) rules: [&'static str; 2],
}

const UNICODE: Glyphs = Glyphs {
    bullet: "•",
    dash: "—",
    arrow: "→",
    branch: "├─ ",
    last: "└─ ",
    beside: "│  ",
    rules: ["═", "─"],
};

const ASCII: Glyphs = Glyphs {
    bullet: "-",
    dash: "--",
    arrow: "->",
    branch: "|- ",
    last: "`- ",
    beside: "|  ",
    rules: ["=", "-"],
};

impl Style {
    pub(super) const fn glyphs(&self) -> &'static Glyphs {
        match self.drawing {
            Drawing::Ascii => &ASCII,
            Drawing::Unicode => &UNICODE,
        }
    }
}
