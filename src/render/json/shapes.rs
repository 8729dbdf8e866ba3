//! The shapes of the JSON object: what serde writes, borrowed from a report.

use super::brief::Brief;
use super::changes::Changes;
use super::council::Council;
use super::difference::Difference;
use super::expectation::{Expectation, Unjudged};
use super::game::Game;
use super::proof::{Proof, Silence};
use super::score::Scores;
use super::sensitivity::Sensitivity;
use super::taking::Taking;
use super::weigh::Weighing;
use crate::diagnostic::{self, Severity};
use crate::report::{self, Command, MissingKind, Truth};
use crate::source::{SourceMap, Span};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct Report<'a> {
    schema: u32,
    command: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    diagnostics: Vec<Diagnostic<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    brief: Option<Brief<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_as: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    or_read_as: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a report::Page>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<Vec<Answer<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more_answers: Option<usize>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    undecided: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    more_undecided: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absence: Option<Absence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Changes<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    would_take: Option<Taking<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opposite: Option<Opposite<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weighings: Option<Vec<Weighing<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expectations: Option<Vec<Expectation<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unjudged: Option<Unjudged>,
    #[serde(skip_serializing_if = "Option::is_none")]
    differences: Option<Vec<Difference<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<Scores<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    councils: Option<Vec<Council<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    games: Option<Vec<Game<'a>>>,
}

#[derive(Serialize)]
pub(super) struct Diagnostic<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
    labels: Vec<Label<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: &'a str,
    primary: bool,
}

/// `file` and `line` of a place.
#[derive(Serialize)]
pub(super) struct Place<'a> {
    file: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct Answer<'a> {
    sentence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arguments: Option<&'a [String]>,
    bindings: BTreeMap<&'a str, &'a str>,
    truth: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    likelihood: Option<Likelihood<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sensitivity: Option<Sensitivity<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<Proof<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_proofs: Vec<Proof<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more_proofs: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    against: Vec<super::opposed::Opposition<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cuts: Option<Vec<Vec<String>>>,
}

#[derive(Serialize)]
pub(super) struct Likelihood<'a> {
    low: f64,
    high: f64,
    words: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unhedged: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    independent: Option<bool>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    forecasts: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sides: Vec<Side<'a>>,
}

/// How likely the opposite is of what nothing shows.
#[derive(Serialize)]
struct Opposite<'a> {
    sentence: &'a str,
    likelihood: Likelihood<'a>,
    complement: Likelihood<'a>,
}

impl<'a> Opposite<'a> {
    fn new(opposite: &'a report::Opposite) -> Self {
        Opposite {
            sentence: &opposite.sentence,
            likelihood: Likelihood::new(&opposite.likelihood),
            complement: Likelihood::new(&opposite.complement),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Absence<'a> {
    sentence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    denied: Option<Proof<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    circle: Vec<Turn<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unheard: &'a [String],
    attempts: Vec<Attempt<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more_attempts: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Stating<'a>>,
}

#[derive(Serialize)]
struct Turn<'a> {
    sentence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    link: &'static str,
    on: &'a str,
}

#[derive(Serialize)]
struct Stating<'a> {
    state: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    gives: &'a [String],
}

#[derive(Serialize)]
struct Attempt<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gloss: Option<&'a str>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    met: &'a [String],
    missing: Vec<Missing<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    open: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    stops: &'a [String],
}

#[derive(Serialize)]
struct Missing<'a> {
    kind: &'static str,
    sentence: &'a str,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unheard: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
}

