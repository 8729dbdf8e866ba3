//! What it would take, by its definition: every set of up to three sentences is tried.

use super::generate::{Counting, Dice, made};
use super::small;
use std::collections::BTreeSet;
use strat::engine::{Coverage, Limits};
use strat::model::Model;
use strat::model::statement::{Literal, Term};
use strat::model::write::Variables;
use strat::reason::{Options, Session, Ways};
use strat::report::{Command, Searched, Standing};
use strat::syntax::ast::Sign;
use strat::theory::{Evaluated, Lowered, View};

fn world(model: &Model, stated: &[Literal]) -> Evaluated {
    let view = View { stated: stated.to_vec(), ..View::default() };
    Lowered::new(model).theory(model, &view, &[]).value.evaluate(&Limits::default()).unwrap()
}

/// Every sentence of the generated relations over declared names, and its negation.
fn sentences(model: &Model) -> Vec<Literal> {
    let span = model.statements().last().unwrap().1.span;
    let mut all = Vec::new();
    for (relation, names) in [
        ("holds", &["p0", "p1", "p2", "p3", "h0", "h1"][..]),
        ("well", &["Xan", "Yve"][..]),
        ("kindly", &["Xan", "Yve"][..]),
    ] {
        let relation = model.find_relation(relation).unwrap();
        for name in names.iter().filter_map(|name| model.names.get(*name)) {
            for sign in [Sign::Positive, Sign::Negative] {
                all.push(Literal { span, sign, relation, terms: vec![Term::Symbol(*name)], on: None });
            }
        }
    }
    all
}

fn opposite(literal: &Literal) -> Literal {
    let sign = match literal.sign {
        Sign::Positive => Sign::Negative,
        Sign::Negative => Sign::Positive,
    };
    Literal { sign, ..literal.clone() }
}

fn subsets(of: &[Literal], size: usize) -> Vec<Vec<Literal>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, one) in of.iter().enumerate() {
        for mut rest in subsets(&of[at + 1..], size - 1) {
            rest.push(one.clone());
            all.push(rest);
        }
    }
    all
}

/// Compares every goal of an analysis that a rule concludes; how many had a way.
fn compare(seed: u64, size: usize) -> usize {
    let text = made(seed, 1 + (seed % 3) as usize, Counting::None);
    let model = small(&text);
    let all = sentences(&model);
    let base = world(&model, &[]);
    let concluded = |goal: &&Literal| {
        model.statements().filter(|(id, statement)| model.is_own(*id) && statement.body.is_some()).any(
            |(_, statement)| {
                statement.heads.iter().any(|head| (head.relation, head.sign) == (goal.relation, goal.sign))
            },
        )
    };
    let mut dice = Dice::new(seed + 7);
    let mut goals: Vec<&Literal> = all.iter().filter(concluded).collect();
    while goals.len() > 2 {
        goals.remove(dice.roll(goals.len()));
    }
    goals.into_iter().filter(|goal| agree((seed, &text), &model, (&all, &base), goal, size)).count()
}

fn agree(
    (seed, text): (u64, &str),
    model: &Model,
    (all, base): (&[Literal], &Evaluated),
    goal: &Literal,
    size: usize,
) -> bool {
    let mut session = Session::new(model, Command::Ask, Vec::new(), Options::default());
    let taking = session.taking(goal, size, usize::MAX, Ways::All).map_err(|stop| stop.0).unwrap();
    if base.holds_literal(goal) {
        assert_eq!((taking.standing, taking.ways.len()), (Standing::Holds, 0));
        return false;
    }
    let open: Vec<Literal> = all
        .iter()
        .filter(|one| !base.holds_literal(one) && !base.holds_literal(&opposite(one)))
        .filter(|one| (one.relation, one.sign, &one.terms) != (goal.relation, goal.sign, &goal.terms))
        .cloned()
        .collect();
    let say = |set: &[Literal]| -> BTreeSet<String> {
        set.iter().map(|literal| model.write(literal, Variables::Anonymous)).collect()
    };
    let mut ways: Vec<BTreeSet<String>> = Vec::new();
    for size in 1..=size {
        for set in subsets(&open, size) {
            let told = say(&set);
            if !ways.iter().any(|way| way.is_subset(&told)) && world(model, &set).holds_literal(goal) {
                ways.push(told);
            }
        }
    }
    let found: Vec<BTreeSet<String>> =
        taking.ways.iter().map(|way| way.sentences.iter().cloned().collect()).collect();
    let (wanted, found): (BTreeSet<_>, BTreeSet<_>) =
        (ways.into_iter().collect(), found.into_iter().collect());
    let goal = model.write(goal, Variables::Anonymous);
    assert_eq!(found, wanted, "seed {seed}: {goal}\n{text}");
    assert_eq!(taking.search, Searched::Whole);
    assert_eq!(session.coverage(), Coverage::Complete);
    !wanted.is_empty()
}

/// `SEEDS=from..to` looks at others.
#[test]
fn ways_agree_with_trying_every_set() {
    let range = std::env::var("SEEDS").ok();
    let range = range.and_then(|text| {
        let (from, to) = text.split_once("..")?;
        Some((from.parse::<u64>().ok()?, to.parse::<u64>().ok()?))
    });
    let (from, to) = range.unwrap_or((0, 40));
    let found: usize = (from..to).map(|seed| compare(seed, if seed % 4 == 0 { 3 } else { 2 })).sum();
    assert!(found as u64 > (to - from) / 3, "only {found} had a way");
}
