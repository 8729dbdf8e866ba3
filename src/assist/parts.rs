//! What several pages tell: the page about the analysis, what falls without a source, what stands against a statement.
//!
//! Invariant: whatever is told here is told by the check of the analysis or holds in its view.

use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{StatementId, SymbolId, Term};
use crate::reason::{Session, Stop, brief};
use crate::report::{Brief, Support, Weighing};
use crate::theory::{Evaluated, View};
use std::collections::BTreeSet;

/// What no longer follows with all that a source alone says aside, and what follows then.
///
/// # Errors
/// A limit was reached.
pub(super) fn without(
    session: &mut Session<'_>,
    source: SymbolId,
) -> Result<(Vec<String>, Vec<String>), Stop> {
    let model = session.model;
    let before = look(session, None)?;
    let own: BTreeSet<StatementId> = model
        .statements()
        .filter(|(_, statement)| statement.attribution.sources == [source])
        .map(|(id, _)| id)
        .collect();
    let view = session.options.view.clone();
    let without = View { retracted: view.retracted.union(&own).copied().collect(), ..view };
    let after = session.look(&without, None, &[])?.evaluated;
    let (was, is) = (texts(model, &before), texts(model, &after));
    Ok((was.difference(&is).cloned().collect(), is.difference(&was).cloned().collect()))
}

/// The hypotheses of a question in a line each: what it says, and what became of it.
pub(super) fn hypotheses_of(weighing: &Weighing) -> Vec<String> {
    let lines = weighing.hypotheses.iter().map(|one| {
        let gloss = one.gloss.as_ref().map(|gloss| format!(": {gloss}")).unwrap_or_default();
        let likely = one.likelihood.as_ref().map(|likely| format!(", {}", likely.words));
        format!("{}{gloss} -- {}{}", one.name, one.status.word(), likely.unwrap_or_default())
    });
    lines.collect()
}

pub(super) fn look(session: &mut Session<'_>, scenario: Option<SymbolId>) -> Result<Evaluated, Stop> {
    let view = session.options.view.clone();
    let view = match scenario {
        Some(_) => View { scenario, ..view },
        None => view,
    };
    Ok(session.look(&view, None, &[])?.evaluated)
}

/// The page about the analysis, for its parts.
pub(super) fn whole(session: &mut Session<'_>) -> Result<Brief, Stop> {
    let before = session.report.diagnostics.len();
    let checked = session.check()?;
    let page = brief(session, checked)?;
    session.report.diagnostics.truncate(before);
    Ok(page)
}

/// The sentences that hold, those left out that strat itself knows of statements.
pub(super) fn texts(model: &Model, evaluated: &Evaluated) -> BTreeSet<String> {
    let known = |relation, row| {
        let mut staters = evaluated.staters(relation, row).peekable();
        staters.peek().is_some() && staters.all(|stater| stater == crate::theory::FactSource::Known)
    };
    let about_statements = |said: &crate::theory::Said| {
        let statement = |term: &Term| matches!(term, Term::Symbol(id) if model.symbol(*id).is_some_and(|known| known.sort == SortId::STATEMENT));
        said.terms.iter().any(statement)
    };
    evaluated
        .sentences()
        .filter(|(relation, row)| !known(*relation, *row))
        .filter_map(|(relation, row)| evaluated.said(relation, evaluated.database.row(relation, row)?))
        .filter(|said| !about_statements(said))
        .map(|said| said.text(model))
        .collect()
}

/// A support in a line: its label, what it says, who says it.
pub(super) fn said(support: &Support) -> String {
    let label = support.label.as_ref().map(|label| format!("@{label} ")).unwrap_or_default();
    let sources =
        if support.sources.is_empty() { String::new() } else { format!(" ({})", support.sources.join(", ")) };
    format!("{label}{}{sources}", support.sentence)
}

/// The claims that cannot hold together with a statement.
///
/// # Errors
/// A limit was reached.
pub(super) fn contradictions(
    session: &mut Session<'_>,
    label: Option<SymbolId>,
) -> Result<Vec<String>, Stop> {
    let name = label.map(|label| session.model.name(label).to_owned()).unwrap_or_default();
    let brief = whole(session)?;
    let mut lines = Vec::new();
    for dispute in &brief.disputes {
        let own =
            |supports: &[Support]| supports.iter().any(|support| support.label.as_deref() == Some(&name));
        if !dispute.sides.iter().any(|(_, supports)| own(supports)) {
            continue;
        }
        for (_, supports) in dispute.sides.iter().filter(|(_, supports)| !own(supports)) {
            lines.extend(supports.iter().map(said));
        }
    }
    lines.dedup();
    Ok(lines)
}

/// The key conclusions that fall with a statement alone.
///
/// # Errors
/// A limit was reached.
pub(super) fn falls_with(session: &mut Session<'_>, label: SymbolId) -> Result<Vec<String>, Stop> {
    let name = session.model.name(label).to_owned();
    let brief = whole(session)?;
    let own = brief.assumptions.into_iter().filter(|one| one.support.label.as_deref() == Some(&name));
    Ok(own.flat_map(|one| one.falls).collect())
}
