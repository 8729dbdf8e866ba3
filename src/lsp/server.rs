//! The server: messages in, answers and findings out.
//!
//! One thread reads, one writes, and one holds the documents and hands requests to a few that answer them, each from a
//! [`Snapshot`]. An edit makes a new snapshot and stops what is being answered from the old one.
//!
//! Invariant: every request has one answer, in whatever state the documents are; a fault in one costs its answer only.

use super::asked::{Asked, Identifier, parameters};
use super::document::{Change, Document};
use super::features;
use super::out::Out;
use super::position::Encoding;
use super::snapshot::Snapshot;
use super::{capabilities, diagnostics, uri};
use crate::rpc::{Call, Failure, Read, Wrong, framed};
use crate::{Budget, Workspace};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many requests are answered side by side.
const HANDS: usize = 3;

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As the protocol has it: `shutdown`, then `exit`.
    Orderly,
    /// The other side went away.
    Abrupt,
}

/// Serves an editor until it ends the session or goes away.
///
/// # Errors
/// A thread cannot be started.
pub fn serve(
    mut input: impl BufRead + Send + 'static,
    mut output: impl Write + Send + 'static,
    workspace: Workspace,
) -> io::Result<Ending> {
    let (events, inbox) = channel();
    let (out, messages) = channel::<Value>();
    thread::Builder::new().name(String::from("read")).spawn(move || {
        loop {
            let read = framed::read(&mut input).unwrap_or(Read::End);
            let last = matches!(read, Read::End);
            if events.send(read).is_err() || last {
                break;
            }
        }
    })?;
    let writer = thread::Builder::new().name(String::from("write")).spawn(move || {
        for message in messages {
            if framed::write(&mut output, &message).is_err() {
                break;
            }
        }
    })?;
    let (jobs, queue) = channel();
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..HANDS {
        let queue = Arc::clone(&queue);
        thread::Builder::new().name(String::from("answer")).spawn(move || work(&queue))?;
    }
    let mut server = Server {
        out: Out(out),
        jobs,
        workspace,
        encoding: Encoding::default(),
        documents: BTreeMap::new(),
        stage: Stage::Begun,
        pulls: false,
        snapshot: None,
        running: Arc::default(),
        finding: Arc::default(),
        reads: BTreeMap::new(),
    };
    let ending = server.run(&inbox);
    drop(server);
    // What was answered last is still to be written.
    let _written = writer.join();
    Ok(ending)
}

type Job = Box<dyn FnOnce() + Send>;

fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        job();
    }
}

/// What is being answered, and whether it still is to be.
#[derive(Default)]
struct Running {
    stop: Arc<AtomicBool>,
    /// Whether a newer text stopped it, and not whoever asked.
    outdated: AtomicBool,
}

impl Running {
    fn budget(&self) -> Budget {
        Budget { cancelled: Some(Arc::clone(&self.stop)), ..Budget::default() }
    }

