//! Which columns of a table fill the holes of a relation, and whether its first row names them.

use super::super::resolver::Resolver;
use super::super::suggest;
use super::rows::Rows;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Relation;
use crate::source::Span;
use crate::syntax::ast;
use smol_str::SmolStr;

/// Which columns are read, and whether the first row names them.
pub(super) struct Columns {
    pub(super) at: Vec<usize>,
    pub(super) headings: Option<Vec<SmolStr>>,
}

impl Columns {
    /// A column in words: `the column `day``, or `column 3`.
    pub(super) fn words(&self, at: usize) -> String {
        match self
            .headings
            .as_ref()
            .and_then(|headings| headings.get(at))
            .filter(|heading| !heading.is_empty())
        {
            Some(heading) => format!("the column `{heading}`"),
            None => format!("column {}", at + 1),
        }
    }
}

impl Resolver<'_> {
    /// The columns that fill the holes of a relation, in their order; the first row has been read.
    pub(super) fn columns_of(
        &self,
        facts: &ast::Facts,
        relation: &Relation,
        rows: &Rows<'_>,
        first: Span,
    ) -> Result<Columns, Diagnostic> {
        let width = relation.holes.len();
        if !facts.columns.is_empty() {
            if facts.columns.len() != width {
                let span = facts.columns.iter().map(|token| token.span).reduce(Span::to).unwrap_or(first);
                return Err(Diagnostic::new(
                    Code::BulkFacts,
                    format!(
                        "`{}` needs {width} columns, and {} are named",
                        relation.name,
                        facts.columns.len()
                    ),
                )
                .label(span, "one for each part of the sentence")
                .help(format!("a row is read as: {}", shape(relation))));
            }
            return named(&facts.columns.iter().collect::<Vec<_>>(), rows, first);
        }
        let heading = |name: &SmolStr| rows.cells().position(|cell| cell.eq_ignore_ascii_case(name));
        if let Some(at) = relation.hole_names.iter().map(heading).collect::<Option<Vec<usize>>>()
            && at.len() == width
        {
            let twice = |name: &SmolStr| {
                let mut called = (0..).zip(rows.cells()).filter(|(_, cell)| cell.eq_ignore_ascii_case(name));
                Some((called.next()?.0, called.next()?.0))
            };
            let doubtful = relation.hole_names.iter().find_map(|name| Some((name, twice(name)?)));
            if let Some((name, both)) = doubtful {
                return Err(two_columns(name, both, facts.path.span, rows));
            }
            return Ok(Columns { at, headings: Some(headings(rows)) });
        }
        // A heading for each hole in order, some of them by the name of the hole and others by its sort.
        let names_a_hole = |(cell, (name, sorts)): (std::borrow::Cow<'_, str>, (&SmolStr, &Vec<_>))| {
            cell.eq_ignore_ascii_case(name)
                || sorts.iter().any(|sort| cell.eq_ignore_ascii_case(self.model.sorts.name(*sort)))
        };
        let mut pairs = rows.cells().zip(relation.hole_names.iter().zip(&relation.holes));
        let headed = rows.width() == width && width > 0 && pairs.all(names_a_hole);
        Ok(Columns { at: (0..width).collect(), headings: headed.then(|| headings(rows)) })
    }
}

/// The sentence of a relation with its holes.
fn shape(relation: &Relation) -> String {
    let holes: Vec<String> = relation.hole_names.iter().map(|name| format!("{{{name}}}")).collect();
    relation.sentences.first().map(|sentence| sentence.fill(&holes)).unwrap_or_default()
}

fn headings(rows: &Rows<'_>) -> Vec<SmolStr> {
    rows.cells().map(SmolStr::new).collect()
}

/// The columns that are named, by number from 1 or by their heading in the first row.
pub(super) fn named(wanted: &[&ast::Token], rows: &Rows<'_>, first: Span) -> Result<Columns, Diagnostic> {
    let mut at = Vec::with_capacity(wanted.len());
    let mut headed = false;
    for token in wanted {
        let heading = match &token.kind {
            ast::TokenKind::Word(text) | ast::TokenKind::Text(text) => text,
            ast::TokenKind::Number(number) => {
                match number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
                    Some(column) if column < rows.width() => at.push(column),
                    _ => return Err(no_column(&format!("column {number}"), token.span, rows, first)),
                }
                continue;
            }
            _ => return Err(no_column("column of this kind", token.span, rows, first)),
        };
        headed = true;
        let mut called = (0..).zip(rows.cells()).filter(|(_, cell)| cell == heading.as_str());
        match (called.next(), called.next()) {
            (Some((one, _)), Some((other, _))) => {
                return Err(two_columns(heading, (one, other), token.span, rows));
            }
            (Some((column, _)), None) => at.push(column),
            (None, _) => return Err(no_column(&format!("column `{heading}`"), token.span, rows, first)),
        }
    }
    if wanted.is_empty() {
        at.push(0);
    }
    Ok(Columns { at, headings: headed.then(|| headings(rows)) })
}

/// The diagnostic for a heading that stands over two columns, counted from 0.
fn two_columns(heading: &str, (one, other): (usize, usize), span: Span, rows: &Rows<'_>) -> Diagnostic {
    let mut diagnostic =
        Diagnostic::new(Code::BulkFacts, format!("two columns of the table are called `{heading}`"))
            .label(span, "which of them?");
    for (column, words) in [(one, "this one"), (other, "or this one")] {
        if let Some(place) = rows.place(column) {
            diagnostic = diagnostic.label(place, words);
        }
    }
    diagnostic.help(format!(
        "count columns from 1, all of them: `{}` or `{}` is meant here",
        one + 1,
        other + 1
    ))
}

fn no_column(what: &str, span: Span, rows: &Rows<'_>, first: Span) -> Diagnostic {
    let headings = headings(rows);
    let headings: Vec<&str> =
        headings.iter().map(SmolStr::as_str).filter(|heading| !heading.is_empty()).take(12).collect();
    Diagnostic::new(Code::BulkFacts, format!("the table has no {what}"))
        .label(span, "not found")
        .label(first, "its first line")
        .help(format!(
            "columns are named by their heading in the first line, here {}, or counted from 1",
            suggest::listed(&headings)
        ))
}

/// `columns buyer, seller and good`, for the cells of a row that may be headings.
pub(super) fn naming(cells: &[String]) -> String {
    let written = |cell: &String| match cell.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        true if cell.starts_with(|c: char| c.is_ascii_alphabetic()) => cell.clone(),
        _ => crate::model::value::quoted(cell),
    };
    let cells: Vec<String> = cells.iter().map(written).collect();
    match cells.split_last() {
        None => String::from("columns …"),
        Some((last, [])) => format!("columns {last}"),
        Some((last, rest)) => format!("columns {} and {last}", rest.join(", ")),
    }
}
