//! Evidence that is judged under some answers to a question and not under others, where claims are independent.
//!
//! Judgements are the whole story there, so that what is said of one answer only is taken never to come about under the
//! others: seen, it settles the question. **Invariant:** an answer counts as spoken of where a condition names it or what
//! it means, with `not` or without.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Formula, Kind, Literal, RelationId, Statement, SymbolId, Term};
use crate::model::write::Variables;
use crate::model::{Model, Question};
use crate::report::listed;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// The warnings for evidence that is judged under a part of the answers.
pub(super) fn half_judged(model: &Model) -> Vec<Diagnostic> {
    let exclusive = model.questions.iter().filter(|question| question.exclusive);
    let independent = exclusive.filter(|question| model.frame.independent || question.independent);
    independent.flat_map(|question| of_question(model, question)).collect()
}

fn of_question(model: &Model, question: &Question) -> Vec<Diagnostic> {
    let answers: Vec<(SymbolId, Vec<Literal>)> =
        question.hypotheses.iter().map(|symbol| (*symbol, meant(model, *symbol))).collect();
    let own = model.statements().filter(|(id, _)| model.is_own(*id)).map(|(_, statement)| statement);
    // What is said of each sentence, in the order of the file.
    let mut said: IndexMap<(RelationId, &[Term]), Vec<&Statement>> = IndexMap::new();
    for statement in own {
        for head in &statement.heads {
            said.entry((head.relation, head.terms.as_slice())).or_default().push(statement);
        }
    }
    let mut found = Vec::new();
    for ((relation, _), reasons) in &said {
        let judged = reasons.iter().find(|one| one.kind == Kind::Judgement);
        let Some((statement, head)) = judged.and_then(|one| Some((*one, one.heads.first()?))) else {
            continue;
        };
        // What is said without a condition is said of every answer.
        let plain = |one: &&&Statement| one.body.is_none() && one.attribution.likelihood.is_some();
        if Some(*relation) == model.known.rated_evidence || reasons.iter().any(|one| plain(&one)) {
            continue;
        }
        let conditions = reasons.iter().filter_map(|one| one.body.as_ref());
        let named: BTreeSet<SymbolId> = conditions.flat_map(|body| answered(body, &answers)).collect();
        let left: Vec<SymbolId> =
            question.hypotheses.iter().copied().filter(|symbol| !named.contains(symbol)).collect();
        if !named.is_empty() && !left.is_empty() {
            found.push(warning(model, statement, head, &left));
        }
    }
    found
}

fn warning(model: &Model, statement: &Statement, head: &Literal, left: &[SymbolId]) -> Diagnostic {
    let sentence = model.write(head, Variables::Anonymous);
    let names: Vec<String> = left.iter().map(|symbol| format!("`{}`", model.name(*symbol))).collect();
    let are = if left.len() == 1 { "is" } else { "are" };
    let message = format!("nothing says how likely `{sentence}` is if {} {are} right", listed(&names));
    let first = left.first().map_or("", |symbol| model.name(*symbol));
    Diagnostic::new(Code::HalfJudged, message)
        .label(statement.span, "judged here under another answer")
        .note("with `independent`, what is not said does not come about: seen, it would rule them out")
        .help(format!("say how likely it is then: `{sentence} given {first} holds, …`, or `0%`"))
}

/// The sentences that stand for an answer: that it holds, and what it means.
fn meant(model: &Model, symbol: SymbolId) -> Vec<Literal> {
    let meaning = model.hypotheses.get(&symbol).and_then(|known| model.statement(known.meaning));
    let Some(meaning) = meaning else { return Vec::new() };
    let mut found: Vec<Literal> = meaning.heads.clone();
    if let Some(condition) = &meaning.body {
        condition.each_sentence(&mut |literal| found.push(literal.clone()));
    }
    found
}

/// The answers that a condition speaks of.
fn answered(condition: &Formula, answers: &[(SymbolId, Vec<Literal>)]) -> BTreeSet<SymbolId> {
    let mut found = BTreeSet::new();
    condition.each_sentence(&mut |literal| {
        let named = answers.iter().filter(|(_, all)| all.iter().any(|one| same(one, literal)));
        found.extend(named.map(|(symbol, _)| *symbol));
    });
    found
}

/// Whether sentences are of the same, whatever their signs.
fn same(one: &Literal, other: &Literal) -> bool {
    (one.relation, &one.terms) == (other.relation, &other.terms)
}
