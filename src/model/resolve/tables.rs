//! Tables: names that a column declares, and rows that are sentences.
//!
//! The text of a table is in the map already, so a row can be pointed at like any other statement.

use super::statements::Surroundings;
use super::terms::{Misfit, with_article};
use super::{Resolver, count, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::statement::{Kind, RelationId, Term};
use crate::model::table::{Table, TableId};
use crate::model::value::Value;
use crate::source::{FileId, Span};
use crate::syntax::{self, ast};
use csv::{Reader, ReaderBuilder, StringRecord};
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};
use smol_str::SmolStr;
use std::sync::Arc;

/// How many rows of one table are reported; the rest is counted.
const REPORTED: usize = 20;

/// The sorts that have a keyword to declare their names.
const DECLARABLE: [SortId; 9] = [
    SortId::ACTOR,
    SortId::GROUP,
    SortId::SOURCE,
    SortId::RESOURCE,
    SortId::MATTER,
    SortId::GOAL,
    SortId::ACTION,
    SortId::EVENT,
    SortId::PROPOSITION,
];

/// The sorts of values, which are read and not declared.
const VALUES: [SortId; 3] = [SortId::DATE, SortId::NUMBER, SortId::QUANTITY];

/// A text as rows of cells, one after the other.
struct Rows<'t> {
    file: FileId,
    text: &'t str,
    reader: Reader<&'t [u8]>,
    record: StringRecord,
}

impl<'t> Rows<'t> {
    /// The rows of a file: cells divided by tabs where its name ends in `.tsv`, by commas otherwise.
    fn of(file: FileId, name: &str, text: &'t str) -> Self {
        let tabs = name.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"));
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(if tabs { b'\t' } else { b',' })
            .from_reader(text.as_bytes());
        Self { file, text, reader, record: StringRecord::new() }
    }

    /// The next row; `None` at the end.
    fn next(&mut self) -> Option<Span> {
        // The text is valid UTF-8 in memory and rows may have any width: there is nothing left to fail.
        if !self.reader.read_record(&mut self.record).unwrap_or(false) {
            return None;
        }
        let at = |byte: u64| u32::try_from(byte).unwrap_or(u32::MAX);
        let start = self.record.position().map_or(0, |position| at(position.byte()));
        let end = at(self.reader.position().byte());
        let row = self.text.get(start as usize..end as usize).unwrap_or("");
        let blank = count(row.len() - row.trim_start_matches(['\r', '\n']).len());
        Some(Span::new(self.file, start + blank, start + count(row.trim_end_matches(['\r', '\n']).len())))
    }

    fn cell(&self, column: usize) -> Option<&str> {
        self.record.get(column).map(str::trim)
    }
}

/// Which columns are read, and whether the first row names them.
struct Columns {
    at: Vec<usize>,
    headed: bool,
}

/// Why a row cannot be read.
enum Fault {
    /// There is nothing in this column, counted from 1.
    Empty(usize),
    Misfit(Misfit),
}

