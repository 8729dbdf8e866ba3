//! The corners: no columns, no body, repeated variables, constants in heads, and what is refused.

use strat::internals::engine::{
    Added, Aggregate, Aggregation, Arithmetic, Budget, Comparison, Database, Derivation, Expression, Facts,
    Failure, Invalid, Literal, Program, Recursion, RelationId, RowId, RuleId, Step, Variable, evaluate,
    stratify,
};

use super::oracle::model;
use super::programs::{
    Integers, Row, apply, atom, constants, facts, just, neg, pos, program, rule, truths, undefined, val, var,
};

fn run(program: &Program, rows: &[Row]) -> Database {
    let mut domain = Integers { greatest: 1000 };
    evaluate(program, facts(program, rows), &mut domain, &Budget::default()).expect("a model")
}

/// Evaluates, compares with the oracle, and gives the true rows of a relation.
fn rows_of(program: &Program, rows: &[Row], relation: u32) -> Vec<Vec<u32>> {
    let database = run(program, rows);
    let expected = model(program, rows, 1000).expect("a model");
    let truths = truths(program, &database);
    assert_eq!(truths, expected.truths);
    assert_eq!(undefined(program, &database), expected.undefined);
    truths.into_iter().filter(|(of, _)| *of == relation).map(|(_, row)| row).collect()
}

#[test]
fn relations_without_columns_and_rules_without_bodies() {
    let program = program(
        &[0, 0, 1],
        vec![
            rule(atom(0, &[]), vec![]),
            rule(atom(1, &[]), vec![pos(0, &[])]),
            rule(atom(2, &[val(7)]), vec![pos(1, &[]), pos(0, &[])]),
            rule(atom(2, &[val(8)]), vec![neg(1, &[])]),
        ],
    );
    assert_eq!(rows_of(&program, &[], 2), [[7]]);
    let database = run(&program, &[(0, vec![])]);
    assert_eq!(database.len(RelationId(0)), 1);
    assert_eq!(database.derivation(RelationId(0), RowId(0)), Some(Derivation::Fact));
    let height = |relation| database.derivation(RelationId(relation), RowId(0)).map(Derivation::height);
    assert_eq!((height(1), height(2)), (Some(1), Some(2)));
}

#[test]
fn recursion_over_a_relation_without_columns() {
    let program =
        program(&[0, 0], vec![rule(atom(0, &[]), vec![pos(1, &[])]), rule(atom(1, &[]), vec![pos(0, &[])])]);
    assert!(rows_of(&program, &[], 0).is_empty());
    assert_eq!(rows_of(&program, &[(1, vec![])], 0).len(), 1);
}

#[test]
fn repeated_variables_and_constants() {
    let program = program(
        &[3, 2, 1],
        vec![
            rule(atom(1, &[var(0), val(5)]), vec![pos(0, &[var(0), var(1), var(1)])]),
            rule(atom(2, &[var(0)]), vec![pos(1, &[var(0), var(1)]), pos(0, &[val(1), var(0), var(2)])]),
            rule(atom(2, &[var(0)]), vec![pos(0, &[var(0), var(0), var(0)])]),
        ],
    );
    let rows = [(0, vec![1, 2, 2]), (0, vec![2, 2, 3]), (0, vec![4, 4, 4]), (0, vec![2, 9, 9])];
    assert_eq!(rows_of(&program, &rows, 1), [[1, 5], [2, 5], [4, 5]]);
    assert_eq!(rows_of(&program, &rows, 2), [[2], [4]]);
}

#[test]
fn duplicate_facts_are_one_row() {
    let program = program(&[2], vec![]);
    let mut facts = Facts::new(&program);
    assert!(facts.is_empty());
    assert_eq!(facts.add(RelationId(0), &constants(&[1, 2])), Added::New(RowId(0)));
    assert_eq!(facts.add(RelationId(0), &constants(&[2, 1])), Added::New(RowId(1)));
    assert_eq!(facts.add(RelationId(0), &constants(&[1, 2])), Added::Known(RowId(0)));
    assert_eq!(facts.add(RelationId(0), &constants(&[1])), Added::Refused);
    assert_eq!(facts.add(RelationId(1), &constants(&[1])), Added::Refused);
    assert_eq!(facts.len(), 2);
}

