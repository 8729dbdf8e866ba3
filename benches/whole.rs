//! One workload by one engine, as a process of its own: prints what came out, the seconds for reading
//! and for evaluating, and the most memory that the process held.
//!
//! `cargo run --release --bin whole -- (strat|ascent|datafrog) (closure FILE.tsv | strategic FOLDER)`
//!
//! With `proof strategic FOLDER` the smallest proofs of some conclusions are timed after the evaluation.
//! `edit` in the place of an engine measures single facts put in and taken out of a model that is kept.
#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a bench"
)]
#![allow(dead_code, reason = "the workloads are shared with the bench of the engines")]

mod workloads;

use std::path::Path;
use std::time::Instant;

use strat::internals::engine::RelationId;

use workloads::edits::{Edited, measure};
use workloads::{closure, peers, proofs, run, strategic, tsv};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let start = Instant::now();
    let (read, result) = match words[..] {
        ["proof", "strategic", folder] => {
            let files = strategic::Files::read(Path::new(folder));
            let read = start.elapsed();
            let (program, facts, counted) = strategic::program(files);
            let database = run(&program, facts);
            let evaluated = start.elapsed() - read;
            let of = |name| counted.iter().find(|(known, _)| *known == name).expect("a counted relation").1;
            let mut lines = vec![format!("evaluated in {:.3} s", evaluated.as_secs_f64())];
            for name in ["violation", "exposed", "leverage"] {
                let took = proofs::prove(&program, &database, of(name));
                let [first, median, longest] =
                    [took.first, took.median, took.longest].map(|took| took.as_secs_f64() * 1e3);
                lines.push(format!(
                    "{name}: {} proofs, first {first:.2} ms, median {median:.3} ms, longest {longest:.2} ms; \
                     up to {} high, {} nodes, {} absences in all",
                    took.rows, took.tallest, took.largest, took.absences
                ));
            }
            std::mem::forget(database);
            (read, lines.join("\n"))
        }
        ["edit", "closure", file] => {
            let edges: Vec<[u32; 2]> = tsv::rows(Path::new(file));
            let read = start.elapsed();
            let (program, facts, _) = closure(&edges);
            let rows = edges.iter().map(|row| row.to_vec()).collect();
            measure(&program, &facts, &[Edited { name: "edge", relation: RelationId(0), rows }]);
            (read, String::from("all edits taken back"))
        }
        ["edit", "strategic", folder] => {
            let files = strategic::Files::read(Path::new(folder));
            let read = start.elapsed();
            let edited = strategic::edited(&files);
            let (program, facts, _) = strategic::program(files);
            measure(&program, &facts, &edited);
            (read, String::from("all edits taken back"))
        }
        [engine, "closure", file] => {
            let edges = tsv::rows(Path::new(file));
            let read = start.elapsed();
            let count = match engine {
                "strat" => {
                    let (program, facts, path) = closure(&edges);
                    let database = run(&program, facts);
                    let count = database.len(path);
                    std::mem::forget(database);
                    count
                }
                "ascent" => peers::ascent_closure(edges),
                "datafrog" => peers::datafrog_closure(edges),
                _ => panic!("no such engine: {engine}"),
            };
            (read, format!("path={count}"))
        }
        [engine, "strategic", folder] => {
            let files = strategic::Files::read(Path::new(folder));
            let read = start.elapsed();
            let result = match engine {
                "strat" => {
                    let (program, facts, counted) = strategic::program(files);
                    let database = run(&program, facts);
                    let report = strategic::report(&database, &counted);
                    std::mem::forget(database);
                    report
                }
                "ascent" => peers::ascent_strategic(files),
                _ => panic!("no such engine: {engine}"),
            };
            (read, result)
        }
        _ => {
            println!("usage: whole (strat|edit|ascent|datafrog) (closure FILE.tsv | strategic FOLDER)");
            println!("       whole proof strategic FOLDER");
            return;
        }
    };
    let whole = start.elapsed();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown");
    let peak: u64 = peak.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0);
    println!("{result}");
    println!("read {:.3} s, whole {:.3} s, {} MB", read.as_secs_f64(), whole.as_secs_f64(), peak / 1024);
    std::process::exit(0);
}
