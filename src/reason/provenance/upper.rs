//! A program to an upper bound of what follows from any choice of its contestable statements.
//!
//! Literals that some choice may satisfy are taken as satisfied: `not` over a relation that varies with
//! the choice is left out, and a count ranges over all the values that it could have. **Invariant:** a
//! row that follows from some choice is a row of the bound; rules keep their numbers.

use super::assumption::{Assumption, Assumptions, Contest};
use super::tally::{Tally, results};
use crate::engine::{
    self, Aggregate, Atom, Budget, Database, Earlier, Facts, Failure, Guide, Literal, Program, RelationId,
    RowId, Rule, Term,
};
use crate::model::Model;
use crate::model::statement::{Context, StatementId};
use crate::theory::{FactSource, Legend, Origin, Role, Theory, Unfinished, Values};
use std::sync::Arc;

/// The bound may have so many rows, and some for each row of the view and for each fact: the sums of all choices among
/// what is counted grow with the number of choices.
const ROWS: u64 = 2_000_000;

/// The most times that counts are computed again because of what follows from counts.
const ROUNDS: usize = 12;

/// A count whose result varies.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    /// What is counted.
    pub(super) aggregate: Aggregate,
    /// The groups that it could be asked of.
    groups: RelationId,
    /// Each group with the results that it could have.
    pub(super) results: RelationId,
}

/// What may follow, and from what.
pub(super) struct Upper {
    /// The rules as they are.
    pub(super) original: Program,
    /// The rules of the bound.
    pub(super) program: Program,
    pub(super) database: Database,
    pub(super) values: Values,
    pub(super) legend: Legend,
    /// Whether a relation's rows vary with the choice.
    pub(super) varying: Vec<bool>,
    /// The counts, by rule and position in its body.
    pub(super) counted: Vec<((u32, usize), Counted)>,
    /// Whether all results of counts were looked at.
    pub(super) whole: bool,
    /// What was learnt of the rules of the bound while instances of them were sought.
    pub(super) guide: Option<Guide>,
}

