//! What to look for: one paragraph an indicator, those that tell most first.

use super::paint::Paint;
use super::placed;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::model::value::scale::Range;
use crate::render::Style;
use crate::render::likely::interval;
use crate::report::{Likelihood, Watched, Watching, Watchlist};

/// The list as text.
pub(super) fn watchlist(list: &Watchlist, style: &Style) -> String {
    if list.indicators.is_empty() {
        return String::from("There is no indicator to watch.\n");
    }
    let title = match &list.as_of {
        Some(day) => format!("What to look for, as of {day}"),
        None => String::from("What to look for"),
    };
    let mut out = format!("{}\n", style.paint(Paint::Strong, &clean::line(&title)));
    for one in &list.indicators {
        out.push('\n');
        out.push_str(&indicator(one, style));
    }
    if list.indicators.iter().any(|one| one.state == Watching::Overdue) {
        out.push('\n');
        out.push_str(&wrap(
            "What is overdue counts as evidence only where you say that it was looked for in vain: `observe not …`.",
            style.width,
            "",
            "",
        ));
    }
    out
}

fn indicator(one: &Watched, style: &Style) -> String {
    let said = match &one.gloss {
        Some(gloss) => format!("{}: {gloss}", one.name),
        None => format!("{}: {}", one.name, one.sentence),
    };
    let mut out = wrap(&clean::line(&said), style.width, "", "  ");
    let mut state = one.state.words().to_owned();
    if let Some(day) = &one.expected {
        state.push_str(&match one.state {
            Watching::Overdue => format!(": it was expected by {day}"),
            Watching::NotSeen => format!(", expected by {day}"),
            Watching::Seen | Watching::Absent => String::new(),
        });
    }
    let likely = one.likelihood.as_ref().map(|words| format!(" ({words})")).unwrap_or_default();
    let mut lines = vec![state, format!("a sign of {}{likely}", one.of)];
    let known =
        |found: &Option<Likelihood>| found.as_ref().filter(|one| one.range != Range::all()).map(interval);
    if let Some(now) = known(&one.now) {
        lines.push(format!("{} is {now}", one.of));
    }
    let seen = known(&one.if_seen).map(|then| format!("if it is seen, {then}"));
    let not = known(&one.if_not).map(|then| format!("if it is not there, {then}"));
    let then: Vec<String> = [seen, not].into_iter().flatten().collect();
    if !then.is_empty() {
        lines.push(then.join("; "));
    }
    if let Some(bits) = &one.bits {
        lines.push(format!("looking for it would tell {bits} bits"));
    }
    if let Some(place) = &one.place {
        lines.push(placed(place));
    }
    for (at, line) in lines.iter().enumerate() {
        let text = wrap(&clean::line(line), style.width, "  ", "    ");
        let painted = |paint: Paint| text.replacen(line, &style.paint(paint, line), 1);
        out.push_str(&match (at, one.state) {
            (0, Watching::Overdue) => painted(Paint::Bad),
            (0, Watching::Seen) => painted(Paint::Good),
            _ => text.clone(),
        });
    }
    out
}