#[test]
fn a_fact_that_is_derived_too_stays_a_fact() {
    let program = program(&[1, 1], vec![rule(atom(1, &[var(0)]), vec![pos(0, &[var(0)])])]);
    let database = run(&program, &[(0, vec![1]), (0, vec![2]), (1, vec![2])]);
    let derivation = |row: &[u32]| {
        let row = database.find(RelationId(1), &constants(row)).expect("a row");
        database.derivation(RelationId(1), row)
    };
    assert_eq!(derivation(&[2]), Some(Derivation::Fact));
    assert_eq!(derivation(&[1]), Some(Derivation::Rule { rule: RuleId(0), height: 1 }));
}

#[test]
fn look_ups_find_what_a_scan_finds() {
    let program = program(&[3], vec![]);
    let rows: Vec<Row> = (0..60).map(|n| (0, vec![n % 3, n % 5, n * 100_000])).collect();
    let database = run(&program, &rows);
    for mask in 0..8_u32 {
        for (_, of) in &rows {
            let of = constants(of);
            let pattern: Vec<_> = (0..3).map(|at| (mask >> at & 1 == 1).then_some(of[at])).collect();
            let by_scan: Vec<RowId> = database
                .rows(RelationId(0))
                .filter(|(_, row)| row.iter().zip(&pattern).all(|(a, b)| b.is_none_or(|b| b == *a)))
                .map(|(number, _)| number)
                .collect();
            let matches = database.matching(RelationId(0), &pattern);
            assert_eq!(matches.len(), by_scan.len());
            assert_eq!(matches.collect::<Vec<_>>(), by_scan);
        }
    }
    assert_eq!(database.matching(RelationId(0), &[]).count(), 0);
    assert_eq!(database.matching(RelationId(9), &[]).count(), 0);
    assert_eq!(database.row(RelationId(0), RowId(60)), None);
}

#[test]
fn the_winning_positions_of_a_game() {
    // A position wins if it has a move to one that does not; on a cycle nobody can force a win.
    let program =
        program(&[2, 1], vec![rule(atom(1, &[var(0)]), vec![pos(0, &[var(0), var(1)]), neg(1, &[var(1)])])]);
    let moves = [[1, 2], [2, 3], [3, 4], [5, 6], [6, 5], [7, 5], [8, 7], [8, 4]];
    let rows: Vec<Row> = moves.iter().map(|row| (0, row.to_vec())).collect();
    assert_eq!(rows_of(&program, &rows, 1), [[1], [3], [8]]);
    let database = run(&program, &rows);
    assert_eq!(database.undefined(RelationId(1)).count(), 3);
    assert!(database.is_undefined(RelationId(1), &constants(&[5])));
    assert_eq!(stratify(&program).expect("strata")[0].recursion, Recursion::Negative);
}

#[test]
fn a_long_game_takes_linear_time() {
    let program =
        program(&[2, 1], vec![rule(atom(1, &[var(0)]), vec![pos(0, &[var(0), var(1)]), neg(1, &[var(1)])])]);
    let rows: Vec<Row> = (0..50_000).map(|n| (0, vec![n, n + 1])).collect();
    let database = run(&program, &rows);
    assert_eq!(database.len(RelationId(1)), 25_000);
    assert_eq!(database.undefined(RelationId(1)).count(), 0);
}

