//! The real binary on a pty: what the keys do.

use crate::pages::root;
use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use expectrl::{ControlCode, Eof, Expect, Session};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const RIGHT: &str = "\u{1b}[C";
const UP: &str = "\u{1b}[A";

/// A session in a folder of its own, which is also where its history goes, without colours.
fn start(folder: &Path, arguments: &[&str]) -> OsSession {
    let mut command = command(folder, arguments);
    command.env("NO_COLOR", "1");
    begin(command)
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_strat"));
    command
        .arg("repl")
        .args(arguments)
        .current_dir(root().join("tests/repl"))
        .env("XDG_STATE_HOME", folder)
        .env("TERM", "xterm")
        .env("PAGER", "cat")
        .env_remove("NO_COLOR");
    command
}

fn begin(command: Command) -> OsSession {
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(Duration::from_secs(30)));
    session.expect("strat> ").unwrap();
    session
}

/// Leaves. A word, since a key is taken by the terminal where the editor is not yet listening again.
fn quits(mut session: OsSession) {
    session.send("quit\r").unwrap();
    ends(session);
}

/// Leaves although something is not saved: it is told once, and done when it is said again.
fn quits_without_saving(mut session: OsSession) {
    session.send("quit\r").unwrap();
    session.expect("not saved").unwrap();
    session.expect("strat> ").unwrap();
    quits(session);
}

fn ends(mut session: OsSession) {
    session.expect(Eof).unwrap();
    let status = session.get_process().wait().unwrap();
    assert!(matches!(status, WaitStatus::Exited(_, 0)), "{status:?}");
}

#[test]
fn tab_completes_by_meaning() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), &["trade.strat"]);
    session.send("jap\tcritically dep\tRu\tfor ga\t.\r").unwrap();
    session.expect("Russia has power over Japan").unwrap();
    session.send(":und\t\r").unwrap();
    session.expect("Undone").unwrap();
    // Several candidates are listed.
    session.send("retract @\t").unwrap();
    session.expect("@gas").unwrap();
    session.expect("@oil").unwrap();
    session.send("\u{15}").unwrap();
    quits(session);
}

#[test]
fn the_rest_of_the_only_sentence_is_hinted_and_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), &["trade.strat"]);
    session.send("Japan critically dep").unwrap();
    session.expect("{actor} for {resource}").unwrap();
    session.send(RIGHT).unwrap();
    session.send(" Russia for gas.\r").unwrap();
    session.expect("Russia has power over Japan").unwrap();
    quits_without_saving(session);
}

#[test]
fn a_statement_goes_over_several_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), &["trade.strat"]);
    session.send("rule supplier: ?a has power over ?b\r").unwrap();
    session.expect("Enter once more").unwrap();
    session.send("if ?a can provide ?r and ?b depends on ?a for something.\r").unwrap();
    session.expect("Noted").unwrap();
    quits_without_saving(session);
}

#[test]
fn what_is_pasted_is_one_input() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), &["trade.strat"]);
    let text = "actor Peru is state.\nPeru can provide oil.\nactor Chile is state,\naka Santiago.\n";
    session.send(format!("\u{1b}[200~{text}\u{1b}[201~\r")).unwrap();
    session.expect("China has an alternative to Russia for oil").unwrap();
    session.send(":edits\r").unwrap();
    session.expect("1  actor Peru is state. Peru can provide oil. actor Chile").unwrap();
    quits_without_saving(session);
}

#[test]
fn control_c_clears_the_line_and_control_d_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), &["trade.strat"]);
    session.send("this is nothing").unwrap();
    session.expect("nothing").unwrap();
    session.send(ControlCode::EndOfText).unwrap();
    session.expect("strat> ").unwrap();
    session.send("who can provide what?\r").unwrap();
    session.expect("Russia").unwrap();
    // The key means nothing before the editor listens again.
    let left = (0..100).any(|_| {
        session.send(ControlCode::EndOfTransmission).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        matches!(session.get_process().status(), Ok(WaitStatus::Exited(_, 0)))
    });
    assert!(left);
}

#[test]
fn control_c_stops_an_evaluation_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), &["trade.strat"]);
    session.send("relation counts \"{a: actor} counts {n: number}\".\r").unwrap();
    session.expect("Noted").unwrap();
    session.send("rule on: ?a counts ?m if ?a counts ?n and ?m = ?n + 1.\r").unwrap();
    session.expect("Noted").unwrap();
    session.send("Japan counts 1.\r").unwrap();
    // The key means something else before the evaluation has begun.
    std::thread::sleep(Duration::from_millis(500));
    session.set_expect_timeout(Some(Duration::from_secs(3)));
    let stopped = (0..10).any(|_| {
        session.send(ControlCode::EndOfText).unwrap();
        session.expect("interrupted").is_ok()
    });
    assert!(stopped);
    session.set_expect_timeout(Some(Duration::from_secs(30)));
    session.expect("nothing was changed").unwrap();
    session.send("who counts what?\r").unwrap();
    session.expect("Nothing shows it").unwrap();
    quits_without_saving(session);
}

