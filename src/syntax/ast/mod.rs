//! The shape of a `.strat` file: statements, clauses, sentences, with the place of each.
//!
//! Guarantees the shape of every statement and the span of every part. Does not guarantee that a
//! name exists, that a sentence matches a relation, that a number or a date makes sense, or that a
//! clause belongs to its keyword: that is for the model.
//!
//! A sentence stays a row of [`Token`]s, since only the model knows which words are names.

mod clause;
mod decision;
mod formula;
mod keyword;
mod name;
mod rating;

pub use clause::*;
pub use decision::*;
pub use formula::*;
pub use keyword::*;
pub use name::*;
pub use rating::*;

use crate::source::{FileId, Span};

/// A file as parsed.
#[derive(Clone, Debug)]
pub struct Ast {
    /// The file.
    pub file: FileId,
    /// The statements, in order. Of a declaration that could not be read, what declares its first name is
    /// here; other statements that could not be read are missing.
    pub statements: Vec<Statement>,
    /// The statements that could not be read, in the order of the text. Each has been reported.
    pub broken: Vec<Broken>,
    /// Comments and blank lines, which no statement holds.
    pub trivia: super::trivia::Trivia,
}

/// What is known of a statement that could not be read: enough to outline a file that is being written,
/// and to know which names its mistake takes along.
#[derive(Clone, Debug)]
pub struct Broken {
    /// From its label or keyword to its full stop or closing brace.
    pub span: Span,
    /// `@label:`
    pub label: Option<Name>,
    /// The word that says what it is, `actor` or `rule`, also where it is misspelt; none for a sentence.
    pub keyword: Option<&'static str>,
    /// What it would have declared: the names of its list, or the one that follows its keyword.
    pub names: Vec<Name>,
    /// What it may have declared besides: the kinds and the other spellings of its clauses, and names between which a
    /// comma is missing.
    pub also: Vec<Name>,
}

/// A statement with what stands around it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// From the label or keyword to the full stop or the closing brace; without the doc comment.
    pub span: Span,
    /// The `## ` lines above it, joined by line breaks.
    pub doc: Option<Text>,
    /// `@label:`
    pub label: Option<Name>,
    /// What it says.
    pub kind: StatementKind,
    /// The qualifiers, in the order written.
    pub qualifiers: Vec<Qualifier>,
    /// The statements between its braces, if it has braces.
    pub block: Option<Vec<Statement>>,
}

/// What a statement says.
#[derive(Clone, Debug)]
pub enum StatementKind {
    /// `analysis NAME "title" as of …`
    Analysis(Declaration),
    /// `import "path"`
    Import(Text),
    /// `actor`, `group`, `source`, … : names with clauses.
    Declare(Keyword, Declaration),
    /// `declare SORT NAME, NAME and NAME "…"`: names of any sort, above all of one that a file
    /// declares (`sort bill. declare bill budget "the budget".`). It means what `actor NAME` means
    /// for actors, also for the built-in sorts; the declaration has no clauses.
    DeclareSort {
        /// The sort; whether it exists is for the model.
        sort: Name,
        /// The names and the explanation.
        declaration: Declaration,
    },
    /// `declare SORT from "file.csv" column id`: the names in one column of a table, each declared
    /// once however often it stands there.
    DeclareFrom {
        /// The sort; whether it exists is for the model.
        sort: Name,
        /// The file, relative to this one.
        path: Text,
        /// The column; the first one where none is given. A [`TokenKind::Number`] counts from 1, a
        /// [`TokenKind::Word`] or [`TokenKind::Text`] is the heading.
        column: Option<Token>,
    },
    /// `commitment NAME "…" DEBTOR to CREDITOR: FORMULA if FORMULA, by DATE`
    Commitment(Box<Commitment>),
    /// `veto NAME HOLDER over X of GROUP, by BASIS`
    Veto(Veto),
    /// `forecast NAME "…": LITERAL and … if FORMULA`
    Forecast(Box<Conditional>),
    /// `hypothesis NAME "…": FORMULA { … }`
    Hypothesis(Hypothesis),
    /// `question NAME "…" open, not exclusive { … }`
    Question(Declaration),
    /// `indicator NAME "…" of HYPOTHESIS, expected by DATE: FORMULA`
    Indicator(Box<Indicator>),
    /// `matrix for QUESTION { … }`: items of evidence, each with a mark for each hypothesis.
    Matrix(Name),
    /// `"TEXT": CC, N, II`, in the block of a matrix
    Rated(Rated),
    /// `ratings "matrix.csv" for QUESTION`
    Ratings {
        /// The file, relative to this one.
        path: Text,
        /// The question whose hypotheses it rates.
        question: Name,
    },
    /// `ratings scale: CC very likely, …`: how likely an item with that mark is if the hypothesis is right.
    RatingScale(Vec<RatingWord>),
    /// `scenario NAME "…" extends OTHER { … }`
    Scenario(Declaration),
    /// `game NAME "…" over LIST from SCENARIO { … }`
    Game(Declaration),
    /// `outcome NAME "…": FORMULA`, in the block of a game
    Outcome(Hypothesis),
    /// `relation NAME "template", also "…", symmetric`
    Relation(Relation),
    /// `scale NAME "…": likely 60% to 85%, …`
    Scale(Scale),
    /// `rule NAME "…": HEAD if BODY`
    Rule(Rule),
    /// `impossible NAME "…": BODY` and `forbid NAME "…": BODY`
    Constraint(Constraint),
    /// `facts "file.csv" as relation columns who, whom and what, declaring actor`
    Facts(Facts),
    /// `resolve FORECAST as true, on DATE`: how it came out, for the score of its source. The date
    /// on which it was settled is an ordinary qualifier, [`QualifierKind::On`].
    Resolve(Resolve),
    /// `expect …`. The qualifier `key` marks the sentence as a key judgement.
    Expect(Expect),
    /// `prefer SOURCE over SOURCE on QUESTION`
    Prefer(Prefer),
    /// `GROUP decides on LIST by RULE, or by RULE`
    Decision(Decision),
    /// `suppose LITERAL`
    Suppose(Literal),
    /// `retract @label`
    Retract(Name),
    /// A sentence that is asserted, with or without a condition.
    Assert(Assertion),
    /// A block that gives its qualifiers to the statements in it.
    Block,
}

