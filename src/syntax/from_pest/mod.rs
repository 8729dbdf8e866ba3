//! Chunks of text to statements: the only code that sees what pest matches.
//!
//! Invariant: a chunk becomes one statement or one diagnostic; blocks are walked without recursion.

mod broken;
mod clauses;
mod decisions;
mod declarations;
mod entry;
mod expressions;
mod formulas;
mod grammar;
mod matrices;
mod names;
mod parts;
mod said;
mod statements;
mod typed;

#[cfg(test)]
pub(super) use entry::matched;
pub(super) use entry::{accepts, entry_of};
pub(super) use grammar::Rule;
pub(super) use typed::{typed_literal, typed_query};

use super::ast::{
    Ast, Broken, ConstraintKind, Keyword, Qualifier, QualifierKind, Statement, StatementKind, Text,
};
use super::lexer::{first_word, unblanked};
use super::message;
use super::scan::{Chunk, Ending, Scan, State};
use super::sink::Sink;
use super::trivia::Trivia;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use entry::{after_label, entry};
use grammar::Grammar;
use parts::{Made, Parts, Place};
use pest::Parser;
use pest::iterators::Pairs;
use said::{Said, said};
use smol_str::SmolStrBuilder;

/// The statements of one block, as far as they have been read.
struct Level {
    chunks: std::vec::IntoIter<Chunk>,
    statements: Vec<Statement>,
    owner: Owner,
}

impl Level {
    fn new(chunks: Vec<Chunk>, owner: Owner) -> Self {
        let statements = Vec::with_capacity(chunks.len());
        Level { chunks: chunks.into_iter(), statements, owner }
    }
}

/// What becomes of the statements of a block.
enum Owner {
    /// They are the block of a statement, or those of the file.
    Keeps(Option<Statement>),
    /// They follow the statement, which has no block by rights: what they declare is not lost.
    LetsGo(Option<Statement>),
    /// They are lost with the statement: outside of it they would mean something else.
    Drops,
}

/// Reads every statement of a scanned file.
pub(super) fn read(text: &str, file: FileId, scan: Scan) -> (Ast, Sink, Sink) {
    let Scan { chunks, trivia, sink: scanned, .. } = scan;
    let mut sink = Sink::default();
    let mut levels = vec![Level::new(chunks, Owner::Keeps(None))];
    let mut statements = Vec::new();
    let mut broken = Vec::new();
    while let Some(level) = levels.last_mut() {
        if let Some(chunk) = level.chunks.next() {
            let Chunk { start, end, close, doc, ending, state } = chunk;
            let reader = ChunkReader { text, file, start, end, ending: &ending };
            let read = match state {
                State::Faulty => Read::Broken(reader.salvage().map(Box::new)),
                State::Sound | State::Unended => reader.read(state, &mut sink),
            };
            let mut statement = match read {
                Read::Sound(statement) => Some(*statement),
                Read::Broken(rest) => {
                    broken.push(Broken {
                        span: Span::new(file, start, close),
                        ..broken::broken(reader.chunk().unwrap_or(""), reader.place())
                    });
                    rest.map(|statement| *statement)
                }
            };
            if let Some(statement) = &mut statement {
                statement.span = Span::new(file, statement.span.start, close);
                statement.doc = doc_comment(text, file, &trivia, doc);
            }
            match ending {
                Ending::Block(children) => {
                    levels.push(Level::new(children, owner(text, start, end, statement)));
                }
                Ending::Stop | Ending::Question => level.statements.extend(statement),
            }
            continue;
        }
        let Some(done) = levels.pop() else { break };
        match (levels.last_mut(), done.owner) {
            (None, _) => statements = done.statements,
            (Some(outer), Owner::Keeps(owner)) => outer.statements.extend(owner.map(|mut owner| {
                owner.block = Some(done.statements);
                owner
            })),
            (Some(outer), Owner::LetsGo(owner)) => {
                outer.statements.extend(owner);
                outer.statements.extend(done.statements);
            }
            (Some(_), Owner::Drops) => {
                lose(done.statements, &mut broken);
            }
        }
    }
    broken.sort_by_key(|broken: &Broken| broken.span.start);
    (Ast { file, statements, broken, trivia }, scanned, sink)
}

/// Keeps of statements, and of those in their blocks, what they would have declared.
fn lose(mut statements: Vec<Statement>, broken: &mut Vec<Broken>) {
    while let Some(mut statement) = statements.pop() {
        statements.extend(statement.block.take().into_iter().flatten());
        broken.push(broken::lost(statement));
    }
}

/// What came of a chunk.
enum Read {
    /// All of it was read.
    Sound(Box<Statement>),
    /// It was not, which has been reported; what declares its name is left.
    Broken(Option<Box<Statement>>),
}

