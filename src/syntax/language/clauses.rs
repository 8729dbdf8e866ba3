//! The clauses and qualifiers of the language.

use super::Argument::{
    Condition, Date, Likelihood, New, Nothing, Relation, Rules, Sort, Text, Things, Words,
};
use super::First::{Declared, Named};
use super::Takers::{All, AllFor, Some};
use super::{Argument, Asserts, Clause, First, Link, Taker, Takers};

const fn row(words: &'static str, takers: Takers, example: &'static str, doc: &'static str) -> Clause {
    Clause { words, takers, example, doc }
}

/// A statement in which a clause asserts a sentence.
const fn says(statement: &'static str, argument: Argument, relation: &'static str, first: First) -> Taker {
    Taker { statement, argument, asserts: Option::Some(Asserts { relation, first }) }
}

/// A statement in which a clause asserts none.
const fn has(statement: &'static str, argument: Argument) -> Taker {
    Taker { statement, argument, asserts: None }
}

const ACTORS: Argument = Things(&["actor"]);
const GOALS: Argument = Things(&["goal"]);
const GROUPS: Argument = Things(&["group"]);
const KINDS: Argument = Things(&["kind"]);
const RESOURCES: Argument = Things(&["resource"]);
const SOURCES: Argument = Things(&["source"]);
const GRADES: &[&str] = &["A1", "A2", "B1", "B2", "B3", "C2", "C3", "C4", "D4", "E5", "F6"];
const LEVELS: &[&str] = &["low", "moderate", "high"];
const SEVERITIES: &[&str] = &["error", "warning", "note"];
const SCALES: &[&str] = &["icd203", "kent", "ipcc", "nz", "phia"];

