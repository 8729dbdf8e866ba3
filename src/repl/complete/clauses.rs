//! Which clauses a statement takes, and what follows each of their words: for completion.

use crate::model::sort::SortId;

/// What follows the words of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// Nothing, or nothing that could be listed.
    Nothing,
    /// Names of things of these sorts.
    Things(&'static [SortId]),
    /// One of these words.
    Words(&'static [&'static str]),
    /// A sentence.
    Sentence,
    /// Words of the likelihood scale.
    Likelihood,
    /// Names of rules.
    Rules,
}

type Clause = (&'static str, Follows);

const GRADES: &[&str] = &["A1", "A2", "B1", "B2", "B3", "C2", "C3", "C4", "D4", "E5", "F6"];
const ACTORS: Follows = Follows::Things(&[SortId::ACTOR]);
const EVENTS: Follows = Follows::Things(&[SortId::EVENT]);

/// The clauses of the statements that have any, by their first word.
const CLAUSES: &[(&str, &[Clause])] = &[
    (
        "actor",
        &[
            ("is", Follows::Things(&[SortId::KIND])),
            ("aka", Follows::Nothing),
            ("speaks for", ACTORS),
            ("belongs to", Follows::Things(&[SortId::GROUP])),
        ],
    ),
    ("group", &[("of", ACTORS), ("is", Follows::Things(&[SortId::KIND])), ("aka", Follows::Nothing)]),
    (
        "source",
        &[
            ("graded", Follows::Words(GRADES)),
            ("dated", EVENTS),
            ("for", ACTORS),
            ("via", Follows::Things(&[SortId::SOURCE])),
            ("text", Follows::Nothing),
            ("aka", Follows::Nothing),
        ],
    ),
    ("resource", &[("of", ACTORS), ("aka", Follows::Nothing)]),
    ("matter", &[("of", ACTORS), ("aka", Follows::Nothing)]),
    (
        "goal",
        &[
            ("of", ACTORS),
            ("priority", Follows::Nothing),
            ("serves", Follows::Things(&[SortId::GOAL])),
            ("conflicts with", Follows::Things(&[SortId::GOAL])),
            ("requires", Follows::Things(&[SortId::RESOURCE])),
            ("achieved if", Follows::Sentence),
            ("fails if", Follows::Sentence),
        ],
    ),
    (
        "action",
        &[
            ("by", ACTORS),
            ("under", Follows::Things(&[SortId::MATTER])),
            ("serves", Follows::Things(&[SortId::GOAL])),
            ("harms", Follows::Things(&[SortId::GOAL])),
            ("uses", Follows::Things(&[SortId::RESOURCE])),
            ("taken", EVENTS),
        ],
    ),
    ("event", &[("by", ACTORS), ("on", EVENTS)]),
    ("commitment", &[("to", ACTORS), ("by", EVENTS)]),
    ("promise", &[("to", ACTORS), ("by", EVENTS)]),
    ("threat", &[("to", ACTORS), ("by", EVENTS)]),
    (
        "veto",
        &[
            ("over", Follows::Things(&[SortId::ACTION, SortId::MATTER])),
            ("of", Follows::Things(&[SortId::GROUP])),
            ("by", Follows::Nothing),
        ],
    ),
    (
        "analysis",
        &[
            ("as of", EVENTS),
            ("scale", Follows::Words(&crate::model::value::scale::NAMES)),
            ("without", Follows::Rules),
            ("likely enough", Follows::Likelihood),
            ("independent", Follows::Nothing),
        ],
    ),
    (
        "relation",
        &[
            ("also", Follows::Nothing),
            ("negated", Follows::Nothing),
            ("symmetric", Follows::Nothing),
            ("transitive", Follows::Nothing),
            ("irreflexive", Follows::Nothing),
            ("asymmetric", Follows::Nothing),
            ("functional", Follows::Nothing),
            ("excludes", Follows::Nothing),
        ],
    ),
    (
        "question",
        &[("open", Follows::Nothing), ("not exclusive", Follows::Nothing), ("independent", Follows::Nothing)],
    ),
    ("scenario", &[("extends", Follows::Things(&[SortId::SCENARIO]))]),
    ("prefer", &[("over", Follows::Things(&[SortId::SOURCE])), ("on", Follows::Things(&[SortId::QUESTION]))]),
];

/// The qualifiers, which any statement takes.
pub(super) const QUALIFIERS: &[Clause] = &[
    ("according to", Follows::Things(&[SortId::SOURCE])),
    ("because", Follows::Nothing),
    ("confidence", Follows::Words(&["low", "moderate", "high"])),
    ("key", Follows::Nothing),
    ("on", EVENTS),
    ("quoting", Follows::Nothing),
    ("since", EVENTS),
    ("until", EVENTS),
];

/// The clauses of a statement.
pub(super) fn clauses(keyword: &str) -> &'static [Clause] {
    CLAUSES.iter().find(|(known, _)| *known == keyword).map_or(&[], |(_, clauses)| clauses)
}

/// Whether statements that begin with the word declare names, with clauses after them.
pub(super) fn declares(keyword: &str) -> bool {
    CLAUSES.iter().any(|(known, _)| *known == keyword)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::words::{CLAUSE_WORDS, STATEMENT_WORDS};

    #[test]
    fn the_words_are_those_of_the_language() {
        for (keyword, clauses) in CLAUSES {
            assert!(STATEMENT_WORDS.contains(keyword), "{keyword}");
            for (clause, _) in *clauses {
                let first = clause.split(' ').next().unwrap();
                let known =
                    CLAUSE_WORDS.contains(&first) || matches!(first, "to" | "over" | "not" | "as" | "likely");
                assert!(known, "{clause}");
            }
        }
        for (clause, _) in QUALIFIERS {
            assert!(CLAUSE_WORDS.contains(&clause.split(' ').next().unwrap()), "{clause}");
        }
    }
}
