//! The first page: short, within the window, and nothing that follows is lost from it.

use super::{printed, root};
use std::path::Path;
use std::process::Command;
use unicode_width::UnicodeWidthStr;

const EXAMPLES: [&str; 8] =
    ["accession", "council", "cuba-1962", "elmira", "merger", "pricing", "purchase", "triangle"];

/// What the program prints into a window so many columns wide.
fn shown(folder: &Path, arguments: &[&str], columns: usize) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_strat"));
    command.current_dir(folder).args(arguments).env("COLUMNS", columns.to_string()).env("NO_COLOR", "1");
    printed(&command.output().unwrap()).0
}

/// What the program prints of an analysis.
fn of(text: &str, arguments: &[&str], columns: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.strat"), text).unwrap();
    shown(folder.path(), arguments, columns)
}

/// What is told of a game comes on top: it is as long as the game has outcomes and deals.
#[test]
fn the_page_of_every_example_is_one_page() {
    for name in EXAMPLES {
        let page = shown(&root(), &["brief", &format!("examples/{name}.strat")], 80);
        let played = page.split_once("\nWhat they will do\n").map_or("", |(_, rest)| rest);
        let lines = page.lines().count() - played.lines().count();
        assert!(lines < 60, "{name}: {lines}\n{page}");
        assert!(played.lines().count() < 40, "{name}\n{played}");
    }
}

#[test]
fn pages_keep_to_the_window_and_break_between_words() {
    for name in EXAMPLES {
        let file = format!("examples/{name}.strat");
        for arguments in [&["brief", &file, "--full"][..], &["brief", &file], &["weigh", &file]] {
            let wide = shown(&root(), arguments, 140);
            let words: Vec<&str> = wide.split_whitespace().collect();
            for columns in [60, 80, 140] {
                let page = shown(&root(), arguments, columns);
                let long: Vec<&str> = page.lines().filter(|line| line.width() > columns).collect();
                assert!(long.is_empty(), "{arguments:?} at {columns}: {long:#?}");
                // What the page without `--full` leaves out depends on how much room there is, as do rules under
                // titles and the columns of a table.
                if arguments.len() == 3 {
                    let of = |text: &[&str]| -> Vec<String> {
                        let plain = text.iter().filter(|word| !word.starts_with(['=', '-']));
                        plain.map(|word| (*word).to_owned()).collect()
                    };
                    let here: Vec<&str> = page.split_whitespace().collect();
                    assert_eq!(of(&here), of(&words), "{arguments:?} at {columns}");
                }
            }
        }
    }
}

/// The analysis of a step of the tutorial.
fn step(heading: &str) -> String {
    let tutorial = std::fs::read_to_string(root().join("docs/language/tutorial.md")).unwrap();
    let (_, rest) = tutorial.split_once(heading).unwrap();
    let (_, block) = rest.split_once("```strat\n").unwrap();
    block.split_once("```").unwrap().0.to_owned()
}

#[test]
fn a_conclusion_does_not_hide_what_it_comes_from() {
    let page = of(&step("## 5. Who can stop it"), &["brief", "a.strat"], 80);
    assert!(page.contains("Delta approved canal"), "{page}");
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let vetoes = "Delta has a veto over \"what is built on the river\", \"build another dam\" and canal.";
    assert!(words.contains(vetoes), "{page}");
}

#[test]
fn what_is_marked_leads_and_hides_nothing() {
    let marked = step("## 5. Who can stop it")
        .replace("expect Delta has a veto over second_dam.", "expect Delta has a veto over second_dam, key.");
    let page = of(&marked, &["brief", "a.strat"], 80);
    let first = page.lines().find(|line| line.starts_with("- ")).unwrap_or_default();
    assert!(first.contains("Delta has a veto over \"build another dam\""), "{page}");
    assert!(page.contains("Delta approved canal"), "{page}");
}

#[test]
fn lines_grow_with_what_is_different() {
    let members: Vec<String> = (1..=27).map(|at| format!("Member{at}")).collect();
    let (last, before) = members.split_last().unwrap();
    let list = format!("{} and {last}", before.join(", "));
    let text = format!(
        "analysis a \"Who can stop it?\" as of 2024-06-30.\nactor {list} is state.\ngroup council of {list}.\n\
         matter sanctions of council.\naction embargo by council, under sanctions.\n\
         council decides by unanimity on sanctions.\n"
    );
    let page = of(&text, &["brief", "a.strat"], 80);
    assert!(page.lines().count() < 40, "{page}");
    assert!(
        page.contains("ach of the 27 members of council has a veto over sanctions and embargo"),
        "{page}"
    );
}

#[test]
fn the_page_is_told_in_markdown_too() {
    let page = shown(&root(), &["brief", "examples/council.strat", "--format", "markdown"], 80);
    assert!(page.starts_with("# One no among twenty-seven\n"), "{page}");
    assert!(page.contains("\n- Hungary has a veto over an end to all purchases of Russian oil.\n"), "{page}");
    assert!(!page.contains("?member") && !page.contains("full\\_embargo"), "{page}");
}
