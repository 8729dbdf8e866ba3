//! The rules of a stratum and what could possibly hold to the instances of the rules.

use std::collections::BTreeSet;

use super::solve::{Instances, Outside};
use crate::engine::agenda::keyed;
use crate::engine::batch::Batch;
use crate::engine::compute::Hands;
use crate::engine::execute::{Progress, Run, Sources, scanned};
use crate::engine::limits::{Limit, Meter};
use crate::engine::plan::{Computes, Estimates, Shape, compile};
use crate::engine::program::{
    Aggregate, Atom, Constant, Domain, Literal, Program, RelationId, Rule, RuleId, Term, Variable,
};
use crate::engine::saturate::{estimate, joined_relations, link, negative_in};
use crate::engine::storage::{Growth, Index, IndexId, IndexRequest, Store};
use crate::engine::stratify::Stratum;

/// The possible rows of a stratum's relations, numbered through.
#[derive(Clone, Debug)]
pub(crate) struct Atoms {
    /// Each relation with the number of its first row, ascending.
    offsets: Vec<(RelationId, u32)>,
    /// How many atoms there are.
    pub(crate) count: u32,
}

impl Atoms {
    /// Numbers the possible rows of the relations, which ascend.
    pub(crate) fn new(relations: &[RelationId], possible: &Store) -> Self {
        let mut count = 0;
        let mut offsets = Vec::with_capacity(relations.len());
        for &relation in relations {
            offsets.push((relation, count));
            count += possible.table(relation).len();
        }
        Self { offsets, count }
    }

    fn offset(&self, relation: RelationId) -> Option<u32> {
        let at = self.offsets.binary_search_by_key(&relation, |(relation, _)| *relation).ok()?;
        self.offsets.get(at).map(|(_, offset)| *offset)
    }

    /// The relation and the row of an atom.
    pub(crate) fn locate(&self, atom: u32) -> (RelationId, u32) {
        let after = self.offsets.partition_point(|(_, offset)| *offset <= atom);
        // Of relations without rows, which share their offset with the next, the last one counts.
        match after.checked_sub(1).and_then(|at| self.offsets.get(at)) {
            Some(&(relation, offset)) => (relation, atom - offset),
            None => (RelationId(0), 0),
        }
    }

    /// The atoms that are facts: the first rows of each relation.
    pub(crate) fn facts(&self, truths: &Store) -> impl Iterator<Item = u32> {
        self.offsets
            .iter()
            .flat_map(|&(relation, offset)| (0..truths.table(relation).len()).map(move |row| offset + row))
    }
}

/// The stores that grounding reads.
pub(crate) struct Grounder<'a> {
    /// The program.
    pub(crate) program: &'a Program,
    /// The stratum.
    pub(crate) stratum: &'a Stratum,
    /// Every row that could hold, of the relations that the stratum has or joins.
    pub(crate) possible: &'a mut Store,
    /// The true rows of earlier strata, and the facts of this one.
    pub(crate) truths: &'a mut Store,
    /// The undefined rows of earlier strata.
    pub(crate) undefined: &'a mut Store,
}

/// An aggregate of a rule, and the index of undefined rows by its group.
struct Watched<'r> {
    aggregate: &'r Aggregate,
    index: IndexId,
}

fn fill(terms: impl Iterator<Item = Term>, binding: &[Constant], row: &mut Vec<Constant>) {
    row.clear();
    row.extend(terms.filter_map(|term| match term {
        Term::Constant(constant) => Some(constant),
        Term::Variable(variable) => binding.get(variable.index()).copied(),
    }));
}

