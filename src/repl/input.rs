//! What was typed to what is meant: a command, a question or a statement, its final mark put in where it
//! was left away.
//!
//! Invariant: pure text. Only [`readiness`] asks the parser, and only whether a text without its final
//! mark could end where it does.

use super::commands;
use crate::source::{Origin, SourceMap};
use crate::syntax::language::{self, Length};
use crate::syntax::lexer::{Kind, Lexeme, lexemes};
use crate::syntax::{self, words};

/// Stands before what is typed.
pub const PROMPT: &str = "strat> ";

/// Stands before the further lines of what is typed.
pub const CONTINUED: &str = "  ...> ";

/// What somebody means by a piece of input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// Nothing was typed, or a comment only.
    Nothing,
    /// A command, with what follows it.
    Command(&'static commands::Command, String),
    /// Something with a colon before it that is no command.
    NoCommand(String),
    /// A question, with its mark.
    Question(String, Mended),
    /// Statements, with their stops.
    Statement(String, Mended),
}

/// Whether something had to be put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mended {
    /// Nothing.
    Nothing,
    /// The final mark.
    Mark,
}

/// Whether a text can be read as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It can.
    Complete,
    /// More lines belong to it.
    GoesOn,
}

/// The words that begin a question.
const ASKING: &[&str] = &["who", "whom", "what", "which", "why", "how"];

/// The words that begin a question in English, unless a full stop ends it.
const ASKING_IN_ENGLISH: &[&str] = &[
    "about", "are", "can", "compare", "could", "describe", "did", "do", "does", "had", "has", "have", "if",
    "is", "tell", "was", "were", "when", "whose", "will", "would",
];

/// Stands behind a question to which everything is to be told, as behind `strat ask`.
const ALL: &str = "--all";

/// A question without what asks for everything, and whether it was there.
pub(super) fn whole(question: &str) -> (String, bool) {
    let text = question.trim_end().trim_end_matches(['?', '.', ' ']);
    match text.strip_suffix(ALL) {
        Some(rest) if rest.ends_with([' ', '?']) => {
            (format!("{}?", rest.trim_end().trim_end_matches('?').trim_end()), true)
        }
        Some(_) | None => (question.to_owned(), false),
    }
}

/// What people write before the name of a command that shows something.
const LOOKING: &[&str] = &["show", "list"];

/// Whether people write over several lines what begins with this word: it ends with its mark, or with an
/// empty line.
fn is_long(word: &str) -> bool {
    word == "according" || language::statement(word).is_some_and(|known| known.length == Length::Lines)
}

/// The pieces of a text of several lines: each is to be read on its own. Lines that go on with a statement
/// are indented, as in a file.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut open = String::new();
    for line in text.lines().map(unprompted) {
        if line.trim().is_empty() {
            pieces.extend(taken(&mut open));
            continue;
        }
        if line.starts_with(':') && command(line).is_some() {
            pieces.extend(taken(&mut open));
        }
        push_line(&mut open, line);
        if readiness(&open) == Readiness::Complete {
            pieces.extend(taken(&mut open));
        }
    }
    pieces.extend(taken(&mut open));
    pieces.iter().flat_map(|piece| parted(piece)).collect()
}

/// A line without the prompt that was copied with it from a session.
pub(super) fn unprompted(line: &str) -> &str {
    let bare = line.trim_start();
    let prompts = [PROMPT, CONTINUED].map(str::trim);
    prompts.iter().find_map(|prompt| bare.strip_prefix(prompt)).map_or(line, str::trim_start)
}

