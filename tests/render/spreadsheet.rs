//! Comma-separated values, read back by a reader that shares no code with the writer.

use strat::internals::render::csv::weighings;
use strat::report::{Diagnosticity, Evidence, Rating, Status, Support, SupportKind, Weighed, Weighing};

fn hypothesis(name: &str) -> Weighed {
    Weighed {
        name: name.into(),
        gloss: None,
        status: Status::Contested,
        hedge: None,
        likelihood: None,
        sources: vec![],
        rebuttals: vec![],
        root: None,
    }
}

fn evidence(label: Option<&str>, sentence: &str, sources: &[&str]) -> Evidence {
    Evidence {
        support: Support {
            kind: SupportKind::Statement,
            label: label.map(Into::into),
            sentence: sentence.into(),
            sources: sources.iter().map(|source| (*source).into()).collect(),
            place: None,
        },
        ratings: vec![Rating::Excludes, Rating::Supports],
        diagnosticity: Diagnosticity::Tells,
        restates: vec![],
        given: false,
    }
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(Into::into).collect()).collect()
}

#[test]
fn a_spreadsheet_reads_every_cell_as_it_was() {
    let hostile = [
        ("he said \"no\", twice", "he said \"no\", twice"),
        ("one line\nand another\r\nand a third", "one line and another  and a third"),
        ("a;b\tc", "a;b c"),
        ("=1+1", " =1+1"),
        ("+1", " +1"),
        ("-1", " -1"),
        ("@SUM(A1:A9)", " @SUM(A1:A9)"),
        ("\t=1+1", " =1+1"),
        ("\r\n=cmd|' /C calc'!A0", "  =cmd|' /C calc'!A0"),
        ("\u{ff1d}1\u{ff0b}1", " \u{ff1d}1\u{ff0b}1"),
        ("a = b", "a = b"),
        ("", ""),
        ("\u{6771}\u{4eac}, \u{1f30d}", "\u{6771}\u{4eac}, \u{1f30d}"),
    ];
    let one = Weighing {
        question: "q".into(),
        gloss: None,
        hypotheses: vec![hypothesis("=first"), hypothesis("sec,ond")],
        evidence: hostile.iter().map(|(text, _)| evidence(Some("c1"), text, &["ann", text])).collect(),
        unrated: None,
        rated: None,
        observed: Vec::new(),
        next: Vec::new(),
    };
    let found = rows(&weighings(&[one]));
    assert_eq!(found[0], ["statement", "sentence", "sources", "tells apart", " =first", "sec,ond"]);
    assert_eq!(found[1], ["status", "", "", "", "contested", "contested"]);
    assert_eq!(found.len(), 2 + hostile.len());
    for (row, (text, cell)) in found[2..].iter().zip(hostile) {
        let voices = format!("ann; {text}").replace(['\n', '\r', '\t'], " ");
        assert_eq!(*row, [" @c1", cell, &voices, "yes", " --", " +"]);
        let formula = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']);
        assert!(!row.iter().any(formula), "{row:?}");
    }
}

#[test]
fn questions_are_tables_of_their_own() {
    let of = |hypotheses: Vec<Weighed>| Weighing {
        question: "q".into(),
        gloss: None,
        evidence: vec![Evidence {
            ratings: vec![Rating::Nothing; hypotheses.len()],
            diagnosticity: Diagnosticity::TellsNothing,
            ..evidence(None, "p holds", &[])
        }],
        hypotheses,
        unrated: None,
        rated: None,
        observed: Vec::new(),
        next: Vec::new(),
    };
    let questions = [of(vec![hypothesis("first")]), of(vec![hypothesis("a"), hypothesis("b")])];
    let text = weighings(&questions);
    let tables: Vec<_> = text.split("\n\n").map(rows).collect();
    assert_eq!(tables.len(), 2);
    assert_eq!(tables[0][2], ["p holds", "p holds", "", "no", "0"]);
    assert_eq!(tables[1][0].len(), 6);
}
