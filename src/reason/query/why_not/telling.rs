//! A rule that fell short to words: what of its body holds, and what stopped it.
//!
//! **Invariant:** an attempt tells all that it misses; what cannot be judged while something is missing
//! stands beside it with its variables.

use super::spoken::nouns;
use crate::engine::{
    Attempt as Found, Constant, Expression, Literal as Member, RelationId, Rule, Step, Term as EngineTerm,
};
use crate::model::statement::{self, Statement, Term, VariableId};
use crate::model::write::Variables;
use crate::model::{self, Model};
use crate::reason::checks::findings::premises;
use crate::reason::place::place_of;
use crate::reason::query::cases::lacking;
use crate::reason::query::unheard::unheard;
use crate::reason::query::why::{reasons, rule_name};
use crate::report::{Attempt, Missing, MissingKind, Place};
use crate::source::Span;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, PartKind, Role, part_words};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One attempt on its way into words.
pub(super) struct Telling<'a> {
    pub(super) model: &'a Model,
    pub(super) evaluated: &'a mut Evaluated,
    pub(super) statement: &'a Statement,
    pub(super) rule: &'a Rule,
    pub(super) found: &'a Found,
}

/// An attempt in words, and what trying to complete it takes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Tried {
    pub(super) attempt: Attempt,
    /// The sentences that would have to be stated; `None` where stating something is not enough.
    pub(super) wanted: Option<Vec<Sentence>>,
    /// The rows that must not be there.
    pub(super) absent: Vec<(RelationId, Vec<Constant>, String)>,
    /// How its conclusion reads beside what it comes from.
    pub(super) telling: model::statement::Telling,
    /// What the variables of its rule are spoken of as.
    pub(super) nouns: BTreeMap<String, String>,
}

/// A sentence without variables.
pub(super) type Sentence = (model::statement::RelationId, Sign, Vec<Term>);

/// Sentences as literals that stand at a place.
pub(super) fn literals(sentences: &[Sentence], span: Span) -> Vec<statement::Literal> {
    let literal = |(relation, sign, terms): &Sentence| statement::Literal {
        span,
        sign: *sign,
        relation: *relation,
        terms: terms.clone(),
        on: None,
    };
    sentences.iter().map(literal).collect()
}

/// That a sentence is not known.
pub(super) fn unshown(sentence: &str) -> String {
    format!("nobody has shown that {sentence}")
}

/// What a member says, and its row where it is one.
struct Said {
    sentence: String,
    row: Option<(RelationId, Vec<Constant>)>,
}

/// What is missing where a member is.
struct Lack {
    missing: Missing,
    /// The sentence that would have to be stated, where stating one would do.
    wanted: Option<Sentence>,
}

