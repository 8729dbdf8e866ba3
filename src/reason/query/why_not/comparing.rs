//! What a rule compares and computes, in words: as it is written, with what its variables stand for.

use super::telling::{Telling, pushed};
use crate::engine::{self, Literal as Member};
use crate::model::statement::{self, Formula, FormulaKind, Term, VariableId};
use crate::model::write::Variables;
use crate::theory::words;
use std::collections::BTreeSet;

impl Telling<'_> {
    /// A comparison or a value that is computed, as it is written in the statement, and what its variables
    /// stand for.
    pub(super) fn comparison(&self, member: &Member) -> Option<String> {
        let body = self.statement.body.as_ref()?;
        let names = &self.statement.variables;
        let mut all = Vec::new();
        comparisons(body, &mut all);
        let wanted = self.compared(member)?;
        let formula = all.into_iter().find(|formula| {
            let mut inside = BTreeSet::new();
            named_in(formula, &mut inside);
            inside == wanted && same_kind(formula, member)
        })?;
        // A thing is told by its name; a quantity has the name that it is computed with.
        let things = |id| self.stands_for(id).filter(|term| matches!(term, Term::Symbol(_)));
        let written = words(self.model, formula, names, &things);
        let mut values = Vec::new();
        for id in wanted {
            if let (Some(name), Some(Term::Value(value))) = (names.get(id.0 as usize), self.stands_for(id)) {
                let value = self.model.write_term(&Term::Value(value), &[], Variables::Anonymous);
                values.push(format!("?{name} is {value}"));
            }
        }
        Some(if values.is_empty() { written } else { format!("{written}, where {}", values.join(" and ")) })
    }

    /// What a variable of the statement stands for.
    fn stands_for(&self, id: VariableId) -> Option<Term> {
        let variables = self.evaluated.legend.variables.get(self.found.rule.index())?;
        let at = variables.iter().position(|known| *known == id)?;
        self.evaluated.values.back(self.found.binding.get(at).copied().flatten()?)
    }

    /// The variables of a comparison, as the statement has them; of an aggregate, the one for its value.
    fn compared(&self, member: &Member) -> Option<BTreeSet<VariableId>> {
        let mut numbers: Vec<usize> = Vec::new();
        match member {
            Member::Compare(_, left, right) => {
                numbers.extend(pushed(left));
                numbers.extend(pushed(right));
            }
            Member::Bind(target, value) => {
                numbers.push(target.index());
                numbers.extend(pushed(value));
            }
            Member::Aggregate(target, _) => numbers.push(target.index()),
            Member::Positive(_) | Member::Negative(_) => return None,
        }
        Some(numbers.into_iter().filter_map(|number| self.variable(number)).collect())
    }
}

/// The comparisons and aggregates of a condition, inside its alternatives too.
fn comparisons<'a>(formula: &'a Formula, into: &mut Vec<&'a Formula>) {
    match &formula.kind {
        FormulaKind::Compare(..) | FormulaKind::Aggregate(..) => into.push(formula),
        FormulaKind::And(members) | FormulaKind::Or(members) => {
            members.iter().for_each(|member| comparisons(member, into));
        }
        FormulaKind::Literal(_) | FormulaKind::Unless(_) | FormulaKind::Every(..) | FormulaKind::Only(..) => {
        }
    }
}

fn named_in(formula: &Formula, into: &mut BTreeSet<VariableId>) {
    match &formula.kind {
        FormulaKind::Compare(left, _, right) => {
            for step in left.steps.iter().chain(&right.steps) {
                if let statement::Step::Push(Term::Variable(variable)) = step {
                    into.insert(*variable);
                }
            }
        }
        FormulaKind::Aggregate(target, ..) => {
            into.insert(*target);
        }
        FormulaKind::Literal(_)
        | FormulaKind::And(_)
        | FormulaKind::Or(_)
        | FormulaKind::Unless(_)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..) => {}
    }
}

fn same_kind(formula: &Formula, member: &Member) -> bool {
    match (&formula.kind, member) {
        (FormulaKind::Compare(_, operator, _), Member::Compare(comparison, ..)) => {
            crate::theory::comparison(*operator) == *comparison
        }
        (FormulaKind::Compare(_, operator, _), Member::Bind(..)) => {
            crate::theory::comparison(*operator) == engine::Comparison::Equal
        }
        (FormulaKind::Aggregate(..), Member::Aggregate(..)) => true,
        _ => false,
    }
}
