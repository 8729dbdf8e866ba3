//! Names and values as the engine's constants, and what comparing and computing with them means.
//!
//! Invariant: equal names and equal values have the same constant; constants are given up only with all that came
//! after them.

use super::builtins::{compared_by, computed_by};
use crate::engine::{Arithmetic, Comparison, Constant, Domain};
use crate::model::statement::{Literal, SymbolId, Term};
use crate::model::value::{Amount, Number, Quantity, Units, Value};
use crate::syntax::ast::{ComparisonOperator, Operator, Sign};
use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// How many pairs of values that do not compare are noted.
const UNORDERED: usize = 100;

/// The bytes of an entry of the table of values: a value, its constant, its hash and its place.
const ENTRY: usize = size_of::<(Value, Constant)>() + 2 * size_of::<usize>();

/// What a constant stands for. Names take no more than this and their place among the names, since a table may
/// have millions of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Name(SymbolId),
    /// A value, by its place among the values.
    Value(u32),
}

/// The constants of names, by name.
#[derive(Clone, Debug, Default)]
struct ByName(Vec<Option<std::num::NonZeroU32>>);

impl ByName {
    fn get(&self, name: SymbolId) -> Option<Constant> {
        let known = (*self.0.get(name.0 as usize)?)?;
        Some(Constant(known.get() - 1))
    }

    fn set(&mut self, name: SymbolId, constant: Option<Constant>) {
        let at = name.0 as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, None);
        }
        if let Some(slot) = self.0.get_mut(at) {
            *slot = constant.and_then(|constant| std::num::NonZeroU32::new(constant.0.saturating_add(1)));
        }
    }
}

/// The constants of one theory.
#[derive(Debug)]
pub struct Values {
    units: Units,
    /// What each constant stands for.
    meanings: Vec<Meaning>,
    names: ByName,
    /// The values with their constants, which ascend.
    values: IndexMap<Value, Constant, rustc_hash::FxBuildHasher>,
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
    constants: usize,
    unordered: BTreeSet<(Constant, Constant)>,
    overlapping: BTreeSet<(Constant, Constant)>,
    computed: u64,
}

impl Values {
    /// How many constants there are, and what was noted of them, to come back to.
    pub(super) fn noted(&self) -> Noted {
        let noted = |pairs: &Mutex<BTreeSet<_>>| pairs.lock().map(|pairs| pairs.clone()).unwrap_or_default();
        Noted {
            constants: self.meanings.len(),
            unordered: noted(&self.unordered),
            overlapping: noted(&self.overlapping),
            computed: self.computed,
        }
    }

    /// Gives up the constants that came since; nobody may hold one of them.
    pub(super) fn come_back(&mut self, noted: Noted) {
        let Noted { constants, unordered, overlapping, computed } = noted;
        if self.meanings.len() > constants {
            for meaning in self.meanings.drain(constants..) {
                match meaning {
                    Meaning::Name(name) => self.names.set(name, None),
                    Meaning::Value(_) => drop(self.values.pop()),
                }
            }
            self.amounts.retain(|_, constant| constant.index() < constants);
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
            meanings: Vec::new(),
            names: ByName::default(),
            values: IndexMap::default(),
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
            meanings: self.meanings.clone(),
            names: self.names.clone(),
            values: self.values.clone(),
            amounts: FxHashMap::default(),
            unordered: Arc::default(),
            overlapping: Arc::default(),
            overflowed: false,
            computed: self.computed,
        };
        // Units may be related that were not.
        for (value, at) in &self.values {
            if let Some(amount) = fork.in_first_unit(value) {
                fork.amounts.entry(amount).or_insert(*at);
            }
        }
        fork
    }

    /// A copy to add to on its own; what was noted is left out.
    pub fn copy(&self) -> Self {
        self.fork(self.units.clone())
    }

    /// Whether pairs of values were noted that do not compare, or only overlap.
    pub fn has_notes(&self) -> bool {
        let any = |pairs: &Mutex<BTreeSet<_>>| pairs.lock().is_ok_and(|pairs| !pairs.is_empty());
        any(&self.unordered) || any(&self.overlapping)
    }

    /// How many constants there are.
    pub(super) fn count(&self) -> usize {
        self.meanings.len()
    }

    /// The constant of a name.
    pub fn symbol(&mut self, symbol: SymbolId) -> Constant {
        if let Some(known) = self.names.get(symbol) {
            return known;
        }
        let made = self.next();
        self.meanings.push(Meaning::Name(symbol));
        self.names.set(symbol, Some(made));
        made
    }

    /// The constant of a value.
    pub fn value(&mut self, value: Value) -> Constant {
        if let Some(known) = self.values.get(&value) {
            return *known;
        }
        let amount = self.in_first_unit(&value);
        if let Some(equal) = amount.as_ref().and_then(|amount| self.amounts.get(amount).copied()) {
            return equal;
        }
        let made = self.next();
        self.meanings.push(Meaning::Value(u32::try_from(self.values.len()).unwrap_or(u32::MAX)));
        self.values.insert(value, made);
        if let Some(amount) = amount {
            self.amounts.entry(amount).or_insert(made);
        }
        made
    }

    /// The constant of a value that was computed, whose size is noted.
    fn computed(&mut self, result: Value) -> Constant {
        if let Value::Number(number) = &result {
            self.computed += u64::from(number.bits() / 8);
        }
        self.value(result)
    }

    /// The constant of a value, which is copied only if it is new.
    pub(super) fn value_of(&mut self, value: &Value) -> Constant {
        match self.values.get(value) {
            Some(known) => *known,
            None => self.value(value.clone()),
        }
    }

