//! Linear programming over distributions: the revised simplex method (Dantzig 1953).
//!
//! A column is a class of worlds; which one comes next is asked of whoever knows the worlds (column
//! generation: Gilmore and Gomory 1961; for probabilities Jaumard, Hansen and Poggi de Aragão 1991), so that
//! they need not be listed. The same steps are taken in exact numbers or, to see where they lead, in rounded
//! ones. **Invariant:** in exact numbers nothing is rounded, and a bound that is given out holds even where
//! the search was given up, by Lagrangian duality.
#![expect(
    clippy::indexing_slicing,
    reason = "rows, columns of the basis and tracked atoms are numbered by the tableau"
)]

use super::class::Class;
use super::lineage::AtomId;
use super::problem::Row;
use super::scalar::Scalar;
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

/// After how many steps rounded numbers are worked out anew.
const RENEWED: usize = 50;

/// What can be taken into a basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// A class of worlds.
    World(Class),
    /// What a row has beyond what it asks for.
    Surplus(usize),
    /// What is lent to a row.
    Artificial(usize),
}

/// How a search ended.
pub(super) enum Ended<N> {
    /// At the least cost.
    Optimal(N),
    /// It was given up; the least cost is no lower than this.
    GivenUp(N),
}

/// A basis of the rows, the last of them being that probabilities add up to one.
pub(super) struct Tableau<N> {
    /// The terms of each row, by the places of the tracked atoms.
    rows: Vec<Vec<(usize, N)>>,
    tracked: usize,
    /// The most entries of the basis that the steps of one search may write.
    work: usize,
    basis: Vec<Column>,
    inverse: Vec<Vec<N>>,
    /// The basis of the start in terms of this one: which row leaves where several could, so that no basis
    /// comes back (lexicographic rule: Dantzig, Orden and Wolfe 1955).
    order: Vec<Vec<N>>,
    values: Vec<N>,
    /// What each row asks for, and whether it was lent that at the start.
    asked: Vec<N>,
    lent: Vec<bool>,
}

impl<N: Scalar> Tableau<N> {
    /// A start: what a row asks for is lent to it.
    pub(super) fn new(rows: &[Row], tracked: &[AtomId], work: usize) -> Self {
        let size = rows.len() + 1;
        let place = |atom: &AtomId| tracked.iter().position(|tracked| tracked == atom).unwrap_or(0);
        let terms = |row: &Row| row.terms.iter().map(|(atom, by)| (place(atom), N::of(by))).collect();
        let mut made = Self {
            rows: rows.iter().map(terms).collect(),
            tracked: tracked.len(),
            work,
            basis: Vec::with_capacity(size),
            inverse: vec![vec![N::zero(); size]; size],
            order: identity(size),
            values: Vec::with_capacity(size),
            lent: rows.iter().map(|row| row.at_least > RBig::ZERO).collect(),
            asked: rows.iter().map(|row| N::of(&row.at_least)).chain([N::one()]).collect(),
        };
        for (at, row) in rows.iter().enumerate() {
            let lent = row.at_least > RBig::ZERO;
            made.basis.push(if lent { Column::Artificial(at) } else { Column::Surplus(at) });
            made.inverse[at][at] = if lent { N::one() } else { N::one().negated() };
            let asked = made.eased(at);
            made.values.push(if lent { asked } else { asked.negated() });
        }
        made.basis.push(Column::Artificial(rows.len()));
        made.inverse[rows.len()][rows.len()] = N::one();
        made.values.push(N::one());
        made
    }

    /// What a row asks for, a little less of it where numbers are rounded.
    fn eased(&self, at: usize) -> N {
        let asked = &self.asked[at];
        match N::nudge(at).filter(|_| at + 1 < self.asked.len()) {
            Some(nudge) if self.lent[at] && asked.against(&nudge) != Ordering::Greater => asked.clone(),
            Some(nudge) => asked.minus(&nudge),
            None => asked.clone(),
        }
    }

