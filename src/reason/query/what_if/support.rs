//! What follows in two views to the sentences that rest on something else in the second.
//!
//! **Invariant:** a sentence is re-supported where it holds in both views and the last step of its smallest proof
//! in the first is a step no more. Only rows of which an instance of a rule, or a statement, was lost are looked
//! at: the engine finds them.

use super::rows::{Place, Row, Translation, is_told, row};
use super::{Seen, explained};
use crate::budget::{Budget, Limit};
use crate::engine::{
    self, Constant, Derivation, Graph, Guide, Instance, Literal as Member, Moved, Premise, Program,
    RelationId, RowId, RuleId, Support,
};
use crate::model::Model;
use crate::model::statement::{Kind, Literal, Statement, StatementId, Term};
use crate::reason::query::why::ALLOWANCE;
use crate::report::Change;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, FactSource, Origin, Role, Said, Standing, supposed};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Candidates = BTreeMap<RelationId, BTreeSet<RowId>>;

/// What holds in both views and has lost the step that concluded it: all of it, or only the sentences
/// that are `wanted`.
///
/// # Errors
/// A limit was reached.
pub(in crate::reason) fn supported(
    model: &Model,
    budget: &Budget,
    before: &mut Seen<'_>,
    after: &mut Seen<'_>,
    wanted: Option<&BTreeSet<Said>>,
) -> Result<Vec<Change>, Limit> {
    let both = Both::new(model, before, after);
    let candidates = both.candidates(budget, before, after)?;
    let mut rows: Vec<(Row, Place)> = Vec::new();
    let mut translation = Translation::new(before.evaluated, after.evaluated);
    for (relation, numbers) in candidates {
        let there = both.there(relation);
        let (Some(Role::Sentence(..)), Some(there)) = (before.evaluated.role(relation), there) else {
            continue;
        };
        for number in budget.each(numbers) {
            let values = before.evaluated.database.row(relation, number).unwrap_or_default();
            let Some(later) = translation.find(after.evaluated, there, values) else { continue };
            // A fact rests on what states it first.
            let stated = before.evaluated.database.derivation(relation, number) == Some(Derivation::Fact);
            if stated && both.still_stated((relation, number), (there, later), before, after) {
                continue;
            }
            let Some(row) = row(model, before.evaluated, (relation, number)) else { continue };
            if wanted.is_none_or(|wanted| wanted.contains(&Said::from(&row.literal))) {
                rows.push((row, (there, later)));
            }
        }
    }
    rows.sort_by(|a, b| a.0.sentence.cmp(&b.0.sentence));
    let mut guides = [&*before, &*after].map(|seen| Guide::new(&seen.evaluated.program));
    let [old, new] = &mut guides;
    let mut found = Vec::new();
    for (row, later) in budget.each(rows) {
        let Some(last) = last_step(before.evaluated, row.place, old) else { continue };
        if both.still_a_step(&last, (row.place, later), before, after, new) {
            continue;
        }
        if wanted.is_none() && !is_told(model, before.evaluated, row.place) {
            continue;
        }
        let (was, rested) = explained(model, before.evaluated, &row.sentence, row.place);
        let (is, rests) = explained(model, after.evaluated, &row.sentence, later);
        found.push(Change {
            without: rested.difference(&rests).cloned().collect(),
            with: rests.difference(&rested).cloned().collect(),
            before: was,
            after: is,
        });
    }
    found.sort_by(|a, b| a.after.sentence.cmp(&b.after.sentence));
    Ok(found)
}

/// Two views of one model, as far as their programs correspond.
struct Both<'m> {
    model: &'m Model,
    /// The relation of the second program for each of the first.
    counterparts: Vec<Option<RelationId>>,
    /// The statements that take part in the first view and not in the second.
    gone: BTreeSet<StatementId>,
    /// Rows of the first view that rules may not conclude in the second.
    suspended: BTreeSet<Place>,
}

