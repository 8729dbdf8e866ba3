//! A program to the first thing in it that cannot be evaluated, if there is one.
//!
//! Callers report such mistakes in their own words before they come here; this check is what the
//! rest of the room relies on: relations exist, atoms fit them, expressions leave one value, and
//! every variable of a rule is bound by its body.

use super::program::{Atom, Expression, Literal, Program, RelationId, Rule, RuleId, Step, Term, Variable};

/// Why a program cannot be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// The rule names a relation that the program does not have.
    Relation(RuleId, RelationId),
    /// The rule gives the relation the wrong number of terms, or a value column that it lacks.
    Columns(RuleId, RelationId),
    /// The rule uses a variable that is not below its number of variables.
    Variable(RuleId, Variable),
    /// The rule has an expression whose steps do not leave exactly one value.
    Expression(RuleId),
    /// The rule's body does not bind the variable.
    Unbound(RuleId, Variable),
}

/// Finds the first rule that cannot be evaluated.
///
/// # Errors
/// That rule and what is wrong with it.
pub fn check(program: &Program) -> Result<(), Invalid> {
    for (id, rule) in (0..).map(RuleId).zip(&program.rules) {
        shape(program, id, rule)?;
        if rule.variables <= u64::BITS && settled(rule) {
            continue;
        }
        let bound = bound_by(rule, &[]);
        let mut used = variables_of(&rule.head);
        used.extend(rule.body.iter().flat_map(inputs));
        let unbound =
            used.into_iter().find(|variable| !bound.get(variable.index()).is_some_and(|bound| *bound));
        if let Some(variable) = unbound {
            return Err(Invalid::Unbound(id, variable));
        }
    }
    Ok(())
}

/// The variables among an atom's terms, in order, with repetitions.
pub(crate) fn variables_of(atom: &Atom) -> Vec<Variable> {
    atom.terms.iter().filter_map(variable_of).collect()
}

fn variable_of(term: &Term) -> Option<Variable> {
    match term {
        Term::Variable(variable) => Some(*variable),
        Term::Constant(_) => None,
    }
}

fn operands(expression: &Expression) -> impl Iterator<Item = Variable> {
    expression.steps.iter().filter_map(|step| match step {
        Step::Push(term) => variable_of(term),
        Step::Apply(_) => None,
    })
}

/// Calls `each` with the variables that must be bound before a literal can be decided; a positive literal needs
/// none.
pub(crate) fn each_input(literal: &Literal, mut each: impl FnMut(Variable)) {
    match literal {
        Literal::Positive(_) => {}
        Literal::Negative(atom) => atom.terms.iter().filter_map(variable_of).for_each(each),
        Literal::Compare(_, left, right) => operands(left).chain(operands(right)).for_each(each),
        Literal::Bind(_, expression) => operands(expression).for_each(each),
        Literal::Aggregate(_, aggregate) => {
            aggregate.group.iter().flatten().filter_map(variable_of).for_each(&mut each);
        }
    }
}

/// Calls `each` with the variables that a literal binds once its inputs are bound.
pub(crate) fn each_output(literal: &Literal, mut each: impl FnMut(Variable)) {
    match literal {
        Literal::Positive(atom) => atom.terms.iter().filter_map(variable_of).for_each(each),
        Literal::Negative(_) | Literal::Compare(..) => {}
        Literal::Bind(variable, _) | Literal::Aggregate(variable, _) => each(*variable),
    }
}

/// The variables of [`each_input`].
pub(crate) fn inputs(literal: &Literal) -> Vec<Variable> {
    let mut found = Vec::new();
    each_input(literal, |variable| found.push(variable));
    found
}

/// The variables of [`each_output`].
pub(crate) fn outputs(literal: &Literal) -> Vec<Variable> {
    let mut found = Vec::new();
    each_output(literal, |variable| found.push(variable));
    found
}

fn bit(variable: Variable) -> u64 {
    1_u64.checked_shl(variable.0).unwrap_or(0)
}

fn bits_of(terms: &[Term]) -> u64 {
    terms.iter().filter_map(variable_of).fold(0, |bits, variable| bits | bit(variable))
}

