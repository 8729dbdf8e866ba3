//! A body to the bodies of rules: alternatives split, groups made into auxiliary relations
//! (Lloyd and Topor 1984, Making Prolog More Expressive).
//!
//! Variables of a rule are those of its statement until [`Lowering::rule`] numbers them without gaps.

use super::bindings::{
    Body, Variables, awaited, bind_equations, binders, binding, bound_by, terms, unbound, variables,
};
use super::builtins::{DURING, arithmetic, comparison};
use super::parts::{Compiler, Made};
use super::renumber::{renumber, renumber_atom};
use super::{Origin, Part, PartKind, Role};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::{
    Aggregate, Aggregation, Arithmetic, Atom, Comparison, Expression, Literal, RelationId, Rule, Step, Term,
    Variable,
};
use crate::model::sort::SortId;
use crate::model::statement::{self as model, Formula, FormulaKind, StatementId, VariableId};
use crate::model::value::{Number, Value};
use crate::source::Span;
use crate::syntax::ast::{AggregateFunction, Sign};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most rules that one statement may become by its alternatives.
const MOST_ALTERNATIVES: usize = 64;

/// One statement or query on its way into the program.
pub(super) struct Lowering<'c, 'm> {
    pub(super) compiler: &'c mut Compiler<'m>,
    pub(super) statement: Option<StatementId>,
    pub(super) span: Span,
    pub(super) names: &'c [SmolStr],
    /// Variables beyond those of the statement.
    pub(super) extra: u32,
    /// How many conjunctions stand around, whose other members may bind a variable.
    pub(super) nested: u32,
}

/// There are too many alternatives, or a part of the body cannot be used; it has been reported.
pub(super) struct Refused;

impl<'c, 'm> Lowering<'c, 'm> {
    pub(super) fn new(
        compiler: &'c mut Compiler<'m>,
        statement: Option<StatementId>,
        span: Span,
        names: &'c [SmolStr],
    ) -> Self {
        Self { compiler, statement, span, names, extra: 0, nested: 0 }
    }
}

impl Lowering<'_, '_> {
    pub(super) fn fresh(&mut self) -> VariableId {
        self.extra += 1;
        VariableId(u32::try_from(self.names.len()).unwrap_or(u32::MAX) + self.extra - 1)
    }

    /// The alternatives of a formula; `outside` are the variables that matter beyond it, `around` is
    /// what binds them.
    pub(super) fn alternatives(
        &mut self,
        formula: &Formula,
        outside: &Variables,
        around: &[Literal],
    ) -> Result<Vec<Body>, Refused> {
        let members = match &formula.kind {
            FormulaKind::And(members) => members.as_slice(),
            FormulaKind::Literal(_)
            | FormulaKind::Or(_)
            | FormulaKind::Unless(_)
            | FormulaKind::Compare(..)
            | FormulaKind::Every(..)
            | FormulaKind::Only(..)
            | FormulaKind::Aggregate(..) => std::slice::from_ref(formula),
        };
        let mut reach = outside.clone();
        for member in members {
            binding(member, &mut reach);
        }
        let mut bodies: Vec<Body> = vec![Vec::new()];
        let (plain, groups): (Vec<&Formula>, Vec<&Formula>) = members.iter().partition(|member| {
            matches!(
                member.kind,
                FormulaKind::Literal(_) | FormulaKind::Or(_) | FormulaKind::Compare(..) | FormulaKind::And(_)
            )
        });
        for member in plain {
            let choices = self.plain(member, &reach, around)?;
            if bodies.len().saturating_mul(choices.len()) > MOST_ALTERNATIVES {
                self.compiler.report(
                    Diagnostic::new(
                        Code::TooManyAlternatives,
                        "these alternatives multiply to too many cases",
                    )
                    .label(formula.span, format!("more than {MOST_ALTERNATIVES} cases"))
                    .help("name the alternatives by a rule of their own, and use its sentence here"),
                );
                return Err(Refused);
            }
            bodies = bodies
                .iter()
                .flat_map(|body| {
                    choices.iter().map(move |choice| [body.as_slice(), choice.as_slice()].concat())
                })
                .collect();
        }
        for body in &mut bodies {
            self.groups(&groups, &reach, body, around)?;
        }
        Ok(bodies)
    }

