//! Pages for a browser: each one file, from which no request leaves.
//!
//! Invariant: every string of the user's is escaped, what is run is ours and named by its hash, and nothing else may
//! run or be fetched.

mod html;
mod parts;
mod pictures;
mod proof;
mod report;
mod texts;

use crate::report::Map;
use html::escaped;

pub use html::{LIVE, MAP, SEARCH, Script};
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
    let body =
        format!("<main>\n<h1 id=\"h-map\">{title}</h1>\n{}</main>\n", pictures::figure(map, "map", None));
    html::page(&title, &body, &[&MAP])
}
