//! A plan and the tables to the rows that the plan puts out, in batches.
//!
//! Frames flow through the stages a batch at a time, so the cost of interpreting a plan is shared by
//! many frames and memory stays bounded however many rows there are. A run can be paused after any
//! batch, which lets the caller add rows and look at its limits in between. **Invariant:** the
//! output comes in the order of nested loops, whatever the size of a batch.
#![expect(clippy::indexing_slicing, reason = "places, columns and levels were laid out by the plan")]

use rustc_hash::FxHashMap;
use std::ops::Range;

use super::batch::Batch;
use super::compute::{Hands, Values, aggregate, compute};
use super::plan::{Action, Indexed, Lookup, Meeting, Plan, Reach, Source, Stage, Test};
use super::program::{Constant, Domain, RelationId};
use super::row_builder::{RowBuilder, emit, emit_computed, fill, hold, passes, value, with_key};
use super::storage::{Grouped, Index, NO_ROW, Span, Store};

/// The stores that the literals of a plan read.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    /// What positive literals read.
    pub(crate) positive: &'a Store,
    /// What negative literals and aggregates read.
    pub(crate) negative: &'a Store,
}

/// Whether a run has more to put out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It was paused.
    More,
    /// It is at its end.
    Done,
}

/// So many frames are handed from stage to stage at once.
const BATCH: usize = 1024;

/// After so many fillings of a batch a run pauses, whatever it has put out.
const FUEL: u32 = 256;

/// Where a stage is in its input.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    frame: usize,
    /// The next match of the frame and the end of its matches, once they were looked up.
    matches: Option<(u32, u32)>,
    exhausted: bool,
}

/// A plan under way.
#[derive(Debug)]
pub(crate) struct Run {
    batches: Vec<Batch>,
    cursors: Vec<Cursor>,
    level: usize,
    scan: (u32, u32),
    scratch: Vec<Constant>,
    /// For each stage that aggregates, what the groups came to, by their first positions: many frames may ask for one.
    groups: Vec<FxHashMap<u32, Option<Constant>>>,
    stack: Vec<Constant>,
    row: Vec<Constant>,
    matched: Vec<(usize, usize)>,
}

/// How a stage reads its tables and computes.
struct Bench<'a, 'd, D: ?Sized> {
    sources: Sources<'a>,
    hands: &'a mut Hands<'d, D>,
    scratch: &'a mut Vec<Constant>,
    groups: &'a mut FxHashMap<u32, Option<Constant>>,
    stack: &'a mut Vec<Constant>,
    row: &'a mut Vec<Constant>,
    matched: &'a mut Vec<(usize, usize)>,
    target: usize,
}

/// The span of rows that the first stage of a plan scans, if it is a scan.
pub(crate) fn scanned(plan: &Plan) -> Option<(RelationId, Span)> {
    match plan.stages.first().map(|stage| &stage.action) {
        Some(Action::Join { lookup: Lookup::Scan(relation, span, _), .. }) => Some((*relation, *span)),
        _ => None,
    }
}

impl Run {
    /// Starts a plan; its first stage, if it is a scan, looks at the given row numbers.
    pub(crate) fn new(plan: &Plan, scan: (u32, u32)) -> Self {
        let mut seed = Batch::new(0);
        seed.len = 1;
        let mut batches = vec![seed];
        let inner = plan.stages.len().saturating_sub(1);
        batches.extend(plan.stages.iter().take(inner).map(|stage| Batch::new(stage.output.len())));
        let cursors = vec![Cursor::default(); plan.stages.len()];
        Self {
            batches,
            cursors,
            level: 0,
            scan,
            scratch: Vec::new(),
            groups: vec![FxHashMap::default(); plan.stages.len()],
            stack: Vec::new(),
            row: Vec::new(),
            matched: Vec::new(),
        }
    }

    /// Starts again with other row numbers for the first stage.
    pub(crate) fn restart(&mut self, scan: (u32, u32)) {
        self.batches.iter_mut().skip(1).for_each(Batch::clear);
        self.cursors.fill(Cursor::default());
        self.level = 0;
        self.scan = scan;
        if let Some(seed) = self.batches.first_mut() {
            seed.len = 1;
        }
    }

    /// Goes on until `target` frames are in `out`, the end is reached, or a pause is due.
    pub(crate) fn pump<D: Domain + ?Sized>(
        &mut self,
        plan: &Plan,
        sources: Sources<'_>,
        hands: &mut Hands<'_, D>,
        out: &mut Batch,
        target: usize,
    ) -> Progress {
        let last = plan.stages.len().saturating_sub(1);
        for _ in 0..FUEL {
            let level = self.level;
            let stage = &plan.stages[level];
            let (inputs, outputs) = self.batches.split_at_mut(level + 1);
            let output = if level == last { &mut *out } else { &mut outputs[0] };
            let bench = Bench {
                sources,
                hands,
                scratch: &mut self.scratch,
                groups: &mut self.groups[level],
                stack: &mut self.stack,
                row: &mut self.row,
                matched: &mut self.matched,
                target: if level == last { target } else { BATCH },
            };
            let scan = (level == 0).then_some(self.scan);
            self.cursors[level].fill(stage, &inputs[level], output, scan, bench);
            if level < last && output.len > 0 {
                self.level += 1;
                self.cursors[self.level] = Cursor::default();
                continue;
            }
            let full = level == last && out.len >= target;
            while self.cursors[self.level].exhausted {
                self.batches[self.level].clear();
                match self.level.checked_sub(1) {
                    Some(below) => self.level = below,
                    None => return Progress::Done,
                }
            }
            if full {
                break;
            }
        }
        Progress::More
    }
}

