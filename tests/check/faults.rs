//! What can go wrong outside of a file: told, with status 2, and nothing is lost.

use super::write;
use crate::pages::{printed, strat};
use std::fs;
use std::process::{Command, Stdio};

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
