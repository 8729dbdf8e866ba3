//! The real binary while it works for long: what a terminal is shown, and what an interruption does.

use expectrl::process::unix::WaitStatus;
use expectrl::{ControlCode, Eof, Expect, Session};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// An analysis that never comes to an end.
const TALLY: &str = "\
analysis tally \"ever more\".
relation counts \"{a: actor} counts {n: number}\".
actor Rome.
Rome counts 1.
rule on: ?a counts ?m if ?a counts ?n and ?m = ?n + 1.
";

fn strat(folder: &Path, arguments: &[&str]) -> Command {
    std::fs::write(folder.join("tally.strat"), TALLY).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_strat"));
    command.args(arguments).current_dir(folder).env("TERM", "xterm");
    command
}

#[test]
fn a_terminal_is_told_that_work_goes_on_and_control_c_ends_it() {
    let commands: [&[&str]; 4] = [
        &["check", "tally.strat"],
        &["brief", "tally.strat"],
        &["ask", "tally.strat", "who counts what?"],
        &["diff", "tally.strat", "tally.strat"],
    ];
    for arguments in commands {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::spawn(strat(folder.path(), arguments)).unwrap();
        session.set_expect_timeout(Some(Duration::from_secs(60)));
        session.expect("conclusions so far").unwrap();
        session.send(ControlCode::EndOfText).unwrap();
        session.expect(Eof).unwrap();
        let status = session.get_process().wait().unwrap();
        assert!(matches!(status, WaitStatus::Exited(_, 130)), "{arguments:?}: {status:?}");
    }
}

#[test]
fn nothing_but_a_terminal_is_told_that_work_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = strat(folder.path(), &["check", "tally.strat", "--timeout", "2"]);
    let ended = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(ended.status.code(), Some(4));
    assert!(ended.stderr.is_empty());
    let told = String::from_utf8(ended.stdout).unwrap();
    assert!(told.contains("S0701") && told.contains("`on` had concluded the most"), "{told}");
}
