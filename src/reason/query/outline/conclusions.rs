//! All that follows in a view, as rows, each with how much it matters.
//!
//! **Invariant:** nothing that follows is left out but what another row says as well: the other order of a
//! symmetric pair, what is true of a speaker as of the actor, and the premise of a folded step, whose
//! conclusion says the same. What says less than its premise comes after all that says more.

use super::weights::{self, Expected, Lives};
use crate::engine::{Derivation, Graph, RelationId, RowId};
use crate::model::sort::SortId;
use crate::model::statement::{Kind, StatementId, Telling, Term};
use crate::reason::query::key_judgments::{Key, Rows, by_projection, canonical, spoken_for};
use crate::reason::{Session, asked_by_rules};
use crate::report::Weight;
use crate::theory::{Evaluated, Origin, Role, Said};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The most conclusions that a page judges and tells.
const MOST: usize = 400;

/// What is not of the subject: statements about statements, the parts of voting rules, and what is shown of a
/// game on its own page.
const MACHINERY: &[SortId] =
    &[SortId::STATEMENT, SortId::VOTING_RULE, SortId::REQUIREMENT, SortId::GAME, SortId::OUTCOME];

/// A row that follows.
pub(super) struct Conclusion {
    pub(super) said: Said,
    pub(super) weight: Weight,
    /// What it is about: the position of the module, and its title.
    pub(super) topic: (usize, String),
}

/// What follows: what is told, and how much more there is of each topic.
#[derive(Default)]
pub(super) struct Conclusions {
    pub(super) told: Vec<Conclusion>,
    pub(super) more: BTreeMap<(usize, String), usize>,
}

/// What follows besides the key implications.
///
/// A view may have millions of conclusions: nothing is kept of one that is not told.
pub(super) fn conclusions(
    session: &Session<'_>,
    evaluated: &mut Evaluated,
    key: &[Key],
    used: &Rows,
) -> Conclusions {
    let model = session.model;
    let restated = restated(session, evaluated);
    let stand_ins = evaluated.stand_ins(model);
    let (expected, lives) = (Expected::of(model), Lives::of(model, evaluated));
    let keys: HashSet<(RelationId, RowId)> = key.iter().map(|one| (one.relation, one.row)).collect();
    let mut seen: HashSet<_> = key.iter().map(|one| canonical(session, &one.said)).collect();
    let mut found = Conclusions::default();
    let mut rows = Vec::new();
    for (&(relation, _), &engine) in &evaluated.legend.sentences {
        let Some(known) = model.relation(relation) else { continue };
        // That somebody is told to have said something is not told again, nor what follows from it for others' rules alone.
        let aside = [model.known.told_to_approve, model.known.told_to_object, model.known.votes_on]
            .contains(&Some(relation))
            || asked_by_rules(model, relation);
        if aside {
            continue;
        }
        let module = model.module(known.span);
        let place = module.and_then(|module| model.modules.iter().position(|m| m.title == module.title));
        let topic = match (module, place) {
            (Some(module), Some(place)) => (place, module.title.to_string()),
            _ => (model.modules.len(), String::from("This analysis")),
        };
        let main = module.is_none_or(|module| module.key);
        let mut kept = 0;
        for (row, values) in evaluated.database.rows(engine) {
            let Some(id) = concluded_by(evaluated, engine, row) else { continue };
            let Some(statement) = model.statement(id) else { continue };
            if keys.contains(&(engine, row))
                || restated.premises.contains(engine, row)
                || matches!(statement.kind, Kind::Meaning(_))
            {
                continue;
            }
            let Some(said) = evaluated.said(engine, values) else { continue };
            if spoken_for(evaluated, engine, &said, &stand_ins) {
                continue;
            }
            if kept == MOST {
                // Of a symmetric pair one order counts.
                let counts = known.symmetric.is_none() || said.terms.is_sorted();
                *found.more.entry(topic.clone()).or_default() += usize::from(counts);
                continue;
            }
            if !seen.insert(canonical(session, &said)) {
                continue;
            }
            kept += 1;
            // A folded step from a conclusion stands for that conclusion; from what is stated it says it again.
            let says_again = match statement.telling {
                Telling::Folded => restated.only(engine, row),
                Telling::Plain => by_projection(session, evaluated, engine, row),
            };
            let of_machinery = said.terms.iter().any(|term| match term {
                Term::Symbol(id) => model.symbol(*id).is_some_and(|one| MACHINERY.contains(&one.sort)),
                Term::Value(_) | Term::Variable(_) => false,
            });
            let of_a_commitment = [model.known.condition, model.known.promise].contains(&Some(relation));
            let of_itself = matches!(said.terms.as_slice(), [one, other, ..] if one == other);
            let says_less = says_again || of_a_commitment || lives.says_less(evaluated, relation, values);
            let weight = match (says_less, main, used.contains(engine, row)) {
                _ if of_machinery || of_itself => Weight::Source,
                _ if expected.has(model, &said) => Weight::Expected,
                (true, ..) => Weight::Restated,
                _ if let Some(weight) = weights::of_relation(model, relation) => weight,
                (false, false, _) => Weight::Aside,
                (false, true, false) => Weight::Conclusion,
                (false, true, true) => Weight::Step,
            };
            rows.push((weight, topic.clone(), said));
        }
    }
    rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    for (weight, topic, said) in rows {
        if found.told.len() < MOST {
            found.told.push(Conclusion { said, weight, topic });
        } else {
            *found.more.entry(topic).or_default() += 1;
        }
    }
    found
}

