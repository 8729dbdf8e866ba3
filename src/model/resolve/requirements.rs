//! What one requirement of a voting rule means: what each member counts towards it, the whole, and how much it takes.
//!
//! Invariant: a requirement is defined once, however many rules ask for it.

use super::resolver::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{
    Expression, Formula, FormulaKind, Literal, RelationId, Statement, Step, SymbolId, Term, VariableId,
};
use crate::model::value::{Amount, Number, Quantity, UnitId, Value};
use crate::source::Span;
use crate::syntax::ast::{self, AggregateFunction, ComparisonOperator, Objection, Operator, Share, Sign};
use smol_str::SmolStr;

/// Towards a requirement, whom it counts.
pub(super) enum Counted {
    /// The members of a group, one each.
    Members(SymbolId),
    /// Those of them that vote on one of these.
    Voting(SymbolId, Vec<SymbolId>),
    /// The members of a group, by what the relation says of them.
    Weight(SymbolId, Vec<RelationId>, Option<UnitId>),
    /// These, one each.
    Each(Vec<SymbolId>),
}

/// How much a requirement takes.
pub(super) struct Takes {
    quota: Quota,
    /// More than that, and not just as much.
    more: bool,
}

impl Takes {
    /// The whole.
    pub(super) const fn whole() -> Self {
        Self { quota: Quota::AllBut(Number::ZERO), more: false }
    }
}

/// An amount of what is counted.
enum Quota {
    /// So much.
    Fixed(Number),
    /// So much of the whole.
    Part(Number),
    /// Half of the whole.
    Half,
    /// The whole but for so much.
    AllBut(Number),
}

impl Quota {
    /// What is left of the whole without it.
    fn left(self) -> Option<Self> {
        Some(match self {
            Quota::Fixed(number) => Quota::AllBut(number),
            Quota::AllBut(number) => Quota::Fixed(number),
            Quota::Part(part) => Quota::Part(Number::ONE.subtract(&part)?),
            Quota::Half => Quota::Half,
        })
    }
}

