//! Conflicts to readings, and readings to statuses.
//!
//! A reading is a maximal consistent subset of the pool that is Pareto-optimal under the preferences
//! (Staworko, Chomicki and Marcinkowski 2012; Bienvenu 2012). Given all conflicts, the readings are the
//! assignments that satisfy a set of clauses, so nothing is ever listed: a status is a few questions to a
//! solver. **Invariant:** an element that is in no conflict is in every reading.

mod circuit;
mod conflicts;
mod prefer;
mod status;

pub(super) use crate::solver::GivenUp;
pub(super) use circuit::{Steps, ways};
pub(super) use conflicts::Conflict;
pub(super) use prefer::{circle, losers, voices, yields};

use super::Effort;
use super::lineage::{AtomId, Choice, ClashId, Cone, Element, ElementId, Lineage, Value};
use crate::engine::Coverage;
use crate::model::statement::SymbolId;
use crate::report::Ground;
use crate::solver::{Literal, Solver};
use circuit::{attach, chosen, otherwise};
use conflicts::Contradictions;
use prefer::Order;
use std::collections::{BTreeMap, BTreeSet};

/// The most times that an assignment is mended for one question.
const ROUNDS: usize = 20_000;

/// Whether hypotheses take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hypotheses {
    /// As the reading has them.
    Heard,
    /// None of them does.
    Silent,
    /// As the reading has them, and this one besides.
    Tried(ElementId),
}

/// A sentence in the solver.
struct Attached {
    cone: Cone,
    elements: Vec<Literal>,
    root: Literal,
}

/// A hypothesis that nobody stands for, put to a reading.
struct Trial {
    /// The elements of what tells whether anything is contradicted.
    elements: Vec<Literal>,
    /// That something is.
    contradicted: Literal,
}

/// The readings of a view.
pub(super) struct Readings<'m> {
    pub(super) lineage: Lineage<'m>,
    conflicts: Vec<Conflict>,
    /// What they come from, tried hypotheses included.
    contradictions: Contradictions,
    conflicted: BTreeSet<ElementId>,
    order: Order,
    sound: bool,
    solver: Solver,
    literals: BTreeMap<ElementId, Literal>,
    never: Literal,
    always: Literal,
    /// Under this, readings that grades rule out are left out.
    graded: Literal,
    attached: BTreeMap<(AtomId, Hypotheses), Attached>,
    tried: BTreeMap<ElementId, Trial>,
    /// Which of the nodes that were prepared hold whatever becomes of conflicts and hypotheses.
    settled: Vec<bool>,
    whole: bool,
    effort: Effort,
}

impl<'m> Readings<'m> {
    /// The readings of a graph.
    pub(super) fn new(mut lineage: Lineage<'m>, effort: Effort) -> Self {
        let ids: Vec<ClashId> = (0..).take(lineage.clashes().len()).map(ClashId).collect();
        let roots: Vec<AtomId> = ids.iter().map(|id| lineage.clash(*id)).collect();
        let cones = ids.into_iter().zip(lineage.cones(&roots)).collect();
        let contradictions = Contradictions { cones, any: lineage.any(&roots) };
        let pooled = |element| lineage.pooled(element);
        let (conflicts, coverage) = conflicts::conflicts(&contradictions, pooled, effort);
        let conflicted: BTreeSet<ElementId> =
            conflicts.iter().flat_map(|conflict| conflict.elements.iter().copied()).collect();
        let (order, sound) = Order::new(&lineage, &conflicts);
        let mut solver = Solver::new();
        let (always, graded) = (solver.fresh(), solver.fresh());
        solver.clause([always]);
        let mut made = Self {
            lineage,
            conflicts,
            contradictions,
            conflicted,
            order,
            sound,
            solver,
            literals: BTreeMap::new(),
            never: !always,
            always,
            graded,
            attached: BTreeMap::new(),
            tried: BTreeMap::new(),
            settled: Vec::new(),
            whole: coverage == Coverage::Complete,
            effort,
        };
        made.encode();
        made
    }

    /// The minimal conflicts, the smallest first.
    pub(super) fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Whether every conflict was found.
    pub(super) fn whole(&self) -> bool {
        self.whole && self.lineage.whole()
    }

    /// Whether preferences could be followed.
    pub(super) fn sound(&self) -> bool {
        self.sound
    }