impl<'m> Both<'m> {
    fn new(model: &'m Model, before: &mut Seen<'_>, after: &Seen<'_>) -> Self {
        let (was, is) = (Standing::new(model, before.view), Standing::new(model, after.view));
        let in_the_first =
            |id: StatementId, one: &Statement| was.counts(id, one) && !before.view.disbelieved.contains(&id);
        let in_the_second =
            |id: StatementId, one: &Statement| is.counts(id, one) && !after.view.disbelieved.contains(&id);
        let gone = model.statements().filter(|(id, one)| in_the_first(*id, one) && !in_the_second(*id, one));
        let gone = gone.map(|(id, _)| id).collect();
        let mut suspended = BTreeSet::new();
        for literal in supposed(model, after.view) {
            let denied = Literal { sign: Model::opposite(literal.sign), on: None, ..literal };
            let symmetric = model.relation(denied.relation).is_some_and(|known| known.symmetric.is_some());
            let turned = Literal { terms: denied.terms.iter().rev().cloned().collect(), ..denied.clone() };
            for one in std::iter::once(denied).chain(symmetric.then_some(turned)) {
                if let Some((relation, values)) = before.evaluated.row_of(&one)
                    && let Some(row) = before.evaluated.database.find(relation, &values)
                {
                    suspended.insert((relation, row));
                }
            }
        }
        let counterparts = counterparts(before.evaluated, after.evaluated);
        Self { model, counterparts, gone, suspended }
    }

    fn there(&self, relation: RelationId) -> Option<RelationId> {
        self.counterparts.get(relation.index()).copied().flatten()
    }

    /// Whether what states a fact takes part in the first view only.
    fn is_gone(&self, stater: FactSource) -> bool {
        match stater {
            FactSource::Statement(id) | FactSource::Row(id, _) => self.gone.contains(&id),
            FactSource::Hypothesis(_) | FactSource::Supposed | FactSource::Option(..) | FactSource::Known => {
                false
            }
        }
    }

    /// The rows of the first view that may have lost a step.
    fn candidates(
        &self,
        budget: &Budget,
        before: &mut Seen<'_>,
        after: &Seen<'_>,
    ) -> Result<Candidates, Limit> {
        let (moved, silent) = self.moved(budget, before.evaluated, after.evaluated);
        let Evaluated { program, database, values, .. } = &mut *before.evaluated;
        let mut found = engine::affected(program, database, &moved, &silent, values, budget)?;
        for (relation, row) in &self.suspended {
            found.entry(*relation).or_default().insert(*row);
        }
        for statement in self.gone.iter().filter_map(|id| self.model.statement(*id)) {
            let table = match statement.kind {
                Kind::Table(table) => self.model.table(table).map(|table| (table.relation, Sign::Positive)),
                _ => None,
            };
            let heads = statement.heads.iter().map(|head| (head.relation, head.sign));
            for (relation, sign) in heads.chain(table) {
                let Some(relation) = before.evaluated.relation(relation, sign) else { continue };
                for (number, _) in budget.each(before.evaluated.database.rows(relation)) {
                    let mut staters = before.evaluated.staters(relation, number);
                    if staters.any(|one| self.is_gone(one)) {
                        found.entry(relation).or_default().insert(number);
                    }
                }
            }
        }
        Ok(found)
    }

