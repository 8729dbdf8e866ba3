//! Datalog over integers: programs in, well-founded models and their derivations out.
//!
//! **Invariant:** nothing here knows of names, sentences or strategy; this room imports nothing
//! else of the crate. Constants are integers that the caller interned; comparing and computing with
//! them is asked of the caller's [`Domain`].

pub mod program;

pub use program::*;
