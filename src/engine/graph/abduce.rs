//! A row that does not hold to the smallest sets of rows that would complete a derivation of it
//! (abduction: Kakas, Kowalski and Toni 1992; labels as in an assumption-based truth maintenance system:
//! de Kleer 1986).
//!
//! What must be derived, and what must be kept from being derived, are the nodes of a graph that grows
//! backward from the goal; each node has the smallest sets of assumptions that settle it.
//! **Invariant:** a set that is given out has no more members than asked for, and without `unless` every
//! smallest set is found; where rows that hold now could be lost, the caller looks whether the set does.

use std::collections::{BTreeMap, BTreeSet};

use super::instances::Premise;
use super::label::label;
use super::search::{aggregated, computed, in_doubt, value};
use super::{Coverage, Graph, unify};
use crate::engine::check::inputs;
use crate::engine::database::Derivation;
use crate::engine::program::{Atom, Constant, Domain, Literal, RelationId, Rule, Term, Variable};

/// The most nodes of a graph.
const NODES: usize = 100_000;

/// How many steps the sets of all nodes may take.
const LABELS: u64 = 4_000_000;

/// Rules with more positive literals than this are not looked at.
const LITERALS: usize = 24;

/// What may be assumed.
pub trait Assumable {
    /// The constants that may stand in a column; empty where they cannot be listed.
    fn names(&self, relation: RelationId, column: usize) -> &[Constant];
    /// Whether a row that does not hold may be assumed.
    fn may(&self, relation: RelationId, row: &[Constant]) -> bool;
}

/// Rows that, assumed together, would complete a derivation.
pub type Assumed = Vec<(RelationId, Vec<Constant>)>;

/// What a search for assumptions came to.
#[derive(Clone, Debug)]
pub struct Abduced {
    /// The sets, the smaller ones first, then those nearer to the goal.
    pub sets: Vec<Assumed>,
    /// Whether these are all.
    pub coverage: Coverage,
}

/// What has to be settled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    /// The row must come to hold.
    Prove(RelationId, Vec<Constant>),
    /// The row holds, or is undefined, and must not.
    Defeat(RelationId, Vec<Constant>),
    /// The instance, by position, must not be one any more.
    Break(usize),
}

struct Search<'g, 'a, D: ?Sized> {
    graph: &'g mut Graph<'a, D>,
    assumable: &'g dyn Assumable,
    size: usize,
    allowance: u64,
    coverage: Coverage,
    numbers: BTreeMap<Node, usize>,
    nodes: Vec<Node>,
    /// For each node, the lists of nodes that settle it together.
    supports: Vec<Vec<Vec<usize>>>,
    instances: Vec<Vec<Premise>>,
}

impl<D: Domain + ?Sized> Graph<'_, D> {
    /// The smallest sets of at most `size` rows without which the row does not hold and with which it
    /// could; the row itself is not among them.
    pub fn abduce(
        &mut self,
        relation: RelationId,
        row: &[Constant],
        size: usize,
        assumable: &dyn Assumable,
        allowance: u64,
    ) -> Abduced {
        let mut search = Search {
            graph: self,
            assumable,
            size,
            allowance,
            coverage: Coverage::Complete,
            numbers: BTreeMap::new(),
            nodes: Vec::new(),
            supports: Vec::new(),
            instances: Vec::new(),
        };
        search.node(Node::Prove(relation, row.to_vec()));
        search.grow();
        let assumptions: Vec<usize> = search.assumptions().collect();
        let (mut sets, coverage) = label(&search.supports, &assumptions, size, LABELS);
        if coverage == Coverage::Bounded {
            search.coverage = coverage;
        }
        // Nodes are numbered by their distance from the goal.
        sets.sort_by(|a, b| (a.len(), a.last(), a).cmp(&(b.len(), b.last(), b)));
        let row = |at: &usize| match search.nodes.get(*at) {
            Some(Node::Prove(relation, row)) => Some((*relation, row.clone())),
            Some(Node::Defeat(..) | Node::Break(_)) | None => None,
        };
        let sets = sets.iter().map(|set| set.iter().filter_map(row).collect()).collect();
        Abduced { sets, coverage: search.coverage }
    }
}

