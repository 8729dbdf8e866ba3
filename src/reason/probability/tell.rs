//! Likelihoods that cannot hold together to diagnostics: labels at every claim, and the sum that breaks.

use super::fault::{Fault, Origin, Target, Why};
use super::likelihoods::Likelihoods;
use super::selection::Claim;
use super::stated::Stated;
use super::when::When;
use crate::diagnostic::{Code, Diagnostic, Severity, Standing};
use crate::model::statement::{Stated as Written, SymbolId, Term};
use crate::model::value::scale::percents;
use crate::model::write::Variables;
use crate::reason::dispute::contradictions::Clashes;
use crate::reason::dispute::naming::{label, place};
use crate::reason::dispute::repairs::{foresees, losers, voices};
use crate::reason::provenance::{Assumption, AssumptionId};
use crate::reason::{Session, Stop};
use crate::report::listed;
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
            if diagnostic.standing == Standing::Settled {
                found.push(diagnostic);
                continue;
            }
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning | Severity::Note if diagnostic.code == Code::Incoherent => {
                    counts.disputes += 1;
                }
                Severity::Warning | Severity::Note => {}
            }
            found.push(diagnostic);
        }
        let impossible = likely.impossible_observations();
        counts.errors += impossible.len();
        found.extend(impossible);
        self.report.diagnostics.extend(found);
        Ok(counts)
    }

    /// The sets of claims that contradict each other and are told as such.
    fn conflicting(&mut self) -> Result<BTreeSet<BTreeSet<Claim>>, Stop> {
        if !self.is_disputable() {
            return Ok(BTreeSet::new());
        }
        let repairs = self.repairs(None)?;
        let provenance = &repairs.provenance;
        let raised = |element: &AssumptionId| provenance.is_hypothesis(*element);
        let told = repairs.conflicts().iter().filter(|conflict| !conflict.elements.iter().all(raised));
        let claim = |element: &AssumptionId| Claim::of(provenance.element(*element)?);
        Ok(told.map(|conflict| conflict.elements.iter().filter_map(claim).collect()).collect())
    }
}

impl Likelihoods<'_> {
    /// Whether what is said flatly only restates what is hedged, which the doctrine flags.
    fn is_restated(&self, fault: &Fault) -> bool {
        let model = self.provenance.model;
        let Some(restates) = model.known.restates else { return false };
        let mut pairs = fault.flat.iter().flat_map(|one| fault.hedged.iter().map(move |other| (one, other)));
        pairs.any(|(flat, hedged)| {
            let labels = label(&self.provenance, *flat).zip(label(&self.provenance, *hedged));
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
        if !fault.hedged.is_empty() && fault.hedged.iter().all(|element| foresees(&self.provenance, *element))
        {
            return self.given_way(fault, first);
        }
        let (names, are) = match certain.as_slice() {
            [_] => (format!("`{first}`"), "is"),
            _ => (certain.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" and "), "are"),
        };
        let taken = if fault.flat.is_empty() { "" } else { " if what is said flatly holds" };
        diagnostic.note(format!("{names} {are} certain{taken}, which rules it out")).help(format!(
            "leave the likelihood away, or change what makes the other certain: `why {first}?` tells"
        ))
    }

    /// Says that a forecast does not count, since its opposite is certain.
    fn given_way(&self, fault: &Fault, opposite: &str) -> Diagnostic {
        let names: Vec<String> = fault.hedged.iter().map(|element| self.called(*element)).collect();
        let verb = if names.len() == 1 { "gives" } else { "give" };
        let message = format!("{} {verb} way: `{opposite}`, which rules it out", listed(&names));
        let mut diagnostic =
            Diagnostic::new(Code::Incoherent, message).severity(Severity::Note).standing(Standing::Settled);
        for element in &fault.hedged {
            if let Some((span, text)) = self.written(*element) {
                diagnostic = diagnostic.label(span, text);
            }
        }
        diagnostic.help(format!("`why {opposite}?` tells why"))
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
            if let Some((span, text)) = place(&self.provenance, *element)
                && told.insert(span)
            {
                diagnostic = diagnostic.label(span, format!("said flatly: {text}"));
            }
        }
        let model = self.provenance.model;
        let everyone: BTreeSet<SymbolId> =
            fault.elements().iter().flat_map(|e| voices(&self.provenance, *e)).collect();
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
                let all: Vec<AssumptionId> = fault.elements().into_iter().collect();
                if losers(&self.provenance, &all).len() < all.len() {
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

    /// The sentence of a constraint.
    pub(super) fn said(&self, origin: Origin) -> String {
        match origin {
            Origin::Stated(at) => self.stated.get(at).map(|stated| self.sentence(stated)).unwrap_or_default(),
            Origin::Applied(element) => {
                place(&self.provenance, element).map(|(_, text)| text).unwrap_or_default()
            }
        }
    }

    /// A sentence of which a likelihood is stated, with its day if it is forecast by one.
    fn sentence(&self, stated: &Stated) -> String {
        let text = self.provenance.model.write(&stated.literal, Variables::Anonymous);
        match stated.when {
            When::By(day) => format!("{text} by {day}"),
            When::Now | When::Ever => text,
        }
    }

    /// Where the likelihood of a claim is written, and what it says.
    pub(super) fn written(&self, element: AssumptionId) -> Option<(Span, String)> {
        let model = self.provenance.model;
        let attribution = match self.provenance.element(element)? {
            Assumption::Claim(id) | Assumption::Application(id, _) | Assumption::Row(id, _) => {
                &model.statement(*id)?.attribution
            }
            Assumption::Hypothesis(symbol) => &model.hypotheses.get(symbol)?.attribution,
            Assumption::Option(..) => return None,
        };
        let hedge = attribution.likelihood.as_ref()?;
        let said = match self.stated.iter().find(|stated| stated.element == element) {
            Some(stated) => self.sentence(stated),
            None => place(&self.provenance, element)?.1,
        };
        let text = match &hedge.stated {
            Written::Range(range) => format!("{said}: {}", percents(range)),
            Written::Possible => format!("{said}: above 0 %"),
        };
        Some((hedge.span, text))
    }

    /// The voices that all these claims have.
    fn common(&self, elements: &BTreeSet<AssumptionId>) -> BTreeSet<SymbolId> {
        let mut all =
            elements.iter().map(|e| voices(&self.provenance, *e).into_iter().collect::<BTreeSet<SymbolId>>());
        let first = all.next().unwrap_or_default();
        all.fold(first, |common, one| common.intersection(&one).copied().collect())
    }

    /// Who makes claims: `you`, `` `a` and `b` ``.
    fn names(&self, elements: &BTreeSet<AssumptionId>) -> String {
        self.named(&elements.iter().flat_map(|e| voices(&self.provenance, *e)).collect())
    }

    /// Sources by their names: `you`, `` `a`, `b` and `c` ``.
    fn named(&self, sources: &BTreeSet<SymbolId>) -> String {
        let model = self.provenance.model;
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
    elements: &BTreeSet<AssumptionId>,
    likely: &Likelihoods<'_>,
    one: &'a str,
    more: &'a str,
) -> &'a str {
    let all: BTreeSet<SymbolId> = elements.iter().flat_map(|e| voices(&likely.provenance, *e)).collect();
    match all.iter().next() {
        Some(source) if all.len() == 1 && *source != likely.provenance.model.analyst => one,
        _ => more,
    }
}
