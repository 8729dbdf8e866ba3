//! Forecasts of one sentence with different days against linear programmes over what may come about when.
//!
//! A state says up to which day it is settled that nothing comes about, and from which day on that it has: what
//! is true by one day is true by the later ones, and what is denied by one day is denied by the earlier ones.

use super::generate::Dice;
use super::likely::{agrees, sentence};
use super::small;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome};
use strat::internals::reason::{Options, Session};
use strat::internals::syntax::ast::Sign;
use strat::report::Command;

const DAYS: usize = 3;

const HEDGES: [(&str, f64, f64); 4] =
    [("unlikely", 0.2, 0.45), ("roughly even chance", 0.45, 0.55), ("likely", 0.55, 0.8), ("60%", 0.6, 0.6)];

/// A forecast by a day, counted from one.
struct Forecast {
    day: usize,
    denied: bool,
    low: f64,
    high: f64,
}

/// The ends of the probability that it comes about by the last of the days, or that it is denied by the first.
fn ends(forecasts: &[Forecast], sign: Sign) -> Option<(f64, f64)> {
    let said = |day: usize, denied: bool| forecasts.iter().any(|one| one.day == day && one.denied == denied);
    // Denied up to a day, none being 0; true from a day on, none being the day after the last.
    let mut states = Vec::new();
    for denied in (0..=DAYS).filter(|day| *day == 0 || said(*day, true)) {
        for from in (denied + 1..=DAYS + 1).filter(|day| *day > DAYS || said(*day, false)) {
            states.push((denied, from));
        }
    }
    let holds = |(until, from): (usize, usize), day: usize, denied: bool| {
        f64::from(u8::from(if denied { until >= day } else { from <= day }))
    };
    let end = |direction| {
        let mut dense = Problem::new(direction);
        let goal = |state| match sign {
            Sign::Positive => holds(state, DAYS, false),
            Sign::Negative => holds(state, 1, true),
        };
        let variables: Vec<_> =
            states.iter().map(|state| dense.add_var(goal(*state), (0.0, f64::INFINITY))).collect();
        dense.add_constraint(variables.iter().map(|variable| (*variable, 1.0)), ComparisonOp::Eq, 1.0);
        for one in forecasts {
            for (number, operator) in [(one.low, ComparisonOp::Ge), (one.high, ComparisonOp::Le)] {
                let row = variables.iter().zip(&states);
                let row = row.map(|(variable, state)| (*variable, holds(*state, one.day, one.denied)));
                dense.add_constraint(row.collect::<Vec<_>>(), operator, number);
            }
        }
        match dense.solve() {
            Ok(SolveOutcome::Solution(solution)) => Some(solution.objective()),
            Err(Error::Infeasible) => None,
            other => panic!("{other:?}"),
        }
    };
    Some((end(OptimizationDirection::Minimize)?, end(OptimizationDirection::Maximize)?))
}

#[test]
fn forecasts_of_one_sentence_are_ordered_by_their_days() {
    let (mut coherent, mut incoherent) = (0, 0);
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let mut text = String::from("analysis a \"a\" as of 2024-01-01.\nproposition p0.\nsource ann.\n");
        let mut forecasts = Vec::new();
        for number in 0..1 + dice.roll(4) {
            let (day, denied) = (1 + dice.roll(DAYS), dice.chance(50));
            let (word, low, high) = HEDGES[dice.roll(HEDGES.len())];
            let not = if denied { "not " } else { "" };
            text.push_str(&format!(
                "forecast f{number}: {not}p0 holds, {word}, according to ann, by {}-06-30.\n",
                2024 + day
            ));
            forecasts.push(Forecast { day, denied, low, high });
        }
        let model = small(&text);
        let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
        let wanted = ends(&forecasts, Sign::Positive);
        for sign in [Sign::Positive, Sign::Negative] {
            let found = session.likelihood_of(&sentence(&model, "p0", sign)).map_err(|stop| stop.0).unwrap();
            let wanted = ends(&forecasts, sign);
            assert!(agrees(&found, wanted), "{seed}: {sign:?}: {found:?} for {wanted:?}\n{text}");
        }
        session.check().map_err(|stop| stop.0).unwrap();
        let told = session.report.diagnostics.iter().any(|one| one.code.number() == "S0511");
        assert_eq!(told, wanted.is_none(), "{seed}: {:?}\n{text}", session.report.diagnostics);
        if told { incoherent += 1 } else { coherent += 1 }
    }
    assert!(coherent > 100 && incoherent > 50, "{coherent} {incoherent}");
}
