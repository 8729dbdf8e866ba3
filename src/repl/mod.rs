//! A conversation with an analysis: what is typed, line by line, to what strat says to it.
//!
//! `conversation` is the core, without a terminal; `plain` feeds it from a pipe and writes a transcript.
//! `draft` is the analysis with the session's edits, `held` what was found out about it, `commands` the
//! table of everything that can be asked of the session itself.

mod commands;
mod complete;
mod conversation;
mod draft;
mod held;
mod input;
mod plain;
mod reference;
mod save;
mod settings;

pub use conversation::{Conversation, Reply, Setup, Then};
pub use input::Readiness;
pub use plain::{CONTINUED, PROMPT, transcript};
