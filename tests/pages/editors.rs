//! What editors know of the language without a server, against the table of the language.

use super::root;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use strat::internals::syntax::language::{CLAUSES, LINKS, STATEMENTS};

/// Words that join sentences or stand before one.
const JOINTS: [&str; 14] = [
    "and", "or", "if", "unless", "given", "before", "after", "during", "not", "every", "only", "where",
    "has", "normally",
];

fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let all: BTreeSet<&str> = words.into_iter().flat_map(|words| words.split(' ')).collect();
    all.into_iter().collect::<Vec<_>>().join("|")
}

/// The colours of TextMate: by words alone, which is all that they can see.
fn text_mate() -> Value {
    let statements = words(STATEMENTS.iter().map(|statement| statement.word));
    let clauses = words(CLAUSES.iter().map(|clause| clause.words).chain(LINKS.iter().map(|link| link.word)));
    let rule = |name: &str, pattern: String| json!({ "name": format!("{name}.strat"), "match": pattern });
    json!({
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "strat",
        "scopeName": "source.strat",
        "patterns": [
            rule("comment.line.documentation", String::from("##.*$")),
            rule("comment.line.number-sign", String::from("#.*$")),
            {
                "name": "string.quoted.double.strat",
                "begin": "\"",
                "end": "\"",
                "patterns": [{ "name": "constant.character.escape.strat", "match": "\\\\." }],
            },
            {
                "match": format!("(?:^|(?<=[.{{}}:]))\\s*({statements})\\b(?:\\s+([\\p{{L}}][\\p{{L}}\\p{{N}}_-]*))?"),
                "captures": {
                    "1": { "name": "keyword.control.strat" },
                    "2": { "name": "entity.name.strat" },
                },
            },
            rule("entity.name.label", String::from("@[\\p{L}][\\p{L}\\p{N}_-]*")),
            rule("variable.parameter", String::from("\\?[\\p{L}][\\p{L}\\p{N}_]*")),
            rule("constant.numeric", String::from("\\b[0-9][0-9_]*(\\.[0-9]+)?([-/][0-9]+)*%?")),
            rule("keyword.operator", format!("\\b({})\\b", words(JOINTS))),
            rule("keyword.other", format!("\\b({clauses})\\b")),
        ],
    })
}

/// Where the part of the queries of tree-sitter that is made begins.
const MADE: &str = "; Words of the language, made from its table.\n";

/// The words of statements and clauses, for the queries of tree-sitter.
fn keywords() -> String {
    let clauses = CLAUSES.iter().map(|clause| clause.words).chain(LINKS.iter().map(|link| link.word));
    let all = STATEMENTS.iter().map(|statement| statement.word).chain(clauses);
    // Those that mark a sentence or stand beside another meaning have a colour of their own above.
    let own = ["assume", "observe", "not", "if"];
    let all: BTreeSet<&str> =
        all.flat_map(|words| words.split(' ')).filter(|word| !own.contains(word)).collect();
    let lines: Vec<String> = all.iter().map(|word| format!("  \"{word}\"\n")).collect();
    format!("[\n{}] @keyword\n", lines.concat())
}

#[test]
fn the_queries_of_tree_sitter_colour_every_word() {
    let path = root().join("editors/tree-sitter-strat/queries/highlights.scm");
    let text = fs::read_to_string(&path).unwrap();
    let (written, _) = text.split_once(MADE).expect("the line before what is made");
    let made = format!("{written}{MADE}{}", keywords());
    if std::env::var_os("STRAT_BLESS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), made);
}

#[test]
fn colours_follow_the_table_of_the_language() {
    let path = root().join("editors/vscode/syntaxes/strat.tmLanguage.json");
    let made = serde_json::to_string_pretty(&text_mate()).unwrap() + "\n";
    if std::env::var_os("STRAT_BLESS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), made);
}
