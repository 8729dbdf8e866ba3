//! The README and the page about conversations: its analyses check clean, and its commands print what it shows.

use super::{Place, blocks, check, differences, root};
use std::fs;

#[test]
fn the_analyses_of_the_readme_check_clean() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let mut seen = 0;
    for block in blocks(&text).iter().filter(|block| block.info == "strat") {
        seen += 1;
        let (output, status) = check(&block.text);
        assert_eq!(status, 0, "{}\n{output}", block.text);
    }
    assert!(seen > 0);
}

#[test]
fn the_page_about_conversations_shows_what_is_printed() {
    let wrong = differences(&root().join("docs/repl.md"), &Place::Project);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_readme_shows_what_is_printed() {
    let wrong = differences(&root().join("README.md"), &Place::Project);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn questions_as_people_put_them_are_answered() {
    let wrong = differences(&root().join("tests/repl/questions.md"), &Place::Project);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
