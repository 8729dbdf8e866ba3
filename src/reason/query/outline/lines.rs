//! Facts to lines: what is alike in all but one thing, or two, is one line.
//!
//! Facts of one relation are seen as points in a table with a column for each argument; a line is a product
//! of one set of things for each column. Lines so grow with what is different, not with how many facts there are.

use super::names::{is_plural, plural_verb};
use crate::model::Model;
use crate::model::statement::{SymbolId, Term};
use crate::model::template::{Part, Template};
use crate::model::write::Variables;
use crate::reason::Session;
use crate::report::{Likelihood, Line, Status, Weight, any_of, listed};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Said};
use std::collections::{BTreeMap, BTreeSet};

/// Longer lists of names are shortened.
const LONGEST: usize = 6;

/// So many are told of a list that is shortened.
const SAMPLE: usize = 3;

/// So many members may be missing for a list to be that of a group but for them.
const BUT: usize = 2;

/// A fact that is to be told, with what is thought of it.
#[derive(Clone)]
pub(super) struct Judged {
    pub(super) said: Said,
    pub(super) weight: Weight,
    pub(super) status: Option<Status>,
    pub(super) likelihood: Option<Likelihood>,
    pub(super) sources: Vec<String>,
}

/// One set of things for each argument.
type Product = Vec<BTreeSet<Term>>;

/// Things of which each stands to each other in one way, and the sentences that say so.
type Circle = (BTreeSet<Term>, Vec<Said>);

/// The groups of a view by their members.
pub(super) struct Groups(BTreeMap<BTreeSet<Term>, SymbolId>);

impl Groups {
    /// Reads them from what follows.
    pub(super) fn new(model: &Model, evaluated: &Evaluated) -> Self {
        let mut members: BTreeMap<SymbolId, BTreeSet<Term>> = BTreeMap::new();
        let belongs = model.known.belongs.and_then(|id| evaluated.relation(id, Sign::Positive));
        for (_, row) in belongs.iter().flat_map(|relation| evaluated.database.rows(*relation)) {
            let said = belongs.and_then(|relation| evaluated.said(relation, row));
            if let Some([member, Term::Symbol(group)]) = said.as_ref().map(|said| said.terms.as_slice()) {
                members.entry(*group).or_default().insert(member.clone());
            }
        }
        Self(members.into_iter().rev().map(|(group, members)| (members, group)).collect())
    }
}

/// The facts as lines, in the order of their first ones.
pub(super) fn lines(session: &Session<'_>, groups: &Groups, facts: Vec<Judged>) -> Vec<Line> {
    let mut kinds: Vec<(Judged, Vec<Said>)> = Vec::new();
    for fact in facts {
        let alike = |(one, _): &&mut (Judged, Vec<Said>)| {
            one.said.relation == fact.said.relation
                && one.said.sign == fact.said.sign
                && one.said.on == fact.said.on
                && told_alike(one.weight, fact.weight)
                && one.status == fact.status
                && one.likelihood == fact.likelihood
                && one.sources == fact.sources
        };
        match kinds.iter_mut().find(alike) {
            Some((_, all)) => all.push(fact.said),
            None => kinds.push((fact.clone(), vec![fact.said])),
        }
    }
    let mut made = Vec::new();
    for (kind, all) in kinds {
        let symmetric = session.model.relation(kind.said.relation).is_some_and(|r| r.symmetric.is_some());
        let (circles, rest) = if symmetric { circles(all) } else { (Vec::new(), all) };
        let line = |text: String, sentences: Vec<String>| Line {
            text,
            sentences,
            status: kind.status,
            likelihood: kind.likelihood.clone(),
            sources: kind.sources.clone(),
            weight: kind.weight,
        };
        for (members, sentences) in circles {
            let each = [
                format!("each of {}", names(session.model, groups, &members, Joint::And)),
                String::from("the others"),
            ];
            let text = filled(session.model, &kind.said, &each);
            made.push(line(text, sentences.iter().map(|said| said.text(session.model)).collect()));
        }
        for (product, sentences) in products(&rest) {
            let text = words(session.model, groups, &kind.said, &product);
            let sentences: Vec<String> = sentences.iter().map(|said| said.text(session.model)).collect();
            match text {
                Some(text) => made.push(line(text, sentences)),
                None => made.extend(sentences.into_iter().map(|one| line(one.clone(), vec![one]))),
            }
        }
    }
    made
}

