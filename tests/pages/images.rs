//! The pictures of the README are those of the examples; `STRAT_BLESS=1` draws them again.

use super::root;
use std::fs;
use std::process::Command;

#[test]
fn the_pictures_of_the_docs_are_those_of_the_examples() {
    let mut seen = 0;
    for entry in fs::read_dir(root().join("docs/images")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (example, kind) = name.rsplit_once('-').unwrap();
        let drawn = Command::new(env!("CARGO_BIN_EXE_strat"))
            .current_dir(root())
            .args(["map", &format!("examples/{example}.strat"), kind])
            .output()
            .unwrap();
        let drawn = String::from_utf8(drawn.stdout).unwrap();
        if std::env::var_os("STRAT_BLESS").is_some() {
            fs::write(&path, &drawn).unwrap();
        }
        assert!(fs::read_to_string(&path).unwrap() == drawn, "{name}: draw it again with STRAT_BLESS=1");
        seen += 1;
    }
    assert!(seen > 0);
}

/// Every example becomes a page that a browser reads without fetching or running anything of others.
#[test]
fn the_reports_of_the_examples_stand_by_themselves() {
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "strat") {
            continue;
        }
        let made = Command::new(env!("CARGO_BIN_EXE_strat")).arg("report").arg(&path).output().unwrap();
        let page = String::from_utf8(made.stdout).unwrap();
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{}", path.display());
        for outside in [" src=", "@import", "url(", "<link", "<iframe", "href=\"http"] {
            assert!(!page.contains(outside), "{}: {outside}", path.display());
        }
        // Every link leads to a place of the page.
        for part in page.split("href=\"#").skip(1) {
            let target = part.split('"').next().unwrap();
            assert!(page.contains(&format!(" id=\"{target}\"")), "{}: #{target}", path.display());
        }
    }
}
