//! An evaluation that came to no end, and which statement of the model concluded the most.

use super::{Legend, Origin, Role};
use crate::engine::{Failure, Limit, Program, RuleId};
use crate::model::statement::{RelationId, StatementId};

/// Why there is no model, and whose conclusions grew.
#[derive(Debug)]
pub struct Unfinished {
    /// Why.
    pub failure: Failure,
    /// What concluded the most, and how many rows.
    pub grown: Option<(Grown, u64)>,
}

/// What concludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grown {
    /// A rule or a constraint, or a part of its body.
    Statement(StatementId),
    /// `symmetric`, of this relation.
    Symmetric(RelationId),
}

impl From<Failure> for Unfinished {
    fn from(failure: Failure) -> Self {
        Self { failure, grown: None }
    }
}

impl Unfinished {
    /// Whether it ended since there was too much, not since time was up or something is wrong.
    pub fn is_of_size(&self) -> bool {
        let size = |limit| matches!(limit, Limit::Rows(_) | Limit::Values(_) | Limit::Memory(_));
        matches!(&self.failure, Failure::Stopped(stopped) if size(stopped.limit))
    }

    /// The failure of a program that the legend explains.
    pub(crate) fn new(failure: Failure, program: &Program, legend: &Legend) -> Self {
        let grown = match &failure {
            Failure::Stopped(stopped) => stopped
                .rule
                .and_then(|rule| grown(program, legend, rule))
                .map(|grown| (grown, stopped.derived)),
            Failure::Invalid(_) | Failure::Facts | Failure::Cycle(_) => None,
        };
        Self { failure, grown }
    }
}

fn grown(program: &Program, legend: &Legend, rule: RuleId) -> Option<Grown> {
    match legend.origins.get(rule.index())? {
        Origin::Statement(id, _) | Origin::Violation(id) => Some(Grown::Statement(*id)),
        Origin::Symmetric(relation) => Some(Grown::Symmetric(*relation)),
        Origin::Auxiliary => {
            let head = program.rules.get(rule.index())?.head.relation;
            match legend.roles.get(head.index())? {
                Role::Auxiliary(part) => part.statement.map(Grown::Statement),
                Role::Sentence(..)
                | Role::Dated(..)
                | Role::Violation(..)
                | Role::Query(..)
                | Role::Suspended
                | Role::Withheld(..)
                | Role::Sort(_) => None,
            }
        }
        Origin::Query(_) => None,
    }
}
