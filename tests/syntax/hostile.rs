//! Text that nobody means: deep, long, cut off, random. Nothing panics, everything ends, and what is
//! said stays short.

use super::{file, lines, parse};
use proptest::prelude::*;
use std::fmt::Write;
use std::time::{Duration, Instant};
use strat::diagnostic::Code;
use strat::internals::syntax;

const TRIANGLE: &str = include_str!("../../examples/triangle.strat");

/// The codes of what is said about a text, in order.
fn codes(text: &str) -> Vec<Code> {
    parse(text).1.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn nested(depth: usize) -> String {
    format!("expect {}China took part{}.\nactor Japan is state.\n", "(".repeat(depth), ")".repeat(depth))
}

fn nested_blocks(depth: usize) -> String {
    let mut text = "according to pap {\n".repeat(depth);
    text.push_str("China took part.\n");
    text.push_str(&"}\n".repeat(depth));
    text
}

/// Runs on a thread with the stack of 2 MiB that threads have by default.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn nesting_is_capped() {
    on_a_small_stack(|| {
        assert_eq!(codes(&nested(256)), []);
        assert_eq!(codes(&nested_blocks(256)), []);
        let started = Instant::now();
        for depth in [257, 100_000, 10_000_000] {
            assert_eq!(codes(&nested(depth)), [Code::TooDeep], "{depth}");
        }
        for depth in [257, 100_000] {
            assert_eq!(codes(&nested_blocks(depth)), [Code::TooDeep], "{depth}");
        }
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    });
}

/// Deep nesting of every kind, also where it is not closed.
#[test]
fn nesting_of_every_kind() {
    on_a_small_stack(|| {
        let head = "rule deep: ?a took part if ";
        for depth in [250, 300, 20_000] {
            for (open, close) in [
                ("every ?m where (", ") has (?m is old)"),
                ("only ?m where (", ")"),
                ("?n = count of ?m where (", ")"),
                ("(?a is old or ", ")"),
                ("unless (", ")"),
                ("(", ""),
                ("", ")"),
            ] {
                let text = format!("{head}{}?a is old{}.\n", open.repeat(depth), close.repeat(depth));
                assert!(codes(&text).len() <= 1, "{depth} times {open}");
            }
            assert!(!codes(&"{".repeat(depth)).is_empty());
            assert!(!codes(&"}".repeat(depth)).is_empty());
            assert_eq!(codes(&format!("{}({}", head, "not ".repeat(depth))), [Code::Unbalanced]);
        }
    });
}

#[test]
fn long_statements() {
    let words = "word ".repeat(200_000);
    assert_eq!(codes(&format!("China {words}.\n")), [Code::StatementTooLong]);
    assert_eq!(codes(&format!("China took part, quoting \"{words}\".\n")), [Code::StatementTooLong]);
    assert_eq!(codes(&format!("actor {}.\n", "a, ".repeat(300_000))), [Code::StatementTooLong]);
    // Just within the limit, a sentence and a list are read in a moment.
    let started = Instant::now();
    assert_eq!(codes(&format!("China {}.\n", "word ".repeat(50_000))), []);
    assert_eq!(codes(&format!("actor {}b and c.\n", "a, ".repeat(80_000))), []);
    assert_eq!(
        codes(&format!("rule long: ?a took part if {}?a is old.\n", "?a is old and ".repeat(18_000))),
        []
    );
    assert_eq!(codes(&format!("China took part{}.\n", ", according to a, b".repeat(13_000))), []);
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

/// Four million bytes of each kind of garbage take seconds, and not more than a hundred messages.
#[test]
fn garbage_in_bulk() {
    let size = 4 << 20;
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let bytes = (0..size).map(|_| (random() >> 24) as u8).collect::<Vec<_>>();
    let printable = (0..size).map(|_| char::from(b' ' + (random() % 95) as u8)).collect::<String>();
    let soup = (0..size / 6)
        .map(|_| {
            ["actor ", "if ", ". ", ", ", "( ", ") ", "{ ", "} ", "\"", "is ", "China ", "\n", "and ", "?x "]
                [(random() % 14) as usize]
        })
        .collect::<String>();
    for (name, text) in [
        ("bytes", String::from_utf8_lossy(&bytes).into_owned()),
        ("printable", printable),
        ("soup", soup),
        ("dots", ". ".repeat(size / 2)),
        ("quotes", "\" ".repeat(size / 2)),
        ("opening quotes on lines", "a \"b\n".repeat(size / 5)),
        ("braces", "{\n".repeat(size / 2)),
        ("closing braces", "}\n".repeat(size / 2)),
        ("statements without stops", "actor China is state\n".repeat(size / 84)),
        ("faulty statements", "actor China iss state.\n".repeat(size / 92)),
        ("backslashes", "\"\\".repeat(size / 2)),
        ("comments", "#\n".repeat(size / 2)),
        ("question marks", "?".repeat(size)),
        ("unclosed names with stops", "U.S. a ".repeat(size / 7)),
    ] {
        let started = Instant::now();
        let said = codes(&text).len();
        let elapsed = started.elapsed();
        assert!(said <= 101, "{name}: {said}");
        assert!(elapsed < Duration::from_secs(60), "{name}: {elapsed:?}");
    }
}

#[test]
fn line_ends_and_marks_of_order_change_nothing() {
    let plain = "actor China \"People's\n  Republic\" is state,\n  aka Beijing.\n\n# a remark\nactor Japan is stat e.\n";
    let (map, checked) = parse(plain);
    let said = lines(&map, &checked.diagnostics);
    assert_eq!(said, "6:21: error[S0105] `e` cannot follow `stat`\n");
    let carriage = plain.replace('\n', "\r\n");
    let (map, checked) = parse(&carriage);
    assert_eq!(lines(&map, &checked.diagnostics), said);
    let mut map = strat::source::SourceMap::new();
    let bytes = [b"\xef\xbb\xbf", plain.as_bytes()].concat();
    let file = strat::source::load::decode(&mut map, std::path::Path::new("a.strat"), bytes).unwrap();
    assert_eq!(lines(&map, &syntax::parse(&map, file).diagnostics), said);
}

/// What the fuzz targets have found, so that it stays found.
#[test]
fn what_fuzzing_has_found() {
    for text in [
        // The first character of a line is wider than a byte, and no word.
        ".\n ras \".\n ras \"\u{feff}\"ly5,\n\u{feff}\"ly5,\n",
        "actor China is state,\n\u{201c}a\u{201d}.\n",
    ] {
        let (map, checked) = parse(text);
        assert!(!checked.diagnostics.is_empty());
        for label in checked.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
            let source = map.file(label.span.file).unwrap();
            let place = label.span.start as usize..label.span.end as usize;
            assert!(source.text.get(place).is_some(), "{text:?}: {label:?}");
        }
    }
}