impl<'a> Report<'a> {
    pub(super) fn new(report: &'a report::Report, sources: &'a SourceMap) -> Self {
        let ask = report.ask.as_ref();
        Report {
            schema: super::SCHEMA,
            command: match report.command {
                Command::Brief => "brief",
                Command::Check => "check",
                Command::Ask => "ask",
                Command::Weigh => "weigh",
                Command::Diff => "diff",
                Command::Score => "score",
                Command::Council => "council",
                Command::Game => "game",
                Command::Test => "test",
            },
            verdict: report.verdict.map(report::Verdict::word),
            diagnostics: report.diagnostics.iter().map(|found| Diagnostic::new(found, sources)).collect(),
            brief: report.brief.as_ref().map(|brief| Brief::new(brief, sources)),
            question: ask.map(|ask| ask.question.as_str()),
            read_as: ask.and_then(|ask| ask.reading.as_deref()),
            or_read_as: ask.map(|ask| ask.others.as_slice()).filter(|others| !others.is_empty()),
            page: report.page.as_ref(),
            answers: ask.map(|ask| ask.answers.iter().map(|answer| Answer::new(answer, sources)).collect()),
            more_answers: ask.map(|ask| ask.hidden).filter(|&more| more > 0),
            undecided: ask.map(|ask| ask.undecided.as_slice()).unwrap_or_default(),
            more_undecided: ask.map(|ask| ask.undecided_more).filter(|&more| more > 0),
            absence: ask.and_then(|ask| ask.absence.as_ref()).map(|absence| Absence::new(absence, sources)),
            changes: ask.and_then(|ask| ask.changes.as_ref()).map(|all| Changes::new(all, sources)),
            would_take: ask.and_then(|ask| ask.taking.as_ref()).map(Taking::new),
            opposite: ask.and_then(|ask| ask.opposite.as_ref()).map(Opposite::new),
            weighings: report
                .weighings
                .as_ref()
                .map(|all| all.iter().map(|one| Weighing::new(one, sources)).collect()),
            expectations: report
                .expectations
                .as_ref()
                .map(|all| all.iter().map(|one| Expectation::new(one, sources)).collect()),
            unjudged: report.unjudged.map(Unjudged::from),
            differences: report
                .differences
                .as_ref()
                .map(|all| all.iter().map(|one| Difference::new(one, sources)).collect()),
            games: report.games.as_ref().map(|all| all.iter().map(|one| Game::new(one, sources)).collect()),
            councils: report.councils.as_ref().map(|all| all.iter().map(Council::new).collect()),
            scores: report.scores.as_ref().map(|all| Scores::new(all, sources)),
        }
    }
}

impl<'a> Diagnostic<'a> {
    pub(super) fn new(found: &'a diagnostic::Diagnostic, sources: &'a SourceMap) -> Self {
        let label = |(place, label): (usize, &'a diagnostic::Label)| {
            let file = sources.file(label.span.file)?;
            let (start, end) = (file.position(label.span.start), file.position(label.span.end));
            Some(Label {
                file: &file.name,
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
                text: &label.text,
                primary: place == 0,
            })
        };
        Diagnostic {
            code: found.code.number(),
            severity: match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            message: &found.message,
            help: found.help.as_deref(),
            notes: &found.notes,
            labels: found.labels.iter().enumerate().filter_map(label).collect(),
        }
    }
}

impl<'a> Place<'a> {
    pub(super) fn new(span: Span, sources: &'a SourceMap) -> Option<Self> {
        let file = sources.file(span.file)?;
        Some(Place { file: &file.name, line: file.position(span.start).line })
    }
}

impl<'a> Answer<'a> {
    fn new(answer: &'a report::Answer, sources: &'a SourceMap) -> Self {
        let mut proofs = answer.proofs.iter().map(|proof| Proof::new(proof, sources));
        Answer {
            sentence: &answer.sentence,
            relation: answer.atom.as_ref().map(|atom| atom.relation.as_str()),
            arguments: answer.atom.as_ref().map(|atom| atom.arguments.as_slice()),
            bindings: answer.bindings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
            truth: match answer.truth {
                Truth::True => "true",
                Truth::False => "false",
            },
            status: answer.status.map(report::Status::word),
            likelihood: answer.likelihood.as_ref().map(Likelihood::new),
            sensitivity: answer.sensitivity.as_ref().map(|all| Sensitivity::new(all, sources)),
            proof: proofs.next(),
            other_proofs: proofs.collect(),
            more_proofs: Some(answer.hidden_proofs).filter(|&more| more > 0),
            against: super::opposed::all(&answer.against, sources),
            cuts: answer.cuts.as_ref().map(|all| crate::render::cuts(all, sources)),
        }
    }
}

