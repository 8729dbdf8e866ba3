//! Conditions to words in which no variable stands: `something is an action of A and A values it at more than 5`.
//!
//! What is bound nowhere is introduced as `something` or `somebody` and is `it` from then on; where a condition
//! introduces several things of which it speaks again, they are `a first thing`, `the first` and so on.
//! **Invariant:** two mentions are told in the same words only if they are of one thing.

use super::words::{filled, in_order, symbol};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{Expression, Formula, FormulaKind, Literal, Step, Term, VariableId};
use crate::model::write::Variables;
use crate::syntax::ast::{AggregateFunction, ComparisonOperator};
use std::collections::{BTreeMap, BTreeSet};

const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

/// A condition in words, its variables replaced by what they are bound to, the others by pronouns.
pub fn indefinite(model: &Model, formula: &Formula, bound: &dyn Fn(VariableId) -> Option<Term>) -> String {
    let mut speaker = Speaker {
        model,
        bound,
        again: BTreeMap::new(),
        met: BTreeSet::new(),
        limits: BTreeMap::new(),
        days: BTreeSet::new(),
    };
    speaker.prepare(formula);
    speaker.say(formula)
}

struct Speaker<'a> {
    model: &'a Model,
    bound: &'a dyn Fn(VariableId) -> Option<Term>,
    /// What is spoken of more than once, by its number.
    again: BTreeMap<VariableId, usize>,
    /// What was spoken of.
    met: BTreeSet<VariableId>,
    /// What is compared with a value, as it is told where it is first spoken of: `more than 5`.
    limits: BTreeMap<VariableId, String>,
    /// What is a day, as a sentence shows.
    days: BTreeSet<VariableId>,
}

