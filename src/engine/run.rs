//! A plan and a store to the store with what the plan puts out, on as many threads as there are.
//!
//! The rows that the first stage scans are cut into chunks of fixed size. With several threads, some
//! join chunks while one adds what earlier chunks have put out. **Invariant:** rows are added, counted and
//! measured chunk by chunk and batch by batch in the order of the scan, so the rows, their numbers and the
//! row at which a limit ends the work are the same however many threads there are.

use std::collections::VecDeque;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::batch::Batch;
use super::compute::Hands;
use super::execute::{Progress, Run, Sources, scanned};
use super::limits::{Limit, Meter};
use super::plan::{Computes, Plan};
use super::program::{Domain, RelationId};
use super::storage::{Intake, Origin, Store};

/// So many rows are put out before they are added.
const TARGET: usize = 4096;

/// So many rows are scanned in one piece.
const CHUNK: u32 = 1024;

/// Scans of fewer rows than this are not worth waking another thread.
const SHARED_FROM: u32 = 4 * CHUNK;

/// So many chunks are under way at once.
const STRANDS: usize = 16;

/// So many batches of one chunk may wait to be added.
const WAITING: usize = 4;

/// What a plan is run on.
pub(crate) struct Job<'a> {
    /// The plan.
    pub(crate) plan: &'a Plan,
    /// The relation that gets the rows.
    pub(crate) head: RelationId,
    /// What they come from.
    pub(crate) origin: Origin,
}

/// Runs one plan to its end and adds what it puts out.
///
/// # Errors
/// The limit that was reached; the rows until then have been added.
pub(crate) fn run<D: Domain + ?Sized>(
    job: &Job<'_>,
    store: &mut Store,
    fixed: Option<&Store>,
    domain: &mut D,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let scan = scanned(job.plan).map(|(relation, span)| store.table(relation).span(span));
    match (scan, job.plan.computes) {
        (Some((from, to)), Computes::Nothing) if to - from >= SHARED_FROM && threads() > 1 => {
            side_by_side(job, (from, to), store, fixed, &*domain, meter)
        }
        (scan, _) => one_by_one(job, scan, store, fixed, domain, meter),
    }
}

/// How many threads there are to share a scan.
fn threads() -> usize {
    #[cfg(feature = "parallel")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "parallel"))]
    return 1;
}

/// The pieces of a scan, in order; a plan that scans nothing is one piece.
fn chunks(scan: Option<(u32, u32)>) -> impl Iterator<Item = (u32, u32)> + Send {
    let (from, to) = scan.unwrap_or((0, 1));
    let starts = (from..to).step_by(CHUNK as usize);
    starts.map(move |start| (start, to.min(start.saturating_add(CHUNK))))
}

fn one_by_one<D: Domain + ?Sized>(
    job: &Job<'_>,
    scan: Option<(u32, u32)>,
    store: &mut Store,
    fixed: Option<&Store>,
    domain: &mut D,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let mut run = Run::new(job.plan, (0, 0));
    let mut out = Batch::new(store.table(job.head).arity());
    for chunk in chunks(scan) {
        run.restart(chunk);
        loop {
            let sources = Sources { positive: store, negative: fixed.unwrap_or(store) };
            let mut hands = match job.plan.computes {
                Computes::Nothing => Hands::Shared(&*domain),
                Computes::Constants => Hands::Exclusive(&mut *domain),
            };
            let progress = run.pump(job.plan, sources, &mut hands, &mut out, TARGET);
            let added = store.table_mut(job.head).insert_all(&out.values, out.len, job.origin);
            out.clear();
            meter.add(job.plan.rule, added);
            if job.plan.computes == Computes::Constants {
                meter.check_values(job.plan.rule, domain)?;
            }
            meter.check_size(|| store.bytes() + fixed.map_or(0, Store::bytes) + domain.bytes())?;
            meter.check_time()?;
            if progress == Progress::Done {
                break;
            }
        }
    }
    Ok(())
}

/// A chunk under way.
struct Strand {
    run: Run,
    /// What it has put out and nobody has added yet.
    ready: VecDeque<Batch>,
    /// Batches to fill.
    empty: Vec<Batch>,
    progress: Progress,
}

