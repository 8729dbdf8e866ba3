//! The table says the same as the grammar.

#![allow(clippy::expect_used, reason = "a test fails loudly")]

use super::{CLAUSES, LINKS, STATEMENTS, statement, words};
use crate::syntax::from_pest::{accepts, entry_of};
use std::collections::BTreeSet;

const GRAMMAR: &str = include_str!("../../../grammar/strat.pest");

/// A form of its own in which a statement takes a clause.
const OTHER_FORMS: &[(&str, &str)] = &[("declare", "declare sort_of from \"a.csv\"")];

/// The keywords of the grammar that stand in statements and belong to no clause: those of sentences, and
/// those without which a statement has no form.
const FORM: &[&str] = &[
    "and",
    "or",
    "if",
    "unless",
    "given",
    "not",
    "every",
    "only",
    "where",
    "has",
    "normally",
    "to",
    "over",
    "as",
    "from",
    "skipping",
    "gaps",
    "expected by",
    "credibility",
    "relevance",
    "decides on",
    "with",
    "in",
    "unanimity",
    "all but",
    "all",
    "none",
    "is are against",
    "more than",
    "fewer less than",
    "at most",
    "a n simple absolute majority",
    "a",
    "the",
    "majority",
    "consensus",
    "members",
    "its their the members",
    "those voting",
    "suffice suffices for",
    "relation",
    "violated",
    "unproven",
    "answers",
    "answer",
    "why",
    "why not",
    "why false",
    "what if",
    "what would it take",
    "how likely",
];

/// The words in quotes in the rule of a name.
fn words_of(rule: &str) -> BTreeSet<&str> {
    let start = GRAMMAR.find(&format!("\n{rule} = _{{")).expect("a rule");
    let body = GRAMMAR.get(start..).expect("the rest");
    let end = body.find("\n}").unwrap_or(body.len()).min(body.find("}\n").unwrap_or(body.len()));
    body.get(..end).expect("the rule").split('"').skip(1).step_by(2).collect()
}

#[test]
fn every_statement_is_read_by_its_example() {
    assert!(STATEMENTS.is_sorted_by_key(|statement| statement.word));
    for statement in STATEMENTS {
        let rule = entry_of(statement.word).unwrap_or(crate::syntax::from_pest::Rule::assertion);
        assert!(accepts(rule, statement.example), "{}", statement.example);
        assert!(statement.example.starts_with(statement.word));
    }
    let mut statements = words_of("statement_word");
    statements.extend(["assume", "game", "indicator", "matrix", "observe", "outcome", "ratings"]);
    assert_eq!(statements, words::statement_words().collect());
}

#[test]
fn every_keyword_of_the_grammar_is_in_the_table() {
    let known: BTreeSet<&str> = words::statement_words()
        .chain(CLAUSES.iter().map(|clause| clause.words))
        .chain(FORM.iter().copied())
        .collect();
    let rules = GRAMMAR.lines().filter(|line| line.starts_with("kw_"));
    let mut seen = 0;
    for rule in rules {
        let words: Vec<&str> = rule.split('"').skip(1).step_by(2).collect();
        if words.is_empty() || rule.contains("(\"answers\"") {
            continue;
        }
        seen += 1;
        assert!(known.contains(words.join(" ").as_str()), "{rule}");
    }
    assert!(seen > 50);
    assert_eq!(words_of("joint"), words::JOINING_WORDS.iter().copied().collect());
    assert_eq!(words_of("first_only"), words::OPENING_WORDS.iter().copied().collect());
    // Clauses of two words of which the first may also be a name, or stands in another list.
    let both = [
        "may",
        "be",
        "undecided",
        "as",
        "at",
        "enough",
        "exclusive",
        "hindsight",
        "in",
        "least",
        "likely",
        "not",
    ];
    let clauses: BTreeSet<&str> =
        words_of("clause_word").into_iter().filter(|word| !both.contains(word)).collect();
    let first = CLAUSES.iter().map(|clause| clause.first()).filter(|word| words::begins_a_clause(word));
    assert_eq!(clauses, first.collect());
}

#[test]
fn links_belong_to_statements() {
    for link in LINKS {
        let example = statement(link.statement).map_or("", |statement| statement.example);
        assert!(GRAMMAR.contains(&format!("kw_{}", link.word)) && !example.is_empty(), "{}", link.word);
    }
}

#[test]
fn clauses_fit_where_the_grammar_takes_them() {
    let forms = STATEMENTS.iter().filter(|statement| !matches!(statement.word, "assume" | "observe"));
    let forms = forms.map(|statement| (statement.word, statement.example)).chain(OTHER_FORMS.iter().copied());
    for (word, statement) in forms {
        let rule = entry_of(word).expect("a statement word");
        for clause in CLAUSES {
            let example = match (clause.words, word) {
                ("by", "forecast" | "commitment" | "promise" | "threat") => "by 2027",
                // Words of tables, which are names anywhere else.
                ("dates" | "numbers" | "separator" | "skipping gaps" | "rejected", word)
                    if word != "facts" =>
                {
                    continue;
                }
                // A word of analyses, which is a name anywhere else.
                ("closed", word) if word != "analysis" => continue,
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
    for clause in CLAUSES {
        for word in clause.statements() {
            let after_a_comma = matches!(
                word,
                "relation"
                    | "rule"
                    | "forecast"
                    | "commitment"
                    | "promise"
                    | "threat"
                    | "expect"
                    | "veto"
                    | "declare"
                    | "facts"
            );
            if let (false, Some(known), Some(rule)) = (after_a_comma, statement(word), entry_of(word)) {
                assert!(accepts(rule, &format!("{} {}", known.example, clause.example)), "{word}");
            }
        }
    }
}
