//! The shape of a `.strat` file: statements, clauses, sentences, with the place of each.
//!
//! Guarantees the shape of every statement and the span of every part. Does not guarantee that a
//! name exists, that a sentence matches a relation, that a number or a date makes sense, or that a
//! clause belongs to its keyword: that is for the model.
//!
//! A sentence stays a row of [`Token`]s, since only the model knows which words are names.

use crate::source::{FileId, Span};
use smol_str::SmolStr;

/// A file as parsed; statements that could not be parsed are missing from it.
#[derive(Clone, Debug)]
pub struct Ast {
    /// The file.
    pub file: FileId,
    /// The statements, in order.
    pub statements: Vec<Statement>,
    /// Comments and blank lines, which no statement holds.
    pub trivia: super::trivia::Trivia,
}

/// A name as written: of an actor, a relation, a label, …
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The name; for a quoted name the text between the quotes.
    pub text: SmolStr,
    /// Where it stands.
    pub span: Span,
    /// How it is written.
    pub style: NameStyle,
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameStyle {
    /// `China`
    Plain,
    /// `"North Korea"`
    Quoted,
}

/// A string, its escapes and line folds resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// The text.
    pub value: SmolStr,
    /// The literal with its quotes.
    pub span: Span,
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
    /// `scenario NAME "…" extends OTHER { … }`
    Scenario(Declaration),
    /// `relation NAME "template", also "…", symmetric`
    Relation(Relation),
    /// `scale NAME "…": likely 60% to 85%, …`
    Scale(Scale),
    /// `rule NAME "…": HEAD if BODY`
    Rule(Rule),
    /// `impossible NAME "…": BODY` and `forbid NAME "…": BODY`
    Constraint(Constraint),
    /// `facts "file.csv" as relation declaring actor`
    Facts(Facts),
    /// `expect …`
    Expect(Expect),
    /// `prefer SOURCE over SOURCE on QUESTION`
    Prefer(Prefer),
    /// `suppose LITERAL`
    Suppose(Literal),
    /// `retract @label`
    Retract(Name),
    /// A sentence that is asserted, with or without a condition.
    Assert(Assertion),
    /// A block that gives its qualifiers to the statements in it.
    Block,
}

/// The keywords of plain declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Keyword {
    Actor,
    Group,
    Source,
    Resource,
    Matter,
    Unit,
    Goal,
    Action,
    Event,
    Claim,
    Proposition,
    Sort,
}

/// Names, gloss and clauses.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The names declared: at least one.
    pub names: Vec<Name>,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// The clauses, in the order written.
    pub clauses: Vec<Clause>,
}

/// A clause with its place.
#[derive(Clone, Debug)]
pub struct Clause {
    /// From its keyword to its last argument.
    pub span: Span,
    /// What it says.
    pub kind: ClauseKind,
}

/// The clauses of declarations.
#[derive(Clone, Debug)]
pub enum ClauseKind {
    /// `is state`, `is state and democracy`
    Is(Vec<Name>),
    /// `aka Beijing`, `aka "PRC" and "Peking"`
    Aka(Vec<Name>),
    /// `speaks for China`
    SpeaksFor(Vec<Name>),
    /// `belongs to axis`
    BelongsTo(Vec<Name>),
    /// `of China, Russia and DPRK`
    Of(Vec<Name>),
    /// `graded B2`
    Graded(Name),
    /// `dated 2024-10-26`
    Dated(DateExpression),
    /// `for China` (of a source)
    For(Vec<Name>),
    /// `via pap`
    Via(Vec<Name>),
    /// `text "interview.txt"`
    TextFile(Text),
    /// `priority 1`
    Priority(Token),
    /// `serves regime_safety`
    Serves(Vec<Name>),
    /// `harms regime_safety`
    Harms(Vec<Name>),
    /// `conflicts with expansion`
    ConflictsWith(Vec<Name>),
    /// `requires war_economy`
    Requires(Vec<Name>),
    /// `uses troops`
    Uses(Vec<Name>),
    /// `achieved if …`
    AchievedIf(Formula),
    /// `fails if …`
    FailsIf(Formula),
    /// `by Russia and DPRK`
    By(Vec<Name>),
    /// `under tactics`
    Under(Vec<Name>),
    /// `taken 2024-10`
    Taken(DateExpression),
    /// `on 2022-02-24` (of an event)
    On(DateExpression),
    /// `= 4_000 troops` (of a unit)
    Equals {
        /// The number.
        number: Token,
        /// The unit it is counted in.
        unit: Name,
    },
    /// `below actor` (of a sort)
    Below(Name),
    /// `as of 2024-10-26` (of an analysis)
    AsOf(DateExpression),
    /// `scale icd203` (of an analysis)
    Scale(Name),
    /// `without emerson` (of an analysis): rules that are switched off
    Without(Vec<Name>),
    /// `without relation allied` (of an analysis): standard relations that are taken away
    WithoutRelation(Vec<Name>),
    /// `likely enough very likely` (of an analysis): the words, joined by single spaces
    LikelyEnough(Name),
    /// `independent` (of an analysis or a question)
    Independent,
    /// `open` (of a question)
    Open,
    /// `not exclusive` (of a question)
    NotExclusive,
    /// `extends other` (of a scenario)
    Extends(Name),
}