#[test]
fn control_c_stops_an_answer_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..900).map(|at| format!("a{at}")).collect();
    let mut text = format!("actor {} and {} is state.\n", names[..899].join(", "), names[899]);
    text.push_str("relation follows \"{a: actor} follows {b: actor}\", transitive.\n");
    for pair in names[..899].windows(2) {
        text.push_str(&format!("{} follows {}.\n", pair[0], pair[1]));
    }
    let file = folder.path().join("chain.strat");
    std::fs::write(&file, text).unwrap();
    let mut session = start(folder.path(), &[file.to_str().unwrap()]);
    session.send("resource oil \"oil\".\r").unwrap();
    session.expect("Noted").unwrap();
    session.send("what if not a200 follows a201?\r").unwrap();
    // The key means something else before the answer has begun.
    std::thread::sleep(Duration::from_millis(500));
    session.set_expect_timeout(Some(Duration::from_secs(3)));
    let stopped = (0..10).any(|_| {
        session.send(ControlCode::EndOfText).unwrap();
        session.send(ControlCode::EndOfText).unwrap();
        session.expect("interrupted").is_ok()
    });
    assert!(stopped);
    session.set_expect_timeout(Some(Duration::from_secs(30)));
    session.expect("strat> ").unwrap();
    session.send(":edits\r").unwrap();
    session.expect("1  resource oil").unwrap();
    quits_without_saving(session);
}

#[test]
fn what_was_typed_is_kept_for_the_next_session() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), &["trade.strat"]);
    session.send("who depends on Russia for what?\r").unwrap();
    session.expect("oil").unwrap();
    quits(session);

    let mut session = start(folder.path(), &["trade.strat"]);
    session.send(UP).unwrap();
    session.send(UP).unwrap();
    session.expect("who depends on Russia for what?").unwrap();
    session.send("\r").unwrap();
    session.expect("China").unwrap();
    session.send("x").unwrap();
    session.expect("x").unwrap();
    // A search finds it from any of its words.
    session.send(ControlCode::DeviceControl2).unwrap();
    session.send("Russia").unwrap();
    session.expect("who depends on Russia for what?").unwrap();
    session.send("\r").unwrap();
    session.expect("China").unwrap();
    quits(session);
}

#[test]
fn what_is_typed_has_the_colours_of_its_roles() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = begin(command(folder.path(), &["trade.strat"]));
    session.send("China can provide oil, according to ministry, very likely.").unwrap();
    session.expect("\u{1b}[1;36mChina\u{1b}[0m can provide \u{1b}[36moil").unwrap();
    session.expect("\u{1b}[34mministry").unwrap();
    session.expect("\u{1b}[33mlikely").unwrap();
    session.send("\r").unwrap();
    quits_without_saving(session);
}

#[test]
fn somebody_who_leaves_is_told_what_was_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), &["trade.strat"]);
    session.send("Japan can provide oil.\r").unwrap();
    session.expect("alternative").unwrap();
    session.send("quit\r").unwrap();
    session.expect("one statement of this session is not saved").unwrap();
    session.expect("strat> ").unwrap();
    session.send(ControlCode::EndOfTransmission).unwrap();
    ends(session);
}

#[test]
fn a_private_session_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path(), &["trade.strat", "--private"]);
    session.send("who depends on Russia for what?\r").unwrap();
    session.expect("oil").unwrap();
    quits(session);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn watched_files_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.strat");
    let text = std::fs::read_to_string(root().join("tests/repl/trade.strat")).unwrap();
    std::fs::write(&file, &text).unwrap();
    let mut session = start(folder.path(), &[file.to_str().unwrap()]);
    session.send(":watch\r").unwrap();
    session.expect("is read again").unwrap();
    session.expect("strat> ").unwrap();
    std::fs::write(&file, text + "Japan critically depends on Russia for gas.\n").unwrap();
    session.expect("Read again").unwrap();
    session.expect("Russia has power over Japan").unwrap();
    quits(session);
}

#[test]
fn an_answer_that_is_longer_than_the_window_goes_through_the_pager() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(folder.path(), &["trade.strat"]);
    command.env("NO_COLOR", "1").env("PAGER", "sed 's/^/paged: /'");
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(Duration::from_secs(30)));
    session.get_process_mut().set_window_size(80, 8).unwrap();
    session.expect("strat> ").unwrap();
    session.send(":stats\r").unwrap();
    session.expect("paged: ").unwrap();
    session.expect("strat> ").unwrap();
    quits(session);
}
