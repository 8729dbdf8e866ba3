//! Names that look the same and are not: `Аорс` in Cyrillic letters beside `Aopc` in Latin ones (UTS 39, confusables).
//!
//! A word that mixes alphabets is told where it is read; here whole names are compared. Names in letters of ASCII alone
//! are not compared with each other: `barn` and `bam` are two names in any text.

use super::resolver::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::SymbolId;
use crate::syntax;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use unicode_security::confusable_detection::skeleton;

impl Resolver<'_> {
    /// Reports names that look like others.
    pub(super) fn check_lookalikes(&mut self) {
        let of_things = |key: &str| !key.starts_with('@') && !key.contains(' ');
        if self.model.names.keys().all(|key| key.is_ascii()) {
            return;
        }
        let mut looks: FxHashMap<SmolStr, Vec<(&SmolStr, SymbolId)>> = FxHashMap::default();
        for (key, id) in self.model.names.iter().filter(|(key, _)| of_things(key)) {
            looks.entry(skeleton(key).collect()).or_default().push((key, *id));
        }
        let mut found = Vec::new();
        for (key, id) in self.model.names.iter().filter(|(key, _)| of_things(key) && !key.is_ascii()) {
            let look: SmolStr = skeleton(key).collect();
            let others = looks.get(&look).into_iter().flatten();
            // Of two that are both not in ASCII, the later one is told.
            let other =
                others.into_iter().find(|(other, thing)| thing != id && (other.is_ascii() || thing < id));
            let span = |id: SymbolId| self.model.symbol(id).and_then(|symbol| symbol.span);
            // What mixes alphabets in itself was told where it stands.
            if let (Some((other, thing)), Some(place)) = (other, span(*id))
                && syntax::not_as_it_looks(key, place).is_none()
            {
                let mut diagnostic = Diagnostic::new(
                    Code::MixedAlphabets,
                    format!("`{key}` looks like `{other}`, and is another name: its letters are of other alphabets"),
                )
                .label(place, "this one");
                if let Some(first) = span(*thing) {
                    diagnostic = diagnostic.label(first, "and this one");
                }
                found.push(diagnostic.help(
                    "type one of them anew, if the same is meant, or choose a name that looks different",
                ));
            }
        }
        self.diagnostics.extend(found);
    }
}