/// What somebody commits itself to: what the other one wants, or what it fears (Schelling 1960).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitmentKind {
    /// `commitment`, `promise`
    Promise,
    /// `threat`
    Threat,
}

/// `commitment NAME "…" DEBTOR to CREDITOR: CONSEQUENT if ANTECEDENT, by DATE`
#[derive(Clone, Debug)]
pub struct Commitment {
    /// Whether it is a promise or a threat.
    pub kind: CommitmentKind,
    /// Its name.
    pub name: Name,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// Who is bound.
    pub debtor: Name,
    /// To whom.
    pub creditor: Name,
    /// Of what there is one for each: what `of ?m where (…)` names. Its condition is part of the antecedent.
    pub each: Option<Variable>,
    /// What is promised.
    pub consequent: Formula,
    /// On what condition, if any.
    pub antecedent: Option<Formula>,
    /// By when, if a deadline is set.
    pub deadline: Option<DateExpression>,
}

/// `veto NAME HOLDER over X of GROUP, by BASIS`
#[derive(Clone, Debug)]
pub struct Veto {
    /// Its name.
    pub name: Name,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// Who may say no.
    pub holders: Vec<Name>,
    /// Over what.
    pub over: Vec<Name>,
    /// In which group.
    pub group: Option<Name>,
    /// By which treaty, statute or rule.
    pub basis: Option<Name>,
}

/// A forecast: what will hold, under a condition.
#[derive(Clone, Debug)]
pub struct Conditional {
    /// Its name.
    pub name: Name,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// What will hold: literals.
    pub head: Vec<Literal>,
    /// The condition, if any.
    pub body: Option<Formula>,
    /// `by DATE`: when it falls due.
    pub due: Option<DateExpression>,
}

/// `hypothesis NAME "…": FORMULA`
#[derive(Clone, Debug)]
pub struct Hypothesis {
    /// Its name.
    pub name: Name,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// What it means.
    pub formula: Formula,
}

/// `indicator NAME "…" of HYPOTHESIS, expected by DATE: FORMULA`: what one would expect to see.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its name.
    pub name: Name,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// Of what it is a sign: a hypothesis, a scenario or a happening.
    pub of: Name,
    /// By when it is expected, if a day is said.
    pub expected: Option<DateExpression>,
    /// What would be seen.
    pub formula: Formula,
}

/// `relation NAME "template", …`
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its name, for the predicate form.
    pub name: Name,
    /// The sentence with its holes, as one string.
    pub template: Text,
    /// The properties, in the order written.
    pub properties: Vec<(Span, Property)>,
}

