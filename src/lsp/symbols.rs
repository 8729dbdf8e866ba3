//! The outline of a document, and names by a part of them.

use super::asked::{Asked, parameters};
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::rpc::Failure;
use crate::source::{Span, on_one_line};
use crate::syntax::ast::{Broken, Declaration, Name, Statement, StatementKind, Text};
use crate::{source::SourceMap, syntax};
use serde::Deserialize;
use serde_json::{Value, json};

/// The kinds of symbols of the protocol that things of strat are shown as.
mod kind {
    pub(super) const MODULE: u8 = 2;
    pub(super) const NAMESPACE: u8 = 3;
    pub(super) const CLASS: u8 = 5;
    pub(super) const METHOD: u8 = 6;
    pub(super) const PROPERTY: u8 = 7;
    pub(super) const INTERFACE: u8 = 11;
    pub(super) const FUNCTION: u8 = 12;
    pub(super) const VARIABLE: u8 = 13;
    pub(super) const CONSTANT: u8 = 14;
    pub(super) const OBJECT: u8 = 19;
    pub(super) const ENUM_MEMBER: u8 = 22;
    pub(super) const EVENT: u8 = 24;
}

/// How names are shown that a statement with this word declares.
fn kind_of(word: &str) -> u8 {
    match word {
        "analysis" => kind::MODULE,
        "question" | "scenario" | "game" => kind::NAMESPACE,
        "actor" | "group" => kind::CLASS,
        "rule" | "impossible" | "forbid" | "veto" => kind::FUNCTION,
        "relation" => kind::INTERFACE,
        "goal" | "matter" => kind::PROPERTY,
        "action" => kind::METHOD,
        "event" | "forecast" => kind::EVENT,
        "source" => kind::OBJECT,
        "hypothesis" | "outcome" => kind::ENUM_MEMBER,
        "commitment" => kind::CONSTANT,
        _ => kind::VARIABLE,
    }
}

/// What a statement is called in an outline.
struct Heading<'a> {
    word: &'a str,
    names: Vec<&'a Name>,
    gloss: Option<&'a str>,
}

fn heading(statement: &Statement) -> Heading<'_> {
    use StatementKind as Kind;
    match &statement.kind {
        Kind::Declare(keyword, list) => all(keyword.word(), list),
        Kind::Analysis(list) => all("analysis", list),
        Kind::Question(list) => all("question", list),
        Kind::Scenario(list) => all("scenario", list),
        Kind::Game(list) => all("game", list),
        Kind::DeclareSort { sort, declaration } => all(&sort.text, declaration),
        Kind::Commitment(inner) => one("commitment", &inner.name, inner.gloss.as_ref()),
        Kind::Veto(inner) => one("veto", &inner.name, inner.gloss.as_ref()),
        Kind::Forecast(inner) => one("forecast", &inner.name, inner.gloss.as_ref()),
        Kind::Hypothesis(inner) => one("hypothesis", &inner.name, inner.gloss.as_ref()),
        Kind::Indicator(inner) => one("indicator", &inner.name, inner.gloss.as_ref()),
        Kind::Outcome(inner) => one("outcome", &inner.name, inner.gloss.as_ref()),
        Kind::Relation(inner) => one("relation", &inner.name, Some(&inner.template)),
        Kind::Scale(inner) => one("scale", &inner.name, inner.gloss.as_ref()),
        Kind::Rule(inner) => one("rule", &inner.name, inner.gloss.as_ref()),
        Kind::Constraint(inner) => one("forbid", &inner.name, inner.gloss.as_ref()),
        _ => Heading { word: "", names: statement.label.iter().collect(), gloss: None },
    }
}

fn all<'a>(word: &'a str, list: &'a Declaration) -> Heading<'a> {
    Heading { word, names: list.names.iter().collect(), gloss: list.gloss().map(|text| text.value.as_str()) }
}

fn one<'a>(word: &'a str, name: &'a Name, gloss: Option<&'a Text>) -> Heading<'a> {
    Heading { word, names: vec![name], gloss: gloss.map(|text| text.value.as_str()) }
}

