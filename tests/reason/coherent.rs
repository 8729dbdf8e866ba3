//! Sets of likelihoods that are said not to hold together, against linear programmes over all worlds: they cannot,
//! and without any one of them they can.

use super::likely::{Claim, Flat, Hedged, Said, Unsaid, World, dense, generate, is_recursive, worlds};
use super::small;
use std::collections::BTreeSet;
use strat::internals::model::Model;
use strat::internals::model::write::Variables;
use strat::internals::reason::{Options, Session};
use strat::report::Command;
use strat::source::Span;

/// The claim of an analysis that a label points into.
fn pointed(model: &Model, span: Span) -> Option<Claim> {
    let inside = |outer: Span| outer.file == span.file && outer.start <= span.start && span.end <= outer.end;
    let hypotheses = model.hypotheses.iter().filter_map(|(symbol, hypothesis)| {
        let likelihood = hypothesis.attribution.likelihood.as_ref()?;
        (likelihood.span == span).then_some(Claim::Hypothesis(*symbol))
    });
    let statements = model.statements().filter(|(id, statement)| model.is_own(*id) && inside(statement.span));
    hypotheses.chain(statements.map(|(id, _)| Claim::Statement(id))).next()
}

/// Whether some distribution over all worlds satisfies these claims, everything else being free.
fn satisfied(model: &Model, said: &Said, worlds: &[World], claims: &BTreeSet<Claim>) -> bool {
    let mut part = Said::default();
    let mut flat = BTreeSet::new();
    for claim in claims {
        let (attribution, literal, rule) = match claim {
            Claim::Statement(id) => {
                let statement = model.statement(*id).unwrap();
                let rule = said.rules.iter().find(|rule| statement.name == format!("r{}", rule.number));
                (&statement.attribution, statement.heads.first(), rule)
            }
            Claim::Hypothesis(symbol) => {
                let hypothesis = &model.hypotheses[symbol];
                let meaning = model.statement(hypothesis.meaning).unwrap();
                (&hypothesis.attribution, meaning.heads.first(), None)
            }
        };
        match (&attribution.likelihood, rule) {
            (None, _) => {
                flat.insert(*claim);
            }
            (Some(_), Some(rule)) => part.rules.push(Hedged::clone(rule)),
            (Some(likelihood), None) => {
                let strat::internals::model::statement::Stated::Range(range) = &likelihood.stated else {
                    continue;
                };
                let text = model.write(literal.unwrap(), Variables::Anonymous);
                part.stated.push((text, range.low().to_f64(), range.high().to_f64()));
            }
        }
    }
    let left: Vec<World> = worlds.iter().filter(|world| flat.is_subset(&world.chosen)).cloned().collect();
    !left.is_empty() && dense(&left, &part, "p0 holds").is_some()
}

#[test]
fn what_is_said_to_break_breaks_and_is_smallest() {
    let (mut sets, mut large) = (0, 0);
    for seed in 0..1_000 {
        let said = generate(seed);
        if is_recursive(&said) {
            continue;
        }
        let model = small(&said.text);
        let Some(worlds) = worlds(&said.text, &said, Flat::Free, Unsaid::Possible, 9) else { continue };
        // Where there is no world at all, nobody's likelihood is to blame.
        if worlds.is_empty() {
            continue;
        }
        let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
        session.check().map_err(|stop| stop.0).unwrap();
        for diagnostic in &session.report.diagnostics {
            if !["S0511", "S0512"].contains(&diagnostic.code.number()) {
                continue;
            }
            let claims: BTreeSet<Claim> =
                diagnostic.labels.iter().filter_map(|label| pointed(&model, label.span)).collect();
            let told = format!("{seed}: {claims:?} {diagnostic:?}\n{}", said.text);
            assert_eq!(claims.len(), diagnostic.labels.len(), "{told}");
            assert!(!satisfied(&model, &said, &worlds, &claims), "they can hold together: {told}");
            for claim in &claims {
                let mut rest = claims.clone();
                rest.remove(claim);
                assert!(satisfied(&model, &said, &worlds, &rest), "{claim:?} is not needed: {told}");
            }
            sets += 1;
            large += usize::from(claims.len() > 2);
        }
    }
    assert!(sets > 200 && large > 5, "{sets} {large}");
}
