//! Questions weighed, as nested objects.

use super::brief::Pillar;
use super::shapes::Likelihood;
use crate::report::{self, Diagnosticity, Rating};
use crate::source::SourceMap;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Weighing<'a> {
    question: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gloss: Option<&'a str>,
    hypotheses: Vec<Weighed<'a>>,
    evidence: Vec<Evidence<'a>>,
}

#[derive(Serialize)]
struct Weighed<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gloss: Option<&'a str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hedge: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    likelihood: Option<Likelihood<'a>>,
    sources: &'a [String],
    rebuttals: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<&'a str>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    statement: Pillar<'a>,
    ratings: Vec<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    restates: &'a [String],
    tells_apart: bool,
}

impl<'a> Weighing<'a> {
    pub(super) fn new(one: &'a report::Weighing, sources: &'a SourceMap) -> Self {
        let hypothesis = |one: &'a report::Weighed| Weighed {
            name: &one.name,
            gloss: one.gloss.as_deref(),
            status: one.status.word(),
            hedge: one.hedge.as_deref(),
            likelihood: one.likelihood.as_ref().map(Likelihood::new),
            sources: &one.sources,
            rebuttals: &one.rebuttals,
            root: one.root.as_deref(),
        };
        let evidence = |one: &'a report::Evidence| Evidence {
            statement: Pillar::new(&one.pillar, sources),
            ratings: one.ratings.iter().copied().map(Rating::word).collect(),
            restates: &one.restates,
            tells_apart: match one.diagnosticity {
                Diagnosticity::Tells => true,
                Diagnosticity::TellsNothing => false,
            },
        };
        Weighing {
            question: &one.question,
            gloss: one.gloss.as_deref(),
            hypotheses: one.hypotheses.iter().map(hypothesis).collect(),
            evidence: one.evidence.iter().map(evidence).collect(),
        }
    }
}
