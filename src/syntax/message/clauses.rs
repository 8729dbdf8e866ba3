//! Clauses that were nearly written, and lists of their statements in words.

use crate::syntax::language::{CLAUSES, Clause};

/// The clause of a statement whose first word is nearly this one.
pub(super) fn nearly_begun_by(word: &str, statement: &str) -> Option<&'static Clause> {
    let lower = word.to_lowercase();
    let mut nearest: Option<(usize, &Clause)> = None;
    for clause in CLAUSES.iter().filter(|clause| clause.fits(statement)) {
        let first = clause.first();
        let distance = strsim::osa_distance(&lower, first);
        let allowed = match first.len() {
            0..=2 => usize::from(word.len() == 3 && word.starts_with(first)),
            3..=7 => 1,
            _ => 2,
        };
        if distance <= allowed && nearest.is_none_or(|(best, _)| distance < best) {
            nearest = Some((distance, clause));
        }
    }
    nearest.map(|(_, clause)| clause)
}

/// `goal`, or `action and goal`, each in backticks.
pub(super) fn listed(names: &[&str]) -> String {
    let quoted = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
