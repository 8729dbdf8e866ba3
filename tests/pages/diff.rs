//! `strat diff` on the triangle and on a repository.

use super::{printed, root, strat};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs Git in a folder, untouched by the settings of whoever runs the tests.
fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn the_triangle_without_what_makes_it_dominant() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(root().join("examples/triangle.strat")).unwrap();
    let less: String =
        text.lines().filter(|line| !line.contains("@c25")).map(|line| format!("{line}\n")).collect();
    fs::write(folder.path().join("new.strat"), &text).unwrap();
    fs::write(folder.path().join("old.strat"), &less).unwrap();
    let (output, status) = printed(&strat(folder.path(), &["diff", "new.strat", "old.strat"]));
    assert_eq!(status, 1, "{output}");
    let (_, lost) = output.split_once("Lost: follows no more").unwrap();
    let (lost, _) = lost.split_once("Moved: ").unwrap();
    assert!(lost.contains("China is the dominant partner in axis\n    was established"), "{output}");
    assert!(output.contains("- @c25: DPRK would fail at survival without lifeline from China"), "{output}");
    // The veto stands on being indispensable too.
    assert!(!lost.contains("- China has a veto over deployment"), "{output}");
    let (output, status) = printed(&strat(folder.path(), &["diff", "old.strat", "new.strat"]));
    assert_eq!(status, 0, "{output}");
    let (_, gained) = output.split_once("Gained: follows now").unwrap();
    assert!(gained.contains("China is the dominant partner in axis"), "{output}");
}

#[test]
fn the_triangle_without_the_dominance_that_is_claimed() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(root().join("examples/triangle.strat")).unwrap();
    let without = |mark: &str| -> String {
        text.lines().filter(|line| !line.contains(mark)).map(|line| format!("{line}\n")).collect()
    };
    fs::write(folder.path().join("old.strat"), &text).unwrap();
    fs::write(folder.path().join("new.strat"), without("@c26")).unwrap();
    let (output, status) = printed(&strat(folder.path(), &["diff", "old.strat", "new.strat"]));
    assert_eq!(status, 0, "{output}");
    assert!(output.contains("- @c26: China dominates axis, according to atkinson\n"), "{output}");
    // The vetoes stand, on being indispensable alone, and less firmly: what else held them is gone.
    let weaker = "weaker: it falls without @c24 and @c36, or @c25 and @c36, and 10 more";
    assert!(output.contains(weaker), "{output}");
    let (_, supported) = output.split_once("Re-supported: still follows, for other reasons").unwrap();
    assert!(supported.contains("- China has a veto over tactics\n    followed from"), "{output}");
    assert_eq!(supported.matches("as for the one above").count(), 1, "{output}");
    // What was concluded about the statement itself goes with it.
    assert!(!output.contains("rests on one source"), "{output}");
    assert!(output.contains("`@c16` by prevailing against `@c26`") && !output.contains("Lost:"), "{output}");
    // Where a label is left that nothing has, no scenario and no finding is said to be gone.
    fs::write(folder.path().join("new.strat"), without("@c26: ")).unwrap();
    let (output, status) = printed(&strat(folder.path(), &["diff", "old.strat", "new.strat"]));
    assert_eq!(status, 1, "{output}");
    assert!(output.contains("error[S0202] no statement is labelled `@c26`"), "{output}");
    assert!(!output.contains("it is gone") && !output.contains("Findings that are gone"), "{output}");
}

#[test]
fn a_revision_imports_what_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("below");
    fs::create_dir(&below).unwrap();
    let root_file = "import \"actors.strat\".\nactor Japan is state.\n\
                     relation near \"{a: actor} lies beside {b: actor}\".\n\
                     relation wary \"{a: actor} is wary of {b: actor}\".\n\
                     rule neighbours: ?a is wary of ?b if ?a lies beside ?b.\n\
                     Japan lies beside China.\nexpect Japan is wary of China, key.\n";
    fs::write(below.join("a.strat"), root_file).unwrap();
    fs::write(below.join("actors.strat"), "actor China is state.\n").unwrap();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "first"]);
    let (output, status) = printed(&strat(&below, &["diff", "--git", "HEAD"]));
    assert_eq!((output.as_str(), status), ("nothing that follows has changed\n", 0));
    fs::write(below.join("a.strat"), root_file.replace("Japan lies beside China.\n", "")).unwrap();
    fs::write(below.join("b.strat"), "actor India is state.\n").unwrap();
    fs::remove_file(below.join("actors.strat")).unwrap();
    fs::write(below.join("actors.strat"), "actor China and India is state.\n").unwrap();
    for arguments in [vec!["diff", "--git", "HEAD", "a.strat"], vec!["diff", "--git", "HEAD"]] {
        let (output, status) = printed(&strat(&below, &arguments));
        assert_eq!(status, 1, "{output}");
        assert!(output.contains("- Japan lies beside China\n"), "{output}");
        assert!(
            output.contains("Lost: follows no more") && output.contains("- Japan is wary of China"),
            "{output}"
        );
        assert!(output.contains("b.strat\n  the file is new") == (arguments.len() == 3), "{output}");
    }
    let (output, status) = printed(&strat(&below, &["diff", "--git", "nothing"]));
    assert_eq!((output.as_str(), status), ("there is no revision `nothing`\n", 2));
    let (output, status) = printed(&strat(&below, &["diff", "--git=--output=x"]));
    assert_eq!((output.as_str(), status), ("`--output=x` is no revision\n", 2));
}
