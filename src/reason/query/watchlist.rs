//! Indicators to what has become of them and what looking for them would tell.
//!
//! **Invariant:** an indicator that is not seen is no evidence by itself: what its absence would make of what it is a sign
//! of is told, and counts where the analyst says that it is not there.

use crate::model::resolve;
use crate::model::statement::{Formula, FormulaKind, Literal};
use crate::model::{Indicator, Model};
use crate::reason::dispute::support::holds;
use crate::reason::place::place_of;
use crate::reason::probability::conditional::{Given, Pair};
use crate::reason::probability::hedges;
use crate::reason::query::wanted::Sensitive;
use crate::reason::{Session, Stop};
use crate::report::{Likelihood, Watched, Watching, Watchlist};
use crate::theory::{Query, Standing, View, words};

/// What to look for in an analysis.
///
/// # Errors
/// A limit was reached.
pub fn watchlist(session: &mut Session<'_>) -> Result<Watchlist, Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let mut queries = Vec::new();
    let mut places: Vec<(usize, Option<usize>)> = Vec::new();
    for indicator in &model.indicators {
        let ask = |formula: Formula| Query { formula, variables: indicator.variables.clone() };
        let seen = queries.len();
        queries.push(ask(indicator.formula.clone()));
        let absent = resolve::dual(&indicator.formula).map(|denied| {
            queries.push(ask(denied));
            queries.len() - 1
        });
        places.push((seen, absent));
    }
    let now = Standing::new(model, &view).as_of();
    let evaluated = session.look(&view, None, &queries)?.evaluated;
    let answered = |query: usize| {
        evaluated.query(query).is_some_and(|(relation, _)| evaluated.database.rows(relation).next().is_some())
    };
    let mut found = Vec::new();
    for (indicator, (seen, absent)) in model.indicators.iter().zip(places) {
        session.in_time()?;
        let past = indicator.expected.as_ref().zip(now).is_some_and(|(day, now)| day.date.before(now));
        let state = match (answered(seen), absent.is_some_and(answered), past) {
            (true, ..) => Watching::Seen,
            (false, true, _) => Watching::Absent,
            (false, false, true) => Watching::Overdue,
            (false, false, false) => Watching::NotSeen,
        };
        found.push(session.watched(&view, indicator, state)?);
    }
    // What is still to be looked for comes first, of that what tells most.
    found.sort_by(|one, other| {
        let open = |one: &Watched| matches!(one.state, Watching::Seen | Watching::Absent);
        open(one).cmp(&open(other)).then_with(|| other.bits.cmp(&one.bits)).then_with(|| {
            let day = |one: &Watched| (one.expected.is_none(), one.expected.clone());
            day(one).cmp(&day(other))
        })
    });
    let as_of = model.frame.as_of.as_ref().map(|dated| dated.words.to_string());
    Ok(Watchlist { as_of, indicators: found })
}

impl Session<'_> {
    fn watched(&mut self, view: &View, indicator: &Indicator, state: Watching) -> Result<Watched, Stop> {
        let model = self.model;
        let mut made = Watched {
            name: indicator.name.to_string(),
            gloss: indicator.gloss.as_ref().map(ToString::to_string),
            of: model.name(indicator.of).to_owned(),
            sentence: words(model, &indicator.formula, &indicator.variables, &|_| None),
            likelihood: indicator.likelihood.as_ref().map(|hedge| hedge.words.to_string()),
            expected: indicator.expected.as_ref().map(|dated| dated.words.to_string()),
            state,
            now: None,
            if_seen: None,
            if_not: None,
            bits: None,
            place: place_of(model, indicator.span),
        };
        let Some(target) = indicator.target.as_ref().filter(|_| hedges(model)) else { return Ok(made) };
        made.now =
            self.how_likely(None, std::iter::once(target))?.pop().flatten().filter(|one| one.sides.len() < 2);
        if matches!(state, Watching::Seen | Watching::Absent) || !indicator.variables.is_empty() {
            return Ok(made);
        }
        let span = indicator.span;
        let asked = Formula { span, kind: FormulaKind::Literal(target.clone()) };
        let not = Formula { span, kind: FormulaKind::Unless(Box::new(indicator.formula.clone())) };
        made.if_seen = self.given(view, &asked, &indicator.formula)?;
        made.if_not = self.given(view, &asked, &not)?;
        if let FormulaKind::Literal(literal) = &indicator.formula.kind {
            let rivals = rivals(model, indicator, target);
            made.bits = self.bits(&rivals, literal)?;
        }
        Ok(made)
    }

    /// How likely a target is given a condition, where that is known.
    fn given(&mut self, view: &View, asked: &Formula, given: &Formula) -> Result<Option<Likelihood>, Stop> {
        let found = self.likely_given(view, &Pair { asked, given, names: &[] }, Sensitive::No)?;
        Ok(found.into_iter().find_map(|row| match row.given {
            Given::Likely(likelihood) => Some(likelihood),
            Given::Never(_) | Given::Unmended => None,
        }))
    }
}

/// The sentences between which an indicator tells: the answers to the question of a hypothesis, or what it is a sign of.
fn rivals(model: &Model, indicator: &Indicator, target: &Literal) -> Vec<Literal> {
    let question = model.hypotheses.get(&indicator.of).and_then(|hypothesis| hypothesis.question);
    let question = model.questions.iter().find(|known| Some(known.symbol) == question);
    match question {
        Some(question) => question.hypotheses.iter().filter_map(|one| holds(model, *one)).collect(),
        None => vec![target.clone()],
    }
}
