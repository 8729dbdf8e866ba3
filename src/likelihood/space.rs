//! What priors may be: intervals of single statements, and the corners of choices.
//!
//! **Invariant:** a probability that is linear in each prior, and in the priors of each choice, has its extremes at
//! points of the space.
#![expect(clippy::indexing_slicing, reason = "variables are numbered by the lineage")]

use super::choice::Fixed;
use super::mass::Bounds;
use super::problem::Choice;

/// The most points that are all tried.
const POINTS: usize = 256;

/// Priors that are not known to a point.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Corners {
    /// Of one statement, by position.
    Single(usize),
    /// Of a choice; `None` where there are too many corners to be tried.
    Choice(Option<Vec<Fixed>>),
}

/// What the priors of all statements may be.
pub(super) struct Space {
    /// Intervals that hold the prior of each statement.
    pub(super) fixed: Vec<Bounds>,
    /// What is not known to a point.
    pub(super) open: Vec<Corners>,
}

impl Space {
    /// The space of priors, those of choices as of statements that are decided one after the other; `None` if the priors
    /// of a choice cannot add up.
    pub(super) fn new(choices: &[Choice], priors: &[Bounds]) -> Option<Self> {
        let mut fixed = priors.to_vec();
        let mut open = Vec::new();
        let mut chosen = vec![false; priors.len()];
        for choice in choices {
            choice.variables.iter().for_each(|variable| chosen[variable.0 as usize] = true);
            let corners = choice.corners(priors);
            let outer = match corners.as_deref() {
                Some([]) => return None,
                Some([only]) => only.clone(),
                Some(_) | None => {
                    open.push(Corners::Choice(corners));
                    choice.outer(priors)
                }
            };
            for (at, prior) in outer {
                fixed[at] = prior;
            }
        }
        let wide = |at: &usize| priors[*at].low < priors[*at].high && !chosen[*at];
        open.extend((0..priors.len()).filter(wide).map(Corners::Single));
        Some(Self { fixed, open })
    }

    /// The points in which some of what is open is at each of its corners, and the rest is as it is fixed; `None` if they
    /// are too many.
    pub(super) fn points(&self, fixed: &[Bounds], open: &[&Corners]) -> Option<Vec<Vec<Bounds>>> {
        let mut points = vec![fixed.to_vec()];
        for corners in open {
            let alternatives: Vec<Fixed> = match corners {
                Corners::Single(at) => {
                    let Bounds { low, high } = self.fixed[*at];
                    [low, high].map(|end| vec![(*at, Bounds::point(end))]).to_vec()
                }
                Corners::Choice(corners) => corners.clone()?,
            };
            if points.len() * alternatives.len() > POINTS {
                return None;
            }
            let with = |point: &Vec<Bounds>| -> Vec<Vec<Bounds>> {
                let put = |alternative: &Fixed| {
                    let mut point = point.clone();
                    alternative.iter().for_each(|(at, prior)| point[*at] = *prior);
                    point
                };
                alternatives.iter().map(put).collect()
            };
            points = points.iter().flat_map(with).collect();
        }
        Some(points)
    }
}
