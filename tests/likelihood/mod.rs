//! Counts of random lineages against all their worlds, and of the shapes of the benchmarks.

mod conditional;
mod distributions;
mod independent;

use proptest::prelude::*;
use strat::internals::likelihood::{Allowance, AtomId, Lineage, Rule, VariableId, count};

/// The atoms that hold in a world.
fn holds(lineage: &Lineage, world: u32) -> Vec<bool> {
    truths(lineage, world).0
}

/// The atoms that hold in a world, and those that do not fail, by iterating the alternating fixpoint on whole sets.
fn truths(lineage: &Lineage, world: u32) -> (Vec<bool>, Vec<bool>) {
    let least = |blocked: &[bool]| {
        let mut model = vec![false; lineage.atoms()];
        loop {
            let before = model.clone();
            for (head, rule) in lineage.rules() {
                let met = rule.variables.iter().all(|variable| world >> variable.0 & 1 == 1)
                    && rule.positive.iter().all(|atom| model[atom.0 as usize])
                    && rule.negative.iter().all(|atom| !blocked[atom.0 as usize]);
                if met {
                    model[head.0 as usize] = true;
                }
            }
            if model == before {
                return model;
            }
        }
    };
    let mut upper = least(&vec![false; lineage.atoms()]);
    loop {
        let lower = least(&upper);
        let next = least(&lower);
        if next == upper {
            return (lower, upper);
        }
        upper = next;
    }
}

fn enumerated(lineage: &Lineage) -> f64 {
    let worlds = 0..1_u32 << lineage.priors().len();
    let weight = |world: u32| {
        let factors = lineage.priors().iter().enumerate();
        factors.map(|(at, prior)| if world >> at & 1 == 1 { *prior } else { 1.0 - prior }).product::<f64>()
    };
    worlds.filter(|world| holds(lineage, *world)[0]).map(weight).sum()
}

fn lineages() -> impl Strategy<Value = Lineage> {
    let body = (
        0_u32..5,
        proptest::collection::vec(0_u32..7, 0..3),
        proptest::collection::vec(0_u32..5, 0..3),
        proptest::collection::vec(0_u32..5, 0..2),
        0..3,
    );
    (proptest::collection::vec(0.0..=1.0_f64, 7), proptest::collection::vec(body, 1..14)).prop_map(
        |(priors, rules)| {
            let mut lineage = Lineage::new();
            for prior in priors {
                lineage.variable(prior);
            }
            for _ in 0..5 {
                lineage.atom();
            }
            for (head, variables, positive, negative, denies) in rules {
                let rule = Rule {
                    variables: variables.into_iter().map(VariableId).collect(),
                    positive: positive.into_iter().map(AtomId).collect(),
                    negative: negative.into_iter().filter(|_| denies == 0).map(AtomId).collect(),
                };
                lineage.rule(AtomId(head), rule);
            }
            lineage
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn counts_are_those_of_all_worlds(lineage in lineages()) {
        let found = count(&lineage, AtomId(0), Allowance::default());
        let wanted = enumerated(&lineage);
        prop_assert!((found.low - wanted).abs() < 1e-9 && (found.high - wanted).abs() < 1e-9,
            "{found:?} for {wanted}");
    }

    #[test]
    fn an_early_end_gives_bounds_that_hold_the_count(lineage in lineages(), steps in 0_u64..100) {
        let found = count(&lineage, AtomId(0), Allowance { steps, memory: 10 });
        let wanted = enumerated(&lineage);
        prop_assert!(found.low <= wanted + 1e-9 && wanted <= found.high + 1e-9, "{found:?} for {wanted}");
    }
}

#[test]
fn many_causes_of_one_effect_are_multiplied_out() {
    let mut lineage = Lineage::new();
    let effect = lineage.atom();
    let mut none = 1.0;
    for at in 0..5000_u32 {
        let (one, other) = (0.0001 + f64::from(at) * 1e-8, 0.5);
        let variables = vec![lineage.variable(one), lineage.variable(other)];
        lineage.rule(effect, Rule { variables, ..Rule::default() });
        none *= 1.0 - one * other;
    }
    let found = count(&lineage, effect, Allowance::default());
    assert!((found.low - (1.0 - none)).abs() < 1e-9 && found.low == found.high, "{found:?}");
}

/// A network from a seed: each place leads to the next and to others at most six further on.
fn forward(places: u32, edges: usize) -> (Lineage, Vec<(u32, u32, f64)>) {
    let mut seed = 7_u64;
    let mut random = |below: u32| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) % u64::from(below)) as u32
    };
    let mut all: std::collections::BTreeSet<(u32, u32)> = (1..places).map(|at| (at - 1, at)).collect();
    while all.len() < edges {
        let (from, by) = (random(places), 1 + random(6));
        if from + by < places {
            all.insert((from, from + by));
        }
    }
    let mut lineage = Lineage::new();
    let atoms: Vec<AtomId> = (0..places).map(|_| lineage.atom()).collect();
    lineage.rule(atoms[places as usize - 1], Rule::default());
    let mut made = Vec::new();
    for (from, to) in all {
        let prior = 0.2 + f64::from(random(700)) / 1000.0;
        let variables = vec![lineage.variable(prior)];
        lineage.rule(
            atoms[from as usize],
            Rule { variables, positive: vec![atoms[to as usize]], ..Rule::default() },
        );
        made.push((from, to, prior));
    }
    (lineage, made)
}

/// By the transfer matrix over which of the next six places are reached: an independent exact method.
fn transferred(places: u32, edges: &[(u32, u32, f64)]) -> f64 {
    let mut states = std::collections::BTreeMap::from([(1_u32, 1.0)]);
    for at in 0..places - 1 {
        for (_, to, prior) in edges.iter().filter(|(from, ..)| *from == at) {
            let mut next = std::collections::BTreeMap::new();
            for (reached, weight) in states {
                if reached & 1 == 1 {
                    *next.entry(reached | 1 << (to - at)).or_insert(0.0) += weight * prior;
                    *next.entry(reached).or_insert(0.0) += weight * (1.0 - prior);
                } else {
                    *next.entry(reached).or_insert(0.0) += weight;
                }
            }
            states = next;
        }
        let mut moved = std::collections::BTreeMap::new();
        for (reached, weight) in states {
            *moved.entry(reached >> 1).or_insert(0.0) += weight;
        }
        states = moved;
    }
    states.into_iter().filter(|(reached, _)| reached & 1 == 1).map(|(_, weight)| weight).sum()
}

#[test]
fn long_forward_networks_agree_with_a_transfer_matrix() {
    for (places, edges) in [(20, 50), (40, 120), (60, 180)] {
        let (lineage, edges) = forward(places, edges);
        let found = count(&lineage, AtomId(0), Allowance::default());
        let wanted = transferred(places, &edges);
        assert!(
            (found.low - wanted).abs() < 1e-9 && (found.high - wanted).abs() < 1e-9,
            "{found:?} {wanted}"
        );
    }
}
