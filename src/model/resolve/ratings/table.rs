//! Tables of ratings: wide, with a column for each hypothesis (PARC ACH, spreadsheets), and long, with a row for each
//! mark.
//!
//! **Invariant:** what a cell says is a mark of the scale or told; rows of scores and totals are passed over.

use super::super::suggest::listed;
use super::named::{Hypotheses, plain};
use super::row::{MARKS, Row, fault, unknown_mark};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::matrix::{Mark, Weight};
use crate::model::resolve::tables::rows::{Line, Rows};
use crate::model::resolve::tables::separator;
use crate::source::{FileId, Span};
use crate::syntax::ast;
use smol_str::SmolStr;

/// The most lines before the headings: titles and scores that tools write there.
const BEFORE: usize = 12;

/// The most mistakes of one table that are told.
const TOLD: usize = 10;

const NAMES: [&str; 9] = ["id", "no", "nr", "number", "evidence id", "evidence no", "item id", "e", "label"];
const TEXTS: [&str; 11] = [
    "evidence",
    "item",
    "items",
    "text",
    "description",
    "evidence description",
    "evidence text",
    "argument",
    "evidence argument",
    "evidence arguments",
    "item of evidence",
];
const CREDIBILITIES: [&str; 6] =
    ["credibility", "cred", "reliability", "source reliability", "confidence", "credibility weight"];
const RELEVANCES: [&str; 3] = ["relevance", "rel", "relevance weight"];
const HYPOTHESES: [&str; 4] = ["hypothesis", "hypotheses", "hypothesis id", "hypothesis name"];
const RATINGS: [&str; 7] = ["rating", "mark", "consistency", "assessment", "score", "value", "evaluation"];
const TOTALS: [&str; 5] = ["score", "total", "rank", "inconsistenc", "sum of"];

/// What the columns of a table are.
#[derive(Default)]
struct Columns {
    name: Option<usize>,
    text: Option<usize>,
    credibility: Option<usize>,
    relevance: Option<usize>,
    /// A column for each hypothesis that has one.
    wide: Vec<(usize, usize)>,
    /// The columns of a hypothesis and of its mark.
    long: Option<(usize, usize)>,
    /// Columns that are none of these, with their headings.
    others: Vec<(usize, SmolStr)>,
}

/// The rows of a table, or what is wrong with it.
pub(super) fn read(
    file: FileId,
    name: &str,
    text: &str,
    path: &ast::Text,
    hypotheses: &Hypotheses,
) -> Result<Vec<Row>, Vec<Diagnostic>> {
    let mut rows = Rows::new(file, text, separator::find(file, name, text, 3).sign());
    let mut columns = None;
    let mut first: Option<Span> = None;
    for _ in 0..BEFORE {
        match rows.next() {
            Some(Line::Row(span)) => {
                first = first.or(Some(span));
                columns = Columns::of(&rows, hypotheses);
            }
            Some(Line::Broken(..)) => {}
            None => break,
        }
        if columns.is_some() {
            break;
        }
    }
    let Some(columns) = columns else {
        let message = format!("the headings of `{}` name no hypothesis of the question", path.value);
        let told = fault(message, path.span, "this table").help(format!(
            "head a column with the name or the explanation of each hypothesis; {}",
            hypotheses.help()
        ));
        return Err(vec![match first {
            Some(first) => told.label(first, "its first line"),
            None => told,
        }]);
    };
    let mut reader =
        Reader { hypotheses, columns: &columns, made: Vec::new(), faults: Vec::new(), other: Vec::new() };
    reader.other = vec![(0, true); columns.others.len()];
    while let Some(line) = rows.next() {
        match line {
            Line::Row(span) => reader.row(&rows, span),
            Line::Broken(span, _) => {
                reader.faults.push(
                    Diagnostic::new(Code::BulkFacts, "quotes that do not close, or do not end their cell")
                        .label(span, "they open here")
                        .help("double a quote that stands within quotes"),
                );
            }
        }
        if reader.faults.len() >= TOLD {
            break;
        }
    }
    reader.finish(path)
}

impl Columns {
    /// The columns that a line of headings names; `None` where it names no hypothesis.
    fn of(rows: &Rows<'_>, hypotheses: &Hypotheses) -> Option<Columns> {
        let mut made = Columns::default();
        let (mut hypothesis, mut rating) = (None, None);
        for (at, cell) in rows.cells().enumerate() {
            let heading = plain(&cell);
            let is = |known: &[&str]| known.contains(&heading.as_str());
            let slot = if is(&NAMES) {
                &mut made.name
            } else if is(&TEXTS) {
                &mut made.text
            } else if is(&CREDIBILITIES) {
                &mut made.credibility
            } else if is(&RELEVANCES) {
                &mut made.relevance
            } else if is(&HYPOTHESES) {
                &mut hypothesis
            } else if is(&RATINGS) {
                &mut rating
            } else if let Some(found) = hypotheses.find(&cell) {
                made.wide.push((at, found));
                continue;
            } else {
                made.others.push((at, SmolStr::new(cell)));
                continue;
            };
            if slot.is_none() {
                *slot = Some(at);
            } else {
                made.others.push((at, SmolStr::new(cell)));
            }
        }
        made.long = hypothesis.zip(rating).filter(|_| made.wide.is_empty());
        if made.wide.is_empty() && made.long.is_none() {
            return None;
        }
        let taken = |at: usize| [made.name, made.credibility, made.relevance].contains(&Some(at));
        if made.text.is_none() {
            let free = made.others.iter().map(|(at, _)| *at).find(|at| !taken(*at));
            made.others.retain(|(at, _)| Some(*at) != free);
            made.text = free.or(made.name);
        }
        Some(made)
    }
}