/// What becomes of the block behind a header.
fn owner(text: &str, start: u32, end: u32, statement: Option<Statement>) -> Owner {
    match statement {
        Some(statement) if takes_block(&statement.kind) => Owner::Keeps(Some(statement)),
        Some(statement) => Owner::LetsGo(Some(statement)),
        None => {
            let header = text.get(start as usize..end as usize).unwrap_or("");
            match entry_of(first_word(after_label(header))) {
                Some(Rule::question | Rule::scenario | Rule::game | Rule::matrix) => Owner::Drops,
                _ => Owner::LetsGo(None),
            }
        }
    }
}

/// Whether statements of the rule declare names by their first words alone.
fn declares(rule: Rule) -> bool {
    matches!(rule, Rule::analysis | Rule::question | Rule::scenario | Rule::game | Rule::relation)
        || keyword(rule).is_some()
}

/// Whether a statement may have a block.
fn takes_block(kind: &StatementKind) -> bool {
    matches!(
        kind,
        StatementKind::Question(_)
            | StatementKind::Hypothesis(_)
            | StatementKind::Scenario(_)
            | StatementKind::Game(_)
            | StatementKind::Matrix(_)
            | StatementKind::Block
    )
}

/// One chunk and the file around it.
struct ChunkReader<'a> {
    text: &'a str,
    file: FileId,
    start: u32,
    end: u32,
    ending: &'a Ending,
}

impl<'a> ChunkReader<'a> {
    fn read(&self, state: State, sink: &mut Sink) -> Read {
        let Some(text) = self.chunk() else { return Read::Broken(None) };
        let place = self.place();
        let rule = entry(text, self.ending);
        if let Ending::Question = self.ending {
            sink.push(|| message::shape::question_in_file(place.range(0, text.len())));
            return Read::Broken(None);
        }
        let read = match Grammar::parse(rule, text) {
            Ok(pairs) => statement_of(rule, place, text, pairs),
            Err(error) => {
                // A sign at the end that is no full stop was told as the stop that is missing.
                let rest = text.get(message::place_of(&error)..).unwrap_or("").trim();
                let incomplete = matches!(rest, "" | "!" | ";" | ":");
                if state != State::Unended || !incomplete {
                    sink.push(|| message::syntax(&error, rule, text, place.file, place.base));
                }
                return Read::Broken(self.salvage().map(Box::new));
            }
        };
        match read {
            Ok(mut statement) => {
                if let Some(doubt) = self.doubt(rule, text, &statement) {
                    sink.push(|| doubt);
                    let likely = |qualifier: &Qualifier| matches!(qualifier.kind, QualifierKind::Likely(_));
                    statement.qualifiers.retain(|qualifier| !likely(qualifier));
                    return Read::Broken(declares(rule).then(|| Box::new(statement)));
                }
                if let Some(misplaced) = self.misplaced_block(text, &statement) {
                    sink.push(|| misplaced);
                }
                Read::Sound(Box::new(statement))
            }
            Err(fault) => {
                sink.push(|| *fault);
                Read::Broken(None)
            }
        }
    }

    fn chunk(&self) -> Option<&'a str> {
        self.text.get(self.start as usize..self.end as usize)
    }

    fn place(&self) -> Place {
        Place { file: self.file, base: self.start }
    }

    fn doubt(&self, rule: Rule, text: &str, statement: &Statement) -> Option<Diagnostic> {
        let Statement { kind, qualifiers, .. } = statement;
        message::suspicious::Read { rule, text, file: self.file, base: self.start, kind, qualifiers }.doubt()
    }

    /// A block where none belongs, or none where one does.
    fn misplaced_block(&self, text: &str, statement: &Statement) -> Option<Diagnostic> {
        let place = self.place();
        match (self.ending, &statement.kind) {
            (Ending::Block(_), kind) if !takes_block(kind) => {
                let rest = self.text.get(self.end as usize..).unwrap_or("");
                let brace = text.len() + rest.find('{').unwrap_or(0);
                let called = message::shape::called(first_word(after_label(text)));
                Some(message::shape::block_on(&called, place.range(brace, brace + 1)))
            }
            (
                Ending::Stop,
                StatementKind::Question(inner) | StatementKind::Scenario(inner) | StatementKind::Game(inner),
            ) => {
                let name = inner.names.first().map_or("", |name| name.text.as_str());
                let keyword = first_word(after_label(text));
                Some(message::shape::block_missing(keyword, name, place.range(text.len(), text.len())))
            }
            (Ending::Stop, StatementKind::Matrix(question)) => Some(message::shape::block_missing(
                "matrix for",
                &question.text,
                place.range(text.len(), text.len()),
            )),
            _ => None,
        }
    }

    /// As much of a faulty declaration as tells what it declares, so that the names are known.
    fn salvage(&self) -> Option<Statement> {
        let text = self.chunk()?;
        let rule = entry(text, self.ending);
        if !declares(rule) {
            return None;
        }
        let label = text.len() - after_label(text).len();
        let rest = text.get(label..)?;
        let word = first_word(rest).len();
        let name = word + blank_length(rest.get(word..)?);
        let name_end = name + first_word(rest.get(name..)?).len();
        let gloss = name_end + blank_length(rest.get(name_end..)?);
        let gloss_end = gloss + quoted_length(rest.get(gloss..)?);
        [gloss_end, name_end].into_iter().find_map(|end| {
            let part = text.get(..label + end)?;
            let pairs = Grammar::parse(rule, part).ok()?;
            statement_of(rule, self.place(), part, pairs).ok()
        })
    }
}