    /// The columns of the basis, each with how much of it is taken.
    pub(super) fn taken(&self) -> impl Iterator<Item = (Column, N)> {
        let values = self.inverse.iter().map(|row| product(row, &self.asked));
        self.basis.iter().copied().zip(values)
    }

    /// Works the inverse out anew, where rounding has gathered in it (Gauss and Jordan).
    fn renew(&mut self) {
        let size = self.basis.len();
        let mut matrix: Vec<Vec<N>> = (0..size).map(|_| Vec::with_capacity(2 * size)).collect();
        for column in &self.basis {
            for (row, entry) in matrix.iter_mut().zip(self.entries(*column)) {
                row.push(entry);
            }
        }
        for (row, unit) in matrix.iter_mut().zip(identity::<N>(size)) {
            row.extend(unit);
        }
        for at in 0..size {
            let largest = (at..size).max_by(|a, b| matrix[*a][at].size().against(&matrix[*b][at].size()));
            let Some(largest) = largest.filter(|row| !matrix[*row][at].is_nil()) else { return };
            matrix.swap(at, largest);
            let direction: Vec<N> = matrix.iter().map(|row| row[at].clone()).collect();
            pivot(&mut matrix, at, &direction);
        }
        self.inverse = matrix.into_iter().map(|row| row.into_iter().skip(size).collect()).collect();
        let asked: Vec<N> = (0..size).map(|at| self.eased(at)).collect();
        self.values = self.inverse.iter().map(|row| product(row, &asked)).collect();
    }

    /// Finds a distribution that meets the rows. If there is none, the multipliers of the rows that show it
    /// (Farkas 1902): so weighed, the rows ask for more than any world has.
    pub(super) fn feasible(&mut self, columns: &mut dyn Columns) -> Result<Feasible<N>, Stopped> {
        let nothing = vec![N::zero(); self.tracked];
        let cost = |column: Column| match column {
            Column::Artificial(_) => N::one(),
            Column::World(_) | Column::Surplus(_) => N::zero(),
        };
        match self.search(&nothing, &cost, columns) {
            Ended::Optimal(lent) if lent.is_nil() => Ok(Feasible::Yes),
            Ended::Optimal(_) => {
                let mut duals = self.duals(&cost);
                duals.pop();
                Ok(Feasible::No(duals))
            }
            Ended::GivenUp(_) => Err(Stopped),
        }
    }

    /// The least sum of the weights of what holds, from a distribution that meets the rows on.
    pub(super) fn minimize(&mut self, weights: &Weights, columns: &mut dyn Columns) -> Ended<N> {
        // What was lent and given back is not lent again: the surplus of its row takes its place.
        for at in 0..self.basis.len() {
            if let Column::Artificial(row) = self.basis[at]
                && row < self.rows.len()
            {
                self.basis[at] = Column::Surplus(row);
                for entry in &mut self.inverse[at] {
                    *entry = entry.negated();
                }
            }
        }
        self.order = identity(self.basis.len());
        let weights: Vec<N> = weights.iter().map(N::of).collect();
        self.search(&weights, &|column| costs(&weights, column), columns)
    }

    /// The multipliers of the rows where the weights are these.
    pub(super) fn multipliers(&self, weights: &Weights) -> Vec<N> {
        let weights: Vec<N> = weights.iter().map(N::of).collect();
        let mut duals = self.duals(&|column| costs(&weights, column));
        duals.pop();
        duals
    }

