//! The texts of a doctrine to what every model that is built on it begins with.
//!
//! Invariant: a doctrine is a value like any other. Two analyses of one process may stand on two doctrines, and
//! nothing is shared between them.

use super::{Doctrine, Made, Model, image, resolve};
use crate::diagnostic::{Checked, Diagnostic};
use crate::doctrine::MODULES;
use crate::source::{Origin, SourceMap, Text};
use std::any::Any;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// The standard doctrine, resolved.
const IMAGE: &[u8] = include_bytes!("../doctrine/resolved.bin");

impl Doctrine {
    /// The standard library of strategic inference.
    pub fn standard() -> Self {
        // While the program is worked on, what its texts and the resolver say now is what counts.
        let ready = if cfg!(debug_assertions) { None } else { Self::of_image(MODULES, IMAGE) };
        ready.unwrap_or_else(|| Self::of(MODULES))
    }

    /// The doctrine of modules, by name and text, in the order in which they build on each other.
    pub fn of(modules: &[(&str, &str)]) -> Self {
        let texts = files(modules.iter().map(|(name, text)| (*name, Text::from(*text))));
        let Checked { value: model, diagnostics } = resolve::doctrine(&texts);
        Self(Arc::new(Made { texts, model, diagnostics, lowered: Vec::new(), later: OnceLock::new() }))
    }

    /// The doctrine of modules that was resolved before; `None` where the bytes are not those of these texts.
    #[doc(hidden)]
    pub fn of_image(modules: &[(&str, &'static str)], image: &[u8]) -> Option<Self> {
        let texts = files(modules.iter().map(|(name, text)| (*name, Text::fixed(text))));
        let (length, rest) = image.split_first_chunk()?;
        let (model, lowered) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let (length, lowered) = lowered.split_first_chunk()?;
        if lowered.len() != u32::from_le_bytes(*length) as usize {
            return None;
        }
        let model = image::read(model, &texts)?;
        let (diagnostics, lowered, later) = (Vec::new(), lowered.to_vec(), OnceLock::new());
        Some(Self(Arc::new(Made { texts, model, diagnostics, lowered, later })))
    }

    /// What it says in the bytes that [`Doctrine::of_image`] reads, with what a later stage makes of it; `None` where
    /// there is a mistake in it, or something that has no form there.
    pub(crate) fn image(&self, lowered: &[u8]) -> Option<Vec<u8>> {
        if !self.0.diagnostics.is_empty() {
            return None;
        }
        let mut written = Vec::new();
        for part in [image::write(&self.0.model)?.as_slice(), lowered] {
            written.extend(u32::try_from(part.len()).ok()?.to_le_bytes());
            written.extend(part);
        }
        Some(written)
    }

    /// What a later stage made of it when the image was written; empty where there is no image.
    pub(crate) fn lowered_ahead(&self) -> &[u8] {
        &self.0.lowered
    }

    /// What it says.
    pub fn model(&self) -> &Model {
        &self.0.model
    }

    /// What is wrong with it: nothing, where it is the standard one.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0.diagnostics
    }

    /// Its files. They come first in the map of every analysis, so a place in them is the same everywhere.
    pub fn texts(&self) -> &SourceMap {
        &self.0.texts
    }

    /// A model in which nothing is said yet.
    pub fn begin(&self) -> Model {
        Model { doctrine: Some(self.clone()), ..self.0.model.clone() }
    }

    /// Puts its files into a map that holds none yet.
    pub(super) fn add_to(&self, map: &mut SourceMap) {
        if map.files().next().is_none() {
            *map = self.0.texts.clone();
        }
    }

    /// What a later stage makes of it: made when it is first asked for, of the type that asked first.
    pub(crate) fn later<T: Any + Send + Sync>(&self, make: impl FnOnce(&Model) -> T) -> Option<&T> {
        self.0.later.get_or_init(|| Box::new(make(&self.0.model))).downcast_ref()
    }
}

/// The files of modules.
fn files<'a>(modules: impl Iterator<Item = (&'a str, Text)>) -> SourceMap {
    let mut texts = SourceMap::new();
    for (name, text) in modules {
        texts.add(format!("doctrine/{name}.strat"), text, Origin::Doctrine);
    }
    texts
}

impl Default for Doctrine {
    fn default() -> Self {
        Self::standard()
    }
}

impl fmt::Debug for Doctrine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Doctrine").field(&self.0.model.modules).finish()
    }
}
