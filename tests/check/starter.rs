//! `strat new`, the guide to continuous integration and what the repository ships for it: each file is read
//! as those read it for whom it is made, and the commands in it are run.

use super::write;
use crate::pages::{Block, blocks, printed, root, strat};
use std::fs;
use std::path::Path;
use yaml_rust2::{Yaml, YamlLoader};

/// The only document of a YAML text.
pub(super) fn yaml(text: &str) -> Yaml {
    let mut documents = YamlLoader::load_from_str(text).unwrap();
    assert_eq!(documents.len(), 1, "{text}");
    documents.remove(0)
}

/// The commands of strat's in the steps of a workflow, or of an action.
fn commands(steps: &Yaml) -> Vec<String> {
    let runs = steps.as_vec().unwrap().iter().filter_map(|step| step["run"].as_str());
    let all: Vec<String> = runs.flat_map(str::lines).map(str::to_owned).collect();
    all.into_iter().filter(|line| line.starts_with("strat ")).collect()
}

/// The commands of a workflow, which has what every workflow needs.
fn workflow(text: &str) -> Vec<String> {
    let workflow = yaml(text);
    assert!(!workflow["on"].is_badvalue() && workflow["name"].as_str().is_some(), "{text}");
    assert!(workflow["permissions"].as_hash().is_some(), "{text}");
    let mut found = Vec::new();
    for job in workflow["jobs"].as_hash().unwrap().values() {
        assert!(job["runs-on"].as_str().is_some(), "{text}");
        for step in job["steps"].as_vec().unwrap() {
            assert!(step["run"].as_str().is_some() != step["uses"].as_str().is_some(), "{step:?}");
        }
        found.extend(commands(&job["steps"]));
    }
    assert!(!found.is_empty(), "{text}");
    found
}

/// Runs a command in a folder, without what a shell would do with what it prints.
fn run(folder: &Path, command: &str) -> (String, i32) {
    let command = command.split(['>', '|']).next().unwrap();
    let words: Vec<&str> = command.split_whitespace().skip(1).filter(|word| !word.starts_with('$')).collect();
    printed(&strat(folder, &words))
}

/// A fresh starter.
pub(super) fn fresh() -> (tempfile::TempDir, std::path::PathBuf) {
    let around = tempfile::tempdir().unwrap();
    let (text, status) = printed(&strat(around.path(), &["new", "mills"]));
    assert_eq!(status, 0, "{text}");
    let folder = around.path().join("mills");
    (around, folder)
}

#[test]
fn a_starter_is_clean() {
    let (_around, folder) = fresh();
    let (text, status) = printed(&strat(&folder, &["check", "--deny", "warnings"]));
    assert!(text.contains("5 of 5 expectations met") && text.ends_with("consistent: 1 note\n"), "{text}");
    assert_eq!(status, 0);
    let laid_out = printed(&strat(&folder, &["fmt", "--check"]));
    assert_eq!(laid_out, (String::from("2 files left as they are\n"), 0));
    let (text, status) = printed(&strat(&folder, &["test"]));
    assert!(text.contains("5 passed; 0 failed"), "{text}");
    assert_eq!(status, 0);
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    let shell = blocks(&readme).into_iter().find(|block| block.info == "sh").unwrap();
    for line in shell.text.lines().filter(|line| !line.contains("--watch")) {
        let command = line.split(" #").next().unwrap();
        let words = crate::pages::words(command);
        let words: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        assert_eq!(printed(&strat(&folder, &words)).1, 0, "{line}");
    }
}

#[test]
fn the_workflow_and_the_hooks_of_a_starter_run() {
    let (_around, folder) = fresh();
    let text = fs::read_to_string(folder.join(".github/workflows/strat.yml")).unwrap();
    assert!(
        text.contains(&format!("/v{}/install.sh", env!("CARGO_PKG_VERSION"))) && !text.contains("{version}")
    );
    for command in workflow(&text) {
        assert_eq!(run(&folder, &command).1, 0, "{command}");
    }
    hooks(
        &yaml(&fs::read_to_string(folder.join(".pre-commit-config.yaml")).unwrap())["repos"][0]["hooks"],
        &folder,
    );
}

