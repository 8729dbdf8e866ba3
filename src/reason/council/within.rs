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
        let [Term::Symbol(group), subject, _] = row else { return None };
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

    fn ends(&self, read: &Read, subject: &Term, above: &mut Vec<SymbolId>) -> Ends {
        let mut ends = Ends {
            compound: Compound { rule: read.rule.clone(), ..Compound::default() },
            members: Vec::new(),
            groups: Vec::new(),
        };
        let settled = self.rows(self.model.known.settled_by);
        for (at, member) in read.members.iter().enumerate() {
            let wanted = [Term::Symbol(*member), subject.clone()];
            let own = settled.iter().find(|row| row.starts_with(&wanted)).filter(|_| !above.contains(member));
            let Some(own) = own.and_then(|row| self.read(row).0) else {
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
