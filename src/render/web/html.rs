//! The frame of a page, and text that is safe in it.

use super::{LOOK, SCRIPT, SCRIPT_HASH, STYLE};
use crate::diagnostic::clean;

/// Whether a page has the script.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// It has.
    Page,
    /// Nothing is run.
    None,
}

/// A page with a title and a body, both of HTML.
pub(super) fn page(title: &str, body: &str, script: Script) -> String {
    let (allowed, script) = match script {
        Script::Page => (format!("'sha256-{SCRIPT_HASH}'"), format!("<script>{SCRIPT}</script>\n")),
        Script::None => (String::from("'none'"), String::new()),
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src {allowed}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"strat {}\">\n<title>{title}</title>\n<style>{STYLE}\n{LOOK}</style>\n\
         </head>\n<body>\n{body}{script}</body>\n</html>\n",
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
