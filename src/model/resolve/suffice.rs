//! `?m where (…) suffice for ?x in ?g`: those members carry the decision.
//!
//! It is another way to say, with the sentences of the doctrine's `councils`, that for some way to carry
//! it all requirements are met by what those members count together.

use super::resolver::Resolver;
use super::scope::Scope;
use crate::model::sort::SortId;
use crate::model::statement::{
    Expression, Formula, FormulaKind, Literal, RelationId, Step, Term, VariableId,
};
use crate::source::Span;
use crate::syntax::ast::{self, AggregateFunction, ComparisonOperator, Sign};

impl Resolver<'_> {
    /// The condition that the aggregate stands for.
    pub(super) fn suffice(
        &mut self,
        span: Span,
        (variable, domain): (&ast::Variable, &ast::Formula),
        (subject, group): (&ast::Token, &ast::Token),
        scope: &mut Scope,
    ) -> Option<Formula> {
        let member = scope.variable(&variable.name);
        self.refer_to_variable(variable.span, member);
        let domain = self.formula(domain, scope)?;
        let subject = self.one_term(subject, &[SortId::ACTION, SortId::MATTER], scope)?;
        let group = self.one_term(group, &[SortId::GROUP], scope)?;
        let [rule, way, asked, counted, sum, least, more] = [(); 7].map(|()| scope.anonymous());
        let at = |kind| Formula { span, kind };
        let known = self.model.known;
        let says = |relation: Option<RelationId>, terms: Vec<Term>| {
            let relation = relation?;
            Some(at(FormulaKind::Literal(Literal { span, sign: Sign::Positive, relation, terms, on: None })))
        };
        let variable = Term::Variable;
        let and = |members| at(FormulaKind::And(members));
        let unless = |inner| at(FormulaKind::Unless(Box::new(inner)));
        // Who else the members are looked for by is of no account: each of them counts once.
        let chosen = unless(unless(domain));
        let counts = vec![variable(member), variable(counted), variable(asked)];
        let summed = and(vec![says(known.vote_weight, counts)?, chosen]);
        let total = at(FormulaKind::Aggregate(sum, AggregateFunction::Sum, counted, Box::new(summed)));
        let compared = |operator, bound: VariableId| {
            let side = |one| Expression { span, steps: vec![Step::Push(Term::Variable(one))] };
            at(FormulaKind::Compare(side(sum), operator, side(bound)))
        };
        let takes = vec![variable(asked), variable(least)];
        let takes =
            and(vec![says(known.vote_quota, takes)?, compared(ComparisonOperator::GreaterOrEqual, least)]);
        let takes_more = vec![variable(asked), variable(more)];
        let takes_more =
            and(vec![says(known.vote_quota_above, takes_more)?, compared(ComparisonOperator::Greater, more)]);
        let met = and(vec![total, at(FormulaKind::Or(vec![takes, takes_more]))]);
        let asks = says(known.way_asks_for, vec![variable(way), variable(asked)])?;
        let enough = vec![variable(way), variable(rule), group.clone()];
        Some(and(vec![
            says(known.settled_by, vec![group, subject, variable(rule)])?,
            says(known.way_to_carry, enough)?,
            at(FormulaKind::Every(asked, Box::new(asks), Box::new(met))),
        ]))
    }

    /// The term that one token stands for; a mistake is reported.
    fn one_term(&mut self, token: &ast::Token, sorts: &[SortId], scope: &mut Scope) -> Option<Term> {
        match self.term(std::slice::from_ref(token), sorts, scope) {
            Ok(term) => {
                self.occur_in_hole(std::slice::from_ref(token), &term);
                Some(term)
            }
            Err(misfit) => {
                self.misfits(misfit, sorts);
                None
            }
        }
    }
}
