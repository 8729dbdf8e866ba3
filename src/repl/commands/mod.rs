//! What can be asked of the session itself: one table, from which dispatch, help and completion come.

mod counted;
mod edits;
mod picture;
mod show;
mod view;

use super::conversation::{Conversation, Reply};
use crate::model::sort::SortId;
use crate::render::text;

/// What follows a command, for completion and help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    /// Nothing.
    None,
    /// A path.
    File,
    /// The name of a command.
    Command,
    /// The name of a setting, and then a value of it.
    Setting,
    /// The name of a thing of a sort.
    Thing(SortId),
    /// The name of a relation.
    Relation,
    /// The name of a module, a relation or a rule of the doctrine.
    Doctrine,
    /// The kind of a picture, and then the name of a thing.
    Picture,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The code of a diagnostic.
    Code,
    /// A date.
    Date,
    /// Words of the likelihood scale.
    Likelihood,
}

/// Whether a command is understood without its colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// Also with what follows it: no statement begins with such a word.
    Always,
    /// Only if nothing follows.
    Alone,
    /// Also with what follows it, unless that is a text in quotes: then a statement begins with the word.
    Unquoted,
    /// No.
    Never,
}

/// A command: a row of the table.
pub(super) struct Command {
    /// Its name, without the colon.
    pub(super) name: &'static str,
    /// Other names.
    pub(super) aliases: &'static [&'static str],
    /// What follows it.
    pub(super) argument: Argument,
    /// How that is written in the help.
    pub(super) usage: &'static str,
    /// Whether it is understood without its colon.
    pub(super) bare: Bare,
    /// What it does, in a line.
    pub(super) help: &'static str,
    /// How somebody might use it.
    pub(super) example: &'static str,
    /// Does it.
    pub(super) act: fn(&mut Conversation, &str) -> Reply,
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Command {}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, ":{}", self.name)
    }
}

macro_rules! commands {
    ($($name:literal $aliases:tt, $argument:expr, $usage:literal, $bare:ident, $help:literal, $example:literal, $act:expr;)*) => {
        /// The table.
        pub(super) const TABLE: &[Command] = &[$(Command {
            name: $name, aliases: &$aliases, argument: $argument, usage: $usage,
            bare: Bare::$bare, help: $help, example: $example, act: $act,
        }),*];
    };
}

commands! {
    "help" ["h"], Argument::Command, "[COMMAND]", Always,
        "what can be typed; with a command, what it does", ":help save", help;
    "quit" ["exit", "q", "bye", "leave"], Argument::None, "", Always,
        "leave; Ctrl-D does the same", ":quit", |conversation, _| conversation.leave();

    "more" ["next"], Argument::None, "", Always,
        "the next answers to the last question", ":more", show::more;
    "brief" [], Argument::None, "", Always,
        "the page about the analysis as it is now", ":brief", show::brief;
    "check" [], Argument::None, "", Always,
        "what fires, what clashes, which expectations are not met", ":check", show::check;
    "game" ["games"], Argument::Thing(SortId::GAME), "[NAME]", Alone,
        "what the actors will do: which outcomes can last, and which deals there are", ":game accession", show::game;
    "weigh" [], Argument::Thing(SortId::QUESTION), "[QUESTION]", Alone,
        "hypotheses against claims: what speaks for and against each", ":weigh motive", counted::weigh;
    "council" ["councils"], Argument::Thing(SortId::GROUP), "[GROUP]", Alone,
        "who can stop and carry a decision, alone and together", ":council", counted::council;
    "map" ["picture"], Argument::Picture, "[KIND] [NAME] [FILE]", Alone,
        "a picture in words, all of it or what is near a thing; a file such as map.svg gets the drawing",
        ":map power China", picture::map;
    "facts" [], Argument::Relation, "RELATION", Unquoted,
        "every sentence of a relation that holds, stated or concluded", ":facts veto", show::facts;
    "relations" ["sentences"], Argument::Relation, "[WORD]", Alone,
        "the sentences that can be said; with a word, those that hold it", ":relations depends", show::relations;
    "actors" [], Argument::None, "", Alone, "the actors and what they are", ":actors", show::actors;
    "sources" [], Argument::None, "", Alone, "the sources, their grades and dates", ":sources", show::sources;
    "doctrine" [], Argument::Doctrine, "[NAME]", Alone,
        "the standard relations and rules, as they are written", ":doctrine veto", show::doctrine;
    "explain" [], Argument::Code, "CODE|NAME", Always,
        "the page of a diagnostic, or of a rule or finding by its name", ":explain S0202", show::explain;
    "stats" [], Argument::None, "", Alone, "how large the analysis is", ":stats", show::stats;

    "as" [], Argument::Thing(SortId::SOURCE), "[SOURCE]", Never,
        "look through one source; without a name, through all", ":as atkinson", view::through;
    "scenario" [], Argument::Thing(SortId::SCENARIO), "[NAME]", Alone,
        "play a scenario through; without a name, leave it", ":scenario no_lifeline", view::scenario;
    "asof" ["as-of"], Argument::Date, "[DATE]", Never,
        "the date for which the analysis is made; without one, that of the file", ":asof 2025-06", view::as_of;

    "enough" ["likely-enough"], Argument::Likelihood, "[WORD]", Never,
        "from which likelihood on a claim counts; without a word, as the file says", ":enough probable", view::enough;

    "edits" ["session"], Argument::None, "", Alone, "what was said in this session", ":edits", edits::list;
    "undo" [], Argument::Word(&["all"]), "[N|all]", Always,
        "take the last statement of the session back, the last N of them, or all", ":undo", edits::undo;
    "drop" [], Argument::None, "N", Always,
        "take statement N of the session back, and leave those after it: `:edits` counts them", ":drop 2", edits::drop;
    "redo" [], Argument::None, "", Always, "say again what was undone", ":redo", edits::redo;
    "reset" [], Argument::None, "", Always,
        "take everything back that was said in this session", ":reset", edits::reset;
    "diff" ["changes"], Argument::None, "", Always,
        "what the session has changed in the conclusions", ":diff", edits::diff;
    "save" [], Argument::File, "[FILE]", Always,
        "write the analysis with the session's changes, its comments kept", ":save new.strat", edits::save;
    "load" ["open"], Argument::File, "FILE", Always,
        "read another analysis; the session begins anew", ":load examples/council.strat", edits::load;
    "reload" [], Argument::None, "", Always,
        "read the files again, and say the session's statements again", ":reload", edits::reload;
    "watch" [], Argument::Word(&["on", "off"]), "[on|off]", Always,
        "read the files again whenever they change", ":watch", edits::watch;
    "set" [], Argument::Setting, "[NAME VALUE]", Alone,
        "the settings; with a name and a value, change one", ":set answers 50", view::set;
}