    /// Whether given statements contradict each other, so that there is no reading.
    pub(super) fn hopeless(&self) -> bool {
        self.conflicts.iter().any(|conflict| conflict.elements.is_empty())
    }

    /// Whether an element is in a conflict.
    pub(super) fn is_conflicted(&self, element: ElementId) -> bool {
        self.conflicted.contains(&element)
    }

    /// Finds out at once which of many nodes hold whatever becomes of conflicts and hypotheses, so that
    /// only the others are asked about one by one.
    pub(super) fn prepare(&mut self, atoms: &[AtomId]) {
        let whole = self.lineage.everything(atoms);
        let choices: Vec<Choice> = whole
            .elements
            .iter()
            .map(|element| match (self.lineage.is_hypothesis(*element), self.is_conflicted(*element)) {
                (false, false) => Choice::In,
                (true, _) | (_, true) => Choice::Open,
            })
            .collect();
        self.settled = whole.model(&choices).0;
    }

    /// The literal of an element of the pool.
    fn literal(&mut self, element: ElementId) -> Literal {
        if !self.lineage.pooled(element) {
            return self.never;
        }
        if !self.conflicted.contains(&element) {
            return self.always;
        }
        let solver = &mut self.solver;
        *self.literals.entry(element).or_insert_with(|| solver.eager())
    }

