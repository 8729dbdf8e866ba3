//! Likelihoods in words and numbers, the same in every rendering.

use crate::model::value::Number;
use crate::model::value::scale::percents;
use crate::report::{Likelihood, Width};

/// A likelihood with its numbers and what it takes for granted: `very likely (80-95 %), taking 4 unhedged
/// claims at their word`, `certain (if the 4 unhedged claims hold)`.
pub(super) fn likely(likelihood: &Likelihood) -> String {
    let Likelihood { range, words, believed, width } = likelihood;
    let settled = *range.low() == Number::ONE || *range.high() == Number::ZERO;
    match (settled, believed) {
        (true, 1) => return format!("{words} (if the one unhedged claim holds)"),
        (true, 2..) => return format!("{words} (if the {believed} unhedged claims hold)"),
        (true | false, _) => {}
    }
    let numbers = percents(range);
    let numbers = match width {
        Width::Tightest => numbers,
        Width::AtMost => format!("{numbers}, at most this wide"),
    };
    let taken = match believed {
        0 => String::new(),
        1 => String::from(", taking one unhedged claim at its word"),
        more => format!(", taking {more} unhedged claims at their word"),
    };
    format!("{words} ({numbers}){taken}")
}
