//! Conflicts to a solver in which every choice is a repair, and questions to it.
//!
//! A space is made for some components of the conflicts only: what is chosen in the others has no say in a
//! sentence that does not depend on them. **Invariant:** what is in no conflict of a space is in each of its
//! repairs.

use super::GivenUp;
use super::circuit::{attach, chosen, otherwise};
use super::minimal_conflicts::Conflict;
use super::prefer::Order;
use crate::budget::Budget;
use crate::reason::provenance::{AssumptionId, AtomId, Provenance, Slice, Value};
use crate::solver::{Literal, Solver};
use std::collections::{BTreeMap, BTreeSet};

/// The most times that an assignment is mended for one question.
const ROUNDS: usize = 20_000;

/// Whether hypotheses take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum Hypotheses {
    /// As the repair has them.
    Heard,
    /// None of them does.
    Silent,
    /// As the repair has them, and this one besides.
    Tried(AssumptionId),
}

/// A sentence in the solver.
struct Attached {
    slice: Slice,
    elements: Vec<Literal>,
    root: Literal,
}

/// A hypothesis that nobody stands for, put to a repair.
struct Trial {
    /// The elements of what tells whether anything is contradicted.
    elements: Vec<Literal>,
    /// That something is.
    contradicted: Literal,
}

/// The repairs of some components.
pub(super) struct Space {
    solver: Solver,
    literals: BTreeMap<AssumptionId, Literal>,
    never: Literal,
    always: Literal,
    /// Under this, repairs that grades rule out are left out.
    graded: Literal,
    /// Which element is better than which by grades.
    graded_order: BTreeSet<(AssumptionId, AssumptionId)>,
    attached: BTreeMap<(AtomId, Hypotheses), Attached>,
    tried: BTreeMap<AssumptionId, Trial>,
}