impl Strand {
    /// Goes on until its batches are used up, or to the end.
    fn go_on<D: Domain + ?Sized>(&mut self, plan: &Plan, sources: Sources<'_>, domain: &D) {
        while self.progress == Progress::More
            && let Some(mut out) = self.empty.pop()
        {
            self.progress = self.run.pump(plan, sources, &mut Hands::Shared(domain), &mut out, TARGET);
            self.ready.push_back(out);
        }
    }
}

/// The chunks of a scan that are under way, and what is used again for the next ones.
struct Strands<'a> {
    plan: &'a Plan,
    width: usize,
    active: VecDeque<Strand>,
    idle: Vec<Strand>,
    spare: Vec<Batch>,
}

impl<'a> Strands<'a> {
    fn new(plan: &'a Plan, width: usize) -> Self {
        Self { plan, width, active: VecDeque::new(), idle: Vec::new(), spare: Vec::new() }
    }

    /// Takes what can be added now: all up to the first chunk that is not at its end.
    fn due(&mut self) -> Vec<Batch> {
        let mut due = Vec::new();
        while let Some(mut first) = self.active.pop_front() {
            due.extend(first.ready.drain(..));
            if first.progress == Progress::More {
                self.active.push_front(first);
                break;
            }
            self.idle.push(first);
        }
        due
    }

    /// Begins further chunks and hands out batches to fill.
    fn begin(&mut self, chunks: &mut impl Iterator<Item = (u32, u32)>) {
        for chunk in chunks.take(STRANDS - self.active.len()) {
            let mut strand = self.idle.pop().unwrap_or_else(|| Strand {
                run: Run::new(self.plan, chunk),
                ready: VecDeque::new(),
                empty: Vec::new(),
                progress: Progress::More,
            });
            strand.run.restart(chunk);
            strand.progress = Progress::More;
            self.active.push_back(strand);
        }
        for strand in &mut self.active {
            while strand.empty.len() + strand.ready.len() < WAITING {
                strand.empty.push(self.spare.pop().unwrap_or_else(|| Batch::new(self.width)));
            }
        }
    }

    fn recycle(&mut self, batches: Vec<Batch>) {
        for mut batch in batches {
            batch.clear();
            self.spare.push(batch);
        }
    }
}

fn side_by_side<D: Domain + ?Sized>(
    job: &Job<'_>,
    scan: (u32, u32),
    store: &mut Store,
    fixed: Option<&Store>,
    domain: &D,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let mut intake = store.table_mut(job.head).intake(job.origin);
    let ended = weave(job, scan, store, fixed, domain, &mut intake, meter);
    store.table_mut(job.head).absorb(intake);
    ended
}

/// Turn by turn, chunks are joined while what they have put out before is added.
fn weave<D: Domain + ?Sized>(
    job: &Job<'_>,
    scan: (u32, u32),
    store: &Store,
    fixed: Option<&Store>,
    domain: &D,
    intake: &mut Intake,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let plan = job.plan;
    let table = store.table(job.head);
    let sources = Sources { positive: store, negative: fixed.unwrap_or(store) };
    let mut add = |batches: &[Batch]| {
        for batch in batches {
            meter.add(plan.rule, intake.insert_all(table, &batch.values, batch.len));
            let fresh = intake.bytes(table) as u64;
            meter.check_size(|| store.bytes() + fresh + fixed.map_or(0, Store::bytes) + domain.bytes())?;
            meter.check_time()?;
        }
        Ok(())
    };
    let mut chunks = chunks(Some(scan));
    let mut strands = Strands::new(plan, table.arity());
    loop {
        let due = strands.due();
        strands.begin(&mut chunks);
        if strands.active.is_empty() {
            return add(&due);
        }
        #[cfg(feature = "parallel")]
        let (added, ()) = rayon::join(
            || add(&due),
            || strands.active.par_iter_mut().for_each(|strand| strand.go_on(plan, sources, domain)),
        );
        #[cfg(not(feature = "parallel"))]
        let added = {
            strands.active.iter_mut().for_each(|strand| strand.go_on(plan, sources, domain));
            add(&due)
        };
        added?;
        strands.recycle(due);
    }
}
