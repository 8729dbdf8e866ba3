//! What it would take for a sentence to follow: the smallest sets of sentences, neither known nor
//! denied, that would complete a proof (abduction: Peirce; Kakas, Kowalski and Toni 1992).
//!
//! Candidates come from a search backward from the goal, and each is tried: the view is evaluated with
//! it. Where it does not do, since it undoes what it rests on, the search goes on from there.
//! **Invariant:** a way that is told makes the sentence follow, and no part of it does.

use super::plausible::{Distance, Plausibility};
use super::turns_on::turns_on;
use super::unheard::unheard;
use crate::engine::{Assumable, Constant, Coverage, Graph, RelationId};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{Literal, SymbolId, Term};
use crate::model::write::Variables;
use crate::reason::dispute::contradictions::{Contradiction, KnownClashes, gather};
use crate::reason::{Session, Stop};
use crate::report::{Abduction, Searched, Standing, Way};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Role, View};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The most sentences of a way.
pub(in crate::reason) const SIZE: usize = 3;

/// How many steps one search may take.
const ALLOWANCE: u64 = 3_000_000;

/// How many sets are tried.
const TRIED: usize = 2_000;

/// Which ways are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ways {
    /// The most plausible ones, of one sentence or two; more sentences only where these contradict what is known.
    Smallest,
    /// All of them.
    All,
}

/// How many ways are told where only the smallest are wanted.
const TOLD: usize = 12;

/// How many ways are told that say the same of different things.
const OF_A_KIND: usize = 2;

/// How many of one size are then tried, so that the most plausible of them can be told.
const CHOSEN_FROM: usize = 36;

/// The sentences of the ways that are looked for in any case.
const PAIRS: usize = 2;

/// A set of sentences, by relation, sign and terms, so that sets can be compared.
type Key = (u32, bool, Vec<Term>);

