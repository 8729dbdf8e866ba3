//! All texts at one moment, with the analyses that are made of them.
//!
//! A request is answered from one snapshot. An analysis of it is read when it is first asked for, and shared by all
//! requests; so is what follows from it.
//!
//! Invariant: nothing that was cut short is kept.

use super::document::Document;
use super::position::{Encoding, Lines, Range};
use super::uri;
use crate::rpc::{Failure, Wrong};
use crate::source::{FileId, Origin, Span};
use crate::{Analysis, Budget, Found, Unreadable, Workspace};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// All texts at one moment.
pub(super) struct Snapshot {
    pub(super) workspace: Workspace,
    pub(super) encoding: Encoding,
    /// The open documents.
    pub(super) documents: BTreeMap<PathBuf, Arc<Document>>,
    opened: Mutex<HashMap<PathBuf, Arc<Opened>>>,
}

/// An analysis with all that was found out about it so far.
pub(super) struct Opened {
    pub(super) analysis: Result<Analysis, Unreadable>,
    /// The documents of its files.
    places: BTreeMap<FileId, Place>,
    checked: Mutex<Option<Arc<Found>>>,
}

/// A file of an analysis as the editor sees it.
struct Place {
    uri: String,
    path: PathBuf,
    lines: Lines,
}

impl Snapshot {
    pub(super) fn new(
        workspace: Workspace,
        encoding: Encoding,
        documents: BTreeMap<PathBuf, Arc<Document>>,
    ) -> Self {
        Self { workspace, encoding, documents, opened: Mutex::default() }
    }

    /// An open document.
    ///
    /// # Errors
    /// It is not open.
    pub(super) fn document(&self, uri: &str) -> Result<&Arc<Document>, Failure> {
        self.documents
            .get(&self.workspace.place(uri::path(uri)))
            .ok_or_else(|| Failure::new(Wrong::Params, format!("`{uri}` is not open")))
    }

    /// The analysis whose file this is.
    pub(super) fn open(&self, path: &Path) -> Arc<Opened> {
        let lock = || self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(path) {
            return Arc::clone(known);
        }
        // Two that need it at once may both read it.
        let opened = Arc::new(self.read(path));
        Arc::clone(lock().entry(path.to_owned()).or_insert(opened))
    }

    fn read(&self, path: &Path) -> Opened {
        let analysis = self.workspace.open(path);
        let texts = match &analysis {
            Ok(analysis) => analysis.texts(),
            Err(unreadable) => unreadable.0.texts(),
        };
        let files = texts.files().filter(|(_, file)| file.origin == Origin::User);
        let places = files.map(|(id, file)| {
            let named = PathBuf::from(&*file.name);
            let path = self.workspace.place(&named);
            let uri = self.documents.get(&path).map_or_else(|| uri::uri(&path), |open| open.uri.clone());
            (id, Place { uri, path, lines: Lines::new(&file.text, self.encoding) })
        });
        Opened { places: places.collect(), checked: Mutex::default(), analysis }
    }

    /// The paths of the files of those analyses that were read so far, by the file that each began with.
    pub(super) fn reads(&self) -> BTreeMap<PathBuf, BTreeSet<PathBuf>> {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let files = |opened: &Opened| opened.places.values().map(|place| place.path.clone()).collect();
        opened.iter().map(|(path, one)| (path.clone(), files(one))).collect()
    }
}

impl Opened {
    /// Everything that `strat check` tells.
    ///
    /// # Errors
    /// The budget was cancelled.
    pub(super) fn check(&self, budget: &Budget) -> Result<Arc<Found>, Failure> {
        let lock = || self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = lock().as_ref() {
            return Ok(Arc::clone(found));
        }
        let found = match &self.analysis {
            Ok(analysis) => Arc::new(analysis.check(budget)),
            Err(unreadable) => Arc::new(Found::clone(&unreadable.0)),
        };
        if budget.is_over() {
            return Err(Failure::new(Wrong::Cancelled, "cancelled"));
        }
        *lock() = Some(Arc::clone(&found));
        Ok(found)
    }

    /// The analysis.
    ///
    /// # Errors
    /// Its file cannot be read.
    pub(super) fn analysis(&self) -> Result<&Analysis, Failure> {
        self.analysis.as_ref().map_err(|unreadable| Failure::new(Wrong::Failed, unreadable.to_string()))
    }

    /// The file of the analysis that stands at a path.
    pub(super) fn file(&self, path: &Path) -> Option<FileId> {
        self.places.iter().find(|(_, place)| place.path == path).map(|(id, _)| *id)
    }

    fn text(&self, file: FileId) -> &str {
        let texts = match &self.analysis {
            Ok(analysis) => analysis.texts(),
            Err(unreadable) => unreadable.0.texts(),
        };
        texts.file(file).map_or("", |file| &file.text)
    }

    /// The path of a file of the analysis; `None` for the doctrine.
    pub(super) fn path(&self, file: FileId) -> Option<&Path> {
        self.places.get(&file).map(|place| place.path.as_path())
    }

    /// A place in the editor's terms; `None` for one in the doctrine.
    pub(super) fn range(&self, span: Span) -> Option<Range> {
        let place = self.places.get(&span.file)?;
        Some(place.lines.range(self.text(span.file), span))
    }

    /// The address of a file of the analysis; `None` for the doctrine.
    pub(super) fn uri(&self, file: FileId) -> Option<&str> {
        self.places.get(&file).map(|place| place.uri.as_str())
    }

    /// A place with the document that it is in, as the protocol has it.
    pub(super) fn location(&self, span: Span) -> Option<Value> {
        Some(json!({ "uri": self.uri(span.file)?, "range": Value::from(self.range(span)?) }))
    }
}
