//! Evidence rated against the hypotheses of a question: marks, what they stand for, and what they come to together.
//!
//! A mark says how likely an item is if the hypothesis is right (Heuer 1999, *Psychology of Intelligence Analysis*,
//! ch. 8): it lowers or raises, and never excludes. **Invariant:** an item has one mark for each hypothesis of its
//! question, in their order.

use super::statement::SymbolId;
use super::value::Number;
use super::value::scale::Range;
use crate::source::Span;
use smol_str::SmolStr;

/// How well an item of evidence fits a hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// `II`
    VeryInconsistent,
    /// `I`
    Inconsistent,
    /// `N`
    Neutral,
    /// `C`
    Consistent,
    /// `CC`
    VeryConsistent,
    /// `NA`, or nothing: it says nothing of the hypothesis.
    NotApplicable,
}

/// The marks with the ways in which tools and books write them.
const WRITTEN: [(Mark, &[&str]); 6] = [
    (
        Mark::VeryInconsistent,
        &["ii", "--", "-2", "very inconsistent", "strongly inconsistent", "highly inconsistent"],
    ),
    (Mark::Inconsistent, &["i", "-", "-1", "inconsistent"]),
    (Mark::Neutral, &["n", "0", "neutral"]),
    (Mark::Consistent, &["c", "+", "1", "+1", "consistent"]),
    (
        Mark::VeryConsistent,
        &["cc", "++", "2", "+2", "very consistent", "strongly consistent", "highly consistent"],
    ),
    (Mark::NotApplicable, &["na", "n/a", "", "?", "not applicable"]),
];

impl Mark {
    /// Those that say something, from the worst to the best.
    pub const SAYING: [Mark; 5] =
        [Mark::VeryInconsistent, Mark::Inconsistent, Mark::Neutral, Mark::Consistent, Mark::VeryConsistent];

    /// The mark that a text is, in any case and with any dash; `None` where it is none.
    pub fn parse(text: &str) -> Option<Mark> {
        let plain: String =
            text.trim()
                .chars()
                .map(|c| {
                    if matches!(c, '\u{2212}' | '\u{2013}' | '\u{2014}') {
                        '-'
                    } else {
                        c.to_ascii_lowercase()
                    }
                })
                .map(|c| if c == '_' { ' ' } else { c })
                .collect();
        WRITTEN.iter().find(|(_, forms)| forms.contains(&plain.as_str())).map(|(mark, _)| *mark)
    }

    /// As it is printed.
    pub const fn sign(self) -> &'static str {
        match self {
            Mark::VeryInconsistent => "II",
            Mark::Inconsistent => "I",
            Mark::Neutral => "N",
            Mark::Consistent => "C",
            Mark::VeryConsistent => "CC",
            Mark::NotApplicable => "NA",
        }
    }

    /// What it takes from the classical score: 2, 1 or nothing.
    pub const fn inconsistency(self) -> u8 {
        match self {
            Mark::VeryInconsistent => 2,
            Mark::Inconsistent => 1,
            Mark::Neutral | Mark::Consistent | Mark::VeryConsistent | Mark::NotApplicable => 0,
        }
    }
}

/// How likely the marks make an item if the hypothesis is right; by default the words of the scale of ICD 203 from
/// *very unlikely* to *very likely*.
#[derive(Clone, Debug)]
pub struct RatingScale(pub [Range; 5]);

impl Default for RatingScale {
    fn default() -> Self {
        let range = |low, high| {
            Range::new(Number::percent(low), Number::percent(high)).unwrap_or_else(|_| Range::all())
        };
        RatingScale([range(5, 20), range(20, 45), range(45, 55), range(55, 80), range(80, 95)])
    }
}

impl RatingScale {
    /// What a mark stands for; `None` for what says nothing.
    pub fn range(&self, mark: Mark) -> Option<&Range> {
        let at = Mark::SAYING.iter().position(|known| *known == mark)?;
        self.0.get(at)
    }
}

/// How credible or relevant an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Weight {
    Low,
    Medium,
    High,
}

