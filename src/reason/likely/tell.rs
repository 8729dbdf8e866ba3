//! Likelihoods that cannot hold together to diagnostics: labels at every claim, and the sum that breaks.

use super::coherence::{End, Fault, Weighed, Why};
use super::question::{Origin, Target};
use super::stated::Hedged;
use super::{Claim, Likelihoods};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::statement::{Stated as Written, SymbolId, Term};
use crate::model::value::Number;
use crate::model::value::scale::percents;
use crate::model::write::Variables;
use crate::reason::clashes::Clashes;
use crate::reason::disputes::{label, place};
use crate::reason::lineage::{Element, ElementId};
use crate::reason::readings::voices;
use crate::reason::{Session, Stop};
use crate::source::Span;
use std::collections::BTreeSet;

impl Session<'_> {
    /// Finds and reports likelihoods of the chosen view that cannot hold together.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn coherence(&mut self) -> Result<Clashes, Stop> {
        let mut counts = Clashes::default();
        if !super::hedges(self.model) {
            return Ok(counts);
        }
        let known = self.conflicting()?;
        let likely = self.likelihoods_of(None)?;
        let mut found = Vec::new();
        for fault in likely.incoherent() {
            let claims: BTreeSet<Claim> =
                fault.elements().iter().filter_map(|element| likely.claim(*element)).collect();
            if known.contains(&claims) || likely.is_restated(&fault) {
                continue;
            }
            let diagnostic = likely.tell(&fault);
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning if diagnostic.code == Code::Incoherent => counts.disputes += 1,
                Severity::Warning | Severity::Note => {}
            }
            found.push(diagnostic);
        }
        self.report.diagnostics.extend(found);
        Ok(counts)
    }

    /// The sets of claims that contradict each other and are told as such.
    fn conflicting(&mut self) -> Result<BTreeSet<BTreeSet<Claim>>, Stop> {
        if !self.has_claims() {
            return Ok(BTreeSet::new());
        }
        let readings = self.readings(None)?;
        let lineage = &readings.lineage;
        let raised = |element: &ElementId| lineage.is_hypothesis(*element);
        let told = readings.conflicts().iter().filter(|conflict| !conflict.elements.iter().all(raised));
        let claim = |element: &ElementId| Claim::of(lineage.element(*element)?);
        Ok(told.map(|conflict| conflict.elements.iter().filter_map(claim).collect()).collect())
    }
}

