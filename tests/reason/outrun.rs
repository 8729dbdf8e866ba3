//! Conclusions that are said to outrun their premises, against linear programmes over all worlds in which nobody
//! states the conclusion itself: just those are told that no distribution makes as likely as they are stated.

use super::likely::{Claim, Flat, Said, Unsaid, World, dense, generate, is_recursive, worlds};
use super::small;
use std::collections::{BTreeMap, BTreeSet};
use strat::internals::model::Model;
use strat::internals::model::statement::{Kind, Stated};
use strat::internals::model::write::Variables;
use strat::internals::reason::{Options, Session};
use strat::report::Command;

/// What the sources of an analysis say.
#[derive(Default)]
struct Claims {
    /// Who states each sentence, and how likely at least.
    stated: BTreeMap<String, Vec<(Claim, f64)>>,
    /// What is said without a likelihood.
    flat: BTreeSet<Claim>,
    /// What rules conclude.
    concluded: BTreeSet<String>,
}

fn claims(model: &Model) -> Claims {
    let mut found = Claims::default();
    for (id, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        let Some(head) = statement.heads.first() else { continue };
        let sentence = model.write(head, Variables::Anonymous);
        if statement.body.is_some() {
            found.concluded.insert(sentence);
        } else if statement.kind == Kind::Assertion {
            let low = match statement.attribution.likelihood.as_ref().map(|likelihood| &likelihood.stated) {
                Some(Stated::Range(range)) => range.low().to_f64(),
                Some(Stated::Possible) => 0.0,
                None => 1.0,
            };
            if statement.attribution.likelihood.is_none() {
                found.flat.insert(Claim::Statement(id));
            }
            found.stated.entry(sentence).or_default().push((Claim::Statement(id), low));
        }
    }
    found
}

#[test]
fn what_outruns_its_premises_is_told_and_nothing_else() {
    let (mut outrunning, mut within) = (0, 0);
    for seed in 0..2_000 {
        let said = generate(seed);
        if is_recursive(&said) {
            continue;
        }
        // One source says it all, so that whoever states a conclusion has stated a premise.
        let text = said.text.replace("according to bob", "according to ann");
        if text.contains("question") {
            continue;
        }
        let model = small(&text);
        let Some(worlds) = worlds(&text, &said, Flat::Free, Unsaid::Possible, 7) else { continue };
        let claims = claims(&model);
        let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
        session.check().map_err(|stop| stop.0).unwrap();
        let told: BTreeSet<&str> = session
            .report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code.number() == "S0513")
            .filter_map(|diagnostic| diagnostic.message.split('`').nth(1))
            .collect();
        for (sentence, staters) in &claims.stated {
            let own: BTreeSet<Claim> = staters.iter().map(|(claim, _)| *claim).collect();
            let others: BTreeSet<Claim> = claims.flat.difference(&own).copied().collect();
            let without = |world: &&World| world.chosen.is_disjoint(&own) && others.is_subset(&world.chosen);
            let left: Vec<World> = worlds.iter().filter(without).cloned().collect();
            let mut rest = Said::default();
            rest.rules.clone_from(&said.rules);
            rest.stated = said.stated.iter().filter(|(other, ..)| other != sentence).cloned().collect();
            if left.is_empty() || !claims.concluded.contains(sentence) {
                assert!(!told.contains(&**sentence), "{seed}: {sentence}\n{text}");
                continue;
            }
            // Where the rest cannot hold together it allows nothing, and that is told of the rest.
            let Some((_, most)) = dense(&left, &rest, sentence) else { continue };
            let low = staters.iter().map(|(_, low)| *low).fold(0.0, f64::max);
            let outruns = most > 1e-9 && low > most + 1e-9;
            assert_eq!(told.contains(&**sentence), outruns, "{seed}: {sentence} at most {most}\n{text}");
            outrunning += usize::from(outruns);
            within += usize::from(!outruns);
        }
    }
    assert!(outrunning > 15 && within > 100, "{outrunning} {within}");
}

#[test]
fn what_follows_only_under_a_hypothesis_is_no_conclusion() {
    let text = |premise: &str| {
        format!(
            "proposition p0 and p1.\nsource ann.\n{premise}\np0 holds, according to ann.\nrule r: p0 holds if p1 holds.\n"
        )
    };
    let told = |text: &str| {
        let model = small(text);
        let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
        session.check().map_err(|stop| stop.0).unwrap();
        session.report.diagnostics.iter().filter(|one| one.code.number() == "S0513").count()
    };
    assert_eq!(told(&text("p1 holds, unlikely, according to ann.")), 1);
    let raised = "question q \"?\" open { hypothesis h \"h\", unlikely, according to ann: p1 holds. }";
    assert_eq!(told(&text(raised)), 0);
}
