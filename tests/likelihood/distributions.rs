//! Intervals and coherence of random problems against a dense linear programme over all their worlds.

use super::{holds, lineages};
use dashu_ratio::RBig;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem as Dense, SolveOutcome};
use proptest::prelude::*;
use strat::internals::likelihood::{
    AtomId, Coherence, Constraint, Distributions, Problem, Reach, Rule, Subject, Tightness, VariableId,
};

/// What a dense programme over all worlds says: the ends of the interval of atom 0, or that there is none.
fn dense(problem: &Problem, active: &dyn Fn(usize) -> bool) -> Option<(f64, f64)> {
    let end = |direction| {
        let mut dense = Dense::new(direction);
        let worlds: Vec<Vec<bool>> = (0..1_u32 << problem.lineage.priors().len())
            .map(|world| holds(&problem.lineage, world))
            .filter(|truth| problem.excluded.iter().all(|atom| !truth[atom.0 as usize]))
            .filter(|truth| problem.required.iter().all(|atom| truth[atom.0 as usize]))
            .collect();
        let variables: Vec<_> = worlds
            .iter()
            .map(|truth| dense.add_var(f64::from(u8::from(truth[0])), (0.0, f64::INFINITY)))
            .collect();
        if variables.is_empty() {
            return None;
        }
        dense.add_constraint(variables.iter().map(|v| (*v, 1.0)), ComparisonOp::Eq, 1.0);
        for (_, constraint) in problem.constraints.iter().enumerate().filter(|(at, _)| active(*at)) {
            let ends = [(&constraint.low, ComparisonOp::Ge), (&constraint.high, ComparisonOp::Le)];
            for (number, operator) in ends {
                let number = number.to_f64().value();
                let row = variables.iter().zip(&worlds).map(|(variable, truth)| {
                    let coefficient = match constraint.subject {
                        Subject::Atom(atom) => f64::from(u8::from(truth[atom.0 as usize])) - number,
                        Subject::Conditional { body, both } => {
                            let body = f64::from(u8::from(truth[body.0 as usize]));
                            f64::from(u8::from(truth[both.0 as usize])) - number * body
                        }
                    };
                    (*variable, coefficient)
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

fn tenths(number: u32) -> RBig {
    RBig::from(number) / RBig::from(20)
}

pub(super) fn problems() -> impl Strategy<Value = Problem> {
    let constraint = (0_u32..8, 0_u32..=20, 0_u32..=20);
    let constraints = proptest::collection::vec(constraint, 0..5);
    let excluded = proptest::option::weighted(0.3, 1_u32..5);
    let required = proptest::option::weighted(0.2, 1_u32..5);
    (lineages(), constraints, excluded, required).prop_map(
        |(mut lineage, constraints, excluded, required)| {
            let constraints = constraints
                .into_iter()
                .map(|(subject, one, other)| {
                    let subject = if subject < 5 {
                        Subject::Atom(AtomId(subject))
                    } else {
                        let (body, both) = (AtomId(subject - 5), lineage.atom());
                        let variables = vec![VariableId(subject % 7)];
                        lineage.rule(both, Rule { variables, positive: vec![body], ..Rule::default() });
                        Subject::Conditional { body, both }
                    };
                    Constraint { subject, low: tenths(one.min(other)), high: tenths(one.max(other)) }
                })
                .collect();
            Problem {
                lineage,
                excluded: excluded.into_iter().map(AtomId).collect(),
                required: required.into_iter().map(AtomId).collect(),
                constraints,
                choices: Vec::new(),
            }
        },
    )
}

/// The interval where this much work is allowed, and what a dense programme says, hold together: the first is the
/// second where it is called tight, else it holds it.
fn held(problem: &Problem, reach: Reach) -> Result<Option<Tightness>, TestCaseError> {
    let target = AtomId(0);
    let found = Distributions::within_reach(problem, &[target], reach).interval(&|_| true, target);
    match (found, dense(problem, &|_| true)) {
        (None, None) => Ok(None),
        (Some(found), Some((low, high))) => {
            let (a, b) = (found.low.to_f64().value(), found.high.to_f64().value());
            let slack = if found.tightness == Tightness::Tight { 1e-9 } else { 1.0 };
            prop_assert!(a <= low + 1e-9 && high <= b + 1e-9, "{a} {b} does not hold {low} {high}");
            prop_assert!(low - a <= slack && b - high <= slack, "{a} {b} for {low} {high}");
            Ok(Some(found.tightness))
        }
        // That nothing satisfies the constraints may not be found out.
        (Some(found), None) => {
            prop_assert_eq!(found.tightness, Tightness::Outer);
            Ok(Some(Tightness::Outer))
        }
        (found, wanted) => {
            prop_assert!(false, "{:?} for {:?}", found, wanted);
            Ok(None)
        }
    }
}

/// No way to the worlds but this one.
const NOWHERE: Reach = Reach { few: 0, nodes: 0, listed: 0, branches: 0, exact: 16 };

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn intervals_are_those_of_a_dense_programme(problem in problems()) {
        let target = AtomId(0);
        let found = Distributions::new(&problem, &[target]).interval(&|_| true, target);
        let wanted = dense(&problem, &|_| true);
        match (found, wanted) {
            (None, None) => {}
            (Some(found), Some((low, high))) => {
                prop_assert_eq!(found.tightness, Tightness::Tight);
                let (a, b) = (found.low.to_f64().value(), found.high.to_f64().value());
                prop_assert!((a - low).abs() < 1e-9 && (b - high).abs() < 1e-9, "{a} {b} for {low} {high}");
            }
            (found, wanted) => prop_assert!(false, "{found:?} for {wanted:?}"),
        }
    }

    #[test]
    fn worlds_in_a_diagram_are_all_worlds(problem in problems()) {
        let found = held(&problem, Reach { nodes: 1_000_000, ..NOWHERE })?;
        prop_assert!(found != Some(Tightness::Outer));
    }

    #[test]
    fn rounded_numbers_lead_to_exact_ones(problem in problems()) {
        let found = held(&problem, Reach { exact: 0, ..Reach::default() })?;
        prop_assert!(found != Some(Tightness::Outer));
    }

    #[test]
    fn worlds_that_are_sought_are_all_worlds(problem in problems()) {
        let found = held(&problem, Reach { branches: 3_000, ..NOWHERE })?;
        let negation = problem.lineage.rules().any(|(_, rule)| !rule.negative.is_empty());
        prop_assert!(negation || found != Some(Tightness::Outer));
    }

    #[test]
    fn an_interval_that_was_given_up_holds_the_tightest(
        problem in problems(), nodes in 0_u64..40, branches in 0_usize..6
    ) {
        held(&problem, Reach { nodes, branches, ..NOWHERE })?;
    }

    #[test]
    fn what_cannot_hold_together_is_shown(problem in problems()) {
        for exact in [0, 16] {
        let mut distributions = Distributions::within_reach(&problem, &[], Reach { exact, ..Reach::default() });
        match distributions.coherence(&|_| true) {
            Coherence::Coherent => prop_assert!(dense(&problem, &|_| true).is_some()),
            Coherence::Impossible => prop_assert!(dense(&problem, &|_| false).is_none()),
            Coherence::Unknown => prop_assert!(false, "a small problem is known"),
            Coherence::Incoherent(multipliers) => {
                prop_assert!(dense(&problem, &|_| true).is_none());
                // The constraints that take part cannot be satisfied by themselves.
                let part = |at: usize| multipliers[at].iter().any(|multiplier| *multiplier != RBig::ZERO);
                prop_assert!(dense(&problem, &part).is_none());
            }
        }
        }
    }
}
