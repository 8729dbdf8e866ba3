//! Names and values as the engine's constants, and what comparing and computing with them means.
//!
//! Invariant: equal names and equal values have the same constant; constants are given up only with all that came
//! after them.

use crate::engine::{Arithmetic, Comparison, Constant, Domain};
use crate::model::statement::{Literal, SymbolId, Term};
use crate::model::value::{Amount, Number, Quantity, Units, Value};
use crate::syntax::ast::{ComparisonOperator, Operator, Sign};
use indexmap::IndexSet;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// How many pairs of values that do not compare are noted.
const UNORDERED: usize = 100;

/// The bytes of an entry of the table: a term, its hash and its place.
const ENTRY: usize = size_of::<Term>() + 2 * size_of::<usize>();

/// The constants of one theory.
#[derive(Debug)]
pub struct Values {
    units: Units,
    /// Names and values, by constant; never variables.
    terms: IndexSet<Term, rustc_hash::FxBuildHasher>,
    /// The constants of quantities whose units are related to others, by what they come to in the first unit of
    /// the family: the same quantity in another unit is the same constant.
    amounts: FxHashMap<Quantity, Constant>,
    /// Values that a condition put in an order which they do not have.
    unordered: Arc<Mutex<BTreeSet<(Constant, Constant)>>>,
    /// Values of which it was asked whether the first lies within the second, and that only overlap.
    overlapping: Arc<Mutex<BTreeSet<(Constant, Constant)>>>,
    /// Whether a result was too large to be kept.
    overflowed: bool,
    /// The bytes of the computed numbers beside their places in the table.
    computed: u64,
}

/// How many constants there are, and what was noted of them.
#[derive(Debug)]
pub(super) struct Noted {
    terms: usize,
    unordered: BTreeSet<(Constant, Constant)>,
    overlapping: BTreeSet<(Constant, Constant)>,
    computed: u64,
}

impl Values {
    /// How many constants there are, and what was noted of them, to come back to.
    pub(super) fn noted(&self) -> Noted {
        let noted = |pairs: &Mutex<BTreeSet<_>>| pairs.lock().map(|pairs| pairs.clone()).unwrap_or_default();
        Noted {
            terms: self.terms.len(),
            unordered: noted(&self.unordered),
            overlapping: noted(&self.overlapping),
            computed: self.computed,
        }
    }

    /// Gives up the constants that came since; nobody may hold one of them.
    pub(super) fn come_back(&mut self, noted: Noted) {
        let Noted { terms, unordered, overlapping, computed } = noted;
        if self.terms.len() > terms {
            self.terms.truncate(terms);
            self.amounts.retain(|_, constant| constant.index() < terms);
        }
        self.unordered = Arc::new(Mutex::new(unordered));
        self.overlapping = Arc::new(Mutex::new(overlapping));
        self.overflowed = false;
        self.computed = computed;
    }

    /// No constants yet; `units` say which quantities compare.
    pub fn new(units: Units) -> Self {
        Self {
            units,
            terms: IndexSet::default(),
            amounts: FxHashMap::default(),
            unordered: Arc::default(),
            overlapping: Arc::default(),
            overflowed: false,
            computed: 0,
        }
    }

    /// A copy to add to on its own, for a model with these units.
    pub fn fork(&self, units: Units) -> Self {
        let mut fork = Self {
            units,
            terms: self.terms.clone(),
            amounts: FxHashMap::default(),
            unordered: Arc::default(),
            overlapping: Arc::default(),
            overflowed: false,
            computed: self.computed,
        };
        // Units may be related that were not.
        for (at, term) in (0..).map(Constant).zip(&self.terms) {
            if let Some(amount) = fork.in_first_unit(term) {
                fork.amounts.entry(amount).or_insert(at);
            }
        }
        fork
    }

    /// The constant of a name.
    pub fn symbol(&mut self, symbol: SymbolId) -> Constant {
        self.intern(Term::Symbol(symbol))
    }

    /// The constant of a value.
    pub fn value(&mut self, value: Value) -> Constant {
        self.intern(Term::Value(value))
    }

