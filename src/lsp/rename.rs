//! A new spelling for a name, everywhere.
//!
//! Invariant: what is proposed means what was meant: a spelling that something else has, or that is no name, is refused.

use super::asked::{Asked, AtPosition, Subject, parameters};
use super::navigate;
use crate::model::occurrences::{Entity, Occurrence};
use crate::model::sort::SortId;
use crate::model::value::quoted;
use crate::rpc::{Failure, Wrong};
use crate::source::Span;
use crate::syntax::words;
use serde::Deserialize;
use serde_json::{Value, json};
use smol_str::format_smolstr;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rename {
    #[serde(flatten)]
    at: AtPosition,
    new_name: String,
}

fn refused(message: impl Into<String>) -> Failure {
    Failure::new(Wrong::Failed, message)
}

/// `textDocument/prepareRename`
pub(super) fn prepare(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let (subject, position) = asked.place(params)?;
    let Some(name) = subject.name_at(position)? else { return Ok(Value::Null) };
    renamable(&subject, name)?;
    let placeholder = spelling(&subject, name.span);
    let range = subject.opened.range(name.span).map(Value::from);
    Ok(json!({ "range": range, "placeholder": placeholder }))
}

/// `textDocument/rename`
pub(super) fn rename(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let Rename { at, new_name } = parameters(params)?;
    let subject = asked.subject(&at.text_document.uri)?;
    let Some(name) = subject.name_at(at.position)? else {
        return Err(refused("there is no name here"));
    };
    renamable(&subject, name)?;
    let model = subject.analysis()?.model();
    let old = spelling(&subject, name.span);
    let new = bare(new_name.trim());
    free(&subject, name, new)?;
    // Another spelling of the same thing keeps its own.
    let same = |one: &&Occurrence| spelling(&subject, one.span) == old;
    let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for one in model.occurrences.of(&name.entity).filter(same) {
        let (Some(uri), Some(range)) = (subject.opened.uri(one.span.file), subject.opened.range(one.span))
        else {
            return Err(refused(format!("`{old}` belongs to the standard doctrine")));
        };
        let text = written(new, raw(&subject, one.span));
        changes
            .entry(uri.to_owned())
            .or_default()
            .push(json!({ "range": Value::from(range), "newText": text }));
    }
    for one in navigate::elsewhere(asked, &subject, &name.entity, |_| true)? {
        let place = &one.location;
        let Some(uri) = place.get("uri").and_then(Value::as_str).filter(|_| bare(&one.spelling) == old)
        else {
            continue;
        };
        let edit = json!({ "range": place.get("range"), "newText": written(new, &one.spelling) });
        changes.entry(uri.to_owned()).or_default().push(edit);
    }
    Ok(json!({ "changes": changes }))
}

/// Whether a name can be given another spelling here.
fn renamable(subject: &Subject, name: &Occurrence) -> Result<(), Failure> {
    let model = subject.analysis()?.model();
    match &name.entity {
        Entity::Likelihood(_) | Entity::Scale(_) => Err(refused("words of likelihood cannot be renamed")),
        Entity::Variable(..) => Ok(()),
        entity => {
            let declared = navigate::declared(model, entity);
            if declared.iter().any(|span| subject.opened.uri(span.file).is_none()) || declared.is_empty() {
                return Err(refused("this belongs to the language or its doctrine, and cannot be renamed"));
            }
            // The words of a sentence are no name; only where the relation is named by it.
            let relation = matches!(entity, Entity::Relation(_));
            let named = |id: &Entity| match id {
                Entity::Relation(id) => model.relation(*id).map(|relation| relation.name.clone()),
                _ => None,
            };
            if relation && named(entity).is_none_or(|known| known != raw(subject, name.span)) {
                return Err(refused(
                    "these are words of a sentence: its wording is changed where the relation is declared",
                ));
            }
            Ok(())
        }
    }
}

/// Whether a spelling is a name, and nobody's yet.
fn free(subject: &Subject, name: &Occurrence, new: &str) -> Result<(), Failure> {
    let model = subject.analysis()?.model();
    let variable = matches!(name.entity, Entity::Variable(..));
    // Other spellings may be quoted, and are where they are declared too.
    let quoted = !variable && raw(subject, name.span).starts_with('"');
    if !words::is_name(new) && (!quoted || new.is_empty() || new.contains(['"', '\n', '\\'])) {
        return Err(refused(format!("`{new}` is no name: a name is one word of letters, digits and `_`")));
    }
    if words::asks(new) || words::anonymous(new) || words::joins(new) {
        return Err(refused(format!("`{new}` is a word of the language")));
    }
    let taken = match &name.entity {
        Entity::Variable(statement, _) => {
            let others = model.occurrences.within(*statement).iter();
            let mut others = others.filter(|one| matches!(one.entity, Entity::Variable(..)));
            others.any(|one| spelling(subject, one.span) == new)
        }
        Entity::Symbol(id) => {
            let mark = match model.symbol(*id).map(|symbol| symbol.sort) {
                Some(SortId::STATEMENT) => "@",
                Some(SortId::KIND) => "is ",
                Some(SortId::UNIT) => "unit ",
                _ => "",
            };
            model.names.contains_key(&format_smolstr!("{mark}{new}"))
        }
        Entity::Relation(_) => model.find_relation(new).is_some(),
        Entity::Sort(_) => model.sorts.find(new).is_some(),
        Entity::Rule(_) => model.statements().any(|(_, known)| known.name == new),
        Entity::Scale(_) | Entity::Likelihood(_) => true,
    };
    if taken { Err(refused(format!("`{new}` is something else already"))) } else { Ok(()) }
}

/// A name as it stands in the text.
fn raw(subject: &Subject, span: Span) -> &str {
    subject.analysis().map_or("", |analysis| analysis.texts().text(span))
}

/// A name without the marks around it.
fn spelling(subject: &Subject, span: Span) -> &str {
    bare(raw(subject, span))
}

fn bare(name: &str) -> &str {
    name.trim_start_matches(['?', '@']).trim_matches('"')
}

/// A new name with the marks of the old one.
fn written(new: &str, old: &str) -> String {
    match old.chars().next() {
        Some(mark @ ('?' | '@')) => format!("{mark}{new}"),
        Some('"') => quoted(new),
        _ if words::is_name(new) => new.to_owned(),
        _ => quoted(new),
    }
}
