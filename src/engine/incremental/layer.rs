//! A stratum with what its rules read: where a change of a relation is to be looked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::program::{Program, RelationId, RuleId};
use crate::engine::stratify::{Reading, Stratum, readings};

/// A literal of a rule of a stratum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    /// The rule.
    pub(super) rule: RuleId,
    /// The literal's position in the body.
    pub(super) literal: usize,
    /// How it reads the relation.
    pub(super) reading: Reading,
}

/// A stratum, laid out for edits.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// The stratum.
    pub(super) stratum: Stratum,
    /// The relations of lower strata that it reads, ascending, and the literals that read each.
    pub(super) lower: BTreeMap<RelationId, Vec<Reader>>,
    /// The same for its own relations.
    pub(super) own: BTreeMap<RelationId, Vec<Reader>>,
    /// The rules of each of its relations.
    pub(super) rules: BTreeMap<RelationId, Vec<RuleId>>,
    /// The height above which its new rows are put, once it has been worked out: where a fresh evaluation
    /// puts them, so that the rows below have room to rise.
    pub(super) floor: Option<u32>,
}

impl Layer {
    /// Lays out a stratum of a program.
    pub(super) fn new(program: &Program, stratum: Stratum) -> Self {
        let inside: BTreeSet<RelationId> = stratum.relations.iter().copied().collect();
        let mut layer = Self {
            lower: BTreeMap::new(),
            own: BTreeMap::new(),
            rules: BTreeMap::new(),
            floor: None,
            stratum,
        };
        for &id in &layer.stratum.rules {
            let Some(rule) = program.rules.get(id.index()) else { continue };
            layer.rules.entry(rule.head.relation).or_default().push(id);
            for (at, literal) in rule.body.iter().enumerate() {
                let Some((relation, reading)) = readings(literal) else { continue };
                let side = if inside.contains(&relation) { &mut layer.own } else { &mut layer.lower };
                side.entry(relation).or_default().push(Reader { rule: id, literal: at, reading });
            }
        }
        layer
    }
}
