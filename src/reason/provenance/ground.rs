//! Nodes to what supports them: the instances of rules, each with the nodes and elements that it needs.

use super::Provenance;
use super::assumption::Assumption;
use super::node::{AtomId, Contradiction, Node, Support};
use super::slice::Choice;
use super::slice::{Slice, SliceBuilder};
use super::tally::{STATES, State, Tally};
use crate::engine::{
    self, Aggregate, Atom, Constant, Coverage, Graph, Guide, Instance, Literal, RelationId, RowId, Rule,
};
use crate::ground::{self, GroundProgram, GroundRule};
use crate::model::statement::{self as model, Term};
use crate::syntax::ast::Sign;
use crate::theory::{Origin, Role};
use std::collections::BTreeMap;

/// How many steps the search for the instances of one row may take.
const ALLOWANCE: u64 = 2_000_000;

/// The most nodes of a graph.
const NODES: usize = 2_000_000;

/// The most nodes whose slices are looked for without first finding out what is known of all nodes.
const FEW: usize = 8;

/// Whether a row may hold by carrying its own relation over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carrying {
    Counts,
    Aside,
}

/// A support before its nodes have numbers.
#[derive(Default)]
struct Found {
    positive: Vec<Node>,
    negative: Vec<Node>,
    elements: Vec<Assumption>,
}

