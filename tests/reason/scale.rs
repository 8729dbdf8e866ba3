//! Many claims and many conflicts, and the readings that cannot be listed.

use super::small;
use strat::model::Model;
use strat::model::statement::{Literal, Term};
use strat::reason::{Options, Session};
use strat::report::{Command, Status};
use strat::syntax::ast::Sign;

fn holds(model: &Model, name: &str) -> Literal {
    let relation = model.find_relation("holds").unwrap();
    let span = model.statements().last().unwrap().1.span;
    let terms = vec![Term::Symbol(model.names[name])];
    Literal { span, sign: Sign::Positive, relation, terms, on: None }
}

/// Thirty independent disputes have 2^30 readings; whoever is right in each, both sides say `done`.
#[test]
fn thirty_disputes_need_no_list_of_readings() {
    let mut text = String::from("source ann and bob.\nproposition all_done, both and none.\n");
    let mut every = Vec::new();
    for number in 0..30 {
        text.push_str(&format!("proposition p{number} and done{number}.\n"));
        text.push_str(&format!(
            "p{number} holds, according to ann.\nnot p{number} holds, according to bob.\n"
        ));
        text.push_str(&format!("done{number} holds if p{number} holds.\n"));
        text.push_str(&format!("done{number} holds if not p{number} holds.\n"));
        every.push(format!("done{number} holds"));
    }
    text.push_str(&format!("all_done holds if {}.\n", every.join(" and ")));
    text.push_str("both holds if p0 holds and p29 holds.\n");
    let model = small(&text);
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    let mut status = |name: &str| session.status_of(&holds(&model, name)).map_err(|stop| stop.0).unwrap();
    assert_eq!(status("all_done"), Status::Established);
    assert_eq!(status("both"), Status::Contested);
    assert_eq!(status("p7"), Status::Contested);
    assert_eq!(status("none"), Status::Unproven);
    assert_eq!(session.conflicts().map_err(|stop| stop.0).unwrap().0.len(), 30);
}

/// A chain of claims, each against the next, has more readings than can be listed in one component.
#[test]
fn a_long_chain_is_exact() {
    let mut text = String::from("source ann and bob.\nproposition last.\n");
    for number in 0..60 {
        let who = if number % 2 == 0 { "ann" } else { "bob" };
        text.push_str(&format!("proposition p{number}.\np{number} holds, according to {who}.\n"));
    }
    for number in 0..59 {
        text.push_str(&format!("impossible i{number}: p{number} holds and p{} holds.\n", number + 1));
        text.push_str(&format!("last holds if p{number} holds.\n"));
    }
    let model = small(&text);
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    let mut status = |name: &str| session.status_of(&holds(&model, name)).map_err(|stop| stop.0).unwrap();
    assert_eq!(status("last"), Status::Established);
    assert_eq!(status("p30"), Status::Contested);
}
