//! Sources that had not spoken by the day of the analysis: what they alone say does not count, and that is told.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use std::collections::BTreeMap;

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
