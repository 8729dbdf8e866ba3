//! `strat.toml`, silencings and baselines: which findings count, and how much.
//!
//! Invariant: what cannot be silenced is that a file cannot be read or understood; everything else
//! here changes what is told, never what follows.

mod baseline;
mod levels;
mod settings;
mod silence;

pub use baseline::{Baseline, Beside};
pub use levels::{Level, Levels};
pub use settings::{Failing, Settings, above, find};
pub use silence::{Unused, silence};
