//! Reports and diagnostics to what a reader sees: one module a format.
//!
//! Pure: nothing here asks the terminal or the environment, [`Style`] says what was found out.
//!
//! Invariant: every string of the user's passes through [`crate::diagnostic::clean`] (text) or the
//! escaping of serde_json (JSON) on its way out.

pub mod csv;
pub mod drawing;
pub mod github;
pub mod json;
pub mod junit;
mod likely;
pub mod map;
pub mod markdown;
mod page;
pub mod sarif;
pub mod text;
pub mod web;

/// Whether the output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// No escape sequences at all.
    Plain,
    /// The 16 colours of the terminal's own theme.
    Ansi,
    /// Those of them that can be read on white.
    Light,
}

/// What lines, boxes and trees are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// ASCII characters.
    Ascii,
    /// Unicode box drawing.
    Unicode,
}

/// How text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether it is coloured.
    pub colour: Colour,
    /// What it is drawn with.
    pub drawing: Drawing,
    /// The column at which prose is wrapped.
    pub width: usize,
    /// The most findings that are shown in full; the rest is counted.
    pub listed: usize,
    /// How much of an analysis a page tells.
    pub detail: Detail,
}

/// How much of an analysis a page tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// What fits on a page; the rest is counted.
    #[default]
    Page,
    /// All of it, with reasons.
    Full,
}

impl Style {
    /// The narrowest and the widest line of prose.
    pub const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

    /// For files, pipes and logs: no colours, ASCII, 90 columns.
    pub const PLAIN: Style = Style {
        colour: Colour::Plain,
        drawing: Drawing::Ascii,
        width: 90,
        listed: 200,
        detail: Detail::Page,
    };

    /// The width of prose in a window so many columns wide.
    pub fn prose(columns: usize) -> usize {
        columns.clamp(*Style::WIDTHS.start(), *Style::WIDTHS.end())
    }

    /// For a terminal so many columns wide.
    pub fn terminal(colour: Colour, columns: usize) -> Style {
        let width = Style::prose(columns);
        Style { colour, drawing: Drawing::Unicode, width, listed: 200, detail: Detail::Page }
    }
}

/// Sets of statements by their labels or places.
fn cuts(cuts: &[Vec<crate::report::Support>]) -> Vec<Vec<String>> {
    cuts.iter().map(|cut| cut.iter().map(crate::report::Support::written).collect()).collect()
}
