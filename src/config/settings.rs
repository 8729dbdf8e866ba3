//! `strat.toml` to settings.

use super::levels::{Level, Levels};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::load::Promise;
use crate::source::{FileId, FileSystem, Origin, SourceMap, Span};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// What the file is called.
pub const NAME: &str = "strat.toml";

/// From which severity on a run fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Failing {
    /// Errors fail it.
    #[default]
    Errors,
    /// Warnings do too.
    Warnings,
}

/// What a `strat.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The folder that it stands in, to which its paths are relative.
    pub folder: PathBuf,
    /// What is checked where no path is named.
    pub paths: Vec<PathBuf>,
    /// Patterns, as `.gitignore` has them, of what is left out when folders are searched.
    pub exclude: Vec<String>,
    /// From which severity on a run fails.
    pub failing: Failing,
    /// The levels of codes.
    pub levels: Levels,
}

impl Settings {
    /// Where no file says anything.
    pub const NONE: Settings = Settings {
        folder: PathBuf::new(),
        paths: Vec::new(),
        exclude: Vec::new(),
        failing: Failing::Errors,
        levels: Levels::USUAL,
    };
}

/// Settings, with what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The settings, as far as they could be read.
    pub settings: Settings,
    /// The file, if there is one.
    pub file: Option<PathBuf>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    paths: Vec<PathBuf>,
    #[serde(default)]
    exclude: Vec<String>,
    fail: Option<Spanned<String>>,
    #[serde(default)]
    levels: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// The `strat.toml` whose settings count for a folder: the first in it or above it.
pub fn above(files: &dyn FileSystem, folder: &Path) -> Option<PathBuf> {
    let real = files.canonical(folder).ok()?;
    real.ancestors().map(|ancestor| ancestor.join(NAME)).find(|path| match files.kind(path) {
        // A link that leads nowhere is there all the same, and is told.
        Err(error) => error.kind() != ErrorKind::NotFound || files.is_link(path),
        Ok(_) => true,
    })
}

/// The settings for a folder: those of the `strat.toml` [above](above) it. The file goes into the map,
/// for the places of what is wrong.
pub fn find(files: &dyn FileSystem, folder: &Path, map: &mut SourceMap) -> Found {
    let Some(real) = above(files, folder) else { return Found::default() };
    let folder = real.parent().map(Path::to_owned).unwrap_or_default();
    let path = files.shown(&real);
    match crate::source::load::read(files, map, &path) {
        Ok(file) => {
            let text = map.file(file).map(|file| file.text.clone()).unwrap_or_default();
            let mut found = read(&text, file);
            found.settings.folder = folder;
            found.file = Some(path);
            found
        }
        Err(error) => Found {
            diagnostics: vec![Diagnostic::from_load(&error, Promise::Settings, None)],
            file: Some(path),
            ..Found::default()
        },
    }
}

/// Reads the text of a `strat.toml`.
fn read(text: &str, file: FileId) -> Found {
    let mut found = Found::default();
    let at = |range: std::ops::Range<usize>| {
        let offset = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Span::new(file, offset(range.start), offset(range.end))
    };
    let wrong =
        |message: String, range| Diagnostic::new(Code::BadConfiguration, message).label(at(range), "this");
    let raw: Raw = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            let message = format!("this file cannot be read as settings: {}", error.message());
            let help = "it may hold `paths`, `exclude`, `fail` and a table `[levels]`";
            found.diagnostics.push(wrong(message, error.span().unwrap_or(0..0)).help(help));
            return found;
        }
    };
    found.settings.paths = raw.paths;
    found.settings.exclude = raw.exclude;
    match raw.fail.as_ref().map(|word| (word.get_ref().as_str(), word.span())) {
        None | Some(("error", _)) => {}
        Some(("warning", _)) => found.settings.failing = Failing::Warnings,
        Some((word, range)) => {
            let message = format!("`{word}` is no level from which on a run can fail");
            found.diagnostics.push(wrong(message, range).help("write \"error\" or \"warning\""));
        }
    }
    for (number, word) in &raw.levels {
        let Some(code) = Code::parse(number.get_ref()) else {
            let message = format!("there is no code `{}`", number.get_ref());
            found.diagnostics.push(wrong(message, number.span()).help("codes look like S0210"));
            continue;
        };
        let Some(level) = Level::parse(word.get_ref()) else {
            let message = format!("`{}` is no level", word.get_ref());
            let help = "write \"off\", \"note\", \"warning\" or \"error\"";
            found.diagnostics.push(wrong(message, word.span()).help(help));
            continue;
        };
        if !Levels::may_change(code) && level != Level::Told(Severity::Error) {
            let message = format!("{} is an error whatever is said here: {}", code.number(), code.title());
            found.diagnostics.push(wrong(message, number.span()).help("take this line away"));
            continue;
        }
        found.settings.levels.choose(code, level);
    }
    found
}

/// The settings of a text, for tests and tools.
impl Settings {
    /// Reads the text of a `strat.toml`; what is wrong with it is among the diagnostics.
    pub fn parse(text: &str, map: &mut SourceMap) -> Found {
        let file = map.add(NAME, text, Origin::User);
        read(text, file)
    }
}
