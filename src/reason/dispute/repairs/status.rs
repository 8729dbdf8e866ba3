//! The status of a sentence: in which repairs it holds.

use super::{GivenUp, Hypotheses, Repairs};
use crate::model::statement::{Literal, SymbolId, Term};
use crate::reason::provenance::{AtomId, Value};
use crate::report::Status;
use crate::syntax::ast::Sign;

impl Repairs<'_> {
    /// The status of a sentence, as far as it does not take claims below the threshold.
    pub(in crate::reason) fn status(&mut self, literal: &Literal) -> Status {
        let atom = self.provenance.sentence(literal);
        let hypothesis = self.hypothesis_of(literal);
        self.judge(atom, hypothesis)
    }

    /// The status of a node; `None` is a sentence that no choice makes hold.
    pub(in crate::reason) fn judge(&mut self, atom: Option<AtomId>, hypothesis: Option<SymbolId>) -> Status {
        if !self.whole() || self.hopeless() {
            return Status::Unknown;
        }
        self.find(atom, hypothesis).unwrap_or(Status::Unknown)
    }

    fn find(&mut self, atom: Option<AtomId>, hypothesis: Option<SymbolId>) -> Result<Status, GivenUp> {
        let Some(atom) = atom else {
            return Ok(if hypothesis.is_some() { Status::Rejected } else { Status::Unproven });
        };
        if self.settled.get(atom.index()).copied().unwrap_or(false) {
            return Ok(Status::Undisputed);
        }
        if self.some(atom, Hypotheses::Heard, Value::Holds)? {
            let everywhere = !self.some(atom, Hypotheses::Heard, Value::Fails)?
                && !self.some(atom, Hypotheses::Silent, Value::Fails)?;
            return Ok(match (everywhere, everywhere && self.is_free(atom)) {
                (true, true) => Status::Undisputed,
                (true, false) => Status::Established,
                // What only rivals stand against, since somebody raises them too, nobody contests.
                (false, _) if self.is_only_raised(hypothesis, atom)? => Status::Tenable,
                (false, _) => Status::Contested,
            });
        }
        if let Some(symbol) = hypothesis {
            if self.provenance.stands(symbol) {
                return Ok(Status::Rejected);
            }
            let element = self.hypothesis(symbol);
            let tenable = self.some(atom, Hypotheses::Tried(element), Value::Holds)?;
            return Ok(if tenable { Status::Tenable } else { Status::Rejected });
        }
        Ok(if self.holds_at_first(atom) { Status::Rejected } else { Status::Unproven })
    }

    /// Whether a hypothesis holds in some repairs because it is raised, and in none without that.
    fn is_only_raised(&mut self, hypothesis: Option<SymbolId>, atom: AtomId) -> Result<bool, GivenUp> {
        let raised = hypothesis.is_some_and(|symbol| self.provenance.stands(symbol));
        Ok(raised && !self.some(atom, Hypotheses::Silent, Value::Holds)?)
    }

    /// Whether a node holds from the claims that are in no conflict, with and without hypotheses.
    fn is_free(&mut self, atom: AtomId) -> bool {
        let Some(slice) = self.provenance.slices(&[atom]).pop() else { return false };
        let free = |element| self.provenance.pooled(element) && !self.is_conflicted(element);
        slice.holds(free) && slice.holds(|element| free(element) && !self.provenance.is_hypothesis(element))
    }

    /// Whether a node holds in the base view: all claims together, no hypotheses.
    pub(in crate::reason) fn holds_at_first(&mut self, atom: AtomId) -> bool {
        let Some(slice) = self.provenance.slices(&[atom]).pop() else { return false };
        slice.holds(|element| !self.provenance.is_hypothesis(element))
    }

    /// The hypothesis of which a sentence says that it holds.
    pub(in crate::reason) fn hypothesis_of(&self, literal: &Literal) -> Option<SymbolId> {
        let model = self.provenance.model;
        let holds = model.known.holds?;
        match (literal.sign, literal.terms.as_slice()) {
            (Sign::Positive, [Term::Symbol(symbol)])
                if literal.relation == holds && model.hypotheses.contains_key(symbol) =>
            {
                Some(*symbol)
            }
            _ => None,
        }
    }
}
