//! The doctrine as it is written: its contents, and the passage of a module, a relation or a rule.

use super::Doctrine;
use crate::source::Span;

/// The modules with their relations and rules.
pub fn contents(doctrine: &Doctrine) -> String {
    let model = doctrine.model();
    let mut out = String::new();
    for module in &model.modules {
        let inside = |span: Span| span.file == module.file;
        let relations: Vec<&str> =
            model.relations.iter().filter(|r| inside(r.span)).map(|r| r.name.as_str()).collect();
        let mut rules: Vec<&str> = model
            .statements
            .iter()
            .filter(|s| inside(s.span) && !s.name.is_empty() && s.doc.is_some())
            .map(|s| s.name.as_str())
            .collect();
        rules.dedup();
        out.push_str(&format!("{}: {}\n", module.name, module.title));
        out.push_str(&format!("  relations: {}\n", relations.join(", ")));
        out.push_str(&format!("  rules: {}\n\n", rules.join(", ")));
    }
    out
}

/// The names of the modules, relations and rules.
pub fn names(doctrine: &Doctrine) -> Vec<String> {
    let model = doctrine.model();
    let modules = model.modules.iter().map(|module| module.name.to_string());
    let relations = model.relations.iter().map(|relation| relation.name.to_string());
    let rules = model.statements.iter().filter(|s| !s.name.is_empty() && s.doc.is_some());
    modules.chain(relations).chain(rules.map(|rule| rule.name.to_string())).collect()
}

/// The text of a module, or the passages of a relation or a rule; `None` where nothing has the name.
pub fn page(doctrine: &Doctrine, name: &str) -> Option<String> {
    let model = doctrine.model();
    let texts = doctrine.texts();
    if let Some(module) = model.modules.iter().find(|module| module.name == name) {
        return texts.file(module.file).map(|file| file.text.to_string());
    }
    let mut spans: Vec<Span> = model
        .relations
        .iter()
        .filter(|relation| relation.name == name)
        .map(|relation| relation.span)
        .collect();
    spans.extend(model.statements.iter().filter(|s| s.name == name && s.doc.is_some()).map(|s| s.span));
    spans.dedup();
    let passages: Vec<String> = spans
        .into_iter()
        .filter_map(|span| {
            let module = &model.modules.iter().find(|module| module.file == span.file)?.name;
            let text = &texts.file(span.file)?.text;
            Some(format!("# in the module {module}\n{}\n", passage(text, span.start as usize)))
        })
        .collect();
    (!passages.is_empty()).then(|| passages.join("\n"))
}

/// The paragraph around a place: a statement with its doc comment.
fn passage(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind("\n\n").map_or(0, |blank| blank + 2);
    let after = text.get(at..).unwrap_or_default();
    let end = after.find("\n\n").map_or(text.len(), |blank| at + blank);
    text.get(start..end).unwrap_or_default().trim_end()
}
