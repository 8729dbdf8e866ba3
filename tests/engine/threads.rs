//! The same rows, numbers, derivations and stops on one thread and on many.

use strat::internals::engine::{
    Budget, Derivation, Failure, Limit, Literal, Program, RelationId, RuleId, evaluate,
};

use super::programs::{Integers, Row, apply, atom, facts, just, neg, numbers, pos, program, rule, val, var};
use super::random::Random;

const EDGE: u32 = 0;
const MARK: u32 = 1;
const PATH: u32 = 2;
const AROUND: u32 = 3;
const TRIPLE: u32 = 4;
const LONE: u32 = 5;
const SUM: u32 = 6;

/// Rules over a graph, of which each program takes some.
fn rules() -> Vec<strat::internals::engine::Rule> {
    let (a, b, c, d) = (var(0), var(1), var(2), var(3));
    let add = |left, right| apply(strat::internals::engine::Arithmetic::Add, left, right);
    vec![
        rule(atom(PATH, &[a, b]), vec![pos(EDGE, &[a, b])]),
        rule(atom(PATH, &[a, c]), vec![pos(PATH, &[a, b]), pos(EDGE, &[b, c])]),
        rule(atom(PATH, &[a, c]), vec![pos(PATH, &[a, b]), pos(PATH, &[b, c])]),
        rule(atom(PATH, &[b, a]), vec![pos(EDGE, &[a, b]), pos(MARK, &[a])]),
        rule(atom(AROUND, &[a, b]), vec![pos(EDGE, &[a, c]), pos(EDGE, &[b, c])]),
        rule(atom(AROUND, &[a, b]), vec![pos(EDGE, &[a, c]), pos(EDGE, &[b, d]), pos(AROUND, &[c, d])]),
        rule(atom(TRIPLE, &[a, b, c]), vec![pos(EDGE, &[a, b]), pos(PATH, &[b, c]), neg(AROUND, &[a, c])]),
        rule(atom(TRIPLE, &[a, val(7), b]), vec![pos(PATH, &[a, b]), pos(MARK, &[b])]),
        rule(atom(LONE, &[a]), vec![pos(EDGE, &[a, b]), neg(MARK, &[b])]),
        rule(atom(LONE, &[a]), vec![pos(EDGE, &[a, b]), pos(MARK, &[b]), neg(LONE, &[b])]),
        rule(
            atom(SUM, &[a, c]),
            vec![pos(PATH, &[a, b]), Literal::Bind(strat::internals::engine::Variable(2), add(a, b))],
        ),
        rule(
            atom(SUM, &[a, b]),
            vec![
                pos(EDGE, &[a, b]),
                Literal::Compare(strat::internals::engine::Comparison::Less, just(a), add(b, val(3))),
            ],
        ),
    ]
}

/// Chains with skips, in random order.
fn graph(random: &mut Random) -> Vec<Row> {
    let mut rows = Vec::new();
    for node in 0..6_000_u32 {
        if node % 12 != 11 {
            rows.push((EDGE, vec![node, node + 1]));
        }
        if node % 12 < 8 && random.chance(40) {
            rows.push((EDGE, vec![node, node + 2 + random.below(2) as u32]));
        }
        if random.chance(25) {
            rows.push((MARK, vec![node]));
        }
    }
    random.shuffle(&mut rows);
    rows
}

fn random_part(random: &mut Random) -> Program {
    let mut all = rules();
    random.shuffle(&mut all);
    all.truncate(6 + random.below(4));
    program(&[2, 1, 2, 2, 3, 1, 2], all)
}

/// All that can be told of an evaluation.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    rows: Vec<(u32, Vec<u32>, Option<Derivation>)>,
    undefined: Vec<Row>,
    stop: Option<(Limit, Option<RuleId>, u64)>,
}

fn tell(threads: usize, program: &Program, rows: &[Row], limits: &Budget) -> Told {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    let mut domain = Integers { greatest: 20_000 };
    let outcome = pool.install(|| evaluate(program, facts(program, rows), &mut domain, limits));
    let (database, stop) = match outcome {
        Ok(database) => (database, None),
        Err(Failure::Stopped(stop)) => (stop.database, Some((stop.limit, stop.rule, stop.derived))),
        Err(other) => panic!("{other:?}"),
    };
    let mut told = Told { rows: Vec::new(), undefined: Vec::new(), stop };
    for relation in 0..program.relations.len() as u32 {
        let id = RelationId(relation);
        let rows = database.rows(id);
        told.rows.extend(rows.map(|(row, values)| (relation, numbers(values), database.derivation(id, row))));
        told.undefined.extend(database.undefined(id).map(|values| (relation, numbers(values))));
    }
    told
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut derived = 0;
    let mut stopped = 0;
    for seed in 0..8 {
        let mut random = Random(seed);
        let program = random_part(&mut random);
        let rows = graph(&mut random);
        let whole = tell(1, &program, &rows, &Budget::default());
        derived += whole.rows.len() - rows.len();
        for threads in [2, 3, 7] {
            assert!(tell(threads, &program, &rows, &Budget::default()) == whole, "seed {seed}: {threads}");
        }
        let half = (rows.len() + whole.rows.len()) as u64 / 2;
        let few_rows = Budget { rows: Some(half), ..Budget::default() };
        let few_bytes = Budget { memory: Some(half * 12), ..Budget::default() };
        for limits in [few_rows, few_bytes] {
            let part = tell(1, &program, &rows, &limits);
            stopped += usize::from(part.stop.is_some());
            assert!(tell(4, &program, &rows, &limits) == part, "seed {seed}: {limits:?}");
        }
    }
    assert!(derived > 200_000, "rows derived: {derived}");
    assert!(stopped > 10, "stopped by a limit: {stopped}");
}
