//! The parts of a statement to lines.

use super::lex::{Kind, Lexeme, Place};
use super::parts::{Form, Part, Parts, Role};

/// The width of a line, in characters; only a word or a sentence that is longer stays so.
pub const WIDTH: usize = 100;

/// Lines that are being written; the last one is open.
pub(super) struct Lines {
    done: String,
    open: String,
    /// The characters of the open line.
    width: usize,
    /// A comment that ends the open line.
    comment: Option<String>,
}

impl Lines {
    pub(super) fn new() -> Self {
        Lines { done: String::new(), open: String::new(), width: 0, comment: None }
    }

    /// Ends the open line, if anything stands on it.
    pub(super) fn end_line(&mut self) {
        if self.nothing() && self.comment.is_none() {
            self.open.clear();
            self.width = 0;
            return;
        }
        // Other white space may be part of a text in quotes.
        self.done.push_str(self.open.trim_end_matches([' ', '\t']));
        if let Some(comment) = self.comment.take() {
            self.done.push_str("  ");
            self.done.push_str(&comment);
        }
        self.done.push('\n');
        self.open.clear();
        self.width = 0;
    }

    /// An empty line.
    pub(super) fn blank_line(&mut self) {
        self.end_line();
        self.done.push('\n');
    }

    /// Begins a line.
    pub(super) fn begin(&mut self, indent: usize) {
        self.end_line();
        self.open.extend(std::iter::repeat_n(' ', indent));
        self.width = indent;
    }

    /// Writes on the open line.
    pub(super) fn push(&mut self, text: &str) {
        self.open.push_str(text);
        self.width += text.chars().count();
    }

    /// A comment at the end of the open line.
    pub(super) fn remark(&mut self, comment: &str) {
        self.comment = Some(comment.to_owned());
    }

    /// Whether something stands on the open line, and no comment behind it.
    pub(super) fn takes_remark(&self) -> bool {
        !self.nothing() && self.comment.is_none()
    }

    /// Whether nothing but the indentation stands on the open line.
    fn nothing(&self) -> bool {
        self.open.bytes().all(|byte| byte == b' ')
    }

    /// A comment on a line of its own.
    pub(super) fn own_line(&mut self, indent: usize, comment: &str) {
        self.begin(indent);
        self.push(comment);
        self.end_line();
    }

    /// The column at which the open line begins.
    pub(super) fn indent(&self) -> usize {
        self.open.len() - self.open.trim_start_matches(' ').len()
    }

    pub(super) fn finish(mut self) -> String {
        self.end_line();
        self.done
    }
}

/// Writes a statement; `ending` is what follows its last part: a full stop, or ` {`.
pub(super) fn statement(lines: &mut Lines, parts: &Parts, indent: usize, ending: &str) {
    let whole = parts.header.iter().chain(&parts.body);
    match parts.form {
        Form::Declaration => header(lines, &parts.header, indent, ending),
        Form::Entries if fits(whole.clone(), indent, ending) => {
            lines.begin(indent);
            write_all(lines, whole, indent + 2, ending);
        }
        Form::Entries => {
            header(lines, &parts.header, indent, "");
            lines.begin(indent + 2);
            let mut flow = Flow { lines, indent: indent + 2, ending };
            flow.fill(&parts.body);
        }
        Form::Constraint => {
            header(lines, &parts.header, indent, "");
            let margins = Margins { first: indent + 2, rest: indent + 4 };
            sentences(lines, &parts.body, &margins, ending);
        }
        Form::Rule => {
            header(lines, &parts.header, indent, "");
            sentences(lines, &parts.body, &Margins { first: indent + 2, rest: indent + 2 }, ending);
        }
        Form::Sentence => {
            sentences(lines, &parts.body, &Margins { first: indent, rest: indent + 2 }, ending);
        }
    }
}

/// The words of parts, as on one line.
fn joined<'a>(parts: impl Iterator<Item = &'a Part>) -> String {
    let mut text = String::new();
    let mut before: Option<&Lexeme> = None;
    for lexeme in parts.flat_map(|part| &part.lexemes) {
        if before.is_some_and(|before| spaced(before, lexeme)) {
            text.push(' ');
        }
        text.push_str(&lexeme.text);
        before = Some(lexeme);
    }
    text
}

