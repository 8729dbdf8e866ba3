//! strat: a language and an interpreter for strategic reasoning.
//!
//! Text becomes an [`syntax::ast::Ast`], then a model whose names and sentences are known, then a
//! Datalog program over integers, then a database, and the readings of that database become a
//! report which a renderer shows. `docs/architecture.md` tells the road and its invariants.

pub mod budget;
pub mod cli;
pub mod config;
mod connected;
pub mod diagnostic;
pub mod doctrine;
pub mod edit;
pub mod engine;
pub mod games;
pub mod likelihood;
pub mod model;
pub mod reason;
pub mod render;
pub mod repl;
pub mod report;
mod solver;
pub mod source;
pub mod syntax;
pub mod theory;
pub mod voting;
