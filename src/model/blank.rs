//! The model before the doctrine: the sorts of the language and what it supplies.

use crate::model::matrix::RatingScale;
use crate::model::occurrences::Occurrences;
use crate::model::sort::{SortId, Sorts};
use crate::model::statement::{StatementId, SymbolId};
use crate::model::value::scale::Scale;
use crate::model::value::{Number, Units};
use crate::model::{Frame, Known, Model, Symbol};
use crate::source::SourceMap;
use indexmap::IndexMap;
use smol_str::SmolStr;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The model before the doctrine: the sorts of the language and what it supplies.
pub(super) fn blank() -> Model {
    let scale = standard_scale();
    let mut model = Model {
        frame: Frame {
            name: None,
            title: None,
            span: None,
            as_of: None,
            threshold: scale.low("likely").unwrap_or(Number::ONE),
            scale,
            without: Vec::new(),
            independent: false,
            hindsight: false,
            closed: false,
        },
        sorts: Sorts::default(),
        units: Units::new(),
        symbols: Arc::default(),
        names: Arc::default(),
        relations: Vec::new(),
        relation_names: IndexMap::new(),
        known: Known::default(),
        doctrine: None,
        statements: Vec::new(),
        tables: Vec::new(),
        outcomes: IndexMap::new(),
        rejected: Vec::new(),
        deadlines: IndexMap::new(),
        sources: IndexMap::new(),
        hypotheses: IndexMap::new(),
        questions: Vec::new(),
        revisions: IndexMap::new(),
        answered: IndexMap::new(),
        indicators: Vec::new(),
        matrices: Vec::new(),
        rating_scale: RatingScale::default(),
        scenarios: Vec::new(),
        games: Vec::new(),
        repeated: Vec::new(),
        expectations: Vec::new(),
        unread_expectations: 0,
        mentioned: BTreeSet::new(),
        occurrences: Occurrences::default(),
        preferences: Vec::new(),
        modules: Vec::new(),
        texts: SourceMap::new(),
        first_own: StatementId(0),
        analyst: SymbolId(0),
    };
    let mut supply = |name: &'static str, key: &'static str, sort| {
        let name = SmolStr::new_static(name);
        let symbol = Symbol { name, sort, gloss: None, aliases: Vec::new(), span: None };
        model.add_symbol(symbol, SmolStr::new_static(key));
    };
    supply("analyst", "analyst", SortId::SOURCE);
    supply("low", "confidence low", SortId::CONFIDENCE);
    supply("moderate", "confidence moderate", SortId::CONFIDENCE);
    supply("high", "confidence high", SortId::CONFIDENCE);
    model
}

fn standard_scale() -> Scale {
    Scale::standard("icd203").unwrap_or_else(|| unreachable!("the standard scale is built in"))
}
