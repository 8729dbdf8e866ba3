//! The conversation: a line in, a reply out. A pure core: it reads the files of the analysis and writes
//! those that `:save` names, and asks neither terminal nor clock.
//!
//! Invariant: whatever is typed, the session goes on; a mistake, a limit or an interruption changes nothing.

use super::commands;
use super::complete::{self, Completion, Rest};
use super::draft::{Applied, Draft, Edit};
use super::held::{self, Change, Held};
use super::highlight;
use super::input::{self, Input, Mended, Readiness};
use super::plain::PROMPT;
use super::reference::{Referred, Said, refer};
use super::settings::Settings;
use super::watch::{Stamps, stamps};
use crate::diagnostic::{Diagnostic, Severity, clean};
use crate::engine::Limits;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{Dated, SymbolId};
use crate::reason::{Asked, Options, Session, Stop, ask};
use crate::render::text::paint::Paint;
use crate::render::{Style, text};
use crate::report::{Ask, Command};
use crate::syntax::{self, ast::QueryKind};
use crate::theory::{Through, View};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How a conversation begins.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The analysis; without one there is only the doctrine.
    pub file: Option<PathBuf>,
    /// What an evaluation may use.
    pub limits: Limits,
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
    /// What holds now, once somebody wanted to know.
    pub(super) held: Option<Held>,
    /// What holds without the session's edits, once somebody wanted to know.
    pub(super) base: Option<Held>,
    /// Whether the files are watched.
    pub(super) watching: bool,
    /// What they looked like when they were read.
    pub(super) stamps: Stamps,
    limits: Limits,
    interrupt: Arc<AtomicBool>,
}

