//! Whole pages as text, compared with the files in `expected/`; `STRAT_BLESS=1` writes them anew.

use super::mock;
use std::fs;
use std::path::Path;
use strat::internals::render::text::report;
use strat::internals::render::{Colour, Style};
use strat::report::{By, Command, Proof, ProofNode, Report, RuleName};

fn expect(name: &str, shown: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/render/expected").join(name);
    if std::env::var_os("STRAT_BLESS").is_some() {
        fs::write(&path, shown).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(shown, expected, "{}", path.display());
}

#[test]
fn pages_look_as_they_should() {
    let map = mock::sources();
    let reports = [
        ("find.txt", mock::find()),
        ("yes.txt", mock::yes()),
        ("nothing.txt", mock::nothing()),
        ("why.txt", mock::why()),
        ("why-not.txt", mock::why_not()),
        ("brief.txt", mock::page()),
    ];
    for (name, one) in reports {
        expect(name, &report(&one, &map, &Style::terminal(Colour::Plain, 90)));
    }
    expect("brief-ascii.txt", &report(&mock::page(), &map, &Style::PLAIN));
    expect("why-ascii.txt", &report(&mock::why(), &map, &Style { width: 60, ..Style::PLAIN }));
}

#[test]
fn a_check_ends_in_a_count() {
    let map = mock::sources();
    let mut check = mock::page();
    check.command = Command::Check;
    check.brief = None;
    check.expectations = None;
    expect("check.txt", &report(&check, &map, &Style::PLAIN));
    assert_eq!(report(&Report::new(Command::Check), &map, &Style::PLAIN), "nothing to report\n");
}

#[test]
fn lines_keep_to_the_width() {
    let map = mock::sources();
    for width in [60, 80, 100] {
        for one in mock::all() {
            let shown = report(&one, &map, &Style { width, ..Style::PLAIN });
            let lines: Vec<&str> = shown.lines().filter(|line| line.chars().count() > width).collect();
            assert!(lines.is_empty(), "{lines:#?}");
        }
    }
}

#[test]
fn a_deep_proof_is_counted_and_a_circle_ends() {
    let map = mock::sources();
    let by = || By::Rule(RuleName { name: "next".into(), gloss: None });
    let node = |at: usize, next: usize| ProofNode {
        premises: vec![next],
        ..ProofNode::new(format!("step {at}"), by())
    };
    let mut nodes: Vec<ProofNode> = (0..100_000).map(|at| node(at, at + 1)).collect();
    nodes.push(ProofNode::new("start", By::Given));
    let mut why = mock::why();
    why.ask.as_mut().unwrap().answers[0].proofs = vec![Proof { nodes }];
    let shown = report(&why, &map, &Style::PLAIN);
    assert!(shown.contains("step 24\n") && shown.contains("and 99976 more steps from here on"), "{shown}");
    why.ask.as_mut().unwrap().answers[0].proofs = vec![Proof { nodes: vec![node(0, 1), node(1, 0)] }];
    assert!(report(&why, &map, &Style::PLAIN).contains("step 0  (shown above)"));
}

#[test]
fn nothing_of_the_users_reaches_the_terminal_raw() {
    let nasty = "a\u{1b}]52;c;x\u{7}\u{9b}31m\u{202e}\nb";
    let map = mock::sources();
    for mut one in mock::all() {
        mock::poison(&mut one, nasty);
        let shown = report(&one, &map, &Style::terminal(Colour::Plain, 80));
        assert!(shown.chars().all(|c| c == '\n' || (!c.is_control() && c != '\u{202e}')), "{shown:?}");
    }
}
