//! Linear programming over distributions, in exact numbers: the revised simplex method (Dantzig 1953).
//!
//! A column is a class of worlds; which one comes next is asked of whoever knows the worlds (column
//! generation: Gilmore and Gomory 1961; for probabilities Jaumard, Hansen and Poggi de Aragão 1991), so that
//! they need not be listed. **Invariant:** nothing is rounded; a bound that is given out holds even where
//! the search was given up, by Lagrangian duality.
#![expect(
    clippy::indexing_slicing,
    reason = "rows, columns of the basis and tracked atoms are numbered by the tableau"
)]

use super::lineage::AtomId;
use super::problem::Row;
use super::worlds::Class;
use dashu_ratio::RBig;
use std::cmp::Ordering;

/// Weights of the tracked atoms.
pub(super) type Weights = Vec<RBig>;

/// A class of least weight.
pub(super) struct Least {
    /// The class.
    pub(super) class: Class,
    /// No class weighs less than this; the weight of the class itself unless the search was given up.
    pub(super) bound: RBig,
}

/// Whoever knows the worlds.
pub(super) trait Columns {
    /// A class of least weight; `None` where there is no world.
    ///
    /// # Errors
    /// A limit was reached before any world was found.
    fn least(&mut self, weights: &Weights) -> Result<Option<Least>, Stopped>;
}

/// The most steps of one search.
const STEPS: usize = 4_000;

/// The most entries of the basis that the steps of one search may write.
const WORK: usize = 4_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    World(Class),
    Surplus(usize),
    Artificial(usize),
}

/// How a search ended.
pub(super) enum Ended {
    /// At the least cost.
    Optimal(RBig),
    /// It was given up; the least cost is no lower than this.
    GivenUp(RBig),
}

/// A basis of the rows, the last of them being that probabilities add up to one.
pub(super) struct Tableau<'a> {
    rows: &'a [Row],
    tracked: &'a [AtomId],
    basis: Vec<Column>,
    inverse: Vec<Vec<RBig>>,
    /// The basis of the start in terms of this one: which row leaves where several could, so that no basis
    /// comes back (lexicographic rule: Dantzig, Orden and Wolfe 1955).
    order: Vec<Vec<RBig>>,
    values: Vec<RBig>,
}

impl<'a> Tableau<'a> {
    /// A start: what a row asks for is lent to it.
    pub(super) fn new(rows: &'a [Row], tracked: &'a [AtomId]) -> Self {
        let size = rows.len() + 1;
        let mut made = Self {
            rows,
            tracked,
            basis: Vec::with_capacity(size),
            inverse: vec![vec![RBig::ZERO; size]; size],
            order: identity(size),
            values: Vec::with_capacity(size),
        };
        for (at, row) in rows.iter().enumerate() {
            let lent = row.at_least > RBig::ZERO;
            made.basis.push(if lent { Column::Artificial(at) } else { Column::Surplus(at) });
            made.inverse[at][at] = if lent { RBig::ONE } else { -RBig::ONE };
            made.values.push(if lent { row.at_least.clone() } else { -row.at_least.clone() });
        }
        made.basis.push(Column::Artificial(rows.len()));
        made.inverse[rows.len()][rows.len()] = RBig::ONE;
        made.values.push(RBig::ONE);
        made
    }

    fn place(&self, atom: AtomId) -> usize {
        self.tracked.iter().position(|tracked| *tracked == atom).unwrap_or(0)
    }

    /// Finds a distribution that meets the rows. If there is none, the multipliers of the rows that show it
    /// (Farkas 1902): so weighed, the rows ask for more than any world has.
    pub(super) fn feasible(&mut self, columns: &mut dyn Columns) -> Result<Feasible, Stopped> {
        let nothing = vec![RBig::ZERO; self.tracked.len()];
        let cost = |column: Column| match column {
            Column::Artificial(_) => RBig::ONE,
            Column::World(_) | Column::Surplus(_) => RBig::ZERO,
        };
        match self.search(&nothing, &cost, columns) {
            Ended::Optimal(lent) if lent == RBig::ZERO => Ok(Feasible::Yes),
            Ended::Optimal(_) => {
                let mut duals = self.duals(&cost);
                duals.pop();
                Ok(Feasible::No(duals))
            }
            Ended::GivenUp(_) => Err(Stopped),
        }
    }

