//! Ast to [`Model`]: names, sorts, sentences, contexts; and the values that sentences speak of.
//!
//! Guarantees that every name, sort, sentence and context of a model is known. Does not guarantee
//! that rules are safe, or that anything follows.
//!
//! Invariant: a model starts as a copy of the resolved doctrine, so doctrine names have the same
//! numbers in every model; nothing here evaluates.

pub mod catalogue;
pub mod complete;
mod doctrine;
mod image;
mod known;
mod load;
pub mod matrix;
pub mod occurrences;
pub mod resolve;
pub mod sentences;
pub mod sort;
pub mod statement;
pub mod table;
pub mod template;
pub mod value;
pub mod write;

pub use doctrine::Doctrine;
pub use known::Known;
pub use load::load;

use crate::diagnostic::Severity;
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::ast::{Outcome, Sign};
use indexmap::IndexMap;
use matrix::{Matrix, RatingScale};
use occurrences::Occurrences;
use rustc_hash::FxBuildHasher;
use smol_str::SmolStr;
use sort::{SortId, Sorts};
use statement::{Context, Dated, Formula, Kind, Literal, RelationId, Statement, StatementId, SymbolId};
use std::collections::BTreeSet;
use std::sync::Arc;
use table::{Table, TableId};
use template::Template;
use value::scale::{Range, Scale};
use value::{Date, Units};

/// A declared name.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// As it is printed; labels without the mark.
    pub name: SmolStr,
    /// Its sort.
    pub sort: SortId,
    /// The explanation in quotes.
    pub gloss: Option<SmolStr>,
    /// Other spellings.
    pub aliases: Vec<SmolStr>,
    /// Where it is declared; `None` for what the language supplies.
    pub span: Option<Span>,
}

/// A relation with its sentences.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its name, for the predicate form.
    pub name: SmolStr,
    /// Where it is declared.
    pub span: Span,
    /// The doc comment.
    pub doc: Option<SmolStr>,
    /// The names of the holes, in the order of the main sentence.
    pub hole_names: Vec<SmolStr>,
    /// The sorts of each hole, in the same order.
    pub holes: Vec<Vec<SortId>>,
    /// The sentences: the first is printed, the others (`also`) are only read.
    pub sentences: Vec<Template>,
    /// The negative sentence, if there is one.
    pub negated: Option<Template>,
    /// `symmetric`: the two arguments may be exchanged.
    pub symmetric: Option<Span>,
    /// `functional`: the last argument has one value for the same others.
    pub functional: bool,
    /// `may be undecided`: that a sentence of it is neither true nor false is no mistake.
    pub may_be_undecided: bool,
}

/// A source's grade (NATO Admiralty code).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Reliability, `A` to `F`.
    pub reliability: char,
    /// Credibility, 1 to 6.
    pub credibility: u8,
}

/// What is known of a source besides its sentences.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Its grade.
    pub grade: Option<Grade>,
    /// Its date, as written.
    pub dated: Option<statement::Dated>,
    /// The text that its quotations must occur in.
    pub text: Option<SourceText>,
}

/// Rows of a table that do not fit, to be put aside in a file of their own.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// The path, as it is written: relative to the file that names it, and below its folder.
    pub path: SmolStr,
    /// Where it is written.
    pub span: Span,
    /// The first line of the table, where it holds headings.
    pub headings: Option<Span>,
    /// The rows, in the order of the table.
    pub rows: Vec<Span>,
}

/// The text of a source, in a file of its own.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The path, as it is written.
    pub path: SmolStr,
    /// Where it is written.
    pub span: Span,
    /// The file; `None` if it could not be read.
    pub file: Option<FileId>,
}

/// A question with its hypotheses.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its name.
    pub symbol: SymbolId,
    /// Where it is declared.
    pub span: Span,
    /// The hypotheses, in order.
    pub hypotheses: Vec<SymbolId>,
    /// Whether perhaps none of them holds.
    pub open: bool,
    /// Whether several may hold.
    pub exclusive: bool,
    /// Whether likelihoods are priors of independent statements.
    pub independent: bool,
}

