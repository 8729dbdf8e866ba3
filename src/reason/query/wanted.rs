//! What is wanted of an answer, and how its truth and its sentence read.

use crate::model::Model;
use crate::model::statement::{Formula, FormulaKind, Literal, Term};
use crate::reason::dispute::support::SIZE;
use crate::reason::provenance::Contest;
use crate::report::Truth;
use crate::syntax::ast::Sign;
use crate::theory::Query;

/// How a question fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It has an answer.
    Answered,
    /// It has none.
    Unanswered,
}

/// Which proofs of an answer are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proofs {
    /// The smallest.
    Smallest,
    /// All of them, up to the limit.
    All,
}

/// Whether it is looked at what moves a likelihood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitive {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// How much of an answer is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The most answers, and the most proofs of one.
    pub limit: usize,
    /// Which proofs.
    pub proofs: Proofs,
    /// Whether what an answer rests on may be given statements.
    pub contest: Contest,
    /// How many statements are taken away together when looking for what an answer rests on.
    pub cut: usize,
    /// Whether a likelihood is told with what moves it.
    pub sensitivity: Sensitive,
}

impl Wanted {
    /// So many answers, with their smallest proofs.
    pub fn first(limit: usize) -> Self {
        Self {
            limit,
            proofs: Proofs::Smallest,
            contest: Contest::Claims,
            cut: SIZE,
            sensitivity: Sensitive::No,
        }
    }
}

/// Whether an answer is explained.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::reason) enum Explain {
    Yes,
    No,
}

/// The opposite of a question that can be answered by yes or no.
pub(in crate::reason) fn denied(query: &Query) -> Option<Query> {
    let FormulaKind::Literal(literal) = &query.formula.kind else { return None };
    let names_all = !literal.terms.iter().chain(&literal.on).any(|term| matches!(term, Term::Variable(_)));
    names_all.then(|| {
        let turned = Literal { sign: Model::opposite(literal.sign), ..literal.clone() };
        let kind = FormulaKind::Literal(turned);
        Query { formula: Formula { kind, ..query.formula.clone() }, variables: query.variables.clone() }
    })
}

/// Whether an answer says that something is so, or that it is not.
pub(in crate::reason) fn truth(literal: &Literal) -> Truth {
    if literal.sign == Sign::Negative { Truth::False } else { Truth::True }
}
