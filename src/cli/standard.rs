//! The doctrine of this process.

use crate::model::Doctrine;
use std::sync::LazyLock;

/// The doctrine that every command of this process reads analyses with.
pub(super) fn standard() -> &'static Doctrine {
    static STANDARD: LazyLock<Doctrine> = LazyLock::new(Doctrine::standard);
    &STANDARD
}
