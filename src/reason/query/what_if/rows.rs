//! What follows in two views to the rows that only one of them has.
//!
//! **Invariant:** rows are compared as they are; only those that are told are put into words.

use crate::budget::Budget;
use crate::engine::{Constant, Derivation, RelationId, RowId};
use crate::model::Model;
use crate::model::statement::{Literal, Telling};
use crate::theory::{Evaluated, FactSource, Origin, Said};

/// A row of an evaluation.
pub(super) type Place = (RelationId, RowId);

/// A sentence that holds in one of the views, or in both.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) sentence: String,
    pub(super) literal: Literal,
    pub(super) place: Place,
}

/// What two views have not in common.
pub(super) struct Compared {
    /// What holds in the second only, as places in it.
    pub(super) gained: Vec<Place>,
    /// What holds in the first only, as places in it.
    pub(super) lost: Vec<Place>,
}

/// Compares what holds.
pub(super) fn compare(budget: &Budget, before: &Evaluated, after: &Evaluated) -> Compared {
    Compared { gained: beyond(budget, after, before), lost: beyond(budget, before, after) }
}

/// What holds in one view and not in another.
fn beyond(budget: &Budget, evaluated: &Evaluated, other: &Evaluated) -> Vec<Place> {
    let mut translation = Translation::new(evaluated, other);
    let mut found = Vec::new();
    for (key, &relation) in &evaluated.legend.sentences {
        match other.legend.sentences.get(key) {
            Some(&there) => {
                let missing = translation.missing(budget, (evaluated, relation), (other, there));
                found.extend(missing.into_iter().map(|number| (relation, number)));
            }
            None => found.extend(evaluated.database.rows(relation).map(|(number, _)| (relation, number))),
        }
    }
    found
}

/// The constants of one evaluation as those of another.
pub(super) struct Translation {
    names: Vec<Option<Constant>>,
    /// Whether every constant is the same in the other.
    same: bool,
    row: Vec<Constant>,
}

impl Translation {
    pub(super) fn new(from: &Evaluated, to: &Evaluated) -> Self {
        let names = from.values.in_terms_of(&to.values);
        let same = (0..).map(Constant).zip(&names).all(|(constant, other)| *other == Some(constant));
        Self { names, same, row: Vec::new() }
    }

    /// A row in the other's constants; `None` where it lacks one.
    pub(super) fn row(&mut self, values: &[Constant]) -> Option<&[Constant]> {
        self.row.clear();
        for constant in values {
            self.row.push(self.names.get(constant.index()).copied().flatten()?);
        }
        Some(&self.row)
    }

    /// The rows of a relation that are not in one of the other's.
    ///
    /// Views that have a relation in common share its rows; what differs in few rows mostly comes in the same order, so
    /// a row is looked for after the one that was found last before it is looked up.
    pub(super) fn missing(
        &mut self,
        budget: &Budget,
        (evaluated, relation): (&Evaluated, RelationId),
        (other, there): (&Evaluated, RelationId),
    ) -> Vec<RowId> {
        let mut missing = Vec::new();
        if self.same && evaluated.database.shares(relation, &other.database, there) {
            return missing;
        }
        let mut next = RowId(0);
        for (number, values) in budget.each_row(evaluated.database.rows(relation)) {
            let Some(row) = self.row(values) else {
                missing.push(number);
                continue;
            };
            let found = match other.database.holds_at(there, next, row) {
                true => Some(next),
                false => other.database.find(there, row),
            };
            match found {
                Some(at) => next = RowId(at.0.saturating_add(1)),
                None => missing.push(number),
            }
        }
        missing
    }

    /// The place of a row in a relation of the other.
    pub(super) fn find(
        &mut self,
        other: &Evaluated,
        relation: RelationId,
        values: &[Constant],
    ) -> Option<RowId> {
        other.database.find(relation, self.row(values)?)
    }
}

/// A row in words.
pub(super) fn row(model: &Model, evaluated: &Evaluated, place: Place) -> Option<Row> {
    let said = said(evaluated, place)?;
    Some(Row { sentence: said.text(model), literal: said.literal(), place })
}

fn said(evaluated: &Evaluated, (relation, row): Place) -> Option<Said> {
    evaluated.said(relation, evaluated.database.row(relation, row)?)
}

/// The rows among some that a reader is told and that are `news`: how many there are, and the nearest consequences
/// among them in words, at most so many.
pub(super) fn nearest(
    model: &Model,
    evaluated: &Evaluated,
    places: &[Place],
    limit: usize,
    news: impl Fn(&Said) -> bool,
) -> (usize, Vec<Row>) {
    let height =
        |(relation, row): Place| evaluated.database.derivation(relation, row).map_or(0, Derivation::height);
    let told = places.iter().filter(|place| is_told(model, evaluated, **place));
    let told = told.filter(|place| said(evaluated, **place).is_some_and(|said| news(&said)));
    let mut told: Vec<(u32, Place)> = told.map(|place| (height(*place), *place)).collect();
    let count = told.len();
    told.sort_by_key(|(height, _)| *height);
    // Of those as far away as the last that is told, any may come first by its words.
    let Some(last) = limit.min(count).checked_sub(1).and_then(|at| told.get(at)) else {
        return (count, Vec::new());
    };
    let farthest = last.0;
    let near = told.into_iter().take_while(|(height, _)| *height <= farthest);
    let mut rows: Vec<(u32, Row)> =
        near.filter_map(|(height, place)| Some((height, row(model, evaluated, place)?))).collect();
    rows.sort_by(|one, other| (one.0, &one.1.sentence).cmp(&(other.0, &other.1.sentence)));
    rows.truncate(limit);
    (count, rows.into_iter().map(|(_, row)| row).collect())
}

/// Whether a reader is told of a row on its own: not of what a folded rule says again, nor of the second
/// order of a symmetric pair.
pub(super) fn is_told(model: &Model, evaluated: &Evaluated, (relation, row): Place) -> bool {
    match evaluated.database.derivation(relation, row) {
        Some(Derivation::Rule { rule, .. }) => match evaluated.origin(rule) {
            Some(Origin::Statement(id, _)) => {
                model.statement(id).is_some_and(|statement| statement.telling == Telling::Plain)
            }
            _ => false,
        },
        Some(Derivation::Fact) | None => {
            // What strat knows of statements changes with them, and tells nothing more.
            evaluated.staters(relation, row).any(|stater| stater != FactSource::Known)
        }
    }
}