impl Provenance<'_> {
    /// The number of a node.
    pub(super) fn node(&mut self, node: Node) -> AtomId {
        let (at, new) = self.nodes.insert_full(node);
        if new {
            self.supports.push(None);
        }
        AtomId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// What a node is.
    pub(in crate::reason) fn node_of(&self, atom: AtomId) -> Option<&Node> {
        self.nodes.get_index(atom.0 as usize)
    }

    /// The slices of nodes: all that the truth of each depends on.
    pub(in crate::reason) fn slices(&mut self, roots: &[AtomId]) -> Vec<Slice> {
        self.expand(roots);
        if roots.len() > FEW {
            self.bound();
        }
        roots.iter().map(|root| self.slice(*root)).collect()
    }

    /// The program of all nodes that were looked at so far, each node under its own number.
    pub(in crate::reason) fn everything(&mut self, roots: &[AtomId]) -> Slice {
        self.expand(roots);
        let mut draft = SliceBuilder::default();
        let number = |atom: &AtomId| atom.0;
        for (head, supports) in (0_u32..).zip(&self.supports) {
            for support in supports.iter().flatten() {
                let positive = support.positive.iter().map(number).collect();
                let negative = support.negative.iter().map(number).collect();
                draft.rule(head, positive, negative, support.elements.clone());
            }
        }
        Slice::whole(draft, self.supports.len())
    }

    /// The ground program of all nodes that were looked at so far, each node under its own number, and what its
    /// leaves are.
    pub(in crate::reason) fn program(&mut self, roots: &[AtomId]) -> (GroundProgram, Vec<Assumption>) {
        let Slice { rules, atoms, elements, .. } = self.everything(roots);
        let mut program = GroundProgram::new(atoms, elements.len());
        let name = |list: Vec<u32>| list.into_iter().map(ground::Atom).collect();
        for rule in rules {
            program.rule(GroundRule {
                head: ground::Atom(rule.head),
                positive: name(rule.positive),
                negative: name(rule.negative),
                leaves: rule.elements.into_iter().map(ground::Leaf).collect(),
            });
        }
        let elements = elements.iter().filter_map(|id| self.element(*id).cloned()).collect();
        (program, elements)
    }

    /// The sentences of a relation that some choice could make hold, each with its node.
    pub(in crate::reason) fn could_hold(&mut self, relation: model::RelationId) -> Vec<(Vec<Term>, AtomId)> {
        let Some(engine) = self.upper.legend.sentences.get(&(relation, Sign::Positive)).copied() else {
            return Vec::new();
        };
        let back = |row: &[Constant]| row.iter().filter_map(|one| self.upper.values.back(*one)).collect();
        let rows: Vec<(Vec<Term>, RowId)> =
            self.upper.database.rows(engine).map(|(id, row)| (back(row), id)).collect();
        rows.into_iter().map(|(terms, row)| (terms, self.node(Node::Row(engine, row)))).collect()
    }

    /// Whether all that some nodes rest on was looked at.
    pub(in crate::reason) fn knows(&self, roots: &[AtomId]) -> bool {
        roots.iter().all(|root| self.supports.get(root.index()).is_some_and(Option::is_some))
    }

    /// Looks for the supports of nodes, and of all nodes that these mention.
    fn expand(&mut self, roots: &[AtomId]) {
        let mut open: Vec<AtomId> = roots.to_vec();
        while !open.is_empty() {
            let mut rows = Vec::new();
            for atom in std::mem::take(&mut open) {
                if self.supports.get(atom.0 as usize).is_none_or(Option::is_some) {
                    continue;
                }
                match self.node_of(atom).cloned() {
                    Some(Node::Row(relation, row)) => {
                        rows.push((atom, relation, row, Carrying::Counts));
                        self.settle(atom, Vec::new());
                    }
                    Some(Node::Step(relation, row)) => {
                        rows.push((atom, relation, row, Carrying::Aside));
                        self.settle(atom, Vec::new());
                    }
                    Some(Node::Contradiction(clash)) => {
                        let clash = self.clashes.get(clash.0 as usize);
                        let rows = clash.map(Contradiction::rows).unwrap_or_default().into_iter();
                        let positive = rows.map(|(relation, row)| Node::Row(relation, row)).collect();
                        let elements = match clash {
                            Some(Contradiction::Values(id, _)) => {
                                self.pool.concluded(self.model, Origin::Violation(*id)).into_iter().collect()
                            }
                            _ => Vec::new(),
                        };
                        let made = Found { positive, elements, ..Found::default() };
                        let found = self.number_all(vec![made], &mut open);
                        self.settle(atom, found);
                    }
                    Some(Node::Result(count, group, _)) => self.count(count, &group, &mut open),
                    Some(Node::State(..)) | None => {}
                }
            }
            for (atom, supports) in self.instances(&rows) {
                let found = self.number_all(supports, &mut open);
                self.settle(atom, found);
            }
            if self.nodes.len() > NODES {
                self.whole = false;
                return;
            }
        }
    }

    /// Finds out which nodes hold whatever is chosen, and which could, so that no slice goes into the others.
    fn bound(&mut self) {
        if self.bounds.0.len() == self.nodes.len() {
            return;
        }
        let all: Vec<AtomId> = (0_u32..).map(AtomId).take(self.nodes.len()).collect();
        self.expand(&all);
        // What was not looked at to the end is known of nothing.
        if !self.whole {
            return;
        }
        let whole = self.everything(&[]);
        let open = vec![Choice::Open; whole.elements.len()];
        self.bounds = whole.model(&open);
    }

    fn settle(&mut self, atom: AtomId, found: Vec<Support>) {
        if let Some(slot) = self.supports.get_mut(atom.0 as usize) {
            *slot = Some(found);
        }
    }

    fn number_all(&mut self, found: Vec<Found>, open: &mut Vec<AtomId>) -> Vec<Support> {
        let mut made = Vec::with_capacity(found.len());
        for Found { positive, negative, elements } in found {
            let positive: Vec<AtomId> = positive.into_iter().map(|node| self.node(node)).collect();
            let negative: Vec<AtomId> = negative.into_iter().map(|node| self.node(node)).collect();
            open.extend(positive.iter().chain(&negative));
            let elements = elements.into_iter().map(|element| self.number(element)).collect();
            made.push(Support { positive, negative, elements });
        }
        made
    }

    /// What supports rows: those who state them, and the instances of rules that conclude them.
    fn instances(&mut self, rows: &[(AtomId, RelationId, RowId, Carrying)]) -> Vec<(AtomId, Vec<Found>)> {
        let model = self.model;
        let pool = &self.pool;
        let upper = &mut self.upper;
        let counts: BTreeMap<(u32, usize), u32> =
            (0..).zip(&upper.counted).map(|(at, (place, _))| (*place, at)).collect();
        let (program, original, database, legend, varying) =
            (&upper.program, &upper.original, &upper.database, &upper.legend, &upper.varying);
        let varies = |relation: RelationId| varying.get(relation.index()).copied().unwrap_or(false);
        let guide = upper.guide.take().unwrap_or_else(|| Guide::new(program));
        let mut graph = Graph::guided(program, database, &mut upper.values, guide);
        let mut made = Vec::with_capacity(rows.len());
        for (atom, relation, row, carrying) in rows {
            let mut supports = Vec::new();
            if !varies(*relation) || pool.given(model, legend, *relation, *row) {
                made.push((*atom, vec![Found::default()]));
                continue;
            }
            for stater in legend.staters.of(*relation, *row) {
                let elements = pool.stated(model, stater).into_iter().collect();
                supports.push(Found { elements, ..Found::default() });
            }
            let Some(values) = database.row(*relation, *row) else { continue };
            let instances = graph.instances(*relation, values, ALLOWANCE);
            self.whole &= instances.coverage == Coverage::Complete;
            for instance in &instances.list {
                let Some(rule) = original.rules.get(instance.rule.index()) else { continue };
                let step = first_step(rule);
                if step.is_some() && *carrying == Carrying::Aside {
                    continue;
                }
                let mut found = Found::default();
                let origin = legend.origins.get(instance.rule.index()).copied();
                found.elements.extend(origin.and_then(|origin| pool.concluded(model, origin)));
                for (at, literal) in rule.body.iter().enumerate() {
                    match literal {
                        Literal::Positive(atom) if varies(atom.relation) => {
                            let row = instantiate(atom, instance);
                            if let Some(row) = database.find(atom.relation, &row) {
                                // A way is a first step and a way from there: all ways are found so, and none
                                // twice for the places at which it could be cut in two.
                                let node = if step == Some(at) { Node::Step } else { Node::Row };
                                found.positive.push(node(atom.relation, row));
                            }
                        }
                        Literal::Negative(atom) if varies(atom.relation) => {
                            let row = instantiate(atom, instance);
                            if let Some(Role::Withheld(id, _)) = legend.roles.get(atom.relation.index()) {
                                found.elements.push(Assumption::Application(*id, row));
                            } else if let Some(row) = database.find(atom.relation, &row) {
                                found.negative.push(Node::Row(atom.relation, row));
                            }
                        }
                        Literal::Aggregate(variable, aggregate) if varies(aggregate.relation) => {
                            let number = u32::try_from(instance.rule.index()).unwrap_or(u32::MAX);
                            let result = instance.binding.get(variable.index()).copied();
                            if let (Some(count), Some(result)) = (counts.get(&(number, at)), result) {
                                let group = group(aggregate, instance);
                                found.positive.push(Node::Result(*count, group, result));
                            }
                        }
                        Literal::Positive(_)
                        | Literal::Negative(_)
                        | Literal::Compare(..)
                        | Literal::Bind(..)
                        | Literal::Aggregate(..) => {}
                    }
                }
                supports.push(found);
            }
            made.push((*atom, supports));
        }
        upper.guide = Some(graph.into_guide());
        made
    }

    /// Makes the nodes of a count, one for each state after each row, and those of its results.
    fn count(&mut self, count: u32, group: &[Constant], open: &mut Vec<AtomId>) {
        let Some((_, counted)) = self.upper.counted.get(count as usize).cloned() else { return };
        let aggregate = counted.aggregate;
        let given = |relation, row| self.pool.given(self.model, &self.upper.legend, relation, row);
        let tally = Tally::new(&aggregate, group, &self.upper.database, &given);
        let state = |step: usize, state: State| {
            Node::State(count, group.to_vec(), u32::try_from(step).unwrap_or(u32::MAX), state)
        };
        let mut states: BTreeMap<State, Vec<Found>> =
            BTreeMap::from([(tally.start(), vec![Found::default()])]);
        for (step, (row, value)) in tally.rows.iter().enumerate() {
            let mut next: BTreeMap<State, Vec<Found>> = BTreeMap::new();
            for (before, supports) in std::mem::take(&mut states) {
                let after = tally.step(&before, *value, &mut self.upper.values);
                let node = state(step, before.clone());
                let numbered = self.number_all(supports, open);
                let atom = self.node(node.clone());
                self.settle(atom, numbered);
                let row = Node::Row(aggregate.relation, *row);
                next.entry(after)
                    .or_default()
                    .push(Found { positive: vec![node.clone(), row.clone()], ..Found::default() });
                if !tally.certain.get(step).copied().unwrap_or(false) {
                    let passed = Found { positive: vec![node], negative: vec![row], ..Found::default() };
                    next.entry(before).or_default().push(passed);
                }
            }
            if next.len() > STATES {
                self.whole = false;
                next = next.into_iter().take(STATES).collect();
            }
            states = next;
        }
        let mut results: BTreeMap<Constant, Vec<Found>> = BTreeMap::new();
        for (last, supports) in states {
            if let Some(result) = Tally::result(&last, &mut self.upper.values) {
                results.entry(result).or_default().extend(supports);
            }
        }
        for (result, supports) in results {
            let atom = self.node(Node::Result(count, group.to_vec(), result));
            let numbered = self.number_all(supports, open);
            self.settle(atom, numbered);
        }
    }

    /// The slice of a node whose supports are known.
    fn slice(&self, root: AtomId) -> Slice {
        self.grown(SliceBuilder::default(), vec![root], 0).0
    }

    /// The slice that tells whether any of some nodes holds, each rule of its root naming one of them; and the
    /// number of each node in it, where that depends on the choice.
    pub(in crate::reason) fn any(&mut self, roots: &[AtomId]) -> (Slice, Vec<Option<u32>>) {
        self.expand(roots);
        if roots.len() > FEW {
            self.bound();
        }
        let mut draft = SliceBuilder::default();
        for at in (1_u32..).take(roots.len()) {
            draft.rule(0, vec![at], Vec::new(), Vec::new());
        }
        let (slice, numbers) = self.grown(draft, roots.to_vec(), 1);
        let numbers = (1_u32..).take(roots.len()).map(|at| numbers.get(&at).copied()).collect();
        (slice, numbers)
    }

    /// Whether a support counts under some choice, as far as that was found out.
    fn may_count(&self, support: &Support) -> bool {
        let (lower, upper) = &self.bounds;
        support.positive.iter().all(|atom| upper.get(atom.index()).copied().unwrap_or(true))
            && !support.negative.iter().any(|atom| lower.get(atom.index()).copied().unwrap_or(false))
    }

    /// A draft to which the supports of nodes are added, and of all that these mention; the first of them
    /// is its atom number `first`.
    fn grown(
        &self,
        mut draft: SliceBuilder,
        mut order: Vec<AtomId>,
        first: u32,
    ) -> (Slice, BTreeMap<u32, u32>) {
        let name = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(first);
        let mut numbers: BTreeMap<AtomId, u32> =
            order.iter().enumerate().map(|(at, atom)| (*atom, name(at))).collect();
        let mut at = 0;
        while let Some(atom) = order.get(at).copied() {
            let head = name(at);
            at += 1;
            if self.bounds.0.get(atom.index()).copied().unwrap_or(false) {
                draft.rule(head, Vec::new(), Vec::new(), Vec::new());
                continue;
            }
            let supports = self.supports.get(atom.0 as usize).and_then(Option::as_ref);
            for support in supports.into_iter().flatten().filter(|support| self.may_count(support)) {
                let mut number = |atom: &AtomId| {
                    *numbers.entry(*atom).or_insert_with(|| {
                        order.push(*atom);
                        name(order.len() - 1)
                    })
                };
                let positive = support.positive.iter().map(&mut number).collect();
                let negative = support.negative.iter().map(&mut number).collect();
                draft.rule(head, positive, negative, support.elements.clone());
            }
        }
        Slice::cut(draft, order.len() + first as usize)
    }
}

