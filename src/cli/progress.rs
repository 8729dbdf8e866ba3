//! A line on standard error that tells that work goes on, when it takes over a second and somebody looks.
//!
//! **Invariant:** nothing is written unless standard error is a terminal, and the line is gone before
//! anything else is written.

use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::env;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Work that is over before this is not spoken of.
const SILENT: Duration = Duration::from_secs(1);

/// The line is written anew so often.
const PAUSE: Duration = Duration::from_millis(200);

static CONCLUDED: LazyLock<Arc<AtomicU64>> = LazyLock::new(Arc::default);
static LINE: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Where evaluations note what they have concluded.
pub(super) fn concluded() -> Arc<AtomicU64> {
    Arc::clone(&CONCLUDED)
}

/// Looks after the line for as long as it lives.
pub(super) struct Watch {
    over: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn begin() -> Self {
        let seen = io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|name| name != "dumb");
        if !seen {
            return Self { over: None, thread: None };
        }
        let (over, waiting) = mpsc::channel();
        // Work goes on without a line where there is no thread for it.
        let thread = thread::Builder::new().spawn(move || tell(&waiting)).ok();
        Self { over: Some(over), thread }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.over.take());
        if let Some(thread) = self.thread.take() {
            // What goes wrong with the line is not worth a word.
            let _ = thread.join();
        }
    }
}

fn tell(waiting: &Receiver<()>) {
    let goes_on = |pause| matches!(waiting.recv_timeout(pause), Err(RecvTimeoutError::Timeout));
    if !goes_on(SILENT) {
        return;
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{msg}, {elapsed}") {
        bar.set_style(style);
    }
    // The second of silence counts.
    let bar = bar.with_elapsed(SILENT);
    *LINE.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.clone());
    loop {
        let concluded = CONCLUDED.load(Ordering::Relaxed);
        bar.set_message(format!("working it out: {} conclusions so far", HumanCount(concluded)));
        bar.tick();
        if !goes_on(PAUSE) {
            break;
        }
    }
    clear();
}

/// Takes the line away, if there is one.
pub(super) fn clear() {
    if let Some(bar) = LINE.lock().unwrap_or_else(PoisonError::into_inner).take() {
        bar.finish_and_clear();
    }
}
