//! The one integration binary: each room has its module.

mod syntax;
