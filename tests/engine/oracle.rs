//! A naive evaluator of the well-founded semantics: the alternating fixpoint (Van Gelder 1993) by
//! trying every binding, over and over. Slow, short, and sharing nothing with the engine but the
//! program's types.

use std::collections::{BTreeMap, BTreeSet};

use strat::internals::engine::{
    Aggregate, Aggregation, Arithmetic, Expression, Literal, Program, Rule, Step, Term,
};

use super::programs::{Row, holds};

/// The true and the undefined rows of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Model {
    pub(crate) truths: BTreeSet<Row>,
    pub(crate) undefined: BTreeSet<Row>,
}

/// A binding of variables.
pub(crate) type Binding = BTreeMap<u32, u32>;

/// What a rule's body is read against.
pub(crate) struct View<'a> {
    /// What positive literals may read.
    pub(crate) positive: &'a BTreeSet<Row>,
    /// What negative literals must not find.
    pub(crate) blocking: &'a BTreeSet<Row>,
    /// What aggregates are over.
    pub(crate) counted: &'a BTreeSet<Row>,
    /// Rows that must not be in a group; empty if they may.
    pub(crate) doubtful: &'a BTreeSet<Row>,
    /// The greatest integer.
    pub(crate) greatest: u32,
}

fn value(term: Term, binding: &Binding) -> u32 {
    match term {
        Term::Constant(constant) => constant.0,
        Term::Variable(variable) => binding[&variable.0],
    }
}

fn ground(relation: u32, terms: &[Term], binding: &Binding) -> Row {
    (relation, terms.iter().map(|term| value(*term, binding)).collect())
}

pub(crate) fn compute(expression: &Expression, binding: &Binding, greatest: u32) -> Option<u32> {
    let mut stack = Vec::new();
    for step in &expression.steps {
        match step {
            Step::Push(term) => stack.push(value(*term, binding)),
            Step::Apply(operation) => {
                let (right, left) = (stack.pop().unwrap(), stack.pop().unwrap());
                let result = match operation {
                    Arithmetic::Add => left.checked_add(right),
                    Arithmetic::Subtract => left.checked_sub(right),
                    Arithmetic::Multiply => left.checked_mul(right),
                    Arithmetic::Divide | Arithmetic::Quotient => left.checked_div(right),
                    Arithmetic::Modulo => left.checked_rem(right),
                    Arithmetic::Domain(_) => None,
                };
                stack.push(result.filter(|result| *result <= greatest)?);
            }
        }
    }
    stack.pop()
}

fn group<'a>(
    aggregate: &'a Aggregate,
    binding: &'a Binding,
    rows: &'a BTreeSet<Row>,
) -> impl Iterator<Item = &'a Row> {
    rows.iter().filter(|(relation, row)| {
        *relation == aggregate.relation.0
            && row
                .iter()
                .zip(&aggregate.group)
                .all(|(value_there, term)| term.is_none_or(|term| value(term, binding) == *value_there))
    })
}

pub(crate) fn aggregate(aggregate: &Aggregate, binding: &Binding, view: &View<'_>) -> Option<u32> {
    if group(aggregate, binding, view.doubtful).next().is_some() {
        return None;
    }
    let rows: Vec<&Row> = group(aggregate, binding, view.counted).collect();
    let values = rows.iter().map(|(_, row)| row[aggregate.value]);
    match aggregate.function {
        Aggregation::Count => Some(rows.len() as u32),
        // Partial sums matter: beyond the greatest integer there is no value to go on with.
        Aggregation::Sum => {
            values.reduce(|a, b| a + b).or(Some(0)).filter(|sum| rows.len() < 2 || *sum <= view.greatest)
        }
        Aggregation::Min => values.min(),
        Aggregation::Max => values.max(),
    }
}

/// Calls `found` with every binding that satisfies the body.
pub(crate) fn solutions(rule: &Rule, view: &View<'_>, found: &mut dyn FnMut(&Binding)) {
    let positives: Vec<&strat::internals::engine::Atom> = rule
        .body
        .iter()
        .filter_map(|literal| if let Literal::Positive(atom) = literal { Some(atom) } else { None })
        .collect();
    positive(rule, &positives, &Binding::new(), view, found);
}

fn positive(
    rule: &Rule,
    atoms: &[&strat::internals::engine::Atom],
    binding: &Binding,
    view: &View<'_>,
    found: &mut dyn FnMut(&Binding),
) {
    let Some((atom, rest)) = atoms.split_first() else {
        if let Some(binding) = others(rule, binding.clone(), view) {
            found(&binding);
        }
        return;
    };
    for (relation, row) in view.positive.iter().filter(|(relation, _)| *relation == atom.relation.0) {
        debug_assert_eq!(*relation, atom.relation.0);
        let mut extended = binding.clone();
        let fits = atom.terms.iter().zip(row).all(|(term, &there)| match term {
            Term::Constant(constant) => constant.0 == there,
            Term::Variable(variable) => *extended.entry(variable.0).or_insert(there) == there,
        });
        if fits {
            positive(rule, rest, &extended, view, found);
        }
    }
}

