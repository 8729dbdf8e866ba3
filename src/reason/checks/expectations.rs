//! Expectations: what was expected, and what came out.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Context, SymbolId};
use crate::model::write::Variables;
use crate::model::{ExpectationKind, ExpectedStatus};
use crate::reason::place::place_of;
use crate::reason::probability::{Given, Pair};
use crate::reason::query::wanted::Sensitive;
use crate::reason::{Session, Stop, Viewed};
use crate::report::{Expectation, Found, Outcome, Status, Support, WhyNot};
use crate::theory::View;

impl Session<'_> {
    /// Judges the expectations of a context that speak of what holds.
    pub(in crate::reason) fn expectations(
        &mut self,
        viewed: &mut Viewed,
        context: Context,
    ) -> Result<(), Stop> {
        let model = self.model;
        let scenario = match context {
            Context::Scenario(symbol) => Some(symbol),
            Context::Base | Context::Hypothesis(_) | Context::Game(_) => None,
        };
        // Of a game that could not be played nothing was found out.
        let is_game = |symbol: SymbolId| model.games.iter().any(|game| game.symbol == symbol);
        let is_played = |symbol: SymbolId| self.options.games.played.iter().any(|game| game.is(symbol));
        let found = &self.options.games.found;
        if !found.is_empty() && scenario.is_some_and(|symbol| is_game(symbol) && !is_played(symbol)) {
            return Ok(());
        }
        let view = View { scenario, ..self.options.view.clone() };
        for (query, at) in viewed.expectations.clone().into_iter().enumerate() {
            let Some(expectation) = model.expectations.get(at) else { continue };
            let count = viewed
                .evaluated
                .query(query)
                .map_or(0, |(relation, _)| viewed.evaluated.database.len(relation));
            let wrong = match &expectation.kind {
                ExpectationKind::Holds(_) if count == 0 => Some(String::from("this does not follow")),
                ExpectationKind::Unproven(_) if count > 0 => Some(String::from("this follows all the same")),
                ExpectationKind::Answers(wanted, _) if *wanted != count as u64 => {
                    let answers = if count == 1 { "answer" } else { "answers" };
                    Some(format!("there is {count} {answers}").replace("is 0", "are 0"))
                }
                ExpectationKind::Holds(_)
                | ExpectationKind::Unproven(_)
                | ExpectationKind::Answers(..)
                | ExpectationKind::Status(..)
                | ExpectationKind::AtLeast(..)
                | ExpectationKind::AtLeastGiven(..)
                | ExpectationKind::Violated(..) => None,
            };
            let wrong = match wrong {
                Some(words) => Some(self.found(&view, &mut viewed.evaluated, expectation, query, words)?),
                None => None,
            };
            self.judge(at, context, wrong);
        }
        for (at, expectation) in model.expectations.iter().enumerate() {
            let ExpectationKind::Violated(name, _) = &expectation.kind else { continue };
            if expectation.context != context {
                continue;
            }
            let fires = viewed.evaluated.violations().any(|(id, relation)| {
                model.statement(id).is_some_and(|statement| statement.name == *name)
                    && viewed.evaluated.database.len(relation) > 0
            });
            let wrong = (!fires).then(|| Found::new(format!("`{name}` is not violated")));
            self.judge(at, context, wrong);
        }
        for (at, expectation) in model.expectations.iter().enumerate() {
            let ExpectationKind::Status(wanted, literal) = &expectation.kind else { continue };
            if expectation.context != context || self.invalid() {
                continue;
            }
            let status = self.status(scenario, literal)?;
            // What nobody disputes is established all the more.
            let met = status == expected(*wanted)
                || (*wanted == ExpectedStatus::Established && status == Status::Undisputed)
                || (*wanted == ExpectedStatus::Tenable && status == Status::Leading);
            let wrong = if met {
                None
            } else {
                let words = format!("it is {}", status.word());
                Some(self.found_of(&view, &mut viewed.evaluated, literal, words)?)
            };
            let wrong = match (wrong, status) {
                (Some(found), Status::Rejected | Status::Contested) => {
                    let sentence = model.write(literal, Variables::Anonymous);
                    Some(Found { against: self.opposed(scenario, literal)?, sentence, ..found })
                }
                (wrong, _) => wrong,
            };
            self.judge(at, context, wrong);
        }
        self.likelihood_expectations(context)
    }

    /// Judges the expectations of a context that speak of likelihoods.
    fn likelihood_expectations(&mut self, context: Context) -> Result<(), Stop> {
        let model = self.model;
        let scenario = match context {
            Context::Scenario(symbol) => Some(symbol),
            Context::Base | Context::Hypothesis(_) | Context::Game(_) => None,
        };
        let wanted =
            model.expectations.iter().enumerate().filter_map(|(at, expectation)| match &expectation.kind {
                ExpectationKind::AtLeast(literal, range) if expectation.context == context => {
                    Some((at, literal, range))
                }
                _ => None,
            });
        let wanted: Vec<_> = wanted.collect();
        if self.invalid() {
            return Ok(());
        }
        self.conditional_expectations(context, scenario)?;
        if wanted.is_empty() {
            return Ok(());
        }
        let found = self.how_likely(scenario, wanted.iter().map(|(_, literal, _)| *literal))?;
        for ((at, _, range), found) in wanted.into_iter().zip(found) {
            let wrong = match found {
                Some(found) if found.range.low() >= range.low() => None,
                Some(found) => {
                    Some(Found::new(format!("it is {}", model.frame.scale.describe(&found.range))))
                }
                None => Some(Found::new(String::from("the likelihoods cannot hold together"))),
            };
            self.judge(at, context, wrong);
        }
        Ok(())
    }

    /// Judges the expectations of a context that speak of likelihoods given something.
    fn conditional_expectations(&mut self, context: Context, scenario: Option<SymbolId>) -> Result<(), Stop> {
        let model = self.model;
        let view = self.weighed_view(scenario);
        for (at, expectation) in model.expectations.iter().enumerate() {
            let ExpectationKind::AtLeastGiven(asked, given, range) = &expectation.kind else { continue };
            if expectation.context != context {
                continue;
            }
            let pair = Pair { asked, given, names: &expectation.variables };
            let found = self.likely_given(&view, &pair, Sensitive::No)?;
            let least = |given: &Given| match given {
                Given::Likely(likelihood) => Some(likelihood.range.clone()),
                Given::Never(_) | Given::Unmended => None,
            };
            // Of several answers the least likely counts.
            let worst = found
                .iter()
                .map(|row| least(&row.given))
                .min_by_key(|found| found.as_ref().map(|range| range.low().clone()));
            let wrong = match worst {
                Some(Some(found)) if found.low() >= range.low() => None,
                Some(Some(found)) => Some(format!("it is {}", model.frame.scale.describe(&found))),
                Some(None) => Some(match found.iter().any(|row| matches!(row.given, Given::Never(_))) {
                    true => String::from("the condition never holds"),
                    false => String::from("the likelihoods cannot hold together"),
                }),
                None => Some(String::from("no claims make both hold")),
            };
            self.judge(at, context, wrong.map(Found::new));
        }
        Ok(())
    }

    fn judge(&mut self, at: usize, context: Context, wrong: Option<Found>) {
        let model = self.model;
        let Some(expectation) = model.expectations.get(at) else { return };
        let scenario = match context {
            Context::Base => None,
            Context::Scenario(symbol) | Context::Hypothesis(symbol) | Context::Game(symbol) => {
                Some(self.model.name(symbol).to_owned())
            }
        };
        if let Some(found) = &wrong {
            let place = scenario.as_ref().map(|name| format!(" in `{name}`")).unwrap_or_default();
            let mut diagnostic =
                Diagnostic::new(Code::ExpectationFailed, format!("expected{place}: {}", expectation.words))
                    .label(expectation.span, found.words.as_str());
            if let Some(missing) = found.absence.as_ref().and_then(missing) {
                diagnostic = diagnostic.note(missing);
            }
            for one in &found.against {
                let label = |support: &Support| support.label.as_ref().map(|label| format!("@{label}"));
                diagnostic = diagnostic.note(one.words(&found.sentence, &label));
                for support in one.said.iter().chain(&one.against) {
                    let place = support.place.as_ref().map(|place| place.span);
                    if let Some(place) = place.filter(|place| model.module(*place).is_none()) {
                        diagnostic = diagnostic.label(place, support.sentence.as_str());
                    }
                }
            }
            self.report.diagnostics.push(diagnostic);
        }
        self.report.expectations.get_or_insert_default().push(Expectation {
            name: expectation.words.clone(),
            place: place_of(model, expectation.span),
            scenario,
            outcome: if wrong.is_some() { Outcome::Failed } else { Outcome::Passed },
            found: wrong,
        });
    }
}

/// What is missing most nearly, in a line.
fn missing(absence: &WhyNot) -> Option<String> {
    let attempt = absence.attempts.first()?;
    let missing: Vec<&str> = attempt.missing.iter().map(|missing| missing.sentence.as_str()).collect();
    let rule = &attempt.rule.name;
    if rule.is_empty() {
        return Some(format!("what is missing: {}", missing.join(" and ")));
    }
    Some(format!("the rule `{rule}` would conclude it, but for: {}", missing.join(" and ")))
}

/// A status as a report tells it.
fn expected(status: ExpectedStatus) -> Status {
    match status {
        ExpectedStatus::Undisputed => Status::Undisputed,
        ExpectedStatus::Established => Status::Established,
        ExpectedStatus::Contested => Status::Contested,
        ExpectedStatus::Rejected => Status::Rejected,
        ExpectedStatus::Leading => Status::Leading,
        ExpectedStatus::Tenable => Status::Tenable,
        ExpectedStatus::Possible => Status::Possible,
    }
}
