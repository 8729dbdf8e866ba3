//! All classes of worlds in a list: the lightest is found by looking at each.

use super::simplex::{Columns, Least, Stopped, Weights, weigh};
use super::worlds::Class;
use dashu_ratio::RBig;

/// How many atoms are looked up together.
const CHUNK: usize = 8;

/// Classes in ascending order.
pub(super) struct Listed(pub(super) Vec<Class>);

impl Columns for Listed {
    fn least(&mut self, weights: &Weights) -> Result<Option<Least>, Stopped> {
        let class = match whole(weights) {
            Some(weights) => self.lightest(&weights),
            None => self.0.iter().copied().min_by_key(|class| weigh(weights, *class)),
        };
        Ok(class.map(|class| Least { class, bound: weigh(weights, class) }))
    }
}

impl Listed {
    fn lightest(&self, weights: &[i128]) -> Option<Class> {
        let tables: Vec<Vec<i128>> = weights
            .chunks(CHUNK)
            .map(|chunk| {
                let sum = |set: usize| {
                    let held = chunk.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                    held.map(|(_, weight)| *weight).sum()
                };
                (0..1_usize << chunk.len()).map(sum).collect()
            })
            .collect();
        self.0.iter().copied().min_by_key(|class| {
            let parts = tables.iter().enumerate().map(|(at, table)| {
                let set = usize::try_from(class >> (at * CHUNK) & 0xFF).unwrap_or(0);
                table.get(set).copied().unwrap_or(0)
            });
            parts.sum::<i128>()
        })
    }
}

/// The weights as whole numbers in the same proportion; `None` if these are too large.
fn whole(weights: &Weights) -> Option<Vec<i128>> {
    let mut scale = RBig::ONE;
    for weight in weights {
        let rest = weight * &scale;
        scale *= RBig::from(rest.denominator().clone());
    }
    let mut made = Vec::with_capacity(weights.len());
    for weight in weights {
        let number = i128::try_from((weight * &scale).numerator().clone()).ok()?;
        if number.unsigned_abs() > 1 << 118 {
            return None;
        }
        made.push(number);
    }
    Some(made)
}
