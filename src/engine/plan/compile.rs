//! An ordered body to the stages of a plan: which values are keys, which are checked, which live on.
#![expect(
    clippy::indexing_slicing,
    reason = "literals, columns and variables of a checked rule, by position"
)]

use std::collections::BTreeSet;

use super::meet::{Circumstances, Turn, turns};
use super::order::order;
use super::{
    Action, Computes, Estimates, Indexed, Lookup, Meeting, Operation, Plan, Reach, Source, Stage, Test,
};
use crate::engine::check::{each_input, each_output};
use crate::engine::program::{
    Aggregate, Atom, Comparison, Expression, Literal, RelationId, Rule, RuleId, Step, Term, Variable,
};
use crate::engine::storage::{Growth, IndexRequest, Span};

/// What a plan is made for.
pub(crate) struct Shape<'a> {
    /// The relations that grow while the plan is in use.
    pub(crate) growing: &'a BTreeSet<RelationId>,
    /// The literal that reads the delta; growing literals before it read what was there before.
    pub(crate) delta: Option<usize>,
    /// The literal that passes over the rows that a rule came up with.
    pub(crate) without: Option<(usize, RuleId)>,
    /// The columns of relations that so many rules fix by constants that an index over them pays.
    pub(crate) keyed: &'a Keyed,
    /// Literals to leave out.
    pub(crate) skipped: BTreeSet<usize>,
    /// The values to put out.
    pub(crate) output: Vec<Term>,
    /// The measured sizes.
    pub(crate) estimates: &'a Estimates,
}

/// Relations with the columns in which literals have constants.
pub(crate) type Keyed = BTreeSet<(RelationId, Vec<usize>)>;

/// The frame between two stages: the live variables, ascending; the place of each is its position.
type Frame = Vec<Variable>;

/// What a stage binds, and where it finds it.
type Fresh = Vec<(Variable, Source)>;

fn held(frame: &[Variable], variable: Variable) -> Option<Source> {
    frame.binary_search(&variable).ok().map(Source::Frame)
}

fn found(fresh: &[(Variable, Source)], variable: Variable) -> Option<Source> {
    fresh.iter().find(|(known, _)| *known == variable).map(|(_, source)| *source)
}

struct Compiler<'a> {
    shape: &'a Shape<'a>,
    rule: &'a Rule,
    turns: Vec<Turn>,
    /// The last turn at which each variable is read.
    last_use: Vec<usize>,
}

/// Makes the plan of a rule for a shape.
pub(crate) fn compile(id: RuleId, rule: &Rule, shape: &Shape<'_>) -> Plan {
    let order = order(rule, &shape.skipped, shape.delta, &[], shape.estimates);
    let around = Circumstances {
        growing: shape.growing,
        partial: [shape.delta, shape.without.map(|(literal, _)| literal)],
        estimates: shape.estimates,
    };
    let turns = turns(rule, &order, &around);
    let mut last_use = vec![0; rule.variables as usize];
    for (turn, Turn { literal, with }) in turns.iter().enumerate() {
        for literal in with.iter().chain([literal]).map(|at| &rule.body[*at]) {
            each_input(literal, |variable| last_use[variable.index()] = turn);
            each_output(literal, |variable| last_use[variable.index()] = turn);
        }
    }
    for term in &shape.output {
        if let Term::Variable(variable) = term {
            last_use[variable.index()] = usize::MAX;
        }
    }
    let compiler = Compiler { shape, rule, turns, last_use };
    let stages = compiler.stages();
    let computes = stages.iter().any(|stage| match &stage.action {
        Action::Aggregate { .. } => true,
        Action::Compare { left, right, .. } => applies(left) || applies(right),
        Action::Compute { formula, .. } => applies(formula),
        Action::Pass
        | Action::Join { .. }
        | Action::Meet { .. }
        | Action::Holds { .. }
        | Action::Absent { .. } => false,
    });
    let delta = shape.delta.and_then(|at| match &rule.body[at] {
        Literal::Positive(atom) => Some(atom.relation),
        Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => None,
    });
    Plan { rule: id, delta, stages, computes: if computes { Computes::Constants } else { Computes::Nothing } }
}

fn applies(formula: &[Operation]) -> bool {
    formula.iter().any(|operation| match operation {
        Operation::Apply(_) => true,
        Operation::Push(_) => false,
    })
}

fn source(term: Term, frame: &[Variable]) -> Source {
    match term {
        Term::Constant(constant) => Source::Constant(constant),
        // Safe rules read bound variables only; an unbound one could only be the stage's own.
        Term::Variable(variable) => held(frame, variable).unwrap_or(Source::Computed),
    }
}

fn formula(expression: &Expression, frame: &[Variable]) -> Vec<Operation> {
    expression
        .steps
        .iter()
        .map(|step| match step {
            Step::Push(term) => Operation::Push(source(*term, frame)),
            Step::Apply(operation) => Operation::Apply(*operation),
        })
        .collect()
}

