//! The integration tests, in one binary.

#[path = "render/mod.rs"]
mod render;
#[path = "value/mod.rs"]
mod value;
