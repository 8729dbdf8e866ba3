//! The argument graph: a model to what each sentence owes to which contestable statements.
//!
//! All contestable statements of a view go in at once, hypotheses included, and an upper bound of what
//! follows from any choice of them is evaluated once. The rule instances behind a sentence are then found
//! on demand and cut down to a [`Slice`], a small propositional program that tells the truth of the
//! sentence under every choice. **Invariant:** under a choice, the value of a slice is that of the
//! well-founded model of the given statements, the rules and the chosen ones.

mod assumption;
mod contradictions;
mod ground;
mod links;
mod node;
mod slice;
mod tally;
mod upper;

pub use assumption::Contest;
pub(super) use assumption::{Assumption, AssumptionId};
pub(super) use links::{Links, Values};
pub(super) use node::{AtomId, Contradiction, ContradictionId, Node};
pub(super) use slice::{Choice, Negation, Root, Rule, Slice, Value, choice};

use crate::engine::{Budget, Constant, RelationId, RowId};
use crate::model::Model;
use crate::model::statement::{Kind, Literal, StatementId, SymbolId, Term, VariableId};
use crate::theory::{Application, Applications, Lowered, OneValue, Query, Role, Standing, Unfinished, View};
use assumption::Assumptions;
use indexmap::IndexSet;
use node::Support;
use std::collections::{BTreeMap, BTreeSet};
use upper::Upper;

/// The graph of a view.
pub(super) struct Provenance<'m> {
    pub(super) model: &'m Model,
    pool: Assumptions,
    upper: Upper,
    elements: IndexSet<Assumption, rustc_hash::FxBuildHasher>,
    nodes: IndexSet<Node, rustc_hash::FxBuildHasher>,
    /// What supports each node, once it was looked for.
    supports: Vec<Option<Vec<Support>>>,
    clashes: Vec<Contradiction>,
    /// Which nodes hold whatever is chosen and which could, as far as that was found out.
    bounds: (Vec<bool>, Vec<bool>),
    /// Whether nothing was left out for want of time.
    whole: bool,
}

