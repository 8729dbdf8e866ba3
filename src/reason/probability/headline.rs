//! Why likelihoods cannot hold together, in a line: the sum that breaks, or what forces what.
//!
//! **Invariant:** numbers in a line are those that are stated, and their sum.

use super::coherence::REACH;
use super::fault::{End, Fault, Origin, Target, Weighed, Why};
use super::likelihoods::Likelihoods;
use super::selection::Selection;
use super::stated::{Hedged, Stated};
use super::when::When;
use crate::model::statement::{Kind, Term};
use crate::model::value::Number;
use crate::model::value::scale::percents;
use crate::model::write::Variables;
use crate::reason::dispute::naming::said;
use crate::reason::provenance::{Assumption, AssumptionId};

impl Likelihoods<'_> {
    /// What is wrong, in a line.
    pub(super) fn headline(&mut self, fault: &Fault) -> String {
        match &fault.why {
            Why::Settled(at, target) => {
                let said = self.said(Origin::Stated(*at));
                match (target, fault.flat.is_empty()) {
                    (Target::Certain, true) => format!("`{said}` is hedged, and holds for certain"),
                    (Target::Certain, false) => {
                        format!("`{said}` is hedged, and follows from what is said flatly")
                    }
                    (Target::Impossible | Target::Open(_), true) => {
                        format!("`{said}` is given a likelihood, and cannot hold")
                    }
                    (Target::Impossible | Target::Open(_), false) => {
                        format!("`{said}` is given a likelihood, and cannot hold if what is said flatly does")
                    }
                }
            }
            Why::NotPossible(at) => {
                format!("`{}` is said to be possible, and cannot hold", self.said(Origin::Stated(*at)))
            }
            Why::NoWorld => String::from("these claims cannot all be true"),
            Why::Sum(terms) => {
                let plain = if fault.flat.is_empty() { self.sum(terms) } else { None };
                plain.or_else(|| self.forced(fault)).unwrap_or_else(|| {
                    String::from(if fault.flat.is_empty() {
                        "these likelihoods cannot hold together"
                    } else {
                        "these likelihoods cannot hold together with what is said flatly"
                    })
                })
            }
        }
    }

    /// That the other claims make a sentence likelier or less likely than it is stated; a conclusion rather
    /// than a premise, and what is stated last.
    fn forced(&mut self, fault: &Fault) -> Option<String> {
        let all = fault.elements();
        let stated: Vec<Stated> =
            self.stated.iter().rev().filter(|at| all.contains(&at.element)).cloned().collect();
        let mut found: Option<(bool, String)> = None;
        for Stated { element, literal, atom, hedged, when } in stated {
            let (Hedged::Within(range), Some(atom), When::Now) = (hedged, atom, when) else { continue };
            let kept = all.iter().copied().filter(|other| *other != element).collect();
            let program = self.program(&[atom], &Selection { kept: Some(kept), ..Selection::default() });
            let Some(other) = self.interval(&program, atom, REACH).map(|found| found.range) else { continue };
            let concluded = program.graph.concluded().contains(&atom.index());
            let apart = other.high() < range.low() || other.low() > range.high();
            if !apart || found.as_ref().is_some_and(|(known, _)| *known || !concluded) {
                continue;
            }
            let said = self.provenance.model.write(&literal, Variables::Anonymous);
            let rest = if fault.flat.is_empty() { "" } else { " and what is said flatly" };
            found = Some((
                concluded,
                format!(
                    "`{said}` is stated as {}, and the other likelihoods{rest} make it {}",
                    percents(&range),
                    percents(&other)
                ),
            ));
        }
        found.map(|(_, text)| text)
    }

    /// The sum that breaks, where it is a plain one.
    fn sum(&self, terms: &[Weighed]) -> Option<String> {
        let first = terms.first()?;
        let stated = |term: &Weighed| matches!(term.origin, Origin::Stated(_));
        // Judgements under one condition add up as what is stated of sentences does.
        let condition = |term: &Weighed| match term.origin {
            Origin::Applied(element) => self.condition(element),
            Origin::Stated(_) => None,
        };
        let shared = condition(first);
        let judged = |term: &Weighed| shared.is_some() && condition(term) == shared;
        let even = terms.iter().all(|term| term.weight == first.weight);
        if !even || !(terms.iter().all(stated) || terms.iter().all(judged)) {
            return None;
        }
        let ends: Vec<(End, Number)> =
            terms.iter().map(|term| Some((term.end, self.end(term)?))).collect::<Option<_>>()?;
        let total = ends.iter().try_fold(Number::ZERO, |sum, (_, end)| sum.add(end))?;
        let raised = terms.iter().all(|term| self.is_hypothesis(term.origin));
        let what = if raised { "hypotheses" } else { "sentences" };
        let count = number_word(terms.len());
        let share = share(&total);
        if let ([term], [(end, _)]) = (terms, ends.as_slice()) {
            let said = self.said(term.origin);
            return Some(match end {
                End::Low => format!("`{said}` is at least {share} likely, and cannot hold"),
                End::High => format!("`{said}` is at most {share} likely, and holds in every case"),
            });
        }
        let whole = |number: Number| number.to_i64().and_then(|whole| usize::try_from(whole).ok());
        if ends.iter().all(|(end, _)| *end == End::Low) {
            // Less than the total hold in any world.
            return Some(match whole(total.ceiling())? {
                0 | 1 => return None,
                2 => format!("these {count} exclusive {what} add up to at least {share}"),
                above => format!(
                    "no more than {} of these {count} {what} can hold together, and they add up to at least {share}",
                    number_word(above - 1)
                ),
            });
        }
        if ends.iter().all(|(end, _)| *end == End::High) {
            let below = whole(total.floor())?;
            let verb = if below == 0 { "holds" } else { "hold" };
            return Some(format!(
                "{} of these {count} {what} {verb} in every case, and they add up to at most {share}",
                number_word(below + 1)
            ));
        }
        match (terms, ends.as_slice()) {
            ([one, other], [(End::Low, _), (End::High, _)]) => Some(self.entailed(one, other)),
            ([one, other], [(End::High, _), (End::Low, _)]) => Some(self.entailed(other, one)),
            _ => None,
        }
    }

    /// That one sentence cannot hold without another, which is said to be less likely.
    fn entailed(&self, low: &Weighed, high: &Weighed) -> String {
        let end = |term| self.end(term).map(|end| share(&end)).unwrap_or_default();
        let (one, other) = (self.said(low.origin), self.said(high.origin));
        if one == other {
            return format!("`{one}` is said to be at least {} likely, and at most {}", end(low), end(high));
        }
        format!(
            "`{one}` is at least {} likely and does not hold without `{other}`, which is at most {}",
            end(low),
            end(high)
        )
    }

    /// The condition of a judgement, in words.
    fn condition(&self, element: AssumptionId) -> Option<String> {
        let model = self.provenance.model;
        let Some(Assumption::Application(id, _)) = self.provenance.element(element) else { return None };
        let statement = model.statement(*id).filter(|one| one.kind == Kind::Judgement)?;
        Some(said(model, statement.body.as_ref()?, &statement.variables, &|_| None))
    }

    fn end(&self, term: &Weighed) -> Option<Number> {
        let element = self.stater(term.origin)?;
        let Hedged::Within(range) = self.hedge(element)? else { return None };
        Some(match term.end {
            End::Low => range.low().clone(),
            End::High => range.high().clone(),
        })
    }

    /// Whether a constraint is the likelihood of a hypothesis, wherever that is stated.
    fn is_hypothesis(&self, origin: Origin) -> bool {
        let Origin::Stated(at) = origin else { return false };
        let Some(stated) = self.stated.get(at) else { return false };
        let raised = |term: &Term| matches!(term, Term::Symbol(symbol) if self.provenance.model.hypotheses.contains_key(symbol));
        self.provenance.is_hypothesis(stated.element)
            || (Some(stated.literal.relation) == self.provenance.model.known.holds
                && stated.literal.terms.iter().all(raised))
    }
}

/// A sum of probabilities in per cents; it may be above one hundred.
fn share(total: &Number) -> String {
    let hundred = total.multiply(&Number::from(100)).unwrap_or(Number::ZERO);
    format!("{hundred} %")
}

/// A small number in words.
fn number_word(count: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
