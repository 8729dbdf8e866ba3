//! A rule and the literal (or head) that a row is given for, to the steps that find its instances.
//!
//! **Invariant:** what a step reads of the binding, the row or an earlier step has bound.
#![expect(clippy::indexing_slicing, reason = "literals and variables of a checked rule, by position")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::world::World;
use crate::engine::check::{inputs, outputs, variables_of};
use crate::engine::plan::{Estimates, Operation, Source, Statistics, order};
use crate::engine::program::{
    Aggregation, Atom, Comparison, Constant, Expression, Literal, Program, RelationId, Rule, RuleId, Term,
    Variable,
};

/// What a row is given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entry {
    /// The head: which instances derive it?
    Head,
    /// The literal at this position of the body: which instances read it?
    Literal(usize),
}

/// What is done with a column of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Take {
    /// It binds a variable.
    Bind(usize),
    /// It must be this.
    Check(Term),
}

/// What one step asks for.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Rows of a relation: by an index and its key, or all; one is enough if nothing of it is used.
    Find { relation: RelationId, by: Option<(usize, Vec<Term>)>, takes: Vec<(usize, Take)>, one: bool },
    /// That the row is there.
    Holds { relation: RelationId, row: Vec<Term> },
    /// That the row is not there.
    Absent { relation: RelationId, row: Vec<Term> },
    /// That the comparison holds.
    Compare { comparison: Comparison, left: Vec<Operation>, right: Vec<Operation> },
    /// A value, to bind the variable or be equal to it.
    Compute { formula: Vec<Operation>, variable: usize, bound: bool },
    /// The value of an aggregate over the rows with a key, as before.
    Aggregate {
        function: Aggregation,
        relation: RelationId,
        by: Option<(usize, Vec<Term>)>,
        value: usize,
        variable: usize,
        bound: bool,
    },
}

/// The steps from a row to the instances of a rule.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    /// How many variables the rule has.
    pub(super) variables: usize,
    /// The columns of the row that is given.
    pub(super) enter: Vec<(usize, Take)>,
    /// What to ask for, in this order.
    pub(super) steps: Vec<Step>,
    /// The head's terms.
    pub(super) head: Vec<Term>,
}

/// The probes that have been made, and the sizes that they were ordered by.
#[derive(Debug, Default)]
pub(super) struct Probes {
    made: BTreeMap<(RuleId, Entry), Arc<Probe>>,
    estimates: Estimates,
}

impl Probes {
    /// The probe of a rule for an entry; `None` if there is no such rule.
    pub(super) fn get(
        &mut self,
        program: &Program,
        id: RuleId,
        entry: Entry,
        world: &mut World,
    ) -> Option<Arc<Probe>> {
        if let Some(known) = self.made.get(&(id, entry)) {
            return Some(Arc::clone(known));
        }
        let rule = program.rules.get(id.index())?;
        for literal in &rule.body {
            if let Literal::Positive(atom) = literal {
                let measure = || Statistics::measure(world.table(atom.relation));
                self.estimates.entry(atom.relation).or_insert_with(measure);
            }
        }
        let probe = Arc::new(Maker { bound: BTreeSet::new(), world }.probe(rule, entry, &self.estimates));
        self.made.insert((id, entry), Arc::clone(&probe));
        Some(probe)
    }
}

/// Columns, and what stands in each.
type Columns = Vec<(usize, Term)>;

struct Maker<'a> {
    bound: BTreeSet<Variable>,
    world: &'a mut World,
}

fn formula(expression: &Expression) -> Vec<Operation> {
    let source = |term: Term| match term {
        Term::Constant(constant) => Source::Constant(constant),
        Term::Variable(variable) => Source::Frame(variable.index()),
    };
    let steps = expression.steps.iter().map(|step| match step {
        crate::engine::program::Step::Push(term) => Operation::Push(source(*term)),
        crate::engine::program::Step::Apply(operation) => Operation::Apply(*operation),
    });
    steps.collect()
}

