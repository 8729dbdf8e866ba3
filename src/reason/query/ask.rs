//! Questions and their answers.

use super::abduction::Ways;
use super::unheard::unheard;
use super::wanted::{Asked, Explain, Proofs, Wanted, denied, truth};
use super::why::{all_reasons, reasons};
use super::why_not::LISTED;
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::{Constant, RowId};
use crate::model::statement::{Formula, FormulaKind, Literal, Term};
use crate::model::{Model, resolve};
use crate::reason::parts::of_literal;
use crate::reason::probability::{hedges, how_likely, how_likely_given, likely_answers};
use crate::reason::{Session, Stop, Viewed};
use crate::report::{Abduction, Answer, Ask, Standing, Status, Truth};
use crate::source::{SourceMap, on_one_line};
use crate::syntax::ast::{self, QueryKind};
use crate::theory::{Query, View, filled, words};
use smol_str::SmolStr;

/// How many proofs are looked for in order to tell how many more there are.
const COUNTED: usize = 20;

/// Answers a question; the report gets the answers.
///
/// # Errors
/// A limit was reached.
pub fn ask(
    session: &mut Session<'_>,
    map: &SourceMap,
    query: &ast::Query,
    wanted: &Wanted,
) -> Result<Asked, Stop> {
    let limit = wanted.limit;
    let question = on_one_line(map.text(query.span));
    let mut ask = Ask::new(question);
    match &query.kind {
        QueryKind::Find(formula) => find(session, map, formula, Explain::No, wanted, &mut ask)?,
        QueryKind::Why(formula) => find(session, map, formula, Explain::Yes, wanted, &mut ask)?,
        QueryKind::WhyFalse(formula) => {
            let denied = deny(formula);
            find(session, map, &denied, Explain::Yes, wanted, &mut ask)?;
        }
        QueryKind::WhyNot(formula) => why_not(session, map, formula, wanted, &mut ask)?,
        QueryKind::WhatIf(literals) => what_if(session, map, literals, limit, &mut ask)?,
        QueryKind::WhatWouldItTake(literal) => would_take(session, map, literal, wanted, &mut ask)?,
        QueryKind::HowLikely(formula, None) => how_likely(session, map, formula, wanted, &mut ask)?,
        QueryKind::HowLikely(formula, Some(given)) => {
            how_likely_given(session, map, (formula, given), wanted, &mut ask)?;
        }
    }
    if ask.answers.is_empty() && ask.absence.is_none() && ask.opposite.is_none() {
        ask.unheard = said_without_counting(session.model, map, &query.kind);
    }
    let would_do = |taking: &Abduction| taking.standing == Standing::Holds || !taking.ways.is_empty();
    let answered = !ask.answers.is_empty()
        || ask.absence.is_some()
        || ask.changes.is_some()
        || ask.opposite.is_some()
        || !ask.undecided.is_empty()
        || ask.taking.as_ref().is_some_and(would_do);
    session.in_time()?;
    session.report.ask = Some(ask);
    Ok(if answered { Asked::Answered } else { Asked::Unanswered })
}

/// Who says what was asked without its counting: what is foretold is no answer, and is to be told all the same.
fn said_without_counting(model: &Model, map: &SourceMap, kind: &QueryKind) -> Vec<String> {
    let (QueryKind::Find(formula) | QueryKind::HowLikely(formula, None)) = kind else { return Vec::new() };
    let resolved = resolve::query(model, map, formula);
    let (Some(Formula { kind: FormulaKind::Literal(literal), .. }), _) = resolved.value else {
        return Vec::new();
    };
    let named = |term| match term {
        &Term::Variable(_) => None,
        term => Some(term),
    };
    let terms: Vec<Option<&Term>> = literal.terms.iter().map(named).collect();
    unheard(model, literal.relation, literal.sign, &terms)
}

