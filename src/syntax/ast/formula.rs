//! Sentences, conditions and questions, down to their tokens.
//!
//! Invariant: the depth of a formula is bounded by the nesting cap of the scanner; everything else
//! is a flat list.

use super::name::Name;
use crate::source::Span;
use smol_str::SmolStr;

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
    /// `?m where (…) suffice for ?x in ?g`
    Suffice {
        /// The variable that ranges over members.
        variable: Variable,
        /// Which members.
        domain: Box<Formula>,
        /// What they decide on.
        subject: Token,
        /// Who decides.
        group: Token,
    },
}

impl Formula {
    /// The same where `not S` says that S does not hold, rather than that its negation is shown: so on both sides
    /// of `given`. Depth is bounded by the parser.
    #[must_use]
    pub fn with_absence(self) -> Self {
        let Self { span, kind } = self;
        let kind = match kind {
            FormulaKind::Literal(literal) if literal.sign == Sign::Negative => {
                let holds = FormulaKind::Literal(Literal { sign: Sign::Positive, ..literal });
                FormulaKind::Unless(Box::new(Self { span, kind: holds }))
            }
            FormulaKind::And(members) => {
                let members = members.into_iter().map(Self::with_absence);
                let (absent, present): (Vec<Self>, Vec<Self>) =
                    members.partition(|member| matches!(member.kind, FormulaKind::Unless(_)));
                FormulaKind::And(present.into_iter().chain(absent).collect())
            }
            FormulaKind::Or(members) => {
                FormulaKind::Or(members.into_iter().map(Self::with_absence).collect())
            }
            kind => kind,
        };
        Self { span, kind }
    }
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
    /// `div`: how often the second goes into the first, as a whole number (the quotient, rounded down).
    Quotient,
    /// `mod`: what is then left over.
    Modulo,
}

impl Operator {
    /// The sign, or the word, of the operation.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Quotient => "div",
            Operator::Modulo => "mod",
        }
    }

    /// How strongly it binds what stands beside it: products before sums.
    pub fn precedence(self) -> u8 {
        match self {
            Operator::Add | Operator::Subtract => 1,
            Operator::Multiply | Operator::Divide | Operator::Quotient | Operator::Modulo => 2,
        }
    }
}

/// A variable with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variable {
    /// Its name, without the mark.
    pub name: SmolStr,
    /// Where it stands.
    pub span: Span,
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
    /// The sum, divided by how many there are.
    Average,
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
    /// `how likely Q given T?`: the condition in which, if any.
    HowLikely(Formula, Option<Formula>),
}
