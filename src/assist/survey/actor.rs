//! What somebody promised, could do and says.
//!
//! Invariant: whatever is told of somebody names them.

use crate::assist::rows::{Rows, texts};
use crate::model::statement::{SymbolId, Term};
use crate::report::Page;
use crate::theory::Said;
use std::collections::BTreeSet;

/// Promises and threats and what became of them; those of somebody, or all.
pub(super) fn promises(rows: &Rows<'_>, whose: Option<SymbolId>, page: &mut Page) {
    let model = rows.model;
    let name = |symbol: SymbolId| model.write_symbol(symbol);
    page.title = match whose {
        Some(actor) => format!("What {} promised, and what became of it", name(actor)),
        None => String::from("What was promised, and what became of it"),
    };
    // Who made a promise over, or had another take its place, has no more to do with it.
    let gone: BTreeSet<(Option<Term>, Option<Term>)> = ["assigned", "delegated"]
        .iter()
        .flat_map(|relation| rows.of(relation))
        .map(|said| (said.terms.first().cloned(), said.terms.get(1).cloned()))
        .collect();
    let stands = |said: &Said| {
        let by = |at: usize| gone.contains(&(said.terms.get(at).cloned(), said.terms.first().cloned()));
        !by(1) && !by(2)
    };
    let own: Option<BTreeSet<Term>> = whose.map(|actor| {
        let whom = with_whom_they_speak_for(rows, actor);
        let bound = ["binds", "threat_of"].into_iter().flat_map(|relation| rows.of(relation));
        let bound = bound
            .filter(|said| said.terms.get(1).is_some_and(|debtor| whom.contains(debtor)) && stands(said));
        let bound: BTreeSet<Term> = bound.filter_map(|said| said.terms.into_iter().next()).collect();
        bound.into_iter().chain(whom).collect()
    });
    // Of a commitment the state that says most is told: what was kept late was kept, and what is broken is owed.
    let says_less = |said: &Said, more: &[&str]| {
        more.iter()
            .flat_map(|relation| rows.of(relation))
            .any(|other| other.terms.first() == said.terms.first())
    };
    let ours =
        |said: &Said| own.as_ref().is_none_or(|own| said.terms.first().is_some_and(|one| own.contains(one)));
    for (heading, relations, more) in [
        ("Kept", &["satisfied"][..], &["satisfied_late"][..]),
        ("Kept late", &["satisfied_late"], &[]),
        ("Broken, and not made good", &["unmended"], &[]),
        ("Owed now", &["owed", "owes"], &["unmended"]),
        ("On hold", &["in_suspension"], &["unmended"]),
        ("Not due yet", &["pending", "untested"], &[]),
        ("Heeded", &["heeded"], &[]),
        ("No longer in force", &["lapsed", "called_off"], &["satisfied"]),
        ("Carried out", &["carried_out"], &[]),
        ("Whose word is credible", &["credible_word"], &[]),
        ("Who is bound to whom", &["binds"], &[]),
    ] {
        let found = relations.iter().flat_map(|relation| rows.of(relation)).filter(|said| ours(said));
        let found = found.filter(|said| !says_less(said, more) && (relations != ["binds"] || stands(said)));
        page.add(heading, texts(model, found));
    }
    if whose.is_none() {
        page.add("Offers and demands", rows.lines(&["offers", "demands", "conditional"]));
    }
}

/// What somebody could do.
pub(super) fn could(rows: &Rows<'_>, actor: SymbolId, page: &mut Page) {
    let model = rows.model;
    let name = |symbol: SymbolId| model.write_symbol(symbol);
    page.title = format!("What {} could do", name(actor));
    let own = Term::Symbol(actor);
    let mine = |relations: &[&str], at: usize| rows.with(relations, at, &own);
    page.add("Has reason for", mine(&["reason", "is_set_on", "no_choice"], 0));
    page.add("Can stop", mine(&["can_stop", "veto"], 0));
    page.add("Would leave", mine(&["would_leave"], 0));
    let (done, open): (Vec<Said>, Vec<Said>) = rows
        .of("action_of")
        .into_iter()
        .filter(|said| said.terms.get(1) == Some(&own))
        .partition(|said| rows.holds("took_place", said.terms.first()));
    page.add("Open to it", texts(model, open.into_iter()));
    page.add("Has done", texts(model, done.into_iter()));
    page.add("Will not or cannot", mine(&["will_not", "unable", "lacks"], 0));
    page.add("Is kept from it", mine(&["deters_from", "held_from_leaving"], 1));
}

/// Somebody, and those for whom they speak: a minister's word is that of the ministry.
fn with_whom_they_speak_for(rows: &Rows<'_>, actor: SymbolId) -> BTreeSet<Term> {
    let own = Term::Symbol(actor);
    let spoken = rows.of("speaks_for").into_iter().filter(|said| said.terms.first() == Some(&own));
    spoken.filter_map(|said| said.terms.into_iter().nth(1)).chain([own.clone()]).collect()
}

/// Whether somebody is to be believed: what they say, what stands against it, and what became of their promises.
pub(super) fn word(rows: &Rows<'_>, actor: SymbolId, page: &mut Page) {
    let name = rows.model.write_symbol(actor);
    page.title = format!("Whether the word of {name} can be relied on");
    let whom = with_whom_they_speak_for(rows, actor);
    let said = |relations: &[&str]| -> Vec<String> {
        let found = relations.iter().flat_map(|relation| rows.of(relation));
        texts(rows.model, found.filter(|one| one.terms.first().is_some_and(|who| whom.contains(who))))
    };
    page.add("Says", said(&["declares", "announced", "believes", "believes_in"]));
    page.add("Denies", said(&["denies"]));
    let denials = rows.of("denies").into_iter();
    let denials = denials.filter(|one| one.terms.first().is_some_and(|who| whom.contains(who)));
    let denied: BTreeSet<Term> = denials.filter_map(|one| one.terms.into_iter().nth(1)).collect();
    let holds = ["holds", "took_place"].into_iter().flat_map(|relation| rows.of(relation));
    let holds = holds.filter(|one| one.terms.first().is_some_and(|thing| denied.contains(thing)));
    page.add("Of what is denied, this is so", texts(rows.model, holds));
    page.add("Whose word is credible", said(&["credible_word"]));
    page.add("Backed down from", said(&["backed_down"]));
    let mut became = Page::default();
    promises(rows, Some(actor), &mut became);
    page.sections.extend(became.sections);
    if page.sections.is_empty() {
        page.add("Nothing that holds speaks of what they say or promise; ask", vec![format!("about {name}")]);
    }
}
