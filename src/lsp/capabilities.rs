//! What the server can do, as it tells the editor.

use super::position::Encoding;
use super::{actions, commands, tokens};
use serde_json::{Value, json};

/// The answer to `initialize`.
pub(super) fn answer(encoding: Encoding) -> Value {
    json!({
        "serverInfo": { "name": "strat", "version": env!("CARGO_PKG_VERSION") },
        "capabilities": {
            "positionEncoding": encoding.name(),
            "textDocumentSync": { "openClose": true, "change": 2 },
            "diagnosticProvider": {
                "identifier": "strat",
                "interFileDependencies": true,
                "workspaceDiagnostics": false,
            },
            "hoverProvider": true,
            "definitionProvider": true,
            "declarationProvider": true,
            "typeDefinitionProvider": true,
            "implementationProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "linkedEditingRangeProvider": true,
            "renameProvider": { "prepareProvider": true },
            "completionProvider": { "triggerCharacters": [" ", "?", "@", "\""] },
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "documentFormattingProvider": true,
            "documentRangeFormattingProvider": true,
            "documentOnTypeFormattingProvider": { "firstTriggerCharacter": "." },
            "semanticTokensProvider": {
                "legend": { "tokenTypes": tokens::TYPES, "tokenModifiers": tokens::MODIFIERS },
                "full": true,
                "range": true,
            },
            "codeActionProvider": { "codeActionKinds": actions::KINDS },
            "foldingRangeProvider": true,
            "selectionRangeProvider": true,
            "documentLinkProvider": {},
            "callHierarchyProvider": true,
            "inlayHintProvider": true,
            "codeLensProvider": {},
            "signatureHelpProvider": { "triggerCharacters": [" "] },
            "executeCommandProvider": { "commands": commands::NAMES, "workDoneProgress": true },
        },
    })
}
