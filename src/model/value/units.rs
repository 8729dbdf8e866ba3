//! The declared units and the equations between them: which quantities can be compared.
//!
//! Units that equations connect form a family. Every unit knows its factor against one member of
//! its family, so a conversion is one division; joining two families relabels the smaller one
//! (quick-find), which keeps a million equations in `n log n` steps.

use super::Number;
use smol_str::SmolStr;
use std::mem;

/// A declared unit, by the order of declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

/// The units of an analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    units: Vec<Unit>,
    families: Vec<Vec<UnitId>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Unit {
    name: SmolStr,
    family: usize,
    /// One of this unit is so many of the family's measure.
    factor: Number,
}

/// Why an equation between units cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitError {
    /// The two are already related, directly or through others (a unit is related to itself): one of
    /// the left is so many of the right.
    AlreadyRelated(Number),
    /// The number is zero or negative.
    NotPositive,
    /// The numbers multiply to one that is not kept exactly.
    TooLarge,
    /// No such unit in this table.
    Unknown,
}

impl Units {
    /// No units.
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares a unit that is related to no other.
    pub fn add(&mut self, name: impl Into<SmolStr>) -> UnitId {
        let id = UnitId(u32::try_from(self.units.len()).unwrap_or(u32::MAX));
        self.units.push(Unit { name: name.into(), family: self.families.len(), factor: Number::ONE });
        self.families.push(vec![id]);
        id
    }

    /// The name of a unit; empty for one of another table.
    pub fn name(&self, unit: UnitId) -> &str {
        self.get(unit).map_or("", |unit| unit.name.as_str())
    }

    /// The names of all units, in the order of their declaration.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(|unit| unit.name.as_str())
    }

    /// The unit of this name, which is searched from the first.
    pub fn find(&self, name: &str) -> Option<UnitId> {
        (0u32..).map(UnitId).zip(&self.units).find(|(_, unit)| unit.name == name).map(|(id, _)| id)
    }

    /// Takes in that one `left` is `number` `right`.
    ///
    /// # Errors
    /// The two are related already (so the equation would close a circle), or the number will not do.
    pub fn equate(&mut self, left: UnitId, number: &Number, right: UnitId) -> Result<(), UnitError> {
        if *number <= Number::ZERO {
            return Err(UnitError::NotPositive);
        }
        if let Some(known) = self.factor(left, right) {
            return Err(UnitError::AlreadyRelated(known));
        }
        let one = self.get(left).ok_or(UnitError::Unknown)?;
        let two = self.get(right).ok_or(UnitError::Unknown)?;
        if one.family == two.family {
            return Err(UnitError::TooLarge);
        }
        // The measure of the left family, counted in that of the right one.
        let ratio = number.multiply(&two.factor).and_then(|all| all.divide(&one.factor));
        let ratio = ratio.ok_or(UnitError::TooLarge)?;
        let (left_family, right_family) = (one.family, two.family);
        let size = |family: usize| self.families.get(family).map_or(0, Vec::len);
        let (from, into, ratio) = if size(left_family) <= size(right_family) {
            (left_family, right_family, ratio)
        } else {
            (right_family, left_family, Number::ONE.divide(&ratio).ok_or(UnitError::TooLarge)?)
        };
        let members = self.families.get_mut(from).map(mem::take).unwrap_or_default();
        let scaled: Option<Vec<Number>> =
            members.iter().map(|&unit| self.get(unit)?.factor.multiply(&ratio)).collect();
        let Some(scaled) = scaled else {
            if let Some(family) = self.families.get_mut(from) {
                *family = members;
            }
            return Err(UnitError::TooLarge);
        };
        for (&id, factor) in members.iter().zip(scaled) {
            if let Some(unit) = self.units.get_mut(id.0 as usize) {
                unit.family = into;
                unit.factor = factor;
            }
        }
        if let Some(family) = self.families.get_mut(into) {
            family.extend(members);
        }
        Ok(())
    }

    /// How many `to` one `from` is; `None` where no equations relate them.
    pub fn factor(&self, from: UnitId, to: UnitId) -> Option<Number> {
        let (from, to) = (self.get(from)?, self.get(to)?);
        if from.family == to.family { from.factor.divide(&to.factor) } else { None }
    }

    /// The first unit of the family of one that is related to others.
    pub fn first_of_family(&self, unit: UnitId) -> Option<UnitId> {
        match self.families.get(self.get(unit)?.family)?.as_slice() {
            [] | [_] => None,
            family => family.iter().min().copied(),
        }
    }

    /// Whether equations relate the two.
    pub fn related(&self, one: UnitId, other: UnitId) -> bool {
        matches!((self.get(one), self.get(other)), (Some(one), Some(other)) if one.family == other.family)
    }

    fn get(&self, unit: UnitId) -> Option<&Unit> {
        self.units.get(unit.0 as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_through_chains_in_any_order() {
        let mut units = Units::new();
        let [troops, brigades, battalions, shells] =
            ["troops", "brigades", "battalions", "shells"].map(|n| units.add(n));
        units.equate(brigades, &Number::from(4), battalions).unwrap();
        units.equate(battalions, &Number::from(1_000), troops).unwrap();
        assert_eq!(units.factor(brigades, troops), Some(Number::from(4_000)));
        assert_eq!(units.factor(troops, battalions), Some(Number::parse("0.001").unwrap()));
        assert_eq!(units.factor(troops, shells), None);
        assert!(units.related(troops, brigades) && !units.related(troops, shells));
        assert_eq!(units.find("shells"), Some(shells));
        assert_eq!(
            units.equate(troops, &Number::from(3), brigades),
            Err(UnitError::AlreadyRelated(Number::parse("0.00025").unwrap()))
        );
        assert_eq!(
            units.equate(shells, &Number::from(2), shells),
            Err(UnitError::AlreadyRelated(Number::ONE))
        );
        assert_eq!(units.equate(shells, &Number::ZERO, troops), Err(UnitError::NotPositive));
        assert_eq!(units.equate(shells, &Number::ONE, UnitId(9)), Err(UnitError::Unknown));
    }
}