/// A hypothesis.
#[derive(Clone, Debug)]
pub struct Hypothesis {
    /// Its question.
    pub question: Option<SymbolId>,
    /// What it means; the statement `H holds if FORMULA`.
    pub meaning: StatementId,
    /// The literals to suppose when it is entertained; `None` if it needs `unless`.
    pub suppositions: Option<Vec<Literal>>,
    /// Its qualifiers; the hypothesis is raised, not asserted.
    pub attribution: statement::Attribution,
    /// Its label.
    pub label: Option<SymbolId>,
    /// Where it is declared.
    pub span: Span,
}

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name.
    pub symbol: SymbolId,
    /// The scenario it extends.
    pub extends: Option<SymbolId>,
    /// The day on which it stands, where it says one.
    pub as_of: Option<Date>,
    /// Labels of statements that are taken back, with the place where that is said.
    pub retracted: Vec<(SymbolId, Span)>,
    /// Where it is declared.
    pub span: Span,
}

/// A game over actions of the analysis.
///
/// Its block is that of a scenario with the same symbol, which is played through for each choice of options.
#[derive(Clone, Debug)]
pub struct Game {
    /// Its name.
    pub symbol: SymbolId,
    /// Its options, as they are named: actions, and matters that stand for those under them.
    pub over: Vec<(SymbolId, Span)>,
    /// Its named outcomes.
    pub outcomes: Vec<SymbolId>,
    /// Where it is declared.
    pub span: Span,
}

/// What is expected of an analysis.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// As it is written, without `expect`.
    pub words: String,
    /// Where it is written.
    pub span: Span,
    /// The base view, or a scenario.
    pub context: Context,
    /// The names of its variables.
    pub variables: Vec<SmolStr>,
    /// What is expected.
    pub kind: ExpectationKind,
    /// Whether its sentence is a key judgment.
    pub key: bool,
}

/// A status that can be expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ExpectedStatus {
    Undisputed,
    Established,
    Contested,
    Rejected,
    Tenable,
    Possible,
}

/// What is expected.
#[derive(Clone, Debug)]
pub enum ExpectationKind {
    /// It holds.
    Holds(Formula),
    /// Nobody has shown it.
    Unproven(Literal),
    /// It has this status.
    Status(ExpectedStatus, Literal),
    /// Its likelihood is at least this.
    AtLeast(Literal, Range),
    /// Its likelihood given another condition is at least this.
    AtLeastGiven(Formula, Formula, Range),
    /// So many answers.
    Answers(u64, Formula),
    /// The constraint is violated.
    Violated(SmolStr, Span),
}

impl ExpectationKind {
    /// Adds every sentence that it speaks of.
    pub fn sentences<'a>(&'a self, found: &mut Vec<&'a Literal>) {
        match self {
            Self::Holds(formula) | Self::Answers(_, formula) => formula.sentences(found),
            Self::Unproven(literal) | Self::Status(_, literal) | Self::AtLeast(literal, _) => {
                found.push(literal);
            }
            Self::AtLeastGiven(formula, given, _) => {
                formula.sentences(found);
                given.sentences(found);
            }
            Self::Violated(..) => {}
        }
    }
}

/// `prefer A over B`
#[derive(Clone, Debug)]
pub struct Preference {
    /// Where it is written.
    pub span: Span,
    /// The source that is believed.
    pub better: SymbolId,
    /// The source that is not.
    pub worse: SymbolId,
    /// The question to which this is confined.
    pub question: Option<SymbolId>,
}

/// `resolve FORECAST as true`
#[derive(Clone, Debug)]
pub struct Resolved {
    /// How it came out.
    pub outcome: Outcome,
    /// Where that is said.
    pub span: Span,
    /// When it was settled.
    pub on: Option<statement::Dated>,
}

