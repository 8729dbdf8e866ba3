//! Chunks of text to statements: the only code that sees what pest matches.
//!
//! Invariant: a chunk becomes one statement or one diagnostic; blocks are walked without recursion.

mod clauses;
mod declarations;
mod expressions;
mod formulas;
mod grammar;
mod names;
mod parts;
mod statements;
mod typed;

pub(super) use grammar::Rule;
pub(super) use typed::{typed_literal, typed_query};

use super::ast::{Ast, ConstraintKind, Keyword, Qualifier, Statement, StatementKind, Text};
use super::message;
use super::scan::{Chunk, Ending, Scan, State};
use super::sink::Sink;
use super::trivia::Trivia;
use crate::source::{FileId, Span};
use grammar::Grammar;
use parts::{Made, Parts, Place};
use pest::Parser;
use smol_str::SmolStrBuilder;

/// What a statement says, without what stands around it.
struct Said {
    kind: StatementKind,
    qualifiers: Vec<Qualifier>,
}

/// A statement whose remaining parts are qualifiers.
fn said(parts: &mut Parts<'_>, mut given: Vec<Qualifier>, kind: StatementKind) -> Made<Said> {
    clauses::qualifiers(parts, &mut given)?;
    Ok(Said { kind, qualifiers: given })
}

/// The statements of one block, as far as they have been read.
struct Level {
    chunks: std::vec::IntoIter<Chunk>,
    statements: Vec<Statement>,
    /// The statement that owns the block; none at the top level, and none if its header is faulty.
    owner: Option<Statement>,
}

/// Reads every statement of a scanned file.
pub(super) fn read(text: &str, file: FileId, scan: Scan) -> (Ast, Sink, Sink) {
    let Scan { chunks, trivia, sink: scanned, .. } = scan;
    let mut sink = Sink::default();
    let mut levels = vec![Level { chunks: chunks.into_iter(), statements: Vec::new(), owner: None }];
    let mut statements = Vec::new();
    while let Some(level) = levels.last_mut() {
        if let Some(chunk) = level.chunks.next() {
            let Chunk { start, end, close, doc, ending, state } = chunk;
            let reader = ChunkReader { text, file, start, end, ending: &ending };
            let statement = match state {
                State::Faulty => None,
                State::Sound => reader.read(&mut sink),
            };
            let statement = statement.map(|mut statement| {
                statement.span = Span::new(file, statement.span.start, close);
                statement.doc = doc_comment(text, file, &trivia, doc);
                statement
            });
            match ending {
                Ending::Block(children) => levels.push(Level {
                    chunks: children.into_iter(),
                    statements: Vec::new(),
                    owner: statement,
                }),
                Ending::Stop | Ending::Question => level.statements.extend(statement),
            }
            continue;
        }
        let Some(done) = levels.pop() else { break };
        match levels.last_mut() {
            None => statements = done.statements,
            Some(outer) => {
                if let Some(mut owner) = done.owner {
                    owner.block = Some(done.statements);
                    outer.statements.push(owner);
                }
            }
        }
    }
    (Ast { file, statements, trivia }, scanned, sink)
}

/// One chunk and the file around it.
struct ChunkReader<'a> {
    text: &'a str,
    file: FileId,
    start: u32,
    end: u32,
    ending: &'a Ending,
}

impl ChunkReader<'_> {
    fn read(&self, sink: &mut Sink) -> Option<Statement> {
        let text = self.text.get(self.start as usize..self.end as usize)?;
        let place = Place { file: self.file, base: self.start };
        let rule = entry(text, self.ending);
        if let Ending::Question = self.ending {
            sink.push(|| message::shape::question_in_file(place.range(0, text.len())));
            return None;
        }
        let mut pairs = match Grammar::parse(rule, text) {
            Ok(pairs) => pairs,
            Err(error) => {
                sink.push(|| message::syntax(&error, rule, text, place.file, place.base));
                return None;
            }
        };
        let mut parts = Parts::of(place, pairs.next()?);
        let label = parts.maybe(Rule::label).and_then(|pair| pair.into_inner().next());
        let label = label.map(|pair| names::name(place, pair));
        match statement(rule, &mut parts) {
            Ok(Said { kind, qualifiers }) => Some(Statement {
                span: place.range(0, text.len()),
                doc: None,
                label,
                kind,
                qualifiers,
                block: None,
            }),
            Err(fault) => {
                sink.push(|| *fault);
                None
            }
        }
    }
}

