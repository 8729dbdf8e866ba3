//! A stratum that recurses through negation, or reads undefined rows, evaluated again.

use std::sync::Arc;

use super::layer::Layer;
use super::run::Run;
use crate::engine::limits::Limit;
use crate::engine::program::{Domain, RelationId};
use crate::engine::storage::{FACT, Store, Table};
use crate::engine::well_founded;

impl<D: Domain + ?Sized> Run<'_, '_, D> {
    /// Evaluates a stratum again over the facts that it has now, and puts in and out what is different.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn refound(&mut self, layer: &Layer) -> Result<(), Limit> {
        let mut truths = Store::empty(self.program);
        let mut undefined = Store::empty(self.program);
        let mut base = 0;
        for &relation in layer.lower.keys() {
            let table = self.world.table(relation);
            base = base.max(table.height());
            copy(table, &mut truths, relation, |number| table.alive(number));
            if let Some(table) = self.world.undefined.get(relation.index()) {
                copy(table, &mut undefined, relation, |_| true);
            }
        }
        for &relation in &layer.stratum.relations {
            let table = self.world.table(relation);
            copy(table, &mut truths, relation, |number| table.alive(number) && table.origin(number) == FACT);
        }
        truths.open();
        undefined.open();
        well_founded::evaluate(
            self.program,
            &layer.stratum,
            base,
            &mut truths,
            &mut undefined,
            self.domain,
            &mut self.meter,
        )?;
        for &relation in &layer.stratum.relations {
            self.replace(relation, truths.table(relation));
            let table = Arc::clone(undefined.shared(relation));
            let known = self.world.undefined.get(relation.index());
            let same = |known: &Arc<Table>| {
                known.len() == table.len() && (0..table.len()).all(|number| known.contains(table.row(number)))
            };
            if !known.is_some_and(same) {
                self.world.replace_undefined(relation, table);
            }
        }
        Ok(())
    }

    /// Brings the rows of a relation to those of a table.
    fn replace(&mut self, relation: RelationId, now: &Table) {
        let table = self.world.table(relation);
        let gone: Vec<u32> = (0..table.len())
            .filter(|number| table.alive(*number) && !now.contains(table.row(*number)))
            .collect();
        for number in gone {
            self.world.bury(relation, number);
        }
        for at in 0..now.len() {
            let origin = now.origin(at);
            let number = self.world.enter(relation, now.row(at), origin);
            let table = self.world.table(relation);
            if !table.alive(number) || table.origin(number) != origin {
                self.world.raise(relation, number, origin);
            }
        }
        self.world.cover(relation);
    }
}

fn copy(from: &Table, to: &mut Store, relation: RelationId, such: impl Fn(u32) -> bool) {
    let table = to.table_mut(relation);
    for number in (0..from.len()).filter(|number| such(*number)) {
        table.insert(from.row(number), FACT);
    }
}