impl<D: Domain + ?Sized> Search<'_, '_, D> {
    fn node(&mut self, node: Node) -> usize {
        if let Some(known) = self.numbers.get(&node) {
            return *known;
        }
        let number = self.nodes.len();
        self.numbers.insert(node.clone(), number);
        self.nodes.push(node);
        self.supports.push(Vec::new());
        number
    }

    /// The nodes that may be assumed; the goal is none of them.
    fn assumptions(&self) -> impl Iterator<Item = usize> {
        self.nodes.iter().enumerate().skip(1).filter_map(|(at, node)| match node {
            Node::Prove(relation, row) if self.assumable.may(*relation, row) => Some(at),
            Node::Prove(..) | Node::Defeat(..) | Node::Break(_) => None,
        })
    }

    /// Adds the supports of every node that is met, the goal first.
    fn grow(&mut self) {
        let mut at = 0;
        while let Some(node) = self.nodes.get(at).cloned() {
            if self.nodes.len() > NODES || self.allowance == 0 {
                self.coverage = Coverage::Bounded;
                return;
            }
            let mut found = match node {
                Node::Prove(relation, row) => self.derivations(relation, &row),
                Node::Defeat(relation, row) => self.attacks(relation, &row),
                Node::Break(instance) => self.breaches(instance),
            };
            for support in &mut found {
                support.sort_unstable();
                support.dedup();
            }
            found.sort_unstable();
            found.dedup();
            if let Some(slot) = self.supports.get_mut(at) {
                *slot = found;
            }
            at += 1;
        }
    }

    /// To keep a row from holding, each instance behind it must be broken; a fact holds whatever is
    /// assumed.
    fn attacks(&mut self, relation: RelationId, values: &[Constant]) -> Vec<Vec<usize>> {
        if self.is_fact(relation, values) {
            return Vec::new();
        }
        let found = if self.graph.database.contains(relation, values) {
            self.graph.instances(relation, values, self.allowance)
        } else {
            self.graph.possible_instances(relation, values, self.allowance)
        };
        if found.coverage == Coverage::Bounded {
            self.coverage = Coverage::Bounded;
            return Vec::new();
        }
        let mut support = Vec::new();
        for instance in found.list {
            self.instances.push(instance.premises);
            support.push(self.node(Node::Break(self.instances.len() - 1)));
        }
        vec![support]
    }

    fn is_fact(&self, relation: RelationId, values: &[Constant]) -> bool {
        let row = self.graph.database.find(relation, values);
        row.is_some_and(|row| self.graph.database.derivation(relation, row) == Some(Derivation::Fact))
    }

    /// An instance is broken by any of its premises.
    fn breaches(&mut self, instance: usize) -> Vec<Vec<usize>> {
        let premises = self.instances.get(instance).cloned().unwrap_or_default();
        let mut found = Vec::new();
        for premise in premises {
            match premise {
                Premise::Absent(relation, row) | Premise::Undecided(relation, row)
                    if self.provable(relation, &row) =>
                {
                    found.push(vec![self.node(Node::Prove(relation, row))]);
                }
                Premise::Row(relation, row) => {
                    let values = self.graph.database.row(relation, row).map(<[_]>::to_vec);
                    if let Some(values) = values {
                        found.push(vec![self.node(Node::Defeat(relation, values))]);
                    }
                }
                Premise::Undefined(relation, row) => {
                    found.push(vec![self.node(Node::Defeat(relation, row))]);
                }
                Premise::Absent(..)
                | Premise::Undecided(..)
                | Premise::Condition
                | Premise::Value(_)
                | Premise::Aggregate(..)
                | Premise::Doubtful(..) => {}
            }
        }
        found
    }

    /// Whether something could make a row hold.
    fn provable(&self, relation: RelationId, row: &[Constant]) -> bool {
        self.graph.guide.derives(relation) || self.assumable.may(relation, row)
    }

