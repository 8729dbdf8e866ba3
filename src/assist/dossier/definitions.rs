//! Pages about what the language is made of: a relation with its sentences, a rule with what it concludes.
//!
//! Invariant: conditions are told as they are written; what holds is told of the view.

use crate::model::Model;
use crate::model::statement::{Statement, StatementId};
use crate::model::write::Variables;
use crate::reason::{Session, Stop};
use crate::report::Page;
use crate::syntax::ast::Sign;
use crate::syntax::language;
use crate::theory::{Origin, words};

/// The page about a relation: its sentences, what it means, and what holds.
///
/// # Errors
/// A limit was reached.
pub(in crate::assist) fn relation(session: &mut Session<'_>, name: &str) -> Result<Page, Stop> {
    let model = session.model;
    let mut page = Page { title: name.to_owned(), ..Page::default() };
    let Some((id, known)) = model.find_relation(name).and_then(|id| Some((id, model.relation(id)?))) else {
        return Ok(page);
    };
    page.summary = known.doc.as_ref().map(ToString::to_string);
    let view = session.options.view.clone();
    let evaluated = session.look(&view, None, &[])?.evaluated;
    for (sign, heading) in [(Sign::Positive, "What holds"), (Sign::Negative, "What is denied")] {
        let Some(rows) = evaluated.relation(id, sign) else { continue };
        let lines = evaluated.database.rows(rows).filter_map(|(_, row)| evaluated.sentence(model, rows, row));
        page.add(heading, lines.collect());
    }
    let patterns = known.sentences.iter().chain(&known.negated).map(|one| model.pattern(one, &known.holes));
    page.add("How it is said", patterns.collect());
    Ok(page)
}

/// The page about a rule or a finding: what it says, why, and what it concludes here.
///
/// # Errors
/// A limit was reached.
pub(in crate::assist) fn rule(session: &mut Session<'_>, name: &str) -> Result<Page, Stop> {
    let model = session.model;
    let named: Vec<(StatementId, &Statement)> =
        model.statements().filter(|(_, statement)| statement.name == name).collect();
    let first = named.first().map(|(_, statement)| *statement);
    let mut page = Page {
        title: name.to_owned(),
        summary: first.and_then(|statement| statement.gloss.as_ref()).map(ToString::to_string),
        ..Page::default()
    };
    if let Some(doc) = first.and_then(|statement| statement.doc.as_ref()) {
        page.add("Why", vec![doc.replace('\n', " ")]);
    }
    let conditions = named.iter().filter_map(|(_, statement)| written(model, statement));
    page.add("What it says", conditions.collect());
    let view = session.options.view.clone();
    let evaluated = session.look(&view, None, &[])?.evaluated;
    let made_by = |relation, row| match evaluated.concluded_by(relation, row) {
        Some(Origin::Statement(id, _)) => named.iter().any(|(known, _)| *known == id),
        _ => false,
    };
    let concluded = evaluated.sentences().filter(|(relation, row)| made_by(*relation, *row));
    let concluded = concluded.filter_map(|(relation, row)| {
        evaluated.sentence(model, relation, evaluated.database.row(relation, row)?)
    });
    page.add("What it concludes here", concluded.collect());
    Ok(page)
}

/// A rule as a sentence with its condition.
fn written(model: &Model, statement: &Statement) -> Option<String> {
    let names = Variables::Named(&statement.variables);
    let heads: Vec<String> = statement.heads.iter().map(|head| model.write(head, names)).collect();
    let body = statement.body.as_ref().map(|body| words(model, body, &statement.variables, &|_| None));
    match (heads.is_empty(), body) {
        (false, Some(body)) => Some(format!("{} if {body}", heads.join(" and "))),
        (false, None) => Some(heads.join(" and ")),
        (true, body) => body,
    }
}

/// The page about a word of the language: what it says, and how it is written.
pub(in crate::assist) fn keyword(word: &str) -> Page {
    let mut page = Page { title: word.to_owned(), ..Page::default() };
    for described in language::described(word) {
        page.add(described.role, vec![described.doc.to_owned()]);
        page.add("How it is written", vec![described.example.to_owned()]);
    }
    page
}
