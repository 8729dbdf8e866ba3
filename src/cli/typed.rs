//! Standard input in the place of a file: `strat check -`.
//!
//! Invariant: it is read once, however often the file is looked at.

use super::arguments::Look;
use crate::source::{Disk, Overlay, load::MAX_BYTES};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The file system of a run and the path to read in it: what is named `-` is what stands on standard input, under the name
/// that the options give it, and beside the files of that name's folder.
pub(super) fn opened(path: &Path, look: &Look) -> (Overlay<Disk>, PathBuf) {
    let mut files = Overlay::over(Disk);
    if path.as_os_str() != "-" {
        return (files, path.to_owned());
    }
    let name = look.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<standard input>"));
    files.open(&name, standard_input());
    (files, name)
}

fn standard_input() -> Vec<u8> {
    static TYPED: OnceLock<Vec<u8>> = OnceLock::new();
    TYPED
        .get_or_init(|| {
            let mut bytes = Vec::new();
            // What cannot be read to its end is as if it ended there.
            let _read = io::stdin().take(MAX_BYTES).read_to_end(&mut bytes);
            bytes
        })
        .clone()
}