impl Weight {
    /// The weight that a text is: a word, its first letter, or half of an Admiralty grade.
    pub fn parse(text: &str) -> Option<Weight> {
        Some(match text.trim().to_ascii_lowercase().as_str() {
            "high" | "h" | "very high" | "a" | "b" | "1" => Weight::High,
            "medium" | "moderate" | "m" | "c" | "3" => Weight::Medium,
            "low" | "l" | "very low" | "d" | "e" | "4" | "5" => Weight::Low,
            "2" => Weight::High,
            _ => return None,
        })
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Weight::Low => "low",
            Weight::Medium => "medium",
            Weight::High => "high",
        }
    }

    /// Its factor in the classical score (PARC ACH 2.0, technical description): the root of 2, 1 or its inverse.
    pub fn classical(self) -> f64 {
        match self {
            Weight::Low => std::f64::consts::FRAC_1_SQRT_2,
            Weight::Medium => 1.0,
            Weight::High => std::f64::consts::SQRT_2,
        }
    }
}

/// An item of evidence with its marks.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub text: SmolStr,
    /// Its label, or the number that its table gives it.
    pub name: Option<SmolStr>,
    /// Where it is written.
    pub span: Span,
    /// One mark for each hypothesis.
    pub marks: Vec<Mark>,
    /// How credible it is.
    pub credibility: Option<Weight>,
    /// How much it bears on the question.
    pub relevance: Option<Weight>,
    /// Who reports it.
    pub sources: Vec<SymbolId>,
}

impl Item {
    /// How much of what it says counts, from 1/4 to 1: the power to which its likelihoods are raised (a tempered
    /// likelihood; Ibrahim and Chen 2000), in the proportions of the classical weights.
    pub fn weight(&self) -> f64 {
        let part = |weight: Option<Weight>| {
            weight.map_or(1.0, |weight| weight.classical() * std::f64::consts::FRAC_1_SQRT_2)
        };
        part(self.credibility) * part(self.relevance)
    }

    /// Whether it says different things of the hypotheses. What says the same of all of which it says anything moves
    /// none of them.
    pub fn tells(&self) -> bool {
        let mut said = self.marks.iter().filter(|mark| **mark != Mark::NotApplicable);
        let first = said.next();
        said.any(|mark| Some(mark) != first)
    }

    /// What it takes from the classical score of a hypothesis, by position.
    pub fn inconsistency(&self, hypothesis: usize) -> f64 {
        let part = |weight: Option<Weight>| weight.map_or(1.0, Weight::classical);
        let mark = self.marks.get(hypothesis).map_or(0, |mark| mark.inconsistency());
        f64::from(mark) * part(self.credibility) * part(self.relevance)
    }

    /// The logarithm of how likely it is if a hypothesis is right, in the middle of what its mark stands for; `None`
    /// where the mark says nothing.
    pub fn log_likelihood(&self, hypothesis: usize, scale: &RatingScale) -> Option<f64> {
        let range = scale.range(*self.marks.get(hypothesis)?)?;
        let middle = (range.low().to_f64() + range.high().to_f64()) / 2.0;
        Some(middle.max(f64::MIN_POSITIVE).ln() * self.weight())
    }

    /// The logarithm for each hypothesis; where the mark says nothing the mean of the others, which leaves the
    /// hypothesis where it was. Nothing where no mark says anything.
    pub fn log_likelihoods(&self, scale: &RatingScale) -> Vec<f64> {
        let said: Vec<Option<f64>> = (0..self.marks.len()).map(|at| self.log_likelihood(at, scale)).collect();
        let known: Vec<f64> = said.iter().copied().flatten().collect();
        #[allow(clippy::cast_precision_loss, reason = "a question has few hypotheses")]
        let mean = if known.is_empty() { 0.0 } else { known.iter().sum::<f64>() / known.len() as f64 };
        said.into_iter().map(|log| log.unwrap_or(mean)).collect()
    }
}

/// Items of evidence rated against the hypotheses of one question.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The question.
    pub question: SymbolId,
    /// Where it is stated.
    pub span: Span,
    /// Its items.
    pub items: Vec<Item>,
    /// Whether what it comes to has been stated.
    pub stated: bool,
}

