//! The formatter: what it makes of files, and what it never does.

use super::{file, files::shipped};
use strat::syntax::format;

fn formatted(text: &str) -> String {
    let (map, file) = file(text);
    match format::format(&map, file) {
        Ok(text) => text,
        Err(diagnostics) => panic!("{}\n{text}", super::lines(&map, &diagnostics)),
    }
}

#[test]
fn shipped_files_stay_as_they_are() {
    for path in shipped() {
        let text = std::fs::read_to_string(&path).unwrap();
        let out = formatted(&text);
        std::fs::write(format!("/tmp/pg/fmt/{}", path.file_name().unwrap().to_str().unwrap()), &out).unwrap();
        assert_eq!(formatted(&out), out);
    }
}
