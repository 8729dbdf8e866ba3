//! strat, ascent and datafrog on the same rows in one run, from a thousand facts on.
//!
//! `cargo bench` in this folder; a word after `--` chooses among the benchmarks. What is timed is the
//! evaluation alone: rows in memory to the number of rows derived. Whole processes are timed by
//! `benches/compare.py`.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub,
    reason = "a bench"
)]
#![allow(dead_code, reason = "the workloads are shared with the bench of whole processes")]

mod workloads;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use workloads::{closure, made, peers, run, strategic};

/// The chains of so many facts, by each engine.
fn chains(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("closure of chains");
    for facts in [1_000, 10_000, 100_000] {
        let edges = made::chains(facts);
        let rows = peers::datafrog_closure(edges.clone());
        assert_eq!(rows, peers::ascent_closure(edges.clone()), "datafrog and ascent");
        let (program, known, path) = closure(&edges);
        assert_eq!(rows, run(&program, known.clone()).len(path), "datafrog and strat");
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_function(BenchmarkId::new("strat", facts), |bench| {
            bench.iter_batched(|| known.clone(), |known| run(&program, known), BatchSize::PerIteration);
        });
        group.bench_function(BenchmarkId::new("ascent", facts), |bench| {
            bench.iter_batched(|| edges.clone(), peers::ascent_closure, BatchSize::PerIteration);
        });
        group.bench_function(BenchmarkId::new("datafrog", facts), |bench| {
            bench.iter_batched(|| edges.clone(), peers::datafrog_closure, BatchSize::PerIteration);
        });
    }
    group.finish();
}

/// Dependence, alliances and vetoes over so many facts, by strat and ascent.
fn strategies(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("strategic");
    for facts in [1_000, 10_000, 100_000] {
        let made = || made::strategic(facts);
        let (program, known, counted) = strategic::program(made());
        let told = strategic::report(&run(&program, known.clone()), &counted);
        assert_eq!(told, peers::ascent_strategic(made()), "strat and ascent");
        group.throughput(Throughput::Elements(known.len()));
        group.bench_function(BenchmarkId::new("strat", facts), |bench| {
            bench.iter_batched(|| known.clone(), |known| run(&program, known), BatchSize::PerIteration);
        });
        group.bench_function(BenchmarkId::new("ascent", facts), |bench| {
            bench.iter_batched(made, peers::ascent_strategic, BatchSize::PerIteration);
        });
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    chains(&mut criterion);
    strategies(&mut criterion);
    criterion.final_summary();
}
