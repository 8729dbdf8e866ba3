//! What somebody may have meant: near names, lists in words.

use std::cell::Cell;

/// How many names are looked through in one reading.
const LOOKED_THROUGH: usize = 2_000_000;

/// The names that may still be looked through for what was meant. Where thousands of names are wrong beside
/// thousands that are known, nobody reads what was meant by the last of them, and each would be compared with all.
#[derive(Debug)]
pub(super) struct Patience(Cell<usize>);

impl Default for Patience {
    fn default() -> Self {
        Self(Cell::new(LOOKED_THROUGH))
    }
}

impl Patience {
    /// As [`nearest`] among the names that are `such`, as long as the patience lasts. Each name that is looked at
    /// costs some, whether or not it is such a one.
    pub(super) fn nearest<'n, T>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = (&'n str, T)>,
        such: impl Fn(&str, T) -> bool,
    ) -> Option<&'n str> {
        let look = |_: &(&str, T)| {
            let left = self.0.get();
            self.0.set(left.saturating_sub(1));
            left > 0
        };
        let looked = known.into_iter().take_while(look);
        nearest(name, looked.filter_map(|(known, about)| such(known, about).then_some(known)))
    }
}

/// The name spelt most like this one, if any is near.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let folded = name.to_lowercase();
    let length = folded.chars().count();
    let own_letters = letters(name);
    // Words are no nearer than their lengths are.
    let comparable = |candidate: &&str| {
        let own = candidate.chars().count();
        let room = own.max(3) / 3;
        // A step changes two kinds of letters at most, one that goes and one that comes.
        own.abs_diff(length) <= room && (letters(candidate) ^ own_letters).count_ones() as usize <= 2 * room
    };
    known
        .into_iter()
        .filter(comparable)
        .map(|candidate| (strsim::damerau_levenshtein(&candidate.to_lowercase(), &folded), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().max(3) / 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The kinds of letters of a word, as bits; several kinds may share one, and case does not count.
pub(super) fn letters(word: &str) -> u64 {
    word.chars().flat_map(char::to_lowercase).fold(0, |all, letter| all | 1 << (u32::from(letter) % 64))
}

/// Names in backticks, joined by commas and `and`.
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
