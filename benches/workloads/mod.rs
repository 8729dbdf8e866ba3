//! The workloads: their files, their programs for the engine, and the same for the peers.

pub mod edits;
pub mod made;
pub mod peers;
pub mod proofs;
pub mod strategic;
pub mod tsv;

use strat::internals::engine::{
    Arithmetic, Atom, Budget, Comparison, Constant, Database, Domain, Facts, Literal, Program, RelationId,
    Rule, Term, Variable, evaluate,
};

/// Constants are numbers and nothing is computed with them.
pub struct Plain;

impl Domain for Plain {
    fn compare(&self, comparison: Comparison, left: Constant, right: Constant) -> bool {
        match comparison {
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
            _ => false,
        }
    }

    fn compute(&mut self, _: Arithmetic, _: Constant, _: Constant) -> Option<Constant> {
        None
    }

    fn count(&mut self, count: u64) -> Constant {
        Constant(count as u32)
    }
}

/// An atom: small letters of `terms` are variables from `a`, digits are constants.
pub fn atom(relation: RelationId, terms: &str) -> Atom {
    let terms = terms.bytes().map(|byte| match byte {
        b'0'..=b'9' => Term::Constant(Constant(u32::from(byte - b'0'))),
        _ => Term::Variable(Variable(u32::from(byte - b'a'))),
    });
    Atom { relation, terms: terms.collect() }
}

/// A rule; literals whose terms start with `!` are negative.
pub fn rule(program: &mut Program, head: (RelationId, &str), body: &[(RelationId, &str)]) {
    let head = atom(head.0, head.1);
    let mut variables = 0;
    let body: Vec<Literal> = body
        .iter()
        .map(|(relation, terms)| match terms.strip_prefix('!') {
            Some(terms) => Literal::Negative(atom(*relation, terms)),
            None => Literal::Positive(atom(*relation, terms)),
        })
        .collect();
    let atoms = body.iter().filter_map(|literal| match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => Some(atom),
        _ => None,
    });
    for term in atoms.flat_map(|atom| &atom.terms) {
        if let Term::Variable(variable) = term {
            variables = variables.max(variable.0 + 1);
        }
    }
    program.add_rule(Rule { head, body, variables });
}

/// Closure of the edges in a file.
pub fn closure(edges: &[[u32; 2]]) -> (Program, Facts, RelationId) {
    let mut program = Program::default();
    let edge = program.add_relation(2);
    let path = program.add_relation(2);
    rule(&mut program, (path, "ab"), &[(edge, "ab")]);
    rule(&mut program, (path, "ac"), &[(path, "ab"), (edge, "bc")]);
    let mut facts = Facts::new(&program);
    for row in edges {
        facts.add(edge, &row.map(Constant));
    }
    (program, facts, path)
}

/// Evaluates.
pub fn run(program: &Program, facts: Facts) -> Database {
    evaluate(program, facts, &mut Plain, &Budget::default()).expect("a model")
}
