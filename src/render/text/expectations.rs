//! Expectations as text: a count behind a page, or one line each as a test run prints them.

use super::answers::absence;
use super::opposed::opposed;
use super::paint::Paint;
use super::placed;
use super::proof::proof;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::{Expectation, Found, Outcome, Unjudged};

/// The expectations that failed, and a count; `stopped` were not judged.
pub(super) fn expectations(all: &[Expectation], stopped: usize, style: &Style) -> String {
    let mut out = String::new();
    let mut failed = 0;
    for expectation in all {
        match expectation.outcome {
            Outcome::Passed => {}
            Outcome::Failed => {
                failed += 1;
                if failed <= style.listed {
                    let place = expectation.place.as_ref().map(placed).unwrap_or_default();
                    let text = format!("failed: {} ({place})", clean::line(&expectation.name));
                    let text = wrap(&text, style.width, "", "  ");
                    out.push_str(&text.replacen("failed:", &style.paint(Paint::Bad, "failed:"), 1));
                }
            }
        }
    }
    if all.is_empty() && stopped == 0 {
        return out;
    }
    let unknown = if stopped == 0 { String::new() } else { format!(", {stopped} not judged") };
    let text = format!("{} of {} expectations met{unknown}", all.len() - failed, all.len() + stopped);
    let paint = if failed + stopped == 0 { Paint::Good } else { Paint::Bad };
    out.push_str(&format!("{}\n", style.paint(paint, &text)));
    out
}

/// The expectations, one line each; then what came out where one failed; then the result.
pub(super) fn tests(all: &[Expectation], unjudged: Unjudged, style: &Style) -> String {
    let mut out = format!("running {}\n", counted(all.len()));
    for expectation in all {
        let (word, paint) = match expectation.outcome {
            Outcome::Passed => ("ok", Paint::Good),
            Outcome::Failed => ("FAILED", Paint::Bad),
        };
        out.push_str(&format!("test {} ... {}\n", title(expectation), style.paint(paint, word)));
    }
    let failed: Vec<&Expectation> = all.iter().filter(|one| one.outcome == Outcome::Failed).collect();
    if !failed.is_empty() {
        out.push_str("\nfailures:\n");
    }
    for one in failed.iter().take(style.listed) {
        out.push_str(&format!("\n---- {} ----\n", style.paint(Paint::Strong, &title(one))));
        out.push_str(&one.found.as_ref().map(|told| found(told, style)).unwrap_or_default());
    }
    if !failed.is_empty() {
        out.push_str("\nfailures:\n");
        out.extend(failed.iter().map(|one| format!("    {}\n", title(one))));
    }
    let (word, paint) = match (failed.len(), unjudged.stopped) {
        (0, 0) => ("ok", Paint::Good),
        _ => ("FAILED", Paint::Bad),
    };
    let stopped = match unjudged.stopped {
        0 => String::new(),
        several => format!("; {several} not run"),
    };
    out.push_str(&format!(
        "\ntest result: {}. {} passed; {} failed{stopped}; {} filtered out\n",
        style.paint(paint, word),
        all.len() - failed.len(),
        failed.len(),
        unjudged.filtered,
    ));
    out
}

fn counted(count: usize) -> String {
    if count == 1 { String::from("1 expectation") } else { format!("{count} expectations") }
}

/// Where an expectation stands, and what it says.
fn title(one: &Expectation) -> String {
    let scenario = one.scenario.as_ref().map(|name| format!(" in {name}")).unwrap_or_default();
    format!(
        "{}{}: {}",
        one.place.as_ref().map(placed).unwrap_or_default(),
        clean::line(&scenario),
        clean::line(&one.name)
    )
}

/// What came out instead of what was expected, ending in a line break.
pub fn found(found: &Found, style: &Style) -> String {
    let mut out = wrap(&clean::line(&found.words), style.width, "", "  ");
    let bullet = format!("{} ", style.glyphs().bullet);
    for answer in &found.answers {
        out.push_str(&wrap(&clean::line(answer), style.width, &bullet, "  "));
    }
    if found.hidden > 0 {
        let text = format!("and {} more", found.hidden);
        out.push_str(&format!("{}\n", style.paint(Paint::Dim, &text)));
    }
    out.push_str(&opposed(&found.sentence, &found.against, style));
    if let Some(tree) = &found.proof {
        out.push('\n');
        out.push_str(&proof(tree, style));
    }
    if let Some(missing) = &found.absence {
        out.push('\n');
        out.push_str(&absence(missing, style));
    }
    out
}
