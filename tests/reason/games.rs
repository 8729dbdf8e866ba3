//! Random games: the states worked out together, against each evaluated by itself.

use super::generate::Dice;
use super::whole;
use strat::internals::reason::{Options, Working, games, play_by};

const ACTORS: [&str; 3] = ["Avaria", "Belmark", "Corvia"];

/// A condition over options, propositions, and how many options were taken.
fn condition(dice: &mut Dice, options: usize) -> String {
    let act = |dice: &mut Dice| format!("act{} took place", dice.roll(options));
    let mut parts: Vec<String> = (0..1 + dice.roll(2))
        .map(|_| match dice.roll(5) {
            0 => format!("not {}", act(dice)),
            1 => format!("p{} holds", dice.roll(3)),
            _ => act(dice),
        })
        .collect();
    match dice.roll(6) {
        0 => parts.push(String::from("?n = count of ?a where (?a is counted and ?a took place) and ?n >= 2")),
        1 => parts.push(format!("act{} took place unless p{} holds", dice.roll(options), dice.roll(3))),
        _ => {}
    }
    parts.join(" and ")
}

/// A game of some options with goals, rules over propositions (some go in circles), vetoes and constraints.
fn made(seed: u64) -> String {
    let dice = &mut Dice::new(seed);
    let options = 2 + dice.roll(3);
    let mut said = vec![
        String::from("actor Avaria, Belmark and Corvia is state."),
        String::from("relation counted \"{a: action} is counted\"."),
        String::from("matter affairs."),
        String::from("source press \"the press\"."),
    ];
    for at in 0..3 {
        said.push(format!("proposition p{at} \"p{at} is so\"."));
    }
    for at in 0..options {
        let who = dice.one(&ACTORS);
        let irreversible = if dice.chance(20) { ", irreversible" } else { "" };
        said.push(format!("action act{at} \"act {at}\" by {who}, under affairs{irreversible}."));
        said.push(format!("act{at} is counted."));
    }
    if dice.chance(30) {
        said.push(format!("{} has a veto over act{}.", dice.one(&ACTORS), dice.roll(options)));
    }
    if dice.chance(30) {
        said.push(format!("act{} took place.", dice.roll(options)));
    }
    for at in 0..dice.roll(4) {
        let part = condition(dice, options);
        said.push(format!("rule r{at}: p{} holds if {part}.", dice.roll(3)));
    }
    if dice.chance(30) {
        said.push(format!("impossible both \"both\": {}.", condition(dice, options)));
    }
    for (at, actor) in ACTORS.iter().enumerate() {
        for priority in 1..=1 + dice.roll(2) {
            let how = dice.one(&["achieved if", "fails if"]);
            let part = condition(dice, options);
            said.push(format!("goal g{at}x{priority} of {actor}, priority {priority}, {how} {part}."));
        }
    }
    let over: Vec<String> = (0..options).map(|at| format!("act{at}")).collect();
    let (last, first) = over.split_last().unwrap();
    said.push(format!("game play \"the game\" over {} and {last} {{", first.join(", ")));
    said.push(format!("  outcome one: {}.", condition(dice, options)));
    said.push(String::from("}"));
    said.join("\n")
}

#[test]
fn states_together_are_the_states_apart() {
    let mut several = 0;
    for seed in 0..60 {
        let text = made(seed);
        let told = |working: Working| {
            let mut model = whole(&text);
            let (played, found) = play_by(&mut model, &Options::default(), 4096, working)
                .unwrap_or_else(|stop| panic!("seed {seed}: {:?}\n{text}", stop.0));
            let pages = games(&model, &played, None, &Options::default().budget);
            let states: usize = pages.iter().map(|page| page.states.len()).sum();
            (states, format!("{pages:#?}\n{found:#?}\n{}", model.statements.len()))
        };
        let (states, together) = told(Working::Together);
        assert_eq!(together, told(Working::Apart).1, "seed {seed}\n{text}");
        several += usize::from(states > 2);
    }
    assert!(several > 30, "only {several} games had more than two states");
}
