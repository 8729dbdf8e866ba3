//! `strat check --watch`: what is saved is looked at again, and nothing else.

use super::write;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Long enough for the slowest machine; a run that works never waits for it.
const PATIENCE: Duration = Duration::from_secs(120);

/// A run that watches, and the lines that it says on either stream.
struct Watching {
    child: Child,
    said: Receiver<String>,
}

impl Watching {
    fn start(folder: &Path, arguments: &[&str]) -> Watching {
        let mut child = Command::new(env!("CARGO_BIN_EXE_strat"))
            .args(["check", "--watch", "--format", "concise"])
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, said) = channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        return;
                    }
                }
            });
        }
        Watching { child, said }
    }

    /// Waits until each text was in a line, in whatever order: the two streams are read side by side.
    fn hears(&self, texts: &[&str]) {
        let mut left = texts.to_vec();
        while !left.is_empty() {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) => left.retain(|text| !line.contains(text)),
                Err(error) => panic!("{left:?}: {error}"),
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn only_what_changed_is_looked_at_again() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("a.strat", "import \"parts/c.strat\".\nactor Japan is state.\n"),
        ("b.strat", "actor Japan is state.\n"),
        ("parts/c.strat", "actor China is state.\n"),
    ];
    write(folder.path(), &files);
    let watching = Watching::start(folder.path(), &[]);
    watching.hears(&["looked at 3 of 3 files"]);
    // A file and what imports it.
    write(folder.path(), &[("parts/c.strat", "actor China is states.\nactor Peru is state.\n")]);
    watching.hears(&["looked at 2 of 3 files"]);
    // One that is saved as an editor does it: another file takes its place.
    write(folder.path(), &[("b.new", "actor Japan is a state.\n")]);
    fs::rename(folder.path().join("b.new"), folder.path().join("b.strat")).unwrap();
    watching.hears(&["b.strat:1:16: error", "looked at 1 of 3 files"]);
    // One more, and one less.
    write(folder.path(), &[("d.strat", "actor Japan is state.\n")]);
    watching.hears(&["looked at 1 of 4 files"]);
    fs::remove_file(folder.path().join("b.strat")).unwrap();
    watching.hears(&["looked at 0 of 3 files"]);
    // The settings are everybody's.
    write(folder.path(), &[("strat.toml", "[levels]\nS0210 = \"error\"\n")]);
    watching.hears(&["looked at 3 of 3 files"]);
}

#[test]
fn a_file_that_was_missing_is_found_when_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", "import \"c.strat\".\nactor Japan is state.\n")]);
    let watching = Watching::start(folder.path(), &["a.strat"]);
    watching.hears(&["error[S0001]", "looked at 1 of 1 file"]);
    write(folder.path(), &[("c.strat", "actor Peru is states.\n")]);
    watching.hears(&["warning[S0210]"]);
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_the_screen_is_cleared_and_ctrl_c_ends_it() {
    use expectrl::{ControlCode, Expect, Session};
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", "actor Japan is state.\n")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_strat"));
    command.args(["check", "--watch"]).current_dir(folder.path()).env("TERM", "xterm");
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(PATIENCE));
    session.expect("\u{1b}[2J").unwrap();
    session.expect("looked at 1 of 1 file").unwrap();
    write(folder.path(), &[("a.strat", "actor Japan is state.\nactor Peru is state.\n")]);
    session.expect("\u{1b}[2J").unwrap();
    session.expect("looked at 1 of 1 file").unwrap();
    session.send(ControlCode::EndOfText).unwrap();
    let status = session.get_process().wait().unwrap();
    assert!(matches!(status, expectrl::process::unix::WaitStatus::Exited(_, 130)), "{status:?}");
}
