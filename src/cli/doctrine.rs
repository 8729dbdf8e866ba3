//! The standard library, shown as it is written.

use super::output::Output;
use super::standard::standard;
use super::status::Status;
use crate::model::catalogue;
use std::io::{self, Write};

/// Shows the modules, or the module, relation or rule of a name.
///
/// # Errors
/// The output cannot be written.
pub(super) fn show<W: Write>(out: &mut Output<W>, name: Option<&str>) -> io::Result<Status> {
    let Some(name) = name else {
        out.write(&catalogue::contents(standard()))?;
        out.line("`strat doctrine NAME` shows a module, a relation or a rule.")?;
        return Ok(Status::Clean);
    };
    match catalogue::page(standard(), name) {
        Some(page) => out.write(&page).map(|()| Status::Clean),
        None => {
            Output::stderr().line(&format!(
                "the doctrine has no module, relation or rule `{name}`; `strat doctrine` lists them"
            ))?;
            Ok(Status::Unusable)
        }
    }
}
