//! A sentence of which nobody says anything to what its consequences leave of it.
//!
//! What is not shown may hold all the same, and is no likelier than what would follow from it: who needs an unlikely
//! ratification is unlikely to be admitted. **Invariant:** nothing is added to what is said but that the sentence may
//! hold or not.

use super::likelihoods::Likelihoods;
use super::{Forecasts, made};
use crate::model::Model;
use crate::model::statement::{Attribution, Context, Hedge, Kind, Literal, Stated, Statement, Telling};
use crate::model::value::scale::Range;
use crate::reason::{Session, Stop};
use crate::report::Likelihood;
use crate::theory::{Lowered, View};
use smol_str::SmolStr;
use std::sync::Arc;

impl Session<'_> {
    /// How likely a sentence can be that nothing makes hold; `None` where nothing bounds it, or where what is not said
    /// does not come about.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn unsaid(&self, view: &View, literal: &Literal) -> Result<Option<Likelihood>, Stop> {
        if self.model.is_independent() || self.model.frame.closed {
            return Ok(None);
        }
        let model = left_open(self.model, std::slice::from_ref(literal));
        let lowered = Lowered::new(&model);
        let mut likely: Likelihoods<'_> =
            made((&model, &lowered), view, &[], &self.options.budget, Forecasts::Count)?;
        let Some(atom) = likely.provenance.sentence(literal) else { return Ok(None) };
        let found = likely.estimates(&[Some(atom)]).pop().flatten();
        Ok(found.filter(|found| found.range != Range::all() && found.sides.len() < 2))
    }
}

/// The model in which some sentences may be so or not, as likely as one likes.
pub(super) fn left_open(model: &Model, literals: &[Literal]) -> Model {
    let mut model = model.clone();
    for literal in literals {
        let hedge =
            Hedge { stated: Stated::Range(Range::all()), words: SmolStr::default(), span: literal.span };
        model.statements.push(Arc::new(Statement {
            kind: Kind::Assertion,
            name: SmolStr::default(),
            gloss: None,
            doc: None,
            span: literal.span,
            label: None,
            heads: vec![literal.clone()],
            body: None,
            variables: Vec::new(),
            attribution: Attribution { likelihood: Some(hedge), ..Attribution::default() },
            telling: Telling::Plain,
            context: Context::Base,
        }));
    }
    model
}
