//! What is wrong with the rows of a table: the first ones are told, the others counted by kind.

use super::super::misfit::Misfit;
use super::super::resolver::Resolver;
use super::columns::{Columns, naming};
use super::rows::{Quotes, Rows};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::sort::with_article;
use crate::model::statement::Term;
use crate::model::value::Value;
use crate::source::Span;
use indexmap::IndexMap;

/// How many rows of one table are told; the rest is counted.
const REPORTED: usize = 20;

/// Why a row cannot be used; columns are counted from 0.
pub(super) enum Fault {
    /// Nothing is known in this column.
    Gap(usize),
    /// The cell of this column does not fit.
    Misfit(usize, Misfit),
    /// Quotes that open here.
    Quotes(Quotes, Span),
    /// There are more cells than in the first row.
    Cells,
}

/// The kinds of faults that are counted together.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sort {
    Gap(usize),
    Unknown(usize),
    Misplaced(usize),
    Value(usize),
    Quotes,
    Cells,
}

/// Where a fault is.
pub(super) struct Which<'t> {
    pub(super) row: Span,
    pub(super) place: Span,
    /// The cells of the row, if it is the first one of a table whose columns are not named.
    pub(super) first: Option<&'t [String]>,
}

/// The faults of a table so far.
#[derive(Default)]
pub(super) struct Faults {
    told: Vec<Diagnostic>,
    more: IndexMap<Sort, usize>,
    /// Whether all are counted and none is told.
    counting: bool,
}

impl Faults {
    /// No faults yet; those of rows that are put aside are counted, and told together.
    pub(super) fn new(counting: bool) -> Self {
        Self { counting, ..Self::default() }
    }

    /// Notes a fault. What is to be told, if anything, is worked out only for the first ones: a suggestion looks at
    /// every name.
    pub(super) fn add(&mut self, fault: &Fault, told: impl FnOnce() -> Option<Diagnostic>) {
        if !self.counting && self.told.len() < REPORTED {
            return self.told.extend(told());
        }
        let sort = match fault {
            Fault::Gap(at) => Sort::Gap(*at),
            Fault::Misfit(at, Misfit::Unknown(..)) => Sort::Unknown(*at),
            Fault::Misfit(at, Misfit::Sort(..)) => Sort::Misplaced(*at),
            Fault::Misfit(at, Misfit::Value(_)) => Sort::Value(*at),
            Fault::Quotes(..) => Sort::Quotes,
            Fault::Cells => Sort::Cells,
            Fault::Misfit(_, Misfit::Told) => return,
        };
        *self.more.entry(sort).or_default() += 1;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.told.is_empty() && self.more.is_empty()
    }

    /// Those that are counted, the most frequent kind first: `12 with nothing in column 2`.
    pub(super) fn by_kind(&self, columns: &Columns) -> Vec<String> {
        let mut kinds: Vec<(usize, String)> = self
            .more
            .iter()
            .map(|(sort, count)| {
                let words = match sort {
                    Sort::Gap(at) => format!("{count} with nothing in {}", columns.words(*at)),
                    Sort::Unknown(at) => {
                        format!("{count} with a name that is not declared in {}", columns.words(*at))
                    }
                    Sort::Misplaced(at) => {
                        format!("{count} with a name of another sort in {}", columns.words(*at))
                    }
                    Sort::Value(at) => {
                        format!("{count} with a value that cannot be read in {}", columns.words(*at))
                    }
                    Sort::Quotes => format!("{count} with quotes that do not close"),
                    Sort::Cells => format!("{count} with more cells than the first row"),
                };
                (*count, words)
            })
            .collect();
        kinds.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        kinds.into_iter().map(|(_, words)| words).collect()
    }
}