/// Whether a space stands between two lexemes.
fn spaced(before: &Lexeme, after: &Lexeme) -> bool {
    match (before.kind, after.kind) {
        (_, Kind::Mark | Kind::Close) | (Kind::Open, _) => false,
        // `depends(Russia, China, oil)`
        (Kind::Word, Kind::Open) => {
            matches!(
                before.text.as_str(),
                "and" | "or" | "if" | "unless" | "given" | "where" | "has" | "expect" | "mod" | "div"
            ) || !before.text.starts_with(|c: char| c.is_alphabetic())
        }
        _ => true,
    }
}

/// Whether parts stand on one line with what ends them: no comment forces a break.
fn fits<'a>(parts: impl Iterator<Item = &'a Part> + Clone, indent: usize, ending: &str) -> bool {
    let mut comments = parts.clone().flat_map(|part| &part.lexemes).rev_comments();
    !comments.any(|open| open) && indent + joined(parts).chars().count() + ending.chars().count() <= WIDTH
}

/// Whether comments stand behind a lexeme, for all lexemes but the last one.
trait RevComments<'a>: Iterator<Item = &'a Lexeme> + Sized {
    fn rev_comments(self) -> impl Iterator<Item = bool> {
        let mut lexemes = self.peekable();
        std::iter::from_fn(move || {
            let lexeme = lexemes.next()?;
            Some(lexemes.peek().is_some() && !lexeme.comments.is_empty())
        })
    }
}

impl<'a, I: Iterator<Item = &'a Lexeme>> RevComments<'a> for I {}

/// Writes parts one after the other, breaking only after comments.
fn write_all<'a>(lines: &mut Lines, parts: impl Iterator<Item = &'a Part>, indent: usize, ending: &str) {
    let lexemes = parts.flat_map(|part| &part.lexemes).collect::<Vec<_>>();
    write(lines, &lexemes, None, indent, ending);
}

/// Writes lexemes on the open line; `before` is the one that stands there already.
fn write(lines: &mut Lines, lexemes: &[&Lexeme], before: Option<&Lexeme>, indent: usize, ending: &str) {
    let mut before = before;
    let last = lexemes.len().saturating_sub(1);
    for (number, lexeme) in lexemes.iter().enumerate() {
        if before.is_some_and(|before| spaced(before, lexeme)) && !lines.nothing() {
            lines.push(" ");
        }
        lines.push(&lexeme.text);
        if number == last {
            lines.push(ending);
        }
        comments(lines, lexeme, indent, number == last && !ending.is_empty());
        before = Some(*lexeme);
    }
}

/// Writes the comments behind a lexeme, and begins a line after them unless the statement is over.
fn comments(lines: &mut Lines, lexeme: &Lexeme, indent: usize, over: bool) {
    for comment in &lexeme.comments {
        match comment.place {
            Place::EndOfLine if lines.takes_remark() => lines.remark(&comment.text),
            Place::EndOfLine | Place::OwnLine => lines.own_line(indent, &comment.text),
        }
    }
    if !lexeme.comments.is_empty() && !over {
        lines.begin(indent);
    }
}

/// Writes the parts of a header: all on one line, or broken before clauses.
fn header(lines: &mut Lines, parts: &[Part], indent: usize, ending: &str) {
    lines.begin(indent);
    if fits(parts.iter(), indent, ending) {
        return write_all(lines, parts.iter(), indent + 2, ending);
    }
    let tail = parts.iter().position(|part| part.role == Role::Tail).unwrap_or(parts.len());
    let (own, tail) = parts.split_at(tail);
    let mut flow = Flow { lines, indent: indent + 2, ending: if tail.is_empty() { ending } else { "" } };
    flow.fill(own);
    flow.ending = ending;
    flow.tail(tail, own.last());
}

/// Where the lines of a sentence begin.
struct Margins {
    first: usize,
    /// Of further sentences of the conclusion, and of the qualifiers.
    rest: usize,
}