/// Runs the hooks of pre-commit in a folder.
fn hooks(hooks: &Yaml, folder: &Path) {
    let hooks = hooks.as_vec().unwrap();
    assert!(!hooks.is_empty());
    for hook in hooks {
        for key in ["id", "name", "entry", "language", "files"] {
            assert!(hook[key].as_str().is_some(), "{key} of {hook:?}");
        }
        let entry = hook["entry"].as_str().unwrap();
        assert_eq!(run(folder, entry).1, 0, "{entry}");
    }
}

#[test]
fn what_is_there_is_not_touched() {
    let (around, folder) = fresh();
    write(&folder, &[("mills.strat", "actor A is state.\n")]);
    let (text, status) = printed(&strat(around.path(), &["new", "mills"]));
    assert!(text.contains("is there already"), "{text}");
    assert_eq!(status, 2);
    assert_eq!(fs::read_to_string(folder.join("mills.strat")).unwrap(), "actor A is state.\n");
    for name in ["7up", "a b", "actor", "expected", "..", "a.b"] {
        let (text, status) = printed(&strat(around.path(), &["new", name]));
        assert_eq!(status, 2, "{name}: {text}");
    }
    assert_eq!(fs::read_dir(around.path()).unwrap().count(), 1);
    let (text, status) = printed(&strat(around.path(), &["new", "cases/winter/mills"]));
    assert_eq!(status, 0, "{text}");
    assert!(around.path().join("cases/winter/mills/mills.strat").exists());
}

#[test]
fn the_guide_is_as_it_says() {
    let page = fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let of =
        |info: &str| -> Vec<Block> { blocks(&page).into_iter().filter(|block| block.info == info).collect() };
    let (_around, folder) = fresh();
    let git = |arguments: &[&str]| {
        let done = std::process::Command::new("git").args(arguments).current_dir(&folder).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {done:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "a"]);
    assert_eq!(of("yaml workflow").len(), 3);
    for block in of("yaml workflow") {
        for command in workflow(&block.text) {
            let command = command.replace("\"origin/$GITHUB_BASE_REF\"", "HEAD");
            assert_eq!(run(&folder, &command).1, 0, "{command}");
        }
    }
    let gitlab = of("yaml gitlab").remove(0);
    for line in yaml(&gitlab.text)["strat"]["script"].as_vec().unwrap() {
        let line = line.as_str().unwrap();
        assert!(line.starts_with("pip install strat-lang==") || run(&folder, line).1 == 0, "{line}");
    }
    hooks(&yaml(&of("yaml hooks").remove(0).text)["repos"][0]["hooks"], &folder);
    for line in of("sh").remove(0).text.lines() {
        assert_eq!(run(&folder, line).1, 0, "{line}");
    }
    let settings: Block = of("toml").remove(0);
    write(&folder, &[("strat.toml", &settings.text), ("analyses/a.strat", "actor China is state.\n")]);
    assert_eq!(printed(&strat(&folder, &["check"])).1, 0);
    write(&folder, &[("analyses/a.strat", &of("strat").remove(0).text)]);
    assert_eq!(printed(&strat(&folder, &["check"])).1, 0);
}

#[test]
fn what_the_repository_ships_for_others_runs() {
    let (_around, folder) = fresh();
    let shipped = |name: &str| yaml(&fs::read_to_string(root().join(name)).unwrap());
    hooks(&shipped(".pre-commit-hooks.yaml"), &folder);
    let action = shipped("action.yml");
    assert!(action["name"].as_str().is_some() && action["description"].as_str().is_some());
    assert_eq!(action["runs"]["using"].as_str(), Some("composite"));
    let steps = &action["runs"]["steps"];
    for step in steps.as_vec().unwrap() {
        // A composite action must name the shell of each command.
        assert_eq!(step["run"].as_str().is_some(), step["shell"].as_str().is_some(), "{step:?}");
    }
    let found = commands(steps);
    assert_eq!(found.len(), 3);
    for command in found {
        assert_eq!(run(&folder, &command).1, 0, "{command}");
    }
    let inputs = action["inputs"].as_hash().unwrap();
    let text = fs::read_to_string(root().join("action.yml")).unwrap();
    for name in inputs.keys() {
        assert!(text.contains(&format!("inputs.{}", name.as_str().unwrap())), "{name:?} is never used");
    }
}
