//! The standard library, shown as it is written.

use super::Status;
use super::output::Output;
use crate::doctrine::MODULES;
use crate::model::resolve;
use crate::source::Span;
use std::io::{self, Write};

/// Shows the modules, or the module, relation or rule of a name.
///
/// # Errors
/// The output cannot be written.
pub(super) fn show<W: Write>(out: &mut Output<W>, name: Option<&str>) -> io::Result<Status> {
    let model = &resolve::doctrine().value;
    let Some(name) = name else {
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
            out.line(&format!("{}: {}", module.name, module.title))?;
            out.line(&format!("  relations: {}", relations.join(", ")))?;
            out.line(&format!("  rules: {}", rules.join(", ")))?;
            out.line("")?;
        }
        out.line("`strat doctrine NAME` shows a module, a relation or a rule.")?;
        return Ok(Status::Clean);
    };
    if let Some((_, text)) = MODULES.iter().find(|(module, _)| *module == name) {
        out.write(text)?;
        return Ok(Status::Clean);
    }
    let mut spans: Vec<Span> = model
        .relations
        .iter()
        .filter(|relation| relation.name == name)
        .map(|relation| relation.span)
        .collect();
    spans.extend(model.statements.iter().filter(|s| s.name == name && s.doc.is_some()).map(|s| s.span));
    spans.dedup();
    let mut shown = false;
    for span in spans {
        if let Some((module, text)) = MODULES.get(span.file.0 as usize) {
            if shown {
                out.line("")?;
            }
            out.line(&format!("# in the module {module}"))?;
            out.line(passage(text, span.start as usize))?;
            shown = true;
        }
    }
    if shown {
        return Ok(Status::Clean);
    }
    Output::stderr().line(&format!(
        "the doctrine has no module, relation or rule `{name}`; `strat doctrine` lists them"
    ))?;
    Ok(Status::Unusable)
}

/// The paragraph around a place: a statement with its doc comment.
fn passage(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind("\n\n").map_or(0, |blank| blank + 2);
    let after = text.get(at..).unwrap_or_default();
    let end = after.find("\n\n").map_or(text.len(), |blank| at + blank);
    text.get(start..end).unwrap_or_default().trim_end()
}
