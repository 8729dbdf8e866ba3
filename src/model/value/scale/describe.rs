//! Intervals of probability in the words of a scale and in per cents.

use super::{Number, Range, Scale, Word};

impl Scale {
    /// The interval in words and numbers: `very likely (80-95 %)`, `likely to almost certain (55-99 %)`.
    ///
    /// Words of the first row are used. A probability in a gap of the scale goes with the neighbour
    /// that makes the said interval the wider one, one beyond its last word with that word. An
    /// interval that begins at 0 or ends at 100 %, where most scales have no word, is said as `at
    /// most …` or `at least …` (from the least word on: `… to certain`), and the two ends alone as `impossible` and `certain`.
    pub fn describe(&self, range: &Range) -> String {
        format!("{} ({})", self.words_for(range), percents(range))
    }

    /// The interval in words only.
    pub fn words_for(&self, range: &Range) -> String {
        // What is settled is said so in every scale, however far its last words reach.
        if range.high == Number::ZERO {
            return String::from("impossible");
        }
        if range.low == Number::ONE {
            return String::from("certain");
        }
        if let Some(word) = self.word_for(range) {
            return word.text.to_string();
        }
        let (from, to) = (range.low == Number::ZERO, range.high == Number::ONE);
        if from && to {
            return String::from("not bounded");
        }
        let Some((low, high)) = self.word_from(&range.low).zip(self.word_to(&range.high)) else {
            return String::from("not in the words of the scale");
        };
        if from && !low.range.holds(&range.low) {
            format!("at most {}", high.text)
        } else if to && self.words.first().is_some_and(|first| first.text == low.text) {
            // `At least almost no chance` would read as if it was little.
            format!("{} to certain", low.text)
        } else if to && !high.range.holds(&range.high) {
            format!("at least {}", low.text)
        } else if low.text == high.text {
            low.text.to_string()
        } else {
            format!("{} to {}", low.text, high.text)
        }
    }

    /// The narrowest word that stands for the whole of the interval.
    pub fn word_for(&self, range: &Range) -> Option<&Word> {
        narrowest(self.words.iter().filter(|word| word.range.contains(range)))
    }

    /// The word that an interval begins with: the upper one where two meet, the lower one in a gap.
    fn word_from(&self, low: &Number) -> Option<&Word> {
        let holding = self.words.iter().filter(|word| word.range.holds(low));
        let inside = holding.clone().filter(|word| word.range.high != *low);
        narrowest(inside)
            .or_else(|| narrowest(holding))
            .or_else(|| {
                narrowest(last_group(self.words.iter().filter(|word| word.range.high < *low), |word| {
                    &word.range.high
                }))
            })
            .or_else(|| self.words.first())
    }

    /// The word that an interval ends with: the lower one where two meet, the upper one in a gap.
    fn word_to(&self, high: &Number) -> Option<&Word> {
        let holding = self.words.iter().filter(|word| word.range.holds(high));
        let inside = holding.clone().filter(|word| word.range.low != *high);
        let above = self.words.iter().find(|word| word.range.low > *high);
        narrowest(inside).or_else(|| narrowest(holding)).or(above).or_else(|| {
            let top = self.words.last().map(|word| &word.range);
            self.words.iter().find(|word| Some(&word.range) == top)
        })
    }
}

/// The words with the greatest key.
fn last_group<'a>(
    words: impl Iterator<Item = &'a Word> + Clone,
    key: impl Fn(&Word) -> &Number,
) -> impl Iterator<Item = &'a Word> {
    let greatest = words.clone().map(|word| key(word).clone()).max();
    words.filter(move |word| Some(key(word)) == greatest.as_ref())
}

/// The word with the narrowest range, the first of several.
fn narrowest<'a>(words: impl Iterator<Item = &'a Word>) -> Option<&'a Word> {
    words.min_by_key(|word| word.range.high.subtract(&word.range.low))
}

