//! Questions how likely something is, and their answers.

use super::{Likelihoods, Program, Selection, Target};
use crate::likelihood::{Distributions, Interval, Tightness};
use crate::model::statement::{FormulaKind, Literal, Term};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::model::write::Variables;
use crate::model::{Model, resolve};
use crate::reason::answer::{Wanted, atom_text, fill};
use crate::reason::lineage::AtomId;
use crate::reason::{Session, Stop};
use crate::report::{Answer, Ask, Likelihood, Truth, Width};
use crate::source::SourceMap;
use crate::syntax::ast::{self, Sign};
use crate::theory::{Query, words};

impl Likelihoods<'_> {
    /// How likely the sentences of a program are, where likelihoods can hold together.
    pub(in crate::reason) fn intervals(
        &self,
        program: &Program,
        targets: &[AtomId],
    ) -> Vec<Option<Likelihood>> {
        targets.iter().map(|target| self.interval(program, *target)).collect()
    }

    fn interval(&self, program: &Program, target: AtomId) -> Option<Likelihood> {
        let (question, target) = self.question(program, target);
        let claims: std::collections::BTreeSet<_> =
            question.believed.iter().filter_map(|element| self.claim(*element)).collect();
        let found = match target {
            Target::Certain => Some(settled(Number::ONE)),
            Target::Impossible => Some(settled(Number::ZERO)),
            Target::Open(atom) => {
                let found = Distributions::new(&question.problem, &[atom]).interval(&|_| true, atom)?;
                let width = if self.whole() { found.tightness } else { Tightness::Outer };
                range(found).map(|range| (range, width))
            }
        };
        let (range, tightness) = found?;
        Some(self.say(range, tightness, claims.len()))
    }

    fn say(&self, range: Range, tightness: Tightness, believed: usize) -> Likelihood {
        let words = self.lineage.model.frame.scale.words_for(&range);
        let width = match tightness {
            Tightness::Tight => Width::Tightest,
            Tightness::Outer => Width::AtMost,
        };
        Likelihood { range, words, believed, width }
    }

    /// Whether nothing was left out because there is too much of it.
    fn whole(&self) -> bool {
        self.whole && self.lineage.whole()
    }
}

fn settled(number: Number) -> (Range, Tightness) {
    let range = Range::new(number.clone(), number).unwrap_or_else(|_| Range::all());
    (range, Tightness::Tight)
}

fn range(found: Interval) -> Option<Range> {
    Range::new(Number::from_ratio(found.low)?, Number::from_ratio(found.high)?).ok()
}

/// Answers how likely a condition is: each sentence that some choice of claims makes hold.
///
/// # Errors
/// A limit was reached.
pub(in crate::reason) fn how_likely(
    session: &mut Session<'_>,
    map: &SourceMap,
    formula: &ast::Formula,
    wanted: &Wanted,
    ask: &mut Ask,
) -> Result<(), Stop> {
    let resolved = resolve::query(session.model, map, formula);
    session.report.diagnostics.extend(resolved.diagnostics);
    let (Some(formula), names) = resolved.value else { return Ok(()) };
    let view = session.options.view.clone();
    let query = Query { formula: formula.clone(), variables: names.clone() };
    let mut likely = session.likelihoods(&view, std::slice::from_ref(&query))?;
    let columns = likely.lineage.query_columns(0).to_vec();
    let mut rows: Vec<(Vec<Term>, AtomId)> = Vec::new();
    for terms in likely.lineage.answers(0) {
        if let Some(atom) = likely.lineage.answer(0, &terms) {
            rows.push((terms, atom));
        }
    }
    ask.hidden = rows.len().saturating_sub(wanted.limit);
    rows.truncate(wanted.limit);
    let atoms: Vec<AtomId> = rows.iter().map(|(_, atom)| *atom).collect();
    let program = likely.program(&atoms, &Selection::default());
    let found = likely.intervals(&program, &atoms);
    let model = session.model;
    for ((terms, _), likelihood) in rows.iter().zip(found) {
        // Where something is asked for, what holds in no world is no answer.
        if !columns.is_empty() && likelihood.as_ref().is_some_and(|known| *known.range.high() == Number::ZERO)
        {
            continue;
        }
        let bound = |variable| {
            let at = columns.iter().position(|column| *column == variable)?;
            terms.get(at).cloned()
        };
        let literal: Option<Literal> = match &formula.kind {
            FormulaKind::Literal(literal) => Some(fill(literal, &bound)),
            _ => None,
        };
        ask.answers.push(Answer {
            sentence: words(model, &formula, &names, &bound),
            atom: literal.as_ref().and_then(|literal| atom_text(model, literal)),
            bindings: bindings(model, &columns, &names, terms),
            truth: match &literal {
                Some(literal) if literal.sign == Sign::Negative => Truth::False,
                Some(_) | None => Truth::True,
            },
            status: None,
            likelihood,
            proofs: Vec::new(),
            hidden_proofs: 0,
            cuts: None,
        });
    }
    Ok(())
}

fn bindings(
    model: &Model,
    columns: &[crate::model::statement::VariableId],
    names: &[smol_str::SmolStr],
    terms: &[Term],
) -> Vec<(String, String)> {
    let name = |column: &crate::model::statement::VariableId| names.get(column.0 as usize);
    let pairs = columns.iter().zip(terms).filter_map(|(column, term)| Some((name(column)?, term)));
    pairs.map(|(name, term)| (name.to_string(), model.write_term(term, &[], Variables::Anonymous))).collect()
}
