//! Two views of one analysis to what a supposition changes: gained, lost, re-supported.
//!
//! **Invariant:** a sentence is gained or lost by whether it holds; it is re-supported where it holds in
//! both views and the last step of its smallest proof is a step no more. What has no say against a
//! supposition is told by asking the rules what they would conclude if they were let.

use super::key_judgments::{Key, implications};
use super::why::{ALLOWANCE, leaves_of, reasons, rule_name};
use crate::budget::Budget;
use crate::engine::{
    Constant, Derivation, Graph, Guide, Instance, Literal as Member, Premise, Program, RelationId, RowId,
    Support,
};
use crate::model::Model;
use crate::model::statement::{self as model, Context, Kind, Literal, Statement, StatementId, Telling, Term};
use crate::model::write::Variables;
use crate::reason::checks::findings::{in_words, premises, violations};
use crate::reason::dispute::contradictions::{gather, told};
use crate::reason::dispute::repairs::Readings;
use crate::reason::place::place_of;
use crate::reason::provenance::{Contest, Lineage};
use crate::reason::session::stopped;
use crate::reason::{Session, Stop};
use crate::report::{Change, Changes, Implication, Pillar, PillarKind, Status, Suspended};
use crate::source::{FileId, Span};
use crate::syntax::ast::Sign;
use crate::theory::{
    Evaluated, FactSource, Origin, PartKind, Role, Standing, Suspension, View, indefinite, speakers,
    suspended,
};
use std::collections::BTreeSet;

type Place = (RelationId, RowId);

/// A view with what follows in it.
pub(in crate::reason) struct Seen<'a> {
    pub(in crate::reason) view: &'a View,
    pub(in crate::reason) evaluated: &'a mut Evaluated,
}

/// A sentence that holds in one of the views, or in both.
#[derive(Clone, Debug)]
pub(in crate::reason) struct Row {
    pub(in crate::reason) sentence: String,
    pub(in crate::reason) literal: Literal,
    place: Place,
}

/// What two views have not in common.
pub(in crate::reason) struct Compared {
    /// What holds in the second only.
    pub(in crate::reason) gained: Vec<Row>,
    /// What holds in the first only.
    pub(in crate::reason) lost: Vec<Row>,
}

/// Compares what holds.
pub(in crate::reason) fn compare(
    model: &Model,
    budget: &Budget,
    before: &Seen<'_>,
    after: &Seen<'_>,
) -> Compared {
    let mut found = Compared {
        gained: beyond(model, budget, after.evaluated, before.evaluated),
        lost: beyond(model, budget, before.evaluated, after.evaluated),
    };
    // The nearest consequences come first.
    let height = |evaluated: &Evaluated, row: &Row| {
        evaluated.database.derivation(row.place.0, row.place.1).map_or(0, Derivation::height)
    };
    found.gained.sort_by_cached_key(|row| (height(after.evaluated, row), row.sentence.clone()));
    found.lost.sort_by_cached_key(|row| (height(before.evaluated, row), row.sentence.clone()));
    found
}

/// What holds in one view and not in another. Only that is put into words: most holds in both.
fn beyond(model: &Model, budget: &Budget, evaluated: &Evaluated, other: &Evaluated) -> Vec<Row> {
    let names = evaluated.values.in_terms_of(&other.values);
    let mut found = Vec::new();
    for (key, &relation) in &evaluated.legend.sentences {
        let there = other.legend.sentences.get(key).copied();
        for (number, values) in budget.each(evaluated.database.rows(relation)) {
            if elsewhere(other, there, values, &names).is_none() {
                found.extend(row(model, evaluated, (relation, number)));
            }
        }
    }
    found
}

/// The place in another view of a row whose constants have these names there.
fn elsewhere(
    other: &Evaluated,
    relation: Option<RelationId>,
    row: &[Constant],
    names: &[Option<Constant>],
) -> Option<Place> {
    let relation = relation?;
    let there: Option<Vec<Constant>> =
        row.iter().map(|constant| names.get(constant.index()).copied().flatten()).collect();
    Some((relation, other.database.find(relation, &there?)?))
}

/// A row in words.
fn row(model: &Model, evaluated: &Evaluated, place: Place) -> Option<Row> {
    let span = Span { file: FileId(0), start: 0, end: 0 };
    let said = evaluated.said(place.0, evaluated.database.row(place.0, place.1)?)?;
    let sentence = said.text(model);
    let literal = Literal { span, sign: said.sign, relation: said.relation, terms: said.terms, on: None };
    Some(Row { sentence, literal, place })
}