    /// Says what a reading is: no conflict is all in, and what is out is kept out by a conflict whose
    /// other elements are in and no worse.
    fn encode(&mut self) {
        let mut barring: BTreeMap<ElementId, Vec<Literal>> = BTreeMap::new();
        for conflict in self.conflicts.clone() {
            let literals: Vec<Literal> =
                conflict.elements.iter().map(|element| self.literal(*element)).collect();
            self.solver.clause(literals.iter().map(|literal| !*literal));
            for (at, element) in conflict.elements.iter().enumerate() {
                let others = || conflict.elements.iter().enumerate().filter(move |(other, _)| *other != at);
                if others().any(|(_, other)| self.order.preferred.contains(&(*element, *other))) {
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
        for element in self.conflicted.clone() {
            let own = self.literal(element);
            let bars = barring.remove(&element).unwrap_or_default();
            self.solver.clause(bars.into_iter().chain([own]));
        }
    }

    /// Whether an element is believed in some set that preferences leave, before grades.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn preferred(&mut self, element: ElementId) -> Result<bool, GivenUp> {
        let literal = self.literal(element);
        self.solver.solve(&[literal])
    }

    /// The conflicted elements that are in, in the assignment found last.
    fn reading(&self) -> BTreeSet<ElementId> {
        let holds = |element: &ElementId| {
            self.literals.get(element).is_some_and(|literal| self.solver.value(*literal))
        };
        self.conflicted.iter().copied().filter(holds).collect()
    }

    /// What is in a conflict and in each reading, for as many readings as are wanted.
    ///
    /// # Errors
    /// There are more, or a limit was reached.
    pub(super) fn list(&mut self, most: usize) -> Result<Vec<BTreeSet<ElementId>>, GivenUp> {
        let mut found = Vec::new();
        let listing = self.solver.fresh();
        while self.solver.solve(&[self.graded, listing])? {
            let reading = self.reading();
            if self.outranked(&reading)? {
                continue;
            }
            if found.len() >= most {
                return Err(GivenUp);
            }
            // No reading is part of another one, so the others have something that this one has not.
            let outside = self.conflicted.iter().filter(|element| !reading.contains(element));
            let outside: Vec<Literal> =
                outside.filter_map(|element| self.literals.get(element).copied()).collect();
            self.solver.clause(outside.into_iter().chain([!listing]));
            found.push(reading);
        }
        found.sort();
        Ok(found)
    }

    /// Whether a set that preferences leave is worse by grades than another such set; if so, it and its
    /// like are ruled out.
    fn outranked(&mut self, reading: &BTreeSet<ElementId>) -> Result<bool, GivenUp> {
        let challengers: BTreeSet<ElementId> = self
            .order
            .graded
            .iter()
            .filter(|(better, worse)| reading.contains(worse) && !reading.contains(better))
            .map(|(better, _)| *better)
            .collect();
        for challenger in challengers {
            let beaten = |element: &ElementId| self.order.graded.contains(&(challenger, *element));
            let kept = std::iter::once(&challenger).chain(reading.iter().filter(|element| !beaten(element)));
            let kept: Vec<Literal> = kept.filter_map(|element| self.literals.get(element).copied()).collect();
            if self.solver.solve(&kept)? {
                let better = self.reading();
                let outside = self
                    .conflicted
                    .iter()
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

    fn attach(&mut self, atom: AtomId, hypotheses: Hypotheses) {
        if self.attached.contains_key(&(atom, hypotheses)) {
            return;
        }
        let Some(cone) = self.lineage.cones(&[atom]).pop() else { return };
        let elements: Vec<Literal> = cone
            .elements
            .iter()
            .map(|element| match hypotheses {
                Hypotheses::Tried(tried) if tried == *element => self.always,
                Hypotheses::Silent if self.lineage.is_hypothesis(*element) => self.never,
                Hypotheses::Heard | Hypotheses::Silent | Hypotheses::Tried(_) => self.literal(*element),
            })
            .collect();
        let root = attach(&mut self.solver, &cone, &elements);
        self.attached.insert((atom, hypotheses), Attached { cone, elements, root });
    }

    /// Whether in some reading a sentence holds, or fails, as `wanted` says.
    fn some(&mut self, atom: AtomId, hypotheses: Hypotheses, wanted: Value) -> Result<bool, GivenUp> {
        self.attach(atom, hypotheses);
        let tried = match hypotheses {
            Hypotheses::Tried(element) => {
                self.put(element);
                Some(element)
            }
            Hypotheses::Heard | Hypotheses::Silent => None,
        };
        for _ in 0..ROUNDS {
            let Some(Attached { cone, elements, root }) = self.attached.get(&(atom, hypotheses)) else {
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
            let holds = cone.value(&choices) == Value::Holds;
            if holds != (wanted == Value::Holds) {
                let mut clause = otherwise(&cone.reasons(&choices), &choices, elements);
                clause.push(if holds { *root } else { !*root });
                self.solver.clause(clause);
                continue;
            }
            if let Some(Trial { elements, contradicted }) = tried.and_then(|one| self.tried.get(&one)) {
                let any = &self.contradictions.any;
                let choices = chosen(&self.solver, elements);
                if any.value(&choices) == Value::Holds {
                    let mut clause = otherwise(&any.reasons(&choices), &choices, elements);
                    clause.push(*contradicted);
                    self.solver.clause(clause);
                    continue;
                }
            }
            let reading = self.reading();
            if !self.outranked(&reading)? {
                return Ok(true);
            }
        }
        Err(GivenUp)
    }

    /// Puts a hypothesis that nobody stands for to the readings.
    fn put(&mut self, tried: ElementId) {
        if self.tried.contains_key(&tried) {
            return;
        }
        let known = self.contradictions.any.elements.clone();
        let elements: Vec<Literal> = known
            .iter()
            .map(|element| if *element == tried { self.always } else { self.literal(*element) })
            .collect();
        let contradicted = attach(&mut self.solver, &self.contradictions.any, &elements);
        self.tried.insert(tried, Trial { elements, contradicted });
    }

    /// The minimal conflicts that a hypothesis is in, where it is put to the claims of the pool: for one
    /// that nobody stands for, those that it would be in.
    pub(super) fn against(&self, element: ElementId) -> Vec<Vec<ElementId>> {
        let found = if self.lineage.pooled(element) {
            self.conflicts.clone()
        } else {
            let among = |other: ElementId| other == element || self.lineage.pooled(other);
            conflicts::conflicts(&self.contradictions, among, self.effort).0
        };
        found.into_iter().map(|one| one.elements).filter(|all| all.contains(&element)).collect()
    }

    /// Why the claims of one side are believed rather than those of another.
    pub(super) fn ground(&self, better: &[ElementId], worse: &[ElementId]) -> Ground {
        let bested = |order: &BTreeSet<(ElementId, ElementId)>| {
            let above = |low| better.iter().any(|high| order.contains(&(*high, low)));
            worse.iter().any(|low| above(*low))
        };
        match (bested(&self.order.preferred), bested(&self.order.graded)) {
            (true, _) => Ground::Preferred,
            (false, true) => Ground::Graded,
            (false, false) => Ground::Open,
        }
    }

    /// The element of a hypothesis.
    pub(super) fn hypothesis(&mut self, symbol: SymbolId) -> ElementId {
        self.lineage.number(Element::Hypothesis(symbol))
    }
}
