//! Random sequences of edits of random programs: after each, the model is that of a fresh evaluation.

use std::collections::BTreeSet;

use strat::internals::engine::{
    Budget, Database, Derivation, Difference, Edit, Graph, Maintenance, Program, RelationId, evaluate,
};

use super::checker::Replay;
use super::programs::{Integers, Row, constants, facts, numbers, truths, undefined};
use super::random::{CONSTANTS, Random, random_program};

const PROGRAMS: u64 = 1200;
const EDITS: usize = 8;
pub(super) const GREATEST: u32 = 9;

/// How much of what was to be shown was shown.
#[derive(Default)]
struct Seen {
    gained: usize,
    lost: usize,
    moved: usize,
    undefined: usize,
    undone: usize,
}

fn random_row(random: &mut Random, program: &Program) -> Row {
    let relation = random.below(program.relations.len());
    let row = (0..program.relations[relation]).map(|_| random.below(CONSTANTS) as u32).collect();
    (relation as u32, row)
}

/// An edit, and the facts after it.
pub(super) fn random_edit(
    random: &mut Random,
    program: &Program,
    given: &BTreeSet<Row>,
) -> (Edit, BTreeSet<Row>) {
    let mut edit = Edit::default();
    let mut after = given.clone();
    let some: Vec<&Row> = given.iter().collect();
    for _ in 0..random.below(3) {
        let row = if some.is_empty() { random_row(random, program) } else { (*random.pick(&some)).clone() };
        edit.removed.push((RelationId(row.0), constants(&row.1)));
        after.remove(&row);
    }
    for _ in 0..random.below(3) {
        let row = random_row(random, program);
        edit.added.push((RelationId(row.0), constants(&row.1)));
        after.insert(row);
    }
    (edit, after)
}

pub(super) fn fresh(program: &Program, rows: &BTreeSet<Row>) -> Option<Database> {
    let rows: Vec<Row> = rows.iter().cloned().collect();
    evaluate(program, facts(program, &rows), &mut Integers { greatest: GREATEST }, &Budget::default()).ok()
}

/// Every derived row has an instance of its rule, of rows of less height.
fn check_heights(seed: u64, replay: &Replay<'_>, given: &BTreeSet<Row>) {
    let mut domain = Integers { greatest: GREATEST };
    let mut graph = Graph::new(replay.program, replay.database, &mut domain);
    for relation in (0..replay.program.relations.len() as u32).map(RelationId) {
        for (number, values) in replay.database.rows(relation) {
            let row = (relation.0, numbers(values));
            assert_eq!(replay.database.find(relation, values), Some(number));
            match replay.database.derivation(relation, number).expect("a row of the database") {
                Derivation::Fact => assert!(given.contains(&row), "seed {seed}: {row:?} is no fact"),
                Derivation::Rule { rule, height } => {
                    assert!(!given.contains(&row), "seed {seed}: {row:?} is a fact");
                    let first = graph.first_instance(relation, number);
                    let first = first.unwrap_or_else(|| panic!("seed {seed}: {row:?} has no first instance"));
                    assert_eq!(first.rule, rule, "seed {seed}: {row:?}");
                    replay.instance(&first, &row);
                    replay.grounded(&first, height);
                }
            }
        }
    }
}

/// The rows of a difference: true and undefined ones that came and went.
fn told(database: &Database, difference: &Difference) -> [BTreeSet<Row>; 4] {
    let mut told: [BTreeSet<Row>; 4] = Default::default();
    for change in &difference.changes {
        let of = change.relation;
        for (rows, told) in [&change.gained, &change.lost].into_iter().zip(&mut told[..2]) {
            for row in rows {
                let values = numbers(database.row(of, *row).expect("a row that can be read"));
                assert!(told.insert((of.0, values)), "told twice");
            }
        }
        for (rows, told) in [&change.doubted, &change.settled].into_iter().zip(&mut told[2..]) {
            for row in rows {
                assert!(told.insert((of.0, numbers(row))), "told twice");
            }
        }
    }
    told
}

fn beyond(some: &BTreeSet<Row>, others: &BTreeSet<Row>) -> BTreeSet<Row> {
    some.difference(others).cloned().collect()
}

type Heights = Vec<(u32, Vec<u32>, Derivation)>;

fn heights(program: &Program, database: &Database) -> Heights {
    let relations = (0..program.relations.len() as u32).map(RelationId);
    let rows = relations.flat_map(|relation| {
        database.rows(relation).map(move |(number, row)| {
            (relation.0, numbers(row), database.derivation(relation, number).expect("a row"))
        })
    });
    rows.collect()
}

fn follow(seed: u64, seen: &mut Seen) {
    let mut random = Random(seed);
    let (program, rows) = random_program(&mut random);
    let mut given: BTreeSet<Row> = rows.into_iter().collect();
    let Some(mut database) = fresh(&program, &given) else { return };
    let mut kept = Maintenance::new(&program).expect("a program that was evaluated");
    let mut domain = Integers { greatest: GREATEST };
    for step in 0..EDITS {
        let (edit, after) = random_edit(&mut random, &program, &given);
        let before = (truths(&program, &database), undefined(&program, &database));
        let derived = heights(&program, &database);
        let difference = kept
            .edit(&program, &mut database, &edit, &mut domain, &Budget::default())
            .expect("an edit that fits");
        let now = (truths(&program, &database), undefined(&program, &database));
        let expected = fresh(&program, &after).expect("the same rules");
        let context = || format!("seed {seed}, step {step}: {edit:?}\n{program:?}\n{given:?}");
        assert_eq!(now.0, truths(&program, &expected), "{}", context());
        assert_eq!(now.1, undefined(&program, &expected), "{}", context());
        let changed = [
            beyond(&now.0, &before.0),
            beyond(&before.0, &now.0),
            beyond(&now.1, &before.1),
            beyond(&before.1, &now.1),
        ];
        assert_eq!(told(&database, &difference), changed, "{}", context());
        for relation in (0..program.relations.len() as u32).map(RelationId) {
            assert_eq!(database.len(relation), expected.len(relation), "{}", context());
        }
        let replay = Replay {
            program: &program,
            database: &database,
            truths: &now.0,
            undefined: &now.1,
            greatest: GREATEST,
        };
        check_heights(seed, &replay, &after);
        seen.gained += changed[0].len();
        seen.lost += changed[1].len();
        seen.moved += usize::from(derived != heights(&program, &database));
        seen.undefined += changed[2].len() + changed[3].len();
        if random.chance(30) {
            kept.undo(&mut database);
            assert_eq!(heights_sorted(&program, &database), sorted(derived), "{}", context());
            assert_eq!(undefined(&program, &database), before.1, "{}", context());
            seen.undone += 1;
        } else {
            given = after;
        }
    }
}

fn sorted(mut heights: Heights) -> Heights {
    heights.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    heights
}

fn heights_sorted(program: &Program, database: &Database) -> Heights {
    sorted(heights(program, database))
}

#[test]
fn edits_agree_with_fresh_evaluations() {
    let mut seen = Seen::default();
    for seed in 0..PROGRAMS {
        follow(seed, &mut seen);
    }
    assert!(seen.gained > 2000, "rows gained: {}", seen.gained);
    assert!(seen.lost > 2000, "rows lost: {}", seen.lost);
    assert!(seen.moved > 1000, "edits that changed something: {}", seen.moved);
    assert!(seen.undefined > 200, "undefined rows that came or went: {}", seen.undefined);
    assert!(seen.undone > 500, "edits that were taken back: {}", seen.undone);
}
