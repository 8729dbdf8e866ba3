//! Names and quoted texts, where they stand.

use crate::source::Span;
use smol_str::SmolStr;

/// A name as written: of an actor, a relation, a label, …
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The name; for a quoted name the text between the quotes.
    pub text: SmolStr,
    /// Where it stands.
    pub span: Span,
    /// How it is written.
    pub style: NameStyle,
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameStyle {
    /// `China`
    Plain,
    /// `"North Korea"`
    Quoted,
}

/// A string, its escapes and line folds resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// The text.
    pub value: SmolStr,
    /// The literal with its quotes.
    pub span: Span,
}
