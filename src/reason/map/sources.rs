//! Who tells what, and through whom it reaches us: the sources of a model with what each says.

use super::canvas::{Arrow, Canvas};
use crate::model::Model;
use crate::model::statement::{Kind, SymbolId, Term};
use crate::report::Tone;
use std::collections::BTreeMap;

pub(super) fn sources(model: &Model) -> Canvas<'_> {
    let mut canvas = Canvas::new(model);
    let mut claims: BTreeMap<SymbolId, usize> = BTreeMap::new();
    for (_, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        // A table says as much as it has rows.
        let number = match statement.kind {
            Kind::Table(table) => model.table(table).map_or(0, crate::model::table::Table::len),
            _ => 1,
        };
        for source in &statement.attribution.sources {
            *claims.entry(*source).or_default() += number;
        }
    }
    let relayed: Vec<(SymbolId, SymbolId)> = model
        .statements()
        .flat_map(|(_, statement)| &statement.heads)
        .filter(|head| Some(head.relation) == model.known.relays)
        .filter_map(|head| match head.terms.as_slice() {
            [Term::Symbol(teller), Term::Symbol(origin)] => Some((*teller, *origin)),
            _ => None,
        })
        .collect();
    for source in model.sources.keys() {
        let number = claims.get(source).copied().unwrap_or(0);
        let grade = model.sources.get(source).and_then(|known| known.grade);
        let relays = relayed.iter().any(|(teller, origin)| teller == source || origin == source);
        if number == 0 && !relays {
            continue;
        }
        let at = canvas.thing(*source);
        let count = if number == 1 { String::from("1 claim") } else { format!("{number} claims") };
        let grade = grade.map(|grade| format!(", graded {}{}", grade.reliability, grade.credibility));
        canvas.note(at, format!("{count}{}", grade.unwrap_or_default()));
    }
    for (teller, origin) in relayed {
        let (from, to) = (canvas.thing(origin), canvas.thing(teller));
        canvas.draw(Arrow {
            from,
            to,
            words: "reaches us through",
            object: None,
            tone: Tone::Plain,
            upwards: false,
            sentence: "",
        });
    }
    canvas
}
