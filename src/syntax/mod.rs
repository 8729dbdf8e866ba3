//! Text to [`ast::Ast`] and back.

pub mod ast;
pub mod trivia;