impl Matrix {
    /// How likely all items are together if each hypothesis is right, up to a factor that all hypotheses share.
    ///
    /// Of items that are independent given the answer likelihoods multiply; of others the bounds are those of Fréchet.
    pub fn joint(&self, hypotheses: usize, scale: &RatingScale, independent: bool) -> Vec<Range> {
        let ranges = |at: usize| {
            let telling = self.items.iter().filter(|item| item.tells());
            telling.map(move |item| (item, item.marks.get(at).and_then(|mark| scale.range(*mark))))
        };
        let ends = |at: usize| -> (f64, f64) {
            let (mut low, mut high) = if independent { (0.0, 0.0) } else { (1.0, 1.0) };
            for (item, range) in ranges(at) {
                let (from, to) = match range {
                    Some(range) => {
                        (range.low().to_f64().powf(item.weight()), range.high().to_f64().powf(item.weight()))
                    }
                    None => self.unsaid(item, scale),
                };
                if independent {
                    (low, high) = (low + from.ln(), high + to.ln());
                } else {
                    (low, high) = ((low + from - 1.0).max(0.0), high.min(to));
                }
            }
            (low, high)
        };
        let ends: Vec<(f64, f64)> = (0..hypotheses).map(ends).collect();
        let best = ends.iter().map(|(_, high)| *high).fold(f64::NEG_INFINITY, f64::max);
        let share = |end: f64| if independent { (end - best).exp() } else { end };
        let number = |end: f64, round: fn(f64) -> f64| {
            Number::from_f64(round(share(end) * GRAIN) / GRAIN).unwrap_or(Number::ZERO)
        };
        let range = |(low, high): (f64, f64)| {
            let ends = if low == high {
                let point = number(low, f64::round);
                (point.clone(), point)
            } else {
                (number(low, f64::floor), number(high, f64::ceil).min(Number::ONE))
            };
            Range::new(ends.0, ends.1).unwrap_or_else(|_| Range::all())
        };
        ends.into_iter().map(range).collect()
    }

    /// The ends for a hypothesis of which an item says nothing: anything between what it says of the others.
    fn unsaid(&self, item: &Item, scale: &RatingScale) -> (f64, f64) {
        let said = item.marks.iter().filter_map(|mark| scale.range(*mark));
        let power = |end: &Number| end.to_f64().powf(item.weight());
        said.fold((1.0, 0.0), |(low, high), range| {
            (power(range.low()).min(low), power(range.high()).max(high))
        })
    }
}

/// Ends are rounded outward to this part.
const GRAIN: f64 = 1e12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn item(marks: &[Mark], credibility: Option<Weight>) -> Item {
        Item {
            text: SmolStr::new_static("x"),
            name: None,
            span: Span::new(FileId(0), 0, 0),
            marks: marks.to_vec(),
            credibility,
            relevance: None,
            sources: Vec::new(),
        }
    }

    fn matrix(items: Vec<Item>) -> Matrix {
        Matrix { question: SymbolId(0), span: Span::new(FileId(0), 0, 0), items, stated: false }
    }

    fn ends(ranges: &[Range]) -> Vec<(f64, f64)> {
        let short = |number: &Number| (number.to_f64() * 1e6).round() / 1e6;
        ranges.iter().map(|range| (short(range.low()), short(range.high()))).collect()
    }

    #[test]
    fn marks_are_read_as_tools_write_them() {
        let read: Vec<Option<Mark>> =
            ["CC", "very_consistent", "\u{2212}\u{2212}", "+", "n/a", "", "0", "QQ"]
                .map(Mark::parse)
                .to_vec();
        use Mark::*;
        let some = [
            VeryConsistent,
            VeryConsistent,
            VeryInconsistent,
            Consistent,
            NotApplicable,
            NotApplicable,
            Neutral,
        ];
        assert_eq!(read, some.map(Some).into_iter().chain([None]).collect::<Vec<_>>());
    }

    #[test]
    fn independent_items_multiply_and_others_are_bounded() {
        let scale = RatingScale::default();
        let two = matrix(vec![
            item(&[Mark::VeryConsistent, Mark::VeryInconsistent], None),
            item(&[Mark::Consistent, Mark::Inconsistent], None),
        ]);
        // 0.8 · 0.55 to 0.95 · 0.8 and 0.05 · 0.2 to 0.2 · 0.45, in parts of 0.76.
        let expected = [(0.44 / 0.76, 1.0), (0.01 / 0.76, 0.09 / 0.76)];
        for (found, wanted) in ends(&two.joint(2, &scale, true)).into_iter().zip(expected) {
            assert!((found.0 - wanted.0).abs() < 1e-6 && (found.1 - wanted.1).abs() < 1e-6, "{found:?}");
        }
        assert_eq!(ends(&two.joint(2, &scale, false)), [(0.35, 0.8), (0.0, 0.2)]);
    }

    #[test]
    fn weights_are_those_of_the_score() {
        let low = item(&[Mark::VeryInconsistent, Mark::Inconsistent], Some(Weight::Low));
        assert!((low.inconsistency(0) - 2.0 * std::f64::consts::FRAC_1_SQRT_2).abs() < 1e-12);
        assert!((low.weight() - 0.5).abs() < 1e-12);
        assert!((item(&[], None).weight() - 1.0).abs() < 1e-12);
    }
}
