//! Why a sentence does not hold: the rules that could have concluded it, and what stopped each.
//!
//! **Invariant:** an attempt tells all that it misses; what cannot be judged while something is missing
//! stands beside it with its variables.

use super::cases::lacking;
use super::proof::{ALLOWANCE, reasons, rule_name};
use super::unheard::unheard;
use crate::engine::{
    Attempt as Found, Constant, Graph, Literal as Member, RelationId, Rule, Term as EngineTerm,
};
use crate::model::Model;
use crate::model::statement::{Formula, FormulaKind, Literal, Statement, Term, VariableId};
use crate::model::write::Variables;
use crate::report::{Absence, Attempt, Missing, MissingKind};
use crate::source::Span;
use crate::theory::{Evaluated, Origin, PartKind, Role, words};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many attempts are listed.
const LISTED: usize = 12;

/// What is missing for a sentence without variables; `None` if it has any, or holds.
pub(super) fn absence(model: &Model, evaluated: &mut Evaluated, literal: &Literal) -> Option<Absence> {
    if literal.terms.iter().any(|term| matches!(term, Term::Variable(_))) {
        return None;
    }
    let sentence = model.write(literal, Variables::Anonymous);
    let terms: Vec<Option<&Term>> = literal.terms.iter().map(Some).collect();
    let unheard = unheard(model, literal.relation, literal.sign, &terms);
    let Some((relation, row)) = evaluated.row_of(literal) else {
        return Some(Absence { sentence, denied: None, unheard, attempts: Vec::new(), hidden: 0 });
    };
    if evaluated.database.contains(relation, &row) {
        return None;
    }
    let opposite = Literal { sign: Model::opposite(literal.sign), ..literal.clone() };
    let denied = evaluated.row_of(&opposite).and_then(|(relation, row)| {
        let row = evaluated.database.find(relation, &row)?;
        Some(reasons(model, evaluated, relation, row).proof)
    });
    let found = Graph::new(&evaluated.program, &evaluated.database, &mut evaluated.values)
        .attempts(relation, &row, ALLOWANCE);
    let mut attempts: Vec<Attempt> = Vec::new();
    for attempt in found {
        let Some(Origin::Statement(id, _)) = evaluated.origin(attempt.rule) else { continue };
        let rule = evaluated.program.rules.get(attempt.rule.index()).cloned();
        let (Some(statement), Some(rule)) = (model.statement(id), rule) else { continue };
        let made = Telling { model, evaluated, statement, rule: &rule, found: &attempt }.attempt();
        if !attempts.contains(&made) {
            attempts.push(made);
        }
    }
    // Of two that miss as many, what is known to stand against it explains more than what is not known.
    attempts.sort_by_key(|attempt| {
        let firm = attempt.missing.iter().filter(|missing| missing.kind != MissingKind::NotShown).count();
        (attempt.missing.len(), std::cmp::Reverse(firm), attempt.open.len())
    });
    // Of one rule, what misses all that another attempt misses, and more, is no nearer by any way.
    let all = attempts.clone();
    attempts.retain(|one| {
        !all.iter().any(|other| {
            other.rule == one.rule
                && other.missing.len() < one.missing.len()
                && other.missing.iter().all(|missing| one.missing.contains(missing))
        })
    });
    let hidden = attempts.len().saturating_sub(LISTED);
    attempts.truncate(LISTED);
    Some(Absence { sentence, denied, unheard, attempts, hidden })
}

/// One attempt on its way into words.
struct Telling<'a> {
    model: &'a Model,
    evaluated: &'a mut Evaluated,
    statement: &'a Statement,
    rule: &'a Rule,
    found: &'a Found,
}

/// What a member says, and its row where it is one.
struct Said {
    sentence: String,
    row: Option<(RelationId, Vec<Constant>)>,
}

