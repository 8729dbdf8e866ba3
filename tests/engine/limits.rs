//! Evaluations that must end early, and what they say then.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use strat::internals::engine::{
    Arithmetic, Budget, Failure, Limit, Literal, Program, RelationId, RuleId, Stopped, Variable, evaluate,
};

use super::programs::{Integers, apply, atom, facts, pos, program, rule, val, var};

/// Counts for ever, and notes each number in pairs.
fn counter() -> Program {
    let next = Literal::Bind(Variable(1), apply(Arithmetic::Add, var(0), val(1)));
    program(
        &[1, 2],
        vec![
            rule(atom(0, &[var(1)]), vec![pos(0, &[var(0)]), next]),
            rule(atom(1, &[var(0), var(1)]), vec![pos(0, &[var(0)]), pos(0, &[var(1)])]),
        ],
    )
}

fn stopped(program: &Program, limits: &Budget) -> Stopped {
    let facts = facts(program, &[(0, vec![0])]);
    match evaluate(program, facts, &mut Integers { greatest: u32::MAX - 1 }, limits) {
        Err(Failure::Stopped(stopped)) => *stopped,
        other => panic!("{other:?}"),
    }
}

#[test]
fn rows_are_limited() {
    let limits = Budget { rows: Some(10_000), ..Budget::default() };
    let stop = stopped(&counter(), &limits);
    assert_eq!(stop.limit, Limit::Rows(10_000));
    assert_eq!(stop.rule, Some(RuleId(0)));
    assert_eq!(stop.derived, 10_000);
    assert_eq!(stop.database.len(RelationId(0)), 10_001);
    let again = stopped(&counter(), &limits);
    assert_eq!(again.database.rows_total(), stop.database.rows_total());
}

#[test]
fn bytes_are_limited() {
    let limits = Budget { memory: Some(3_000_000), ..Budget::default() };
    let stop = stopped(&counter(), &limits);
    assert_eq!(stop.limit, Limit::Memory(3_000_000));
    let again = stopped(&counter(), &limits);
    assert_eq!(again.database.rows_total(), stop.database.rows_total());
}

#[test]
fn time_is_limited() {
    let start = Instant::now();
    let limits = Budget { deadline: Some(start + Duration::from_millis(50)), ..Budget::default() };
    assert_eq!(stopped(&counter(), &limits).limit, Limit::Deadline);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_join_that_finds_nothing_can_be_interrupted() {
    // Ten million pairs, none of which is equal.
    let pairs = program(
        &[1, 1, 2],
        vec![rule(
            atom(2, &[var(0), var(1)]),
            vec![
                pos(0, &[var(0)]),
                pos(1, &[var(1)]),
                Literal::Compare(
                    strat::internals::engine::Comparison::Less,
                    super::programs::just(var(0)),
                    super::programs::just(var(1)),
                ),
            ],
        )],
    );
    let rows: Vec<_> = (0..20_000).flat_map(|n| [(0, vec![n + 20_000]), (1, vec![n])]).collect();
    let flag = Arc::new(AtomicBool::new(false));
    let limits = Budget { cancelled: Some(Arc::clone(&flag)), ..Budget::default() };
    let setter = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(30));
        flag.store(true, Ordering::Relaxed);
        Instant::now()
    });
    let outcome = evaluate(&pairs, facts(&pairs, &rows), &mut Integers { greatest: 9 }, &limits);
    let late = setter.join().expect("the setter").elapsed();
    assert!(matches!(outcome, Err(Failure::Stopped(stop)) if stop.limit == Limit::Cancelled));
    assert!(late < Duration::from_secs(10), "{late:?}");
}
