//! What it would take, by its definition: every set of up to three sentences is tried.

use super::generate::Dice;
use super::ground::{Atoms, Ground};
use super::oracle::likely_enough;
use std::collections::BTreeSet;
use strat::internals::engine::Coverage;
use strat::internals::model::Model;
use strat::internals::model::statement::{Literal, Term};
use strat::internals::model::write::Variables;
use strat::internals::reason::{Options, Session, Ways};
use strat::internals::syntax::ast::Sign;
use strat::report::{Command, Searched, Standing};

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

/// The sets of so many of the atoms.
fn subsets(of: &[(String, Atoms)], size: usize) -> Vec<Atoms> {
    if size == 0 {
        return vec![0];
    }
    let mut all = Vec::new();
    for (at, (_, one)) in of.iter().enumerate() {
        all.extend(subsets(&of[at + 1..], size - 1).into_iter().map(|rest| rest | one));
    }
    all
}

/// Compares two goals of an analysis that a rule concludes; how many had a way. `None` where a condition counts.
pub(super) fn compare(told: &str, seed: u64, model: &Model, actors: &[Term], size: usize) -> Option<usize> {
    let mut ground = Ground::new(model, actors.to_vec(), &[], &likely_enough)?;
    let all: Vec<(Literal, Atoms)> = sentences(model)
        .into_iter()
        .map(|literal| (literal.clone(), ground.literal(model, &literal, &[])))
        .collect();
    let concluded = |(goal, _): &&(Literal, Atoms)| {
        model.statements().filter(|(id, statement)| model.is_own(*id) && statement.body.is_some()).any(
            |(_, statement)| {
                statement.heads.iter().any(|head| (head.relation, head.sign) == (goal.relation, goal.sign))
            },
        )
    };
    let mut dice = Dice::new(seed + 7);
    let mut goals: Vec<&(Literal, Atoms)> = all.iter().filter(concluded).collect();
    while goals.len() > 2 {
        goals.remove(dice.roll(goals.len()));
    }
    let mut session = Session::new(model, Command::Ask, Vec::new(), Options::default());
    Some(goals.into_iter().filter(|goal| agree(told, &mut session, model, &ground, &all, goal, size)).count())
}

fn agree(
    told: &str,
    session: &mut Session<'_>,
    model: &Model,
    ground: &Ground,
    all: &[(Literal, Atoms)],
    (goal, wanted): &(Literal, Atoms),
    size: usize,
) -> bool {
    let base = ground.model(0, &[], 0);
    let taking = session.taking(goal, size, usize::MAX, Ways::All).map_err(|stop| stop.0).unwrap();
    if base & wanted != 0 {
        assert_eq!((taking.standing, taking.ways.len()), (Standing::Holds, 0), "{told}");
        return false;
    }
    let holds = |literal: &Literal| {
        all.iter().any(|(one, atom)| {
            (one.relation, one.sign, &one.terms) == (literal.relation, literal.sign, &literal.terms)
                && base & atom != 0
        })
    };
    let open: Vec<(String, Atoms)> = all
        .iter()
        .filter(|(one, _)| !holds(one) && !holds(&opposite(one)))
        .filter(|(_, atom)| atom != wanted)
        .map(|(literal, atom)| (model.write(literal, Variables::Anonymous), *atom))
        .collect();
    let mut ways: Vec<Atoms> = Vec::new();
    for size in 1..=size {
        for set in subsets(&open, size) {
            if !ways.iter().any(|way| way & !set == 0) && ground.model(0, &[], set) & wanted != 0 {
                ways.push(set);
            }
        }
    }
    let said = |way: &Atoms| -> BTreeSet<String> {
        open.iter().filter(|(_, atom)| way & atom != 0).map(|(text, _)| text.clone()).collect()
    };
    let ways: BTreeSet<BTreeSet<String>> = ways.iter().map(said).collect();
    let found: BTreeSet<BTreeSet<String>> =
        taking.ways.iter().map(|way| way.sentences.iter().cloned().collect()).collect();
    let goal = model.write(goal, Variables::Anonymous);
    assert_eq!(found, ways, "what `{goal}` would take, {told}");
    assert_eq!(taking.search, Searched::Whole);
    assert_eq!(session.coverage(), Coverage::Complete);
    !ways.is_empty()
}
