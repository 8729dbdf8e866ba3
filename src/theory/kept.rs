//! What was evaluated of a model, kept for other views of it.
//!
//! **Invariant:** what is kept saves work and changes nothing: a view evaluated beside it has the same rows. It is
//! kept only where nothing was noted of its values, since a stratum that is taken over notes nothing.

use super::view::Applications;
use super::{Values, View};
use crate::engine::{Database, Earlier, Program};
use std::sync::{Arc, OnceLock};

/// A view that was evaluated, with the constants of its rows.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) earlier: Arc<Earlier>,
    pub(super) values: Values,
}

/// The first views of a model that were evaluated.
#[derive(Debug, Default)]
pub(super) struct FirstViews {
    plain: OnceLock<Arc<Kept>>,
    /// With the applications of contestable rules told apart.
    apart: OnceLock<Arc<Kept>>,
}

impl FirstViews {
    /// The one to evaluate a view beside.
    pub(super) fn beside(&self, view: &View) -> Option<&Arc<Kept>> {
        match view.applications {
            Applications::Plain => self.plain.get(),
            Applications::Apart(_) => self.apart.get().or_else(|| self.plain.get()),
        }
    }

    /// Keeps a view that was evaluated for those that come, unless one was kept before. Rows are shared.
    pub(super) fn keep(&self, view: &View, program: &Program, database: &Database, values: &Values) {
        let place = match view.applications {
            Applications::Plain => &self.plain,
            Applications::Apart(_) => &self.apart,
        };
        if place.get().is_some() || values.has_notes() {
            return;
        }
        if let Some(earlier) = Earlier::new(program, database) {
            let _kept = place.set(Arc::new(Kept { earlier: Arc::new(earlier), values: values.copy() }));
        }
    }
}