/// The frame of an analysis.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its name, title and place, if the root file has an `analysis` statement.
    pub name: Option<SmolStr>,
    /// The title.
    pub title: Option<SmolStr>,
    /// Where the `analysis` statement stands.
    pub span: Option<Span>,
    /// The date for which it is made.
    pub as_of: Option<statement::Dated>,
    /// The scale in force.
    pub scale: Scale,
    /// The lower end that a claim's likelihood must reach to count.
    pub threshold: value::Number,
    /// Names of standard rules that are switched off.
    pub without: Vec<SmolStr>,
    /// Whether likelihoods are priors of independent statements.
    pub independent: bool,
    /// Whether it looks back from a later day, so that sources dated after its own count.
    pub hindsight: bool,
    /// Whether nothing comes about but by what is written down, so that the absence of a known reason is a no.
    pub closed: bool,
}

/// An `aka` that gives a thing a name that it has already.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// The thing.
    pub symbol: SymbolId,
    /// The name that says nothing new.
    pub span: Span,
    /// What to take away, with the comma before it, where it stands alone in its clause.
    pub cut: Option<Span>,
}

/// A module of the doctrine.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: SmolStr,
    /// Its theme.
    pub title: SmolStr,
    /// Whether its conclusions are key implications where nothing is marked `key`.
    pub key: bool,
    /// Its file.
    pub file: crate::source::FileId,
}

/// A resolved analysis.
#[derive(Clone, Debug)]
pub struct Model {
    /// The frame.
    pub frame: Frame,
    /// The sorts.
    pub sorts: Sorts,
    /// The units.
    pub units: Units,
    /// The names, by [`SymbolId`].
    pub symbols: Vec<Symbol>,
    /// Every spelling of a declared name; labels with their `@`, kinds as `is KIND`.
    pub names: IndexMap<SmolStr, SymbolId, FxBuildHasher>,
    /// The relations, by [`RelationId`].
    pub relations: Vec<Relation>,
    /// The relations by name.
    pub relation_names: IndexMap<SmolStr, RelationId>,
    /// The relations of the doctrine that Rust names.
    pub known: Known,
    /// What it is built on; nothing, if it is a doctrine itself.
    pub doctrine: Option<Doctrine>,
    /// The statements, by [`StatementId`]; shared, so that a model is copied in little time.
    pub statements: Vec<Arc<Statement>>,
    /// The tables of bulk facts, by [`TableId`]; shared, since they may be large.
    pub tables: Vec<Arc<Table>>,
    /// How forecasts came out.
    pub outcomes: IndexMap<SymbolId, Resolved>,
    /// The rows of tables that do not fit, where a statement says that they are put aside.
    pub rejected: Vec<Rejected>,
    /// By when forecasts are to have come about.
    pub deadlines: IndexMap<SymbolId, Dated>,
    /// What is known of each source.
    pub sources: IndexMap<SymbolId, Source>,
    /// The hypotheses.
    pub hypotheses: IndexMap<SymbolId, Hypothesis>,
    /// The questions.
    pub questions: Vec<Question>,
    /// The evidence that is rated against their hypotheses.
    pub matrices: Vec<Matrix>,
    /// How likely the marks of matrices make an item.
    pub rating_scale: RatingScale,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// The games.
    pub games: Vec<Game>,
    /// Other spellings that are the thing's own.
    pub repeated: Vec<Repeated>,
    /// The expectations.
    pub expectations: Vec<Expectation>,
    /// How many further ones could not be read.
    pub unread_expectations: usize,
    /// What the text mentions without a sentence of it: for whom a source speaks, events that dates count from.
    pub mentioned: BTreeSet<SymbolId>,
    /// Where its names stand.
    pub occurrences: Occurrences,
    /// The preferences.
    pub preferences: Vec<Preference>,
    /// The modules of the doctrine.
    pub modules: Vec<Module>,
    /// The texts that its places are in, as they were when it was resolved.
    pub texts: SourceMap,
    /// The statements from this one on are the analyst's; those before are doctrine.
    pub first_own: StatementId,
    /// The built-in source of claims that nobody else makes.
    pub analyst: SymbolId,
}