    fn search(&mut self, weights: &[N], cost: &dyn Fn(Column) -> N, columns: &mut dyn Columns) -> Ended<N> {
        let mut best: Option<N> = None;
        for step in 1..=STEPS.min(self.work / (self.basis.len() * self.basis.len())) {
            if step % RENEWED == 0 && N::nudge(0).is_some() {
                self.renew();
            }
            let duals = self.duals(cost);
            let value = self.value(cost);
            let mut reduced = weights.to_vec();
            for (row, dual) in self.rows.iter().zip(&duals).filter(|(_, dual)| !dual.is_nil()) {
                for (place, coefficient) in row {
                    reduced[*place] = reduced[*place].minus(&dual.times(coefficient));
                }
            }
            let total = duals.last().cloned().unwrap_or_else(N::zero);
            let surplus = (0..self.rows.len()).filter(|at| duals[*at].sign() == Ordering::Less);
            let steepest = surplus.min_by(|a, b| duals[*a].against(&duals[*b]));
            let Ok(least) = columns.least(&reduced.iter().map(N::exact).collect()) else { break };
            if let Some(least) = &least
                && steepest.is_none()
            {
                let off = N::of(&least.bound).minus(&total);
                let bound = if off.sign() == Ordering::Less { value.plus(&off) } else { value.clone() };
                best = Some(best.map_or(bound.clone(), |known| greater(known, bound)));
            }
            let gain = |least: &Least| weigh(&reduced, least.class).minus(&total);
            let world = least.filter(|least| gain(least).sign() == Ordering::Less);
            let entering = match (steepest, world) {
                (Some(at), Some(least)) if duals[at].against(&gain(&least)) == Ordering::Less => {
                    Column::Surplus(at)
                }
                (_, Some(least)) => Column::World(least.class),
                (Some(at), None) => Column::Surplus(at),
                (None, None) => {
                    if N::nudge(0).is_some() {
                        self.renew();
                    }
                    return match best {
                        Some(bound) if bound.against(&value) == Ordering::Less => Ended::GivenUp(bound),
                        Some(_) | None => Ended::Optimal(value),
                    };
                }
            };
            if !self.enter(entering) {
                break;
            }
        }
        Ended::GivenUp(best.unwrap_or_else(|| {
            let lighter = weights.iter().filter(|weight| weight.sign() == Ordering::Less);
            lighter.fold(N::zero(), |sum, weight| sum.plus(weight))
        }))
    }

    /// The multipliers of the rows at which the basis pays for itself.
    fn duals(&self, cost: &dyn Fn(Column) -> N) -> Vec<N> {
        let mut duals = vec![N::zero(); self.basis.len()];
        for (column, row) in self.basis.iter().zip(&self.inverse) {
            let price = cost(*column);
            if !price.is_nil() {
                for (dual, entry) in duals.iter_mut().zip(row).filter(|(_, entry)| !entry.is_nil()) {
                    *dual = dual.plus(&price.times(entry));
                }
            }
        }
        duals
    }

    fn value(&self, cost: &dyn Fn(Column) -> N) -> N {
        let taken = self.basis.iter().zip(&self.values);
        taken.fold(N::zero(), |sum, (column, value)| sum.plus(&cost(*column).times(value)))
    }

    /// The entries of a column in the rows.
    fn entries(&self, column: Column) -> Vec<N> {
        let mut entries = vec![N::zero(); self.basis.len()];
        match column {
            Column::World(class) => {
                for (entry, row) in entries.iter_mut().zip(&self.rows) {
                    for (place, coefficient) in row {
                        if class.holds(*place) {
                            *entry = entry.plus(coefficient);
                        }
                    }
                }
                if let Some(last) = entries.last_mut() {
                    *last = N::one();
                }
            }
            Column::Surplus(row) => entries[row] = N::one().negated(),
            Column::Artificial(row) => entries[row] = N::one(),
        }
        entries
    }