impl Session<'_> {
    /// The ways to make a sentence without variables follow in the view that was chosen, of at most
    /// `size` sentences: no more than are `wanted`, and of no more sentences than it takes, or all.
    ///
    /// # Errors
    /// A limit was reached before anything was known.
    pub fn taking(
        &mut self,
        goal: &Literal,
        size: usize,
        wanted: usize,
        ways: Ways,
    ) -> Result<Abduction, Stop> {
        let model = self.model;
        let view = self.options.view.clone();
        let base = self.look(&view, None, &[])?.evaluated;
        let opposite = Literal { sign: Model::opposite(goal.sign), ..goal.clone() };
        let standing = if base.holds_literal(goal) {
            Standing::Holds
        } else if base.holds_literal(&opposite) {
            Standing::Denied
        } else {
            Standing::Open
        };
        let mut taking = Abduction {
            sentence: model.write(goal, Variables::Anonymous),
            standing,
            unheard: unheard(
                model,
                goal.relation,
                goal.sign,
                &goal.terms.iter().map(Some).collect::<Vec<_>>(),
            ),
            hindrances: match standing {
                Standing::Open => super::why_not::hindrances(model, &base, goal),
                Standing::Holds | Standing::Denied => Vec::new(),
            },
            turns_on: match standing {
                Standing::Open => turns_on(model, &base, goal),
                Standing::Holds | Standing::Denied => Vec::new(),
            },
            against: Vec::new(),
            ways: Vec::new(),
            hidden: 0,
            size,
            every: ways == Ways::All,
            search: Searched::Whole,
        };
        if standing == Standing::Holds {
            return Ok(taking);
        }
        // A yes is given for what it turns on: that it be given in other words is no way to it.
        if !taking.turns_on.is_empty() && ways == Ways::Smallest {
            return Ok(taking);
        }
        // What an outcome would take to last is found by playing the game so.
        if let (true, Some(Term::Symbol(outcome))) =
            (Some(goal.relation) == model.known.can_last && goal.sign == Sign::Positive, goal.terms.first())
            && let Some(found) = crate::reason::game::ways(self, *outcome)?
        {
            let way = |sentences: Vec<String>| Way { sentences, against: Vec::new(), from: Vec::new() };
            taking.size = found.iter().map(Vec::len).max().unwrap_or(1);
            taking.ways = found.into_iter().map(way).collect();
            return Ok(taking);
        }
        // What a vote would take is counted.
        if let (true, [Term::Symbol(subject), Term::Symbol(group)]) = (
            Some(goal.relation) == model.known.vote_carried && goal.sign == Sign::Positive,
            goal.terms.as_slice(),
        ) {
            let found = crate::reason::council::carrying(self, *group, *subject)?;
            if !found.is_empty() {
                let way = |sentences| Way { sentences, against: Vec::new(), from: Vec::new() };
                taking.size = found.iter().map(Vec::len).max().unwrap_or(1);
                taking.ways = found.into_iter().map(way).collect();
                return Ok(taking);
            }
        }
        let mut known = KnownClashes::of(self, &base);
        // What the sentence itself contradicts, it contradicts however it comes to hold.
        let asserted = View { stated: vec![goal.clone()], ..view.clone() };
        let asserted = self.look(&asserted, None, &[])?.evaluated;
        let inherent: BTreeSet<Contradiction> = gather(self, &asserted)
            .into_iter()
            .map(|(clash, _)| clash)
            .filter(|one| !known.has(one))
            .collect();
        taking.against = words(model, inherent.iter());
        known.extend(inherent);
        let mut search =
            Search { session: self, view, goal, base, tried: BTreeMap::new(), short: Coverage::Complete };
        let mut told: Vec<Tested> = Vec::new();
        for most in 1..=size {
            let (before, enough) = match ways {
                Ways::Smallest => (0, CHOSEN_FROM),
                Ways::All => (told.len(), wanted),
            };
            let found = search.of_size(most, before, enough, &known)?;
            taking.hidden = found.hidden;
            told.extend(found.ways);
            taking.size = most;
            if search.short == Coverage::Bounded {
                taking.search = Searched::Limited;
                break;
            }
            let does = match ways {
                Ways::Smallest => most >= PAIRS && told.iter().any(|way| way.clashes.is_empty()),
                Ways::All => told.len() >= wanted,
            };
            if most < size && does {
                taking.search = Searched::Enough;
                break;
            }
        }
        // What only says the goal in other words comes last; what contradicts nothing comes first among those of one size,
        // and of these what is no conclusion.
        let from: Vec<Option<Vec<Literal>>> = told.iter().map(|way| basis(way, &told)).collect();
        let judged = Plausibility::new(model, &search.base);
        let mut told: Vec<(Distance, Tested, Option<Vec<Literal>>)> =
            told.into_iter().zip(from).map(|(way, from)| (judged.of(goal, &way.set), way, from)).collect();
        told.sort_by_key(|(far, way, from)| {
            (far.idle, far.restates, way.set.len(), !way.clashes.is_empty(), from.is_some(), *far)
        });
        if ways == Ways::Smallest {
            taking.hidden += choose(&mut told, wanted.min(TOLD));
        }
        taking.ways = told.iter().map(|(_, tested, from)| way(model, tested, from.as_deref())).collect();
        if taking.search == Searched::Limited {
            self.note(Coverage::Bounded);
        }
        Ok(taking)
    }
}

