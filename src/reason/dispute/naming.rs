//! An assumption as a reader knows it: where it is written, its label, what it says.

use crate::model::Model;
use crate::model::statement::{Formula, FormulaKind, Kind, Literal, SymbolId, Term, VariableId};
use crate::model::write::Variables;
use crate::reason::provenance::{Assumption, AssumptionId, Provenance};
use crate::source::Span;
use crate::theory::{filled, words};
use smol_str::SmolStr;

/// Where an element is written, and what it says.
pub(in crate::reason) fn place(provenance: &Provenance<'_>, element: AssumptionId) -> Option<(Span, String)> {
    let model = provenance.model;
    match provenance.element(element)? {
        Assumption::Claim(id) => {
            let statement = model.statement(*id)?;
            let head = statement.heads.first();
            let text = head.map(|head| model.write(head, Variables::Named(&statement.variables)));
            Some((statement.span, text.unwrap_or_default()))
        }
        Assumption::Row(id, row) => {
            let statement = model.statement(*id)?;
            let span = match statement.kind {
                Kind::Table(table) => model.table(table).and_then(|table| table.place(*row)),
                _ => None,
            };
            Some((span.unwrap_or(statement.span), format!("row {} of the table", row.saturating_add(1))))
        }
        Assumption::Application(id, _) => {
            let statement = model.statement(*id)?;
            Some((statement.span, applied(provenance, element).unwrap_or_else(|| statement.name.to_string())))
        }
        Assumption::Hypothesis(symbol) => {
            let hypothesis = model.hypotheses.get(symbol)?;
            Some((hypothesis.span, format!("the hypothesis `{}`", model.name(*symbol))))
        }
        Assumption::Option(..) => None,
    }
}

/// What an application of a rule concludes.
fn applied(provenance: &Provenance<'_>, element: AssumptionId) -> Option<String> {
    let model = provenance.model;
    let application = provenance.application(provenance.element(element)?)?;
    let statement = model.statement(application.statement)?;
    let columns = provenance.columns(application.statement)?;
    let head = statement.heads.first()?;
    if let (Kind::Judgement, Some(condition)) = (statement.kind, &statement.body) {
        let head = model.write(head, Variables::Named(&statement.variables));
        let condition = said(model, condition, &statement.variables, &|_| None);
        return Some(format!("{head} given {condition}"));
    }
    let terms: Vec<Term> = head
        .terms
        .iter()
        .map(|term| match term {
            Term::Variable(variable) => columns
                .iter()
                .position(|column| column == variable)
                .and_then(|at| application.terms.get(at).cloned())
                .unwrap_or_else(|| term.clone()),
            Term::Symbol(_) | Term::Value(_) => term.clone(),
        })
        .collect();
    let literal = Literal { terms, ..head.clone() };
    Some(model.write(&literal, Variables::Named(&statement.variables)))
}

/// A formula in words; that a sentence does not hold is said by its negation.
pub(in crate::reason) fn said(
    model: &Model,
    formula: &Formula,
    names: &[SmolStr],
    bound: &dyn Fn(VariableId) -> Option<Term>,
) -> String {
    match &formula.kind {
        FormulaKind::Unless(inner) => match &inner.kind {
            FormulaKind::Literal(literal) => {
                let literal = Literal { sign: Model::opposite(literal.sign), ..filled(literal, bound) };
                model.write(&literal, Variables::Named(names))
            }
            _ => words(model, formula, names, bound),
        },
        FormulaKind::And(members) => {
            let members: Vec<String> = members.iter().map(|one| said(model, one, names, bound)).collect();
            members.join(" and ")
        }
        _ => words(model, formula, names, bound),
    }
}

/// How likely a judgement says that something is, in its words: judgements that differ in this only are told apart.
fn judged(provenance: &Provenance<'_>, element: AssumptionId) -> Option<String> {
    let Some(Assumption::Application(id, _)) = provenance.element(element) else { return None };
    let statement = provenance.model.statement(*id).filter(|one| one.kind == Kind::Judgement)?;
    Some(statement.attribution.likelihood.as_ref()?.words.to_string())
}

/// The label of an element.
pub(in crate::reason) fn label(provenance: &Provenance<'_>, element: AssumptionId) -> Option<SymbolId> {
    let model = provenance.model;
    match provenance.element(element)? {
        Assumption::Claim(id) | Assumption::Application(id, _) | Assumption::Row(id, _) => {
            model.statement(*id)?.label
        }
        Assumption::Hypothesis(symbol) => model.hypotheses.get(symbol)?.label,
        Assumption::Option(..) => None,
    }
}

/// An element, as a reader knows it: its label, its name if it is a forecast, or what it says.
pub(in crate::reason) fn name(provenance: &Provenance<'_>, element: AssumptionId) -> String {
    if let (None, Some(Assumption::Claim(id))) = (label(provenance, element), provenance.element(element))
        && let Some(Kind::Forecast(forecast)) = provenance.model.statement(*id).map(|known| known.kind)
    {
        return format!("the forecast `{}`", provenance.model.name(forecast));
    }
    match (label(provenance, element), place(provenance, element)) {
        (Some(label), _) => format!("`@{}`", provenance.model.name(label)),
        // It has its marks already.
        (None, Some((_, text))) if provenance.is_hypothesis(element) => text,
        (None, Some((_, text))) => match judged(provenance, element) {
            Some(likely) => format!("`{text}, {likely}`"),
            None => format!("`{text}`"),
        },
        (None, None) => String::from("a claim"),
    }
}
