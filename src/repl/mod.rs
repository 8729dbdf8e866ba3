//! A conversation with an analysis: what is typed, line by line, to what strat says to it.
//!
//! `conversation` is the core, without a terminal; `plain` feeds it from a pipe and writes a transcript,
//! `editor` from a terminal, with `complete` and `highlight` for what is being typed.
//! `draft` is the analysis with the session's edits, `held` what was found out about it, `commands` the
//! table of everything that can be asked of the session itself.

mod commands;
mod complete;
mod conversation;
mod draft;
mod editor;
mod highlight;
mod history;
mod input;
mod listen;
mod plain;
mod questions;
mod reference;
mod save;
mod settings;
mod snapshot;
mod stamps;
mod statements;
mod typing;
mod watch;

pub use conversation::{Conversation, Setup, Then};
pub use editor::converse;
pub use history::{Keeping, place};
pub use plain::transcript;
