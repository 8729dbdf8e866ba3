//! Tables: names that a column declares, and rows that are sentences.
//!
//! The text of a table is in the map already, so a row can be pointed at like any other statement. A row that
//! cannot be used costs itself; what is wrong is told for the first rows, and counted by kind for the others.

mod cells;
mod columns;
mod doubts;
mod faults;
mod formats;
mod known;
mod opening;
pub(in crate::model::resolve) mod rows;
pub(in crate::model::resolve) mod separator;

use super::declare::sort_of;
use super::poison::Unseen;
use super::resolver::Resolver;
use super::statements::Surroundings;
use super::suggest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::occurrences::Entity;
use crate::model::sort::SortId;
use crate::model::statement::{Kind, RelationId, TableId, count};
use crate::model::table::Table;
use crate::model::{Rejected, Relation};
use crate::source::{SourceMap, Span};
use crate::syntax::{self, ast, ast::Keyword};
use cells::{Place, is_gap};
use columns::{Columns, named};
use doubts::Doubts;
use faults::{Fault, Faults, Which};
use formats::{Formats, Marks};
use known::Known;
use opening::Opening;
use rows::{Line, Rows};
use separator::Divided;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::path::{Component, Path};
use std::sync::Arc;

impl<'a> Resolver<'a> {
    /// The rows of the table that a path in a statement names, from which so many columns are wanted; nothing if
    /// it could not be read, which the loader reports.
    fn rows(&self, path: &ast::Text, separator: Option<&ast::Text>, wanted: usize) -> Option<Rows<'a>> {
        let file = *self.named.get(&path.span)?;
        let map: &'a SourceMap = self.map;
        let source = map.file(file)?;
        let declared = separator.and_then(|text| rows::parse(&text.value));
        let divided = || separator::find(file, &source.name, &source.text, wanted);
        let separator = declared.unwrap_or_else(|| divided().sign());
        Some(Rows::new(file, &source.text, separator))
    }

    /// Tells by what the cells of a table are divided, where that is not what its ending says.
    fn tell_separator(&mut self, path: &ast::Text, declared: Option<&ast::Text>, wanted: usize) {
        if let Some(text) = declared {
            if rows::parse(&text.value).is_none() {
                self.report(
                    Diagnostic::new(Code::BulkFacts, format!("`{}` divides no cells", text.value))
                        .label(text.span, "here")
                        .help("write `separator \",\"`, `\";\"`, `\"|\"` or `\"\\t\"` (a tab)"),
                );
            }
            return;
        }
        let Some(source) = self.named.get(&path.span).and_then(|file| Some((*file, self.map.file(*file)?)))
        else {
            return;
        };
        let diagnostic = match separator::find(source.0, &source.1.name, &source.1.text, wanted) {
            Divided::Usual(_) | Divided::Said(_) => return,
            Divided::Found(sign) => {
                let sign = separator::written(sign);
                Diagnostic::new(
                    Code::TableRead,
                    format!("the cells of `{}` are divided by `{sign}`", path.value),
                )
                .label(path.span, "this table")
                .help(format!("say so, and nothing is told: `separator \"{sign}\"`"))
            }
            Divided::Unclear(one, other) => {
                let (one, other) = (separator::written(one), separator::written(other));
                Diagnostic::new(
                    Code::BulkFacts,
                    format!("the cells of `{}` may be divided by `{one}` or by `{other}`", path.value),
                )
                .label(path.span, "every row can be read both ways")
                .help(format!("say which it is: `separator \"{other}\"`"))
            }
        };
        self.report(diagnostic);
    }

    /// The sort that a name may be declared of by its word, as `declare` and `declaring` do.
    pub(super) fn declared_sort(&mut self, name: &ast::Name) -> Option<SortId> {
        let Some(sort) = self.model.sorts.find(&name.text) else {
            self.unknown_sort(name);
            return None;
        };
        self.refer(name.span, Entity::Sort(sort));
        let by_keyword = Keyword::ALL.iter().any(|keyword| sort_of(*keyword) == Some(sort));
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
        let Some(sort) = self.declared_sort(sort) else {
            self.poisoned.miss(Unseen::Things);
            return;
        };
        self.tell_separator(path, None, 1);
        let Some(mut rows) = self.rows(path, None, 1) else { return };
        let wanted: Vec<&ast::Token> = column.into_iter().collect();
        let mut faults = Faults::default();
        let mut line = rows.next();
        let columns = match &line {
            Some(Line::Row(first)) => match named(&wanted, &rows, *first) {
                Ok(columns) => columns,
                Err(diagnostic) => {
                    self.poisoned.miss(Unseen::Things);
                    return self.report(diagnostic);
                }
            },
            Some(Line::Broken(..)) => Columns { at: vec![0], headings: None },
            None => return,
        };
        let at = columns.at.first().copied().unwrap_or(0);
        let width = rows.width();
        if columns.headings.is_some() {
            line = rows.next();
        }
        self.model.reserve_names(rows.at_most());
        while let Some(next) = line {
            match next {
                Line::Broken(opening, quotes) => {
                    faults.add(&Fault::Quotes(quotes, opening), || Some(faults::open_quotes(quotes, opening)))
                }
                Line::Row(span) if rows.is_wider(width) => {
                    faults.add(&Fault::Cells, || Some(faults::too_wide(&rows, width, span)));
                }
                Line::Row(span) => match rows.cell(at) {
                    Some(cell) if !is_gap(&cell) => {
                        self.introduce(SmolStr::new(cell), sort, rows.place(at).unwrap_or(span));
                    }
                    Some(cell) => faults
                        .add(&Fault::Gap(at), || Some(faults::gap_in_names(&cell, &columns.words(at), span))),
                    // A list has empty lines at its end.
                    None => {}
                },
            }
            line = rows.next();
        }
        self.report_faults(faults, &columns, path.span);
    }

    /// Declares a name that a table holds, unless it is known as a thing of that sort. One that is not what it
    /// looks like is reported.
    fn introduce(&mut self, name: SmolStr, sort: SortId, span: Span) {
        if let Some(diagnostic) = syntax::not_as_it_looks(&name, span) {
            // It is declared all the same: one mistake is told once.
            self.report(diagnostic);
        }
        let known = self.model.names.get(&name).and_then(|id| self.model.symbol(*id));
        if !known.is_some_and(|symbol| self.model.sorts.is_below(symbol.sort, sort)) {
            self.symbol(name.clone(), name, sort, None, span);
        }
    }

    /// `facts "FILE" as RELATION … declaring SORT`: the names, before anything is said of them.
    pub(super) fn declare_cells(&mut self, facts: &ast::Facts) {
        let sorts: Vec<SortId> = facts.declaring.iter().filter_map(|sort| self.declared_sort(sort)).collect();
        let known = sorts.len() == facts.declaring.len();
        if facts.declaring.is_empty() {
            return;
        }
        let read = !sorts.is_empty() && self.names_in_cells(facts, &sorts).is_some();
        if !known || !read {
            self.poisoned.miss(Unseen::Things);
        }
    }

    /// Declares the names of these sorts that a table holds and nothing else declares; `None` if the table cannot be
    /// read, which is told with its rows.
    fn names_in_cells(&mut self, facts: &ast::Facts, sorts: &[SortId]) -> Option<()> {
        let relation = *self.model.relation_names.get(&facts.relation.text)?;
        let relation = self.model.relation(relation)?;
        let mut rows = self.rows(&facts.path, facts.separator.as_ref(), relation.holes.len())?;
        let mut line = rows.next();
        let Some(columns) = self.columns_at(facts, relation, &rows, line.as_ref()) else {
            return Some(());
        };
        let columns = columns.ok()?;
        let mut width = matches!(line, Some(Line::Row(_))).then(|| rows.width());
        if columns.headings.is_some() {
            line = rows.next();
        }
        let declares: Vec<(usize, SortId)> = relation
            .holes
            .iter()
            .zip(&columns.at)
            .filter_map(|(hole, at)| {
                let fits =
                    |sort: &&SortId| hole.iter().any(|wanted| self.model.sorts.is_below(**sort, *wanted));
                Some((*at, *sorts.iter().find(fits)?))
            })
            .collect();
        self.model.reserve_names(rows.at_most());
        while let Some(next) = line {
            if let Line::Row(span) = next
                && !rows.is_wider(*width.get_or_insert(rows.width()))
            {
                for (at, sort) in &declares {
                    if let Some(cell) = rows.cell(*at)
                        && !is_gap(&cell)
                        && !self.model.names.contains_key(cell.as_ref())
                    {
                        self.introduce(SmolStr::new(cell), *sort, rows.place(*at).unwrap_or(span));
                    }
                }
            }
            line = rows.next();
        }
        Some(())
    }

    /// The columns of a table whose first line this is; nothing if it has none. Where the first line is broken
    /// the columns stand in the order of the holes.
    fn columns_at(
        &self,
        facts: &ast::Facts,
        relation: &Relation,
        rows: &Rows<'_>,
        first: Option<&Line>,
    ) -> Option<Result<Columns, Diagnostic>> {
        match first? {
            Line::Row(span) => Some(self.columns_of(facts, relation, rows, *span)),
            Line::Broken(..) => Some(Ok(Columns { at: (0..relation.holes.len()).collect(), headings: None })),
        }
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
            let diagnostic =
                Diagnostic::new(Code::UnknownName, format!("there is no relation `{}`", facts.relation.text))
                    .label(facts.relation.span, "not known")
                    .help(help);
            return self.not_known(&facts.relation.text, diagnostic);
        };
        self.refer(facts.relation.span, Entity::Relation(relation));
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
        let Some(known) = self.model.relation(relation).cloned() else { return Ok(None) };
        let mut table = Table::new(relation, known.holes.len());
        if let Some(file) = self.named.get(&facts.path.span) {
            table = table.in_file(*file);
        }
        let formats = self.formats(facts)?;
        self.tell_separator(&facts.path, facts.separator.as_ref(), known.holes.len());
        let Some(mut rows) = self.rows(&facts.path, facts.separator.as_ref(), known.holes.len()) else {
            return Ok(None);
        };
        let mut line = rows.next();
        let Some(columns) = self.columns_at(facts, &known, &rows, line.as_ref()) else {
            self.report(doubts::no_rows(facts));
            return Ok(Some(table));
        };
        let columns = columns?;
        // Of a first row that is broken nobody knows how many cells it has.
        let mut width = matches!(line, Some(Line::Row(_))).then(|| rows.width());
        let mut doubts = Doubts::new(&known.holes, &formats);
        let mut opening = Opening::default();
        let rows_headings = matches!(line, Some(Line::Row(_))).then(|| rows.whole());
        if columns.headings.is_some() {
            line = rows.next();
        }
        if facts.columns.is_empty() {
            opening = match columns.headings.is_some() {
                true => Opening::headings(&columns, |part, cell| self.may_be_of(&known, part, cell)),
                false => Opening::row(&rows, |cell| self.is_named_elsewhere(cell, &table)),
            };
        }
        let mut known_cells: Vec<Known> = known.holes.iter().map(|hole| Known::new(hole)).collect();
        let mut faults = Faults::new(facts.rejected.is_some());
        let headings = rows_headings.filter(|_| columns.headings.is_some());
        let mut rejected: Vec<Span> = Vec::new();
        let mut row: Vec<u32> = Vec::with_capacity(known.holes.len());
        let mut seen = false;
        while let Some(next) = line {
            let span = match next {
                Line::Broken(at, quotes) => {
                    faults.add(&Fault::Quotes(quotes, at), || Some(faults::open_quotes(quotes, at)));
                    if facts.rejected.is_some() {
                        rejected.push(rows.whole());
                    }
                    line = rows.next();
                    continue;
                }
                Line::Row(span) if rows.is_wider(*width.get_or_insert(rows.width())) => {
                    let width = width.unwrap_or_default();
                    faults.add(&Fault::Cells, || Some(faults::too_wide(&rows, width, span)));
                    if facts.rejected.is_some() {
                        rejected.push(rows.whole());
                    }
                    line = rows.next();
                    continue;
                }
                Line::Row(span) => span,
            };
            seen = true;
            row.clear();
            let mut fault = None;
            for ((at, hole), known) in columns.at.iter().zip(&known.holes).zip(&mut known_cells) {
                let read = if *hole == [SortId::TEXT] { rows.verbatim(*at) } else { rows.cell(*at) };
                let Some(cell) = read else {
                    fault = Some((Fault::Gap(*at), hole, Cow::Borrowed("")));
                    break;
                };
                if let Some(stored) = known.get(&self.model, &cell) {
                    row.push(stored);
                    continue;
                }
                let words = columns.words(*at);
                let place = Place { span: rows.place(*at).unwrap_or(span), column: &words };
                match self.cell(&cell, hole, &formats, &place) {
                    Ok(term) if is_gap(&cell) && !faults::is_of(&term, &cell, hole) => {
                        fault = Some((Fault::Gap(*at), hole, cell));
                        break;
                    }
                    Ok(term) => {
                        doubts.look_at(row.len(), *at, &cell, place.span);
                        if let Some(stored) = table.keep(term) {
                            known.insert(&self.model, &cell, stored);
                            row.push(stored);
                        }
                    }
                    Err(_) if is_gap(&cell) => {
                        fault = Some((Fault::Gap(*at), hole, cell));
                        break;
                    }
                    Err(misfit) => {
                        fault = Some((Fault::Misfit(*at, misfit), hole, cell));
                        break;
                    }
                }
            }
            opening.look_at(&rows);
            match fault {
                None => table.push(&row, span),
                Some((Fault::Gap(_), ..)) if facts.skipping_gaps => {}
                Some((fault, hole, cell)) => {
                    let place = match &fault {
                        Fault::Gap(at) | Fault::Misfit(at, _) => rows.place(*at).unwrap_or(span),
                        Fault::Quotes(..) | Fault::Cells => span,
                    };
                    let which = Which { row: span, place, first: opening.first(&cell) };
                    let told = |fault: &Fault| self.fault(fault, hole, &cell, &columns, &which);
                    faults.add(&fault, || told(&fault));
                    if facts.rejected.is_some() {
                        rejected.push(rows.whole());
                    }
                }
            }
            line = rows.next();
        }
        if let (Some(diagnostic), true) = (opening.doubt(facts.path.span), faults.is_empty()) {
            self.report(diagnostic);
        }
        if !seen && faults.is_empty() {
            self.report(doubts::no_rows(facts));
        }
        table.trim();
        drop(known_cells);
        for diagnostic in doubts.told(facts, &columns, &table) {
            self.report(diagnostic);
        }
        match &facts.rejected {
            Some(path) => self.put_aside(
                facts,
                path,
                Rejected { path: path.value.clone(), span: path.span, headings, rows: rejected },
                &faults.by_kind(&columns),
            ),
            None => self.report_faults(faults, &columns, facts.path.span),
        }
        Ok(Some(table))
    }

    /// Whether a text that is the name of a part of a sentence may be what that part speaks of: a thing that is known,
    /// or another spelling of a name of one letter, as people call things.
    fn may_be_of(&self, relation: &Relation, part: usize, text: &str) -> bool {
        let known = self
            .model
            .names
            .get(text)
            .is_some_and(|id| relation.holes.get(part).is_some_and(|sorts| self.model.fits(*id, sorts)));
        let letter = relation.hole_names.get(part).is_some_and(|name| name.len() == 1 && name != text);
        known || letter && text.len() == 1
    }

    /// Whether a text is the name of a thing that no cell of this table declares.
    fn is_named_elsewhere(&self, text: &str, table: &Table) -> bool {
        let symbol = self.model.names.get(text).and_then(|id| self.model.symbol(*id));
        symbol.is_some_and(|symbol| !symbol.span.is_some_and(|place| table.holds(place)))
    }

    /// Keeps the rows that do not fit, for whoever writes them to their file, and tells how many there are.
    fn put_aside(&mut self, facts: &ast::Facts, path: &ast::Text, rejected: Rejected, kinds: &[String]) {
        let outside = Path::new(path.value.as_str())
            .components()
            .any(|part| !matches!(part, Component::Normal(_) | Component::CurDir));
        if outside || path.value == facts.path.value {
            self.report(
                Diagnostic::new(
                    Code::ImportOutside,
                    format!("`{}` cannot take the rows that do not fit", path.value),
                )
                .label(
                    path.span,
                    if outside { "this leads out of the folder" } else { "this is the table itself" },
                )
                .help(
                    "name another file in the folder of the analysis, or below it: `rejected \"rest.csv\"`",
                ),
            );
            return;
        }
        let count = rejected.rows.len();
        if count == 0 {
            return;
        }
        let rows = if count == 1 { String::from("1 row") } else { format!("{count} rows") };
        let verb = if count == 1 { "does" } else { "do" };
        self.report(
            Diagnostic::new(
                Code::TableRead,
                format!("{rows} of `{}` {verb} not fit, and are left out", facts.path.value),
            )
            .label(facts.path.span, "this table")
            .label(path.span, "`strat check` writes them here")
            .help(format!(
                "mend them there, and read them by a statement of their own: `facts \"{}\" as …`",
                path.value
            ))
            .note(kinds.join("; ")),
        );
        self.model.rejected.push(rejected);
    }

    /// How the statement of a table says that its values are written.
    fn formats(&self, facts: &ast::Facts) -> Result<Formats, Diagnostic> {
        let dates = match &facts.dates {
            Some(format) if formats::is_of_dates(&format.value) => Some(format.value.clone()),
            Some(format) => {
                return Err(Diagnostic::new(Code::BulkFacts, format!("`{}` is no format of dates", format.value))
                    .label(format.span, "here")
                    .help("write `%d` for the day, `%m` for the month (`%b` for Oct, `%B` for October) and `%Y` for the year: `dates \"%d.%m.%Y\"`"));
            }
            None => None,
        };
        let numbers = match &facts.numbers {
            Some(sample) => Some(Marks::of(&sample.value).ok_or_else(|| {
                Diagnostic::new(Code::BulkFacts, format!("`{}` does not show how numbers are written", sample.value))
                    .label(sample.span, "here")
                    .help("write one number with its marks: `numbers \"1.234,5\"`, `\"1,234.5\"`, `\"1 234\"` or `\"0,5\"`")
            })?),
            None => None,
        };
        Ok(Formats { dates, numbers })
    }
}
