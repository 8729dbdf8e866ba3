//! The examples with ever other statements taken back and put in again: what is revised says what is
//! evaluated afresh.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use strat::internals::engine::Budget;
use strat::internals::model::statement::{Kind, StatementId, Term};
use strat::internals::model::{self, Model};
use strat::internals::theory::{Evaluated, FactSource, Lowered, Revision, Role, View};
use strat::source::SourceMap;

const EXAMPLES: [&str; 5] = ["council", "cuba-1962", "merger", "purchase", "triangle"];
const STEPS: u64 = 12;

/// Everything that an evaluation says: the sentences with what states them, and how many rows the other
/// relations have.
#[derive(Debug, PartialEq, Eq)]
struct Says {
    sentences: BTreeMap<String, Vec<FactSource>>,
    rows: BTreeMap<usize, BTreeSet<Vec<Term>>>,
    undefined: BTreeMap<usize, usize>,
}

fn says(model: &Model, evaluated: &Evaluated) -> Says {
    let mut says = Says { sentences: BTreeMap::new(), rows: BTreeMap::new(), undefined: BTreeMap::new() };
    for (at, role) in evaluated.legend.roles.iter().enumerate() {
        let relation = strat::internals::engine::RelationId(at as u32);
        for (row, values) in evaluated.database.rows(relation) {
            if let Role::Sentence(..) = role {
                let text = evaluated.sentence(model, relation, values).expect("a sentence");
                says.sentences.insert(text, evaluated.staters(relation, row).collect());
            } else {
                let terms = values.iter().map(|value| evaluated.values.back(*value).expect("a term"));
                assert!(says.rows.entry(at).or_default().insert(terms.collect()), "a row is there once");
            }
        }
        says.undefined.insert(at, evaluated.database.undefined(relation).count());
    }
    says
}

fn fresh(model: &Model, view: &View) -> Evaluated {
    Lowered::new(model).theory(model, view, &[]).value.evaluate(&Budget::default()).expect("a small model")
}

#[test]
fn revisions_of_the_examples_say_what_fresh_evaluations_say() {
    let (mut revised, mut changed) = (0, 0);
    for name in EXAMPLES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{name}.strat"));
        let model = model::load(super::standard(), &strat::source::Disk, &path, &mut SourceMap::new())
            .expect("an example")
            .value;
        let facts: Vec<StatementId> = model
            .statements()
            .filter(|(id, one)| model.is_own(*id) && one.kind == Kind::Assertion && one.body.is_none())
            .map(|(id, _)| id)
            .collect();
        let mut view = View::default();
        let mut evaluated = fresh(&model, &view);
        let mut revision = Revision::new(&evaluated).expect("a program that was evaluated");
        let mut seed = 7_u64;
        for step in 0..STEPS {
            let mut next = view.clone();
            for id in &facts {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                if (seed >> 33).is_multiple_of(8) && !next.retracted.remove(id) {
                    next.retracted.insert(*id);
                }
            }
            let outcome =
                revision.revise(&mut evaluated, (&model, &view), (&model, &next), &Budget::default());
            let Some(outcome) = outcome.expect("no limit") else {
                evaluated = fresh(&model, &next);
                revision = Revision::new(&evaluated).expect("a program that was evaluated");
                view = next;
                continue;
            };
            revised += 1;
            changed += usize::from(!outcome.difference.changes.is_empty());
            let expected = fresh(&model, &next);
            // Relations that only facts named are not there once those are gone.
            let (now, then) = (says(&model, &evaluated), says(&model, &expected));
            assert_eq!(now.sentences, then.sentences, "{name}, step {step}");
            let sizes = |says: &Says| -> Vec<usize> {
                let mut sizes: Vec<usize> = says.rows.values().map(BTreeSet::len).collect();
                sizes.sort_unstable();
                sizes
            };
            assert_eq!(sizes(&now), sizes(&then), "{name}, step {step}");
            let doubtful = |says: &Says| says.undefined.values().sum::<usize>();
            assert_eq!(doubtful(&now), doubtful(&then), "{name}, step {step}");
            view = next;
        }
    }
    assert!(revised > 40, "revised: {revised}");
    assert!(changed > 40, "changed something: {changed}");
}
