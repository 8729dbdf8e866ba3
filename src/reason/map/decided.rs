//! Pictures of what is decided: games with their states and moves, councils with their seats.

use super::canvas::{Arrow, Canvas, Key, words};
use crate::model::Model;
use crate::reason::{Session, Stop};
use crate::report::{Council, MapNode, Seat, Shape, Tone};

/// The states of each game, with the moves that make somebody better off; those that the others would answer are
/// faint.
pub(super) fn games<'m>(session: &Session<'m>) -> Canvas<'m> {
    let model: &'m Model = session.model;
    let mut canvas = Canvas::new(model);
    let all = crate::reason::games(model, &session.options.games.played, None, &session.options.budget);
    let several = all.len() > 1;
    for game in &all {
        let key = |state: &str| Key::Sentence(format!("{}: {state}", game.name));
        for state in &game.states {
            let [_, _, _, lasts] = state.equilibrium;
            let quo = state.name == game.status_quo;
            let note = match (lasts, quo) {
                (true, true) => Some("where it stands; can last"),
                (true, false) => Some("can last"),
                (false, true) => Some("where it stands"),
                (false, false) => None,
            };
            let of = several.then(|| format!("in {}", words(&game.name)));
            let note: Vec<String> = of.into_iter().chain(note.map(ToOwned::to_owned)).collect();
            canvas.put(key(&state.name), || MapNode {
                title: words(&state.name),
                note: (!note.is_empty()).then(|| note.join("; ")),
                about: game.gloss.clone(),
                shape: if lasts { Shape::Goal } else { Shape::Conclusion },
                place: game.place.clone(),
            });
        }
        for step in &game.arrows {
            let end = |canvas: &Canvas<'_>, state: &str| canvas.place(&key(state));
            let (Some(from), Some(to)) = (end(&canvas, &step.from), end(&canvas, &step.to)) else { continue };
            let why = if step.why.is_empty() { String::new() } else { format!(": {}", step.why) };
            canvas.draw(Arrow {
                from,
                to,
                words: if step.answer.is_some() { "{} would, but for the answer" } else { "{} would" },
                object: Some(words(&step.who)),
                tone: if step.answer.is_some() { Tone::Faint } else { Tone::Plain },
                upwards: false,
                sentence: &format!("{} would {}{why}", step.who, step.how),
            });
        }
    }
    canvas
}

/// The groups that decide, with their members: who can stop it stands against it.
pub(super) fn councils<'m>(session: &mut Session<'m>) -> Result<Canvas<'m>, Stop> {
    let model: &'m Model = session.model;
    let all = crate::reason::councils(session, None, None)?;
    let mut canvas = Canvas::new(model);
    for council in &all {
        let key = Key::Sentence(format!("{} on {}", council.group, council.subject));
        let place = model.names.get(council.group.as_str()).copied();
        let head = canvas.put(key, || MapNode {
            title: format!("{} decides on {}", words(&council.group), words(&council.subject)),
            note: Some(format!("by {}", words(&council.rule))),
            about: council.gloss.clone(),
            shape: Shape::Matter,
            place: place
                .and_then(|symbol| crate::reason::place::place_of(model, model.symbol(symbol)?.span?)),
        });
        for seat in &council.members {
            let at = match model.names.get(seat.name.as_str()) {
                Some(symbol) => canvas.thing(*symbol),
                None => continue,
            };
            let (words, tone) = says(council, seat);
            canvas.draw(Arrow {
                from: head,
                to: at,
                words,
                object: None,
                tone,
                upwards: false,
                sentence: "",
            });
            if all.len() == 1 {
                canvas.note(at, weight(seat));
            }
        }
    }
    Ok(canvas)
}

/// How a member stands to what is decided.
fn says(council: &Council, seat: &Seat) -> (&'static str, Tone) {
    let is = |names: &[String]| names.contains(&seat.name);
    match seat.vote {
        Some(true) => ("votes for it", Tone::Strong),
        Some(false) => ("votes against it", Tone::Against),
        None if is(&council.vetoes) => ("can stop it", Tone::Against),
        None if is(&council.alone) => ("can carry it alone", Tone::Strong),
        None if is(&council.dummies) => ("never matters", Tone::Faint),
        None => ("", Tone::Plain),
    }
}

/// Its weights, and its share of the power.
fn weight(seat: &Seat) -> String {
    let weights = seat.weights.join(" and ");
    let share =
        seat.power.as_ref().map(|power| format!("{:.0} % of the power", power.shapley.to_f64() * 100.0));
    let weights = (!weights.is_empty()).then(|| format!("weight {weights}"));
    weights.into_iter().chain(share).collect::<Vec<_>>().join(", ")
}