/// Every clause of the language, then every qualifier.
pub const CLAUSES: &[Clause] = &[
    row(
        "is",
        Some(&[says("actor", KINDS, "kind", Declared), says("group", KINDS, "kind", Declared)]),
        "is state",
        "what kind of actor it is",
    ),
    row(
        "aka",
        Some(&[has("actor", New), has("group", New)]),
        "aka \"North Korea\"",
        "another name of the same",
    ),
    row(
        "speaks for",
        Some(&[says("actor", ACTORS, "speaks_for", Declared), says("group", ACTORS, "speaks_for", Declared)]),
        "speaks for China",
        "on whose behalf it acts",
    ),
    row(
        "belongs to",
        Some(&[says("actor", GROUPS, "belongs", Declared), says("group", GROUPS, "belongs", Declared)]),
        "belongs to axis",
        "of which group it is a member",
    ),
    row(
        "of",
        Some(&[
            says("group", ACTORS, "belongs", Named),
            says("matter", GROUPS, "matter_of", Declared),
            says("goal", ACTORS, "pursues", Named),
        ]),
        "of China and Russia",
        "who belongs to it, or whose it is",
    ),
    row(
        "graded",
        Some(&[has("source", Words(GRADES))]),
        "graded B2",
        "how reliable it is and how credible what it says",
    ),
    row("dated", Some(&[has("source", Date)]), "dated 2024-10-26", "when it spoke"),
    row("for", Some(&[has("source", ACTORS)]), "for China", "on whose behalf it speaks"),
    row("via", Some(&[says("source", SOURCES, "relays", Named)]), "via pap", "through whom it is known"),
    row("text", Some(&[has("source", Text)]), "text \"interview.txt\"", "the file of its words"),
    row("priority", Some(&[has("goal", New)]), "priority 1", "how it ranks among its owner's goals"),
    row(
        "serves",
        Some(&[says("goal", GOALS, "serves", Declared), says("action", GOALS, "serves", Declared)]),
        "serves safety",
        "to which end",
    ),
    row(
        "conflicts with",
        Some(&[says("goal", GOALS, "conflicts", Declared)]),
        "conflicts with growth",
        "which goal it stands against",
    ),
    row("requires", Some(&[says("goal", RESOURCES, "requires", Declared)]), "requires oil", "what it needs"),
    row(
        "achieved if",
        Some(&[has("goal", Condition)]),
        "achieved if invasion took place",
        "when it is achieved",
    ),
    row("fails if", Some(&[has("goal", Condition)]), "fails if invasion took place", "when it fails"),
    row(
        "by",
        Some(&[
            says("action", ACTORS, "action_of", Declared),
            says("event", ACTORS, "action_of", Declared),
            has("veto", New),
            has("forecast", Date),
            has("commitment", Date),
            has("promise", Date),
            has("threat", Date),
        ]),
        "by China",
        "who does it, by what right, or by when",
    ),
    row(
        "under",
        Some(&[says("action", Things(&["matter"]), "falls_under", Declared)]),
        "under tactics",
        "under which matter it falls",
    ),
    row("harms", Some(&[says("action", GOALS, "harms", Declared)]), "harms safety", "which goal it damages"),
    row("uses", Some(&[says("action", RESOURCES, "uses", Declared)]), "uses troops", "which means it takes"),
    row("taken", Some(&[has("action", Date)]), "taken 2024-10", "when it took place"),
    row("below", Some(&[has("sort", Sort)]), "below resource", "of which sort it is a part"),
    row(
        "as of",
        Some(&[has("analysis", Date), has("scenario", Date)]),
        "as of 2024-10-26",
        "the date from which one looks",
    ),
    row("scale", Some(&[has("analysis", Words(SCALES))]), "scale icd203", "whose words for likelihoods"),
    row("without", Some(&[has("analysis", Rules)]), "without emerson", "which standard rule is switched off"),
    row(
        "likely enough",
        Some(&[has("analysis", Likelihood)]),
        "likely enough very likely",
        "from which likelihood on a claim counts",
    ),
    row(
        "in hindsight",
        Some(&[has("analysis", Nothing)]),
        "in hindsight",
        "what sources said after its day counts too",
    ),
    row(
        "independent",
        Some(&[has("analysis", Nothing), has("question", Nothing)]),
        "independent",
        "likelihoods are taken as independent",
    ),
    row(
        "closed",
        Some(&[has("analysis", Nothing)]),
        "closed",
        "nothing comes about but by what is written down",
    ),
    row("open", Some(&[has("question", Nothing)]), "open", "perhaps none of the answers is right"),
    row("not exclusive", Some(&[has("question", Nothing)]), "not exclusive", "several answers may be right"),
    row(
        "extends",
        Some(&[has("scenario", Things(&["scenario"]))]),
        "extends base",
        "to which scenario it adds",
    ),
    row("also", Some(&[has("relation", Text)]), "also \"{a} can veto {x}\"", "another sentence for the same"),
    row(
        "negated",
        Some(&[has("relation", Text)]),
        "negated \"{a} does not depend on {b}\"",
        "the sentence that denies it",
    ),
    row("symmetric", Some(&[has("relation", Nothing)]), "symmetric", "it holds both ways"),
    row("transitive", Some(&[has("relation", Nothing)]), "transitive", "it holds along chains"),
    row("irreflexive", Some(&[has("relation", Nothing)]), "irreflexive", "it holds of nothing and itself"),
    row("asymmetric", Some(&[has("relation", Nothing)]), "asymmetric", "it never holds both ways"),
    row("functional", Some(&[has("relation", Nothing)]), "functional", "its last argument has one value"),
    row(
        "excludes",
        Some(&[has("relation", Relation)]),
        "excludes objected",
        "it never holds together with the other",
    ),
    row("irreversible", Some(&[has("action", Nothing)]), "irreversible", "once taken it stays"),
    row("unrepeatable", Some(&[has("action", Nothing)]), "unrepeatable", "once undone it is not taken again"),
    row(
        "may be undecided",
        Some(&[has("relation", Nothing)]),
        "may be undecided",
        "a circle through `unless` may leave it neither true nor false",
    ),
    row(
        "declaring",
        Some(&[has("facts", Sort)]),
        "declaring actor",
        "of which sort the names are that the table declares",
    ),
    row("dates", Some(&[has("facts", Text)]), "dates \"%d.%m.%Y\"", "how the table writes days"),
    row("numbers", Some(&[has("facts", Text)]), "numbers \"1.234,5\"", "how the table writes numbers"),
    row("separator", Some(&[has("facts", Text)]), "separator \";\"", "what stands between cells"),
    row(
        "skipping gaps",
        Some(&[has("facts", Nothing)]),
        "skipping gaps",
        "rows with an empty cell are left out",
    ),
    row(
        "rejected",
        Some(&[has("facts", Text)]),
        "rejected \"rest.csv\"",
        "the file in which rows that do not fit are put aside",
    ),
    row("columns", Some(&[has("facts", New)]), "columns who, whom and what", "which columns fill the holes"),
    row("column", Some(&[has("declare", New)]), "column id", "which column holds the names"),
    row("at least", Some(&[has("expect", Likelihood)]), "at least likely", "how likely it must be"),
    row("according to", All(SOURCES), "according to atkinson", "who says it"),
    row("confidence", All(Words(LEVELS)), "confidence moderate", "how well founded it is"),
    row("since", All(Date), "since 2024-10", "from when on it holds"),
    row("until", All(Date), "until 2024-10", "up to when it holds"),
    row("on", All(Date), "on 2024-10-26", "when it held"),
    row("key", All(Nothing), "key", "a key judgement, with which the brief begins"),
    row("because", All(Text), "because \"the reason\"", "why it is said"),
    row("quoting", All(Text), "quoting \"the words\"", "the source's own words"),
    row("severity", AllFor(&["forbid"], Words(SEVERITIES)), "severity warning", "how much a finding weighs"),
    row("folded", AllFor(&["rule"], Nothing), "folded", "its step is not shown in proofs"),
    row("between", All(New), "between 60% and 80%", "how likely, in per cents"),
];

const fn link(statement: &'static str, word: &'static str, argument: Argument) -> Link {
    Link { statement, word, argument }
}

/// Every word between the parts of a statement after which something known stands.
pub const LINKS: &[Link] = &[
    link("commitment", "to", ACTORS),
    link("promise", "to", ACTORS),
    link("threat", "to", ACTORS),
    link("veto", "over", Things(&["action", "matter"])),
    link("veto", "of", GROUPS),
    link("prefer", "over", SOURCES),
    link("prefer", "on", Things(&["question"])),
];
