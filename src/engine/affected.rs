//! Rows that came and went to the rows that lose a step by it: the heads of rule instances that rested on them.
//!
//! Each rule is joined once for each of its literals that reads a relation with changes, with the changed rows
//! in the place of the relation, by the plans of an evaluation. **Invariant:** a row that is left out is derived by
//! every instance of a rule by which it was derived before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::database::Database;
use super::facts::RowId;
use super::limits::{Budget, Limit, Meter};
use super::plan::{Estimates, Keyed, Shape, compile};
use super::program::{Atom, Constant, Domain, Literal, Program, RelationId, Rule, RuleId};
use super::run::{Job, run};
use super::saturate::{estimate, joined_relations, link};
use super::storage::{FACT, Origin, Store, Table, Tables};

/// How the rows of a relation are different.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// Rows that are no longer true.
    pub gone: Vec<RowId>,
    /// Rows that are true now, or undefined, and were neither: they matter where something needs them to be absent.
    pub come: Vec<Vec<Constant>>,
}

/// The rows of a database that an instance of a rule derives no longer, among those that are not gone themselves:
/// by relation, ascending. What the `silent` rules derived is derived by them no longer.
///
/// # Errors
/// A limit was reached.
pub fn affected<D: Domain + ?Sized>(
    program: &Program,
    database: &mut Database,
    moved: &BTreeMap<RelationId, Moved>,
    silent: &[RuleId],
    domain: &mut D,
    limits: &Budget,
) -> Result<BTreeMap<RelationId, BTreeSet<RowId>>, Limit> {
    let mut bench = Bench::new(program, database, moved);
    // What is put out here are no conclusions.
    let limits = Budget { rows: None, ..limits.clone() };
    let outcome = bench.join(program, silent, domain, &limits);
    let touched = bench.touched();
    bench.give_back(database);
    outcome?;
    let mut found: BTreeMap<RelationId, BTreeSet<RowId>> = BTreeMap::new();
    for (relation, table) in &touched {
        let rows = (0..table.len()).filter_map(|number| database.find(*relation, table.row(number)));
        found.entry(*relation).or_default().extend(rows);
    }
    Ok(found)
}

/// So many rows are noted at once: the identity of a table is made anew as it grows.
const AT_ONCE: usize = 4096;

/// The relations that stand for the changes of one.
#[derive(Clone, Copy, Debug)]
struct Places {
    gone: Option<RelationId>,
    come: Option<RelationId>,
}

/// The rows of a database with its changes beside them, for as long as they are joined.
struct Bench {
    store: Store,
    /// The columns of all relations, those for changes and for what is found included.
    columns: Vec<usize>,
    places: BTreeMap<RelationId, Places>,
    /// Where the heads of each relation are put out.
    heads: BTreeMap<RelationId, RelationId>,
    /// The tables of the database that were edited: plans read those that were not.
    edited: BTreeMap<usize, Arc<Table>>,
    known: usize,
}

impl Bench {
    fn new(program: &Program, database: &mut Database, moved: &BTreeMap<RelationId, Moved>) -> Self {
        let mut columns = program.relations.clone();
        let mut tables = std::mem::take(&mut database.truths);
        let known = tables.len();
        let mut edited = BTreeMap::new();
        for (at, table) in tables.iter_mut().enumerate().filter(|(_, table)| table.living() < table.len()) {
            let mut living = Table::new(table.arity());
            for number in (0..table.len()).filter(|number| table.alive(*number)) {
                living.insert(table.row(number), FACT);
            }
            edited.insert(at, std::mem::replace(table, Arc::new(living)));
        }
        columns.truncate(known);
        let mut add = |table: Table, tables: &mut Tables| {
            let made = RelationId(u32::try_from(tables.len()).unwrap_or(u32::MAX));
            columns.push(table.arity());
            tables.push(Arc::new(table));
            made
        };
        let mut places = BTreeMap::new();
        for (relation, Moved { gone, come }) in moved {
            let Some(table) = edited.get(&relation.index()).or_else(|| tables.get(relation.index())) else {
                continue;
            };
            let [mut went, mut came] = [(); 2].map(|()| Table::new(table.arity()));
            // Whether a head is gone itself is asked for every instance.
            went.allow_bits();
            let gone: Vec<u32> = gone.iter().map(|row| row.0).filter(|row| *row < table.len()).collect();
            for some in gone.chunks(AT_ONCE) {
                let values: Vec<Constant> = some.iter().flat_map(|row| table.row(*row)).copied().collect();
                went.insert_all(&values, some.len(), FACT);
            }
            for row in come.iter().filter(|row| row.len() == table.arity()) {
                came.insert(row, FACT);
            }
            let gone = (went.len() > 0).then(|| add(went, &mut tables));
            let come = (came.len() > 0).then(|| add(came, &mut tables));
            places.insert(*relation, Places { gone, come });
        }
        let mut heads = BTreeMap::new();
        for rule in &program.rules {
            let relation = rule.head.relation;
            if let std::collections::btree_map::Entry::Vacant(slot) = heads.entry(relation) {
                slot.insert(add(Table::new(rule.head.terms.len()), &mut tables));
            }
        }
        let mut store = Store::new(tables);
        store.open();
        Self { store, columns, places, heads, edited, known }
    }