/// `textDocument/documentSymbol`: from the text alone, so that a file that is being written has an outline.
pub(super) fn of_document(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let super::asked::InDocument { text_document } = parameters(params)?;
    let document = asked.snapshot.document(&text_document.uri)?;
    let mut map = SourceMap::new();
    let file = map.add("document", &*document.text, crate::source::Origin::User);
    let tree = syntax::parse(&map, file).value;
    let range = |span: Span| Value::from(document.lines.range(&document.text, span));
    let mut found: Vec<(u32, Value)> = Vec::new();
    outline(&document.text, &tree.statements, &range, &mut found);
    for Broken { span, keyword, names, .. } in &tree.broken {
        // What was made out of it is there already.
        let missing = names.iter().filter(|name| !declares(&tree.statements, name));
        let symbols =
            missing.map(|name| (name.span.start, symbol(name, keyword.unwrap_or(""), None, *span, &range)));
        found.extend(symbols);
    }
    found.sort_by_key(|(start, _)| *start);
    Ok(found.into_iter().map(|(_, symbol)| symbol).collect::<Vec<_>>().into())
}

fn declares(statements: &[Statement], name: &Name) -> bool {
    statements.iter().any(|statement| {
        heading(statement).names.iter().any(|known| known.span == name.span)
            || statement.block.as_ref().is_some_and(|block| declares(block, name))
    })
}

/// The symbols of statements; blocks are nested no deeper than the parser's cap.
fn outline(
    text: &str,
    statements: &[Statement],
    range: &dyn Fn(Span) -> Value,
    found: &mut Vec<(u32, Value)>,
) {
    for statement in statements {
        let Heading { word, names, gloss } = heading(statement);
        let mut children = Vec::new();
        if let Some(block) = &statement.block {
            outline(text, block, range, &mut children);
        }
        if names.is_empty() {
            found.append(&mut children);
        }
        for (at, name) in names.iter().enumerate() {
            let said = if word.is_empty() { sentence(text, statement) } else { None };
            let mut one = symbol(name, word, gloss.or(said.as_deref()), statement.span, range);
            let inner = if at == 0 { std::mem::take(&mut children) } else { Vec::new() };
            if let (false, Some(one)) = (inner.is_empty(), one.as_object_mut()) {
                let inner: Vec<Value> = inner.into_iter().map(|(_, symbol)| symbol).collect();
                one.insert(String::from("children"), inner.into());
            }
            found.push((name.span.start, one));
        }
    }
}

/// The sentence of a statement that declares nothing but its label.
fn sentence(text: &str, statement: &Statement) -> Option<String> {
    let label = statement.label.as_ref()?;
    let said = text.get(label.span.end as usize..statement.span.end as usize)?;
    Some(on_one_line(said.trim_start_matches([':', ' '])))
}

fn symbol(name: &Name, word: &str, gloss: Option<&str>, whole: Span, range: &dyn Fn(Span) -> Value) -> Value {
    let detail = match gloss {
        Some(gloss) if word.is_empty() => gloss.to_owned(),
        Some(gloss) => format!("{word}: {gloss}"),
        None => word.to_owned(),
    };
    let shown = if word.is_empty() { format!("@{}", name.text) } else { name.text.to_string() };
    json!({
        "name": shown,
        "detail": crate::diagnostic::clean::line(&detail),
        "kind": kind_of(word),
        "range": range(whole),
        "selectionRange": range(name.span),
    })
}

#[derive(Deserialize)]
struct Search {
    query: String,
}

/// The most names that a search finds.
const FOUND: usize = 200;

/// `workspace/symbol`: the names of the analyses that are open.
pub(super) fn of_workspace(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let Search { query } = parameters(params)?;
    let query = query.to_lowercase();
    let mut found: Vec<Value> = Vec::new();
    for document in asked.budget.each(asked.snapshot.documents.values()) {
        let opened = asked.snapshot.open(&document.path);
        let Ok(analysis) = opened.analysis() else { continue };
        let model = analysis.model();
        for (id, symbol) in (0..).map(SymbolId).zip(model.symbols.iter()) {
            let spelt = |name: &str| name.to_lowercase().contains(&query);
            let named = spelt(&symbol.name) || symbol.aliases.iter().any(|alias| spelt(alias));
            let Some(location) = symbol.span.filter(|_| named).and_then(|span| opened.location(span)) else {
                continue;
            };
            let sort = model.sorts.name(symbol.sort);
            let name = if symbol.sort == SortId::STATEMENT {
                format!("@{}", symbol.name)
            } else {
                model.name(id).to_owned()
            };
            let one =
                json!({ "name": name, "kind": kind_of(sort), "location": location, "containerName": sort });
            if !found.contains(&one) && found.len() < FOUND {
                found.push(one);
            }
        }
    }
    Ok(found.into())
}
