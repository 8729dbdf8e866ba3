//! A check as `strat check` makes it: the whole analysis, its lints, what is silenced and how much each finding counts.

use crate::config::{self, Level, Levels, Unused};
use crate::diagnostic::Diagnostic;
use crate::engine::Coverage;
use crate::model::Model;
use crate::reason::{Options, Session, Stop};
use crate::report::{Command, Report, Unjudged, Verdict};
use crate::source::SourceMap;

/// Whether all of an analysis is looked at, or a part that somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// A scenario, a source, or what is supposed.
    Chosen,
}

/// Checks a model; `found` is what was wrong with its text.
pub(crate) fn checked(
    model: &Model,
    texts: &SourceMap,
    found: Vec<Diagnostic>,
    options: Options,
    levels: &Levels,
    part: Part,
) -> (Report, Coverage) {
    let mut session = Session::new(model, Command::Check, found, options);
    let wanted = |code| levels.of(code) != Level::Off;
    let done = session.check().and_then(|_| session.lint(wanted));
    let (_, coverage) = settle(done, &mut session);
    // What contradicts itself is known to, but not everything was looked at.
    let everything = session.coverage() == Coverage::Complete && coverage == Coverage::Complete;
    let mut report = session.report;
    // They could not be read, or the run ended before.
    let judged = report.expectations.as_ref().map_or(0, Vec::len);
    let unread = model.unread_expectations + model.expectations.len().saturating_sub(judged);
    let stopped = if part == Part::Whole { unread } else { 0 };
    report.unjudged = (stopped > 0).then_some(Unjudged { filtered: 0, stopped });
    // Where the whole analysis was not looked at, a silencing may have its use elsewhere.
    let whole = everything && part == Part::Whole && report.verdict != Some(Verdict::Invalid);
    config::silence(texts, &mut report.diagnostics, if whole { Unused::Told } else { Unused::Passed });
    levels.apply(&mut report.diagnostics);
    (report, coverage)
}

/// What came of some work, and whether all of it is known; a limit that was reached goes into the report.
pub(crate) fn settle<T>(done: Result<T, Stop>, session: &mut Session<'_>) -> (Option<T>, Coverage) {
    match done {
        Ok(value) => match session.coverage() {
            Coverage::Complete => (Some(value), Coverage::Complete),
            // What contradicts itself is known to, whatever else was not looked at.
            Coverage::Bounded => match session.contradicts_itself() {
                Ok(true) => (Some(value), Coverage::Complete),
                Ok(false) => (Some(value), Coverage::Bounded),
                Err(stop) => settle(Err(stop), session),
            },
        },
        Err(Stop(diagnostic)) => {
            session.report.diagnostics.push(*diagnostic);
            (None, Coverage::Bounded)
        }
    }
}
