//! Analyses with more conclusions than a page tells, and work that does not end in time.

use super::write;
use crate::pages::{printed, strat};
use std::fmt::Write;

const ONWARD: &str = "rule onward: ?a knows ?c if ?a knows ?b and ?b knows ?c.\n";

/// So many people, of whom each is known to the next, and what else is written.
fn people(count: usize, more: &str) -> String {
    let mut text = String::from(
        "sort person.\n\
         relation known \"{a: person} is known to {b: person}\".\n\
         relation knows \"{a: person} knows {b: person}\".\n\
         rule turned: ?b knows ?a if ?a is known to ?b.\n",
    );
    text.push_str(more);
    for at in 0..count {
        writeln!(text, "declare person p{at}.").unwrap();
    }
    for at in 1..count {
        writeln!(text, "p{} is known to p{at}.", at - 1).unwrap();
    }
    text
}

#[test]
fn a_page_counts_what_it_does_not_tell() {
    let folder = tempfile::tempdir().unwrap();
    let text = people(302, "");
    write(folder.path(), &[("a.strat", &text)]);
    let (page, _) = printed(&strat(folder.path(), &["brief", "a.strat", "--full"]));
    assert_eq!(page.matches("because p").count(), 200, "{page}");
    assert!(page.contains("and 101 more\n"), "{page}");
    let (json, _) = printed(&strat(folder.path(), &["brief", "a.strat", "--format", "json"]));
    assert!(json.contains("\"more\": 101"), "{json}");
}

#[test]
fn findings_that_are_not_shown_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let text = people(40, "forbid acquainted: ?a is known to ?b.\n");
    write(folder.path(), &[("a.strat", &text)]);
    let (told, _) = printed(&strat(folder.path(), &["check", "a.strat"]));
    assert_eq!(told.matches("S0502").count() + told.matches("S0503").count(), 20, "{told}");
    assert!(told.contains("`acquainted` is violated 19 more times"), "{told}");
}

#[test]
fn time_is_up_while_proofs_are_sought_too() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", &people(200, ONWARD))]);
    let question = ["ask", "a.strat", "what would it take: p0 knows p199?", "--timeout", "1"];
    for format in ["text", "json"] {
        let arguments = [&question[..], &["--format", format]].concat();
        let (told, status) = printed(&strat(folder.path(), &arguments));
        assert_eq!(status, 4, "{told}");
        assert!(told.contains("S0701") && told.contains("the time allowed is over"), "{told}");
    }
}
