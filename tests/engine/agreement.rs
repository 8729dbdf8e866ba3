//! The engine and the oracle on random programs, in random orders.

use std::collections::{BTreeMap, BTreeSet};

use strat::internals::engine::{
    Budget, Constant, Coverage, Derivation, Failure, Graph, Literal, RelationId, Term, evaluate,
};

use super::checker::Replay;
use super::oracle::{Binding, View, model, solutions};
use super::programs::{Integers, Row, constants, facts, numbers, truths, undefined};
use super::random::{Random, random_program};

const PROGRAMS: u64 = 1500;
const GREATEST: u32 = 9;

/// How many programs showed what they were made to show.
#[derive(Default)]
struct Seen {
    cyclic: usize,
    undefined: usize,
    derived: usize,
}

#[test]
fn the_engine_agrees_with_the_oracle() {
    let mut seen = Seen::default();
    for seed in 0..PROGRAMS {
        agree(seed, &mut seen);
    }
    assert!(seen.cyclic > 5, "aggregates that depend on themselves: {}", seen.cyclic);
    assert!(seen.undefined > 50, "programs with undefined rows: {}", seen.undefined);
    assert!(seen.derived > 700, "programs that derive rows: {}", seen.derived);
}

fn agree(seed: u64, seen: &mut Seen) {
    let mut random = Random(seed);
    let (mut program, mut rows) = random_program(&mut random);
    let expected = model(&program, &rows, GREATEST);
    for _ in 0..2 {
        let mut domain = Integers { greatest: GREATEST };
        let outcome = evaluate(&program, facts(&program, &rows), &mut domain, &Budget::default());
        let database = match (outcome, &expected) {
            (Ok(database), Some(_)) => database,
            (Err(Failure::Cycle(cycle)), None) => {
                assert_eq!(cycle.relations.len(), cycle.rules.len(), "seed {seed}");
                seen.cyclic += 1;
                return;
            }
            (outcome, expected) => panic!("seed {seed}: {outcome:?} where {expected:?} was expected"),
        };
        let expected = expected.as_ref().expect("there is a model");
        let truths = truths(&program, &database);
        let undefined = undefined(&program, &database);
        assert_eq!(truths, expected.truths, "seed {seed}: true rows\n{program:?}\n{rows:?}");
        assert_eq!(undefined, expected.undefined, "seed {seed}: undefined rows\n{program:?}\n{rows:?}");
        seen.undefined += usize::from(!undefined.is_empty());
        seen.derived += usize::from(truths.len() > rows.iter().collect::<BTreeSet<_>>().len());
        let replay = Replay {
            program: &program,
            database: &database,
            truths: &truths,
            undefined: &undefined,
            greatest: GREATEST,
        };
        derivations(seed, &replay, &rows, &mut domain);
        random.shuffle(&mut program.rules);
        random.shuffle(&mut rows);
        for rule in &mut program.rules {
            random.shuffle(&mut rule.body);
        }
    }
}

type ByTrial = BTreeMap<Row, BTreeSet<(usize, Vec<u32>)>>;

/// The instances of every row, found by trying every binding.
fn instances_by_trial(replay: &Replay<'_>) -> ByTrial {
    let possible: BTreeSet<Row> = replay.truths.union(replay.undefined).cloned().collect();
    let view = View {
        positive: replay.truths,
        blocking: &possible,
        counted: replay.truths,
        doubtful: replay.undefined,
        greatest: replay.greatest,
    };
    let mut found = ByTrial::new();
    for (number, rule) in replay.program.rules.iter().enumerate() {
        solutions(rule, &view, &mut |binding| {
            let values = binding.values().copied().collect();
            let head = ground(rule.head.relation, &rule.head.terms, binding);
            found.entry(head).or_default().insert((number, values));
        });
    }
    found
}

fn ground(relation: RelationId, terms: &[Term], binding: &Binding) -> Row {
    let row = terms.iter().map(|term| match term {
        Term::Constant(constant) => constant.0,
        Term::Variable(variable) => binding[&variable.0],
    });
    (relation.0, row.collect())
}

/// For each row the least height of a proof and the least size of one of that height, by trying all
/// proofs of growing height.
fn least_proofs(
    replay: &Replay<'_>,
    given: &BTreeSet<Row>,
    instances: &ByTrial,
) -> BTreeMap<Row, (u32, u64)> {
    let mut least: BTreeMap<Row, (u32, u64)> = BTreeMap::new();
    let mut sizes: BTreeMap<Row, u64> = given.iter().map(|row| (row.clone(), 1)).collect();
    for height in 0.. {
        for (row, size) in &sizes {
            least.entry(row.clone()).or_insert((height, *size));
        }
        if least.len() == replay.truths.len() {
            break;
        }
        let mut next = sizes.clone();
        for (row, list) in instances {
            for (rule, values) in list {
                let binding: Binding = (0..).zip(values.iter().copied()).collect();
                let body = &replay.program.rules[*rule].body;
                let mut size = Some(1);
                for literal in body {
                    if let Literal::Positive(atom) = literal {
                        let premise = ground(atom.relation, &atom.terms, &binding);
                        size = size.and_then(|size| Some(size + sizes.get(&premise)?));
                    }
                }
                if let Some(size) = size {
                    let known = next.entry(row.clone()).or_insert(size);
                    *known = size.min(*known);
                }
            }
        }
        assert_ne!(next, sizes, "every true row has a proof");
        sizes = next;
    }
    least
}

