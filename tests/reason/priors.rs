//! Likelihoods of small random analyses that are `independent`, by their definition: the theory is evaluated anew
//! in every world, a world weighs the product of its choices, and the ends of ranges are tried in every combination.

use super::likely::{Claim, Flat, World, generate, sentence, worlds};
use super::small;
use std::collections::BTreeMap;
use strat::model::Model;
use strat::model::statement::Stated;
use strat::reason::{Options, Session};
use strat::report::{Command, Width};
use strat::syntax::ast::Sign;

/// The prior of each claim that a world is a choice of.
fn priors(model: &Model) -> BTreeMap<Claim, (f64, f64)> {
    let range = |stated: &Stated| match stated {
        Stated::Range(range) => (range.low().to_f64(), range.high().to_f64()),
        Stated::Possible => (0.0, 1.0),
    };
    let mut found = BTreeMap::new();
    for (id, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        if let Some(likelihood) = &statement.attribution.likelihood {
            found.insert(Claim::Statement(id), range(&likelihood.stated));
        }
    }
    for (symbol, hypothesis) in &model.hypotheses {
        let likelihood = hypothesis.attribution.likelihood.as_ref();
        let prior = likelihood.map_or((0.0, 1.0), |likelihood| range(&likelihood.stated));
        found.insert(Claim::Hypothesis(*symbol), prior);
    }
    found
}

/// The least and the greatest probability of a sentence given that no world is impossible.
fn ends(worlds: &[World], priors: &BTreeMap<Claim, (f64, f64)>, sentence: &str) -> Option<(f64, f64)> {
    let open: Vec<&Claim> =
        priors.iter().filter(|(_, (low, high))| low < high).map(|(claim, _)| claim).collect();
    let mut found: Option<(f64, f64)> = None;
    for corner in 0..1_u32 << open.len() {
        let prior = |claim: &Claim| {
            let (low, high) = priors[claim];
            match open.iter().position(|one| *one == claim) {
                Some(at) if corner >> at & 1 == 1 => high,
                _ => low,
            }
        };
        let point: Vec<(&Claim, f64)> = priors.keys().map(|claim| (claim, prior(claim))).collect();
        let (mut all, mut yes) = (0.0, 0.0);
        for world in worlds {
            let factor = |(claim, prior): &(&Claim, f64)| {
                if world.chosen.contains(claim) { *prior } else { 1.0 - prior }
            };
            let weight: f64 = point.iter().map(factor).product();
            all += weight;
            yes += if world.holds.contains(sentence) { weight } else { 0.0 };
        }
        if all > 0.0 {
            let value = yes / all;
            let (low, high) = found.unwrap_or((value, value));
            found = Some((low.min(value), high.max(value)));
        }
    }
    found
}

#[test]
fn priors_are_weighed_over_all_worlds() {
    let (mut tight, mut all) = (0, 0);
    for seed in 0..300 {
        let mut said = generate(seed);
        said.text.insert_str(0, "analysis a \"a\", independent.\n");
        let model = small(&said.text);
        let Some(worlds) = worlds(&model, &said, Flat::Believed, 7) else { continue };
        let priors = priors(&model);
        let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
        for name in ["p0", "p1", "p2", "p3"] {
            for (sign, text) in
                [(Sign::Positive, format!("{name} holds")), (Sign::Negative, format!("{name} does not hold"))]
            {
                // What has no world says nothing of what it does not bear on.
                let Some((low, high)) = ends(&worlds, &priors, &text) else { continue };
                let found =
                    session.likelihood_of(&sentence(&model, name, sign)).map_err(|stop| stop.0).unwrap();
                let found =
                    found.unwrap_or_else(|| panic!("{seed}: {text}: none for {low} {high}\n{}", said.text));
                let (a, b) = (found.range.low().to_f64(), found.range.high().to_f64());
                let told = format!("{seed}: {text}: {a} {b} for {low} {high}\n{}", said.text);
                assert!(a <= low + 1e-9 && high <= b + 1e-9, "{told}");
                all += 1;
                if found.width == Width::Tightest {
                    tight += 1;
                    assert!((a - low).abs() < 1e-9 && (b - high).abs() < 1e-9, "{told}");
                }
            }
        }
    }
    assert!(all > 800 && tight * 20 > all * 19, "{tight} of {all}");
}