/// Whether two facts may stand in one line, which matters as much as the one that matters more.
fn told_alike(one: Weight, other: Weight) -> bool {
    let kind = |weight| match weight {
        Weight::Key => 0,
        Weight::Expected | Weight::Verdict | Weight::Hinge | Weight::Conclusion | Weight::Step => 1,
        Weight::Aside => 2,
        Weight::Restated => 3,
        Weight::Source => 4,
    };
    kind(one) == kind(other)
}

/// Of a symmetric relation: sets of three or more of which each stands to each other so, and what is left.
fn circles(all: Vec<Said>) -> (Vec<Circle>, Vec<Said>) {
    let mut linked: BTreeMap<Term, BTreeSet<Term>> = BTreeMap::new();
    for said in &all {
        if let [a, b] = said.terms.as_slice() {
            linked.entry(a.clone()).or_default().insert(b.clone());
            linked.entry(b.clone()).or_default().insert(a.clone());
        }
    }
    let mut found: Vec<Circle> = Vec::new();
    for (one, others) in &linked {
        let circle: BTreeSet<Term> = others.iter().cloned().chain([one.clone()]).collect();
        let whole = circle.iter().all(|member| {
            linked.get(member).is_some_and(|known| {
                known.len() + 1 == circle.len() && circle.iter().all(|c| c == member || known.contains(c))
            })
        });
        if whole && circle.len() > 2 && !found.iter().any(|(known, _)| *known == circle) {
            found.push((circle, Vec::new()));
        }
    }
    let mut rest = Vec::new();
    for said in all {
        let within = |(circle, _): &&mut Circle| said.terms.iter().all(|term| circle.contains(term));
        match found.iter_mut().find(within) {
            Some((_, sentences)) => sentences.push(said),
            None => rest.push(said),
        }
    }
    (found, rest)
}

/// Facts of one relation as few products: first along the column that leaves the fewest, then along another.
fn products(all: &[Said]) -> Vec<(Product, Vec<Said>)> {
    let single = |said: &Said| -> (Product, Vec<Said>) {
        (said.terms.iter().map(|term| BTreeSet::from([term.clone()])).collect(), vec![said.clone()])
    };
    let mut found: Vec<(Product, Vec<Said>)> = all.iter().map(single).collect();
    let width = found.first().map_or(0, |(product, _)| product.len());
    for _ in 0..width {
        let merged = (0..width).map(|column| merge(&found, column)).min_by_key(Vec::len);
        match merged {
            Some(merged) if merged.len() < found.len() => found = merged,
            Some(_) | None => break,
        }
    }
    found
}

/// Joins products that differ in one column only, where names stand in it.
fn merge(all: &[(Product, Vec<Said>)], column: usize) -> Vec<(Product, Vec<Said>)> {
    let mut places: BTreeMap<Product, usize> = BTreeMap::new();
    let mut made: Vec<(Product, Vec<Said>)> = Vec::new();
    for (product, sentences) in all {
        let mut rest = product.clone();
        let Some(own) = rest.get_mut(column).map(std::mem::take) else { continue };
        let named = own.iter().all(|term| matches!(term, Term::Symbol(_)));
        let known = places.get(&rest).copied().filter(|_| named).and_then(|at| made.get_mut(at));
        match known {
            Some((joined, all)) => {
                if let Some(slot) = joined.get_mut(column) {
                    slot.extend(own);
                }
                all.extend(sentences.iter().cloned());
            }
            None => {
                if named {
                    places.insert(rest, made.len());
                }
                made.push((product.clone(), sentences.clone()));
            }
        }
    }
    made
}

/// How the names of a list are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
}

/// The line of a product; `None` where no one sentence says it.
fn words(model: &Model, groups: &Groups, said: &Said, product: &Product) -> Option<String> {
    if product.iter().all(|set| set.len() == 1) {
        return Some(said_of(model, said, product));
    }
    let relation = model.relation(said.relation)?;
    let (template, negated) = match (said.sign, &relation.negated) {
        (Sign::Positive, _) => (relation.sentences.first()?, false),
        (Sign::Negative, Some(template)) => (template, true),
        (Sign::Negative, None) => (relation.sentences.first()?, true),
    };
    let subject = subject(template);
    let bare = said.sign == Sign::Negative && relation.negated.is_none();
    let mut arguments = Vec::new();
    for (at, set) in product.iter().enumerate() {
        let several = set.len() > 1;
        // `not each of …` would say less.
        if several && bare && subject == Some(at) {
            return None;
        }
        let apart = after_without(template, at);
        // Who cannot do without one and without another needs each; who can do without either can still not spare both.
        let each = subject == Some(at) || apart && says_not(template);
        let joint = if !each && (apart || negated) { Joint::Or } else { Joint::And };
        let list = names(model, groups, set, joint);
        arguments.push(match several {
            true if each => format!("each of {list}"),
            true if apart => format!("any one of {list}"),
            _ => list,
        });
    }
    Some(filled(model, said, &arguments))
}

