//! What moves a likelihood, as a bar chart, and the smallest shift that changes its word.

use super::paint::Paint;
use super::table::table;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::model::value::Number;
use crate::model::value::scale::{Range, percents};
use crate::render::likely::likely;
use crate::render::{Drawing, Style};
use crate::report::{Move, Sensitivity, Shift, Support, SupportKind};

/// The longest bar.
const LONGEST: f64 = 20.0;

/// The most bars.
const BARS: usize = 15;

/// What moves a likelihood, ending in a line break.
pub(super) fn sensitivity(all: &Sensitivity, style: &Style) -> String {
    let mut out = String::from("\n");
    if all.moves.is_empty() {
        out.push_str("No likelihood of a single claim moves it by ten points or less.\n");
    } else {
        let title = "What moves it, if one claim were ten points less or more likely";
        out.push_str(&format!("{}\n", style.paint(Paint::Strong, title)));
        let greatest = all.moves.iter().map(|one| one.effect.to_f64()).fold(0.0, f64::max);
        let rows: Vec<Vec<String>> =
            all.moves.iter().take(BARS).map(|one| row(one, greatest, style)).collect();
        let heads = ["", "points", "ten less", "ten more", "stated", "claim"];
        out.push_str(&table(&heads, &rows, style));
    }
    let mut rest = Vec::new();
    let further = all.moves.len().saturating_sub(BARS);
    if further > 0 {
        rest.push(format!("{further} more move it less"));
    }
    match all.unmoved {
        0 => {}
        1 => rest.push(String::from("one more claim bears on it and does not move it")),
        more => rest.push(format!("{more} more claims bear on it and do not move it")),
    }
    match all.unknown {
        0 => {}
        1 => rest.push(String::from("one more was not looked at: that would have been too much work")),
        more => rest.push(format!("{more} more were not looked at: that would have been too much work")),
    }
    if !rest.is_empty() {
        let text = wrap(&rest.join("; "), style.width, "", "  ");
        out.push_str(&format!("{}\n", style.paint(Paint::Dim, text.trim_end())));
    }
    let text = match &all.shift {
        Some(shift) => told(shift),
        None if all.moves.is_empty() => return out,
        None => String::from("No shift of a single likelihood changes the word."),
    };
    out.push('\n');
    out.push_str(&wrap(&text, style.width, "", "  "));
    out
}

fn row(one: &Move, greatest: f64, style: &Style) -> Vec<String> {
    let share = if greatest > 0.0 { one.effect.to_f64() / greatest } else { 0.0 };
    let answer = |range: &Option<Range>| match range {
        Some(range) => percents(range),
        None => String::from("cannot be"),
    };
    vec![
        bar(share, style),
        points(&one.effect),
        answer(&one.lowered),
        answer(&one.raised),
        percents(&one.stated),
        claim(&one.support, one.applications),
    ]
}

/// A bar of this share of the longest.
fn bar(share: f64, style: &Style) -> String {
    let length = (share * LONGEST).round().max(1.0) as usize;
    match style.drawing {
        Drawing::Ascii => "#".repeat(length),
        Drawing::Unicode => "█".repeat(length),
    }
}

/// A claim by its label or place, and what it says; of a rule, whether one application of it or all are shifted.
fn claim(one: &Support, applications: usize) -> String {
    if one.kind == SupportKind::Application && applications > 1 {
        let rule = Support { kind: SupportKind::Statement, ..one.clone() };
        return format!("{}: the whole rule, {applications} applications", rule.written());
    }
    let name = one.written();
    if one.kind == SupportKind::Statement && name != one.sentence {
        format!("{name}: {}", one.sentence)
    } else {
        name
    }
}

fn points(effect: &Number) -> String {
    format!("{:.1}", effect.to_f64() * 100.0)
}

/// The smallest shift in words.
fn told(shift: &Shift) -> String {
    let way = if shift.by.is_negative() { "less" } else { "more" };
    format!(
        "The smallest shift that changes the word: if {} were {} points {way} likely ({} in place of {}), it would be {}.",
        clean::line(&claim(&shift.support, shift.applications)),
        points(&shift.by.absolute()),
        percents(&shift.shifted),
        percents(&shift.stated),
        likely(&shift.likelihood),
    )
}
