//! The way back: rows of an evaluated program to sentences of the model.

use super::{FactSource, Legend, Origin, Role, Values};
use crate::engine::{Constant, Database, Derivation, Program, RelationId, RowId, RuleId};
use crate::model::Model;
use crate::model::statement::{self as model, Literal, StatementId, Term, VariableId};
use crate::model::write::Variables;
use crate::syntax::ast::Sign;
use std::collections::BTreeMap;

/// A program with its model, and what its rows say.
pub struct Evaluated {
    /// The rules.
    pub program: Program,
    /// The rows.
    pub database: Database,
    /// The constants.
    pub values: Values,
    /// What they are in the model.
    pub legend: Legend,
}

/// A sentence that a row says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The relation.
    pub relation: model::RelationId,
    /// Whether it says that the sentence is true or false.
    pub sign: Sign,
    /// The arguments.
    pub terms: Vec<Term>,
    /// The date, of rows that have one.
    pub on: Option<Term>,
}

impl Evaluated {
    /// The engine's relation of a sentence, if the program has it.
    pub fn relation(&self, relation: model::RelationId, sign: Sign) -> Option<RelationId> {
        self.legend.sentences.get(&(relation, sign)).copied()
    }

    /// The engine's relation of a sentence with its days, if the program has it.
    pub fn dated(&self, relation: model::RelationId, sign: Sign) -> Option<RelationId> {
        let wanted =
            |role: &Role| matches!(role, Role::Dated(known, of) if *known == relation && *of == sign);
        (0..).map(RelationId).zip(&self.legend.roles).find_map(|(id, role)| wanted(role).then_some(id))
    }

    /// What a relation is.
    pub fn role(&self, relation: RelationId) -> Option<&Role> {
        self.legend.roles.get(relation.index())
    }

    /// What a rule is.
    pub fn origin(&self, rule: RuleId) -> Option<Origin> {
        self.legend.origins.get(rule.index()).copied()
    }

    /// What the rule is that first concludes a row; `None` for a fact.
    pub fn concluded_by(&self, relation: RelationId, row: RowId) -> Option<Origin> {
        match self.database.derivation(relation, row)? {
            Derivation::Rule { rule, .. } => self.origin(rule),
            Derivation::Fact => None,
        }
    }

    /// What states a fact.
    pub fn staters(&self, relation: RelationId, row: RowId) -> impl Iterator<Item = FactSource> {
        self.legend.staters.of(relation, row)
    }

    /// The row of a literal without variables, where all its names are known to the program.
    pub fn row_of(&mut self, literal: &Literal) -> Option<(RelationId, Vec<Constant>)> {
        let relation = self.relation(literal.relation, literal.sign)?;
        let row: Option<Vec<Constant>> = literal.terms.iter().map(|term| self.values.term(term)).collect();
        Some((relation, row?))
    }

    /// What a row of a relation says; `None` for rows that say nothing on their own.
    pub fn said(&self, relation: RelationId, row: &[Constant]) -> Option<Said> {
        let terms: Option<Vec<Term>> = row.iter().map(|constant| self.values.back(*constant)).collect();
        let mut terms = terms?;
        match self.role(relation)? {
            Role::Sentence(relation, sign) => {
                Some(Said { relation: *relation, sign: *sign, terms, on: None })
            }
            Role::Dated(relation, sign) => {
                let on = terms.pop();
                Some(Said { relation: *relation, sign: *sign, terms, on })
            }
            _ => None,
        }
    }

    /// What a variable stands for, given the constants of the columns that stand for variables.
    pub fn bound(
        &self,
        columns: &[VariableId],
        constant: impl Fn(usize) -> Option<Constant>,
        variable: VariableId,
    ) -> Option<Term> {
        let at = columns.iter().position(|column| *column == variable)?;
        self.values.back(constant(at)?)
    }

    /// A row as a sentence.
    pub fn sentence(&self, model: &Model, relation: RelationId, row: &[Constant]) -> Option<String> {
        Some(self.said(relation, row)?.text(model))
    }

