//! What can go wrong outside of a file: told, with status 2, and nothing is lost.

use super::write;
use crate::pages::{printed, strat};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const NEAR: &str = "# strat: allow S0210 because of nothing\nactor China is state.\n";

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", NEAR)]);
    for format in ["text", "json", "sarif", "github", "junit", "concise"] {
        let output = Command::new(env!("CARGO_BIN_EXE_strat"))
            .args(["check", "--format", format])
            .current_dir(folder.path())
            .stdout(fs::OpenOptions::new().write(true).open("/dev/full").unwrap())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"));
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", NEAR)]);
    let file = folder.path().join("a.strat");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let (text, status) = printed(&strat(folder.path(), &["check", "--fix"]));
    assert_eq!(status, 2, "{text}");
    assert_eq!(fs::read_to_string(&file).unwrap(), NEAR);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_strange_names_are_no_trouble() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("b/a.strat", "actor China is state.\n")]);
    std::os::unix::fs::symlink("..", folder.path().join("b/up")).unwrap();
    std::os::unix::fs::symlink("self.strat", folder.path().join("self.strat")).unwrap();
    fs::write(folder.path().join(OsStr::from_bytes(b"\xff.strat")), "actor Japan is state.\n").unwrap();
    let (text, status) = printed(&strat(folder.path(), &["check"]));
    assert_eq!((text.as_str(), status), ("2 files, consistent: nothing to report\n", 0));
}

#[test]
fn a_baseline_that_cannot_be_used_is_told() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", NEAR), ("b.json", "{}")]);
    for (baseline, told) in [("none.json", "cannot read"), ("b.json", "is no baseline")] {
        let (text, status) = printed(&strat(folder.path(), &["check", "--baseline", baseline]));
        assert!(text.contains(told), "{text}");
        assert_eq!(status, 2);
    }
    let arguments = ["check", "--baseline", "none/b.json", "--update-baseline"];
    assert_eq!(printed(&strat(folder.path(), &arguments)).1, 2);
}

const PROMISES: &str = "analysis a \"a\" as of 2026-01-01.
actor X, Y and Z is firm.
resource r.
commitment c1 X to Y: X provides r to Y, by 2025-06-30.
commitment c2 X to Z: X provides r to Z, by 2025-06-30.
X provides r to Z.
";

#[test]
fn a_finding_in_place_of_another_is_new_to_a_baseline() {
    let folder = tempfile::tempdir().unwrap();
    let check = ["check", "--format", "concise", "--baseline", "b.json"];
    write(folder.path(), &[("a.strat", PROMISES)]);
    printed(&strat(folder.path(), &["check", "--baseline", "b.json", "--update-baseline"]));
    let (text, status) = printed(&strat(folder.path(), &check));
    assert_eq!((text.as_str(), status), ("", 0));
    // Lines may move.
    write(folder.path(), &[("a.strat", &format!("# a remark\n\n{PROMISES}"))]);
    let (text, status) = printed(&strat(folder.path(), &check));
    assert_eq!((text.as_str(), status), ("", 0));
    write(folder.path(), &[("a.strat", &PROMISES.replace("\nX provides r to Z", "\nX provides r to Y"))]);
    let (text, status) = printed(&strat(folder.path(), &check));
    assert!(text.contains("a commitment is broken"), "{text}");
    assert_eq!(status, 1);
}

#[test]
fn what_could_not_be_looked_for_stays_in_a_baseline() {
    let folder = tempfile::tempdir().unwrap();
    let update = ["check", "--baseline", "b.json", "--update-baseline"];
    write(folder.path(), &[("a.strat", PROMISES)]);
    printed(&strat(folder.path(), &update));
    let known = fs::read_to_string(folder.path().join("b.json")).unwrap();
    write(folder.path(), &[("a.strat", &PROMISES.replace("is firm", "firm is"))]);
    let (text, status) = printed(&strat(folder.path(), &["check", "--baseline", "b.json"]));
    assert!(text.contains("could not be looked for") && !text.contains("gone"), "{text}");
    assert_eq!(status, 1);
    printed(&strat(folder.path(), &update));
    write(folder.path(), &[("a.strat", PROMISES)]);
    printed(&strat(folder.path(), &update));
    assert_eq!(fs::read_to_string(folder.path().join("b.json")).unwrap(), known);
}

const LOOSE: &str = "actor   China is state.\n";
const LAID_OUT: &str = "actor China is state.\n";

/// Starts a run in a folder, with its output kept for later.
fn start(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_strat"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into())
        .collect();
    names.sort();
    names
}

