//! What contradicts what: the pairs and violations that some choice could lead to.

use super::{AtomId, Lineage, Node};
use crate::engine::{RelationId, RowId};
use crate::model::statement::{Kind, StatementId, SymbolId, Term};
use crate::syntax::ast::Sign;
use std::collections::BTreeSet;

/// A contradiction, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::reason) struct ClashId(pub(in crate::reason) u32);

/// A contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Clash {
    /// A sentence and its negation: the rows of both.
    Denied([(RelationId, RowId); 2]),
    /// What an `impossible` says cannot be.
    Impossible(StatementId, (RelationId, RowId)),
    /// Two hypotheses of one exclusive question: the rows that say that they hold.
    Rivals([SymbolId; 2], [(RelationId, RowId); 2]),
}

impl Clash {
    /// The rows that hold together where the contradiction does.
    pub(in crate::reason) fn rows(&self) -> Vec<(RelationId, RowId)> {
        match self {
            Clash::Denied(rows) | Clash::Rivals(_, rows) => rows.to_vec(),
            Clash::Impossible(_, row) => vec![*row],
        }
    }
}

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