    /// Adds the groups of a conjunction to the body that its other members make. A group sees what all
    /// the others bind, wherever they stand, so one that counts for another is made before it; the body
    /// keeps the author's order.
    fn groups(
        &mut self,
        groups: &[&Formula],
        reach: &Variables,
        body: &mut Body,
        around: &[Literal],
    ) -> Result<(), Refused> {
        let mut context: Vec<Literal> = around.to_vec();
        bind_equations(body, &context);
        while self.nested == 0 && self.count_range(body, &context) {
            bind_equations(body, &context);
        }
        let mut made: Vec<Option<Body>> = groups.iter().map(|_| None).collect();
        for _ in groups {
            let bound = bound_by(body).union(&bound_by(&context)).copied().collect();
            let waiting = || groups.iter().enumerate().filter(|(at, _)| matches!(made.get(*at), Some(None)));
            let ready = waiting().find(|(_, group)| awaited(group, reach).is_subset(&bound));
            let Some((at, group)) = ready.or_else(|| waiting().next()) else { break };
            let known: Vec<Literal> = context.iter().chain(body.iter()).cloned().collect();
            let literals = self.group(group, reach, &known)?;
            context.extend(literals.iter().cloned());
            bind_equations(body, &context);
            if let Some(slot) = made.get_mut(at) {
                *slot = Some(literals);
            }
        }
        body.extend(made.into_iter().flatten().flatten());
        Ok(())
    }

    fn plain(
        &mut self,
        member: &Formula,
        reach: &Variables,
        around: &[Literal],
    ) -> Result<Vec<Body>, Refused> {
        self.nested += 1;
        let choices = self.choices(member, reach, around);
        self.nested -= 1;
        choices
    }

    fn choices(
        &mut self,
        member: &Formula,
        reach: &Variables,
        around: &[Literal],
    ) -> Result<Vec<Body>, Refused> {
        match &member.kind {
            FormulaKind::Literal(literal) => Ok(vec![self.condition(literal)]),
            FormulaKind::Compare(left, operator, right) => {
                let (left, right) = (self.expression(left), self.expression(right));
                Ok(vec![vec![Literal::Compare(comparison(*operator), left, right)]])
            }
            FormulaKind::Or(members) => {
                let mut all = Vec::new();
                for member in members {
                    all.extend(self.alternatives(member, reach, around)?);
                }
                Ok(all)
            }
            FormulaKind::And(_)
            | FormulaKind::Unless(_)
            | FormulaKind::Every(..)
            | FormulaKind::Only(..)
            | FormulaKind::Aggregate(..) => self.alternatives(member, reach, around),
        }
    }

