//! Conditions.

use super::resolver::Resolver;
use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::occurrences::Entity;
use crate::model::sort::SortId;
use crate::model::statement::{Expression, Formula, FormulaKind, Literal, Step, SymbolId, Term};
use crate::model::value::{Date, Value};
use crate::source::Span;
use crate::syntax::ast::{self, ComparisonOperator, Sign, Token, TokenKind};
use crate::syntax::words;
use smol_str::format_smolstr;

/// What the words of a comparison stand for.
#[derive(Clone, Copy)]
struct Taken {
    /// A name stands for itself, and not for the date of an event.
    names: bool,
    /// A number is a year.
    years: bool,
}

impl Resolver<'_> {
    /// A condition; mistakes are reported, and cost the whole of it. Depth is bounded by the parser.
    pub(super) fn formula(&mut self, formula: &ast::Formula, scope: &mut Scope) -> Option<Formula> {
        use ast::FormulaKind as Ast;
        let kind = match &formula.kind {
            Ast::Literal(literal) => FormulaKind::Literal(self.literal(literal, scope)?),
            Ast::And(members) => FormulaKind::And(self.formulas(members, scope)?),
            Ast::Or(members) => FormulaKind::Or(self.formulas(members, scope)?),
            Ast::Unless(inner) => FormulaKind::Unless(Box::new(self.formula(inner, scope)?)),
            Ast::Compare(comparison) => {
                if let Some(pair) = self.happenings_in_order(comparison) {
                    return self.in_order(formula.span, pair, scope);
                }
                let of_dates = self.is_of_dates(comparison, scope);
                let taken = Taken {
                    names: match comparison.operator {
                        ComparisonOperator::Equal | ComparisonOperator::NotEqual => !of_dates,
                        _ => false,
                    },
                    years: match comparison.operator {
                        ComparisonOperator::Before
                        | ComparisonOperator::After
                        | ComparisonOperator::During => true,
                        _ => {
                            of_dates && comparison.left.steps.len() == 1 && comparison.right.steps.len() == 1
                        }
                    },
                };
                let left = self.expression(&comparison.left, taken, scope);
                let right = self.expression(&comparison.right, taken, scope);
                FormulaKind::Compare(left?, comparison.operator, right?)
            }
            Ast::Every { variable, domain, claim } => {
                let (span, variable) = (variable.span, scope.enter(&variable.name));
                self.refer_to_variable(span, variable);
                let domain = self.formula(domain, scope);
                let claim = self.formula(claim, scope);
                scope.leave();
                FormulaKind::Every(variable, Box::new(domain?), Box::new(claim?))
            }
            Ast::Only { variable, domain } => {
                let (span, variable) = (variable.span, scope.variable(&variable.name));
                self.refer_to_variable(span, variable);
                FormulaKind::Only(variable, Box::new(self.formula(domain, scope)?))
            }
            Ast::Aggregate { target, function, variable, domain } => {
                let (place, target) = (target.span, scope.variable(&target.name));
                self.refer_to_variable(place, target);
                let (place, variable) = (variable.span, scope.variable(&variable.name));
                self.refer_to_variable(place, variable);
                let domain = Box::new(self.formula(domain, scope)?);
                FormulaKind::Aggregate(target, *function, variable, domain)
            }
            Ast::Suffice { variable, domain, subject, group } => {
                return self.suffice(formula.span, (variable, domain), (subject, group), scope);
            }
        };
        Some(Formula { span: formula.span, kind })
    }

    /// The two happenings of `X took place before Y`, the first one first.
    fn happenings_in_order(&mut self, comparison: &ast::Comparison) -> Option<[SymbolId; 2]> {
        let side = |expression: &ast::Expression| match expression.steps.as_slice() {
            [ast::Step::Operand(tokens)] => Some(tokens.clone()),
            _ => None,
        };
        let (left, right) = (side(&comparison.left)?, side(&comparison.right)?);
        let (one, said) = self.happening_of(&left)?;
        let (other, _) = self.happening_of(&right)?;
        let pair = match comparison.operator {
            ComparisonOperator::Before => [one, other],
            ComparisonOperator::After => [other, one],
            _ => return None,
        };
        if !said {
            return None;
        }
        for (tokens, symbol) in [(&left, one), (&right, other)] {
            if let Some(name) = tokens.first() {
                self.refer(name.span, Entity::Symbol(symbol));
            }
        }
        Some(pair)
    }

    /// The happening that words name, and whether they say that it took place.
    fn happening_of(&self, tokens: &[Token]) -> Option<(SymbolId, bool)> {
        let [name, verb @ ..] = tokens else { return None };
        let TokenKind::Word(name) = &name.kind else { return None };
        let symbol = *self.model.names.get(name)?;
        let sort = self.model.symbol(symbol)?.sort;
        let words: Vec<&str> = verb
            .iter()
            .map(|token| match &token.kind {
                TokenKind::Word(word) => word.as_str(),
                _ => "",
            })
            .collect();
        let said = match words.as_slice() {
            [] => false,
            ["happened"] | ["took", "place"] => true,
            _ => return None,
        };
        self.model.sorts.is_below(sort, SortId::HAPPENING).then_some((symbol, said))
    }

    /// That both took place, the first one on an earlier day.
    fn in_order(&mut self, span: Span, pair: [SymbolId; 2], scope: &mut Scope) -> Option<Formula> {
        let relation = self.model.known.took_place?;
        let mut members = Vec::new();
        let mut days = Vec::new();
        for symbol in pair {
            // Who asks is told the days.
            let day = match scope.asking {
                true => scope.variable(&format!("day_{}", scope.names.len())),
                false => scope.anonymous(),
            };
            scope.uses.push((day, vec![SortId::DATE], span));
            let on = Some(Term::Variable(day));
            let terms = vec![Term::Symbol(symbol)];
            let literal = Literal { span, sign: Sign::Positive, relation, terms, on };
            members.push(Formula { span, kind: FormulaKind::Literal(literal) });
            days.push(Expression { span, steps: vec![Step::Push(Term::Variable(day))] });
        }
        let later = days.pop()?;
        let kind = FormulaKind::Compare(days.pop()?, ComparisonOperator::Before, later);
        members.push(Formula { span, kind });
        Some(Formula { span, kind: FormulaKind::And(members) })
    }

    /// All members, each resolved even if another one fails; comparisons last, since the sentences tell
    /// which variables are dates.
    fn formulas(&mut self, members: &[ast::Formula], scope: &mut Scope) -> Option<Vec<Formula>> {
        let is_comparison = |member: &ast::Formula| match &member.kind {
            ast::FormulaKind::Compare(_) => true,
            ast::FormulaKind::And(both) => {
                both.iter().all(|one| matches!(one.kind, ast::FormulaKind::Compare(_)))
            }
            _ => false,
        };
        let mut resolved: Vec<Option<Formula>> = members
            .iter()
            .map(|member| if is_comparison(member) { None } else { self.formula(member, scope) })
            .collect();
        for (member, place) in members.iter().zip(&mut resolved) {
            if is_comparison(member) {
                *place = self.formula(member, scope);
            }
        }
        resolved.into_iter().collect()
    }

    /// Whether the two sides are dates: a sum, a date, or a variable that stands for one is among them.
    fn is_of_dates(&self, comparison: &ast::Comparison, scope: &Scope) -> bool {
        let sides = [&comparison.left, &comparison.right];
        let date = |token: &Token| match &token.kind {
            TokenKind::Date(_) => true,
            TokenKind::Variable(name) => scope.is_date(name),
            _ => false,
        };
        let operands = sides.iter().flat_map(|side| &side.steps).filter_map(|step| match step {
            ast::Step::Operand(tokens) => Some(tokens),
            ast::Step::Operate(_) => None,
        });
        sides.iter().any(|side| side.steps.len() > 1) || operands.flatten().any(date)
    }

    fn expression(
        &mut self,
        expression: &ast::Expression,
        taken: Taken,
        scope: &mut Scope,
    ) -> Option<Expression> {
        let mut steps = Vec::with_capacity(expression.steps.len());
        for step in &expression.steps {
            steps.push(match step {
                ast::Step::Operand(tokens) => Step::Push(self.operand(tokens, taken, scope)?),
                ast::Step::Operate(operator) => Step::Apply(*operator),
            });
        }
        Some(Expression { span: expression.span, steps })
    }

    /// One term of a comparison.
    fn operand(&mut self, tokens: &[Token], taken: Taken, scope: &mut Scope) -> Option<Term> {
        let [first, rest @ ..] = tokens else { return None };
        let span = rest.last().map_or(first.span, |last| first.span.to(last.span));
        if let (
            Some(second),
            TokenKind::Variable(_) | TokenKind::Label(_) | TokenKind::Text(_) | TokenKind::Date(_),
        ) = (rest.first(), &first.kind)
        {
            let diagnostic = self.too_much(first, second);
            self.report(diagnostic);
            return None;
        }
        let diagnostic = match &first.kind {
            TokenKind::Variable(name) => {
                let variable = scope.variable(name);
                self.refer_to_variable(span, variable);
                return Some(Term::Variable(variable));
            }
            TokenKind::Label(label) => match self.model.names.get(&format_smolstr!("@{label}")) {
                Some(&id) => {
                    self.refer(span, Entity::Symbol(id));
                    return Some(Term::Symbol(id));
                }
                None if self.poisoned.thing(&format_smolstr!("@{label}")) => return None,
                None => Diagnostic::new(Code::UnknownName, format!("no statement is labelled `@{label}`"))
                    .label(span, "not known")
                    .help("put the label before the statement that is meant"),
            },
            TokenKind::Word(word) if words::anonymous(word) || words::asks(word) => {
                Diagnostic::new(Code::UnknownWord, format!("`{word}` cannot be compared"))
                    .label(span, "it stands for nothing in particular")
                    .help("give it a name, such as `?n`, here and in the sentence that it comes from")
            }
            TokenKind::Word(word) | TokenKind::Text(word) if rest.is_empty() => {
                if let (true, Some(&id)) = (taken.names, self.model.names.get(word)) {
                    self.refer(span, Entity::Symbol(id));
                    return Some(Term::Symbol(id));
                }
                if let (true, TokenKind::Text(text)) = (taken.names, &first.kind) {
                    return Some(Term::Value(Value::Text(text.clone())));
                }
                return self.date_of_token(first).map(|date| Term::Value(Value::Date(date)));
            }
            TokenKind::Date(text) => match Date::parse(text) {
                Ok(date) => return Some(Term::Value(Value::Date(date))),
                Err(error) => error.diagnostic(text, span),
            },
            TokenKind::Number(text) if taken.years && rest.is_empty() => match Date::parse(text) {
                Ok(date) => return Some(Term::Value(Value::Date(date))),
                Err(error) => error.diagnostic(text, span),
            },
            TokenKind::Word(_) | TokenKind::Text(_) | TokenKind::Number(_) | TokenKind::Operator(_) => {
                let value = self.amount_value(tokens, span);
                let term = Term::Value(self.reported(value)?);
                self.occur_in_hole(tokens, &term);
                return Some(term);
            }
        };
        self.report(diagnostic);
        None
    }
}
