//! What is being typed, in the colours of its roles: words of the language, actors and other names,
//! variables, sources, likelihoods, texts, labels, and the partner of the bracket at the cursor.
//!
//! Invariant: without its escape sequences the result is the text.

use crate::model::Model;
use crate::model::sort::SortId;
use crate::render::Style;
use crate::render::text::paint::Paint;
use crate::syntax::ast::TokenKind;
use crate::syntax::{Lexeme, lexemes, words};
use smol_str::format_smolstr;
use std::ops::Range;

/// The text in colours; `cursor` is a place in it, in bytes.
pub(super) fn highlight(model: &Model, text: &str, cursor: usize, style: &Style) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let partners = partners(text, cursor);
    if let Some(rest) = text.strip_prefix(':') {
        let end = 1 + rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (command, rest) = text.split_at(end);
        return format!("{}{rest}", style.paint(Paint::Help, command));
    }
    let lexemes = lexemes(text);
    let mut opening = true;
    let mut qualifier = Qualifier::None;
    for (range, lexeme) in lexemes {
        let piece = text.get(range.clone()).unwrap_or_default();
        let paint = match &lexeme {
            Lexeme::Blank => Paint::Plain,
            Lexeme::Comment => Paint::Dim,
            Lexeme::Mark => {
                match piece {
                    "." | "?" | "{" | "}" => (opening, qualifier) = (true, Qualifier::None),
                    "," => qualifier = Qualifier::Begun,
                    ":" => (opening, qualifier) = (false, Qualifier::None),
                    _ => {}
                }
                if partners.contains(&range.start) { Paint::Partner } else { Paint::Plain }
            }
            Lexeme::Token(kind) => {
                let paint = role(model, kind, opening, &mut qualifier);
                opening = matches!(kind, TokenKind::Label(_));
                paint
            }
        };
        if piece.is_empty() || paint == Paint::Plain {
            out.push_str(piece);
        } else {
            // A colour does not run over the end of a line.
            let lines: Vec<String> = piece
                .split('\n')
                .map(|line| if line.is_empty() { String::new() } else { style.paint(paint, line) })
                .collect();
            out.push_str(&lines.join("\n"));
        }
    }
    out
}

/// Where in its qualifiers a statement stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Qualifier {
    /// Not in one.
    None,
    /// After a comma.
    Begun,
    /// After `according to`.
    Sources,
    /// In another clause.
    Other,
}

fn role(model: &Model, kind: &TokenKind, opening: bool, qualifier: &mut Qualifier) -> Paint {
    let word = match kind {
        TokenKind::Variable(_) => return Paint::Variable,
        TokenKind::Label(_) => return Paint::Label,
        TokenKind::Text(text) => {
            return match model.names.get(text) {
                Some(_) if *qualifier == Qualifier::None => named(model, text).unwrap_or(Paint::Text),
                Some(_) | None => Paint::Text,
            };
        }
        TokenKind::Number(number) if *qualifier != Qualifier::None && number.ends_with('%') => {
            return Paint::Likelihood;
        }
        TokenKind::Number(_) | TokenKind::Date(_) | TokenKind::Operator(_) => return Paint::Plain,
        TokenKind::Word(word) => word,
    };
    let lower = word.to_lowercase();
    if words::anonymous(word) || words::asks(&lower) {
        return Paint::Variable;
    }
    let opens = words::opens(word) || matches!(lower.as_str(), "why" | "how");
    if words::joins(word) || (opening && opens) {
        *qualifier = Qualifier::None;
        return Paint::Keyword;
    }
    match *qualifier {
        Qualifier::Begun if word == "according" => {
            *qualifier = Qualifier::Sources;
            return Paint::Keyword;
        }
        Qualifier::Sources if word == "to" => return Paint::Keyword,
        Qualifier::Begun | Qualifier::Sources if named(model, word).is_some() => {}
        Qualifier::Begun => {
            let likely = likely(model, word);
            if !likely {
                *qualifier = Qualifier::Other;
            }
            if likely {
                return Paint::Likelihood;
            }
            if words::CLAUSE_WORDS.contains(&word.as_str()) {
                return Paint::Keyword;
            }
        }
        Qualifier::None | Qualifier::Sources | Qualifier::Other => {}
    }
    named(model, word).unwrap_or(Paint::Plain)
}

/// The colour of a name.
fn named(model: &Model, name: &str) -> Option<Paint> {
    let kind = || model.names.get(&format_smolstr!("is {name}"));
    let sort = model.names.get(name).or_else(kind).and_then(|id| model.symbol(*id))?.sort;
    Some(if model.sorts.is_below(sort, SortId::ACTOR) {
        Paint::Actor
    } else if sort == SortId::SOURCE {
        Paint::Source
    } else {
        Paint::Name
    })
}

/// Whether a word is part of the scale's.
fn likely(model: &Model, word: &str) -> bool {
    let holds = |phrase: &str| phrase.split(' ').any(|part| part == word);
    word == "possible"
        || model
            .frame
            .scale
            .words()
            .iter()
            .any(|known| holds(&known.text) || known.also.iter().any(|also| holds(also)))
}

/// The places of the bracket at the cursor, or before it, and of its partner.
fn partners(text: &str, cursor: usize) -> Vec<usize> {
    let marks: Vec<(usize, char)> = lexemes(text)
        .into_iter()
        .filter(|(_, lexeme)| *lexeme == Lexeme::Mark)
        .filter_map(|(Range { start, .. }, _)| Some((start, text.get(start..)?.chars().next()?)))
        .filter(|(_, mark)| matches!(mark, '(' | ')' | '{' | '}'))
        .collect();
    let at = marks
        .iter()
        .position(|(place, _)| *place == cursor)
        .or_else(|| marks.iter().position(|(place, _)| place + 1 == cursor));
    let Some(at) = at else { return Vec::new() };
    let Some((place, mark)) = marks.get(at).copied() else { return Vec::new() };
    let forward = matches!(mark, '(' | '{');
    let mut depth = 0_i32;
    let mut step = |(place, mark): &(usize, char)| {
        depth += if matches!(mark, '(' | '{') == forward { 1 } else { -1 };
        (depth == 0).then_some(*place)
    };
    let partner = if forward {
        marks.iter().skip(at).find_map(&mut step)
    } else {
        marks.iter().take(at + 1).rev().find_map(&mut step)
    };
    partner.map_or_else(Vec::new, |partner| vec![place, partner])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Doctrine;
    use crate::render::Colour;

    #[test]
    fn the_text_stays_what_it_is() {
        let style = Style { colour: Colour::Ansi, ..Style::PLAIN };
        let doctrine = Doctrine::standard();
        let model = doctrine.model();
        for text in [
            "who has a veto over what?",
            "@a: assume ?x is \"a\nb\", according to analyst, very likely.  # so",
            "rule r: (",
            ":help undo",
            "ü ö.\n\tx",
        ] {
            let painted = highlight(model, text, 0, &style);
            let mut bare = String::new();
            let mut parts = painted.split('\u{1b}');
            bare.push_str(parts.next().unwrap());
            for part in parts {
                bare.push_str(part.split_once('m').unwrap().1);
            }
            assert_eq!(bare, text);
            assert_eq!(highlight(model, text, 0, &Style::PLAIN), text);
        }
    }

    #[test]
    fn brackets_find_their_partners() {
        assert_eq!(partners("a (b (c) d)", 2), [2, 10]);
        assert_eq!(partners("a (b (c) d)", 11), [10, 2]);
        assert_eq!(partners("a (b", 2), Vec::<usize>::new());
    }
}
