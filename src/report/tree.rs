//! A proof on the wire: the table of its nodes as nested objects.
//!
//! A sentence that supports several others is written out once, and is `repeated` elsewhere; below
//! [`MAX_DEPTH`] a proof is `elided`. Both bound what is written by the size of the proof itself.

use super::parts::Parts;
use super::place::Place;
use super::proof::{By, ClosedWorldAssumption, Proof, ProofNode, RuleName};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How deep proofs are nested: two levels of JSON each, within the 128 that readers commonly take.
const MAX_DEPTH: usize = 48;

/// A sentence with the sentences from which it is concluded.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Proof")]
struct Tree<'a> {
    /// What is proved.
    sentence: &'a str,
    #[serde(flatten)]
    parts: Option<&'a Parts>,
    /// How it comes to hold.
    by: Kind,
    #[serde(flatten)]
    rule: Option<&'a RuleName>,
    /// The hypothesis that is entertained.
    #[serde(skip_serializing_if = "Option::is_none")]
    hypothesis: Option<&'a str>,
    /// The label of the statement, without the mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    /// Who says it, in one text.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// Who says it, where several do.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    sources: &'a [String],
    /// The date of the statement or of its source, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    /// The likelihood and the confidence it is given with, as they were written.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    hedges: &'a [String],
    #[serde(flatten)]
    place: Option<&'a Place>,
    /// From what it is concluded.
    premises: Vec<Tree<'a>>,
    /// The figures that were compared, computed or added up.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    figures: &'a [String],
    /// What nobody has shown, and must not be shown for it to hold.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    silence: &'a [ClosedWorldAssumption],
    /// Why its premises are not written out here.
    #[serde(skip_serializing_if = "Option::is_none")]
    cut: Option<Cut>,
}

/// How a sentence comes to hold.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Given,
    Played,
    Claim,
    Assumption,
    Rule,
    Hypothesis,
    Supposition,
}

/// Why the premises of a sentence are not written out.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Cut {
    Repeated,
    Elided,
}

impl Serialize for Proof {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let nothing = ProofNode::new("", By::Given);
        let tree = node(self, 0, MAX_DEPTH, &mut BTreeSet::new());
        tree.unwrap_or_else(|| written(&nothing, Vec::new(), None)).serialize(to)
    }
}

/// A proof has the schema of its tree.
impl JsonSchema for Proof {
    fn inline_schema() -> bool {
        Tree::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Tree::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Tree::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Tree::json_schema(generator)
    }
}

/// A node with so many levels below it; the recursion is as deep as that.
fn node<'a>(proof: &'a Proof, at: usize, levels: usize, shown: &mut BTreeSet<usize>) -> Option<Tree<'a>> {
    let node = proof.nodes.get(at)?;
    let cut = if node.premises.is_empty() {
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
        .filter_map(|&premise| self::node(proof, premise, levels.saturating_sub(1), shown))
        .collect();
    Some(written(node, premises, cut))
}

fn written<'a>(node: &'a ProofNode, premises: Vec<Tree<'a>>, cut: Option<Cut>) -> Tree<'a> {
    let (by, rule, hypothesis) = match &node.by {
        By::Given => (Kind::Given, None, None),
        By::Played => (Kind::Played, None, None),
        By::Claim => (Kind::Claim, None, None),
        By::Assumption => (Kind::Assumption, None, None),
        By::Rule(rule) => (Kind::Rule, Some(rule), None),
        By::Hypothesis(name) => (Kind::Hypothesis, None, Some(name.as_str())),
        By::Supposition => (Kind::Supposition, None, None),
    };
    Tree {
        sentence: &node.sentence,
        parts: node.parts.as_ref(),
        by,
        rule,
        hypothesis,
        label: node.label.as_deref(),
        source: (!node.sources.is_empty()).then(|| node.sources.join(", ")),
        sources: if node.sources.len() > 1 { &node.sources } else { &[] },
        date: node.date.as_deref(),
        hedges: &node.hedges,
        place: node.place.as_ref(),
        premises,
        figures: &node.figures,
        silence: &node.silence,
        cut,
    }
}
