//! The language server, as an editor sees it: pages of sessions, bad input, and its diagnostics against those of
//! `strat check`.

mod agree;
mod client;
mod hostile;
mod transcript;

use std::path::Path;

#[test]
fn sessions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lsp");
    let mut pages: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    assert!(!pages.is_empty());
    for path in pages {
        let page = std::fs::read_to_string(&path).unwrap();
        let replayed = transcript::replayed(&page);
        if std::env::var_os("STRAT_BLESS").is_some() {
            std::fs::write(&path, &replayed).unwrap();
        } else {
            assert_eq!(page, replayed, "{}", path.display());
        }
    }
}
