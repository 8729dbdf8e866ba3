//! Findings as SARIF 2.1.0 (OASIS, 2020): what code scanning and editors read.
//!
//! One run, one rule for each code that occurs, one result a finding. Columns count characters, from 1.
//!
//! Invariant: addresses are references with `/`, percent-encoded, and lead to files of the user's only: a
//! place in the doctrine or in typed text is left out.

use super::place::{Place, message, place, primary};
use crate::diagnostic::{Code, Diagnostic, Severity, clean};
use crate::report::Report;
use crate::source::SourceMap;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where the schema of the format is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// The findings of a report as SARIF, ending in a line break.
///
/// # Errors
/// None that an analysis can cause; serde_json's own, should it fail.
pub fn report(report: &Report, sources: &SourceMap) -> Result<String, serde_json::Error> {
    let used: BTreeSet<Code> = report.diagnostics.iter().map(|found| found.code).collect();
    let numbers: BTreeMap<Code, usize> = used.iter().copied().zip(0..).collect();
    let results = report
        .diagnostics
        .iter()
        .map(|found| result(found, numbers.get(&found.code).copied().unwrap_or_default(), sources))
        .collect();
    let driver = Driver {
        name: "strat",
        version: env!("CARGO_PKG_VERSION"),
        rules: used.into_iter().map(rule).collect(),
    };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    let mut text = super::json::escape(serde_json::to_string_pretty(&log)?);
    text.push('\n');
    Ok(text)
}

fn rule(code: Code) -> Rule {
    Rule {
        id: code.number(),
        short_description: Text { text: code.title().to_owned() },
        help: Help { text: code.page(), markdown: code.page() },
        default_configuration: Configuration { level: code.severity().word() },
    }
}

fn result(found: &Diagnostic, rule_index: usize, sources: &SourceMap) -> Finding {
    let at = primary(found, sources);
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(found.code.number());
    fingerprint.add(at.as_ref().map_or("", |place| &place.file));
    fingerprint.add(&found.message);
    let mut labels = found
        .labels
        .iter()
        .filter_map(|label| place(label.span, sources).map(|place| (place, clean::line(&label.text))));
    let locations = labels.next().map(|(place, text)| location(place, None, &text));
    let related = labels.enumerate().map(|(id, (place, text))| location(place, Some(id), &text)).collect();
    Finding {
        rule_id: found.code.number(),
        rule_index,
        level: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: Text { text: message(found) },
        locations: locations.into_iter().collect(),
        related_locations: related,
        partial_fingerprints: BTreeMap::from([("stratFinding/v1", fingerprint.hex())]),
    }
}

fn location(place: Place<'_>, id: Option<usize>, text: &str) -> Location {
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: address(&place.file) },
            region: Region {
                start_line: place.start.line,
                start_column: place.start.column,
                end_line: place.end.line,
                end_column: place.end.column,
            },
        },
        message: (!text.is_empty()).then(|| Text { text: text.to_owned() }),
    }
}

/// A path as a relative reference (RFC 3986): what is neither unreserved nor `/` is percent-encoded.
fn address(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// FNV-1a of 64 bits: it need not be secure, only the same everywhere and always.
struct Fingerprint(u64);

impl Fingerprint {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds a part; parts are kept apart.
    fn add(&mut self, part: &str) {
        for byte in part.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}
