//! Pages for a browser: each one file, from which no request leaves.
//!
//! Invariant: every string of the user's is escaped, what is run is ours and named by its hash, and nothing else may
//! run or be fetched.

mod html;
mod parts;
mod proof;
mod report;
mod texts;

use super::map::drawing;
use crate::report::Map;
use html::escaped;

pub use html::{LIVE, LIVE_HASH, SCRIPT, SCRIPT_HASH};
pub use report::report;

/// Whether a page stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// It is a file.
    No,
    /// It comes from `strat serve`, and asks there whether it is the newest.
    Yes,
}

/// A picture on a page of its own.
pub fn picture(map: &Map) -> String {
    let title = escaped(&map.title);
    let body = format!(
        "<main>\n<h1>{title}</h1>\n<figure tabindex=\"0\">\n{}</figure>\n</main>\n",
        drawing(map, "map")
    );
    html::page(&title, &body, html::Script::None)
}
