//! What happened when, and how far apart.
//!
//! Invariant: a day is told only where the view has it.

use crate::assist::rows::{Rows, texts};
use crate::model::statement::{SymbolId, Term};
use crate::report::Page;
use std::collections::BTreeSet;

/// What happened, by its day; perhaps between two happenings.
pub(super) fn order(rows: &Rows<'_>, bounds: Option<(SymbolId, SymbolId)>, page: &mut Page) {
    let model = rows.model;
    let name = |symbol: SymbolId| model.write_symbol(symbol);
    page.title = String::from("What happened when");
    let days = rows.days();
    let day = |symbol: SymbolId| days.iter().find(|(_, _, of)| *of == symbol).map(|(day, ..)| day.clone());
    let (from, to) = match &bounds {
        Some((one, other)) => {
            page.title = format!("What happened between {} and {}", name(*one), name(*other));
            let (one, other) = (day(*one), day(*other));
            let (from, to) = (one.clone().min(other.clone()), one.max(other));
            (from, to)
        }
        None => (None, None),
    };
    let within =
        |day: &String| from.as_ref().is_none_or(|from| day >= from) && to.as_ref().is_none_or(|to| day <= to);
    let inside: Vec<String> =
        days.iter().filter(|(day, ..)| within(day)).map(|(day, line, _)| format!("{day}: {line}")).collect();
    page.add("By its day", inside);
    if bounds.is_none() {
        let dated: BTreeSet<SymbolId> = days.iter().map(|(_, _, of)| *of).collect();
        let undated = rows
            .of("took_place")
            .into_iter()
            .filter(|said| !matches!(said.terms.first(), Some(Term::Symbol(id)) if dated.contains(id)));
        page.add("Without a day", texts(model, undated));
    }
}

/// How much time lies between two happenings.
pub(super) fn apart(rows: &Rows<'_>, one: SymbolId, other: SymbolId, page: &mut Page) {
    let model = rows.model;
    let name = |symbol: SymbolId| model.write_symbol(symbol);
    page.title = format!("From {} to {}", name(one), name(other));
    let days = rows.values();
    let day = |symbol: SymbolId| days.iter().find(|(_, of)| *of == symbol).map(|(day, _)| *day);
    let lines: Vec<String> = [one, other]
        .into_iter()
        .map(|symbol| match day(symbol) {
            Some(day) => format!("{} took place on {day}", name(symbol)),
            None => format!("no single day is known of {}", name(symbol)),
        })
        .collect();
    if let (Some(one), Some(other)) = (day(one), day(other)) {
        let apart = if one.before(other) { other.since(one) } else { one.since(other) };
        page.add(apart.to_string(), lines);
    } else {
        page.add("How far apart they are cannot be told", lines);
    }
}
