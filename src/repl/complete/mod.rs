//! The text before the cursor to what could be written there: commands with what follows them, and all that
//! [`assist`](crate::assist) knows of statements and questions.
//!
//! Invariant: pure: looks at the model and, for paths alone, at the disk.

mod files;

pub use crate::assist::complete::{Candidate, Completion, Rest};

use super::commands::{self, Argument};
use super::input;
use super::settings;
use crate::assist::complete::{self as written, Place, finish, likelihoods};
use crate::diagnostic::Code;
use crate::model::Model;
use crate::model::catalogue;
use crate::model::sort::SortId;
use crate::report::MapKind;

/// The most candidates that are listed, so that a list fits a screen.
const LISTED: usize = 60;

/// What could be written at the end of a text.
pub(super) fn complete(model: &Model, text: &str) -> Completion {
    let mut completion =
        command(model, text).unwrap_or_else(|| written::complete(model, text, Place::Session));
    let Some(more) = completion.candidates.len().checked_sub(LISTED).filter(|more| *more > 0) else {
        return completion;
    };
    completion.candidates.truncate(LISTED);
    let replacement = text.get(completion.start..).unwrap_or_default().to_owned();
    completion.candidates.push(Candidate { display: format!("… and {more} more"), replacement });
    completion
}

/// What to hint at the end of a text: the rest of the only sentence or name that fits, or how to end what
/// goes on.
pub(super) fn hint(model: &Model, text: &str) -> Option<Rest> {
    let is_command = text.trim_start().starts_with(':') || input::command(text).is_some();
    if !is_command || text.contains('\n') {
        return written::hint(model, text);
    }
    // The rest of the only candidate that goes on with the word at the end.
    let completion = complete(model, text);
    let said = text.get(completion.start..).filter(|said| said.len() > 1)?;
    let [only] = completion.candidates.as_slice() else { return None };
    let rest = only.replacement.strip_prefix(said)?.trim_end();
    (!rest.is_empty()).then(|| Rest { display: rest.to_owned(), insert: rest.to_owned() })
}

/// What could follow in a command.
fn command(model: &Model, text: &str) -> Option<Completion> {
    let indent = text.len() - text.trim_start().len();
    let said = text.trim_start();
    let Some(rest) = said.strip_prefix(':') else {
        let (command, _) = input::command(said).filter(|_| said.contains(' '))?;
        return Some(argument(model, command.argument, text, indent + said.find(' ')? + 1));
    };
    match rest.find(char::is_whitespace) {
        None => {
            let names = commands::names().into_iter().map(|name| {
                let more = commands::find(name).is_some_and(|command| command.argument != Argument::None);
                (name.to_owned(), if more { format!("{name} ") } else { name.to_owned() })
            });
            Some(finish(indent + 1, rest, names.collect()))
        }
        Some(end) => {
            let command = commands::find(rest.get(..end)?)?;
            Some(argument(model, command.argument, text, indent + 1 + end + 1))
        }
    }
}

/// What stands on pictures.
const DRAWN: &[SortId] = &[
    SortId::ACTOR,
    SortId::RESOURCE,
    SortId::HAPPENING,
    SortId::MATTER,
    SortId::GOAL,
    SortId::PROPOSITION,
    SortId::SOURCE,
];

/// What could follow a command, from a place on.
fn argument(model: &Model, argument: Argument, text: &str, start: usize) -> Completion {
    let said = text.get(start..).unwrap_or_default();
    let start = start + said.len() - said.trim_start().len();
    let said = said.trim_start();
    let plain = |names: Vec<String>| -> Vec<(String, String)> {
        names.into_iter().map(|name| (name.clone(), name)).collect()
    };
    let own = |names: &[&str]| plain(names.iter().map(|name| (*name).to_owned()).collect());
    let options = match argument {
        Argument::None | Argument::Date => Vec::new(),
        Argument::File => return files::complete(said, start),
        Argument::Command => own(&commands::names()),
        Argument::Thing(sort) => plain(model.spellings(&[sort], said)),
        Argument::Relation => plain(model.relations.iter().map(|one| one.name.to_string()).collect()),
        Argument::Doctrine => plain(model.doctrine.as_ref().map(catalogue::names).unwrap_or_default()),
        Argument::Word(words) => own(words),
        Argument::Likelihood => plain(likelihoods(model)),
        Argument::Code => plain(Code::ALL.iter().map(|code| code.number().to_owned()).collect()),
        Argument::Picture => match said.split_once(' ') {
            None => own(&MapKind::ALL.map(MapKind::word)),
            Some((kind, name)) => {
                let names = plain(model.spellings(DRAWN, name));
                return finish(start + kind.len() + 1, name, names);
            }
        },
        Argument::Setting => match said.split_once(' ') {
            None => settings::TABLE
                .iter()
                .map(|setting| (setting.name.to_owned(), format!("{} ", setting.name)))
                .collect(),
            Some((name, value)) => {
                let values = settings::find(name).map_or(&[][..], |setting| setting.values);
                let start = start + name.len() + 1;
                return finish(start, value, own(values));
            }
        },
    };
    finish(start, said, options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Doctrine, resolve};
    use crate::source::Origin;
    use crate::syntax;

    fn shown(text: &str) -> Vec<String> {
        let doctrine = Doctrine::standard();
        let mut map = doctrine.texts().clone();
        let file = map.add("a", "source atkinson graded B2.\n", Origin::User);
        let asts = vec![syntax::parse(&map, file).value];
        let model =
            resolve::resolve(&doctrine, resolve::Read { asts, ..resolve::Read::default() }, &map).value;
        complete(&model, text).candidates.into_iter().map(|candidate| candidate.display).collect()
    }

    #[test]
    fn commands_and_what_follows_them() {
        assert_eq!(shown(":und"), ["undo"]);
        assert_eq!(shown(":as at"), ["atkinson"]);
        assert_eq!(shown("help un"), ["undo"]);
        assert_eq!(shown(":set ans"), ["answers"]);
        assert_eq!(shown(":set notes o"), ["off", "on"]);
    }
}
