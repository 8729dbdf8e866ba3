//! A model that is kept while its facts change: edits in, differences out, in time that follows the
//! change.
//!
//! Strata are brought up to date in order. What a stratum loses is found by asking rows for another
//! support in the order of their heights (a row-at-a-time form of Backward/Forward, Motik, Nenov, Piro and
//! Horrocks 2015, with heights in the place of its saturation), what it gains by semi-naive joins. A
//! stratum that recurses through negation or reads undefined rows is evaluated again, if what it reads
//! changed. **Invariant:** between edits every derived row has an instance of its rule, all of whose rows
//! are true and of less height: heights are a well-founded rank, as after a fresh evaluation.

mod edit;
mod gain;
mod journal;
mod layer;
mod lose;
mod probe;
mod refound;
mod run;
mod walk;
mod world;

pub use edit::{Change, Difference, Edit};

use std::collections::{BTreeMap, BTreeSet};

use super::check::check;
use super::database::Database;
use super::evaluate::Failure;
use super::facts::RowId;
use super::limits::{Budget, Limit, Meter};
use super::program::{Constant, Domain, Program, RelationId};
use super::storage::{FACT, Table, Tables};
use super::stratify::{Recursion, stratify};
use journal::Changes;
use layer::Layer;
use probe::Probes;
use run::Run;
use walk::Walker;
use world::World;

/// Why an edit was not made; the model is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A row does not fit the relations of the program.
    Facts,
    /// A limit was reached.
    Limit(Limit),
}

/// What is kept for edits of the model of one program: the joins and indexes that they have needed.
///
/// The rows are in the [`Database`], which readers go on reading between edits; it has to be the same one at
/// every edit, and nobody else changes it.
#[derive(Debug)]
pub struct Maintenance {
    layers: Vec<Layer>,
    /// The layer of each relation that has rules.
    layer_of: BTreeMap<RelationId, usize>,
    world: World,
    probes: Probes,
    walker: Walker,
}

/// Facts to take away and facts to add, by the layer of their relation.
type ByLayer = BTreeMap<Option<usize>, (Vec<(RelationId, u32)>, Vec<(RelationId, u32)>)>;

impl Maintenance {
    /// What is kept for a program: nothing yet but its strata.
    ///
    /// # Errors
    /// The program cannot be evaluated.
    pub fn new(program: &Program) -> Result<Self, Failure> {
        check(program).map_err(Failure::Invalid)?;
        let strata = stratify(program).map_err(Failure::Cycle)?;
        let layers: Vec<Layer> = strata.into_iter().map(|stratum| Layer::new(program, stratum)).collect();
        let layer_of = layers
            .iter()
            .enumerate()
            .flat_map(|(at, layer)| layer.stratum.relations.iter().map(move |relation| (*relation, at)))
            .collect();
        Ok(Self {
            layers,
            layer_of,
            world: World::default(),
            probes: Probes::default(),
            walker: Walker::default(),
        })
    }

    /// Makes an edit, and tells what it did. The rows are the same as those of an evaluation of the edited
    /// facts; their numbers and heights need not be.
    ///
    /// # Errors
    /// The edit or the database does not fit the program, or a limit was reached; then nothing has changed.
    pub fn edit<D: Domain + ?Sized>(
        &mut self,
        program: &Program,
        database: &mut Database,
        edit: &Edit,
        domain: &mut D,
        limits: &Budget,
    ) -> Result<Difference, Refusal> {
        let fits = |(relation, row): &(RelationId, Vec<Constant>)| {
            program.relations.get(relation.index()) == Some(&row.len())
        };
        let arities =
            |tables: &Tables| tables.iter().map(|table| table.arity()).eq(program.relations.iter().copied());
        let same = arities(&database.truths) && arities(&database.undefined);
        if !same || !edit.removed.iter().chain(&edit.added).all(fits) {
            return Err(Refusal::Facts);
        }
        self.swap(database);
        self.world.journal.begin(program.relations.len());
        let outcome = self.bring_up(program, edit, domain, limits);
        let outcome = if domain.take_overflow() { outcome.and(Err(Limit::Overflow)) } else { outcome };
        let difference = match outcome {
            Ok(()) => Ok(difference(&self.world)),
            Err(limit) => {
                self.world.undo();
                Err(Refusal::Limit(limit))
            }
        };
        self.swap(database);
        difference
    }

    /// Takes the last edit back, rows, rules and heights; once.
    pub fn undo(&mut self, database: &mut Database) {
        self.swap(database);
        self.world.undo();
        self.swap(database);
    }

    fn swap(&mut self, database: &mut Database) {
        std::mem::swap(&mut self.world.truths, &mut database.truths);
        std::mem::swap(&mut self.world.undefined, &mut database.undefined);
    }

