//! What the engine's tests share: a domain of small integers, and short ways to write programs.

use std::collections::BTreeSet;

use strat::internals::engine::{
    Arithmetic, Atom, Comparison, Constant, Database, Domain, Expression, Facts, Literal, Program,
    RelationId, Rule, Step, Term, Variable,
};

/// A row of a relation, as plain numbers.
pub(crate) type Row = (u32, Vec<u32>);

/// Constants are the integers that they are numbered by; results beyond the greatest have no value.
pub(crate) struct Integers {
    pub(crate) greatest: u32,
}

impl Integers {
    fn known(&self, value: u32) -> Option<Constant> {
        (value <= self.greatest).then_some(Constant(value))
    }
}

/// What a comparison says of two integers.
pub(crate) fn holds(comparison: Comparison, left: u32, right: u32) -> bool {
    match comparison {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
        Comparison::Domain(_) => false,
    }
}

impl Domain for Integers {
    fn compare(&self, comparison: Comparison, left: Constant, right: Constant) -> bool {
        holds(comparison, left.0, right.0)
    }

    fn compute(&mut self, operation: Arithmetic, left: Constant, right: Constant) -> Option<Constant> {
        let result = match operation {
            Arithmetic::Add => left.0.checked_add(right.0),
            Arithmetic::Subtract => left.0.checked_sub(right.0),
            Arithmetic::Multiply => left.0.checked_mul(right.0),
            Arithmetic::Divide | Arithmetic::Quotient => left.0.checked_div(right.0),
            Arithmetic::Modulo => left.0.checked_rem(right.0),
            Arithmetic::Domain(_) => None,
        };
        result.and_then(|value| self.known(value))
    }

    fn count(&mut self, count: u64) -> Constant {
        Constant(count as u32)
    }
}

/// A variable as a term.
pub(crate) fn var(number: u32) -> Term {
    Term::Variable(Variable(number))
}

/// A constant as a term.
pub(crate) fn val(number: u32) -> Term {
    Term::Constant(Constant(number))
}

/// An atom.
pub(crate) fn atom(relation: u32, terms: &[Term]) -> Atom {
    Atom { relation: RelationId(relation), terms: terms.to_vec() }
}

/// A positive literal.
pub(crate) fn pos(relation: u32, terms: &[Term]) -> Literal {
    Literal::Positive(atom(relation, terms))
}

/// A negative literal.
pub(crate) fn neg(relation: u32, terms: &[Term]) -> Literal {
    Literal::Negative(atom(relation, terms))
}

/// An expression of one term.
pub(crate) fn just(term: Term) -> Expression {
    Expression { steps: vec![Step::Push(term)] }
}

/// An expression of an operation on two terms.
pub(crate) fn apply(operation: Arithmetic, left: Term, right: Term) -> Expression {
    Expression { steps: vec![Step::Push(left), Step::Push(right), Step::Apply(operation)] }
}

/// A rule of as many variables as it uses.
pub(crate) fn rule(head: Atom, body: Vec<Literal>) -> Rule {
    let mut variables = 0;
    let mut see = |term: &Term| {
        if let Term::Variable(variable) = term {
            variables = variables.max(variable.0 + 1);
        }
    };
    let expression = |expression: &Expression, see: &mut dyn FnMut(&Term)| {
        for step in &expression.steps {
            if let Step::Push(term) = step {
                see(term);
            }
        }
    };
    head.terms.iter().for_each(&mut see);
    for literal in &body {
        match literal {
            Literal::Positive(atom) | Literal::Negative(atom) => atom.terms.iter().for_each(&mut see),
            Literal::Compare(_, left, right) => {
                expression(left, &mut see);
                expression(right, &mut see);
            }
            Literal::Bind(variable, value) => {
                see(&Term::Variable(*variable));
                expression(value, &mut see);
            }
            Literal::Aggregate(variable, aggregate) => {
                see(&Term::Variable(*variable));
                aggregate.group.iter().flatten().for_each(&mut see);
            }
        }
    }
    Rule { head, body, variables }
}

/// A program of relations with these numbers of columns.
pub(crate) fn program(relations: &[usize], rules: Vec<Rule>) -> Program {
    Program { relations: relations.to_vec(), rules }
}

/// Constants of numbers.
pub(crate) fn constants(row: &[u32]) -> Vec<Constant> {
    row.iter().copied().map(Constant).collect()
}

/// Numbers of constants.
pub(crate) fn numbers(row: &[Constant]) -> Vec<u32> {
    row.iter().map(|constant| constant.0).collect()
}

/// The facts of a program.
pub(crate) fn facts(program: &Program, rows: &[Row]) -> Facts {
    let mut facts = Facts::new(program);
    for (relation, row) in rows {
        facts.add(RelationId(*relation), &constants(row));
    }
    facts
}

/// The true rows of a database.
pub(crate) fn truths(program: &Program, database: &Database) -> BTreeSet<Row> {
    let relations = 0..program.relations.len() as u32;
    relations
        .flat_map(|relation| {
            database.rows(RelationId(relation)).map(move |(_, row)| (relation, numbers(row)))
        })
        .collect()
}

/// The undefined rows of a database.
pub(crate) fn undefined(program: &Program, database: &Database) -> BTreeSet<Row> {
    let relations = 0..program.relations.len() as u32;
    relations
        .flat_map(|relation| {
            database.undefined(RelationId(relation)).map(move |row| (relation, numbers(row)))
        })
        .collect()
}
