//! Names, lists, strings and dates.

use super::super::ast::{DateExpression, Name, NameStyle, Operator, Text, Token, Variable};
use super::super::token::{composed, single, tokens, unquote};
use super::grammar::Rule;
use super::parts::{Made, Pair, Parts, Place};
use smol_str::SmolStrBuilder;

/// A name, a word, or a reference to a thing.
pub(super) fn name(place: Place, pair: Pair<'_>) -> Name {
    let span = place.span(&pair);
    let text = pair.as_str();
    if text.starts_with('"') {
        Name { text: unquote(text), span, style: NameStyle::Quoted }
    } else {
        Name { text: composed(text), span, style: NameStyle::Plain }
    }
}

/// Every name in a list, whatever else stands between them.
pub(super) fn names(place: Place, pair: Pair<'_>) -> Vec<Name> {
    pair.into_inner().filter(is_name).map(|part| name(place, part)).collect()
}

fn is_name(pair: &Pair<'_>) -> bool {
    matches!(pair.as_rule(), Rule::reference | Rule::name | Rule::word)
}

/// The name that a part holds after its keyword.
pub(super) fn inner_name(place: Place, pair: Pair<'_>) -> Made<Name> {
    let mut parts = Parts::of(place, pair);
    loop {
        let part = parts.want()?;
        if matches!(part.as_rule(), Rule::reference | Rule::name | Rule::word | Rule::string) {
            return Ok(name(place, part));
        }
        if part.as_rule() == Rule::words {
            return Ok(words(place, &part));
        }
    }
}

/// The names of the list that a part holds after its keyword.
pub(super) fn inner_names(place: Place, pair: Pair<'_>) -> Made<Vec<Name>> {
    let mut parts = Parts::of(place, pair);
    loop {
        let part = parts.want()?;
        if matches!(part.as_rule(), Rule::names | Rule::sorts) {
            return Ok(names(place, part));
        }
    }
}

/// Several words as one name, joined by single spaces.
pub(super) fn words(place: Place, pair: &Pair<'_>) -> Name {
    let span = place.span(pair);
    let text = pair.as_str();
    if text.bytes().all(|byte| !matches!(byte, b'\n' | b'\t' | b'\r' | b'#')) && !text.contains("  ") {
        return Name { text: composed(text), span, style: NameStyle::Plain };
    }
    let mut joined = SmolStrBuilder::new();
    for (number, token) in tokens(text, span.file, span.start).iter().enumerate() {
        if number > 0 {
            joined.push(' ');
        }
        let from = (token.span.start - span.start) as usize;
        joined.push_str(text.get(from..from + token.span.len() as usize).unwrap_or(""));
    }
    Name { text: composed(&joined.finish()), span, style: NameStyle::Plain }
}

/// A string.
pub(super) fn text(place: Place, pair: &Pair<'_>) -> Text {
    Text { value: unquote(pair.as_str()), span: place.span(pair) }
}

/// The string that a part holds.
pub(super) fn inner_text(place: Place, pair: Pair<'_>) -> Made<Text> {
    let mut parts = Parts::of(place, pair);
    loop {
        let part = parts.want()?;
        if part.as_rule() == Rule::string {
            return Ok(text(place, &part));
        }
    }
}

/// A number, a date, a name: one token.
pub(super) fn token(place: Place, pair: &Pair<'_>) -> Token {
    single(pair.as_str(), place.span(pair))
}

/// A variable.
pub(super) fn variable(place: Place, pair: &Pair<'_>) -> Variable {
    Variable { name: composed(pair.as_str().trim_start_matches('?')), span: place.span(pair) }
}

/// The date that a part holds after its keyword, or is itself.
pub(super) fn date(place: Place, pair: Pair<'_>) -> Made<DateExpression> {
    let pair = if pair.as_rule() == Rule::date_expression {
        pair
    } else {
        let mut parts = Parts::of(place, pair);
        loop {
            let part = parts.want()?;
            if part.as_rule() == Rule::date_expression {
                break part;
            }
        }
    };
    let mut parts = Parts::of(place, pair);
    let anchor = token(place, &parts.want()?);
    let offset = match parts.maybe(Rule::shift) {
        None => None,
        Some(shift) => {
            let operator = if shift.as_str() == "-" { Operator::Subtract } else { Operator::Add };
            let number = token(place, &parts.want()?);
            Some((operator, number, name(place, parts.want()?)))
        }
    };
    Ok(DateExpression { span: parts.whole, anchor, offset })
}
