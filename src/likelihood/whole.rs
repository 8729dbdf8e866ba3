//! Weights to whole numbers in the same proportion, which are added and compared much sooner.

use super::simplex::Weights;
use dashu_ratio::RBig;

/// The weights as whole numbers in the same proportion; `None` if these are too large.
pub(super) fn whole(weights: &Weights) -> Option<Vec<i128>> {
    let mut scale = RBig::ONE;
    for weight in weights {
        let rest = weight * &scale;
        scale *= RBig::from(rest.denominator().clone());
    }
    let mut made = Vec::with_capacity(weights.len());
    for weight in weights {
        let number = i128::try_from((weight * &scale).numerator().clone()).ok()?;
        if number.unsigned_abs() > 1 << 116 {
            return None;
        }
        made.push(number);
    }
    Some(made)
}
