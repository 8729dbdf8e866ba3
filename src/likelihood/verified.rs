//! A linear programme over distributions, its answer found in rounded numbers and shown in exact ones.
//!
//! Where there are many rows the simplex method is first worked out in rounded numbers. What it ends with, a
//! distribution and multipliers of the rows, is replaced by the simplest fractions next to it, and these are
//! checked exactly: that the distribution meets the rows, that no world contradicts the multipliers, and that
//! both have the same value (weak duality; as in Applegate, Cook, Dash and Espinoza 2007). **Invariant:** nothing
//! is given out that was not checked so, or worked out in exact numbers.
#![expect(clippy::indexing_slicing, reason = "rows and tracked atoms are numbered by the programme")]

use super::class::Class;
use super::lineage::AtomId;
use super::problem::Row;
use super::scalar::simplest;
use super::simplex::{Column, Columns, Ended, Feasible, Stopped, Tableau, Weights, weigh};
use dashu_ratio::RBig;

/// How many entries of the basis a search in exact numbers may write, and one in rounded numbers.
const EXACT: usize = 2_000_000;
const ROUNDED: usize = 150_000_000;

/// The most classes whose parts are worked out exactly.
const SOLVED: usize = 128;

/// A linear programme over distributions.
pub(super) struct Programme<'a> {
    rows: &'a [Row],
    tracked: &'a [AtomId],
    rounded: Option<Tableau<f64>>,
    /// Once it is needed, with a distribution that meets the rows; nothing if that was given up.
    exact: Option<Option<Tableau<RBig>>>,
    /// A distribution that reaches the last optimum.
    optimal: Option<Vec<(Class, RBig)>>,
}

impl<'a> Programme<'a> {
    /// The programme of some rows, worked out in exact numbers at once where they are so few.
    pub(super) fn new(rows: &'a [Row], tracked: &'a [AtomId], few: usize) -> Self {
        let rounded = (rows.len() > few).then(|| Tableau::new(rows, tracked, ROUNDED));
        Self { rows, tracked, rounded, exact: None, optimal: None }
    }

    /// Whether a distribution meets the rows.
    pub(super) fn feasible(&mut self, columns: &mut dyn Columns) -> Result<Feasible<RBig>, Stopped> {
        if let Some(tableau) = &mut self.rounded {
            match tableau.feasible(columns) {
                Ok(Feasible::Yes) => {
                    if self.distribution().is_some() {
                        return Ok(Feasible::Yes);
                    }
                }
                Ok(Feasible::No(multipliers)) => {
                    if let Some(multipliers) = fractions(&multipliers) {
                        let nothing = vec![RBig::ZERO; self.tracked.len()];
                        if self.bound(&nothing, &multipliers, columns)? > RBig::ZERO {
                            return Ok(Feasible::No(multipliers));
                        }
                    }
                    self.rounded = None;
                }
                Err(Stopped) => self.rounded = None,
            }
        }
        let mut tableau = Tableau::new(self.rows, self.tracked, EXACT);
        let found = tableau.feasible(columns);
        self.exact = Some(matches!(found, Ok(Feasible::Yes)).then_some(tableau));
        found
    }

    /// The least sum of the weights of what holds, where a distribution meets the rows.
    pub(super) fn minimize(&mut self, weights: &Weights, columns: &mut dyn Columns) -> Ended<RBig> {
        let mut known = None;
        if let Some(tableau) = &mut self.rounded {
            tableau.minimize(weights, columns);
            let multipliers = tableau.multipliers(weights);
            let shown = fractions(&multipliers).and_then(|all| self.bound(weights, &all, columns).ok());
            if let (Some(bound), Some(found)) = (&shown, self.distribution()) {
                let value =
                    found.iter().fold(RBig::ZERO, |sum, (class, part)| sum + part * weigh(weights, *class));
                if value == *bound {
                    self.optimal = Some(found);
                    return Ended::Optimal(value);
                }
            }
            known = shown.or_else(|| {
                let all: Vec<RBig> = multipliers.iter().map(super::scalar::Scalar::exact).collect();
                self.bound(weights, &all, columns).ok()
            });
        }
        let exact = self.exact.get_or_insert_with(|| {
            let mut tableau = Tableau::new(self.rows, self.tracked, EXACT);
            matches!(tableau.feasible(columns), Ok(Feasible::Yes)).then_some(tableau)
        });
        let ended = exact.as_mut().map(|tableau| tableau.minimize(weights, columns));
        self.optimal = exact.as_ref().map(|tableau| {
            let taken = tableau.taken().filter_map(|(column, part)| match column {
                Column::World(class) => Some((class, part)),
                Column::Surplus(_) | Column::Artificial(_) => None,
            });
            taken.collect()
        });
        match (ended, known) {
            (Some(Ended::Optimal(value)), _) => Ended::Optimal(value),
            (Some(Ended::GivenUp(one)), Some(other)) => Ended::GivenUp(one.max(other)),
            (Some(Ended::GivenUp(bound)), None) | (None, Some(bound)) => Ended::GivenUp(bound),
            (None, None) => {
                let lighter = weights.iter().filter(|weight| **weight < RBig::ZERO);
                Ended::GivenUp(lighter.fold(RBig::ZERO, |sum, weight| sum + weight))
            }
        }
    }