#[test]
fn doubt_spreads_to_later_strata() {
    let program = program(
        &[1, 1, 1, 1, 1],
        vec![
            rule(atom(1, &[var(0)]), vec![pos(0, &[var(0)]), neg(2, &[var(0)])]),
            rule(atom(2, &[var(0)]), vec![pos(0, &[var(0)]), neg(1, &[var(0)])]),
            rule(atom(3, &[var(0)]), vec![pos(0, &[var(0)]), neg(1, &[var(0)])]),
            rule(
                atom(4, &[var(0)]),
                vec![Literal::Aggregate(
                    Variable(0),
                    Aggregate {
                        function: Aggregation::Count,
                        relation: RelationId(1),
                        group: vec![None],
                        value: 0,
                    },
                )],
            ),
        ],
    );
    let rows = [(0, vec![1]), (2, vec![3]), (0, vec![3])];
    assert_eq!(rows_of(&program, &rows, 3), [[3]]);
    assert!(rows_of(&program, &rows, 4).is_empty());
    assert!(run(&program, &rows).is_undefined(RelationId(4), &constants(&[0])));
}

#[test]
fn recursion_over_itself_twice() {
    // Closure by doubling: two recursive literals, with an index that grows.
    let program = program(
        &[2, 2],
        vec![
            rule(atom(1, &[var(0), var(1)]), vec![pos(0, &[var(0), var(1)])]),
            rule(atom(1, &[var(0), var(2)]), vec![pos(1, &[var(0), var(1)]), pos(1, &[var(1), var(2)])]),
        ],
    );
    let rows: Vec<Row> = (0..40).map(|n| (0, vec![n * 1000, (n + 1) % 40 * 1000])).collect();
    assert_eq!(run(&program, &rows).len(RelationId(1)), 1600);
    let few: Vec<Row> = rows.into_iter().take(9).collect();
    assert_eq!(rows_of(&program, &few, 1).len(), 45);
}

#[test]
fn counting_up_to_a_bound() {
    let next = Literal::Bind(Variable(1), apply(Arithmetic::Add, var(0), val(1)));
    let below = Literal::Compare(Comparison::Less, just(var(0)), just(val(500)));
    let program = program(&[1], vec![rule(atom(0, &[var(1)]), vec![pos(0, &[var(0)]), next, below])]);
    let database = run(&program, &[(0, vec![0])]);
    assert_eq!(database.len(RelationId(0)), 501);
    let last = database.find(RelationId(0), &constants(&[500])).expect("the last row");
    assert_eq!(database.derivation(RelationId(0), last).map(Derivation::height), Some(500));
}

#[test]
fn aggregates_over_empty_and_full_groups() {
    let over = |function, target: u32| {
        Literal::Aggregate(
            Variable(target),
            Aggregate { function, relation: RelationId(0), group: vec![Some(var(0)), None], value: 1 },
        )
    };
    let body = |functions: &[Aggregation]| {
        let mut body = vec![pos(1, &[var(0)])];
        body.extend((1..).zip(functions).map(|(target, function)| over(*function, target)));
        body
    };
    let program = program(
        &[2, 1, 3, 3],
        vec![
            rule(atom(2, &[var(0), var(1), var(2)]), body(&[Aggregation::Count, Aggregation::Sum])),
            rule(atom(3, &[var(0), var(1), var(2)]), body(&[Aggregation::Min, Aggregation::Max])),
        ],
    );
    let rows = [(1, vec![1]), (1, vec![2]), (0, vec![1, 10]), (0, vec![1, 30]), (0, vec![3, 5])];
    assert_eq!(rows_of(&program, &rows, 2), [[1, 2, 40], [2, 0, 0]]);
    assert_eq!(rows_of(&program, &rows, 3), [[1, 10, 30]]);
}