impl Cursor {
    /// Fills the output from the input until one of them is used up.
    fn fill<D: Domain + ?Sized>(
        &mut self,
        stage: &Stage,
        input: &Batch,
        output: &mut Batch,
        scan: Option<(u32, u32)>,
        bench: Bench<'_, '_, D>,
    ) {
        match &stage.action {
            Action::Join { lookup: Lookup::Scan(relation, span, without), checks, tests, reach } => {
                let table = bench.sources.positive.table(*relation);
                let rows = scan.unwrap_or_else(|| table.span(*span));
                let Bench { target, row, matched, hands, .. } = bench;
                let domain = hands.domain();
                let mut draft = RowBuilder::new(&stage.output, row, matched);
                self.joined(
                    input,
                    output,
                    target,
                    |_| rows,
                    |frame, next, end, output| {
                        draft.start(frame);
                        for number in next..end {
                            if table.is_from(number, *without) {
                                continue;
                            }
                            let row = table.row(number);
                            if passes(checks, frame, row) && hold(tests, frame, row, domain) {
                                draft.emit(output, row);
                                if *reach == Reach::First {
                                    return end;
                                }
                                if output.len >= target {
                                    return number + 1;
                                }
                            }
                        }
                        end
                    },
                );
            }
            Action::Join { lookup: Lookup::Index(indexed), checks, tests, reach } => {
                self.indexed(indexed, (checks, tests), *reach, stage, input, output, bench);
            }
            Action::Meet { sides, reach } => self.met(sides, *reach, stage, input, output, bench),
            Action::Pass
            | Action::Holds { .. }
            | Action::Absent { .. }
            | Action::Compare { .. }
            | Action::Compute { .. }
            | Action::Aggregate { .. } => self.filtered(stage, input, output, bench),
        }
    }

