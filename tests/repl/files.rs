//! Files that change under a session.

use std::fs;
use strat::internals::render::Style;
use strat::internals::repl::{Conversation, Setup};

#[test]
fn files_that_change_are_read_again_with_what_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.strat");
    let text = "actor A and B is state.\nresource oil.\nsource press graded C3.\n";
    fs::write(&file, text).unwrap();
    let setup = Setup { file: Some(file.clone()), ..Setup::default() };
    let (mut session, _) = Conversation::new(setup, Style::PLAIN);
    session.say("A depends on B for oil.");
    session.say("actor C is state.");
    session.say(":as press");
    session.say(":watch");
    assert!(session.refresh().is_none());

    fs::write(&file, "actor A, B and C is state.\nresource oil.\n").unwrap();
    let reply = session.refresh().unwrap().text;
    assert!(reply.contains("there is no source `press` any more"), "{reply}");
    assert!(reply.contains("no longer fits, and was dropped: actor C is state."), "{reply}");
    assert!(session.refresh().is_none());
    assert!(session.say(":edits").text.contains("A depends on B for oil."));

    // A file that is away while it is replaced is waited for; a broken one is told and worked with.
    fs::remove_file(&file).unwrap();
    assert!(session.refresh().is_none());
    fs::write(&file, "actor A and B is state\nresource oil.\n").unwrap();
    let reply = session.refresh().unwrap().text;
    assert!(reply.contains("[S0101]"), "{reply}");
    assert!(session.say("who depends on B for what?").text.contains("oil"));
    assert!(session.say(":reset").text.contains("Taken back: 1 statement"));
}