/// Takes in the literals that are not positive, in whatever order their variables become bound.
fn others(rule: &Rule, mut binding: Binding, view: &View<'_>) -> Option<Binding> {
    let mut left: Vec<&Literal> =
        rule.body.iter().filter(|literal| !matches!(literal, Literal::Positive(_))).collect();
    while !left.is_empty() {
        let at = left.iter().position(|literal| ready(literal, &binding)).expect("a safe rule");
        let bound = match left.remove(at) {
            Literal::Positive(_) => None,
            Literal::Negative(atom) => {
                if view.blocking.contains(&ground(atom.relation.0, &atom.terms, &binding)) {
                    return None;
                }
                None
            }
            Literal::Compare(comparison, left, right) => {
                let left = compute(left, &binding, view.greatest)?;
                if !holds(*comparison, left, compute(right, &binding, view.greatest)?) {
                    return None;
                }
                None
            }
            Literal::Bind(variable, expression) => {
                Some((variable.0, compute(expression, &binding, view.greatest)?))
            }
            Literal::Aggregate(variable, over) => Some((variable.0, aggregate(over, &binding, view)?)),
        };
        if let Some((variable, value)) = bound
            && *binding.entry(variable).or_insert(value) != value
        {
            return None;
        }
    }
    Some(binding)
}

fn ready(literal: &Literal, binding: &Binding) -> bool {
    let bound = |term: &Term| match term {
        Term::Constant(_) => true,
        Term::Variable(variable) => binding.contains_key(&variable.0),
    };
    let all = |expression: &Expression| {
        expression.steps.iter().all(|step| if let Step::Push(term) = step { bound(term) } else { true })
    };
    match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => atom.terms.iter().all(bound),
        Literal::Compare(_, left, right) => all(left) && all(right),
        Literal::Bind(_, expression) => all(expression),
        Literal::Aggregate(_, aggregate) => aggregate.group.iter().flatten().all(bound),
    }
}

/// For each relation after how many aggregations it is complete; `None` if one depends on itself.
fn levels(program: &Program) -> Option<Vec<usize>> {
    let mut levels = vec![0; program.relations.len()];
    loop {
        let before = levels.clone();
        for rule in &program.rules {
            for literal in &rule.body {
                let needed = match literal {
                    Literal::Positive(atom) | Literal::Negative(atom) => levels[atom.relation.0 as usize],
                    Literal::Aggregate(_, aggregate) => levels[aggregate.relation.0 as usize] + 1,
                    Literal::Compare(..) | Literal::Bind(..) => 0,
                };
                let level = &mut levels[rule.head.relation.0 as usize];
                *level = needed.max(*level);
            }
        }
        if levels == before {
            return Some(levels);
        }
        if levels.iter().any(|level| *level > program.relations.len()) {
            return None;
        }
    }
}

/// The well-founded model, or `None` if an aggregate depends on itself.
pub(crate) fn model(program: &Program, facts: &[Row], greatest: u32) -> Option<Model> {
    let levels = levels(program)?;
    let mut model = Model { truths: facts.iter().cloned().collect(), undefined: BTreeSet::new() };
    for level in 0..=levels.iter().max().copied().unwrap_or(0) {
        let rules: Vec<&Rule> =
            program.rules.iter().filter(|rule| levels[rule.head.relation.0 as usize] == level).collect();
        let fixed = model.clone();
        let all: BTreeSet<Row> = fixed.truths.union(&fixed.undefined).cloned().collect();
        let nothing = BTreeSet::new();
        let least = |start: &BTreeSet<Row>, blocking: &BTreeSet<Row>, doubtful: &BTreeSet<Row>| {
            let mut rows = start.clone();
            loop {
                let mut more = Vec::new();
                let view = View { positive: &rows, blocking, counted: &fixed.truths, doubtful, greatest };
                for rule in &rules {
                    solutions(rule, &view, &mut |binding| {
                        more.push(ground(rule.head.relation.0, &rule.head.terms, binding));
                    });
                }
                let before = rows.len();
                rows.extend(more);
                if rows.len() == before {
                    return rows;
                }
            }
        };
        let mut under = fixed.truths.clone();
        loop {
            let over = least(&all, &under, &nothing);
            let next = least(&fixed.truths, &over, &fixed.undefined);
            if next == under {
                model.undefined = over.difference(&under).cloned().collect();
                model.truths = under;
                break;
            }
            under = next;
        }
    }
    Some(model)
}
