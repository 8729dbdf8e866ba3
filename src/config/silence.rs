//! `# strat: allow S0210 because …`: findings that a file silences in place.
//!
//! Before a statement it speaks of the statement and its block; behind one, of that statement. What follows
//! from several statements can be silenced at any of them.

use super::Levels;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{Edit, Fix, Sureness};
use crate::source::{FileId, Origin, SourceFile, SourceMap, Span};
use crate::syntax::{self, ast::Statement, trivia::PieceKind};

const MARK: &str = "strat: allow";

/// A silencing.
struct Silencing {
    codes: Vec<(Code, Used)>,
    /// The comment.
    span: Span,
    /// What it speaks of.
    reach: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Used {
    Yes,
    No,
}

/// Takes away the findings that the files of a map silence, and reports silencings that cannot be read
/// and, with `unused`, those that silence nothing.
pub fn silence(map: &SourceMap, findings: &mut Vec<Diagnostic>, unused: Unused) {
    let mut all: Vec<Silencing> = Vec::new();
    let mut bad = Vec::new();
    for (id, file) in map.files() {
        if file.origin == Origin::User && file.text.contains(MARK) {
            collect(map, id, file, &mut all, &mut bad);
        }
    }
    if all.is_empty() && bad.is_empty() {
        return;
    }
    findings.retain(|finding| {
        if !Levels::may_change(finding.code) {
            return true;
        }
        // A mistake in the text has one place; the others that it shows are there to explain.
        let places = if finding.code.is_of_text() { 1 } else { finding.labels.len() };
        for silencing in &mut all {
            let reach = silencing.reach;
            let reaches = finding.labels.iter().take(places).any(|label| {
                let place = label.span;
                reach.file == place.file && reach.start <= place.start && place.start < reach.end
            });
            let code = silencing.codes.iter_mut().find(|(code, _)| *code == finding.code);
            if let (true, Some((_, used))) = (reaches, code) {
                *used = Used::Yes;
                return false;
            }
        }
        true
    });
    findings.extend(bad);
    if unused == Unused::Passed {
        return;
    }
    for silencing in all {
        let idle: Vec<&str> = silencing
            .codes
            .iter()
            .filter(|(_, used)| *used == Used::No)
            .map(|(code, _)| code.number())
            .collect();
        if idle.is_empty() {
            continue;
        }
        let mut diagnostic =
            Diagnostic::new(Code::UnusedSilencing, format!("nothing to silence: {}", idle.join(", ")))
                .label(silencing.span, "no such finding here");
        if idle.len() == silencing.codes.len() {
            diagnostic = diagnostic.help("take the comment away").fix(Fix {
                title: String::from("take the comment away"),
                edits: vec![Edit { span: whole_line(map, silencing.span), text: String::new() }],
                sureness: Sureness::Certain,
            });
        } else {
            diagnostic = diagnostic.help("take the code away from the comment");
        }
        findings.push(diagnostic);
    }
}

/// Whether silencings that silence nothing are told: not where only part of the findings is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// They are.
    Told,
    /// They are passed over.
    Passed,
}

fn collect(
    map: &SourceMap,
    id: FileId,
    file: &SourceFile,
    all: &mut Vec<Silencing>,
    bad: &mut Vec<Diagnostic>,
) {
    let ast = syntax::parse(map, id).value;
    let mut statements: Vec<Span> = Vec::new();
    let mut open: Vec<&Statement> = ast.statements.iter().collect();
    while let Some(statement) = open.pop() {
        statements.push(statement.span);
        open.extend(statement.block.iter().flatten());
    }
    statements.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    for piece in ast.trivia.pieces.iter().filter(|piece| piece.kind == PieceKind::Comment) {
        let text = map.text(piece.span);
        let Some(rest) = text.trim_start_matches('#').trim_start().strip_prefix(MARK) else { continue };
        match read(rest) {
            Ok(codes) => {
                let reach = reach(file, piece.span, &statements);
                let codes = codes.into_iter().map(|code| (code, Used::No)).collect();
                all.push(Silencing { codes, span: piece.span, reach });
            }
            Err(message) => bad.push(
                Diagnostic::new(Code::BadSilencing, message)
                    .label(piece.span, "this silences nothing")
                    .help("write `# strat: allow S0210 because …`, with the reason"),
            ),
        }
    }
}

/// The codes of a silencing.
fn read(rest: &str) -> Result<Vec<Code>, String> {
    let (codes, reason) = rest.split_once(" because ").unwrap_or((rest, ""));
    if reason.trim().is_empty() {
        return Err(String::from("a silencing without a reason"));
    }
    let mut found = Vec::new();
    for word in codes.split([',', ' ']).filter(|word| !word.is_empty()) {
        let code = Code::parse(word).ok_or_else(|| format!("there is no code `{word}`"))?;
        if !Levels::may_change(code) {
            return Err(format!("{} cannot be silenced: {}", code.number(), code.title()));
        }
        found.push(code);
    }
    if found.is_empty() { Err(String::from("a silencing without a code")) } else { Ok(found) }
}

/// What a comment speaks of.
fn reach(file: &SourceFile, comment: Span, statements: &[Span]) -> Span {
    let lines = file.lines();
    let line = lines.line(comment.start);
    let start = lines.start(line).unwrap_or(0);
    let before = file.text.get(start as usize..comment.start as usize).unwrap_or_default();
    if before.trim().is_empty() {
        let next = statements.iter().find(|span| span.start >= comment.end);
        return next.copied().unwrap_or(comment);
    }
    let on_line = |span: &&Span| span.end <= comment.start && lines.line(span.end) == line;
    match statements.iter().filter(on_line).max_by_key(|span| (span.end, span.start)) {
        Some(span) => span.to(comment),
        None => Span::new(comment.file, start, comment.end),
    }
}

/// A comment with its line, where nothing else stands on it; else with the space before it.
fn whole_line(map: &SourceMap, comment: Span) -> Span {
    let Some(file) = map.file(comment.file) else { return comment };
    let line = file.lines().line(comment.start);
    let start = file.lines().start(line).unwrap_or(0);
    let before = file.text.get(start as usize..comment.start as usize).unwrap_or_default();
    if before.trim().is_empty() {
        let end = file.lines().start(line + 1).unwrap_or(comment.end);
        Span::new(comment.file, start, end)
    } else {
        let spaces = before.len() - before.trim_end().len();
        Span::new(comment.file, comment.start - u32::try_from(spaces).unwrap_or(0), comment.end)
    }
}
