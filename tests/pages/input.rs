//! Bad input: each gives coded errors and an honest exit status, never a crash.

use super::{check, printed, strat};
use std::fs;

fn bytes(content: &[u8]) -> (String, i32) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.strat"), content).unwrap();
    printed(&strat(folder.path(), &["check", "--format", "concise", "a.strat"]))
}

#[test]
fn unreadable_bytes() {
    let (output, status) = bytes(b"actor \xff is state.");
    assert!(output.contains("[S0003]"), "{output}");
    assert_eq!(status, 2);
    let (output, status) = bytes(b"actor \0 is state.");
    assert!(output.contains("[S0004]"), "{output}");
    assert_eq!(status, 2);
}

#[test]
fn an_empty_file() {
    let (output, status) = bytes(b"");
    assert!(output.contains("[S0006]"), "{output}");
    assert_eq!(status, 0);
}

#[test]
fn a_folder_and_a_missing_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("x.strat")).unwrap();
    let (output, status) = printed(&strat(folder.path(), &["brief", "x.strat"]));
    assert!(output.contains("[S0002]"), "{output}");
    assert_eq!(status, 2);
    let (output, status) = printed(&strat(folder.path(), &["brief", "none.strat"]));
    assert!(output.contains("[S0001]"), "{output}");
    assert_eq!(status, 2);
}

#[test]
fn garbage() {
    let garbage: Vec<u8> =
        (0..2_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8 % 94 + 32).collect();
    let (output, status) = bytes(&garbage);
    assert_eq!(status, 1);
    assert!(output.lines().count() <= 200, "{}", output.lines().count());
}

#[test]
fn deep_nesting_and_a_long_sentence() {
    let deep =
        format!("rule r: ?a dislikes ?x if {}?a dislikes ?x{}.", "(".repeat(100_000), ")".repeat(100_000));
    let (output, status) = check(&deep);
    assert!(output.contains("[S0103]"), "{}", &output[..output.len().min(400)]);
    assert_eq!(status, 1);
    let (output, status) = check(&format!("actor {} is state.", "a b ".repeat(250_000)));
    assert_eq!(status, 1, "{}", &output[..output.len().min(400)]);
}

#[test]
fn files_that_import_each_other() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.strat"), "import \"b.strat\".\nactor A is state.\n").unwrap();
    fs::write(folder.path().join("b.strat"), "import \"a.strat\".\nactor B is state.\n").unwrap();
    let (output, status) = printed(&strat(folder.path(), &["check", "--format", "concise", "a.strat"]));
    assert_eq!(output.matches("[S0007]").count(), 1, "{output}");
    assert_eq!(status, 1);
}

#[test]
fn a_file_outside_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("secret.strat"), "actor B is state.\n").unwrap();
    fs::write(folder.path().join("in/a.strat"), "import \"../secret.strat\".\nactor A is state.\n").unwrap();
    let (output, status) = printed(&strat(folder.path(), &["check", "--format", "concise", "in/a.strat"]));
    assert!(output.contains("[S0008]"), "{output}");
    assert_eq!(status, 1);
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let (output, _) =
        check("actor \"a\u{1b}[31mb\" is state.\nactor \"a\u{1b}[31mb\" is state.\n\"a\u{1b}[31mb\" is c.");
    assert!(!output.contains('\u{1b}'), "{output}");
}

#[test]
fn several_mistakes_are_told_once_each_and_the_rest_still_resolves() {
    let text = "actor China is state\nactor Japan is state.\nresource oil.\nChna depends on Japan for oil.\n\
                Japan depends on China for oil.\nJapan trusts China.\nexpect Japan depends on China for oil.\n";
    let (output, status) = check(text);
    assert_eq!(status, 1);
    for code in ["[S0101]", "[S0202]", "[S0204]"] {
        assert_eq!(output.matches(code).count(), 1, "{output}");
    }
    assert_eq!(output.lines().count(), 3, "{output}");
}

#[test]
fn a_date_in_a_sentence_hides_no_other_mistake() {
    let text = "actor A is state.\nevent invasion on 2022-02-24.\n\
                relation planned \"{a: actor} planned it for {d: date}\".\nB has power over A.\n\
                A planned it for invasion - 3 weeks.\nA planned it for nothing - 3 weeks.\n";
    let (output, status) = check(text);
    assert_eq!(status, 1);
    assert!(output.contains("a.strat:4:1: error[S0202] no thing is called `B`"), "{output}");
    assert!(output.contains("a.strat:6:18: error[S0202] there is no event `nothing`"), "{output}");
}

#[test]
fn a_mistake_in_a_promise_has_one_label() {
    let text =
        "actor A and B is firm.\nresource r.\ncommitment c A to B: A provides s to B if A can provide r.\n";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.strat"), text).unwrap();
    let (output, _) = printed(&strat(folder.path(), &["check", "a.strat"]));
    assert!(output.contains("not declared") && !output.contains("used here too"), "{output}");
}

#[test]
fn what_is_undecided_is_not_consistent() {
    let text = "actor A and B is state.\nrelation wins \"{a: actor} wins\".\n\
                A wins if A is a state unless B wins.\nB wins if B is a state unless A wins.\n";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.strat"), text).unwrap();
    let (output, status) = printed(&strat(folder.path(), &["check", "a.strat"]));
    assert!(output.ends_with("invalid: 1 error\n"), "{output}");
    assert_eq!(status, 1);
}
