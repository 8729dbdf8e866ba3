//! Names and values as the engine's constants, and what comparing and computing with them means.
//!
//! Invariant: equal names and equal values have the same constant; constants are never given up.

use crate::engine::{Arithmetic, Comparison, Constant, Domain};
use crate::model::statement::{SymbolId, Term};
use crate::model::value::{Number, Units, Value};
use crate::syntax::ast::{ComparisonOperator, Operator};
use indexmap::IndexSet;

/// What a constant stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Item {
    /// A declared name.
    Symbol(SymbolId),
    /// A value, in the form in which it was written.
    Value(String, ValueKey),
}

/// A value as a key: it is found by its text.
#[derive(Clone, Debug)]
struct ValueKey(Value);

impl PartialEq for ValueKey {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for ValueKey {}
impl std::hash::Hash for ValueKey {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// The constants of one theory.
#[derive(Clone, Debug)]
pub struct Values {
    units: Units,
    items: IndexSet<Item, rustc_hash::FxBuildHasher>,
}

impl Values {
    /// No constants yet; `units` say which quantities compare.
    pub fn new(units: Units) -> Self {
        Self { units, items: IndexSet::default() }
    }

    /// The constant of a name.
    pub fn symbol(&mut self, symbol: SymbolId) -> Constant {
        self.item(Item::Symbol(symbol))
    }

    /// The constant of a value.
    pub fn value(&mut self, value: Value) -> Constant {
        // The debug form tells kinds apart that are written alike.
        let key = format!("{value:?}");
        self.item(Item::Value(key, ValueKey(value)))
    }

    fn item(&mut self, item: Item) -> Constant {
        Constant(u32::try_from(self.items.insert_full(item).0).unwrap_or(u32::MAX))
    }

    /// The constant of a term without variables.
    pub fn term(&mut self, term: &Term) -> Option<Constant> {
        match term {
            Term::Symbol(symbol) => Some(self.symbol(*symbol)),
            Term::Value(value) => Some(self.value(value.clone())),
            Term::Variable(_) => None,
        }
    }

    /// The constant of a term, if it has one already.
    pub fn known(&self, term: &Term) -> Option<Constant> {
        let item = match term {
            Term::Symbol(symbol) => Item::Symbol(*symbol),
            Term::Value(value) => Item::Value(format!("{value:?}"), ValueKey(value.clone())),
            Term::Variable(_) => return None,
        };
        self.items.get_index_of(&item).and_then(|at| u32::try_from(at).ok()).map(Constant)
    }

    /// What a constant stands for, as a term.
    pub fn back(&self, constant: Constant) -> Option<Term> {
        match self.items.get_index(constant.index())? {
            Item::Symbol(symbol) => Some(Term::Symbol(*symbol)),
            Item::Value(_, value) => Some(Term::Value(value.0.clone())),
        }
    }

    fn as_value(&self, constant: Constant) -> Option<&Value> {
        match self.items.get_index(constant.index())? {
            Item::Symbol(_) => None,
            Item::Value(_, value) => Some(&value.0),
        }
    }
}

impl Domain for Values {
    fn compare(&self, comparison: Comparison, left: Constant, right: Constant) -> bool {
        let operator = match comparison {
            Comparison::Equal => ComparisonOperator::Equal,
            Comparison::NotEqual => ComparisonOperator::NotEqual,
            Comparison::Less => ComparisonOperator::Less,
            Comparison::LessOrEqual => ComparisonOperator::LessOrEqual,
            Comparison::Greater => ComparisonOperator::Greater,
            Comparison::GreaterOrEqual => ComparisonOperator::GreaterOrEqual,
            Comparison::Before => ComparisonOperator::Before,
            Comparison::After => ComparisonOperator::After,
            Comparison::During => ComparisonOperator::During,
        };
        match (self.as_value(left), self.as_value(right)) {
            (Some(left), Some(right)) => left.compare(operator, right, &self.units).unwrap_or(false),
            (None, _) | (_, None) => match comparison {
                Comparison::Equal => left == right,
                Comparison::NotEqual => left != right,
                Comparison::Less
                | Comparison::LessOrEqual
                | Comparison::Greater
                | Comparison::GreaterOrEqual
                | Comparison::Before
                | Comparison::After
                | Comparison::During => false,
            },
        }
    }

    fn compute(&mut self, operation: Arithmetic, left: Constant, right: Constant) -> Option<Constant> {
        let operator = match operation {
            Arithmetic::Add => Operator::Add,
            Arithmetic::Subtract => Operator::Subtract,
            Arithmetic::Multiply => Operator::Multiply,
            Arithmetic::Divide => Operator::Divide,
        };
        let result = self.as_value(left)?.compute(operator, self.as_value(right)?, &self.units)?;
        Some(self.value(result))
    }

    fn count(&mut self, count: u64) -> Constant {
        let number = Number::from(i64::try_from(count).unwrap_or(i64::MAX));
        self.value(Value::Number(number))
    }
}
