//! Likelihoods that cannot hold together to diagnostics: labels at every claim, and the sum that breaks.

use super::coherence::{End, Fault, Weighed, Why};
use super::question::{Origin, Target};
use super::stated::{Hedged, Stated};
use super::{Claim, Likelihoods, Selection, When};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::statement::{Stated as Written, SymbolId, Term};
use crate::model::value::Number;
use crate::model::value::scale::percents;
use crate::model::write::Variables;
use crate::reason::clashes::Clashes;
use crate::reason::disputes::{label, place};
use crate::reason::lineage::{Element, ElementId};
use crate::reason::readings::{losers, voices};
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
                Severity::Warning | Severity::Note if diagnostic.code == Code::Incoherent => {
                    counts.disputes += 1;
                }
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
        let Some(restates) = model.standard_relation("restates") else { return false };
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
    fn tell(&mut self, fault: &Fault) -> Diagnostic {
        let certain = self.excluding(fault);
        let diagnostic = self.told(fault);
        let Some(first) = certain.first() else { return diagnostic };
        let (names, are) = match certain.as_slice() {
            [_] => (format!("`{first}`"), "is"),
            _ => (certain.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" and "), "are"),
        };
        let taken = if fault.flat.is_empty() { "" } else { " if what is said flatly holds" };
        diagnostic.note(format!("{names} {are} certain{taken}, which rules it out")).help(format!(
            "leave the likelihood away, or change what makes the other certain: `why {first}?` tells"
        ))
    }

    fn told(&mut self, fault: &Fault) -> Diagnostic {
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
        let own = one.contains(&model.analyst);
        if code == Code::HedgedCertainty {
            let note = match one.first() {
                Some(_) if own => String::from("you hedge what your flat statements force"),
                Some(_) if flat => {
                    let hedges = if one.len() == 1 { "hedges what its" } else { "hedge what their" };
                    format!("{} {hedges} own flat statements force", self.named(&one))
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
        match one.first() {
            Some(_) => {
                let whose = if own {
                    String::from("these likelihoods are your own")
                } else {
                    format!("these likelihoods are all those of {}", self.named(&one))
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
                let all: Vec<ElementId> = fault.elements().into_iter().collect();
                if losers(&self.lineage, &all).len() < all.len() {
                    let note = "the sources disagree: this is a dispute, and it is settled whom to believe";
                    return diagnostic.severity(Severity::Note).note(note);
                }
                diagnostic
                    .severity(Severity::Warning)
                    .note("the sources disagree: this is a dispute")
                    .help(prefer)
            }
        }
    }

    /// What is wrong, in a line.
    fn headline(&mut self, fault: &Fault) -> String {
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
            let Some(other) = self.interval(&program, atom).map(|found| found.range) else { continue };
            let concluded = program.concluded().contains(&atom.index());
            let apart = other.high() < range.low() || other.low() > range.high();
            if !apart || found.as_ref().is_some_and(|(known, _)| *known || !concluded) {
                continue;
            }
            let said = self.lineage.model.write(&literal, Variables::Anonymous);
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
        let plain =
            terms.iter().all(|term| term.weight == first.weight && matches!(term.origin, Origin::Stated(_)));
        if !plain {
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
        let raised = |term: &Term| matches!(term, Term::Symbol(symbol) if self.lineage.model.hypotheses.contains_key(symbol));
        self.lineage.is_hypothesis(stated.element)
            || (Some(stated.literal.relation) == self.lineage.model.standard_relation("holds")
                && stated.literal.terms.iter().all(raised))
    }

    /// The sentence of a constraint.
    fn said(&self, origin: Origin) -> String {
        match origin {
            Origin::Stated(at) => self.stated.get(at).map(|stated| self.sentence(stated)).unwrap_or_default(),
            Origin::Applied(element) => {
                place(&self.lineage, element).map(|(_, text)| text).unwrap_or_default()
            }
        }
    }

    /// A sentence of which a likelihood is stated, with its day if it is forecast by one.
    fn sentence(&self, stated: &Stated) -> String {
        let text = self.lineage.model.write(&stated.literal, Variables::Anonymous);
        match stated.when {
            When::By(day) => format!("{text} by {day}"),
            When::Now | When::Ever => text,
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
            Some(stated) => self.sentence(stated),
            None => place(&self.lineage, element)?.1,
        };
        let text = match &hedge.stated {
            Written::Range(range) => format!("{said}: {}", percents(range)),
            Written::Possible => format!("{said}: above 0 %"),
        };
        Some((hedge.span, text))
    }

    /// The voices that all these claims have.
    fn common(&self, elements: &BTreeSet<ElementId>) -> BTreeSet<SymbolId> {
        let mut all =
            elements.iter().map(|e| voices(&self.lineage, *e).into_iter().collect::<BTreeSet<SymbolId>>());
        let first = all.next().unwrap_or_default();
        all.fold(first, |common, one| common.intersection(&one).copied().collect())
    }

    /// Who makes claims: `you`, `` `a` and `b` ``.
    fn names(&self, elements: &BTreeSet<ElementId>) -> String {
        self.named(&elements.iter().flat_map(|e| voices(&self.lineage, *e)).collect())
    }

    /// Sources by their names: `you`, `` `a`, `b` and `c` ``.
    fn named(&self, sources: &BTreeSet<SymbolId>) -> String {
        let model = self.lineage.model;
        let named = sources.iter().map(|source| {
            if *source == model.analyst { String::from("you") } else { format!("`{}`", model.name(*source)) }
        });
        let mut named: Vec<String> = named.collect();
        match named.pop() {
            Some(last) if named.is_empty() => last,
            Some(last) => format!("{} and {last}", named.join(", ")),
            None => String::new(),
        }
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
