//! The slices of contradictions to the minimal conflicts.
//!
//! A conflict is a smallest set of the pool all of whose supersets in the pool are inconsistent (minimal
//! strong inconsistency: Brewka, Thimm and Ulbricht 2019). Whether a set has a consistent superset is one
//! question to a solver, so a set without one is cut down to a smallest such set by its unsatisfiable cores.
//! Whether there are more is one question too: for a set that has none of the known ones in it, to which
//! nothing can be added without one, and which is inconsistent (implicit hitting sets: Reiter 1987; Liffiton
//! and others 2016). So neither the ways in which a contradiction comes about are listed, nor the repairs.

use super::circuit::{Steps, attach_all, chosen, otherwise};
use super::solved::{Found, Shape, Solved};
use super::witness::{Witnesses, witnesses};
use crate::budget::Budget;
use crate::connected::Union;
use crate::engine::Coverage;
use crate::reason::provenance::{
    AssumptionId, AtomId, Choice, ContradictionId, Provenance, Root, Slice, Value, choice,
};
use crate::solver::{GivenUp, Literal, Solver};
use std::collections::{BTreeMap, BTreeSet};

/// A minimal conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) struct Conflict {
    /// What cannot all be believed, whatever else is.
    pub(in crate::reason) elements: Vec<AssumptionId>,
    /// The contradiction that it leads to.
    pub(in crate::reason) clash: ContradictionId,
}

/// The contradictions that some choice could lead to.
#[derive(Clone, Debug)]
pub(super) struct Contradictions {
    /// Those that share elements together: what is chosen in one group has no say in another.
    groups: Vec<Group>,
    /// One that is there whatever is chosen.
    certain: Option<ContradictionId>,
    /// Whether there is any.
    pub(super) any: Slice,
}

/// Contradictions that share elements.
#[derive(Clone, Debug)]
struct Group {
    /// Each with its atom.
    clashes: Vec<(ContradictionId, u32)>,
    /// Whether there is any of them.
    any: Slice,
}

impl Contradictions {
    /// The contradictions of a graph.
    pub(super) fn new(provenance: &mut Provenance<'_>) -> Self {
        let ids: Vec<ContradictionId> = (0..).take(provenance.clashes().len()).map(ContradictionId).collect();
        let roots: Vec<AtomId> = ids.iter().map(|id| provenance.clash(*id)).collect();
        let (any, atoms) = provenance.any(&roots);
        let mut certain = None;
        if any.root == Root::Always {
            let mut all = ids.iter().zip(provenance.slices(&roots));
            certain = all
                .find(|(_, slice)| slice.root == Root::Always)
                .map(|(id, _)| *id)
                .or(Some(ContradictionId(0)));
        }
        let mut groups: BTreeMap<u32, Vec<(ContradictionId, AtomId)>> = BTreeMap::new();
        let together = together(&any);
        for ((id, root), atom) in ids.into_iter().zip(roots).zip(atoms) {
            let group = atom.and_then(|atom| together.get(atom as usize));
            groups.entry(group.copied().unwrap_or_default()).or_default().extend(atom.map(|_| (id, root)));
        }
        let made = groups.into_values().filter(|members| !members.is_empty()).map(|members| {
            let (ids, roots): (Vec<ContradictionId>, Vec<AtomId>) = members.into_iter().unzip();
            let (any, atoms) = provenance.any(&roots);
            let clashes = ids.into_iter().zip(atoms).filter_map(|(id, atom)| Some((id, atom?))).collect();
            Group { clashes, any }
        });
        Self { groups: made.collect(), certain, any }
    }
}

impl Group {
    /// What its conflicts depend on.
    fn shape(&self, pooled: &impl Fn(AssumptionId) -> bool) -> Shape {
        Shape {
            rules: self.any.rules.clone(),
            clashes: self.clashes.iter().map(|(_, atom)| *atom).collect(),
            pooled: self.any.elements.iter().map(|element| pooled(*element)).collect(),
        }
    }

    /// What is known of the group, by position.
    fn found(&self, known: &Known) -> Found {
        let place = |element: &AssumptionId| self.any.elements.iter().position(|other| other == element);
        let clash = |id: ContradictionId| self.clashes.iter().position(|(other, _)| *other == id);
        let found = known.iter();
        found.map(|(set, id)| (set.iter().filter_map(place).collect(), id.and_then(clash))).collect()
    }

