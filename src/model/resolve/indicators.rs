//! `indicator NAME "…" of X, expected by DATE: FORMULA, likely.`
//!
//! Where it is a single sentence, and X a hypothesis or a happening, its likelihood is a judgement: *FORMULA given X*, so
//! that seeing it, or looking for it in vain, tells what judgements tell. **Invariant:** an indicator asserts nothing.

use super::resolver::Resolver;
use super::scope::Scope;
use super::statements::Surroundings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Indicator;
use crate::model::sort::SortId;
use crate::model::statement::{Context, Formula, FormulaKind, Kind, Literal, Term};
use crate::syntax::ast::{self, Sign};

/// Of what there can be a sign.
const SIGNIFIED: [SortId; 4] = [SortId::HYPOTHESIS, SortId::SCENARIO, SortId::EVENT, SortId::ACTION];

impl Resolver<'_> {
    pub(super) fn indicator(
        &mut self,
        statement: &ast::Statement,
        indicator: &ast::Indicator,
        around: &Surroundings,
    ) {
        if around.context != Context::Base || around.question.is_some() {
            return self.not_here(statement.span, "at the top of the file");
        }
        let Some(of) = self.thing(&indicator.of, &SIGNIFIED) else { return };
        let mut made = self.blank(statement, around, Kind::Judgement);
        made.name = indicator.name.text.clone();
        made.gloss = indicator.gloss.as_ref().map(|gloss| gloss.value.clone());
        let (formula, scope) =
            self.in_scope(Scope::default(), |resolver, scope| resolver.formula(&indicator.formula, scope));
        let Some(formula) = formula else { return };
        self.check_scope(&scope);
        let expected = match &indicator.expected {
            Some(day) => self.dated(day),
            None => {
                self.report(
                    Diagnostic::new(
                        Code::NoDay,
                        format!("the indicator `{}` has no day by which it is expected", indicator.name.text),
                    )
                    .label(indicator.name.span, "it can never be overdue")
                    .help("say by when it should be seen: `expected by 2027-01-31`"),
                );
                None
            }
        };
        let relation = match self.model.symbol(of).map(|symbol| symbol.sort) {
            Some(SortId::HYPOTHESIS) => self.model.known.holds,
            Some(SortId::SCENARIO) | None => None,
            Some(_) => self.model.known.took_place,
        };
        let span = indicator.of.span;
        let target = relation.map(|relation| Literal {
            span,
            sign: Sign::Positive,
            relation,
            terms: vec![Term::Symbol(of)],
            on: None,
        });
        self.model.indicators.push(Indicator {
            name: made.name.clone(),
            gloss: made.gloss.clone(),
            of,
            target: target.clone(),
            formula: formula.clone(),
            variables: scope.names,
            likelihood: made.attribution.likelihood.clone(),
            expected,
            span: statement.span,
        });
        let (Some(target), FormulaKind::Literal(literal)) = (target, &formula.kind) else { return };
        let ground = literal.terms.iter().all(|term| !matches!(term, Term::Variable(_)));
        if made.attribution.likelihood.is_some() && ground && literal.on.is_none() {
            made.heads = vec![literal.clone()];
            made.body = Some(Formula { span, kind: FormulaKind::Literal(target) });
            self.add(made);
        }
    }
}
