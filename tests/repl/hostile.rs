//! Whatever is typed: no crash, no control character in a reply, and the session goes on.

use crate::pages::root;
use strat::internals::render::Style;
use strat::internals::repl::{Conversation, Setup, Then};

/// A generator of numbers, the same in each run (Steele, Lea and Flood 2014, SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % end
    }
}

const PIECES: &[&str] = &[
    "China",
    "Russia",
    "oil",
    "@oil",
    "@",
    "?x",
    "?",
    "??",
    ".",
    "..",
    ",",
    ":",
    "(",
    ")",
    "{",
    "}",
    "\"",
    "\\",
    "#",
    "##",
    "\n",
    "\n\n",
    "\t",
    "\u{1b}[31m",
    "\0",
    "\u{202e}",
    "é",
    "北京",
    "🙂",
    "why",
    "why not",
    "what if",
    "how likely",
    "what would it take",
    "it",
    "2",
    "99999999999999999999",
    "-3",
    "2024-13-45",
    "not",
    "and",
    "or",
    "if",
    "unless",
    "retract",
    "suppose",
    "expect",
    "actor",
    "rule",
    "scenario",
    "question",
    "relation",
    "is",
    "of",
    "state",
    "depends on",
    "for",
    "according to",
    "ministry",
    "likely",
    "very",
    "help",
    "undo",
    "redo",
    "more",
    ":undo",
    ":redo",
    ":reset",
    ":diff",
    ":edits",
    ":facts",
    ":as",
    ":scenario embargo",
    ":asof",
    ":set",
    ":set answers",
    ":more",
    ":relations",
    ":check",
    ":stats",
    ":",
    ": ",
    "::",
    "who",
    "what",
    "someone",
    "every",
    "only",
    "where",
    "has",
    "between",
    "1",
    "import",
    "facts",
    "declare",
    "analysis",
    "likely enough",
];

fn text(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..1 + numbers.below(9) {
        text.push_str(PIECES[numbers.below(PIECES.len())]);
        if numbers.below(8) > 0 {
            text.push(' ');
        }
    }
    if numbers.below(2) == 0 {
        text.push('.');
    }
    text
}

#[test]
fn no_input_breaks_a_session() {
    let setup = Setup { file: Some(root().join("tests/repl/trade.strat")), ..Setup::default() };
    let (mut conversation, _) = Conversation::new(setup, Style::PLAIN);
    let mut numbers = Numbers(7);
    for _ in 0..300 {
        let text = text(&mut numbers);
        // What is typed is looked at after each key.
        for (end, _) in text.char_indices() {
            conversation.complete(&text[..end]);
            conversation.hint(&text[..end]);
        }
        assert_eq!(conversation.highlight(&text, text.len() / 2), text);
        conversation.readiness(&text);
        let reply = conversation.say(&text);
        assert!(reply.text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}\n{:?}", reply.text);
        assert!(reply.text.is_empty() || reply.text.ends_with('\n'), "{text:?}\n{:?}", reply.text);
        assert_eq!(reply.then, Then::GoOn, "{text:?}");
    }
    // Everything that was said can be taken back.
    conversation.say(":reset");
    let reply = conversation.say("who depends on Russia for what?");
    assert!(reply.text.contains("oil") || reply.text.contains("Nothing"), "{}", reply.text);
    assert!(conversation.say("quit").then == Then::Leave);
}
