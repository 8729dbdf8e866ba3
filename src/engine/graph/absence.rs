//! A row that does not hold to the rules that could have derived it and what stopped each.
//!
//! For each rule the fewest literals are looked for without which the rest of its body can be satisfied.
//! **Invariant:** of the literals of an attempt each is satisfied, missing, or cannot be judged since a
//! missing one leaves its variables open.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Graph;
use super::search::{Scope, Search, Turnout};
use crate::engine::check::{inputs, outputs, variables_of};
use crate::engine::program::{Atom, Constant, Domain, Literal, RelationId, Rule, RuleId, Variable};

/// At most so many bindings of one rule are kept.
const BINDINGS: usize = 4;

/// A rule that could have derived a row, as far as its body can be satisfied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The rule.
    pub rule: RuleId,
    /// The values of the variables that are bound by the head and the satisfied literals.
    pub binding: Vec<Option<Constant>>,
    /// The positions in the body of the literals that are satisfied together, ascending.
    pub satisfied: Vec<usize>,
    /// The positions of the literals that are not, ascending; with fewer the rest cannot be satisfied.
    pub missing: Vec<usize>,
    /// How many literals cannot be judged.
    pub unseen: usize,
}

/// Whether a row could be there, of which some columns may not be known.
pub type Fits<'a, D> = dyn Fn(&D, RelationId, &[Option<Constant>]) -> bool + 'a;

impl<D: Domain + ?Sized> Graph<'_, D> {
    /// For each rule whose head fits the row, the bindings under which the fewest literals are missing,
    /// up to an allowance of search steps. The nearest misses come first. Rules that do derive the row
    /// are left out, and so are bindings under which a missing row is none that could be there.
    pub fn attempts(
        &mut self,
        relation: RelationId,
        row: &[Constant],
        mut allowance: u64,
        fits: &Fits<'_, D>,
    ) -> Vec<Attempt> {
        let mut attempts = Vec::new();
        for id in self.rules_of(relation) {
            let Some(mut search) = self.search(id, row, Scope::True) else { continue };
            if search.next(self.domain, &mut allowance) == Turnout::Found {
                continue;
            }
            let binding = search.binding().to_vec();
            drop(search);
            // Later rules get their share too.
            let mut share = allowance / 4;
            attempts.extend(self.nearest(id, &binding, &mut share, fits));
        }
        attempts.sort_by_key(|attempt| {
            (attempt.missing.len(), attempt.unseen, std::cmp::Reverse(attempt.satisfied.len()))
        });
        attempts
    }

    /// The bindings of one rule that leave out the fewest literals.
    fn nearest(
        &mut self,
        id: RuleId,
        start: &[Option<Constant>],
        allowance: &mut u64,
        fits: &Fits<'_, D>,
    ) -> Vec<Attempt> {
        let (program, database) = (self.program, self.database);
        let Some(rule) = program.rules.get(id.index()) else { return Vec::new() };
        let Some(order) = self.guide.orders.get(&id).cloned() else { return Vec::new() };
        for size in 1..=order.len() {
            let mut found: Vec<(bool, Attempt)> = Vec::new();
            for left_out in subsets(order.len(), size) {
                let left_out: BTreeSet<usize> =
                    left_out.iter().filter_map(|turn| order.get(*turn)).copied().collect();
                let joined = self.judgeable(rule, &order, &left_out);
                let unseen = order.len() - joined.len() - left_out.len();
                let mut satisfied = joined.clone();
                satisfied.sort_unstable();
                let mut search = Search::new(rule, joined.into(), Scope::True, database, start.to_vec());
                let mut kept = 0;
                while kept < BINDINGS && search.next(self.domain, allowance) == Turnout::Found {
                    if self.blocked(rule, &satisfied, &left_out, search.binding())
                        || !self.could_be(rule, &left_out, search.binding(), fits)
                    {
                        continue;
                    }
                    let attempt = Attempt {
                        rule: id,
                        binding: search.binding().to_vec(),
                        satisfied: satisfied.clone(),
                        missing: left_out.iter().copied().collect(),
                        unseen,
                    };
                    let fails = left_out.iter().all(|at| self.fails(rule, *at, &attempt.binding));
                    if !found.iter().any(|(_, known)| same(rule, known, &attempt)) {
                        found.push((fails, attempt));
                        kept += 1;
                    }
                }
            }
            // What is left out may be satisfied by itself, where only its values do not suit the rest.
            if found.iter().any(|(fails, _)| *fails) {
                found.retain(|(fails, _)| *fails);
            }
            if !found.is_empty() {
                return found.into_iter().map(|(_, attempt)| attempt).collect();
            }
        }
        Vec::new()
    }

    /// The literals that can be judged without those left out, in the order of joining. Whether a row is
    /// absent cannot be, where rules would derive it from what is left out.
    fn judgeable(&self, rule: &Rule, order: &Rc<[usize]>, left_out: &BTreeSet<usize>) -> Vec<usize> {
        let gone: BTreeSet<RelationId> = left_out
            .iter()
            .filter_map(|at| match rule.body.get(*at)? {
                Literal::Positive(atom) => Some(atom.relation),
                Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => {
                    None
                }
            })
            .collect();
        let mut bound: BTreeSet<Variable> = variables_of(&rule.head).into_iter().collect();
        let mut joined = Vec::new();
        for at in order.iter().copied().filter(|at| !left_out.contains(at)) {
            let Some(literal) = rule.body.get(at) else { continue };
            let inputs_bound = inputs(literal).iter().all(|variable| bound.contains(variable));
            let ready = match literal {
                Literal::Positive(_) => true,
                Literal::Negative(atom) => inputs_bound && !self.reads(atom.relation, &gone),
                Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => inputs_bound,
            };
            if ready {
                bound.extend(outputs(literal));
                joined.push(at);
            }
        }
        joined
    }

    /// Whether a rule for a relation has one of the others in its body.
    fn reads(&self, relation: RelationId, others: &BTreeSet<RelationId>) -> bool {
        let rules = self.guide.rules_of(relation).iter();
        let mut bodies =
            rules.filter_map(|id| self.program.rules.get(id.index())).flat_map(|rule| &rule.body);
        bodies.any(|literal| matches!(literal, Literal::Positive(atom) if others.contains(&atom.relation)))
    }

    /// Whether a literal that was not judged fails whatever comes of what is left out: what has to be
    /// absent is there.
    fn blocked(
        &self,
        rule: &Rule,
        joined: &[usize],
        left_out: &BTreeSet<usize>,
        binding: &[Option<Constant>],
    ) -> bool {
        let others = rule.body.iter().enumerate();
        let mut others = others.filter(|(at, _)| !joined.contains(at) && !left_out.contains(at));
        others.any(|(_, literal)| match literal {
            Literal::Negative(atom) => self.present(atom, binding) == Some(true),
            Literal::Positive(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => false,
        })
    }

    /// Whether what is left out could be there.
    fn could_be(
        &self,
        rule: &Rule,
        left_out: &BTreeSet<usize>,
        binding: &[Option<Constant>],
        fits: &Fits<'_, D>,
    ) -> bool {
        left_out.iter().all(|at| match rule.body.get(*at) {
            Some(Literal::Positive(atom)) => fits(self.domain, atom.relation, &pattern(atom, binding)),
            Some(
                Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..),
            )
            | None => true,
        })
    }

    /// Whether the row of an atom is there, or may be; `None` if the binding leaves it open.
    fn present(&self, atom: &Atom, binding: &[Option<Constant>]) -> Option<bool> {
        let row: Option<Vec<Constant>> = pattern(atom, binding).into_iter().collect();
        row.map(|row| {
            self.database.contains(atom.relation, &row) || self.database.is_undefined(atom.relation, &row)
        })
    }

    /// Whether no row at all satisfies a literal under a binding; of what the binding leaves open, and of
    /// comparisons, nothing more needs to be asked.
    fn fails(&self, rule: &Rule, at: usize, binding: &[Option<Constant>]) -> bool {
        match rule.body.get(at) {
            Some(Literal::Positive(atom)) => {
                self.database.matching(atom.relation, &pattern(atom, binding)).next().is_none()
            }
            Some(Literal::Negative(atom)) => self.present(atom, binding) != Some(false),
            // What would be computed for a value that nothing asks for is no miss.
            Some(Literal::Bind(target, _) | Literal::Aggregate(target, _)) => {
                binding.get(target.index()).copied().flatten().is_some()
            }
            Some(Literal::Compare(..)) | None => true,
        }
    }
}

