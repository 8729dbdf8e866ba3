//! The integration tests, in one binary: each room has its module.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

mod check;
mod engine;
mod games;
mod ground;
mod layout;
mod likelihood;
#[cfg(feature = "lsp")]
mod lsp;
#[cfg(feature = "mcp")]
mod mcp;
mod pages;
mod reason;
mod render;
mod repl;
mod syntax;
mod value;
mod voting;