impl Conversation {
    /// A conversation, and the greeting. A file that cannot be read is told, and the session begins without.
    pub fn new(setup: Setup, style: Style) -> (Self, Reply) {
        let interrupt = Arc::new(AtomicBool::new(false));
        let limits = Limits { interrupt: Some(Arc::clone(&interrupt)), ..setup.limits };
        let mut conversation = Self {
            draft: Draft::empty(),
            looking: Looking::default(),
            settings: Settings::default(),
            style,
            said: Said::default(),
            shown: None,
            held: None,
            base: None,
            watching: false,
            stamps: Stamps::new(),
            limits,
            interrupt,
        };
        let reply = match &setup.file {
            Some(path) => conversation.load(path),
            None => Reply::of(text::aside(
                "no analysis is loaded: say something, or read one with `:load FILE`",
                &style,
            )),
        };
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

    /// Whether what was typed so far can be answered, or goes on in the next line.
    pub fn readiness(&self, typed: &str) -> Readiness {
        input::readiness(typed)
    }

    /// Answers what was typed: a command, a question, statements, or several of them.
    pub fn say(&mut self, typed: &str) -> Reply {
        self.interrupt.store(false, Ordering::Relaxed);
        let mut reply = Reply::default();
        let mut statements = String::new();
        let mut mended = Mended::Nothing;
        for piece in input::pieces(typed) {
            let meaning = input::meaning(&piece);
            // Statements that follow each other are one edit, with one account of what it changes.
            if let Input::Statement(text, mark) = meaning {
                if !statements.is_empty() {
                    statements.push('\n');
                }
                statements.push_str(&text);
                if mark == Mended::Mark {
                    mended = mark;
                }
                continue;
            }
            self.state(&mut statements, &mut mended, &mut reply);
            match meaning {
                Input::Nothing | Input::Statement(..) => {}
                Input::Command(command, rest) => {
                    let done = (command.act)(self, &rest);
                    reply.text.push_str(&done.text);
                    reply.then = done.then;
                }
                Input::NoCommand(name) => reply.text.push_str(&self.no_command(&name)),
                Input::Question(text, mark) => {
                    if mark == Mended::Mark {
                        reply
                            .text
                            .push_str(&self.note("a question ends with `?`; this one was read as if it did"));
                    }
                    reply.text.push_str(&self.question(&text));
                }
            }
            if reply.then == Then::Leave {
                return reply;
            }
        }
        self.state(&mut statements, &mut mended, &mut reply);
        reply
    }

    fn state(&mut self, statements: &mut String, mended: &mut Mended, reply: &mut Reply) {
        if statements.is_empty() {
            return;
        }
        let text = std::mem::take(statements);
        if std::mem::replace(mended, Mended::Nothing) == Mended::Mark {
            reply.text.push_str(&self.note("a statement ends with `.`; this one was read as if it did"));
        }
        reply.text.push_str(&self.statement(&text));
    }

    /// A gentle remark, unless the analyst does not want any.
    fn note(&self, remark: &str) -> String {
        if self.settings.notes { text::aside(&format!("({remark})"), &self.style) } else { String::new() }
    }

    fn no_command(&self, name: &str) -> String {
        let near = crate::syntax::words::nearest(name, &commands::names());
        let text = match near {
            Some(near) => format!("there is no command `:{name}`; did you mean `:{near}`?"),
            None => format!("there is no command `:{name}`; `:help` lists them"),
        };
        text::aside(&text, &self.style)
    }

    /// The model as it is looked at.
    pub(super) fn framed(&self, model: &Arc<Model>) -> Arc<Model> {
        match &self.looking.as_of {
            None => Arc::clone(model),
            Some(dated) => {
                let mut framed = Model::clone(model);
                framed.frame.as_of = Some(dated.clone());
                Arc::new(framed)
            }
        }
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
        View {
            scenario: self.looking.scenario.as_deref().and_then(|name| self.named(name, SortId::SCENARIO)),
            supposed: self.draft.supposed.clone(),
            retracted: self.draft.retracted.clone(),
            through: through.map_or(Through::All, Through::Source),
            played: !self.draft.supposed.is_empty(),
            ..View::default()
        }
    }

    pub(super) fn limits(&self) -> Limits {
        let deadline = match self.settings.timeout {
            0 => self.limits.deadline,
            seconds => Instant::now().checked_add(Duration::from_secs(seconds)),
        };
        Limits { deadline, ..self.limits.clone() }
    }

    /// What holds now.
    pub(super) fn look(&self) -> Result<Held, Box<Diagnostic>> {
        held::look(self.framed(&self.draft.model), self.view(), self.limits())
    }

    /// What holds without what the session said.
    pub(super) fn look_at_files(&self) -> Result<Held, Box<Diagnostic>> {
        let view = View { supposed: Vec::new(), retracted: Default::default(), played: false, ..self.view() };
        held::look(self.framed(&self.draft.base), view, self.limits())
    }

    /// What holds now, evaluated if need be.
    pub(super) fn held(&mut self) -> Result<&mut Held, Box<Diagnostic>> {
        let held = match self.held.take() {
            Some(held) => held,
            None => self.look()?,
        };
        Ok(self.held.insert(held))
    }

    /// Diagnostics with their source.
    pub(super) fn show(&self, diagnostics: &[Diagnostic]) -> String {
        text::diagnostics(diagnostics, &self.draft.map, &self.style)
    }

    pub(super) fn stopped(&self, diagnostic: Box<Diagnostic>) -> String {
        self.show(&[*diagnostic])
    }
}

/// Questions.
impl Conversation {
    fn question(&mut self, typed: &str) -> String {
        let mut out = String::new();
        let question = match refer(typed, &self.said) {
            Referred::Unchanged => typed.to_owned(),
            Referred::Nothing(why) => return text::aside(&why, &self.style),
            Referred::To(question, number) => {
                let others = match number {
                    Some(number) if self.said.numbered.len() > 1 => format!(
                        "   (number {number} of {}; `why 2?` asks about another)",
                        self.said.numbered.len()
                    ),
                    Some(_) | None => String::new(),
                };
                out.push_str(&text::aside(&format!("{question}{others}"), &self.style));
                question
            }
        };
        self.shown = None;
        out.push_str(&self.answer(&question, 0));
        out
    }

