//! An analysis to a picture: one graph for every drawing.
//!
//! What is drawn is what holds in the view that was chosen. Invariant: nothing is drawn that does not hold or is not
//! said, things and arrows come in the order of the model, and a picture has no more than [`legible::MOST`] things.

mod alike;
mod argument;
mod canvas;
mod decided;
mod legible;
mod relations;
mod sources;
mod time;
mod together;

use crate::model::Model;
use crate::model::statement::SymbolId;
use crate::reason::{Session, Stop};
use crate::report::{Map, MapKind};

/// A picture of the view that was chosen; `about` is a name, or a sentence that is drawn with what it rests on. `None`
/// where no thing has that name.
///
/// # Errors
/// A limit was reached.
pub fn map(session: &mut Session<'_>, kind: MapKind, about: Option<&str>) -> Result<Option<Map>, Stop> {
    let named = about.map(|name| (name, symbol(session.model, name)));
    if kind == MapKind::Argument {
        return argument::argument(session, named);
    }
    let centre = match named {
        Some((_, None)) => return Ok(None),
        Some((_, Some(symbol))) => Some(symbol),
        None => None,
    };
    let view = session.options.view.clone();
    let evaluated = session.look(&view, None, &[])?.evaluated;
    let canvas = match kind {
        MapKind::Sources => sources::sources(session.model),
        MapKind::Time => time::time(session.model, &evaluated),
        MapKind::Game => decided::games(session),
        MapKind::Council => decided::councils(session)?,
        MapKind::Power | MapKind::Goals | MapKind::Effects | MapKind::Argument => {
            relations::drawn(session.model, &evaluated, kind)
        }
    };
    session.in_time()?;
    Ok(Some(canvas.finish(kind, centre)))
}

/// The thing of this name, by any of its spellings.
fn symbol(model: &Model, name: &str) -> Option<SymbolId> {
    let exact = model.names.get(name).copied();
    exact.or_else(|| {
        let spelt = |(known, id): (&smol_str::SmolStr, &SymbolId)| {
            (known.to_lowercase() == name.to_lowercase()).then_some(*id)
        };
        model.names.iter().find_map(spelt)
    })
}