    /// Puts out the heads of all instances that rest on a change.
    fn join<D: Domain + ?Sized>(
        &mut self,
        program: &Program,
        silent: &[RuleId],
        domain: &mut D,
        limits: &Budget,
    ) -> Result<(), Limit> {
        let mut meter = Meter::new(limits, program.rules.len(), self.store.rows());
        let mut estimates = Estimates::new();
        for (id, rule) in (0..).map(RuleId).zip(&program.rules) {
            let variants: Vec<(Option<usize>, Rule)> = if silent.contains(&id) {
                vec![(None, self.not_gone(rule.clone()))]
            } else {
                self.variants(rule)
            };
            for (delta, variant) in variants {
                self.run(id, delta, &variant, &mut estimates, domain, &mut meter)?;
            }
        }
        Ok(())
    }

    /// A rule with the changed rows in the place of a relation, for each literal that reads one with changes.
    fn variants(&self, rule: &Rule) -> Vec<(Option<usize>, Rule)> {
        let mut made = Vec::new();
        for (at, literal) in rule.body.iter().enumerate() {
            let (atom, changed) = match literal {
                Literal::Positive(atom) => (atom, self.place(atom.relation).and_then(|places| places.gone)),
                Literal::Negative(atom) => (atom, self.place(atom.relation).and_then(|places| places.come)),
                // Which of its groups come to something else is not looked into.
                Literal::Aggregate(_, aggregate) if self.place(aggregate.relation).is_some() => {
                    return vec![(None, self.not_gone(rule.clone()))];
                }
                Literal::Aggregate(..) | Literal::Compare(..) | Literal::Bind(..) => continue,
            };
            let Some(relation) = changed else { continue };
            let mut variant = rule.clone();
            if let Some(slot) = variant.body.get_mut(at) {
                *slot = Literal::Positive(Atom { relation, terms: atom.terms.clone() });
            }
            made.push((Some(at), self.not_gone(variant)));
        }
        made
    }

    fn place(&self, relation: RelationId) -> Option<Places> {
        self.places.get(&relation).copied()
    }

    /// The rule for heads that are not gone themselves.
    fn not_gone(&self, mut rule: Rule) -> Rule {
        if let Some(relation) = self.place(rule.head.relation).and_then(|places| places.gone) {
            rule.body.push(Literal::Negative(Atom { relation, terms: rule.head.terms.clone() }));
        }
        rule
    }

    fn run<D: Domain + ?Sized>(
        &mut self,
        id: RuleId,
        delta: Option<usize>,
        rule: &Rule,
        estimates: &mut Estimates,
        domain: &mut D,
        meter: &mut Meter<'_>,
    ) -> Result<(), Limit> {
        let Some(&head) = self.heads.get(&rule.head.relation) else { return Ok(()) };
        let alone = Program { relations: self.columns.clone(), rules: vec![rule.clone()] };
        estimate(estimates, &self.store, &joined_relations(&alone, &[RuleId(0)]), &BTreeSet::new());
        let shape = Shape {
            growing: &BTreeSet::new(),
            delta,
            without: None,
            keyed: &Keyed::new(),
            skipped: BTreeSet::new(),
            output: rule.head.terms.clone(),
            estimates,
        };
        let mut plans = vec![compile(id, rule, &shape)];
        link(&mut plans, &mut self.store, None);
        for plan in &plans {
            let job = Job { plan, head, origin: Origin { rule: Some(id), height: 1 } };
            run(&job, &mut self.store, None, domain, meter)?;
        }
        self.store.retain_indexes(|_| false);
        Ok(())
    }

    /// What was put out, by the relation of which it is.
    fn touched(&self) -> Vec<(RelationId, Table)> {
        let found = self.heads.iter().map(|(relation, at)| (*relation, self.store.table(*at)));
        found
            .filter(|(_, table)| table.len() > 0)
            .map(|(relation, table)| (relation, table.clone()))
            .collect()
    }

    /// Gives the database its tables back.
    fn give_back(self, database: &mut Database) {
        let mut tables = self.store.into_tables();
        tables.truncate(self.known);
        for (at, table) in self.edited {
            if let Some(slot) = tables.get_mut(at) {
                *slot = table;
            }
        }
        database.truths = tables;
    }
}
