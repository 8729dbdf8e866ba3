//! Python's way in: analyses that were read, and what is found out about them as text and as JSON.
//!
//! The package `strat` beside this library makes values of the JSON. **Invariant:** nothing of Python is touched while
//! an answer is made, so that other threads go on; Ctrl-C sets the cancellation of the [`Budget`], and the answer is
//! thrown away.

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use std::ffi::OsString;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use strat::report::MapKind;
use strat::source::Disk;
use strat::{Budget, Unreadable, Workspace};

/// How often a long answer asks whether Ctrl-C was pressed.
const LOOK_UP: Duration = Duration::from_millis(20);

/// What was found out: as it is printed, and as the JSON that `strat … --format json` prints.
#[pyclass(frozen, module = "strat._strat")]
struct Found {
    #[pyo3(get)]
    text: String,
    #[pyo3(get)]
    json: String,
    #[pyo3(get)]
    whole: bool,
    /// The picture as SVG, if one was asked for.
    #[pyo3(get)]
    drawing: Option<String>,
}

impl Found {
    fn of(found: &strat::Found) -> PyResult<Self> {
        let json =
            serde_json::to_string(found).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        Ok(Self { text: found.text(), json, whole: found.is_whole(), drawing: found.drawing() })
    }
}

/// An analysis that was read.
#[pyclass(frozen, module = "strat._strat")]
#[derive(Clone)]
struct Analysis(strat::Analysis);

/// The budget of an answer: seconds, or as long as it takes.
fn budget(timeout: Option<f64>) -> PyResult<Budget> {
    let wrong = || PyValueError::new_err("a timeout is a positive number of seconds");
    let limit =
        timeout.map(|seconds| Duration::try_from_secs_f64(seconds).map_err(|_| wrong())).transpose()?;
    let deadline = limit.map(|limit| Instant::now().checked_add(limit).ok_or_else(wrong)).transpose()?;
    let cancelled = Some(Arc::new(AtomicBool::new(false)));
    Ok(Budget { deadline, cancelled, ..Budget::default() })
}

/// Works on a thread of its own while this one listens for Ctrl-C.
fn listening(
    py: Python<'_>,
    budget: &Budget,
    work: impl FnOnce(&Budget) -> strat::Found + Send + 'static,
) -> PyResult<Found> {
    let (done, answer) = channel();
    let own = budget.clone();
    let worker = std::thread::Builder::new()
        .name("strat".into())
        .stack_size(64 << 20)
        .spawn(move || {
            // Nobody may be waiting any more.
            let _ = done.send(work(&own));
        })
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    let answer = std::sync::Mutex::new(answer);
    let found = loop {
        let next = py.detach(|| match answer.lock() {
            Ok(answer) => answer.recv_timeout(LOOK_UP),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        });
        match next {
            Ok(found) => break found,
            Err(RecvTimeoutError::Timeout) => {
                if let Err(interrupt) = py.check_signals() {
                    if let Some(cancelled) = &budget.cancelled {
                        cancelled.store(true, Ordering::Relaxed);
                    }
                    py.detach(|| worker.join().ok());
                    return Err(interrupt);
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                let text = "this is a bug of strat's: please report it, with the analysis and the question";
                return Err(PyRuntimeError::new_err(text));
            }
        }
    };
    Found::of(&found)
}

#[pymethods]
impl Analysis {
    /// What `strat check` tells.
    #[pyo3(signature = (timeout=None))]
    fn check(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Found> {
        let own = self.0.clone();
        listening(py, &budget(timeout)?, move |budget| own.check(budget))
    }

    /// The page about it.
    #[pyo3(signature = (timeout=None))]
    fn brief(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Found> {
        let own = self.0.clone();
        listening(py, &budget(timeout)?, move |budget| own.brief(budget))
    }

    /// The answers to a question.
    #[pyo3(signature = (question, timeout=None))]
    fn ask(&self, py: Python<'_>, question: String, timeout: Option<f64>) -> PyResult<Found> {
        let own = self.0.clone();
        listening(py, &budget(timeout)?, move |budget| own.ask(&question, budget))
    }

    /// Each question's hypotheses against the evidence.
    #[pyo3(signature = (timeout=None))]
    fn weigh(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Found> {
        let own = self.0.clone();
        listening(py, &budget(timeout)?, move |budget| own.weigh(budget))
    }

    /// What the actors will do.
    #[pyo3(signature = (name=None, timeout=None))]
    fn game(&self, py: Python<'_>, name: Option<String>, timeout: Option<f64>) -> PyResult<Found> {
        let own = self.0.clone();
        listening(py, &budget(timeout)?, move |budget| own.game(name.as_deref(), budget))
    }

    /// A picture: its kind, and what it is about.
    #[pyo3(signature = (kind, about=None, timeout=None))]
    fn map(
        &self,
        py: Python<'_>,
        kind: &str,
        about: Option<String>,
        timeout: Option<f64>,
    ) -> PyResult<Found> {
        let Some(kind) = MapKind::ALL.into_iter().find(|known| known.word() == kind) else {
            let known: Vec<&str> = MapKind::ALL.into_iter().map(MapKind::word).collect();
            return Err(PyValueError::new_err(format!("a picture is one of {}", known.join(", "))));
        };
        let own = self.0.clone();
        listening(py, &budget(timeout)?, move |budget| own.map(kind, about.as_deref(), budget))
    }

    /// How its forecasts fared.
    #[pyo3(signature = (timeout=None))]
    fn score(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Found> {
        let own = self.0.clone();
        listening(py, &budget(timeout)?, move |budget| own.score(budget))
    }

    /// What is different in a later version.
    #[pyo3(signature = (later, timeout=None))]
    fn diff(&self, py: Python<'_>, later: &Analysis, timeout: Option<f64>) -> PyResult<Found> {
        let (own, later) = (self.0.clone(), later.0.clone());
        listening(py, &budget(timeout)?, move |budget| own.diff(&later, budget))
    }
}

/// Reads an analysis: a file of the disk, or the text that it is given; or what is wrong, where nothing can be read.
#[pyfunction]
#[pyo3(signature = (path, text=None))]
fn open(py: Python<'_>, path: String, text: Option<String>) -> PyResult<(Option<Analysis>, Option<Found>)> {
    let read = py.detach(|| {
        let mut workspace = Workspace::over(Disk);
        if let Some(text) = text {
            workspace.edit(&path, text);
        }
        workspace.open(&path)
    });
    match read {
        Ok(analysis) => Ok((Some(Analysis(analysis)), None)),
        Err(Unreadable(found)) => Ok((None, Some(Found::of(&found)?))),
    }
}

/// Runs the command line.
#[pyfunction]
fn command(py: Python<'_>, arguments: Vec<OsString>) {
    // The run may end the process at any place, as the program of its own does.
    let status = py.detach(|| strat::cli::run(arguments, |status| std::process::exit(status)));
    std::process::exit(i32::from(status))
}

#[pymodule]
fn _strat(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Analysis>()?;
    module.add_class::<Found>()?;
    module.add_function(wrap_pyfunction!(open, module)?)?;
    module.add_function(wrap_pyfunction!(command, module)?)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
