//! What an action is for, what it needs, what comes of it, and by when it is to be done.
//!
//! Invariant: whatever is told names the action, or what it uses.

use crate::assist::parts::hypotheses_of;
use crate::assist::rows::{Rows, texts};
use crate::assist::verbs;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{SymbolId, Term};
use crate::reason::{Session, Stop, weigh};
use crate::report::Page;
use std::collections::BTreeSet;

/// What an action is good for.
pub(super) fn purpose(rows: &Rows<'_>, action: SymbolId, page: &mut Page) {
    let model = rows.model;
    let name = |symbol: SymbolId| model.write_symbol(symbol);
    page.title = format!("What {} is for", name(action));
    page.summary = model.symbol(action).and_then(|known| known.gloss.as_ref()).map(ToString::to_string);
    let with = |relations: &[&str], at: usize| rows.with(relations, at, &Term::Symbol(action));
    page.add("What it serves", with(&["serves", "only_means"], 0));
    page.add("Who has reason for it, or gains from it", with(&["reason", "no_choice", "gains", "hopes"], 1));
    page.add("What brought it about", with(&["brings", "enables"], 1));
    page.add("Whose it is", with(&["action_of"], 0));
}

/// The hypotheses of the questions that ask why it was done.
///
/// # Errors
/// A limit was reached.
pub(super) fn explained(session: &mut Session<'_>, action: SymbolId, page: &mut Page) -> Result<(), Stop> {
    let model = session.model;
    for question in asking_why(model, action) {
        let Some(gloss) = model.symbol(question).and_then(|known| known.gloss.clone()) else { continue };
        for weighing in weigh(session, Some(model.name(question)))? {
            page.add(gloss.as_str(), hypotheses_of(&weighing));
        }
    }
    Ok(())
}

/// The questions that begin with *why* and speak of an action by a word of its name.
fn asking_why(model: &Model, action: SymbolId) -> Vec<SymbolId> {
    let Some(known) = model.symbol(action) else { return Vec::new() };
    let called: Vec<String> = known.name.split('_').map(str::to_lowercase).collect();
    let asks = |gloss: &str| {
        let lower = gloss.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
        lower.starts_with("why ") && words.any(|word| called.iter().any(|one| verbs::akin(word, one)))
    };
    let all = (0..).map(SymbolId).zip(model.symbols.iter());
    let questions = all.filter(|(_, known)| known.sort == SortId::QUESTION);
    questions.filter(|(_, known)| known.gloss.as_deref().is_some_and(asks)).map(|(id, _)| id).collect()
}

/// What comes of something.
pub(super) fn effects(rows: &Rows<'_>, what: SymbolId, page: &mut Page) {
    let model = rows.model;
    let name = |symbol: SymbolId| model.write_symbol(symbol);
    page.title = format!("What comes of {}", name(what));
    let with = |relations: &[&str], at: usize| rows.with(relations, at, &Term::Symbol(what));
    page.add("It brings about or enables", with(&["brings", "enables", "prevents"], 0));
    page.add("It serves or harms", with(&["serves", "harms", "helps", "hurts"], 0));
    page.add("Who gains and who loses", with(&["gains", "loses", "fears", "hopes"], 1));
    page.add("What it uses up", with(&["consumes", "uses"], 0));
    page.add("What waits for it", with(&["presupposes", "waits_for"], 1));
    if page.sections.is_empty() {
        let asks = vec![format!("what if {} took place?", name(what)), format!("about {}", name(what))];
        page.add("Nothing that holds says what comes of it; ask", asks);
    }
}

/// What there is to say of whether something will be: who forecasts it, who is set on it or bound to it, what stands in its
/// way.
pub(super) fn ahead(rows: &Rows<'_>, action: SymbolId, page: &mut Page) {
    let name = rows.model.write_symbol(action);
    page.title = format!("What there is to say of whether {name} will take place");
    let own = Term::Symbol(action);
    let with = |relations: &[&str], at: usize| rows.with(relations, at, &own);
    let spoken = speaking_of(rows.model, action);
    let bound = ["threat_of", "binds", "last_day"].into_iter().flat_map(|relation| rows.of(relation));
    let bound = bound.filter(|one| one.terms.first().is_some_and(|thing| spoken.contains(thing)));
    page.add(
        "Who forecasts, expects, fears or hopes for it",
        with(&["forecasts", "expects", "fears", "hopes"], 1),
    );
    page.add("Who is set on it, or has reason for it", with(&["is_set_on", "no_choice", "reason"], 1));
    page.add("Who will not or cannot", with(&["will_not", "unable"], 1));
    page.add("What threats and promises speak of it", texts(rows.model, bound));
    page.add("Who can stop it or stands against it", with(&["can_stop", "veto", "stands_against"], 1));
    page.add("What it waits for", with(&["presupposes", "waits_for", "needs_first"], 0));
    page.add("It has taken place", with(&["took_place"], 0));
}

