//! Findings of one constraint that differ in one thing only, gathered into one.
//!
//! **Invariant:** every place and every note of those that are gathered is kept; what is alike in nothing
//! stands as it is.

use crate::diagnostic::{Diagnostic, Instance};
use crate::report::listed as list;
use std::collections::BTreeMap;

/// Findings that are told as one: their positions, and what the others are for, where the first is for
/// another thing.
pub(super) struct Gathered {
    pub(super) positions: Vec<usize>,
    pub(super) others: Vec<String>,
}

impl Gathered {
    /// That the others are like the first, in words.
    pub(super) fn words(&self) -> Option<String> {
        (!self.others.is_empty()).then(|| format!("the same goes for {}", list(&self.others)))
    }
}

/// What findings must have in common to be of one kind.
type Kind<'a> = (&'a str, &'a str, crate::diagnostic::Severity, usize);

/// Findings in groups that differ in one thing only, in the order of their first ones. Of the things that
/// the findings of a constraint may differ in, the one is chosen that leaves the fewest groups.
pub(super) fn groups(all: &[&Diagnostic]) -> Vec<Gathered> {
    let mut kinds: BTreeMap<Kind<'_>, Vec<(usize, &Instance)>> = BTreeMap::new();
    let mut made = Vec::new();
    for (at, found) in all.iter().enumerate() {
        match found.instance.as_deref() {
            Some(one) => {
                let kind = (one.of.as_str(), found.message.as_str(), found.severity, one.things.len());
                kinds.entry(kind).or_default().push((at, one));
            }
            None => made.push(Gathered { positions: vec![at], others: Vec::new() }),
        }
    }
    for (kind, members) in kinds {
        let by = |column: usize| {
            let mut groups: BTreeMap<Vec<&str>, Vec<(usize, &str)>> = BTreeMap::new();
            for (at, one) in &members {
                let mut rest: Vec<&str> = one.things.iter().map(String::as_str).collect();
                let own = rest.remove(column);
                groups.entry(rest).or_default().push((*at, own));
            }
            groups
        };
        match (0..kind.3).map(by).min_by_key(BTreeMap::len) {
            Some(groups) => made.extend(groups.into_values().map(|members| {
                let others = members.iter().skip(1).map(|(_, thing)| (*thing).to_owned()).collect();
                Gathered { positions: members.into_iter().map(|(at, _)| at).collect(), others }
            })),
            None => made.extend(
                members.into_iter().map(|(at, _)| Gathered { positions: vec![at], others: Vec::new() }),
            ),
        }
    }
    made.sort_by_key(|group| group.positions.first().copied());
    made
}

/// Diagnostics, those that differ in one thing only as one.
pub(super) fn gathered<'a>(all: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<Diagnostic> {
    let all: Vec<&Diagnostic> = all.into_iter().collect();
    groups(&all).iter().filter_map(|group| merged(group, &all)).collect()
}

/// The diagnostics of a group as one.
fn merged(group: &Gathered, all: &[&Diagnostic]) -> Option<Diagnostic> {
    let mut members = group.positions.iter().filter_map(|at| all.get(*at));
    let mut one = (*members.next()?).clone();
    // The first note says what the first finding comes from.
    if let Some(words) = group.words() {
        one.notes.insert(one.notes.len().min(1), words);
    }
    for other in members {
        for label in &other.labels {
            if !one.labels.contains(label) {
                one.labels.push(label.clone());
            }
        }
        for note in other.notes.iter().skip(1) {
            if !one.notes.contains(note) {
                one.notes.push(note.clone());
            }
        }
    }
    Some(one)
}

/// Findings in groups: the position of the first, and for what else the same goes.
pub(in crate::render) fn grouped(all: &[&Diagnostic]) -> Vec<(usize, Option<String>)> {
    let first = |group: Gathered| Some((*group.positions.first()?, group.words()));
    groups(all).into_iter().filter_map(first).collect()
}
