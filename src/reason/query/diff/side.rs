//! One version of two, evaluated: what holds in it, and what it says of a sentence.

use crate::engine::{Derivation, RelationId, RowId};
use crate::model::Model;
use crate::model::statement::{Context, Kind, Literal, Telling};
use crate::reason::checks::findings::premises;
use crate::reason::query::key_judgments::{Key, implications};
use crate::reason::query::why::{leaves_of, reasons};
use crate::reason::{Checked, Session, Stop};
use crate::report::Implication;
use crate::source::{FileId, Span};
use crate::theory::{Evaluated, FactSource, Origin};
use std::collections::{BTreeMap, BTreeSet};

/// Which of the two.
#[derive(Clone, Copy)]
pub(super) enum Version {
    Old,
    New,
}

/// Whether a sentence holds in the base view.
#[derive(Clone, Copy)]
pub(super) enum Truth {
    Holds,
    Open,
}

/// One version, evaluated.
pub(super) struct Side {
    pub(super) checked: Checked,
    /// Its key implications.
    pub(super) keys: Vec<Key>,
    /// Every sentence that holds.
    pub(super) rows: BTreeMap<String, (RelationId, RowId)>,
    /// The sentences that a reader is told of as conclusions of their own.
    pub(super) concluded: BTreeSet<String>,
    /// The sentences that a reader is told of: conclusions, and what is stated.
    pub(super) told: BTreeMap<String, Literal>,
}

/// What one version says of a sentence.
pub(super) struct Described {
    pub(super) holds: Truth,
    /// The sentence in the version's own numbers, if that has its names.
    pub(super) literal: Option<Literal>,
    pub(super) implication: Implication,
    pub(super) leaves: BTreeSet<String>,
}

impl Side {
    pub(super) fn new(session: &mut Session<'_>) -> Result<Self, Stop> {
        let mut checked = session.check()?;
        let keys = implications(session, &mut checked.base.evaluated, Context::Base).told;
        let model = session.model;
        let evaluated = &checked.base.evaluated;
        let mut rows = BTreeMap::new();
        let mut concluded = BTreeSet::new();
        let mut told = BTreeMap::new();
        for (relation, row) in evaluated.sentences() {
            let values = evaluated.database.row(relation, row);
            let Some(sentence) = values.and_then(|values| evaluated.sentence(model, relation, values)) else {
                continue;
            };
            let is_conclusion = is_conclusion(model, evaluated, relation, row);
            if is_conclusion {
                concluded.insert(sentence.clone());
            }
            if (is_conclusion || is_stated(evaluated, relation, row))
                && let Some(said) = values.and_then(|values| evaluated.said(relation, values))
            {
                let span = Span { file: FileId(0), start: 0, end: 0 };
                let (sign, relation) = (said.sign, said.relation);
                told.insert(sentence.clone(), Literal { span, sign, relation, terms: said.terms, on: None });
            }
            rows.insert(sentence, (relation, row));
        }
        Ok(Self { checked, keys, rows, concluded, told })
    }

    pub(super) fn describe(
        &mut self,
        session: &Session<'_>,
        sentence: &str,
        literal: Option<Literal>,
    ) -> Described {
        let mut implication = Implication::new(sentence);
        let Some(&(relation, row)) = self.rows.get(sentence) else {
            return Described { holds: Truth::Open, literal, implication, leaves: BTreeSet::new() };
        };
        let found = reasons(session.model, &mut self.checked.base.evaluated, relation, row);
        implication.because = premises(&found);
        let leaves = leaves_of(session.model, &found);
        Described { holds: Truth::Holds, literal, implication, leaves }
    }
}

/// Whether a row is concluded, and by a rule that says something new.
fn is_conclusion(model: &Model, evaluated: &Evaluated, relation: RelationId, row: RowId) -> bool {
    let Some(Derivation::Rule { rule, .. }) = evaluated.database.derivation(relation, row) else {
        return false;
    };
    let Some(Origin::Statement(id, _)) = evaluated.origin(rule) else { return false };
    model.statement(id).is_some_and(|statement| {
        statement.telling == Telling::Plain && !matches!(statement.kind, Kind::Meaning(_))
    })
}

/// Whether a row is stated by somebody: what strat knows of statements itself is not.
fn is_stated(evaluated: &Evaluated, relation: RelationId, row: RowId) -> bool {
    matches!(evaluated.database.derivation(relation, row), Some(Derivation::Fact))
        && evaluated.staters(relation, row).any(|stater| stater != FactSource::Known)
}

/// Whether a sentence names no statement that only one version has.
pub(super) fn is_of_both(sentence: &str, apart: &BTreeSet<String>) -> bool {
    !sentence.split(' ').any(|word| apart.contains(word))
}
