//! Paths: folders, and files that hold analyses.

use super::{Candidate, Completion};
use std::path::Path;

/// The paths that go on with a text.
pub(super) fn complete(said: &str, start: usize) -> Completion {
    let said = said.trim_start_matches('"');
    let (folder, name) = match said.rfind('/') {
        Some(at) => said.split_at_checked(at + 1).unwrap_or((said, "")),
        None => ("", said),
    };
    let place = if folder.is_empty() { Path::new(".") } else { Path::new(folder) };
    let mut candidates = Vec::new();
    for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
        let Ok(file) = entry.file_name().into_string() else { continue };
        let hidden = file.starts_with('.') && !name.starts_with('.');
        if hidden || !file.starts_with(name) || file.chars().any(char::is_control) {
            continue;
        }
        let is_folder = entry.path().is_dir();
        if !is_folder && !file.ends_with(".strat") {
            continue;
        }
        let end = if is_folder { "/" } else { "" };
        candidates
            .push(Candidate { display: format!("{file}{end}"), replacement: format!("{folder}{file}{end}") });
    }
    candidates.sort();
    Completion { start, candidates }
}
