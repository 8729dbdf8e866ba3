//! An edit under way: what the steps of it share.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::journal::Changes;
use super::layer::{Layer, Reader};
use super::probe::{Entry, Probe, Probes};
use super::walk::Walker;
use super::world::World;
use crate::engine::limits::Meter;
use crate::engine::program::{Constant, Program, RelationId, RuleId};
use crate::engine::stratify::Reading;

/// An edit under way.
pub(super) struct Run<'a, 'm, D: ?Sized> {
    pub(super) program: &'a Program,
    pub(super) world: &'a mut World,
    pub(super) probes: &'a mut Probes,
    pub(super) walker: &'a mut Walker,
    pub(super) domain: &'a mut D,
    pub(super) meter: Meter<'m>,
    /// What has become of the relations that are done, those that changed.
    pub(super) changes: BTreeMap<RelationId, Rc<Changes>>,
}

impl<D: ?Sized> Run<'_, '_, D> {
    /// The probe of a rule for an entry.
    pub(super) fn probe(&mut self, rule: RuleId, entry: Entry) -> Option<Arc<Probe>> {
        self.probes.get(self.program, rule, entry, self.world)
    }

    /// The head's relation of a rule.
    pub(super) fn head(&self, rule: RuleId) -> Option<RelationId> {
        self.program.rules.get(rule.index()).map(|rule| rule.head.relation)
    }

    /// Notes that a relation is done.
    pub(super) fn done(&mut self, relation: RelationId) {
        let changes = self.world.changes(relation);
        if !changes.is_empty() {
            self.changes.insert(relation, Rc::new(changes));
        }
    }

    /// The height above which the new rows of a layer are put.
    pub(super) fn floor(&self, layer: &mut Layer) -> u32 {
        let lower = layer.lower.keys().map(|relation| self.world.table(*relation).height());
        *layer.floor.get_or_insert(lower.max().unwrap_or(0))
    }

    /// For each literal that reads a changed relation of a lower stratum, the changes.
    pub(super) fn changed(&self, layer: &Layer) -> Vec<(Reader, RelationId, Rc<Changes>)> {
        let lower = layer.lower.iter().filter_map(|(relation, readers)| {
            let changes = self.changes.get(relation)?;
            Some(readers.iter().map(move |reader| (*reader, *relation, Rc::clone(changes))))
        });
        lower.flatten().collect()
    }

    /// One changed row for each group of an aggregate of which a row changed.
    pub(super) fn groups(&self, reader: Reader, relation: RelationId, changes: &Changes) -> Vec<u32> {
        let columns: Vec<usize> = match self.program.rules.get(reader.rule.index()) {
            Some(rule) => match rule.body.get(reader.literal) {
                Some(crate::engine::program::Literal::Aggregate(_, aggregate)) => {
                    let group = aggregate.group.iter().enumerate();
                    group.filter_map(|(column, term)| term.map(|_| column)).collect()
                }
                Some(_) | None => Vec::new(),
            },
            None => Vec::new(),
        };
        let higher = changes.lost.iter().chain(&changes.lifted).map(|(number, _)| *number);
        let mut first: BTreeMap<Vec<Constant>, u32> = BTreeMap::new();
        for number in changes.gained.iter().copied().chain(higher) {
            let row = self.world.table(relation).row(number);
            let key = columns.iter().filter_map(|column| row.get(*column).copied()).collect();
            first.entry(key).or_insert(number);
        }
        first.into_values().collect()
    }

    /// The literals of a layer's own rules that read one of its relations.
    pub(super) fn followers(layer: &Layer, relation: RelationId) -> impl Iterator<Item = Reader> {
        let readers = layer.own.get(&relation).into_iter().flatten().copied();
        readers.filter(|reader| match reader.reading {
            Reading::Positive => true,
            Reading::Negative | Reading::Aggregate => false,
        })
    }
}
