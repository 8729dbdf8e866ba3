//! Conclusions that are stated more strongly than their premises allow.
//!
//! A claim is a conclusion where its sentence follows from other claims too, and who states it states one of
//! these, or is the analyst. It outruns them where, without all that states the sentence itself, no
//! distribution makes it as likely as stated. **Invariant:** what holds by given statements alone, and what
//! follows from nothing but itself or hypotheses, is never told.

use super::coherence::REACH;
use super::fault::Target;
use super::likelihoods::Likelihoods;
use super::selection::Selection;
use super::stated::Hedged;
use super::when::When;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Kind, Literal, SymbolId};
use crate::model::value::Number;
use crate::model::value::scale::{Range, percents};
use crate::model::write::Variables;
use crate::reason::dispute::naming::place;
use crate::reason::dispute::repairs::voices;
use crate::reason::provenance::{Assumption, AssumptionId, AtomId};
use crate::reason::{Session, Stop};
use std::collections::{BTreeMap, BTreeSet};

/// The most conclusions that are looked at.
const MOST: usize = 200;

/// The most premises that are looked at one by one.
const PREMISES: usize = 20;

/// Who states a sentence, and how likely: flatly is for certain.
struct Conclusion {
    literal: Literal,
    staters: Vec<(AssumptionId, Range)>,
}

impl Likelihoods<'_> {
    fn outruns(&mut self) -> Vec<Diagnostic> {
        let conclusions = self.conclusions();
        let mut found = Vec::new();
        for (atom, conclusion) in conclusions.into_iter().take(MOST) {
            found.extend(self.outrun(atom, &conclusion));
        }
        found
    }

    /// The claims whose sentence follows from something else too.
    fn conclusions(&mut self) -> BTreeMap<AtomId, Conclusion> {
        let mut all: BTreeMap<AtomId, Conclusion> = BTreeMap::new();
        let mut add = |atom: AtomId, literal: Literal, stater: (AssumptionId, Range)| {
            let known = all.entry(atom).or_insert_with(|| Conclusion { literal, staters: Vec::new() });
            if !known.staters.contains(&stater) {
                known.staters.push(stater);
            }
        };
        for stated in &self.stated {
            if let (Hedged::Within(range), Some(atom), When::Now) = (&stated.hedged, stated.atom, stated.when)
                && !self.provenance.is_hypothesis(stated.element)
            {
                add(atom, stated.literal.clone(), (stated.element, range.clone()));
            }
        }
        let model = self.provenance.model;
        let Ok(certain) = Range::new(Number::ONE, Number::ONE) else { return all };
        let flat = model.statements().filter(|(_, statement)| {
            statement.kind == Kind::Assertion
                && statement.body.is_none()
                && statement.attribution.likelihood.is_none()
        });
        for (id, statement) in flat {
            for head in &statement.heads {
                let Some(element) = self.provenance.contested(id) else { continue };
                if let Some(atom) = self.provenance.sentence(head) {
                    add(atom, head.clone(), (element, certain.clone()));
                }
            }
        }
        let targets: Vec<AtomId> = all.keys().copied().collect();
        let program = self.program(&targets, &Selection::default());
        let concluded = program.graph.concluded();
        all.retain(|atom, _| concluded.contains(&atom.index()));
        all
    }

    fn outrun(&mut self, atom: AtomId, conclusion: &Conclusion) -> Option<Diagnostic> {
        let dropped: BTreeSet<AssumptionId> =
            conclusion.staters.iter().map(|(element, _)| *element).collect();
        let mut selection = Selection { dropped, ..Selection::default() };
        let most = self.most(atom, &selection)?;
        if most == Number::ZERO {
            return None;
        }
        let program = self.program(&[atom], &selection);
        let claims = self.bearing(&program, atom).all();
        let speak: BTreeSet<SymbolId> = claims
            .iter()
            .filter(|element| !self.provenance.is_hypothesis(**element))
            .flat_map(|element| voices(&self.provenance, *element))
            .chain([self.provenance.model.analyst])
            .collect();
        let (element, stated) = conclusion.staters.iter().find(|(element, range)| {
            *range.low() > most
                && voices(&self.provenance, *element).iter().any(|voice| speak.contains(voice))
        })?;
        if self.only_supposed(atom, &selection) {
            return None;
        }
        // The premises that hold it down, as few as do.
        let mut kept = claims;
        for premise in kept.clone().into_iter().take(PREMISES) {
            kept.remove(&premise);
            selection.kept = Some(kept.clone());
            if self.most(atom, &selection).is_none_or(|most| most >= *stated.low()) {
                kept.insert(premise);
            }
        }
        let model = self.provenance.model;
        let sentence = model.write(&conclusion.literal, Variables::Anonymous);
        let allowed = Range::new(Number::ZERO, most).ok()?;
        let how = if *stated.low() == Number::ONE {
            String::from("flatly")
        } else {
            format!("as {}", model.frame.scale.describe(stated))
        };
        let message =
            format!("`{sentence}` is stated {how}, and its premises allow {}", at_most(&percents(&allowed)));
        let mut diagnostic = Diagnostic::new(Code::Outrun, message);
        let (span, text) = self.written(*element).or_else(|| place(&self.provenance, *element))?;
        diagnostic = diagnostic.label(span, text);
        for premise in kept {
            let told = match self.written(premise) {
                Some(told) => Some(told),
                None if self.is_unhedged(premise) => None,
                None => place(&self.provenance, premise),
            };
            if let Some((span, text)) = told {
                diagnostic = diagnostic.label(span, format!("it follows from this: {text}"));
            }
        }
        Some(
            diagnostic
                .note("who states both says more than follows")
                .help("state it no more strongly than its premises allow, or say what else it rests on"),
        )
    }

    /// Whether a sentence follows from nothing but hypotheses: to raise one is no premise.
    fn only_supposed(&mut self, atom: AtomId, selection: &Selection) -> bool {
        let mut claimed = selection.clone();
        for symbol in self.provenance.model.hypotheses.keys() {
            claimed.dropped.insert(self.provenance.number(Assumption::Hypothesis(*symbol)));
        }
        self.program(&[atom], &claimed).truth(atom) == Some(Target::Impossible)
    }

    /// How likely a sentence is at most; `None` where it is bound to nothing, or the rest cannot hold together.
    fn most(&mut self, atom: AtomId, selection: &Selection) -> Option<Number> {
        let program = self.program(&[atom], selection);
        let bearing = self.bearing(&program, atom);
        // Where the likelihoods of its part cannot hold together, it has no interval.
        if self.plain_faults(&program).any(|fault| bearing.touches(fault)) {
            return None;
        }
        self.interval(&program, atom, REACH).map(|found| found.range.high().clone())
    }
}

/// `at most 45 %` for `0-45 %`.
fn at_most(percents: &str) -> String {
    format!("at most {}", percents.strip_prefix("0-").unwrap_or(percents))
}

impl Session<'_> {
    /// Reports the conclusions that are stated more strongly than their premises allow.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn outruns(&mut self) -> Result<(), Stop> {
        // Independent claims of one sentence add to each other.
        if super::hedges(self.model) && !self.model.frame.independent {
            let found = self.likelihoods_of(None)?.outruns();
            self.report.diagnostics.extend(found);
        }
        Ok(())
    }
}
