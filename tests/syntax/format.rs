//! The formatter: what it makes of files, and what it never does.

use super::files::shipped;
use super::{file, lines, parse};
use crate::pages::{Block, blocks, pages, root};
use crate::reason::standard;
use proptest::prelude::*;
use std::fs;
use strat::diagnostic::Severity;
use strat::internals::model::resolve;
use strat::internals::syntax::{self, format};
use strat::source::Origin;

/// The canonical layout of a text that has no mistake.
fn formatted(text: &str) -> String {
    let (map, file) = file(text);
    match format::format(&map, file) {
        Ok(text) => text,
        Err(diagnostics) => panic!("{}\n{text}", lines(&map, &diagnostics)),
    }
}

/// Formats a text and sees that formatting it again changes nothing.
fn settled(text: &str) -> String {
    let once = formatted(text);
    assert_eq!(formatted(&once), once, "{text}");
    once
}

/// Every text without a mistake that the repository has: files, pages, the reference.
fn texts() -> Vec<String> {
    let mut texts = shipped().iter().map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>();
    texts.push(include_str!("language.strat").to_owned());
    for folder in ["tests/spec", "docs"] {
        for path in pages(&root().join(folder)) {
            let page = fs::read_to_string(&path).unwrap();
            let strat = |block: &Block| block.info.split(' ').next() == Some("strat");
            texts.extend(blocks(&page).into_iter().filter(strat).map(|block| block.text));
        }
    }
    texts.retain(|text| parse(text).1.diagnostics.iter().all(|told| told.severity != Severity::Error));
    texts
}

#[test]
fn every_text_settles_at_once() {
    let texts = texts();
    assert!(texts.len() > 40);
    for text in texts {
        let out = settled(&text);
        for line in out.lines().filter(|line| !line.trim_start().starts_with('#')) {
            let code = line.split("  #").next().unwrap();
            let unbroken = code.contains('"') || !code.trim_start().contains(' ');
            assert!(code.chars().count() <= format::WIDTH || unbroken, "{line}");
        }
    }
}

/// What a text means, without its places: the statements, names and expectations of its model.
fn meaning(text: &str) -> String {
    let mut map = standard().texts().clone();
    let file = map.add("a.strat", text, Origin::User);
    let ast = syntax::parse(&map, file).value;
    let model =
        resolve::resolve(standard(), resolve::Read { asts: vec![ast], ..resolve::Read::default() }, &map)
            .value;
    let statements = model.statements().filter(|(id, _)| model.is_own(*id)).map(|(_, statement)| statement);
    let whole = format!(
        "{:#?} {:#?} {:#?} {:#?}",
        statements.collect::<Vec<_>>(),
        model.symbols,
        model.expectations,
        model.hypotheses
    );
    let place = |line: &&str| {
        let line = line.trim_start();
        !["file: ", "start: ", "end: ", "FileId(", "),"].iter().any(|mark| line.starts_with(mark))
            && !line.trim_end_matches(',').chars().all(|c| c.is_ascii_digit())
    };
    whole.lines().filter(place).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_layout_changes_a_model() {
    let mut several = 0;
    for text in texts() {
        let laid_out = formatted(&text);
        let (before, after) = (meaning(&text), meaning(&laid_out));
        assert!(before == after, "{text}");
        several += usize::from(laid_out != text);
    }
    assert!(several > 20, "{several} texts were laid out anew");
    // What is compared is no blank.
    assert_ne!(meaning("actor A is state."), meaning("actor B is state."));
    assert_ne!(meaning("resource a \"x\"."), meaning("resource a \"y\"."));
}

/// Pages of pairs: a text, and its canonical layout.
#[test]
fn layouts() {
    let page = include_str!("layouts.md");
    let blocks = blocks(page);
    let mut rewritten = page.to_owned();
    for pair in blocks.chunks(2).rev() {
        let [given, after] = pair else { panic!("a text without its layout") };
        let (before, after, line) = (&given.text, &after.text, given.lines.0);
        let layout = settled(before);
        if std::env::var_os("UPDATE_PAGES").is_some() {
            let given = format!("{before}```\n\n```strat\n");
            let at = rewritten.find(&given).unwrap() + given.len();
            rewritten.replace_range(at..at + after.len(), &layout);
            fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/syntax/layouts.md"), &rewritten).unwrap();
            continue;
        }
        assert_eq!(layout, *after, "layouts.md:{line}");
    }
}

#[test]
fn mistakes_are_refused() {
    for text in ["actor China is state", "actor China iss state.", "actor China { }", "who has a veto?"] {
        let (map, file) = file(text);
        assert!(format::format(&map, file).is_err(), "{text}");
    }
}

#[test]
fn white_space_of_a_text_stays_at_the_end_of_a_line() {
    let feeds = "\u{c}".repeat(100);
    settled(&format!("resource stock \"the key to all{feeds} tactics\".\n"));
}

#[test]
fn nothing_stays_nothing() {
    assert_eq!(settled(""), "");
    assert_eq!(settled("\n\n  \n"), "");
    assert_eq!(settled("# alone"), "# alone\n");
    assert_eq!(settled("actor China is state.\r\n\r\n\r\n"), "actor China is state.\n");
    assert_eq!(settled("source a \"x\r\n  y\".\r\n"), "source a \"x y\".\n");
}

/// A generator of numbers that look random, the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound
    }
}

