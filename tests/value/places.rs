//! Where a text that a message tells to write is to stand: in the user's own statement, over words that touch the place
//! that the message points at, or beside them. There the mistake is gone, and no other has come for it.

use crate::pages::root;
use std::ops::Range;
use std::sync::LazyLock;
use strat::diagnostic::{Diagnostic, Severity};
use strat::internals::syntax::language::{CLAUSES, STATEMENTS};
use strat::internals::syntax::lexer::lexemes;
use strat::internals::syntax::words::{JOINING_WORDS, statement_words};
use strat::source::{FileId, Origin, SourceMap};

/// The words of the language, besides its names.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let clauses = CLAUSES.iter().flat_map(|clause| clause.words.split(' '));
    let statements = STATEMENTS.iter().map(|statement| statement.word);
    statement_words().chain(clauses).chain(statements).chain(JOINING_WORDS.iter().copied()).collect()
});

/// A text in backticks of a help line, with the words before it and the whole line.
pub(super) struct Said<'a> {
    pub(super) text: &'a str,
    before: &'a str,
    help: &'a str,
}

/// The texts in backticks of a help line.
pub(super) fn texts(help: &str) -> Vec<Said<'_>> {
    let parts: Vec<&str> = help.split('`').collect();
    parts.chunks(2).filter_map(|pair| Some(Said { before: pair[0], text: pair.get(1)?, help })).collect()
}

/// The texts that messages are about.
pub(super) struct Seen<'a> {
    pub(super) map: &'a SourceMap,
    /// The file of the user that is looked at.
    pub(super) name: &'a str,
}

/// A text of the user's and a place in it.
struct Place<'a> {
    text: &'a str,
    at: Range<usize>,
}

impl Seen<'_> {
    /// The statement that a message points at first, with its place: what a suggestion hangs on.
    pub(super) fn statement(&self, one: &Diagnostic) -> String {
        self.places(one).first().map(|place| format!("{} {:?}", place.text, place.at)).unwrap_or_default()
    }

    fn own(&self, file: FileId) -> Option<&str> {
        self.map.file(file).filter(|file| *file.name == *self.name).map(|file| &*file.text)
    }

    /// The places that a message points at; of a table the statements that read it.
    fn places(&self, one: &Diagnostic) -> Vec<Place<'_>> {
        let mut all = Vec::new();
        for label in &one.labels {
            let at = label.span.start as usize..label.span.end as usize;
            match self.own(label.span.file) {
                // What is pointed at by the name of its file is what the statement reads.
                Some(text) if text[at.clone()].starts_with('"') => {
                    let around = statement(text, at);
                    all.push(Place { text: &text[around.clone()], at: 0..around.len() });
                }
                Some(text) => all.push(around(text, at, &one.message)),
                None => all.extend(self.readers(label.span.file)),
            }
        }
        if all.is_empty() {
            let whole = self.map.files().find(|(_, file)| *file.name == *self.name);
            all.extend(whole.map(|(_, file)| Place { text: &file.text, at: 0..file.text.len() }));
        }
        all
    }

    /// The statements that read a table or another file.
    fn readers(&self, table: FileId) -> Vec<Place<'_>> {
        let Some(table) = self.map.file(table) else { return Vec::new() };
        let Some((_, file)) = self.map.files().find(|(_, file)| *file.name == *self.name) else {
            return Vec::new();
        };
        let named = format!("\"{}\"", table.name);
        let read = |(at, _): (usize, &str)| statement(&file.text, at..at + named.len());
        file.text
            .match_indices(&named)
            .map(read)
            .map(|at| Place { text: &file.text[at.clone()], at: 0..at.len() })
            .collect()
    }

    /// Whether a text stands where it is to, or is none that is to be written: what is there already, what is not to be
    /// written, a word of the language, the shape of a sentence, a question, a command.
    pub(super) fn can_stand(&self, one: &Diagnostic, said: &Said<'_>) -> bool {
        let wanted = filled(said.text);
        let places = self.places(one);
        let stands = |reach: Reach| {
            places.iter().any(|place| wanted.iter().any(|text| fits(place, text, &one.message, reach)))
        };
        // Few need a look at all the words around.
        stands(Reach::There) || self.is_mentioned(one, said) || is_of_another(said) || stands(Reach::Around)
    }

    fn is_mentioned(&self, one: &Diagnostic, said: &Said<'_>) -> bool {
        let text = said.text;
        let theirs = self.map.files().any(|(id, file)| self.own(id).is_some() && file.text.contains(text));
        let known = |word: &str| {
            WORDS.contains(&word) || !word.contains(char::is_alphabetic) || word.starts_with('%')
        };
        let not_to_be = ["not ", "instead of "].iter().any(|end| said.before.ends_with(end));
        let question = text.ends_with('?') && {
            let mut map = SourceMap::new();
            let file = map.add("q", text, Origin::User);
            strat::internals::syntax::parse_query(&map, file).is_ok()
        };
        theirs
            || not_to_be
            // The ending of a file's name.
            || text.starts_with('.')
            || question
            || one.message.contains(text)
            || text.split([' ', ',']).all(known)
            || is_command(text)
            || is_pattern(text)
    }
}

