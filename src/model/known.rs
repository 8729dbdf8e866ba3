//! The relations of the doctrine that Rust names: what clauses of declarations assert, and what strat itself
//! knows of statements.
//!
//! Invariant: a name stands here and nowhere else; it is looked up once, when the doctrine is resolved.

use super::statement::RelationId;
use indexmap::IndexMap;
use smol_str::SmolStr;

macro_rules! known {
    ($($name:ident)*) => {
        /// The relations of the doctrine that Rust names, also those that an analysis does without; `None` where
        /// the doctrine has none of this name.
        #[derive(Clone, Copy, Debug, Default)]
        #[allow(missing_docs, reason = "each is documented where the doctrine declares it")]
        pub struct Known {
            $(pub $name: Option<RelationId>,)*
        }

        impl Known {
            /// Their names.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];

            /// The relation of this name.
            pub fn find(&self, name: &str) -> Option<RelationId> {
                match name {
                    $(stringify!($name) => self.$name,)*
                    _ => None,
                }
            }

            pub(super) fn among(names: &IndexMap<SmolStr, RelationId>) -> Self {
                Self { $($name: names.get(stringify!($name)).copied(),)* }
            }
        }
    };
}

known! {
    achieved action_of as_of at_least at_most attributed belongs binds condition condition_for conflicts
    due_on fails falls_due falls_under goal_of_keeping granted harms held_with holds kind matter_of
    nondiagnostic promise promise_for promises pursues ranks rebuts relays requires resolved restates
    restraint root serves shows speaks_for suggests threat_of took_place uses
}