/// Keeps the ways that are told: none that cannot come about where another can, and of those with several sentences some
/// in any case. How many are left out.
fn choose(told: &mut Vec<(Distance, Tested, Option<Vec<Literal>>)>, most: usize) -> usize {
    let all = told.len();
    if told.iter().any(|(far, ..)| !far.idle) {
        told.retain(|(far, ..)| !far.idle);
    }
    // One after the other that says the same of another thing teaches nothing new.
    let mut of_a_kind: BTreeMap<Vec<(u32, bool)>, usize> = BTreeMap::new();
    told.retain(|(_, way, _)| {
        let kind = way.set.iter().map(|one| (one.relation.0, one.sign == Sign::Positive)).collect();
        let count = of_a_kind.entry(kind).or_default();
        *count += 1;
        *count <= OF_A_KIND
    });
    let single = told.iter().filter(|(_, way, _)| way.set.len() == 1).count();
    let several = told.len() - single;
    // A third of the lines for those of several sentences, if there are so many.
    let kept = most.saturating_sub(several.min(most / 3));
    let mut place = 0;
    told.retain(|(_, way, _)| {
        place += usize::from(way.set.len() == 1);
        way.set.len() > 1 || place <= kept
    });
    told.truncate(most);
    all - told.len()
}

fn words<'a>(model: &Model, clashes: impl Iterator<Item = &'a Contradiction>) -> Vec<String> {
    let all: BTreeSet<String> = clashes.map(|clash| clash.words(model)).collect();
    all.into_iter().collect()
}

fn way(model: &Model, tested: &Tested, from: Option<&[Literal]>) -> Way {
    let said = |set: &[Literal]| set.iter().map(|one| model.write(one, Variables::Anonymous)).collect();
    Way {
        sentences: said(&tested.set),
        against: words(model, tested.clashes.iter()),
        from: from.map(said).unwrap_or_default(),
    }
}

/// Another way from which all of this one follows, and not the other way round: then this one is a
/// conclusion on the way (Cox and Pietrzykowski 1986, Causes for Events: a basic explanation is none).
fn basis(way: &Tested, all: &[Tested]) -> Option<Vec<Literal>> {
    let mut below = all.iter().filter(|other| rests(way, other));
    let deepest = |other: &&Tested| !all.iter().any(|one| rests(other, one));
    let found = below.clone().find(deepest).or_else(|| below.next());
    found.map(|other| other.set.clone())
}

/// Whether a way follows from another, and not the other way round.
fn rests(way: &Tested, other: &Tested) -> bool {
    let shows = |one: &Tested, other: &Tested| other.set.iter().all(|part| one.shown.contains(&key(part)));
    other.set.len() <= way.set.len() && shows(other, way) && !shows(way, other)
}

/// A way that was tried.
struct Tested {
    set: Vec<Literal>,
    clashes: Vec<Contradiction>,
    /// The candidates that hold with it.
    shown: BTreeSet<Key>,
}

/// What became of a set.
#[derive(Clone)]
enum Tried {
    /// With it the goal follows.
    Way,
    /// It does not, though a proof seemed complete: what is to be added to it.
    Short(Vec<Literal>),
}

/// The ways of one size.
struct Found {
    ways: Vec<Tested>,
    hidden: usize,
}

struct Search<'s, 'm> {
    session: &'s mut Session<'m>,
    view: View,
    goal: &'s Literal,
    base: Evaluated,
    tried: BTreeMap<Vec<Key>, Tried>,
    short: Coverage,
}