    /// A group as literals over auxiliary relations.
    fn group(&mut self, member: &Formula, reach: &Variables, context: &[Literal]) -> Result<Body, Refused> {
        match &member.kind {
            FormulaKind::Unless(inner) => {
                if let FormulaKind::Literal(literal) = &inner.kind {
                    let mut used = Variables::new();
                    variables(inner, &mut used);
                    if used.is_subset(reach) && !self.leaves_open(literal) {
                        return Ok(vec![Literal::Negative(self.atom(literal))]);
                    }
                }
                let (relation, columns) = self.auxiliary(inner, PartKind::Unless, None, reach, context)?;
                Ok(vec![Literal::Negative(atom(relation, &columns))])
            }
            FormulaKind::Every(_, domain, claim) => {
                let denied = Formula { span: claim.span, kind: FormulaKind::Unless(claim.clone()) };
                let exception =
                    Formula { span: member.span, kind: FormulaKind::And(vec![(**domain).clone(), denied]) };
                let (relation, columns) =
                    self.auxiliary(&exception, PartKind::Exception, None, reach, context)?;
                Ok(vec![Literal::Negative(atom(relation, &columns))])
            }
            FormulaKind::Only(variable, domain) => {
                let (relation, columns) =
                    self.auxiliary(domain, PartKind::Range, Some(&[*variable]), reach, context)?;
                let group = grouped(&columns, &[*variable]);
                let target = self.fresh();
                let one = self.compiler.vocabulary.number(Number::from(1));
                let count = Aggregate { function: Aggregation::Count, relation, group, value: 0 };
                let is_one = Literal::Compare(
                    Comparison::Equal,
                    push(Term::Variable(Variable(target.0))),
                    push(Term::Constant(one)),
                );
                let only = Literal::Positive(atom(relation, &columns));
                Ok(vec![only, Literal::Aggregate(Variable(target.0), count), is_one])
            }
            FormulaKind::Aggregate(target, function, variable, domain) => {
                let average = *function == AggregateFunction::Average;
                let function = match function {
                    AggregateFunction::Count => Aggregation::Count,
                    AggregateFunction::Sum | AggregateFunction::Average => Aggregation::Sum,
                    AggregateFunction::Min => Aggregation::Min,
                    AggregateFunction::Max => Aggregation::Max,
                };
                let mut ranging = vec![*variable];
                let one_value = function != Aggregation::Count && self.has_one_value(domain, *variable);
                if function == Aggregation::Sum || one_value {
                    // Equal amounts of different things count each, whether or not the things have a name.
                    let mut inner = Variables::new();
                    binding(domain, &mut inner);
                    ranging.extend(inner.into_iter().filter(|v| v != variable && !reach.contains(v)));
                }
                let outside: Variables =
                    reach.iter().filter(|v| *v != target && *v != variable).copied().collect();
                let (mut relation, columns) =
                    self.auxiliary(domain, PartKind::Range, Some(&ranging), &outside, context)?;
                if one_value {
                    relation = self.narrowest(relation, &columns, *variable, domain);
                }
                let value = columns.iter().position(|column| column == variable).unwrap_or(0);
                let group = grouped(&columns, &ranging);
                let aggregate = |function| Aggregate { function, relation, group: group.clone(), value };
                if !average {
                    return Ok(vec![Literal::Aggregate(Variable(target.0), aggregate(function))]);
                }
                // Of nothing there is no average: nothing can be divided by zero.
                let (sum, count) = (Variable(self.fresh().0), Variable(self.fresh().0));
                let [dividend, divisor] = [sum, count].map(|part| Step::Push(Term::Variable(part)));
                let quotient = vec![dividend, divisor, Step::Apply(Arithmetic::Divide)];
                Ok(vec![
                    Literal::Aggregate(sum, aggregate(Aggregation::Sum)),
                    Literal::Aggregate(count, aggregate(Aggregation::Count)),
                    Literal::Bind(Variable(target.0), Expression { steps: quotient }),
                ])
            }
            FormulaKind::Literal(_) | FormulaKind::And(_) | FormulaKind::Or(_) | FormulaKind::Compare(..) => {
                Ok(Vec::new())
            }
        }
    }

    /// A relation that holds where the formula does, over the variables that matter outside of it and
    /// those that are kept.
    fn auxiliary(
        &mut self,
        formula: &Formula,
        kind: PartKind,
        kept: Option<&[VariableId]>,
        reach: &Variables,
        context: &[Literal],
    ) -> Result<(RelationId, Vec<VariableId>), Refused> {
        let kept = kept.unwrap_or_default();
        let mut used = Variables::new();
        variables(formula, &mut used);
        let mut columns: Vec<VariableId> =
            used.iter().filter(|v| reach.contains(v) && !kept.contains(v)).copied().collect();
        columns.extend(kept);
        let outside: Variables = columns.iter().copied().collect();
        let nested = std::mem::take(&mut self.nested);
        let bodies = self.alternatives(formula, &outside, context);
        self.nested = nested;
        let bodies = bodies?;
        let part =
            Part { kind, formula: formula.clone(), columns: columns.clone(), statement: self.statement };
        let relation = self.compiler.vocabulary.relation(columns.len(), Role::Auxiliary(Arc::new(part)));
        for mut body in bodies {
            let wanted = unbound(&body, &columns);
            if !wanted.is_empty() {
                body.splice(0..0, binders(wanted, context));
            }
            self.rule(atom(relation, &columns), body, None, Origin::Auxiliary);
        }
        Ok((relation, columns))
    }

