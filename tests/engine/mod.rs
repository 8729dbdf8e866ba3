//! The engine against an evaluator and a checker that share no code with it.

mod affected;
mod agreement;
mod beside;
mod checker;
mod edits;
mod graph;
mod limits;
mod oracle;
mod programs;
mod questions;
mod random;
mod special;
mod threads;
