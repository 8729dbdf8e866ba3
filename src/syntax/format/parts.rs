//! A statement cut where its lines may break.

use super::lex::{Kind, Lexeme};
use crate::source::Span;
use crate::syntax::ast::{ClauseKind, Property, Statement, StatementKind};
use std::collections::BTreeMap;

/// Lexemes that stand on one line if they fit.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) role: Role,
    pub(super) lexemes: Vec<Lexeme>,
}

/// What a part is in its statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The statement word and the names.
    Lead,
    /// The explanation in quotes, a clause, an entry of a scale.
    Clause,
    /// The sentence of a relation, which is never broken.
    Template,
    /// A qualifier, or a last property of a relation.
    Tail,
    /// A sentence, or `and` with a sentence: of a conclusion, of a condition without `if`.
    Sentence,
    /// `if` with the first condition.
    If,
    /// `and` with a further condition after `if`.
    IfAnd,
    /// `unless` with an exception.
    Unless,
}

/// A statement in its parts.
pub(super) struct Parts {
    /// Up to the colon, or all of it.
    pub(super) header: Vec<Part>,
    /// What follows the colon of a rule; all of a sentence.
    pub(super) body: Vec<Part>,
    pub(super) form: Form,
}

/// How the parts of a statement stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A header alone.
    Declaration,
    /// A header, a colon and a line break, and sentences.
    Rule,
    /// The same, all sentences being one condition.
    Constraint,
    /// A header, a colon and entries, on one line if they fit.
    Entries,
    /// Sentences alone.
    Sentence,
}

/// The parts of a statement that consists of these lexemes.
pub(super) fn parts(statement: &Statement, lexemes: Vec<Lexeme>) -> Parts {
    let form = form(&statement.kind);
    let mut starts = starts(statement);
    if let StatementKind::Facts(_) | StatementKind::DeclareFrom { .. } = &statement.kind {
        let clauses = lexemes.iter().skip(4).filter(|lexeme| {
            let opens = matches!(
                lexeme.text.as_str(),
                "columns"
                    | "column"
                    | "declaring"
                    | "dates"
                    | "numbers"
                    | "separator"
                    | "skipping"
                    | "rejected"
            );
            opens && lexeme.kind == Kind::Word
        });
        starts.extend(clauses.map(|lexeme| (lexeme.start, Role::Clause)));
    }
    let mut lexemes = lexemes;
    let label = if statement.label.is_some() { 2 } else { 0 };
    let body = match form {
        Form::Declaration => Vec::new(),
        Form::Sentence => std::mem::take(&mut lexemes),
        Form::Rule | Form::Constraint | Form::Entries => {
            let colon = (label..lexemes.len())
                .find(|&at| lexemes.get(at).is_some_and(|lexeme| lexeme.text == ":"))
                .map_or(lexemes.len(), |colon| colon + 1);
            lexemes.split_off(colon)
        }
    };
    let header = header(lexemes, &starts);
    let body = if form == Form::Entries { entries(body) } else { sentences(body, &starts, label, form) };
    Parts { header, body, form }
}

fn form(kind: &StatementKind) -> Form {
    match kind {
        StatementKind::Constraint(_) => Form::Constraint,
        StatementKind::Rule(_)
        | StatementKind::Hypothesis(_)
        | StatementKind::Indicator(_)
        | StatementKind::Outcome(_)
        | StatementKind::Forecast(_)
        | StatementKind::Commitment(_) => Form::Rule,
        StatementKind::Scale(_) | StatementKind::Rated(_) | StatementKind::RatingScale(_) => Form::Entries,
        StatementKind::Assert(_) | StatementKind::Expect(_) | StatementKind::Suppose(_) => Form::Sentence,
        _ => Form::Declaration,
    }
}

/// The places at which a part other than a sentence begins.
fn starts(statement: &Statement) -> BTreeMap<usize, Role> {
    let mut starts = BTreeMap::new();
    let mut add = |span: Span, role: Role| {
        starts.insert(span.start as usize, role);
    };
    for qualifier in &statement.qualifiers {
        add(qualifier.span, Role::Tail);
    }
    match &statement.kind {
        StatementKind::Analysis(inner)
        | StatementKind::Declare(_, inner)
        | StatementKind::DeclareSort { declaration: inner, .. }
        | StatementKind::Question(inner)
        | StatementKind::Game(inner)
        | StatementKind::Scenario(inner) => {
            for clause in &inner.clauses {
                // The date of an event stands with the qualifiers.
                let dated = matches!(clause.kind, ClauseKind::On(_));
                add(clause.span, if dated { Role::Tail } else { Role::Clause });
            }
            if let [_] = inner.names.as_slice() {
                add_gloss(&mut add, inner.gloss());
            }
        }
        StatementKind::Relation(inner) => {
            add(inner.template.span, Role::Template);
            for (span, property) in &inner.properties {
                add(*span, if matches!(property, Property::Also(_)) { Role::Clause } else { Role::Tail });
            }
        }
        StatementKind::Commitment(inner) => {
            add_gloss(&mut add, inner.gloss.as_ref());
            add(inner.debtor.span, Role::Clause);
        }
        StatementKind::Veto(inner) => {
            add_gloss(&mut add, inner.gloss.as_ref());
            if let Some(holder) = inner.holders.first() {
                add(holder.span, Role::Clause);
            }
        }
        StatementKind::Forecast(inner) => add_gloss(&mut add, inner.gloss.as_ref()),
        StatementKind::Indicator(inner) => add_gloss(&mut add, inner.gloss.as_ref()),
        StatementKind::Hypothesis(inner) | StatementKind::Outcome(inner) => {
            add_gloss(&mut add, inner.gloss.as_ref())
        }
        StatementKind::Rule(inner) => add_gloss(&mut add, inner.gloss.as_ref()),
        StatementKind::Constraint(inner) => add_gloss(&mut add, inner.gloss.as_ref()),
        StatementKind::Scale(inner) => add_gloss(&mut add, inner.gloss.as_ref()),
        // The first qualifier of a block is what it begins with.
        StatementKind::Block => {
            starts.pop_first();
        }
        _ => {}
    }
    starts
}

