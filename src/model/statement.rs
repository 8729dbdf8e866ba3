//! What a model says: literals, formulas, and statements with who says them.
//!
//! Invariant: every symbol, relation and variable number here is of the model that holds it, every
//! literal has as many terms as its relation has holes, and of fitting sorts.

use super::value::Date;
use super::value::scale::Range;
use super::value::{Number, Value};
use crate::source::Span;
use crate::syntax::ast::{AggregateFunction, ComparisonOperator, Operator, Sign};
use smol_str::SmolStr;

/// A declared name (or the label of a statement), by the order of declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolId(pub u32);

/// A relation, by the order of declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub u32);

/// A statement, by the order in which statements were resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(pub u32);

/// A variable of one statement or query, by position in its list of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(pub u32);

/// A table, by the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u32);

/// A length as a number of 32 bits.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// An argument of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// A variable.
    Variable(VariableId),
    /// A declared name.
    Symbol(SymbolId),
    /// A number, date, duration, quantity or text.
    Value(Value),
}

/// A sentence or its negation.
#[derive(Clone, Debug)]
pub struct Literal {
    /// Where it is written.
    pub span: Span,
    /// Whether it says that the sentence is true or false.
    pub sign: Sign,
    /// The relation.
    pub relation: RelationId,
    /// One term a hole.
    pub terms: Vec<Term>,
    /// `S on ?d`: the date of the fact, in bodies and queries.
    pub on: Option<Term>,
}

impl Literal {
    /// Whether another one says the same; where they stand in the text is no matter.
    pub fn says(&self, other: &Self) -> bool {
        (self.relation, self.sign, &self.terms) == (other.relation, other.sign, &other.terms)
    }
}

/// A condition.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The whole of it.
    pub span: Span,
    /// What it says.
    pub kind: FormulaKind,
}

impl Formula {
    /// Calls `visit` for it and every condition in it, in the order in which they are written. Depth is bounded by the
    /// parser.
    pub fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Formula)) {
        visit(self);
        match &self.kind {
            FormulaKind::And(members) | FormulaKind::Or(members) => {
                members.iter().for_each(|member| member.each(visit));
            }
            FormulaKind::Every(_, domain, claim) => {
                domain.each(visit);
                claim.each(visit);
            }
            FormulaKind::Unless(inner)
            | FormulaKind::Only(_, inner)
            | FormulaKind::Aggregate(_, _, _, inner) => inner.each(visit),
            FormulaKind::Literal(_) | FormulaKind::Compare(..) => {}
        }
    }

    /// Calls `visit` for every sentence in it, wherever it stands.
    pub fn each_sentence<'a>(&'a self, visit: &mut impl FnMut(&'a Literal)) {
        self.each(&mut |part| {
            if let FormulaKind::Literal(literal) = &part.kind {
                visit(literal);
            }
        });
    }

    /// Adds every sentence in it, wherever it stands.
    pub fn sentences<'a>(&'a self, found: &mut Vec<&'a Literal>) {
        self.each_sentence(&mut |literal| found.push(literal));
    }
}

/// The forms of a condition.
#[derive(Clone, Debug)]
pub enum FormulaKind {
    /// A sentence or its negation.
    Literal(Literal),
    /// All of them.
    And(Vec<Formula>),
    /// One of them at least.
    Or(Vec<Formula>),
    /// Nobody has shown it.
    Unless(Box<Formula>),
    /// A comparison of values, or of names by `=` and `!=`.
    Compare(Expression, ComparisonOperator, Expression),
    /// `every ?m where (…) has (…)`
    Every(VariableId, Box<Formula>, Box<Formula>),
    /// `only ?p where (…)`
    Only(VariableId, Box<Formula>),
    /// `?n = count of ?m where (…)`: target, function, ranging variable, domain
    Aggregate(VariableId, AggregateFunction, VariableId, Box<Formula>),
}

/// One side of a comparison, in postfix order.
#[derive(Clone, Debug)]
pub struct Expression {
    /// The whole of it.
    pub span: Span,
    /// The steps; they leave exactly one value.
    pub steps: Vec<Step>,
}

/// A step of an [`Expression`].
#[derive(Clone, Debug)]
pub enum Step {
    /// Push a term.
    Push(Term),
    /// Apply an operation to the two values before it.
    Apply(Operator),
}

