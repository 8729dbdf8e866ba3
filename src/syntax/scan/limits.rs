//! How deep and how long a statement may be.

/// How many parentheses and braces may be open at once.
pub(in crate::syntax) const MAX_NESTING: usize = 256;

/// The longest statement, in bytes, its block not counted.
pub(in crate::syntax) const MAX_STATEMENT: usize = 256 << 10;
