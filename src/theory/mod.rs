//! [`Model`] to [`Program`], and the way back: rows to sentences.
//!
//! The one room that knows both the model and the engine. [`Lowered`] is what the statements become; a
//! [`View`] says which of them take part, and [`Lowered::theory`] makes the program; [`Evaluated`] reads
//! its database.
//!
//! Invariant: every relation and rule of a program has a role or an origin that says what it is in the
//! model; a row of a sentence's relation can always be said as that sentence.

mod asked;
mod back;
mod bindings;
mod builtins;
mod compile;
mod cycles;
mod disputable;
mod fact_sources;
mod image;
mod indefinite;
mod intervene;
mod judged_so;
mod kept;
mod lower;
mod lowered;
mod narrowest;
mod one_value;
mod parts;
mod ranges;
mod renumber;
mod revise;
mod rows;
mod unfinished;
mod values;
mod view;
mod vocabulary;
mod words;

pub use asked::Mark;
pub use back::{Evaluated, Said};
pub use builtins::{compared_by, comparison, computed_by};
pub use compile::{Query, Theory};
pub use fact_sources::{FactSource, FactSources};
pub use indefinite::indefinite;
pub use intervene::{Suspension, supposed, suspended};
pub use lowered::{Lowered, image};
pub use one_value::OneValue;
pub use revise::Revision;
pub use unfinished::{Grown, Unfinished};
pub use values::Values;
pub use view::{Application, Applications, Standing, Threshold, Through, View, is_contestable, speakers};
pub use words::{filled, infix, part_words, symbol, words};

use crate::engine;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{Formula, RelationId, StatementId, VariableId};
use crate::syntax::ast::Sign;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a relation of a program is.
#[derive(Clone, Debug)]
pub enum Role {
    /// The sentences of a relation, or their negations.
    Sentence(RelationId, Sign),
    /// The same with the date of the fact as a last column.
    Dated(RelationId, Sign),
    /// The violations of a constraint; the columns are these of its variables.
    Violation(StatementId, Vec<VariableId>),
    /// The answers of the query at this position.
    Query(usize, Vec<VariableId>),
    /// Rows that a supposition has put out of force.
    Suspended,
    /// The applications of a contestable rule that are not believed; the columns are these of its variables.
    Withheld(StatementId, Vec<VariableId>),
    /// The things of these sorts: a rule may find more than the sentence that it concludes takes.
    Sort(Vec<SortId>),
    /// A part of a body.
    Auxiliary(Arc<Part>),
}

/// What the relations, rules and facts of a program are in the model.
#[derive(Clone, Debug, Default)]
pub struct Legend {
    /// What each relation is.
    pub roles: Vec<Role>,
    /// What each rule is.
    pub origins: Vec<Origin>,
    /// What the variables of each rule are in its statement.
    pub variables: Vec<Vec<VariableId>>,
    /// What states each fact.
    pub staters: FactSources,
    /// The engine's relations of the model's, positive and negative.
    pub sentences: BTreeMap<(RelationId, Sign), engine::RelationId>,
    /// The queries that ask for every row of a relation of sentences, by their relations, which stay empty: their
    /// answers are the rows of that relation, and no copy of them.
    pub whole: BTreeMap<engine::RelationId, engine::RelationId>,
}

impl Legend {
    /// The relation with the answers to a query, and the variables of its columns.
    pub fn query(&self, at: usize) -> Option<(engine::RelationId, &[VariableId])> {
        let roles = (0..).map(engine::RelationId).zip(&self.roles);
        let mut own = roles.filter_map(|(relation, role)| match role {
            Role::Query(known, columns) if *known == at => Some((relation, columns.as_slice())),
            _ => None,
        });
        let (relation, columns) = own.next()?;
        Some((self.whole.get(&relation).copied().unwrap_or(relation), columns))
    }
}

/// Which part of a body an auxiliary relation stands for.
#[derive(Clone, Debug)]
pub struct Part {
    /// How it came about.
    pub kind: PartKind,
    /// What it says.
    pub formula: Formula,
    /// The variables of its columns, of the statement that it is part of.
    pub columns: Vec<VariableId>,
    /// The statement's names of variables.
    pub statement: Option<StatementId>,
}

impl Part {
    /// The names of the variables, as the statement has them.
    pub fn names<'m>(&self, model: &'m Model) -> &'m [SmolStr] {
        self.statement.and_then(|id| model.statement(id)).map_or(&[], |statement| &statement.variables)
    }
}

/// How an auxiliary relation came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// What an `unless` must not find.
    Unless,
    /// The exceptions to an `every`.
    Exception,
    /// What `only`, `count`, `sum`, `min` and `max` range over.
    Range,
    /// The whole numbers that a variable goes through.
    Whole,
    /// What is told of one value more closely by another figure.
    Wider,
}

/// What a rule of a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The head at this position of a statement.
    Statement(StatementId, usize),
    /// `symmetric`
    Symmetric(RelationId),
    /// A part of a body.
    Auxiliary,
    /// A constraint.
    Violation(StatementId),
    /// The query at this position.
    Query(usize),
}