    /// What is known of the group, where it was found by position.
    fn known(&self, found: &Found) -> Known {
        let named = found.iter().map(|(set, clash)| {
            let elements = set.iter().filter_map(|at| self.any.elements.get(*at).copied());
            let mut elements: Vec<AssumptionId> = elements.collect();
            elements.sort_unstable();
            (elements, clash.and_then(|at| self.clashes.get(at)).map(|(id, _)| *id))
        });
        named.collect()
    }
}

/// For each atom of a slice but its root, which of them it shares elements with: the number of a group.
fn together(any: &Slice) -> Vec<u32> {
    let mut union = Union::new(any.atoms + any.elements.len());
    for rule in any.rules.iter().filter(|rule| rule.head != 0) {
        let elements = rule.elements.iter().map(|at| any.atoms as u32 + at);
        for other in rule.positive.iter().chain(&rule.negative).copied().chain(elements) {
            union.join(rule.head, other);
        }
    }
    (0..any.atoms as u32).map(|atom| union.find(atom)).collect()
}

/// Sets all of whose supersets are inconsistent, each with the contradiction that it leads to.
type Known = BTreeMap<Vec<AssumptionId>, Option<ContradictionId>>;

/// The minimal conflicts of a pool, the smallest first, and whether these are all.
pub(super) fn conflicts(
    contradictions: &Contradictions,
    pooled: impl Fn(AssumptionId) -> bool,
    solved: &Solved,
    budget: &Budget,
) -> (Vec<Conflict>, Coverage) {
    if let Some(clash) = contradictions.certain {
        return (vec![Conflict { elements: Vec::new(), clash }], Coverage::Complete);
    }
    let mut steps = Steps::within(budget);
    let mut some = Steps::some(budget);
    let mut coverage = Coverage::Complete;
    let mut all = Vec::new();
    for group in &contradictions.groups {
        let shape = group.shape(&pooled);
        if let Some(found) = solved.get(&shape) {
            all.extend(least(group.known(&found)));
            continue;
        }
        let witnesses = witnesses(&group.any, &mut some);
        let mut whole = true;
        let known = listed(group, &witnesses, &pooled).unwrap_or_else(|| {
            let mut search = Search::new(group, &pooled, &mut steps);
            whole = search.run(&witnesses).is_ok();
            search.known
        });
        if whole {
            solved.keep(shape, group.found(&known));
        } else {
            coverage = Coverage::Bounded;
        }
        all.extend(least(known));
    }
    all.sort_by(|a, b| (a.elements.len(), &a.elements).cmp(&(b.elements.len(), &b.elements)));
    // What the given statements contradict among themselves is beyond repair.
    if all.first().is_some_and(|one| one.elements.is_empty()) {
        all.truncate(1);
    }
    (all, coverage)
}

/// Where contradictions need nothing to be absent, what they follow from is inconsistent with all supersets,
/// and nothing else is; `None` where something needs to be, or there are too many ways.
fn listed(group: &Group, witnesses: &Witnesses, pooled: &impl Fn(AssumptionId) -> bool) -> Option<Known> {
    let mut known = Known::new();
    for (id, atom) in &group.clashes {
        for elements in witnesses.of(*atom)? {
            let elements = group.any.named(elements);
            if elements.iter().all(|element| pooled(*element)) {
                known.entry(elements).or_insert(Some(*id));
            }
        }
    }
    Some(known)
}

/// The smallest of some sets.
fn least(known: Known) -> Vec<Conflict> {
    let mut all: Vec<(Vec<AssumptionId>, Option<ContradictionId>)> = known.into_iter().collect();
    all.sort_by(|a, b| (a.0.len(), &a.0).cmp(&(b.0.len(), &b.0)));
    let mut by_first: BTreeMap<Option<AssumptionId>, Vec<Vec<AssumptionId>>> = BTreeMap::new();
    let mut least = Vec::new();
    for (elements, clash) in all {
        let firsts = elements.iter().copied().map(Some).chain([None]);
        let covered = firsts.filter_map(|first| by_first.get(&first)).flatten().any(|smaller| {
            smaller.len() < elements.len() && smaller.iter().all(|one| elements.binary_search(one).is_ok())
        });
        if !covered {
            by_first.entry(elements.first().copied()).or_default().push(elements.clone());
            least.push(Conflict { elements, clash: clash.unwrap_or(ContradictionId(0)) });
        }
    }
    least
}

