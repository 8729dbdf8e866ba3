//! Two versions of a model brought to the same words: a name that was changed is no other thing, and an amount in another
//! unit no other amount.
//!
//! Invariant: only what says the same in both versions is brought together. A thing counts as renamed where all that is
//! said of it before is said of the other one after, and of no third.

use crate::model::Model;
use crate::model::statement::{Literal, RelationId, SymbolId, Term};
use crate::model::value::{Quantity, Value};
use crate::model::write::Variables;
use crate::report::Renamed;
use crate::syntax::ast::{ComparisonOperator, Sign};
use crate::syntax::lexer::lexemes;
use crate::theory::words;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Brings the old version to the words of the new one, and tells which names were changed.
pub fn align(old: &mut Model, new: &Model) -> Vec<Renamed> {
    let renamed = rename(old, new);
    restate(old, new);
    renamed
}

/// A text with names as they are called now.
pub(super) fn renewed(text: &str, renamed: &[Renamed]) -> String {
    if renamed.is_empty() {
        return text.to_owned();
    }
    let said = |word: &str| {
        let bare = word.trim_matches('"');
        renamed.iter().find(|one| one.before == bare).map(|one| one.after.clone())
    };
    lexemes(text).map(|lexeme| said(lexeme.of(text)).unwrap_or_else(|| lexeme.of(text).to_owned())).collect()
}

/// Gives things of the old version the names of those of which the new one says the same.
fn rename(old: &mut Model, new: &Model) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    // One that is found may be what kept another one apart.
    loop {
        let (gone, come) = (only(old, new), only(new, old));
        if gone.is_empty() || come.is_empty() {
            return renamed;
        }
        let (before, after) = (sayings(old, &gone), sayings(new, &come));
        let mut found = None;
        for (symbol, said) in &before {
            let like = |(other, says): &(&SymbolId, &Vec<String>)| {
                *says == said && sort_of(new, **other) == sort_of(old, *symbol)
            };
            let mut same = after.iter().filter(like);
            let twins = before.iter().filter(|(_, also)| *also == said).count();
            if let (Some((other, _)), None, 1, false) = (same.next(), same.next(), twins, said.is_empty()) {
                found = Some((*symbol, *other));
                break;
            }
        }
        let Some((symbol, other)) = found else { return renamed };
        let (before, after) = (old.name(symbol).to_owned(), new.name(other).to_owned());
        let Some(known) = old.symbol_mut(symbol) else { return renamed };
        known.name = after.as_str().into();
        let names = Arc::make_mut(&mut old.names);
        names.shift_remove(before.as_str());
        names.insert(after.as_str().into(), symbol);
        renamed.push(Renamed { before, after });
    }
}

/// The analyst's own things whose names the other version does not have.
fn only(model: &Model, other: &Model) -> Vec<SymbolId> {
    (0..)
        .map(SymbolId)
        .zip(model.symbols.iter())
        .filter(|(_, symbol)| {
            symbol.span.is_some_and(|span| model.module(span).is_none())
                && !other.names.contains_key(&symbol.name)
        })
        .filter(|(id, symbol)| model.names.get(&symbol.name) == Some(id))
        .map(|(id, _)| id)
        .collect()
}

fn sort_of(model: &Model, symbol: SymbolId) -> Option<&str> {
    model.symbol(symbol).map(|symbol| model.sorts.name(symbol.sort))
}