    /// The constant that comes next.
    fn next(&self) -> Constant {
        Constant(u32::try_from(self.meanings.len()).unwrap_or(u32::MAX))
    }

    /// What a quantity comes to in the first unit of its family; `None` for everything else, and for what no
    /// other unit can say.
    fn in_first_unit(&self, value: &Value) -> Option<Quantity> {
        let Value::Quantity(quantity) = value else { return None };
        let unit = quantity.unit?;
        let first = self.units.first_of_family(unit)?;
        let amount = quantity.amount.scale(&self.units.factor(unit, first)?)?;
        Some(Quantity::new(amount, Some(first)))
    }

    /// The constant of a term; `None` for variables.
    pub fn term(&mut self, term: &Term) -> Option<Constant> {
        match term {
            Term::Symbol(symbol) => Some(self.symbol(*symbol)),
            Term::Value(value) => Some(self.known(term).unwrap_or_else(|| self.value(value.clone()))),
            Term::Variable(_) => None,
        }
    }

    /// The constant of a term, if it has one already.
    pub fn known(&self, term: &Term) -> Option<Constant> {
        match term {
            Term::Symbol(symbol) => self.names.get(*symbol),
            Term::Value(value) => {
                let spelt = self.values.get(value).copied();
                spelt.or_else(|| self.amounts.get(&self.in_first_unit(value)?).copied())
            }
            Term::Variable(_) => None,
        }
    }

    /// The constants that those of this theory are in another one, by number; `None` where it has none.
    pub fn in_terms_of(&self, other: &Values) -> Vec<Option<Constant>> {
        // Views of one model begin with the same constants.
        let known = |(at, meaning): (Constant, &Meaning)| match (meaning, other.meanings.get(at.index())) {
            (Meaning::Name(name), _) => other.names.get(*name),
            (Meaning::Value(_), Some(Meaning::Value(_))) if self.as_value(at) == other.as_value(at) => {
                Some(at)
            }
            (Meaning::Value(_), _) => other.known(&self.back(at)?),
        };
        (0..).map(Constant).zip(&self.meanings).map(known).collect()
    }

    /// What a constant stands for, as a term.
    pub fn back(&self, constant: Constant) -> Option<Term> {
        match *self.meanings.get(constant.index())? {
            Meaning::Name(symbol) => Some(Term::Symbol(symbol)),
            Meaning::Value(at) => {
                self.values.get_index(at as usize).map(|(value, _)| Term::Value(value.clone()))
            }
        }
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
        match *self.meanings.get(constant.index())? {
            Meaning::Value(at) => self.values.get_index(at as usize).map(|(value, _)| value),
            Meaning::Name(_) => None,
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
        let orders = matches!(
            comparison,
            Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual
        );
        let (Some(one), Some(other)) = (self.as_value(left), self.as_value(right)) else {
            if orders {
                self.note_unordered(left, right);
            }
            return match comparison {
                Comparison::Equal => left == right,
                Comparison::NotEqual => left != right,
                _ => false,
            };
        };
        match compared_by(comparison) {
            None => {
                // Of two ways to say the same bounds one is enough.
                let other_way = other.within(one, &self.units);
                left != right && one.within(other, &self.units) && (!other_way || left < right)
            }
            Some(ComparisonOperator::During) => {
                let within = one.within(other, &self.units);
                if !within && one.is_coarse() && one.disjoint(other, &self.units) == Some(false) {
                    self.note_overlapping(left, right);
                }
                within
            }
            Some(operator) => against_nothing(operator, one, other, &self.units).unwrap_or_else(|| {
                if orders {
                    self.note_unordered(left, right);
                }
                false
            }),
        }
    }

    fn compute(&mut self, operation: Arithmetic, left: Constant, right: Constant) -> Option<Constant> {
        let Some(operator) = computed_by(operation) else {
            let common = self.as_value(left)?.common(self.as_value(right)?, &self.units)?;
            return Some(self.value(common));
        };
        let (left, right) = (self.as_value(left)?, self.as_value(right)?);
        let Some(result) = left.compute(operator, right, &self.units) else {
            self.overflowed |= left.overflows(operator, right, &self.units);
            return None;
        };
        Some(self.computed(result))
    }

    fn sum(&mut self, constants: &mut dyn Iterator<Item = Constant>) -> Option<Constant> {
        let Some(first) = constants.next() else { return Some(self.count(0)) };
        let Some(second) = constants.next() else { return Some(first) };
        let mut sum = self.as_value(first)?.clone();
        for constant in std::iter::once(second).chain(constants) {
            let value = self.as_value(constant)?;
            let Some(next) = sum.compute(Operator::Add, value, &self.units) else {
                self.overflowed |= sum.overflows(Operator::Add, value, &self.units);
                return None;
            };
            sum = next;
        }
        Some(self.computed(sum))
    }

    fn count(&mut self, count: u64) -> Constant {
        let number = Number::from(i64::try_from(count).unwrap_or(i64::MAX));
        self.value(Value::Number(number))
    }

    fn take_overflow(&mut self) -> bool {
        std::mem::take(&mut self.overflowed)
    }

    fn constants(&self) -> u64 {
        self.meanings.len() as u64
    }

    fn bytes(&self) -> u64 {
        let names =
            self.meanings.capacity() * size_of::<Meaning>() + self.names.0.capacity() * size_of::<u32>();
        self.computed + (names + self.values.capacity() * ENTRY) as u64
    }
}