/// Whether a reader is told of a row on its own: not of what a folded rule says again, nor of the second
/// order of a symmetric pair.
pub(in crate::reason) fn is_told(model: &Model, evaluated: &Evaluated, row: &Row) -> bool {
    match evaluated.database.derivation(row.place.0, row.place.1) {
        Some(Derivation::Rule { rule, .. }) => match evaluated.origin(rule) {
            Some(Origin::Statement(id, _)) => {
                model.statement(id).is_some_and(|statement| statement.telling == Telling::Plain)
            }
            _ => false,
        },
        Some(Derivation::Fact) | None => {
            // What strat knows of statements changes with them, and tells nothing more.
            evaluated.staters(row.place.0, row.place.1).any(|stater| stater != FactSource::Known)
        }
    }
}

/// A row with what it follows from; of a statement, who makes it.
pub(in crate::reason) fn because(model: &Model, evaluated: &mut Evaluated, row: &Row) -> Implication {
    explained(model, evaluated, &row.sentence, row.place).0
}

fn explained(
    model: &Model,
    evaluated: &mut Evaluated,
    sentence: &str,
    place: Place,
) -> (Implication, BTreeSet<String>) {
    let found = reasons(model, evaluated, place.0, place.1);
    let mut implication = Implication::new(sentence);
    implication.because = premises(&found);
    if let Some(root) = found.proof.nodes.first() {
        implication.sources.clone_from(&root.sources);
    }
    (implication, leaves_of(model, &found))
}

/// What holds in both views and has lost the step that concluded it: all of it, or only the sentences
/// that are `wanted`.
pub(in crate::reason) fn supported(
    model: &Model,
    budget: &Budget,
    compared: &Compared,
    before: &mut Seen<'_>,
    after: &mut Seen<'_>,
    wanted: Option<&BTreeSet<String>>,
) -> Vec<Change> {
    let touched = touched(model, compared, before, after);
    let shared = common(model, budget, (before.evaluated, after.evaluated), &touched, wanted);
    let mut guides = [&*before, &*after].map(|seen| Guide::new(&seen.evaluated.program));
    let [old, new] = &mut guides;
    let mut found = Vec::new();
    for (row, later) in budget.each(shared) {
        let now = steps(after.evaluated, later, new);
        if steps(before.evaluated, row.place, old).is_subset(&now) {
            continue;
        }
        let last = last_step(before.evaluated, row.place);
        if last.is_none_or(|last| now.contains(&last)) {
            continue;
        }
        if wanted.is_none() && !is_told(model, before.evaluated, &row) {
            continue;
        }
        let (was, rested) = explained(model, before.evaluated, &row.sentence, row.place);
        let (is, rests) = explained(model, after.evaluated, &row.sentence, later);
        found.push(Change {
            without: rested.difference(&rests).cloned().collect(),
            with: rests.difference(&rested).cloned().collect(),
            before: was,
            after: is,
        });
    }
    found.sort_by(|a, b| a.after.sentence.cmp(&b.after.sentence));
    found
}

/// What holds in both views, of some relations and of what may have lost a step, with its place in the second.
fn common(
    model: &Model,
    budget: &Budget,
    (old, new): (&Evaluated, &Evaluated),
    relations: &BTreeSet<(model::RelationId, Sign)>,
    wanted: Option<&BTreeSet<String>>,
) -> Vec<(Row, Place)> {
    let names = old.values.in_terms_of(&new.values);
    let mut found = Vec::new();
    for &(relation, sign) in relations {
        let (Some(here), there) = (old.relation(relation, sign), new.relation(relation, sign)) else {
            continue;
        };
        for (number, values) in budget.each(old.database.rows(here)) {
            let Some(later) = elsewhere(new, there, values, &names) else { continue };
            // A fact rests on what states it first.
            let stated = old.database.derivation(here, number) == Some(Derivation::Fact);
            let first = old.staters(here, number).next();
            if stated && first.is_some_and(|first| new.staters(later.0, later.1).any(|one| one == first)) {
                continue;
            }
            let Some(row) = row(model, old, (here, number)) else { continue };
            if wanted.is_none_or(|wanted| wanted.contains(&row.sentence)) {
                found.push((row, later));
            }
        }
    }
    found.sort_by(|a, b| a.0.sentence.cmp(&b.0.sentence));
    found
}

