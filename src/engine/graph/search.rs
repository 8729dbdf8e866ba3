//! A rule, a partial binding and an order of its literals to the bindings that satisfy the body.
//!
//! Backtracking without recursion, one frame for each literal that is satisfied; the search can be
//! paused and counts its steps, so it is bounded.

use std::rc::Rc;

use crate::engine::compute::{Hands, fold};
use crate::engine::database::{Database, Matches};
use crate::engine::facts::RowId;
use crate::engine::program::{
    Aggregate, Atom, Constant, Domain, Expression, Literal, Rule, Step, Term, Variable,
};

/// Which rows may support a positive literal, and what may block a negative one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// True rows; true and undefined ones block, and aggregates with undefined rows have no value.
    True,
    /// As above, with true rows whose height is below this.
    Below(u32),
    /// True and undefined rows; true ones block.
    Possible,
}

/// A row that satisfies a positive literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// A true row.
    True(RowId),
    /// An undefined row.
    Undefined(Vec<Constant>),
}

/// What a literal can be satisfied by, in turn.
enum Choices {
    Rows { truths: Matches, undefined: std::vec::IntoIter<Vec<Constant>> },
    Value(Option<Constant>),
    Test(bool),
}

struct Frame {
    choices: Choices,
    bound: Vec<Variable>,
    chosen: Option<Chosen>,
}

/// What a search came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turnout {
    /// A binding that satisfies the body: see [`Search::binding`] and [`Search::chosen`].
    Found,
    /// There are no more.
    Exhausted,
    /// The allowance is used up.
    Spent,
}

/// A search under way.
pub(super) struct Search<'a> {
    rule: &'a Rule,
    order: Rc<[usize]>,
    scope: Scope,
    database: &'a Database,
    binding: Vec<Option<Constant>>,
    frames: Vec<Frame>,
    started: bool,
}

impl<'a> Search<'a> {
    /// A search from a partial binding.
    pub(super) fn new(
        rule: &'a Rule,
        order: Rc<[usize]>,
        scope: Scope,
        database: &'a Database,
        binding: Vec<Option<Constant>>,
    ) -> Self {
        Self { rule, order, scope, database, binding, frames: Vec::new(), started: false }
    }

    /// The binding as it stands.
    pub(super) fn binding(&self) -> &[Option<Constant>] {
        &self.binding
    }

    /// The row that satisfies the literal at a position of the body, if it is a positive one.
    pub(super) fn chosen(&self, literal: usize) -> Option<&Chosen> {
        let turn = self.order.iter().position(|at| *at == literal)?;
        self.frames.get(turn)?.chosen.as_ref()
    }

    /// Goes on to the next binding that satisfies the body.
    pub(super) fn next<D: Domain + ?Sized>(&mut self, domain: &mut D, allowance: &mut u64) -> Turnout {
        if !self.started {
            self.started = true;
            if self.order.is_empty() {
                return Turnout::Found;
            }
            self.open(domain);
        }
        loop {
            let Some(left) = allowance.checked_sub(1) else { return Turnout::Spent };
            *allowance = left;
            let turn = self.frames.len();
            let Some(mut frame) = self.frames.pop() else { return Turnout::Exhausted };
            for variable in frame.bound.drain(..) {
                if let Some(slot) = self.binding.get_mut(variable.index()) {
                    *slot = None;
                }
            }
            if self.choose(turn - 1, &mut frame) {
                self.frames.push(frame);
                if turn == self.order.len() {
                    return Turnout::Found;
                }
                self.open(domain);
            }
        }
    }

