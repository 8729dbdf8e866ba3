//! What the derivation graph says of programs written by hand.

use strat::internals::engine::{
    Budget, Coverage, Database, Graph, Premise, Program, RelationId, RuleId, Support, evaluate,
};

use super::programs::{Integers, Row, atom, constants, facts, neg, pos, program, rule, var};

const EDGE: u32 = 0;
const PATH: u32 = 1;

fn closure() -> Program {
    program(
        &[2, 2],
        vec![
            rule(atom(PATH, &[var(0), var(1)]), vec![pos(EDGE, &[var(0), var(1)])]),
            rule(
                atom(PATH, &[var(0), var(2)]),
                vec![pos(PATH, &[var(0), var(1)]), pos(EDGE, &[var(1), var(2)])],
            ),
        ],
    )
}

fn run(program: &Program, rows: &[Row]) -> Database {
    let mut domain = Integers { greatest: 9 };
    evaluate(program, facts(program, rows), &mut domain, &Budget::default()).expect("a model")
}

#[test]
fn the_shortest_way_is_the_proof() {
    // A cycle of nine, with a short cut from 0 to 6.
    let mut rows: Vec<Row> = (0..9).map(|n| (EDGE, vec![n, (n + 1) % 9])).collect();
    rows.push((EDGE, vec![0, 6]));
    let program = closure();
    let database = run(&program, &rows);
    let mut domain = Integers { greatest: 9 };
    let mut graph = Graph::new(&program, &database, &mut domain);
    let row = database.find(RelationId(PATH), &constants(&[0, 8])).expect("a way");
    let proof = graph.proof(RelationId(PATH), row, 10_000).expect("a proof");
    assert_eq!((proof.height, proof.size, proof.coverage), (3, 6, Coverage::Complete));
    let bounded = graph.proof(RelationId(PATH), row, 3).expect("a proof");
    assert_eq!(bounded.coverage, Coverage::Bounded);
    assert!(matches!(bounded.nodes[0].support, Support::Instance(..)));
}

#[test]
fn a_deep_proof_is_found_without_recursion() {
    let rows: Vec<Row> = (0..700).map(|n| (EDGE, vec![n, n + 1])).collect();
    let program = closure();
    let database = run(&program, &rows);
    let mut domain = Integers { greatest: 9 };
    let mut graph = Graph::new(&program, &database, &mut domain);
    let row = database.find(RelationId(PATH), &constants(&[0, 700])).expect("a way");
    for allowance in [0, u64::MAX] {
        let proof = graph.proof(RelationId(PATH), row, allowance).expect("a proof");
        assert_eq!((proof.height, proof.size), (700, 1400));
    }
}

#[test]
fn what_is_missing_for_a_row() {
    // veto(x, t) if dominates(x, c), member(y, c), tactic(y, t), unless exempt(x, t).
    let (dominates, member, tactic, exempt, veto) = (0, 1, 2, 3, 4);
    let program = program(
        &[2, 2, 2, 2, 2],
        vec![rule(
            atom(veto, &[var(0), var(3)]),
            vec![
                pos(dominates, &[var(0), var(1)]),
                pos(member, &[var(2), var(1)]),
                pos(tactic, &[var(2), var(3)]),
                neg(exempt, &[var(0), var(3)]),
            ],
        )],
    );
    let rows = [
        (dominates, vec![1, 10]),
        (member, vec![2, 10]),
        (member, vec![3, 10]),
        (tactic, vec![2, 100]),
        (tactic, vec![3, 101]),
        (exempt, vec![1, 101]),
        (tactic, vec![4, 102]),
    ];
    let database = run(&program, &rows);
    let mut domain = Integers { greatest: 9 };
    let mut graph = Graph::new(&program, &database, &mut domain);
    let relation = RelationId(veto);
    let found = graph.instances(relation, &constants(&[1, 100]), 1000);
    assert_eq!(found.list.len(), 1);
    assert_eq!(found.list[0].rule, RuleId(0));
    assert_eq!(found.list[0].premises[3], Premise::Absent(RelationId(exempt), constants(&[1, 100])));
    assert!(graph.attempts(relation, &constants(&[1, 100]), 1000, &|_, _, _| true).is_empty());

    let exempted = graph.attempts(relation, &constants(&[1, 101]), 1000, &|_, _, _| true);
    assert_eq!((&exempted[0].missing[..], exempted.len()), (&[3][..], 1));
    let foreign = graph.attempts(relation, &constants(&[1, 102]), 1000, &|_, _, _| true);
    // Somebody would have to be a member with 1, or to have the tactic.
    assert!(foreign.iter().all(|attempt| attempt.missing == [1] || attempt.missing == [2]));
    assert_eq!(foreign[0].binding[3], Some(strat::internals::engine::Constant(102)));
    let weak = graph.attempts(relation, &constants(&[9, 100]), 1000, &|_, _, _| true);
    assert!(weak.iter().all(|attempt| attempt.missing == [0] && attempt.satisfied == [1, 2, 3]));
}
