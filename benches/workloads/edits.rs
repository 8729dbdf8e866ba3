//! One fact at a time put in and taken out of a model that is kept, against evaluating it again.

use std::time::{Duration, Instant};

use strat::internals::engine::{Budget, Constant, Edit, Facts, Maintenance, Program, RelationId};

use super::{Plain, run};

/// A small generator of random numbers (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % count as u64) as usize
    }
}

/// A relation whose facts are edited, with its name and its facts.
pub struct Edited {
    pub name: &'static str,
    pub relation: RelationId,
    pub rows: Vec<Vec<u32>>,
}

#[derive(Default)]
struct Times {
    all: Vec<(Duration, usize)>,
}

impl Times {
    fn tell(&mut self, what: &str, whole: Duration) {
        self.all.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        let at = |percent: usize| self.all.get(self.all.len().saturating_sub(1) * percent / 100);
        let (Some((median, _)), Some((late, _)), Some((most, rows))) = (at(50), at(90), at(100)) else {
            return;
        };
        println!(
            "  {what}: median {:.3} ms ({:.2} % of an evaluation), nine in ten within {:.3} ms, most {:.3} ms ({rows} rows)",
            ms(*median),
            100.0 * median.as_secs_f64() / whole.as_secs_f64(),
            ms(*late),
            ms(*most),
        );
    }
}

const TIMES: usize = 40;
const EVALUATIONS: usize = 3;

/// One of the rows.
fn pick(rows: &[Vec<u32>], random: &mut Random) -> Vec<Constant> {
    let row = rows.get(random.below(rows.len())).into_iter().flatten();
    row.map(|value| Constant(*value)).collect()
}

/// Measures edits of each relation, one fact each.
pub fn measure(program: &Program, facts: &Facts, edited: &[Edited]) {
    let timed = || {
        let facts = facts.clone();
        let start = Instant::now();
        let database = run(program, facts);
        (start.elapsed(), database)
    };
    let (mut whole, mut database) = timed();
    for _ in 1..EVALUATIONS {
        whole = whole.min(timed().0);
    }
    println!(
        "evaluation: {:.1} ms, the least of {EVALUATIONS}; {} rows",
        whole.as_secs_f64() * 1000.0,
        database.rows_total()
    );
    let rows = database.rows_total();
    let mut kept = Maintenance::new(program).expect("a program that was evaluated");
    let mut random = Random(1);
    for Edited { name, relation, rows } in edited {
        let (mut inserts, mut retracts, mut returns) = (Times::default(), Times::default(), Times::default());
        let mut first = Duration::ZERO;
        let mut apply = |edit: Edit| {
            let start = Instant::now();
            let difference = kept
                .edit(program, &mut database, &edit, &mut Plain, &Budget::default())
                .expect("an edit that fits");
            let time = start.elapsed();
            let changed = difference.changes.iter().map(|change| change.gained.len() + change.lost.len());
            (time, changed.sum())
        };
        for number in 0..TIMES {
            // Each column as in one of the rows that are there, so that the new row has something to join.
            let mut row = pick(rows, &mut random);
            for (column, value) in row.iter_mut().enumerate() {
                *value = pick(rows, &mut random).get(column).copied().unwrap_or(*value);
            }
            let known = rows.iter().any(|known| known.iter().zip(&row).all(|(a, b)| *a == b.0));
            if !known {
                let edit = Edit { added: vec![(*relation, row.clone())], ..Edit::default() };
                let taken = apply(edit);
                if number == 0 {
                    first = taken.0;
                } else {
                    inserts.all.push(taken);
                }
                apply(Edit { removed: vec![(*relation, row)], ..Edit::default() });
            }
            let row = pick(rows, &mut random);
            let taken = apply(Edit { removed: vec![(*relation, row.clone())], ..Edit::default() });
            if number > 0 {
                retracts.all.push(taken);
            }
            returns.all.push(apply(Edit { added: vec![(*relation, row)], ..Edit::default() }));
        }
        println!("{name}: the first edit {:.1} ms, then", first.as_secs_f64() * 1000.0);
        inserts.tell("insert a new fact", whole);
        retracts.tell("retract a fact", whole);
        returns.tell("put it back", whole);
    }
    assert_eq!(database.rows_total(), rows, "all edits were taken back");
    let fresh = run(program, facts.clone());
    for relation in (0..program.relations.len() as u32).map(RelationId) {
        assert_eq!(database.len(relation), fresh.len(relation), "the model of a fresh evaluation");
        let same = fresh.rows(relation).all(|(_, row)| database.contains(relation, row));
        assert!(same, "the model of a fresh evaluation");
    }
}
