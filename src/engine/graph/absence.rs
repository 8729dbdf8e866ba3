//! A row that does not hold to the rules that could have derived it and what stopped each.

use super::Graph;
use super::search::{Scope, Turnout};
use crate::engine::program::{Constant, Domain, RelationId, RuleId};

/// A rule that could have derived a row, as far as its body can be satisfied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The rule.
    pub rule: RuleId,
    /// The values of the variables that are bound by the head and the satisfied literals.
    pub binding: Vec<Option<Constant>>,
    /// The positions in the body of the literals that are satisfied together, ascending.
    pub satisfied: Vec<usize>,
    /// The position in the body of the literal that no extension of the binding satisfies.
    pub stopped_by: usize,
    /// How many literals were not looked at, since one before them failed.
    pub unseen: usize,
}

impl<D: Domain + ?Sized> Graph<'_, D> {
    /// For each rule whose head fits the row, the partial bindings that satisfy most of its body, in
    /// the order in which literals are joined. The fewest missing literals come first. Rules that do
    /// derive the row are left out, as are those that the allowance of search steps did not reach.
    pub fn attempts(&mut self, relation: RelationId, row: &[Constant], mut allowance: u64) -> Vec<Attempt> {
        let mut attempts = Vec::new();
        for id in self.rules_of(relation) {
            let Some(mut search) = self.search(id, row, Scope::True) else { continue };
            match search.next(self.domain, &mut allowance) {
                Turnout::Found => continue,
                Turnout::Exhausted | Turnout::Spent => {}
            }
            let Some(order) = self.orders.get(&id) else { continue };
            for miss in search.misses() {
                let Some(&stopped_by) = order.get(miss.turn) else { continue };
                let mut satisfied: Vec<usize> = order.iter().take(miss.turn).copied().collect();
                satisfied.sort_unstable();
                let unseen = order.len() - miss.turn - 1;
                attempts.push(Attempt {
                    rule: id,
                    binding: miss.binding.clone(),
                    satisfied,
                    stopped_by,
                    unseen,
                });
            }
        }
        attempts.sort_by_key(|attempt| attempt.unseen);
        attempts
    }
}
