//! A conversation on a terminal: an editor for the line, which completes, hints and colours it, keeps a
//! history, and hands over what was typed once it is whole.
//!
//! Invariant: while an answer is worked out Ctrl-C stops it and nothing else; a second one before it has
//! stopped leaves.

use super::complete::{Candidate, Rest};
use super::conversation::{Conversation, Then};
use super::history::Keeping;
use super::input::Readiness;
use crate::render::{Colour, Style};
use rustyline::error::ReadlineError;
use rustyline::highlight::CmdKind;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult};
use rustyline::{ColorMode, CompletionType, Config, Context, Editor, ExternalPrinter, Helper};
use std::borrow::Cow;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::Duration;

/// How often watched files are looked at.
const PATIENCE: Duration = Duration::from_millis(300);

/// The most lines that the history keeps.
const KEPT: usize = 10_000;

/// Talks until somebody leaves. `style` is asked before each line, since a terminal may change; `write`
/// shows text.
///
/// # Errors
/// The terminal cannot be used, or what `write` says.
pub fn converse(
    conversation: Conversation,
    keeping: Keeping,
    style: &dyn Fn() -> Style,
    write: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let colour = match style().colour {
        Colour::Ansi | Colour::Light => ColorMode::Enabled,
        Colour::Plain => ColorMode::Disabled,
    };
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .history_ignore_space(true)
        .max_history_size(KEPT)
        .and_then(|builder| builder.history_ignore_dups(true))
        .map_err(as_io)?
        .color_mode(colour)
        .build();
    stop_on_interrupt(conversation.interrupt());
    let shared = Arc::new(Mutex::new(conversation));
    let mut editor: Editor<Typing, FileHistory> = Editor::with_config(config).map_err(as_io)?;
    editor.set_helper(Some(Typing { conversation: Arc::clone(&shared) }));
    if let Ok(printer) = editor.create_external_printer() {
        watch(Arc::downgrade(&shared), printer);
    }
    let kept = keep(&keeping, &mut editor);
    if let Some(Err(error)) = &kept {
        write(&format!("(what is typed cannot be kept: {error})\n"))?;
    }
    loop {
        let prompt = {
            let mut conversation = lock(&shared);
            conversation.restyle(style());
            conversation.prompt()
        };
        match editor.readline(&prompt) {
            Ok(typed) => {
                let new =
                    !typed.trim().is_empty() && editor.add_history_entry(typed.trim_end()).unwrap_or(false);
                if new && let (Some(Ok(())), Keeping::In(path)) = (&kept, &keeping) {
                    // A history that cannot be written is no reason to end the session.
                    drop(editor.append_history(path));
                }
                let reply = lock(&shared).say(&typed);
                write(&reply.text)?;
                if reply.then == Then::Leave {
                    break;
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => {
                let reply = lock(&shared).leave();
                write(&reply.text)?;
                if reply.then == Then::Leave {
                    break;
                }
            }
            Err(error) => return Err(as_io(error)),
        }
    }
    Ok(())
}

fn as_io(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

/// The conversation; a panic of another thread has been told already.
fn lock(shared: &Mutex<Conversation>) -> MutexGuard<'_, Conversation> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ctrl-C while no line is edited stops the answer, however often it is pressed: what was said stays.
fn stop_on_interrupt(flag: Arc<AtomicBool>) {
    let set = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
    // Without a handler Ctrl-C ends the program, as it does everywhere.
    drop(set);
}

/// Loads the history; `None` where none is kept.
fn keep(keeping: &Keeping, editor: &mut Editor<Typing, FileHistory>) -> Option<Result<(), ReadlineError>> {
    let Keeping::In(path) = keeping else { return None };
    let folder = path.parent().unwrap_or(Path::new("."));
    if let Err(error) = std::fs::create_dir_all(folder) {
        return Some(Err(error.into()));
    }
    Some(match editor.load_history(path) {
        Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    })
}

/// Looks at watched files for as long as the conversation goes on, and tells above the line that is edited
/// what changed with them.
fn watch(shared: Weak<Mutex<Conversation>>, mut printer: impl ExternalPrinter + Send + 'static) {
    thread::spawn(move || {
        loop {
            thread::sleep(PATIENCE);
            let Some(shared) = shared.upgrade() else { return };
            // While it answers it cannot be asked.
            let Ok(mut conversation) = shared.try_lock() else { continue };
            if let Some(reply) = conversation.refresh()
                && printer.print(reply.text).is_err()
            {
                return;
            }
        }
    });
}

/// What the editor asks while a line is typed.
struct Typing {
    conversation: Arc<Mutex<Conversation>>,
}

impl Helper for Typing {}

impl rustyline::completion::Candidate for Candidate {
    fn display(&self) -> &str {
        &self.display
    }

    fn replacement(&self) -> &str {
        &self.replacement
    }
}

impl rustyline::completion::Completer for Typing {
    type Candidate = Candidate;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Candidate>)> {
        let completion = lock(&self.conversation).complete(line.get(..at).unwrap_or(line));
        Ok((completion.start, completion.candidates))
    }
}

impl rustyline::hint::Hint for Rest {
    fn display(&self) -> &str {
        &self.display
    }

    fn completion(&self) -> Option<&str> {
        (!self.insert.is_empty()).then_some(&self.insert)
    }
}

impl rustyline::hint::Hinter for Typing {
    type Hint = Rest;

    fn hint(&self, line: &str, at: usize, _: &Context<'_>) -> Option<Rest> {
        if at < line.len() { None } else { lock(&self.conversation).hint(line) }
    }
}

impl rustyline::highlight::Highlighter for Typing {
    fn highlight<'l>(&self, line: &'l str, at: usize) -> Cow<'l, str> {
        Cow::Owned(lock(&self.conversation).highlight(line, at))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        Cow::Owned(lock(&self.conversation).highlight_prompt(prompt))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(lock(&self.conversation).highlight_hint(hint))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        // The roles of words change with what is typed; a cursor that moves finds another bracket.
        match kind {
            CmdKind::MoveCursor | CmdKind::Other => true,
            CmdKind::ForcedRefresh => false,
        }
    }
}

impl rustyline::validate::Validator for Typing {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let typed = context.input();
        // An empty line ends what would go on.
        let ended = typed.rsplit_once('\n').is_some_and(|(_, last)| last.trim().is_empty());
        Ok(match lock(&self.conversation).readiness(typed) {
            Readiness::GoesOn if !ended => ValidationResult::Incomplete,
            Readiness::GoesOn | Readiness::Complete => ValidationResult::Valid(None),
        })
    }
}