/// What is different since the files were read, asked in words.
pub(super) fn what_changed(conversation: &mut Conversation) -> Reply {
    edits::diff(conversation, "")
}

/// The command of a name.
pub(super) fn find(name: &str) -> Option<&'static Command> {
    TABLE.iter().find(|command| command.name == name || command.aliases.contains(&name))
}

/// The names of all commands.
pub(super) fn names() -> Vec<&'static str> {
    TABLE.iter().map(|command| command.name).collect()
}

/// How to begin: forms of input, then the commands.
fn help(conversation: &mut Conversation, name: &str) -> Reply {
    let style = conversation.style;
    let name = name.trim_start_matches(':');
    let known = find(name);
    let mut out = match known {
        None if !name.is_empty() => {
            text::aside(&format!("there is no command `:{name}`; this is what there is"), &style)
        }
        Some(_) | None => String::new(),
    };
    if let Some(command) = known {
        let mut out = text::heading(format!(":{} {}", command.name, command.usage).trim_end(), &style);
        out.push_str(&format!("  {}\n  for example: {}\n", command.help, command.example));
        if !command.aliases.is_empty() {
            let aliases: Vec<String> = command.aliases.iter().map(|alias| format!(":{alias}")).collect();
            out.push_str(&format!("  also: {}\n", aliases.join(", ")));
        }
        return Reply::of(out);
    }
    out.push_str(&text::heading("What can be typed", &style));
    let rows: Vec<Vec<String>> =
        FORMS.iter().map(|(form, what)| vec![format!("  {form}"), (*what).to_owned()]).collect();
    out.push_str(&text::table(&["", ""], &rows, &style));
    out.push_str(&text::heading("\nCommands", &style));
    let rows: Vec<Vec<String>> = TABLE
        .iter()
        .map(|command| vec![format!("  :{} {}", command.name, command.usage), command.help.to_owned()])
        .collect();
    out.push_str(&text::table(&["", ""], &rows, &style));
    out.push_str(&text::aside(
        "Tab completes, Ctrl-R searches what was typed before, Ctrl-C clears the line or stops an answer, \
         Ctrl-D leaves.",
        &style,
    ));
    Reply::of(out)
}

/// What can be typed besides commands.
const FORMS: &[(&str, &str)] = &[
    ("who has a veto over what?", "a question: whatever holds"),
    ("why?   why 2?   why not?", "the proof of the last answer, of answer 2; what is missing for it"),
    ("what if not China can provide oil?", "what would change"),
    ("what would it take: …?   how likely?", "what it would need; how likely it is"),
    ("China can provide oil.", "a statement: it is noted, and what it changes is told"),
    ("suppose not China can provide oil.", "a supposition: what speaks against it is put aside"),
    ("retract @lifeline.", "takes a statement back, by its label or its sentence"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_name_is_there_once_and_every_example_is_understood() {
        let mut names = BTreeSet::new();
        for command in TABLE {
            assert!(names.insert(command.name), "{command:?}");
            assert!(command.aliases.iter().all(|alias| names.insert(alias)), "{command:?}");
            let found = super::super::input::command(command.example);
            assert!(found.is_some_and(|(found, _)| found == command), "{command:?}");
        }
    }
}
