//! Rules on top of a model, edited or not: they conclude what they would with all rules at once, and go without a
//! trace.

use std::collections::BTreeSet;

use strat::internals::engine::{Atom, Budget, Maintenance, Rule, RuleId, extend};

use super::edits::{GREATEST, fresh, random_edit};
use super::programs::{Integers, Row, truths, undefined};
use super::random::{Random, random_program};

const PROGRAMS: u64 = 1200;

#[test]
fn questions_agree_with_all_rules_at_once() {
    let (mut answers, mut doubtful) = (0, 0);
    for seed in 0..PROGRAMS {
        let mut random = Random(seed);
        let (program, rows) = random_program(&mut random);
        let mut given: BTreeSet<Row> = rows.into_iter().collect();
        let Some(mut database) = fresh(&program, &given) else { continue };
        let mut domain = Integers { greatest: GREATEST };
        let mut kept = Maintenance::new(&program).expect("a program that was evaluated");
        for _ in 0..random.below(3) {
            let (edit, after) = random_edit(&mut random, &program, &given);
            let edited = kept.edit(&program, &mut database, &edit, &mut domain, &Budget::default());
            edited.expect("an edit that fits");
            given = after;
        }
        let mut whole = program.clone();
        for _ in 0..2 {
            let Rule { head, body, variables } = random.pick(&program.rules).clone();
            let relation = whole.add_relation(head.terms.len());
            whole.add_rule(Rule { head: Atom { relation, terms: head.terms }, body, variables });
        }
        let before = (truths(&program, &database), undefined(&program, &database));
        let first = RuleId(program.rules.len() as u32);
        extend(&whole, first, &mut database, &mut domain, &Budget::default()).expect("no limit");
        let expected = fresh(&whole, &given).expect("the same rules");
        let now = (truths(&whole, &database), undefined(&whole, &database));
        assert_eq!(now.0, truths(&whole, &expected), "seed {seed}: {whole:?}\n{given:?}");
        assert_eq!(now.1, undefined(&whole, &expected), "seed {seed}: {whole:?}\n{given:?}");
        answers += now.0.len() - before.0.len();
        doubtful += now.1.len() - before.1.len();
        database.truncate(program.relations.len());
        assert_eq!((truths(&program, &database), undefined(&program, &database)), before, "seed {seed}");
    }
    assert!(answers > 500, "answers: {answers}");
    assert!(doubtful > 0, "undefined answers: {doubtful}");
}
