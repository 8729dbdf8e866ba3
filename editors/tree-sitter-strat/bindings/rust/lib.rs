//! The grammar of strat for [tree-sitter](https://tree-sitter.github.io), and the queries by which editors colour, fold
//! and outline a file.

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_strat() -> *const ();
}

/// The language, for `tree_sitter::Parser::set_language`.
// SAFETY: the generated parser defines the function, and gives a language that lives for ever.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_strat) };

/// What is coloured how.
pub const HIGHLIGHTS: &str = include_str!("../../queries/highlights.scm");
/// What can be folded.
pub const FOLDS: &str = include_str!("../../queries/folds.scm");
/// What is indented.
pub const INDENTS: &str = include_str!("../../queries/indents.scm");
/// What is written in another language.
pub const INJECTIONS: &str = include_str!("../../queries/injections.scm");
/// Where variables live.
pub const LOCALS: &str = include_str!("../../queries/locals.scm");
/// What is declared, for outlines and indexes.
pub const TAGS: &str = include_str!("../../queries/tags.scm");
