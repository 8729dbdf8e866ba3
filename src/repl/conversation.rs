//! The conversation: a line in, a reply out. A pure core: it reads the files of the analysis and writes
//! those that `:save` names, and asks neither terminal nor clock.
//!
//! Invariant: whatever is typed, the session goes on; a mistake, a limit or an interruption changes nothing.

use super::draft::Draft;
use super::reference::Said;
use super::settings::Settings;
use super::snapshot::{self, Sight, Snapshot};
use super::stamps::Stamps;
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Budget;
use crate::model::sort::SortId;
use crate::model::statement::{Dated, Literal, SymbolId};
use crate::model::{Doctrine, Model};
use crate::reason::{Options, foreseen};
use crate::render::{Style, text};
use crate::theory::{Through, View};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// How a conversation begins.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// What analyses are built on.
    pub doctrine: Doctrine,
    /// The analysis; without one there is only the doctrine.
    pub file: Option<PathBuf>,
    /// What an evaluation may use.
    pub limits: Budget,
    /// What is typed before anybody types: `:as atkinson`, `suppose not A can provide oil.`
    pub opening: Vec<String>,
}

/// What strat says to a line.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// What is to be shown; ends in a line break unless it is empty.
    pub text: String,
    /// Whether the conversation goes on.
    pub then: Then,
}

/// Whether the conversation goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Then {
    /// It does.
    #[default]
    GoOn,
    /// It is over.
    Leave,
}

impl Reply {
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), then: Then::GoOn }
    }
}

/// How the analysis is looked at; by names, which outlive a reading of the files.
#[derive(Clone, Debug, Default)]
pub(super) struct Looking {
    /// The source looked through.
    pub(super) through: Option<String>,
    /// The scenario played through.
    pub(super) scenario: Option<String>,
    /// The date for which the analysis is made, where it is not the file's.
    pub(super) as_of: Option<Dated>,
    /// The word from which on a claim counts, where it is not the file's.
    pub(super) enough: Option<String>,
}

/// A session with an analysis.
pub struct Conversation {
    pub(super) draft: Draft,
    pub(super) looking: Looking,
    pub(super) settings: Settings,
    pub(super) style: Style,
    pub(super) said: Said,
    /// The last question, and how many of its answers were shown.
    pub(super) shown: Option<(String, usize)>,
    /// What the last `what if` supposed: its answers are asked about as if it were so.
    pub(super) supposing: Vec<Literal>,
    /// The question before, from which the next one may go on.
    pub(super) before: Option<String>,
    /// What holds now, once somebody wanted to know.
    pub(super) held: Option<Box<Snapshot>>,
    /// What holds without the session's edits, once somebody wanted to know.
    pub(super) base: Option<Box<Snapshot>>,
    /// Whether the files are watched.
    pub(super) watching: bool,
    /// What they looked like when they were read.
    pub(super) stamps: Stamps,
    /// The files that this session has written.
    pub(super) written: BTreeSet<PathBuf>,
    /// The file that was not written because somebody may not want that.
    pub(super) warned: Option<PathBuf>,
    /// How many of the edits have been written to a file.
    pub(super) saved: usize,
    /// How many edits there were when it was told that they would be lost.
    pub(super) told: Option<usize>,
    /// Whether it was told where to find what can be typed, and nothing was understood since.
    pub(super) lost: bool,
    limits: Budget,
    pub(super) interrupt: Arc<AtomicBool>,
}

impl Conversation {
    /// A conversation, and the greeting. A file that cannot be read is told, and the session begins without.
    pub fn new(setup: Setup, style: Style) -> (Self, Reply) {
        let interrupt = Arc::new(AtomicBool::new(false));
        let limits = Budget { cancelled: Some(Arc::clone(&interrupt)), ..setup.limits };
        let mut conversation = Self {
            draft: Draft::empty(&setup.doctrine),
            looking: Looking::default(),
            settings: Settings::default(),
            style,
            said: Said::default(),
            shown: None,
            supposing: Vec::new(),
            before: None,
            held: None,
            base: None,
            watching: false,
            stamps: Stamps::new(),
            written: BTreeSet::new(),
            warned: None,
            saved: 0,
            told: None,
            lost: false,
            limits,
            interrupt,
        };
        let mut reply = match &setup.file {
            Some(path) => conversation.load(path),
            None => Reply::of(text::aside(
                "no analysis is loaded: say something, or read one with `:load FILE`",
                &style,
            )),
        };
        for typed in &setup.opening {
            let answer = conversation.say(typed);
            reply.text.push_str(&answer.text);
        }
        (conversation, reply)
    }

    /// The flag that stops a running evaluation when it is set.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// Lays the replies out anew, for a terminal that has changed.
    pub fn restyle(&mut self, style: Style) {
        self.style = style;
    }

