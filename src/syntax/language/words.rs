//! The words that strat keeps for itself, for messages, completion and the checks of the model.
//!
//! Those of statements and clauses are read from the table; the others stand here.

use super::STATEMENTS;
use pest::unicode::{XID_CONTINUE, XID_START};

/// The words that join sentences: no sentence and no name may hold one.
pub const JOINING_WORDS: &[&str] = &["after", "and", "before", "during", "given", "if", "or", "unless"];

/// The words that cannot begin a sentence, besides those that begin a statement.
pub const OPENING_WORDS: &[&str] = &["assume", "every", "normally", "not", "observe", "only"];

/// The words that stand for a thing not named: `who has a veto over something?`.
pub const QUESTION_WORDS: &[&str] = &["what", "which", "who", "whom"];

/// The words that stand for a thing that does not matter.
pub const ANONYMOUS_WORDS: &[&str] = &["someone", "something"];

/// The words that join the parts of a statement, or begin a likelihood, and so name nothing.
const LINKING_WORDS: &[&str] = &["to", "over", "as", "likely"];

/// The words that begin a statement, in order.
pub fn statement_words() -> impl Iterator<Item = &'static str> {
    STATEMENTS.iter().map(|statement| statement.word)
}

/// Whether the word begins a statement.
pub fn begins_a_statement(word: &str) -> bool {
    super::statement(word).is_some()
}

/// Whether the word begins a clause, a property or a qualifier, so that it cannot be a name. The first words
/// of `as of` and the like are free, and `column` stands where no name does.
pub fn begins_a_clause(word: &str) -> bool {
    let free = matches!(
        word,
        "as" | "at"
            | "not"
            | "likely"
            | "may"
            | "closed"
            | "column"
            | "columns"
            | "dates"
            | "numbers"
            | "separator"
            | "skipping"
            | "rejected"
            | "in"
    );
    !free && super::begun_by(word).is_some()
}

/// Whether the word begins a qualifier that is no part of any standard sentence.
pub fn begins_a_qualifier(word: &str) -> bool {
    let in_sentences = matches!(word, "on" | "folded" | "between");
    !in_sentences && super::begun_by(word).is_some_and(super::Clause::qualifies)
}

/// Whether the word joins sentences, so that no template may hold it.
pub fn joins(word: &str) -> bool {
    JOINING_WORDS.contains(&word)
}

/// Whether the word is a question word, also with a capital: `Who`. All in capitals it is a name, as the `WHO` is.
pub fn asks(word: &str) -> bool {
    let rest = word.get(1..).unwrap_or_default();
    !rest.starts_with(|c: char| c.is_ascii_uppercase())
        && QUESTION_WORDS.iter().any(|asking| asking.eq_ignore_ascii_case(word))
}

/// Whether the word is an anonymous variable.
pub fn anonymous(word: &str) -> bool {
    ANONYMOUS_WORDS.contains(&word)
}

/// Whether no template may begin with the word.
pub fn opens(word: &str) -> bool {
    OPENING_WORDS.contains(&word) || begins_a_statement(word)
}

/// Words that begin a statement and name things all the same: what follows tells the two apart.
const OPEN_WORDS: &[&str] = &["game", "indicator", "matrix", "outcome", "ratings"];

/// Whether the word can be the name of a thing.
pub fn names_a_thing(word: &str) -> bool {
    OPEN_WORDS.contains(&word)
        || !(joins(word) || opens(word) || begins_a_clause(word) || LINKING_WORDS.contains(&word))
}

/// Whether a text is a name as it stands, without quotes, wherever a sentence has one: one word of letters,
/// digits, low lines and hyphens between them that the language does not keep for itself.
pub fn is_name(text: &str) -> bool {
    let pieces = || text.split('-').enumerate();
    let letters = |piece: &str| piece.chars().all(|c| c == '_' || XID_CONTINUE(c));
    let starts = text.starts_with(|c: char| XID_START(c));
    starts
        && pieces().all(|(_, piece)| !piece.is_empty() && letters(piece))
        && names_a_thing(text)
        && !asks(text)
        && !anonymous(text)
        && !matches!(text, "about" | "at" | "between" | "where" | "has")
}

/// A name that can stand without quotes, as near to a text as one is; the text itself is then written `aka "…"`.
pub fn as_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        match c {
            c if XID_CONTINUE(c) && c != '\u{b7}' => name.push(c),
            '-' | '\'' | '\u{2019}' if name.ends_with(char::is_alphanumeric) => name.push('_'),
            _ if !name.is_empty() && !name.ends_with('_') => name.push('_'),
            _ => {}
        }
    }
    let name = name.trim_matches('_');
    let name = if name.starts_with(|c: char| XID_START(c)) { name.to_owned() } else { format!("n_{name}") };
    if is_name(&name) { name } else { format!("{name}_") }
}

/// The statement word that was probably meant: one letter wrong, missing, added, swapped, or capital.
pub fn nearest_statement_word(word: &str) -> Option<&'static str> {
    nearest(word, statement_words())
}

/// The word of the list that was probably meant.
pub fn nearest(word: &str, words: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    let lower = word.to_lowercase();
    words
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&lower, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= usize::from(candidate.len() > 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