impl Resolver<'_> {
    /// Reports what is wrong with the rows of a table.
    pub(super) fn report_faults(&mut self, faults: Faults, columns: &Columns, path: Span) {
        let kinds = faults.by_kind(columns);
        for diagnostic in faults.told {
            self.report(diagnostic);
        }
        let more: usize = faults.more.values().sum();
        if more == 0 {
            return;
        }
        let (rows, are) = if more == 1 { ("row", "is") } else { ("rows", "are") };
        self.report(
            Diagnostic::new(Code::BulkFacts, format!("{more} further {rows} of this table {are} wrong"))
                .label(path, format!("only the first {REPORTED} are shown"))
                .note(kinds.join("; ")),
        );
    }

    /// The diagnostic for a row that cannot be used; nothing if it has been told elsewhere.
    pub(super) fn fault(
        &self,
        fault: &Fault,
        hole: &[SortId],
        cell: &str,
        columns: &Columns,
        which: &Which<'_>,
    ) -> Option<Diagnostic> {
        let diagnostic = match fault {
            Fault::Quotes(quotes, opening) => open_quotes(*quotes, *opening),
            // It is told where the cells are counted.
            Fault::Cells => return None,
            Fault::Gap(at) => {
                let column = columns.words(*at);
                let message = match cell {
                    "" => format!("the row has nothing in {column}"),
                    text => format!("`{text}` in {column} says that nothing is known"),
                };
                let wanted = with_article(&self.model.sorts.words(hole));
                let label =
                    if which.place.is_empty() { (which.row, "this row") } else { (which.place, "this cell") };
                Diagnostic::new(Code::BulkFacts, message).label(label.0, label.1).help(format!(
                    "{wanted} belongs there; to leave such rows out on purpose, add `skipping gaps` to the statement of the table"
                ))
            }
            Fault::Misfit(at, misfit) => {
                let mut diagnostic = self.misfit_of(misfit.clone(), hole)?;
                let column = format!("in {}", columns.words(*at));
                if let Some(label) = diagnostic.labels.first_mut()
                    && !label.text.contains(&column)
                {
                    label.text = format!("{}, {column}", label.text);
                }
                diagnostic
            }
        };
        Some(match which.first {
            Some(cells) => diagnostic.note(format!(
                "if the first row holds headings, name the columns by them, in the order in which the sentence speaks of them: `{}`",
                naming(cells)
            )),
            None => diagnostic,
        })
    }
}

/// Whether a word for a gap is what a cell says all the same: the name of a thing, or a text where texts belong.
pub(super) fn is_of(term: &Term, cell: &str, hole: &[SortId]) -> bool {
    match term {
        Term::Symbol(_) => true,
        Term::Value(Value::Text(text)) => text == cell && hole.contains(&SortId::TEXT),
        Term::Value(_) | Term::Variable(_) => false,
    }
}

/// The diagnostic for quotes that do not close.
pub(super) fn open_quotes(quotes: Quotes, opening: Span) -> Diagnostic {
    let (message, help) = match quotes {
        Quotes::Open => ("this quotation is never closed", "write `\"` where the cell ends"),
        Quotes::Followed => (
            "this quotation does not end where its cell does",
            "write `\"` at the end of the cell, and `\"\"` for a quote inside of it",
        ),
    };
    Diagnostic::new(Code::UnclosedString, message)
        .label(opening, "it opens here, and the row is left out")
        .help(help)
}

/// The diagnostic for a row with more cells than the first one: a sign that divides cells may stand in a cell.
pub(super) fn too_wide(rows: &Rows<'_>, width: usize, row: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BulkFacts,
        format!("the row has {} cells, and the first one has {width}", rows.width()),
    )
    .label(row, "so nobody knows which cell belongs where, and the row is left out")
    .help("put a cell in quotes that holds the sign which divides cells: `\"1,000\"`")
}

/// The diagnostic for a gap among names that a column declares.
pub(super) fn gap_in_names(cell: &str, column: &str, row: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BulkFacts,
        format!("`{cell}` in {column} says that nothing is known, and is no name"),
    )
    .label(row, "this row")
    .help(format!("take the row out, or declare the name yourself where it is one: `aka \"{cell}\"`"))
}