    /// Answers a question from the answer number `shown + 1` on.
    pub(super) fn answer(&mut self, question: &str, shown: usize) -> String {
        let page = self.settings.answers;
        let file = self.draft.typed(question);
        let query = match syntax::parse_query(&self.draft.map, file) {
            Ok(query) => query,
            Err(diagnostic) => return self.show(&[diagnostic]),
        };
        let model = self.framed(&self.draft.model);
        let options = Options { view: self.view(), limits: self.limits() };
        let mut session = Session::new(&model, Command::Ask, Vec::new(), options);
        let asked = ask(&mut session, &self.draft.map, &query, shown + page);
        let report = session.report;
        let asked = match asked {
            Ok(asked) => asked,
            Err(Stop(diagnostic)) => return self.stopped(diagnostic),
        };
        let errors: Vec<Diagnostic> =
            report.diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect();
        if !errors.is_empty() {
            return self.show(&errors);
        }
        let Some(found) = report.ask else { return String::new() };
        let changes = matches!(query.kind, QueryKind::WhatIf(_));
        self.remember(&query.kind, question, &found, asked, shown);
        if changes { self.show_changes(&found) } else { self.show_answers(&found, shown, &query.kind) }
    }

    fn show_answers(&self, found: &Ask, shown: usize, kind: &QueryKind) -> String {
        if found.answers.is_empty() && found.absence.is_none() {
            let hint = match kind {
                QueryKind::Find(_) | QueryKind::Why(_) => {
                    "Nothing shows it; `why not?` asks what is missing."
                }
                QueryKind::WhyFalse(_) => "Nothing shows that it is false.",
                QueryKind::WhyNot(_)
                | QueryKind::WhatIf(_)
                | QueryKind::WhatWouldItTake(_)
                | QueryKind::HowLikely(_) => "There is no answer.",
            };
            return format!("{hint}\n");
        }
        text::listing(found, shown + 1, &self.draft.map, &self.style)
    }

    /// What a supposition would change.
    fn show_changes(&self, found: &Ask) -> String {
        use crate::report::Truth;
        let of = |truth: Truth| -> Vec<String> {
            let some = found.answers.iter().filter(|answer| answer.truth == truth);
            some.map(|answer| answer.sentence.clone()).collect()
        };
        let (gained, lost) = (of(Truth::True), of(Truth::False));
        if gained.is_empty() && lost.is_empty() {
            return String::from("Nothing would change.\n");
        }
        let mut out = String::new();
        let mut number = 1;
        for (head, sentences) in [("Then this would follow:", gained), ("And this no longer:", lost)] {
            if !sentences.is_empty() {
                out.push_str(&text::heading(head, &self.style));
                out.push_str(&text::numbered(&sentences, number, &self.style));
                number += sentences.len();
            }
        }
        if found.hidden > 0 {
            out.push_str(&text::aside(&format!("and {} more", found.hidden), &self.style));
        }
        out
    }