#[test]
fn an_aggregate_over_itself_is_refused_with_its_cycle() {
    let count =
        Aggregate { function: Aggregation::Count, relation: RelationId(2), group: vec![None], value: 0 };
    let program = program(
        &[1, 1, 1],
        vec![
            rule(atom(1, &[var(0)]), vec![pos(0, &[var(0)])]),
            rule(atom(2, &[var(0)]), vec![pos(1, &[var(0)])]),
            rule(atom(0, &[var(0)]), vec![Literal::Aggregate(Variable(0), count)]),
        ],
    );
    let failure = evaluate(&program, Facts::new(&program), &mut Integers { greatest: 9 }, &Budget::default());
    let Err(Failure::Cycle(cycle)) = failure else { panic!("{failure:?}") };
    assert_eq!(cycle.relations, [RelationId(0), RelationId(2), RelationId(1)]);
    assert_eq!(cycle.rules, [RuleId(2), RuleId(1), RuleId(0)]);
}

fn refusal(program: &Program) -> Option<Invalid> {
    match evaluate(program, Facts::new(program), &mut Integers { greatest: 9 }, &Budget::default()) {
        Err(Failure::Invalid(invalid)) => Some(invalid),
        Ok(_) | Err(Failure::Facts | Failure::Cycle(_) | Failure::Stopped(_)) => None,
    }
}

#[test]
fn what_cannot_be_evaluated_is_refused() {
    let one = |head, body| program(&[1, 2], vec![rule(head, body)]);
    let unbound = one(atom(0, &[var(0)]), vec![]);
    assert_eq!(refusal(&unbound), Some(Invalid::Unbound(RuleId(0), Variable(0))));
    let negative = one(atom(0, &[val(0)]), vec![neg(0, &[var(0)])]);
    assert_eq!(refusal(&negative), Some(Invalid::Unbound(RuleId(0), Variable(0))));
    let circular = one(atom(0, &[var(0)]), vec![Literal::Bind(Variable(0), just(var(0)))]);
    assert_eq!(refusal(&circular), Some(Invalid::Unbound(RuleId(0), Variable(0))));
    let columns = one(atom(1, &[val(0)]), vec![]);
    assert_eq!(refusal(&columns), Some(Invalid::Columns(RuleId(0), RelationId(1))));
    let unknown = one(atom(0, &[val(0)]), vec![pos(2, &[])]);
    assert_eq!(refusal(&unknown), Some(Invalid::Relation(RuleId(0), RelationId(2))));
    let empty = Expression { steps: vec![] };
    let nothing = one(atom(0, &[var(0)]), vec![Literal::Bind(Variable(0), empty)]);
    assert_eq!(refusal(&nothing), Some(Invalid::Expression(RuleId(0))));
    let short = Expression { steps: vec![Step::Push(val(1)), Step::Apply(Arithmetic::Add)] };
    let short = one(atom(0, &[var(0)]), vec![Literal::Bind(Variable(0), short)]);
    assert_eq!(refusal(&short), Some(Invalid::Expression(RuleId(0))));
    let mut beyond = one(atom(0, &[val(0)]), vec![pos(0, &[var(3)])]);
    beyond.rules[0].variables = 2;
    assert_eq!(refusal(&beyond), Some(Invalid::Variable(RuleId(0), Variable(3))));
    let other = program(&[1, 2, 3], vec![]);
    let misfit =
        evaluate(&unbound_free(), Facts::new(&other), &mut Integers { greatest: 9 }, &Budget::default());
    assert!(matches!(misfit, Err(Failure::Facts)));
}

fn unbound_free() -> Program {
    program(&[1, 2], vec![rule(atom(0, &[val(1)]), vec![])])
}

#[test]
fn a_body_of_many_literals_is_joined() {
    let mut body: Vec<Literal> = (0..400).map(|n| pos(0, &[var(n), var(n + 1)])).collect();
    body.extend((0..400).map(|n| neg(1, &[var(n)])));
    let program = program(&[2, 1, 2], vec![rule(atom(2, &[var(0), var(400)]), body)]);
    let rows: Vec<Row> = (0..401).map(|n| (0, vec![n, n + 1])).collect();
    let database = run(&program, &rows);
    assert_eq!(database.len(RelationId(2)), 2);
}
