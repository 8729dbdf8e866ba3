//! What a statement that could not be read would have declared, by its words alone.
//!
//! Invariant: nothing here fails, and nothing is reported: the mistake has been.

use super::parts::Place;
use crate::syntax::ast::{Broken, Name, NameStyle, Statement, StatementKind};
use crate::syntax::language::{self, Declares};
use crate::syntax::lexer::{Kind, Lexeme, lexemes};
use crate::syntax::words;
use smol_str::{SmolStr, format_smolstr};

/// What is known of the statement `text`, which stands at a place.
pub(super) fn broken(text: &str, place: Place) -> Broken {
    let said: Vec<Lexeme> = lexemes(text).filter(Lexeme::is_said).collect();
    let labelled = matches!(said.as_slice(), [label, colon, ..]
        if label.kind == Kind::Label && colon.of(text) == ":");
    let name = |lexeme: &Lexeme, text: SmolStr| Name {
        text,
        span: place.range(lexeme.start, lexeme.end),
        style: NameStyle::Plain,
    };
    let label = said
        .first()
        .filter(|_| labelled)
        .map(|label| name(label, SmolStr::new(label.of(text).trim_start_matches('@'))));
    let rest = said.get(if labelled { 2 } else { 0 }..).unwrap_or_default();
    let word = rest.first().filter(|first| first.kind == Kind::Word).map_or("", |first| first.of(text));
    let keyword = words::nearest_statement_word(word);
    let rest = rest.get(1..).unwrap_or_default();
    let declares = keyword.and_then(language::statement).map_or(Declares::Nothing, |known| known.declares);
    let segments = match declares {
        Declares::Nothing => Vec::new(),
        Declares::One => {
            let name = rest.first().filter(|first| first.kind == Kind::Word);
            name.map(std::slice::from_ref).into_iter().collect()
        }
        // The sort stands before the names: `declare bill budget`.
        Declares::List if keyword == Some("declare") => segments(text, rest.get(1..).unwrap_or_default()),
        Declares::List => segments(text, rest),
    };
    let mut also = if declares == Declares::List { also(text, rest, place) } else { Vec::new() };
    // Or a comma is missing, and each word is a name.
    let missed = segments.iter().flat_map(|words| words.iter().skip(1));
    also.extend(missed.map(|word| name(word, SmolStr::new(word.of(text)))));
    // A word of the language where the name stands was meant as one.
    let meant = rest.first().filter(|first| declares != Declares::Nothing && first.kind == Kind::Word);
    also.extend(
        meant
            .filter(|first| !words::names_a_thing(first.of(text)))
            .map(|first| name(first, SmolStr::new(first.of(text)))),
    );
    let names = segments.into_iter().flat_map(|words| named(text, words, place)).collect();
    Broken { span: place.range(0, text.len()), label, keyword, names, also }
}

/// The entries of the list that the lexemes begin with: parted by commas and `and`, and ended by whatever
/// is neither a word nor a comma, or by a clause.
fn segments<'l>(text: &str, lexemes: &'l [Lexeme]) -> Vec<&'l [Lexeme]> {
    let joins = |lexeme: &Lexeme| matches!(lexeme.of(text), "," | "and");
    let goes_on = |lexeme: &&Lexeme| {
        joins(lexeme) || lexeme.kind == Kind::Word && words::names_a_thing(lexeme.of(text))
    };
    let length = lexemes.iter().take_while(goes_on).count();
    let list = lexemes.get(..length).unwrap_or_default();
    list.split(joins).filter(|words| !words.is_empty()).collect()
}