fn add_gloss(add: &mut impl FnMut(Span, Role), gloss: Option<&crate::syntax::ast::Text>) {
    if let Some(gloss) = gloss {
        add(gloss.span, Role::Clause);
    }
}

/// The header in its parts.
fn header(lexemes: Vec<Lexeme>, starts: &BTreeMap<usize, Role>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for lexeme in lexemes {
        match (starts.get(&lexeme.start), parts.last_mut()) {
            (None, Some(part)) => part.lexemes.push(lexeme),
            (role, before) => {
                let role = role.copied().unwrap_or(Role::Lead);
                if let Some(before) = before
                    && role == Role::Clause
                    && before.role == Role::Lead
                {
                    drop_comma(before);
                }
                parts.push(Part { role, lexemes: vec![lexeme] });
            }
        }
    }
    parts.iter_mut().for_each(|part| plain_lists(&mut part.lexemes));
    parts
}

/// Takes the comma away that stands between the name and the first clause.
fn drop_comma(part: &mut Part) {
    if part.lexemes.last().is_some_and(|last| last.text == "," && last.comments.is_empty()) {
        part.lexemes.pop();
    }
}

/// Takes commas away that stand before `and`.
fn plain_lists(lexemes: &mut Vec<Lexeme>) {
    let mut at = 1;
    while at < lexemes.len() {
        let and = lexemes.get(at).is_some_and(|lexeme| lexeme.text == "and");
        let comma =
            lexemes.get(at - 1).is_some_and(|before| before.text == "," && before.comments.is_empty());
        if and && comma {
            lexemes.remove(at - 1);
        } else {
            at += 1;
        }
    }
}

/// The entries of a scale, each with its comma.
fn entries(lexemes: Vec<Lexeme>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut entry = Vec::new();
    for lexeme in lexemes {
        let ends = lexeme.text == ",";
        entry.push(lexeme);
        if ends {
            parts.push(Part { role: Role::Clause, lexemes: std::mem::take(&mut entry) });
        }
    }
    if !entry.is_empty() {
        parts.push(Part { role: Role::Clause, lexemes: entry });
    }
    parts
}

/// Sentences and what joins them, then the qualifiers.
fn sentences(lexemes: Vec<Lexeme>, starts: &BTreeMap<usize, Role>, label: usize, form: Form) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut depth = 0_usize;
    let mut before = [String::new(), String::new()];
    let skipped = if form == Form::Sentence { label } else { 0 };
    for (number, lexeme) in lexemes.into_iter().enumerate() {
        match lexeme.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Word | Kind::Text | Kind::Mark => {}
        }
        let role = parts.last().map(|part| part.role);
        let deadline = form == Form::Rule && lexeme.text == "by" && before.last().is_some_and(|b| b == ",");
        let next = if depth > 0 || number < skipped {
            None
        } else if starts.contains_key(&lexeme.start) || deadline {
            Some(Role::Tail)
        } else if role == Some(Role::Tail) {
            None
        } else {
            match lexeme.text.as_str() {
                "if" => Some(Role::If),
                "unless" => Some(Role::Unless),
                // `between 3 and 5` is one quantity.
                "and" if before.first().is_some_and(|word| word == "between") => None,
                "and" if matches!(role, Some(Role::If | Role::IfAnd)) => Some(Role::IfAnd),
                "and" => Some(Role::Sentence),
                _ => None,
            }
        };
        before.rotate_left(1);
        if let Some(last) = before.last_mut() {
            last.clone_from(&lexeme.text);
        }
        match (next, parts.last_mut()) {
            (None, Some(part)) => part.lexemes.push(lexeme),
            (next, _) => parts.push(Part { role: next.unwrap_or(Role::Sentence), lexemes: vec![lexeme] }),
        }
    }
    let tails = parts.iter_mut().filter(|part| part.role == Role::Tail);
    tails.for_each(|part| plain_lists(&mut part.lexemes));
    parts
}