    /// For each frame looks its matches up and hands them to `matched`, which tells where it paused.
    fn joined(
        &mut self,
        input: &Batch,
        output: &mut Batch,
        target: usize,
        mut lookup: impl FnMut(&[Constant]) -> (u32, u32),
        mut matched: impl FnMut(&[Constant], u32, u32, &mut Batch) -> u32,
    ) {
        while self.frame < input.len {
            let frame = input.frame(self.frame);
            let (next, end) = match self.matches {
                Some(matches) => matches,
                None => lookup(frame),
            };
            let next = matched(frame, next, end, output);
            if next == end {
                self.matches = None;
                self.frame += 1;
            } else {
                self.matches = Some((next, end));
            }
            if output.len >= target {
                break;
            }
        }
        self.exhausted = self.frame >= input.len;
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one stage, taken apart by the caller's match"
    )]
    fn indexed<D: Domain + ?Sized>(
        &mut self,
        indexed: &Indexed,
        (checks, tests): (&[(Source, Source)], &[Test]),
        reach: Reach,
        stage: &Stage,
        input: &Batch,
        output: &mut Batch,
        bench: Bench<'_, '_, D>,
    ) {
        let Bench { sources, scratch, target, row, matched, hands, .. } = bench;
        let domain = hands.domain();
        let mut draft = RowBuilder::new(&stage.output, row, matched);
        match indexed.index.and_then(|id| sources.positive.index(id)) {
            Some(Index::Grouped(index)) => {
                let lookup = |frame: &[Constant]| {
                    let range = with_key(scratch, &indexed.key, frame, |key| index.range(key));
                    (range.start, range.end)
                };
                self.joined(input, output, target, lookup, |frame, next, end, output| {
                    if next < end {
                        draft.start(frame);
                    }
                    for position in next..end {
                        let row = index.payload(position);
                        if passes(checks, frame, row) && hold(tests, frame, row, domain) {
                            draft.emit(output, row);
                            if reach == Reach::First {
                                return end;
                            }
                            if output.len >= target {
                                return position + 1;
                            }
                        }
                    }
                    end
                });
            }
            Some(Index::Chained(index)) => {
                let table = sources.positive.table(indexed.request.relation);
                let (from, to) = table.span(indexed.span);
                let lookup = |frame: &[Constant]| {
                    let mut head = with_key(scratch, &indexed.key, frame, |key| index.head(key));
                    while head != NO_ROW && head >= to {
                        head = index.previous(head);
                    }
                    (if head >= from { head } else { NO_ROW }, NO_ROW)
                };
                self.joined(input, output, target, lookup, |frame, mut number, end, output| {
                    if number != end {
                        draft.start(frame);
                    }
                    while number != end && number >= from {
                        let row = table.row(number);
                        number = index.previous(number);
                        if passes(checks, frame, row) && hold(tests, frame, row, domain) {
                            draft.emit(output, row);
                            if reach == Reach::First {
                                return end;
                            }
                            if output.len >= target {
                                return number;
                            }
                        }
                    }
                    end
                });
            }
            None => self.exhausted = true,
        }
    }

    /// Takes the values of the side that has the fewest for a frame, and looks each up in the others.
    fn met<D: Domain + ?Sized>(
        &mut self,
        sides: &[Meeting],
        reach: Reach,
        stage: &Stage,
        input: &Batch,
        output: &mut Batch,
        bench: Bench<'_, '_, D>,
    ) {
        let Bench { sources, scratch, target, .. } = bench;
        while self.frame < input.len && output.len < target {
            let frame = input.frame(self.frame);
            // Looked for again after a pause: it comes out the same.
            let mut fewest: Option<(usize, &Grouped, Range<u32>)> = None;
            for (at, Meeting { lookup, .. }) in sides.iter().enumerate() {
                let index = lookup.index.and_then(|id| sources.positive.index(id));
                let Some(Index::Grouped(index)) = index else { continue };
                let range = with_key(scratch, &lookup.key, frame, |key| index.range(key));
                if fewest.as_ref().is_none_or(|(_, _, known)| range.len() < known.len()) {
                    fewest = Some((at, index, range));
                }
            }
            let Some((side, index, range)) = fewest else {
                self.frame = input.len;
                break;
            };
            let (mut next, end) = self.matches.unwrap_or((range.start, range.end));
            while next < end && output.len < target {
                let common = value(sides[side].value, frame, index.payload(next));
                next += 1;
                let others = sides.iter().enumerate().filter(|(at, _)| *at != side);
                let all = others.map(|(_, other)| other).all(|other| {
                    scratch.clear();
                    scratch.extend(other.row.iter().map(|source| match source {
                        Source::Computed => common,
                        Source::Frame(_) | Source::Match(_) | Source::Constant(_) => {
                            value(*source, frame, &[])
                        }
                    }));
                    sources.positive.table(other.lookup.request.relation).contains(scratch)
                });
                if all {
                    emit_computed(output, &stage.output, frame, common);
                    if reach == Reach::First {
                        next = end;
                    }
                }
            }
            self.matches = (next < end).then_some((next, end));
            if next == end {
                self.frame += 1;
            }
        }
        self.exhausted = self.frame >= input.len;
    }

    fn filtered<D: Domain + ?Sized>(
        &mut self,
        stage: &Stage,
        input: &Batch,
        output: &mut Batch,
        bench: Bench<'_, '_, D>,
    ) {
        let Bench { sources, hands, scratch, stack, target, groups, .. } = bench;
        while self.frame < input.len && output.len < target {
            let frame = input.frame(self.frame);
            self.frame += 1;
            let mut keep = |kept: bool| {
                if kept {
                    emit(output, &stage.output, frame);
                }
            };
            let (computed, equals) = match &stage.action {
                Action::Pass | Action::Join { .. } | Action::Meet { .. } => {
                    keep(true);
                    continue;
                }
                Action::Holds { relation, row: from } => {
                    fill(scratch, from, frame);
                    keep(sources.positive.table(*relation).contains(scratch));
                    continue;
                }
                Action::Absent { relation, row: from } => {
                    fill(scratch, from, frame);
                    keep(!sources.negative.table(*relation).contains(scratch));
                    continue;
                }
                Action::Compare { comparison, left, right } => {
                    let left = compute(left, frame, stack, hands);
                    let right = compute(right, frame, stack, hands);
                    keep(
                        matches!((left, right), (Some(a), Some(b)) if hands.domain().compare(*comparison, a, b)),
                    );
                    continue;
                }
                Action::Compute { formula, equals } => (compute(formula, frame, stack, hands), equals),
                Action::Aggregate { function, lookup, value, equals } => {
                    fill(scratch, &lookup.key, frame);
                    let found = lookup.index.and_then(|id| sources.negative.index(id));
                    let Some(Index::Grouped(index)) = found else { continue };
                    let range = index.range(scratch);
                    let group = (!range.is_empty()).then_some(range.start);
                    let known = group.and_then(|group| groups.get(&group).copied());
                    let result = known.unwrap_or_else(|| {
                        let values = Values { index, range, column: *value };
                        let result = aggregate(*function, &values, hands);
                        groups.extend(group.map(|group| (group, result)));
                        result
                    });
                    (result, equals)
                }
            };
            let Some(computed) = computed else { continue };
            if equals.is_none_or(|bound| value(bound, frame, &[]) == computed) {
                emit_computed(output, &stage.output, frame, computed);
            }
        }
        self.exhausted = self.frame >= input.len;
    }
}
