//! The parser that pest makes of `grammar/strat.pest`.
//!
//! Invariant: nothing outside of `from_pest` and `message` sees its rules.

#![allow(missing_docs, unreachable_pub, reason = "the rules are described in the grammar")]

/// The grammar of strat.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/strat.pest"]
pub struct Grammar;
