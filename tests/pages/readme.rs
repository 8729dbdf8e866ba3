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
fn the_primer_for_drafting_is_right_and_short() {
    let page = fs::read_to_string(root().join("docs/drafting.md")).unwrap();
    assert!(page.split_whitespace().count() < 1500, "it fits a prompt");
    let blocks = blocks(&page);
    for block in blocks.iter().filter(|block| block.info == "strat") {
        let (output, status) = check(&block.text);
        assert!(status == 0 && !output.contains("warning["), "{output}");
    }
    let doctrine = strat::Doctrine::standard();
    let model = doctrine.model();
    let known: Vec<String> = model
        .relations
        .iter()
        .flat_map(|relation| {
            relation.sentences.iter().map(|sentence| model.pattern(sentence, &relation.holes))
        })
        .collect();
    let (_, sentences) = page.split_once("The most used ones:").unwrap();
    let (sentences, _) = sentences.split_once("`not` before").unwrap();
    let quoted: Vec<&str> = sentences.split('`').skip(1).step_by(2).collect();
    assert!(quoted.len() > 10);
    for sentence in quoted {
        assert!(known.iter().any(|one| one == sentence), "no relation has the sentence {sentence}");
    }
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
