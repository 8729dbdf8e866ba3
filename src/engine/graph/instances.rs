//! A row to the instances of rules that derive it.

use std::rc::Rc;

use super::search::{Chosen, Scope, Search, Turnout, aggregated, in_doubt, value};
use super::{Coverage, Graph, unify};
use crate::engine::database::Derivation;
use crate::engine::facts::RowId;
use crate::engine::program::{Atom, Constant, Domain, Literal, RelationId, Rule, RuleId};

/// What a literal of a body rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Premise {
    /// A positive literal: this true row.
    Row(RelationId, RowId),
    /// A positive literal: this undefined row.
    Undefined(RelationId, Vec<Constant>),
    /// A negative literal: this row is neither true nor undefined.
    Absent(RelationId, Vec<Constant>),
    /// A negative literal: this row is undefined.
    Undecided(RelationId, Vec<Constant>),
    /// A comparison that holds.
    Condition,
    /// A computed value.
    Value(Constant),
    /// An aggregate: its value and all the rows that it is over.
    Aggregate(Constant, RelationId, Vec<RowId>),
    /// An aggregate over true rows, as before, whose group has undefined rows too.
    Doubtful(Constant, RelationId, Vec<RowId>),
}

/// A rule under a binding that satisfies its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The rule.
    pub rule: RuleId,
    /// The value of each variable.
    pub binding: Vec<Constant>,
    /// What each literal of the body rests on, in the author's order.
    pub premises: Vec<Premise>,
}

impl Instance {
    /// The true rows that positive literals rest on.
    pub fn rows(&self) -> impl Iterator<Item = (RelationId, RowId)> {
        self.premises.iter().filter_map(|premise| match premise {
            Premise::Row(relation, row) => Some((*relation, *row)),
            Premise::Undefined(..)
            | Premise::Absent(..)
            | Premise::Undecided(..)
            | Premise::Condition
            | Premise::Value(_)
            | Premise::Aggregate(..)
            | Premise::Doubtful(..) => None,
        })
    }
}

/// Instances that derive a row.
#[derive(Clone, Debug)]
pub struct Instances {
    /// In the order of the rules.
    pub list: Vec<Instance>,
    /// Whether these are all.
    pub coverage: Coverage,
}

impl<'a, D: Domain + ?Sized> Graph<'a, D> {
    /// Every instance of a rule that derives a row whose premises are true, up to an allowance of
    /// search steps.
    pub fn instances(&mut self, relation: RelationId, row: &[Constant], allowance: u64) -> Instances {
        self.collect(relation, row, Scope::True, &mut { allowance })
    }

    /// Every instance of a rule that derives a row whose premises are true or undefined: what holds an
    /// undefined row up and in doubt.
    pub fn possible_instances(
        &mut self,
        relation: RelationId,
        row: &[Constant],
        allowance: u64,
    ) -> Instances {
        self.collect(relation, row, Scope::Possible, &mut { allowance })
    }

    /// An instance of the rule that derived a row first, whose positive premises are all of smaller
    /// height; so following first instances never comes back. `None` for facts and unknown rows.
    pub fn first_instance(&mut self, relation: RelationId, row: RowId) -> Option<Instance> {
        let (rule, height) = match self.database.derivation(relation, row)? {
            Derivation::Fact => return None,
            Derivation::Rule { rule, height } => (rule, height),
        };
        let values = self.database.row(relation, row)?;
        let mut search = self.search(rule, values, Scope::Below(height))?;
        let mut allowance = u64::MAX;
        match search.next(self.domain, &mut allowance) {
            Turnout::Found => self.instance(rule, &search),
            Turnout::Exhausted | Turnout::Spent => None,
        }
    }

    /// The instances of a scope; takes the steps off the allowance.
    pub(super) fn collect(
        &mut self,
        relation: RelationId,
        row: &[Constant],
        scope: Scope,
        allowance: &mut u64,
    ) -> Instances {
        let mut list = Vec::new();
        for rule in self.rules_of(relation) {
            let Some(mut search) = self.search(rule, row, scope) else { continue };
            loop {
                match search.next(self.domain, allowance) {
                    Turnout::Found => list.extend(self.instance(rule, &search)),
                    Turnout::Exhausted => break,
                    Turnout::Spent => return Instances { list, coverage: Coverage::Bounded },
                }
            }
        }
        Instances { list, coverage: Coverage::Complete }
    }

    /// A search for instances of a rule that derive a row; `None` if its head does not fit.
    pub(super) fn search(&mut self, id: RuleId, row: &[Constant], scope: Scope) -> Option<Search<'a>> {
        let rule: &'a Rule = self.program.rules.get(id.index())?;
        let binding = unify(rule, row)?;
        let order = self.order(id, rule);
        Some(Search::new(rule, Rc::clone(&order), scope, self.database, binding))
    }

    /// The instance that a search has found.
    fn instance(&mut self, id: RuleId, search: &Search<'_>) -> Option<Instance> {
        let rule = self.program.rules.get(id.index())?;
        let binding: Vec<Constant> =
            search.binding().iter().map(|slot| slot.unwrap_or(Constant(0))).collect();
        let row = |atom: &Atom| -> Vec<Constant> {
            atom.terms.iter().filter_map(|term| value(*term, search.binding())).collect()
        };
        let mut premises = Vec::with_capacity(rule.body.len());
        for (at, literal) in rule.body.iter().enumerate() {
            premises.push(match literal {
                Literal::Positive(atom) => match search.chosen(at)? {
                    Chosen::True(number) => Premise::Row(atom.relation, *number),
                    Chosen::Undefined(row) => Premise::Undefined(atom.relation, row.clone()),
                },
                Literal::Negative(atom) => {
                    let row = row(atom);
                    if self.database.is_undefined(atom.relation, &row) {
                        Premise::Undecided(atom.relation, row)
                    } else {
                        Premise::Absent(atom.relation, row)
                    }
                }
                Literal::Compare(..) => Premise::Condition,
                Literal::Bind(variable, _) => Premise::Value(binding.get(variable.index()).copied()?),
                Literal::Aggregate(variable, aggregate) => {
                    let rows = aggregated(self.database, aggregate, search.binding(), self.domain).1;
                    let value = binding.get(variable.index()).copied()?;
                    if in_doubt(self.database, aggregate, search.binding()) {
                        Premise::Doubtful(value, aggregate.relation, rows)
                    } else {
                        Premise::Aggregate(value, aggregate.relation, rows)
                    }
                }
            });
        }
        Some(Instance { rule: id, binding, premises })
    }
}
