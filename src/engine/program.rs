//! What the engine evaluates: relations, facts and safe rules over interned constants.

/// An interned constant. What it stands for is known to the caller only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Constant(pub u32);

impl Constant {
    /// The number as a position: the position that the constant's number stands for.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A relation of a [`Program`], by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub u32);

impl RelationId {
    /// The number as a position: the relation's position in [`Program::relations`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A rule of a [`Program`], by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

impl RuleId {
    /// The number as a position: the rule's position in [`Program::rules`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A variable of one rule, numbered from 0 without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable(pub u32);

impl Variable {
    /// The number as a position: the variable's position in a binding.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An argument of an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// A variable of the rule.
    Variable(Variable),
    /// A fixed constant.
    Constant(Constant),
}

/// A relation applied to terms; as many terms as the relation has columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Atom {
    /// The relation.
    pub relation: RelationId,
    /// One term a column.
    pub terms: Vec<Term>,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// One that only the [`Domain`] knows
    Domain(Builtin),
}

/// A comparison or an operation that the engine hands on to the [`Domain`], by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Builtin(pub u8);

/// The operation of an arithmetic expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `div`: the quotient, rounded down
    Quotient,
    /// `mod`: what the quotient leaves
    Modulo,
    /// One that only the [`Domain`] knows
    Domain(Builtin),
}

/// A value computed from the variables of a rule, as postfix steps (no recursion, however long).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expression {
    /// The steps; evaluating them leaves exactly one value on the stack.
    pub steps: Vec<Step>,
}

/// A step of an [`Expression`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Push a term.
    Push(Term),
    /// Pop two values, push the result; the expression has no value where the operation has none.
    Apply(Arithmetic),
}

/// What an aggregate computes over the distinct rows of its relation that match its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregation {
    /// How many rows; 0 for none.
    Count,
    /// The sum of the value column over the rows; no result for none is *not* special: it is 0.
    Sum,
    /// The least value; no result for none.
    Min,
    /// The greatest value; no result for none.
    Max,
}

/// An aggregate over one relation: the terms fix the group (every variable in them is bound by a
/// positive literal of the rule), `None` columns range freely.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Aggregate {
    /// What is computed.
    pub function: Aggregation,
    /// The relation that is aggregated over: of a lower stratum, always.
    pub relation: RelationId,
    /// One entry a column: the term it must equal, or `None` where it ranges.
    pub group: Vec<Option<Term>>,
    /// The column whose values are summed or compared; ignored by `Count`.
    pub value: usize,
}

impl Aggregate {
    /// Whether the value column matters.
    #[must_use]
    pub fn reads_value(&self) -> bool {
        match self.function {
            Aggregation::Count => false,
            Aggregation::Sum | Aggregation::Min | Aggregation::Max => true,
        }
    }
}

/// A member of a rule body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// The atom is in the model.
    Positive(Atom),
    /// The atom is not in the model (default negation). Every variable is bound elsewhere.
    Negative(Atom),
    /// A comparison that the [`Domain`] decides. Every variable is bound elsewhere.
    Compare(Comparison, Expression, Expression),
    /// Binds the variable to the value of the expression, or compares by identity if it is bound.
    Bind(Variable, Expression),
    /// Binds the variable to the aggregate's value, or compares by identity if it is bound.
    Aggregate(Variable, Aggregate),
}

/// `head` holds for every binding under which the whole body holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// What is concluded; its variables are bound by the body.
    pub head: Atom,
    /// The conditions, in the author's order; the engine orders them by cost.
    pub body: Vec<Literal>,
    /// How many variables the rule has.
    pub variables: u32,
}

/// Relations (by the number of their columns) and rules.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The number of columns of each relation, indexed by [`RelationId`].
    pub relations: Vec<usize>,
    /// The rules, indexed by [`RuleId`].
    pub rules: Vec<Rule>,
}

impl Program {
    /// Adds a relation with so many columns.
    pub fn add_relation(&mut self, columns: usize) -> RelationId {
        let id = RelationId(u32::try_from(self.relations.len()).unwrap_or(u32::MAX));
        self.relations.push(columns);
        id
    }

    /// Adds a rule.
    pub fn add_rule(&mut self, rule: Rule) -> RuleId {
        let id = RuleId(u32::try_from(self.rules.len()).unwrap_or(u32::MAX));
        self.rules.push(rule);
        id
    }
}

/// What the constants mean where a rule compares or computes.
///
/// Computing may intern new constants; the engine calls it in a fixed order, so that the numbers
/// given to new constants do not depend on threads.
pub trait Domain: Sync {
    /// Whether the comparison holds.
    fn compare(&self, comparison: Comparison, left: Constant, right: Constant) -> bool;
    /// The result of an operation, or `None` where it has none (unlike units, division by zero).
    fn compute(&mut self, operation: Arithmetic, left: Constant, right: Constant) -> Option<Constant>;
    /// The sum of values, added in their order; 0 for none. Nobody sees the sums on the way, so a domain need not keep
    /// them.
    fn sum(&mut self, values: &mut dyn Iterator<Item = Constant>) -> Option<Constant> {
        let Some(mut sum) = values.next() else { return Some(self.count(0)) };
        for value in values {
            sum = self.compute(Arithmetic::Add, sum, value)?;
        }
        Some(sum)
    }
    /// The constant for a whole number: the result of a count.
    fn count(&mut self, count: u64) -> Constant;
    /// Whether a result since the last time was too large to be kept: then what rests on it is missing.
    fn take_overflow(&mut self) -> bool {
        false
    }
    /// How many constants there are, as far as the domain counts those that it computes.
    fn constants(&self) -> u64 {
        0
    }
    /// The bytes that the constants take.
    fn bytes(&self) -> u64 {
        0
    }
}
