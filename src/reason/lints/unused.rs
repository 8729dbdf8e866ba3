//! Names that are declared and that nothing speaks of.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::statement::{Formula, FormulaKind, Literal, Step, SymbolId, Term};
use crate::model::table::{Cell, Table};
use crate::model::{ExpectationKind, Model};
use crate::source::Span;
use std::collections::BTreeSet;

/// Things, actors and sources that no statement besides their declaration mentions.
pub(super) fn unused(model: &Model) -> Vec<Diagnostic> {
    let spoken = spoken(model);
    let mut found = Vec::new();
    for (at, symbol) in (0..).map(SymbolId).zip(model.symbols.iter()) {
        let Some(span) = symbol.span.filter(|span| model.module(*span).is_none()) else { continue };
        // Labels, claims, hypotheses and scenarios have their use where they stand; units, in numbers.
        let sort = model.sorts.words(&[symbol.sort]);
        let named =
            ["statement", "hypothesis", "question", "scenario", "kind", "forecast", "unit", "proposition"];
        if named.iter().any(|name| sort.contains(name)) || spoken.contains(&at) {
            continue;
        }
        found.push(
            Diagnostic::new(Code::UnusedName, format!("nothing speaks of `{}`", symbol.name))
                .label(span, "declared here, and not mentioned again")
                .help("say something about it, or take the declaration away"),
        );
    }
    found
}

/// The symbols that are mentioned away from their declarations.
fn spoken(model: &Model) -> BTreeSet<SymbolId> {
    let mut found = model.mentioned.clone();
    for table in &model.tables {
        let mut named = vec![false; model.symbols.len()];
        for cell in table.rows().flatten() {
            if let Cell::Name(symbol) = Table::cell(*cell)
                && let Some(slot) = named.get_mut(symbol.0 as usize)
            {
                *slot = true;
            }
        }
        found.extend((0..).map(SymbolId).zip(named).filter_map(|(symbol, named)| named.then_some(symbol)));
    }
    for (id, statement) in model.statements() {
        // Of which kind a thing is, its declaration says.
        let kind = |literal: &Literal| {
            literal.terms.iter().any(|term| matches!(term, Term::Symbol(id) if is_kind(model, *id)))
        };
        if !model.is_own(id) || statement.body.is_none() && statement.heads.iter().all(kind) {
            continue;
        }
        let mut literals: Vec<&Literal> = statement.heads.iter().collect();
        let mut terms: Vec<&Term> = Vec::new();
        if let Some(body) = &statement.body {
            inside(body, &mut literals, &mut terms);
        }
        for literal in literals {
            terms.extend(&literal.terms);
        }
        let here = |symbol: &SymbolId| {
            let declared = model.symbol(*symbol).and_then(|symbol| symbol.span);
            declared.is_some_and(|declared| within(declared, statement.span))
        };
        let mentioned = terms.into_iter().filter_map(|term| match term {
            Term::Symbol(symbol) => Some(*symbol),
            Term::Variable(_) | Term::Value(_) => None,
        });
        found.extend(mentioned.chain(statement.attribution.sources.iter().copied()).filter(|id| !here(id)));
    }
    for hypothesis in model.hypotheses.values() {
        found.extend(&hypothesis.attribution.sources);
    }
    for preference in &model.preferences {
        found.extend([preference.better, preference.worse]);
    }
    for expectation in &model.expectations {
        let (mut literals, mut terms) = (Vec::new(), Vec::new());
        match &expectation.kind {
            ExpectationKind::Holds(formula) | ExpectationKind::Answers(_, formula) => {
                inside(formula, &mut literals, &mut terms);
            }
            ExpectationKind::AtLeastGiven(formula, given, _) => {
                inside(formula, &mut literals, &mut terms);
                inside(given, &mut literals, &mut terms);
            }
            ExpectationKind::Unproven(literal)
            | ExpectationKind::Status(_, literal)
            | ExpectationKind::AtLeast(literal, _) => literals.push(literal),
            ExpectationKind::Violated(..) => {}
        }
        terms.extend(literals.iter().flat_map(|literal| &literal.terms));
        found.extend(terms.into_iter().filter_map(|term| match term {
            Term::Symbol(symbol) => Some(*symbol),
            Term::Variable(_) | Term::Value(_) => None,
        }));
    }
    found
}

fn is_kind(model: &Model, symbol: SymbolId) -> bool {
    model.symbol(symbol).is_some_and(|symbol| symbol.sort == SortId::KIND)
}

fn within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && inner.start >= outer.start && inner.end <= outer.end
}

/// Adds the sentences and the terms of comparisons inside a condition.
fn inside<'a>(formula: &'a Formula, literals: &mut Vec<&'a Literal>, terms: &mut Vec<&'a Term>) {
    formula.sentences(literals);
    formula.each(&mut |part| {
        if let FormulaKind::Compare(left, _, right) = &part.kind {
            terms.extend(left.steps.iter().chain(&right.steps).filter_map(|step| match step {
                Step::Push(term) => Some(term),
                Step::Apply(_) => None,
            }));
        }
    });
}
