//! Analyses of which no case is left, whatever is true: there is nothing to be likely.
//!
//! **Invariant:** what is named rules out every world by itself, and none of it can be left away.

use super::fault::{Fault, Subject, Why};
use super::likelihoods::Likelihoods;
use super::program::Program;
use super::selection::Selection;
use crate::diagnostic::{Code, Diagnostic};
use crate::likelihood::{Allowance, Bounds, Independent, Problem};
use crate::reason::provenance::Contradiction;

/// The most contradictions that are left away, one after the other, to find those that matter.
const TRIED: usize = 200;

impl Likelihoods<'_> {
    /// The error that every world is ruled out by what nobody can take back.
    pub(super) fn no_world(&mut self) -> Option<Diagnostic> {
        let program = self.program(&[], &Selection::default());
        let hopeless = |fault: &Fault| fault.why == Why::NoWorld && fault.elements().is_empty();
        let (subject, _) = self.subjects(&program).find(|(_, fault)| hopeless(fault))?;
        let graph = &program.graph;
        let clashes: Vec<usize> = match subject {
            Subject::Contradiction(at) => vec![*at],
            Subject::Part(name) => self.ruling_out(&program, *name),
            Subject::Question(_) | Subject::Stated(_) | Subject::Judged(_) => Vec::new(),
        };
        let model = self.provenance.model;
        let mut told =
            Diagnostic::new(Code::Incoherent, "nothing is likely here: no case is left, whatever is true");
        for at in clashes {
            let Some(Contradiction::Impossible(id, _)) = self.provenance.clashes().get(at) else { continue };
            let Some(statement) = model.statement(*id) else { continue };
            let text = format!("`{}` rules out what the others leave", statement.name);
            told = told.label(statement.span, text);
        }
        let asked = graph.exhaustive.iter().any(|all| !all.iter().any(|atom| program.is_possible(*atom)));
        let told = if asked { told.note("a question that is not `open` has no answer left") } else { told };
        Some(told.help("take one of these back; `strat check` shows what breaks each of them"))
    }

    /// The contradictions of a part, by position, that leave no world to it.
    fn ruling_out(&self, program: &Program, name: u32) -> Vec<usize> {
        let Some(atoms) = program.parts().atoms.get(&name) else { return Vec::new() };
        let Some(question) = self.part(program, atoms) else { return Vec::new() };
        let graph = &program.graph;
        let of = |atom: &u32| graph.clash_at.get(atom).copied().filter(|at| program.counts(*at));
        let mut clashes: Vec<usize> = atoms.iter().filter_map(of).collect();
        clashes.sort_unstable();
        let mut problem = Problem { choices: Vec::new(), constraints: Vec::new(), ..question.problem };
        if clashes.len() > problem.excluded.len() || clashes.len() > TRIED {
            return clashes;
        }
        for at in (0..clashes.len()).rev() {
            let mut less = problem.clone();
            less.excluded.remove(at);
            if !has_world(&less) {
                problem = less;
                clashes.remove(at);
            }
        }
        clashes
    }
}

/// Whether some world is left.
fn has_world(problem: &Problem) -> bool {
    let priors = vec![Bounds::point(0.5); problem.lineage.priors().len()];
    Independent::new(problem, priors, Allowance::default())
        .posterior(crate::likelihood::AtomId(u32::MAX))
        .is_some()
}