impl Compiler<'_> {
    fn stages(&self) -> Vec<Stage> {
        if self.turns.is_empty() {
            let output = self.outgoing(0, &[], &[]).0;
            return vec![Stage { action: Action::Pass, output }];
        }
        let mut frame = Frame::new();
        let mut stages = Vec::with_capacity(self.turns.len());
        for (turn, Turn { literal: at, with }) in self.turns.iter().enumerate() {
            let at = *at;
            let mut fresh = Fresh::new();
            let mut action = match &self.rule.body[at] {
                Literal::Positive(_) if !with.is_empty() => self.meet(at, with, &frame, &mut fresh),
                Literal::Positive(atom) => self.positive(at, atom, &frame, &mut fresh),
                Literal::Negative(atom) => Action::Absent {
                    relation: atom.relation,
                    row: atom.terms.iter().map(|term| source(*term, &frame)).collect(),
                },
                Literal::Compare(comparison, left, right) => Action::Compare {
                    comparison: *comparison,
                    left: formula(left, &frame),
                    right: formula(right, &frame),
                },
                Literal::Bind(variable, expression) => Action::Compute {
                    formula: formula(expression, &frame),
                    equals: self.result(*variable, &frame, &mut fresh),
                },
                Literal::Aggregate(variable, aggregate) => {
                    let equals = self.result(*variable, &frame, &mut fresh);
                    aggregation(aggregate, &frame, equals)
                }
            };
            let found = self.only_found(turn, &action, &frame, &fresh);
            let last = if found.is_some() { self.turns.len() - 1 } else { turn };
            let (output, next) = self.outgoing(last, &frame, &fresh);
            if let Action::Join { lookup, checks, tests, reach } = &mut action {
                *tests = found.unwrap_or_default();
                let mut needed: BTreeSet<usize> = output.iter().filter_map(matched).collect();
                needed.extend(checks.iter().flat_map(|(left, right)| [left, right]).filter_map(matched));
                if needed.is_empty() {
                    *reach = Reach::First;
                }
                needed.extend(tests.iter().flat_map(|(_, left, right)| [left, right]).filter_map(matched));
                if let Lookup::Index(indexed) = lookup
                    && indexed.request.growth == Growth::Complete
                {
                    indexed.request.payload = needed.into_iter().collect();
                }
            }
            if let Action::Meet { reach, .. } = &mut action
                && !output.contains(&Source::Computed)
            {
                *reach = Reach::First;
            }
            stages.push(Stage { action, output });
            if last > turn {
                break;
            }
            frame = next;
        }
        stages
    }

    /// What is compared after the last join, where nothing that the join finds is put out: then one match that
    /// passes is enough, and looking for others would cost as much as there are of them.
    fn only_found(
        &self,
        turn: usize,
        action: &Action,
        frame: &[Variable],
        fresh: &[(Variable, Source)],
    ) -> Option<Vec<Test>> {
        let rest = self.turns.get(turn + 1..).filter(|rest| !rest.is_empty())?;
        let put_out = |(variable, _): &(Variable, Source)| self.last_use[variable.index()] == usize::MAX;
        if !matches!(action, Action::Join { .. }) || fresh.iter().any(put_out) {
            return None;
        }
        let side = |expression: &Expression| match expression.steps.as_slice() {
            [Step::Push(Term::Constant(constant))] => Some(Source::Constant(*constant)),
            [Step::Push(Term::Variable(variable))] => {
                held(frame, *variable).or_else(|| found(fresh, *variable))
            }
            _ => None,
        };
        let test = |turn: &Turn| match &self.rule.body[turn.literal] {
            // Of an order that two values do not have the domain takes note, pair by pair.
            Literal::Compare(comparison @ (Comparison::Equal | Comparison::NotEqual), left, right) => {
                Some((*comparison, side(left)?, side(right)?))
            }
            Literal::Compare(..)
            | Literal::Positive(_)
            | Literal::Negative(_)
            | Literal::Bind(..)
            | Literal::Aggregate(..) => None,
        };
        rest.iter().map(test).collect()
    }

    /// Where a computed variable is compared to, if it is bound; else it becomes bound.
    fn result(&self, variable: Variable, frame: &[Variable], fresh: &mut Fresh) -> Option<Source> {
        let bound = held(frame, variable);
        if bound.is_none() {
            fresh.push((variable, Source::Computed));
        }
        bound
    }

    fn positive(&self, at: usize, atom: &Atom, frame: &[Variable], fresh: &mut Fresh) -> Action {
        let grows = self.shape.growing.contains(&atom.relation);
        let span = match self.shape.delta {
            Some(delta) if delta == at => Span::Delta,
            Some(delta) if grows && at < delta => Span::Old,
            Some(_) | None => Span::All,
        };
        let mut columns = Vec::new();
        let mut key = Vec::new();
        let mut checks = Vec::new();
        for (column, term) in atom.terms.iter().enumerate() {
            let bound = match term {
                Term::Constant(constant) => Some(Source::Constant(*constant)),
                Term::Variable(variable) => match (held(frame, *variable), found(fresh, *variable)) {
                    (Some(place), _) => Some(place),
                    (None, Some(first)) => {
                        checks.push((Source::Match(column), first));
                        continue;
                    }
                    (None, None) => {
                        fresh.push((*variable, Source::Match(column)));
                        continue;
                    }
                },
            };
            if let Some(bound) = bound {
                columns.push(column);
                key.push(bound);
            }
        }
        if fresh.is_empty() && columns.len() == atom.terms.len() && span != Span::Delta && !grows {
            return Action::Holds { relation: atom.relation, row: key };
        }
        let without = self.shape.without.filter(|(literal, _)| *literal == at).map(|(_, rule)| rule);
        let first = span == Span::Delta || self.turns.first().is_some_and(|turn| turn.literal == at);
        let keyed = || self.shape.keyed.contains(&(atom.relation, columns.clone()));
        let lookup = if columns.is_empty() || first && !keyed() {
            checks.extend(columns.into_iter().map(Source::Match).zip(key));
            Lookup::Scan(atom.relation, span, without)
        } else {
            let growth = if grows { Growth::Growing } else { Growth::Complete };
            let payload = (0..atom.terms.len()).collect();
            let request = IndexRequest { relation: atom.relation, key: columns, payload, growth, without };
            Lookup::Index(Indexed { request, span, key, index: None })
        };
        Action::Join { lookup, checks, tests: Vec::new(), reach: Reach::Every }
    }

    /// What several literals bind together.
    fn meet(&self, at: usize, with: &[usize], frame: &[Variable], fresh: &mut Fresh) -> Action {
        let mut sides = Vec::with_capacity(with.len() + 1);
        for literal in with.iter().chain([&at]) {
            let Literal::Positive(atom) = &self.rule.body[*literal] else { continue };
            let (mut columns, mut key, mut value) = (Vec::new(), Vec::new(), 0);
            let mut row = Vec::with_capacity(atom.terms.len());
            for (column, term) in atom.terms.iter().enumerate() {
                let bound = match term {
                    Term::Constant(constant) => Some(Source::Constant(*constant)),
                    Term::Variable(variable) => held(frame, *variable),
                };
                match (bound, term) {
                    (Some(bound), _) => {
                        columns.push(column);
                        key.push(bound);
                    }
                    (None, Term::Variable(variable)) => {
                        value = column;
                        if found(fresh, *variable).is_none() {
                            fresh.push((*variable, Source::Computed));
                        }
                    }
                    (None, Term::Constant(_)) => {}
                }
                row.push(bound.unwrap_or(Source::Computed));
            }
            let request = IndexRequest {
                relation: atom.relation,
                key: columns,
                payload: vec![value],
                growth: Growth::Complete,
                without: None,
            };
            let lookup = Indexed { request, span: Span::All, key, index: None };
            sides.push(Meeting { lookup, value: Source::Match(value), row });
        }
        Action::Meet { sides, reach: Reach::Every }
    }

    /// What a stage hands on, and the frame that makes: the final output after the last turn, else
    /// the variables that are still read later.
    fn outgoing(
        &self,
        turn: usize,
        frame: &[Variable],
        fresh: &[(Variable, Source)],
    ) -> (Vec<Source>, Frame) {
        let known = |variable: Variable| held(frame, variable).or_else(|| found(fresh, variable));
        if turn + 1 >= self.turns.len() {
            let output = self.shape.output.iter().map(|term| match term {
                Term::Constant(constant) => Source::Constant(*constant),
                Term::Variable(variable) => known(*variable).unwrap_or(Source::Computed),
            });
            return (output.collect(), Frame::new());
        }
        let lives = |variable: &Variable| self.last_use[variable.index()] > turn;
        let fresh_ones = fresh.iter().map(|(variable, _)| *variable);
        let mut next: Frame = frame.iter().copied().chain(fresh_ones).filter(lives).collect();
        next.sort_unstable();
        let output = next.iter().filter_map(|variable| known(*variable)).collect();
        (output, next)
    }
}

fn matched(source: &Source) -> Option<usize> {
    match source {
        Source::Match(column) => Some(*column),
        Source::Frame(_) | Source::Constant(_) | Source::Computed => None,
    }
}

fn aggregation(aggregate: &Aggregate, frame: &[Variable], equals: Option<Source>) -> Action {
    let bound =
        aggregate.group.iter().enumerate().filter_map(|(column, term)| term.map(|term| (column, term)));
    let (columns, key) = bound.map(|(column, term)| (column, source(term, frame))).unzip();
    let payload = if aggregate.reads_value() { vec![aggregate.value] } else { Vec::new() };
    let request = IndexRequest {
        relation: aggregate.relation,
        key: columns,
        payload,
        growth: Growth::Complete,
        without: None,
    };
    Action::Aggregate {
        function: aggregate.function,
        lookup: Indexed { request, span: Span::All, key, index: None },
        value: Source::Match(aggregate.value),
        equals,
    }
}
