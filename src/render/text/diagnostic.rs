//! Diagnostics through miette: the message, each place with its source, and what to write instead.

use super::alike::{gathered, groups};
use super::excerpt::{Excerpt, Rank};
use super::paint::Paint;
use super::wrap::{blank, wrap};
use crate::diagnostic::{Diagnostic, Severity, clean};
use crate::render::{Colour, Drawing, Style};
use crate::source::{FileId, SourceMap, Span};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles};
use std::fmt;

/// Source lines are clipped to this many characters, or to the width of the page if that is more.
const MIN_SOURCE_WIDTH: usize = 120;

/// The most places of one diagnostic that are shown with their source.
const MAX_PLACES: usize = 12;

/// What miette is given: one message, and the marks of one file.
#[derive(Debug)]
struct Shown {
    message: String,
    severity: Severity,
    excerpt: Option<Excerpt>,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.excerpt
            .as_ref()
            .map(|excerpt| Box::new(excerpt.labels()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

impl Severity {
    /// The word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One diagnostic with its source, ending in a line break.
pub fn diagnostic(diagnostic: &Diagnostic, sources: &SourceMap, style: &Style) -> String {
    let mut out = String::new();
    let mut files = files(diagnostic, sources).into_iter();
    let limit = style.width.max(MIN_SOURCE_WIDTH);
    let excerpt = |file: FileId| {
        let labels: Vec<(Span, &str, Rank)> =
            places(diagnostic).filter(|(span, ..)| span.file == file).take(MAX_PLACES).collect();
        sources.file(file).map(|source| Excerpt::new(source, &labels, limit))
    };
    let head = format!("{}[{}]:", diagnostic.severity.word(), diagnostic.code.number());
    let message = clean::line(&diagnostic.message).into_owned();
    let first = Shown { message, severity: diagnostic.severity, excerpt: files.next().and_then(excerpt) };
    out.push_str(&draw(&first, &head, style));
    for file in files {
        let shown = Shown { message: String::new(), severity: diagnostic.severity, excerpt: excerpt(file) };
        // The head of a further file is empty and says nothing.
        let drawn = draw(&shown, "", style);
        out.push_str(drawn.split_once('\n').map_or("", |(_, source)| source));
    }
    let hidden = hidden(diagnostic, sources);
    let places = (hidden > 0).then(|| format!("{hidden} more places are involved"));
    let help = diagnostic.help.iter().map(|help| ("help", help));
    let notes = diagnostic.notes.iter().chain(&places).map(|note| ("note", note));
    for (word, text) in help.chain(notes) {
        let label = format!("  {word}: ");
        let wrapped = wrap(text, style.width, &label, &blank(&label));
        let text = wrapped.strip_prefix(&label).unwrap_or("\n");
        out.push_str(&format!("  {} {text}", style.paint(Paint::Help, &format!("{word}:"))));
    }
    out
}

/// All of them, or as many as the style lists, errors before others, and a count of the rest. Those that
/// differ in one thing only are one.
pub fn diagnostics(diagnostics: &[Diagnostic], sources: &SourceMap, style: &Style) -> String {
    let diagnostics = gathered(diagnostics);
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    let mut room_for_errors = errors.min(style.listed);
    let mut room_for_others = style.listed - room_for_errors;
    let (mut shown, mut rest) = (Vec::new(), Vec::new());
    for one in &diagnostics {
        let room = match one.severity {
            Severity::Error => &mut room_for_errors,
            Severity::Warning | Severity::Note => &mut room_for_others,
        };
        if *room > 0 {
            *room -= 1;
            shown.push(diagnostic(one, sources, style));
        } else {
            rest.push(one);
        }
    }
    let mut out = shown.join("\n");
    if !rest.is_empty() {
        let line = format!("and {} more, not listed", counts(rest));
        out.push_str(&format!("\n{}\n", style.paint(Paint::Dim, &line)));
    }
    out
}

/// `file:line:col: severity[code] message`, without a line break.
pub fn concise(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = diagnostic.span().and_then(|span| {
        let file = sources.file(span.file)?;
        let at = file.position(span.start);
        Some(format!("{}:{}:{}: ", clean::line(&file.name), at.line, at.column))
    });
    let (word, code) = (diagnostic.severity.word(), diagnostic.code.number());
    format!("{}{word}[{code}] {}", place.unwrap_or_default(), clean::line(&diagnostic.message))
}

/// `2 errors, 1 warning and 3 notes`; `nothing` where there is nothing. What is told as one is one.
pub fn counts<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let (mut errors, mut warnings, mut notes) = (0usize, 0usize, 0usize);
    let all: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let firsts = groups(&all).into_iter().filter_map(|group| all.get(*group.positions.first()?));
    for diagnostic in firsts {
        match diagnostic.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Note => notes += 1,
        }
    }
    let count = |count: usize, word: &str| {
        (count > 0).then(|| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
    };
    let parts: Vec<String> = [count(errors, "error"), count(warnings, "warning"), count(notes, "note")]
        .into_iter()
        .flatten()
        .collect();
    match parts.as_slice() {
        [] => String::from("nothing"),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// The labels with their ranks.
fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = (Span, &str, Rank)> {
    diagnostic.labels.iter().enumerate().map(|(at, label)| {
        (label.span, label.text.as_str(), if at == 0 { Rank::Primary } else { Rank::Secondary })
    })
}

/// The files of the labels, that of the primary one first, the others as they come.
fn files(diagnostic: &Diagnostic, sources: &SourceMap) -> Vec<FileId> {
    let mut files = Vec::new();
    for (span, ..) in places(diagnostic) {
        if sources.file(span.file).is_some() && !files.contains(&span.file) {
            files.push(span.file);
        }
    }
    files.truncate(MAX_PLACES);
    files
}

/// How many labels are not shown, since there are too many in a file, or too many files.
fn hidden(diagnostic: &Diagnostic, sources: &SourceMap) -> usize {
    let files = files(diagnostic, sources);
    let of = |file: &FileId| places(diagnostic).filter(|(span, ..)| span.file == *file).count();
    let shown: usize = files.iter().map(|file| of(file).min(MAX_PLACES)).sum();
    diagnostic.labels.len().saturating_sub(shown)
}

/// What miette draws: the head with the message, and the source with its labels.
fn draw(shown: &Shown, head: &str, style: &Style) -> String {
    let characters = match style.drawing {
        Drawing::Unicode => ThemeCharacters::unicode(),
        Drawing::Ascii => ThemeCharacters::ascii(),
    };
    let heads =
        ThemeCharacters { error: head.into(), warning: head.into(), advice: head.into(), ..characters };
    let mut styles = match style.colour {
        Colour::Ansi | Colour::Light => ThemeStyles::ansi(),
        Colour::Plain => ThemeStyles::none(),
    };
    if style.colour != Colour::Plain {
        styles.error = styles.error.bold();
        styles.warning = styles.warning.bold();
        styles.link = styles.linum;
        let primary = match shown.severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Note => styles.advice,
        };
        let ranks = shown.excerpt.iter().flat_map(Excerpt::ranks);
        styles.highlights = ranks
            .map(|rank| match rank {
                Rank::Primary => primary,
                Rank::Secondary => styles.help,
            })
            .collect();
    }
    if styles.highlights.is_empty() {
        styles.highlights.push(ThemeStyles::none().error);
    }
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters: heads, styles })
        .with_width(style.width)
        .with_context_lines(1)
        .with_links(false)
        .without_cause_chain()
        .without_syntax_highlighting();
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, shown).is_err() {
        // miette could not draw the source: the message is what must not get lost.
        return format!("{head} {}\n", shown.message);
    }
    let mut out = String::with_capacity(drawn.len());
    // miette indents the head; at the start of the line it can be found.
    for line in drawn.strip_prefix("  ").unwrap_or(&drawn).lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
