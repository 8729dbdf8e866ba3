//! The statements of the language, in the order of their words.

use super::Declares::{List, Nothing, One};
use super::Length::{Line, Lines};
use super::{Declares, Length, Statement};

const fn row(
    word: &'static str,
    declares: Declares,
    length: Length,
    example: &'static str,
    doc: &'static str,
) -> Statement {
    Statement { word, declares, length, example, doc }
}

/// Every statement that begins with a word of its own.
pub const STATEMENTS: &[Statement] = &[
    row("action", List, Line, "action deployment", "something that may be done: a way"),
    row("actor", List, Line, "actor China", "somebody who acts"),
    row("analysis", One, Lines, "analysis triangle", "the title and the frame of the whole"),
    row("assume", Nothing, Line, "assume China sleeps", "a sentence that is taken to hold"),
    row("claim", List, Line, "claim caution", "a proposition in prose that is asserted"),
    row("commitment", One, Lines, "commitment c a to b: d sleeps", "who owes whom what, if what, by when"),
    row("declare", List, Line, "declare bill budget", "names of a sort that the file declares"),
    row("event", List, Line, "event invasion", "something that may happen"),
    row("expect", Nothing, Line, "expect China sleeps", "a test of what follows"),
    row("facts", Nothing, Line, "facts \"a.csv\" as depends", "the rows of a table, each a sentence"),
    row("forbid", One, Lines, "forbid breach: China sleeps", "what should not be: a finding where it is"),
    row("forecast", One, Lines, "forecast f: China sleeps", "a conditional judgement about the future"),
    row("game", One, Lines, "game g over deployment", "a conflict: who can do what, and what can last"),
    row("goal", List, Line, "goal safety", "what somebody wants: an end"),
    row("group", List, Line, "group axis", "an actor that has members"),
    row("hypothesis", One, Lines, "hypothesis h: China sleeps", "one answer to a question"),
    row("import", Nothing, Line, "import \"a.strat\"", "another file of the analysis"),
    row(
        "impossible",
        One,
        Lines,
        "impossible i: China sleeps",
        "what cannot be: a contradiction where it is",
    ),
    row("indicator", One, Lines, "indicator i of h: China sleeps", "what one would expect to see"),
    row("matrix", Nothing, Lines, "matrix for q", "evidence against the answers of a question, mark by mark"),
    row("matter", List, Line, "matter tactics", "an issue that actions fall under"),
    row("observe", Nothing, Line, "observe China sleeps", "what was seen: evidence for what brings it about"),
    row("outcome", One, Line, "outcome o: China sleeps", "states of a game that have a name"),
    row("prefer", Nothing, Line, "prefer a over b", "which source is believed where two disagree"),
    row("promise", One, Lines, "promise p a to b: d sleeps", "a commitment to do what the other one wants"),
    row("proposition", List, Line, "proposition p", "a proposition in prose, not asserted"),
    row("question", One, Lines, "question q", "a question with its competing answers"),
    row("ratings", Nothing, Line, "ratings \"a.csv\" for q", "a matrix of evidence in a table"),
    row("relation", One, Line, "relation naps \"{a: actor} naps\"", "a kind of sentence"),
    row("resolve", Nothing, Line, "resolve f as true", "how a forecast came out"),
    row("resource", List, Line, "resource oil", "something that is needed: a means"),
    row("retract", Nothing, Line, "retract @c1", "a statement that a scenario does without"),
    row("rule", One, Lines, "rule r: China sleeps", "what follows from what"),
    row("scale", One, Lines, "scale house: likely 60% to 85%", "words for likelihoods"),
    row("scenario", One, Lines, "scenario s", "what would be if"),
    row("sort", List, Line, "sort bill", "a kind of things that relations speak of"),
    row("source", List, Line, "source pap", "somebody who says something"),
    row("suppose", Nothing, Line, "suppose China sleeps", "what a scenario takes to hold"),
    row("threat", One, Lines, "threat t a to b: d sleeps", "a commitment to do what the other one fears"),
    row("unit", List, Line, "unit troops", "what quantities are counted in"),
    row("veto", One, Line, "veto v China over sanctions", "a right to say no that somebody was granted"),
];
