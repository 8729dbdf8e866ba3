//! Where what was typed is kept between sessions: the state folder of the XDG Base Directory Specification.

use std::env;
use std::path::PathBuf;

/// Whether what is typed is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In this file.
    In(PathBuf),
    /// Not at all: neither read nor written.
    Nothing,
}

/// The file of the history: `$XDG_STATE_HOME/strat/history`, else below the home folder.
pub fn place() -> Keeping {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = absolute("XDG_STATE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/state")))
        .or_else(|| absolute("LOCALAPPDATA"));
    match folder {
        Some(folder) => Keeping::In(folder.join("strat").join("history")),
        None => Keeping::Nothing,
    }
}