/// Whether two attempts miss the same: their other variables tell a reader nothing new.
fn same(rule: &Rule, one: &Attempt, other: &Attempt) -> bool {
    one.missing == other.missing
        && one.missing.iter().filter_map(|at| rule.body.get(*at)).all(|literal| {
            variables(literal)
                .iter()
                .all(|variable| one.binding.get(variable.index()) == other.binding.get(variable.index()))
        })
}

fn variables(literal: &Literal) -> Vec<Variable> {
    inputs(literal).into_iter().chain(outputs(literal)).collect()
}

/// The sets of so many of the first `count` numbers, each ascending.
fn subsets(count: usize, size: usize) -> impl Iterator<Item = Vec<usize>> {
    let mut next = (size <= count).then(|| (0..size).collect::<Vec<usize>>());
    std::iter::from_fn(move || {
        let current = next.take()?;
        let mut later = current.clone();
        let at = (0..size).rev().find(|at| current.get(*at).is_some_and(|value| value + size - at < count));
        if let Some(at) = at
            && let Some(value) = current.get(at)
        {
            for (offset, slot) in later.iter_mut().skip(at).enumerate() {
                *slot = value + 1 + offset;
            }
            next = Some(later);
        }
        Some(current)
    })
}

/// What is known of a row of an atom under a binding.
fn pattern(atom: &Atom, binding: &[Option<Constant>]) -> Vec<Option<Constant>> {
    atom.terms.iter().map(|term| super::search::value(*term, binding)).collect()
}

#[cfg(test)]
mod tests {
    use super::subsets;

    #[test]
    fn subsets_are_all_there() {
        let all: Vec<Vec<usize>> = subsets(4, 2).collect();
        assert_eq!(all, [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]);
        assert_eq!(subsets(3, 3).count(), 1);
        assert_eq!(subsets(2, 3).count(), 0);
        assert_eq!(subsets(6, 3).count(), 20);
    }
}
