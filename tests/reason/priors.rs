//! Likelihoods of small random analyses that are `independent`, by their definition: the theory is evaluated anew
//! in every world, a world weighs the product of its choices, and the ends of ranges are tried in every combination.

use super::likely::{Claim, Flat, Said, Unsaid, World, generate, sentence, worlds};
use super::small;
use std::collections::BTreeMap;
use strat::internals::model::Model;
use strat::internals::model::statement::Stated;
use strat::internals::model::write::Variables;
use strat::internals::reason::{Options, Session};
use strat::internals::syntax::ast::Sign;
use strat::report::{Command, Width};

/// A statement, or two of which one at most is true: for each the claims that speak of it and what they leave room for.
struct Unit {
    outcomes: Vec<(Vec<Claim>, (f64, f64))>,
    /// Whether one of two has to be true.
    exhaustive: bool,
}

impl Unit {
    /// The priors of the outcomes at each corner of what they may be.
    fn corners(&self) -> Vec<Vec<f64>> {
        let ranges: Vec<(f64, f64)> = self.outcomes.iter().map(|(_, range)| *range).collect();
        let [(a, b), (c, d)] = ranges[..] else { return vec![vec![ranges[0].0], vec![ranges[0].1]] };
        let mut corners: Vec<Vec<f64>> =
            [(a, c), (a, d), (b, c), (b, d)].map(|(one, other)| vec![one, other]).to_vec();
        corners.extend([a, b].map(|one| vec![one, 1.0 - one]));
        corners.extend([c, d].map(|other| vec![1.0 - other, other]));
        let inside = |point: &Vec<f64>| {
            let (one, other) = (point[0], point[1]);
            let sum = one + other;
            a - 1e-12 <= one
                && one <= b + 1e-12
                && c - 1e-12 <= other
                && other <= d + 1e-12
                && sum <= 1.0 + 1e-12
                && (!self.exhaustive || sum >= 1.0 - 1e-12)
        };
        corners.retain(inside);
        corners
    }

    /// The weight of a choice under priors; claims of one thing are true together or not at all.
    fn weight(&self, world: &World, point: &[f64]) -> f64 {
        let mut truths = Vec::new();
        for (claims, _) in &self.outcomes {
            let chosen = claims.iter().filter(|claim| world.chosen.contains(claim)).count();
            if chosen != 0 && chosen != claims.len() {
                return 0.0;
            }
            truths.push(chosen > 0);
        }
        match truths[..] {
            [true] => point[0],
            [false] => 1.0 - point[0],
            [true, false] => point[0],
            [false, true] => point[1],
            [false, false] => (1.0 - point[0] - point[1]).max(0.0),
            _ => 0.0,
        }
    }
}