    /// Keeps what "it" and the numbers stand for.
    fn remember(&mut self, kind: &QueryKind, question: &str, found: &Ask, asked: Asked, shown: usize) {
        let about = || {
            let text = question.trim_end_matches('?');
            let leads = [
                "why false ",
                "why not ",
                "why ",
                "how likely ",
                "what would it take: ",
                "what would it take ",
            ];
            leads
                .iter()
                .find_map(|lead| {
                    let head = text.get(..lead.len())?;
                    head.eq_ignore_ascii_case(lead).then(|| text.get(lead.len()..).unwrap_or_default())
                })
                .unwrap_or(text)
                .to_owned()
        };
        match kind {
            QueryKind::Find(_) => {
                let sentences: Vec<String> =
                    found.answers.iter().map(|answer| answer.sentence.clone()).collect();
                self.said.it = (asked == Asked::Unanswered).then(about);
                self.said.numbered = sentences;
                self.shown = (found.hidden > 0).then(|| (question.to_owned(), shown + self.settings.answers));
            }
            QueryKind::WhatIf(_) => {
                self.said.numbered = found.answers.iter().map(|answer| answer.sentence.clone()).collect();
                self.said.it = None;
            }
            // The numbers stay those of the list that is asked about.
            QueryKind::Why(_)
            | QueryKind::WhyNot(_)
            | QueryKind::HowLikely(_)
            | QueryKind::WhatWouldItTake(_) => {
                self.said.it = Some(about());
            }
            QueryKind::WhyFalse(_) => self.said.it = Some(format!("not {}", about())),
        }
    }
}

/// Statements and what they change.
impl Conversation {
    fn statement(&mut self, statement: &str) -> String {
        if let Err(diagnostic) = self.held() {
            return self.stopped(diagnostic);
        }
        let applied = match self.draft.apply(statement) {
            Ok(applied) => applied,
            Err(diagnostics) => return self.show(&diagnostics),
        };
        match self.settle() {
            Ok(change) => {
                let warnings = self.show(&applied.diagnostics);
                warnings + &self.show_change(&noted(&applied), &applied.said, change)
            }
            Err(diagnostic) => {
                self.draft.forget_last();
                self.stopped(diagnostic) + &text::aside("nothing was changed", &self.style)
            }
        }
    }

    /// Looks again after something was changed, and says what became different.
    ///
    /// # Errors
    /// A limit was reached; what was held before is still there.
    pub(super) fn settle(&mut self) -> Result<Change, Box<Diagnostic>> {
        let after = self.look()?;
        let change = match &self.held {
            Some(before) => held::change(before, &after),
            None => Change::default(),
        };
        self.held = Some(after);
        Ok(change)
    }

    /// What became different, with numbers; `said` is what was said, and no consequence of it.
    pub(super) fn show_change(&mut self, head: &str, said: &[String], change: Change) -> String {
        let Change { mut gained, mut lost, arisen, settled } = change;
        gained.retain(|text| !said.contains(text));
        lost.retain(|text| !said.contains(text));
        self.shown = None;
        let quiet = gained.is_empty() && lost.is_empty() && arisen.is_empty() && settled.is_empty();
        if quiet {
            self.said = Said { numbered: Vec::new(), it: said.first().cloned() };
            return format!("{head} Nothing else changes.\n");
        }
        let mut out = format!("{head}\n");
        let most = self.settings.consequences;
        let mut numbered = Vec::new();
        for (title, sentences) in [("What follows now:", gained), ("What no longer follows:", lost)] {
            if sentences.is_empty() {
                continue;
            }
            let count = sentences.len();
            let shown: Vec<String> = sentences.into_iter().take(most).collect();
            out.push_str(&text::heading(title, &self.style));
            out.push_str(&text::numbered(&shown, numbered.len() + 1, &self.style));
            if count > shown.len() {
                let more =
                    format!("and {} more; `:set consequences {count}` shows as many", count - shown.len());
                out.push_str(&text::aside(&more, &self.style));
            }
            numbered.extend(shown);
        }
        if !arisen.is_empty() {
            out.push_str(&text::heading("What is wrong now:", &self.style));
            for one in &arisen {
                out.push_str(&self.brief_finding(one));
            }
        }
        if !settled.is_empty() {
            out.push_str(&text::heading("What is no longer wrong:", &self.style));
            for one in &settled {
                out.push_str(&text::aside(&told(one), &self.style));
            }
        }
        let it = said.first().cloned().filter(|_| numbered.is_empty());
        self.said = Said { numbered, it };
        out
    }

    /// A finding in a line, and why: `:check` shows it with its places.
    fn brief_finding(&self, found: &Diagnostic) -> String {
        let mut out = text::bullet(&told(found), &self.style);
        let why = found.notes.first().or(found.labels.first().map(|label| &label.text));
        if let Some(why) = why.filter(|why| !why.is_empty()) {
            out.push_str(&text::aside(&format!("  {why}"), &self.style));
        }
        out
    }

