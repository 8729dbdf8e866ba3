//! Diagnostics with their source: the layout, several files, and input that is out to break it.

use proptest::prelude::*;
use strat::diagnostic::{Code, Diagnostic};
use strat::internals::render::text::{concise, counts, diagnostic, diagnostics};
use strat::internals::render::{Colour, Style};
use strat::source::{FileId, Origin, SourceMap, Span};

const MAIN: &str = "actor China is state.\n\nimport \"actors.strat\".\nevent summit \"the summit\", on 2023-02-30.\nnot China approved deployment.\n";

fn sources() -> SourceMap {
    let mut map = SourceMap::new();
    map.add("triangle.strat", MAIN, Origin::User);
    map.add("actors.strat", "# actors\nChina approved deployment, very likely.\n", Origin::User);
    map
}

/// The span of `part` in a file.
fn at(map: &SourceMap, file: u32, part: &str) -> Span {
    let file = FileId(file);
    let start = u32::try_from(map.file(file).unwrap().text.find(part).unwrap()).unwrap();
    Span::new(file, start, start + u32::try_from(part.len()).unwrap())
}

fn no_date(map: &SourceMap) -> Diagnostic {
    Diagnostic::new(Code::InvalidDate, "`2023-02-30` is no date")
        .label(at(map, 0, "2023-02-30"), "February 2023 has 28 days")
        .help("write a day as 2024-10-26, a month as 2024-10, a year as 2024")
}

#[test]
fn one_label() {
    let map = sources();
    let unicode = Style::terminal(Colour::Plain, 80);
    assert_eq!(
        diagnostic(&no_date(&map), &map, &unicode),
        "\
error[S0401]: `2023-02-30` is no date
   ╭─[triangle.strat:4:31]
 3 │ import \"actors.strat\".
 4 │ event summit \"the summit\", on 2023-02-30.
   ·                               ─────┬────
   ·                                    ╰── February 2023 has 28 days
 5 │ not China approved deployment.
   ╰────
  help: write a day as 2024-10-26, a month as 2024-10, a year as 2024
"
    );
    assert_eq!(concise(&no_date(&map), &map), "triangle.strat:4:31: error[S0401] `2023-02-30` is no date");
}

#[test]
fn labels_in_two_files() {
    let map = sources();
    let found = Diagnostic::new(
        Code::MixedRows,
        "`China approved deployment` is asserted by one source and denied by another, so that it is in dispute",
    )
    .label(at(&map, 0, "not China approved deployment"), "denied here")
    .label(at(&map, 1, "China approved deployment"), "asserted here")
    .label(at(&map, 0, "actor China"), "declared here")
    .note("a claim is a statement with a source");
    assert_eq!(
        diagnostic(&found, &map, &Style::PLAIN),
        "\
warning[S0405]: `China approved deployment` is asserted by one source and denied by
  | another, so that it is in dispute
   ,-[triangle.strat:1:1]
 1 | actor China is state.
   : ^^^^^|^^^^^
   :      `-- declared here
   `----
   ,-[triangle.strat:5:1]
 4 | event summit \"the summit\", on 2023-02-30.
 5 | not China approved deployment.
   : ^^^^^^^^^^^^^^|^^^^^^^^^^^^^^
   :               `-- denied here
   `----
   ,-[actors.strat:2:1]
 1 | # actors
 2 | China approved deployment, very likely.
   : ^^^^^^^^^^^^|^^^^^^^^^^^^
   :             `-- asserted here
   `----
  note: a claim is a statement with a source
"
    );
}

