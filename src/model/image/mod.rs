//! The resolved doctrine to bytes and back, so that a start need not read its texts.
//!
//! The bytes are made by a test, which resolves the texts and compares (`tests/check/image.rs`). **Invariant:** what
//! is read is the model that was written; bytes of other texts are refused.

pub(crate) mod codec;
mod parts;

use super::blank::blank;
use super::{Known, Model};
use crate::source::SourceMap;
use codec::{Compact, Reader, Writer};
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::sync::Arc;

/// The doctrine as bytes; `None` where something in it has no compact form.
pub(super) fn write(model: &Model) -> Option<Vec<u8>> {
    let begun = blank();
    // What only an analysis has.
    let plain = model.tables.is_empty()
        && model.outcomes.is_empty()
        && model.rejected.is_empty()
        && model.deadlines.is_empty()
        && model.sources.len() == begun.sources.len()
        && model.hypotheses.is_empty()
        && model.questions.is_empty()
        && model.matrices.is_empty()
        && model.indicators.is_empty()
        && model.revisions.is_empty()
        && model.answered.is_empty()
        && model.scenarios.is_empty()
        && model.games.is_empty()
        && model.repeated.is_empty()
        && model.expectations.is_empty()
        && model.preferences.is_empty()
        && model.units == begun.units;
    if !plain {
        return None;
    }
    let mut out = Writer::default();
    out.number(fingerprint(&model.texts));
    model.frame.name.put(&mut out);
    model.frame.title.put(&mut out);
    model.frame.span.put(&mut out);
    model.sorts.sorts.put(&mut out);
    model.symbols.put(&mut out);
    model.names.len().put(&mut out);
    for (name, symbol) in model.names.iter() {
        name.put(&mut out);
        symbol.put(&mut out);
    }
    model.relations.put(&mut out);
    model.relation_names.len().put(&mut out);
    for (name, relation) in &model.relation_names {
        name.put(&mut out);
        relation.put(&mut out);
    }
    model.statements.put(&mut out);
    model.mentioned.len().put(&mut out);
    model.mentioned.iter().for_each(|symbol| symbol.put(&mut out));
    model.occurrences.0.put(&mut out);
    model.modules.put(&mut out);
    out.finish()
}

/// The doctrine of these bytes, if they were made of these texts.
pub(super) fn read(bytes: &[u8], texts: &SourceMap) -> Option<Model> {
    let mut input = Reader::new(bytes);
    if input.number()? != fingerprint(texts) {
        return None;
    }
    let mut model = blank();
    let input = &mut input;
    model.frame.name = Compact::take(input)?;
    model.frame.title = Compact::take(input)?;
    model.frame.span = Compact::take(input)?;
    model.sorts.sorts = Compact::take(input)?;
    model.symbols = Compact::take(input)?;
    let names = Arc::make_mut(&mut model.names);
    for _ in 0..usize::take(input)? {
        names.insert(Compact::take(input)?, Compact::take(input)?);
    }
    model.relations = Compact::take(input)?;
    for _ in 0..usize::take(input)? {
        model.relation_names.insert(Compact::take(input)?, Compact::take(input)?);
    }
    model.known = Known::among(&model.relation_names);
    model.statements = Compact::take(input)?;
    for _ in 0..usize::take(input)? {
        model.mentioned.insert(Compact::take(input)?);
    }
    model.occurrences.0 = Compact::take(input)?;
    model.modules = Compact::take(input)?;
    model.first_own = super::statement::StatementId(u32::try_from(model.statements.len()).ok()?);
    model.texts = texts.clone();
    input.is_at_end().then_some(model)
}

/// A number that other texts do not have.
fn fingerprint(texts: &SourceMap) -> u64 {
    let mut hasher = FxHasher::default();
    for (_, file) in texts.files() {
        hasher.write(file.name.as_bytes());
        hasher.write(file.text.as_bytes());
    }
    hasher.finish()
}