    /// All sentences that hold, by relation and row.
    pub fn sentences(&self) -> impl Iterator<Item = (RelationId, RowId)> {
        self.legend
            .sentences
            .values()
            .flat_map(|&relation| self.database.rows(relation).map(move |(row, _)| (relation, row)))
    }

    /// What the rows of a sentence say, in the order of the evaluation.
    pub fn all_of(&self, relation: model::RelationId, sign: Sign) -> impl Iterator<Item = Said> {
        self.rows_said(self.relation(relation, sign))
    }

    /// What the rows of a sentence with their days say.
    pub fn all_dated(&self, relation: model::RelationId, sign: Sign) -> impl Iterator<Item = Said> {
        self.rows_said(self.dated(relation, sign))
    }

    fn rows_said(&self, relation: Option<RelationId>) -> impl Iterator<Item = Said> {
        let of = relation.into_iter();
        of.flat_map(move |relation| {
            self.database.rows(relation).filter_map(move |(_, row)| self.said(relation, row))
        })
    }

    /// Whether a row with these terms holds.
    pub fn holds(&self, relation: RelationId, terms: &[Term]) -> bool {
        let row: Option<Vec<Constant>> = terms.iter().map(|term| self.values.known(term)).collect();
        row.is_some_and(|row| self.database.contains(relation, &row))
    }

    /// Whether a sentence holds, on whatever day.
    pub fn says(&self, said: &Said) -> bool {
        self.relation(said.relation, said.sign).is_some_and(|relation| self.holds(relation, &said.terms))
    }

    /// Whether a literal without variables holds, or one that lies within its bounds.
    pub fn holds_literal(&self, literal: &Literal) -> bool {
        let coarse = |term: &Term| matches!(term, Term::Value(value) if value.is_coarse());
        self.relation(literal.relation, literal.sign).is_some_and(|relation| {
            self.holds(relation, &literal.terms)
                || literal.terms.iter().any(coarse)
                    && self.database.rows(relation).any(|(_, row)| self.values.meets(row, literal))
        })
    }

    /// Whom each speaker speaks for.
    pub fn stand_ins(&self, model: &Model) -> BTreeMap<model::SymbolId, Vec<model::SymbolId>> {
        let mut found: BTreeMap<model::SymbolId, Vec<model::SymbolId>> = BTreeMap::new();
        let relation = model.known.speaks_for.and_then(|id| self.relation(id, Sign::Positive));
        let Some(relation) = relation else { return found };
        for (_, row) in self.database.rows(relation) {
            if let Some(Said { terms, .. }) = self.said(relation, row)
                && let [Term::Symbol(speaker), Term::Symbol(actor)] = terms.as_slice()
            {
                found.entry(*speaker).or_default().push(*actor);
            }
        }
        found
    }

    /// The relation and the columns of a query.
    pub fn query(&self, at: usize) -> Option<(RelationId, &[VariableId])> {
        self.legend.query(at)
    }

    /// The relations of the constraints, with their statements.
    pub fn violations(&self) -> impl Iterator<Item = (StatementId, RelationId)> {
        (0..).map(RelationId).zip(&self.legend.roles).filter_map(|(relation, role)| match role {
            Role::Violation(statement, _) => Some((*statement, relation)),
            _ => None,
        })
    }
}

impl From<&Literal> for Said {
    fn from(literal: &Literal) -> Self {
        let Literal { relation, sign, terms, on, .. } = literal.clone();
        Self { relation, sign, terms, on }
    }
}

impl Said {
    /// The sentence as a literal, which is written nowhere.
    pub fn literal(&self) -> Literal {
        let span = crate::source::Span { file: crate::source::FileId(0), start: 0, end: 0 };
        Literal { span, sign: self.sign, relation: self.relation, terms: self.terms.clone(), on: None }
    }

    /// The sentence.
    pub fn text(&self, model: &Model) -> String {
        let mut out = model.write_parts(self.relation, self.sign, &self.terms, Variables::Anonymous);
        if let Some(on) = &self.on {
            out.push_str(" on ");
            out.push_str(&model.write_term(on, &[], Variables::Anonymous));
        }
        out
    }
}