/// What nobody disputes is believed as what is established is.
pub(in crate::reason) fn believed(status: Status) -> Status {
    match status {
        Status::Undisputed => Status::Established,
        other => other,
    }
}

/// One step of a proof, in terms of the model, so that it is the same in both programs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Stated(FactSource),
    Rule(Origin, usize, Vec<Option<Term>>),
}

/// All the steps that conclude a row.
fn steps(evaluated: &mut Evaluated, (relation, row): Place, guide: &mut Guide) -> BTreeSet<Step> {
    let mut found: BTreeSet<Step> = evaluated.staters(relation, row).map(Step::Stated).collect();
    let Some(values) = evaluated.database.row(relation, row).map(<[_]>::to_vec) else { return found };
    let learnt = std::mem::replace(guide, Guide::new(&Program::default()));
    let mut graph = Graph::guided(&evaluated.program, &evaluated.database, &mut evaluated.values, learnt);
    let instances = graph.instances(relation, &values, ALLOWANCE);
    *guide = graph.into_guide();
    found.extend(instances.list.iter().filter_map(|instance| step(evaluated, instance)));
    found
}

/// The step that the smallest proof of a row ends with.
fn last_step(evaluated: &mut Evaluated, (relation, row): Place) -> Option<Step> {
    let proof = Graph::new(&evaluated.program, &evaluated.database, &mut evaluated.values)
        .proof(relation, row, ALLOWANCE)?;
    match &proof.nodes.first()?.support {
        Support::Fact => evaluated.staters(relation, row).next().map(Step::Stated),
        Support::Instance(instance, _) => step(evaluated, instance),
    }
}

fn step(evaluated: &Evaluated, instance: &Instance) -> Option<Step> {
    let origin = evaluated.origin(instance.rule)?;
    // A statement with alternatives is several rules.
    let alternative = evaluated.legend.origins.iter().take(instance.rule.index());
    let alternative = alternative.filter(|other| **other == origin).count();
    let binding = instance.binding.iter().map(|constant| evaluated.values.back(*constant)).collect();
    Some(Step::Rule(origin, alternative, binding))
}

/// The relations whose rows may have lost a step: those with rules that read what changed, and those of
/// which statements take part in one view only.
fn touched(
    model: &Model,
    compared: &Compared,
    before: &Seen<'_>,
    after: &Seen<'_>,
) -> BTreeSet<(model::RelationId, Sign)> {
    let changed: BTreeSet<(model::RelationId, Sign)> = compared
        .gained
        .iter()
        .chain(&compared.lost)
        .map(|row| (row.literal.relation, row.literal.sign))
        .collect();
    let mut found = BTreeSet::new();
    for seen in [before, after] {
        let evaluated = &*seen.evaluated;
        let mut parts: BTreeSet<RelationId> = BTreeSet::new();
        loop {
            let known = (parts.len(), found.len());
            for rule in &evaluated.program.rules {
                let reads = rule.body.iter().any(|member| {
                    let relation = match member {
                        Member::Positive(atom) | Member::Negative(atom) => atom.relation,
                        Member::Aggregate(_, aggregate) => aggregate.relation,
                        Member::Compare(..) | Member::Bind(..) => return false,
                    };
                    match evaluated.role(relation) {
                        Some(Role::Sentence(relation, sign) | Role::Dated(relation, sign)) => {
                            changed.contains(&(*relation, *sign))
                        }
                        Some(Role::Suspended) => true,
                        _ => parts.contains(&relation),
                    }
                });
                if reads {
                    match evaluated.role(rule.head.relation) {
                        Some(Role::Sentence(relation, sign)) => {
                            found.insert((*relation, *sign));
                        }
                        _ => {
                            parts.insert(rule.head.relation);
                        }
                    }
                }
            }
            if known == (parts.len(), found.len()) {
                break;
            }
        }
    }
    let (was, is) = (Standing::new(model, before.view), Standing::new(model, after.view));
    for (id, statement) in model.statements() {
        if was.counts(id, statement) != is.counts(id, statement) {
            found.extend(statement.heads.iter().map(|head| (head.relation, head.sign)));
        }
    }
    found
}