/// What a conjunction says as an answer: that `2024-10 during 2024`, and what must not be shown, was asked, and the question
/// has it.
fn said_of(formula: &Formula) -> std::borrow::Cow<'_, Formula> {
    let FormulaKind::And(members) = &formula.kind else { return std::borrow::Cow::Borrowed(formula) };
    let asked = |member: &&Formula| matches!(member.kind, FormulaKind::Compare(..) | FormulaKind::Unless(_));
    let said: Vec<Formula> = members.iter().filter(|member| !asked(member)).cloned().collect();
    match <[Formula; 1]>::try_from(said) {
        Ok([only]) => std::borrow::Cow::Owned(only),
        Err(said) if said.is_empty() || said.len() == members.len() => std::borrow::Cow::Borrowed(formula),
        Err(said) => std::borrow::Cow::Owned(Formula { kind: FormulaKind::And(said), ..formula.clone() }),
    }
}

/// The formula with the sign of its only literal turned.
fn deny(formula: &ast::Formula) -> ast::Formula {
    let mut denied = formula.clone();
    if let ast::FormulaKind::Literal(literal) = &mut denied.kind {
        literal.sign = Model::opposite(literal.sign);
    }
    denied
}

fn find(
    session: &mut Session<'_>,
    map: &SourceMap,
    formula: &ast::Formula,
    explain: Explain,
    wanted: &Wanted,
    ask: &mut Ask,
) -> Result<(), Stop> {
    let resolved = resolve::query(session.model, map, formula);
    session.report.diagnostics.extend(resolved.diagnostics);
    let (Some(formula), names) = resolved.value else { return Ok(()) };
    let mut asked = vec![Query { formula, variables: names }];
    if let (Explain::No, Some(denied)) = (explain, asked.first().and_then(denied)) {
        asked.push(denied);
    }
    let mut viewed = session.ask(&asked)?;
    let told = tell(session, &mut viewed, asked, explain, wanted, ask);
    session.answered(viewed);
    told
}

