//! Rules that count what they conclude: found, reported, and taken out.

use super::parts::Made;
use super::vocabulary::Vocabulary;
use super::{Legend, Origin};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::{self, Literal, Program, Rule, RuleId};
use crate::model::Model;
use crate::model::statement::StatementId;
use std::collections::BTreeSet;

/// What is wrong with rules that count what they conclude.
pub(super) fn counts_in_circles(model: &Model, vocabulary: &Vocabulary, rules: &[&Made]) -> Vec<Diagnostic> {
    let mut program = Program {
        relations: vocabulary.columns.clone(),
        rules: rules.iter().map(|made| made.rule.clone()).collect(),
    };
    let mut legend = Legend {
        origins: rules.iter().map(|made| made.origin).collect(),
        variables: rules.iter().map(|made| made.variables.clone()).collect(),
        ..Legend::default()
    };
    break_cycles(model, &mut program, &mut legend)
}

/// Whether some rule counts what it concludes.
pub(super) fn is_circular<'m>(vocabulary: &Vocabulary, rules: impl Iterator<Item = &'m Made>) -> bool {
    let rules: Vec<Rule> = rules.map(|made| made.rule.clone()).collect();
    let aggregates = |rule: &Rule| rule.body.iter().any(|l| matches!(l, Literal::Aggregate(..)));
    rules.iter().any(aggregates)
        && engine::stratify(&Program { relations: vocabulary.columns.clone(), rules }).is_err()
}

/// Takes out the rules that aggregate over what they derive, and reports them.
pub(super) fn break_cycles(model: &Model, program: &mut Program, legend: &mut Legend) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    while let Err(cycle) = engine::stratify(program) {
        let statements: BTreeSet<StatementId> = cycle
            .rules
            .iter()
            .filter_map(|rule| legend.origins.get(rule.index()))
            .filter_map(|origin| match origin {
                Origin::Statement(id, _) | Origin::Violation(id) => Some(*id),
                Origin::Symmetric(_) | Origin::Auxiliary | Origin::Query(_) => None,
            })
            .collect();
        let mut diagnostic = Diagnostic::new(
            Code::AggregateCycle,
            "something is counted in order to conclude what is counted",
        );
        for id in &statements {
            if let Some(statement) = model.statement(*id) {
                diagnostic = diagnostic.label(statement.span, "part of the circle");
            }
        }
        let help = "`count`, `sum`, `min`, `max` and `only` may not depend on their own result: leave one of these conclusions away";
        let diagnostic = diagnostic.help(help);
        if !diagnostics.contains(&diagnostic) {
            diagnostics.push(diagnostic);
        }
        let gone: BTreeSet<RuleId> = cycle.rules.iter().copied().collect();
        let mut at = (0..).map(RuleId);
        program.rules.retain(|_| at.next().is_some_and(|id| !gone.contains(&id)));
        let mut at = (0..).map(RuleId);
        legend.origins.retain(|_| at.next().is_some_and(|id| !gone.contains(&id)));
        let mut at = (0..).map(RuleId);
        legend.variables.retain(|_| at.next().is_some_and(|id| !gone.contains(&id)));
    }
    diagnostics
}