    fn intern(&mut self, term: Term) -> Constant {
        let amount = self.in_first_unit(&term);
        let equal = amount.as_ref().and_then(|amount| self.amounts.get(amount).copied());
        if let Some(equal) = equal.filter(|_| !self.terms.contains(&term)) {
            return equal;
        }
        let made = Constant(u32::try_from(self.terms.insert_full(term).0).unwrap_or(u32::MAX));
        if let Some(amount) = amount {
            self.amounts.entry(amount).or_insert(made);
        }
        made
    }

    /// What a quantity comes to in the first unit of its family; `None` for everything else, and for what no
    /// other unit can say.
    fn in_first_unit(&self, term: &Term) -> Option<Quantity> {
        let Term::Value(Value::Quantity(quantity)) = term else { return None };
        let unit = quantity.unit?;
        let first = self.units.first_of_family(unit)?;
        let amount = quantity.amount.scale(&self.units.factor(unit, first)?)?;
        Some(Quantity::new(amount, Some(first)))
    }

    /// The constant of a term; `None` for variables.
    pub fn term(&mut self, term: &Term) -> Option<Constant> {
        match term {
            Term::Symbol(_) | Term::Value(_) => {
                Some(self.known(term).unwrap_or_else(|| self.intern(term.clone())))
            }
            Term::Variable(_) => None,
        }
    }

    /// The constant of a term, if it has one already.
    pub fn known(&self, term: &Term) -> Option<Constant> {
        let spelt = self.terms.get_index_of(term).and_then(|at| u32::try_from(at).ok()).map(Constant);
        spelt.or_else(|| self.amounts.get(&self.in_first_unit(term)?).copied())
    }

    /// The constants that those of this theory are in another one, by number; `None` where it has none.
    pub fn in_terms_of(&self, other: &Values) -> Vec<Option<Constant>> {
        // Views of one model begin with the same constants.
        let same = |at: usize, term: &Term| other.terms.get_index(at) == Some(term);
        let known = |(at, term): (usize, &Term)| match same(at, term) {
            true => u32::try_from(at).ok().map(Constant),
            false => other.known(term),
        };
        self.terms.iter().enumerate().map(known).collect()
    }

    /// What a constant stands for, as a term.
    pub fn back(&self, constant: Constant) -> Option<Term> {
        self.terms.get_index(constant.index()).cloned()
    }

    /// The values and names that conditions compared by `<`, `<=`, `>` or `>=` and that have no order between
    /// them, as far as they are counted.
    pub fn unordered(&self) -> Vec<(Term, Term)> {
        let noted = self.unordered.lock().map(|pairs| pairs.clone()).unwrap_or_default();
        noted.into_iter().filter_map(|(left, right)| Some((self.back(left)?, self.back(right)?))).collect()
    }

    /// The values of which a condition asked whether the first lies within the second, where neither that nor its
    /// contrary can be said, as far as they are counted.
    pub fn overlapping(&self) -> Vec<(Term, Term)> {
        let noted = self.overlapping.lock().map(|pairs| pairs.clone()).unwrap_or_default();
        noted.into_iter().filter_map(|(left, right)| Some((self.back(left)?, self.back(right)?))).collect()
    }

    fn note_overlapping(&self, left: Constant, right: Constant) {
        if let Ok(mut noted) = self.overlapping.lock()
            && noted.len() < UNORDERED
        {
            noted.insert((left, right));
        }
    }

    fn note_unordered(&self, left: Constant, right: Constant) {
        if let Ok(mut noted) = self.unordered.lock()
            && noted.len() < UNORDERED
        {
            noted.insert((left, right));
        }
    }

    /// Whether a row says what a literal without variables asks for: the same of everything, and what lies within
    /// its bounded amounts and coarse dates; of a denial, what they lie within.
    pub fn meets(&self, row: &[Constant], literal: &Literal) -> bool {
        row.len() == literal.terms.len()
            && row.iter().zip(&literal.terms).all(|(stated, asked)| match (self.as_value(*stated), asked) {
                (Some(stated), Term::Value(asked)) => match literal.sign {
                    Sign::Positive => stated == asked || stated.within(asked, &self.units),
                    Sign::Negative => stated == asked || asked.within(stated, &self.units),
                },
                _ => self.known(asked) == Some(*stated),
            })
    }

