//! What stands at a place, in a few lines: what a name is and what is known of it, what a sentence says and whether it
//! follows, what a word of the language does.
//!
//! Invariant: what could not be found out in time is left out, never guessed.

use super::asked::{Asked, Subject};
use super::sentence;
use crate::assist::{self, Wish};
use crate::diagnostic::clean;
use crate::model::Model;
use crate::model::occurrences::Entity;
use crate::model::statement::{RelationId, SymbolId};
use crate::model::value::scale::Hedge;
use crate::report::{Command, Page};
use crate::rpc::Failure;
use crate::source::Span;
use crate::syntax::language;
use crate::syntax::lexer::{Kind, lexemes};
use serde_json::{Value, json};
use std::fmt::Write;

/// The most parts of what is known of a thing that are shown, and of each the most lines.
const PARTS: usize = 6;
const LINES: usize = 2;

/// The most lines of a proof that are shown.
const PROOF: usize = 24;

/// `textDocument/hover`
pub(super) fn hover(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let (subject, position) = asked.place(params)?;
    let offset = subject.offset(position);
    let model = subject.analysis()?.model();
    let (span, text) = match model.occurrences.at(subject.file, offset) {
        Some(name) => (name.span, of_name(asked, &subject, &name.entity, offset)?),
        None => match word(&subject, offset as usize) {
            Some(found) => found,
            None => return Ok(Value::Null),
        },
    };
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let range = subject.opened.range(span).map(Value::from);
    Ok(json!({ "contents": { "kind": "markdown", "value": clean::block(&text) }, "range": range }))
}

fn of_name(asked: &Asked<'_>, subject: &Subject, entity: &Entity, offset: u32) -> Result<String, Failure> {
    let model = subject.analysis()?.model();
    Ok(match entity {
        Entity::Symbol(id) => {
            let mut out = of_symbol(model, *id);
            let (page, _) = subject.analysis()?.look(Command::Ask, asked.budget, |session, texts| {
                if session.invalid() {
                    Ok(None)
                } else {
                    assist::page(session, texts, &Wish::about(*id)).map(Some)
                }
            });
            if let Some(page) = page.flatten() {
                sections(&page, &mut out);
            }
            out
        }
        Entity::Relation(id) => {
            let mut out = of_relation(model, *id);
            if let Some(sentence) = sentence::at(model, subject.file, offset) {
                follows(asked, subject, &sentence.text, &mut out)?;
            }
            out
        }
        Entity::Sort(id) => format!("**{}**: a sort", model.sorts.name(*id)),
        Entity::Rule(name) => of_rule(model, name),
        Entity::Scale(name) => format!("**{name}**: a scale of likelihoods"),
        Entity::Likelihood(word) => of_likelihood(model, word),
        Entity::Variable(..) => String::from("a variable: whatever makes the sentences around it true"),
    })
}

/// A name with its sort and its explanation.
fn of_symbol(model: &Model, id: SymbolId) -> String {
    let Some(symbol) = model.symbol(id) else { return String::new() };
    let mut out = format!("**{}**: {}", model.write_symbol(id), model.sorts.name(symbol.sort));
    if let Some(gloss) = &symbol.gloss {
        out.push_str(&format!(", {gloss}"));
    }
    if !symbol.aliases.is_empty() {
        out.push_str(&format!("  \nalso {}", symbol.aliases.join(", ")));
    }
    let declared = symbol.span.and_then(|span| {
        model.statements().find(|(_, statement)| statement.span.holds(span)).map(|(_, statement)| statement)
    });
    if let Some(doc) = declared.and_then(|statement| statement.doc.as_ref()) {
        out.push_str(&format!("\n\n{doc}"));
    }
    out
}

fn sections(page: &Page, out: &mut String) {
    for section in page.sections.iter().take(PARTS) {
        // Writing to a text cannot fail.
        let _written = write!(out, "\n\n{}\n", section.heading);
        for line in section.lines.iter().take(LINES) {
            let _written = write!(out, "\n- {line}");
        }
        let more = section.hidden + section.lines.len().saturating_sub(LINES);
        if more > 0 {
            let _written = write!(out, "\n- … and {more} more");
        }
    }
}

/// A relation with its sentence and what it means.
fn of_relation(model: &Model, id: RelationId) -> String {
    let Some(relation) = model.relation(id) else { return String::new() };
    let pattern = relation.sentences.first().map(|sentence| model.pattern(sentence, &relation.holes));
    let mut out = format!("**{}**", pattern.unwrap_or_default());
    if let Some(doc) = &relation.doc {
        out.push_str(&format!("\n\n{doc}"));
    }
    let home =
        model.module(relation.span).map(|module| format!(", of the standard module `{}`", module.name));
    out.push_str(&format!("\n\n`{}`{}", relation.name, home.unwrap_or_default()));
    out
}

fn of_rule(model: &Model, name: &str) -> String {
    let Some((_, rule)) = model.statements().find(|(_, statement)| statement.name == name) else {
        return String::new();
    };
    let mut out = format!("**{name}**");
    if let Some(gloss) = &rule.gloss {
        out.push_str(&format!(": {gloss}"));
    }
    if let Some(doc) = &rule.doc {
        out.push_str(&format!("\n\n{doc}"));
    }
    out
}

fn of_likelihood(model: &Model, word: &str) -> String {
    let scale = &model.frame.scale;
    match scale.find(word) {
        Some(Hedge::Word(found)) => {
            let range = crate::model::value::scale::percents(&found.range);
            format!("**{word}**: {range} (scale `{}`)", scale.name)
        }
        Some(Hedge::Possible) => format!("**{word}**: above zero"),
        None => String::new(),
    }
}

/// Whether a sentence follows, and why or why not.
fn follows(asked: &Asked<'_>, subject: &Subject, sentence: &str, out: &mut String) -> Result<(), Failure> {
    let Some(found) = sentence::asked(asked, subject, &format!("why {sentence}?"), 1)? else { return Ok(()) };
    let told = found.text();
    let lines: Vec<&str> = told.trim_end().lines().collect();
    let shown = lines.get(..PROOF.min(lines.len())).unwrap_or_default().join("\n");
    out.push_str(&format!("\n\n```text\n{shown}\n```"));
    Ok(())
}

/// A word of the language, with what it does.
fn word(subject: &Subject, offset: usize) -> Option<(Span, String)> {
    let text = subject.text();
    let here = lexemes(text).find(|one| one.start <= offset && offset < one.end)?;
    if here.kind != Kind::Word {
        return None;
    }
    let word = here.of(text);
    let text = match language::statement(word) {
        Some(statement) => format!("**{word}**: {}\n\n```strat\n{}\n```", statement.doc, statement.example),
        None => {
            let clause = language::begun_by(word)?;
            format!("**{}**: {}\n\n```strat\n{}\n```", clause.words, clause.doc, clause.example)
        }
    };
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Some((Span::new(subject.file, narrow(here.start), narrow(here.end)), text))
}
