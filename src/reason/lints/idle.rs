//! Rules whose condition is met nowhere: neither in the base view nor in a scenario.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Kind, Statement};
use crate::reason::{Session, Stop};
use crate::theory::{Query, Threshold, View};
use std::collections::BTreeSet;

/// The analyst's rules that never fire, however little likely what they ask for may be.
pub(super) fn idle(session: &mut Session<'_>) -> Result<Vec<Diagnostic>, Stop> {
    let model = session.model;
    let rules: Vec<(&Statement, Query)> = model
        .statements()
        .filter(|(id, statement)| model.is_own(*id) && matches!(statement.kind, Kind::Rule(_)))
        .filter_map(|(_, statement)| {
            let formula = statement.body.clone()?;
            Some((statement, Query { formula, variables: statement.variables.clone() }))
        })
        .collect();
    if rules.is_empty() {
        return Ok(Vec::new());
    }
    let queries: Vec<Query> = rules.iter().map(|(_, query)| query.clone()).collect();
    let mut met = BTreeSet::new();
    let scenarios = model.scenarios.iter().map(|scenario| Some(scenario.symbol));
    for scenario in std::iter::once(None).chain(scenarios) {
        let claimed = model.hypotheses.keys().copied().collect();
        let view = View { scenario, claimed, threshold: Threshold::Any, ..View::default() };
        let viewed = session.look(&view, None, &queries)?;
        for at in 0..queries.len() {
            if let Some((relation, _)) = viewed.evaluated.query(at)
                && viewed.evaluated.database.rows(relation).next().is_some()
            {
                met.insert(at);
            }
        }
    }
    let idle = rules.iter().enumerate().filter(|(at, _)| !met.contains(at));
    let tell = |(_, (statement, _)): (usize, &(&Statement, Query))| {
        let message = if statement.name.is_empty() {
            String::from("a rule that never fires")
        } else {
            format!("the rule `{}` never fires", statement.name)
        };
        Diagnostic::new(Code::IdleRule, message)
            .label(statement.span, "its condition is met in no view and in no scenario")
            .help("ask `why not` for what it should conclude, or take it away")
    };
    Ok(idle.map(tell).collect())
}