    /// Leaves, unless something would be lost that nobody was told of.
    pub fn leave(&mut self) -> Reply {
        match self.unsaved("`quit` once more leaves all the same") {
            Some(warning) => Reply::of(warning),
            None => Reply { text: String::new(), then: Then::Leave },
        }
    }

    /// What would be lost, told once for the statements that there are; `again` says what it takes to go on.
    pub(super) fn unsaved(&mut self, again: &str) -> Option<String> {
        let count = self.draft.edits().len();
        if count == self.saved || self.told.replace(count) == Some(count) {
            return None;
        }
        let what = match count {
            0 => String::from("what was undone is still in the file that was saved"),
            1 => String::from("one statement of this session is not saved"),
            count => format!("{count} statements of this session are not saved"),
        };
        Some(text::aside(&format!("{what}: `:save FILE` writes the analysis; {again}"), &self.style))
    }

    /// The model as it is looked at.
    pub(super) fn framed(&self, model: &Arc<Model>) -> Arc<Model> {
        if self.looking.as_of.is_none() && self.looking.enough.is_none() {
            return Arc::clone(model);
        }
        let mut framed = Model::clone(model);
        if let Some(dated) = &self.looking.as_of {
            framed.frame.as_of = Some(dated.clone());
        }
        let enough = self.looking.enough.as_deref();
        if let Some(low) = enough.and_then(|word| framed.frame.scale.low(word)) {
            framed.frame.threshold = low;
        }
        Arc::new(framed)
    }

    /// The thing of this name, if it is of the sort.
    pub(super) fn named(&self, name: &str, sort: SortId) -> Option<SymbolId> {
        let model = &self.draft.model;
        let id = model.names.get(name).copied()?;
        model.symbol(id).filter(|symbol| model.sorts.is_below(symbol.sort, sort)).map(|_| id)
    }

    /// The view that the session looks through.
    pub(super) fn view(&self) -> View {
        let through = self.looking.through.as_deref().and_then(|name| self.named(name, SortId::SOURCE));
        self.foreseeing(View {
            scenario: self.looking.scenario.as_deref().and_then(|name| self.named(name, SortId::SCENARIO)),
            supposed: self.draft.supposed.clone(),
            retracted: self.draft.retracted.clone(),
            through: through.map_or(Through::All, Through::Source),
            ..View::default()
        })
    }

    /// A view with the forecasts that its suppositions set off, and no others; in a scenario all are in force. Where the
    /// limits do not allow to find these out, whoever evaluates the view says so.
    pub(super) fn foreseeing(&self, mut view: View) -> View {
        view.played = !view.supposed.is_empty();
        if view.played && view.scenario.is_none() {
            let options = Options { view: view.clone(), budget: self.limits(), ..Options::default() };
            view.foreseen = foreseen(&self.framed(&self.draft.model), &options).unwrap_or_default();
        }
        view
    }

    pub(super) fn limits(&self) -> Budget {
        let deadline = match self.settings.timeout {
            0 => self.limits.deadline,
            seconds => Instant::now().checked_add(Duration::from_secs(seconds)),
        };
        Budget { deadline, ..self.limits.clone() }
    }

    /// What is looked at now.
    pub(super) fn sight(&self) -> Sight {
        Sight {
            model: self.framed(&self.draft.model),
            files: Arc::clone(&self.draft.base),
            view: self.view(),
            limits: self.limits(),
        }
    }

    /// What holds now.
    pub(super) fn look(&self) -> Result<Snapshot, Box<Diagnostic>> {
        snapshot::look(self.sight())
    }

    /// What holds without what the session said.
    pub(super) fn look_at_files(&self) -> Result<Snapshot, Box<Diagnostic>> {
        let view = View { supposed: Vec::new(), retracted: Default::default(), played: false, ..self.view() };
        snapshot::look(Sight { model: self.framed(&self.draft.base), view, ..self.sight() })
    }

    /// What holds now, evaluated if need be.
    pub(super) fn held(&mut self) -> Result<&mut Snapshot, Box<Diagnostic>> {
        let held = match self.held.take() {
            Some(held) => held,
            None => Box::new(self.look()?),
        };
        Ok(self.held.insert(held))
    }

    /// Diagnostics with their source.
    pub(super) fn show(&self, diagnostics: &[Diagnostic]) -> String {
        text::diagnostics(diagnostics, &self.draft.map, &self.style)
    }

    /// Mistakes in what was typed. Somebody whose words are no sentence may not know what can be said.
    pub(super) fn misunderstood(&mut self, diagnostics: &[Diagnostic]) -> String {
        let mut out = self.show(diagnostics);
        let unknown = diagnostics.iter().any(|found| found.code == Code::NoSentence);
        if unknown && !std::mem::replace(&mut self.lost, true) {
            out.push_str(
                &self.note("`help` shows what can be typed, `:relations` the sentences that are known"),
            );
        }
        out
    }

    pub(super) fn stopped(&self, diagnostic: &Diagnostic) -> String {
        self.show(std::slice::from_ref(diagnostic))
    }
}