/// A file that is cut off anywhere, as an editor sees it all the time.
#[test]
fn every_prefix_is_read() {
    let ends = |text: &str| text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
    for paragraph in TRIANGLE.split("\n\n") {
        for end in ends(paragraph) {
            let (_, checked) = parse(&paragraph[..end]);
            assert!(checked.diagnostics.len() <= 3, "{}", &paragraph[..end]);
        }
    }
    for end in ends(TRIANGLE).into_iter().step_by(307) {
        let (_, checked) = parse(&TRIANGLE[..end]);
        assert!(checked.diagnostics.len() <= 3, "{end}");
    }
}

/// What is declared is known although its statement has a mistake.
#[test]
fn names_survive_mistakes() {
    let text = "actor China iss state.\nactor Japan \"the islands\" is a state.\ngoal growth.\n\
                relation likes \"{a: actor} likes {b: actor}\", symetric.\nscenario other graded B2 { }\n\
                according to {\n  actor Korea is state.\n}\nactor U.S. is state.\n";
    let names = super::dump::dump(&parse(text).1.value);
    assert_eq!(
        names,
        "actor China\nactor Japan \"the islands\"\ngoal growth\n\
         relation likes \"{a: actor} likes {b: actor}\"\nscenario other\nactor Korea [is state]\nactor U\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        parse(&text);
        let (map, file) = file(&text);
        let _ = syntax::parse_query(&map, file);
        let _ = syntax::parse_literal(&map, file);
    }

    #[test]
    fn any_words_are_read(words in proptest::collection::vec(word(), 0..30)) {
        let text = words.concat();
        parse(&text);
        let (map, file) = file(&text);
        let _ = syntax::parse_query(&map, file);
        let _ = syntax::parse_literal(&map, file);
    }

    #[test]
    fn deletions_are_read(start in 0..TRIANGLE.len(), length in 0_usize..300) {
        let start = TRIANGLE.floor_char_boundary(start);
        let end = TRIANGLE.ceil_char_boundary((start + length).min(TRIANGLE.len()));
        let (_, checked) = parse(&[&TRIANGLE[..start], &TRIANGLE[end..]].concat());
        prop_assert!(checked.diagnostics.len() <= 12);
    }
}

/// The words and marks of the language, more often than chance would have them in a row.
fn word() -> impl Strategy<Value = String> {
    let mut words: Vec<&str> = syntax::words::statement_words().collect();
    words.extend(syntax::language::CLAUSES.iter().map(syntax::language::Clause::first));
    words.extend(syntax::words::JOINING_WORDS);
    words.extend([
        "China", "took", "part", "?x", "@c1", "\"text\"", "12", "2024-10", "70%", "where", "has", "count",
        "to",
    ]);
    let marks = [".", ",", ":", "(", ")", "{", "}", "\"", "?", "\n", "#", "'", "=", "- ", "-", "\\", "@"];
    prop_oneof![
        4 => proptest::sample::select(words).prop_map(|word| format!(" {word} ")),
        2 => proptest::sample::select(marks.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| { let mut out = String::new(); let _ = write!(out, "{c}"); out }),
    ]
}