fn statement(rule: Rule, parts: &mut Parts<'_>) -> Made<Said> {
    use declarations as declare;
    if !matches!(rule, Rule::assertion | Rule::qualifier_block) {
        // The keyword, by which the rule was chosen.
        parts.next();
    }
    match rule {
        Rule::analysis => declare::frame(parts, StatementKind::Analysis),
        Rule::question => declare::frame(parts, StatementKind::Question),
        Rule::scenario => declare::frame(parts, StatementKind::Scenario),
        Rule::import => statements::import(parts),
        Rule::commitment => declare::commitment(parts),
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
        Rule::suppose => statements::suppose(parts),
        Rule::retract => statements::retract(parts),
        Rule::qualifier_block => said(parts, Vec::new(), StatementKind::Block),
        rule => match keyword(rule) {
            Some(keyword) => declare::declare(keyword, parts),
            None => statements::assertion(parts),
        },
    }
}

/// The keyword of a plain declaration.
fn keyword(rule: Rule) -> Option<Keyword> {
    Some(match rule {
        Rule::actor => Keyword::Actor,
        Rule::group => Keyword::Group,
        Rule::source => Keyword::Source,
        Rule::resource => Keyword::Resource,
        Rule::matter => Keyword::Matter,
        Rule::unit => Keyword::Unit,
        Rule::goal => Keyword::Goal,
        Rule::action => Keyword::Action,
        Rule::event => Keyword::Event,
        Rule::claim => Keyword::Claim,
        Rule::proposition => Keyword::Proposition,
        Rule::sort => Keyword::Sort,
        _ => return None,
    })
}

/// The rule by which a chunk is read: that of its first word after the label.
fn entry(text: &str, ending: &Ending) -> Rule {
    let rest = after_label(text);
    let word = first_word(rest);
    let predicate = rest.get(word.len()..).is_some_and(|rest| rest.trim_start().starts_with('('));
    match entry_of(word) {
        Some(rule) if !predicate => rule,
        _ if matches!(ending, Ending::Block(_)) => Rule::qualifier_block,
        _ => Rule::assertion,
    }
}

/// The entry rule of a statement word.
fn entry_of(word: &str) -> Option<Rule> {
    Some(match word {
        "analysis" => Rule::analysis,
        "import" => Rule::import,
        "actor" => Rule::actor,
        "group" => Rule::group,
        "source" => Rule::source,
        "resource" => Rule::resource,
        "matter" => Rule::matter,
        "unit" => Rule::unit,
        "goal" => Rule::goal,
        "action" => Rule::action,
        "event" => Rule::event,
        "claim" => Rule::claim,
        "proposition" => Rule::proposition,
        "sort" => Rule::sort,
        "commitment" => Rule::commitment,
        "veto" => Rule::veto,
        "forecast" => Rule::forecast,
        "question" => Rule::question,
        "hypothesis" => Rule::hypothesis,
        "scenario" => Rule::scenario,
        "relation" => Rule::relation,
        "scale" => Rule::scale,
        "rule" => Rule::inference,
        "impossible" => Rule::impossible,
        "forbid" => Rule::forbid,
        "facts" => Rule::facts,
        "expect" => Rule::expect,
        "prefer" => Rule::prefer,
        "suppose" => Rule::suppose,
        "retract" => Rule::retract,
        _ => return None,
    })
}

/// What stands after `@label:`, or everything.
fn after_label(text: &str) -> &str {
    let Some(label) = text.strip_prefix('@') else { return text };
    let word = first_word(label);
    let rest = blanks_trimmed(label.get(word.len()..).unwrap_or(""));
    rest.strip_prefix(':').map_or(text, blanks_trimmed)
}

/// The text without the white space and the comments at its start.
fn blanks_trimmed(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        if !text.starts_with('#') {
            return text;
        }
        text = text.get(text.find('\n').unwrap_or(text.len())..).unwrap_or("");
    }
}

fn first_word(text: &str) -> &str {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' || !c.is_ascii();
    let end = text.find(|c: char| !part(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
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