struct Reader<'a> {
    hypotheses: &'a Hypotheses,
    columns: &'a Columns,
    made: Vec<Row>,
    faults: Vec<Diagnostic>,
    /// For each further column how many marks it has, and whether it has nothing else.
    other: Vec<(usize, bool)>,
}

impl Reader<'_> {
    fn row(&mut self, rows: &Rows<'_>, span: Span) {
        let columns = self.columns;
        let cell = |at: Option<usize>| at.and_then(|at| rows.cell(at)).filter(|cell| !cell.trim().is_empty());
        let text = cell(columns.text).or_else(|| cell(columns.name));
        let lead = plain(text.as_deref().unwrap_or_default());
        let counted = |at: usize| {
            rows.cell(at).is_none_or(|cell| cell.trim().parse::<f64>().is_ok() || cell.trim().is_empty())
        };
        let total = TOTALS.iter().any(|word| lead.contains(word)) || lead.is_empty();
        if total && columns.wide.iter().all(|(at, _)| counted(*at)) && columns.long.is_none() {
            return;
        }
        let Some(text) = text else {
            self.faults.push(
                fault(String::from("an item of evidence without a text"), span, "what is rated here?")
                    .help("say in the column `evidence` what was seen"),
            );
            return;
        };
        let mut weight = |at: Option<usize>, what: &str| {
            let cell = cell(at)?;
            let found = Weight::parse(&cell);
            if found.is_none() && !matches!(plain(&cell).as_str(), "f" | "6" | "unknown" | "na" | "n a" | "")
            {
                let place = at.and_then(|at| rows.place(at)).unwrap_or(span);
                self.faults.push(
                    fault(format!("`{cell}` is no {what}"), place, "not known")
                        .help(format!("{what} is `low`, `medium` or `high`")),
                );
            }
            found
        };
        let credibility = weight(columns.credibility, "credibility");
        let relevance = weight(columns.relevance, "relevance");
        let name = cell(columns.name).filter(|name| *name != text).map(SmolStr::new);
        let mut made =
            Row { text: SmolStr::new(&text), name, span, marks: Vec::new(), credibility, relevance };
        let mut mark = |at: usize| {
            let cell = rows.cell(at).unwrap_or_default();
            let found = Mark::parse(&cell);
            if found.is_none() {
                self.faults.push(unknown_mark(&cell, rows.place(at).unwrap_or(span)));
            }
            found
        };
        if let Some((hypothesis, rating)) = columns.long {
            let named = rows.cell(hypothesis).unwrap_or_default();
            match (self.hypotheses.find(&named), mark(rating)) {
                (Some(of), Some(mark)) => made.marks.push((of, mark)),
                (None, _) => self.faults.push(
                    fault(
                        format!("`{named}` is no hypothesis of the question"),
                        rows.place(hypothesis).unwrap_or(span),
                        "not known",
                    )
                    .help(self.hypotheses.help()),
                ),
                (Some(_), None) => {}
            }
            self.join(made);
        } else {
            for (at, of) in &columns.wide {
                if let Some(mark) = mark(*at) {
                    made.marks.push((*of, mark));
                }
            }
            self.made.push(made);
        }
        for ((at, _), (marks, only)) in columns.others.iter().zip(&mut self.other) {
            let Some(cell) = rows.cell(*at).filter(|cell| !cell.trim().is_empty()) else { continue };
            let marked = Mark::parse(&cell).is_some() && cell.parse::<f64>().is_err();
            *marks += usize::from(marked);
            *only &= marked;
        }
    }

    /// Adds the mark of a long table to the item that it is of.
    fn join(&mut self, row: Row) {
        let same = |known: &&mut Row| known.text == row.text && known.name == row.name;
        match self.made.iter_mut().find(same) {
            Some(known) => {
                known.marks.extend(row.marks);
                known.credibility = known.credibility.or(row.credibility);
                known.relevance = known.relevance.or(row.relevance);
            }
            None => self.made.push(row),
        }
    }

    fn finish(mut self, path: &ast::Text) -> Result<Vec<Row>, Vec<Diagnostic>> {
        for ((_, heading), (marks, only)) in self.columns.others.iter().zip(&self.other) {
            if *marks > 0 && *only {
                let message =
                    format!("`{}` rates `{heading}`, which is no hypothesis of the question", path.value);
                self.faults.push(fault(message, path.span, "this table").help(format!(
                    "add the hypothesis to the question, or take the column away; {}",
                    self.hypotheses.help()
                )));
            }
        }
        let missing = match self.columns.long {
            // What a faulty row would have rated is not known.
            Some(_) if !self.faults.is_empty() => Vec::new(),
            Some(_) => self.hypotheses.unrated(&self.made),
            None => self.hypotheses.without(|at| self.columns.wide.iter().any(|(_, of)| *of == at)),
        };
        if !missing.is_empty() {
            let message = format!("`{}` does not rate {}", path.value, listed(&missing));
            self.faults.push(fault(message, path.span, "this table").help(
                "add a column for it, headed by its name: a hypothesis without marks cannot be compared with the others",
            ));
        }
        if self.columns.long.is_some() {
            for row in &self.made {
                let twice = (0..self.hypotheses.symbols.len())
                    .any(|at| row.marks.iter().filter(|(of, _)| *of == at).count() > 1);
                if twice {
                    let message = format!("`{}` is rated twice against one hypothesis", row.text);
                    self.faults.push(fault(message, row.span, "this item").help("keep one of the marks"));
                }
            }
        }
        if self.made.is_empty() && self.faults.is_empty() {
            let message = format!("`{}` has no items", path.value);
            self.faults.push(fault(message, path.span, "nothing is rated in this table").help(MARKS));
        }
        if self.faults.is_empty() { Ok(self.made) } else { Err(self.faults) }
    }
}
