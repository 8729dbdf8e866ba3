//! The ways in which contradictions come about to the minimal conflicts.
//!
//! A conflict is a smallest set of the pool all of whose supersets in the pool are inconsistent (minimal
//! strong inconsistency: Brewka, Thimm and Ulbricht 2019). Each way says that not all that it believes is
//! in while all that it doubts is out: a clause. A set is strongly inconsistent where it contradicts the
//! clauses, so the conflicts are the smallest clauses that follow without a positive literal. These are
//! found by negative resolution (Robinson 1965), which is complete for them: a resolvent has one parent
//! without positive literals.

use super::circuit::Way;
use crate::reason::lineage::{ClashId, ElementId};
use crate::solver::GivenUp;
use std::collections::{BTreeMap, BTreeSet};

/// The most clauses that are derived.
const CLAUSES: usize = 200_000;

/// A minimal conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) struct Conflict {
    /// What cannot all be believed, whatever else is.
    pub(in crate::reason) elements: Vec<ElementId>,
    /// The contradiction that it leads to.
    pub(in crate::reason) clash: ClashId,
}

/// Not all of `inside` are in while all of `outside` are out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clause {
    inside: Vec<ElementId>,
    outside: Vec<ElementId>,
    clash: ClashId,
}

impl Clause {
    fn size(&self) -> usize {
        self.inside.len() + self.outside.len()
    }

    fn subsumes(&self, other: &Clause) -> bool {
        contains(&other.inside, &self.inside) && contains(&other.outside, &self.outside)
    }
}

/// Whether a sorted list has all of another.
fn contains(all: &[ElementId], some: &[ElementId]) -> bool {
    some.len() <= all.len() && some.iter().all(|element| all.binary_search(element).is_ok())
}

/// Kept clauses, found by their literals.
#[derive(Default)]
struct Kept {
    clauses: Vec<Option<Clause>>,
    /// Clauses by the first element of each.
    first: BTreeMap<Option<ElementId>, Vec<usize>>,
    /// Clauses without `outside`, by the elements inside.
    denying: BTreeMap<ElementId, Vec<usize>>,
    /// Clauses with `outside`, by the elements there.
    demanding: BTreeMap<ElementId, Vec<usize>>,
}

impl Kept {
    fn key(clause: &Clause) -> Option<ElementId> {
        clause.inside.iter().chain(&clause.outside).min().copied()
    }

    fn is_subsumed(&self, clause: &Clause) -> bool {
        let literals: BTreeSet<ElementId> = clause.inside.iter().chain(&clause.outside).copied().collect();
        let keys = literals.into_iter().map(Some).chain([None]);
        keys.filter_map(|key| self.first.get(&key)).flatten().any(|at| {
            self.clauses.get(*at).and_then(Option::as_ref).is_some_and(|known| known.subsumes(clause))
        })
    }

    fn add(&mut self, clause: Clause) -> usize {
        let at = self.clauses.len();
        self.first.entry(Self::key(&clause)).or_default().push(at);
        if clause.outside.is_empty() {
            for element in &clause.inside {
                self.denying.entry(*element).or_default().push(at);
            }
        }
        for element in &clause.outside {
            self.demanding.entry(*element).or_default().push(at);
        }
        self.clauses.push(Some(clause));
        at
    }
}

/// The minimal conflicts behind the ways of contradictions, the smallest first.
///
/// # Errors
/// There are too many to look at.
pub(super) fn conflicts(ways: Vec<(Way, ClashId)>) -> Result<Vec<Conflict>, GivenUp> {
    let mut open: BTreeMap<(usize, usize), Clause> = BTreeMap::new();
    let mut number = 0;
    for (way, clash) in ways {
        let clause = Clause { inside: way.believed, outside: way.doubted, clash };
        open.insert((clause.size(), number), clause);
        number += 1;
    }
    let mut kept = Kept::default();
    while let Some((_, clause)) = open.pop_first() {
        if kept.is_subsumed(&clause) {
            continue;
        }
        if number > CLAUSES {
            return Err(GivenUp);
        }
        let mut partners: Vec<(usize, ElementId)> = Vec::new();
        if clause.outside.is_empty() {
            for element in &clause.inside {
                let all = kept.demanding.get(element).into_iter().flatten();
                partners.extend(all.map(|at| (*at, *element)));
            }
        }
        for element in &clause.outside {
            let all = kept.denying.get(element).into_iter().flatten();
            partners.extend(all.map(|at| (*at, *element)));
        }
        for (at, element) in partners {
            let Some(other) = kept.clauses.get(at).and_then(Option::as_ref) else { continue };
            if let Some(made) = resolve(&clause, other, element) {
                open.insert((made.size(), number), made);
                number += 1;
            }
        }
        kept.add(clause);
    }
    let mut all: Vec<Clause> =
        kept.clauses.into_iter().flatten().filter(|clause| clause.outside.is_empty()).collect();
    // Larger clauses may have been kept before a smaller one was derived.
    all.sort_by(|a, b| (a.inside.len(), &a.inside).cmp(&(b.inside.len(), &b.inside)));
    let mut least = Kept::default();
    for clause in all {
        if !least.is_subsumed(&clause) {
            least.add(clause);
        }
    }
    let found = least.clauses.into_iter().flatten();
    Ok(found.map(|clause| Conflict { elements: clause.inside, clash: clause.clash }).collect())
}

/// The resolvent of two clauses on an element that one has inside and the other outside; `None` if it is
/// always satisfied.
fn resolve(one: &Clause, other: &Clause, element: ElementId) -> Option<Clause> {
    let (denying, demanding) = if one.outside.is_empty() { (one, other) } else { (other, one) };
    let inside: BTreeSet<ElementId> =
        denying.inside.iter().filter(|e| **e != element).chain(&demanding.inside).copied().collect();
    let outside: BTreeSet<ElementId> = demanding.outside.iter().filter(|e| **e != element).copied().collect();
    if inside.intersection(&outside).next().is_some() {
        return None;
    }
    Some(Clause {
        inside: inside.into_iter().collect(),
        outside: outside.into_iter().collect(),
        clash: denying.clash,
    })
}
