//! Sentences that come out neither true nor false, and the circle through `unless` that keeps each so.
//!
//! The circle is a walk from an undefined row to the undefined rows that its rules read, the shortest that
//! comes back to where it began, else one that comes back to a row on its way. **Invariant:** each turn of
//! a circle is an instance of a rule whose other premises hold or are undefined too.

use super::Session;
use super::query::why::{ALLOWANCE, rule_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::{Constant, Graph, Literal, Premise, RelationId, Term};
use crate::model::Model;
use crate::model::statement::SymbolId;
use crate::reason::place::place_of;
use crate::report::{Link, RuleName, Turn};
use crate::source::Span;
use crate::theory::{Evaluated, Origin, Role};
use std::collections::BTreeMap;

/// How many further sentences are named.
const NAMED: usize = 5;

/// How many rows are looked at in order to come back to the first.
const LOOKED_AT: usize = 2_000;

/// How many turns of a circle are told.
const TURNS: usize = 12;

type Row = (RelationId, Vec<Constant>);

/// A row on the way, and how it was come to.
struct Step {
    row: Row,
    /// The step before it.
    from: usize,
    /// How the rule of the step before reads it.
    link: Link,
    rule: RuleName,
    place: Option<Span>,
}

impl Session<'_> {
    /// Reports sentences that come out neither true nor false, with the rules that go in a circle; not those
    /// of relations that are declared to be undecided at times. Of a scenario, if the base view has none.
    pub(super) fn undecided(&mut self, evaluated: &mut Evaluated, scenario: Option<SymbolId>) {
        let model = self.model;
        let (rows, more) = undecided_rows(model, evaluated);
        let Some(first) = rows.first() else { return };
        let sentence = evaluated.sentence(model, first.0, &first.1).unwrap_or_default();
        let place =
            scenario.map(|one| format!("in the scenario `{}`: ", model.name(one))).unwrap_or_default();
        let message = format!("{place}`{sentence}` comes out neither true nor false");
        let mut diagnostic = Diagnostic::new(Code::Undecided, message);
        let circle = circle(model, evaluated, first);
        let mut places: Vec<Span> =
            circle.iter().filter_map(|turn| turn.place.as_ref()).map(|place| place.span).collect();
        places.sort_unstable();
        places.dedup();
        for place in places.into_iter().take(4) {
            diagnostic = diagnostic.label(place, "part of the circle");
        }
        for turn in &circle {
            diagnostic = diagnostic.note(turn.words());
        }
        for (relation, row) in rows.iter().skip(1) {
            if let Some(other) = evaluated.sentence(model, *relation, row) {
                diagnostic = diagnostic.note(format!("`{other}` is neither true nor false either"));
            }
        }
        if more > 0 {
            diagnostic = diagnostic.note(format!("and {more} more are neither true nor false"));
        }
        let help = "break the circle through `unless`: say which of these takes precedence; or declare their \
                    relations with `may be undecided`";
        self.report.diagnostics.push(diagnostic.help(help));
    }
}

/// Sentences that come out neither true nor false, a few of them, and how many more there are.
fn undecided_rows(model: &Model, evaluated: &Evaluated) -> (Vec<Row>, usize) {
    let mut rows: Vec<Row> = Vec::new();
    let mut more = 0;
    for (at, role) in (0..).map(RelationId).zip(&evaluated.legend.roles) {
        let Role::Sentence(said, _) = role else { continue };
        if model.relation(*said).is_some_and(|known| known.may_be_undecided) {
            continue;
        }
        for row in evaluated.database.undefined(at) {
            match rows.len() <= NAMED {
                true => rows.push((at, row.to_vec())),
                false => more += 1,
            }
        }
    }
    (rows, more)
}

/// Whether a view has such sentences.
pub(super) fn any_undecided(model: &Model, evaluated: &Evaluated) -> bool {
    !undecided_rows(model, evaluated).0.is_empty()
}

/// The circle that keeps an undefined row from being true or false.
pub(super) fn circle(model: &Model, evaluated: &mut Evaluated, row: &Row) -> Vec<Turn> {
    let start = Step { row: row.clone(), from: 0, link: Link::If, rule: RuleName::default(), place: None };
    let mut steps = vec![start];
    let mut seen: BTreeMap<Row, usize> = BTreeMap::from([(row.clone(), 0)]);
    let mut at = 0;
    // The last step of the first circle that does not come back to the row itself.
    let mut closed: Option<Step> = None;
    while at < steps.len().min(LOOKED_AT) {
        let next = steps.get(at).map(|step| step.row.clone()).unwrap_or_else(|| row.clone());
        for mut step in read_by(model, evaluated, &next) {
            step.from = at;
            match seen.get(&step.row) {
                Some(0) => return turns(model, evaluated, &steps, &step),
                Some(known) if closed.is_none() && is_behind(&steps, at, *known) => closed = Some(step),
                Some(_) => {}
                None => {
                    seen.insert(step.row.clone(), steps.len());
                    steps.push(step);
                }
            }
        }
        at += 1;
    }
    closed.map(|step| turns(model, evaluated, &steps, &step)).unwrap_or_default()
}