/// What is independent of each other; `None` where opinions leave each other no room.
fn units(model: &Model, said: &Said, worlds: &[World]) -> Option<Vec<Unit>> {
    let range = |stated: &Stated| match stated {
        Stated::Range(range) => (range.low().to_f64(), range.high().to_f64()),
        Stated::Possible => (0.0, 1.0),
    };
    let mut opinions: BTreeMap<String, (Vec<Claim>, (f64, f64))> = BTreeMap::new();
    let mut units = Vec::new();
    for (id, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        let Some(likelihood) = &statement.attribution.likelihood else { continue };
        let (claim, (low, high)) = (Claim::Statement(id), range(&likelihood.stated));
        if statement.body.is_some() {
            units.push(Unit { outcomes: vec![(vec![claim], (low, high))], exhaustive: false });
            continue;
        }
        let text = model.write(&statement.heads[0], Variables::Anonymous).replace(" does not hold", " not");
        let known = opinions.entry(text).or_insert((Vec::new(), (0.0, 1.0)));
        known.0.push(claim);
        known.1 = (known.1.0.max(low), known.1.1.min(high));
    }
    let mut raised = Vec::new();
    for (symbol, hypothesis) in &model.hypotheses {
        let likelihood = hypothesis.attribution.likelihood.as_ref();
        let prior = likelihood.map_or((0.0, 1.0), |likelihood| range(&likelihood.stated));
        raised.push((vec![Claim::Hypothesis(*symbol)], prior));
    }
    // What a hypothesis alone says and others say too is one thing.
    let alone: Vec<String> = said
        .raised
        .iter()
        .map(|one| match one.strip_prefix("not ") {
            Some(rest) => rest.replace(" holds", " not"),
            None => one.clone(),
        })
        .collect();
    for (at, text) in alone.iter().enumerate() {
        if alone.iter().filter(|other| *other == text).count() == 1
            && let Some((claims, (low, high))) = opinions.remove(text)
        {
            raised[at].0.extend(claims);
            raised[at].1 = (raised[at].1.0.max(low), raised[at].1.1.min(high));
        }
    }
    if !raised.is_empty() {
        units.push(Unit { outcomes: raised, exhaustive: said_exhaustive(model) });
    }
    // What cannot hold together has one outcome, where both leave room for it and neither is denied.
    let opposite = |text: &str| match text.strip_suffix(" not") {
        Some(name) => format!("{name} holds"),
        None => text.replace(" holds", " not"),
    };
    for (positive, negative) in &said.impossible {
        let [one, other] = positive.as_slice() else { continue };
        let texts = [one, other].map(|literal| match literal.strip_prefix("not ") {
            Some(rest) => rest.replace(" holds", " not"),
            None => literal.clone(),
        });
        let alone = |text: &String| opinions.contains_key(text) && !opinions.contains_key(&opposite(text));
        let room = |text: &String| opinions.get(text).map_or(0.0, |(_, (low, _))| *low);
        let [first, second] = &texts;
        // What would excuse it has no say where it holds in no world.
        let excuse = |literal: &String| match literal.strip_prefix("not ") {
            Some(rest) => rest.replace(" holds", " does not hold"),
            None => literal.clone(),
        };
        let excused = |literal: &String| worlds.iter().any(|world| world.possible.contains(&excuse(literal)));
        if !negative.iter().any(excused)
            && first != second
            && texts.iter().all(alone)
            && room(first) + room(second) <= 1.0 + 1e-12
        {
            let outcomes = texts.iter().filter_map(|text| opinions.remove(text)).collect();
            units.push(Unit { outcomes, exhaustive: false });
        }
    }
    while let Some((text, opinion)) = opinions.pop_first() {
        let mut outcomes = vec![opinion];
        outcomes.extend(opinions.remove(&opposite(&text)));
        units.push(Unit { outcomes, exhaustive: false });
    }
    let room =
        |unit: &Unit| unit.outcomes.iter().all(|(_, (low, high))| low <= high) && !unit.corners().is_empty();
    units.iter().all(room).then_some(units)
}

/// Whether one hypothesis of the question has to hold.
fn said_exhaustive(model: &Model) -> bool {
    model.questions.iter().any(|question| !question.open)
}

/// The least and the greatest probability of a sentence given that no world is impossible.
fn ends(worlds: &[World], units: &[Unit], sentence: &str) -> Option<(f64, f64)> {
    let mut points: Vec<Vec<Vec<f64>>> = vec![Vec::new()];
    for unit in units {
        let with = |point: &Vec<Vec<f64>>| {
            unit.corners()
                .into_iter()
                .map(|corner| [point.clone(), vec![corner]].concat())
                .collect::<Vec<_>>()
        };
        points = points.iter().flat_map(with).collect();
    }
    let mut found: Option<(f64, f64)> = None;
    for point in points {
        let (mut all, mut holding, mut not_failing) = (0.0, 0.0, 0.0);
        for world in worlds {
            let weight: f64 =
                units.iter().zip(&point).map(|(unit, corner)| unit.weight(world, corner)).product();
            all += weight;
            holding += if world.holds.contains(sentence) { weight } else { 0.0 };
            not_failing += if world.possible.contains(sentence) { weight } else { 0.0 };
        }
        if all > 1e-12 {
            let (least, most) = (holding / all, not_failing / all);
            let (low, high) = found.unwrap_or((least, most));
            found = Some((low.min(least), high.max(most)));
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
        let Some(worlds) = worlds(&said.text, &said, Flat::Believed, Unsaid::Excluded, 7) else { continue };
        let Some(units) = units(&model, &said, &worlds) else { continue };
        let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
        for name in ["p0", "p1", "p2", "p3"] {
            for (sign, text) in
                [(Sign::Positive, format!("{name} holds")), (Sign::Negative, format!("{name} does not hold"))]
            {
                // What has no world says nothing of what it does not bear on.
                let Some((low, high)) = ends(&worlds, &units, &text) else { continue };
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
