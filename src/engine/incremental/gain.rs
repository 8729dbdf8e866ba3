//! The rows of a stratum that become derivable.
//!
//! New rows are put in lowest first, and each is then joined with all that is in (semi-naive evaluation,
//! a row at a time). **Invariant:** a row is put in above every row that its instance reads.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::layer::{Layer, Reader};
use super::probe::Entry;
use super::run::Run;
use super::walk::Flow;
use super::world::State;
use crate::engine::limits::Limit;
use crate::engine::program::{Constant, Domain, RelationId, RuleId};
use crate::engine::storage::Origin;
use crate::engine::stratify::Reading;

/// At most so many instances of a row that was put out are compared for the lowest.
const COMPARED: u32 = 16;

/// Rows that may be put in, by the height that they would get.
#[derive(Default)]
struct Offers {
    queue: BTreeMap<u32, Vec<(RelationId, u32, Option<RuleId>)>>,
    best: FxHashMap<(RelationId, u32), u32>,
    /// The heads that a search found, one after the other, and the height of each.
    heads: Vec<Constant>,
    heights: Vec<u32>,
}

impl Offers {
    fn add(&mut self, relation: RelationId, number: u32, rule: Option<RuleId>, height: u32) {
        let best = self.best.entry((relation, number)).or_insert(u32::MAX);
        if height < *best {
            *best = height;
            self.queue.entry(height).or_default().push((relation, number, rule));
        }
    }
}

impl<D: Domain + ?Sized> Run<'_, '_, D> {
    /// Puts in what follows in a stratum: the facts given, rows that were put out and have another
    /// support, and all that the changes below and those rows lead to.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn gain(
        &mut self,
        layer: &Layer,
        floor: u32,
        facts: &[(RelationId, u32)],
        lost: &[(RelationId, u32)],
    ) -> Result<(), Limit> {
        let mut offers = Offers::default();
        for &(relation, number) in facts {
            offers.add(relation, number, None, 0);
        }
        for &(relation, number) in lost {
            self.rederive(layer, floor, relation, number, &mut offers)?;
        }
        for (reader, relation, changes) in self.changed(layer) {
            let rows: Vec<u32> = match reader.reading {
                Reading::Positive => changes.gained.clone(),
                Reading::Negative => changes.lost.iter().map(|(number, _)| *number).collect(),
                Reading::Aggregate => self.groups(reader, relation, &changes),
            };
            for number in rows {
                let height = match reader.reading {
                    Reading::Positive => floor.max(self.world.table(relation).origin(number).height),
                    Reading::Negative | Reading::Aggregate => floor,
                };
                self.follow(reader, relation, number, height, &mut offers)?;
            }
        }
        while let Some((height, list)) = offers.queue.pop_first() {
            let mut accepted = Vec::with_capacity(list.len());
            for (relation, number, rule) in list {
                if self.world.table(relation).alive(number) {
                    continue;
                }
                self.world.raise(relation, number, Origin { rule, height });
                if let Some(rule) = rule {
                    self.meter.add(rule, 1);
                }
                accepted.push((relation, number));
            }
            for &relation in &layer.stratum.relations {
                self.world.cover(relation);
            }
            for (relation, number) in accepted {
                for reader in Self::followers(layer, relation) {
                    self.follow(reader, relation, number, floor.max(height), &mut offers)?;
                }
            }
            let world = &*self.world;
            self.meter.check_size(|| world.bytes())?;
            self.meter.check_time()?;
        }
        Ok(())
    }

    /// Offers a row that was put out, if it has an instance.
    fn rederive(
        &mut self,
        layer: &Layer,
        floor: u32,
        relation: RelationId,
        number: u32,
        offers: &mut Offers,
    ) -> Result<(), Limit> {
        for &rule in layer.rules.get(&relation).into_iter().flatten() {
            let Some(probe) = self.probe(rule, Entry::Head) else { continue };
            let mut lowest = None;
            let mut seen = 0;
            let Self { world, walker, domain, meter, .. } = self;
            let world = &**world;
            let row = world.table(relation).row(number);
            walker.run(&probe, row, State::New, world, *domain, meter, |_, walker| {
                let height = floor.max(walker.height(world));
                lowest = Some(lowest.map_or(height, |lowest: u32| lowest.min(height)));
                seen += 1;
                if seen < COMPARED { Flow::On } else { Flow::Enough }
            })?;
            if let Some(height) = lowest {
                offers.add(relation, number, Some(rule), height.saturating_add(1));
            }
        }
        Ok(())
    }

    /// Offers what a literal derives from a row, that is not in yet.
    fn follow(
        &mut self,
        reader: Reader,
        relation: RelationId,
        number: u32,
        height: u32,
        offers: &mut Offers,
    ) -> Result<(), Limit> {
        let Some(head) = self.head(reader.rule) else { return Ok(()) };
        let Some(probe) = self.probe(reader.rule, Entry::Literal(reader.literal)) else { return Ok(()) };
        let (mut heads, mut heights) =
            (std::mem::take(&mut offers.heads), std::mem::take(&mut offers.heights));
        let Self { world, walker, domain, meter, .. } = self;
        let read = &**world;
        let table = read.table(head);
        let row = read.table(relation).row(number);
        walker.run(&probe, row, State::New, read, *domain, meter, |row, walker| {
            if table.find_living(row).is_none() {
                heads.extend_from_slice(row);
                heights.push(height.max(walker.height(read)).saturating_add(1));
            }
            Flow::On
        })?;
        let width = table.arity();
        for (at, height) in heights.iter().enumerate() {
            let Some(row) = heads.get(at * width..(at + 1) * width) else { continue };
            let number = world.enter(head, row, Origin { rule: Some(reader.rule), height: *height });
            offers.add(head, number, Some(reader.rule), *height);
        }
        heads.clear();
        heights.clear();
        (offers.heads, offers.heights) = (heads, heights);
        Ok(())
    }
}