    /// The rows that rules of the first program read and that are other ones in the second, and the rules that have
    /// no say there.
    fn moved(
        &self,
        budget: &Budget,
        before: &Evaluated,
        after: &Evaluated,
    ) -> (BTreeMap<RelationId, Moved>, Vec<RuleId>) {
        let mut wanted: BTreeMap<RelationId, Reads> = BTreeMap::new();
        let mut silent = Vec::new();
        for (id, rule) in (0..).map(RuleId).zip(&before.program.rules) {
            let mut lost = match before.origin(id) {
                Some(Origin::Statement(id, _) | Origin::Violation(id)) => self.gone.contains(&id),
                Some(Origin::Symmetric(_) | Origin::Auxiliary | Origin::Query(_)) | None => false,
            };
            for member in &rule.body {
                let (relation, reads) = match member {
                    Member::Positive(atom) => (atom.relation, Reads { truth: true, absence: false }),
                    Member::Negative(atom) => (atom.relation, Reads { truth: false, absence: true }),
                    Member::Aggregate(_, one) => (one.relation, Reads { truth: true, absence: true }),
                    Member::Compare(..) | Member::Bind(..) => continue,
                };
                // What is put out of force is known by what is supposed.
                if matches!(before.role(relation), Some(Role::Suspended)) {
                    continue;
                }
                lost |= self.there(relation).is_none();
                let known = wanted.entry(relation).or_default();
                known.truth |= reads.truth;
                known.absence |= reads.absence;
            }
            if lost {
                silent.push(id);
            }
        }
        let (mut forth, mut back) = (Translation::new(before, after), Translation::new(after, before));
        let mut moved = BTreeMap::new();
        for (relation, Reads { truth, absence }) in wanted {
            let Some(there) = self.there(relation) else { continue };
            let mut one = Moved::default();
            if truth {
                one.gone = forth.missing(budget, (before, relation), (after, there));
            }
            if absence {
                for number in back.missing(budget, (after, there), (before, relation)) {
                    let values = after.database.row(there, number).unwrap_or_default();
                    one.come.extend(back.row(values).map(<[Constant]>::to_vec));
                }
                for values in budget.each(after.database.undefined(there)) {
                    let open = |row: &&[Constant]| {
                        !before.database.contains(relation, row)
                            && !before.database.is_undefined(relation, row)
                    };
                    one.come.extend(back.row(values).filter(open).map(<[Constant]>::to_vec));
                }
            }
            if !one.gone.is_empty() || !one.come.is_empty() {
                moved.insert(relation, one);
            }
        }
        (moved, silent)
    }

    /// Whether what states a fact first in the first view states it in the second.
    fn still_stated(
        &self,
        (relation, number): Place,
        (there, later): Place,
        before: &Seen<'_>,
        after: &Seen<'_>,
    ) -> bool {
        let first = before.evaluated.staters(relation, number).next();
        first.is_some_and(|first| after.evaluated.staters(there, later).any(|one| one == first))
    }

    /// Whether the step that a row rests on in the first view is one in the second.
    fn still_a_step(
        &self,
        last: &Support,
        (here, later): (Place, Place),
        before: &Seen<'_>,
        after: &mut Seen<'_>,
        guide: &mut Guide,
    ) -> bool {
        match last {
            Support::Fact => self.still_stated(here, later, before, after),
            Support::Instance(instance, _) => {
                let told = self.still_an_instance(instance, here, before.evaluated, after.evaluated);
                told.unwrap_or_else(|| {
                    step(before.evaluated, instance)
                        .is_some_and(|step| steps(after.evaluated, later, guide).contains(&step))
                })
            }
        }
    }

    /// Whether a rule can be applied so in the second view; `None` where its premises alone do not tell.
    fn still_an_instance(
        &self,
        instance: &Instance,
        head: Place,
        before: &Evaluated,
        after: &Evaluated,
    ) -> Option<bool> {
        if self.suspended.contains(&head) {
            return Some(false);
        }
        match before.origin(instance.rule)? {
            Origin::Statement(id, _) if self.gone.contains(&id) => return Some(false),
            Origin::Statement(..) | Origin::Symmetric(_) => {}
            Origin::Auxiliary | Origin::Violation(_) | Origin::Query(_) => return None,
        }
        let mut translation = Translation::new(before, after);
        for premise in &instance.premises {
            let holds = match premise {
                Premise::Row(relation, number) => {
                    let values = before.database.row(*relation, *number)?;
                    translation.find(after, self.there(*relation)?, values).is_some()
                }
                Premise::Absent(relation, _) if matches!(before.role(*relation), Some(Role::Suspended)) => {
                    true
                }
                Premise::Absent(relation, values) => {
                    let there = self.there(*relation)?;
                    translation.row(values).is_none_or(|row| {
                        !after.database.contains(there, row) && !after.database.is_undefined(there, row)
                    })
                }
                Premise::Condition | Premise::Value(_) => true,
                Premise::Undefined(..)
                | Premise::Undecided(..)
                | Premise::Aggregate(..)
                | Premise::Doubtful(..) => return None,
            };
            if !holds {
                return Some(false);
            }
        }
        Some(true)
    }
}