/// What is said of each of some things, sorted, with a blank in the place of its name.
fn sayings(model: &Model, things: &[SymbolId]) -> BTreeMap<SymbolId, Vec<String>> {
    let names: BTreeMap<&str, SymbolId> = things.iter().map(|id| (model.name(*id), *id)).collect();
    let mut found: BTreeMap<SymbolId, Vec<String>> = things.iter().map(|id| (*id, Vec::new())).collect();
    for (id, statement) in model.statements() {
        if !model.is_own(id) || model.module(statement.span).is_some() {
            continue;
        }
        let variables = Variables::Named(&statement.variables);
        // An amount that was changed makes no other thing.
        let said = |head: &Literal| match shape(model, head) {
            Some((relation, sign, terms)) => format!("{relation} {sign:?} {}", terms.join(", ")),
            None => model.write(head, variables),
        };
        let mut text: Vec<String> = statement.heads.iter().map(said).collect();
        text.extend(statement.body.as_ref().map(|body| words(model, body, &statement.variables, &|_| None)));
        text.extend(statement.attribution.sources.iter().map(|source| model.name(*source).to_owned()));
        let text = text.join("; ");
        let mut mentioned: Vec<SymbolId> = lexemes(&text)
            .filter_map(|lexeme| names.get(lexeme.of(&text).trim_matches('"')).copied())
            .collect();
        mentioned.sort_unstable();
        mentioned.dedup();
        for thing in mentioned {
            let blank = [Renamed { before: model.name(thing).to_owned(), after: String::from("_") }];
            found.entry(thing).or_default().push(renewed(&text, &blank));
        }
    }
    found.values_mut().for_each(|said| said.sort_unstable());
    found
}

/// Writes the amounts of the old version's statements as the new one writes them, where they are equal.
fn restate(old: &mut Model, new: &Model) {
    let mut by_shape: BTreeMap<(String, Sign, Vec<String>), Vec<Literal>> = BTreeMap::new();
    for (_, statement) in new.statements().filter(|(id, _)| new.is_own(*id)) {
        for head in statement.heads.iter().filter(|_| statement.body.is_none()) {
            if let Some(shape) = shape(new, head) {
                by_shape.entry(shape).or_default().push(head.clone());
            }
        }
    }
    if by_shape.is_empty() {
        return;
    }
    let mut changes: Vec<(usize, usize, Vec<Term>)> = Vec::new();
    for (at, statement) in old.statements.iter().enumerate() {
        for (number, head) in statement.heads.iter().enumerate().filter(|_| statement.body.is_none()) {
            let Some(all) = shape(old, head).and_then(|shape| by_shape.get(&shape)) else { continue };
            let equal = all.iter().filter_map(|other| equal_terms(old, head, new, other)).next();
            changes.extend(equal.map(|terms| (at, number, terms)));
        }
    }
    for (at, number, terms) in changes {
        if let Some(statement) = old.statements.get_mut(at)
            && let Some(head) = Arc::make_mut(statement).heads.get_mut(number)
        {
            head.terms = terms;
        }
    }
}

/// The relation of a sentence with amounts, and its other terms; nothing for one without.
fn shape(model: &Model, head: &Literal) -> Option<(String, Sign, Vec<String>)> {
    let amount = |term: &Term| matches!(term, Term::Value(Value::Quantity(_)));
    if !head.terms.iter().any(amount) {
        return None;
    }
    let named = |relation: RelationId| model.relation(relation).map(|relation| relation.name.to_string());
    let text = |term: &Term| match amount(term) {
        true => String::from("#"),
        false => model.write_term(term, &[], Variables::Anonymous),
    };
    Some((named(head.relation)?, head.sign, head.terms.iter().map(text).collect()))
}

/// The terms of an old sentence with the amounts of a new one, if all of them are equal.
fn equal_terms(old: &Model, head: &Literal, new: &Model, other: &Literal) -> Option<Vec<Term>> {
    let mut terms = Vec::with_capacity(head.terms.len());
    for (was, is) in head.terms.iter().zip(&other.terms) {
        let (Term::Value(Value::Quantity(one)), Term::Value(Value::Quantity(two))) = (was, is) else {
            terms.push(was.clone());
            continue;
        };
        // Both in the units of the new version, where they compare, and of the old one, which has to have the unit.
        let here = in_units(one, old, new)?;
        let there = in_units(two, new, old)?;
        let equal = Value::Quantity(here).compare(
            ComparisonOperator::Equal,
            &Value::Quantity(two.clone()),
            &new.units,
        );
        if equal != Some(true) {
            return None;
        }
        terms.push(Term::Value(Value::Quantity(there)));
    }
    Some(terms)
}

/// A quantity of one model in the units of another one.
fn in_units(quantity: &Quantity, from: &Model, to: &Model) -> Option<Quantity> {
    let unit = match quantity.unit {
        None => None,
        Some(unit) => Some(to.units.find(from.units.name(unit))?),
    };
    Some(Quantity::new(quantity.amount.clone(), unit))
}
