//! How strat gets to a machine: a release is made of the program under test, and the steps that the starter, the
//! action and the hooks take are run against that folder instead of the network.

use super::starter::{fresh, yaml};
use crate::pages::{printed, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const PLATFORM: &str = "some-platform";

/// Releases in a folder, and a home to install into.
struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let made = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(made.home()).unwrap();
        let mut release = Command::new(root().join("scripts/release.sh"));
        release.args(["--program", env!("CARGO_BIN_EXE_strat")]).arg(made.release());
        let (text, status) = printed(&release.env("STRAT_PLATFORM", PLATFORM).output().unwrap());
        assert_eq!(status, 0, "{text}");
        made
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    fn release(&self) -> PathBuf {
        self.folder.path().join(format!("releases/v{VERSION}"))
    }

    /// Runs a step as a workflow does, by a shell that stops at the first mistake.
    fn step(&self, at: &Path, script: &str) -> Output {
        let path = format!("{}/.local/bin:{}", self.home().display(), std::env::var("PATH").unwrap());
        Command::new("bash")
            .args(["-e", "-c", script])
            .current_dir(at)
            .env("HOME", self.home())
            .env("XDG_CACHE_HOME", self.home().join("cache"))
            .env("RUNNER_TEMP", self.home())
            .env("GITHUB_PATH", self.home().join("path"))
            .env("PATH", path)
            .env("STRAT_PLATFORM", PLATFORM)
            .env("STRAT_RELEASES", format!("file://{}/releases", self.folder.path().display()))
            .output()
            .unwrap()
    }

    fn install(&self, version: &str) -> (String, i32) {
        let script = format!("sh '{}' {version}", root().join("scripts/install.sh").display());
        printed(&self.step(self.folder.path(), &script))
    }
}

#[test]
fn the_steps_of_a_starter_install_and_check() {
    let machine = Machine::new();
    let (_around, folder) = fresh();
    let workflow = yaml(&fs::read_to_string(folder.join(".github/workflows/strat.yml")).unwrap());
    let steps = workflow["jobs"]["check"]["steps"].as_vec().unwrap();
    let scripts: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    assert!(scripts.len() > 3, "{scripts:?}");
    for script in scripts {
        let (text, status) = printed(&machine.step(&folder, script));
        assert_eq!(status, 0, "{script}: {text}");
    }
    assert!(machine.home().join(".local/bin/strat").exists());
    let action = yaml(&fs::read_to_string(root().join("action.yml")).unwrap());
    let install = action["runs"]["steps"][0]["run"].as_str().unwrap();
    let script = format!("SOURCE='{}' HOME_OF_STRAT=\"$HOME/own\"\n{install}", root().display());
    assert_eq!(printed(&machine.step(&folder, &script)).1, 0);
    assert!(machine.home().join("own/strat").exists());
    assert!(fs::read_to_string(machine.home().join("path")).unwrap().contains(".local/bin"));
}

#[test]
fn the_hooks_fetch_a_release_once() {
    let machine = Machine::new();
    let (_around, folder) = fresh();
    let hooks = yaml(&fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap());
    for hook in hooks.as_vec().unwrap() {
        let script = root().join(hook["entry"].as_str().unwrap());
        let (text, status) = printed(&machine.step(&folder, &script.display().to_string()));
        assert_eq!(status, 0, "{text}");
    }
    fs::remove_dir_all(machine.release()).unwrap();
    let script = root().join("scripts/hook.sh");
    assert_eq!(printed(&machine.step(&folder, &format!("{} test", script.display()))).1, 0);
}

#[test]
fn what_cannot_be_installed_is_told_and_nothing_is_left() {
    let machine = Machine::new();
    let there = machine.home().join(".local/bin/strat");
    let (text, status) = machine.install("9.9.9");
    assert!(status == 1 && text.contains("cannot fetch") && text.contains("9.9.9"), "{text}");
    let archive = machine.release().join(format!("strat-{VERSION}-{PLATFORM}.tar.gz"));
    let whole = fs::read(&archive).unwrap();
    fs::write(&archive, [whole.as_slice(), b"more"].concat()).unwrap();
    let (text, status) = machine.install(VERSION);
    assert!(status == 1 && text.contains("checksum") && text.contains("nothing was installed"), "{text}");
    assert!(!there.exists());
    let script = format!(
        "STRAT_RELEASES=http://127.0.0.1:9 sh '{}' {VERSION}",
        root().join("scripts/install.sh").display()
    );
    let (text, status) = printed(&machine.step(machine.folder.path(), &script));
    assert!(status == 1 && text.contains("network"), "{text}");
    fs::write(&archive, whole).unwrap();
    let (text, status) = machine.install(VERSION);
    assert_eq!((text, status), (format!("strat {VERSION}\n"), 0));
    assert!(there.exists());
}

/// The address of the project stands in `Cargo.toml`; whatever else names it names the same.
#[test]
fn every_file_names_the_same_address() {
    let address = env!("CARGO_PKG_REPOSITORY");
    assert!(address.starts_with("https://"), "{address}");
    let releases = format!("{address}/releases/download");
    for file in ["scripts/install.sh", "src/cli/starter/workflow.yml", "docs/ci.md"] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(text.contains(&releases), "{file}");
    }
    for file in ["docs/ci.md", "README.md", "scripts/release.sh"] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(text.contains(address), "{file}");
    }
}
