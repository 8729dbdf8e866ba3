//! What was evaluated before to what need not be evaluated again.
//!
//! The programs of two views of one analysis differ in a few facts and rules, and most of their strata have the same
//! rules and read the same rows. **Invariant:** a stratum is taken over only where evaluating it would bring the same
//! rows in the same order and of the same heights; so what comes out does not depend on what was evaluated before.

use std::sync::{Arc, OnceLock};

use super::database::Database;
use super::limits::Meter;
use super::program::{Program, RelationId, Rule, RuleId};
use super::storage::{Store, Table, Tables};
use super::stratify::{Stratum, readings, stratify};

/// A program that was evaluated, and its model.
#[derive(Debug)]
pub struct Earlier {
    program: Program,
    truths: Tables,
    undefined: Tables,
    strata: OnceLock<Strata>,
}

/// The strata of a program, and which of them each relation is in.
#[derive(Debug, Default)]
struct Strata {
    all: Vec<Stratum>,
    of: Vec<Option<usize>>,
}

impl Earlier {
    /// Keeps a program and its model as they are now; rows are shared, not copied. `None` where the model was edited
    /// since it was evaluated: then rows do not come in the order of an evaluation.
    #[must_use]
    pub fn new(program: &Program, database: &Database) -> Option<Self> {
        let edited = database.truths.iter().any(|table| table.is_edited());
        (!edited).then(|| Self {
            program: program.clone(),
            truths: database.truths.clone(),
            undefined: database.undefined.clone(),
            strata: OnceLock::new(),
        })
    }

    /// How many rows the model has.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.truths.iter().map(|table| u64::from(table.len())).sum()
    }

    fn strata(&self) -> &Strata {
        self.strata.get_or_init(|| {
            let all = stratify(&self.program).unwrap_or_default();
            let mut of = vec![None; self.program.relations.len()];
            for (at, stratum) in all.iter().enumerate() {
                for relation in &stratum.relations {
                    of.get_mut(relation.index()).into_iter().for_each(|slot| *slot = Some(at));
                }
            }
            Strata { all, of }
        })
    }

    /// The strata of a program, where it is the one that was evaluated.
    pub(super) fn strata_of(&self, program: &Program) -> Option<Vec<Stratum>> {
        let same = self.program.relations == program.relations && self.program.rules == program.rules;
        same.then(|| self.strata().all.clone())
    }

    fn rules<'a>(&'a self, stratum: &'a Stratum) -> impl Iterator<Item = &'a Rule> {
        stratum.rules.iter().filter_map(|id| self.program.rules.get(id.index()))
    }
}

/// An evaluation under way beside one that was made before.
pub(super) struct Beside<'a> {
    earlier: &'a Earlier,
    program: &'a Program,
    /// Whether the rows of each relation are those of the earlier model. It counts for complete relations.
    same: Vec<bool>,
}

impl<'a> Beside<'a> {
    /// Compares the facts. `truths` holds nothing else yet.
    pub(super) fn new(earlier: &'a Earlier, program: &'a Program, truths: &mut Store) -> Self {
        let mut beside = Self { earlier, program, same: vec![false; program.relations.len()] };
        let mut derived = vec![false; program.relations.len()];
        for rule in &program.rules {
            derived.get_mut(rule.head.relation.index()).into_iter().for_each(|slot| *slot = true);
        }
        let underived = (0..).map(RelationId).zip(&derived).filter(|(_, derived)| !**derived);
        for (relation, _) in underived {
            let Some((was, open)) = beside.table(relation) else { continue };
            if open.len() == 0 && was.is_same_as(truths.table(relation)) {
                truths.share(relation, Arc::clone(was));
                beside.settle(relation, true);
            }
        }
        beside
    }

    /// The rows that a relation had.
    fn table(&self, relation: RelationId) -> Option<(&'a Arc<Table>, &'a Arc<Table>)> {
        let at = relation.index();
        Some((self.earlier.truths.get(at)?, self.earlier.undefined.get(at)?))
    }

    fn settle(&mut self, relation: RelationId, same: bool) {
        self.same.get_mut(relation.index()).into_iter().for_each(|slot| *slot = same);
    }

    /// Notes what came of a stratum that was evaluated.
    pub(super) fn note(&mut self, stratum: &Stratum, truths: &Store, undefined: &Store) {
        for &relation in &stratum.relations {
            let same = self.table(relation).is_some_and(|(was, open)| {
                was.is_same_as(truths.table(relation)) && open.is_same_as(undefined.table(relation))
            });
            self.settle(relation, same);
        }
    }

    /// Takes over what came of a stratum, if it has the same rules, the same facts and reads the same rows; whether it
    /// does.
    pub(super) fn take(
        &mut self,
        stratum: &Stratum,
        truths: &mut Store,
        undefined: &mut Store,
        meter: &mut Meter<'_>,
    ) -> bool {
        let Some(known) = self.counterpart(stratum, truths) else { return false };
        let renumbered = known.rules != stratum.rules;
        for &relation in &stratum.relations {
            let Some((was, open)) = self.table(relation) else { continue };
            let mut table = Arc::clone(was);
            if renumbered {
                let number = |rule: RuleId| {
                    let at = known.rules.binary_search(&rule).ok()?;
                    stratum.rules.get(at).copied()
                };
                Arc::make_mut(&mut table).renumber(number);
            }
            for (rule, rows) in table.derived() {
                meter.add(rule, rows);
            }
            truths.share(relation, table);
            undefined.share(relation, Arc::clone(open));
            self.settle(relation, true);
        }
        true
    }

    /// The stratum of the earlier program that comes to the same.
    fn counterpart(&self, stratum: &Stratum, truths: &Store) -> Option<&'a Stratum> {
        let Strata { all, of } = self.earlier.strata();
        let first = stratum.relations.first()?;
        let known = all.get((*of.get(first.index())?)?)?;
        let rules = || stratum.rules.iter().filter_map(|id| self.program.rules.get(id.index()));
        let is_same = |relation: RelationId| self.same.get(relation.index()).copied().unwrap_or(false);
        let own = |relation: RelationId| stratum.relations.binary_search(&relation).is_ok();
        let reads = || rules().flat_map(|rule| &rule.body).filter_map(readings).map(|(relation, _)| relation);
        let begins = |relation: &RelationId| {
            self.table(*relation).is_some_and(|(was, _)| was.has_facts(truths.table(*relation)))
        };
        let same = known.relations == stratum.relations
            && known.rules.len() == stratum.rules.len()
            && reads().all(|relation| own(relation) || is_same(relation))
            && self.earlier.rules(known).eq(rules())
            && stratum.relations.iter().all(begins);
        same.then_some(known)
    }
}
