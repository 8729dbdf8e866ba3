//! Posteriors of random problems against the sum over all their worlds, intervals of priors against all corners.

use super::{holds, lineages};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use strat::likelihood::{Allowance, AtomId, Bounds, Independent, Problem, Tightness};

/// The weight of the worlds that are left, and of those in which atom 0 holds.
fn weights(problem: &Problem, priors: &[f64]) -> (f64, f64) {
    let (mut all, mut target) = (0.0, 0.0);
    for world in 0..1_u32 << priors.len() {
        let truth = holds(&problem.lineage, world);
        let out = problem.excluded.iter().any(|atom| truth[atom.0 as usize])
            || problem.required.iter().any(|atom| !truth[atom.0 as usize]);
        if out {
            continue;
        }
        let factors = priors.iter().enumerate();
        let weight: f64 = factors.map(|(at, p)| if world >> at & 1 == 1 { *p } else { 1.0 - p }).product();
        all += weight;
        if truth[0] {
            target += weight;
        }
    }
    (all, target)
}

/// The least and the greatest posterior over all corners that have a world left.
fn corners(problem: &Problem, priors: &[Bounds]) -> Option<Bounds> {
    let open: Vec<usize> = (0..priors.len()).filter(|at| priors[*at].low < priors[*at].high).collect();
    let mut found: Option<Bounds> = None;
    for corner in 0..1_u32 << open.len() {
        let mut point: Vec<f64> = priors.iter().map(|prior| prior.low).collect();
        for (bit, at) in open.iter().enumerate() {
            if corner >> bit & 1 == 1 {
                point[*at] = priors[*at].high;
            }
        }
        let (all, target) = weights(problem, &point);
        if all > 0.0 {
            let value = target / all;
            let known = found.unwrap_or(Bounds::point(value));
            found = Some(Bounds { low: known.low.min(value), high: known.high.max(value) });
        }
    }
    found
}

fn problems() -> impl Strategy<Value = (Problem, Vec<Bounds>)> {
    let excluded = proptest::collection::vec(1_u32..5, 0..3);
    let required = proptest::option::weighted(0.2, 1_u32..5);
    // Tenths, so that no weight is so small that a quotient is all rounding.
    let prior = (0_u32..=10, 0_u32..=10, 0..3_u32);
    (lineages(), excluded, required, proptest::collection::vec(prior, 7)).prop_map(
        |(lineage, excluded, required, priors)| {
            let prior = |(one, other, wide): (u32, u32, u32)| {
                let (low, high) = (f64::from(one.min(other)) / 10.0, f64::from(one.max(other)) / 10.0);
                if wide == 0 { Bounds { low, high } } else { Bounds::point(low) }
            };
            let problem = Problem {
                lineage,
                excluded: excluded.into_iter().map(AtomId).collect(),
                required: required.map(AtomId).into_iter().collect(),
                constraints: Vec::new(),
            };
            (problem, priors.into_iter().map(prior).collect())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn posteriors_are_those_of_all_worlds((problem, priors) in problems()) {
        let wanted = corners(&problem, &priors);
        let found = Independent::new(&problem, priors, Allowance::default()).posterior(AtomId(0));
        match (found, wanted) {
            (Some(found), Some(wanted)) => {
                let Bounds { low, high } = found.bounds;
                prop_assert!(low <= wanted.low + 1e-9 && wanted.high <= high + 1e-9, "{found:?} {wanted:?}");
                if found.tightness == Tightness::Tight {
                    let near = (low - wanted.low).abs() < 1e-9 && (high - wanted.high).abs() < 1e-9;
                    prop_assert!(near, "{found:?} {wanted:?}");
                }
            }
            (None, None) => {}
            // Where only bounds are known, it may not be known either that no world is left.
            (Some(found), None) => prop_assert!(found.tightness == Tightness::Outer, "{found:?}"),
            (None, Some(wanted)) => prop_assert!(false, "none for {wanted:?}"),
        }
    }

    #[test]
    fn an_early_end_gives_bounds((problem, priors) in problems(), steps in 0_u64..200) {
        let wanted = corners(&problem, &priors);
        let allowance = Allowance { steps, memory: 20 };
        let found = Independent::new(&problem, priors, allowance).posterior(AtomId(0));
        if let (Some(found), Some(wanted)) = (found, wanted) {
            let Bounds { low, high } = found.bounds;
            prop_assert!(low <= wanted.low + 1e-9 && wanted.high <= high + 1e-9, "{found:?} {wanted:?}");
        }
    }
}

#[test]
fn few_intervals_have_their_ends_reached() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut tight, mut all) = (0, 0);
    for _ in 0..500 {
        let (problem, priors) = problems().new_tree(&mut runner).unwrap().current();
        if let Some(found) = Independent::new(&problem, priors, Allowance::default()).posterior(AtomId(0)) {
            all += 1;
            tight += usize::from(found.tightness == Tightness::Tight);
        }
    }
    assert!(all > 300 && tight * 100 >= all * 98, "{tight} of {all}");
}
