//! The lines of a file that a diagnostic shows, cut out, cleaned and clipped, as a source for miette.
//!
//! miette panics on labels past column 65,535, prints control characters raw and rescans a source
//! for every label. So it never sees a file: it sees an [`Excerpt`], a few short lines, whose labels
//! know their true line and column.
//!
//! Invariant: every mark lies on character boundaries within one line or several lines of the
//! excerpt, and the lines hold no control characters.

use crate::diagnostic::clean;
use crate::source::{SourceFile, Span};
use miette::{LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents};
use std::collections::BTreeSet;

/// The most lines of one label that are shown; a longer one is shown by its first line.
const MAX_LABEL_LINES: usize = 6;

/// The most characters of what a label says.
const MAX_LABEL_TEXT: usize = 300;

/// Which of the labels of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The first, where the mistake is.
    Primary,
    /// Another place involved.
    Secondary,
}

/// Some lines of a file, with marks.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    lines: Vec<Line>,
    marks: Vec<Mark>,
}

#[derive(Debug)]
struct Line {
    /// The line of the file, from 0.
    number: usize,
    /// Where it starts in the excerpt.
    start: usize,
    /// Where it ends, before the line break.
    end: usize,
    /// Offsets in the file and in the excerpt of each character shown, and of the end.
    offsets: Vec<(usize, usize)>,
}

#[derive(Debug)]
struct Mark {
    start: usize,
    end: usize,
    /// True line and column, from 0.
    line: usize,
    column: usize,
    text: String,
    rank: Rank,
}

/// A label within the bounds of its file.
struct Wanted<'a> {
    start: usize,
    end: usize,
    first_line: usize,
    last_line: usize,
    text: &'a str,
    rank: Rank,
}

impl Excerpt {
    /// The excerpt that shows the labels; lines longer than `limit` characters are clipped.
    pub(super) fn new(file: &SourceFile, labels: &[(Span, &str, Rank)], limit: usize) -> Excerpt {
        let wanted: Vec<Wanted<'_>> =
            labels.iter().map(|&(span, text, rank)| Wanted::new(file, span, text, rank)).collect();
        let mut numbers: BTreeSet<usize> =
            wanted.iter().flat_map(|label| label.first_line..=label.last_line).collect();
        // A line of context above and below, where it says something or joins two places.
        for label in &wanted {
            for around in [label.first_line.saturating_sub(1), label.last_line + 1] {
                let says = bounds(file, around).is_some_and(|(from, to)| from < to);
                let joins = numbers.contains(&(around + 1)) && around > 0 && numbers.contains(&(around - 1));
                if says || joins {
                    numbers.insert(around);
                }
            }
        }
        let name = clean::line(&file.name).into_owned();
        let mut excerpt = Excerpt { name, text: String::new(), lines: Vec::new(), marks: Vec::new() };
        for number in numbers {
            excerpt.push_line(file, number, &wanted, limit);
        }
        excerpt.marks = wanted.iter().filter_map(|label| excerpt.mark(file, label)).collect();
        excerpt.marks.sort_by_key(|mark| (mark.start, mark.rank));
        excerpt.marks.dedup_by(|next, kept| {
            next.start == kept.start && next.end == kept.end && next.text == kept.text
        });
        excerpt
    }

    /// The ranks of the marks, in the order in which miette meets them.
    pub(super) fn ranks(&self) -> impl Iterator<Item = Rank> {
        self.marks.iter().map(|mark| mark.rank)
    }

    /// The labels for miette.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> {
        self.marks.iter().map(|mark| {
            let text = (!mark.text.is_empty()).then(|| mark.text.clone());
            let span = SourceSpan::new(mark.start.into(), mark.end - mark.start);
            match mark.rank {
                Rank::Primary => LabeledSpan::new_primary_with_span(text, span),
                Rank::Secondary => LabeledSpan::new_with_span(text, span),
            }
        })
    }

    fn push_line(&mut self, file: &SourceFile, number: usize, wanted: &[Wanted<'_>], limit: usize) {
        let Some((from, to)) = bounds(file, number) else { return };
        let inside = |label: &&Wanted<'_>| label.first_line <= number && number <= label.last_line;
        let focus = wanted.iter().filter(inside).min_by_key(|label| label.rank);
        let focus = focus.map_or(from, |label| label.start.max(from));
        let line = file.text.get(from..to).unwrap_or("");
        let window = clip(line, focus.saturating_sub(from), limit);
        let start = self.text.len();
        if window.start > 0 {
            self.text.push('…');
        }
        let mut offsets = Vec::new();
        for (offset, c) in line.get(window.clone()).unwrap_or("").char_indices() {
            offsets.push((from + window.start + offset, self.text.len()));
            match c {
                '\t' => self.text.push_str("    "),
                c => self.text.push_str(&clean::line(c.encode_utf8(&mut [0; 4]))),
            }
        }
        offsets.push((from + window.end, self.text.len()));
        if window.end < line.len() {
            self.text.push('…');
        }
        if self.text.len() == start {
            // miette drops a last line without characters.
            self.text.push(' ');
        }
        self.lines.push(Line { number, start, end: self.text.len(), offsets });
        self.text.push('\n');
    }

    /// The place in the excerpt of an offset in a line of the file.
    fn place(&self, number: usize, offset: usize) -> Option<usize> {
        let at = self.lines.binary_search_by_key(&number, |line| line.number).ok()?;
        let line = self.lines.get(at)?;
        let (first, last) = (line.offsets.first()?, line.offsets.last()?);
        Some(if offset < first.0 {
            line.start
        } else if offset > last.0 {
            line.end
        } else {
            let found = line.offsets.partition_point(|&(original, _)| original < offset);
            line.offsets.get(found).map_or(line.end, |&(_, shown)| shown)
        })
    }

    fn mark(&self, file: &SourceFile, label: &Wanted<'_>) -> Option<Mark> {
        let start = self.place(label.first_line, label.start)?;
        let end = self.place(label.last_line, label.end)?.max(start);
        let position = file.position(u32::try_from(label.start).unwrap_or(u32::MAX));
        let text: String = clean::line(label.text).chars().take(MAX_LABEL_TEXT).collect();
        let column = position.column.saturating_sub(1) as usize;
        Some(Mark { start, end, line: label.first_line, column, text, rank: label.rank })
    }
}

