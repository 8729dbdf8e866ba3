//! The frame of a page, and text that is safe in it.

use crate::diagnostic::clean;
use crate::render::map::style;

/// A script of ours, and its SHA-256, by which alone it may run; a test computes it.
#[derive(Debug)]
pub struct Script {
    /// The script.
    pub text: &'static str,
    /// Its hash, in base 64.
    pub hash: &'static str,
}

/// Search, what is unfolded, and what falls without an assumption.
pub const SEARCH: Script =
    Script { text: include_str!("page.js"), hash: "onkNBgAbUUMPl/DH+QbHXKlZVgA6kuGojzvIRJGsZTY=" };

/// Pictures: larger and smaller, and what is next to one thing.
pub const MAP: Script =
    Script { text: include_str!("map.js"), hash: "5ON1IEVJ/a2Ql3xRY07t79ay56gXo6FsPod5YtL6FQk=" };

/// A page that is served looks whether there is a newer one.
pub const LIVE: Script =
    Script { text: include_str!("live.js"), hash: "OqwysOdQ0BHJRz3L95tthjO8N5GAchB9I8+6yjWInII=" };

/// The look of a page.
const LOOK: &str = include_str!("page.css");

/// A page with a title and a body, both of HTML, and what it runs. What looks for a newer page may ask where it came
/// from.
pub(super) fn page(title: &str, body: &str, scripts: &[&Script]) -> String {
    let hashes: Vec<String> = scripts.iter().map(|script| format!("'sha256-{}'", script.hash)).collect();
    let allowed = if hashes.is_empty() { String::from("'none'") } else { hashes.join(" ") };
    let reach = if scripts.iter().any(|script| script.hash == LIVE.hash) { "'self'" } else { "'none'" };
    let scripts: String =
        scripts.iter().map(|script| format!("<script>{}</script>\n", script.text)).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src {allowed}; connect-src {reach}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"strat {}\">\n<title>{title}</title>\n<style>{style}\n{LOOK}</style>\n\
         </head>\n<body>\n{body}{scripts}</body>\n</html>\n",
        env!("CARGO_PKG_VERSION"),
        style = style()
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