/// What has no say against what a view supposes.
pub(in crate::reason) fn silenced(model: &Model, seen: &mut Seen<'_>) -> Vec<Suspended> {
    let mut found: Vec<Suspended> = Vec::new();
    for one in suspended(model, seen.view, seen.evaluated) {
        let told = match one {
            Suspension::Statement(stater, literal) => {
                let (FactSource::Statement(id) | FactSource::Row(id, _)) = stater else { continue };
                let Some(statement) = model.statement(id) else { continue };
                let sentence = model.write(&literal, Variables::Anonymous);
                let place = match (statement.kind, stater) {
                    (Kind::Table(table), FactSource::Row(_, row)) => {
                        model.table(table).and_then(|table| table.place(row))
                    }
                    _ => None,
                };
                let mut pillar = stated(model, statement, sentence);
                pillar.place = place.and_then(|span| place_of(model, span)).or(pillar.place);
                Suspended { pillar, rule: None, because: Vec::new() }
            }
            Suspension::Application(instance, literal) => {
                let Some((rule, mut pillar)) = application(model, seen.evaluated, &instance) else {
                    continue;
                };
                pillar.sentence = model.write(&literal, Variables::Anonymous);
                let because = grounds(model, seen.evaluated, &instance);
                Suspended { pillar, rule: Some(rule), because }
            }
        };
        if !found.contains(&told) {
            found.push(told);
        }
    }
    found
}

/// A statement, as what it says.
pub(in crate::reason) fn stated(model: &Model, statement: &Statement, sentence: String) -> Pillar {
    let sources = if statement.attribution.is_claim() { speakers(model, statement) } else { Vec::new() };
    Pillar {
        kind: PillarKind::Statement,
        label: statement.label.map(|label| model.name(label).to_owned()),
        sentence,
        sources: sources.into_iter().map(|source| model.name(source).to_owned()).collect(),
        place: place_of(model, statement.span),
    }
}

/// The rule of an instance, where it is one that a reader knows.
fn application(
    model: &Model,
    evaluated: &Evaluated,
    instance: &Instance,
) -> Option<(crate::report::RuleName, Pillar)> {
    let Some(Origin::Statement(id, _)) = evaluated.origin(instance.rule) else { return None };
    let statement: &Statement = model.statement(id)?;
    let mut pillar = stated(model, statement, String::new());
    pillar.kind = PillarKind::Application;
    Some((rule_name(statement), pillar))
}

/// What an instance comes from, in sentences.
fn grounds(model: &Model, evaluated: &Evaluated, instance: &Instance) -> Vec<String> {
    let said = |relation: RelationId, row: &[crate::engine::Constant]| match evaluated.role(relation)? {
        Role::Sentence(..) | Role::Dated(..) => evaluated.sentence(model, relation, row),
        // Nobody waits for a figure that would be closer.
        Role::Auxiliary(part) if part.kind == PartKind::Wider => None,
        Role::Auxiliary(part) => {
            let bound = |variable| evaluated.bound(&part.columns, |at| row.get(at).copied(), variable);
            Some(indefinite(model, &part.formula, &bound))
        }
        Role::Violation(..) | Role::Query(..) | Role::Suspended | Role::Withheld(..) | Role::Sort(_) => None,
    };
    let premises = instance.premises.iter().filter_map(|premise| match premise {
        Premise::Row(relation, row) => said(*relation, evaluated.database.row(*relation, *row)?),
        Premise::Absent(relation, row) => Some(format!("nobody has shown that {}", said(*relation, row)?)),
        Premise::Undefined(..)
        | Premise::Undecided(..)
        | Premise::Condition
        | Premise::Value(_)
        | Premise::Aggregate(..)
        | Premise::Doubtful(..) => None,
    });
    premises.collect()
}

/// The statements that the scenarios in force take back.
pub(in crate::reason) fn retracted(model: &Model, view: &View) -> Vec<Pillar> {
    let standing = Standing::new(model, view);
    let mut found = Vec::new();
    for scenario in standing.scenarios() {
        let labels = model.scenario(*scenario).into_iter().flat_map(|scenario| &scenario.retracted);
        for (label, _) in labels {
            let of_label = model.statements().filter(|(_, statement)| statement.label == Some(*label));
            let all: Vec<(StatementId, &Statement)> = of_label.collect();
            let said: Vec<String> = all
                .iter()
                .flat_map(|(_, statement)| {
                    statement
                        .heads
                        .iter()
                        .map(|head| model.write(head, Variables::Named(&statement.variables)))
                })
                .collect();
            if let Some((_, statement)) = all.first() {
                found.push(stated(model, statement, said.join(" and ")));
            }
        }
    }
    found
}