impl Resolver<'_> {
    /// What counts towards a requirement, and how much it takes.
    pub(super) fn requirement(
        &mut self,
        like: &Statement,
        span: Span,
        own: SymbolId,
        takes: &Takes,
        counted: &Counted,
    ) -> Option<()> {
        let unit = match counted {
            Counted::Weight(_, _, unit) => *unit,
            Counted::Members(_) | Counted::Voting(..) | Counted::Each(_) => None,
        };
        // The same requirement may stand in several ways, and in several statements.
        if !self.defined.insert((own, like.context)) {
            return Some(());
        }
        let made = Made { span, own: Term::Symbol(own) };
        let [member, much, whole] = [0, 1, 2].map(|at| Term::Variable(VariableId(at)));
        let counts = self.model.known.vote_weight?;
        let belongs = |this: &Self, group: &SymbolId| {
            Some(made.says(this.model.known.belongs?, vec![member.clone(), Term::Symbol(*group)]))
        };
        let one = Self::number_term(Number::ONE);
        let towards = |amount: &Term| vec![member.clone(), amount.clone(), made.own.clone()];
        match counted {
            Counted::Each(actors) => {
                for actor in actors {
                    let terms = vec![Term::Symbol(*actor), one.clone(), made.own.clone()];
                    self.clause_fact(like, span, self.model.known.vote_weight, terms);
                }
            }
            Counted::Members(group) => {
                let body = belongs(self, group)?;
                self.define(like, &made, self.model.known.vote_weight, towards(&one), body);
            }
            Counted::Voting(group, subjects) => {
                for subject in subjects {
                    for vote in [self.model.known.votes_for, self.model.known.votes_against] {
                        let terms = vec![member.clone(), Term::Symbol(*subject)];
                        let votes = made.says(vote?, terms);
                        let body = made.all(vec![belongs(self, group)?, votes]);
                        self.define(like, &made, self.model.known.vote_weight, towards(&one), body);
                    }
                }
            }
            Counted::Weight(group, relations, unit) => {
                for relation in relations {
                    let mut members = vec![belongs(self, group)?];
                    members.push(made.says(*relation, vec![member.clone(), much.clone()]));
                    if let Some(unit) = unit {
                        // Of the amounts that are said of a member, those in the unit.
                        let nothing = Term::Value(Value::from_quantity(Quantity::new(
                            Amount::Exactly(Number::ZERO),
                            Some(*unit),
                        )));
                        let itself = [Step::Push(much.clone()), Step::Push(much.clone())];
                        let left = itself.into_iter().chain([Step::Apply(Operator::Subtract)]).collect();
                        members.push(made.equal(left, vec![Step::Push(nothing)]));
                    }
                    let body = made.all(members);
                    self.define(like, &made, self.model.known.vote_weight, towards(&much), body);
                }
            }
        }
        let summed = made.says(counts, vec![member.clone(), much.clone(), made.own.clone()]);
        let sum =
            FormulaKind::Aggregate(VariableId(2), AggregateFunction::Sum, VariableId(1), Box::new(summed));
        let total = vec![made.own.clone(), whole.clone()];
        self.define(like, &made, self.model.known.vote_total, total.clone(), Formula { span, kind: sum });
        let of_whole = |operator: Operator, operand: Term| {
            vec![Step::Push(whole.clone()), Step::Push(operand), Step::Apply(operator)]
        };
        let amount = |number: &Number| match unit {
            Some(unit) => {
                let amount = Amount::Exactly(number.clone());
                Term::Value(Value::from_quantity(Quantity::new(amount, Some(unit))))
            }
            None => Self::number_term(number.clone()),
        };
        let relation =
            if takes.more { self.model.known.vote_quota_above } else { self.model.known.vote_quota };
        let steps = match &takes.quota {
            Quota::Fixed(number) => {
                self.clause_fact(like, span, relation, vec![made.own.clone(), amount(number)]);
                return Some(());
            }
            Quota::Part(part) => of_whole(Operator::Multiply, Self::number_term(part.clone())),
            Quota::Half => of_whole(Operator::Divide, Self::number_term(Number::from(2))),
            Quota::AllBut(number) => of_whole(Operator::Subtract, amount(number)),
        };
        let whole_of = made.says(self.model.known.vote_total?, total);
        let body = made.all(vec![whole_of, made.equal(vec![Step::Push(much.clone())], steps)]);
        self.define(like, &made, relation, vec![made.own.clone(), much], body);
        Some(())
    }

    /// How much a share takes.
    pub(super) fn share(&mut self, share: &Share) -> Option<Takes> {
        let (quota, more) = match share {
            Share::All => return Some(Takes::whole()),
            Share::Majority => (Quota::Half, true),
            Share::AtLeast(token) => (self.portion(token)?, false),
            Share::MoreThan(token) => (self.portion(token)?, true),
            Share::AllBut(token) => (self.portion(token)?.left()?, false),
        };
        Some(Takes { quota, more })
    }

    /// How much must be left besides those who are against it.
    pub(super) fn objection(&mut self, objection: &Objection) -> Option<Takes> {
        let (quota, more) = match objection {
            Objection::None => return Some(Takes::whole()),
            Objection::AtMost(token) => (self.portion(token)?.left()?, false),
            Objection::FewerThan(token) => (self.portion(token)?.left()?, true),
        };
        Some(Takes { quota, more })
    }

    /// A number as it is written: a part of the whole, or so many.
    fn portion(&mut self, token: &ast::Token) -> Option<Quota> {
        let number = self.number(token)?;
        if number.is_negative() {
            self.report(
                Diagnostic::new(Code::VotingRule, "a rule cannot take less than nothing")
                    .label(token.span, "negative")
                    .help("write a number of members or votes, a percentage or a fraction"),
            );
            return None;
        }
        let part = matches!(&token.kind, ast::TokenKind::Number(text) if text.ends_with('%') || text.contains('/'))
            || !number.is_whole() && number < Number::ONE;
        if part && number > Number::ONE {
            self.report(
                Diagnostic::new(Code::VotingRule, "a rule cannot take more than the whole")
                    .label(token.span, "more than 100%")
                    .help("write a percentage up to 100% or a fraction up to 1"),
            );
            return None;
        }
        Some(if part { Quota::Part(number) } else { Quota::Fixed(number) })
    }

    /// Adds the rule that defines a sentence.
    fn define(
        &mut self,
        like: &Statement,
        made: &Made,
        relation: Option<RelationId>,
        terms: Vec<Term>,
        body: Formula,
    ) {
        let variables = ["m", "n", "t"].map(SmolStr::new_static).to_vec();
        self.clause_rule(like, made.span, (relation, Sign::Positive), terms, Some(body), variables);
    }
}

/// The parts of the definitions of one requirement.
struct Made {
    span: Span,
    own: Term,
}

impl Made {
    fn says(&self, relation: RelationId, terms: Vec<Term>) -> Formula {
        let literal = Literal { span: self.span, sign: Sign::Positive, relation, terms, on: None };
        Formula { span: self.span, kind: FormulaKind::Literal(literal) }
    }

    fn all(&self, members: Vec<Formula>) -> Formula {
        Formula { span: self.span, kind: FormulaKind::And(members) }
    }

    fn equal(&self, left: Vec<Step>, right: Vec<Step>) -> Formula {
        let side = |steps| Expression { span: self.span, steps };
        let kind = FormulaKind::Compare(side(left), ComparisonOperator::Equal, side(right));
        Formula { span: self.span, kind }
    }
}
