//! Scales of likelihood: words with the closed interval of probability that each stands for.
//!
//! Likelihood and analytic confidence are two axes; nothing here turns one into the other.
//! `possible` is no word of a scale: it says only that the probability is above zero ([`Hedge`]).

mod describe;
mod range;
mod standard;

pub use describe::percents;
pub use range::{Range, RangeError, Row};

use super::Number;
use smol_str::SmolStr;
use std::sync::LazyLock;

/// The names of the standard scales, the default one first.
pub const NAMES: [&str; 5] = ["icd203", "kent", "ipcc", "nz", "phia"];

/// A word of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as it is printed: its words joined by single spaces.
    pub text: SmolStr,
    /// Other forms of it, such as `almost certainly`.
    pub also: Vec<SmolStr>,
    /// The row it stands in.
    pub row: Row,
    /// What it stands for.
    pub range: Range,
}

/// A scale: its words from the least likely to the most likely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Its name.
    pub name: SmolStr,
    /// What it is, and where it is defined.
    pub source: SmolStr,
    words: Vec<Word>,
}

/// What a likelihood qualifier says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge<'a> {
    /// A word of the scale.
    Word(&'a Word),
    /// `possible`: above zero.
    Possible,
}

/// Why words make no scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScaleError {
    /// It has no words.
    Empty,
    /// The word at this position stands for no range of probabilities.
    Range(usize, RangeError),
    /// The word at this position has been given before.
    Duplicate(usize),
    /// The word at this position has a meaning of its own in every scale: `possible`.
    Reserved(usize),
}