/// `commitment NAME "…" DEBTOR to CREDITOR: CONSEQUENT if ANTECEDENT, by DATE`
#[derive(Clone, Debug)]
pub struct Commitment {
    /// Its name.
    pub name: Name,
    /// The explanation in quotes.
    pub gloss: Option<Text>,
    /// Who is bound.
    pub debtor: Name,
    /// To whom.
    pub creditor: Name,
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

/// A property of a relation.
#[derive(Clone, Debug)]
pub enum Property {
    /// `also "…"`: a synonym, parsed and never printed.
    Also(Text),
    /// `negated "…"`: the negative sentence.
    Negated(Text),
    /// `symmetric`
    Symmetric,
    /// `transitive`
    Transitive,
    /// `irreflexive`
    Irreflexive,
    /// `asymmetric`
    Asymmetric,
    /// `functional`
    Functional,
    /// `excludes other`
    Excludes(Name),
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
    /// The sorts whose names the file may introduce.
    pub declaring: Vec<Name>,
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
}

/// Whether a sentence is vouched for or assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssertMode {
    /// Said.
    Plain,
    /// `assume …`
    Assume,
}

/// A qualifier with its place.
#[derive(Clone, Debug)]
pub struct Qualifier {
    /// From its first word to its last.
    pub span: Span,
    /// What it says.
    pub kind: QualifierKind,
}

/// The qualifiers of statements.
#[derive(Clone, Debug)]
pub enum QualifierKind {
    /// `according to pap and atkinson`
    AccordingTo(Vec<Name>),
    /// A likelihood word, its words joined by single spaces; the scale in force knows whether it is one.
    Likely(Name),
    /// `70%`, or `between 60% and 80%`: the two ends.
    Probability(Token, Token),
    /// `confidence low`
    Confidence(Name),
    /// `since DATE`
    Since(DateExpression),
    /// `until DATE`
    Until(DateExpression),
    /// `on DATE`
    On(DateExpression),
    /// `key`
    Key,
    /// `because "…"`
    Because(Text),
    /// `quoting "…"`
    Quoting(Text),
    /// `severity warning`
    Severity(Name),
    /// `folded`, of a rule: its conclusion says the same as its premise under another name.
    Folded,
}

/// A condition: of a rule, a question, an antecedent.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The whole of it.
    pub span: Span,
    /// What it says.
    pub kind: FormulaKind,
}

