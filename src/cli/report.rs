//! `strat report`: the whole of an analysis as one page for a browser.

use super::arguments::Look;
use super::clock;
use super::output::Output;
use super::single::{Single, single};
use super::status::Status;
use super::written::written;
use crate::reason::{Session, Stop, brief, games, map, proofs, weigh};
use crate::render::web::{self, Served};
use crate::report::{Brief, Command as Kind, MapKind, Verdict};
use crate::source::SourceMap;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

/// Writes the page.
///
/// # Errors
/// The output cannot be written.
pub(super) fn run<W: Write>(
    out: &mut Output<W>,
    file: &Path,
    look: &Look,
    to: Option<&Path>,
) -> io::Result<Status> {
    let Page { text, status, .. } = page(file, look, Served::No);
    clock::answered();
    Ok(status.max(written(out, &text, to, file)?))
}

/// A page with what it was made of.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) texts: SourceMap,
    pub(super) status: Status,
}

/// The page about a file. Where there are mistakes it says what is wrong, and shows the file.
pub(super) fn page(file: &Path, look: &Look, served: Served) -> Page {
    let Single { mut report, map: texts, status } =
        single(file, look, Kind::Brief, |session, _| whole(session));
    report.locate(&texts);
    Page { text: web::report(&report, &texts, served), texts, status }
}

/// Everything that the page tells.
fn whole(session: &mut Session<'_>) -> Result<Status, Stop> {
    let checked = session.check()?;
    if session.report.verdict == Some(Verdict::Invalid) {
        return Ok(Status::Findings);
    }
    let page = brief(session, checked)?;
    let told = told(&page);
    session.report.brief = Some(page);
    let played = games(session.model, &session.options.games.played, None, &session.options.budget);
    session.report.games = Some(played).filter(|games| !games.is_empty());
    session.report.weighings = Some(weigh(session, None)?);
    session.report.proofs = Some(proofs(session, &told)?);
    let mut maps = Vec::new();
    for kind in MapKind::ALL {
        maps.extend(map(session, kind, None)?.filter(|map| !map.edges.is_empty()));
    }
    session.report.maps = Some(maps);
    Ok(Status::Clean)
}

/// The sentences that stand on the page.
fn told(page: &Brief) -> BTreeSet<String> {
    let outline = &page.outline;
    let topics = outline.topics.iter().flat_map(|topic| &topic.lines);
    let lines = outline.answer.iter().chain(topics).chain(&outline.forecasts);
    lines.flat_map(|line| line.sentences.iter().cloned()).collect()
}