#[test]
fn the_end_of_a_file_and_the_whole_of_it() {
    let map = sources();
    let end = u32::try_from(MAIN.len()).unwrap();
    let found = Diagnostic::new(Code::ImportCycle, "the file ends")
        .label(Span::new(FileId(0), end, end), "here")
        .label(Span::new(FileId(0), 0, end), "and this is all of it");
    assert_eq!(
        diagnostic(&found, &map, &Style::PLAIN),
        "\
error[S0007]: the file ends
   ,-[triangle.strat:6:1]
 1 | ,-> actor China is state.
 2 | |
 3 | |   import \"actors.strat\".
 4 | |   event summit \"the summit\", on 2023-02-30.
 5 | |-> not China approved deployment.
   : `---- and this is all of it
 6 |
   :     ^
   :     `-- here
   `----
"
    );
}

#[test]
fn no_label_at_all() {
    let found =
        Diagnostic::new(Code::FileNotFound, "cannot read `x.strat`: there is no such file").help("check it");
    let shown = diagnostic(&found, &SourceMap::new(), &Style::PLAIN);
    assert_eq!(shown, "error[S0001]: cannot read `x.strat`: there is no such file\n  help: check it\n");
    assert_eq!(
        concise(&found, &SourceMap::new()),
        "error[S0001] cannot read `x.strat`: there is no such file"
    );
}

#[test]
fn a_line_of_a_megabyte_is_clipped() {
    let mut map = SourceMap::new();
    let long = format!("{}China{}", "x ".repeat(500_000), " y".repeat(500_000));
    let file = map.add("long\u{1b}]0;.strat", long, Origin::User);
    let found = Diagnostic::new(Code::InvalidNumber, "odd \u{1b}[31m")
        .label(Span::new(file, 1_000_000, 1_000_005), "\u{202e}here");
    let shown = diagnostic(&found, &map, &Style::PLAIN);
    assert!(
        shown.starts_with("error[S0402]: odd ␛[31m\n   ,-[long␛]0;.strat:1:1000001]\n 1 | …x x x"),
        "{shown}"
    );
    assert!(shown.contains("x China y") && shown.contains("`-- \\u{202e}here"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 140), "{shown}");
}

#[test]
fn a_million_findings_are_counted() {
    let map = sources();
    let warning = Diagnostic::new(Code::MixedRows, "two rows");
    let mut found = vec![warning; 1_000_000];
    found.push(no_date(&map));
    let style = Style { listed: 3, ..Style::PLAIN };
    let shown = diagnostics(&found, &map, &style);
    assert_eq!(shown.matches("warning[S0405]").count(), 2);
    assert!(shown.contains("error[S0401]"), "errors are shown before warnings");
    assert!(shown.ends_with("\nand 999998 warnings more, not listed\n"), "{shown}");
    assert_eq!(counts(&found), "1 error and 1000000 warnings");
}

#[test]
fn colours_only_where_asked_for() {
    let map = sources();
    let coloured = diagnostic(&no_date(&map), &map, &Style::terminal(Colour::Ansi, 80));
    assert!(coloured.starts_with("\u{1b}["));
    let plain = diagnostic(&no_date(&map), &map, &Style::terminal(Colour::Plain, 80));
    assert!(!plain.contains('\u{1b}'));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_label_makes_it_panic(
        texts in prop::collection::vec("([a-z .]|\\PC|\n|\r|\t|\u{1b}|北|e\u{301}){0,60}", 1..4),
        labels in prop::collection::vec((0u32..4, 0u32..200, 0u32..200, "(\\PC|\n){0,8}"), 0..20),
        width in 0usize..200,
    ) {
        let mut map = SourceMap::new();
        for (at, text) in texts.iter().enumerate() {
            map.add(format!("f{at}\u{7}"), text.as_str(), Origin::User);
        }
        let mut found = Diagnostic::new(Code::InvalidDate, texts[0].as_str()).help(texts[0].as_str());
        for (file, start, end, text) in labels {
            found = found.label(Span::new(FileId(file), start, end), text);
        }
        for style in [Style { width, ..Style::PLAIN }, Style::terminal(Colour::Plain, width)] {
            let shown = diagnostic(&found, &map, &style);
            prop_assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
            prop_assert!(shown.starts_with("error[S0401]:"));
        }
        concise(&found, &map);
    }
}