/// The kinds after `is` and the spellings after `aka`.
fn also(text: &str, lexemes: &[Lexeme], place: Place) -> Vec<Name> {
    let clauses = lexemes.iter().enumerate().filter(|(_, word)| matches!(word.of(text), "is" | "aka"));
    let listed = clauses.flat_map(|(at, _)| {
        let entry = |lexeme: &&Lexeme| match lexeme.kind {
            Kind::Word => lexeme.of(text) == "and" || words::names_a_thing(lexeme.of(text)),
            Kind::Text => true,
            _ => lexeme.of(text) == ",",
        };
        lexemes.get(at + 1..).unwrap_or_default().iter().take_while(entry)
    });
    listed
        .filter(|lexeme| !matches!(lexeme.of(text), "," | "and"))
        .map(|lexeme| Name {
            text: SmolStr::new(lexeme.of(text).trim_matches('"')),
            span: place.range(lexeme.start, lexeme.end),
            style: if lexeme.kind == Kind::Text { NameStyle::Quoted } else { NameStyle::Plain },
        })
        .collect()
}

/// What an entry of a list would have declared. Of several words it is not known which were meant as the
/// name: the first, or all of them joined.
fn named(text: &str, words: &[Lexeme], place: Place) -> Vec<Name> {
    let article = |lexeme: &&Lexeme| matches!(lexeme.of(text), "the" | "The" | "a" | "an");
    let bare = words.iter().skip_while(article).copied().collect::<Vec<_>>();
    let (Some(first), Some(last)) = (bare.first(), bare.last()) else { return Vec::new() };
    let name = |text: SmolStr, end: usize| Name {
        text,
        span: place.range(first.start, end),
        style: NameStyle::Plain,
    };
    let mut names = vec![name(SmolStr::new(first.of(text)), first.end)];
    if bare.len() > 1 {
        let joined = bare.iter().map(|word| word.of(text)).collect::<Vec<_>>();
        names.push(name(format_smolstr!("{}", joined.join("_")), last.end));
    }
    names
}

/// A statement that was read, and that is lost with the block around it.
pub(super) fn lost(statement: Statement) -> Broken {
    let (keyword, names) = match statement.kind {
        StatementKind::Analysis(inner) => ("analysis", inner.names),
        StatementKind::Question(inner) => ("question", inner.names),
        StatementKind::Scenario(inner) => ("scenario", inner.names),
        StatementKind::Game(inner) => ("game", inner.names),
        StatementKind::Outcome(inner) => ("outcome", vec![inner.name]),
        StatementKind::Declare(keyword, inner) => (keyword.word(), inner.names),
        StatementKind::DeclareSort { declaration, .. } => ("declare", declaration.names),
        StatementKind::DeclareFrom { .. } => ("declare", Vec::new()),
        StatementKind::Commitment(inner) => ("commitment", vec![inner.name]),
        StatementKind::Veto(inner) => ("veto", vec![inner.name]),
        StatementKind::Forecast(inner) => ("forecast", vec![inner.name]),
        StatementKind::Hypothesis(inner) => ("hypothesis", vec![inner.name]),
        StatementKind::Indicator(inner) => ("indicator", vec![inner.name]),
        StatementKind::Relation(inner) => ("relation", vec![inner.name]),
        StatementKind::Scale(inner) => ("scale", vec![inner.name]),
        StatementKind::Rule(inner) => ("rule", vec![inner.name]),
        StatementKind::Constraint(inner) => ("forbid", vec![inner.name]),
        StatementKind::Import(_)
        | StatementKind::Facts(_)
        | StatementKind::Resolve(_)
        | StatementKind::Expect(_)
        | StatementKind::Prefer(_)
        | StatementKind::Suppose(_)
        | StatementKind::Retract(_)
        | StatementKind::Assert(_)
        | StatementKind::Decision(_)
        | StatementKind::Matrix(_)
        | StatementKind::Rated(_)
        | StatementKind::Ratings { .. }
        | StatementKind::RatingScale(_)
        | StatementKind::Block => ("", Vec::new()),
    };
    let keyword = Some(keyword).filter(|keyword| !keyword.is_empty());
    Broken { span: statement.span, label: statement.label, keyword, names, also: Vec::new() }
}
