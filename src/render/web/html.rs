//! The frame of a page, and text that is safe in it.

use crate::diagnostic::clean;
use crate::render::map::STYLE;

/// The script of a page, and its SHA-256, by which alone it may run.
pub const SCRIPT: &str = include_str!("page.js");

/// See [`SCRIPT`]; a test computes it.
pub const SCRIPT_HASH: &str = "onkNBgAbUUMPl/DH+QbHXKlZVgA6kuGojzvIRJGsZTY=";

/// The script of a page that is served: it looks whether there is a newer one.
pub const LIVE: &str = include_str!("live.js");

/// See [`LIVE`]; a test computes it.
pub const LIVE_HASH: &str = "OqwysOdQ0BHJRz3L95tthjO8N5GAchB9I8+6yjWInII=";

/// The look of a page.
const LOOK: &str = include_str!("page.css");

/// What a page runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Search, and what is unfolded.
    Page,
    /// That, and a look whether there is a newer page.
    Live,
    /// Nothing.
    None,
}

/// A page with a title and a body, both of HTML.
pub(super) fn page(title: &str, body: &str, script: Script) -> String {
    let (allowed, reach, scripts) = match script {
        Script::Page => (format!("'sha256-{SCRIPT_HASH}'"), "'none'", format!("<script>{SCRIPT}</script>\n")),
        Script::Live => (
            format!("'sha256-{SCRIPT_HASH}' 'sha256-{LIVE_HASH}'"),
            "'self'",
            format!("<script>{SCRIPT}</script>\n<script>{LIVE}</script>\n"),
        ),
        Script::None => (String::from("'none'"), "'none'", String::new()),
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src {allowed}; connect-src {reach}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"strat {}\">\n<title>{title}</title>\n<style>{STYLE}\n{LOOK}</style>\n\
         </head>\n<body>\n{body}{scripts}</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// Text between tags and in quotes.
pub(super) fn escaped(text: &str) -> String {
    of_clean(&clean::line(text))
}

/// As [`escaped`], of what is clean already.
pub(super) fn of_clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Strings as a JSON list in an attribute.
pub(super) fn list(all: &[String]) -> String {
    of_clean(&serde_json::to_string(all).unwrap_or_default())
}
