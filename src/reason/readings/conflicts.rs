//! The cones of contradictions to the minimal conflicts.
//!
//! A conflict is a smallest set of the pool all of whose supersets in the pool are inconsistent (minimal
//! strong inconsistency: Brewka, Thimm and Ulbricht 2019). Whether a set has a consistent superset is one
//! question to a solver, so a set without one is cut down to a smallest such set by its unsatisfiable cores.
//! Whether there are more is one question too: for a set that has none of the known ones in it, to which
//! nothing can be added without one, and which is inconsistent (implicit hitting sets: Reiter 1987; Liffiton
//! and others 2016). So neither the ways in which a contradiction comes about are listed, nor the readings.

use super::circuit::{Steps, attach_all, chosen, otherwise, ways};
use crate::engine::Coverage;
use crate::reason::Effort;
use crate::reason::lineage::{Choice, ClashId, Cone, ElementId, Negation, Root, Value};
use crate::solver::{GivenUp, Literal, Solver};
use std::collections::{BTreeMap, BTreeSet};

/// A minimal conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) struct Conflict {
    /// What cannot all be believed, whatever else is.
    pub(in crate::reason) elements: Vec<ElementId>,
    /// The contradiction that it leads to.
    pub(in crate::reason) clash: ClashId,
}

/// The contradictions that some choice could lead to.
#[derive(Clone, Debug)]
pub(super) struct Contradictions {
    /// Each with its cone.
    pub(super) cones: Vec<(ClashId, Cone)>,
    /// Whether there is any.
    pub(super) any: Cone,
}

/// The minimal conflicts of a pool, the smallest first, and whether these are all.
pub(super) fn conflicts(
    contradictions: &Contradictions,
    pooled: impl Fn(ElementId) -> bool,
    effort: Effort,
) -> (Vec<Conflict>, Coverage) {
    let mut search = Search::new(contradictions, &pooled, effort);
    let coverage = match search.run() {
        Ok(()) => Coverage::Complete,
        Err(GivenUp) => Coverage::Bounded,
    };
    (search.found(), coverage)
}

struct Search<'a> {
    contradictions: &'a Contradictions,
    solver: Solver,
    /// The elements of the pool that contradictions depend on.
    pool: BTreeMap<ElementId, Literal>,
    /// The elements of the joint cone.
    elements: Vec<Literal>,
    /// Its atoms.
    atoms: Vec<Literal>,
    /// The cones of the contradictions in it, once one was looked at alone.
    alone: BTreeMap<u32, (Cone, Vec<Literal>)>,
    /// For each element: that it is out, though no known conflict keeps it out.
    loose: BTreeMap<ElementId, Literal>,
    known: BTreeMap<Vec<ElementId>, Option<ClashId>>,
    steps: Steps,
}

impl<'a> Search<'a> {
    fn new(contradictions: &'a Contradictions, pooled: &impl Fn(ElementId) -> bool, effort: Effort) -> Self {
        let mut solver = Solver::new();
        let never = solver.fresh();
        solver.clause([!never]);
        let any = &contradictions.any;
        let (mut pool, mut loose) = (BTreeMap::new(), BTreeMap::new());
        let mut elements = Vec::with_capacity(any.elements.len());
        for element in &any.elements {
            if !pooled(*element) {
                elements.push(never);
                continue;
            }
            let (inside, free) = (solver.eager(), solver.fresh());
            solver.clause([inside, free]);
            pool.insert(*element, inside);
            loose.insert(*element, free);
            elements.push(inside);
        }
        let root = solver.fresh();
        let atoms = attach_all(&mut solver, any, &elements, root);
        Self {
            contradictions,
            solver,
            pool,
            elements,
            atoms,
            alone: BTreeMap::new(),
            loose,
            known: BTreeMap::new(),
            steps: Steps::within(effort),
        }
    }

