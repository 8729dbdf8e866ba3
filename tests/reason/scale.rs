//! Many claims and many conflicts, and the readings that cannot be listed.

use super::small;
use strat::internals::engine::Budget;
use strat::internals::engine::Coverage;
use strat::internals::model::Model;
use strat::internals::model::statement::{Literal, Term};
use strat::internals::reason::{Options, Session};
use strat::internals::syntax::ast::Sign;
use strat::report::{Command, Status};

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

/// Twenty-six claims in one component: whoever says least speaks against each pair of the others.
fn knot() -> String {
    let mut text = String::from("source ann and bob.\nproposition met.\n");
    for number in 0..26 {
        let who = if number % 2 == 0 { "ann" } else { "bob" };
        text.push_str(&format!("proposition p{number}.\np{number} holds, according to {who}.\n"));
        text.push_str(&format!("met holds if p{number} holds.\n"));
    }
    for number in 0..26 {
        let (next, third) = ((number + 1) % 26, (number + 7) % 26);
        let rule = format!("p{number} holds and p{next} holds unless p{third} holds");
        text.push_str(&format!("impossible i{number}: {rule}.\n"));
    }
    for number in 0..24 {
        text.push_str(&format!("impossible j{number}: p{number} holds and p{} holds.\n", number + 2));
    }
    text
}

#[test]
fn more_than_twenty_claims_in_a_component_are_exact() {
    let model = small(&knot());
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    let repairs = session.believed(100_000).map_err(|stop| stop.0).unwrap().unwrap();
    assert!(repairs.len() > 1, "{} readings", repairs.len());
    assert_eq!(session.status_of(&holds(&model, "met")).map_err(|stop| stop.0).unwrap(), Status::Established);
    assert_eq!(session.coverage(), Coverage::Complete);
}

#[test]
fn what_takes_too_much_effort_is_unknown() {
    let model = small(&knot());
    let options = Options { budget: Budget { steps: 2_000, ..Budget::default() }, ..Options::default() };
    let mut session = Session::new(&model, Command::Check, Vec::new(), options);
    let found = session.check().map_err(|stop| stop.0);
    assert!(found.is_ok());
    assert_eq!(session.status_of(&holds(&model, "met")).map_err(|stop| stop.0).unwrap(), Status::Unknown);
    assert_eq!(session.coverage(), Coverage::Bounded);
    assert!(session.report.diagnostics.iter().any(|found| found.code.number() == "S0701"));
}

#[test]
fn a_thousand_conflicts_are_told_and_the_rest_counted() {
    let mut text = String::from("source ann and bob.\n");
    for number in 0..1_003 {
        text.push_str(&format!("proposition p{number}.\n"));
        text.push_str(&format!(
            "p{number} holds, according to ann.\nnot p{number} holds, according to bob.\n"
        ));
    }
    let model = small(&text);
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    assert!(session.check().map_err(|stop| stop.0).is_ok());
    let told: Vec<_> =
        session.report.diagnostics.iter().filter(|found| found.code.number() == "S0501").collect();
    assert_eq!(told.len(), 1_000);
    let notes = &told.last().unwrap().notes;
    assert!(notes.iter().any(|note| note == "3 more conflicts are not shown"), "{notes:?}");
}

/// Whether a member dominates its group depends on what every other member can get elsewhere: the ways in
/// which that comes about are too many to be listed, and no conflict comes from them.
#[test]
fn ways_that_no_conflict_comes_from_are_not_listed() {
    let mut text = String::from("source ann and bob.\nproposition led, mild and odd.\n");
    let mut all = Vec::new();
    for member in 0..12 {
        for way in 0..4 {
            text.push_str(&format!("proposition a{member}x{way} and b{member}x{way}.\n"));
            text.push_str(&format!("a{member}x{way} holds, according to ann.\n"));
            text.push_str(&format!("b{member}x{way} holds, according to bob.\n"));
            text.push_str(&format!("proposition m{member}w{way}.\n"));
            let rule =
                format!("m{member}w{way} holds if a{member}x{way} holds unless b{member}x{way} holds.\n");
            text.push_str(&rule);
            text.push_str(&format!("mild holds if m{member}w{way} holds.\n"));
        }
        text.push_str(&format!("proposition n{member}.\n"));
        for way in 0..4 {
            text.push_str(&format!("n{member} holds if m{member}w{way} holds.\n"));
        }
        all.push(format!("n{member} holds"));
    }
    text.push_str(&format!("led holds if {}.\n", all.join(" and ")));
    text.push_str("not led holds, according to bob.\nodd holds, according to ann.\n");
    text.push_str("not odd holds, according to bob.\n");
    let model = small(&text);
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    let (conflicts, coverage) = session.conflicts().map_err(|stop| stop.0).unwrap();
    assert_eq!((conflicts.len(), coverage), (1, Coverage::Complete));
    assert_eq!(session.status_of(&holds(&model, "led")).map_err(|stop| stop.0).unwrap(), Status::Unproven);
    assert_eq!(session.status_of(&holds(&model, "odd")).map_err(|stop| stop.0).unwrap(), Status::Contested);
}