    /// The least sum of the weights of what holds, from a distribution that meets the rows on.
    pub(super) fn minimize(&mut self, weights: &Weights, columns: &mut dyn Columns) -> Ended {
        // What was lent and given back is not lent again: the surplus of its row takes its place.
        for at in 0..self.basis.len() {
            if let Column::Artificial(row) = self.basis[at]
                && row < self.rows.len()
            {
                self.basis[at] = Column::Surplus(row);
                for entry in &mut self.inverse[at] {
                    *entry = -entry.clone();
                }
            }
        }
        self.order = identity(self.basis.len());
        let cost = |column: Column| match column {
            Column::World(class) => weigh(weights, class),
            Column::Surplus(_) | Column::Artificial(_) => RBig::ZERO,
        };
        self.search(weights, &cost, columns)
    }

    fn search(
        &mut self,
        weights: &Weights,
        cost: &dyn Fn(Column) -> RBig,
        columns: &mut dyn Columns,
    ) -> Ended {
        let mut best: Option<RBig> = None;
        for _ in 0..STEPS.min(WORK / (self.basis.len() * self.basis.len())) {
            let duals = self.duals(cost);
            let value = self.value(cost);
            let mut reduced = weights.clone();
            for (row, dual) in self.rows.iter().zip(&duals) {
                if *dual != RBig::ZERO {
                    for (atom, coefficient) in &row.terms {
                        let place = self.place(*atom);
                        reduced[place] -= dual * coefficient;
                    }
                }
            }
            let total = duals.last().cloned().unwrap_or(RBig::ZERO);
            let surplus = (0..self.rows.len()).filter(|at| duals[*at] < RBig::ZERO);
            let steepest = surplus.min_by(|a, b| duals[*a].cmp(&duals[*b]));
            let Ok(least) = columns.least(&reduced) else { break };
            if let Some(least) = &least
                && steepest.is_none()
            {
                let bound = &value + (&least.bound - &total).min(RBig::ZERO);
                best = Some(best.map_or(bound.clone(), |known| known.max(bound)));
            }
            let world = least.filter(|least| weigh(&reduced, least.class) < total);
            let entering = match (steepest, world) {
                (Some(at), Some(least)) if duals[at] < weigh(&reduced, least.class) - &total => {
                    Some(Column::Surplus(at))
                }
                (_, Some(least)) => Some(Column::World(least.class)),
                (Some(at), None) => Some(Column::Surplus(at)),
                (None, None) => None,
            };
            let Some(entering) = entering else {
                return match best {
                    Some(bound) if bound < value => Ended::GivenUp(bound),
                    Some(_) | None => Ended::Optimal(value),
                };
            };
            if !self.enter(entering) {
                break;
            }
        }
        Ended::GivenUp(
            best.unwrap_or_else(|| sum(weights.iter().map(|weight| weight.clone().min(RBig::ZERO)))),
        )
    }

    /// The multipliers of the rows at which the basis pays for itself.
    fn duals(&self, cost: &dyn Fn(Column) -> RBig) -> Vec<RBig> {
        let mut duals = vec![RBig::ZERO; self.basis.len()];
        for (column, row) in self.basis.iter().zip(&self.inverse) {
            let price = cost(*column);
            if price != RBig::ZERO {
                for (dual, entry) in duals.iter_mut().zip(row) {
                    if *entry != RBig::ZERO {
                        *dual += &price * entry;
                    }
                }
            }
        }
        duals
    }

    fn value(&self, cost: &dyn Fn(Column) -> RBig) -> RBig {
        sum(self.basis.iter().zip(&self.values).map(|(column, value)| cost(*column) * value))
    }

    /// The entries of a column in the rows.
    fn entries(&self, column: Column) -> Vec<RBig> {
        let mut entries = vec![RBig::ZERO; self.basis.len()];
        match column {
            Column::World(class) => {
                for (entry, row) in entries.iter_mut().zip(self.rows) {
                    for (atom, coefficient) in &row.terms {
                        if class >> self.place(*atom) & 1 == 1 {
                            *entry += coefficient;
                        }
                    }
                }
                if let Some(last) = entries.last_mut() {
                    *last = RBig::ONE;
                }
            }
            Column::Surplus(row) => entries[row] = -RBig::ONE,
            Column::Artificial(row) => entries[row] = RBig::ONE,
        }
        entries
    }

