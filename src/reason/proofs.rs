//! Sentences that were told to their proofs: what a page unfolds.

use super::query::why::reasons;
use super::session::Session;
use super::stop::Stop;
use crate::report::Proof;
use std::collections::BTreeSet;

/// The smallest proof of each sentence that holds in the view that was chosen, in the order of the model; the first
/// node of each is the sentence.
///
/// # Errors
/// A limit was reached.
pub fn proofs(session: &mut Session<'_>, wanted: &BTreeSet<String>) -> Result<Vec<Proof>, Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let mut evaluated = session.look(&view, None, &[])?.evaluated;
    let mut rows = Vec::new();
    for (relation, row) in session.options.budget.each(evaluated.sentences()) {
        let said =
            evaluated.database.row(relation, row).and_then(|row| evaluated.sentence(model, relation, row));
        if said.is_some_and(|said| wanted.contains(&said)) {
            rows.push((relation, row));
        }
    }
    let mut found = Vec::new();
    for (relation, row) in rows {
        session.in_time()?;
        let mut proof = reasons(model, &mut evaluated, relation, row).proof;
        proof.told_once();
        found.push(proof);
    }
    session.in_time()?;
    Ok(found)
}
