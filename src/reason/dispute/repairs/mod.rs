//! Conflicts to repairs, and repairs to statuses.
//!
//! A repair is a maximal consistent subset of the pool that is Pareto-optimal under the preferences
//! (Staworko, Chomicki and Marcinkowski 2012; Bienvenu 2012). Given all conflicts, the repairs are the
//! assignments that satisfy a set of clauses, so nothing is ever listed: a status is a few questions to a
//! solver. **Invariant:** an element that is in no conflict is in every repair.

mod circuit;
mod minimal_conflicts;
mod prefer;
mod solved;
mod space;
mod status;
mod witness;

pub(in crate::reason) use crate::solver::GivenUp;
pub(in crate::reason) use circuit::{Steps, ways};
pub(in crate::reason) use minimal_conflicts::Conflict;
pub(in crate::reason) use prefer::{circle, foresees, losers, voices, yields};

use crate::budget::Budget;
use crate::connected::Union;
use crate::engine::Coverage;
use crate::model::statement::SymbolId;
use crate::reason::provenance::{Assumption, AssumptionId, AtomId, Choice, Provenance, Value};
use crate::report::Ground;
use minimal_conflicts::Contradictions;
use prefer::Order;
pub(in crate::reason) use solved::Solved;
pub(in crate::reason) use space::Hypotheses;
use space::Space;
use std::collections::{BTreeMap, BTreeSet};

/// The most spaces that are kept: each has a solver, which takes room.
const SPACES: usize = 32;

/// The most elements of a component whose repairs are listed, and the most of these.
const SMALL: usize = 20;
const FEW: usize = 32;

/// The repairs of a view.
pub(in crate::reason) struct Repairs<'m> {
    pub(in crate::reason) provenance: Provenance<'m>,
    conflicts: Vec<Conflict>,
    /// What they come from, tried hypotheses included.
    contradictions: Contradictions,
    conflicted: BTreeSet<AssumptionId>,
    order: Order,
    sound: bool,
    /// The component of each element that is in a conflict: those that are joined by conflicts.
    component: BTreeMap<AssumptionId, u32>,
    /// The components in which something is preferred to something.
    ordered: BTreeSet<Option<u32>>,
    /// What is chosen in some of the components: what is chosen in the others has no say.
    spaces: BTreeMap<BTreeSet<u32>, Space>,
    /// The repairs of components that grades have a say in; `None` where they are many.
    listed: BTreeMap<u32, Option<Listed>>,
    /// Which of the nodes that were prepared hold whatever becomes of conflicts and hypotheses.
    settled: Vec<bool>,
    whole: bool,
    pub(in crate::reason) budget: Budget,
}

/// The repairs of one component of the conflicts.
struct Listed {
    elements: BTreeSet<AssumptionId>,
    repairs: Vec<BTreeSet<AssumptionId>>,
}

impl<'m> Repairs<'m> {
    /// The repairs of a graph; `solved` has the conflicts that were found in graphs of the same model.
    pub(in crate::reason) fn new(mut provenance: Provenance<'m>, solved: &Solved, budget: &Budget) -> Self {
        let contradictions = Contradictions::new(&mut provenance);
        let pooled = |element| provenance.pooled(element);
        let (conflicts, coverage) = minimal_conflicts::conflicts(&contradictions, pooled, solved, budget);
        let conflicted: BTreeSet<AssumptionId> =
            conflicts.iter().flat_map(|conflict| conflict.elements.iter().copied()).collect();
        let (order, sound) = Order::new(&provenance, &conflicts);
        let component = components(&conflicts);
        let ordered = order.preferred.iter().map(|(_, worse)| component.get(worse).copied()).collect();
        Self {
            provenance,
            conflicts,
            contradictions,
            conflicted,
            order,
            sound,
            component,
            ordered,
            spaces: BTreeMap::new(),
            listed: BTreeMap::new(),
            settled: Vec::new(),
            whole: coverage == Coverage::Complete,
            budget: budget.clone(),
        }
    }

    /// The minimal conflicts, the smallest first.
    pub(in crate::reason) fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Whether every conflict was found.
    pub(in crate::reason) fn whole(&self) -> bool {
        self.whole && self.provenance.whole()
    }

    /// Whether preferences could be followed.
    pub(in crate::reason) fn sound(&self) -> bool {
        self.sound
    }

    /// Whether given statements contradict each other, so that there is no repair.
    pub(in crate::reason) fn hopeless(&self) -> bool {
        self.conflicts.iter().any(|conflict| conflict.elements.is_empty())
    }

    /// Whether an element is in a conflict.
    pub(in crate::reason) fn is_conflicted(&self, element: AssumptionId) -> bool {
        self.conflicted.contains(&element)
    }

    /// Finds out at once which of many nodes hold whatever becomes of conflicts and hypotheses, so that
    /// only the others are asked about one by one.
    pub(in crate::reason) fn prepare(&mut self, atoms: &[AtomId]) {
        let whole = self.provenance.everything(atoms);
        let choices: Vec<Choice> = whole
            .elements
            .iter()
            .map(|element| match (self.provenance.is_hypothesis(*element), self.is_conflicted(*element)) {
                (false, false) => Choice::In,
                (true, _) | (_, true) => Choice::Open,
            })
            .collect();
        self.settled = whole.model(&choices).0;
    }