/// A likelihood where some claims are left aside.
#[derive(Serialize)]
struct Side<'a> {
    without: &'a [String],
    low: f64,
    high: f64,
    words: &'a str,
}

impl<'a> Side<'a> {
    fn new(side: &'a report::Side) -> Self {
        let (low, high) = (side.range.low().to_f64(), side.range.high().to_f64());
        Side { without: &side.without, low, high, words: &side.words }
    }
}

impl<'a> Likelihood<'a> {
    pub(super) fn new(likelihood: &'a report::Likelihood) -> Self {
        let range = &likelihood.range;
        Likelihood {
            low: range.low().to_f64(),
            high: range.high().to_f64(),
            words: &likelihood.words,
            unhedged: (likelihood.believed > 0).then_some(likelihood.believed),
            at_most: (likelihood.width == report::Width::AtMost).then_some(true),
            independent: (likelihood.basis == report::Basis::Independence).then_some(true),
            forecasts: &likelihood.forecasts,
            sides: likelihood.sides.iter().map(Side::new).collect(),
        }
    }
}

impl<'a> Absence<'a> {
    pub(super) fn new(absence: &'a report::Absence, sources: &'a SourceMap) -> Self {
        Absence {
            sentence: &absence.sentence,
            denied: absence.denied.as_ref().map(|proof| Proof::new(proof, sources)),
            circle: absence.circle.iter().map(|turn| Turn::new(turn, sources)).collect(),
            unheard: &absence.unheard,
            attempts: absence.attempts.iter().map(|attempt| Attempt::new(attempt, sources)).collect(),
            more_attempts: Some(absence.hidden).filter(|&more| more > 0),
            help: absence.help.as_ref().map(|help| Stating { state: &help.state, gives: &help.gives }),
        }
    }
}

impl<'a> Turn<'a> {
    fn new(turn: &'a report::Turn, sources: &'a SourceMap) -> Self {
        Turn {
            sentence: &turn.sentence,
            rule: Some(turn.rule.name.as_str()).filter(|name| !name.is_empty()),
            place: turn.place.and_then(|span| Place::new(span, sources)),
            link: turn.link.word(),
            on: &turn.on,
        }
    }
}

impl<'a> Attempt<'a> {
    fn new(attempt: &'a report::Attempt, sources: &'a SourceMap) -> Self {
        let missing = |missing: &'a report::Missing| Missing {
            kind: match missing.kind {
                MissingKind::NotShown => "not shown",
                MissingKind::Denied => "denied",
                MissingKind::Blocking => "blocking",
                MissingKind::Comparison => "comparison",
                MissingKind::Undecided => "undecided",
            },
            sentence: &missing.sentence,
            place: missing.place.and_then(|span| Place::new(span, sources)),
            unheard: &missing.unheard,
            from: missing.from.as_deref(),
        };
        Attempt {
            rule: Some(attempt.rule.name.as_str()).filter(|name| !name.is_empty()),
            gloss: attempt.rule.gloss.as_deref(),
            place: attempt.place.and_then(|span| Place::new(span, sources)),
            met: &attempt.met,
            missing: attempt.missing.iter().map(missing).collect(),
            open: &attempt.open,
            stops: &attempt.stops,
        }
    }
}

/// What rests on silence, as a list that is absent when empty.
pub(super) fn silence(all: &[report::Silence]) -> Vec<Silence<'_>> {
    all.iter().map(Silence::new).collect()
}