/// What a message may have the reader fill in, filled in.
fn filled(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    if text.contains('…') {
        all.extend(["A runs", "A runs.", "x", "\"x\"", ""].map(|with| text.replace('…', with)));
    }
    // `A and (B or C)`: single letters stand for sentences.
    let letters = |word: &str| matches!(word.trim_matches(['(', ')', ',']), "A" | "B" | "C");
    let sentence = |word: &str| match letters(word) {
        true => word.replace(['A', 'B', 'C'], "X runs"),
        false => word.to_owned(),
    };
    if text.split(' ').any(letters) {
        all.push(text.split(' ').map(sentence).collect::<Vec<_>>().join(" "));
    }
    all
}

/// The statement around a place: from the line that begins it to the last one that is indented below.
fn statement(text: &str, at: Range<usize>) -> Range<usize> {
    let begins = |line: usize| text[line..].starts_with(|c: char| !c.is_whitespace());
    let line = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut start = line(at.start);
    while start > 0 && !begins(start) {
        start = line(start - 1);
    }
    let mut end = text[at.end..].find('\n').map_or(text.len(), |end| at.end + end);
    while end + 1 < text.len() && !begins(end + 1) && !text[end + 1..].starts_with('\n') {
        end = text[end + 1..].find('\n').map_or(text.len(), |more| end + 1 + more);
    }
    start..end
}

/// A place with what is read around it: its statement, if that shows the mistake or has none, and the text otherwise.
fn around<'a>(text: &'a str, at: Range<usize>, mistake: &str) -> Place<'a> {
    let around = statement(text, at.clone());
    let alone = misshapen(&text[around.clone()]);
    match alone.is_empty() || alone.iter().any(|one| one == mistake) {
        true => Place { text: &text[around.clone()], at: at.start - around.start..at.end - around.start },
        false => Place { text, at },
    }
}

/// The mistakes of shape that a text has.
fn misshapen(text: &str) -> Vec<String> {
    let mut map = SourceMap::new();
    let file = map.add("a.strat", text, Origin::User);
    let found = strat::internals::syntax::parse(&map, file).diagnostics;
    found.into_iter().filter(|one| one.severity == Severity::Error).map(|one| one.message).collect()
}

/// How far from a place a text may be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Over it, beside it, or as a statement of its own.
    There,
    /// Over words of the statement that touch it.
    Around,
}

/// Whether a text can be written at a place, so that a mistake is gone.
fn fits(place: &Place<'_>, text: &str, mistake: &str, reach: Reach) -> bool {
    let Place { text: around, at } = place;
    let before = misshapen(around);
    let times = |all: &[String]| all.iter().filter(|one| *one == mistake).count();
    let good = |written: &str| {
        let after = misshapen(written);
        after.len() <= before.len() && (times(&before) == 0 || times(&after) < times(&before))
    };
    let over = |from: usize, to: usize| {
        [("", ""), (" ", ""), ("", " "), (" ", " ")]
            .iter()
            .any(|(front, back)| good(&format!("{}{front}{text}{back}{}", &around[..from], &around[to..])))
    };
    if reach == Reach::There {
        return over(at.start, at.end)
            || over(at.start, at.start)
            || over(at.end, at.end)
            || good(&format!("{around}\n{text}\n"));
    }
    // The words of the statements that the place is in or beside.
    let near = statement(around, at.clone());
    let words = lexemes(&around[near.clone()]);
    let mut ends: Vec<usize> =
        words.flat_map(|lexeme| [near.start + lexeme.start, near.start + lexeme.end]).collect();
    ends.dedup();
    let froms: Vec<usize> = ends.iter().copied().filter(|from| *from <= at.end).collect();
    froms
        .iter()
        .rev()
        .any(|from| ends.iter().filter(|to| *to >= from && **to >= at.start).any(|to| over(*from, *to)))
}

/// Whether a text belongs to statements that the line names: ``only `goal` has this clause: `priority 1` ``.
fn is_of_another(said: &Said<'_>) -> bool {
    let named = texts(said.help).into_iter().map(|other| other.text).filter(|word| WORDS.contains(word));
    let whole = |word: &str| {
        let example = STATEMENTS.iter().find(|statement| statement.word == word)?;
        Some(
            misshapen(&format!("{} {}.", example.example, said.text)).is_empty()
                || misshapen(&format!("{}, {}.", example.example, said.text)).is_empty(),
        )
    };
    named.into_iter().any(|word| whole(word) == Some(true))
}

/// `--max-rows`, `strat ask FILE …`: options and commands that there are.
fn is_command(text: &str) -> bool {
    static FACE: LazyLock<String> = LazyLock::new(|| {
        let mut all = String::new();
        for entry in std::fs::read_dir(root().join("src/cli")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "rs") {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
        all
    });
    let option = |name: &str| FACE.contains(&format!("{}:", name.replace('-', "_")));
    let command = |name: &str| FACE.contains(&format!("{}{}", name[..1].to_uppercase(), &name[1..]));
    match (text.strip_prefix("--"), text.strip_prefix("strat ")) {
        (Some(name), _) => option(name.split(' ').next().unwrap_or(name)),
        (_, Some(rest)) => rest.split(' ').next().is_some_and(|name| !name.is_empty() && command(name)),
        _ => false,
    }
}

/// `{actor} depends on {actor}`: how a sentence is declared, with the sorts of its holes.
fn is_pattern(text: &str) -> bool {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('{') {
        let Some((_, after)) = inside.split_once('}') else { return false };
        plain.push_str(before);
        plain.push('X');
        rest = after;
    }
    plain.push_str(rest);
    plain != text && misshapen(&format!("{plain}.")).is_empty()
}