/// The forms of a condition. Depth is bounded by the nesting cap.
#[derive(Clone, Debug)]
pub enum FormulaKind {
    /// A sentence or its negation.
    Literal(Literal),
    /// All of them (at least two, in the order written; `unless` members stand last).
    And(Vec<Formula>),
    /// One of them at least.
    Or(Vec<Formula>),
    /// Nobody has shown it.
    Unless(Box<Formula>),
    /// `?n - 1 >= 3`, `?d before invasion`
    Compare(Comparison),
    /// `every ?m where (…) has (…)`
    Every {
        /// The variable that ranges.
        variable: Variable,
        /// Over what it ranges.
        domain: Box<Formula>,
        /// What each must have.
        claim: Box<Formula>,
    },
    /// `only ?p where (…)`
    Only {
        /// The variable with exactly one binding.
        variable: Variable,
        /// Over what it ranges.
        domain: Box<Formula>,
    },
    /// `?n = count of ?m where (…)`
    Aggregate {
        /// The variable that takes the result.
        target: Variable,
        /// What is computed.
        function: AggregateFunction,
        /// The variable that ranges.
        variable: Variable,
        /// Over what it ranges.
        domain: Box<Formula>,
    },
}

/// A sentence or its negation.
#[derive(Clone, Debug)]
pub struct Literal {
    /// From `not` to the last word.
    pub span: Span,
    /// Whether `not` stands before it (a negated sentence of its own is for the model to see).
    pub sign: Sign,
    /// The sentence.
    pub sentence: Sentence,
}

/// Whether a literal says that its sentence is true or false.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// As it stands.
    Positive,
    /// `not`
    Negative,
}

/// A sentence, not yet matched with a relation.
#[derive(Clone, Debug)]
pub enum Sentence {
    /// `China has a veto over tactics`
    Words(Vec<Token>),
    /// `veto(China, tactics)`: the relation and the tokens of each argument
    Predicate(Name, Vec<Vec<Token>>),
}

/// One token of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word or a name.
    Word(SmolStr),
    /// `?who`, without the mark; `someone`, `something` and the question words come as [`TokenKind::Word`].
    Variable(SmolStr),
    /// `@label`, without the mark.
    Label(SmolStr),
    /// A string, escapes resolved.
    Text(SmolStr),
    /// `12`, `-3`, `3_000`, `0.35`, `85%`: as written.
    Number(SmolStr),
    /// `2024-10-26`, `2024-10`: as written (a bare year is a number).
    Date(SmolStr),
    /// `+`, `-`, `*`, `/` with spaces around.
    Operator(Operator),
}

/// The operation of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// A variable with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variable {
    /// Its name, without the mark.
    pub name: SmolStr,
    /// Where it stands.
    pub span: Span,
}

/// A date: an anchor and, perhaps, a distance from it.
#[derive(Clone, Debug)]
pub struct DateExpression {
    /// The whole of it.
    pub span: Span,
    /// A date, a year (a number), a name of an event, or a variable.
    pub anchor: Token,
    /// `- 3 weeks`: the sign, the number and the unit's word.
    pub offset: Option<(Operator, Token, Name)>,
}

/// `LEFT op RIGHT`
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The left side.
    pub left: Expression,
    /// How the sides are compared.
    pub operator: ComparisonOperator,
    /// The right side.
    pub right: Expression,
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ComparisonOperator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Before,
    After,
    During,
}

/// One side of a comparison, in postfix order, so that no chain is deep.
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
    /// The tokens of one term: `?n`, `40`, `about 40 missiles`, `China`, `2024-10`.
    Operand(Vec<Token>),
    /// An operation on the two values before it.
    Operate(Operator),
}

/// What an aggregate computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum AggregateFunction {
    Count,
    Sum,
    Min,
    Max,
}

/// A question put to a model.
#[derive(Clone, Debug)]
pub struct Query {
    /// The whole of it.
    pub span: Span,
    /// What is asked.
    pub kind: QueryKind,
}

/// The kinds of questions.
#[derive(Clone, Debug)]
pub enum QueryKind {
    /// `who has a veto over what?`
    Find(Formula),
    /// `why Q?`
    Why(Formula),
    /// `why not Q?`
    WhyNot(Formula),
    /// `why false Q?`
    WhyFalse(Formula),
    /// `what if LITERAL, LITERAL?`
    WhatIf(Vec<Literal>),
    /// `what would it take: LITERAL?`
    WhatWouldItTake(Literal),
    /// `how likely Q?`
    HowLikely(Formula),
}
