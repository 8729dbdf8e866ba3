//! An editor's requests to answers: the language server protocol over standard input and output.
//!
//! Texts are those of the open documents over those of the disk. What a request asks for is read off the model: where
//! names stand is told by the resolver's occurrences, what may be written by `assist`, what follows by `reason`.
//!
//! Invariant: nothing is written but the answers: a change of a file is proposed to the editor, never made.

mod actions;
mod asked;
mod capabilities;
mod commands;
mod complete;
mod diagnostics;
mod document;
mod features;
mod folding;
mod format;
mod hierarchy;
mod hints;
mod hover;
mod navigate;
mod out;
mod position;
mod rename;
mod sentence;
mod server;
mod signature;
mod snapshot;
mod symbols;
mod tokens;
mod uri;

pub use server::{Ending, serve};
