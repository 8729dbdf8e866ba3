//! A model and further rules to the model with what these conclude: a question on top of what holds.
//!
//! **Invariant:** the relations that the new rules conclude are new with them, so nothing that was there
//! depends on what they add, and taking it away again ([`Database::truncate`]) leaves the model as it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::check::check;
use super::database::Database;
use super::evaluate::{Failure, reads, run};
use super::limits::{Budget, Limit, Meter, Stopped};
use super::program::{Domain, Program, RelationId, RuleId};
use super::storage::{Store, Table, add_empty};
use super::stratify::{Stratum, stratify};

/// Evaluates the rules from one on over the model of those before them. The relations that they conclude are
/// the last ones of the program, and the database does not have them yet.
///
/// # Errors
/// A rule cannot be evaluated, concludes a relation that was there, or a limit was reached; the database is as it
/// was.
pub fn extend<D: Domain + ?Sized>(
    program: &Program,
    first: RuleId,
    database: &mut Database,
    domain: &mut D,
    limits: &Budget,
) -> Result<(), Failure> {
    let known = database.truths.len();
    let new = program.rules.get(first.index()..).unwrap_or_default();
    let widths = database.truths.iter().map(|table| table.arity());
    let grown = widths.eq(program.relations.iter().take(known).copied());
    if !grown || new.iter().any(|rule| rule.head.relation.index() < known) {
        return Err(Failure::Facts);
    }
    check(program).map_err(Failure::Invalid)?;
    let mut strata = stratify(program).map_err(Failure::Cycle)?;
    for stratum in &mut strata {
        stratum.rules.retain(|rule| *rule >= first);
    }
    strata.retain(|stratum| !stratum.rules.is_empty());
    let mut meter = Meter::new(limits, program.rules.len(), database.rows_total());
    over(program, strata, database, domain, &mut meter).map_err(|limit| {
        database.truncate(known);
        let (rule, derived) = meter.largest().map_or((None, 0), |(rule, derived)| (Some(rule), derived));
        Failure::Stopped(Box::new(Stopped { limit, rule, derived, database: Database::default() }))
    })
}

fn over<D: Domain + ?Sized>(
    program: &Program,
    strata: Vec<Stratum>,
    database: &mut Database,
    domain: &mut D,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let mut truths = std::mem::take(&mut database.truths);
    let mut undefined = std::mem::take(&mut database.undefined);
    for tables in [&mut truths, &mut undefined] {
        let known = tables.len();
        add_empty(tables, program.relations.iter().skip(known).copied());
    }
    // Joins know nothing of rows that an edit has put out of the model: they read a copy without them.
    let read: BTreeSet<RelationId> = strata.iter().flat_map(|stratum| reads(program, stratum)).collect();
    let mut aside: Vec<(usize, Arc<Table>)> = Vec::new();
    for relation in read {
        if let Some(table) = truths.get_mut(relation.index())
            && table.living() < table.len()
        {
            let living = Arc::new(table.without_buried());
            aside.push((relation.index(), std::mem::replace(table, living)));
        }
    }
    let (mut truths, mut undefined) = (Store::new(truths), Store::new(undefined));
    truths.open();
    let ended = run(program, strata, None, (&mut truths, &mut undefined), domain, meter);
    database.truths = truths.into_tables();
    database.undefined = undefined.into_tables();
    for (at, table) in aside {
        if let Some(place) = database.truths.get_mut(at) {
            *place = table;
        }
    }
    ended
}