impl Scale {
    /// A standard scale: one of [`NAMES`].
    pub fn standard(name: &str) -> Option<Scale> {
        let (source, words) = standard::published(name)?;
        let word = |&(text, also, row, low, high): &(&'static str, &[&'static str], Row, i64, i64)| Word {
            text: text.into(),
            also: also.iter().map(|&also| also.into()).collect(),
            row,
            range: Range::percent(low, high),
        };
        Some(Scale { name: name.into(), source: source.into(), words: words.iter().map(word).collect() })
    }

    /// The standard scales, in the order of [`NAMES`].
    fn all() -> &'static [Scale] {
        static ALL: LazyLock<Vec<Scale>> =
            LazyLock::new(|| NAMES.into_iter().filter_map(Scale::standard).collect());
        &ALL
    }

    /// A scale that a file declares, from its words in any order.
    ///
    /// # Errors
    /// A word is given twice, or stands for no range.
    pub fn house(
        name: impl Into<SmolStr>,
        source: impl Into<SmolStr>,
        words: impl IntoIterator<Item = (SmolStr, Number, Number)>,
    ) -> Result<Scale, ScaleError> {
        let mut scale = Scale { name: name.into(), source: source.into(), words: Vec::new() };
        for (place, (text, low, high)) in words.into_iter().enumerate() {
            let range = Range::new(low, high).map_err(|error| ScaleError::Range(place, error))?;
            match scale.find(&text) {
                Some(Hedge::Word(_)) => return Err(ScaleError::Duplicate(place)),
                Some(Hedge::Possible) => return Err(ScaleError::Reserved(place)),
                None => scale.words.push(Word { text, also: Vec::new(), row: Row::Any, range }),
            }
        }
        if scale.words.is_empty() {
            return Err(ScaleError::Empty);
        }
        scale.words.sort_by(|one, other| one.range.cmp(&other.range));
        Ok(scale)
    }

    /// The words, from the least likely on.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The lower end of a word's interval; `None` for what is no word of the scale, or has no such end.
    pub fn low(&self, text: &str) -> Option<Number> {
        match self.find(text)? {
            Hedge::Word(word) => Some(word.range.low().clone()),
            Hedge::Possible => None,
        }
    }

    /// The word of this text (its words joined by single spaces), in any of its forms.
    pub fn find(&self, text: &str) -> Option<Hedge<'_>> {
        if text == "possible" {
            return Some(Hedge::Possible);
        }
        let said = |word: &&Word| word.text == text || word.also.iter().any(|also| also == text);
        self.words.iter().find(said).map(Hedge::Word)
    }

    /// Words to write instead of one that the scale does not have, the best first: those that stand
    /// for what it means in another standard scale, then those that are spelt much like it.
    pub fn suggest(&self, text: &str) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        let elsewhere = Self::all().iter().find_map(|scale| match scale.find(text) {
            Some(Hedge::Word(word)) => Some(word.range.clone()),
            Some(Hedge::Possible) | None => None,
        });
        if let Some(meant) = elsewhere {
            let middle = meant.low.add(&meant.high).and_then(|sum| sum.divide(&Number::from(2)));
            let word = middle.and_then(|middle| self.word_for(&Range { low: middle.clone(), high: middle }));
            found.extend(word.map(|word| word.text.as_str()));
        }
        let mut alike: Vec<(usize, &str)> = self
            .words
            .iter()
            .flat_map(|word| std::iter::once(&word.text).chain(&word.also))
            .map(|word| (strsim::damerau_levenshtein(word, text), word.as_str()))
            .filter(|(distance, word)| *distance <= word.len().max(6) / 3)
            .collect();
        alike.sort_unstable();
        // A likelihood of several words may be known by one of them, however the others are spelt.
        if alike.is_empty() && found.is_empty() {
            let words: Vec<&str> = text.split(' ').collect();
            let shares = |known: &str| {
                known.split(' ').any(|word| word.len() > 3 && words.len() > 1 && words.contains(&word))
            };
            let all = self.words.iter().flat_map(|word| std::iter::once(&word.text).chain(&word.also));
            let distance = |known: &str| match known.contains(text) {
                true => 0,
                false => strsim::damerau_levenshtein(known, text),
            };
            alike.extend(all.filter(|known| shares(known)).map(|known| (distance(known), known.as_str())));
            alike.sort_unstable();
        }
        for (_, word) in alike {
            if !found.contains(&word) {
                found.push(word);
            }
        }
        found.truncate(3);
        found
    }

    /// The standard scales that have the word.
    pub fn known_in(text: &str) -> Vec<&'static str> {
        let has = |(_, scale): &(&'static str, &Scale)| scale.find(text).is_some();
        NAMES.into_iter().zip(Self::all()).filter(has).map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(scale: &str, text: &str) -> String {
        match Scale::standard(scale).unwrap().find(text) {
            Some(Hedge::Word(word)) => {
                format!("{} {:?} {}-{}", word.text, word.row, word.range.low, word.range.high)
            }
            Some(Hedge::Possible) => String::from("possible"),
            None => String::new(),
        }
    }

    #[test]
    fn standard_words() {
        assert_eq!(word("icd203", "very likely"), "very likely First 0.8-0.95");
        assert_eq!(word("icd203", "highly probable"), "highly probable Second 0.8-0.95");
        assert_eq!(word("icd203", "almost certainly"), "almost certain First 0.95-0.99");
        assert_eq!(word("icd203", "highly likely"), "");
        assert_eq!(word("kent", "likely"), "probable Any 0.63-0.87");
        assert_eq!(word("ipcc", "likely"), "likely Any 0.66-1");
        assert_eq!(word("nz", "realistic possibility"), "realistic possibility Any 0.25-0.5");
        assert_eq!(word("phia", "probable"), "likely Any 0.55-0.75");
        assert_eq!(word("phia", "possible"), "possible");
        assert_eq!(Scale::standard("delphi"), None);
    }

    #[test]
    fn standard_scales_are_in_order_and_unambiguous() {
        for name in NAMES {
            let scale = Scale::standard(name).unwrap();
            let mut seen = std::collections::BTreeSet::new();
            for pair in scale.words().windows(2) {
                assert!(pair[0].range <= pair[1].range, "{name}: {} {}", pair[0].text, pair[1].text);
            }
            for word in scale.words() {
                assert!(Range::new(word.range.low.clone(), word.range.high.clone()).is_ok());
                for text in std::iter::once(&word.text).chain(&word.also) {
                    assert!(seen.insert(text.clone()), "{name}: {text}");
                }
            }
        }
    }

    #[test]
    fn suggestions() {
        let icd = Scale::standard("icd203").unwrap();
        assert_eq!(icd.suggest("highly likely").first(), Some(&"very likely"));
        assert_eq!(icd.suggest("likly"), ["likely"]);
        assert_eq!(icd.suggest("almost no chnce"), ["almost no chance"]);
        assert!(icd.suggest("zebra").is_empty());
        assert_eq!(Scale::known_in("highly likely"), ["kent", "nz", "phia"]);
    }

    #[test]
    fn house_scales_are_checked() {
        let n = |text: &str| Number::parse(text).unwrap();
        let house = |words: &[(&str, &str, &str)]| {
            Scale::house(
                "h",
                "",
                words.iter().map(|(word, low, high)| (SmolStr::from(*word), n(low), n(high))),
            )
        };
        let scale = house(&[("likely", "60%", "85%"), ("remote", "1%", "10%")]).unwrap();
        assert_eq!(scale.words()[0].text, "remote");
        assert_eq!(house(&[]), Err(ScaleError::Empty));
        assert_eq!(house(&[("a", "60%", "50%")]), Err(ScaleError::Range(0, RangeError::Reversed)));
        assert_eq!(house(&[("a", "60%", "150%")]), Err(ScaleError::Range(0, RangeError::Outside)));
        assert_eq!(house(&[("a", "6%", "50%"), ("a", "0", "1")]), Err(ScaleError::Duplicate(1)));
        assert_eq!(house(&[("possible", "6%", "50%")]), Err(ScaleError::Reserved(0)));
    }
}