    fn run(&mut self) -> Result<(), GivenUp> {
        match self.contradictions.any.root {
            Root::Never => return Ok(()),
            Root::Always => {
                self.known.insert(Vec::new(), self.named(&BTreeSet::new()));
                return Ok(());
            }
            Root::Depends => {}
        }
        self.seed();
        while let Some(inside) = self.inconsistent()? {
            let conflict = self.shrink(inside)?;
            let elements: BTreeSet<ElementId> = self
                .pool
                .iter()
                .filter(|(_, literal)| conflict.contains(*literal))
                .map(|(element, _)| *element)
                .collect();
            let clash = self.named(&elements);
            let nothing = elements.is_empty();
            self.learn(elements.into_iter().collect(), clash);
            if nothing {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Ways that need nothing to be absent are strongly inconsistent; where they are soon told, they are.
    fn seed(&mut self) {
        for (id, cone) in &self.contradictions.cones {
            if cone.negation != Negation::None {
                continue;
            }
            for way in ways(cone, &mut Steps::few()).unwrap_or_default() {
                let inside = way.believed.iter().all(|element| self.pool.contains_key(element));
                if inside && !self.known.contains_key(&way.believed) {
                    self.learn(way.believed, Some(*id));
                }
            }
        }
    }

    /// Notes a set all of whose supersets are inconsistent.
    fn learn(&mut self, elements: Vec<ElementId>, clash: Option<ClashId>) {
        let literals: Vec<Literal> =
            elements.iter().filter_map(|element| self.pool.get(element).copied()).collect();
        self.solver.clause(literals.iter().map(|literal| !*literal));
        for (element, own) in elements.iter().zip(&literals) {
            let bars = self.solver.fresh();
            for other in literals.iter().filter(|other| *other != own) {
                self.solver.clause([!bars, *other]);
            }
            if let Some(slot) = self.loose.get_mut(element) {
                let before = std::mem::replace(slot, self.solver.fresh());
                self.solver.clause([!before, bars, *slot]);
            }
        }
        self.known.insert(elements, clash);
    }

    /// An inconsistent set without a known conflict in it, to which nothing can be added without one.
    fn inconsistent(&mut self) -> Result<Option<Vec<Literal>>, GivenUp> {
        let root = self.atoms.first().copied();
        let assumptions: Vec<Literal> =
            root.into_iter().chain(self.loose.values().map(|loose| !*loose)).collect();
        while self.solver.solve(&assumptions)? {
            if self.agrees(Value::Holds)? {
                let inside = self.pool.values().copied();
                return Ok(Some(inside.filter(|literal| self.solver.value(*literal)).collect()));
            }
        }
        Ok(None)
    }

    /// What of some literals no consistent set has all of; `None` if there is such a set.
    fn core(&mut self, inside: &[Literal]) -> Result<Option<BTreeSet<Literal>>, GivenUp> {
        let root = self.atoms.first().copied();
        let assumptions: Vec<Literal> =
            root.into_iter().map(|root| !root).chain(inside.iter().copied()).collect();
        while self.solver.solve(&assumptions)? {
            if self.agrees(Value::Fails)? {
                return Ok(None);
            }
        }
        Ok(Some(self.solver.core(inside)))
    }

    /// A smallest part of a set that no consistent set has all of.
    fn shrink(&mut self, inside: Vec<Literal>) -> Result<BTreeSet<Literal>, GivenUp> {
        let mut core = self.core(&inside)?.ok_or(GivenUp)?;
        for literal in core.clone() {
            if !core.contains(&literal) {
                continue;
            }
            let rest: Vec<Literal> = core.iter().copied().filter(|other| *other != literal).collect();
            if let Some(smaller) = self.core(&rest)? {
                core = smaller;
            }
        }
        Ok(core)
    }

    /// Whether the assignment found last says of the contradictions what is so; if not, the solver is told
    /// why.
    fn agrees(&mut self, wanted: Value) -> Result<bool, GivenUp> {
        let any = &self.contradictions.any;
        self.steps.take(any.rules.len())?;
        let choices = chosen(&self.solver, &self.elements);
        let (holds, _) = any.model(&choices);
        if holds.first().copied().unwrap_or(false) == (wanted == Value::Holds) {
            return Ok(true);
        }
        let mut told = false;
        let mentioned: Vec<u32> =
            any.rules.iter().filter(|rule| rule.head == 0).flat_map(|rule| rule.positive.clone()).collect();
        for atom in mentioned {
            let Some(literal) = self.atoms.get(atom as usize).copied() else { continue };
            let truth = holds.get(atom as usize).copied().unwrap_or(false);
            if self.solver.value(literal) == truth {
                continue;
            }
            let (cone, elements) = self.alone.entry(atom).or_insert_with(|| {
                let cone = any.below(atom);
                let position = |element: &ElementId| any.elements.iter().position(|known| known == element);
                let literals = cone.elements.iter().filter_map(position);
                let literals = literals.filter_map(|at| self.elements.get(at).copied()).collect();
                (cone, literals)
            });
            let choices: Vec<Choice> = chosen(&self.solver, elements);
            let positions = cone.reasons(&choices);
            let halvings = usize::BITS - choices.len().leading_zeros();
            self.steps.take(cone.rules.len() * (1 + positions.len() * halvings as usize))?;
            let mut clause = otherwise(&positions, &choices, elements);
            clause.push(if truth { literal } else { !literal });
            self.solver.clause(clause);
            told = true;
            if wanted == Value::Fails {
                break;
            }
        }
        // Whatever the solver had wrong about the root it had wrong about one of these.
        if told { Ok(false) } else { Err(GivenUp) }
    }

    /// The contradiction that a conflict leads to: the first one that it leads to alone.
    fn named(&self, elements: &BTreeSet<ElementId>) -> Option<ClashId> {
        let within = |cone: &Cone| elements.iter().all(|element| cone.elements.contains(element));
        let cones = self.contradictions.cones.iter();
        let mut leads = cones.clone().filter(|(_, cone)| cone.holds(|element| elements.contains(&element)));
        let alone = leads.find(|(_, cone)| within(cone)).map(|(id, _)| *id);
        // Or else the first one that it leads to with everything else.
        alone
            .or_else(|| {
                cones.clone().find(|(_, cone)| within(cone) && cone.root != Root::Never).map(|(id, _)| *id)
            })
            .or_else(|| cones.clone().map(|(id, _)| *id).next())
    }

    /// The smallest of the sets that were found.
    fn found(self) -> Vec<Conflict> {
        let mut all: Vec<(Vec<ElementId>, Option<ClashId>)> = self.known.into_iter().collect();
        all.sort_by(|a, b| (a.0.len(), &a.0).cmp(&(b.0.len(), &b.0)));
        let mut by_first: BTreeMap<Option<ElementId>, Vec<BTreeSet<ElementId>>> = BTreeMap::new();
        let mut least = Vec::new();
        for (elements, clash) in all {
            let own: BTreeSet<ElementId> = elements.iter().copied().collect();
            let firsts = own.iter().copied().map(Some).chain([None]);
            let covered = firsts
                .filter_map(|first| by_first.get(&first))
                .flatten()
                .any(|smaller| smaller.is_subset(&own));
            if !covered {
                by_first.entry(own.first().copied()).or_default().push(own);
                least.push(Conflict { elements, clash: clash.unwrap_or(ClashId(0)) });
            }
        }
        least
    }
}
