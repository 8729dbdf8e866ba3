//! Commands that change how the analysis is looked at.

use super::super::conversation::{Conversation, Reply};
use super::super::settings;
use crate::model::sort::SortId;
use crate::model::statement::Dated;
use crate::model::value::Date;
use crate::render::text;

/// `:as SOURCE`
pub(super) fn through(conversation: &mut Conversation, name: &str) -> Reply {
    let name = name.trim_end_matches('.');
    let chosen = match name {
        "" | "all" | "everyone" => None,
        name => match thing(conversation, name, SortId::SOURCE, ":sources") {
            Ok(name) => Some(name),
            Err(reply) => return reply,
        },
    };
    let head = match &chosen {
        Some(name) => format!("Looking through {name}: what is given, and what {name} says."),
        None => String::from("Looking through all sources."),
    };
    changed(conversation, &head, |conversation| conversation.looking.through = chosen)
}

/// `:scenario NAME`
pub(super) fn scenario(conversation: &mut Conversation, name: &str) -> Reply {
    let chosen = match name.trim_end_matches('.') {
        "" | "none" => None,
        name => match thing(conversation, name, SortId::SCENARIO, ":scenario") {
            Ok(name) => Some(name),
            Err(reply) => return reply,
        },
    };
    let head = match &chosen {
        Some(name) => format!("Playing the scenario {name}."),
        None => {
            let model = &conversation.draft.model;
            let names: Vec<&str> = model.scenarios.iter().map(|one| model.name(one.symbol)).collect();
            match names.as_slice() {
                [] => String::from("No scenario is played; the analysis has none."),
                names => format!("No scenario is played; there are: {}.", names.join(", ")),
            }
        }
    };
    changed(conversation, &head, |conversation| conversation.looking.scenario = chosen)
}

/// `:asof DATE`
pub(super) fn as_of(conversation: &mut Conversation, words: &str) -> Reply {
    let chosen = match words {
        "" => None,
        words => match Date::parse(words) {
            Ok(date) => Some(Dated { date, words: words.into() }),
            Err(error) => {
                let text = format!("`{words}` is no date: {error}");
                return Reply::of(text::aside(&text, &conversation.style));
            }
        },
    };
    let head = match (&chosen, &conversation.draft.model.frame.as_of) {
        (Some(dated), _) => format!("The analysis is made as of {}.", dated.words),
        (None, Some(dated)) => format!("The analysis is made as of {}, as its file says.", dated.words),
        (None, None) => String::from("The analysis is made for no date: every dated statement is in force."),
    };
    changed(conversation, &head, |conversation| conversation.looking.as_of = chosen)
}

/// `:enough WORD`
pub(super) fn enough(conversation: &mut Conversation, word: &str) -> Reply {
    let scale = &conversation.draft.model.frame.scale;
    let chosen = match word {
        "" => None,
        word if scale.low(word).is_some() => Some(word.to_owned()),
        word => {
            let words: Vec<&str> = scale.words().iter().map(|word| word.text.as_str()).collect();
            let text = format!("the scale `{}` has no `{word}`; it has {}", scale.name, words.join(", "));
            return Reply::of(text::aside(&text, &conversation.style));
        }
    };
    let head = match &chosen {
        Some(word) => format!("A claim counts if it is at least {word}."),
        None => String::from("A claim counts if it is as likely as the file demands."),
    };
    changed(conversation, &head, |conversation| conversation.looking.enough = chosen)
}

/// `:set NAME VALUE`
pub(super) fn set(conversation: &mut Conversation, words: &str) -> Reply {
    let style = conversation.style;
    let (name, value) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    if name.is_empty() {
        let rows: Vec<Vec<String>> = settings::TABLE
            .iter()
            .map(|setting| {
                vec![setting.name.to_owned(), (setting.get)(&conversation.settings), setting.help.to_owned()]
            })
            .collect();
        return Reply::of(text::table(&["setting", "value", "what it decides"], &rows, &style));
    }
    let Some(setting) = settings::find(name) else {
        let known: Vec<&str> = settings::TABLE.iter().map(|setting| setting.name).collect();
        let text = format!("there is no setting `{name}`; there are {}", known.join(", "));
        return Reply::of(text::aside(&text, &style));
    };
    let value = value.trim();
    if !value.is_empty() && (setting.set)(&mut conversation.settings, value).is_none() {
        let text = format!("`{value}` is no value of `{name}`; for example {}", setting.values.join(", "));
        return Reply::of(text::aside(&text, &style));
    }
    Reply::of(format!("{name} {}\n", (setting.get)(&conversation.settings)))
}

/// Ceases to look through a source or a scenario that the files no longer have; tells which.
pub(super) fn forget(conversation: &mut Conversation) -> Vec<(String, &'static str)> {
    let missing = |name: &Option<String>, sort| {
        name.as_deref().is_some_and(|name| conversation.named(name, sort).is_none())
    };
    let source = missing(&conversation.looking.through, SortId::SOURCE);
    let scenario = missing(&conversation.looking.scenario, SortId::SCENARIO);
    let looking = &mut conversation.looking;
    let source = if source { looking.through.take() } else { None };
    let scenario = if scenario { looking.scenario.take() } else { None };
    source.map(|name| (name, "source")).into_iter().chain(scenario.map(|name| (name, "scenario"))).collect()
}

/// The name of a thing, as it is declared.
fn thing(conversation: &Conversation, name: &str, sort: SortId, list: &str) -> Result<String, Reply> {
    match conversation.named(name, sort) {
        Some(id) => Ok(conversation.draft.model.name(id).to_owned()),
        None => {
            let what = conversation.draft.model.sorts.name(sort);
            let text = format!("there is no {what} `{name}`; `{list}` shows them");
            Err(Reply::of(text::aside(&text, &conversation.style)))
        }
    }
}

/// Looks anew, and says what is different then; a look that is stopped leaves the one before.
fn changed(conversation: &mut Conversation, head: &str, set: impl FnOnce(&mut Conversation)) -> Reply {
    if let Err(diagnostic) = conversation.held() {
        return Reply::of(conversation.stopped(&diagnostic));
    }
    let before = conversation.looking.clone();
    set(conversation);
    match conversation.settle() {
        Ok(change) => {
            // What the session alone changes is to be seen from here too.
            conversation.base = None;
            Reply::of(conversation.show_change(head, &[], change))
        }
        Err(diagnostic) => {
            conversation.looking = before;
            Reply::of(conversation.stopped(&diagnostic))
        }
    }
}
