//! From a name to where it is declared, used or concluded.

use super::asked::{Asked, AtPosition, Subject, parameters};
use crate::model::Model;
use crate::model::occurrences::{Entity, Occurrence, Role};
use crate::model::sort::SortId;
use crate::rpc::Failure;
use crate::source::Span;
use serde::Deserialize;
use serde_json::{Value, json};

/// `textDocument/definition` and `textDocument/declaration`: strat knows no difference.
pub(super) fn definition(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let (subject, position) = asked.place(params)?;
    let Some(name) = subject.name_at(position)? else { return Ok(Value::Null) };
    Ok(locations(&subject, declared(subject.analysis()?.model(), &name.entity)))
}

/// Where something is declared. The doctrine is in no document.
pub(super) fn declared(model: &Model, entity: &Entity) -> Vec<Span> {
    if let Entity::Variable(statement, _) = entity {
        // A variable is declared where it stands first.
        let first = model.occurrences.within(*statement).iter().find(|one| one.entity == *entity);
        return first.map(|one| one.span).into_iter().collect();
    }
    let declared = model.occurrences.of(entity).filter(|one| one.role == Role::Declaration);
    declared.map(|one| one.span).collect()
}

fn locations(subject: &Subject, spans: impl IntoIterator<Item = Span>) -> Value {
    spans.into_iter().filter_map(|span| subject.opened.location(span)).collect::<Vec<_>>().into()
}

/// `textDocument/typeDefinition`: the sort of a thing, where it is declared.
pub(super) fn type_definition(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let (subject, position) = asked.place(params)?;
    let Some(name) = subject.name_at(position)? else { return Ok(Value::Null) };
    let model = subject.analysis()?.model();
    let Entity::Symbol(id) = name.entity else { return Ok(Value::Null) };
    let sort: Option<SortId> = model.symbol(id).map(|symbol| symbol.sort);
    Ok(locations(&subject, sort.and_then(|sort| model.sorts.span(sort))))
}

/// `textDocument/implementation`: of a relation, the rules that conclude its sentences.
pub(super) fn implementation(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let (subject, position) = asked.place(params)?;
    let Some(name) = subject.name_at(position)? else { return Ok(Value::Null) };
    let model = subject.analysis()?.model();
    let Entity::Relation(relation) = name.entity else { return Ok(Value::Null) };
    let concluding = model.statements().filter(|(_, statement)| {
        statement.body.is_some() && statement.heads.iter().any(|head| head.relation == relation)
    });
    Ok(locations(&subject, concluding.map(|(_, statement)| statement.span)))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct References {
    #[serde(flatten)]
    at: AtPosition,
    context: Context,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    include_declaration: bool,
}

/// `textDocument/references`
pub(super) fn references(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let References { at, context } = parameters(params)?;
    let subject = asked.subject(&at.text_document.uri)?;
    let Some(name) = subject.name_at(at.position)? else { return Ok(Value::Null) };
    let model = subject.analysis()?.model();
    let wanted = |one: &&Occurrence| context.include_declaration || one.role == Role::Reference;
    let mut found: Vec<Value> = model
        .occurrences
        .of(&name.entity)
        .filter(wanted)
        .filter_map(|one| subject.opened.location(one.span))
        .collect();
    found.extend(elsewhere(asked, &subject, &name.entity, wanted)?.into_iter().map(|one| one.location));
    Ok(found.into())
}

/// A place in another document.
pub(super) struct Elsewhere {
    pub(super) location: Value,
    /// The name as it stands there.
    pub(super) spelling: String,
}

/// Where the same thing is named in other open documents: those that import the file which declares it.
pub(super) fn elsewhere(
    asked: &Asked<'_>,
    subject: &Subject,
    entity: &Entity,
    wanted: impl Fn(&&Occurrence) -> bool,
) -> Result<Vec<Elsewhere>, Failure> {
    let model = subject.analysis()?.model();
    let declared = declared(model, entity).into_iter().find_map(|span| {
        let path = subject.opened.path(span.file)?;
        Some((path.to_owned(), span))
    });
    let Some((path, declared)) = declared else { return Ok(Vec::new()) };
    let mut found: Vec<Elsewhere> = Vec::new();
    for document in asked.budget.each(asked.snapshot.documents.values()) {
        if document.path == subject.document.path {
            continue;
        }
        let opened = asked.snapshot.open(&document.path);
        let (Some(file), Ok(analysis)) = (opened.file(&path), opened.analysis()) else { continue };
        let Some(same) = analysis.model().occurrences.at(file, declared.start) else { continue };
        for one in analysis.model().occurrences.of(&same.entity).filter(&wanted) {
            // What both read is told already.
            let own = opened.path(one.span.file).is_some_and(|path| subject.opened.file(path).is_none());
            let Some(location) = opened.location(one.span).filter(|_| own) else { continue };
            if found.iter().all(|known| known.location != location) {
                found.push(Elsewhere { location, spelling: analysis.texts().text(one.span).to_owned() });
            }
        }
    }
    Ok(found)
}

/// `textDocument/documentHighlight`
pub(super) fn highlight(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let (subject, position) = asked.place(params)?;
    let Some(name) = subject.name_at(position)? else { return Ok(Value::Null) };
    let here = subject.analysis()?.model().occurrences.of(&name.entity);
    let highlights = here.filter(|one| one.span.file == subject.file).filter_map(|one| {
        let kind = if one.role == Role::Declaration { 3 } else { 2 };
        Some(json!({ "range": Value::from(subject.opened.range(one.span)?), "kind": kind }))
    });
    Ok(highlights.collect::<Vec<_>>().into())
}

/// `textDocument/linkedEditingRange`: of a variable, all its places in its statement, which are typed as one.
pub(super) fn linked(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let (subject, position) = asked.place(params)?;
    let Some(name) = subject.name_at(position)? else { return Ok(Value::Null) };
    let Entity::Variable(statement, _) = name.entity else { return Ok(Value::Null) };
    let within = subject.analysis()?.model().occurrences.within(statement);
    let same = within.iter().filter(|one| one.entity == name.entity && one.span.file == subject.file);
    let ranges: Vec<Value> = same.filter_map(|one| subject.opened.range(one.span)).map(Value::from).collect();
    Ok(json!({ "ranges": ranges, "wordPattern": "\\?[\\w-]+" }))
}