/// Whether all variables of a rule of no more than 64 are bound, in as few passes over the body as it
/// takes in the author's order; `false` may also mean that more than a few passes would be needed.
fn settled(rule: &Rule) -> bool {
    let operands = |expression: &Expression| operands(expression).fold(0, |bits, read| bits | bit(read));
    let literals = || {
        rule.body.iter().map(|literal| match literal {
            Literal::Positive(atom) => (0, bits_of(&atom.terms)),
            Literal::Negative(atom) => (bits_of(&atom.terms), 0),
            Literal::Compare(_, left, right) => (operands(left) | operands(right), 0),
            Literal::Bind(variable, expression) => (operands(expression), bit(*variable)),
            Literal::Aggregate(variable, aggregate) => {
                let group = aggregate.group.iter().flatten().filter_map(variable_of);
                (group.fold(0, |bits, read| bits | bit(read)), bit(*variable))
            }
        })
    };
    let mut bound = 0;
    for _ in 0..4 {
        let before = bound;
        let mut read = bits_of(&rule.head.terms);
        for (inputs, outputs) in literals() {
            read |= inputs;
            if inputs & !bound == 0 {
                bound |= outputs;
            }
        }
        if read & !bound == 0 {
            return true;
        }
        if bound == before {
            return false;
        }
    }
    false
}

/// Which variables the body binds, given those bound from outside.
fn bound_by(rule: &Rule, given: &[Variable]) -> Vec<bool> {
    let mut bound = vec![false; rule.variables as usize];
    let mut mark = |variable: Variable| match bound.get_mut(variable.index()) {
        Some(slot) => !std::mem::replace(slot, true),
        None => false,
    };
    // Each literal waits for its distinct inputs; a variable that becomes bound wakes its literals.
    let mut waiting = Vec::with_capacity(rule.body.len());
    let mut waiters: Vec<Vec<usize>> = vec![Vec::new(); rule.variables as usize];
    let mut queue: Vec<Variable> = given.iter().copied().filter(|variable| mark(*variable)).collect();
    for (at, literal) in rule.body.iter().enumerate() {
        let mut needs = inputs(literal);
        needs.sort_unstable();
        needs.dedup();
        waiting.push(needs.len());
        if needs.is_empty() {
            queue.extend(outputs(literal).into_iter().filter(|variable| mark(*variable)));
        }
        for variable in needs {
            if let Some(list) = waiters.get_mut(variable.index()) {
                list.push(at);
            }
        }
    }
    while let Some(variable) = queue.pop() {
        for at in waiters.get_mut(variable.index()).map(std::mem::take).unwrap_or_default() {
            let Some(count) = waiting.get_mut(at) else { continue };
            *count -= 1;
            if *count == 0
                && let Some(literal) = rule.body.get(at)
            {
                queue.extend(outputs(literal).into_iter().filter(|variable| mark(*variable)));
            }
        }
    }
    bound
}

fn shape(program: &Program, id: RuleId, rule: &Rule) -> Result<(), Invalid> {
    let columns = |relation: RelationId| {
        program.relations.get(relation.index()).copied().ok_or(Invalid::Relation(id, relation))
    };
    let atom = |atom: &Atom| {
        if columns(atom.relation)? == atom.terms.len() {
            Ok(())
        } else {
            Err(Invalid::Columns(id, atom.relation))
        }
    };
    atom(&rule.head)?;
    let mut beyond = None;
    let mut note = |variables: &mut dyn Iterator<Item = Variable>| {
        for variable in variables {
            if variable.0 >= rule.variables {
                beyond = beyond.or(Some(variable));
            }
        }
    };
    note(&mut rule.head.terms.iter().filter_map(variable_of));
    for literal in &rule.body {
        match literal {
            Literal::Positive(atom) | Literal::Negative(atom) => {
                note(&mut atom.terms.iter().filter_map(variable_of));
            }
            Literal::Compare(_, left, right) => note(&mut operands(left).chain(operands(right))),
            Literal::Bind(variable, expression) => {
                note(&mut operands(expression).chain([*variable]));
            }
            Literal::Aggregate(variable, aggregate) => {
                note(&mut aggregate.group.iter().flatten().filter_map(variable_of).chain([*variable]));
            }
        }
        match literal {
            Literal::Positive(body) | Literal::Negative(body) => atom(body)?,
            Literal::Compare(_, left, right) => {
                leaves_one_value(id, left)?;
                leaves_one_value(id, right)?;
            }
            Literal::Bind(_, expression) => leaves_one_value(id, expression)?,
            Literal::Aggregate(_, aggregate) => {
                let arity = columns(aggregate.relation)?;
                if arity != aggregate.group.len() || aggregate.reads_value() && aggregate.value >= arity {
                    return Err(Invalid::Columns(id, aggregate.relation));
                }
            }
        }
    }
    match beyond {
        Some(variable) => Err(Invalid::Variable(id, variable)),
        None => Ok(()),
    }
}

fn leaves_one_value(id: RuleId, expression: &Expression) -> Result<(), Invalid> {
    let mut depth = 0_usize;
    for step in &expression.steps {
        depth = match step {
            Step::Push(_) => depth + 1,
            Step::Apply(_) if depth >= 2 => depth - 1,
            Step::Apply(_) => return Err(Invalid::Expression(id)),
        };
    }
    if depth == 1 { Ok(()) } else { Err(Invalid::Expression(id)) }
}