    /// Whether a row denies another one: the same of everything, and amounts and dates that hold the other's.
    pub fn denies(&self, no: &[Constant], yes: &[Constant]) -> bool {
        no.len() == yes.len()
            && no.iter().zip(yes).all(|(no, yes)| {
                no == yes
                    || matches!(
                        (self.as_value(*yes), self.as_value(*no)),
                        (Some(yes), Some(no)) if yes.within(no, &self.units)
                    )
            })
    }

    /// Whether a row holds an amount or a date that leaves more than one point open.
    pub fn is_coarse(&self, row: &[Constant]) -> bool {
        row.iter().any(|constant| self.as_value(*constant).is_some_and(Value::is_coarse))
    }

    fn as_value(&self, constant: Constant) -> Option<&Value> {
        match self.terms.get_index(constant.index())? {
            Term::Value(value) => Some(value),
            Term::Symbol(_) | Term::Variable(_) => None,
        }
    }
}

/// Compares two values; nothing, such as the sum of no amounts, is nothing in every unit.
fn against_nothing(operator: ComparisonOperator, one: &Value, other: &Value, units: &Units) -> Option<bool> {
    let nothing = |value: &Value, like: &Value| match (value, like) {
        (Value::Number(number), Value::Quantity(quantity)) if *number == Number::ZERO => {
            Some(Value::Quantity(Quantity::new(Amount::Exactly(Number::ZERO), quantity.unit)))
        }
        _ => None,
    };
    let (left, right) = (nothing(one, other), nothing(other, one));
    left.as_ref().unwrap_or(one).compare(operator, right.as_ref().unwrap_or(other), units)
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
            Comparison::During | Comparison::Narrower => ComparisonOperator::During,
        };
        match (self.as_value(left), self.as_value(right)) {
            (Some(one), Some(other)) if comparison == Comparison::Narrower => {
                // Of two ways to say the same bounds one is enough.
                let other_way = other.within(one, &self.units);
                left != right && one.within(other, &self.units) && (!other_way || left < right)
            }
            (Some(one), Some(other)) if comparison == Comparison::During => {
                let within = one.within(other, &self.units);
                if !within && one.is_coarse() && one.disjoint(other, &self.units) == Some(false) {
                    self.note_overlapping(left, right);
                }
                within
            }
            (Some(one), Some(other)) => {
                against_nothing(operator, one, other, &self.units).unwrap_or_else(|| {
                    if matches!(
                        comparison,
                        Comparison::Less
                            | Comparison::LessOrEqual
                            | Comparison::Greater
                            | Comparison::GreaterOrEqual
                    ) {
                        self.note_unordered(left, right);
                    }
                    false
                })
            }
            (None, _) | (_, None) => match comparison {
                Comparison::Equal => left == right,
                Comparison::NotEqual => left != right,
                Comparison::Less
                | Comparison::LessOrEqual
                | Comparison::Greater
                | Comparison::GreaterOrEqual => {
                    self.note_unordered(left, right);
                    false
                }
                Comparison::Before | Comparison::After | Comparison::During | Comparison::Narrower => false,
            },
        }
    }

    fn compute(&mut self, operation: Arithmetic, left: Constant, right: Constant) -> Option<Constant> {
        let operator = match operation {
            Arithmetic::Common => {
                let common = self.as_value(left)?.common(self.as_value(right)?, &self.units)?;
                return Some(self.value(common));
            }
            Arithmetic::Add => Operator::Add,
            Arithmetic::Subtract => Operator::Subtract,
            Arithmetic::Multiply => Operator::Multiply,
            Arithmetic::Divide => Operator::Divide,
            Arithmetic::Quotient => Operator::Quotient,
            Arithmetic::Modulo => Operator::Modulo,
        };
        let (left, right) = (self.as_value(left)?, self.as_value(right)?);
        let Some(result) = left.compute(operator, right, &self.units) else {
            self.overflowed |= left.overflows(operator, right, &self.units);
            return None;
        };
        if let Value::Number(number) = &result {
            self.computed += u64::from(number.bits() / 8);
        }
        Some(self.value(result))
    }

    fn count(&mut self, count: u64) -> Constant {
        let number = Number::from(i64::try_from(count).unwrap_or(i64::MAX));
        self.value(Value::Number(number))
    }

    fn take_overflow(&mut self) -> bool {
        std::mem::take(&mut self.overflowed)
    }

    fn bytes(&self) -> u64 {
        self.computed + (self.terms.capacity() * ENTRY) as u64
    }
}
