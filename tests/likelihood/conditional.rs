//! Conditional probabilities of random problems against a dense linear programme over all their worlds, in the form
//! of Charnes and Cooper: weights of worlds in which the condition has the weight 1.

use super::distributions::problems;
use super::{holds, truths};
use dashu_ratio::RBig;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem as Dense, SolveOutcome};
use proptest::prelude::*;
use strat::internals::likelihood::{
    AtomId, Bounds, Conditional, Distributions, Independent, Problem, Reach, Rule, Subject, Tightness,
};

fn worlds(problem: &Problem) -> Vec<(u32, Vec<bool>)> {
    (0..1_u32 << problem.lineage.priors().len())
        .map(|world| (world, holds(&problem.lineage, world)))
        .filter(|(_, truth)| problem.excluded.iter().all(|atom| !truth[atom.0 as usize]))
        .filter(|(_, truth)| problem.required.iter().all(|atom| truth[atom.0 as usize]))
        .collect()
}

/// The ends of the quotient, or that there is none.
fn dense(problem: &Problem, both: AtomId, given: AtomId) -> Option<(f64, f64)> {
    let worlds = worlds(problem);
    let one = |holds: bool| f64::from(u8::from(holds));
    let end = |direction| {
        let mut dense = Dense::new(direction);
        let weights: Vec<_> = worlds
            .iter()
            .map(|(_, truth)| dense.add_var(one(truth[both.0 as usize]), (0.0, f64::INFINITY)))
            .collect();
        if weights.is_empty() {
            return None;
        }
        let of_given =
            weights.iter().zip(&worlds).map(|(weight, (_, truth))| (*weight, one(truth[given.0 as usize])));
        dense.add_constraint(of_given.collect::<Vec<_>>(), ComparisonOp::Eq, 1.0);
        for constraint in &problem.constraints {
            let ends = [(&constraint.low, ComparisonOp::Ge), (&constraint.high, ComparisonOp::Le)];
            for (number, operator) in ends {
                let number = number.to_f64().value();
                let row = weights.iter().zip(&worlds).map(|(weight, (_, truth))| {
                    let coefficient = match constraint.subject {
                        Subject::Atom(atom) => one(truth[atom.0 as usize]) - number,
                        Subject::Conditional { body, both } => {
                            one(truth[both.0 as usize]) - number * one(truth[body.0 as usize])
                        }
                    };
                    (*weight, coefficient)
                });
                dense.add_constraint(row.collect::<Vec<_>>(), operator, 0.0);
            }
        }
        match dense.solve() {
            Ok(SolveOutcome::Solution(solution)) => Some(solution.objective()),
            Ok(outcome) => panic!("{outcome:?}"),
            Err(Error::Infeasible) => None,
            Err(error) => panic!("{error}"),
        }
    };
    Some((end(OptimizationDirection::Minimize)?, end(OptimizationDirection::Maximize)?))
}

fn asked(mut problem: Problem) -> (Problem, AtomId, AtomId) {
    let (asked, given) = (AtomId(0), AtomId(1));
    let both = problem.lineage.atom();
    problem.lineage.rule(both, Rule { positive: vec![asked, given], ..Rule::default() });
    (problem, both, given)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn conditional_intervals_are_those_of_a_dense_programme(problem in problems(), exact in prop_oneof![Just(0_usize), Just(16)]) {
        let (problem, both, given) = asked(problem);
        let reach = Reach { exact, ..Reach::default() };
        let found = Distributions::within_reach(&problem, &[both, given], reach).conditional(both, given);
        match (found, dense(&problem, both, given)) {
            (Conditional::Never | Conditional::Incoherent, None) => {}
            (Conditional::Within(found), Some((low, high))) => {
                prop_assert_eq!(found.tightness, Tightness::Tight);
                let (a, b) = (found.low.to_f64().value(), found.high.to_f64().value());
                prop_assert!((a - low).abs() < 1e-9 && (b - high).abs() < 1e-9, "{a} {b} for {low} {high}");
            }
            (found, wanted) => prop_assert!(false, "{found:?} for {wanted:?}"),
        }
    }

    #[test]
    fn what_is_given_up_holds_the_tightest(problem in problems(), nodes in 0_u64..40, branches in 0_usize..6) {
        let (problem, both, given) = asked(problem);
        let reach = Reach { few: 0, nodes, listed: 0, branches, exact: 16 };
        let found = Distributions::within_reach(&problem, &[both, given], reach).conditional(both, given);
        if let (Conditional::Within(found), Some((low, high))) = (found, dense(&problem, both, given)) {
            let (a, b) = (found.low.to_f64().value(), found.high.to_f64().value());
            prop_assert!(a <= low + 1e-9 && high <= b + 1e-9, "{a} {b} does not hold {low} {high}");
        }
    }

    #[test]
    fn posteriors_are_those_of_all_worlds(problem in problems(), priors in proptest::collection::vec(0_u32..=20, 16)) {
        let (problem, both, given) = asked(problem);
        let count = problem.lineage.priors().len();
        let prior = |at: usize| f64::from(priors[at % priors.len()]) / 20.0;
        let weight = |world: u32| {
            (0..count).map(|at| if world >> at & 1 == 1 { prior(at) } else { 1.0 - prior(at) }).product::<f64>()
        };
        let worlds = worlds(&problem);
        let sum = |atom: AtomId| worlds.iter().filter(|(_, truth)| truth[atom.0 as usize]).map(|(world, _)| weight(*world)).sum::<f64>();
        let bounds = (0..count).map(|at| Bounds::point(prior(at))).collect();
        let found = Independent::new(&problem, bounds, strat::internals::likelihood::Allowance::default()).conditional(both, given);
        if sum(given) > 1e-9 {
            let not_failing = |world: &u32| truths(&problem.lineage, *world).1[both.0 as usize];
            let kept = worlds.iter().filter(|(_, truth)| truth[given.0 as usize]).map(|(world, _)| *world);
            let most = kept.filter(not_failing).map(weight).sum::<f64>() / sum(given);
            let least = sum(both) / sum(given);
            let found = found.unwrap();
            prop_assert!((found.bounds.low - least).abs() < 1e-9 && (found.bounds.high - most).abs() < 1e-9, "{found:?} for {least} {most}");
        }
    }
}

#[test]
fn a_condition_without_probability_is_told() {
    let mut problem = Problem::default();
    let variable = problem.lineage.variable(0.5);
    let given = problem.lineage.atom();
    problem.lineage.rule(given, Rule { variables: vec![variable], ..Rule::default() });
    problem.constraints.push(strat::internals::likelihood::Constraint {
        subject: Subject::Atom(given),
        low: RBig::ZERO,
        high: RBig::ZERO,
    });
    let found = Distributions::new(&problem, &[given]).conditional(given, given);
    assert_eq!(found, Conditional::Never);
}
