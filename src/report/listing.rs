//! Names as a list in a sentence.

/// `a`, `a and b`, `a, b and c`.
pub fn listed(names: &[String]) -> String {
    joined(names, "and")
}

/// `a`, `a or b`, `a, b or c`.
pub fn any_of(names: &[String]) -> String {
    joined(names, "or")
}

fn joined(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} {word} {last}", before.join(", ")),
    }
}
