//! The values of frames and matches to outgoing rows: the innermost loop of every plan.
#![expect(clippy::indexing_slicing, reason = "places and columns were laid out by the plan")]

use super::batch::Batch;
use super::plan::{Source, Test};
use super::program::{Constant, Domain};

/// The value of a source.
pub(super) fn value(source: Source, frame: &[Constant], matched: &[Constant]) -> Constant {
    match source {
        Source::Frame(place) => frame[place],
        Source::Match(column) => matched[column],
        Source::Constant(constant) => constant,
        Source::Computed => Constant(u32::MAX),
    }
}

/// Fills a row with the values of sources that need no match.
pub(super) fn fill(row: &mut Vec<Constant>, sources: &[Source], frame: &[Constant]) {
    row.clear();
    for &source in sources {
        row.push(value(source, frame, &[]));
    }
}

/// Hands `with` the values of a key; a key of one column takes no detour through the scratch space.
#[inline]
pub(super) fn with_key<R>(
    scratch: &mut Vec<Constant>,
    sources: &[Source],
    frame: &[Constant],
    with: impl FnOnce(&[Constant]) -> R,
) -> R {
    match *sources {
        [only] => with(&[value(only, frame, &[])]),
        _ => {
            fill(scratch, sources, frame);
            with(scratch)
        }
    }
}

/// Puts out a row made of the frame alone.
pub(super) fn emit(output: &mut Batch, sources: &[Source], frame: &[Constant]) {
    for &source in sources {
        output.values.push(value(source, frame, &[]));
    }
    output.len += 1;
}

/// Puts out a row made of the frame and what the stage computed.
pub(super) fn emit_computed(output: &mut Batch, sources: &[Source], frame: &[Constant], computed: Constant) {
    for &source in sources {
        output.values.push(match source {
            Source::Computed => computed,
            Source::Frame(_) | Source::Match(_) | Source::Constant(_) => value(source, frame, &[]),
        });
    }
    output.len += 1;
}

/// The outgoing row of a join: what does not depend on the match is filled in once for each frame.
pub(super) struct RowBuilder<'a> {
    sources: &'a [Source],
    row: &'a mut Vec<Constant>,
    /// The places of the row that a match fills, and from which column.
    matched: &'a mut Vec<(usize, usize)>,
}

impl<'a> RowBuilder<'a> {
    /// Lays the row out.
    pub(super) fn new(
        sources: &'a [Source],
        row: &'a mut Vec<Constant>,
        matched: &'a mut Vec<(usize, usize)>,
    ) -> Self {
        row.clear();
        row.resize(sources.len(), Constant(u32::MAX));
        matched.clear();
        for (place, source) in sources.iter().enumerate() {
            if let Source::Match(column) = source {
                matched.push((place, *column));
            }
        }
        Self { sources, row, matched }
    }

    /// Fills in what depends on the frame.
    #[inline]
    pub(super) fn start(&mut self, frame: &[Constant]) {
        for (slot, &source) in self.row.iter_mut().zip(self.sources) {
            match source {
                Source::Frame(place) => *slot = frame[place],
                Source::Constant(constant) => *slot = constant,
                Source::Match(_) | Source::Computed => {}
            }
        }
    }

    /// Puts the row of one match out.
    #[inline]
    pub(super) fn emit(&mut self, output: &mut Batch, matched: &[Constant]) {
        for &(place, column) in self.matched.iter() {
            self.row[place] = matched[column];
        }
        match **self.row {
            [] => {}
            [a] => output.values.push(a),
            [a, b] => output.values.extend_from_slice(&[a, b]),
            [a, b, c] => output.values.extend_from_slice(&[a, b, c]),
            [a, b, c, d] => output.values.extend_from_slice(&[a, b, c, d]),
            _ => output.values.extend_from_slice(self.row),
        }
        output.len += 1;
    }
}

/// Whether each pair of values is equal.
#[inline]
pub(super) fn passes(checks: &[(Source, Source)], frame: &[Constant], matched: &[Constant]) -> bool {
    checks.iter().all(|&(left, right)| value(left, frame, matched) == value(right, frame, matched))
}

/// Whether each comparison holds.
#[inline]
pub(super) fn hold<D: Domain + ?Sized>(
    tests: &[Test],
    frame: &[Constant],
    matched: &[Constant],
    domain: &D,
) -> bool {
    tests.iter().all(|&(comparison, left, right)| {
        domain.compare(comparison, value(left, frame, matched), value(right, frame, matched))
    })
}
