//! A stratum that recurses through negation, or reads undefined rows, to its true and undefined rows.
//!
//! First all rows that could possibly hold are derived, granting the stratum's own negative literals;
//! over those the rules are made ground, and the ground rules are solved. **Invariant:** rows are
//! added to the truths round by round of the solution, so a row's height exceeds the heights of the
//! positive premises of the instance that derived it.

mod ground;
mod solve;

use std::collections::BTreeSet;

use super::limits::{Limit, Meter};
use super::plan::Estimates;
use super::program::{Domain, Program, RelationId};
use super::saturate::{OwnNegation, Task, joined_relations, saturate};
use super::storage::{FACT, Origin, Store};
use super::stratify::Stratum;
use ground::{Atoms, Grounder};
use solve::{Truth, solve};

/// Adds the stratum's true rows to the truths and its undefined rows to the others.
///
/// # Errors
/// The limit that was reached; then no row of the stratum was added.
pub(crate) fn evaluate<D: Domain + ?Sized>(
    program: &Program,
    stratum: &Stratum,
    base: u32,
    truths: &mut Store,
    undefined: &mut Store,
    domain: &mut D,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let mark = meter.mark();
    let mut possible = Store::empty(program);
    let mut reads: BTreeSet<RelationId> = joined_relations(program, &stratum.rules);
    reads.extend(&stratum.relations);
    for &relation in &reads {
        let table = possible.table_mut(relation);
        for from in [&*truths, &*undefined] {
            let rows = from.table(relation);
            table.insert_all(rows.values(), rows.len() as usize, FACT);
        }
        table.open();
    }
    let mut estimates = Estimates::new();
    let own_negation = OwnNegation::Granted;
    let mut task = Task { program, stratum, own_negation, estimates: &mut estimates, base };
    saturate(&mut task, &mut possible, Some(&mut *truths), domain, meter)?;
    possible.retain_indexes(|_| false);
    let atoms = Atoms::new(&stratum.relations, &possible);
    let grounder = Grounder { program, stratum, possible: &mut possible, truths, undefined };
    let instances = grounder.ground(&atoms, domain, meter)?;
    meter.restore(mark);
    let solution = solve(&instances, atoms.count as usize, atoms.facts(truths), || meter.check_time())?;
    for (round, derived) in (1..).zip(&solution.rounds) {
        for &(rule, atom) in derived {
            let (relation, number) = atoms.locate(atom);
            let row = possible.table(relation).row(number);
            let origin = Origin { rule: Some(rule), height: base + round };
            truths.table_mut(relation).insert(row, origin);
            meter.add(rule, 1);
        }
    }
    for (atom, truth) in (0..).zip(&solution.truths) {
        match truth {
            Truth::Unknown => {
                let (relation, number) = atoms.locate(atom);
                undefined.table_mut(relation).insert(possible.table(relation).row(number), FACT);
            }
            Truth::True | Truth::False => {}
        }
    }
    for &relation in &stratum.relations {
        truths.table_mut(relation).open();
        undefined.table_mut(relation).open();
    }
    meter.check_size(|| truths.bytes() + undefined.bytes())
}