impl Resolver<'_> {
    /// The table of a path in a statement; nothing if it could not be read, which the loader reports.
    fn rows(&self, path: &ast::Text) -> Option<Rows<'_>> {
        let file = *self.named.get(&path.span)?;
        let source = self.map.file(file)?;
        Some(Rows::of(file, &source.name, &source.text))
    }

    /// The sort that a name may be declared of by its word, as `declare` and `declaring` do.
    pub(super) fn declared_sort(&mut self, name: &ast::Name) -> Option<SortId> {
        let Some(sort) = self.model.sorts.find(&name.text) else {
            self.unknown_sort(name);
            return None;
        };
        let by_keyword = DECLARABLE.contains(&sort);
        if by_keyword || self.model.sorts.span(sort).is_some() {
            return Some(sort);
        }
        self.report(
            Diagnostic::new(Code::NotHere, format!("no name of the sort `{}` can be declared so", name.text))
                .label(name.span, "not by its sort alone")
                .help("write an actor, a goal, a resource or another thing that a name can stand for, or a sort of your own"),
        );
        None
    }

    /// `declare SORT from "FILE" column C`
    pub(super) fn declare_column(&mut self, sort: &ast::Name, path: &ast::Text, column: Option<&ast::Token>) {
        let Some(sort) = self.declared_sort(sort) else { return };
        let Some(mut rows) = self.rows(path) else { return };
        let wanted: Vec<&ast::Token> = column.into_iter().collect();
        let mut found: Vec<(SmolStr, Span)> = Vec::new();
        let Some(first) = rows.next() else { return };
        let columns = match columns(&wanted, &rows, first) {
            Ok(columns) => columns,
            Err(diagnostic) => return self.report(diagnostic),
        };
        let at = columns.at.first().copied().unwrap_or(0);
        let mut place = if columns.headed { rows.next() } else { Some(first) };
        while let Some(span) = place {
            if let Some(cell) = rows.cell(at).filter(|cell| !cell.is_empty()) {
                found.push((SmolStr::new(cell), span));
            }
            place = rows.next();
        }
        for (name, span) in found {
            self.introduce(name, sort, span);
        }
    }

    /// Declares a name that a table holds, unless it is known as a thing of that sort.
    fn introduce(&mut self, name: SmolStr, sort: SortId, span: Span) {
        let known = self.model.names.get(&name).and_then(|id| self.model.symbol(*id));
        if !known.is_some_and(|symbol| self.model.sorts.is_below(symbol.sort, sort)) {
            self.symbol(name.clone(), name, sort, None, span);
        }
    }

    /// `facts "FILE" as RELATION … declaring SORT`: the names, before anything is said of them.
    pub(super) fn declare_cells(&mut self, facts: &ast::Facts) {
        let sorts: Vec<SortId> = facts.declaring.iter().filter_map(|sort| self.declared_sort(sort)).collect();
        if sorts.is_empty() {
            return;
        }
        let Some(&relation) = self.model.relation_names.get(&facts.relation.text) else { return };
        let Some(holes) = self.model.relation(relation).map(|relation| relation.holes.clone()) else {
            return;
        };
        let Some(mut rows) = self.rows(&facts.path) else { return };
        let Some(first) = rows.next() else { return };
        let Ok(columns) = self.columns_of(facts, relation, &rows, first) else { return };
        let declares: Vec<(usize, SortId)> = holes
            .iter()
            .zip(&columns.at)
            .filter_map(|(hole, at)| {
                let fits =
                    |sort: &&SortId| hole.iter().any(|wanted| self.model.sorts.is_below(**sort, *wanted));
                Some((*at, *sorts.iter().find(fits)?))
            })
            .collect();
        let mut found: IndexMap<SmolStr, (SortId, Span), FxBuildHasher> = IndexMap::default();
        let mut place = if columns.headed { rows.next() } else { Some(first) };
        while let Some(span) = place {
            for (at, sort) in &declares {
                if let Some(cell) = rows.cell(*at).filter(|cell| !cell.is_empty())
                    && !self.model.names.contains_key(cell)
                    && !found.contains_key(cell)
                {
                    found.insert(SmolStr::new(cell), (*sort, span));
                }
            }
            place = rows.next();
        }
        for (name, (sort, span)) in found {
            self.introduce(name, sort, span);
        }
    }

    /// The columns that fill the holes of a relation, in their order.
    fn columns_of(
        &self,
        facts: &ast::Facts,
        relation: RelationId,
        rows: &Rows<'_>,
        first: Span,
    ) -> Result<Columns, Diagnostic> {
        let Some(relation) = self.model.relation(relation) else {
            return Ok(Columns { at: Vec::new(), headed: false });
        };
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
                .help(format!("a row is read as: {}", self.shape(relation))));
            }
            return columns(&facts.columns.iter().collect::<Vec<_>>(), rows, first);
        }
        let heading =
            |name: &SmolStr| rows.record.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
        match relation.hole_names.iter().map(heading).collect::<Option<Vec<usize>>>() {
            Some(at) if at.len() == width => Ok(Columns { at, headed: true }),
            Some(_) | None => Ok(Columns { at: (0..width).collect(), headed: false }),
        }
    }

    /// The sentence of a relation with its holes.
    fn shape(&self, relation: &crate::model::Relation) -> String {
        let holes: Vec<String> = relation.hole_names.iter().map(|name| format!("{{{name}}}")).collect();
        relation.sentences.first().map(|sentence| sentence.fill(&holes)).unwrap_or_default()
    }

    /// `facts "FILE" as RELATION`: its rows, as sentences.
    pub(super) fn facts(&mut self, statement: &ast::Statement, facts: &ast::Facts, around: &Surroundings) {
        let Some(&relation) = self.model.relation_names.get(&facts.relation.text) else {
            let known = self.model.relation_names.keys().map(SmolStr::as_str);
            let help = match suggest::nearest(&facts.relation.text, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => String::from(
                    "`strat doctrine` lists the standard ones; others are declared: `relation NAME \"…\"`",
                ),
            };
            return self.report(
                Diagnostic::new(Code::UnknownName, format!("there is no relation `{}`", facts.relation.text))
                    .label(facts.relation.span, "not known")
                    .help(help),
            );
        };
        let made = self.blank(statement, around, Kind::Table(TableId(count(self.model.tables.len()))));
        let table = match self.read_table(facts, relation) {
            Ok(table) => table,
            Err(diagnostic) => return self.report(diagnostic),
        };
        if let Some(table) = table {
            self.model.tables.push(Arc::new(table));
            self.add(made);
        }
    }

    fn read_table(&mut self, facts: &ast::Facts, relation: RelationId) -> Result<Option<Table>, Diagnostic> {
        let holes = self.model.relation(relation).map(|relation| relation.holes.clone()).unwrap_or_default();
        let mut table = Table::new(relation, holes.len());
        let Some(mut rows) = self.rows(&facts.path) else { return Ok(None) };
        let Some(first) = rows.next() else { return Ok(Some(table)) };
        let columns = self.columns_of(facts, relation, &rows, first)?;
        // What a text stands for in a column is worked out once.
        let mut known: Vec<FxHashMap<SmolStr, u32>> = vec![FxHashMap::default(); columns.at.len()];
        let mut wrong: Vec<Diagnostic> = Vec::new();
        let mut more = 0_usize;
        let mut row: Vec<u32> = Vec::with_capacity(holes.len());
        let mut place = if columns.headed { rows.next() } else { Some(first) };
        while let Some(span) = place {
            row.clear();
            let mut fault = None;
            for ((at, hole), known) in columns.at.iter().zip(&holes).zip(&mut known) {
                let Some(cell) = rows.cell(*at).filter(|cell| !cell.is_empty()) else {
                    fault = Some((Fault::Empty(at + 1), hole));
                    break;
                };
                if let Some(position) = known.get(cell) {
                    row.push(*position);
                    continue;
                }
                match self.cell(cell, hole, span) {
                    Ok(term) => {
                        let position = table.keep(term);
                        known.insert(SmolStr::new(cell), position);
                        row.push(position);
                    }
                    Err(misfit) => {
                        fault = Some((Fault::Misfit(misfit), hole));
                        break;
                    }
                }
            }
            match fault {
                None => table.push(&row, span),
                // A suggestion takes a look at every name: only for what is shown.
                Some((fault, hole)) if wrong.len() < REPORTED => wrong.push(self.fault(fault, hole, span)),
                Some(_) => more += 1,
            }
            place = rows.next();
        }
        for diagnostic in wrong {
            self.report(diagnostic);
        }
        if more > 0 {
            let (rows, are) = if more == 1 { ("row", "is") } else { ("rows", "are") };
            self.report(
                Diagnostic::new(Code::BulkFacts, format!("{more} further {rows} of this table {are} wrong"))
                    .label(facts.path.span, format!("only the first {REPORTED} are shown")),
            );
        }
        Ok(Some(table))
    }

    fn fault(&self, fault: Fault, hole: &[SortId], span: Span) -> Diagnostic {
        match fault {
            Fault::Empty(column) => {
                Diagnostic::new(Code::BulkFacts, format!("the row has nothing in column {column}"))
                    .label(span, "this row")
                    .help(format!("{} belongs there", with_article(&self.model.sorts.words(hole))))
            }
            Fault::Misfit(misfit) => self.misfit_of(misfit, hole),
        }
    }

    /// The term of a cell in a hole of some sorts.
    fn cell(&self, text: &str, sorts: &[SortId], span: Span) -> Result<Term, Misfit> {
        let takes = |sort: SortId| sorts.iter().any(|&s| s == sort || s == SortId::ANY);
        let named = match self.named(text, sorts, span) {
            Ok(term) => return Ok(term),
            Err(misfit) => misfit,
        };
        if VALUES.into_iter().any(takes) {
            let mut tokens = syntax::cell(text, span);
            // A cell may hold line breaks and quotes of its own: it is pointed at as a whole.
            for token in &mut tokens {
                token.span = span;
            }
            match self.term(&tokens, sorts, &mut super::scope::Scope::default()) {
                Ok(Term::Value(value)) => return Ok(Term::Value(value)),
                Err(misfit @ Misfit::Value(_)) => return Err(misfit),
                Ok(_) | Err(_) => {}
            }
        }
        if takes(SortId::TEXT) {
            return Ok(Term::Value(Value::Text(SmolStr::new(text))));
        }
        if sorts.iter().all(|sort| VALUES.contains(sort)) {
            let wanted = with_article(&self.model.sorts.words(sorts));
            return Err(Misfit::Value(Box::new(
                Diagnostic::new(Code::InvalidNumber, format!("`{text}` is not {wanted}"))
                    .label(span, "in this row")
                    .help(
                        "write 2024-10-26 for a date, 1_000 for a number, `about 40 troops` for a quantity",
                    ),
            )));
        }
        Err(named)
    }
}

