//! Pages for a browser: each one file, from which no request leaves.
//!
//! Invariant: every string of the user's is escaped, what is run is ours and named by its hash, and nothing else may
//! run or be fetched.

mod html;
mod parts;
mod proof;
mod report;
mod texts;

use super::map::{STYLE, drawing};
use crate::report::Map;
use html::escaped;

pub use report::report;

/// The script of a page, and its SHA-256, by which alone it may run.
pub const SCRIPT: &str = include_str!("page.js");

/// See [`SCRIPT`]; a test computes it.
pub const SCRIPT_HASH: &str = "onkNBgAbUUMPl/DH+QbHXKlZVgA6kuGojzvIRJGsZTY=";

/// The script of a page that is served: it looks whether there is a newer one.
pub const LIVE: &str = include_str!("live.js");

/// See [`LIVE`]; a test computes it.
pub const LIVE_HASH: &str = "OqwysOdQ0BHJRz3L95tthjO8N5GAchB9I8+6yjWInII=";

/// Whether a page stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// It is a file.
    No,
    /// It comes from `strat serve`, and asks there whether it is the newest.
    Yes,
}

/// The look of a page.
const LOOK: &str = include_str!("page.css");

/// A picture on a page of its own.
pub fn picture(map: &Map) -> String {
    let title = escaped(&map.title);
    let body = format!(
        "<main>\n<h1>{title}</h1>\n<figure tabindex=\"0\">\n{}</figure>\n</main>\n",
        drawing(map, "map")
    );
    html::page(&title, &body, html::Script::None)
}