/// Writes sentences and their qualifiers.
fn sentences(lines: &mut Lines, parts: &[Part], margins: &Margins, ending: &str) {
    let tail = parts.iter().position(|part| part.role == Role::Tail).unwrap_or(parts.len());
    let (body, tail) = parts.split_at(tail);
    let has = |role: Role| body.iter().any(|part| part.role == role);
    let stepped = margins.first == margins.rest && has(Role::If) && has(Role::Unless);
    lines.begin(margins.first);
    if !stepped && fits(parts.iter(), margins.first, ending) {
        return write_all(lines, parts.iter(), margins.rest, ending);
    }
    if !stepped && !tail.is_empty() && fits(body.iter(), margins.first, "") {
        write_all(lines, body.iter(), margins.rest, "");
        let mut flow = Flow { lines, indent: margins.rest, ending };
        return flow.tail(tail, body.last());
    }
    let condition = body
        .iter()
        .position(|part| matches!(part.role, Role::If | Role::Unless))
        .filter(|first| *first > 0)
        .unwrap_or(body.len());
    let (concluded, condition) = body.split_at(condition);
    let over = |rest: &[Part]| if rest.is_empty() && tail.is_empty() { ending } else { "" };
    let mut flow = Flow { lines, indent: margins.rest, ending: over(condition) };
    flow.fill(concluded);
    flow.indent = margins.first + 2;
    let mut rest = condition;
    while !rest.is_empty() {
        let length = 1 + rest.iter().skip(1).take_while(|part| part.role == Role::IfAnd).count();
        let (group, others) = rest.split_at(length.min(rest.len()));
        flow.ending = over(others);
        flow.lines.begin(flow.indent);
        flow.fill(group);
        rest = others;
    }
    flow.ending = ending;
    flow.tail(tail, body.last());
}

/// Parts that follow each other, on as few lines as hold them.
struct Flow<'a> {
    lines: &'a mut Lines,
    /// Where further lines begin.
    indent: usize,
    /// What follows the last part.
    ending: &'a str,
}