struct Search<'a, 'b> {
    group: &'a Group,
    solver: Solver,
    /// The elements of the pool that contradictions depend on.
    pool: BTreeMap<AssumptionId, Literal>,
    /// The elements of the joint slice.
    elements: Vec<Literal>,
    /// Its atoms.
    atoms: Vec<Literal>,
    /// The slices of the contradictions in it, once one was looked at alone.
    alone: BTreeMap<u32, (Slice, Vec<Literal>)>,
    /// For each element: that it is out, though no known conflict keeps it out.
    loose: BTreeMap<AssumptionId, Literal>,
    known: Known,
    steps: &'a mut Steps<'b>,
}

impl<'a, 'b> Search<'a, 'b> {
    fn new(group: &'a Group, pooled: &impl Fn(AssumptionId) -> bool, steps: &'a mut Steps<'b>) -> Self {
        let mut solver = Solver::new(steps.budget);
        let never = solver.fresh();
        solver.clause([!never]);
        let any = &group.any;
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
            group,
            solver,
            pool,
            elements,
            atoms,
            alone: BTreeMap::new(),
            loose,
            known: Known::new(),
            steps,
        }
    }

    fn run(&mut self, witnesses: &Witnesses) -> Result<(), GivenUp> {
        self.seed(witnesses);
        while let Some(inside) = self.inconsistent()? {
            let conflict = self.shrink(inside)?;
            let elements: BTreeSet<AssumptionId> = self
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
    fn seed(&mut self, witnesses: &Witnesses) {
        let group = self.group;
        for (id, atom) in &group.clashes {
            let Some(all) = witnesses.of(*atom) else { continue };
            for elements in all {
                let elements = group.any.named(elements);
                let inside = elements.iter().all(|element| self.pool.contains_key(element));
                if inside && !self.known.contains_key(&elements) {
                    self.learn(elements, Some(*id));
                }
            }
            // Where none of these is believed as a whole, it does not come about.
            if let Some(literal) = self.atoms.get(*atom as usize) {
                self.solver.clause([!*literal]);
            }
        }
    }

    /// Notes a set all of whose supersets are inconsistent.
    fn learn(&mut self, elements: Vec<AssumptionId>, clash: Option<ContradictionId>) {
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
        let any = &self.group.any;
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
            let (slice, elements) = alone(&mut self.alone, any, &self.elements, atom);
            let choices: Vec<Choice> = chosen(&self.solver, elements);
            let positions = slice.reasons(&choices);
            let halvings = usize::BITS - choices.len().leading_zeros();
            self.steps.take(slice.rules.len() * (1 + positions.len() * halvings as usize))?;
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
    fn named(&mut self, elements: &BTreeSet<AssumptionId>) -> Option<ContradictionId> {
        let any = &self.group.any;
        let choices: Vec<Choice> = any.elements.iter().map(|one| choice(elements.contains(one))).collect();
        let (holds, _) = any.model(&choices);
        let met = |atom: u32| holds.get(atom as usize).copied().unwrap_or(false);
        let clashes = &self.group.clashes;
        if let Some((id, _)) = clashes.iter().find(|(_, atom)| met(*atom)) {
            return Some(*id);
        }
        // Or else the first one that it leads to with everything else.
        let within = clashes.iter().find(|(_, atom)| {
            let (slice, _) = alone(&mut self.alone, any, &self.elements, *atom);
            elements.iter().all(|element| slice.elements.contains(element))
        });
        within.or(clashes.first()).map(|(id, _)| *id)
    }
}

/// The slice of one contradiction among others, with the literals of its elements.
fn alone<'c>(
    known: &'c mut BTreeMap<u32, (Slice, Vec<Literal>)>,
    any: &Slice,
    elements: &[Literal],
    atom: u32,
) -> &'c (Slice, Vec<Literal>) {
    known.entry(atom).or_insert_with(|| {
        let slice = any.below(atom);
        let position = |element: &AssumptionId| any.elements.iter().position(|known| known == element);
        let literals = slice.elements.iter().filter_map(position);
        let literals = literals.filter_map(|at| elements.get(at).copied()).collect();
        (slice, literals)
    })
}