    /// The probabilities of atoms in a distribution that reaches the last optimum.
    pub(super) fn probabilities<const COUNT: usize>(&self, atoms: [AtomId; COUNT]) -> Option<[RBig; COUNT]> {
        let parts = self.optimal.as_ref()?;
        Some(atoms.map(|atom| {
            let place = self.place(atom);
            let held = parts.iter().filter(|(class, _)| class.holds(place));
            held.fold(RBig::ZERO, |sum, (_, part)| sum + part)
        }))
    }

    /// What no distribution that meets the rows goes below, by multipliers of the rows (Lagrange); those below
    /// zero count as zero.
    fn bound(
        &self,
        weights: &Weights,
        multipliers: &[RBig],
        columns: &mut dyn Columns,
    ) -> Result<RBig, Stopped> {
        let mut reduced = weights.clone();
        let mut value = RBig::ZERO;
        for (row, by) in self.rows.iter().zip(multipliers).filter(|(_, by)| **by > RBig::ZERO) {
            value += by * &row.at_least;
            for (atom, coefficient) in &row.terms {
                reduced[self.place(*atom)] -= by * coefficient;
            }
        }
        columns.least(&reduced)?.map(|least| value + least.bound).ok_or(Stopped)
    }

    /// The distribution that the rounded numbers end with, if it meets the rows exactly.
    fn distribution(&self) -> Option<Vec<(Class, RBig)>> {
        let taken: Vec<(Column, f64)> = self.rounded.as_ref()?.taken().collect();
        let mut classes = Vec::new();
        let mut parts = Vec::new();
        for (column, part) in &taken {
            if let Column::World(class) = column {
                classes.push(*class);
                parts.push(simplest(*part));
            }
        }
        let guessed: Option<Vec<RBig>> = parts.into_iter().collect();
        guessed.filter(|parts| self.meets(&classes, parts)).map_or_else(
            || {
                let parts = self.worked_out(&taken, &classes)?;
                self.meets(&classes, &parts).then(|| classes.iter().copied().zip(parts).collect())
            },
            |parts| Some(classes.iter().copied().zip(parts).collect()),
        )
    }

    /// Whether these parts of classes are a distribution that meets the rows.
    fn meets(&self, classes: &[Class], parts: &[RBig]) -> bool {
        let whole = parts.iter().fold(RBig::ZERO, |sum, part| sum + part);
        let met = |row: &Row| {
            let all = classes.iter().zip(parts).filter(|(_, part)| **part != RBig::ZERO);
            all.fold(RBig::ZERO, |sum, (class, part)| sum + part * self.entry(row, *class)) >= row.at_least
        };
        whole == RBig::ONE && parts.iter().all(|part| *part >= RBig::ZERO) && self.rows.iter().all(met)
    }

    /// What a class has of what a row asks for.
    fn entry(&self, row: &Row, class: Class) -> RBig {
        let held = row.terms.iter().filter(|(atom, _)| class.holds(self.place(*atom)));
        held.fold(RBig::ZERO, |sum, (_, coefficient)| sum + coefficient)
    }

    /// The parts of the classes at which the rows without a surplus are met exactly.
    fn worked_out(&self, taken: &[(Column, f64)], classes: &[Class]) -> Option<Vec<RBig>> {
        let slack = |at: usize| {
            taken.iter().any(
                |(column, _)| matches!(column, Column::Surplus(row) | Column::Artificial(row) if *row == at),
            )
        };
        let tight = (0..self.rows.len()).filter(|at| !slack(*at)).map(|at| &self.rows[at]);
        let mut system: Vec<Vec<RBig>> = tight
            .map(|row| {
                let entries = classes.iter().map(|class| self.entry(row, *class));
                entries.chain([row.at_least.clone()]).collect()
            })
            .collect();
        system.push(vec![RBig::ONE; classes.len() + 1]);
        if system.len() != classes.len() || classes.len() > SOLVED {
            return None;
        }
        for at in 0..classes.len() {
            let row = (at..system.len()).find(|row| system[*row][at] != RBig::ZERO)?;
            system.swap(at, row);
            let (above, below) = system.split_at_mut(at + 1);
            let own = above.last_mut()?;
            let pivot = own[at].clone();
            own.iter_mut().skip(at).for_each(|entry| *entry = &*entry / &pivot);
            for row in below.iter_mut().filter(|row| row[at] != RBig::ZERO) {
                let by = row[at].clone();
                for (entry, other) in row.iter_mut().zip(&*own).skip(at) {
                    *entry -= &by * other;
                }
            }
        }
        let mut parts = vec![RBig::ZERO; classes.len()];
        for at in (0..classes.len()).rev() {
            let row = &system[at];
            let rest =
                (at + 1..classes.len()).fold(RBig::ZERO, |sum, other| sum + &row[other] * &parts[other]);
            parts[at] = row.last()? - rest;
        }
        Some(parts)
    }

    fn place(&self, atom: AtomId) -> usize {
        self.tracked.iter().position(|tracked| *tracked == atom).unwrap_or(0)
    }
}

fn fractions(rounded: &[f64]) -> Option<Vec<RBig>> {
    rounded.iter().map(|one| simplest(*one)).collect()
}
