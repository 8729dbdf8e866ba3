//! The requests that are answered from a snapshot, by their methods.
//!
//! Invariant: an answer depends on the snapshot and the parameters alone.

use super::asked::Asked;
use super::{
    actions, commands, complete, diagnostics, folding, format, hierarchy, hints, hover, navigate, rename,
    signature, symbols, tokens,
};
use crate::rpc::Failure;
use serde_json::Value;

/// Answers a request with these parameters.
pub(super) type Feature = fn(&Asked<'_>, Value) -> Result<Value, Failure>;

/// The requests that are answered.
const FEATURES: &[(&str, Feature)] = &[
    ("textDocument/diagnostic", diagnostics::pull),
    ("textDocument/hover", hover::hover),
    ("textDocument/definition", navigate::definition),
    ("textDocument/declaration", navigate::definition),
    ("textDocument/typeDefinition", navigate::type_definition),
    ("textDocument/implementation", navigate::implementation),
    ("textDocument/references", navigate::references),
    ("textDocument/documentHighlight", navigate::highlight),
    ("textDocument/linkedEditingRange", navigate::linked),
    ("textDocument/prepareRename", rename::prepare),
    ("textDocument/rename", rename::rename),
    ("textDocument/completion", complete::complete),
    ("textDocument/documentSymbol", symbols::of_document),
    ("workspace/symbol", symbols::of_workspace),
    ("textDocument/formatting", format::whole),
    ("textDocument/rangeFormatting", format::range),
    ("textDocument/onTypeFormatting", format::on_type),
    ("textDocument/semanticTokens/full", tokens::full),
    ("textDocument/semanticTokens/range", tokens::range),
    ("textDocument/codeAction", actions::actions),
    ("textDocument/foldingRange", folding::folding),
    ("textDocument/selectionRange", folding::selection),
    ("textDocument/documentLink", folding::links),
    ("textDocument/prepareCallHierarchy", hierarchy::prepare),
    ("callHierarchy/outgoingCalls", hierarchy::outgoing),
    ("callHierarchy/incomingCalls", hierarchy::incoming),
    ("textDocument/inlayHint", hints::hints),
    ("textDocument/codeLens", hints::lenses),
    ("textDocument/signatureHelp", signature::signature),
    ("workspace/executeCommand", commands::execute),
];

/// What answers the requests of a method.
pub(super) fn find(method: &str) -> Option<Feature> {
    FEATURES.iter().find(|(known, _)| *known == method).map(|(_, feature)| *feature)
}
