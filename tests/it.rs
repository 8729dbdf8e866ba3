//! The integration tests, in one binary.

#[path = "value/mod.rs"]
mod value;