    /// The instances that would derive a row if their open premises held.
    fn derivations(&mut self, relation: RelationId, row: &[Constant]) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        for id in self.graph.rules_of(relation) {
            let Some(rule) = self.graph.program.rules.get(id.index()) else { continue };
            let Some(binding) = unify(rule, row) else { continue };
            let order = self.graph.order(id, rule);
            let positive: Vec<usize> = order
                .iter()
                .copied()
                .filter(|at| matches!(rule.body.get(*at), Some(Literal::Positive(_))))
                .collect();
            if positive.len() > LITERALS {
                self.coverage = Coverage::Bounded;
                continue;
            }
            let mut state = State { rule, positive, binding, open: Vec::new() };
            self.join(&mut state, 0, &mut found);
        }
        found
    }

    /// Takes one step off the allowance; whether there was one.
    fn step(&mut self) -> bool {
        match self.allowance.checked_sub(1) {
            Some(left) => {
                self.allowance = left;
                true
            }
            None => {
                self.coverage = Coverage::Bounded;
                false
            }
        }
    }

    /// Satisfies the positive literals from `turn` on, each by a row that holds, or leaves it open.
    fn join(&mut self, state: &mut State<'_>, turn: usize, found: &mut Vec<Vec<usize>>) {
        if !self.step() {
            return;
        }
        let Some(at) = state.positive.get(turn).copied() else {
            self.compute_values(state, found);
            return;
        };
        let Some(Literal::Positive(atom)) = state.rule.body.get(at) else { return };
        let pattern: Vec<Option<Constant>> =
            atom.terms.iter().map(|term| value(*term, &state.binding)).collect();
        for row in self.graph.database.matching(atom.relation, &pattern) {
            let Some(values) = self.graph.database.row(atom.relation, row) else { continue };
            let saved = state.binding.clone();
            if bind(atom, values, &mut state.binding) {
                self.join(state, turn + 1, found);
            }
            state.binding = saved;
        }
        // Leaves without rules have to be assumed, each of them.
        let leaves = state.open.iter().filter(|open| {
            let relation = state.rule.body.get(**open).and_then(relation_of);
            relation.is_some_and(|relation| !self.graph.guide.derives(relation))
        });
        if leaves.count() <= self.size {
            state.open.push(at);
            self.join(state, turn + 1, found);
            state.open.pop();
        }
    }

    /// Computes what is bound by expressions and counts, then names what open literals leave open.
    fn compute_values(&mut self, state: &mut State<'_>, found: &mut Vec<Vec<usize>>) {
        let saved = state.binding.clone();
        self.name(state, found);
        state.binding = saved;
    }

    fn name(&mut self, state: &mut State<'_>, found: &mut Vec<Vec<usize>>) {
        if !self.step() || !self.calculate(state) {
            return;
        }
        let unbound = state.open.iter().find_map(|at| {
            let Some(Literal::Positive(atom)) = state.rule.body.get(*at) else { return None };
            let column = atom.terms.iter().position(|term| value(*term, &state.binding).is_none())?;
            match atom.terms.get(column) {
                Some(Term::Variable(variable)) => Some((*variable, self.candidates(state, *variable))),
                Some(Term::Constant(_)) | None => None,
            }
        });
        let Some((variable, names)) = unbound else {
            found.extend(self.support(state));
            return;
        };
        for name in names {
            let saved = state.binding.clone();
            if let Some(slot) = state.binding.get_mut(variable.index()) {
                *slot = Some(name);
            }
            self.name(state, found);
            state.binding = saved;
        }
    }

    /// The names that fit a variable wherever it stands in an open literal.
    fn candidates(&self, state: &State<'_>, variable: Variable) -> Vec<Constant> {
        let mut all: Option<BTreeSet<Constant>> = None;
        for at in &state.open {
            let Some(Literal::Positive(atom)) = state.rule.body.get(*at) else { continue };
            for (column, term) in atom.terms.iter().enumerate() {
                if *term != Term::Variable(variable) {
                    continue;
                }
                let names: BTreeSet<Constant> =
                    self.assumable.names(atom.relation, column).iter().copied().collect();
                all = Some(match all {
                    None => names,
                    Some(known) => known.intersection(&names).copied().collect(),
                });
            }
        }
        all.into_iter().flatten().collect()
    }

    /// Judges what is bound by now: false where a condition fails.
    fn calculate(&mut self, state: &mut State<'_>) -> bool {
        loop {
            let mut bound = false;
            for literal in &state.rule.body {
                let ready = inputs(literal)
                    .iter()
                    .all(|variable| state.binding.get(variable.index()).is_some_and(Option::is_some));
                if !ready {
                    continue;
                }
                let (variable, result) = match literal {
                    Literal::Bind(variable, expression) => {
                        (*variable, computed(expression, &state.binding, self.graph.domain))
                    }
                    Literal::Aggregate(variable, aggregate) => {
                        if in_doubt(self.graph.database, aggregate, &state.binding) {
                            return false;
                        }
                        let counted =
                            aggregated(self.graph.database, aggregate, &state.binding, self.graph.domain);
                        (*variable, counted.0)
                    }
                    Literal::Compare(comparison, left, right) => {
                        let left = computed(left, &state.binding, self.graph.domain);
                        let right = computed(right, &state.binding, self.graph.domain);
                        let holds = matches!((left, right), (Some(left), Some(right))
                            if self.graph.domain.compare(*comparison, left, right));
                        if !holds {
                            return false;
                        }
                        continue;
                    }
                    Literal::Positive(_) | Literal::Negative(_) => continue,
                };
                let Some(result) = result else { return false };
                match state.binding.get_mut(variable.index()) {
                    Some(Some(known)) if *known != result => return false,
                    Some(slot @ None) => {
                        *slot = Some(result);
                        bound = true;
                    }
                    Some(Some(_)) | None => {}
                }
            }
            if !bound {
                return true;
            }
        }
    }

    /// The nodes that an instance needs; `None` if it could never be one.
    fn support(&mut self, state: &State<'_>) -> Option<Vec<usize>> {
        let mut wanted: BTreeSet<Node> = BTreeSet::new();
        let mut leaves = 0;
        for (at, literal) in state.rule.body.iter().enumerate() {
            match literal {
                Literal::Positive(atom) if state.open.contains(&at) => {
                    let row = ground(atom, &state.binding)?;
                    // A row that holds is found by matching; leaving it open finds nothing more.
                    if self.graph.database.contains(atom.relation, &row) {
                        return None;
                    }
                    let may = self.assumable.may(atom.relation, &row);
                    let derivable = self.graph.guide.derives(atom.relation);
                    if !may && !derivable {
                        return None;
                    }
                    if wanted.insert(Node::Prove(atom.relation, row)) && !derivable {
                        leaves += 1;
                    }
                }
                Literal::Negative(atom) => {
                    let row = ground(atom, &state.binding)?;
                    if self.is_fact(atom.relation, &row) {
                        return None;
                    }
                    let database = self.graph.database;
                    if database.contains(atom.relation, &row) || database.is_undefined(atom.relation, &row) {
                        wanted.insert(Node::Defeat(atom.relation, row));
                    }
                }
                Literal::Positive(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => {}
            }
        }
        if leaves > self.size {
            return None;
        }
        Some(wanted.into_iter().map(|node| self.node(node)).collect())
    }
}

/// An instance under way.
struct State<'r> {
    rule: &'r Rule,
    /// The positions of the positive literals, in the order of joining.
    positive: Vec<usize>,
    binding: Vec<Option<Constant>>,
    /// The positions of the literals that are left open.
    open: Vec<usize>,
}

fn relation_of(literal: &Literal) -> Option<RelationId> {
    match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => Some(atom.relation),
        Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => None,
    }
}

fn ground(atom: &Atom, binding: &[Option<Constant>]) -> Option<Vec<Constant>> {
    atom.terms.iter().map(|term| value(*term, binding)).collect()
}

/// Binds the variables of an atom to a row; false if it does not fit.
fn bind(atom: &Atom, row: &[Constant], binding: &mut [Option<Constant>]) -> bool {
    atom.terms.iter().zip(row).all(|(term, &constant)| match term {
        Term::Constant(own) => *own == constant,
        Term::Variable(variable) => match binding.get_mut(variable.index()) {
            Some(Some(known)) => *known == constant,
            Some(slot) => {
                *slot = Some(constant);
                true
            }
            None => false,
        },
    })
}
