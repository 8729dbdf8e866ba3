//! strat: a language and an interpreter for strategic reasoning.
//!
//! An analysis is text. A [`Workspace`] holds texts, in memory or on a disk; what it opens is an [`Analysis`], which
//! is checked and asked; what comes out is a [`Found`], which reads as a page or as JSON.
//!
//! ```
//! use strat::{Budget, Workspace};
//!
//! let mut workspace = Workspace::new();
//! workspace.edit("names.strat", "actor China and Russia is state.\nresource oil \"crude oil\".\n");
//! workspace.edit("a.strat", "import \"names.strat\".\nChina can provide oil.\n");
//! let analysis = workspace.open("a.strat")?;
//! assert!(analysis.check(&Budget::default()).diagnostics().is_empty());
//! let answer = analysis.ask("who can provide what?", &Budget::default());
//! assert!(answer.text().contains("China"));
//! # Ok::<(), strat::Unreadable>(())
//! ```
//!
//! What a program is to use is what stands here without being hidden: these four, what a report is made of ([`report`]),
//! what is wrong and where ([`diagnostic`]), the files that are read ([`source`]) and what an answer may use
//! ([`budget`]). The hidden `internals` are what the tests and benches of this repository take besides; they change
//! without notice.
//!
//! Without features the library builds for `wasm32-unknown-unknown`, starts no thread, and reads nothing but through the
//! [`source::FileSystem`] that it is handed. `docs/architecture.md` tells how text becomes an answer.

#![cfg_attr(
    not(feature = "cli"),
    allow(dead_code, unused_imports, reason = "what only the command line and the session use")
)]

mod assist;
pub mod budget;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
mod config;
mod connected;
pub mod diagnostic;
mod doctrine;
mod edit;
mod engine;
mod games;
mod ground;
#[doc(hidden)]
pub mod internals;
mod layout;
mod likelihood;
#[cfg(feature = "lsp")]
mod lsp;
#[cfg(feature = "mcp")]
mod mcp;
mod model;
mod reason;
mod render;
#[cfg(feature = "cli")]
mod repl;
pub mod report;
#[cfg(any(feature = "lsp", feature = "mcp"))]
mod rpc;
mod solver;
pub mod source;
mod syntax;
mod theory;
mod voting;
mod workspace;

pub use budget::Budget;
pub use model::Doctrine;
pub use workspace::{Analysis, Found, Unreadable, Workspace};