    fn bring_up<D: Domain + ?Sized>(
        &mut self,
        program: &Program,
        edit: &Edit,
        domain: &mut D,
        limits: &Budget,
    ) -> Result<(), Limit> {
        let mut given = sort(edit, &mut self.world, &self.layer_of);
        let mut run = Run {
            program,
            meter: Meter::new(limits, program.rules.len(), self.world.living()),
            world: &mut self.world,
            probes: &mut self.probes,
            walker: &mut self.walker,
            domain,
            changes: BTreeMap::new(),
        };
        if let Some((removed, added)) = given.remove(&None) {
            let touched: BTreeSet<RelationId> = removed.iter().chain(&added).map(|(of, _)| *of).collect();
            for (relation, number) in removed {
                run.world.bury(relation, number);
            }
            for (relation, number) in added {
                run.world.raise(relation, number, FACT);
            }
            for relation in touched {
                run.world.cover(relation);
                run.done(relation);
            }
        }
        for (at, layer) in self.layers.iter_mut().enumerate() {
            let (removed, added) = given.remove(&Some(at)).unwrap_or_default();
            let unsettled = |relation: &RelationId| {
                run.world.journal.undefined().iter().any(|(replaced, _)| replaced == relation)
            };
            let reads = |relation: &RelationId| run.changes.contains_key(relation) || unsettled(relation);
            if removed.is_empty() && added.is_empty() && !layer.lower.keys().any(reads) {
                continue;
            }
            run.meter.check_time()?;
            let doubtful = |relation: &RelationId| {
                run.world.undefined.get(relation.index()).is_some_and(|rows| rows.len() > 0)
            };
            let founded = layer.stratum.recursion == Recursion::Negative
                || layer.lower.keys().any(|relation| doubtful(relation) || unsettled(relation))
                || layer.stratum.relations.iter().any(doubtful);
            for &relation in &layer.stratum.relations {
                run.world.number_rows(relation);
            }
            if founded {
                for (relation, number) in removed {
                    run.world.bury(relation, number);
                }
                for (relation, number) in added {
                    run.world.raise(relation, number, FACT);
                }
                run.refound(layer)?;
            } else {
                let floor = run.floor(layer);
                let (known, new): (Vec<_>, Vec<_>) = added
                    .into_iter()
                    .partition(|(relation, number)| run.world.table(*relation).alive(*number));
                // What was derived is a fact from now on; nothing rests on it less for that.
                for (relation, number) in known {
                    run.world.raise(relation, number, FACT);
                }
                let lost = run.lose(layer, &removed)?;
                run.gain(layer, floor, &new, &lost)?;
            }
            for &relation in &layer.stratum.relations {
                run.done(relation);
            }
        }
        Ok(())
    }
}

/// The numbers of the rows of an edit that make a difference, by layer.
fn sort(edit: &Edit, world: &mut World, layer_of: &BTreeMap<RelationId, usize>) -> ByLayer {
    let mut given = ByLayer::new();
    let added: BTreeSet<&(RelationId, Vec<Constant>)> = edit.added.iter().collect();
    let mut seen = BTreeSet::new();
    for fact @ (relation, row) in &edit.removed {
        let table = world.table(*relation);
        let number = table.find_living(row).filter(|number| table.origin(*number) == FACT);
        if let Some(number) = number
            && !added.contains(fact)
            && seen.insert((*relation, number))
        {
            let layer = layer_of.get(relation).copied();
            given.entry(layer).or_default().0.push((*relation, number));
        }
    }
    seen.clear();
    for (relation, row) in &edit.added {
        world.number_rows(*relation);
        let number = world.enter(*relation, row, FACT);
        let table = world.table(*relation);
        let known = table.alive(number) && table.origin(number) == FACT;
        if !known && seen.insert((*relation, number)) {
            let layer = layer_of.get(relation).copied();
            given.entry(layer).or_default().1.push((*relation, number));
        }
    }
    given
}

fn difference(world: &World) -> Difference {
    let mut relations: BTreeSet<RelationId> = world.journal.relations().iter().copied().collect();
    let replaced: BTreeMap<RelationId, &Table> =
        world.journal.undefined().iter().map(|(relation, rows)| (*relation, rows.as_ref())).collect();
    relations.extend(replaced.keys());
    let beyond = |rows: &Table, others: &Table| -> Vec<Vec<Constant>> {
        let numbers = (0..rows.len()).map(|number| rows.row(number));
        numbers.filter(|row| !others.contains(row)).map(<[Constant]>::to_vec).collect()
    };
    let changes = relations.into_iter().filter_map(|relation| {
        let Changes { gained, lost, .. } = world.changes(relation);
        let (doubted, settled) = match (replaced.get(&relation), world.undefined.get(relation.index())) {
            (Some(before), Some(now)) => (beyond(now, before), beyond(before, now)),
            _ => (Vec::new(), Vec::new()),
        };
        let change = Change {
            relation,
            gained: gained.into_iter().map(RowId).collect(),
            lost: lost.into_iter().map(|(number, _)| RowId(number)).collect(),
            doubted,
            settled,
        };
        let same = change.gained.is_empty() && change.lost.is_empty();
        (!same || !change.doubted.is_empty() || !change.settled.is_empty()).then_some(change)
    });
    Difference { changes: changes.collect() }
}
