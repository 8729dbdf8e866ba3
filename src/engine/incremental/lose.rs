//! The rows of a stratum that lose what they rest on.
//!
//! In the order of their heights, each row that an instance of its rule may have failed is asked for
//! another instance below its height: what it could rest on is settled by then, and has a support of its
//! own, so no circle holds itself up. Only a row without one is put out, and what may have rested on it is
//! asked next. **Invariant:** when all are asked, every row that is in is a fact or has an instance of its
//! rule whose rows are in and of less height.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::layer::{Layer, Reader};
use super::probe::Entry;
use super::run::Run;
use super::walk::Flow;
use super::world::State;
use crate::engine::limits::Limit;
use crate::engine::program::{Domain, RelationId};
use crate::engine::storage::Origin;
use crate::engine::stratify::Reading;

/// The rows to ask, by their height, each once.
#[derive(Default)]
struct Suspects {
    queue: BTreeMap<u32, Vec<(RelationId, u32)>>,
    known: FxHashSet<(RelationId, u32)>,
}

impl Suspects {
    fn add(&mut self, relation: RelationId, number: u32, height: u32) {
        if self.known.insert((relation, number)) {
            self.queue.entry(height).or_default().push((relation, number));
        }
    }
}

/// Between which heights heads are suspect: above, and up to.
#[derive(Clone, Copy)]
struct Heights(u32, u32);

/// Whatever the height.
const ANY: Heights = Heights(0, u32::MAX);

impl<D: Domain + ?Sized> Run<'_, '_, D> {
    /// Puts out the rows of a stratum that no longer have a support below their height, and the given
    /// ones; returns them.
    ///
    /// # Errors
    /// There is no more time.
    pub(super) fn lose(
        &mut self,
        layer: &Layer,
        withdrawn: &[(RelationId, u32)],
    ) -> Result<Vec<(RelationId, u32)>, Limit> {
        let mut suspects = Suspects::default();
        for &(relation, number) in withdrawn {
            suspects.add(relation, number, 0);
        }
        for (reader, relation, changes) in self.changed(layer) {
            match reader.reading {
                Reading::Positive => {
                    for &(number, height) in &changes.lost {
                        let heights = Heights(height, u32::MAX);
                        self.suspect(reader, relation, number, heights, &mut suspects)?;
                    }
                    for &(number, height) in &changes.lifted {
                        let heights = Heights(height, self.world.table(relation).origin(number).height);
                        self.suspect(reader, relation, number, heights, &mut suspects)?;
                    }
                }
                Reading::Negative => {
                    for &number in &changes.gained {
                        self.suspect(reader, relation, number, ANY, &mut suspects)?;
                    }
                }
                Reading::Aggregate => {
                    for number in self.groups(reader, relation, &changes) {
                        self.suspect(reader, relation, number, ANY, &mut suspects)?;
                    }
                }
            }
        }
        let mut lost = Vec::new();
        while let Some((height, list)) = suspects.queue.pop_first() {
            for (relation, number) in list {
                if self.supported(layer, relation, number, height)? {
                    continue;
                }
                self.world.bury(relation, number);
                lost.push((relation, number));
                for reader in Self::followers(layer, relation) {
                    self.suspect(reader, relation, number, Heights(height, u32::MAX), &mut suspects)?;
                }
            }
        }
        Ok(lost)
    }

    /// Suspects the heads that a literal derived from a row, of those heights.
    fn suspect(
        &mut self,
        reader: Reader,
        relation: RelationId,
        number: u32,
        Heights(above, most): Heights,
        suspects: &mut Suspects,
    ) -> Result<(), Limit> {
        let Some(head) = self.head(reader.rule) else { return Ok(()) };
        let Some(probe) = self.probe(reader.rule, Entry::Literal(reader.literal)) else { return Ok(()) };
        let Self { world, walker, domain, meter, .. } = self;
        let world = &**world;
        let table = world.table(head);
        let row = world.table(relation).row(number);
        walker.run(&probe, row, State::Old, world, *domain, meter, |row, _| {
            if let Some(number) = table.find_living(row) {
                let origin = table.origin(number);
                if origin.rule == Some(reader.rule) && origin.height > above && origin.height <= most {
                    suspects.add(head, number, origin.height);
                }
            }
            Flow::On
        })
    }

    /// Whether a derived row has an instance whose rows are below its height; its rule is noted.
    fn supported(
        &mut self,
        layer: &Layer,
        relation: RelationId,
        number: u32,
        height: u32,
    ) -> Result<bool, Limit> {
        let Some(recorded) = self.world.table(relation).origin(number).rule else { return Ok(false) };
        let rules = layer.rules.get(&relation).into_iter().flatten().copied();
        let others = rules.filter(|rule| *rule != recorded);
        for rule in std::iter::once(recorded).chain(others) {
            let Some(probe) = self.probe(rule, Entry::Head) else { continue };
            let mut found = false;
            let Self { world, walker, domain, meter, .. } = self;
            let row = world.table(relation).row(number);
            walker.run(&probe, row, State::Below(height), world, *domain, meter, |_, _| {
                found = true;
                Flow::Enough
            })?;
            if found {
                if rule != recorded {
                    self.world.raise(relation, number, Origin { rule: Some(rule), height });
                }
                return Ok(true);
            }
        }
        Ok(false)
    }
}
