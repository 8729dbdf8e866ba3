//! A view to the forecasts that count in it whatever is supposed.
//!
//! What is foreseen is no fact. Where a supposition is played through, the difference that it makes is taken between
//! two views without these forecasts; one whose condition only the supposition meets is part of the difference.
//! **Invariant:** a forecast that was resolved as true is not among them: what came true is so.

use super::{Options, Session, Stop};
use crate::model::Model;
use crate::model::statement::{Formula, Kind, Statement, StatementId, SymbolId};
use crate::report::Command;
use crate::syntax::ast::Outcome;
use crate::theory::{Query, View};
use std::collections::BTreeSet;

/// The forecasts of a model that are still open.
fn open(model: &Model) -> impl Iterator<Item = (StatementId, &Statement)> {
    model.statements().filter(|(_, statement)| {
        matches!(statement.kind, Kind::Forecast(_)) && model.outcome(statement) != Some(Outcome::True)
    })
}

fn condition((id, statement): (StatementId, &Statement)) -> Option<(StatementId, &Statement, Formula)> {
    Some((id, statement, statement.body.clone()?))
}

/// The forecasts that count without what is supposed in the view of the options.
///
/// # Errors
/// A limit was reached.
pub fn foreseen(model: &Model, options: &Options) -> Result<BTreeSet<StatementId>, Stop> {
    if open(model).next().is_none() {
        return Ok(BTreeSet::new());
    }
    let plain = View { supposed: Vec::new(), ..options.view.clone() };
    Session::new(model, Command::Check, Vec::new(), options.clone()).foreseen(&plain)
}

impl Session<'_> {
    /// The forecasts that are still open.
    pub(in crate::reason) fn forecasts(&self) -> BTreeSet<StatementId> {
        open(self.model).map(|(id, _)| id).collect()
    }

    /// The forecasts that count in a view as it is: those without a condition, and those whose condition holds in it
    /// though nothing is foreseen.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn foreseen(&mut self, view: &View) -> Result<BTreeSet<StatementId>, Stop> {
        let model = self.model;
        let conditions: Vec<_> = open(model).filter_map(condition).collect();
        let mut found: BTreeSet<StatementId> =
            open(model).filter(|(_, statement)| statement.body.is_none()).map(|(id, _)| id).collect();
        if conditions.is_empty() {
            return Ok(found);
        }
        let queries: Vec<Query> = conditions
            .iter()
            .map(|(_, statement, formula)| Query {
                formula: formula.clone(),
                variables: statement.variables.clone(),
            })
            .collect();
        let today = View { foreseen: self.forecasts(), ..view.clone() };
        let evaluated = self.look(&today, None, &queries)?.evaluated;
        let is_met =
            |at: usize| evaluated.query(at).is_some_and(|(relation, _)| evaluated.database.len(relation) > 0);
        found.extend(conditions.iter().enumerate().filter(|(at, _)| is_met(*at)).map(|(_, (id, ..))| *id));
        Ok(found)
    }

    /// The view of a scenario. A game begins where things stand, and not where somebody expects them to be.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn scene(&mut self, scenario: SymbolId) -> Result<View, Stop> {
        let view = View { scenario: Some(scenario), ..self.options.view.clone() };
        if !self.model.games.iter().any(|game| game.symbol == scenario) {
            return Ok(view);
        }
        Ok(View { foreseen: self.foreseen(&view)?, ..view })
    }
}
