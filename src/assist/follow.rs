//! Several questions in one breath, and those that only say what is different: *what does Russia want? And China?*
//!
//! Invariant: pure text; a question that goes on from another names the things of the one with one of them replaced, or its
//! day.

use super::cut::{self, Word};
use super::fit::Fitter;
use super::phrases::Named;
use super::rewrite::slots;
use crate::model::Model;
use crate::syntax::lexer::Kind;

/// The questions of a text: each ends with its mark, and a new one begins behind a blank.
pub fn questions(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        quoted ^= c == '"';
        let ends = matches!(c, '?' | '!') && bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace);
        if ends && !quoted {
            found.extend(text.get(start..=at).map(str::trim).filter(|part| part.len() > 1));
            start = at + 1;
        }
    }
    found.extend(text.get(start..).map(str::trim).filter(|part| !part.is_empty()));
    found
}

/// What only says what is different from the question before.
const ON: &[&str] = &["and|but ?what|how ?about ?for ?with *", "what|how about *", "same for|with *", "or *"];

/// What is asked by a question that goes on from another; `None` where it stands for itself.
pub fn following(model: &Model, before: &str, typed: &str) -> Option<String> {
    // Courtesies are left out of words, and `and` is one.
    let begins = typed.trim_start().to_lowercase();
    let goes_on = ["and ", "but ", "or ", "what about ", "how about ", "same for ", "same with "];
    if !goes_on.iter().any(|lead| begins.starts_with(lead)) {
        return None;
    }
    let words = cut::words(typed);
    let fitter = Fitter::new(model);
    let asked = cut::words(before);
    let rest =
        ON.iter().find_map(|pattern| slots(pattern, &words).first()?.first().map(|rest| rest.to_vec()));
    let rest = rest.unwrap_or_else(|| words.clone());
    dated(&asked, &rest).or_else(|| renamed(&fitter, &asked, &rest))
}

/// `and in 2024?`: the same at another day.
fn dated(asked: &[Word], rest: &[Word]) -> Option<String> {
    let joins = |word: &Word| {
        matches!(word.lower.as_str(), "in" | "on" | "before" | "after" | "since" | "during" | "by" | "until")
    };
    let day = |word: &Word| matches!(word.kind, Kind::Date | Kind::Number);
    let [joint, date] = rest else { return None };
    if !joins(joint) || !day(date) {
        return None;
    }
    let plain = match asked {
        [plain @ .., joint, date] if joins(joint) && day(date) => plain,
        plain => plain,
    };
    Some(format!("{} {} {}?", cut::joined(plain), joint.text, date.text))
}

/// `and China?`: the same of another one, in the place of the one that is most like it.
fn renamed(fitter: &Fitter<'_>, asked: &[Word], rest: &[Word]) -> Option<String> {
    let model = fitter.model;
    let other = fitter.named(rest)?;
    let sort = model.symbol(other)?.sort;
    let mut at = 0;
    let mut best: Option<(bool, usize, Named)> = None;
    while let Some(words) = asked.get(at..).filter(|words| !words.is_empty()) {
        let Some(named) = fitter.phrases.at(words).into_iter().next() else {
            at += 1;
            continue;
        };
        let its = model.symbol(named.symbol).map(|known| known.sort);
        let same = its == Some(sort);
        let alike = its.is_some_and(|its| model.sorts.overlap(its, sort));
        if alike && best.as_ref().is_none_or(|(known, ..)| same && !known) {
            best = Some((same, at, named));
        }
        at += named.length;
    }
    let (_, at, named) = best?;
    let before = asked.get(..at)?;
    let after = asked.get(at + named.length..)?;
    let parts = [cut::joined(before), model.write_symbol(other), cut::joined(after)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    // A page about the one becomes a page about the other, which is asked for without more.
    (parts.len() > 1).then(|| format!("{}?", parts.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_end_with_their_mark() {
        assert_eq!(questions("who is b? And c? \"d? e\" f?"), ["who is b?", "And c?", "\"d? e\" f?"]);
        assert_eq!(questions("who is b"), ["who is b"]);
    }
}
