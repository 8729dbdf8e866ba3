//! Ast to model: names, sorts, sentences, contexts; and the values that sentences speak of.

pub mod value;