/// How rules read a relation.
#[derive(Clone, Copy, Debug, Default)]
struct Reads {
    truth: bool,
    absence: bool,
}

/// The relation of the second program for each of the first.
fn counterparts(here: &Evaluated, there: &Evaluated) -> Vec<Option<RelationId>> {
    let roles = (0..).map(RelationId).zip(&here.legend.roles);
    let counterpart = |(relation, role): (RelationId, &Role)| match role {
        Role::Sentence(said, sign) => there.relation(*said, *sign),
        _ => there.role(relation).is_some_and(|other| is_same(role, other)).then_some(relation),
    };
    roles.map(counterpart).collect()
}

/// Whether two relations that are no sentences stand for the same part of the same statement.
fn is_same(one: &Role, other: &Role) -> bool {
    match (one, other) {
        (Role::Dated(one, sign), Role::Dated(other, same)) => (one, sign) == (other, same),
        (Role::Violation(one, _), Role::Violation(other, _))
        | (Role::Withheld(one, _), Role::Withheld(other, _)) => one == other,
        (Role::Sort(one), Role::Sort(other)) => one == other,
        (Role::Auxiliary(one), Role::Auxiliary(other)) => Arc::ptr_eq(one, other),
        _ => false,
    }
}

/// One step of a proof, in terms of the model, so that it is the same in both programs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    origin: Origin,
    /// Which of the rules that the statement becomes.
    alternative: usize,
    binding: Vec<Option<Term>>,
}

/// All the steps that conclude a row.
fn steps(evaluated: &mut Evaluated, (relation, row): Place, guide: &mut Guide) -> BTreeSet<Step> {
    let Some(values) = evaluated.database.row(relation, row).map(<[_]>::to_vec) else {
        return BTreeSet::new();
    };
    let learnt = std::mem::replace(guide, Guide::new(&Program::default()));
    let mut graph = Graph::guided(&evaluated.program, &evaluated.database, &mut evaluated.values, learnt);
    let instances = graph.instances(relation, &values, ALLOWANCE);
    *guide = graph.into_guide();
    instances.list.iter().filter_map(|instance| step(evaluated, instance)).collect()
}

/// What the smallest proof of a row ends with.
fn last_step(evaluated: &mut Evaluated, (relation, row): Place, guide: &mut Guide) -> Option<Support> {
    let learnt = std::mem::replace(guide, Guide::new(&Program::default()));
    let mut graph = Graph::guided(&evaluated.program, &evaluated.database, &mut evaluated.values, learnt);
    let proof = graph.proof(relation, row, ALLOWANCE);
    *guide = graph.into_guide();
    Some(proof?.nodes.into_iter().next()?.support)
}

fn step(evaluated: &Evaluated, instance: &Instance) -> Option<Step> {
    let origin = evaluated.origin(instance.rule)?;
    // A statement with alternatives is several rules.
    let alternative = evaluated.legend.origins.iter().take(instance.rule.index());
    let alternative = alternative.filter(|other| **other == origin).count();
    let binding = instance.binding.iter().map(|constant| evaluated.values.back(*constant)).collect();
    Some(Step { origin, alternative, binding })
}