/// Tells the answers to the first of two queries that has any.
fn tell(
    session: &mut Session<'_>,
    viewed: &mut Viewed,
    mut asked: Vec<Query>,
    explain: Explain,
    wanted: &Wanted,
    ask: &mut Ask,
) -> Result<(), Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let first = viewed.expectations.len();
    let shown = |at| {
        viewed.evaluated.query(first + at).is_some_and(|(found, _)| viewed.evaluated.database.len(found) > 0)
    };
    let at = (0..asked.len()).find(|at| shown(*at)).unwrap_or(0);
    let (relation, columns) = match viewed.evaluated.query(first + at) {
        Some((relation, columns)) => (relation, columns.to_vec()),
        None => return Ok(()),
    };
    ask.contrary = at > 0;
    let query = asked.swap_remove(at);
    let Query { formula, variables: names } = &query;
    let found = viewed.evaluated.database.rows(relation).take(wanted.limit);
    let rows: Vec<(RowId, Vec<Constant>)> = found.map(|(row, values)| (row, values.to_vec())).collect();
    ask.hidden = viewed.evaluated.database.len(relation).saturating_sub(rows.len());
    let budget = session.options.budget.clone();
    let mut judge = session.judge_of(std::slice::from_ref(&query), wanted)?;
    let told: Vec<Vec<Term>> = rows
        .iter()
        .map(|(_, values)| {
            let bound = |variable| viewed.evaluated.bound(&columns, |at| values.get(at).copied(), variable);
            columns.iter().filter_map(|column| bound(*column)).collect()
        })
        .collect();
    judge.prepare(told.iter().map(Vec::as_slice));
    let mut answers: Vec<Answer> = Vec::new();
    for (row, values) in budget.each(rows) {
        let bound = |variable| viewed.evaluated.bound(&columns, |at| values.get(at).copied(), variable);
        let sentence = words(model, &said_of(formula), names, &bound);
        let bindings = columns
            .iter()
            .filter_map(|column| {
                let name: &SmolStr = names.get(column.0 as usize)?;
                Some((
                    name.to_string(),
                    model.write_term(&bound(*column)?, &[], crate::model::write::Variables::Anonymous),
                ))
            })
            .collect();
        let literal = match &formula.kind {
            FormulaKind::Literal(literal) => Some(filled(literal, &bound)),
            _ => None,
        };
        let truth = literal.as_ref().map_or(Truth::True, truth);
        let parts = literal.as_ref().and_then(|literal| of_literal(model, literal));
        let terms: Vec<Term> = columns.iter().filter_map(|column| bound(*column)).collect();
        let (status, cuts) = judge.answer(&terms, literal.as_ref(), explain);
        let against = match (status, explain) {
            (Status::Rejected, _) | (Status::Contested, Explain::Yes) => {
                judge.opposed(&terms, literal.as_ref())
            }
            _ => Vec::new(),
        };
        let mut proofs = Vec::new();
        let mut hidden_proofs = 0;
        if explain == Explain::Yes {
            let target = literal
                .as_ref()
                .filter(|literal| literal.on.is_none())
                .and_then(|literal| viewed.evaluated.row_of(literal))
                .and_then(|(relation, row)| {
                    Some((relation, viewed.evaluated.database.find(relation, &row)?))
                });
            let (relation, row) = target.unwrap_or((relation, row));
            let most = match wanted.proofs {
                Proofs::Smallest => COUNTED,
                Proofs::All => wanted.limit.saturating_add(COUNTED),
            };
            let mut all = all_reasons(model, &mut viewed.evaluated, (relation, row), most);
            if all.is_empty() {
                all.push(reasons(model, &mut viewed.evaluated, relation, row));
            }
            let shown = match wanted.proofs {
                Proofs::Smallest => 1,
                Proofs::All => wanted.limit.max(1),
            };
            hidden_proofs = all.len().saturating_sub(shown);
            for mut found in all.into_iter().take(shown) {
                if let Some(root) = found.proof.nodes.first_mut()
                    && root.sentence.is_empty()
                {
                    root.sentence.clone_from(&sentence);
                    found.proof.told_once();
                }
                proofs.push(found.proof);
            }
        }
        answers.push(Answer {
            parts,
            bindings,
            status: Some(status),
            proofs,
            hidden_proofs,
            against,
            cuts,
            ..Answer::new(sentence, truth)
        });
    }
    session.note(judge.coverage());
    if hedges(model) && !answers.is_empty() {
        let likely = likely_answers(session, &view, std::slice::from_ref(&query), &told)?;
        for (answer, likelihood) in answers.iter_mut().zip(likely) {
            answer.likelihood = likelihood;
        }
    }
    ask.answers = answers;
    let undecided = viewed.evaluated.database.undefined(relation);
    ask.undecided_more = undecided.count().saturating_sub(wanted.limit);
    for values in viewed.evaluated.database.undefined(relation).take(wanted.limit) {
        let bound = |variable| viewed.evaluated.bound(&columns, |at| values.get(at).copied(), variable);
        ask.undecided.push(words(model, formula, names, &bound));
    }
    if ask.answers.is_empty()
        && let FormulaKind::Literal(literal) = &formula.kind
    {
        ask.answers.extend(in_repairs(session, literal)?);
        ask.absence = None;
        // What stands against it says why it is rejected.
        if (explain == Explain::Yes || columns.is_empty() && !ask.undecided.is_empty())
            && ask.answers.iter().all(|answer| answer.against.is_empty())
        {
            ask.absence = session.why_not(&view, &mut viewed.evaluated, literal, LISTED)?;
        }
    }
    if let (Explain::Yes, [answer], FormulaKind::Literal(literal)) =
        (explain, ask.answers.as_slice(), &formula.kind)
        && answer.status == Some(Status::Rejected)
        && answer.against.iter().all(|one| one.against.is_empty())
    {
        ask.absence = session.ruled_out(literal)?.or(ask.absence.take());
    }
    Ok(())
}

