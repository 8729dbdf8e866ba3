//! A finished database to the derivations behind the rows that are asked about.
//!
//! Nothing is kept while evaluating but the rule and height of each row; instances of rules are found
//! again on demand, by joining a rule's body under the binding of its head. **Invariant:** every
//! instance given out is an instance of its rule whose premises are as it says they are.

mod abduce;
mod absence;
mod instances;
mod label;
mod least;
mod proof;
mod proofs;
mod search;

use std::collections::BTreeMap;
use std::rc::Rc;

pub use abduce::Assumable;
pub use absence::Attempt;
pub use instances::{Instance, Premise};
pub use proof::{Proof, Support};

use super::database::Database;
use super::plan::{Estimates, Statistics, order};
use super::program::{Constant, Domain, Literal, Program, RelationId, Rule, RuleId, Term, Variable};

/// Whether everything was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Yes.
    Complete,
    /// No: the allowance of work was used up first.
    Bounded,
}

/// The derivations behind the rows of a database, found on demand.
pub struct Graph<'a, D: ?Sized> {
    program: &'a Program,
    database: &'a Database,
    domain: &'a mut D,
    guide: Guide,
}

/// What looking for derivations has learnt of a program and its database, for the next time.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The rules by the relation that they derive, and where those of each relation end.
    rules: Vec<RuleId>,
    ends: Vec<usize>,
    orders: BTreeMap<RuleId, Rc<[usize]>>,
    estimates: Estimates,
}

impl Guide {
    /// What is to be seen of a program alone.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        // Who asks of one row only learns this for it alone, so that it has to be cheap.
        let mut ends = vec![0; program.relations.len()];
        let count = |ends: &mut Vec<usize>, rule: &Rule| {
            let slot = ends.get_mut(rule.head.relation.index())?;
            *slot += 1;
            Some(*slot - 1)
        };
        program.rules.iter().for_each(|rule| {
            count(&mut ends, rule);
        });
        let mut sum = 0;
        for end in &mut ends {
            (*end, sum) = (sum, sum + *end);
        }
        let mut rules = vec![RuleId(0); sum];
        for (id, rule) in (0..).map(RuleId).zip(&program.rules) {
            if let Some(slot) = count(&mut ends, rule).and_then(|at| rules.get_mut(at)) {
                *slot = id;
            }
        }
        Self { rules, ends, orders: BTreeMap::new(), estimates: Estimates::new() }
    }

    /// Whether there are rules that derive a relation.
    fn derives(&self, relation: RelationId) -> bool {
        !self.rules_of(relation).is_empty()
    }

    /// The rules that derive a relation.
    fn rules_of(&self, relation: RelationId) -> &[RuleId] {
        let before = relation.index().checked_sub(1).map_or(Some(&0), |before| self.ends.get(before));
        let range = before.zip(self.ends.get(relation.index())).map(|(start, end)| *start..*end);
        range.and_then(|range| self.rules.get(range)).unwrap_or_default()
    }
}

impl<'a, D: Domain + ?Sized> Graph<'a, D> {
    /// The graph of a database that was computed from this program with this domain.
    pub fn new(program: &'a Program, database: &'a Database, domain: &'a mut D) -> Self {
        Self::guided(program, database, domain, Guide::new(program))
    }

    /// The same with what was learnt of this program and database before: who asks of many rows need not
    /// learn it again.
    pub fn guided(program: &'a Program, database: &'a Database, domain: &'a mut D, guide: Guide) -> Self {
        Self { program, database, domain, guide }
    }

    /// What was learnt.
    #[must_use]
    pub fn into_guide(self) -> Guide {
        self.guide
    }

    /// The rules that derive a relation.
    fn rules_of(&self, relation: RelationId) -> Vec<RuleId> {
        self.guide.rules_of(relation).to_vec()
    }

    /// The order in which to join a rule's body once its head is bound.
    fn order(&mut self, id: RuleId, rule: &Rule) -> Rc<[usize]> {
        if let Some(order) = self.guide.orders.get(&id) {
            return Rc::clone(order);
        }
        for literal in &rule.body {
            match literal {
                Literal::Positive(atom) => {
                    if let Some(table) = self.database.tables().get(atom.relation.index()) {
                        self.guide
                            .estimates
                            .entry(atom.relation)
                            .or_insert_with(|| Statistics::measure(table));
                    }
                }
                Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => {}
            }
        }
        let bound: Vec<Variable> = super::check::variables_of(&rule.head);
        let order: Rc<[usize]> =
            order(rule, &std::collections::BTreeSet::new(), None, &bound, &self.guide.estimates).into();
        self.guide.orders.insert(id, Rc::clone(&order));
        order
    }
}

/// The binding under which a rule's head is the row, if there is one.
fn unify(rule: &Rule, row: &[Constant]) -> Option<Vec<Option<Constant>>> {
    let mut binding = vec![None; rule.variables as usize];
    if rule.head.terms.len() != row.len() {
        return None;
    }
    for (term, &value) in rule.head.terms.iter().zip(row) {
        match term {
            Term::Constant(constant) if *constant == value => {}
            Term::Constant(_) => return None,
            Term::Variable(variable) => {
                let slot = binding.get_mut(variable.index())?;
                if slot.is_some_and(|bound| bound != value) {
                    return None;
                }
                *slot = Some(value);
            }
        }
    }
    Some(binding)
}
