//! The page about an analysis as nested objects.

use super::proof::Silence;
use super::shapes::{Likelihood, Place, silence};
use crate::report;
use crate::source::SourceMap;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Brief<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
    frame: &'a [String],
    themes: Vec<Theme<'a>>,
    findings: Vec<Finding<'a>>,
    silence: Vec<Silence<'a>>,
    scenarios: Vec<Scenario<'a>>,
}

#[derive(Serialize)]
struct Theme<'a> {
    title: &'a str,
    implications: Vec<Implication<'a>>,
}

#[derive(Serialize)]
struct Implication<'a> {
    sentence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    likelihood: Option<Likelihood<'a>>,
    because: &'a [String],
    sources: &'a [String],
}

/// `diagnostic` is a position in the list of diagnostics, from 0.
#[derive(Serialize)]
struct Finding<'a> {
    diagnostic: usize,
    because: &'a [String],
}

#[derive(Serialize)]
struct Scenario<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gloss: Option<&'a str>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    suppositions: &'a [String],
    gained: Vec<Implication<'a>>,
    lost: &'a [String],
    findings: &'a [String],
}

impl<'a> Brief<'a> {
    pub(super) fn new(brief: &'a report::Brief, sources: &'a SourceMap) -> Self {
        Brief {
            title: &brief.title,
            as_of: brief.as_of.as_deref(),
            frame: &brief.frame,
            themes: brief
                .themes
                .iter()
                .map(|theme| Theme { title: &theme.title, implications: implications(&theme.implications) })
                .collect(),
            findings: brief
                .findings
                .iter()
                .map(|finding| Finding { diagnostic: finding.diagnostic, because: &finding.because })
                .collect(),
            silence: silence(&brief.silence),
            scenarios: brief.scenarios.iter().map(|scenario| Scenario::new(scenario, sources)).collect(),
        }
    }
}

impl<'a> Scenario<'a> {
    fn new(scenario: &'a report::ScenarioOutcome, sources: &'a SourceMap) -> Self {
        Scenario {
            name: &scenario.name,
            gloss: scenario.gloss.as_deref(),
            place: scenario.place.and_then(|span| Place::new(span, sources)),
            suppositions: &scenario.suppositions,
            gained: implications(&scenario.gained),
            lost: &scenario.lost,
            findings: &scenario.findings,
        }
    }
}

fn implications(all: &[report::Implication]) -> Vec<Implication<'_>> {
    all.iter()
        .map(|one| Implication {
            sentence: &one.sentence,
            status: one.status.map(report::Status::word),
            likelihood: one.likelihood.as_ref().map(Likelihood::new),
            because: &one.because,
            sources: &one.sources,
        })
        .collect()
}
