//! Posteriors of random problems against the sum over all their worlds, intervals of priors against all corners.

use super::{lineages, truths};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use strat::internals::likelihood::{
    Allowance, AtomId, Bounds, Choice, Independent, Problem, Tightness, VariableId,
};

/// The weight of the worlds that are left, and of those in which atom 0 holds, and in which it does not fail.
fn weights(problem: &Problem, priors: &[f64]) -> (f64, f64, f64) {
    let (mut all, mut holding, mut not_failing) = (0.0, 0.0, 0.0);
    for world in 0..1_u32 << priors.len() {
        let (certain, possible) = truths(&problem.lineage, world);
        let out = problem.excluded.iter().any(|atom| certain[atom.0 as usize])
            || problem.required.iter().any(|atom| !certain[atom.0 as usize]);
        if out {
            continue;
        }
        let weight = weight(problem, priors, world);
        all += weight;
        if certain[0] {
            holding += weight;
        }
        if possible[0] {
            not_failing += weight;
        }
    }
    (all, holding, not_failing)
}

/// The weight of a world: of each choice one outcome has its own prior, or none what is left.
fn weight(problem: &Problem, priors: &[f64], world: u32) -> f64 {
    let is_true = |at: usize| world >> at & 1 == 1;
    let mut weight = 1.0;
    let mut chosen = vec![false; priors.len()];
    for choice in &problem.choices {
        let members: Vec<usize> = choice.variables.iter().map(|variable| variable.0 as usize).collect();
        let taken: Vec<usize> = members.iter().copied().filter(|at| is_true(*at)).collect();
        weight *= match taken[..] {
            [] => 1.0 - members.iter().map(|at| priors[*at]).sum::<f64>(),
            [one] => priors[one],
            _ => 0.0,
        };
        members.iter().for_each(|at| chosen[*at] = true);
    }
    for (at, prior) in priors.iter().enumerate().filter(|(at, _)| !chosen[*at]) {
        weight *= if is_true(at) { *prior } else { 1.0 - prior };
    }
    weight
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
        let (all, holding, not_failing) = weights(problem, &point);
        if all > 1e-12 {
            let (low, high) = (holding / all, not_failing / all);
            let known = found.unwrap_or(Bounds { low, high });
            found = Some(Bounds { low: known.low.min(low), high: known.high.max(high) });
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
                choices: Vec::new(),
            };
            (problem, priors.into_iter().map(prior).collect())
        },
    )
}

/// Problems in which the first statements are the outcomes of a choice, with points for their priors that add up.
fn with_a_choice() -> impl Strategy<Value = (Problem, Vec<Bounds>)> {
    (problems(), 2_u32..5, proptest::collection::vec(1_u32..9, 5), any::<bool>()).prop_map(
        |((mut problem, mut priors), count, shares, exhaustive)| {
            problem.choices.push(Choice { variables: (0..count).map(VariableId).collect(), exhaustive });
            let shares: Vec<f64> = shares.into_iter().map(f64::from).collect();
            let none = if exhaustive { 0.0 } else { shares[count as usize] };
            let sum: f64 = shares.iter().take(count as usize).sum::<f64>() + none;
            for (prior, share) in priors.iter_mut().zip(&shares).take(count as usize) {
                *prior = Bounds::point(share / sum);
            }
            (problem, priors)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn one_outcome_of_a_choice_is_true((problem, priors) in with_a_choice()) {
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
            (found, wanted) => {
                prop_assert!(found.is_some_and(|found| found.tightness == Tightness::Outer), "{wanted:?}");
            }
        }
    }

    /// Priors of a choice that are intervals: whatever they are, the posterior is among those that are told.
    #[test]
    fn outcomes_with_intervals((problem, points) in with_a_choice(), width in 0.0..0.3_f64) {
        let wide = |prior: &Bounds| Bounds { low: (prior.low - width).max(0.0), high: (prior.high + width).min(1.0) };
        let mut priors = points.clone();
        let count = problem.choices[0].variables.len();
        priors[..count].iter_mut().for_each(|prior| *prior = wide(prior));
        let found = Independent::new(&problem, priors, Allowance::default()).posterior(AtomId(0));
        if let (Some(found), Some(inside)) = (found, corners(&problem, &points)) {
            let Bounds { low, high } = found.bounds;
            prop_assert!(low <= inside.low + 1e-9 && inside.high <= high + 1e-9, "{found:?} {inside:?}");
        }
    }
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
