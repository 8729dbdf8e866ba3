//! What strat has to tell about a file: one plain value, the same for every renderer.
//!
//! A [`Diagnostic`] is one mistake or one finding: a [`Code`], a message, labels at every place
//! involved and, where something can be done, a help line that says what to write.
//!
//! Invariant: nothing here renders or does I/O, and strings are kept as they came; [`clean`] is
//! applied by the renderers to everything that leaves the program.

pub mod clean;
mod code;
mod gathered;
mod load;
mod order;

pub use code::Code;
pub(crate) use gathered::Gathered;
pub use order::by_place;

use crate::edit::Fix;
use crate::source::{SourceMap, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a check.
    Note,
    /// Probably a mistake; fails a check only where warnings are denied.
    Warning,
    /// A mistake, or a finding that fails the check.
    Error,
}

/// Whether the analysis itself answers a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It does not.
    #[default]
    Open,
    /// It says that the finding is expected.
    Acknowledged,
    /// It says whom to believe.
    Settled,
}

/// A place and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Label {
    /// The place.
    #[serde(skip)]
    pub span: Span,
    /// The same in lines and columns, once the report is handed on.
    #[serde(flatten)]
    pub region: Option<Region>,
    /// What to say there: lower case, no full stop; may be empty.
    pub text: String,
}

/// A range of a text, as an editor counts: lines and columns from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Region {
    /// The file.
    pub file: String,
    /// The line in which it begins.
    pub line: u32,
    /// The column at which it begins.
    pub column: u32,
    /// The line in which it ends.
    pub end_line: u32,
    /// The column after its last character.
    pub end_column: u32,
    /// Whether it is the place that the diagnostic is about; the others explain it.
    pub primary: bool,
}

/// One mistake or finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// Which kind of mistake: a row of the code table, with a page in `docs/codes/`.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the user's names in backticks.
    pub message: String,
    /// The places involved; the first is the primary one.
    pub labels: Vec<Label>,
    /// What to write instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Further lines that explain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What mends it, where something does, and how surely.
    #[serde(skip)]
    pub fix: Option<Box<Fix>>,
    /// Of which constraint it is one of perhaps several findings.
    #[serde(skip)]
    pub instance: Option<Box<Instance>>,
    /// Whether the analysis itself answers it.
    #[serde(skip)]
    pub standing: Standing,
}

/// One finding of a constraint: findings that differ in one thing only can be told together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Instance {
    /// The name of the constraint.
    pub of: String,
    /// The things that it is about, in the order of the constraint's variables.
    pub things: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            labels: Vec::new(),
            help: None,
            notes: Vec::new(),
            fix: None,
            instance: None,
            standing: Standing::Open,
        }
    }

    /// Adds a label; the first one added is the primary one.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, region: None, text: text.into() });
        self
    }

    /// Sets the help line.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a line that explains.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Replaces the severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Says that the analysis itself answers it.
    #[must_use]
    pub fn standing(mut self, standing: Standing) -> Self {
        self.standing = standing;
        self
    }

    /// Adds what mends it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(Box::new(fix));
        self
    }

    /// Moves every place, as when files are brought together in one map.
    pub fn relocate(&mut self, mut to: impl FnMut(Span) -> Span) {
        for label in &mut self.labels {
            label.span = to(label.span);
        }
        for edit in self.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = to(edit.span);
        }
    }

    /// Finds the files, lines and columns of its places.
    pub fn locate(&mut self, texts: &SourceMap) {
        for (at, label) in self.labels.iter_mut().enumerate() {
            label.region = texts.file(label.span.file).map(|file| {
                let (start, end) = (file.position(label.span.start), file.position(label.span.end));
                Region {
                    file: file.name.to_string(),
                    line: start.line,
                    column: start.column,
                    end_line: end.line,
                    end_column: end.column,
                    primary: at == 0,
                }
            });
        }
    }

    /// The primary place.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// A value and what was found on the way to it: parsing and resolving never fail outright.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// The value, as complete as the input allowed.
    pub value: T,
    /// What was found, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}