    /// Takes a column into the basis; false if nothing has to leave, which is not so where probabilities
    /// add up to one.
    fn enter(&mut self, column: Column) -> bool {
        let entries = self.entries(column);
        let needed: Vec<usize> = (0..entries.len()).filter(|at| !entries[*at].is_nil()).collect();
        let direction: Vec<N> = self
            .inverse
            .iter()
            .map(|row| {
                let terms = needed.iter().filter(|at| !row[**at].is_nil());
                terms.fold(N::zero(), |sum, at| sum.plus(&row[*at].times(&entries[*at])))
            })
            .collect();
        let Some(leaving) = self.leaving(&direction) else { return false };
        let step = self.values[leaving].over(&direction[leaving]);
        pivot(&mut self.inverse, leaving, &direction);
        if N::nudge(0).is_none() {
            pivot(&mut self.order, leaving, &direction);
        }
        for (at, factor) in direction.iter().enumerate() {
            if at != leaving {
                self.values[at] = self.values[at].minus(&factor.times(&step));
            }
        }
        self.values[leaving] = step;
        self.basis[leaving] = column;
        true
    }

    /// The row whose column reaches zero first.
    fn leaving(&self, direction: &[N]) -> Option<usize> {
        // What was lent for the sum of all probabilities is not lent again.
        let whole = Column::Artificial(self.rows.len());
        let idle = |at: &usize| self.values[*at].is_nil() && !direction[*at].is_nil();
        if let Some(at) = self.basis.iter().position(|column| *column == whole).filter(idle) {
            return Some(at);
        }
        let mut first: Option<(usize, N)> = None;
        for at in (0..direction.len()).filter(|at| direction[*at].divides()) {
            let ratio = self.values[at].over(&direction[at]);
            let sooner = match &first {
                None => true,
                Some((known, least)) => match ratio.against(least) {
                    Ordering::Less => true,
                    Ordering::Greater => false,
                    Ordering::Equal => {
                        let entry = |row: usize, column: usize| self.order[row][column].over(&direction[row]);
                        (0..self.order.len())
                            .map(|column| entry(at, column).against(&entry(*known, column)))
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

fn costs<N: Scalar>(weights: &[N], column: Column) -> N {
    match column {
        Column::World(class) => weigh(weights, class),
        Column::Surplus(_) | Column::Artificial(_) => N::zero(),
    }
}

/// The sum of the products of two lists.
fn product<N: Scalar>(one: &[N], other: &[N]) -> N {
    let filled = one.iter().zip(other).filter(|(one, other)| !one.is_nil() && !other.is_nil());
    filled.fold(N::zero(), |sum, (one, other)| sum.plus(&one.times(other)))
}

fn greater<N: Scalar>(one: N, other: N) -> N {
    if one.against(&other) == Ordering::Less { other } else { one }
}

fn identity<N: Scalar>(size: usize) -> Vec<Vec<N>> {
    let entry = |same: bool| if same { N::one() } else { N::zero() };
    (0..size).map(|row| (0..size).map(|column| entry(row == column)).collect()).collect()
}

/// Makes the column that has this direction the unit column of a row.
fn pivot<N: Scalar>(matrix: &mut [Vec<N>], row: usize, direction: &[N]) {
    let mut scaled = std::mem::take(&mut matrix[row]);
    for entry in scaled.iter_mut().filter(|entry| !entry.is_nil()) {
        *entry = entry.over(&direction[row]);
    }
    let filled: Vec<usize> = (0..scaled.len()).filter(|at| !scaled[*at].is_nil()).collect();
    for (entries, factor) in matrix.iter_mut().zip(direction) {
        if entries.is_empty() || factor.is_nil() {
            continue;
        }
        for at in &filled {
            entries[*at] = entries[*at].minus(&factor.times(&scaled[*at]));
        }
    }
    matrix[row] = scaled;
}

/// Whether a distribution meets the rows.
pub(super) enum Feasible<N> {
    /// One does.
    Yes,
    /// None does, as these multipliers of the rows show.
    No(Vec<N>),
}

/// A search was given up before its answer was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stopped;

/// The weight of a class.
pub(super) fn weigh<N: Scalar>(weights: &[N], class: Class) -> N {
    let held = weights.iter().enumerate().filter(|(at, _)| class.holds(*at));
    held.fold(N::zero(), |sum, (_, weight)| sum.plus(weight))
}