    /// The space of some components, in which every choice of them is a repair of theirs.
    fn space(&mut self, components: BTreeSet<u32>) -> &mut Space {
        if self.spaces.len() >= SPACES && !self.spaces.contains_key(&components) {
            self.spaces.clear();
        }
        // Grades compare the repairs of each component by itself, so that is done once.
        let several = components.len() > 1 && !self.spaces.contains_key(&components);
        let few: Vec<u32> = if several {
            components.iter().copied().filter(|at| self.few(*at)).collect()
        } else {
            Vec::new()
        };
        let (conflicts, order, component, listed, budget) =
            (&self.conflicts, &self.order, &self.component, &self.listed, &self.budget);
        self.spaces.entry(components).or_insert_with_key(|components| {
            let among =
                |element: &AssumptionId| component.get(element).is_some_and(|at| components.contains(at));
            let mut space = Space::new(
                conflicts.iter().filter(|conflict| conflict.elements.first().is_some_and(among)),
                order,
                budget,
            );
            for Listed { elements, repairs } in few.iter().filter_map(|at| listed.get(at)?.as_ref()) {
                space.settle(elements, repairs);
            }
            space
        })
    }

    /// Whether the repairs of a component are few enough to be listed, where grades have a say in them.
    fn few(&mut self, component: u32) -> bool {
        if let Some(known) = self.listed.get(&component) {
            return known.is_some();
        }
        let own = self.component.iter().filter(|(_, at)| **at == component);
        let elements: BTreeSet<AssumptionId> = own.map(|(element, _)| *element).collect();
        let conflicts = self.conflicts.iter();
        let conflicts =
            conflicts.filter(|one| one.elements.first().is_some_and(|one| elements.contains(one)));
        let mut space = Space::new(conflicts, &self.order, &self.budget);
        let small = elements.len() <= SMALL && space.is_graded();
        let repairs = if small { space.list(FEW).ok() } else { None };
        let listed = repairs.map(|repairs| Listed { elements, repairs });
        self.listed.entry(component).or_insert(listed).is_some()
    }

    /// All components.
    fn all(&self) -> BTreeSet<u32> {
        self.component.values().copied().collect()
    }

    /// Whether an element is believed in some set that preferences leave, before grades.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn preferred(&mut self, element: AssumptionId) -> Result<bool, GivenUp> {
        if !self.provenance.pooled(element) {
            return Ok(false);
        }
        let own = self.component.get(&element).copied();
        if !self.ordered.contains(&own) {
            // Where nobody is preferred, whatever does not contradict itself is in some largest set.
            return Ok(!self.conflicts.iter().any(|conflict| conflict.elements == [element]));
        }
        self.space(own.into_iter().collect()).preferred(element)
    }

    /// What is in a conflict and in each repair, for as many repairs as are wanted.
    ///
    /// # Errors
    /// There are more, or a limit was reached.
    pub(in crate::reason) fn list(&mut self, most: usize) -> Result<Vec<BTreeSet<AssumptionId>>, GivenUp> {
        let all = self.all();
        self.space(all).list(most)
    }

    /// Whether in some repair a sentence holds, or fails, as `wanted` says.
    fn some(&mut self, atom: AtomId, hypotheses: Hypotheses, wanted: Value) -> Result<bool, GivenUp> {
        let Some(slice) = self.provenance.slices(&[atom]).pop() else { return Err(GivenUp) };
        let components: BTreeSet<u32> = match hypotheses {
            Hypotheses::Heard | Hypotheses::Silent => {
                slice.elements.iter().filter_map(|element| self.component.get(element).copied()).collect()
            }
            // Whether it contradicts a repair may depend on all of it.
            Hypotheses::Tried(_) => self.all(),
        };
        self.space(components.clone());
        let (provenance, any) = (&self.provenance, &self.contradictions.any);
        let Some(space) = self.spaces.get_mut(&components) else { return Err(GivenUp) };
        space.some(provenance, any, (atom, slice), hypotheses, wanted)
    }

    /// The minimal conflicts that a hypothesis is in, where it is put to the claims of the pool: for one
    /// that nobody stands for, those that it would be in.
    pub(in crate::reason) fn against(&self, element: AssumptionId) -> Vec<Vec<AssumptionId>> {
        let found = if self.provenance.pooled(element) {
            self.conflicts.clone()
        } else {
            let among = |other: AssumptionId| other == element || self.provenance.pooled(other);
            minimal_conflicts::conflicts(&self.contradictions, among, &Solved::default(), &self.budget).0
        };
        found.into_iter().map(|one| one.elements).filter(|all| all.contains(&element)).collect()
    }

    /// Why the claims of one side are believed rather than those of another.
    pub(in crate::reason) fn ground(&self, better: &[AssumptionId], worse: &[AssumptionId]) -> Ground {
        let bested = |order: &BTreeSet<(AssumptionId, AssumptionId)>| {
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
    pub(in crate::reason) fn hypothesis(&mut self, symbol: SymbolId) -> AssumptionId {
        self.provenance.number(Assumption::Hypothesis(symbol))
    }
}

/// The elements of conflicts, each with the number of its component.
fn components(conflicts: &[Conflict]) -> BTreeMap<AssumptionId, u32> {
    let mut positions: BTreeMap<AssumptionId, u32> = BTreeMap::new();
    for element in conflicts.iter().flat_map(|conflict| &conflict.elements) {
        let next = positions.len() as u32;
        positions.entry(*element).or_insert(next);
    }
    let at = |element: &AssumptionId| positions.get(element).copied().unwrap_or_default();
    let mut union = Union::new(positions.len());
    for conflict in conflicts {
        let Some(first) = conflict.elements.first().map(at) else { continue };
        conflict.elements.iter().skip(1).for_each(|other| union.join(first, at(other)));
    }
    positions.iter().map(|(element, at)| (*element, union.find(*at))).collect()
}
