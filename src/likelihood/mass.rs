//! How probable something is, as far as it was counted.

/// The least and the greatest probability that is possible; equal where it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Bounds {
    /// One probability.
    #[must_use]
    pub fn point(probability: f64) -> Self {
        Self { low: probability, high: probability }
    }
}

/// What is known of the weight of the worlds in which the root holds, and of those in which it does not.
/// Both are sums of positive terms, so that small probabilities keep their digits; what is missing to 1
/// is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mass {
    pub(super) yes: f64,
    pub(super) no: f64,
}

impl Mass {
    /// Nothing is counted.
    pub(super) const UNKNOWN: Self = Self { yes: 0.0, no: 0.0 };

    /// Everything is counted: the root is certain or impossible.
    pub(super) fn exactly(truth: bool) -> Self {
        if truth { Self { yes: 1.0, no: 0.0 } } else { Self { yes: 0.0, no: 1.0 } }
    }

    /// Whether every world is counted, but for rounding.
    pub(super) fn is_whole(self) -> bool {
        self.yes + self.no >= 1.0 - ROUNDING
    }

    /// The bounds of the probability that the root holds.
    pub(super) fn bounds(self) -> Bounds {
        let high = (1.0 - self.no).clamp(0.0, 1.0);
        // Where everything is known, the two sums differ from 1 by rounding only.
        if self.is_whole() {
            return Bounds::point(if self.yes < 0.5 { self.yes } else { high });
        }
        Bounds { low: self.yes.clamp(0.0, 1.0), high }
    }
}

/// How much the weights of all worlds may add up to less than 1 by rounding.
const ROUNDING: f64 = 1e-11;
