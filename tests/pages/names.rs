//! The names in the examples and the doctrine, word by word, against the occurrences that the resolver records.

use std::path::Path;
use strat::internals::model::occurrences::{Entity, Role};
use strat::internals::syntax::lexer::{Kind, lexemes};
use strat::source::{Disk, SourceFile, Span};
use strat::{Analysis, Workspace};

fn open(path: &Path) -> Analysis {
    Workspace::over(Disk).open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn examples() -> Vec<Analysis> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("there are examples")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "strat"))
        .collect();
    files.sort();
    files.iter().map(|path| open(path)).collect()
}

/// What is not covered by exactly one occurrence, or by one of something with another name.
fn astray(analysis: &Analysis, file: strat::source::FileId, source: &SourceFile) -> Vec<String> {
    let model = analysis.model();
    // What the language supplies is declared nowhere, and is a word of it.
    let declared = |key: &str| {
        model.names.get(key).and_then(|id| model.symbol(*id)).is_some_and(|symbol| symbol.span.is_some())
    };
    let spelt = |word: &str| ["", "is ", "unit "].iter().any(|mark| declared(&format!("{mark}{word}")));
    let mut astray = Vec::new();
    let mut before = "";
    for lexeme in lexemes(&source.text).filter(|lexeme| lexeme.is_said()) {
        let word = lexeme.of(&source.text);
        // What follows `severity` is a word of the language, whatever else is called so.
        let is_level = std::mem::replace(&mut before, word) == "severity";
        let is_name = match lexeme.kind {
            Kind::Variable | Kind::Label => true,
            Kind::Word => spelt(word) && !is_level,
            _ => false,
        };
        if !is_name {
            continue;
        }
        let place = Span::new(file, lexeme.start as u32, lexeme.end as u32);
        let unmarked = Span { start: place.start + 1, ..place };
        let found = model.occurrences.within(place);
        let fits = match found {
            // Where a label is declared its mark is no part of it.
            [one] if one.span == place || lexeme.kind == Kind::Label && one.span == unmarked => {
                match &one.entity {
                    Entity::Symbol(id) => model.symbol(*id).is_some_and(|symbol| {
                        let word = word.trim_start_matches('@');
                        symbol.name == word || symbol.aliases.iter().any(|other| other == word)
                    }),
                    Entity::Variable(statement, _) => lexeme.kind == Kind::Variable && statement.holds(place),
                    _ => lexeme.kind == Kind::Word,
                }
            }
            _ => false,
        };
        if !fits {
            let at = source.position(place.start);
            astray.push(format!("{}:{}:{} {word}: {found:?}", source.name, at.line, at.column));
        }
    }
    astray
}

#[test]
fn every_name_has_one_occurrence() {
    for analysis in examples() {
        for (file, source) in analysis.texts().files() {
            let astray = astray(&analysis, file, source);
            assert!(astray.is_empty(), "{} names\n{}", astray.len(), astray.join("\n"));
        }
    }
}

#[test]
fn every_thing_that_is_used_is_declared_once() {
    for analysis in examples() {
        let model = analysis.model();
        for (id, symbol) in (0..).map(strat::internals::model::statement::SymbolId).zip(model.symbols.iter())
        {
            let entity = Entity::Symbol(id);
            let declared: Vec<_> =
                model.occurrences.of(&entity).filter(|one| one.role == Role::Declaration).collect();
            let supplied = symbol.span.is_none();
            let first = declared.iter().filter(|one| Some(one.span) == symbol.span).count();
            assert!(supplied || first == 1, "{} is declared at {declared:?}", symbol.name);
        }
    }
}