impl Search<'_, '_> {
    /// Tries the sets of at most so many sentences that were not tried before.
    fn of_size(
        &mut self,
        most: usize,
        before: usize,
        wanted: usize,
        known: &KnownClashes,
    ) -> Result<Found, Stop> {
        let mut found = Found { ways: Vec::new(), hidden: 0 };
        let mut worlds: Vec<Vec<Literal>> = vec![Vec::new()];
        let mut at = 0;
        let mut seen: BTreeSet<Vec<Key>> = BTreeSet::new();
        while let Some(stated) = worlds.get(at).cloned() {
            at += 1;
            let candidates = self.candidates(&stated, most - stated.len())?;
            let parts: BTreeMap<Key, Literal> =
                candidates.iter().flatten().map(|part| (key(part), part.clone())).collect();
            for set in candidates {
                let mut all = stated.clone();
                all.extend(set);
                all.sort_by_key(key);
                let keys: Vec<Key> = all.iter().map(key).collect();
                if !seen.insert(keys.clone()) {
                    continue;
                }
                if self.beyond_a_way(&keys) {
                    continue;
                }
                match self.tried.get(&keys).cloned() {
                    Some(Tried::Way) => continue,
                    Some(Tried::Short(all)) => {
                        if all.len() < most {
                            worlds.push(all);
                        }
                        continue;
                    }
                    None => {}
                }
                if before + found.ways.len() >= wanted {
                    found.hidden += 1;
                    continue;
                }
                if self.tried.len() >= TRIED {
                    self.short = Coverage::Bounded;
                    found.hidden += 1;
                    continue;
                }
                let view = View { stated: all.clone(), ..self.view.clone() };
                let evaluated = self.session.look(&view, None, &[])?.evaluated;
                if evaluated.holds_literal(self.goal) {
                    let clashes = gather(self.session, &evaluated).into_iter().map(|(clash, _)| clash);
                    let clashes = clashes.filter(|clash| !known.has(clash)).collect();
                    let shown = parts.iter().filter(|(_, part)| evaluated.holds_literal(part));
                    let shown = shown.map(|(key, _)| key.clone()).collect();
                    found.ways.push(Tested { set: all, clashes, shown });
                    self.tried.insert(keys, Tried::Way);
                } else {
                    self.tried.insert(keys, Tried::Short(all.clone()));
                    if all.len() < most {
                        worlds.push(all);
                    }
                }
            }
        }
        // A set that was found through a detour may contain a smaller one that was found later.
        let ways: Vec<Vec<Key>> = self.ways().cloned().collect();
        found.ways.retain(|way| {
            let keys: Vec<Key> = way.set.iter().map(key).collect();
            !ways.iter().any(|way| *way != keys && within(way, &keys))
        });
        Ok(found)
    }

    fn ways(&self) -> impl Iterator<Item = &Vec<Key>> {
        self.tried.iter().filter(|(_, tried)| matches!(tried, Tried::Way)).map(|(keys, _)| keys)
    }

    fn beyond_a_way(&self, keys: &[Key]) -> bool {
        self.ways().any(|way| way != keys && within(way, keys))
    }

    /// Sets of at most so many sentences that seem to complete a proof once others are stated.
    fn candidates(&mut self, stated: &[Literal], size: usize) -> Result<Vec<Vec<Literal>>, Stop> {
        let model = self.session.model;
        let view = View { stated: stated.to_vec(), ..self.view.clone() };
        let mut evaluated = self.session.look(&view, None, &[])?.evaluated;
        let names = Names::new(model, &mut evaluated);
        let Some((relation, row)) = evaluated.row_of(self.goal) else { return Ok(Vec::new()) };
        let Evaluated { program, database, values, legend } = &mut evaluated;
        let assumable =
            Candidates { model, names: &names, roles: &legend.roles, base: &self.base, goal: self.goal };
        let found = Graph::new(program, database, values).abduce(relation, &row, size, &assumable, ALLOWANCE);
        if found.coverage == Coverage::Bounded {
            self.short = Coverage::Bounded;
        }
        let literal = |(relation, row): &(RelationId, Vec<Constant>)| -> Option<Literal> {
            let said = evaluated.said(*relation, row)?;
            let span = self.goal.span;
            Some(Literal { span, sign: said.sign, relation: said.relation, terms: said.terms, on: None })
        };
        let sets = found.sets.iter().map(|set| set.iter().map(literal).collect::<Option<Vec<Literal>>>());
        Ok(sets.flatten().filter(|set| !set.is_empty()).collect())
    }
}

fn within(one: &[Key], other: &[Key]) -> bool {
    one.iter().all(|key| other.contains(key))
}

fn key(literal: &Literal) -> Key {
    (literal.relation.0, literal.sign == crate::syntax::ast::Sign::Positive, literal.terms.clone())
}

/// The declared names that fit each hole, as constants.
struct Names {
    /// By the relation of the program, and the column; ascending.
    columns: BTreeMap<RelationId, Vec<Rc<[Constant]>>>,
    /// What each constant of the evaluation is.
    terms: Vec<Term>,
}

