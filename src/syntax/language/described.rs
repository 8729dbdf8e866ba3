//! A word of the language to what it says, for whoever asks what it means.
//!
//! Invariant: what stands in the table of statements and clauses is told from there; only the words that join or open
//! sentences are described here.

use super::{CLAUSES, STATEMENTS};

/// What a word says in one of its uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Described {
    /// What it is: `A statement: what it declares`.
    pub role: &'static str,
    /// What it says.
    pub doc: &'static str,
    /// How it is written.
    pub example: &'static str,
}

const fn word(word: &'static str, doc: &'static str, example: &'static str) -> (&'static str, Described) {
    (word, Described { role: "A word between or before sentences", doc, example })
}

/// The words that join or open sentences.
const WORDS: &[(&str, Described)] = &[
    word("if", "what stands after it is the condition of what stands before it", "rule r: A runs if B runs."),
    word(
        "unless",
        "what stands after it is not shown: silence meets it, a denial is not asked for",
        "rule r: A runs if B runs unless C runs.",
    ),
    word("not", "the sentence is known to be false", "not China condemned invasion."),
    word(
        "normally",
        "the rule has exceptions: what is known to the contrary defeats it",
        "normally r: A runs if B runs.",
    ),
    word(
        "every",
        "whatever meets the first condition meets the second",
        "rule r: A runs if every ?x where (?x is a state) (?x sleeps).",
    ),
    word(
        "only",
        "nothing else is known to meet the condition",
        "rule r: A runs if only ?x where (?x is a state).",
    ),
    word("or", "one of the conditions holds, perhaps both", "rule r: A runs if (B runs or C runs)."),
    word("and", "both hold; between names, each of them", "China and Russia is state."),
    word(
        "before",
        "of two days, the first is earlier",
        "rule r: A runs if B runs on ?d and ?d before 2024-10-26.",
    ),
    word(
        "after",
        "of two days, the first is later",
        "rule r: A runs if B runs on ?d and ?d after 2024-10-26.",
    ),
    word(
        "during",
        "the day lies in the year, month or time",
        "rule r: A runs if B runs on ?d and ?d during 2024.",
    ),
    word(
        "given",
        "in a question or a forecast: supposing what stands after it",
        "how likely A runs given B runs?",
    ),
    word("someone", "somebody, whoever it is", "someone has a veto over tactics?"),
    word("something", "something, whatever it is", "China has a veto over something?"),
    word(
        "likely",
        "a likelihood: the words of the scale in force, or `likely 70%`",
        "China condemned invasion, likely.",
    ),
];

/// The word of the language that somebody means: in any case, in quotes, in the plural.
pub fn named(said: &str) -> Option<&'static str> {
    let lower =
        said.trim_matches(|c: char| matches!(c, '"' | '`' | '\'') || c.is_whitespace()).to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    let plural = lower.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let wanted = [lower.as_str(), singular, plural.as_deref().unwrap_or(singular)];
    let statements = STATEMENTS.iter().map(|statement| statement.word);
    let clauses = CLAUSES.iter().map(|clause| clause.words);
    let words = WORDS.iter().map(|(word, _)| *word);
    let mut all = statements.chain(clauses).chain(words);
    all.find(|word| wanted.contains(word))
}

/// What a word says, in each of its uses.
pub fn described(word: &str) -> Vec<Described> {
    let statements = STATEMENTS
        .iter()
        .filter(|statement| statement.word == word)
        .map(|statement| Described { role: "A statement", doc: statement.doc, example: statement.example });
    let clauses = CLAUSES.iter().filter(|clause| clause.words == word).map(|clause| Described {
        role: if clause.qualifies() {
            "A qualifier: it may stand at the end of any statement"
        } else {
            "A clause"
        },
        doc: clause.doc,
        example: clause.example,
    });
    let words = WORDS.iter().filter(|(known, _)| *known == word).map(|(_, described)| *described);
    statements.chain(clauses).chain(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_people_write_them() {
        for (said, expected) in
            [("Matter", "matter"), ("\"uses\"", "uses"), ("commitments", "commitment"), ("unless", "unless")]
        {
            assert_eq!(named(said), Some(expected), "{said}");
            assert!(!described(expected).is_empty());
        }
        assert_eq!(named("China"), None);
    }
}
