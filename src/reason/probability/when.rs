//! Of which time a claim speaks.

use crate::model::Model;
use crate::model::statement::Kind;
use crate::reason::provenance::Assumption;
use jiff::civil;

/// Of which time a claim speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum When {
    /// Of what is.
    Now,
    /// Of what is to come about, the last day for it included.
    By(civil::Date),
    /// Of what is to come about at some time.
    Ever,
}

impl When {
    /// Of which time an element speaks: forecasts look ahead.
    pub(super) fn of(model: &Model, element: Option<&Assumption>) -> Self {
        let Some(Assumption::Claim(id) | Assumption::Application(id, _)) = element else { return When::Now };
        let Some(Kind::Forecast(forecast)) = model.statement(*id).map(|statement| statement.kind) else {
            return When::Now;
        };
        model.deadlines.get(&forecast).map_or(When::Ever, |due| When::By(due.date.last()))
    }
}