impl Telling<'_> {
    fn attempt(mut self) -> Attempt {
        let (rule, found) = (self.rule, self.found);
        let shared = self.shared();
        let mut met = Vec::new();
        let mut missing = Vec::new();
        for at in &found.satisfied {
            let Some(member) = rule.body.get(*at) else { continue };
            let Some(said) = self.said(member, &shared) else { continue };
            match member {
                Member::Positive(_) if met.contains(&said.sentence) => {}
                Member::Positive(_) => met.push(said.sentence),
                Member::Negative(atom) => met.extend(self.silence(atom.relation, said.sentence)),
                Member::Compare(..) | Member::Bind(..) | Member::Aggregate(..) => {}
            }
        }
        for at in &found.missing {
            let Some(member) = rule.body.get(*at) else { continue };
            for one in self.missing(member, &shared) {
                if !missing.contains(&one) {
                    missing.push(one);
                }
            }
        }
        let mut open = Vec::new();
        for (at, member) in rule.body.iter().enumerate() {
            if found.satisfied.contains(&at) || found.missing.contains(&at) {
                continue;
            }
            match member {
                Member::Negative(atom) => {
                    let said = self.said(member, &shared);
                    for one in said.as_ref().map(|said| self.every(said)).unwrap_or_default() {
                        if !missing.contains(&one) {
                            missing.push(one);
                        }
                    }
                    open.extend(said.and_then(|said| self.silence(atom.relation, said.sentence)));
                }
                Member::Compare(..) => open.extend(self.said(member, &shared).map(|said| said.sentence)),
                Member::Positive(_) | Member::Bind(..) | Member::Aggregate(..) => {}
            }
        }
        Attempt { rule: rule_name(self.statement), place: Some(self.statement.span), met, missing, open }
    }

    /// A condition that silence meets, in words; nothing for what a reader does not see.
    fn silence(&self, relation: RelationId, sentence: String) -> Option<String> {
        match self.evaluated.role(relation)? {
            Role::Sentence(..) | Role::Dated(..) => Some(format!("nobody has shown that {sentence}")),
            Role::Auxiliary(part) => match part.kind {
                PartKind::Unless => Some(format!("nobody has shown that {sentence}")),
                PartKind::Exception | PartKind::Range => None,
            },
            Role::Violation(..) | Role::Query(..) | Role::Suspended | Role::Withheld(..) | Role::Sort(_) => {
                None
            }
        }
    }

    /// What is missing where a member is: several sentences for an `every`.
    fn missing(&mut self, member: &Member, shared: &BTreeSet<VariableId>) -> Vec<Missing> {
        let Some(said) = self.said(member, shared) else { return Vec::new() };
        let one = |kind, sentence, place| vec![Missing { kind, sentence, place, unheard: Vec::new() }];
        match member {
            Member::Positive(_) => {
                let opposite = said.row.as_ref().and_then(|row| self.opposite(row));
                match opposite {
                    Some((relation, row)) => {
                        let place = self.place(relation, &row);
                        one(MissingKind::Denied, said.sentence, place)
                    }
                    None => {
                        let unheard = self.unheard(member);
                        let (kind, sentence) = (MissingKind::NotShown, said.sentence);
                        vec![Missing { kind, sentence, place: None, unheard }]
                    }
                }
            }
            Member::Negative(atom) => {
                if let Some(Role::Suspended) = self.evaluated.role(atom.relation) {
                    let supposed = self.supposed().unwrap_or(said.sentence);
                    return one(MissingKind::Blocking, format!("it is supposed that {supposed}"), None);
                }
                let lacking = self.every(&said);
                if !lacking.is_empty() {
                    return lacking;
                }
                let place = said.row.and_then(|(relation, row)| self.place(relation, &row));
                one(MissingKind::Blocking, said.sentence, place)
            }
            Member::Compare(..) => one(MissingKind::Comparison, said.sentence, None),
            Member::Bind(..) | Member::Aggregate(..) => Vec::new(),
        }
    }

    /// Who says what a member asks for, without its counting.
    fn unheard(&self, member: &Member) -> Vec<String> {
        let Member::Positive(atom) = member else { return Vec::new() };
        let Some(Role::Sentence(relation, sign)) = self.evaluated.role(atom.relation) else {
            return Vec::new();
        };
        let terms: Vec<Option<Term>> = atom
            .terms
            .iter()
            .map(|term| self.value(term).and_then(|constant| self.evaluated.values.back(constant)))
            .collect();
        let terms: Vec<Option<&Term>> = terms.iter().map(Option::as_ref).collect();
        unheard(self.model, *relation, *sign, &terms)
    }

    /// What the cases of an `every` lack, if the member is one.
    fn every(&mut self, said: &Said) -> Vec<Missing> {
        let Some((relation, row)) = &said.row else { return Vec::new() };
        let part = match self.evaluated.role(*relation) {
            Some(Role::Auxiliary(part)) if part.kind == PartKind::Exception => Arc::clone(part),
            _ => return Vec::new(),
        };
        let mut found = Vec::new();
        for literal in lacking(self.evaluated, &part, row) {
            let sentence = self.model.write(&literal, Variables::Anonymous);
            let denied = self.evaluated.row_of(&literal).and_then(|row| self.opposite(&row));
            found.push(match denied {
                Some((relation, row)) => {
                    let place = self.place(relation, &row);
                    Missing { kind: MissingKind::Denied, sentence, place, unheard: Vec::new() }
                }
                None => {
                    let terms: Vec<Option<&Term>> = literal.terms.iter().map(Some).collect();
                    let unheard = unheard(self.model, literal.relation, literal.sign, &terms);
                    Missing { kind: MissingKind::NotShown, sentence, place: None, unheard }
                }
            });
        }
        found
    }

    /// What is supposed against the conclusion.
    fn supposed(&self) -> Option<String> {
        let Role::Sentence(relation, sign) = self.evaluated.role(self.rule.head.relation)? else {
            return None;
        };
        let terms: Option<Vec<Term>> = self
            .rule
            .head
            .terms
            .iter()
            .map(|term| self.value(term).and_then(|constant| self.evaluated.values.back(constant)))
            .collect();
        let opposite = Model::opposite(*sign);
        Some(self.model.write_parts(*relation, opposite, &terms?, Variables::Anonymous))
    }

    /// The row that says the opposite, if it holds.
    fn opposite(&self, (relation, row): &(RelationId, Vec<Constant>)) -> Option<(RelationId, Vec<Constant>)> {
        let Role::Sentence(relation, sign) = self.evaluated.role(*relation)? else { return None };
        let opposite = self.evaluated.relation(*relation, Model::opposite(*sign))?;
        self.evaluated.database.contains(opposite, row).then(|| (opposite, row.clone()))
    }

    /// Where what a row comes from is written.
    fn place(&mut self, relation: RelationId, row: &[Constant]) -> Option<Span> {
        let row = self.evaluated.database.find(relation, row)?;
        let found = reasons(self.model, self.evaluated, relation, row);
        let root = found.proof.nodes.first().and_then(|node| node.place);
        let own = |span: &Span| self.model.module(*span).is_none();
        root.filter(own).or_else(|| Some(self.model.statement(*found.leaves.first()?)?.span))
    }

    fn value(&self, term: &EngineTerm) -> Option<Constant> {
        match term {
            EngineTerm::Constant(constant) => Some(*constant),
            EngineTerm::Variable(variable) => self.found.binding.get(variable.index()).copied().flatten(),
        }
    }

    /// What a variable of the rule is in the statement.
    fn variable(&self, number: usize) -> Option<VariableId> {
        self.evaluated.legend.variables.get(self.found.rule.index())?.get(number).copied()
    }

    /// The open variables that several conditions share: only these need a name.
    fn shared(&self) -> BTreeSet<VariableId> {
        let mut count: BTreeMap<VariableId, usize> = BTreeMap::new();
        for (at, member) in self.rule.body.iter().enumerate() {
            if self.found.satisfied.contains(&at) {
                continue;
            }
            let atom = match member {
                Member::Positive(atom) | Member::Negative(atom) => &atom.terms[..],
                Member::Compare(_, left, right) => {
                    let pushed = |side: &crate::engine::Expression| -> Vec<usize> {
                        side.steps
                            .iter()
                            .filter_map(|step| match step {
                                crate::engine::Step::Push(EngineTerm::Variable(variable)) => {
                                    Some(variable.index())
                                }
                                _ => None,
                            })
                            .collect()
                    };
                    for number in pushed(left).into_iter().chain(pushed(right)) {
                        if let Some(id) = self.variable(number) {
                            *count.entry(id).or_default() += 1;
                        }
                    }
                    continue;
                }
                Member::Bind(..) | Member::Aggregate(..) => continue,
            };
            let open: BTreeSet<VariableId> = atom
                .iter()
                .filter_map(|term| match term {
                    EngineTerm::Variable(variable) if self.value(term).is_none() => {
                        self.variable(variable.index())
                    }
                    EngineTerm::Variable(_) | EngineTerm::Constant(_) => None,
                })
                .collect();
            for id in open {
                *count.entry(id).or_default() += 1;
            }
        }
        count.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id).collect()
    }

    /// A member of the body in words, under the binding.
    fn said(&self, member: &Member, shared: &BTreeSet<VariableId>) -> Option<Said> {
        let names = Variables::Named(&self.statement.variables);
        let atom = match member {
            Member::Positive(atom) | Member::Negative(atom) => atom,
            Member::Compare(..) => {
                return self.comparison(member).map(|sentence| Said { sentence, row: None });
            }
            Member::Bind(..) | Member::Aggregate(..) => return None,
        };
        let constants: Vec<Option<Constant>> = atom.terms.iter().map(|term| self.value(term)).collect();
        let row: Option<Vec<Constant>> = constants.iter().copied().collect();
        let row = row.map(|row| (atom.relation, row));
        let nobody = Term::Variable(VariableId(u32::MAX));
        let term = |at: usize| -> Term {
            let known = constants.get(at).copied().flatten().and_then(|one| self.evaluated.values.back(one));
            known.unwrap_or_else(|| match atom.terms.get(at) {
                Some(EngineTerm::Variable(variable)) => match self.variable(variable.index()) {
                    Some(id) if shared.contains(&id) => Term::Variable(id),
                    Some(_) | None => nobody.clone(),
                },
                Some(EngineTerm::Constant(_)) | None => nobody.clone(),
            })
        };
        let sentence = match self.evaluated.role(atom.relation)? {
            Role::Sentence(relation, sign) => {
                let terms: Vec<Term> = (0..constants.len()).map(term).collect();
                self.model.write_parts(*relation, *sign, &terms, names)
            }
            Role::Dated(relation, sign) => {
                let mut terms: Vec<Term> = (0..constants.len()).map(term).collect();
                let on = terms.pop();
                let sentence = self.model.write_parts(*relation, *sign, &terms, names);
                match on {
                    Some(Term::Variable(_)) | None => format!("{sentence} on some day"),
                    Some(on) => format!("{sentence} on {}", self.model.write_term(&on, &[], names)),
                }
            }
            Role::Auxiliary(part) => {
                let known = |id| self.evaluated.bound(&part.columns, |at| constants.get(at).copied()?, id);
                let named: Vec<smol_str::SmolStr> = self
                    .statement
                    .variables
                    .iter()
                    .zip((0..).map(VariableId))
                    .map(|(name, id)| if shared.contains(&id) { name.clone() } else { "".into() })
                    .collect();
                words(self.model, &part.formula, &named, &known)
            }
            Role::Suspended => String::new(),
            Role::Violation(..) | Role::Query(..) | Role::Withheld(..) | Role::Sort(_) => return None,
        };
        Some(Said { sentence, row })
    }

    /// A comparison as it is written in the statement, and what its variables stand for.
    fn comparison(&self, member: &Member) -> Option<String> {
        let body = self.statement.body.as_ref()?;
        let legend = &self.evaluated.legend;
        let variables = legend.variables.get(self.found.rule.index())?;
        let bound = |id: VariableId| {
            let at = variables.iter().position(|known| *known == id)?;
            self.evaluated.values.back(self.found.binding.get(at).copied().flatten()?)
        };
        let names = &self.statement.variables;
        let mut all = Vec::new();
        comparisons(body, &mut all);
        let wanted = self.compared(member)?;
        let formula = all.into_iter().find(|formula| {
            let mut inside = BTreeSet::new();
            named_in(formula, &mut inside);
            inside == wanted && same_kind(formula, member)
        })?;
        let written = words(self.model, formula, names, &|_| None);
        let mut values = Vec::new();
        for id in wanted {
            if let (Some(name), Some(term)) = (names.get(id.0 as usize), bound(id)) {
                let value = self.model.write_term(&term, &[], Variables::Anonymous);
                values.push(format!("?{name} is {value}"));
            }
        }
        Some(if values.is_empty() { written } else { format!("{written}, where {}", values.join(" and ")) })
    }

    /// The variables of a comparison, as the statement has them.
    fn compared(&self, member: &Member) -> Option<BTreeSet<VariableId>> {
        let Member::Compare(_, left, right) = member else { return None };
        let steps = left.steps.iter().chain(&right.steps);
        let ids = steps.filter_map(|step| match step {
            crate::engine::Step::Push(EngineTerm::Variable(variable)) => self.variable(variable.index()),
            crate::engine::Step::Push(EngineTerm::Constant(_)) | crate::engine::Step::Apply(_) => None,
        });
        Some(ids.collect())
    }
}

/// The comparisons of a condition, inside its alternatives too.
fn comparisons<'a>(formula: &'a Formula, into: &mut Vec<&'a Formula>) {
    match &formula.kind {
        FormulaKind::Compare(..) => into.push(formula),
        FormulaKind::And(members) | FormulaKind::Or(members) => {
            members.iter().for_each(|member| comparisons(member, into));
        }
        FormulaKind::Literal(_)
        | FormulaKind::Unless(_)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..)
        | FormulaKind::Aggregate(..) => {}
    }
}

fn named_in(formula: &Formula, into: &mut BTreeSet<VariableId>) {
    let FormulaKind::Compare(left, _, right) = &formula.kind else { return };
    for step in left.steps.iter().chain(&right.steps) {
        if let crate::model::statement::Step::Push(Term::Variable(variable)) = step {
            into.insert(*variable);
        }
    }
}

fn same_kind(formula: &Formula, member: &Member) -> bool {
    match (&formula.kind, member) {
        (FormulaKind::Compare(_, operator, _), Member::Compare(comparison, ..)) => {
            crate::theory::comparison(*operator) == *comparison
        }
        _ => false,
    }
}
