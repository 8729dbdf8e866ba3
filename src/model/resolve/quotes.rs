//! Quotations against the texts that they are taken from.
//!
//! A text that came out of a PDF differs from what a reader sees in it: ligatures, soft hyphens, letters in two parts,
//! words broken at the end of a line. These are folded on both sides, as are white space, quotation marks and dashes;
//! nothing else is. Words left out are marked by `…` or `[…]`.
//!
//! Invariant: the time is linear in the length of the text, for each quotation.

use super::resolver::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::SourceText;
use crate::model::value::quoted;
use std::borrow::Cow;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// What stands for words left out, the longest first.
const LEFT_OUT: [&str; 4] = ["[...]", "[…]", "...", "…"];

/// How much of a quotation has to stand in a passage for it to be shown as the nearest: so many words in ten.
const NEAR: usize = 6;

impl Resolver<'_> {
    /// Looks up each quotation in the text of its source, where the source has one.
    pub(super) fn check_quotes(&mut self) {
        let mut missing = Vec::new();
        let mut texts: HashMap<crate::source::FileId, [String; 2]> = HashMap::new();
        for statement in self.model.statements.get(self.first_new..).unwrap_or_default() {
            let Some(quote) = &statement.attribution.quoting else { continue };
            for source in &statement.attribution.sources {
                let text = self.model.sources.get(source).and_then(|source| source.text.as_ref());
                let Some(text @ SourceText { file: Some(id), .. }) = text else { continue };
                let Some(file) = self.map.file(*id) else { continue };
                let readings = texts.entry(*id).or_insert_with(|| readings(&file.text));
                if readings.iter().any(|reading| holds(reading, &quote.words)) {
                    continue;
                }
                let help = match readings.first().and_then(|reading| nearest(reading, &quote.words)) {
                    Some(near) => {
                        format!("the nearest passage is {}: quote the source word for word", quoted(&near))
                    }
                    None => String::from("quote the source word for word"),
                };
                missing.push(
                    Diagnostic::new(
                        Code::QuoteNotFound,
                        format!("`{}` does not have these words", text.path),
                    )
                    .label(quote.span, "not found")
                    .label(text.span, "the text of the source")
                    .help(help),
                );
            }
        }
        missing.dedup();
        self.diagnostics.extend(missing);
    }
}

/// The two ways to read a text: a hyphen at the end of a line belongs to the word, or to its being broken there.
fn readings(text: &str) -> [String; 2] {
    [joined(text, ""), joined(text, "-")].map(|text| folded(&text))
}

/// A text with each hyphen at the end of a line, and the break, replaced.
fn joined<'t>(text: &'t str, hyphen: &str) -> Cow<'t, str> {
    let breaks = |c: char| matches!(c, '-' | '\u{2010}' | '\u{ad}');
    if !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_end();
        let word = line.strip_suffix(breaks).filter(|word| word.ends_with(char::is_alphabetic));
        let goes_on = lines.peek().is_some_and(|next| next.trim_start().starts_with(char::is_alphabetic));
        match word.filter(|_| goes_on) {
            Some(word) => {
                out.push_str(word);
                out.push_str(hyphen);
                // The next line begins with the rest of the word.
                if let Some(next) = lines.peek_mut() {
                    *next = next.trim_start();
                }
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    Cow::Owned(out)
}

/// A text as quotations are compared: letters in their usual form (NFKC), one sort of quotation mark and of dash, no
/// soft hyphens, one blank between words.
fn folded(text: &str) -> String {
    let plain: String = text
        .nfkc()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'))
        .map(|c| match c {
            // What a text has in double marks stands in single ones where it is quoted.
            '“' | '”' | '„' | '‟' | '«' | '»' | '"' | '‘' | '’' | '‚' | '‹' | '›' | '\u{2032}' => {
                '\''
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            other => other,
        })
        .collect();
    crate::source::on_one_line(&plain)
}

/// Whether a text has the words of a quotation, those parts of it that stand between words left out one after the other.
fn holds(text: &str, quote: &str) -> bool {
    let mut quote = quote.to_owned();
    for mark in LEFT_OUT {
        quote = quote.replace(mark, "\0");
    }
    let mut rest = text;
    quote.split('\0').map(folded).filter(|part| !part.is_empty()).all(|part| match rest.find(&part) {
        Some(at) => {
            rest = rest.get(at + part.len()..).unwrap_or_default();
            true
        }
        None => false,
    })
}

/// The passage of as many words that has the most words of a quotation, if it has enough of them.
fn nearest(text: &str, quote: &str) -> Option<String> {
    let quote = folded(quote);
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut wanted: HashMap<String, isize> = HashMap::new();
    let mut count = 0;
    for word in quote.split(' ').map(plain).filter(|word| !word.is_empty()) {
        *wanted.entry(word).or_default() += 1;
        count += 1;
    }
    let words: Vec<&str> = text.split(' ').collect();
    // How many of the words in the window are among those that are wanted, each as often as it is.
    let (mut found, mut best) = (0_usize, (0_usize, 0_usize));
    for (end, word) in words.iter().enumerate() {
        if let Some(left) = wanted.get_mut(&plain(word)) {
            found += usize::from(*left > 0);
            *left -= 1;
        }
        if let Some(out) = end.checked_sub(count).and_then(|start| words.get(start))
            && let Some(left) = wanted.get_mut(&plain(out))
        {
            *left += 1;
            found -= usize::from(*left > 0);
        }
        if found > best.0 {
            best = (found, (end + 1).saturating_sub(count));
        }
    }
    let (found, start) = best;
    let passage = words.get(start..(start + count).min(words.len()))?.join(" ");
    (count > 0 && found * 10 >= count * NEAR).then_some(passage)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(text: &str, quote: &str) -> bool {
        readings(text).iter().any(|reading| holds(reading, quote))
    }

    #[test]
    fn what_a_reader_sees_is_found() {
        let text = "The o\u{fb03}cial find\u{ad}ing was that co-\noperation \u{2013} \u{201c}such as it was\u{201d} \u{2013}\nended re\u{301}cemment.";
        assert!(has(text, "The official finding was that cooperation"));
        assert!(has(text, "that co-operation - \"such as it was\" - ended"));
        assert!(has(text, "ended récemment"));
        assert!(has(text, "'such as it was' - ended"));
        assert!(has(text, "The official finding … ended"));
        assert!(!has(text, "ended … The official finding"));
        assert!(!has(text, "the Official finding"));
    }

    #[test]
    fn the_nearest_passage_is_shown() {
        let text = folded("On Monday the council said that no troops were sent. Later it said more.");
        let near = nearest(&text, "the council says that no troops were sent");
        assert_eq!(near.as_deref(), Some("the council said that no troops were sent."));
        assert_eq!(nearest(&text, "an entirely different remark about oil"), None);
    }
}
