//! The words that strat keeps for itself, for messages, completion and the checks of the model.
//!
//! `grammar/strat.pest` holds the same words as rules; a test compares the two.

/// The words that begin a statement.
pub const STATEMENT_WORDS: &[&str] = &[
    "action",
    "actor",
    "analysis",
    "assume",
    "claim",
    "commitment",
    "declare",
    "event",
    "expect",
    "facts",
    "forbid",
    "forecast",
    "goal",
    "group",
    "hypothesis",
    "import",
    "impossible",
    "matter",
    "prefer",
    "proposition",
    "question",
    "relation",
    "resolve",
    "resource",
    "retract",
    "rule",
    "scale",
    "scenario",
    "sort",
    "source",
    "suppose",
    "unit",
    "veto",
];

/// The words that join sentences: no sentence and no name may hold one.
pub const JOINING_WORDS: &[&str] = &["after", "and", "before", "during", "if", "or", "unless"];

/// The words that cannot begin a sentence, besides [`STATEMENT_WORDS`].
pub const OPENING_WORDS: &[&str] = &["assume", "every", "normally", "not", "only"];

/// The words that stand for a thing not named: `who has a veto over something?`.
pub const QUESTION_WORDS: &[&str] = &["what", "which", "who", "whom"];

/// The words that stand for a thing that does not matter.
pub const ANONYMOUS_WORDS: &[&str] = &["someone", "something"];

/// The words that begin a clause, a property or a qualifier.
pub const CLAUSE_WORDS: &[&str] = &[
    "according",
    "achieved",
    "aka",
    "also",
    "asymmetric",
    "because",
    "belongs",
    "below",
    "between",
    "by",
    "confidence",
    "conflicts",
    "dated",
    "declaring",
    "excludes",
    "extends",
    "fails",
    "folded",
    "for",
    "functional",
    "graded",
    "harms",
    "independent",
    "irreflexive",
    "irreversible",
    "is",
    "key",
    "negated",
    "of",
    "on",
    "open",
    "priority",
    "quoting",
    "requires",
    "scale",
    "serves",
    "severity",
    "since",
    "speaks",
    "symmetric",
    "taken",
    "text",
    "transitive",
    "under",
    "unrepeatable",
    "until",
    "uses",
    "via",
    "without",
];

/// The words that begin a qualifier, of those that no standard sentence needs.
pub const QUALIFIER_WORDS: &[&str] =
    &["according", "because", "confidence", "key", "quoting", "severity", "since", "until"];

/// Whether the word joins sentences, so that no template may hold it.
pub fn joins(word: &str) -> bool {
    JOINING_WORDS.contains(&word)
}

/// Whether the word is a question word, also with a capital: `Who`.
pub fn asks(word: &str) -> bool {
    QUESTION_WORDS.iter().any(|asking| asking.eq_ignore_ascii_case(word))
}

/// Whether the word is an anonymous variable.
pub fn anonymous(word: &str) -> bool {
    ANONYMOUS_WORDS.contains(&word)
}

/// Whether no template may begin with the word.
pub fn opens(word: &str) -> bool {
    OPENING_WORDS.contains(&word) || STATEMENT_WORDS.contains(&word)
}

/// Whether the word can be the name of a thing.
pub fn names_a_thing(word: &str) -> bool {
    !(joins(word)
        || opens(word)
        || CLAUSE_WORDS.contains(&word)
        || matches!(word, "to" | "over" | "as" | "likely"))
}

/// The statement word that was probably meant: one letter wrong, missing, added, swapped, or capital.
pub fn nearest_statement_word(word: &str) -> Option<&'static str> {
    nearest(word, STATEMENT_WORDS)
}

/// The word of the list that was probably meant.
pub fn nearest(word: &str, words: &[&'static str]) -> Option<&'static str> {
    let lower = word.to_lowercase();
    words
        .iter()
        .copied()
        .map(|candidate| (strsim::osa_distance(&lower, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= usize::from(candidate.len() > 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
