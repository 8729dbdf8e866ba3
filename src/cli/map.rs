//! `strat map`: an analysis as a picture.

use super::arguments::{Color, Look, MapFormat};
use super::clock;
use super::output::{Output, Terminal, style, terminal};
use super::single::{Single, single};
use super::status::Status;
use super::viewed::no_thing;
use super::written::written;
use crate::diagnostic::Severity;
use crate::reason::map;
use crate::render::map::Format;
use crate::render::{json, text};
use crate::report::{Command as Kind, Map, MapKind};
use std::io::{self, Write};
use std::path::Path;

/// What is to be drawn.
pub(super) struct Asked<'a> {
    pub(super) file: &'a Path,
    pub(super) kind: MapKind,
    pub(super) about: Option<&'a str>,
    pub(super) look: &'a Look,
    pub(super) format: MapFormat,
}

/// The format that is meant where none is named: what the ending of the file says; in a terminal words, and a
/// drawing for whatever else reads it.
pub(super) fn format(named: Option<MapFormat>, to: Option<&Path>) -> MapFormat {
    let by_ending = |path: &Path| match Format::of(path) {
        Some(Format::Html) => MapFormat::Html,
        Some(Format::Dot) => MapFormat::Dot,
        Some(Format::Mermaid) => MapFormat::Mermaid,
        Some(Format::Png) => MapFormat::Png,
        Some(Format::Svg) => MapFormat::Svg,
        None if path.extension().is_some_and(|ending| ending == "json") => MapFormat::Json,
        None if path.extension().is_some_and(|ending| ending == "txt") => MapFormat::Text,
        None => MapFormat::Svg,
    };
    match (named, to) {
        (Some(format), _) => format,
        (None, Some(path)) => by_ending(path),
        (None, None) if terminal() != Terminal::None => MapFormat::Text,
        (None, None) => MapFormat::Svg,
    }
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
    let kind = asked.kind;
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
            None => format!("there is nothing to draw: {}", kind.nothing()),
        })?;
        told.finish()?;
        return Ok(status.max(Status::Findings));
    }
    let printed = match asked.format {
        MapFormat::Text => Ok(text::map(drawn, &style(color.into(), terminal())).into_bytes()),
        MapFormat::Json => Ok(json::report(&report, &texts).map_err(io::Error::other)?.into_bytes()),
        MapFormat::Svg => Format::Svg.draw(drawn),
        MapFormat::Html => Format::Html.draw(drawn),
        MapFormat::Dot => Format::Dot.draw(drawn),
        MapFormat::Mermaid => Format::Mermaid.draw(drawn),
        MapFormat::Png if to.is_none() && terminal() != Terminal::None => {
            Err(String::from("an image goes to a file: `-o map.png`"))
        }
        MapFormat::Png => Format::Png.draw(drawn),
    };
    let printed = match printed {
        Ok(printed) => printed,
        Err(message) => {
            let mut told = Output::stderr();
            told.line(&message)?;
            told.finish()?;
            return Ok(Status::Unusable);
        }
    };
    if drawn.hidden > 0 && asked.format != MapFormat::Text {
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
