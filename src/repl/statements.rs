//! Statements to edits, and what they change to words.

use super::conversation::Looking;
use super::conversation::{Conversation, Reply};
use super::draft::{Applied, Draft, Edit};
use super::reference::Said;
use super::snapshot::{self, Change, Renewed, Snapshot};
use super::stamps::stamps;
use crate::diagnostic::{Diagnostic, Severity, clean};
use crate::render::text;
use std::path::Path;

impl Conversation {
    pub(super) fn statement(&mut self, statement: &str) -> String {
        if let Err(diagnostic) = self.held() {
            return self.stopped(&diagnostic);
        }
        let applied = match self.draft.apply(statement) {
            Ok(applied) => applied,
            Err(diagnostics) => return self.misunderstood(&diagnostics),
        };
        self.lost = false;
        let met = |held: &Option<Box<Snapshot>>| held.as_ref().map_or((0, 0), |held| held.met);
        let before = met(&self.held);
        let invalid = self.invalid();
        match self.settle() {
            Ok(change) => {
                let mistakes: Vec<Diagnostic> =
                    self.invalid().into_iter().filter(|one| !invalid.contains(one)).collect();
                if !mistakes.is_empty() {
                    // What holds without it is found out when somebody asks.
                    self.held = None;
                    self.draft.forget_last();
                    return self.show(&mistakes);
                }
                let warnings = self.show(&applied.diagnostics);
                let after = met(&self.held);
                let expected = after.1 > before.1 && after.1 - after.0 == before.1 - before.0;
                let head = if expected { String::from("Noted: as expected.") } else { noted(&applied) };
                let shown = warnings + &self.show_change(&head, &applied.said, change);
                shown + &self.speaking(&applied)
            }
            Err(diagnostic) => {
                self.draft.forget_last();
                self.stopped(&diagnostic) + &text::aside("nothing was changed", &self.style)
            }
        }
    }

    /// That statements speak of what was taken back, if any do.
    fn speaking(&self, applied: &Applied) -> String {
        let (named, verb) = match applied.speaking.as_slice() {
            [] => return String::new(),
            [only] => (only.clone(), "speaks"),
            several => (crate::report::listed(several), "speak"),
        };
        let text = format!("{named} {verb} of what was taken back: take that back too before you `:save`");
        text::aside(&text, &self.style)
    }

    /// What makes a question impossible to answer: mistakes that show only when all statements are put
    /// together.
    fn invalid(&self) -> Vec<Diagnostic> {
        let found = self.held.iter().flat_map(|held| &held.found);
        found.filter(|one| one.severity == Severity::Error && one.code.is_of_text()).cloned().collect()
    }

    /// Looks again after something was changed, and says what became different.
    ///
    /// # Errors
    /// A limit was reached; what was held before is still there, or is found out when somebody asks.
    pub(super) fn settle(&mut self) -> Result<Change, Box<Diagnostic>> {
        let Some(before) = self.held.take() else {
            self.held = Some(Box::new(self.look()?));
            return Ok(Change::default());
        };
        let before = match snapshot::renew(before, self.sight()) {
            Renewed::Done(after, change) => {
                self.held = Some(after);
                return Ok(change);
            }
            Renewed::Stopped(before, diagnostic) => {
                self.held = before;
                return Err(diagnostic);
            }
            Renewed::Other(before) => before,
        };
        match self.look() {
            Ok(after) => {
                let change = snapshot::change(&before, &after);
                self.held = Some(Box::new(after));
                Ok(change)
            }
            Err(diagnostic) => {
                self.held = Some(before);
                Err(diagnostic)
            }
        }
    }

    /// What became different, with numbers; `said` is what was said, and no consequence of it.
    pub(super) fn show_change(&mut self, head: &str, said: &[String], change: Change) -> String {
        let Change { mut gained, mut lost, arisen, settled } = change;
        let head = clean::line(head);
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
        let draft = match Draft::load(&self.draft.doctrine, path) {
            Ok(draft) => draft,
            Err((diagnostic, map)) => return Reply::of(text::diagnostics(&[*diagnostic], &map, &self.style)),
        };
        self.draft = draft;
        self.looking = Looking::default();
        self.said = Said::default();
        self.shown = None;
        self.held = None;
        self.base = None;
        self.saved = 0;
        self.told = None;
        self.stamps = stamps(self.draft.files());
        Reply::of(self.greeting() + &self.mistakes())
    }

    /// What was loaded, in a line.
    fn greeting(&self) -> String {
        let model = &self.draft.model;
        let name = model.frame.title.clone().or_else(|| model.frame.name.clone());
        let own = model.statements().filter(|(id, _)| model.is_own(*id)).count();
        let path = self.draft.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        let rows: usize = model.tables.iter().map(|table| table.len()).sum();
        let size = match rows {
            0 => format!("{own} statements"),
            rows => format!("{own} statements, {rows} rows of tables"),
        };
        let title = match name {
            Some(name) => format!("{name} ({path}): {size}"),
            None => format!("{path}: {size}"),
        };
        text::wrapped(&clean::line(&title), &self.style)
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
            out.push_str(&text::aside(
                &format!("{count} in the text; `:check` shows all that is found"),
                &self.style,
            ));
        }
        out
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