/// The length of a text in quotes at the start, on one line.
fn quoted_length(text: &str) -> usize {
    let closing = text.strip_prefix('"').and_then(|inner| inner.find(['"', '\n', '\\']));
    closing.map_or(0, |at| if text.as_bytes().get(at + 1) == Some(&b'"') { at + 2 } else { 0 })
}

fn blank_length(text: &str) -> usize {
    text.len() - unblanked(text).len()
}

/// The statement that pest has matched.
fn statement_of(rule: Rule, place: Place, text: &str, mut pairs: Pairs<'_, Rule>) -> Made<Statement> {
    let span = place.range(0, text.len());
    let whole = pairs.next().ok_or_else(|| parts::broken_promise(span))?;
    let mut parts = Parts::of(place, whole);
    let label = parts.maybe(Rule::label).and_then(|pair| pair.into_inner().next());
    let label = label.map(|pair| names::name(place, pair));
    let Said { kind, mut qualifiers } = statement(rule, &mut parts)?;
    qualifiers.shrink_to_fit();
    Ok(Statement { span, doc: None, label, kind, qualifiers, block: None })
}

fn statement(rule: Rule, parts: &mut Parts<'_>) -> Made<Said> {
    use declarations as declare;
    // The keyword, by which the rule was chosen.
    let keyless = matches!(rule, Rule::assertion | Rule::qualifier_block | Rule::decision | Rule::rated);
    let word = if keyless { None } else { parts.next() };
    match rule {
        Rule::analysis => declare::frame(parts, StatementKind::Analysis),
        Rule::question => declare::frame(parts, StatementKind::Question),
        Rule::scenario => declare::frame(parts, StatementKind::Scenario),
        Rule::game => declare::frame(parts, StatementKind::Game),
        Rule::named_outcome => declare::outcome(parts),
        Rule::indicator => declare::indicator(parts),
        Rule::matrix => matrices::matrix(parts),
        Rule::rated => matrices::rated(parts),
        Rule::ratings => matrices::ratings(parts),
        Rule::import => statements::import(parts),
        Rule::commitment => declare::commitment(word.map(|word| word.as_rule()), parts),
        Rule::veto => declare::veto(parts),
        Rule::forecast => declare::forecast(parts),
        Rule::hypothesis => declare::hypothesis(parts),
        Rule::relation => declare::relation(parts),
        Rule::scale => declare::scale(parts),
        Rule::inference => statements::rule(parts),
        Rule::impossible => statements::constraint(ConstraintKind::Impossible, parts),
        Rule::forbid => statements::constraint(ConstraintKind::Forbid, parts),
        Rule::facts => statements::facts(parts),
        Rule::expect => statements::expect(parts),
        Rule::prefer => statements::prefer(parts),
        Rule::decision => decisions::decision(parts),
        Rule::suppose => statements::suppose(parts),
        Rule::retract => statements::retract(parts),
        Rule::resolve => statements::resolve(parts),
        Rule::declare => declare::declare_sort(parts),
        Rule::qualifier_block => said(parts, Vec::new(), StatementKind::Block),
        rule => match keyword(rule) {
            Some(keyword) => declare::declare(keyword, parts),
            None => statements::assertion(parts),
        },
    }
}

/// The keyword of a plain declaration.
fn keyword(rule: Rule) -> Option<Keyword> {
    Keyword::ALL.iter().copied().find(|keyword| entry_of(keyword.word()) == Some(rule))
}

/// The lines of a doc comment, without their marks.
fn doc_comment(text: &str, file: FileId, trivia: &Trivia, range: std::ops::Range<u32>) -> Option<Text> {
    let pieces = trivia.pieces.get(range.start as usize..range.end as usize)?;
    let (first, last) = (pieces.first()?, pieces.last()?);
    let mut value = SmolStrBuilder::new();
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            value.push('\n');
        }
        let line = text.get(piece.span.start as usize..piece.span.end as usize).unwrap_or("");
        let line = line.strip_prefix("##").unwrap_or(line);
        value.push_str(line.strip_prefix(' ').unwrap_or(line));
    }
    Some(Text { value: value.finish(), span: Span::new(file, first.span.start, last.span.end) })
}