impl Session<'_> {
    /// What changes from one view to another, at most so many changes of a kind, with the status of what
    /// is gained and of the key implications whose status moves.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn changes(
        &mut self,
        before: &View,
        after: &View,
        limit: usize,
    ) -> Result<Changes, Stop> {
        let model = self.model;
        let mut old = self.look(before, None, &[])?.evaluated;
        let mut new = self.look(after, None, &[])?.evaluated;
        let key = implications(self, &mut old, Context::Base).told;
        let mut was = Seen { view: before, evaluated: &mut old };
        let mut is = Seen { view: after, evaluated: &mut new };
        let compared = compare(model, &self.options.budget, &was, &is);
        let supposed: BTreeSet<String> = self.supposed(after).into_iter().collect();
        // Who says a statement that is taken back is no news.
        let standing = Standing::new(model, after);
        let gone = |row: &Row| row.literal.terms.iter().any(|term| standing.takes_back(term));
        let told = |evaluated: &Evaluated, rows: &[Row]| -> Vec<Row> {
            let told = rows.iter().filter(|row| !supposed.contains(&row.sentence) && !gone(row));
            told.filter(|row| is_told(model, evaluated, row)).cloned().collect()
        };
        let gained = told(is.evaluated, &compared.gained);
        let lost = told(was.evaluated, &compared.lost);
        let mut supported = supported(model, &self.options.budget, &compared, &mut was, &mut is, None);
        self.in_time()?;
        let mut found = Changes {
            supposed: self.supposed(after),
            retracted: retracted(model, after),
            suspended: silenced(model, &mut is),
            ..Changes::default()
        };
        found.hidden = [gained.len(), lost.len(), supported.len()]
            .into_iter()
            .map(|count| count.saturating_sub(limit))
            .sum();
        supported.truncate(limit);
        found.supported = supported;
        found.findings = self.broken(is.evaluated);
        let known = self.broken(was.evaluated);
        found.findings.retain(|one| !known.contains(one));
        found.gained = gained.iter().take(limit).map(|row| because(model, is.evaluated, row)).collect();
        found.lost = lost.iter().take(limit).map(|row| because(model, was.evaluated, row)).collect();
        if self.has_claims() {
            let mut later = self.readings_of(after)?;
            for (row, implication) in gained.iter().zip(&mut found.gained) {
                implication.status = Some(later.status(&row.literal));
            }
            let mut earlier = self.readings_of(before)?;
            for key in key.iter().map(Key::literal) {
                let (was, is) = (earlier.status(&key), later.status(&key));
                let sentence = model.write(&key, Variables::Anonymous);
                if believed(was) == believed(is) || found.lost.iter().any(|lost| lost.sentence == sentence) {
                    continue;
                }
                let told = |status| Implication { status: Some(status), ..Implication::new(&sentence) };
                let change =
                    Change { before: told(was), after: told(is), without: Vec::new(), with: Vec::new() };
                found.moved.push(change);
            }
        }
        self.in_time()?;
        Ok(found)
    }

    /// What clashes and fires in a view, in words.
    fn broken(&self, evaluated: &mut Evaluated) -> Vec<String> {
        let clashes = gather(self, evaluated);
        let mut found: Vec<String> = clashes.iter().map(|one| told(self.model, evaluated, one)).collect();
        for (id, violations) in violations(self.model, evaluated) {
            found.extend(violations.told.iter().map(|one| in_words(self.model, id, &one.because)));
        }
        found
    }

    /// The readings of any view.
    pub(in crate::reason) fn readings_of(&self, view: &View) -> Result<Readings<'_>, Stop> {
        let lineage =
            Lineage::new(self.model, &self.lowered, view, &[], Contest::Claims, &self.options.budget);
        lineage
            .map(|lineage| Readings::new(lineage, &self.options.budget))
            .map_err(|failure| Stop(Box::new(stopped(self.model, &failure))))
    }

    /// What is supposed in a view, as sentences.
    pub(in crate::reason) fn supposed(&self, view: &View) -> Vec<String> {
        let all = crate::theory::supposed(self.model, view);
        all.iter().map(|literal| self.model.write(literal, Variables::Anonymous)).collect()
    }
}
