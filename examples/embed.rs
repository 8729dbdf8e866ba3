//! strat in a program of one's own: an analysis on the disk, and the same one from a folder in memory.

#![allow(clippy::print_stdout, reason = "a program shows what it found")]

use strat::source::Disk;
use strat::{Budget, Unreadable, Workspace};

pub(crate) fn main() -> Result<(), Unreadable> {
    let (question, budget) = ("who has a veto over what?", Budget::default());
    let on_disk = Workspace::over(Disk).open("examples/triangle.strat")?;
    let mut folder = Workspace::new();
    for (_, file) in on_disk.texts().files() {
        folder.edit(&*file.name, &*file.text);
    }
    let in_memory = folder.open("examples/triangle.strat")?;
    let [first, second] = [on_disk, in_memory].map(|analysis| analysis.ask(question, &budget).text());
    assert_eq!(first, second);
    println!("{first}");
    Ok(())
}