impl Model {
    /// Whether the analysis, or a question of it, says that claims are independent.
    pub fn is_independent(&self) -> bool {
        self.frame.independent || self.questions.iter().any(|question| question.independent)
    }

    /// A symbol.
    ///
    /// Numbers come from this model, so there always is one.
    pub fn symbol(&self, id: SymbolId) -> Option<&Symbol> {
        self.symbols.get(id.0 as usize)
    }

    /// How a statement came out, if it is a forecast that was resolved.
    pub fn outcome(&self, statement: &Statement) -> Option<Outcome> {
        match statement.kind {
            Kind::Forecast(symbol) => self.resolved(symbol).map(|resolved| resolved.outcome),
            _ => None,
        }
    }

    /// How a forecast was resolved. On the day of the analysis nothing is known of what is resolved later.
    pub fn resolved(&self, forecast: SymbolId) -> Option<&Resolved> {
        let resolved = self.outcomes.get(&forecast)?;
        let later = resolved.on.as_ref().zip(self.as_of()).is_some_and(|(on, now)| now.before(on.date));
        (!later).then_some(resolved)
    }

    /// The date of a source that had not spoken by a day: what it says was not known then, and counts only where the
    /// analysis looks back.
    pub fn spoke_after(&self, source: SymbolId, day: Date) -> Option<&Dated> {
        let dated = self.sources.get(&source)?.dated.as_ref()?;
        (!self.frame.hindsight && day.before(dated.date)).then_some(dated)
    }

    /// The name of a symbol.
    pub fn name(&self, id: SymbolId) -> &str {
        self.symbol(id).map_or("", |symbol| symbol.name.as_str())
    }

    /// A relation.
    pub fn relation(&self, id: RelationId) -> Option<&Relation> {
        self.relations.get(id.0 as usize)
    }

    /// The relation of this name that statements can speak of.
    pub fn find_relation(&self, name: &str) -> Option<RelationId> {
        self.relation_names.get(name).copied()
    }

    /// A statement.
    pub fn statement(&self, id: StatementId) -> Option<&Statement> {
        self.statements.get(id.0 as usize).map(Arc::as_ref)
    }

    /// A table of bulk facts.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0 as usize).map(Arc::as_ref)
    }

    /// The statements with their numbers.
    pub fn statements(&self) -> impl Iterator<Item = (StatementId, &Statement)> {
        (0..).map(StatementId).zip(self.statements.iter().map(Arc::as_ref))
    }

    /// Whether a statement is the analyst's own and not of the doctrine.
    pub fn is_own(&self, id: StatementId) -> bool {
        id >= self.first_own
    }

    /// The module of the doctrine that a place is in.
    pub fn module(&self, span: Span) -> Option<&Module> {
        self.modules.iter().find(|module| module.file == span.file)
    }

    /// The scenario of this symbol.
    pub fn scenario(&self, symbol: SymbolId) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.symbol == symbol)
    }

    /// The pattern of a sentence, with the sorts of its holes: `{actor} depends on {actor}`.
    pub fn pattern(&self, sentence: &Template, holes: &[Vec<SortId>]) -> String {
        let sorts: Vec<String> =
            holes.iter().map(|sorts| format!("{{{}}}", self.sorts.words(sorts))).collect();
        sentence.fill(&sorts)
    }

    /// A severity for a `forbid`, as it is written.
    pub fn severity(word: &str) -> Option<Severity> {
        match word {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "note" => Some(Severity::Note),
            _ => None,
        }
    }

    /// The opposite of a sign.
    pub const fn opposite(sign: Sign) -> Sign {
        match sign {
            Sign::Positive => Sign::Negative,
            Sign::Negative => Sign::Positive,
        }
    }

    /// The date for which the analysis is made.
    pub fn as_of(&self) -> Option<Date> {
        self.frame.as_of.as_ref().map(|dated| dated.date)
    }
}
