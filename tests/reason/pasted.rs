//! What is printed as a sentence can be pasted back: asked, it is answered by itself.

use super::generate::Dice;
use strat::{Analysis, Budget, Workspace};

const ANALYSIS: &str = "\
actor Ann, Bob and Cid is person.
group club of Ann and Bob.
resource oil and gas.
unit barrels.
relation sleeps \"{a: actor} sleeps\", negated \"{a} does not sleep\".
relation likes \"{a: actor} likes {b: actor}\".
relation owns \"{a: actor} owns {q: quantity} of {r: resource}\".
Ann sleeps.
not Bob sleeps.
Ann likes Bob.
Bob likes Cid.
Cid likes Cid.
Ann owns 3 barrels of oil.
Bob owns 5 barrels of oil.
Cid owns at least 4 barrels of gas.
";

/// A sentence, with its variables.
fn atom(dice: &mut Dice) -> String {
    let who = |dice: &mut Dice| ["?a", "?b", "Ann", "Cid", "someone"][dice.roll(5)].to_owned();
    match dice.roll(7) {
        0 => format!("{} sleeps", who(dice)),
        1 => format!("not {} sleeps", who(dice)),
        2 => format!("{} is a person", who(dice)),
        3 => format!("{} belongs to club", who(dice)),
        _ => format!("{} likes {}", who(dice), who(dice)),
    }
}

/// A condition of some depth, but for counts and sums, whose result is printed in the place of its variable.
fn condition(dice: &mut Dice, depth: usize) -> String {
    let member = |dice: &mut Dice| match (depth, dice.roll(8)) {
        (0, _) | (_, 0..=2) => atom(dice),
        (_, 3) => format!("({} or {})", condition(dice, depth - 1), condition(dice, depth - 1)),
        (_, 4) => format!("every ?c where (?c likes ?a) has ({})", atom(dice)),
        (_, 5) => format!("?a != {}", dice.one(&["Ann", "Bob"])),
        (_, 6) => String::from("?a owns ?q of ?r and ?q > 2 barrels"),
        // What is said only of somebody speaks of it.
        (_, _) => format!("only ?a where (?a likes {})", dice.one(&["Ann", "Bob", "Cid"])),
    };
    let mut out = member(dice);
    for _ in 0..dice.roll(3) {
        out = format!("{out} and {}", member(dice));
    }
    for _ in 0..dice.roll(2) {
        out = match dice.roll(2) {
            0 => format!("{out} unless {}", atom(dice)),
            _ => format!("{out} unless ({})", condition(dice, depth.saturating_sub(1))),
        };
    }
    out
}

fn answers(analysis: &Analysis, question: &str) -> Option<Vec<String>> {
    let found = analysis.ask(question, &Budget::default());
    if !found.diagnostics().is_empty() {
        return None;
    }
    let ask = found.report().ask.as_ref()?;
    Some(ask.answers.iter().map(|answer| answer.sentence.clone()).collect())
}

#[test]
fn what_is_printed_can_be_pasted_back() {
    let mut workspace = Workspace::new();
    workspace.edit("a.strat", ANALYSIS);
    let analysis = workspace.open("a.strat").unwrap();
    let mut pasted = 0;
    for seed in 0..400 {
        let mut dice = Dice::new(seed);
        let question = format!("?a is a person and {}?", condition(&mut dice, 2));
        // What cannot be asked so is refused by a message of its own.
        let Some(told) = answers(&analysis, &question) else { continue };
        for sentence in told.iter().take(2) {
            let again = answers(&analysis, &format!("{sentence}?"));
            assert_eq!(again.as_deref(), Some(&[sentence.clone()][..]), "of `{question}`");
            pasted += 1;
        }
    }
    assert!(pasted > 100, "only {pasted} sentences were printed");
}