impl<'m> Provenance<'m> {
    /// The graph of a view, in which the answers of the queries have nodes too.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn new(
        model: &'m Model,
        lowered: &Lowered,
        view: &View,
        queries: &[Query],
        contest: Contest,
        limits: &Budget,
    ) -> Result<Self, Unfinished> {
        let standing = Standing::new(model, view);
        let entertained: BTreeSet<SymbolId> = view.entertained.iter().copied().collect();
        let mut claimed = view.claimed.clone();
        let mut stand = BTreeSet::new();
        for (symbol, hypothesis) in &model.hypotheses {
            if contest != Contest::Options && !entertained.contains(symbol) {
                claimed.push(*symbol);
                if standing.stands(hypothesis) {
                    stand.insert(*symbol);
                }
            }
        }
        let applications = match contest {
            Contest::Claims | Contest::Given => Applications::Apart(BTreeSet::new()),
            Contest::Options => Applications::Plain,
        };
        let bound = View { claimed, applications, ..view.clone() };
        let theory = lowered.theory(model, &bound, queries).value;
        let mut labelled = BTreeMap::new();
        for (id, statement) in model.statements() {
            if let Some(label) = statement.label {
                labelled.entry(label).or_insert(id);
            }
        }
        let pool = Assumptions { contest, entertained, standing: stand, labelled };
        let upper = Upper::new(model, &pool, theory, limits)?;
        lowered.keep(&bound, &upper.program, &upper.database, &upper.values);
        let whole = upper.whole;
        let mut made = Self {
            model,
            pool,
            upper,
            elements: IndexSet::default(),
            nodes: IndexSet::default(),
            supports: Vec::new(),
            clashes: Vec::new(),
            bounds: (Vec::new(), Vec::new()),
            whole,
        };
        made.clashes = made.gather();
        Ok(made)
    }

    /// An element.
    pub(super) fn element(&self, id: AssumptionId) -> Option<&Assumption> {
        self.elements.get_index(id.index())
    }

    /// Whether an element is in the pool: hypotheses that nobody stands for are not.
    pub(super) fn pooled(&self, id: AssumptionId) -> bool {
        match self.element(id) {
            Some(Assumption::Hypothesis(symbol)) => self.pool.standing.contains(symbol),
            Some(
                Assumption::Claim(_)
                | Assumption::Application(..)
                | Assumption::Row(..)
                | Assumption::Option(..),
            ) => true,
            None => false,
        }
    }

    /// Whether an element makes the condition of a judgement hold for whatever reason.
    pub(super) fn opens(&self, id: AssumptionId) -> bool {
        let Some(Assumption::Row(id, at)) = self.element(id) else { return false };
        let judgement = self.model.statement(*id).filter(|one| one.kind == Kind::Judgement);
        judgement.is_some_and(|one| *at as usize >= one.heads.len())
    }

    /// Whether an element is a hypothesis.
    pub(super) fn is_hypothesis(&self, id: AssumptionId) -> bool {
        matches!(self.element(id), Some(Assumption::Hypothesis(_)))
    }

    /// Whether somebody stands for a hypothesis.
    pub(super) fn stands(&self, symbol: SymbolId) -> bool {
        self.pool.standing.contains(&symbol)
    }

    /// Whether all instances of rules were looked at.
    pub(super) fn whole(&self) -> bool {
        self.whole
    }

    /// The element of a statement, where it is one that can be disputed.
    pub(super) fn contested(&mut self, statement: StatementId) -> Option<AssumptionId> {
        self.pool.statement(self.model, statement).map(|element| self.number(element))
    }

    /// The number of an element, whether or not anything rests on it.
    pub(super) fn number(&mut self, element: Assumption) -> AssumptionId {
        AssumptionId(u32::try_from(self.elements.insert_full(element).0).unwrap_or(u32::MAX))
    }

    /// The number of an element that was met before.
    pub(super) fn known(&self, element: &Assumption) -> Option<AssumptionId> {
        self.elements.get_index_of(element).and_then(|at| u32::try_from(at).ok()).map(AssumptionId)
    }

    /// The application that an element is, in terms of the model.
    pub(super) fn application(&self, element: &Assumption) -> Option<Application> {
        let Assumption::Application(statement, row) = element else { return None };
        let terms: Option<Vec<_>> = row.iter().map(|constant| self.upper.values.back(*constant)).collect();
        Some(Application { statement: *statement, terms: terms? })
    }

    /// The node of a sentence, if any choice could make it hold.
    pub(super) fn sentence(&mut self, literal: &Literal) -> Option<AtomId> {
        let relation = *self.upper.legend.sentences.get(&(literal.relation, literal.sign))?;
        let row: Option<Vec<Constant>> =
            literal.terms.iter().map(|term| self.upper.values.known(term)).collect();
        if let Some(row) = row.filter(|row| self.upper.database.contains(relation, row)) {
            return self.row(relation, &row);
        }
        let coarse = |term: &Term| matches!(term, Term::Value(value) if value.is_coarse());
        if !literal.terms.iter().any(coarse) {
            return None;
        }
        let met = self.upper.database.rows(relation).find(|(_, row)| self.upper.values.meets(row, literal));
        let row = met.map(|(_, row)| row.to_vec())?;
        self.row(relation, &row)
    }

    /// What stands in the holes of a relation in the sentences that some choice could make hold.
    pub(super) fn rows_of(&self, relation: crate::model::statement::RelationId) -> Vec<Vec<Term>> {
        let known = self.upper.legend.sentences.get(&(relation, crate::syntax::ast::Sign::Positive));
        let rows = known.into_iter().flat_map(|relation| self.upper.database.rows(*relation));
        let back = |row: &[Constant]| row.iter().map(|constant| self.upper.values.back(*constant)).collect();
        rows.filter_map(|(_, row)| back(row)).collect()
    }

    /// The node of an answer to a query: the values of its columns.
    pub(super) fn answer(&mut self, query: usize, terms: &[crate::model::statement::Term]) -> Option<AtomId> {
        let (relation, _) = self.upper.legend.query(query)?;
        let row: Option<Vec<Constant>> = terms.iter().map(|term| self.upper.values.known(term)).collect();
        self.row(relation, &row?)
    }

    /// The node of a violation of a constraint: the values of its columns.
    pub(super) fn violation(&mut self, constraint: StatementId, terms: &[Term]) -> Option<AtomId> {
        let relation = (0..).map(RelationId).zip(&self.upper.legend.roles).find_map(|(id, role)| {
            matches!(role, Role::Violation(known, _) if *known == constraint).then_some(id)
        })?;
        let row: Option<Vec<Constant>> = terms.iter().map(|term| self.upper.values.known(term)).collect();
        self.row(relation, &row?)
    }

    /// The answers to a query that some choice could give: the values of its columns.
    pub(super) fn answers(&self, query: usize) -> Vec<Vec<crate::model::statement::Term>> {
        let found = self.upper.legend.query(query);
        let rows = found.into_iter().flat_map(|(relation, _)| self.upper.database.rows(relation));
        let back = |row: &[Constant]| row.iter().map(|constant| self.upper.values.back(*constant)).collect();
        rows.filter_map(|(_, row)| back(row)).collect()
    }

    /// The columns of a query, as its variables.
    pub(super) fn query_columns(&self, query: usize) -> &[crate::model::statement::VariableId] {
        self.upper.legend.query(query).map_or(&[], |(_, columns)| columns)
    }

    fn row(&mut self, relation: RelationId, row: &[Constant]) -> Option<AtomId> {
        let row: RowId = self.upper.database.find(relation, row)?;
        Some(self.node(Node::Row(relation, row)))
    }

    /// The contradictions that some choice could lead to.
    pub(super) fn clashes(&self) -> &[Contradiction] {
        &self.clashes
    }

    /// The variables whose values tell the applications of a rule apart.
    pub(super) fn columns(&self, statement: StatementId) -> Option<&[crate::model::statement::VariableId]> {
        self.upper.legend.roles.iter().find_map(|role| match role {
            Role::Withheld(id, columns) if *id == statement => Some(columns.as_slice()),
            _ => None,
        })
    }

    /// The condition of the constraint that a contradiction breaks, as it is met.
    pub(super) fn condition(&self, clash: &Contradiction) -> Option<String> {
        let (id, bound) = match clash {
            Contradiction::Impossible(id, row) => (*id, self.violating(row)?),
            Contradiction::Values(id, rows) => (*id, self.excluding(*id, rows)?),
            Contradiction::Denied(_) | Contradiction::Rivals(..) => return None,
        };
        let statement = self.model.statement(id)?;
        let bound = |variable| bound.get(&variable).and_then(|constant| self.upper.values.back(*constant));
        Some(crate::theory::words(self.model, statement.body.as_ref()?, &statement.variables, &bound))
    }

    /// What the variables of a constraint stand for in a violation of it.
    fn violating(&self, (relation, row): &(RelationId, RowId)) -> Option<BTreeMap<VariableId, Constant>> {
        let values = self.upper.database.row(*relation, *row)?;
        let Role::Violation(_, columns) = self.upper.legend.roles.get(relation.index())? else { return None };
        Some(columns.iter().copied().zip(values.iter().copied()).collect())
    }

    /// What the variables of a constraint on the number of values stand for, with two values.
    fn excluding(
        &self,
        id: StatementId,
        [one, other]: &[(RelationId, RowId); 2],
    ) -> Option<BTreeMap<VariableId, Constant>> {
        let about = OneValue::of(self.model.statement(id)?)?;
        let row = |(relation, row): &(RelationId, RowId)| self.upper.database.row(*relation, *row);
        Some(about.binding(row(one)?, row(other)?))
    }

    /// What a row says, if it is a sentence.
    pub(super) fn said(&self, relation: RelationId, row: RowId) -> Option<crate::theory::Said> {
        let values = self.upper.database.row(relation, row)?;
        let Role::Sentence(relation, sign) = self.upper.legend.roles.get(relation.index())? else {
            return None;
        };
        let terms: Option<Vec<_>> = values.iter().map(|constant| self.upper.values.back(*constant)).collect();
        Some(crate::theory::Said { relation: *relation, sign: *sign, terms: terms?, on: None })
    }
}
