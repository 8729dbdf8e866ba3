//! `strat map`: an analysis as a picture.

use super::arguments::{Color, Look, MapFormat, Picture};
use super::clock;
use super::output::{Output, style, terminal};
use super::single::{Single, single};
use super::status::Status;
use super::viewed::no_thing;
use super::written::written;
use crate::diagnostic::Severity;
use crate::reason::map;
use crate::render::{self, json, text};
use crate::report::{Command as Kind, Map, MapKind};
use std::io::{self, Write};
use std::path::Path;

/// What is to be drawn.
pub(super) struct Asked<'a> {
    pub(super) file: &'a Path,
    pub(super) kind: Picture,
    pub(super) about: Option<&'a str>,
    pub(super) look: &'a Look,
    pub(super) format: MapFormat,
}

/// Draws it.
///
/// # Errors
/// The output cannot be written.
pub(super) fn run<W: Write>(
    out: &mut Output<W>,
    color: Color,
    asked: &Asked<'_>,
    to: Option<&Path>,
) -> io::Result<Status> {
    let kind = MapKind::from(asked.kind);
    let Single { report, map: texts, status } =
        single(asked.file, asked.look, Kind::Map, |session, texts| match map(session, kind, asked.about)? {
            Some(picture) => {
                session.report.maps = Some(vec![picture]);
                Ok(Status::Clean)
            }
            // Told below.
            None if kind == MapKind::Argument => Ok(Status::Findings),
            None => {
                let name = asked.about.unwrap_or_default();
                session.report.diagnostics.push(no_thing(session.model, texts, name));
                Ok(Status::Unusable)
            }
        });
    clock::answered();
    let drawn = report.maps.iter().flatten().next();
    let Some(drawn) = drawn else {
        let wrong = report.diagnostics.iter().any(|found| found.severity == Severity::Error);
        if kind == MapKind::Argument && !wrong {
            let mut told = Output::stderr();
            let name = asked.about.unwrap_or_default();
            told.line(&format!("no key conclusion is `{name}` or speaks of it: mark one with `, key`"))?;
            told.finish()?;
            return Ok(status);
        }
        // What is wrong stands in its place.
        match asked.format {
            MapFormat::Json => out.write(&json::report(&report, &texts).map_err(io::Error::other)?)?,
            _ => out.write(&text::report(&report, &texts, &style(color.into(), terminal())))?,
        }
        return Ok(status);
    };
    if drawn.nodes.is_empty() && asked.format != MapFormat::Json {
        let mut told = Output::stderr();
        told.line(&match asked.about {
            Some(name) => {
                format!("there is nothing to draw near `{name}`: another kind of picture may have it")
            }
            None => format!("there is nothing to draw: {}", nothing(kind)),
        })?;
        told.finish()?;
        return Ok(status.max(Status::Findings));
    }
    let printed = match asked.format {
        MapFormat::Svg => render::map::svg(drawn, "map"),
        MapFormat::Html => render::web::picture(drawn),
        MapFormat::Dot => render::map::dot(drawn),
        MapFormat::Mermaid => render::map::mermaid(drawn),
        MapFormat::Json => json::report(&report, &texts).map_err(io::Error::other)?,
    };
    if drawn.hidden > 0 {
        left_out(drawn)?;
    }
    Ok(status.max(written(out, &printed, to, asked.file)?))
}

/// Says what a picture does not show, and how to see it.
fn left_out(drawn: &Map) -> io::Result<()> {
    let mut told = Output::stderr();
    told.line(&format!("{} more are left out: `--about NAME` draws what is near a thing", drawn.hidden))?;
    told.finish()
}

/// Why a picture is empty.
const fn nothing(kind: MapKind) -> &'static str {
    match kind {
        MapKind::Power => "nobody critically depends on another, dominates one, or can veto anything",
        MapKind::Goals => "nobody pursues a goal, and nothing serves or harms one",
        MapKind::Argument => "nothing follows that the first page tells",
        MapKind::Sources => "nothing is said according to a source",
        MapKind::Effects => "nothing brings about, enables or prevents anything, and nobody gains or loses",
        MapKind::Game => "no game is declared, or none could be played",
        MapKind::Council => "nobody decides by a voting rule",
        MapKind::Time => "nothing has a day",
    }
}