impl Upper {
    /// The bound of a theory.
    pub(super) fn new(
        model: &Model,
        pool: &Assumptions,
        theory: Theory,
        limits: &Budget,
    ) -> Result<Self, Unfinished> {
        let earlier = theory.earlier();
        let Theory { program: original, facts, values, legend, .. } = theory;
        let known = earlier.as_ref().map_or(0, |earlier| earlier.rows());
        let most = [known.saturating_mul(4), facts.len().saturating_mul(64), ROWS]
            .into_iter()
            .fold(0_u64, u64::saturating_add);
        let limits = Budget { rows: Some(limits.rows.map_or(most, |rows| rows.min(most))), ..limits.clone() };
        let varying = varying(model, pool, &original, &legend);
        let mut program = Program { relations: original.relations.clone(), rules: Vec::new() };
        let mut counted = Vec::new();
        let mut extra = Vec::new();
        for (number, rule) in (0_u32..).zip(&original.rules) {
            let body = rule.body.iter().enumerate().filter_map(|(at, literal)| match literal {
                Literal::Negative(atom) => {
                    let kept = !varying.get(atom.relation.index()).copied().unwrap_or(false);
                    kept.then(|| literal.clone())
                }
                Literal::Aggregate(variable, aggregate)
                    if varying.get(aggregate.relation.index()).copied().unwrap_or(false) =>
                {
                    let made = count(&mut program, &mut extra, rule, aggregate);
                    let terms = aggregate.group.iter().flatten().copied();
                    let terms = terms.chain([Term::Variable(*variable)]).collect();
                    let atom = Atom { relation: made.results, terms };
                    counted.push(((number, at), made));
                    Some(Literal::Positive(atom))
                }
                Literal::Positive(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => {
                    Some(literal.clone())
                }
            });
            let body = body.collect();
            program.rules.push(Rule { head: rule.head.clone(), body, variables: rule.variables });
        }
        program.rules.extend(extra);
        let mut upper = Self {
            original,
            program,
            database: Database::default(),
            values,
            legend,
            varying,
            counted,
            whole: true,
            guide: None,
        };
        match upper.evaluate(model, pool, facts, earlier, &limits) {
            Ok(()) => Ok(upper),
            // Its rules have the numbers of the theory's, as far as those go.
            Err(failure) => Err(Unfinished::new(failure, &upper.original, &upper.legend)),
        }
    }

    /// Evaluates the bound; where something is counted, again until no count has further results.
    fn evaluate(
        &mut self,
        model: &Model,
        pool: &Assumptions,
        facts: Facts,
        mut earlier: Option<Arc<Earlier>>,
        limits: &Budget,
    ) -> Result<(), Failure> {
        let mut known = facts.extended(&self.program).ok_or(Failure::Facts)?;
        for _ in 0..ROUNDS {
            let (beside, facts) = (earlier.as_deref(), known.clone());
            self.database = engine::evaluate_beside(beside, &self.program, facts, &mut self.values, limits)?;
            if self.counted.is_empty() {
                return Ok(());
            }
            let before = known.len();
            for (_, counted) in &self.counted {
                let groups: Vec<Vec<_>> =
                    self.database.rows(counted.groups).map(|(_, row)| row.to_vec()).collect();
                for group in groups {
                    let given = |relation, row| pool.given(model, &self.legend, relation, row);
                    let tally = Tally::new(&counted.aggregate, &group, &self.database, &given);
                    let (found, whole) = results(&tally, &mut self.values);
                    self.whole &= whole;
                    for result in found {
                        let row: Vec<_> = group.iter().copied().chain([result]).collect();
                        known.add(counted.results, &row);
                    }
                }
            }
            if known.len() == before {
                return Ok(());
            }
            earlier = Earlier::new(&self.program, &self.database).map(Arc::new);
        }
        self.whole = false;
        Ok(())
    }
}

/// Relations for the groups and the results of a count, and the rule that finds the groups.
fn count(program: &mut Program, extra: &mut Vec<Rule>, rule: &Rule, aggregate: &Aggregate) -> Counted {
    let terms: Vec<Term> = aggregate.group.iter().flatten().copied().collect();
    let groups = program.add_relation(terms.len());
    let results = program.add_relation(terms.len() + 1);
    let body: Vec<Literal> =
        rule.body.iter().filter(|literal| matches!(literal, Literal::Positive(_))).cloned().collect();
    extra.push(Rule { head: Atom { relation: groups, terms }, body, variables: rule.variables });
    Counted { aggregate: aggregate.clone(), groups, results }
}

/// The relations whose rows vary with the choice: those with contestable facts or rules, and those that
/// rest on them.
fn varying(model: &Model, pool: &Assumptions, program: &Program, legend: &Legend) -> Vec<bool> {
    let mut varying = vec![false; program.relations.len()];
    let mut mark = |relation: RelationId| {
        if let Some(slot) = varying.get_mut(relation.index()) {
            *slot = true;
        }
    };
    for relation in legend.staters.relations(|stater| pool.stated(model, stater).is_some()) {
        mark(relation);
    }
    for (at, role) in (0..).map(RelationId).zip(&legend.roles) {
        if matches!(role, Role::Withheld(..)) {
            mark(at);
        }
    }
    for (rule, origin) in program.rules.iter().zip(&legend.origins) {
        if pool.concluded(model, *origin).is_some() {
            mark(rule.head.relation);
        }
    }
    loop {
        let mut changed = false;
        for rule in &program.rules {
            let reads = |relation: RelationId| varying.get(relation.index()).copied().unwrap_or(false);
            let varies = rule.body.iter().any(|literal| match literal {
                Literal::Positive(atom) | Literal::Negative(atom) => reads(atom.relation),
                Literal::Aggregate(_, aggregate) => reads(aggregate.relation),
                Literal::Compare(..) | Literal::Bind(..) => false,
            });
            if varies
                && let Some(slot) = varying.get_mut(rule.head.relation.index())
                && !*slot
            {
                *slot = true;
                changed = true;
            }
        }
        if !changed {
            return varying;
        }
    }
}

impl Assumptions {
    /// What makes a stated fact contestable; `None` if nothing does.
    pub(super) fn stated(&self, model: &Model, stater: FactSource) -> Option<Assumption> {
        match stater {
            FactSource::Statement(id) => self.statement(model, id),
            FactSource::Row(id, row) => match self.statement(model, id) {
                Some(Assumption::Claim(_)) => Some(Assumption::Row(id, row)),
                found => found,
            },
            FactSource::Option(at, sign) => Some(Assumption::Option(at, sign)),
            FactSource::Hypothesis(symbol)
                if self.contest != Contest::Options && !self.entertained.contains(&symbol) =>
            {
                Some(Assumption::Hypothesis(symbol))
            }
            FactSource::Hypothesis(_) | FactSource::Supposed | FactSource::Known => None,
        }
    }

    /// Whether a row is stated without anything contestable.
    pub(super) fn given(&self, model: &Model, legend: &Legend, relation: RelationId, row: RowId) -> bool {
        legend.staters.of(relation, row).any(|stater| self.stated(model, stater).is_none())
    }

    /// What makes the conclusions of a rule contestable as a whole; applications that are contestable one
    /// by one are told apart by a literal of the rule.
    pub(super) fn concluded(&self, model: &Model, origin: Origin) -> Option<Assumption> {
        match origin {
            Origin::Statement(id, _) | Origin::Violation(id) => {
                let one_by_one = crate::theory::is_contestable(model.statement(id)?);
                self.statement(model, id).filter(|found| match found {
                    Assumption::Claim(_) => !one_by_one,
                    Assumption::Hypothesis(_)
                    | Assumption::Application(..)
                    | Assumption::Row(..)
                    | Assumption::Option(..) => true,
                })
            }
            Origin::Symmetric(_) | Origin::Auxiliary | Origin::Query(_) => None,
        }
    }

    pub(super) fn statement(&self, model: &Model, id: StatementId) -> Option<Assumption> {
        let statement = model.statement(id)?;
        if self.contest == Contest::Options {
            return None;
        }
        match statement.context {
            Context::Hypothesis(symbol) if !self.entertained.contains(&symbol) => {
                Some(Assumption::Hypothesis(symbol))
            }
            Context::Base | Context::Game(_) | Context::Scenario(_) | Context::Hypothesis(_) => {
                let contested = match self.contest {
                    Contest::Claims => crate::theory::is_contestable(statement),
                    Contest::Given => model.is_own(id),
                    Contest::Options => false,
                };
                let first = statement.label.and_then(|label| self.labelled.get(&label).copied());
                contested.then_some(Assumption::Claim(first.unwrap_or(id)))
            }
        }
    }
}
