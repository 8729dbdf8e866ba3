//! What the declarations of a model leave in it besides sentences: names, relations, sources, questions, scenarios,
//! games, expectations, and the frame.

use super::sort::SortId;
use super::statement::{Attribution, Context, Dated, Formula, Hedge, Literal, StatementId, SymbolId};
use super::template::Template;
use super::value::scale::{Range, Scale};
use super::value::{Date, Number};
use crate::source::{FileId, Span};
use crate::syntax::ast::Outcome;
use smol_str::SmolStr;

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
    pub dated: Option<Dated>,
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
    pub attribution: Attribution,
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
    Leading,
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
    pub on: Option<Dated>,
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
    pub as_of: Option<Dated>,
    /// The scale in force.
    pub scale: Scale,
    /// The lower end that a claim's likelihood must reach to count.
    pub threshold: Number,
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
    pub file: FileId,
}

/// What one would expect to see if a hypothesis is right, or in a scenario, or where something happens.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its name.
    pub name: SmolStr,
    /// The explanation in quotes.
    pub gloss: Option<SmolStr>,
    /// Of what it is a sign.
    pub of: SymbolId,
    /// The sentence that says that this is so; `None` for a scenario.
    pub target: Option<Literal>,
    /// What would be seen.
    pub formula: Formula,
    /// The names of its variables.
    pub variables: Vec<SmolStr>,
    /// How likely it is then.
    pub likelihood: Option<Hedge>,
    /// By when it is expected.
    pub expected: Option<Dated>,
    /// Where it is stated.
    pub span: Span,
}

/// `resolve QUESTION as HYPOTHESIS`
#[derive(Clone, Debug)]
pub struct Answered {
    /// The right answer.
    pub answer: SymbolId,
    /// Where that is said.
    pub span: Span,
    /// When it was settled.
    pub on: Option<Dated>,
}
