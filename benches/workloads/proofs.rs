//! The smallest proofs of conclusions, once everything has been concluded.

use std::time::{Duration, Instant};

use strat::internals::engine::{Coverage, Database, Graph, Premise, Program, RelationId, RowId};

use super::Plain;

/// How long the proofs of a sample of rows took, and how far they were from trivial.
pub struct Timings {
    pub first: Duration,
    pub median: Duration,
    pub longest: Duration,
    pub rows: usize,
    pub tallest: u32,
    pub largest: u64,
    /// How many premises of all proofs are absent rows.
    pub absences: usize,
}

/// The first, the middle and the last row of a relation, and a hundred others.
fn sample(rows: u32) -> Vec<u32> {
    let mut state = 0x9E37_79B9_u64;
    let mut sample = vec![0, rows / 2, rows - 1];
    for _ in 0..100 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        sample.push(((state >> 33) % u64::from(rows)) as u32);
    }
    sample
}

/// Proves a sample of a relation's rows; each proof starts from the database alone.
pub fn prove(program: &Program, database: &Database, relation: RelationId) -> Timings {
    let rows = sample(database.len(relation) as u32);
    let mut took = Vec::new();
    let (mut tallest, mut largest, mut absences) = (0, 0, 0);
    for row in &rows {
        let start = Instant::now();
        let proof = Graph::new(program, database, &mut Plain).proof(relation, RowId(*row), u64::MAX);
        took.push(start.elapsed());
        let proof = proof.expect("a true row has a proof");
        assert_eq!(proof.coverage, Coverage::Complete);
        tallest = tallest.max(proof.height);
        largest = largest.max(proof.size);
        for node in &proof.nodes {
            if let strat::internals::engine::Support::Instance(instance, _) = &node.support {
                let absent = |premise: &&Premise| matches!(premise, Premise::Absent(..));
                absences += instance.premises.iter().filter(absent).count();
            }
        }
    }
    let first = took[0];
    took.sort_unstable();
    Timings {
        first,
        median: took[took.len() / 2],
        longest: took[took.len() - 1],
        rows: rows.len(),
        tallest,
        largest,
        absences,
    }
}
