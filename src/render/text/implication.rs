//! A conclusion as an item of a list: its sentence, why it follows, and what it rests on.

use super::paint::Paint;
use super::parts::with_judgement;
use super::proof::list;
use super::support;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::Implication;

/// A sentence that follows, why, and who says so.
pub(super) fn item(implication: &Implication, indent: &str, style: &Style) -> String {
    let sentence =
        with_judgement(&implication.sentence, implication.status, implication.likelihood.as_ref(), style);
    let bullet = format!("{indent}{} ", style.glyphs().bullet);
    let further = format!("{indent}  ");
    let mut out = wrap(&sentence, style.width, &bullet, &further);
    let mut aside = |text: &str| {
        for line in wrap(text, style.width, &further, &format!("{further}  ")).lines() {
            out.push_str(&format!("{}\n", style.paint(Paint::Dim, line)));
        }
    };
    if !implication.because.is_empty() {
        aside(&format!("because {}", clean::line(&list(&implication.because))));
    }
    if !implication.sources.is_empty() {
        aside(&format!("according to {}", clean::line(&list(&implication.sources))));
    }
    if let Some(rests) = support::rests_on(&implication.cuts) {
        aside(&rests);
    }
    out
}