impl Grounder<'_> {
    /// All instances whose positive literals could hold and whose conditions do.
    pub(crate) fn ground<D: Domain + ?Sized>(
        mut self,
        atoms: &Atoms,
        domain: &mut D,
        meter: &mut Meter<'_>,
    ) -> Result<Instances, Limit> {
        let mut instances = Instances::default();
        let mut estimates = Estimates::new();
        let nothing = BTreeSet::new();
        let joined = joined_relations(self.program, &self.stratum.rules);
        estimate(&mut estimates, self.possible, &joined, &nothing);
        let own: BTreeSet<RelationId> = self.stratum.relations.iter().copied().collect();
        let keyed = keyed(self.program, &self.stratum.rules);
        for &id in &self.stratum.rules {
            let Some(rule) = self.program.rules.get(id.index()) else { continue };
            let shape = Shape {
                growing: &nothing,
                delta: None,
                without: None,
                keyed: &keyed,
                skipped: negative_in(rule, &own),
                output: (0..rule.variables).map(|number| Term::Variable(Variable(number))).collect(),
                estimates: &estimates,
            };
            let mut plans = [compile(id, rule, &shape)];
            link(&mut plans, self.possible, Some(&mut *self.truths));
            let watched = self.watch(rule);
            let [plan] = &plans;
            let scan =
                scanned(plan).map_or((0, 0), |(relation, span)| self.possible.table(relation).span(span));
            let mut run = Run::new(plan, scan);
            let mut out = Batch::new(rule.variables as usize);
            loop {
                let sources = Sources { positive: self.possible, negative: self.truths };
                let mut hands = match plan.computes {
                    Computes::Nothing => Hands::Shared(&*domain),
                    Computes::Constants => Hands::Exclusive(&mut *domain),
                };
                let progress = run.pump(plan, sources, &mut hands, &mut out, 4096);
                for at in 0..out.len {
                    self.instance(id, rule, &watched, out.frame(at), atoms, &mut instances);
                }
                out.clear();
                meter.check_size(|| {
                    self.possible.bytes() + self.truths.bytes() + self.undefined.bytes() + instances.bytes()
                })?;
                meter.check_time()?;
                if progress == Progress::Done {
                    break;
                }
            }
        }
        Ok(instances)
    }

    /// Indexes the undefined rows that the aggregates of a rule could miss.
    fn watch<'r>(&mut self, rule: &'r Rule) -> Vec<Watched<'r>> {
        let mut watched = Vec::new();
        for literal in &rule.body {
            match literal {
                Literal::Aggregate(_, aggregate) if self.undefined.table(aggregate.relation).len() > 0 => {
                    let key = (0..).zip(&aggregate.group).filter(|(_, term)| term.is_some());
                    let request = IndexRequest {
                        relation: aggregate.relation,
                        key: key.map(|(column, _)| column).collect(),
                        payload: Vec::new(),
                        growth: Growth::Complete,
                        without: None,
                    };
                    watched.push(Watched { aggregate, index: self.undefined.ensure(&request) });
                }
                Literal::Aggregate(..)
                | Literal::Positive(_)
                | Literal::Negative(_)
                | Literal::Compare(..)
                | Literal::Bind(..) => {}
            }
        }
        watched
    }

    fn instance(
        &self,
        id: RuleId,
        rule: &Rule,
        watched: &[Watched<'_>],
        binding: &[Constant],
        atoms: &Atoms,
        instances: &mut Instances,
    ) {
        let mut row = Vec::new();
        let mut outside = Outside::Certain;
        let number = |atom: &Atom, row: &mut Vec<Constant>| {
            fill(atom.terms.iter().copied(), binding, row);
            let offset = atoms.offset(atom.relation)?;
            self.possible.table(atom.relation).find(row).map(|number| offset + number)
        };
        let Some(head) = number(&rule.head, &mut row) else { return };
        for literal in &rule.body {
            let (atom, list) = match literal {
                Literal::Positive(atom) => (atom, &mut instances.positive),
                Literal::Negative(atom) => (atom, &mut instances.negative),
                Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => continue,
            };
            let found = number(atom, &mut row);
            if atoms.offset(atom.relation).is_none() {
                if self.undefined.table(atom.relation).contains(&row) {
                    outside = Outside::Undefined;
                }
            } else if let Some(number) = found {
                list.push(number);
            }
        }
        for Watched { aggregate, index } in watched {
            fill(aggregate.group.iter().copied().flatten(), binding, &mut row);
            if let Some(Index::Grouped(index)) = self.undefined.index(*index)
                && !index.range(&row).is_empty()
            {
                outside = Outside::Undefined;
            }
        }
        instances.positive.close();
        instances.negative.close();
        instances.rules.push(id);
        instances.heads.push(head);
        instances.outside.push(outside);
    }
}