impl Names {
    fn new(model: &Model, evaluated: &mut Evaluated) -> Self {
        // Names of the doctrine itself are no subject of an analysis.
        let own: Vec<(SymbolId, SortId)> = (0..)
            .map(SymbolId)
            .zip(model.symbols.iter())
            .filter(|(_, symbol)| symbol.span.is_some_and(|span| model.module(span).is_none()))
            .map(|(id, symbol)| (id, symbol.sort))
            .collect();
        let mut columns = BTreeMap::new();
        let mut fitting: BTreeMap<&[SortId], Rc<[Constant]>> = BTreeMap::new();
        for (at, role) in (0..).map(RelationId).zip(&evaluated.legend.roles) {
            let Role::Sentence(relation, _) = role else { continue };
            let Some(relation) = model.relation(*relation) else { continue };
            let mut named = Vec::new();
            for sorts in &relation.holes {
                let column = fitting.entry(sorts.as_slice()).or_insert_with(|| {
                    let fits = |sort: SortId| sorts.iter().any(|hole| model.sorts.is_below(sort, *hole));
                    let all = own.iter().filter(|(_, sort)| fits(*sort));
                    let mut all: Vec<Constant> = all.map(|(id, _)| evaluated.values.symbol(*id)).collect();
                    all.sort_unstable();
                    all.into()
                });
                named.push(Rc::clone(column));
            }
            columns.insert(at, named);
        }
        let terms = (0..).map_while(|at| evaluated.values.back(Constant(at))).collect();
        Self { columns, terms }
    }
}

/// What may be assumed: sentences of fitting names that are neither known nor denied, and not the goal.
struct Candidates<'a> {
    model: &'a Model,
    names: &'a Names,
    roles: &'a [Role],
    base: &'a Evaluated,
    goal: &'a Literal,
}

impl Assumable for Candidates<'_> {
    fn names(&self, relation: RelationId, column: usize) -> &[Constant] {
        self.names.columns.get(&relation).and_then(|columns| columns.get(column)).map_or(&[], |names| names)
    }

    fn may(&self, relation: RelationId, row: &[Constant]) -> bool {
        let Some(Role::Sentence(said, sign)) = self.roles.get(relation.index()) else { return false };
        let Some(known) = self.model.relation(*said) else { return false };
        let mut terms = Vec::with_capacity(row.len());
        for (column, constant) in row.iter().enumerate() {
            let Some(term) = self.names.terms.get(constant.index()) else { return false };
            let fits = match term {
                Term::Symbol(_) => self.names(relation, column).binary_search(constant).is_ok(),
                Term::Value(_) => true,
                Term::Variable(_) => false,
            };
            if !fits {
                return false;
            }
            terms.push(term.clone());
        }
        if known.symmetric.is_some() {
            // The other order says the same.
            let mirrored: Vec<Term> = terms.iter().rev().cloned().collect();
            let is_goal = self.goal.relation == *said && self.goal.sign == *sign;
            if mirrored < terms || is_goal && mirrored == self.goal.terms {
                return false;
            }
        }
        if (*said, *sign, &terms) == (self.goal.relation, self.goal.sign, &self.goal.terms) {
            return false;
        }
        // That one thing causes another, or cannot be without it, is how the world goes, and who speaks for whom and whose
        // an action is, is how they are: nobody's to bring about.
        let known = self.model.known;
        let given = [known.brings, known.presupposes, known.speaks_for, known.action_of, known.part_of];
        if self.goal.relation != *said && given.contains(&Some(*said)) {
            return false;
        }
        let span = self.goal.span;
        let literal = Literal { span, sign: *sign, relation: *said, terms, on: None };
        let denied = Literal { sign: Model::opposite(*sign), ..literal.clone() };
        !self.base.holds_literal(&literal) && !self.base.holds_literal(&denied)
    }
}