/// The columns that are named, by number from 1 or by their heading in the first row.
fn columns(wanted: &[&ast::Token], rows: &Rows<'_>, first: Span) -> Result<Columns, Diagnostic> {
    let mut at = Vec::with_capacity(wanted.len());
    let mut headed = false;
    for token in wanted {
        let heading = match &token.kind {
            ast::TokenKind::Word(text) | ast::TokenKind::Text(text) => text,
            ast::TokenKind::Number(number) => {
                match number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
                    Some(column) if column < rows.record.len() => at.push(column),
                    _ => return Err(no_column(&format!("column {number}"), token.span, rows, first)),
                }
                continue;
            }
            _ => return Err(no_column("column of this kind", token.span, rows, first)),
        };
        headed = true;
        match rows.record.iter().position(|cell| cell.trim() == heading) {
            Some(column) => at.push(column),
            None => return Err(no_column(&format!("column `{heading}`"), token.span, rows, first)),
        }
    }
    if wanted.is_empty() {
        at.push(0);
    }
    Ok(Columns { at, headed })
}

fn no_column(what: &str, span: Span, rows: &Rows<'_>, first: Span) -> Diagnostic {
    let headings: Vec<&str> = rows.record.iter().map(str::trim).take(12).collect();
    Diagnostic::new(Code::BulkFacts, format!("the table has no {what}"))
        .label(span, "not found")
        .label(first, "its first line")
        .help(format!(
            "columns are named by their heading in the first line, here {}, or counted from 1",
            suggest::listed(&headings)
        ))
}
