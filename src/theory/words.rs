//! Conditions to words.
//!
//! **Invariant:** where it matters that two mentions are of one thing, both have its name.

use super::Part;
use crate::model::Model;
use crate::model::statement::{self as model, Formula, FormulaKind, Literal, Step, Term, VariableId};
use crate::model::write::Variables;
use crate::syntax::ast::{AggregateFunction, ComparisonOperator};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// What a part of a body says, for a binding of its columns. A thing that it alone speaks of, and more than
/// once, is introduced: `there is some ?y such that …`; what is bound nowhere is `something`, unless `named`
/// says that the reader knows it by its name.
pub fn part_words(
    model: &Model,
    part: &Part,
    named: &dyn Fn(VariableId) -> bool,
    bound: &dyn Fn(VariableId) -> Option<Term>,
) -> String {
    let mut mentions = Mentions::default();
    mentions.of(&part.formula, Depth::Top);
    let own = |id: &VariableId| !part.columns.contains(id) && bound(*id).is_none();
    let again: BTreeSet<VariableId> =
        mentions.count.iter().filter(|(id, count)| **count > 1 && own(id)).map(|(id, _)| *id).collect();
    let known = part.names(model);
    let last = mentions.count.keys().next_back().map_or(0, |id| id.0 + 1);
    let names: Vec<SmolStr> = (0..last.max(u32::try_from(known.len()).unwrap_or(u32::MAX)))
        .map(VariableId)
        .map(|id| {
            let name = known.get(id.0 as usize).filter(|name| !name.is_empty());
            match (again.contains(&id), name) {
                (true, Some(name)) => name.clone(),
                (true, None) => smol_str::format_smolstr!("x{}", id.0),
                (false, Some(name)) if named(id) => name.clone(),
                (false, _) => SmolStr::default(),
            }
        })
        .collect();
    let said = words(model, &part.formula, &names, bound);
    let introduced: Vec<String> = again
        .iter()
        .filter(|id| mentions.top.contains(id))
        .map(|id| format!("some {}", model.write_term(&Term::Variable(*id), &[], Variables::Named(&names))))
        .collect();
    if introduced.is_empty() {
        said
    } else {
        format!("there is {} such that {said}", introduced.join(" and "))
    }
}

/// Whether a mention is one that a condition asks for itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Top,
    Inside,
}

/// How often each variable is mentioned, and which are in conditions that are to hold themselves.
#[derive(Default)]
struct Mentions {
    count: BTreeMap<VariableId, usize>,
    top: BTreeSet<VariableId>,
}

impl Mentions {
    fn of(&mut self, formula: &Formula, depth: Depth) {
        match &formula.kind {
            FormulaKind::Literal(literal) => {
                literal.terms.iter().chain(&literal.on).for_each(|term| self.term(term, depth));
            }
            FormulaKind::And(members) | FormulaKind::Or(members) => {
                members.iter().for_each(|member| self.of(member, depth));
            }
            FormulaKind::Unless(inner) => self.of(inner, Depth::Inside),
            FormulaKind::Compare(left, _, right) => {
                for step in left.steps.iter().chain(&right.steps) {
                    if let Step::Push(term) = step {
                        self.term(term, depth);
                    }
                }
            }
            FormulaKind::Every(variable, domain, claim) => {
                self.term(&Term::Variable(*variable), Depth::Inside);
                self.of(domain, Depth::Inside);
                self.of(claim, Depth::Inside);
            }
            FormulaKind::Only(variable, domain) => {
                self.term(&Term::Variable(*variable), depth);
                self.of(domain, Depth::Inside);
            }
            FormulaKind::Aggregate(target, _, variable, domain) => {
                self.term(&Term::Variable(*target), depth);
                self.term(&Term::Variable(*variable), Depth::Inside);
                self.of(domain, Depth::Inside);
            }
        }
    }

    fn term(&mut self, term: &Term, depth: Depth) {
        if let Term::Variable(id) = term {
            *self.count.entry(*id).or_default() += 1;
            if depth == Depth::Top {
                self.top.insert(*id);
            }
        }
    }
}

/// What a term stands for.
fn put(term: &Term, bound: &dyn Fn(VariableId) -> Option<Term>) -> Term {
    match term {
        Term::Variable(variable) => bound(*variable).unwrap_or_else(|| term.clone()),
        Term::Symbol(_) | Term::Value(_) => term.clone(),
    }
}

/// A sentence, its variables replaced by what they are bound to.
pub fn filled(literal: &Literal, bound: &dyn Fn(VariableId) -> Option<Term>) -> Literal {
    Literal {
        terms: literal.terms.iter().map(|term| put(term, bound)).collect(),
        on: literal.on.as_ref().map(|term| put(term, bound)),
        ..literal.clone()
    }
}