impl Speaker<'_> {
    fn open(&self, term: &Term) -> Option<VariableId> {
        match term {
            Term::Variable(id) if (self.bound)(*id).is_none() => Some(*id),
            Term::Variable(_) | Term::Symbol(_) | Term::Value(_) => None,
        }
    }

    /// Finds what is spoken of again, and the comparisons that can be told with a mention.
    fn prepare(&mut self, formula: &Formula) {
        let mut sentences = Vec::new();
        formula.sentences(&mut sentences);
        let mut count: BTreeMap<VariableId, usize> = BTreeMap::new();
        for term in sentences.iter().flat_map(|literal| literal.terms.iter().chain(&literal.on)) {
            if let Some(id) = self.open(term) {
                *count.entry(id).or_default() += 1;
            }
        }
        let mut days = BTreeSet::new();
        for literal in sentences {
            let holes = self.model.relation(literal.relation).map(|known| known.holes.as_slice());
            let dated = holes.unwrap_or_default().iter().map(|sorts| sorts.as_slice() == [SortId::DATE]);
            let terms = literal.terms.iter().zip(dated).filter(|(_, dated)| *dated).map(|(term, _)| term);
            days.extend(terms.chain(&literal.on).filter_map(|term| self.open(term)));
        }
        self.days = days;
        self.limits_of(formula, &count);
        self.compared(formula, &mut count);
        let again = count.iter().filter(|(_, times)| **times > 1).map(|(id, _)| *id);
        self.again = again.enumerate().map(|(at, id)| (id, at)).collect();
    }

    fn limits_of(&mut self, formula: &Formula, mentioned: &BTreeMap<VariableId, usize>) {
        if let FormulaKind::And(members) = &formula.kind {
            members.iter().for_each(|one| self.limits_of(one, mentioned));
        } else if let Some((id, words)) = self.limit(formula)
            && mentioned.contains_key(&id)
            && !self.limits.contains_key(&id)
        {
            self.limits.insert(id, words);
        }
    }

    /// Counts what is compared and not told with a mention: it is spoken of again there.
    fn compared(&self, formula: &Formula, count: &mut BTreeMap<VariableId, usize>) {
        match &formula.kind {
            FormulaKind::And(members) | FormulaKind::Or(members) => {
                members.iter().for_each(|one| self.compared(one, count));
            }
            FormulaKind::Unless(inner) if !self.is_told(formula) => self.compared(inner, count),
            FormulaKind::Compare(left, _, right) if !self.is_told(formula) => {
                for step in left.steps.iter().chain(&right.steps) {
                    let Step::Push(term) = step else { continue };
                    if let Some(times) = self.open(term).and_then(|id| count.get_mut(&id)) {
                        *times += 1;
                    }
                }
            }
            _ => {}
        }
    }

    /// A comparison of one thing with what is known, or that there is none: `more than 5`, `a day not after D`.
    fn limit(&self, formula: &Formula) -> Option<(VariableId, String)> {
        let (inner, denied) = match &formula.kind {
            FormulaKind::Unless(inner) => (inner.as_ref(), true),
            _ => (formula, false),
        };
        let FormulaKind::Compare(left, operator, right) = &inner.kind else { return None };
        let operator = *operator;
        let alone = |side: &Expression| match side.steps.as_slice() {
            [Step::Push(term)] => self.open(term),
            _ => None,
        };
        let known = |side: &Expression| {
            side.steps.iter().all(|step| match step {
                Step::Push(term) => self.open(term).is_none(),
                Step::Apply(_) => true,
            })
        };
        let (id, other, operator) = match (alone(left), alone(right)) {
            (Some(id), _) if known(right) => (id, right, operator),
            (_, Some(id)) if known(left) => (id, left, turned(operator)?),
            _ => return None,
        };
        let value = self.side_of(other);
        let words = match operator {
            ComparisonOperator::Before if denied => format!("a day not before {value}"),
            ComparisonOperator::After if denied => format!("a day not after {value}"),
            _ if denied => return None,
            ComparisonOperator::Equal => value,
            ComparisonOperator::NotEqual => format!("other than {value}"),
            ComparisonOperator::Less => format!("less than {value}"),
            ComparisonOperator::LessOrEqual => format!("at most {value}"),
            ComparisonOperator::Greater => format!("more than {value}"),
            ComparisonOperator::GreaterOrEqual => format!("at least {value}"),
            ComparisonOperator::Before => format!("a day before {value}"),
            ComparisonOperator::After => format!("a day after {value}"),
            ComparisonOperator::During => format!("a day in {value}"),
        };
        Some((id, words))
    }

    fn side_of(&self, side: &Expression) -> String {
        in_order(&side.steps, |term| self.known(term))
    }

    fn known(&self, term: &Term) -> String {
        let put = match term {
            Term::Variable(id) => (self.bound)(*id).unwrap_or_else(|| term.clone()),
            Term::Symbol(_) | Term::Value(_) => term.clone(),
        };
        self.model.write_term(&put, &[], Variables::Anonymous)
    }

    /// A thing as it is spoken of here.
    fn thing(&mut self, term: &Term, sorts: &[SortId]) -> String {
        let Some(id) = self.open(term) else { return self.known(term) };
        let first = self.met.insert(id);
        let person = sorts.first().is_some_and(|sort| self.model.sorts.is_below(*sort, SortId::ACTOR));
        let (plain, kind) = match (person, self.days.contains(&id)) {
            (true, _) => ("somebody", "actor"),
            (_, true) => ("some day", "day"),
            (false, false) => ("something", "thing"),
        };
        let limit = self.limits.get(&id).filter(|_| first);
        let introduced = match limit {
            Some(words) if words.starts_with("other than") => format!("{plain} {words}"),
            Some(words) => words.clone(),
            None => plain.to_owned(),
        };
        match self.again.get(&id) {
            None => introduced,
            Some(_) if self.again.len() == 1 => {
                if first {
                    introduced
                } else {
                    String::from(if self.days.contains(&id) { "that day" } else { "it" })
                }
            }
            Some(at) => {
                let ordinal =
                    ORDINALS.get(*at).map_or_else(|| format!("{}th", at + 1), |word| (*word).to_owned());
                match (first, limit) {
                    (true, Some(words)) => format!("a {ordinal} {kind} ({words})"),
                    (true, None) => format!("a {ordinal} {kind}"),
                    (false, _) => format!("the {ordinal}"),
                }
            }
        }
    }

    fn literal(&mut self, literal: &Literal) -> String {
        let literal = filled(literal, self.bound);
        let holes =
            self.model.relation(literal.relation).map(|known| known.holes.clone()).unwrap_or_default();
        let none = Vec::new();
        let arguments: Vec<String> = literal
            .terms
            .iter()
            .enumerate()
            .map(|(at, term)| self.thing(term, holes.get(at).unwrap_or(&none)))
            .collect();
        let mut said = self.model.fill(literal.relation, literal.sign, &arguments);
        if let Some(on) = &literal.on {
            said.push_str(&format!(" on {}", self.thing(on, &[])));
        }
        said
    }

    fn say(&mut self, formula: &Formula) -> String {
        match &formula.kind {
            FormulaKind::Literal(literal) => self.literal(literal),
            FormulaKind::And(members) => {
                let open: Vec<&Formula> = members.iter().filter(|one| !self.is_told(one)).collect();
                let mut text = String::new();
                for one in open {
                    let joint = match &one.kind {
                        _ if text.is_empty() => "",
                        FormulaKind::Unless(_) => " where ",
                        _ => " and ",
                    };
                    let said = self.say(one);
                    text.push_str(&format!("{joint}{said}"));
                }
                text
            }
            FormulaKind::Or(members) => {
                let told: Vec<String> = members.iter().map(|one| self.say(one)).collect();
                format!("({})", told.join(" or "))
            }
            FormulaKind::Unless(inner) => format!("nothing shows that {}", self.say(inner)),
            FormulaKind::Compare(left, operator, right) => {
                let (left, right) = (self.side(left), self.side(right));
                match operator {
                    ComparisonOperator::Before | ComparisonOperator::After => {
                        format!("{left} is {} {right}", symbol(*operator))
                    }
                    _ => format!("{left} {} {right}", symbol(*operator)),
                }
            }
            FormulaKind::Every(variable, domain, claim) => {
                let one = self.thing(&Term::Variable(*variable), &[]);
                let domain = self.say(domain);
                format!("every {one} where ({domain}) has ({})", self.say(claim))
            }
            FormulaKind::Only(variable, domain) => {
                let one = self.thing(&Term::Variable(*variable), &[]);
                format!("only {one} where ({})", self.say(domain))
            }
            FormulaKind::Aggregate(target, function, variable, domain) => {
                let function = match function {
                    AggregateFunction::Count => "number",
                    AggregateFunction::Sum => "sum",
                    AggregateFunction::Min => "least",
                    AggregateFunction::Max => "greatest",
                    AggregateFunction::Average => "average",
                };
                let one = self.thing(&Term::Variable(*variable), &[]);
                let domain = self.say(domain);
                let target = self.thing(&Term::Variable(*target), &[]);
                format!("the {function} of all of which {domain} ({one}) is {target}")
            }
        }
    }

    /// Whether a comparison is told with the thing that it is about.
    fn is_told(&self, formula: &Formula) -> bool {
        self.limit(formula).is_some_and(|(id, words)| self.limits.get(&id) == Some(&words))
    }

    fn side(&mut self, side: &Expression) -> String {
        in_order(&side.steps, |term| self.thing(term, &[]))
    }
}

/// A comparison read from its other side.
fn turned(operator: ComparisonOperator) -> Option<ComparisonOperator> {
    Some(match operator {
        ComparisonOperator::Equal => ComparisonOperator::Equal,
        ComparisonOperator::NotEqual => ComparisonOperator::NotEqual,
        ComparisonOperator::Less => ComparisonOperator::Greater,
        ComparisonOperator::LessOrEqual => ComparisonOperator::GreaterOrEqual,
        ComparisonOperator::Greater => ComparisonOperator::Less,
        ComparisonOperator::GreaterOrEqual => ComparisonOperator::LessOrEqual,
        ComparisonOperator::Before => ComparisonOperator::After,
        ComparisonOperator::After => ComparisonOperator::Before,
        ComparisonOperator::During => return None,
    })
}
