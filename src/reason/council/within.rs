//! The power of those who vote within the groups that are members of a council.
//!
//! A member that decides on the same thing by a rule of its own votes as its members do (Shapley 1962, on compound
//! simple games). Invariant: nobody is counted twice; who stands in two of the groups makes their votes depend on each
//! other, and then nothing is told.

use super::rule::{Read, Reading};
use super::seat;
use crate::model::statement::{SymbolId, Term};
use crate::report::{Seat, Within};
use crate::voting::{Compound, measure_within};
use std::collections::BTreeSet;

/// A rule with its bodies, and who stands at the ends.
struct Ends {
    compound: Compound,
    members: Vec<SymbolId>,
    groups: Vec<SymbolId>,
}

impl Reading<'_> {
    /// What a decision comes to for those at the ends, where a member is a group with a rule of its own.
    pub(super) fn within(&self, row: &[Term], read: &Read) -> Option<Within> {
        let [Term::Symbol(group), subject, ..] = row else { return None };
        let ends = self.ends(read, subject, &mut vec![*group]);
        if ends.groups.is_empty() {
            return None;
        }
        let once: BTreeSet<SymbolId> = ends.members.iter().copied().collect();
        if once.len() < ends.members.len() {
            return None;
        }
        let power = measure_within(&ends.compound).ok()?;
        let name = |symbol: &SymbolId| self.model.write_symbol(*symbol);
        let seats = ends.members.iter().enumerate().map(|(at, member)| Seat {
            name: name(member),
            weights: Vec::new(),
            vote: None,
            power: seat(&power, at),
        });
        Some(Within {
            groups: ends.groups.iter().map(name).collect(),
            winning: power.winning.to_string(),
            smallest: power.smallest.as_ref().map(ToString::to_string),
            blocking: power.blocking.as_ref().map(ToString::to_string),
            members: seats.collect(),
        })
    }

    /// Adds the votes of the members that are groups with rules of their own: such a group is for what those of its
    /// members who are for it carry, and against what those who are against it block.
    pub(super) fn vote_within(
        &self,
        read: &Read,
        subject: &Term,
        (yes, no): (&mut Vec<SymbolId>, &mut Vec<SymbolId>),
        above: &mut Vec<SymbolId>,
    ) {
        for member in &read.members {
            let Some(own) = self.own_rule(*member, subject, above) else { continue };
            above.push(*member);
            self.vote_within(&own, subject, (&mut *yes, &mut *no), above);
            above.pop();
            if yes.contains(member) || no.contains(member) {
                continue;
            }
            let among =
                |list: &[SymbolId], at: usize| own.members.get(at).is_some_and(|one| list.contains(one));
            let voted = own.once_against(no);
            let some = own.members.iter().any(|one| yes.contains(one));
            if some && voted.carried_by(|at| among(yes, at)) {
                yes.push(*member);
            } else if !voted.carried_by(|at| !among(no, at)) {
                no.push(*member);
            }
        }
    }

    /// Who votes within the groups that are members, and these groups.
    pub(super) fn voters(&self, read: &Read, subject: &Term, group: SymbolId) -> Vec<SymbolId> {
        let ends = self.ends(read, subject, &mut vec![group]);
        ends.members.into_iter().chain(ends.groups).collect()
    }

    /// The rule by which a member decides on the same thing, if it is a group that has one.
    fn own_rule(&self, member: SymbolId, subject: &Term, above: &[SymbolId]) -> Option<Read> {
        let wanted = [Term::Symbol(member), subject.clone()];
        let settled = self.rows(self.model.known.settled_by);
        let row = settled.iter().find(|row| row.starts_with(&wanted)).filter(|_| !above.contains(&member))?;
        self.read(row).0
    }

    fn ends(&self, read: &Read, subject: &Term, above: &mut Vec<SymbolId>) -> Ends {
        let mut ends = Ends {
            compound: Compound { rule: read.rule.clone(), ..Compound::default() },
            members: Vec::new(),
            groups: Vec::new(),
        };
        for (at, member) in read.members.iter().enumerate() {
            let Some(own) = self.own_rule(*member, subject, above) else {
                ends.members.push(*member);
                continue;
            };
            above.push(*member);
            let inner = self.ends(&own, subject, above);
            above.pop();
            ends.compound.bodies.insert(at, inner.compound);
            ends.members.extend(inner.members);
            ends.groups.push(*member);
            ends.groups.extend(inner.groups);
        }
        ends
    }
}
