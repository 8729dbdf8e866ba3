//! Replays what the derivation graph says, against the rows alone.

use std::collections::BTreeSet;

use strat::internals::engine::{
    Atom, Constant, Database, Derivation, Instance, Literal, Premise, Program, Proof, RelationId, RowId,
    Support, Term,
};

use super::oracle::{Binding, View, aggregate, compute};
use super::programs::{Row, holds, numbers};

/// A database as plain sets.
pub(crate) struct Replay<'a> {
    pub(crate) program: &'a Program,
    pub(crate) database: &'a Database,
    pub(crate) truths: &'a BTreeSet<Row>,
    pub(crate) undefined: &'a BTreeSet<Row>,
    pub(crate) greatest: u32,
}

fn ground(atom: &Atom, binding: &[Constant]) -> Row {
    let row = atom.terms.iter().map(|term| match term {
        Term::Constant(constant) => constant.0,
        Term::Variable(variable) => binding[variable.0 as usize].0,
    });
    (atom.relation.0, row.collect())
}

impl Replay<'_> {
    fn row(&self, relation: RelationId, row: RowId) -> Row {
        (relation.0, numbers(self.database.row(relation, row).expect("a row of the database")))
    }

    /// Checks that the instance is one of its rule, derives the row, and that its premises are so.
    pub(crate) fn instance(&self, instance: &Instance, derived: &Row) {
        let rule = &self.program.rules[instance.rule.0 as usize];
        assert_eq!(rule.variables as usize, instance.binding.len());
        assert_eq!(&ground(&rule.head, &instance.binding), derived, "the head is the row");
        assert_eq!(rule.body.len(), instance.premises.len());
        let binding: Binding = (0..).zip(instance.binding.iter().map(|constant| constant.0)).collect();
        let nothing = BTreeSet::new();
        let view = View {
            positive: &nothing,
            blocking: &nothing,
            counted: self.truths,
            doubtful: &nothing,
            greatest: self.greatest,
        };
        for (literal, premise) in rule.body.iter().zip(&instance.premises) {
            match (literal, premise) {
                (Literal::Positive(atom), Premise::Row(relation, row)) => {
                    assert_eq!(ground(atom, &instance.binding), self.row(*relation, *row));
                }
                (Literal::Positive(atom), Premise::Undefined(relation, row)) => {
                    assert_eq!(ground(atom, &instance.binding), (relation.0, numbers(row)));
                    assert!(self.undefined.contains(&(relation.0, numbers(row))));
                }
                (Literal::Negative(atom), Premise::Absent(relation, row)) => {
                    let row = (relation.0, numbers(row));
                    assert_eq!(ground(atom, &instance.binding), row);
                    assert!(!self.truths.contains(&row) && !self.undefined.contains(&row));
                }
                (Literal::Negative(atom), Premise::Undecided(relation, row)) => {
                    let row = (relation.0, numbers(row));
                    assert_eq!(ground(atom, &instance.binding), row);
                    assert!(self.undefined.contains(&row));
                }
                (Literal::Compare(comparison, left, right), Premise::Condition) => {
                    let left = compute(left, &binding, self.greatest).expect("a value");
                    let right = compute(right, &binding, self.greatest).expect("a value");
                    assert!(holds(*comparison, left, right));
                }
                (Literal::Bind(variable, expression), Premise::Value(value)) => {
                    assert_eq!(compute(expression, &binding, self.greatest), Some(value.0));
                    assert_eq!(binding[&variable.0], value.0);
                }
                (
                    Literal::Aggregate(variable, over),
                    Premise::Aggregate(value, relation, rows) | Premise::Doubtful(value, relation, rows),
                ) => {
                    let strict = View { doubtful: self.undefined, ..view };
                    let certain = matches!(premise, Premise::Aggregate(..));
                    assert_eq!(aggregate(over, &binding, &strict).is_some(), certain);
                    assert_eq!(aggregate(over, &binding, &view), Some(value.0));
                    assert_eq!(binding[&variable.0], value.0);
                    assert_eq!(over.relation, *relation);
                    let named: BTreeSet<Row> = rows.iter().map(|row| self.row(*relation, *row)).collect();
                    let matching = self.truths.iter().filter(|(of, row)| {
                        *of == relation.0
                            && row.iter().zip(&over.group).all(|(there, term)| match term {
                                Some(Term::Constant(constant)) => constant.0 == *there,
                                Some(Term::Variable(variable)) => binding[&variable.0] == *there,
                                None => true,
                            })
                    });
                    assert_eq!(named, matching.cloned().collect());
                }
                (literal, premise) => panic!("{premise:?} cannot satisfy {literal:?}"),
            }
        }
    }

    /// Checks that an instance rests on true rows of less height than a row.
    pub(crate) fn grounded(&self, instance: &Instance, height: u32) {
        for premise in &instance.premises {
            let rows: Vec<(RelationId, RowId)> = match premise {
                Premise::Row(relation, row) => vec![(*relation, *row)],
                Premise::Aggregate(_, relation, rows) => rows.iter().map(|row| (*relation, *row)).collect(),
                Premise::Undefined(..) | Premise::Undecided(..) | Premise::Doubtful(..) => {
                    panic!("{premise:?} does not hold")
                }
                Premise::Absent(..) | Premise::Condition | Premise::Value(_) => Vec::new(),
            };
            for (relation, row) in rows {
                let derivation = self.database.derivation(relation, row).expect("a row of the database");
                assert!(derivation.height() < height, "{derivation:?} supports a row of height {height}");
            }
        }
    }

    /// Checks a proof node by node, and that it has no cycle; returns its height and size as a tree.
    pub(crate) fn proof(&self, proof: &Proof) -> (u32, u64) {
        let mut measures: Vec<Option<(u32, u64)>> = vec![None; proof.nodes.len()];
        let mut settled = 0;
        while settled < proof.nodes.len() {
            let before = settled;
            for (at, node) in proof.nodes.iter().enumerate() {
                if measures[at].is_some() {
                    continue;
                }
                let measure = match &node.support {
                    Support::Fact => {
                        assert_eq!(self.database.derivation(node.relation, node.row), Some(Derivation::Fact));
                        Some((0, 1))
                    }
                    Support::Instance(instance, premises) => {
                        let rows: Vec<_> = instance.rows().collect();
                        assert_eq!(rows.len(), premises.len());
                        for (row, &premise) in rows.iter().zip(premises) {
                            let node = &proof.nodes[premise];
                            assert_eq!(*row, (node.relation, node.row));
                        }
                        let below: Option<Vec<(u32, u64)>> =
                            premises.iter().map(|&at| measures[at]).collect();
                        below.map(|below| {
                            let height = 1 + below.iter().map(|measure| measure.0).max().unwrap_or(0);
                            (height, 1 + below.iter().map(|measure| measure.1).sum::<u64>())
                        })
                    }
                };
                if measure.is_some() {
                    measures[at] = measure;
                    settled += 1;
                }
            }
            assert!(settled > before, "the proof has a cycle");
        }
        for node in &proof.nodes {
            if let Support::Instance(instance, _) = &node.support {
                self.instance(instance, &self.row(node.relation, node.row));
            }
        }
        measures[0].expect("all nodes are settled")
    }
}