/// `scale NAME "…": likely 60% to 85%, …`
#[derive(Clone, Debug)]
pub struct Scale {
    /// Its name.
    pub name: Name,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// The words (joined by single spaces) with the ends of their intervals.
    pub words: Vec<(Name, Token, Token)>,
}

/// `rule NAME "…": normally HEAD and HEAD if BODY`
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: Name,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// Whether it holds always or normally.
    pub mode: RuleMode,
    /// What it concludes: literals, all of them under the same body.
    pub head: Vec<Literal>,
    /// When; a rule without a body is a fact with a name.
    pub body: Option<Formula>,
}

/// Whether a rule has exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleMode {
    /// Without exception.
    Strict,
    /// `normally`: defeasible.
    Normally,
}

/// `impossible` and `forbid`.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// Which of the two.
    pub kind: ConstraintKind,
    /// Its name.
    pub name: Name,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// What must not hold.
    pub body: Formula,
}

/// What a violated constraint means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConstraintKind {
    /// A contradiction.
    Impossible,
    /// A finding.
    Forbid,
}

/// `facts "file.csv" as relation declaring actor`
#[derive(Clone, Debug)]
pub struct Facts {
    /// The file, relative to this one.
    pub path: Text,
    /// The relation that each row is a sentence of.
    pub relation: Name,
    /// For each hole of the relation's sentence, in order, its column: a [`TokenKind::Number`]
    /// counts from 1, a [`TokenKind::Word`] or [`TokenKind::Text`] is the heading. Empty where the
    /// columns stand in the order of the holes, or under their names.
    pub columns: Vec<Token>,
    /// The sorts whose names the file may introduce.
    pub declaring: Vec<Name>,
    /// The format of its dates: `dates "%d.%m.%Y"`.
    pub dates: Option<Text>,
    /// A number that shows how its numbers are written: `numbers "1.234,5"`.
    pub numbers: Option<Text>,
    /// What divides its cells: `separator ";"`.
    pub separator: Option<Text>,
    /// `skipping gaps`: a row in which something is not known is left out, and not a mistake.
    pub skipping_gaps: bool,
    /// `rejected "FILE"`: where the rows that do not fit are put aside.
    pub rejected: Option<Text>,
}

/// `resolve FORECAST and FORECAST as true`
#[derive(Clone, Debug)]
pub struct Resolve {
    /// The forecasts: at least one.
    pub forecasts: Vec<Name>,
    /// How they came out.
    pub outcome: Outcome,
    /// The right answer, where a question is resolved: the outcome is then that this is true.
    pub answer: Option<Name>,
}

/// How a forecast came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// What it said came about.
    True,
    /// It did not.
    False,
    /// Nothing can be said of it any more: what it spoke of has fallen away.
    Void,
}

/// `expect …`
#[derive(Clone, Debug)]
pub enum Expect {
    /// `expect S`: the formula holds in the base view, or in the scenario around it.
    Holds(Formula),
    /// `expect unproven S`
    Unproven(Literal),
    /// `expect contested S`: the word and the literal.
    Status(Name, Literal),
    /// `expect S, at least likely`: the words, joined by single spaces.
    AtLeast(Literal, Name),
    /// `expect S given T, at least likely`
    AtLeastGiven(Formula, Formula, Name),
    /// `expect 2 answers: QUERY`
    Answers(Token, Formula),
    /// `expect violated NAME`
    Violated(Name),
}

/// `prefer SOURCE over SOURCE on QUESTION`
#[derive(Clone, Debug)]
pub struct Prefer {
    /// The source that is believed.
    pub better: Name,
    /// The source that is not.
    pub worse: Name,
    /// The question to which this is confined.
    pub question: Option<Name>,
}

/// `assume LITERAL if BODY`
#[derive(Clone, Debug)]
pub struct Assertion {
    /// Whether it is said or assumed.
    pub mode: AssertMode,
    /// What is asserted.
    pub literal: Literal,
    /// Under which condition, if any.
    pub body: Option<Formula>,
    /// What its likelihood is conditioned on, if anything: it is then no assertion but a judgement.
    pub given: Option<Formula>,
}

/// Whether a sentence is vouched for or assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssertMode {
    /// Said.
    Plain,
    /// `observe …`
    Observe,
    /// `assume …`
    Assume,
}
