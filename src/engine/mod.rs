//! Datalog over integers: programs in, well-founded models and their derivations out.
//!
//! **Invariant:** nothing here knows of names, sentences or strategy; this room imports nothing
//! else of the crate. Constants are integers that the caller interned; comparing and computing with
//! them is asked of the caller's [`Domain`].

mod affected;
mod agenda;
mod batch;
mod check;
mod closure;
mod compute;
mod database;
mod earlier;
mod evaluate;
mod execute;
mod extend;
mod facts;
mod fireable;
mod graph;
mod incremental;
mod limits;
mod plan;
pub mod program;
mod row_builder;
mod run;
mod saturate;
mod storage;
mod stratify;
mod well_founded;

pub use affected::{Moved, affected};
pub use check::Invalid;
pub use database::{Database, Derivation};
pub use earlier::Earlier;
pub use evaluate::{Failure, evaluate, evaluate_beside};
pub use extend::extend;
pub use facts::{Added, Facts, RowId};
pub use graph::{Assumable, Attempt, Coverage, Graph, Guide, Instance, Premise, Proof, Support};
pub use incremental::{Difference, Edit, Maintenance, Refusal};
pub use limits::{Budget, Limit, Stopped};
pub use program::*;
pub use stratify::{Recursion, stratify};
