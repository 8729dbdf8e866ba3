//! A proof as nested objects.
//!
//! A sentence that supports several others is written out once, and is `repeated` elsewhere; below
//! [`MAX_DEPTH`] a proof is `elided`. Both bound what is written by the size of the proof itself.

use super::shapes::{Place, silence};
use crate::report::{self, By, SilenceKind};
use crate::source::SourceMap;
use serde::Serialize;
use std::collections::BTreeSet;

/// How deep proofs are nested: two levels of JSON each, within the 128 that readers commonly take.
pub(super) const MAX_DEPTH: usize = 48;

#[derive(Serialize)]
pub(super) struct Proof<'a> {
    sentence: &'a str,
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gloss: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hypothesis: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    sources: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    hedges: &'a [String],
    #[serde(flatten)]
    place: Option<Place<'a>>,
    premises: Vec<Proof<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    figures: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    silence: Vec<Silence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut: Option<Cut>,
}

/// Why the premises of a sentence are not written out here.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Cut {
    Repeated,
    Elided,
}

#[derive(Serialize)]
pub(super) struct Silence<'a> {
    kind: &'static str,
    sentence: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    doubts: &'a [String],
}

impl<'a> Silence<'a> {
    pub(super) fn new(silence: &'a report::Silence) -> Self {
        let kind = match silence.kind {
            SilenceKind::Unless => "unless",
            SilenceKind::Complete => "complete",
        };
        Silence { kind, sentence: &silence.sentence, doubts: &silence.doubts }
    }
}

impl<'a> Proof<'a> {
    /// The proof of the first node.
    pub(super) fn new(proof: &'a report::Proof, sources: &'a SourceMap) -> Self {
        let mut shown = BTreeSet::new();
        Proof::node(proof, 0, MAX_DEPTH, &mut shown, sources).unwrap_or(Proof::nothing())
    }

    /// The proof of a node with so many levels below it; the recursion is as deep as that.
    fn node(
        proof: &'a report::Proof,
        at: usize,
        levels: usize,
        shown: &mut BTreeSet<usize>,
        sources: &'a SourceMap,
    ) -> Option<Self> {
        let node = proof.nodes.get(at)?;
        let leaf = node.premises.is_empty();
        let cut = if leaf {
            None
        } else if shown.contains(&at) {
            Some(Cut::Repeated)
        } else if levels == 0 {
            Some(Cut::Elided)
        } else {
            shown.insert(at);
            None
        };
        let below = if cut.is_some() { &[] } else { node.premises.as_slice() };
        let premises = below
            .iter()
            .filter_map(|&premise| Proof::node(proof, premise, levels.saturating_sub(1), shown, sources))
            .collect();
        let (by, rule, gloss, hypothesis) = match &node.by {
            By::Given => ("given", None, None, None),
            By::Claim => ("claim", None, None, None),
            By::Assumption => ("assumption", None, None, None),
            By::Rule(rule) => ("rule", Some(rule.name.as_str()), rule.gloss.as_deref(), None),
            By::Hypothesis(name) => ("hypothesis", None, None, Some(name.as_str())),
            By::Supposition => ("supposition", None, None, None),
        };
        Some(Proof {
            sentence: &node.sentence,
            by,
            rule: rule.filter(|name| !name.is_empty()),
            gloss,
            hypothesis,
            label: node.label.as_deref(),
            source: (!node.sources.is_empty()).then(|| node.sources.join(", ")),
            sources: if node.sources.len() > 1 { &node.sources } else { &[] },
            date: node.date.as_deref(),
            hedges: &node.hedges,
            place: node.place.and_then(|span| Place::new(span, sources)),
            premises,
            figures: &node.figures,
            silence: silence(&node.silence),
            cut,
        })
    }

    /// The proof of nothing, for a table without nodes.
    const fn nothing() -> Self {
        Proof {
            sentence: "",
            by: "given",
            rule: None,
            gloss: None,
            hypothesis: None,
            label: None,
            source: None,
            sources: &[],
            date: None,
            hedges: &[],
            place: None,
            premises: Vec::new(),
            figures: &[],
            silence: Vec::new(),
            cut: None,
        }
    }
}