impl Flow<'_> {
    /// Writes parts, each on the open line if it fits there, else on a new one.
    fn fill(&mut self, parts: &[Part]) {
        let mut before: Option<&Part> = None;
        for (number, part) in parts.iter().enumerate() {
            let ending = if number + 1 == parts.len() { self.ending } else { "" };
            self.part(part, before, ending);
            before = Some(part);
        }
    }

    /// Writes qualifiers: all on the open line, or all on new ones.
    fn tail(&mut self, parts: &[Part], before: Option<&Part>) {
        let width = self.lines.width + 1;
        if before.is_none() || parts.is_empty() || self.lines.nothing() {
            return self.fill(parts);
        }
        if fits(parts.iter(), width, self.ending) {
            self.lines.push(" ");
            write_all(self.lines, parts.iter(), self.indent, self.ending);
            return;
        }
        self.lines.begin(self.indent);
        self.fill(parts);
    }

    fn part(&mut self, part: &Part, before: Option<&Part>, ending: &str) {
        let one = std::iter::once(part);
        let fresh = self.lines.nothing();
        let last = before.and_then(|before| before.lexemes.last());
        let space = usize::from(!fresh);
        if !fits(one.clone(), self.lines.width + space, ending) && !fresh && before.is_some() {
            self.lines.begin(self.indent);
        }
        if fits(one, self.lines.width, ending) {
            let lexemes = part.lexemes.iter().collect::<Vec<_>>();
            return write(self.lines, &lexemes, last, self.indent, ending);
        }
        self.long(part, last, ending);
    }

    /// Writes a part that is longer than a line: broken before `has`, else before each word that
    /// joins sentences and after commas, else within its texts.
    fn long(&mut self, part: &Part, before: Option<&Lexeme>, ending: &str) {
        let deeper = self.indent + 2;
        if part.role == Role::Template {
            let lexemes = part.lexemes.iter().collect::<Vec<_>>();
            return write(self.lines, &lexemes, before, self.indent, ending);
        }
        let has = split(&part.lexemes, quantifies);
        let whole = |row: &[Lexeme], from: usize, ending: &str| {
            let part = Part { role: Role::Sentence, lexemes: row.to_vec() };
            fits(std::iter::once(&part), from, ending)
        };
        let halves = has.len() == 2
            && has.first().is_some_and(|first| whole(first, self.lines.width, ""))
            && has.last().is_some_and(|second| whole(second, deeper, ending));
        let rows = if halves {
            has
        } else {
            split(&part.lexemes, |before, lexeme| {
                quantifies(before, lexeme)
                    || before.text == ","
                    || matches!(lexeme.text.as_str(), "and" | "or" | "unless" | "if")
                    || lexeme.kind == Kind::Text
            })
        };
        let mut before = before;
        let last = rows.len().saturating_sub(1);
        for (number, row) in rows.iter().enumerate() {
            let ending = if number == last { ending } else { "" };
            let lexemes = row.iter().collect::<Vec<_>>();
            let fresh = self.lines.nothing();
            let endless =
                row.first().is_some_and(|first| first.kind == Kind::Text) && !whole(row, deeper, ending);
            if number > 0 && !fresh && !endless && !whole(row, self.lines.width + 1, ending) {
                self.lines.begin(deeper);
            }
            match row.first() {
                Some(text) if text.kind == Kind::Text && !whole(row, self.lines.width + 1, ending) => {
                    self.text(row, before, deeper, ending);
                }
                _ => write(self.lines, &lexemes, before, deeper, ending),
            }
            before = row.last();
        }
    }

    /// Writes a text in quotes over several lines, broken where single spaces stand in it.
    fn text(&mut self, row: &[Lexeme], before: Option<&Lexeme>, indent: usize, ending: &str) {
        let Some((literal, rest)) = row.split_first() else { return };
        if before.is_some() && !self.lines.nothing() {
            self.lines.push(" ");
        }
        let closing = joined(std::iter::once(&Part { role: Role::Clause, lexemes: rest.to_vec() }));
        let words = breakable(&literal.text);
        let last = words.len().saturating_sub(1);
        for (number, word) in words.iter().enumerate() {
            let behind = if number == last { closing.chars().count() + ending.chars().count() } else { 0 };
            let length = word.chars().count() + behind;
            if number > 0 {
                if self.lines.width + 1 + length > WIDTH {
                    self.lines.begin(indent);
                } else {
                    self.lines.push(" ");
                }
            }
            self.lines.push(word);
        }
        let lexemes = rest.iter().collect::<Vec<_>>();
        if lexemes.is_empty() {
            self.lines.push(ending);
        }
        comments(self.lines, literal, indent, lexemes.is_empty() && !ending.is_empty());
        write(self.lines, &lexemes, Some(literal), indent, ending);
    }
}

/// Whether a lexeme is the `has` of `every ?m where (…) has (…)`.
fn quantifies(before: &Lexeme, lexeme: &Lexeme) -> bool {
    before.kind == Kind::Close && lexeme.text == "has"
}

/// Cuts lexemes before each that begins a row.
fn split(lexemes: &[Lexeme], begins: impl Fn(&Lexeme, &Lexeme) -> bool) -> Vec<&[Lexeme]> {
    let mut rows = Vec::new();
    let mut from = 0;
    for at in 1..lexemes.len() {
        if let (Some(before), Some(lexeme)) = (lexemes.get(at - 1), lexemes.get(at))
            && begins(before, lexeme)
        {
            rows.extend(lexemes.get(from..at));
            from = at;
        }
    }
    rows.extend(lexemes.get(from..));
    rows
}

/// The pieces of a text between single spaces, at which a line may break: a break, and the white
/// space around it, means one space.
fn breakable(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let blank = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in 1..bytes.len() {
        let alone = bytes.get(at) == Some(&b' ') && !blank(at - 1) && !blank(at + 1);
        if alone && at > 1 && at + 2 < bytes.len() {
            pieces.extend(text.get(from..at));
            from = at + 1;
        }
    }
    pieces.extend(text.get(from..));
    pieces
}