    /// Adds a rule if every variable of it is bound; else says which is not. The body binds those of the
    /// guard.
    pub(super) fn rule(&mut self, head: Atom, mut body: Body, guard: Option<&Atom>, origin: Origin) {
        if let Some(missing) = unbound(&body, &terms(&head)).first() {
            let name = self.names.get(missing.0 as usize).filter(|name| !name.is_empty());
            let name = name.map_or_else(|| String::from("something"), |name| format!("?{name}"));
            self.compiler.report(
                Diagnostic::new(Code::Unsafe, format!("nothing says what `{name}` stands for"))
                    .label(self.span, "in this statement")
                    .help(format!("add a sentence about it to the condition, such as `{name} is a state`"))
                    .note("a sentence after `unless`, a comparison and a conclusion do not say it"),
            );
            return;
        }
        body.extend(self.narrowed(&head, &body));
        let mut numbers: BTreeMap<VariableId, u32> = BTreeMap::new();
        let mut number = |variable: Variable| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            Variable(*numbers.entry(VariableId(variable.0)).or_insert(next))
        };
        let head = renumber_atom(head, &mut number);
        let body: Vec<Literal> = body.into_iter().map(|literal| renumber(literal, &mut number)).collect();
        let guard = guard.map(|guard| renumber_atom(guard.clone(), &mut number));
        let variables = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        let mut named: Vec<(u32, VariableId)> =
            numbers.into_iter().map(|(id, number)| (number, id)).collect();
        named.sort_unstable();
        let named = named.into_iter().map(|(_, id)| id).collect();
        let rule = Rule { head, body, variables };
        self.compiler.parts.rules.push(Made { rule, origin, variables: named, guard });
    }

    /// What keeps things out of the head that its sentence does not take, where the body finds things of
    /// wider sorts: `?e was seen` if `?e took place`, when only events are seen.
    fn narrowed(&mut self, head: &Atom, body: &[Literal]) -> Body {
        let model = self.compiler.model;
        let vocabulary = &self.compiler.vocabulary;
        let Some(holes) = vocabulary.holes(model, head.relation) else { return Vec::new() };
        let found_as = |variable: Variable, wanted: &[SortId]| {
            body.iter().any(|literal| match literal {
                Literal::Positive(atom) => {
                    let holes = vocabulary.holes(model, atom.relation).unwrap_or_default();
                    atom.terms.iter().zip(holes).any(|(term, sorts)| {
                        *term == Term::Variable(variable)
                            && sorts
                                .iter()
                                .all(|one| wanted.iter().any(|other| model.sorts.is_below(*one, *other)))
                    })
                }
                // What is counted or computed is a value.
                Literal::Bind(bound, _) | Literal::Aggregate(bound, _) => *bound == variable,
                Literal::Negative(_) | Literal::Compare(..) => false,
            })
        };
        let mut wanted: Vec<(Variable, &[SortId])> = Vec::new();
        for (term, sorts) in head.terms.iter().zip(holes) {
            if let Term::Variable(variable) = term
                && !sorts.iter().any(|sort| sort.has_values())
                && !found_as(*variable, sorts)
            {
                wanted.push((*variable, sorts));
            }
        }
        let vocabulary = &mut self.compiler.vocabulary;
        wanted
            .into_iter()
            .map(|(variable, sorts)| {
                let relation = vocabulary.sort(sorts);
                Literal::Positive(Atom { relation, terms: vec![Term::Variable(variable)] })
            })
            .collect()
    }

    /// A literal of a condition. A bounded amount or a coarse date in it is met by what lies within it, and in
    /// a denial by a denial of what it lies within.
    fn condition(&mut self, literal: &model::Literal) -> Body {
        let mut met = literal.clone();
        let mut bounds = Vec::new();
        let open = self.open_terms(literal);
        for (at, term) in met.terms.iter_mut().chain(&mut met.on).enumerate() {
            if open.contains(&at) {
                let stated = push(Term::Variable(Variable(self.fresh().0)));
                let asked = push(self.term(term));
                *term = match stated.steps.as_slice() {
                    [Step::Push(Term::Variable(variable))] => model::Term::Variable(VariableId(variable.0)),
                    _ => continue,
                };
                bounds.push(match literal.sign {
                    Sign::Positive => Literal::Compare(DURING, stated, asked),
                    Sign::Negative => Literal::Compare(DURING, asked, stated),
                });
            }
        }
        let mut body = vec![Literal::Positive(self.atom(&met))];
        body.extend(bounds);
        body
    }

    /// Whether a literal of a condition is met by more than the sentence that it is.
    fn leaves_open(&self, literal: &model::Literal) -> bool {
        !self.open_terms(literal).is_empty()
    }

    /// The positions of the terms, the date last, that are met by what lies within them, or denied by what they
    /// lie within.
    fn open_terms(&self, literal: &model::Literal) -> Vec<usize> {
        let holes = self.compiler.model.relation(literal.relation).map(|relation| relation.holes.as_slice());
        let holes = holes.unwrap_or_default();
        let bounds = |at: usize| {
            at >= literal.terms.len()
                || holes.get(at).is_some_and(|sorts| {
                    sorts.iter().any(|sort| matches!(*sort, SortId::QUANTITY | SortId::DATE | SortId::ANY))
                })
        };
        let open = |(at, term): (usize, &model::Term)| match term {
            model::Term::Value(value @ (Value::Quantity(_) | Value::Number(_) | Value::Date(_))) => {
                (value.is_coarse() || (literal.sign == Sign::Negative && bounds(at))).then_some(at)
            }
            model::Term::Value(_) | model::Term::Symbol(_) | model::Term::Variable(_) => None,
        };
        literal.terms.iter().chain(&literal.on).enumerate().filter_map(open).collect()
    }

    /// The atom of a literal.
    pub(super) fn atom(&mut self, literal: &model::Literal) -> Atom {
        let terms: Vec<Term> = literal.terms.iter().chain(&literal.on).map(|term| self.term(term)).collect();
        let relation = match literal.on {
            None => self.compiler.sentence(literal.relation, literal.sign),
            Some(_) => self.compiler.dated(literal.relation, literal.sign),
        };
        Atom { relation, terms }
    }

    fn term(&mut self, term: &model::Term) -> Term {
        match term {
            model::Term::Variable(variable) => Term::Variable(Variable(variable.0)),
            model::Term::Symbol(_) | model::Term::Value(_) => {
                Term::Constant(self.compiler.vocabulary.constant(term))
            }
        }
    }

    fn expression(&mut self, expression: &model::Expression) -> Expression {
        let steps = expression.steps.iter().map(|step| match step {
            model::Step::Push(term) => Step::Push(self.term(term)),
            model::Step::Apply(operator) => Step::Apply(arithmetic(*operator)),
        });
        Expression { steps: steps.collect() }
    }
}

fn push(term: Term) -> Expression {
    Expression { steps: vec![Step::Push(term)] }
}

pub(super) fn atom(relation: RelationId, columns: &[VariableId]) -> Atom {
    Atom { relation, terms: columns.iter().map(|column| Term::Variable(Variable(column.0))).collect() }
}

fn grouped(columns: &[VariableId], ranging: &[VariableId]) -> Vec<Option<Term>> {
    let term = |column: &VariableId| Term::Variable(Variable(column.0));
    columns.iter().map(|column| (!ranging.contains(column)).then(|| term(column))).collect()
}