impl<'a> Wanted<'a> {
    fn new(file: &SourceFile, span: Span, text: &'a str, rank: Rank) -> Wanted<'a> {
        let (start, end) = (floor(&file.text, span.start as usize), floor(&file.text, span.end as usize));
        let line = |offset: usize| file.lines().line(u32::try_from(offset).unwrap_or(u32::MAX));
        let first_line = line(start);
        let last_line = line(end.saturating_sub(1).max(start));
        let mut label = Wanted { start, end: end.max(start), first_line, last_line, text, rank };
        if label.last_line - label.first_line >= MAX_LABEL_LINES {
            label.last_line = label.first_line;
        }
        if let Some((_, to)) = bounds(file, label.last_line) {
            label.end = label.end.min(to.max(label.start));
        }
        label
    }
}

/// The character boundary at an offset or before it.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Where a line starts and where it ends, before its line break.
fn bounds(file: &SourceFile, number: usize) -> Option<(usize, usize)> {
    let from = file.lines().start(number)? as usize;
    let to = file.lines().start(number + 1).map_or(file.text.len(), |next| next as usize);
    let line = file.text.get(from..to)?;
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    Some((from, from + line.len()))
}

/// The part of a line to show: at most `limit` characters, a quarter of them before `focus`.
fn clip(line: &str, focus: usize, limit: usize) -> std::ops::Range<usize> {
    let ahead = |from: usize, count: usize| {
        let rest = line.get(from..).unwrap_or("");
        rest.char_indices().nth(count).map_or(line.len(), |(offset, _)| from + offset)
    };
    if ahead(0, limit) == line.len() {
        return 0..line.len();
    }
    let before = line.get(..focus).unwrap_or("");
    let start = before.char_indices().rev().take(limit / 4).last().map_or(focus, |(offset, _)| offset);
    let start = if before.chars().take(limit / 2).count() < limit / 2 { 0 } else { start };
    start..ahead(start, limit)
}

/// What miette reads: the lines around a span.
struct Contents<'a> {
    data: &'a [u8],
    span: SourceSpan,
    name: &'a str,
    line: usize,
    column: usize,
    lines: usize,
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.data
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(self.name)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.lines
    }
}

impl SourceCode for Excerpt {
    /// With lines of context, the lines of the excerpt around the span that follow each other in the
    /// file; without, the true place of the mark with this span.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let holder = |offset: usize| self.lines.partition_point(|line| line.start <= offset).checked_sub(1);
        let (Some(mut first), Some(mut last)) = (holder(start), holder(end)) else {
            return Err(MietteError::OutOfBounds);
        };
        for _ in 0..before {
            first = self.neighbours(first.checked_sub(1), Some(first)).map_or(first, |(above, _)| above);
        }
        for _ in 0..after {
            last = self.neighbours(Some(last), last.checked_add(1)).map_or(last, |(_, below)| below);
        }
        let mark = self.marks.iter().find(|mark| mark.start == start && mark.end == end);
        let (Some(top), Some(bottom)) = (self.lines.get(first), self.lines.get(last)) else {
            return Err(MietteError::OutOfBounds);
        };
        let data = self.text.as_bytes().get(top.start..=bottom.end).ok_or(MietteError::OutOfBounds)?;
        let (line, column) = match mark {
            Some(mark) if before == 0 && after == 0 => (mark.line, mark.column),
            Some(_) | None => (top.number, 0),
        };
        let span = SourceSpan::new(top.start.into(), data.len());
        Ok(Box::new(Contents { data, span, name: &self.name, line, column, lines: last - first + 1 }))
    }
}

impl Excerpt {
    /// The two positions, where both are lines and the file has no line between them.
    fn neighbours(&self, above: Option<usize>, below: Option<usize>) -> Option<(usize, usize)> {
        let (above, below) = (above?, below?);
        let follows = self.lines.get(above)?.number + 1 == self.lines.get(below)?.number;
        follows.then_some((above, below))
    }
}