/// A condition in words, its variables replaced by what they are bound to.
pub fn words(
    model: &Model,
    formula: &Formula,
    names: &[SmolStr],
    bound: &dyn Fn(VariableId) -> Option<Term>,
) -> String {
    let put = |term: &Term| put(term, bound);
    // What joins less closely than what it stands in stands in parentheses.
    let grouped = |member: &Formula| {
        let said = words(model, member, names, bound);
        let many = matches!(&member.kind, FormulaKind::And(members) if members.len() > 1);
        if many || matches!(member.kind, FormulaKind::Unless(_) | FormulaKind::Only(..)) {
            format!("({said})")
        } else {
            said
        }
    };
    match &formula.kind {
        FormulaKind::Literal(literal) => model.write(&filled(literal, bound), Variables::Named(names)),
        FormulaKind::And(members) => {
            let mut out = String::new();
            // Exceptions stand last, and nothing joins them.
            let (exceptions, conditions): (Vec<&Formula>, Vec<&Formula>) =
                members.iter().partition(|member| matches!(member.kind, FormulaKind::Unless(_)));
            for member in conditions.into_iter().chain(exceptions) {
                let exception = matches!(member.kind, FormulaKind::Unless(_));
                out.push_str(match (out.is_empty(), exception) {
                    (true, _) => "",
                    (false, true) => " ",
                    (false, false) => " and ",
                });
                out.push_str(&words(model, member, names, bound));
            }
            out
        }
        FormulaKind::Or(members) => {
            format!("({})", members.iter().map(grouped).collect::<Vec<_>>().join(" or "))
        }
        FormulaKind::Unless(inner) => format!("unless {}", grouped(inner)),
        FormulaKind::Compare(left, operator, right) => {
            let term = |term: &Term| model.write_term(&put(term), &[], Variables::Named(names));
            let side = |expression: &model::Expression| in_order(&expression.steps, term);
            format!("{} {} {}", side(left), symbol(*operator), side(right))
        }
        FormulaKind::Every(variable, domain, claim) => format!(
            "every {} where ({}) has ({})",
            model.write_term(&Term::Variable(*variable), &[], Variables::Named(names)),
            words(model, domain, names, bound),
            words(model, claim, names, bound)
        ),
        // Of one that is known it is said so that it can be asked: that it is so of it, and of nobody else.
        FormulaKind::Only(variable, domain)
            if bound(*variable).is_some()
                && names.get(variable.0 as usize).is_some_and(|name| !name.is_empty()) =>
        {
            let free = |id: VariableId| bound(id).filter(|_| id != *variable);
            let name = model.write_term(&Term::Variable(*variable), &[], Variables::Named(names));
            let who = model.write_term(&put(&Term::Variable(*variable)), &[], Variables::Named(names));
            let own = match &domain.kind {
                FormulaKind::And(members) if members.len() > 1 => {
                    format!("({})", words(model, domain, names, bound))
                }
                _ => words(model, domain, names, bound),
            };
            format!(
                "{own} and every {name} where ({}) has ({name} = {who})",
                words(model, domain, names, &free)
            )
        }
        FormulaKind::Only(variable, domain) => format!(
            "only {} where ({})",
            model.write_term(&put(&Term::Variable(*variable)), &[], Variables::Named(names)),
            words(model, domain, names, bound)
        ),
        FormulaKind::Aggregate(target, function, variable, domain) => {
            let function = match function {
                AggregateFunction::Count => "count",
                AggregateFunction::Sum => "sum",
                AggregateFunction::Min => "min",
                AggregateFunction::Max => "max",
                AggregateFunction::Average => "average",
            };
            format!(
                "{} = {function} of {} where ({})",
                model.write_term(&put(&Term::Variable(*target)), &[], Variables::Named(names)),
                model.write_term(&Term::Variable(*variable), &[], Variables::Named(names)),
                words(model, domain, names, bound)
            )
        }
    }
}

/// The steps of an expression as they are written, with the terms between the signs.
pub(super) fn in_order(steps: &[Step], mut term: impl FnMut(&Term) -> String) -> String {
    let mut stack: Vec<(String, u8)> = Vec::new();
    for step in steps {
        match step {
            Step::Push(pushed) => stack.push((term(pushed), u8::MAX)),
            Step::Apply(operator) => {
                let (right, left) = (stack.pop().unwrap_or_default(), stack.pop().unwrap_or_default());
                let binds = operator.precedence();
                stack.push((infix(left, operator.sign(), binds, right), binds));
            }
        }
    }
    stack.pop().unwrap_or_default().0
}

/// Two sides with a sign between them, in parentheses where they bind less than it does.
pub fn infix(
    (left, of_left): (String, u8),
    sign: &str,
    binds: u8,
    (right, of_right): (String, u8),
) -> String {
    let left = if of_left < binds { format!("({left})") } else { left };
    let right = if of_right <= binds { format!("({right})") } else { right };
    format!("{left} {sign} {right}")
}

pub fn symbol(operator: ComparisonOperator) -> &'static str {
    match operator {
        ComparisonOperator::Equal => "=",
        ComparisonOperator::NotEqual => "!=",
        ComparisonOperator::Less => "<",
        ComparisonOperator::LessOrEqual => "<=",
        ComparisonOperator::Greater => ">",
        ComparisonOperator::GreaterOrEqual => ">=",
        ComparisonOperator::Before => "before",
        ComparisonOperator::After => "after",
        ComparisonOperator::During => "during",
    }
}
