//! Clauses to assignments, under a counted limit: the one place that sees the SAT solver.
//!
//! Invariant: the same clauses and questions in the same order give the same answers; a question that
//! takes more conflicts than are left is given up, never answered wrongly.

use crate::budget::Budget;
use batsat::{Callbacks, ClauseKind, Lit, Solver as Inner, SolverInterface, SolverOpts, lbool};
use std::collections::BTreeSet;

/// The most conflicts that the questions to one solver may take together.
const CONFLICTS: u64 = 200_000;

/// A limit was reached before the answer was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GivenUp;

struct Count {
    learnt: u64,
    most: u64,
    budget: Budget,
}

impl Callbacks for Count {
    fn on_new_clause(&mut self, _: &[Lit], kind: ClauseKind) {
        if kind == ClauseKind::Learnt {
            self.learnt += 1;
        }
    }

    fn stop(&self) -> bool {
        self.learnt > self.most || self.budget.is_over()
    }
}

/// A literal of a solver.
pub(crate) type Literal = Lit;

/// A set of clauses that can be asked questions.
pub(crate) struct Solver {
    inner: Inner<Count>,
}

impl Solver {
    /// No clauses. Questions are given up when the time of the budget is over, too.
    pub(crate) fn new(budget: &Budget) -> Self {
        let count = Count { learnt: 0, most: CONFLICTS, budget: budget.clone() };
        Self { inner: Inner::new(SolverOpts::default(), count) }
    }

    /// A literal of a new variable, which is tried as false first.
    pub(crate) fn fresh(&mut self) -> Literal {
        Lit::new(self.inner.new_var_default(), true)
    }

    /// A literal of a new variable, which is tried as true first.
    pub(crate) fn eager(&mut self) -> Literal {
        Lit::new(self.inner.new_var(lbool::FALSE, true), true)
    }

    /// One of them at least.
    pub(crate) fn clause(&mut self, literals: impl IntoIterator<Item = Literal>) {
        let mut literals: Vec<Lit> = literals.into_iter().collect();
        self.inner.add_clause_reuse(&mut literals);
    }

    /// Whether the clauses can be satisfied together with the assumptions.
    ///
    /// # Errors
    /// The limit was reached.
    pub(crate) fn solve(&mut self, assumptions: &[Literal]) -> Result<bool, GivenUp> {
        let answer = self.inner.solve_limited(assumptions);
        if answer == lbool::TRUE {
            Ok(true)
        } else if answer == lbool::FALSE {
            Ok(false)
        } else {
            Err(GivenUp)
        }
    }

    /// Those of some assumptions that cannot be satisfied together, where the last answer was no.
    pub(crate) fn core(&self, of: &[Literal]) -> BTreeSet<Literal> {
        // The solver names them as the clause that they contradict, so the signs are turned.
        of.iter().copied().filter(|literal| self.inner.unsat_core_contains_var(literal.var())).collect()
    }

    /// The value of a literal in the assignment that was found last.
    pub(crate) fn value(&self, literal: Literal) -> bool {
        self.inner.value_lit(literal) == lbool::TRUE
    }
}
