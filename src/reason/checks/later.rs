//! What is dated after the day of the analysis, of a source or of a statement: it does not count, and that is told.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::statement::{Context, Kind};
use std::collections::BTreeMap;

/// The most statements that a message points at.
const SHOWN: usize = 3;

/// The statements that are dated after the day of the analysis, in one message; of a source that is itself dated so it is
/// told by [`later`].
pub(super) fn dated_later(model: &Model) -> Option<Diagnostic> {
    let now = model.as_of()?;
    let found: Vec<_> = model
        .statements()
        .filter(|(id, one)| {
            model.is_own(*id)
                && one.kind == Kind::Assertion
                && one.context == Context::Base
                && one.body.is_none()
        })
        .filter(|(_, one)| {
            let spoke_later = |source: &_| model.spoke_after(*source, now).is_some();
            one.attribution.sources.is_empty() || !one.attribution.sources.iter().all(spoke_later)
        })
        .filter_map(|(_, one)| {
            let dated = one.attribution.on.as_ref().or(one.attribution.since.as_ref())?;
            now.before(dated.date).then_some((one.span, dated))
        })
        .collect();
    let (span, first) = found.first()?;
    let day = model.frame.as_of.as_ref().map_or("", |dated| dated.words.as_str());
    let text = match found.len() {
        1 => format!("this is dated {}, after the day of the analysis, {day}", first.words),
        count => format!("{count} statements are dated after the day of the analysis, {day}"),
    };
    let mut diagnostic = Diagnostic::new(Code::LaterStatement, text).label(*span, "it does not count");
    for (span, _) in found.iter().take(SHOWN).skip(1) {
        diagnostic = diagnostic.label(*span, "nor does this");
    }
    Some(diagnostic.help(
        "on that day it had not happened: correct one of the two dates, or suppose it in a scenario, `suppose …, on DATE.`",
    ))
}

/// The sources that are dated after the day of the analysis and cited in it, in the order of their declarations.
pub(super) fn later(model: &Model) -> Vec<Diagnostic> {
    let Some(now) = model.as_of() else { return Vec::new() };
    let mut cited: BTreeMap<_, usize> = BTreeMap::new();
    for (_, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        for source in &statement.attribution.sources {
            *cited.entry(*source).or_default() += 1;
        }
    }
    let day = model.frame.as_of.as_ref().map_or("", |dated| dated.words.as_str());
    let told = |(source, count): (_, usize)| {
        let dated = model.spoke_after(source, now)?;
        let span = model.symbol(source)?.span?;
        let name = model.name(source);
        let said =
            if count == 1 { String::from("what it says") } else { format!("the {count} statements of it") };
        let verb = if count == 1 { "does" } else { "do" };
        Some(
            Diagnostic::new(
                Code::LaterSource,
                format!("`{name}` is dated {}, after the day of the analysis, {day}", dated.words),
            )
            .label(span, format!("{said} {verb} not count"))
            .help(
                "this is what was known on that day; an analysis that looks back says so: `analysis NAME \"title\" as of \
                 DATE, in hindsight.`",
            ),
        )
    };
    cited.into_iter().filter_map(told).collect()
}
