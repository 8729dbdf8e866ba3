//! strat in a program of one's own: an analysis on the disk, and the same one in memory.

use strat::source::Disk;
use strat::{Budget, Unreadable, Workspace};

fn main() -> Result<(), Unreadable> {
    let budget = Budget::default();
    let question = "who has a veto over what?";
    let on_disk = Workspace::over(Disk).open("examples/triangle.strat")?;
    let mut folder = Workspace::new();
    for (_, file) in on_disk.texts().files() {
        folder.edit(&*file.name, file.text.to_string());
    }
    let in_memory = folder.open("examples/triangle.strat")?;
    let answers = [on_disk, in_memory].map(|analysis| analysis.ask(question, &budget).text());
    assert_eq!(answers[0], answers[1]);
    println!("{}", answers[0]);
    Ok(())
}