/// A product of single things as the sentence that it is.
fn said_of(model: &Model, said: &Said, product: &Product) -> String {
    let terms: Vec<Term> = product.iter().filter_map(|set| set.first().cloned()).collect();
    let one = Said { terms, ..said.clone() };
    let text = one.text(model);
    agreeing(model, &one, &text).unwrap_or(text)
}

/// A sentence that begins with a name for several things, its verb as it is said of them; `None` for any other.
fn agreeing(model: &Model, said: &Said, text: &str) -> Option<String> {
    let relation = model.relation(said.relation)?;
    let template = match (said.sign, &relation.negated) {
        (Sign::Positive, _) => relation.sentences.first()?,
        (Sign::Negative, negated) => negated.as_ref()?,
    };
    let Term::Symbol(symbol) = said.terms.get(subject(template)?)? else { return None };
    let name = model.write_symbol(*symbol);
    let rest = text.strip_prefix(name.as_str())?.strip_prefix(' ')?;
    if !is_plural(model, *symbol) {
        return None;
    }
    // The verb comes at once, or after what the things are of: `jets of Sweden are growing`.
    let first = rest.split(' ').next()?;
    let (before, verb) = match plural_verb(first) {
        Some(_) => ("", first),
        None if first == "of" => {
            let at = rest.find(" is ").or_else(|| rest.find(" was "))? + 1;
            (rest.get(..at)?, rest.get(at..)?.split(' ').next()?)
        }
        None => return None,
    };
    let after = rest.strip_prefix(before)?.strip_prefix(verb)?;
    Some(format!("{name} {before}{}{after}", plural_verb(verb)?))
}

/// The hole with which a sentence begins.
fn subject(template: &Template) -> Option<usize> {
    match template.parts.first() {
        Some(Part::Hole(at)) => Some(*at),
        Some(Part::Word(_)) | None => None,
    }
}

/// Whether a hole comes after `without`: a list of names would there speak of all of them together.
fn after_without(template: &Template, hole: usize) -> bool {
    template.parts.windows(2).any(|pair| match pair {
        [Part::Word(word), Part::Hole(at)] => *at == hole && word == "without",
        _ => false,
    })
}

/// Whether a sentence denies something by one of its words.
fn says_not(template: &Template) -> bool {
    template.parts.iter().any(|part| matches!(part, Part::Word(word) if word == "not" || word == "cannot"))
}

fn filled(model: &Model, said: &Said, arguments: &[String]) -> String {
    let mut text = model.fill(said.relation, said.sign, arguments);
    if let Some(on) = &said.on {
        text.push_str(&format!(" on {}", model.write_term(on, &[], Variables::Anonymous)));
    }
    text
}

/// Names as a list; those of a group by the group, and many by a few of them.
fn names(model: &Model, groups: &Groups, all: &BTreeSet<Term>, joint: Joint) -> String {
    let write = |term: &Term| model.write_term(term, &[], Variables::Anonymous);
    if all.len() > LONGEST {
        let of_group = groups.0.iter().find_map(|(members, group)| {
            let missing: Vec<String> = members.difference(all).map(write).collect();
            let fits = all.is_subset(members) && missing.len() <= BUT;
            fits.then(|| (members.len(), missing, model.write_symbol(*group)))
        });
        if let Some((count, missing, group)) = of_group {
            let but = if missing.is_empty() { String::new() } else { format!(" but {}", listed(&missing)) };
            return format!("the {count} members of {group}{but}");
        }
        let mut some: Vec<String> = all.iter().take(SAMPLE).map(write).collect();
        some.push(format!("{} others", all.len() - SAMPLE));
        return if joint == Joint::And { listed(&some) } else { any_of(&some) };
    }
    let each: Vec<String> = all.iter().map(write).collect();
    if joint == Joint::And { listed(&each) } else { any_of(&each) }
}
