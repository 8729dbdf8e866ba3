//! What contradicts what: the pairs and violations that some choice could lead to.

use super::Lineage;
use super::node::{AtomId, Clash, ClashId, Node};
use crate::engine::{RelationId, RowId};
use crate::model::statement::{Kind, SymbolId, Term};
use crate::syntax::ast::Sign;
use std::collections::BTreeSet;

impl Lineage<'_> {
    /// The node of a contradiction.
    pub(in crate::reason) fn clash(&mut self, id: ClashId) -> AtomId {
        self.node(Node::Clash(id))
    }

    pub(super) fn gather(&self) -> Vec<Clash> {
        let (database, legend) = (&self.upper.database, &self.upper.legend);
        let mut found = Vec::new();
        for ((relation, sign), no) in &legend.sentences {
            if *sign == Sign::Positive {
                continue;
            }
            let Some(yes) = legend.sentences.get(&(*relation, Sign::Positive)) else { continue };
            for (row, values) in database.rows(*no) {
                if let Some(other) = database.find(*yes, values) {
                    found.push(Clash::Denied([(*yes, other), (*no, row)]));
                } else if self.upper.values.is_coarse(values) {
                    let denied = database.rows(*yes).filter(|(_, yes)| self.upper.values.denies(values, yes));
                    found.extend(denied.map(|(other, _)| Clash::Denied([(*yes, other), (*no, row)])));
                }
            }
        }
        for (at, origin) in (0..).map(RelationId).zip(&legend.roles) {
            let crate::theory::Role::Violation(id, _) = origin else { continue };
            if self.model.statement(*id).is_none_or(|statement| statement.kind != Kind::Impossible) {
                continue;
            }
            // Two values that exclude each other are one contradiction, whichever comes first.
            let mut told = BTreeSet::new();
            for (row, values) in database.rows(at) {
                let mut sorted = values.to_vec();
                sorted.sort_unstable();
                if told.insert(sorted) {
                    found.push(Clash::Impossible(*id, (at, row)));
                }
            }
        }
        found.extend(self.rivals());
        found
    }

    fn rivals(&self) -> Vec<Clash> {
        let mut found = Vec::new();
        let holds = self.model.known.holds;
        let holds = holds.and_then(|id| self.upper.legend.sentences.get(&(id, Sign::Positive)).copied());
        let Some(holds) = holds else { return found };
        for question in self.model.questions.iter().filter(|question| question.exclusive) {
            let rows: Vec<(SymbolId, RowId)> = question
                .hypotheses
                .iter()
                .filter_map(|symbol| {
                    let constant = self.upper.values.known(&Term::Symbol(*symbol))?;
                    Some((*symbol, self.upper.database.find(holds, &[constant])?))
                })
                .collect();
            for (at, (one, first)) in rows.iter().enumerate() {
                for (other, second) in rows.iter().skip(at + 1) {
                    found.push(Clash::Rivals([*one, *other], [(holds, *first), (holds, *second)]));
                }
            }
        }
        found
    }
}
