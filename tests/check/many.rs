//! Many files: the same bytes however many at a time, and settings that say which.

use super::write;
use crate::pages::{printed, root, strat};

#[test]
fn the_number_of_jobs_does_not_show() {
    for format in ["text", "json", "sarif", "junit"] {
        let run = |jobs| strat(&root(), &["check", "examples", "--format", format, "--jobs", jobs]).stdout;
        let one = run("1");
        assert!(!one.is_empty());
        assert_eq!(one, run("2"), "{format}");
        assert_eq!(one, run("16"), "{format}");
    }
}

#[test]
fn settings_are_found_above_and_leave_files_out() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = "China is a state.\n";
    let near = "actor China is state.\nactor Japan is states.\n";
    let settings = "exclude = [\"drafts/\"]\nfail = \"warning\"\n\n[levels]\nS0803 = \"off\"\n";
    let files =
        [("strat.toml", settings), ("drafts/a.strat", wrong), ("b/c.strat", near), ("b/d.strat", near)];
    write(folder.path(), &files);
    let (text, status) = printed(&strat(&folder.path().join("b"), &["check"]));
    assert_eq!(status, 1, "{text}");
    assert!(text.contains("2 files, consistent: 2 warnings"), "{text}");
    let (text, status) = printed(&strat(folder.path(), &["check", "--allow", "S0210"]));
    assert_eq!((text.as_str(), status), ("2 files, consistent: nothing to report\n", 0));
    // A file that is named is looked at, whatever the settings leave out.
    assert_eq!(printed(&strat(folder.path(), &["check", "drafts/a.strat"])).1, 1);
}

#[test]
fn each_file_follows_the_settings_above_it() {
    let folder = tempfile::tempdir().unwrap();
    let near = "actor China is state.\nactor Japan is states.\n";
    let files = [
        ("strat.toml", "[levels]\nS0210 = \"note\"\n"),
        ("a.strat", near),
        ("strict/strat.toml", "fail = \"warning\"\nexclude = [\"drafts/\"]\n"),
        ("strict/b.strat", near),
        ("strict/drafts/c.strat", near),
        ("quiet/strat.toml", "[levels]\nS0210 = \"off\"\n"),
        ("quiet/d.strat", near),
    ];
    write(folder.path(), &files);
    let (text, status) = printed(&strat(folder.path(), &["check", "--format", "concise"]));
    assert_eq!(status, 1, "{text}");
    assert!(text.contains("a.strat:2:16: note[S0210]"), "{text}");
    assert!(text.contains("strict/b.strat:2:16: warning[S0210]"), "{text}");
    assert!(!text.contains("d.strat") && !text.contains("c.strat"), "{text}");
    assert_eq!(printed(&strat(folder.path(), &["check", "a.strat", "quiet"])).1, 0);
    // Settings that cannot be read are told, wherever they are.
    write(folder.path(), &[("quiet/strat.toml", "fails = 3\n")]);
    let (text, status) = printed(&strat(folder.path(), &["check", "--format", "concise"]));
    assert!(text.contains("quiet/strat.toml:1:1: error[S0801]"), "{text}");
    assert_eq!(status, 2);
}

#[test]
fn settings_that_cannot_be_used_are_told() {
    for (settings, told) in [
        ("fails = \"warning\"\n", "unknown field `fails`"),
        ("fail = 3\n", "invalid type"),
        ("[levels]\nS9999 = \"off\"\n", "there is no code `S9999`"),
        ("[levels]\nS0210 = \"of\"\n", "`of` is no level"),
        ("[levels]\nS0101 = \"off\"\n", "S0101 is an error whatever is said here"),
        ("exclude = [\"{\"]\n", "is no pattern"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[("strat.toml", settings), ("a.strat", "actor China is state.\n")]);
        let (text, status) = printed(&strat(folder.path(), &["check"]));
        assert!(text.contains("error[S0801]") && text.contains(told), "{settings}: {text}");
        assert!(text.ends_with("\n1 error\n"), "{settings}: {text}");
        assert_eq!(status, 2);
    }
}

#[test]
fn a_file_that_two_import_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("a.strat", "import \"c.strat\".\nactor Japan is state.\n"),
        ("b.strat", "import \"c.strat\".\nactor Japan is state.\n"),
        ("c.strat", "actor China is state.\nactor Peru is states.\n"),
    ];
    write(folder.path(), &files);
    let (text, _) = printed(&strat(folder.path(), &["check", "--format", "concise"]));
    assert_eq!(text.matches("c.strat:2:15: warning[S0210]").count(), 1, "{text}");
}