impl Maker<'_> {
    fn probe(mut self, rule: &Rule, entry: Entry, estimates: &Estimates) -> Probe {
        let (given, skipped): (Columns, Option<usize>) = match entry {
            Entry::Head => (rule.head.terms.iter().copied().enumerate().collect(), None),
            Entry::Literal(at) => match &rule.body[at] {
                Literal::Positive(atom) => (atom.terms.iter().copied().enumerate().collect(), Some(at)),
                Literal::Negative(atom) => (atom.terms.iter().copied().enumerate().collect(), None),
                Literal::Aggregate(_, aggregate) => {
                    let group = aggregate.group.iter().enumerate();
                    (group.filter_map(|(column, term)| term.map(|term| (column, term))).collect(), None)
                }
                Literal::Compare(..) | Literal::Bind(..) => (Vec::new(), None),
            },
        };
        let enter: Vec<(usize, Take)> =
            given.into_iter().map(|(column, term)| (column, self.take(term))).collect();
        let bound: Vec<Variable> = self.bound.iter().copied().collect();
        let turns: Vec<usize> = match skipped {
            Some(at) => {
                let order = order(rule, &BTreeSet::new(), Some(at), &[], estimates);
                order.into_iter().filter(|turn| *turn != at).collect()
            }
            None => order(rule, &BTreeSet::new(), None, &bound, estimates),
        };
        let mut needed: BTreeSet<Variable> = match entry {
            Entry::Head => BTreeSet::new(),
            Entry::Literal(_) => variables_of(&rule.head).into_iter().collect(),
        };
        // What is read after each step, the last one first.
        let mut after = Vec::with_capacity(turns.len());
        for &at in turns.iter().rev() {
            after.push(needed.clone());
            needed.extend(inputs(&rule.body[at]));
            needed.extend(outputs(&rule.body[at]));
        }
        let steps = turns.iter().zip(after.iter().rev()).map(|(&at, after)| self.step(&rule.body[at], after));
        let steps = steps.collect();
        Probe { variables: rule.variables as usize, enter, steps, head: rule.head.terms.clone() }
    }

    fn take(&mut self, term: Term) -> Take {
        match term {
            Term::Variable(variable) if self.bound.insert(variable) => Take::Bind(variable.index()),
            Term::Variable(_) | Term::Constant(_) => Take::Check(term),
        }
    }

    fn known(&self, term: Term) -> bool {
        match term {
            Term::Variable(variable) => self.bound.contains(&variable),
            Term::Constant(_) => true,
        }
    }

    fn by(&mut self, relation: RelationId, key: Columns) -> Option<(usize, Vec<Term>)> {
        let (columns, key): (Vec<usize>, Vec<Term>) = key.into_iter().unzip();
        (!columns.is_empty()).then(|| (self.world.ensure(relation, &columns), key))
    }

    fn step(&mut self, literal: &Literal, after: &BTreeSet<Variable>) -> Step {
        match literal {
            Literal::Positive(atom) => self.positive(atom, after),
            Literal::Negative(atom) => Step::Absent { relation: atom.relation, row: atom.terms.clone() },
            Literal::Compare(comparison, left, right) => {
                Step::Compare { comparison: *comparison, left: formula(left), right: formula(right) }
            }
            Literal::Bind(variable, expression) => {
                let bound = !self.bound.insert(*variable);
                Step::Compute { formula: formula(expression), variable: variable.index(), bound }
            }
            Literal::Aggregate(variable, aggregate) => {
                let bound = !self.bound.insert(*variable);
                let group = aggregate.group.iter().enumerate();
                let key = group.filter_map(|(column, term)| term.map(|term| (column, term))).collect();
                Step::Aggregate {
                    function: aggregate.function,
                    relation: aggregate.relation,
                    by: self.by(aggregate.relation, key),
                    value: aggregate.value,
                    variable: variable.index(),
                    bound,
                }
            }
        }
    }

    fn positive(&mut self, atom: &Atom, after: &BTreeSet<Variable>) -> Step {
        let (key, rest): (Columns, Columns) =
            atom.terms.iter().copied().enumerate().partition(|(_, term)| self.known(*term));
        if rest.is_empty() {
            return Step::Holds { relation: atom.relation, row: atom.terms.clone() };
        }
        let takes: Vec<(usize, Take)> =
            rest.into_iter().map(|(column, term)| (column, self.take(term))).collect();
        let one = takes.iter().all(|(_, take)| match take {
            Take::Bind(variable) => !after.contains(&Variable(u32::try_from(*variable).unwrap_or(u32::MAX))),
            Take::Check(_) => true,
        });
        Step::Find { relation: atom.relation, by: self.by(atom.relation, key), takes, one }
    }
}

/// The value of a term under a binding of all variables.
pub(super) fn value(term: Term, binding: &[Constant]) -> Constant {
    match term {
        Term::Constant(constant) => constant,
        Term::Variable(variable) => binding[variable.index()],
    }
}