impl Likelihoods<'_> {
    /// Whether what is said flatly only restates what is hedged, which the doctrine flags.
    fn is_restated(&self, fault: &Fault) -> bool {
        let model = self.lineage.model;
        let Some(restates) = model.find_relation("restates") else { return false };
        let mut pairs = fault.flat.iter().flat_map(|one| fault.hedged.iter().map(move |other| (one, other)));
        pairs.any(|(flat, hedged)| {
            let labels = label(&self.lineage, *flat).zip(label(&self.lineage, *hedged));
            let terms = labels.map(|(flat, hedged)| [Term::Symbol(flat), Term::Symbol(hedged)]);
            model.statements().flat_map(|(_, statement)| &statement.heads).any(|head| {
                head.relation == restates && terms.as_ref().is_some_and(|terms| head.terms == terms)
            })
        })
    }

    /// The diagnostic for claims that cannot hold together.
    fn tell(&self, fault: &Fault) -> Diagnostic {
        let flat = !fault.flat.is_empty();
        let given = matches!(fault.why, Why::Settled(_, Target::Certain));
        let code = if flat || given { Code::HedgedCertainty } else { Code::Incoherent };
        let mut diagnostic = Diagnostic::new(code, self.headline(fault));
        for element in &fault.hedged {
            if let Some((span, text)) = self.written(*element) {
                diagnostic = diagnostic.label(span, text);
            }
        }
        let mut told: BTreeSet<Span> = BTreeSet::new();
        for element in &fault.flat {
            if let Some((span, text)) = place(&self.lineage, *element)
                && told.insert(span)
            {
                diagnostic = diagnostic.label(span, format!("said flatly: {text}"));
            }
        }
        let model = self.lineage.model;
        let everyone: BTreeSet<SymbolId> =
            fault.elements().iter().flat_map(|e| voices(&self.lineage, *e)).collect();
        let one = self.common(&fault.elements());
        if code == Code::HedgedCertainty {
            let note = match one {
                Some(source) if source == model.analyst => {
                    String::from("you hedge what your flat statements force")
                }
                Some(source) if flat => {
                    format!("`{}` hedges what its own flat statements force", model.name(source))
                }
                Some(_) => String::from("it follows from what you vouch for"),
                None => {
                    let hedgers = self.names(&fault.hedged);
                    format!(
                        "{hedgers} {} what {} flatly",
                        verb(&fault.hedged, self, "hedges", "hedge"),
                        self.flatly(fault)
                    )
                }
            };
            return diagnostic
                .severity(Severity::Warning)
                .note(note)
                .help("hedge the flat statements too, or leave the likelihood away");
        }
        match one {
            Some(source) => {
                let whose = if source == model.analyst {
                    String::from("these likelihoods are your own")
                } else {
                    format!("these likelihoods are all those of `{}`", model.name(source))
                };
                diagnostic
                    .severity(Severity::Error)
                    .note(whose)
                    .help("change one of the likelihoods, or take one of the statements back")
            }
            None => {
                let mut names = everyone.iter().map(|source| model.name(*source));
                let prefer = match (names.next(), names.next()) {
                    (Some(one), Some(other)) => format!(
                        "change one of the likelihoods, or say whom you believe: `prefer {one} over {other}, because \"…\".`"
                    ),
                    _ => String::from("change one of the likelihoods"),
                };
                diagnostic
                    .severity(Severity::Warning)
                    .note("the sources disagree: this is a dispute")
                    .help(prefer)
            }
        }
    }

    /// What is wrong, in a line.
    fn headline(&self, fault: &Fault) -> String {
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
            Why::Sum(terms) if fault.flat.is_empty() => {
                self.sum(terms).unwrap_or_else(|| String::from("these likelihoods cannot hold together"))
            }
            Why::Sum(_) => String::from("these likelihoods cannot hold together with what is said flatly"),
        }
    }

    /// The sum that breaks, where it is a plain one.
    fn sum(&self, terms: &[Weighed]) -> Option<String> {
        let first = terms.first()?;
        let plain =
            terms.iter().all(|term| term.weight == first.weight && matches!(term.origin, Origin::Stated(_)));
        if !plain {
            return None;
        }
        let ends: Vec<(End, Number)> =
            terms.iter().map(|term| Some((term.end, self.end(term)?))).collect::<Option<_>>()?;
        let total = ends.iter().try_fold(Number::ZERO, |sum, (_, end)| sum.add(end))?;
        let raised = terms.iter().all(|term| {
            self.stater(term.origin).is_some_and(|element| self.lineage.is_hypothesis(element))
                || self.is_holds(term.origin)
        });
        let what = if raised { "hypotheses" } else { "sentences" };
        let count = number_word(terms.len());
        let share = share(&total);
        if ends.iter().all(|(end, _)| *end == End::Low) {
            return Some(format!("these {count} exclusive {what} add up to at least {share}"));
        }
        if ends.iter().all(|(end, _)| *end == End::High) {
            return Some(format!("one of these {count} {what} holds, and they add up to at most {share}"));
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

    fn end(&self, term: &Weighed) -> Option<Number> {
        let element = self.stater(term.origin)?;
        let Hedged::Within(range) = self.hedge(element)? else { return None };
        Some(match term.end {
            End::Low => range.low().clone(),
            End::High => range.high().clone(),
        })
    }

    fn is_holds(&self, origin: Origin) -> bool {
        let Origin::Stated(at) = origin else { return false };
        let holds = self.lineage.model.find_relation("holds");
        self.stated.get(at).is_some_and(|stated| Some(stated.literal.relation) == holds)
    }

    /// The sentence of a constraint.
    fn said(&self, origin: Origin) -> String {
        let model = self.lineage.model;
        match origin {
            Origin::Stated(at) => {
                let literal = self.stated.get(at).map(|stated| &stated.literal);
                literal.map(|literal| model.write(literal, Variables::Anonymous)).unwrap_or_default()
            }
            Origin::Applied(element) => {
                place(&self.lineage, element).map(|(_, text)| text).unwrap_or_default()
            }
        }
    }

    /// Where the likelihood of a claim is written, and what it says.
    pub(super) fn written(&self, element: ElementId) -> Option<(Span, String)> {
        let model = self.lineage.model;
        let attribution = match self.lineage.element(element)? {
            Element::Claim(id) | Element::Application(id, _) | Element::Row(id, _) => {
                &model.statement(*id)?.attribution
            }
            Element::Hypothesis(symbol) => &model.hypotheses.get(symbol)?.attribution,
        };
        let hedge = attribution.likelihood.as_ref()?;
        let said = match self.stated.iter().find(|stated| stated.element == element) {
            Some(stated) => model.write(&stated.literal, Variables::Anonymous),
            None => place(&self.lineage, element)?.1,
        };
        let text = match &hedge.stated {
            Written::Range(range) => format!("{said}: {}", percents(range)),
            Written::Possible => format!("{said}: above 0 %"),
        };
        Some((hedge.span, text))
    }

    /// The one voice of all these claims.
    fn common(&self, elements: &BTreeSet<ElementId>) -> Option<SymbolId> {
        let mut all =
            elements.iter().map(|e| voices(&self.lineage, *e).into_iter().collect::<BTreeSet<SymbolId>>());
        let first = all.next()?;
        all.fold(first, |common, one| common.intersection(&one).copied().collect()).into_iter().next()
    }

    /// Who makes claims: `you`, `` `a` and `b` ``.
    fn names(&self, elements: &BTreeSet<ElementId>) -> String {
        let model = self.lineage.model;
        let all: BTreeSet<SymbolId> = elements.iter().flat_map(|e| voices(&self.lineage, *e)).collect();
        let named = all.into_iter().map(|source| {
            if source == model.analyst { String::from("you") } else { format!("`{}`", model.name(source)) }
        });
        named.collect::<Vec<_>>().join(" and ")
    }

    fn flatly(&self, fault: &Fault) -> String {
        format!("{} {}", self.names(&fault.flat), verb(&fault.flat, self, "says", "say"))
    }
}

/// The form of a verb for those who make claims.
fn verb<'a>(
    elements: &BTreeSet<ElementId>,
    likely: &Likelihoods<'_>,
    one: &'a str,
    more: &'a str,
) -> &'a str {
    let all: BTreeSet<SymbolId> = elements.iter().flat_map(|e| voices(&likely.lineage, *e)).collect();
    match all.iter().next() {
        Some(source) if all.len() == 1 && *source != likely.lineage.model.analyst => one,
        _ => more,
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