/// Statements and questions on one line, each on its own; a text without a question among others stays whole.
fn parted(text: &str) -> Vec<String> {
    let mut parts: Vec<&str> = Vec::new();
    let (mut start, mut depth, mut asked) = (0, 0_usize, 0);
    for lexeme in lexemes(text).filter(|lexeme| lexeme.kind == Kind::Mark) {
        let after = text.get(lexeme.end..).unwrap_or_default();
        let ends = after.is_empty() || after.starts_with([' ', '\n']);
        match lexeme.of(text) {
            "(" | "{" => depth += 1,
            ")" | "}" => depth = depth.saturating_sub(1),
            "?" if after.trim_start().starts_with(ALL) => {}
            mark @ ("." | "?") if depth == 0 && ends => {
                parts.extend(text.get(start..lexeme.end));
                asked += usize::from(mark == "?");
                start = lexeme.end;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..).filter(|rest| !rest.trim().is_empty()));
    if asked == 0 || parts.len() == 1 {
        return vec![text.to_owned()];
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

/// Adds a line to a text that goes on.
fn push_line(open: &mut String, line: &str) {
    if !open.is_empty() {
        open.push('\n');
        let closes = line.starts_with(['}', ')']);
        if !closes && !line.starts_with([' ', '\t']) {
            open.push_str("  ");
        }
    }
    open.push_str(line.trim_end());
}

fn taken(open: &mut String) -> Option<String> {
    let text = std::mem::take(open);
    (!text.trim().is_empty()).then_some(text)
}

/// Whether a text can be read, or goes on in the next line.
pub(super) fn readiness(text: &str) -> Readiness {
    let outline = outline(text);
    let (Some(first), Some(last)) = (first_word(text), outline.last) else { return Readiness::Complete };
    if text.trim_start().starts_with([':', '!']) || command(text).is_some() {
        return Readiness::Complete;
    }
    // Nobody means a command to be part of a statement.
    if text.lines().skip(1).last().is_some_and(|line| line.starts_with(':') && command(line).is_some()) {
        return Readiness::Complete;
    }
    // A block holds stops; a parenthesis that is still open at one was forgotten.
    if outline.braces > 0 || outline.quoted {
        return Readiness::GoesOn;
    }
    if matches!(last, '.' | '?' | '}') {
        return Readiness::Complete;
    }
    if outline.parentheses > 0 {
        return Readiness::GoesOn;
    }
    let last_word = text.split_whitespace().next_back().unwrap_or_default();
    if matches!(last, ',' | ':') || words::joins(last_word) {
        return Readiness::GoesOn;
    }
    if asks(first) || asks_in_english(first) {
        return Readiness::Complete;
    }
    let starts_block = is_long(first) || text.trim_start().starts_with('#');
    if starts_block || !could_end(text) { Readiness::GoesOn } else { Readiness::Complete }
}

/// Whether the text is a whole statement once it has its stop.
fn could_end(text: &str) -> bool {
    let (said, _) = text.split_at_checked(outline(text).end).unwrap_or((text, ""));
    let mut map = SourceMap::new();
    let file = map.add("<session>", format!("{said}."), Origin::Typed);
    syntax::parse(&map, file).diagnostics.is_empty()
}

/// What a piece means.
pub(super) fn meaning(piece: &str) -> Input {
    let text = piece.trim();
    let outline = outline(text);
    let Some(last) = outline.last else { return Input::Nothing };
    if let Some((command, rest)) = command(text) {
        return Input::Command(command, rest.to_owned());
    }
    if let Some(rest) = text.strip_prefix([':', '!']) {
        return Input::NoCommand(rest.split_whitespace().next().unwrap_or_default().to_owned());
    }
    if let (question, true) = whole(text) {
        return Input::Question(format!("{} {ALL}?", question.trim_end_matches('?')), Mended::Nothing);
    }
    let asking = first_word(text).is_some_and(|word| asks(word) || last != '.' && asks_in_english(word))
        || asks_for_variables(text);
    let (said, after) = text.split_at_checked(outline.end).unwrap_or((text, ""));
    match last {
        '?' => Input::Question(text.to_owned(), Mended::Nothing),
        _ if asking => {
            let bare = said.trim_end_matches(['.', '!', ';', ' ']);
            Input::Question(format!("{bare}?{after}"), Mended::Mark)
        }
        '.' | '}' => Input::Statement(text.to_owned(), Mended::Nothing),
        _ if outline.braces + outline.parentheses > 0 || outline.quoted => {
            Input::Statement(text.to_owned(), Mended::Nothing)
        }
        _ => Input::Statement(format!("{said}.{after}"), Mended::Mark),
    }
}

/// The command that a text is, with what follows it: with a colon before it or, where the words cannot be
/// anything else, without.
pub(super) fn command(text: &str) -> Option<(&'static commands::Command, &str)> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(':') {
        let rest = rest.trim_start();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        return commands::find(name).map(|command| (command, rest.trim()));
    }
    if text == "?" {
        return commands::find("help").map(|command| (command, ""));
    }
    if text.contains('\n') || text.ends_with(['?', ',', '{', '}']) {
        return None;
    }
    let bare = text.trim_end_matches(['.', '!', ';', '(', ')']);
    let (name, rest) = bare.split_once(char::is_whitespace).unwrap_or((bare, ""));
    // `show sources`, `list actors`.
    if LOOKING.contains(&name.to_lowercase().as_str()) && !rest.trim().is_empty() {
        let (name, rest) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        let shown =
            commands::find(&name.to_lowercase()).filter(|command| command.bare != commands::Bare::Never);
        return shown.filter(|_| rest.is_empty()).map(|command| (command, ""));
    }
    let command = commands::find(&name.to_lowercase())?;
    let stopped = bare.len() < text.len();
    match command.bare {
        commands::Bare::Always if rest.is_empty() || !stopped => Some((command, rest.trim())),
        commands::Bare::Unquoted if !rest.trim_start().starts_with('"') => Some((command, rest.trim())),
        commands::Bare::Alone if rest.is_empty() => Some((command, "")),
        commands::Bare::Always | commands::Bare::Alone | commands::Bare::Unquoted | commands::Bare::Never => {
            None
        }
    }
}

/// Whether a text is a sentence about variables, which nobody can state: `?who has power over ?whom`.
fn asks_for_variables(text: &str) -> bool {
    let conditional = |word: &str| matches!(word, "if" | "unless");
    text.len() > 1 && text.starts_with('?') && !text.split_whitespace().any(conditional)
}

/// Whether the first word of a text asks.
fn asks(word: &str) -> bool {
    ASKING.contains(&word.to_lowercase().as_str())
}

/// Whether the first word of a text asks in English, and begins no statement.
fn asks_in_english(word: &str) -> bool {
    ASKING_IN_ENGLISH.contains(&word.to_lowercase().as_str())
}

fn first_word(text: &str) -> Option<&str> {
    text.lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .and_then(|line| line.split(|c: char| c.is_whitespace() || c == ',').next())
}

/// What can be seen of a text without parsing it.
struct Outline {
    /// How many braces are open.
    braces: usize,
    /// How many parentheses are.
    parentheses: usize,
    /// Whether a string is.
    quoted: bool,
    /// The last character that is neither white space nor comment.
    last: Option<char>,
    /// Where it ends, in bytes.
    end: usize,
}

fn outline(text: &str) -> Outline {
    let mut outline = Outline { braces: 0, parentheses: 0, quoted: false, last: None, end: 0 };
    for lexeme in lexemes(text).filter(Lexeme::is_said) {
        let said = lexeme.of(text).trim_end();
        match (lexeme.kind, said) {
            (Kind::OpenText, _) => outline.quoted = true,
            (Kind::Mark, "(") => outline.parentheses += 1,
            (Kind::Mark, ")") => outline.parentheses = outline.parentheses.saturating_sub(1),
            (Kind::Mark, "{") => outline.braces += 1,
            (Kind::Mark, "}") => outline.braces = outline.braces.saturating_sub(1),
            _ => {}
        }
        outline.last = said.chars().next_back();
        outline.end = lexeme.start + said.len();
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(text: &str) -> bool {
        readiness(text) == Readiness::Complete
    }

    #[test]
    fn texts_end_with_their_mark_or_where_they_can() {
        for text in [
            "",
            "# a comment",
            ":help",
            "help",
            "?",
            "China is a state.",
            "China is a state",
            "who has a veto over what",
            "actor Japan is state",
            "question q \"Who?\" { hypothesis h: China is a state. }",
        ] {
            assert!(complete(text), "{text}");
        }
        for text in [
            "rule r: ?a is strong",
            "actor Japan is state,",
            "China is a state and",
            "actor China \"People's",
            "scenario s {",
            "China is a state if (",
            "actor Japan is",
        ] {
            assert!(!complete(text), "{text}");
        }
    }

    #[test]
    fn a_paste_is_cut_where_statements_end() {
        let text = "actor A is state,\naka B.\nwho is what?\n\nrule r: ?a is strong\n\n:undo\nA is strong";
        assert_eq!(
            pieces(text),
            ["actor A is state,\n  aka B.", "who is what?", "rule r: ?a is strong", ":undo", "A is strong"]
        );
    }

    #[test]
    fn marks_are_put_in() {
        let question = |text: &str, mended| Input::Question(text.to_owned(), mended);
        assert_eq!(meaning("who is what"), question("who is what?", Mended::Mark));
        assert_eq!(meaning("Why not."), question("Why not?", Mended::Mark));
        assert_eq!(meaning("A is strong?"), question("A is strong?", Mended::Nothing));
        assert_eq!(
            meaning("A is strong  # surely"),
            Input::Statement("A is strong.  # surely".into(), Mended::Mark)
        );
    }
}