    /// Reads an analysis; the one before is left.
    pub(super) fn load(&mut self, path: &Path) -> Reply {
        let draft = match Draft::load(path) {
            Ok(draft) => draft,
            Err((diagnostic, map)) => return Reply::of(text::diagnostics(&[*diagnostic], &map, &self.style)),
        };
        self.draft = draft;
        self.looking = Looking::default();
        self.said = Said::default();
        self.shown = None;
        self.held = None;
        self.base = None;
        self.stamps = stamps(self.draft.files());
        Reply::of(self.greeting() + &self.mistakes())
    }

    /// What was loaded, in a line.
    fn greeting(&self) -> String {
        let model = &self.draft.model;
        let name = model.frame.title.clone().or_else(|| model.frame.name.clone());
        let own = model.statements().filter(|(id, _)| model.is_own(*id)).count();
        let path = self.draft.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        let title = match name {
            Some(name) => format!("{name} ({path}): {own} statements"),
            None => format!("{path}: {own} statements"),
        };
        format!("{}\n", clean::line(&title))
    }

    /// What is wrong in the files: errors in full, the rest counted.
    pub(super) fn mistakes(&self) -> String {
        let (errors, others): (Vec<Diagnostic>, Vec<Diagnostic>) =
            self.draft.found.iter().cloned().partition(|found| found.severity == Severity::Error);
        let mut out = self.show(&errors);
        if !errors.is_empty() {
            out.push_str(&text::aside(
                "what is wrong is left out; the rest can be talked about",
                &self.style,
            ));
        }
        if !others.is_empty() {
            let count = text::counts(&others);
            out.push_str(&text::aside(&format!("{count} in the text: `:check` shows it"), &self.style));
        }
        out
    }
}

/// What the editor asks while a line is typed.
impl Conversation {
    /// What could be written at the end of a text.
    pub fn complete(&self, text: &str) -> Completion {
        complete::complete(&self.draft.model, text)
    }

    /// The rest of the only sentence that fits the end of a text, or how to end what goes on.
    pub fn hint(&self, text: &str) -> Option<Rest> {
        complete::hint(&self.draft.model, text)
    }

    /// What is typed, in colours.
    pub fn highlight(&self, text: &str, cursor: usize) -> String {
        highlight::highlight(&self.draft.model, text, cursor, &self.style)
    }

    /// The prompt, in colours.
    pub fn highlight_prompt(&self, prompt: &str) -> String {
        self.style.paint(Paint::Strong, prompt)
    }

    /// A hint, in colours.
    pub fn highlight_hint(&self, hint: &str) -> String {
        self.style.paint(Paint::Dim, hint)
    }

    /// The prompt, which says how one looks at the analysis where that is not as usual.
    pub fn prompt(&self) -> String {
        let ways: Vec<&str> = [&self.looking.scenario, &self.looking.through]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if ways.is_empty() { String::from(PROMPT) } else { format!("strat [{}]> ", ways.join(", ")) }
    }
}

/// What an edit did, in a word.
fn noted(applied: &Applied) -> String {
    let mut parts = Vec::new();
    if applied.retracted > 0 {
        parts.push(match applied.retracted {
            1 => String::from("Taken back."),
            count => format!("Taken back: {count} statements."),
        });
    }
    if applied.supposed > 0 {
        parts.push(String::from("Supposed, until `:undo`."));
    }
    if parts.is_empty() { String::from("Noted.") } else { parts.join(" ") }
}

/// A finding in a line.
fn told(found: &Diagnostic) -> String {
    format!("{}[{}]: {}", found.severity.word(), found.code.number(), found.message)
}

/// The first line of an edit, for a list.
pub(super) fn headline(edit: &Edit) -> String {
    let words: Vec<&str> = edit.text.split_whitespace().collect();
    let text = words.join(" ");
    if text.chars().count() > 70 { text.chars().take(69).chain(['…']).collect() } else { text }
}
