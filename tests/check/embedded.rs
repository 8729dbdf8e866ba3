//! The public face: what another program is given.

#[path = "../../examples/embed.rs"]
mod embed;

use crate::pages::{printed, root, strat};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use strat::{Analysis, Budget, Found, Workspace};

const OLD: &str = "actor China and Russia is state.\nresource oil \"oil\".\nChina can provide oil.\n";

fn opened(text: &str) -> Analysis {
    let mut workspace = Workspace::new();
    workspace.edit("a.strat", text);
    workspace.open("a.strat").unwrap()
}

#[test]
fn the_example_runs() {
    embed::main().unwrap();
}

#[test]
fn what_is_given_is_owned_and_may_go_to_another_thread() {
    fn owned<T: Send + Sync + Clone + 'static>() {}
    owned::<Workspace>();
    owned::<Analysis>();
    owned::<Found>();
}

#[test]
fn a_check_is_that_of_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let budget = Budget::default();
    let mut texts: Vec<String> = vec![OLD.to_owned(), "actor China is stat.\nChina ~.\n".to_owned()];
    for name in ["triangle", "council", "merger"] {
        texts.extend(fs::read_to_string(root().join(format!("examples/{name}.strat"))));
    }
    for text in texts {
        fs::write(folder.path().join("a.strat"), &text).unwrap();
        let (printed, _) = printed(&strat(folder.path(), &["check", "a.strat", "--format", "json"]));
        let found = serde_json::to_value(opened(&text).check(&budget)).unwrap();
        let command: serde_json::Value = serde_json::from_str(&printed).unwrap();
        assert!(command["diagnostics"].is_array());
        for part in ["schema", "command", "verdict", "diagnostics"] {
            assert_eq!(found[part], command[part], "{part}");
        }
    }
}

#[test]
fn versions_are_compared_and_questions_answered() {
    let budget = Budget::default();
    let old = opened(OLD);
    let new = opened(&OLD.replace("China can provide", "Russia can provide"));
    let difference = old.diff(&new, &budget).text();
    assert!(difference.contains("Russia can provide oil"), "{difference}");
    assert!(old.ask("who can provide oil?", &budget).text().contains("China"));
    assert!(
        old.ask("can China supply the oil", &budget).text().starts_with("read as: China can provide oil?")
    );
    assert!(old.ask("about China", &budget).report().page.is_some());
    assert!(old.brief(&budget).is_whole());
    assert!(old.weigh(&budget).is_whole() && old.score(&budget).is_whole());
    assert!(!old.ask("who what which?", &budget).diagnostics().is_empty());
    assert!(Workspace::new().open("a.strat").is_err());
}

#[test]
fn what_was_cancelled_is_told_and_nothing_else() {
    let cancelled = Some(Arc::new(AtomicBool::new(true)));
    let budget = Budget { cancelled, ..Budget::default() };
    let found = opened(OLD).check(&budget);
    assert!(!found.is_whole());
    assert_eq!(found.diagnostics().iter().map(|one| one.code.number()).collect::<Vec<_>>(), ["S0701"]);
}

#[test]
fn two_doctrines_stand_side_by_side() {
    let text = "actor China and Russia is state.\nChina admires Russia.\n";
    let mut modules = strat::internals::doctrine::MODULES.to_vec();
    modules.push(("house", "relation admires \"{a: actor} admires {b: actor}\".\n"));
    let house = strat::Doctrine::of(&modules);
    let budget = Budget::default();
    for _ in 0..2 {
        let mut own = Workspace::new().with_doctrine(house.clone());
        own.edit("a.strat", text);
        assert!(own.open("a.strat").unwrap().check(&budget).diagnostics().is_empty());
        assert!(!opened(text).check(&budget).diagnostics().is_empty());
    }
}