/// The same statements and comments with other white space between their words. With `remarks`,
/// comments are put between the words here and there.
fn shaken(text: &str, random: &mut Random, remarks: usize) -> String {
    let mut out = String::new();
    // The indentation of the line on which the present statement began, while one is open.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let body = line.trim_start();
        if body.is_empty() {
            out.push_str(["\n", "\n\n", "  \n\n\n"][random.below(3)]);
            continue;
        }
        let comment = comment_start(body);
        let (code, comment) = body.split_at(comment);
        let code = code.trim_end();
        if code.is_empty() {
            out.extend(std::iter::repeat_n(' ', random.below(6)));
            out.push_str(comment);
            out.push('\n');
            continue;
        }
        let column = match open {
            Some(start) => {
                let column = start + 1 + random.below(6);
                out.extend(std::iter::repeat_n(' ', column));
                start
            }
            None => {
                out.extend(std::iter::repeat_n(' ', indent));
                indent
            }
        };
        let mut quoted = false;
        for c in code.chars() {
            quoted ^= c == '"';
            if c != ' ' || quoted {
                out.push(c);
                continue;
            }
            let further = " ".repeat(column + 1 + random.below(9));
            match random.below(12) {
                0 => out.push_str(&format!("\n{further}")),
                1 => out.push_str("   "),
                2 => out.push('\t'),
                3 if remarks > 0 && random.below(20) < remarks => {
                    out.push_str(&format!(" # x\n{further}# y\n{further}"))
                }
                4 if remarks > 0 && random.below(20) < remarks => {
                    out.push_str(&format!("\n{further}## z\n{further}"))
                }
                _ => out.push(' '),
            }
        }
        let ends = code.ends_with(['.', '{', '}']);
        open = if ends { None } else { Some(column) };
        out.extend(std::iter::repeat_n(' ', usize::from(!comment.is_empty()) * (1 + random.below(4))));
        out.push_str(comment);
        out.push_str(if random.below(9) == 0 { "  \n" } else { "\n" });
    }
    out
}

/// Where the comment at the end of a line begins.
fn comment_start(line: &str) -> usize {
    let mut quoted = false;
    line.char_indices()
        .find(|(_, c)| {
            quoted ^= *c == '"';
            *c == '#' && !quoted
        })
        .map_or(line.len(), |(at, _)| at)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    /// The layout depends on the words and the comments alone.
    #[test]
    fn white_space_changes_nothing(seed in 1..u64::MAX, number in 0_usize..1000) {
        let files = shipped();
        let text = fs::read_to_string(&files[number % files.len()]).unwrap();
        let canonical = formatted(&text);
        let shaken = shaken(&canonical, &mut Random(seed), 0);
        prop_assert_eq!(formatted(&shaken), canonical);
    }

    /// Whatever is left of a file and has no mistake settles.
    #[test]
    fn remains_settle(number in 0_usize..1000, cuts in proptest::collection::vec((0_usize..30_000, 1_usize..40), 1..4)) {
        let files = shipped();
        let text = fs::read_to_string(&files[number % files.len()]).unwrap();
        let mut paragraphs = text.split("\n\n").collect::<Vec<_>>();
        for (at, length) in cuts {
            let at = at % paragraphs.len();
            let cut = &paragraphs[at][paragraphs[at].floor_char_boundary(length)..];
            paragraphs[at] = cut;
        }
        for paragraph in paragraphs {
            let mistakes = parse(paragraph).1.diagnostics;
            if mistakes.iter().all(|told| told.severity != Severity::Error) {
                settled(paragraph);
            }
        }
    }

    /// Comments anywhere are kept, and do not unsettle the layout.
    #[test]
    fn comments_anywhere_settle(seed in 1..u64::MAX, number in 0_usize..1000) {
        let files = shipped();
        let text = fs::read_to_string(&files[number % files.len()]).unwrap();
        settled(&shaken(&formatted(&text), &mut Random(seed), 10));
    }
}
