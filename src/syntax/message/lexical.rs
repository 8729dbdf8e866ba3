//! What the scanner has to say: marks, strings, characters and layout.

use super::super::language;
use super::super::scan::limits::{MAX_NESTING, MAX_STATEMENT};
use super::super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::source::Span;
use std::sync::LazyLock;
use unicode_security::confusable_detection::skeleton;

pub(in super::super) fn missing_stop(text: &str, last: Span) -> Diagnostic {
    let end = Span::new(last.file, last.end, last.end);
    let help = match text.bytes().last() {
        Some(b',') => "write `.` instead of the comma, or indent the next line if it belongs here",
        Some(b'!' | b';') => "write `.` instead: every statement ends with a full stop",
        Some(b':') => "say something after the colon, indented, and end it with `.`",
        _ => "every statement ends with `.`; if the next line belongs to this one, indent it further",
    };
    let label = match text.bytes().last() {
        Some(b'!' | b';' | b',') => "this ends no statement",
        _ => "write `.` after this",
    };
    let diagnostic =
        Diagnostic::new(Code::MissingStop, "a full stop is missing at the end of this statement")
            .label(if last.is_empty() { end } else { last }, label)
            .help(help);
    match text.bytes().last() {
        Some(b'!' | b';') => {
            diagnostic.fix(Fix::write(Span { start: last.end.saturating_sub(1), ..last }, "."))
        }
        Some(b',' | b':') => diagnostic,
        _ => diagnostic.fix(Fix::write(end, ".")),
    }
}

pub(in super::super) fn stop_without_statement(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, "a full stop with no statement before it")
        .label(span, "nothing ends here")
        .help("remove it")
}

pub(in super::super) fn unterminated_string(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnclosedString, "this quotation is never closed")
        .label(span, "it opens here")
        .help("write `\"` where it ends; a quotation may run over lines, but not over an empty one")
}

pub(in super::super) fn bad_escape(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadEscape, "a backslash with a meaning unknown to strat")
        .label(span, "here")
        .help("write `\\\"` for a quote, `\\\\` for a backslash, `\\n` for a new line, `\\t` for a tab, `\\u{2014}` for a character by its number")
}

pub(in super::super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TooDeep,
        format!("parentheses and braces are nested more than {} deep", MAX_NESTING),
    )
    .label(span, "this one is too many")
    .help("give a part of the statement a name: write a rule for it and use its conclusion here")
}

pub(in super::super) fn unclosed_parenthesis(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unbalanced, "this parenthesis is never closed")
        .label(span, "it opens here")
        .help("write `)` where it ends, before the full stop")
}

pub(in super::super) fn stray_parenthesis(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unbalanced, "this parenthesis closes nothing")
        .label(span, "no `(` stands before it in this statement")
        .help("remove it, or write the `(` that it closes")
}

pub(in super::super) fn stray_brace(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unbalanced, "this brace closes nothing")
        .label(span, "no block is open here")
        .help("remove it, or write the `{` that it closes")
}

pub(in super::super) fn unclosed_block(brace: Span, suspect: Option<Span>) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::Unbalanced, "this block is never closed").label(brace, "it opens here");
    match suspect {
        Some(span) => diagnostic
            .label(span, "this stands no deeper than the block, so a `}` may be missing before it")
            .help("write `}` after the last statement of the block"),
        None => diagnostic.help("write `}` after the last statement of the block"),
    }
}

pub(in super::super) fn block_without_header(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BlockOutOfPlace, "a block with nothing before it")
        .label(span, "who says what follows, or what is it part of?")
        .help("write a header before `{`, such as `according to atkinson {` or `scenario NAME \"…\" {`")
}

pub(in super::super) fn too_long(span: Span) -> Diagnostic {
    let limit = MAX_STATEMENT >> 10;
    Diagnostic::new(Code::StatementTooLong, format!("a statement is longer than {limit} KiB"))
        .label(span, "it begins here")
        .help("divide it into several statements; a missing full stop makes statements run together")
}

pub(in super::super) fn mixed_indentation(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MixedIndentation, "this file is indented with tabs and with spaces")
        .label(span, "this line differs from the ones before")
        .help("use one of the two: a tab counts as four spaces, which may not be what your editor shows")
}

pub(in super::super) fn not_indented(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NotIndented, "this line continues a statement and is not indented")
        .label(span, "begin this line further to the right")
        .help("a line that stands no deeper than the first line of a statement begins a new one")
}

pub(in super::super) fn name_with_stops(text: &str, span: Span) -> Diagnostic {
    let written = text.get(span.start as usize..span.end as usize).unwrap_or("");
    let plain: String = written.chars().filter(|c| *c != '.').collect();
    Diagnostic::new(Code::NameWithStops, format!("a name cannot hold full stops: `{written}`"))
        .label(span, "a full stop ends a statement")
        .help(format!("write `{plain}`, or declare `aka \"{written}\"` and write \"{written}\" in quotes"))
}

pub(in super::super) fn nothing_typed(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, "nothing is asked")
        .label(span, "here")
        .help("write a sentence with a question word: `who has a veto over what?`")
}

pub(in super::super) fn several_typed(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, "one thing at a time, please")
        .label(span, "this is a second one")
        .help("join sentences with `and`, or ask twice")
}

pub(in super::super) fn block_typed(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BlockOutOfPlace, "a block belongs into a file")
        .label(span, "here")
        .help("write one sentence without braces")
}

