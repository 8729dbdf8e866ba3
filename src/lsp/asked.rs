//! What a request asks about: its parameters, and the document and analysis that they name.

use super::document::Document;
use super::position::{Position, Range};
use super::snapshot::{Opened, Snapshot};
use crate::model::occurrences::Occurrence;
use crate::rpc::{Failure, Wrong};
use crate::source::FileId;
use crate::{Analysis, Budget};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// What a request is answered from.
pub(super) struct Asked<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) budget: &'a Budget,
}

/// A document, as parameters name it.
#[derive(Deserialize)]
pub(super) struct Identifier {
    pub(super) uri: String,
}

/// Parameters that name a document.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InDocument {
    pub(super) text_document: Identifier,
}

/// Parameters that name a place.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AtPosition {
    pub(super) text_document: Identifier,
    pub(super) position: Position,
}

/// Parameters that name a range.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InRange {
    pub(super) text_document: Identifier,
    pub(super) range: Range,
}

/// A document that is asked about, with the analysis that begins with it.
pub(super) struct Subject {
    pub(super) document: Arc<Document>,
    pub(super) opened: Arc<Opened>,
    pub(super) file: FileId,
}

impl Subject {
    /// Its text.
    pub(super) fn text(&self) -> &str {
        &self.document.text
    }

    /// The byte of a place, as the files of an analysis count.
    pub(super) fn offset(&self, position: Position) -> u32 {
        u32::try_from(self.document.lines.offset(self.text(), position)).unwrap_or(u32::MAX)
    }

    /// The analysis that begins with it.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn analysis(&self) -> Result<&Analysis, Failure> {
        self.opened.analysis()
    }

    /// The analysis, its files called as somebody in the document's folder calls them.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn told(&self) -> Result<Analysis, Failure> {
        let folder = self.document.path.parent().unwrap_or(Path::new("/"));
        Ok(self.analysis()?.seen_from(folder))
    }

    /// The name at a place.
    pub(super) fn name_at(&self, position: Position) -> Result<Option<&Occurrence>, Failure> {
        Ok(self.analysis()?.model().occurrences.at(self.file, self.offset(position)))
    }
}

impl Asked<'_> {
    /// The document that parameters name.
    ///
    /// # Errors
    /// It is not open, or cannot be read.
    pub(super) fn subject(&self, uri: &str) -> Result<Subject, Failure> {
        let document = Arc::clone(self.snapshot.document(uri)?);
        let opened = self.snapshot.open(&document.path);
        let file = opened
            .file(&document.path)
            .ok_or_else(|| Failure::new(Wrong::Failed, format!("`{uri}` cannot be read")))?;
        Ok(Subject { document, opened, file })
    }

    /// The document and the place in it that parameters name.
    ///
    /// # Errors
    /// They name none, or the document cannot be read.
    pub(super) fn place(&self, params: Value) -> Result<(Subject, Position), Failure> {
        let at: AtPosition = parameters(params)?;
        Ok((self.subject(&at.text_document.uri)?, at.position))
    }

    /// The document that parameters name.
    ///
    /// # Errors
    /// They name none, or it cannot be read.
    pub(super) fn document(&self, params: Value) -> Result<Subject, Failure> {
        let InDocument { text_document } = parameters(params)?;
        self.subject(&text_document.uri)
    }
}

/// Parameters as they are to be.
///
/// # Errors
/// They are otherwise.
pub(super) fn parameters<T: DeserializeOwned>(params: Value) -> Result<T, Failure> {
    serde_json::from_value(params).map_err(|error| Failure::new(Wrong::Params, error.to_string()))
}