/// The statement by which a row was first concluded.
fn concluded_by(evaluated: &Evaluated, relation: RelationId, row: RowId) -> Option<StatementId> {
    match evaluated.database.derivation(relation, row)? {
        Derivation::Fact => None,
        Derivation::Rule { rule, .. } => match evaluated.origin(rule)? {
            Origin::Statement(id, _) => Some(id),
            Origin::Violation(_) | Origin::Symmetric(_) | Origin::Auxiliary | Origin::Query(_) => None,
        },
    }
}

/// What folded steps say in other words.
struct Restated {
    /// Their premises, where these are concluded, for which the conclusion stands; and what says the same as
    /// another one of the same premises.
    premises: Rows,
    /// Their conclusions that come from one premise: that premise, where it is concluded.
    derived: HashMap<(RelationId, RowId), Option<(RelationId, RowId)>>,
    /// What folded steps conclude.
    folded: Rows,
}

impl Restated {
    /// Whether a folded step, or a chain of them, only says again what is stated.
    fn only(&self, relation: RelationId, row: RowId) -> bool {
        let mut at = (relation, row);
        // A chain goes down in height, and ends.
        while self.folded.contains(at.0, at.1) {
            match self.derived.get(&at) {
                Some(Some(premise)) => at = *premise,
                Some(None) | None => return true,
            }
        }
        false
    }
}

fn restated(session: &Session<'_>, evaluated: &mut Evaluated) -> Restated {
    let model = session.model;
    let mut found = Restated { premises: Rows::default(), derived: HashMap::new(), folded: Rows::default() };
    let folded: Vec<(RelationId, RowId)> = evaluated
        .sentences()
        // What stands on no page says nothing in the place of its premise.
        .filter(|(relation, _)| match evaluated.legend.roles.get(relation.index()) {
            Some(Role::Sentence(of, _)) => !asked_by_rules(model, *of),
            _ => true,
        })
        .filter(|&(relation, row)| {
            concluded_by(evaluated, relation, row)
                .and_then(|id| model.statement(id))
                .is_some_and(|statement| statement.telling == Telling::Folded)
        })
        .collect();
    let Evaluated { program, database, values, legend } = evaluated;
    let mut graph = Graph::new(program, database, values);
    let mut seen = HashSet::new();
    for (relation, row) in folded {
        found.folded.insert(relation, row);
        let Some(instance) = graph.first_instance(relation, row) else { continue };
        let premises: Vec<(RelationId, RowId)> = instance
            .rows()
            .filter(|(of, _)| matches!(legend.roles.get(of.index()), Some(Role::Sentence(..))))
            .collect();
        // `A shares G with B` and `B shares G with A` come from one pair of sentences.
        let mut pair = premises.clone();
        pair.sort_unstable();
        if pair.len() > 1 && !seen.insert((relation, pair)) {
            found.premises.insert(relation, row);
        }
        if let [(of, premise)] = premises.as_slice() {
            let concluded = matches!(database.derivation(*of, *premise), Some(Derivation::Rule { .. }));
            if concluded {
                found.premises.insert(*of, *premise);
            }
            found.derived.insert((relation, row), concluded.then_some((*of, *premise)));
        }
    }
    found
}