impl Space {
    /// The repairs of what some conflicts join.
    pub(super) fn new<'c>(
        conflicts: impl Iterator<Item = &'c Conflict>,
        order: &Order,
        budget: &Budget,
    ) -> Self {
        let mut solver = Solver::new(budget);
        let (always, graded) = (solver.fresh(), solver.fresh());
        solver.clause([always]);
        let mut made = Self {
            solver,
            literals: BTreeMap::new(),
            never: !always,
            always,
            graded,
            graded_order: BTreeSet::new(),
            attached: BTreeMap::new(),
            tried: BTreeMap::new(),
        };
        made.encode(conflicts, order);
        let own = |element: &AssumptionId| made.literals.contains_key(element);
        let graded = order.graded.iter().filter(|(better, worse)| own(better) && own(worse)).copied();
        made.graded_order = graded.collect();
        made
    }

    /// Says what the repairs of one component are, where they are few: grades need no look at it any more.
    pub(super) fn settle(&mut self, elements: &BTreeSet<AssumptionId>, repairs: &[BTreeSet<AssumptionId>]) {
        let mut picks = vec![!self.graded];
        for repair in repairs {
            let pick = self.solver.fresh();
            for element in elements {
                let literal = self.disputed(*element);
                self.solver.clause([!pick, if repair.contains(element) { literal } else { !literal }]);
            }
            picks.push(pick);
        }
        self.solver.clause(picks);
        self.graded_order.retain(|(better, _)| !elements.contains(better));
    }

    /// Whether grades leave any choice to be compared.
    pub(super) fn is_graded(&self) -> bool {
        !self.graded_order.is_empty()
    }

    /// The literal of an element: what is in no conflict here is in every repair.
    fn literal(&mut self, provenance: &Provenance<'_>, element: AssumptionId) -> Literal {
        if !provenance.pooled(element) {
            return self.never;
        }
        self.literals.get(&element).copied().unwrap_or(self.always)
    }

    /// The literal of an element that is in a conflict here.
    fn disputed(&mut self, element: AssumptionId) -> Literal {
        let solver = &mut self.solver;
        *self.literals.entry(element).or_insert_with(|| solver.eager())
    }

    /// Says what a repair is: no conflict is all in, and what is out is kept out by a conflict whose
    /// other elements are in and no worse.
    fn encode<'c>(&mut self, conflicts: impl Iterator<Item = &'c Conflict>, order: &Order) {
        let mut barring: BTreeMap<AssumptionId, Vec<Literal>> = BTreeMap::new();
        for conflict in conflicts {
            let literals: Vec<Literal> =
                conflict.elements.iter().map(|element| self.disputed(*element)).collect();
            self.solver.clause(literals.iter().map(|literal| !*literal));
            for (at, element) in conflict.elements.iter().enumerate() {
                let others = || conflict.elements.iter().enumerate().filter(move |(other, _)| *other != at);
                if others().any(|(_, other)| order.preferred.contains(&(*element, *other))) {
                    continue;
                }
                let rest: Vec<Literal> =
                    others().filter_map(|(other, _)| literals.get(other).copied()).collect();
                let bars = match rest.as_slice() {
                    [] => self.always,
                    [only] => *only,
                    _ => {
                        let bars = self.solver.fresh();
                        for literal in &rest {
                            self.solver.clause([!bars, *literal]);
                        }
                        bars
                    }
                };
                barring.entry(*element).or_default().push(bars);
            }
        }
        for (element, own) in self.literals.clone() {
            let bars = barring.remove(&element).unwrap_or_default();
            self.solver.clause(bars.into_iter().chain([own]));
        }
    }

    /// Whether an element is believed in some set that preferences leave, before grades.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn preferred(&mut self, element: AssumptionId) -> Result<bool, GivenUp> {
        let literal = self.literals.get(&element).copied().unwrap_or(self.always);
        self.solver.solve(&[literal])
    }

    /// The elements of conflicts that are in, in the assignment found last.
    fn repair(&self) -> BTreeSet<AssumptionId> {
        let inside = self.literals.iter().filter(|(_, literal)| self.solver.value(**literal));
        inside.map(|(element, _)| *element).collect()
    }

    /// What is in a conflict and in each repair, for as many repairs as are wanted.
    ///
    /// # Errors
    /// There are more, or a limit was reached.
    pub(super) fn list(&mut self, most: usize) -> Result<Vec<BTreeSet<AssumptionId>>, GivenUp> {
        let mut found = Vec::new();
        let listing = self.solver.fresh();
        while self.solver.solve(&[self.graded, listing])? {
            let repair = self.repair();
            if self.outranked(&repair)? {
                continue;
            }
            if found.len() >= most {
                return Err(GivenUp);
            }
            // No repair is part of another one, so the others have something that this one has not.
            let outside = self.literals.iter().filter(|(element, _)| !repair.contains(element));
            let outside: Vec<Literal> = outside.map(|(_, literal)| *literal).collect();
            self.solver.clause(outside.into_iter().chain([!listing]));
            found.push(repair);
        }
        found.sort();
        Ok(found)
    }

    /// Whether a set that preferences leave is worse by grades than another such set; if so, it and its
    /// like are ruled out.
    fn outranked(&mut self, repair: &BTreeSet<AssumptionId>) -> Result<bool, GivenUp> {
        let challengers: BTreeSet<AssumptionId> = self
            .graded_order
            .iter()
            .filter(|(better, worse)| repair.contains(worse) && !repair.contains(better))
            .map(|(better, _)| *better)
            .collect();
        for challenger in challengers {
            let beaten = |element: &AssumptionId| self.graded_order.contains(&(challenger, *element));
            let kept = std::iter::once(&challenger).chain(repair.iter().filter(|element| !beaten(element)));
            let kept: Vec<Literal> = kept.filter_map(|element| self.literals.get(element).copied()).collect();
            if self.solver.solve(&kept)? {
                let better = self.repair();
                let outside = self
                    .literals
                    .keys()
                    .filter(|element| !better.contains(element) && !beaten(element))
                    .chain([&challenger]);
                let clause: Vec<Literal> =
                    outside.filter_map(|element| self.literals.get(element).copied()).collect();
                self.solver.clause(clause.into_iter().chain([!self.graded]));
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn attach(
        &mut self,
        provenance: &Provenance<'_>,
        (atom, slice): (AtomId, Slice),
        hypotheses: Hypotheses,
    ) {
        if self.attached.contains_key(&(atom, hypotheses)) {
            return;
        }
        let elements: Vec<Literal> = slice
            .elements
            .iter()
            .map(|element| match hypotheses {
                Hypotheses::Tried(tried) if tried == *element => self.always,
                Hypotheses::Silent if provenance.is_hypothesis(*element) => self.never,
                Hypotheses::Heard | Hypotheses::Silent | Hypotheses::Tried(_) => {
                    self.literal(provenance, *element)
                }
            })
            .collect();
        let root = attach(&mut self.solver, &slice, &elements);
        self.attached.insert((atom, hypotheses), Attached { slice, elements, root });
    }

    /// Whether in some repair a sentence holds, or fails, as `wanted` says.
    pub(super) fn some(
        &mut self,
        provenance: &Provenance<'_>,
        any: &Slice,
        (atom, slice): (AtomId, Slice),
        hypotheses: Hypotheses,
        wanted: Value,
    ) -> Result<bool, GivenUp> {
        self.attach(provenance, (atom, slice), hypotheses);
        let tried = match hypotheses {
            Hypotheses::Tried(element) => {
                self.put(provenance, any, element);
                Some(element)
            }
            Hypotheses::Heard | Hypotheses::Silent => None,
        };
        for _ in 0..ROUNDS {
            let Some(Attached { slice, elements, root }) = self.attached.get(&(atom, hypotheses)) else {
                return Err(GivenUp);
            };
            let asked = if wanted == Value::Holds { *root } else { !*root };
            let trial = tried.and_then(|element| self.tried.get(&element));
            let quiet = trial.map(|trial| !trial.contradicted);
            let assumptions: Vec<Literal> = [asked, self.graded].into_iter().chain(quiet).collect();
            if !self.solver.solve(&assumptions)? {
                return Ok(false);
            }
            let choices = chosen(&self.solver, elements);
            let holds = slice.value(&choices) == Value::Holds;
            if holds != (wanted == Value::Holds) {
                let mut clause = otherwise(&slice.reasons(&choices), &choices, elements);
                clause.push(if holds { *root } else { !*root });
                self.solver.clause(clause);
                continue;
            }
            if let Some(Trial { elements, contradicted }) = tried.and_then(|one| self.tried.get(&one)) {
                let choices = chosen(&self.solver, elements);
                if any.value(&choices) == Value::Holds {
                    let mut clause = otherwise(&any.reasons(&choices), &choices, elements);
                    clause.push(*contradicted);
                    self.solver.clause(clause);
                    continue;
                }
            }
            let repair = self.repair();
            if !self.outranked(&repair)? {
                return Ok(true);
            }
        }
        Err(GivenUp)
    }

    /// Puts a hypothesis that nobody stands for to the repairs.
    fn put(&mut self, provenance: &Provenance<'_>, any: &Slice, tried: AssumptionId) {
        if self.tried.contains_key(&tried) {
            return;
        }
        let elements: Vec<Literal> = any
            .elements
            .iter()
            .map(|element| if *element == tried { self.always } else { self.literal(provenance, *element) })
            .collect();
        let contradicted = attach(&mut self.solver, any, &elements);
        self.tried.insert(tried, Trial { elements, contradicted });
    }
}