/// The interval in per cents, rounded outwards to a tenth: `80-95 %`, `12.5-33.4 %`, `62.5 %`.
pub fn percents(range: &Range) -> String {
    if range.low == range.high {
        return format!("{} %", point(&range.low));
    }
    let thousand = Number::from(1000);
    let tenths = |number: &Number| number.multiply(&thousand).unwrap_or(Number::ZERO);
    let show = |tenths: Number| tenths.divide(&Number::from(10)).unwrap_or(Number::ZERO).to_string();
    format!("{}-{} %", show(tenths(&range.low).floor()), show(tenths(&range.high).ceiling()))
}

/// One probability in per cents, to the nearest tenth; only 0 and 1 themselves are shown as 0 and 100.
fn point(number: &Number) -> String {
    let tenth =
        |tenths: i64| Number::from(tenths).divide(&Number::from(10)).unwrap_or(Number::ZERO).to_string();
    if *number == Number::ZERO || *number == Number::ONE {
        return if *number == Number::ONE { String::from("100") } else { String::from("0") };
    }
    let half = Number::percent(50);
    let rounded =
        number.multiply(&Number::from(1000)).and_then(|tenths| tenths.add(&half)).map(|sum| sum.floor());
    match rounded.and_then(|tenths| tenths.to_i64()).unwrap_or(0) {
        0 => String::from("under 0.1"),
        1000 => String::from("over 99.9"),
        tenths => tenth(tenths),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(scale: &str, low: &str, high: &str) -> String {
        let number = |text: &str| Number::parse(text).unwrap();
        Scale::standard(scale).unwrap().describe(&Range::new(number(low), number(high)).unwrap())
    }

    #[test]
    fn one_word_or_several() {
        assert_eq!(describe("icd203", "80%", "95%"), "very likely (80-95 %)");
        assert_eq!(describe("icd203", "85%", "90%"), "very likely (85-90 %)");
        assert_eq!(describe("icd203", "55%", "99%"), "likely to almost certain (55-99 %)");
        assert_eq!(describe("icd203", "50%", "60%"), "roughly even chance to likely (50-60 %)");
        assert_eq!(describe("icd203", "1/3", "2/3"), "unlikely to likely (33.3-66.7 %)");
        assert_eq!(describe("icd203", "62.5%", "62.5%"), "likely (62.5 %)");
    }

    #[test]
    fn the_ends() {
        assert_eq!(describe("icd203", "0", "1"), "not bounded (0-100 %)");
        assert_eq!(describe("icd203", "1", "1"), "certain (100 %)");
        assert_eq!(describe("icd203", "0", "0"), "impossible (0 %)");
        assert_eq!(describe("icd203", "0", "20%"), "at most very unlikely (0-20 %)");
        assert_eq!(describe("icd203", "80%", "1"), "at least very likely (80-100 %)");
        assert_eq!(describe("icd203", "0.999", "0.9999999"), "almost certain (99.9-100 %)");
        assert_eq!(describe("icd203", "0.9999999", "0.9999999"), "almost certain (over 99.9 %)");
        assert_eq!(describe("icd203", "0.00001", "0.00001"), "almost no chance (under 0.1 %)");
        assert_eq!(describe("phia", "0", "20%"), "remote chance to highly unlikely (0-20 %)");
        assert_eq!(describe("kent", "1", "1"), "certain (100 %)");
    }

    #[test]
    fn gaps_and_overlaps() {
        assert_eq!(describe("kent", "15%", "15%"), "almost certainly not to probably not (15 %)");
        assert_eq!(describe("phia", "6%", "77%"), "remote chance to highly likely (6-77 %)");
        assert_eq!(describe("ipcc", "92%", "97%"), "very likely (92-97 %)");
        assert_eq!(describe("ipcc", "20%", "97%"), "unlikely to extremely likely (20-97 %)");
        assert_eq!(describe("ipcc", "30%", "30%"), "unlikely (30 %)");
    }
}