impl Telling<'_> {
    pub(super) fn tried(mut self) -> Tried {
        let (rule, found) = (self.rule, self.found);
        let shared = self.shared();
        let mut met = Vec::new();
        let mut lacks: Vec<Lack> = Vec::new();
        let mut lack = |one: Lack| {
            if lacks.iter().all(|known| known.missing != one.missing) {
                lacks.push(one);
            }
        };
        let mut absent = Vec::new();
        for at in &found.satisfied {
            let Some(member) = rule.body.get(*at) else { continue };
            let Some(said) = self.said(member, &shared) else { continue };
            match member {
                Member::Positive(_) | Member::Aggregate(..) if met.contains(&said.sentence) => {}
                Member::Positive(_) | Member::Aggregate(..) => met.push(said.sentence),
                Member::Negative(atom) => {
                    absent.extend(self.must_stay_unshown(atom.relation, &said));
                    met.extend(self.silence(atom.relation, said.sentence));
                }
                Member::Compare(..) | Member::Bind(..) => {}
            }
        }
        for at in &found.missing {
            let Some(member) = rule.body.get(*at) else { continue };
            self.missing(member, &shared).into_iter().for_each(&mut lack);
        }
        let mut open = Vec::new();
        for (at, member) in rule.body.iter().enumerate() {
            if found.satisfied.contains(&at) || found.missing.contains(&at) {
                continue;
            }
            match member {
                Member::Negative(atom) => {
                    let Some(said) = self.said(member, &shared) else { continue };
                    self.every(&said).into_iter().for_each(&mut lack);
                    absent.extend(self.must_stay_unshown(atom.relation, &said));
                    open.extend(self.silence(atom.relation, said.sentence));
                }
                Member::Compare(..) => open.extend(self.said(member, &shared).map(|said| said.sentence)),
                Member::Positive(_) | Member::Bind(..) | Member::Aggregate(..) => {}
            }
        }
        let wanted: Option<Vec<Sentence>> = lacks.iter().map(|lack| lack.wanted.clone()).collect();
        let missing = lacks.into_iter().map(|lack| lack.missing).collect();
        let (rule, place) = (rule_name(self.statement), place_of(self.model, self.statement.span));
        let attempt = Attempt { rule, place, met, missing, open, stops: Vec::new() };
        let wanted = wanted.filter(|wanted| !wanted.is_empty());
        let nouns = nouns(self.model, self.statement);
        Tried { attempt, wanted, absent, telling: self.statement.telling, nouns }
    }

    /// The row of a condition that silence meets, where a reader can be told of it.
    fn must_stay_unshown(
        &self,
        relation: RelationId,
        said: &Said,
    ) -> Option<(RelationId, Vec<Constant>, String)> {
        self.silence(relation, String::new())?;
        let (relation, row) = said.row.clone()?;
        Some((relation, row, said.sentence.clone()))
    }

    /// A condition that silence meets, in words; nothing for what a reader does not see.
    fn silence(&self, relation: RelationId, sentence: String) -> Option<String> {
        match self.evaluated.role(relation)? {
            Role::Sentence(..) | Role::Dated(..) => Some(unshown(&sentence)),
            Role::Auxiliary(part) => match part.kind {
                PartKind::Unless => Some(unshown(&sentence)),
                PartKind::Exception | PartKind::Range | PartKind::Wider | PartKind::Whole => None,
            },
            Role::Violation(..) | Role::Query(..) | Role::Suspended | Role::Withheld(..) | Role::Sort(_) => {
                None
            }
        }
    }

    /// What is missing where a member is: several sentences for an `every`.
    fn missing(&mut self, member: &Member, shared: &BTreeSet<VariableId>) -> Vec<Lack> {
        let Some(said) = self.said(member, shared) else { return Vec::new() };
        let firm = |kind, sentence, place| {
            vec![Lack {
                missing: Missing { kind, sentence, place, unheard: Vec::new(), from: None },
                wanted: None,
            }]
        };
        match member {
            Member::Positive(_) | Member::Negative(_)
                if said
                    .row
                    .as_ref()
                    .is_some_and(|(relation, row)| self.evaluated.database.is_undefined(*relation, row)) =>
            {
                firm(MissingKind::Undecided, said.sentence, None)
            }
            Member::Positive(_) => {
                let opposite = said.row.as_ref().and_then(|row| self.opposite(row));
                match opposite {
                    Some((relation, row)) => {
                        let place = self.place(relation, &row);
                        firm(MissingKind::Denied, said.sentence, place)
                    }
                    None => {
                        let unheard = self.unheard(member);
                        let stated = said.row.as_ref().and_then(|(relation, row)| {
                            self.evaluated.said(*relation, row).filter(|said| said.on.is_none())
                        });
                        let wanted = stated
                            .filter(|_| unheard.is_empty())
                            .map(|said| (said.relation, said.sign, said.terms));
                        let (kind, sentence) = (MissingKind::NotShown, said.sentence);
                        vec![Lack {
                            missing: Missing { kind, sentence, place: None, unheard, from: None },
                            wanted,
                        }]
                    }
                }
            }
            Member::Negative(atom) => {
                if let Some(Role::Suspended) = self.evaluated.role(atom.relation) {
                    let supposed = self.supposed().unwrap_or(said.sentence);
                    return firm(MissingKind::Blocking, format!("it is supposed that {supposed}"), None);
                }
                let lacking = self.every(&said);
                if !lacking.is_empty() {
                    return lacking;
                }
                let (place, because) = match &said.row {
                    Some((relation, row)) => (self.place(*relation, row), self.witness(*relation, row)),
                    None => (None, None),
                };
                firm(MissingKind::Blocking, because.unwrap_or(said.sentence), place)
            }
            Member::Compare(..) | Member::Bind(..) | Member::Aggregate(..) => {
                firm(MissingKind::Comparison, said.sentence, None)
            }
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
    fn every(&mut self, said: &Said) -> Vec<Lack> {
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
                    let kind = MissingKind::Denied;
                    let missing = Missing { kind, sentence, place, unheard: Vec::new(), from: None };
                    Lack { missing, wanted: None }
                }
                None => {
                    let terms: Vec<Option<&Term>> = literal.terms.iter().map(Some).collect();
                    let unheard = unheard(self.model, literal.relation, literal.sign, &terms);
                    let open = literal.terms.iter().any(|term| matches!(term, Term::Variable(_)));
                    let wanted = (unheard.is_empty() && !open && literal.on.is_none())
                        .then(|| (literal.relation, literal.sign, literal.terms.clone()));
                    let missing =
                        Missing { kind: MissingKind::NotShown, sentence, place: None, unheard, from: None };
                    Lack { missing, wanted }
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

    /// What shows a part of a body, in sentences.
    fn witness(&mut self, relation: RelationId, row: &[Constant]) -> Option<String> {
        let Role::Auxiliary(_) = self.evaluated.role(relation)? else { return None };
        let row = self.evaluated.database.find(relation, row)?;
        let shown = premises(&reasons(self.model, self.evaluated, relation, row));
        (!shown.is_empty()).then(|| shown.join(" and "))
    }

    /// Where what a row comes from is written.
    fn place(&mut self, relation: RelationId, row: &[Constant]) -> Option<Place> {
        let row = self.evaluated.database.find(relation, row)?;
        let found = reasons(self.model, self.evaluated, relation, row);
        let root = found.proof.nodes.first().and_then(|node| node.place.clone());
        let own = |place: &Place| self.model.module(place.span).is_none();
        root.filter(own).or_else(|| place_of(self.model, self.model.statement(*found.leaves.first()?)?.span))
    }

    fn value(&self, term: &EngineTerm) -> Option<Constant> {
        match term {
            EngineTerm::Constant(constant) => Some(*constant),
            EngineTerm::Variable(variable) => self.found.binding.get(variable.index()).copied().flatten(),
        }
    }

    /// What a variable of the rule is in the statement.
    pub(super) fn variable(&self, number: usize) -> Option<VariableId> {
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
                    for number in pushed(left).chain(pushed(right)) {
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
            Member::Compare(..) | Member::Bind(..) | Member::Aggregate(..) => {
                return self.comparison(member).map(|sentence| Said { sentence, row: None });
            }
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
                part_words(self.model, part, &|id| shared.contains(&id), &known)
            }
            Role::Suspended => String::new(),
            Role::Violation(..) | Role::Query(..) | Role::Withheld(..) | Role::Sort(_) => return None,
        };
        Some(Said { sentence, row })
    }
}

/// The variables of an expression.
pub(super) fn pushed(expression: &Expression) -> impl Iterator<Item = usize> {
    expression.steps.iter().filter_map(|step| match step {
        Step::Push(EngineTerm::Variable(variable)) => Some(variable.index()),
        Step::Push(EngineTerm::Constant(_)) | Step::Apply(_) => None,
    })
}