    fn literal(&self, turn: usize) -> Option<&'a Literal> {
        self.order.get(turn).and_then(|at| self.rule.body.get(*at))
    }

    fn open<D: Domain + ?Sized>(&mut self, domain: &mut D) {
        let choices = match self.literal(self.frames.len()) {
            None => Choices::Test(false),
            Some(Literal::Positive(atom)) => self.rows(atom),
            Some(Literal::Negative(atom)) => Choices::Test(self.absent(atom)),
            Some(Literal::Compare(comparison, left, right)) => {
                let sides = (computed(left, &self.binding, domain), computed(right, &self.binding, domain));
                Choices::Test(matches!(sides, (Some(a), Some(b)) if domain.compare(*comparison, a, b)))
            }
            Some(Literal::Bind(_, expression)) => Choices::Value(computed(expression, &self.binding, domain)),
            Some(Literal::Aggregate(_, aggregate)) => {
                let barred = match self.scope {
                    Scope::True | Scope::Below(_) => in_doubt(self.database, aggregate, &self.binding),
                    Scope::Possible => false,
                };
                let value = aggregated(self.database, aggregate, &self.binding, domain).0;
                Choices::Value(value.filter(|_| !barred))
            }
        };
        self.frames.push(Frame { choices, bound: Vec::new(), chosen: None });
    }

    fn rows(&self, atom: &Atom) -> Choices {
        let pattern: Vec<Option<Constant>> =
            atom.terms.iter().map(|term| value(*term, &self.binding)).collect();
        let truths = self.database.matching(atom.relation, &pattern);
        let undefined: Vec<Vec<Constant>> = match self.scope {
            Scope::True | Scope::Below(_) => Vec::new(),
            Scope::Possible => {
                let rows = self.database.undefined(atom.relation);
                rows.filter(|row| fits(row, &pattern)).map(<[Constant]>::to_vec).collect()
            }
        };
        Choices::Rows { truths, undefined: undefined.into_iter() }
    }

    fn absent(&self, atom: &Atom) -> bool {
        let row: Option<Vec<Constant>> = atom.terms.iter().map(|term| value(*term, &self.binding)).collect();
        let undefined_blocks = match self.scope {
            Scope::True | Scope::Below(_) => true,
            Scope::Possible => false,
        };
        row.is_some_and(|row| {
            let undefined = undefined_blocks && self.database.is_undefined(atom.relation, &row);
            !undefined && !self.database.contains(atom.relation, &row)
        })
    }

    /// Moves a frame to its next choice and binds what that binds; whether there was one.
    fn choose(&mut self, turn: usize, frame: &mut Frame) -> bool {
        let Some(literal) = self.literal(turn) else { return false };
        match (&mut frame.choices, literal) {
            (Choices::Test(passes), _) => std::mem::replace(passes, false),
            (Choices::Value(value), Literal::Bind(variable, _) | Literal::Aggregate(variable, _)) => {
                let value = value.take();
                value.is_some_and(|value| bind(&mut self.binding, &mut frame.bound, *variable, value))
            }
            (Choices::Rows { truths, undefined }, Literal::Positive(atom)) => {
                for number in truths {
                    let derivation = self.database.derivation(atom.relation, number);
                    let high = match self.scope {
                        Scope::Below(height) => {
                            derivation.is_none_or(|derivation| derivation.height() >= height)
                        }
                        Scope::True | Scope::Possible => false,
                    };
                    let row = self.database.row(atom.relation, number).filter(|_| !high);
                    if row.is_some_and(|row| match_row(atom, row, &mut self.binding, &mut frame.bound)) {
                        frame.chosen = Some(Chosen::True(number));
                        return true;
                    }
                }
                for row in undefined {
                    if match_row(atom, &row, &mut self.binding, &mut frame.bound) {
                        frame.chosen = Some(Chosen::Undefined(row));
                        return true;
                    }
                }
                false
            }
            (Choices::Value(_) | Choices::Rows { .. }, _) => false,
        }
    }
}

fn fits(row: &[Constant], pattern: &[Option<Constant>]) -> bool {
    row.iter().zip(pattern).all(|(value, wanted)| wanted.is_none_or(|wanted| wanted == *value))
}

/// The value of an expression, if its variables are bound and it has one.
pub(super) fn computed<D: Domain + ?Sized>(
    expression: &Expression,
    binding: &[Option<Constant>],
    domain: &mut D,
) -> Option<Constant> {
    let mut stack = Vec::new();
    for step in &expression.steps {
        let result = match step {
            Step::Push(term) => value(*term, binding)?,
            Step::Apply(operation) => {
                let right = stack.pop()?;
                let left = stack.pop()?;
                domain.compute(*operation, left, right)?
            }
        };
        stack.push(result);
    }
    stack.pop()
}

/// The value of a term, if it is bound.
pub(super) fn value(term: Term, binding: &[Option<Constant>]) -> Option<Constant> {
    match term {
        Term::Constant(constant) => Some(constant),
        Term::Variable(variable) => binding.get(variable.index()).copied().flatten(),
    }
}

fn bind(
    binding: &mut [Option<Constant>],
    bound: &mut Vec<Variable>,
    variable: Variable,
    value: Constant,
) -> bool {
    match binding.get_mut(variable.index()) {
        Some(Some(known)) => *known == value,
        Some(slot) => {
            *slot = Some(value);
            bound.push(variable);
            true
        }
        None => false,
    }
}

/// Binds the variables of an atom to a row; if the row does not fit, nothing stays bound.
fn match_row(
    atom: &Atom,
    row: &[Constant],
    binding: &mut [Option<Constant>],
    bound: &mut Vec<Variable>,
) -> bool {
    let fits = atom.terms.iter().zip(row).all(|(term, &value)| match term {
        Term::Constant(constant) => *constant == value,
        Term::Variable(variable) => bind(binding, bound, *variable, value),
    });
    if !fits {
        for variable in bound.drain(..) {
            if let Some(slot) = binding.get_mut(variable.index()) {
                *slot = None;
            }
        }
    }
    fits
}

fn group(aggregate: &Aggregate, binding: &[Option<Constant>]) -> Vec<Option<Constant>> {
    aggregate.group.iter().map(|term| term.and_then(|term| value(term, binding))).collect()
}

/// Whether undefined rows belong to the group of an aggregate.
pub(super) fn in_doubt(database: &Database, aggregate: &Aggregate, binding: &[Option<Constant>]) -> bool {
    let pattern = group(aggregate, binding);
    database.undefined(aggregate.relation).any(|row| fits(row, &pattern))
}

/// The value of an aggregate under a binding, and the rows that it is over.
pub(super) fn aggregated<D: Domain + ?Sized>(
    database: &Database,
    aggregate: &Aggregate,
    binding: &[Option<Constant>],
    domain: &mut D,
) -> (Option<Constant>, Vec<RowId>) {
    let rows: Vec<RowId> = database.matching(aggregate.relation, &group(aggregate, binding)).collect();
    let column = |row: &RowId| database.row(aggregate.relation, *row)?.get(aggregate.value).copied();
    let values = || rows.iter().filter_map(column);
    let value = fold(aggregate.function, rows.len(), values, &mut Hands::Exclusive(domain));
    (value, rows)
}
