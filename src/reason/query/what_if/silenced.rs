//! What a view supposes to what has no say against it, and what it takes back.
//!
//! **Invariant:** what has no say is told by asking the rules what they would conclude if they were let.

use super::Seen;
use crate::engine::{Instance, Premise, RelationId};
use crate::model::Model;
use crate::model::statement::{Kind, Statement, StatementId};
use crate::model::write::Variables;
use crate::reason::place::place_of;
use crate::reason::query::closed_world::lacks_structure;
use crate::reason::query::why::rule_name;
use crate::report::{Support, SupportKind, Suspended};
use crate::theory::{
    Evaluated, FactSource, Origin, PartKind, Role, Standing, Suspension, View, indefinite, speakers,
    suspended,
};

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
                let mut support = stated(model, statement, sentence);
                support.place = place.and_then(|span| place_of(model, span)).or(support.place);
                Suspended { support, rule: None, because: Vec::new() }
            }
            Suspension::Application(instance, literal) => {
                let Some((rule, mut support)) = application(model, seen.evaluated, &instance) else {
                    continue;
                };
                support.sentence = model.write(&literal, Variables::Anonymous);
                let because = grounds(model, seen.evaluated, &instance);
                Suspended { support, rule: Some(rule), because }
            }
        };
        if !found.contains(&told) {
            found.push(told);
        }
    }
    found
}

/// A statement, as what it says.
pub(in crate::reason) fn stated(model: &Model, statement: &Statement, sentence: String) -> Support {
    let sources = if statement.attribution.is_claim() { speakers(model, statement) } else { Vec::new() };
    Support {
        kind: SupportKind::Statement,
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
) -> Option<(crate::report::RuleName, Support)> {
    let Some(Origin::Statement(id, _)) = evaluated.origin(instance.rule) else { return None };
    let statement: &Statement = model.statement(id)?;
    let mut support = stated(model, statement, String::new());
    support.kind = SupportKind::Application;
    Some((rule_name(statement), support))
}

/// What an instance comes from, in sentences.
fn grounds(model: &Model, evaluated: &Evaluated, instance: &Instance) -> Vec<String> {
    let said = |relation: RelationId, row: &[crate::engine::Constant]| match evaluated.role(relation)? {
        Role::Sentence(..) | Role::Dated(..) => evaluated.sentence(model, relation, row),
        // Nobody waits for a figure that would be closer.
        Role::Auxiliary(part) if part.kind == PartKind::Wider => None,
        Role::Auxiliary(part) => {
            let bound = |variable| evaluated.bound(&part.columns, |at| row.get(at).copied(), variable);
            let asks = !lacks_structure(model, evaluated, &part.formula, &bound);
            asks.then(|| indefinite(model, &part.formula, &bound))
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
pub(in crate::reason) fn retracted(model: &Model, view: &View) -> Vec<Support> {
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