    /// Takes a column into the basis; false if nothing has to leave, which is not so where probabilities
    /// add up to one.
    fn enter(&mut self, column: Column) -> bool {
        let entries = self.entries(column);
        let direction: Vec<RBig> = self
            .inverse
            .iter()
            .map(|row| {
                let terms = row.iter().zip(&entries);
                sum(terms.filter(|(a, b)| **a != RBig::ZERO && **b != RBig::ZERO).map(|(a, b)| a * b))
            })
            .collect();
        let Some(leaving) = self.leaving(&direction) else { return false };
        let step = &self.values[leaving] / &direction[leaving];
        for matrix in [&mut self.inverse, &mut self.order] {
            pivot(matrix, leaving, &direction);
        }
        for (at, factor) in direction.iter().enumerate() {
            if at != leaving {
                self.values[at] -= factor * &step;
            }
        }
        self.values[leaving] = step;
        self.basis[leaving] = column;
        true
    }

    /// The row whose column reaches zero first.
    fn leaving(&self, direction: &[RBig]) -> Option<usize> {
        // What was lent for the sum of all probabilities is not lent again.
        let whole = Column::Artificial(self.rows.len());
        let idle = |at: &usize| self.values[*at] == RBig::ZERO && direction[*at] != RBig::ZERO;
        if let Some(at) = self.basis.iter().position(|column| *column == whole).filter(idle) {
            return Some(at);
        }
        let mut first: Option<(usize, RBig)> = None;
        for at in (0..direction.len()).filter(|at| direction[*at] > RBig::ZERO) {
            let ratio = &self.values[at] / &direction[at];
            let sooner = match &first {
                None => true,
                Some((known, least)) => match ratio.cmp(least) {
                    Ordering::Less => true,
                    Ordering::Greater => false,
                    Ordering::Equal => {
                        let entry = |row: usize, column: usize| &self.order[row][column] / &direction[row];
                        (0..self.order.len())
                            .map(|column| entry(at, column).cmp(&entry(*known, column)))
                            .find(|order| *order != Ordering::Equal)
                            .is_some_and(|order| order == Ordering::Less)
                    }
                },
            };
            if sooner {
                first = Some((at, ratio));
            }
        }
        first.map(|(at, _)| at)
    }
}

fn identity(size: usize) -> Vec<Vec<RBig>> {
    let entry = |same: bool| if same { RBig::ONE } else { RBig::ZERO };
    (0..size).map(|row| (0..size).map(|column| entry(row == column)).collect()).collect()
}

/// Makes the column that has this direction the unit column of a row.
fn pivot(matrix: &mut [Vec<RBig>], row: usize, direction: &[RBig]) {
    let scaled: Vec<RBig> = matrix[row]
        .iter()
        .map(|entry| if *entry == RBig::ZERO { RBig::ZERO } else { entry / &direction[row] })
        .collect();
    for (at, factor) in direction.iter().enumerate() {
        if at == row || *factor == RBig::ZERO {
            continue;
        }
        for (entry, other) in matrix[at].iter_mut().zip(&scaled) {
            if *other != RBig::ZERO {
                *entry -= factor * other;
            }
        }
    }
    matrix[row] = scaled;
}

/// Whether a distribution meets the rows.
pub(super) enum Feasible {
    /// One does.
    Yes,
    /// None does, as these multipliers of the rows show.
    No(Vec<RBig>),
}

/// A search was given up before its answer was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stopped;

/// The weight of a class.
pub(super) fn weigh(weights: &Weights, class: Class) -> RBig {
    let held = weights.iter().enumerate().filter(|(at, _)| class >> at & 1 == 1);
    held.fold(RBig::ZERO, |sum, (_, weight)| sum + weight)
}

fn sum(numbers: impl Iterator<Item = RBig>) -> RBig {
    numbers.fold(RBig::ZERO, |sum, number| sum + number)
}
