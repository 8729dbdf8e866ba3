//! Games: the actions, goals and vetoes of an analysis played through, and what can last.
//!
//! A game is read ([`read`]: each choice of options as a view of its own), solved (the room `games`), and
//! told in two ways: as facts of the doctrine's `moves` ([`facts`]), from which the sentences about it
//! follow, and as a page ([`page`]). Invariant: what is found holds in the view that was played, and every
//! fact says what it comes from.

mod circle;
mod columns;
mod deals;
mod facts;
mod hinges;
mod options;
mod outcomes;
mod page;
mod parted;
mod played;
mod preference;
mod read;
mod refused;
mod rows;
mod say;
mod states;
mod walk;
mod ways;
mod words;

pub use hinges::hinges;
pub use page::games;
pub use parted::parted;
pub use played::Played;
pub use read::{play, play_by};
pub use states::Working;
pub(in crate::reason) use ways::ways;

/// How many outcomes a game may have, where nothing else is said.
pub const MOST_OUTCOMES: usize = 1 << 16;
