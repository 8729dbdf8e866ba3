//! Rows that lose a step by an edit, against all instances of rules before and after it.

use std::collections::{BTreeMap, BTreeSet};

use strat::internals::engine::{Budget, Database, Graph, Moved, Program, RelationId, RowId, affected};

use super::edits::{GREATEST, fresh, random_edit};
use super::programs::{Integers, Row, constants, numbers, truths, undefined};
use super::random::{Random, random_program};

const PROGRAMS: u64 = 2400;
const ALLOWANCE: u64 = 100_000;

/// How much of what was to be shown was shown.
#[derive(Default)]
struct Seen {
    lost: usize,
    spared: usize,
}

/// The instances of rules that derive a row: the rule and the values of its variables.
fn instances(program: &Program, database: &Database, (relation, row): &Row) -> BTreeSet<(u32, Vec<u32>)> {
    let mut domain = Integers { greatest: GREATEST };
    let mut graph = Graph::new(program, database, &mut domain);
    let found = graph.instances(RelationId(*relation), &constants(row), ALLOWANCE);
    found.list.iter().map(|one| (one.rule.0, numbers(&one.binding))).collect()
}

fn moved(program: &Program, database: &Database, after: &Database) -> BTreeMap<RelationId, Moved> {
    let (was, is) = (truths(program, database), truths(program, after));
    let doubted = &undefined(program, after) - &undefined(program, database);
    let mut all: BTreeMap<RelationId, Moved> = BTreeMap::new();
    for (relation, row) in &was - &is {
        let number = database.find(RelationId(relation), &constants(&row)).expect("a row that was true");
        all.entry(RelationId(relation)).or_default().gone.push(number);
    }
    for (relation, row) in (&is - &was).into_iter().chain(&doubted - &was) {
        all.entry(RelationId(relation)).or_default().come.push(constants(&row));
    }
    all
}

fn follow(seed: u64, seen: &mut Seen) {
    let mut random = Random(seed);
    let (program, rows) = random_program(&mut random);
    let given: BTreeSet<Row> = rows.into_iter().collect();
    let Some(mut database) = fresh(&program, &given) else { return };
    let (_, facts) = random_edit(&mut random, &program, &given);
    let after = fresh(&program, &facts).expect("the same rules");
    let changes = moved(&program, &database, &after);
    let mut domain = Integers { greatest: GREATEST };
    let was = truths(&program, &database);
    let found = affected(&program, &mut database, &changes, &[], &mut domain, &Budget::default())
        .expect("enough of everything");
    assert_eq!(was, truths(&program, &database), "seed {seed}: the rows are as they were");
    let is_found =
        |relation: RelationId, number: RowId| found.get(&relation).is_some_and(|rows| rows.contains(&number));
    for row in was.intersection(&truths(&program, &after)) {
        let number = database.find(RelationId(row.0), &constants(&row.1)).expect("a true row");
        let before = instances(&program, &database, row);
        let lost = !before.is_subset(&instances(&program, &after, row));
        if is_found(RelationId(row.0), number) {
            seen.lost += usize::from(lost);
        } else {
            assert!(!lost, "seed {seed}: {row:?} has lost a step\n{program:?}\n{given:?}\n{facts:?}");
            seen.spared += 1;
        }
    }
    for (relation, rows) in &found {
        for number in rows {
            let values = database.row(*relation, *number).expect("a row of the database");
            assert!(database.contains(*relation, values), "seed {seed}");
            let gone = changes.get(relation).is_some_and(|moved| moved.gone.contains(number));
            assert!(!gone, "seed {seed}: {relation:?} {number:?} is gone itself");
        }
    }
}

#[test]
fn what_loses_a_step_is_found() {
    let mut seen = Seen::default();
    for seed in 0..PROGRAMS {
        follow(seed, &mut seen);
    }
    assert!(seen.lost > 200, "rows that lost a step: {}", seen.lost);
    assert!(seen.spared > 2000, "rows that were not looked at: {}", seen.spared);
}