fn derivations(seed: u64, replay: &Replay<'_>, rows: &[Row], domain: &mut Integers) {
    let database = replay.database;
    let given: BTreeSet<Row> = rows.iter().cloned().collect();
    let by_trial = instances_by_trial(replay);
    let least = least_proofs(replay, &given, &by_trial);
    let mut graph = Graph::new(replay.program, database, domain);
    for relation in (0..replay.program.relations.len() as u32).map(RelationId) {
        for (number, values) in database.rows(relation) {
            let row = (relation.0, numbers(values));
            assert_eq!(database.find(relation, values), Some(number));
            let found = graph.instances(relation, values, u64::MAX);
            assert_eq!(found.coverage, Coverage::Complete);
            let mut named = BTreeSet::new();
            for instance in &found.list {
                replay.instance(instance, &row);
                assert!(
                    named.insert((instance.rule.0 as usize, numbers(&instance.binding))),
                    "seed {seed}: twice"
                );
            }
            assert_eq!(named, by_trial.get(&row).cloned().unwrap_or_default(), "seed {seed}: {row:?}");
            let proof = graph.proof(relation, number, u64::MAX).expect("a true row has a proof");
            let (height, size) = replay.proof(&proof);
            assert_eq!((height, size), (proof.height, proof.size), "seed {seed}: {row:?}");
            assert_eq!((height, size), least[&row], "seed {seed}: {row:?}");
            let quick = graph.proof(relation, number, 0).expect("a true row has a proof");
            let (bounded, _) = replay.proof(&quick);
            assert!(bounded >= height, "seed {seed}: {row:?}");
            match database.derivation(relation, number).expect("a row of the database") {
                Derivation::Fact => assert!(given.contains(&row), "seed {seed}: {row:?} is no fact"),
                Derivation::Rule { rule, height } => {
                    let first = graph.first_instance(relation, number).expect("a first instance");
                    assert_eq!(first.rule, rule, "seed {seed}: {row:?}");
                    replay.instance(&first, &row);
                    replay.grounded(&first, height);
                }
            }
        }
        for values in database.undefined(relation) {
            let row = (relation.0, numbers(values));
            let found = graph.possible_instances(relation, values, u64::MAX);
            assert!(!found.list.is_empty(), "seed {seed}: nothing holds {row:?} up");
            for instance in &found.list {
                replay.instance(instance, &row);
            }
        }
        absences(seed, replay, relation, &mut graph);
    }
}

/// Checks what is said about the first rows that do not hold.
fn absences(seed: u64, replay: &Replay<'_>, relation: RelationId, graph: &mut Graph<'_, Integers>) {
    let arity = replay.program.relations[relation.0 as usize] as u32;
    for number in 0..4_u32.pow(arity).min(16) {
        let row: Vec<u32> = (0..arity).map(|column| number / 4_u32.pow(column) % 4).collect();
        if replay.truths.contains(&(relation.0, row.clone())) {
            continue;
        }
        let mut misses = 0;
        for attempt in graph.attempts(relation, &constants(&row), u64::MAX, &|_, _, _| true) {
            assert!(attempt.missing.len() >= misses, "seed {seed}: the nearest miss comes first");
            misses = attempt.missing.len();
            assert!(misses > 0, "seed {seed}: a row that nothing is missing for holds");
            let rule = &replay.program.rules[attempt.rule.0 as usize];
            assert_eq!(rule.body.len(), attempt.satisfied.len() + misses + attempt.unseen);
            let value = |term: &Term| match term {
                Term::Constant(constant) => Some(*constant),
                Term::Variable(variable) => attempt.binding[variable.0 as usize],
            };
            let pattern = |terms: &[Term]| -> Vec<Option<Constant>> { terms.iter().map(value).collect() };
            let matches = |relation: RelationId, pattern: &[Option<Constant>]| {
                replay.truths.iter().any(|(of, row)| {
                    *of == relation.0
                        && row.iter().zip(pattern).all(|(there, wanted)| wanted.is_none_or(|w| w.0 == *there))
                })
            };
            for &at in &attempt.satisfied {
                match &rule.body[at] {
                    Literal::Positive(atom) => {
                        let row: Option<Vec<Constant>> = pattern(&atom.terms).into_iter().collect();
                        let row = row.expect("satisfied literals are bound");
                        assert!(replay.truths.contains(&(atom.relation.0, numbers(&row))), "seed {seed}");
                    }
                    Literal::Negative(atom) => assert!(!matches(atom.relation, &pattern(&atom.terms))),
                    Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => {}
                }
            }
            let [stopped_by] = attempt.missing[..] else { continue };
            if attempt.unseen > 0 {
                // The literal may hold, and what cannot be judged without it fail.
                continue;
            }
            match &rule.body[stopped_by] {
                Literal::Positive(atom) => {
                    let mut repeated = BTreeSet::new();
                    let plain = atom.terms.iter().all(|term| match term {
                        Term::Constant(_) => true,
                        Term::Variable(variable) => value(term).is_some() || repeated.insert(variable.0),
                    });
                    assert!(
                        !plain || !matches(atom.relation, &pattern(&atom.terms)),
                        "seed {seed}: {attempt:?}"
                    );
                }
                Literal::Negative(atom) => {
                    let row: Option<Vec<Constant>> = pattern(&atom.terms).into_iter().collect();
                    let row = (atom.relation.0, numbers(&row.expect("negative literals are bound")));
                    assert!(replay.truths.contains(&row) || replay.undefined.contains(&row), "seed {seed}");
                }
                Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => {}
            }
        }
    }
}
