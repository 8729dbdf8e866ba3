//! The table of clauses says the same as the grammar.

#![allow(clippy::expect_used, reason = "a test fails loudly")]

use super::clauses::CLAUSES;
use crate::syntax::from_pest::{accepts, entry_of};

/// Each statement with a place for a clause at its end.
const STATEMENTS: &[&str] = &[
    "actor a",
    "group a",
    "source a",
    "resource a",
    "matter a",
    "unit a",
    "goal a",
    "action a",
    "event a",
    "claim a",
    "proposition a",
    "sort a",
    "analysis a",
    "question a",
    "scenario a",
    "relation a \"{b: actor} sleeps\"",
    "facts \"a.csv\" as b",
    "declare sort_of a",
    "declare sort_of from \"a.csv\"",
    "resolve a as true",
    "rule a: b sleeps",
    "impossible a: b sleeps",
    "forbid a: b sleeps",
    "hypothesis a: b sleeps",
    "forecast a: b sleeps",
    "commitment a b to c: d sleeps",
    "veto a b over c",
    "expect b sleeps",
    "prefer a over b",
    "suppose a sleeps",
    "retract @a",
];

#[test]
fn clauses_fit_where_the_grammar_takes_them() {
    for statement in STATEMENTS {
        let word = statement.split(' ').next().unwrap_or("");
        let rule = entry_of(word).expect("a statement word");
        for clause in CLAUSES {
            let example = match (clause.words, word) {
                ("by", "forecast" | "commitment") => "by 2027",
                ("column", _) if !statement.contains(" from ") => continue,
                _ => clause.example,
            };
            let taken = accepts(rule, &format!("{statement}, {example}"));
            assert_eq!(taken, clause.fits(word), "{statement}, {example}");
        }
    }
}

#[test]
fn first_clauses_need_no_comma() {
    for clause in CLAUSES.iter().filter(|clause| !clause.of.is_empty()) {
        for word in clause.of {
            let statement = STATEMENTS.iter().filter(|statement| statement.split(' ').next() == Some(word));
            let direct = matches!(
                *word,
                "relation" | "rule" | "forecast" | "commitment" | "expect" | "veto" | "declare" | "facts"
            );
            for statement in statement.filter(|_| !direct) {
                let rule = entry_of(word).expect("a statement word");
                assert!(accepts(rule, &format!("{statement} {}", clause.example)), "{statement}");
            }
        }
    }
}