/// What an action needs, and what stands in its way.
pub(super) fn able(rows: &Rows<'_>, action: SymbolId, page: &mut Page) {
    let name = rows.model.write_symbol(action);
    page.title = format!("What {name} needs, and what stands in its way");
    let own = Term::Symbol(action);
    let with = |relations: &[&str], at: usize| rows.with(relations, at, &own);
    let needs: BTreeSet<Term> = ["uses", "consumes"]
        .iter()
        .flat_map(|relation| rows.of(relation))
        .filter(|one| one.terms.first() == Some(&own))
        .filter_map(|one| one.terms.into_iter().nth(1))
        .collect();
    let of_needs = |relation: &str| {
        let found = rows.of(relation).into_iter();
        texts(rows.model, found.filter(|one| one.terms.get(1).is_some_and(|thing| needs.contains(thing))))
    };
    page.add("It has taken place", with(&["took_place"], 0));
    page.add(
        "What is lacking",
        [with(&["unable"], 1), with(&["cannot_be", "lacks_first"], 0), of_needs("lacks")].concat(),
    );
    page.add("Who can stop it", with(&["can_stop"], 1));
    page.add("Who has a veto over it", with(&["veto"], 1));
    page.add(
        "Who is against it",
        with(&["stands_against", "opposes", "objected", "will_not", "deters_from"], 1),
    );
    page.add(
        "What it needs",
        with(&["uses", "consumes", "presupposes", "needs_first", "waits_for", "conditional"], 0),
    );
    page.add("Who can provide that", of_needs("can_provide"));
    if page.sections.is_empty() {
        let asks =
            vec![format!("what if {name} took place?"), format!("what would it take: {name} took place?")];
        page.add("Nothing that holds stands in its way, and nothing says what it needs; ask", asks);
    }
}

/// What speaks for an action, and what against it.
pub(super) fn worth(rows: &Rows<'_>, action: SymbolId, page: &mut Page) {
    let name = rows.model.write_symbol(action);
    page.title = format!("What speaks for {name}, and what against it");
    let own = Term::Symbol(action);
    let with = |relations: &[&str], at: usize| rows.with(relations, at, &own);
    let helps =
        [with(&["serves", "only_means", "helps"], 0), with(&["gains", "hopes", "reason", "no_choice"], 1)];
    page.add("What speaks for it", helps.concat());
    let harms = [with(&["harms", "hurts", "consumes"], 0), with(&["loses", "fears"], 1)];
    page.add("What speaks against it", harms.concat());
    page.add("Who demands or supports it", with(&["demands", "supports_act", "in_favour", "approved"], 1));
    page.add("Who is against it", with(&["stands_against", "opposes", "objected", "condemned"], 1));
    page.add("Who can stop it", with(&["can_stop", "veto"], 1));
    page.add("Who is torn over it", with(&["torn"], 1));
    page.add("It has taken place", with(&["took_place"], 0));
    if page.sections.is_empty() {
        let asks = vec![format!("what if {name} took place?"), format!("about {name}")];
        page.add("Nothing that holds speaks for it or against it; ask", asks);
    }
}

/// Who is for an action, and who against it.
pub(super) fn sides(rows: &Rows<'_>, action: SymbolId, page: &mut Page) {
    page.title = format!("Who is for {}, and who against it", rows.model.write_symbol(action));
    let with = |relations: &[&str]| rows.with(relations, 1, &Term::Symbol(action));
    page.add(
        "For it",
        with(&["supports_act", "explicitly", "approved", "in_favour", "votes_for", "demands", "is_set_on"]),
    );
    page.add("Goes along with it", with(&["tacitly", "goes_along", "came_round", "has_consented", "waived"]));
    page.add(
        "Against it",
        with(&["stands_against", "opposes", "objected", "vetoed", "votes_against", "condemned", "protested"]),
    );
    page.add("Is torn over it", with(&["torn"]));
    page.add("Gains from it", with(&["gains"]));
    page.add("Loses from it", with(&["loses"]));
    if page.sections.is_empty() {
        let asks = vec![format!("about {}", rows.model.write_symbol(action))];
        page.add("Nothing that holds says who is for it or against it; ask", asks);
    }
}

/// By when something is to be done: the commitments that speak of it, with their days.
pub(super) fn deadline(rows: &Rows<'_>, action: SymbolId, page: &mut Page) {
    let name = rows.model.write_symbol(action);
    page.title = format!("By when {name} is to be done");
    let own = Term::Symbol(action);
    let spoken = speaking_of(rows.model, action);
    let of = |relations: &[&str]| {
        let found = relations.iter().flat_map(|relation| rows.of(relation));
        texts(rows.model, found.filter(|one| one.terms.first().is_some_and(|thing| spoken.contains(thing))))
    };
    page.add("When what speaks of it is due", of(&["due_on", "last_day", "falls_due"]));
    page.add("Who is bound by it", of(&["binds", "threat_of"]));
    page.add("Who demands it", rows.with(&["demands"], 1, &own));
    page.add("It has taken place", rows.with(&["took_place"], 0, &own));
    if page.sections.is_empty() {
        let asks = vec![String::from("what falls due?"), format!("about {name}")];
        page.add("No day is set for it; ask", asks);
    }
}

/// The commitments that speak of an action.
fn speaking_of(model: &Model, action: SymbolId) -> BTreeSet<Term> {
    let own = Term::Symbol(action);
    let commitment = |term: &&Term| matches!(term, Term::Symbol(id) if model.symbol(*id).is_some_and(|known| known.sort == SortId::COMMITMENT));
    let mut found = BTreeSet::new();
    for (_, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        let mut said: Vec<_> = statement.heads.iter().collect();
        if let Some(body) = &statement.body {
            body.sentences(&mut said);
        }
        if said.iter().any(|one| one.terms.contains(&own)) {
            let heads = statement.heads.iter().flat_map(|head| &head.terms);
            found.extend(heads.filter(commitment).cloned());
        }
    }
    found
}
