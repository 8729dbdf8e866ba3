//! What the texts of a column stand for, worked out once for each text.
//!
//! A name that is looked up in the model needs no more than a bit here, since a table may have a million of them.
//! **Invariant:** what is known of a text is what the column's first cell with it came to.

use super::cells::VALUES;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::model::table::{Cell, Table};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The texts of a column that are known.
pub(super) struct Known {
    /// Whether the column may hold names.
    named: bool,
    /// A bit for each name that fits the column and is found by its text, by number.
    names: Vec<u64>,
    /// The cells of all other texts.
    texts: FxHashMap<SmolStr, u32>,
}

impl Known {
    /// Nothing is known yet of a column that fills a hole of these sorts.
    pub(super) fn new(hole: &[SortId]) -> Self {
        let named = !hole.iter().all(|sort| VALUES.contains(sort));
        Self { named, names: Vec::new(), texts: FxHashMap::default() }
    }

    /// The cell of a text, if it is known.
    pub(super) fn get(&self, model: &Model, text: &str) -> Option<u32> {
        let symbol = if self.named { model.names.get(text) } else { None };
        if let Some(symbol) = symbol
            && self.names.get(symbol.0 as usize / 64).is_some_and(|bits| bits >> (symbol.0 % 64) & 1 == 1)
        {
            return Some(Table::name(*symbol));
        }
        self.texts.get(text).copied()
    }

    /// Notes the cell of a text.
    pub(super) fn insert(&mut self, model: &Model, text: &str, cell: u32) {
        match Table::cell(cell) {
            Cell::Name(symbol) if self.named && model.names.get(text) == Some(&symbol) => self.mark(symbol),
            Cell::Name(_) | Cell::Value(_) => drop(self.texts.insert(SmolStr::new(text), cell)),
        }
    }

    fn mark(&mut self, symbol: SymbolId) {
        let at = symbol.0 as usize / 64;
        if at >= self.names.len() {
            self.names.resize(at + 1, 0);
        }
        if let Some(bits) = self.names.get_mut(at) {
            *bits |= 1 << (symbol.0 % 64);
        }
    }
}