/// Where a rule says that a relation of two carries over, from one to the next and so to the one after: the
/// position in its body of the first step.
fn first_step(rule: &Rule) -> Option<usize> {
    let [Literal::Positive(one), Literal::Positive(other)] = rule.body.as_slice() else { return None };
    let [from @ engine::Term::Variable(_), to @ engine::Term::Variable(_)] = rule.head.terms.as_slice()
    else {
        return None;
    };
    let same = rule.head.relation == one.relation && one.relation == other.relation;
    let joined = |first: &Atom, second: &Atom| match (first.terms.as_slice(), second.terms.as_slice()) {
        ([start, via @ engine::Term::Variable(_)], [onward, end]) => {
            start == from && end == to && via == onward && from != to && from != via && via != to
        }
        _ => false,
    };
    match (same, joined(one, other), joined(other, one)) {
        (true, true, _) => Some(0),
        (true, false, true) => Some(1),
        (true, false, false) | (false, ..) => None,
    }
}

fn instantiate(atom: &Atom, instance: &Instance) -> Vec<Constant> {
    atom.terms.iter().filter_map(|term| value(*term, instance)).collect()
}

fn group(aggregate: &Aggregate, instance: &Instance) -> Vec<Constant> {
    aggregate.group.iter().flatten().filter_map(|term| value(*term, instance)).collect()
}

fn value(term: engine::Term, instance: &Instance) -> Option<Constant> {
    match term {
        engine::Term::Constant(constant) => Some(constant),
        engine::Term::Variable(variable) => instance.binding.get(variable.index()).copied(),
    }
}