/// Whether a character outside of strings is one that people type by accident.
pub(in super::super) fn is_known_stranger(c: char) -> bool {
    opens_quote(c)
        || closes_quote(c)
        || matches!(c,
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2026}' | '\u{2018}' | '\u{2019}' | '\u{b4}'
            | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
            | '\u{feff}' | '\u{fffd}' | '≠' | '≤' | '≥' | '\u{ff0c}' | '\u{3002}' | '\u{ff0e}')
}

/// Whether a character is a typographic quote that opens a quotation.
pub(in super::super) fn opens_quote(c: char) -> bool {
    matches!(c, '“' | '„' | '‟' | '«' | '»' | '”' | '\u{ff02}')
}

/// Whether a character can close a quotation that a typographic quote opened.
pub(in super::super) fn closes_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‟' | '«' | '»' | '"' | '\u{ff02}')
}

pub(in super::super) fn strange_character(c: char, span: Span) -> Diagnostic {
    let (what, help) = match c {
        c if opens_quote(c) || closes_quote(c) => (
            format!("`{c}` is a typographic quote"),
            "write the straight quote `\"` of the keyboard; word processors change it on their own",
        ),
        '\u{2018}' | '\u{2019}' | '\u{b4}' => (
            format!("`{c}` is an apostrophe, which no name can hold"),
            "say whose it is with another sentence, or put the text in straight quotes",
        ),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => (
            format!("`{c}` is a dash, not a hyphen"),
            "write `-`; a dash between two thoughts belongs into a quotation",
        ),
        '\u{2026}' => (String::from("`…` stands for something left out"), "write it out"),
        '≠' => (String::from("`≠` is written in two characters"), "write `!=`"),
        '≤' => (String::from("`≤` is written in two characters"), "write `<=`"),
        '≥' => (String::from("`≥` is written in two characters"), "write `>=`"),
        '\u{ff0c}' => (String::from("`，` is not the comma of strat"), "write `,`"),
        '\u{3002}' | '\u{ff0e}' => (format!("`{c}` is not the full stop of strat"), "write `.`"),
        c if c.is_whitespace() => (
            format!("a blank that is no ordinary space (U+{:04X})", u32::from(c)),
            "delete it and type a space; it came with text copied from elsewhere",
        ),
        c => (
            format!("a character that cannot be seen (U+{:04X})", u32::from(c)),
            "delete it; it came with text copied from elsewhere",
        ),
    };
    Diagnostic::new(Code::StrangeCharacter, what).label(span, "here").help(help)
}

/// Finds a word that mixes letters of alphabets in which letters look alike: `аctor` with a
/// Cyrillic а. A word all in one foreign alphabet is a name like any other, unless it looks like a
/// word of the language.
pub(in super::super) fn mixed_alphabets(word: &str, span: Span) -> Option<Diagnostic> {
    let latin = word.chars().any(|c| alphabet(c) == Some("Latin"));
    let (c, name) = word.chars().find_map(|c| match alphabet(c) {
        Some("Latin") | None => None,
        Some(name) => looks_latin(c).then_some((c, name)),
    })?;
    let keyword = keyword_like(word);
    if !latin && keyword.is_none() {
        return None;
    }
    let help = match keyword {
        Some(keyword) => format!("type the word `{keyword}` anew, in Latin letters"),
        None => String::from("type the word anew, in letters of one alphabet"),
    };
    Some(
        Diagnostic::new(
            Code::MixedAlphabets,
            format!("the letter `{c}` in `{word}` is {name}, though it looks Latin"),
        )
        .label(span, "this is not the word it looks like")
        .help(help),
    )
}

/// What is wrong with a name that may not be what it looks like, wherever it comes from: characters that cannot
/// be seen, and letters of another alphabet among those they look like.
pub(in super::super) fn not_as_it_looks(name: &str, span: Span) -> Option<Diagnostic> {
    // What has no shape of its own (Unicode, Default_Ignorable_Code_Point), and what stands for a letter that was lost.
    let unseen = |c: char| {
        c.is_control()
            || matches!(c,
                '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
                | '\u{fffd}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
    };
    match name.chars().find(|c| unseen(*c)) {
        Some(c) => Some(strange_character(c, span)),
        None => name.split(|c: char| !c.is_alphanumeric()).find_map(|word| mixed_alphabets(word, span)),
    }
}

/// Whether a letter is easily taken for a Latin one.
fn looks_latin(c: char) -> bool {
    skeleton(c.encode_utf8(&mut [0; 4])).all(|like| like.is_ascii_alphabetic())
}

/// The word of the language that a word looks like.
fn keyword_like(word: &str) -> Option<&'static str> {
    static LOOKS: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
        let clauses = language::CLAUSES.iter().map(language::Clause::first);
        let words = words::statement_words().chain(clauses).chain(words::JOINING_WORDS.iter().copied());
        words.map(|word| (skeleton(word).collect(), word)).collect()
    });
    let looks = skeleton(word).take(24).collect::<String>();
    LOOKS.iter().find(|(like, _)| *like == looks).map(|(_, word)| *word)
}

/// The alphabets whose letters are taken for Latin ones, by their blocks in Unicode.
fn alphabet(c: char) -> Option<&'static str> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some("Latin"),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some("Greek"),
        '\u{400}'..='\u{52f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' => Some("Cyrillic"),
        '\u{530}'..='\u{58f}' => Some("Armenian"),
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Some("Cherokee"),
        _ => None,
    }
}
