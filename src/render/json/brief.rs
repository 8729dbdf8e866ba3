//! The page about an analysis as nested objects.

use super::changes::{Changes, Suspended};
use super::difference::Change;
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
    outline: &'a report::Outline,
    questions: Vec<Question<'a>>,
    themes: Vec<Theme<'a>>,
    disputes: Vec<Dispute<'a>>,
    assumptions: Vec<Assumption<'a>>,
    findings: Vec<Finding<'a>>,
    silence: Vec<Silence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Changes<'a>>,
    scenarios: Vec<Scenario<'a>>,
}

#[derive(Serialize)]
struct Question<'a> {
    question: &'a str,
    hypotheses: Vec<Hypothesis<'a>>,
}

#[derive(Serialize)]
struct Hypothesis<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gloss: Option<&'a str>,
    status: &'static str,
}

#[derive(Serialize)]
struct Theme<'a> {
    title: &'a str,
    implications: Vec<Implication<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct Implication<'a> {
    sentence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    likelihood: Option<Likelihood<'a>>,
    because: &'a [String],
    sources: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cuts: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Dispute<'a> {
    about: &'a [String],
    sides: Vec<Side<'a>>,
    conflicts: usize,
    settled: bool,
}

#[derive(Serialize)]
struct Side<'a> {
    source: &'a str,
    claims: Vec<Pillar<'a>>,
}

#[derive(Serialize)]
pub(super) struct Pillar<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    sentence: &'a str,
    sources: &'a [String],
    #[serde(flatten)]
    place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Assumption<'a> {
    statement: Pillar<'a>,
    falls: &'a [String],
    weakened: usize,
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    retracted: Vec<Pillar<'a>>,
    gained: Vec<Implication<'a>>,
    lost: &'a [String],
    supported: Vec<Change<'a>>,
    suspended: Vec<Suspended<'a>>,
    findings: &'a [String],
}

impl<'a> Brief<'a> {
    pub(super) fn new(brief: &'a report::Brief, sources: &'a SourceMap) -> Self {
        Brief {
            title: &brief.title,
            as_of: brief.as_of.as_deref(),
            frame: &brief.frame,
            outline: &brief.outline,
            questions: brief.questions.iter().map(Question::new).collect(),
            themes: brief
                .themes
                .iter()
                .map(|theme| Theme {
                    title: &theme.title,
                    implications: implications(&theme.implications, sources),
                    more: Some(theme.more).filter(|more| *more > 0),
                })
                .collect(),
            disputes: brief.disputes.iter().map(|one| Dispute::new(one, sources)).collect(),
            assumptions: brief
                .assumptions
                .iter()
                .map(|one| Assumption {
                    statement: Pillar::new(&one.pillar, sources),
                    falls: &one.falls,
                    weakened: one.weakened,
                })
                .collect(),
            findings: brief
                .findings
                .iter()
                .map(|finding| Finding { diagnostic: finding.diagnostic, because: &finding.because })
                .collect(),
            silence: silence(&brief.silence),
            changes: brief.changes.as_ref().map(|changes| Changes::new(changes, sources)),
            scenarios: brief.scenarios.iter().map(|scenario| Scenario::new(scenario, sources)).collect(),
        }
    }
}

impl<'a> Question<'a> {
    fn new(one: &'a report::QuestionOutcome) -> Self {
        let hypotheses = one.hypotheses.iter().map(|hypothesis| Hypothesis {
            name: &hypothesis.name,
            gloss: hypothesis.gloss.as_deref(),
            status: hypothesis.status.word(),
        });
        Self { question: &one.question, hypotheses: hypotheses.collect() }
    }
}

impl<'a> Scenario<'a> {
    fn new(scenario: &'a report::ScenarioOutcome, sources: &'a SourceMap) -> Self {
        Scenario {
            name: &scenario.name,
            gloss: scenario.gloss.as_deref(),
            place: scenario.place.and_then(|span| Place::new(span, sources)),
            suppositions: &scenario.suppositions,
            retracted: scenario.retracted.iter().map(|one| Pillar::new(one, sources)).collect(),
            gained: implications(&scenario.gained, sources),
            lost: &scenario.lost,
            supported: scenario.supported.iter().map(Change::new).collect(),
            suspended: scenario.suspended.iter().map(|one| Suspended::new(one, sources)).collect(),
            findings: &scenario.findings,
        }
    }
}

pub(super) fn implications<'a>(all: &'a [report::Implication], map: &SourceMap) -> Vec<Implication<'a>> {
    all.iter()
        .map(|one| Implication {
            sentence: &one.sentence,
            status: one.status.map(report::Status::word),
            likelihood: one.likelihood.as_ref().map(Likelihood::new),
            because: &one.because,
            sources: &one.sources,
            cuts: crate::render::cuts(&one.cuts, map),
        })
        .collect()
}

impl<'a> Dispute<'a> {
    fn new(dispute: &'a report::Dispute, sources: &'a SourceMap) -> Self {
        let side = |(source, claims): &'a (String, Vec<report::Pillar>)| Side {
            source,
            claims: claims.iter().map(|pillar| Pillar::new(pillar, sources)).collect(),
        };
        Dispute {
            about: &dispute.about,
            sides: dispute.sides.iter().map(side).collect(),
            conflicts: dispute.conflicts,
            settled: match dispute.settlement {
                report::Settlement::Settled => true,
                report::Settlement::Open => false,
            },
        }
    }
}

impl<'a> Pillar<'a> {
    pub(super) fn new(pillar: &'a report::Pillar, sources: &'a SourceMap) -> Self {
        Pillar {
            label: pillar.label.as_deref(),
            sentence: &pillar.sentence,
            sources: &pillar.sources,
            place: pillar.place.and_then(|span| Place::new(span, sources)),
        }
    }
}