/// A limit on the size of files stands for a disk on which there is no room: the writing fails half way.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_without_room_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = LOOSE.replace("China", "China_0");
    let long: String = (0..20_000).map(|at| text.replace("China_0", &format!("China_{at}"))).collect();
    let silenced = format!("{NEAR}{long}");
    write(folder.path(), &[("a.strat", &long), ("b.strat", &silenced)]);
    for (arguments, file, old) in
        [("fmt a.strat", "a.strat", &long), ("check --fix b.strat", "b.strat", &silenced)]
    {
        let command =
            format!("trap '' XFSZ; ulimit -f 64; exec '{}' {arguments}", env!("CARGO_BIN_EXE_strat"));
        let output = Command::new("bash").args(["-c", &command]).current_dir(folder.path()).output().unwrap();
        let (told, status) = printed(&output);
        assert_eq!(status, 2, "{told}");
        assert!(told.contains("cannot be written") || told.contains("S0009"), "{told}");
        assert!(fs::read_to_string(folder.path().join(file)).unwrap() == *old);
        assert_eq!(names(folder.path()), ["a.strat", "b.strat"]);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_not_laid_out() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", LOOSE), ("b.strat", LOOSE)]);
    fs::set_permissions(folder.path().join("a.strat"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path().join("b.strat"), fs::Permissions::from_mode(0o640)).unwrap();
    let (text, status) = printed(&strat(folder.path(), &["fmt"]));
    assert_eq!(status, 2, "{text}");
    assert!(text.contains("error[S0009]") && text.contains("a.strat"), "{text}");
    assert_eq!(fs::read_to_string(folder.path().join("a.strat")).unwrap(), LOOSE);
    // The others are, with the permissions that they had.
    assert_eq!(fs::read_to_string(folder.path().join("b.strat")).unwrap(), LAID_OUT);
    let mode = fs::metadata(folder.path().join("b.strat")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

/// The reader of a pipe goes before the first byte.
#[test]
fn a_closed_pipe_is_quiet() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", NEAR), ("b.strat", LOOSE)]);
    let runs: [&[&str]; 8] = [
        &["check"],
        &["check", "--format", "json"],
        &["test"],
        &["fmt", "--check"],
        &["diff", "a.strat", "b.strat"],
        &["explain", "S0101"],
        &["man"],
        &["completions", "bash"],
    ];
    for arguments in runs {
        let mut child = start(folder.path(), arguments);
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {output:?}");
        assert!(!told.contains("panicked") && !told.contains("pipe"), "{told}");
    }
}

#[test]
fn files_that_go_during_a_run_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let all: Vec<String> = (0..300).map(|at| format!("{at:03}.strat")).collect();
    let files: Vec<(&str, &str)> = all.iter().map(|name| (name.as_str(), LOOSE)).collect();
    for arguments in [&["check", "--format", "concise"] as &[&str], &["fmt"], &["test"]] {
        write(folder.path(), &files);
        let child = start(folder.path(), arguments);
        for name in all.iter().rev() {
            fs::remove_file(folder.path().join(name)).unwrap();
        }
        let (text, status) = printed(&child.wait_with_output().unwrap());
        assert!(matches!(status, 0 | 2), "{status}: {text}");
        for line in text.lines().filter(|line| line.contains("error[")) {
            assert!(line.contains("S0001") || line.contains("S0009"), "{line}");
        }
        // What went is not brought back, and nothing is left behind.
        assert!(
            names(folder.path()).iter().all(|name| name.ends_with(".strat")),
            "{:?}",
            names(folder.path())
        );
        fs::remove_dir_all(folder.path()).unwrap();
        fs::create_dir(folder.path()).unwrap();
    }
}

#[test]
fn runs_at_once_do_not_disturb_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let all: Vec<String> = (0..20).map(|at| format!("{at:02}.strat")).collect();
    for (arguments, before, after) in
        [(&["fmt"] as &[&str], LOOSE, LAID_OUT), (&["check", "--fix"], NEAR, "actor China is state.\n")]
    {
        let files: Vec<(&str, &str)> = all.iter().map(|name| (name.as_str(), before)).collect();
        write(folder.path(), &files);
        let runs: Vec<Child> = (0..8).map(|_| start(folder.path(), arguments)).collect();
        for run in runs {
            let (text, status) = printed(&run.wait_with_output().unwrap());
            assert_eq!(status, 0, "{text}");
        }
        assert_eq!(names(folder.path()), all);
        for name in &all {
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), after);
        }
    }
}

/// At whatever moment a signal comes, each file is the old one or the new one, and nothing is left behind.
#[cfg(unix)]
#[test]
fn a_signal_leaves_old_files_or_new_ones() {
    let folder = tempfile::tempdir().unwrap();
    let all: Vec<String> = (0..60).map(|at| format!("{at:02}.strat")).collect();
    for (signal, pause) in [("INT", 0), ("TERM", 3), ("INT", 7), ("HUP", 12), ("TERM", 20), ("INT", 35)] {
        let files: Vec<(&str, &str)> = all.iter().map(|name| (name.as_str(), LOOSE)).collect();
        write(folder.path(), &files);
        let mut child = start(folder.path(), &["fmt"]);
        std::thread::sleep(Duration::from_millis(pause));
        let id = child.id().to_string();
        drop(Command::new("kill").args(["-s", signal, &id]).output());
        child.wait().unwrap();
        assert_eq!(names(folder.path()), all, "after {signal}");
        for name in &all {
            let text = fs::read_to_string(folder.path().join(name)).unwrap();
            assert!(text == LOOSE || text == LAID_OUT, "{name}: {text:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn strange_names_and_links_in_circles_are_laid_out_and_tested() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let strange = folder.path().join(OsStr::from_bytes(b"\xff\x1b.strat"));
    fs::write(&strange, format!("{LOOSE}expect China is a state.\n")).unwrap();
    std::os::unix::fs::symlink(".", folder.path().join("round")).unwrap();
    std::os::unix::fs::symlink("b.strat", folder.path().join("a.strat")).unwrap();
    std::os::unix::fs::symlink("a.strat", folder.path().join("b.strat")).unwrap();
    let (text, status) = printed(&strat(folder.path(), &["test"]));
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("1 passed") && !text.contains('\u{1b}'), "{text}");
    assert_eq!(printed(&strat(folder.path(), &["fmt"])), (String::from("1 file laid out anew\n"), 0));
    assert!(fs::read_to_string(&strange).unwrap().starts_with(LAID_OUT));
    for arguments in [["check", "a.strat"], ["test", "a.strat"], ["fmt", "a.strat"]] {
        let (text, status) = printed(&strat(folder.path(), &arguments));
        assert!(text.contains("S0001"), "{text}");
        assert_eq!(status, 2);
    }
}
