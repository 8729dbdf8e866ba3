//! A question as somebody types it, to its words: contractions taken apart, courtesies left out.
//!
//! Invariant: pure text; no word is made up that was not said.

use crate::syntax::lexer::{Kind, Lexeme, lexemes};

/// A word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it was typed.
    pub(super) text: String,
    /// In small letters; for a text in quotes, what stands between them.
    pub(super) lower: String,
    pub(super) kind: Kind,
    /// Whether an `'s` follows it.
    pub(super) owns: bool,
}

/// Words before a question that ask nothing.
const COURTESIES: &[&str] = &[
    "please",
    "so",
    "ok",
    "okay",
    "hello",
    "hi",
    "could you tell me",
    "can you tell me",
    "can you say",
    "do you know",
    "do we know",
    "i want to know",
    "i would like to know",
    "i wonder",
    "tell me whether",
    "tell me if",
    "tell me who",
    "tell me what",
    "is it true that",
    "is it true",
    "is it the case that",
    "is it so that",
    "whether",
    "if it is true that",
    "do you think that",
    "do you think",
    "do we think that",
    "show me whether",
    "show me who",
    "show me what",
    "and",
    "but",
    "well",
    "hey",
];

/// Courtesies that take the word that asks with them.
const KEPT: usize = 1;

/// Adverbs that change nothing of what is asked.
const FILLERS: &[&str] = &[
    "actually",
    "really",
    "currently",
    "presently",
    "ever",
    "exactly",
    "now",
    "today",
    "please",
    "also",
    "then",
    "else",
    "so",
    "very",
    "still",
    "already",
    "itself",
    "probably",
    "just",
    "even",
    "anyway",
];

/// The words of a question, without its final mark.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut said = lexemes(text).peekable();
    while let Some(lexeme) = said.next() {
        let written = lexeme.of(text);
        match lexeme.kind {
            Kind::Blank | Kind::Comment => {}
            Kind::Mark if matches!(written, "'" | "’") => {
                let after = said.next_if(|next| next.kind == Kind::Word && next.start == lexeme.end);
                contract(&mut words, after.map_or("", |next| next.of(text)));
            }
            Kind::Mark if matches!(written, "." | "?" | "!") => {}
            _ => words.push(word(&lexeme, text)),
        }
    }
    strip(&mut words);
    words
}

fn word(lexeme: &Lexeme, text: &str) -> Word {
    let written = lexeme.of(text);
    let bare = written.trim_matches('"');
    Word { text: written.to_owned(), lower: bare.to_lowercase(), kind: lexeme.kind, owns: false }
}

fn plain(text: &str) -> Word {
    Word { text: text.to_owned(), lower: text.to_owned(), kind: Kind::Word, owns: false }
}

/// What stands behind an apostrophe belongs to the word before it.
fn contract(words: &mut Vec<Word>, after: &str) {
    let Some(last) = words.last_mut() else { return };
    match after {
        "t" => {
            let stem = match last.lower.as_str() {
                "can" => "can",
                "won" => "will",
                "shan" => "shall",
                other => other.strip_suffix('n').unwrap_or(other),
            };
            *last = plain(stem);
            words.push(plain("not"));
        }
        "re" => words.push(plain("are")),
        "ve" => words.push(plain("have")),
        "ll" => words.push(plain("will")),
        "d" => words.push(plain("would")),
        // Who's there is not somebody's.
        "s" if matches!(last.lower.as_str(), "who" | "what" | "that" | "it" | "there" | "when" | "where") => {
            words.push(plain("is"));
        }
        _ => last.owns = true,
    }
}

/// Takes away what asks nothing.
fn strip(words: &mut Vec<Word>) {
    loop {
        let said: Vec<&str> = words.iter().take(6).map(|word| word.lower.as_str()).collect();
        let courtesy = COURTESIES.iter().find_map(|courtesy| {
            let parts: Vec<&str> = courtesy.split(' ').collect();
            let keeps = matches!(parts.last(), Some(&("who" | "what")));
            let length = parts.len() - if keeps { KEPT } else { 0 };
            (said.get(..parts.len()) == Some(parts.as_slice()) && words.len() > length).then_some(length)
        });
        let comma = words.first().is_some_and(|first| first.text == ",").then_some(1);
        match courtesy.or(comma) {
            Some(length) => drop(words.drain(..length)),
            None => break,
        }
    }
    let asks = words.len() > 1;
    words.retain(|word| !(asks && word.kind == Kind::Word && FILLERS.contains(&word.lower.as_str())));
    for word in words.iter_mut().filter(|word| word.lower == "cannot") {
        *word = plain("can");
        word.owns = false;
        word.text = String::from("cannot");
    }
    let cannot = words.iter().position(|word| word.text == "cannot");
    if let Some(at) = cannot {
        words.insert(at + 1, plain("not"));
    }
}

/// Whether words begin with these.
pub(super) fn begin(words: &[Word], with: &str) -> bool {
    let mut at = words.iter();
    with.split(' ').all(|part| at.next().is_some_and(|word| word.lower == part))
}

/// The words without those that they begin with, if they do.
pub(super) fn after<'w>(words: &'w [Word], with: &str) -> Option<&'w [Word]> {
    begin(words, with).then(|| words.get(with.split(' ').count()..)).flatten()
}

/// The words as one text.
pub(super) fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        words(text).iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn contractions_come_apart_and_courtesies_fall_away() {
        for (typed, expected) in [
            ("why can't Japan stop it?", "why can not japan stop it"),
            ("who's China?", "who is china"),
            ("what are China's goals?", "what are china goals"),
            ("Please, can you tell me who cannot veto x?", "who can not veto x"),
            ("tell me what China wants", "what china wants"),
            ("didn't China object", "did not china object"),
            ("is it true that A is b?", "a is b"),
        ] {
            assert_eq!(said(typed), expected);
        }
        assert!(words("China's goals").first().is_some_and(|first| first.owns));
    }
}
