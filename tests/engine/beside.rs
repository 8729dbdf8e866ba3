//! Random programs evaluated beside others that differ in some rules and facts: what comes out is what a fresh
//! evaluation brings, row by row in its order.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use strat::internals::engine::{
    Arithmetic, Budget, Comparison, Constant, Database, Derivation, Domain, Earlier, Program, RelationId,
    evaluate, evaluate_beside,
};

use super::edits::{GREATEST, random_edit};
use super::programs::{Integers, Row, facts, numbers};
use super::random::{Random, random_program, random_rule};

const PROGRAMS: u64 = 4000;

/// Integers that count how often they were asked.
struct Counting {
    integers: Integers,
    asked: AtomicUsize,
}

impl Counting {
    fn new() -> Self {
        Self { integers: Integers { greatest: GREATEST }, asked: AtomicUsize::new(0) }
    }
}

impl Domain for Counting {
    fn compare(&self, comparison: Comparison, left: Constant, right: Constant) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.integers.compare(comparison, left, right)
    }

    fn compute(&mut self, operation: Arithmetic, left: Constant, right: Constant) -> Option<Constant> {
        *self.asked.get_mut() += 1;
        self.integers.compute(operation, left, right)
    }

    fn count(&mut self, count: u64) -> Constant {
        *self.asked.get_mut() += 1;
        self.integers.count(count)
    }
}

/// The same program with some rules more and some fewer, and relations that the other does not have.
fn varied(random: &mut Random, program: &Program) -> Program {
    let mut varied = program.clone();
    if random.chance(30) {
        varied.relations.push(random.below(3));
    }
    if random.chance(30) {
        varied.rules.remove(random.below(program.rules.len()));
    }
    if random.chance(30) {
        let at = random.below(varied.rules.len() + 1);
        varied.rules.insert(at, random_rule(random, &varied.relations));
    }
    varied
}

/// Every row in its order with its derivation, and every undefined row in its order.
type Rows = (Vec<(u32, Vec<u32>, Derivation)>, Vec<(u32, Vec<u32>)>);

fn rows(program: &Program, database: &Database) -> Rows {
    let relations = || (0..program.relations.len() as u32).map(RelationId);
    let truths = relations().flat_map(|relation| {
        database.rows(relation).map(move |(number, row)| {
            (relation.0, numbers(row), database.derivation(relation, number).expect("a row"))
        })
    });
    let undefined = relations()
        .flat_map(|relation| database.undefined(relation).map(move |row| (relation.0, numbers(row))));
    (truths.collect(), undefined.collect())
}

#[test]
fn beside_another_a_program_comes_to_what_it_comes_to_alone() {
    let (mut compared, mut undefined, mut alone, mut beside) = (0, 0, 0, 0);
    for seed in 0..PROGRAMS {
        let mut random = Random(seed);
        let (program, given) = random_program(&mut random);
        let given: BTreeSet<Row> = given.into_iter().collect();
        let listed: Vec<Row> = given.iter().cloned().collect();
        let mut integers = Integers { greatest: GREATEST };
        let budget = Budget::default();
        let Ok(before) = evaluate(&program, facts(&program, &listed), &mut integers, &budget) else {
            continue;
        };
        let earlier = Earlier::new(&program, &before).expect("a model that was not edited");
        let (_, given) = random_edit(&mut random, &program, &given);
        let given: Vec<Row> = given.into_iter().collect();
        let program = varied(&mut random, &program);
        let (mut fresh, mut after) = (Counting::new(), Counting::new());
        let expected = evaluate(&program, facts(&program, &given), &mut fresh, &budget);
        let found = evaluate_beside(Some(&earlier), &program, facts(&program, &given), &mut after, &budget);
        let (Ok(expected), Ok(found)) = (&expected, &found) else {
            assert_eq!(expected.is_err(), found.is_err(), "seed {seed}");
            continue;
        };
        let expected = rows(&program, expected);
        assert_eq!(expected, rows(&program, found), "seed {seed}: {program:?}\n{given:?}");
        compared += 1;
        undefined += expected.1.len();
        alone += fresh.asked.into_inner();
        beside += after.asked.into_inner();
    }
    assert!(compared > PROGRAMS / 2, "programs that were compared: {compared}");
    assert!(undefined > 100, "undefined rows: {undefined}");
    // Values are asked where rules are evaluated, not where their rows are taken over.
    assert!(beside * 10 < alone * 9, "values asked: {beside} beside, {alone} alone");
}
