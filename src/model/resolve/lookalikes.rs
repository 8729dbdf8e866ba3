//! Names that look the same and are not: `Аорс` in Cyrillic letters beside `Aopc` in Latin ones (UTS 39, confusables).
//!
//! A word that mixes alphabets is told where it is read; here whole names are compared, also where they differ in the
//! number of their blanks. Other names in letters of ASCII are not compared: `barn` and `bam` are two names in any text.

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
        // Labels and kinds have names of their own.
        let of_things = |key: &str| !key.starts_with('@') && !key.starts_with("is ");
        if self.model.names.keys().all(|key| is_plain(key)) {
            return;
        }
        let mut looks: FxHashMap<SmolStr, Vec<(&SmolStr, SymbolId)>> = FxHashMap::default();
        for (key, id) in self.model.names.iter().filter(|(key, _)| of_things(key)) {
            looks.entry(look(key)).or_default().push((key, *id));
        }
        let mut found = Vec::new();
        for (key, id) in self.model.names.iter().filter(|(key, _)| of_things(key) && !is_plain(key)) {
            let others = looks.get(&look(key)).into_iter().flatten();
            // Of two that are both not plain, the later one is told.
            let other =
                others.into_iter().find(|(other, thing)| thing != id && (is_plain(other) || thing < id));
            let span = |id: SymbolId| self.model.symbol(id).and_then(|symbol| symbol.span);
            // What mixes alphabets in itself was told where it stands.
            if let (Some((other, thing)), Some(place)) = (other, span(*id))
                && syntax::not_as_it_looks(key, place).is_none()
            {
                let why = match key.is_ascii() {
                    true => "it has other blanks",
                    false => "its letters are of other alphabets",
                };
                let mut diagnostic = Diagnostic::new(
                    Code::MixedAlphabets,
                    format!("`{key}` looks like `{other}`, and is another name: {why}"),
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

/// Whether a name is in letters of ASCII, with one blank between its words.
fn is_plain(name: &str) -> bool {
    name.is_ascii() && !name.contains("  ")
}

/// What a name looks like: its letters by their shapes, any white space one blank.
fn look(name: &str) -> SmolStr {
    let words: Vec<&str> = name.split_whitespace().collect();
    skeleton(&words.join(" ")).collect()
}
