//! What is when: what holds on a day, what is forecast and what is due, one below the other by their days.

use super::canvas::{Arrow, Canvas, Key};
use super::legible::MOST;
use crate::engine::RelationId;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{self as model, Kind, StatementId, Term};
use crate::model::value::{Date, Value};
use crate::model::write::Variables;
use crate::reason::place::place_of;
use crate::report::{MapNode, Place, Shape, Tone};
use crate::theory::{Evaluated, Role};
use std::collections::BTreeMap;

/// What stands on one day.
#[derive(Default)]
struct Day {
    said: Vec<(String, Option<Place>)>,
    shape: Option<Shape>,
}

/// A timeline.
pub(super) fn time<'m>(model: &'m Model, evaluated: &Evaluated) -> Canvas<'m> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    let mut add = |date: Date, text: String, place: Option<Place>, shape: Shape| {
        let day = days.entry(date).or_default();
        if !day.said.iter().any(|(known, _)| *known == text) {
            day.said.push((text, place));
            day.shape = Some(day.shape.map_or(shape, |known| known.min(shape)));
        }
    };
    for (relation, role) in (0..).map(RelationId).zip(&evaluated.legend.roles) {
        let wanted = match role {
            Role::Dated(..) => true,
            // That the analysis is as of a day is no event.
            Role::Sentence(id, _) => Some(*id) != model.known.as_of && ends_in_a_date(model, *id),
            _ => false,
        };
        if !wanted {
            continue;
        }
        for (_, row) in evaluated.database.rows(relation).take(MOST) {
            let Some(mut said) = evaluated.said(relation, row) else { continue };
            let date = said.on.take().or_else(|| said.terms.last().cloned());
            if let Some(Term::Value(Value::Date(date))) = date {
                add(date, said.text(model), None, Shape::Happening);
            }
        }
    }
    for (id, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        let place = place_of(model, statement.span);
        let written = || {
            let heads: Vec<String> =
                statement.heads.iter().map(|head| model.write(head, Variables::Anonymous)).collect();
            heads.join(" and ")
        };
        if let Some(on) = statement.attribution.on.as_ref().filter(|_| !statement.heads.is_empty()) {
            add(on.date, written(), place.clone(), Shape::Happening);
        }
        if let Some(due) = due(model, id) {
            add(due, format!("forecast: {}", written()), place, Shape::Claim);
        }
    }
    if let Some(date) = model.as_of() {
        add(date, String::from("the analysis is made for this day"), None, Shape::Actor);
    }
    let mut canvas = Canvas::new(model);
    let mut before = None;
    for (date, day) in days {
        let place = day.said.iter().find_map(|(_, place)| place.clone());
        let text: Vec<String> = day.said.into_iter().map(|(text, _)| text).collect();
        let title = Value::Date(date).text(&model.units);
        let at = canvas.put(Key::Sentence(title.clone()), || MapNode {
            title,
            note: Some(text.join("; ")),
            about: None,
            shape: day.shape.unwrap_or(Shape::Thing),
            place,
        });
        if let Some(from) = before {
            canvas.draw(Arrow {
                from,
                to: at,
                words: "",
                object: None,
                tone: Tone::Faint,
                upwards: false,
                sentence: "",
            });
        }
        before = Some(at);
    }
    canvas
}

fn ends_in_a_date(model: &Model, relation: model::RelationId) -> bool {
    let holes = model.relation(relation).map(|one| one.holes.as_slice()).unwrap_or_default();
    holes.last().is_some_and(|sorts| sorts.contains(&SortId::DATE))
}

/// By when a forecast is to come true.
fn due(model: &Model, id: StatementId) -> Option<Date> {
    let Kind::Forecast(symbol) = model.statement(id)?.kind else { return None };
    model.deadlines.get(&symbol).map(|dated| dated.date)
}