/// Whether a step is one of those by which another was come to, or that itself.
fn is_behind(steps: &[Step], mut at: usize, wanted: usize) -> bool {
    while at != wanted && at > 0 {
        at = steps.get(at).map_or(0, |step| step.from);
    }
    at == wanted
}

/// The undefined rows that the rules of an undefined row read.
fn read_by(model: &Model, evaluated: &mut Evaluated, row: &Row) -> Vec<Step> {
    let found = Graph::new(&evaluated.program, &evaluated.database, &mut evaluated.values)
        .possible_instances(row.0, &row.1, ALLOWANCE);
    let mut steps = Vec::new();
    for instance in &found.list {
        let (rule, place) = match evaluated.origin(instance.rule) {
            Some(Origin::Statement(id, _) | Origin::Violation(id)) => match model.statement(id) {
                Some(statement) => (rule_name(statement), Some(statement.span)),
                None => (RuleName::default(), None),
            },
            Some(Origin::Symmetric(id)) => {
                (RuleName::default(), model.relation(id).and_then(|known| known.symmetric))
            }
            Some(Origin::Auxiliary | Origin::Query(_)) | None => (RuleName::default(), None),
        };
        let body = evaluated.program.rules.get(instance.rule.index()).map_or(&[][..], |rule| &rule.body);
        for (premise, literal) in instance.premises.iter().zip(body) {
            let mut read =
                |row: Row, link| steps.push(Step { row, from: 0, link, rule: rule.clone(), place });
            match premise {
                Premise::Undefined(relation, row) => read((*relation, row.clone()), Link::If),
                Premise::Undecided(relation, row) => read((*relation, row.clone()), Link::Unless),
                Premise::Doubtful(_, relation, _) => {
                    let Literal::Aggregate(_, aggregate) = literal else { continue };
                    let value = |term: &Term| match term {
                        Term::Constant(constant) => Some(*constant),
                        Term::Variable(variable) => instance.binding.get(variable.index()).copied(),
                    };
                    let group: Vec<Option<Constant>> =
                        aggregate.group.iter().map(|term| term.as_ref().and_then(value)).collect();
                    let counted = |row: &&[Constant]| {
                        row.iter().zip(&group).all(|(one, wanted)| wanted.is_none_or(|wanted| wanted == *one))
                    };
                    for row in evaluated.database.undefined(*relation).filter(counted) {
                        read((*relation, row.to_vec()), Link::If);
                    }
                }
                Premise::Row(..)
                | Premise::Absent(..)
                | Premise::Condition
                | Premise::Value(_)
                | Premise::Aggregate(..) => {}
            }
        }
    }
    steps
}

/// The way from the first step to the last, which comes back to an earlier one, in words. Rows that are
/// parts of a body are passed over.
fn turns(model: &Model, evaluated: &Evaluated, steps: &[Step], last: &Step) -> Vec<Turn> {
    let mut way = vec![last];
    let mut at = last.from;
    while at > 0 {
        let Some(step) = steps.get(at) else { break };
        way.push(step);
        at = step.from;
    }
    way.reverse();
    let said = |(relation, row): &Row| evaluated.sentence(model, *relation, row);
    let Some(mut sentence) = steps.first().and_then(|first| said(&first.row)) else { return Vec::new() };
    let mut told = Vec::new();
    // The rule that the sentence comes from, and how it reads what comes next.
    let mut under: Option<(RuleName, Option<Span>, Link)> = None;
    for step in way {
        let (rule, place, link) = match under.take() {
            None => (step.rule.clone(), step.place, step.link),
            Some((rule, place, link)) => (rule, place, link.through(step.link)),
        };
        match said(&step.row) {
            Some(next) => {
                let on = next.clone();
                let conclusion = std::mem::replace(&mut sentence, next);
                told.push(Turn {
                    sentence: conclusion,
                    rule,
                    place: place.and_then(|span| place_of(model, span)),
                    link,
                    on,
                });
            }
            None => under = Some((rule, place, link)),
        }
    }
    told.truncate(TURNS);
    told
}
