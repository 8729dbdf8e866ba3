//! Likelihoods in words and numbers, the same in every rendering.

use crate::model::value::Number;
use crate::model::value::scale::{Range, percents};
use crate::report::{Ahead, Basis, Likelihood, Moved, Width, listed as list};

/// The most ways to take sides that are told one by one.
const TOLD: usize = 8;

/// A likelihood with its numbers and what it takes for granted: `very likely (80-95 %), taking 4 unhedged
/// claims at their word`, `certain (if the 4 unhedged claims hold)`. Forecasts are told, since the plain view
/// leaves them out.
pub(super) fn likely(likelihood: &Likelihood) -> String {
    let text = taken(likelihood);
    if let Some(ahead) = ahead(likelihood) {
        return format!("{text}; {ahead}");
    }
    match counting(&likelihood.forecasts) {
        // The sides name the claims themselves.
        Some(counting) if likelihood.sides.len() < 2 => format!("{text}, {counting}"),
        Some(_) | None => text,
    }
}

/// How likely it is once forecasts count, where that is another matter: `very unlikely (5-20 %) counting the forecast
/// \`calls\``.
pub(super) fn ahead(likelihood: &Likelihood) -> Option<String> {
    let Ahead { range, words, forecasts } = likelihood.ahead.as_deref()?;
    Some(format!("{} {}", said(words, range), counting(forecasts)?))
}

/// Which forecasts count.
fn counting(forecasts: &[String]) -> Option<String> {
    let quoted: Vec<String> = forecasts.iter().map(|name| format!("`{name}`")).collect();
    match quoted.len() {
        0 => None,
        1 => Some(format!("counting the forecast {}", list(&quoted))),
        2 | 3 => Some(format!("counting the forecasts {}", list(&quoted))),
        more => Some(format!("counting {more} forecasts")),
    }
}

fn taken(likelihood: &Likelihood) -> String {
    let Likelihood { range, words, believed, width, tied, basis, sides, forecasts: _, ahead: _ } = likelihood;
    match sides.as_slice() {
        [] => {}
        [side] if side.without.is_empty() => {}
        [side] => {
            let rest = Likelihood { sides: Vec::new(), ..likelihood.clone() };
            return format!("{}, leaving {} aside", taken(&rest), list(&side.without));
        }
        many if many.len() > TOLD => {
            return format!("depends on whom to believe, in {} ways: {}", many.len(), said(words, range));
        }
        _ => {
            let each = sides
                .iter()
                .map(|side| format!("without {} {}", list(&side.without), said(&side.words, &side.range)));
            return format!("depends on whom to believe: {}", each.collect::<Vec<_>>().join("; "));
        }
    }
    let settled = *range.low() == Number::ONE || *range.high() == Number::ZERO;
    match (settled, believed) {
        (true, 1) => return format!("{words} (if the one unhedged claim holds)"),
        (true, 2..) => return format!("{words} (if the {believed} unhedged claims hold)"),
        (true | false, _) => {}
    }
    let numbers = percents(range);
    let numbers = match width {
        Width::Tightest => numbers,
        // Where it says nothing, a reader asks why.
        Width::AtMost if !tied.is_empty() => {
            format!("{numbers}, at most this wide: too much hangs together by {}", list(tied))
        }
        Width::AtMost if *range.low() == Number::ZERO && *range.high() == Number::ONE => {
            format!("{numbers}, at most this wide: no more could be found out")
        }
        Width::AtMost => format!("{numbers}, at most this wide"),
    };
    let taken = match believed {
        0 => String::new(),
        1 => String::from(", taking one unhedged claim at its word"),
        more => format!(", taking {more} unhedged claims at their word"),
    };
    let basis = match basis {
        Basis::AnyDistribution => "",
        Basis::Independence => ", claims independent",
        Basis::WholeStory => ", claims independent, rules complete",
    };
    format!("{words} ({numbers}{basis}){taken}")
}

/// A likelihood with its numbers only, for a cell of a table.
pub(super) fn interval(likelihood: &Likelihood) -> String {
    said(&likelihood.words, &likelihood.range)
}

fn said(words: &str, range: &Range) -> String {
    format!("{words} ({})", percents(range))
}

/// What an observation did to a sentence, in a line: `1 % to 15.4 % (likelihood ratio 18)`.
pub(super) fn moved(one: &Moved) -> String {
    let (before, after) = (percents(&one.before.range), percents(&one.after.range));
    let ratio = one.ratio().map(|ratio| format!(" (likelihood ratio {})", short(ratio))).unwrap_or_default();
    format!("{before} to {after}{ratio}")
}

/// A positive number with three digits that count, at most two of them after the point.
fn short(number: f64) -> String {
    let text = match number {
        100.0.. => format!("{number:.0}"),
        10.0.. => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    };
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "0" { String::from("below 0.01") } else { text.to_owned() }
}
