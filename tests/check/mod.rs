//! `strat check` from outside: formats held against their schemas, many files, settings, faults.

mod embedded;
mod faults;
mod files;
mod formats;
mod image;
mod install;
mod large;
mod many;
mod promises;
mod serve;
mod settings;
mod starter;
mod terminal;
mod watch;

use std::fs;
use std::path::Path;

/// Writes files into a folder.
fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