/// A likelihood as it was written.
#[derive(Clone, Debug)]
pub enum Stated {
    /// A word of the scale, or a probability.
    Range(Range),
    /// `possible`: above zero.
    Possible,
}

impl Stated {
    /// Whether it is at least so likely, at its lower end.
    pub fn reaches(&self, threshold: &Number) -> bool {
        match self {
            Stated::Range(range) => range.low() >= threshold,
            Stated::Possible => false,
        }
    }
}

/// A likelihood with its words.
#[derive(Clone, Debug)]
pub struct Hedge {
    /// What it commits to.
    pub stated: Stated,
    /// As it was written.
    pub words: SmolStr,
    /// Where.
    pub span: Span,
}

/// Analytic confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Confidence {
    Low,
    Moderate,
    High,
}

impl Confidence {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Moderate => "moderate",
            Confidence::High => "high",
        }
    }
}

/// A date as written and as resolved.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The days it covers.
    pub date: Date,
    /// As it was written.
    pub words: SmolStr,
}

/// Who says a statement, when it is in force and with what reservation: its qualifiers, those of the
/// blocks around it included.
#[derive(Clone, Debug, Default)]
pub struct Attribution {
    /// `according to`: sources. Empty for the analyst.
    pub sources: Vec<SymbolId>,
    /// The likelihood.
    pub likelihood: Option<Hedge>,
    /// The analytic confidence.
    pub confidence: Option<Confidence>,
    /// `since`
    pub since: Option<Dated>,
    /// `until`
    pub until: Option<Dated>,
    /// `on`
    pub on: Option<Dated>,
    /// `assume`
    pub assumed: Option<Span>,
    /// `observe`: it was seen, and is evidence
    pub observed: Option<Span>,
    /// `key`
    pub key: Option<Span>,
    /// `because`
    pub because: Option<SmolStr>,
    /// `quoting`
    pub quoting: Option<Quotation>,
}

/// Words of a source, and where they are quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words.
    pub words: SmolStr,
    /// From `quoting` to the last quote.
    pub span: Span,
}

impl Attribution {
    /// Whether the statement is contestable; else the analyst vouches for it.
    pub fn is_claim(&self) -> bool {
        !self.sources.is_empty()
            || self.likelihood.is_some()
            || self.confidence.is_some()
            || self.assumed.is_some()
    }
}

/// What kind of statement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A fact, or a ground rule without a name.
    Assertion,
    /// How likely its head is where its body holds, and nothing else.
    Judgement,
    /// Bulk facts: the rows of a table.
    Table(TableId),
    /// A rule; `normally` makes it contestable.
    Rule(crate::syntax::ast::RuleMode),
    /// A body that cannot hold.
    Impossible,
    /// A body that should not hold.
    Forbid(crate::diagnostic::Severity),
    /// In force in scenarios only: the forecast.
    Forecast(SymbolId),
    /// `HYPOTHESIS holds` if its formula does.
    Meaning(SymbolId),
    /// `suppose`: in its scenario.
    Supposition,
}

/// How a rule's conclusion is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// As a step of its own.
    Plain,
    /// `folded`: its conclusion says the same as its premise under another name.
    Folded,
}

/// Where a statement holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// In the base view.
    Base,
    /// Where the hypothesis is entertained.
    Hypothesis(SymbolId),
    /// In the scenario, and those that extend it.
    Scenario(SymbolId),
    /// In the base view, and where the game's own block holds: what playing the game has found.
    Game(SymbolId),
}

/// A statement that concludes something.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What kind of statement it is.
    pub kind: Kind,
    /// The name of a rule or constraint; empty for assertions.
    pub name: SmolStr,
    /// The explanation in quotes.
    pub gloss: Option<SmolStr>,
    /// The doc comment.
    pub doc: Option<SmolStr>,
    /// Where it is written.
    pub span: Span,
    /// Its label, a symbol of sort `statement`.
    pub label: Option<SymbolId>,
    /// What it concludes; none for constraints. All under the same body.
    pub heads: Vec<Literal>,
    /// Under which condition.
    pub body: Option<Formula>,
    /// The names of its variables; anonymous ones are empty.
    pub variables: Vec<SmolStr>,
    /// Who says it.
    pub attribution: Attribution,
    /// How its conclusion is told.
    pub telling: Telling,
    /// Where it holds.
    pub context: Context,
}
