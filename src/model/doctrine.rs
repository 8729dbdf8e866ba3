//! The texts of a doctrine to what every model that is built on it begins with.
//!
//! Invariant: a doctrine is a value like any other. Two analyses of one process may stand on two doctrines, and
//! nothing is shared between them.

use super::{Doctrine, Made, Model, image, resolve};
use crate::diagnostic::{Checked, Diagnostic};
use crate::doctrine::MODULES;
use crate::source::{Origin, SourceMap};
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
        let texts = files(modules);
        let Checked { value: model, diagnostics } = resolve::doctrine(&texts);
        Self(Arc::new(Made { texts, model, diagnostics, later: OnceLock::new() }))
    }

    /// The doctrine of modules that was resolved before; `None` where the bytes are not those of these texts.
    #[doc(hidden)]
    pub fn of_image(modules: &[(&str, &str)], image: &[u8]) -> Option<Self> {
        let texts = files(modules);
        let model = image::read(image, &texts)?;
        Some(Self(Arc::new(Made { texts, model, diagnostics: Vec::new(), later: OnceLock::new() })))
    }

    /// What it says in the bytes that [`Doctrine::of_image`] reads; `None` where there is a mistake in it, or something
    /// that has no form there.
    #[doc(hidden)]
    pub fn image(&self) -> Option<Vec<u8>> {
        if self.0.diagnostics.is_empty() { image::write(&self.0.model) } else { None }
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
fn files(modules: &[(&str, &str)]) -> SourceMap {
    let mut texts = SourceMap::new();
    for (name, text) in modules {
        texts.add(format!("doctrine/{name}.strat"), *text, Origin::Doctrine);
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
