//! Texts that do not come from the disk: a folder in memory, and open buffers over files.

use crate::reason::standard;
use std::path::Path;
use strat::diagnostic::Code;
use strat::internals::model;
use strat::source::{FileKind, FileSystem, Memory, Overlay, SourceMap};

fn codes(files: &dyn FileSystem, path: &str) -> Vec<Code> {
    let loaded =
        model::load(standard(), files, Path::new(path), &mut SourceMap::new()).expect("the file is there");
    loaded.diagnostics.iter().map(|found| found.code).collect()
}

fn folder() -> Memory {
    let mut files = Memory::new();
    files.insert("in/a.strat", "import \"names/b.strat\".\nChina can provide oil.\n");
    files.insert("in/names/b.strat", "import \"../c.strat\".\nresource oil \"oil\".\n");
    files.insert("in/c.strat", "actor China is state.\n");
    files.insert("outside.strat", "actor Japan is state.\n");
    files
}

#[test]
fn a_folder_in_memory_is_as_one_on_the_disk() {
    let mut files = folder();
    assert_eq!(codes(&files, "in/a.strat"), []);
    files.insert("in/a.strat", "import \"../outside.strat\".\n");
    assert_eq!(codes(&files, "in/a.strat"), [Code::ImportOutside]);
    files.insert("in/a.strat", "import \"names\".\n");
    assert_eq!(codes(&files, "in/a.strat"), [Code::NotRegular]);
    files.insert("in/a.strat", b"actor \xff.\n");
    assert!(model::load(standard(), &files, Path::new("in/a.strat"), &mut SourceMap::new()).is_err());
}

#[test]
fn an_open_buffer_hides_the_file_below_it() {
    let mut files = Overlay::over(folder());
    files.open(Path::new("in/../in/c.strat"), "actor Chine is state.\n");
    assert_eq!(codes(&files, "in/a.strat"), [Code::UnknownName]);
    assert!(files.close(Path::new("in/c.strat")));
    assert_eq!(codes(&files, "in/a.strat"), []);
    // A file that nobody has saved yet.
    files.open(Path::new("in/a.strat"), "import \"new.strat\".\nSeoul can provide oil.\n");
    files.open(Path::new("in/new.strat"), "actor Seoul is state.\nresource oil \"oil\".\n");
    assert_eq!(codes(&files, "in/a.strat"), []);
    files.close(Path::new("in/new.strat"));
    assert_eq!(codes(&files, "in/a.strat"), [Code::FileNotFound]);
}

#[test]
fn folders_are_there_where_files_are() {
    let files = folder();
    for (path, kind) in
        [("in", FileKind::Folder), ("/", FileKind::Folder), ("in/c.strat", FileKind::File(22))]
    {
        assert_eq!(files.kind(Path::new(path)).unwrap(), kind, "{path}");
    }
    assert!(files.kind(Path::new("in/c")).is_err());
    assert!(files.kind(Path::new("i")).is_err());
    assert_eq!(files.read(Path::new("in/c.strat"), 5).unwrap(), b"actor");
}
