//! What the sentences of a program rest on: the claims that are believed, and the forecasts.
#![expect(clippy::indexing_slicing, reason = "atoms and elements are numbered by the graph itself")]

use super::fault::Target;
use super::likelihoods::Likelihoods;
use super::program::Program;
use super::selection::Claim;
use super::when::When;
use crate::model::statement::StatementId;
use crate::reason::provenance::{AssumptionId, AtomId, Choice};
use std::collections::BTreeSet;

impl Likelihoods<'_> {
    /// A stated likelihood, by position, of a sentence that holds in every world or in none.
    pub(super) fn settled(&self, program: &Program, at: usize) -> Option<Target> {
        if !self.demanded(program, at) {
            return None;
        }
        match program.graph.stated.get(at)? {
            Some(atom) if program.is_certain(*atom) => Some(Target::Certain),
            Some(atom) if program.is_possible(*atom) => None,
            Some(_) | None => Some(Target::Impossible),
        }
    }

    /// The unhedged claims at their word that atoms may rest on.
    pub(super) fn believed(
        &self,
        program: &Program,
        roots: impl IntoIterator<Item = u32>,
    ) -> BTreeSet<AssumptionId> {
        let under = program.under(roots).into_iter();
        let believed = under.filter(|at| program.choices[*at as usize] == Choice::In);
        let believed = believed.map(|at| program.graph.slice.elements[at as usize]);
        believed.filter(|element| self.is_unhedged(*element)).collect()
    }

    /// The forecasts that a sentence may rest on, as a reader knows them; those that came true are none any
    /// more.
    pub(super) fn foreseen(&self, program: &Program, target: AtomId) -> Vec<String> {
        let model = self.provenance.model;
        let mut found: BTreeSet<StatementId> = BTreeSet::new();
        for at in program.under([target.index() as u32]) {
            let element = program.graph.slice.elements[at as usize];
            let Some(Claim::Statement(id)) = self.claim(element) else { continue };
            let ahead = When::of(model, self.provenance.element(element)) != When::Now;
            // What is left aside is not counted.
            let demands = program.selection.demands(element);
            if ahead && demands && program.choices[at as usize] != Choice::Out && !self.came_true(element) {
                found.insert(id);
            }
        }
        let statements = found.into_iter().filter_map(|id| model.statement(id));
        let mut names: Vec<String> = Vec::new();
        for statement in statements {
            let name = match statement.label {
                Some(label) => format!("@{}", model.name(label)),
                None => statement.name.to_string(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}