/// What becomes of a sentence that does not hold when all claims are taken together, without hypotheses, where
/// readings, or claims below the threshold, say something of it.
fn in_repairs(session: &mut Session<'_>, literal: &Literal) -> Result<Option<Answer>, Stop> {
    let model = session.model;
    let open = literal.terms.iter().chain(&literal.on).any(|term| matches!(term, Term::Variable(_)));
    if open || !session.is_disputable() || session.invalid() {
        return Ok(None);
    }
    let status = session.status(None, literal)?;
    match status {
        Status::Established
        | Status::Contested
        | Status::Rejected
        | Status::Leading
        | Status::Tenable
        | Status::Possible
        | Status::Undisputed => {}
        Status::Unproven | Status::Unknown => return Ok(None),
    }
    let against = match status {
        Status::Rejected | Status::Contested => session.opposed(None, literal)?,
        _ => Vec::new(),
    };
    let sentence = model.write(literal, crate::model::write::Variables::Anonymous);
    let likelihood = match hedges(model) {
        true => session.how_likely(None, std::iter::once(literal))?.pop().flatten(),
        false => None,
    };
    Ok(Some(Answer {
        parts: of_literal(model, literal),
        status: Some(status),
        likelihood,
        against,
        ..Answer::new(sentence, truth(literal))
    }))
}

fn why_not(
    session: &mut Session<'_>,
    map: &SourceMap,
    formula: &ast::Formula,
    wanted: &Wanted,
    ask: &mut Ask,
) -> Result<(), Stop> {
    let resolved = resolve::query(session.model, map, formula);
    if let (Some(Formula { kind: FormulaKind::Literal(literal), .. }), _) = &resolved.value {
        let view = session.options.view.clone();
        let mut viewed = session.ask(&[])?;
        let absence = session.why_not(&view, &mut viewed.evaluated, literal, LISTED);
        session.answered(viewed);
        ask.absence = absence?;
        if ask.absence.is_some() {
            session.report.diagnostics.extend(resolved.diagnostics);
            return Ok(());
        }
    }
    find(session, map, formula, Explain::Yes, wanted, ask)
}

/// What would have to be stated for a sentence to follow.
fn would_take(
    session: &mut Session<'_>,
    map: &SourceMap,
    literal: &ast::Literal,
    wanted: &Wanted,
    ask: &mut Ask,
) -> Result<(), Stop> {
    let resolved = resolve::literal(session.model, map, literal);
    session.report.diagnostics.extend(resolved.diagnostics);
    let ways = match wanted.proofs {
        Proofs::Smallest => Ways::Smallest,
        Proofs::All => Ways::All,
    };
    if let Some(goal) = resolved.value {
        if goal.terms.iter().any(|term| matches!(term, Term::Variable(_))) {
            session.report.diagnostics.push(
                Diagnostic::new(Code::NotAnswered, "it is not said for whom or what it would have to follow")
                    .label(goal.span, "this leaves somebody or something open")
                    .help("name everybody and everything: `what would it take: A has power over B?`"),
            );
            return Ok(());
        }
        ask.taking = Some(session.taking(&goal, super::abduction::SIZE, wanted.limit, ways)?);
    }
    Ok(())
}

/// What changes when something is supposed.
fn what_if(
    session: &mut Session<'_>,
    map: &SourceMap,
    literals: &[ast::Literal],
    limit: usize,
    ask: &mut Ask,
) -> Result<(), Stop> {
    // Forecasts that the supposition sets off are in force. Those that count without it are not, before it or after it:
    // what is foreseen is no fact, and would hide that the supposition brings it about.
    let view = session.options.view.clone();
    let before = View { played: true, foreseen: session.foreseen(&view)?, ..view };
    let mut after = before.clone();
    for literal in literals {
        let resolved = resolve::supposition(session.model, map, literal);
        session.report.diagnostics.extend(resolved.diagnostics);
        after.supposed.extend(resolved.value);
    }
    if session.invalid() {
        return Ok(());
    }
    ask.changes = Some(session.changes(&before, &after, limit)?);
    Ok(())
}