    fn failure(&self) -> Failure {
        if self.outdated.load(Ordering::Relaxed) {
            Failure::new(Wrong::Modified, "the text has changed")
        } else {
            Failure::new(Wrong::Cancelled, "cancelled")
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Begun,
    Initialized,
    ShutDown,
}

struct Server {
    out: Out,
    jobs: Sender<Job>,
    workspace: Workspace,
    encoding: Encoding,
    documents: BTreeMap<PathBuf, Arc<Document>>,
    stage: Stage,
    /// Whether the editor asks for diagnostics itself.
    pulls: bool,
    /// The texts as they are, made when something is asked.
    snapshot: Option<Arc<Snapshot>>,
    running: Arc<Mutex<HashMap<String, Arc<Running>>>>,
    /// The search for diagnostics that is under way.
    finding: Arc<Running>,
    /// The files that analyses were last made of, by the file that each began with.
    reads: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Initialize {
    #[serde(default)]
    capabilities: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opening {
    text_document: Item,
}

#[derive(Deserialize)]
struct Item {
    uri: String,
    #[serde(default)]
    version: i64,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changing {
    text_document: Versioned,
    content_changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Versioned {
    uri: String,
    version: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Closing {
    text_document: Identifier,
}

impl Server {
    fn run(&mut self, inbox: &Receiver<Read>) -> Ending {
        while let Ok(read) = inbox.recv() {
            match read {
                Read::Call(call) if call.method == "exit" => break,
                Read::Call(call) => self.call(call),
                Read::Answer => {}
                Read::Nonsense(id, failure) => self.out.answer(&id, Err(failure)),
                Read::End => break,
            }
        }
        self.stop_all();
        self.finding.stop.store(true, Ordering::Relaxed);
        if self.stage == Stage::ShutDown { Ending::Orderly } else { Ending::Abrupt }
    }

    fn call(&mut self, Call { id, method, params }: Call) {
        let Some(id) = id else { return self.notified(&method, params) };
        let answer = match (self.stage, method.as_str()) {
            (Stage::Begun, "initialize") => parameters(params).map(|params| self.initialize(params)),
            (Stage::Begun, _) => Err(Failure::new(Wrong::NotInitialized, "`initialize` comes first")),
            (_, "initialize") => Err(Failure::new(Wrong::Request, "the session has begun already")),
            (Stage::ShutDown, _) => Err(Failure::new(Wrong::Request, "the session has been shut down")),
            (Stage::Initialized, "shutdown") => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            (Stage::Initialized, _) => match features::find(&method) {
                Some(feature) => return self.hand_out(id, feature, params),
                None => Err(Failure::new(Wrong::Method, format!("there is no method `{method}`"))),
            },
        };
        self.out.answer(&id, answer);
    }

    fn initialize(&mut self, params: Initialize) -> Value {
        self.stage = Stage::Initialized;
        let offered = params.capabilities.pointer("/general/positionEncodings");
        let offered: Vec<String> =
            offered.and_then(|names| serde_json::from_value(names.clone()).ok()).unwrap_or_default();
        self.encoding = Encoding::among(&offered);
        self.pulls = params.capabilities.pointer("/textDocument/diagnostic").is_some_and(Value::is_object);
        capabilities::answer(self.encoding)
    }

    /// The path of a document, links followed.
    fn path(&self, uri: &str) -> PathBuf {
        self.workspace.place(uri::path(uri))
    }

    fn notified(&mut self, method: &str, params: Value) {
        match method {
            "$/cancelRequest" => {
                let id = params.get("id").unwrap_or(&Value::Null).to_string();
                if let Some(one) = self.running().get(&id) {
                    one.stop.store(true, Ordering::Relaxed);
                }
            }
            _ if self.stage != Stage::Initialized => {}
            "textDocument/didOpen" => {
                if let Ok(Opening { text_document: Item { uri, version, text } }) = parameters(params) {
                    let path = self.path(&uri);
                    self.put(Document::new(uri, path, version, &text, self.encoding));
                }
            }
            "textDocument/didChange" => {
                if let Ok(Changing { text_document: Versioned { uri, version }, content_changes }) =
                    parameters(params)
                    && let Some(document) = self.documents.get(&self.path(&uri))
                {
                    let version = version.unwrap_or(document.version + 1);
                    let document = document.changed(version, &content_changes, self.encoding);
                    self.put(document);
                }
            }
            "textDocument/didClose" => {
                if let Ok(Closing { text_document: Identifier { uri } }) = parameters(params) {
                    let path = self.path(&uri);
                    if self.documents.remove(&path).is_some() {
                        self.workspace.close(&path);
                        self.changed();
                        self.out.send(diagnostics::published(&uri, None, Vec::new()));
                        self.look_for_diagnostics(None);
                    }
                }
            }
            // Files that are not open have changed: whatever was read may be another.
            "workspace/didChangeWatchedFiles" | "workspace/didChangeConfiguration" => {
                self.changed();
                self.look_for_diagnostics(None);
            }
            _ => {}
        }
    }

    /// Puts a document in its place, and looks at what it changes.
    fn put(&mut self, document: Document) {
        self.workspace.edit(&document.path, &*document.text);
        let path = document.path.clone();
        let is_new = self.documents.insert(path.clone(), Arc::new(document)).is_none();
        self.changed();
        // What is new may be what others have missed.
        self.look_for_diagnostics(Some(&path).filter(|_| !is_new));
    }

    /// Stops what is being answered from texts that are no more.
    fn changed(&mut self) {
        if let Some(snapshot) = self.snapshot.take() {
            self.reads.extend(snapshot.reads());
        }
        self.stop_all();
    }

    fn stop_all(&mut self) {
        for one in self.running().values() {
            one.outdated.store(true, Ordering::Relaxed);
            one.stop.store(true, Ordering::Relaxed);
        }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<String, Arc<Running>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn snapshot(&mut self) -> Arc<Snapshot> {
        let (workspace, documents) = (&self.workspace, &self.documents);
        let encoding = self.encoding;
        let snapshot = self
            .snapshot
            .get_or_insert_with(|| Arc::new(Snapshot::new(workspace.clone(), encoding, documents.clone())));
        Arc::clone(snapshot)
    }

    /// Has a request answered, whenever somebody is free.
    fn hand_out(&mut self, id: Value, feature: features::Feature, params: Value) {
        let (out, snapshot) = (self.out.clone(), self.snapshot());
        let running = Arc::new(Running::default());
        let all = Arc::clone(&self.running);
        self.running().insert(id.to_string(), Arc::clone(&running));
        let token =
            params.get("workDoneToken").filter(|token| token.is_string() || token.is_number()).cloned();
        let job = move || {
            if let Some(token) = &token {
                out.begin(token, "strat");
            }
            let answer = || {
                let budget = running.budget();
                if budget.is_over() {
                    return Err(running.failure());
                }
                let answer = feature(&Asked { snapshot: &snapshot, budget: &budget }, params);
                if budget.is_over() { Err(running.failure()) } else { answer }
            };
            let answer = catch_unwind(AssertUnwindSafe(answer)).unwrap_or_else(|_| {
                Err(Failure::new(
                    Wrong::Internal,
                    "this is a bug of strat's: please report it, with the file",
                ))
            });
            all.lock().unwrap_or_else(PoisonError::into_inner).remove(&id.to_string());
            if let Some(token) = &token {
                out.end(token);
            }
            out.answer(&id, answer);
        };
        // Those who answer go only with the server.
        let _gone = self.jobs.send(Box::new(job));
    }

    /// Has diagnostics found for the documents that a change concerns, all of them if it is not known which.
    fn look_for_diagnostics(&mut self, changed: Option<&PathBuf>) {
        if self.pulls {
            return;
        }
        self.finding.stop.store(true, Ordering::Relaxed);
        let finding = Arc::new(Running::default());
        self.finding = Arc::clone(&finding);
        let (out, snapshot) = (self.out.clone(), self.snapshot());
        let concerns = |path: &&PathBuf| {
            let reads = self.reads.get(*path);
            changed
                .is_none_or(|changed| changed == *path || reads.is_none_or(|files| files.contains(changed)))
        };
        let mut order: Vec<PathBuf> = self.documents.keys().filter(concerns).cloned().collect();
        // What was typed comes first.
        order.sort_by_key(|path| Some(path) != changed);
        let job = move || {
            for path in order {
                let look = || diagnostics::push(&snapshot, &path, &finding.budget(), &out);
                let _told = catch_unwind(AssertUnwindSafe(look));
            }
        };
        let _gone = self.jobs.send(Box::new(job));
    }
}
