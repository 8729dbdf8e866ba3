//! What holds in each possible state of a game: how goals stand, which outcomes and commitments hold, and who
//! is needed to take which option there.
//!
//! Invariant: one column for each thing, one place for each state, in the order of what is chosen.

use super::columns::{Columns, Places};
use super::options::Options;
use super::rows::Groups;
use crate::games::State;
use crate::model::Model;
use crate::model::statement::SymbolId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How a goal stands, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Failed,
    Harmed,
    Open,
    Served,
    Achieved,
}

impl Standing {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Standing::Failed => "fails",
            Standing::Harmed => "is harmed",
            Standing::Open => "is open",
            Standing::Served => "is served",
            Standing::Achieved => "is achieved",
        }
    }
}

/// What holds in the possible states.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcomes {
    /// The options that are chosen in each state, as bits.
    pub(super) chosen: Vec<u64>,
    goals: BTreeMap<SymbolId, Vec<Standing>>,
    named: BTreeMap<SymbolId, Places>,
    due: BTreeMap<SymbolId, Places>,
    kept: BTreeMap<SymbolId, Places>,
    /// For each kind of state, those who have to agree to each option.
    pub(super) vetoes: Vec<Vec<BTreeSet<SymbolId>>>,
    /// The kind of each state.
    pub(super) kinds: Vec<usize>,
}

impl Outcomes {
    /// The columns of a game, with what is `chosen` in each of its states.
    pub(super) fn of(model: &Model, columns: &Columns, options: &Options, chosen: Vec<u64>) -> Self {
        let known = &model.known;
        let states = chosen.len();
        let mut goals: BTreeMap<SymbolId, Vec<Standing>> = BTreeMap::new();
        let mut stands = |goal: SymbolId, standing: Standing, where_: &dyn Fn(State) -> bool| {
            let places: Vec<State> = (0..states).filter(|state| where_(*state)).collect();
            if !places.is_empty() {
                let column = goals.entry(goal).or_insert_with(|| vec![Standing::Open; states]);
                for place in places {
                    if let Some(slot) = column.get_mut(place) {
                        *slot = standing;
                    }
                }
            }
        };
        // What is done serves and harms; that something could be done does neither.
        let of_options = [
            (known.serves, Standing::Served),
            (known.works_against, Standing::Harmed),
            (known.harms, Standing::Harmed),
        ];
        for (relation, standing) in of_options {
            for (action, goal, places) in columns.pairs(relation) {
                let Some(at) = options.place(action) else { continue };
                let done = |state: State| {
                    places.has(state) && chosen.get(state).is_some_and(|all| all >> at & 1 == 1)
                };
                stands(goal, standing, &done);
            }
        }
        for (relation, standing) in [(known.achieved, Standing::Achieved), (known.fails, Standing::Failed)] {
            for (goal, places) in columns.names(relation) {
                stands(goal, standing, &|state| places.has(state));
            }
        }
        let (vetoes, kinds) = vetoes(model, columns, options, states);
        Self {
            goals,
            named: columns.names(known.holds),
            due: columns.names(known.condition),
            kept: columns.names(known.promise),
            vetoes,
            kinds,
            chosen,
        }
    }

    /// How many states there are.
    pub(super) fn len(&self) -> usize {
        self.chosen.len()
    }

    /// How a goal stands in a state; `None` where nothing in the game judges it.
    pub(super) fn stands(&self, goal: SymbolId, state: State) -> Option<Standing> {
        self.goals.get(&goal).and_then(|column| column.get(state)).copied()
    }

    /// Whether a named outcome holds in a state.
    pub(super) fn named(&self, name: SymbolId, state: State) -> bool {
        self.named.get(&name).is_some_and(|places| places.has(state))
    }

    /// The one state in which a named outcome holds, if it is one.
    pub(super) fn only(&self, name: SymbolId) -> Option<State> {
        self.named.get(&name).and_then(Places::only)
    }

    /// In how many states a named outcome holds.
    pub(super) fn count(&self, name: SymbolId) -> usize {
        self.named.get(&name).map_or(0, Places::count)
    }

    /// Whether the condition of a commitment is met in a state.
    pub(super) fn due(&self, commitment: SymbolId, state: State) -> bool {
        self.due.get(&commitment).is_some_and(|places| places.has(state))
    }

    /// Whether a commitment is kept in a state.
    pub(super) fn kept(&self, commitment: SymbolId, state: State) -> bool {
        self.kept.get(&commitment).is_some_and(|places| places.has(state))
    }
}

/// Who has to agree to each option, by kinds of states, and the kind of each state.
fn vetoes(
    model: &Model,
    columns: &Columns,
    options: &Options,
    states: usize,
) -> (Vec<Vec<BTreeSet<SymbolId>>>, Vec<usize>) {
    let known = &model.known;
    let belongs = columns.pairs(known.belongs);
    let speaks = columns.pairs(known.speaks_for);
    let vetoes: Vec<(SymbolId, SymbolId, &Places)> =
        columns.pairs(known.veto).into_iter().filter(|(_, over, _)| options.place(*over).is_some()).collect();
    let mut seen: HashMap<Vec<bool>, usize> = HashMap::new();
    let mut all = Vec::new();
    let mut kinds = Vec::with_capacity(states);
    for state in 0..states {
        let rows = || belongs.iter().chain(&speaks).chain(&vetoes);
        let key: Vec<bool> = rows().map(|(.., places)| places.has(state)).collect();
        let kind = *seen.entry(key).or_insert_with(|| {
            let here = |rows: &[(SymbolId, SymbolId, &Places)]| -> Vec<(SymbolId, SymbolId)> {
                let rows = rows.iter().filter(|(.., places)| places.has(state));
                rows.map(|(one, other, _)| (*one, *other)).collect()
            };
            let groups = Groups { belongs: here(&belongs), speaks: here(&speaks) };
            let vetoes = here(&vetoes);
            let holders = |at: usize| -> BTreeSet<SymbolId> {
                let Some(choice) = options.all.get(at) else { return BTreeSet::new() };
                let holders = vetoes.iter().filter(|(_, over)| *over == choice.action);
                let holders = holders.map(|(holder, _)| *holder);
                // Without whom a council does not carry it, is counted there; so is a group that votes by a rule.
                let votes =
                    |holder: &SymbolId| choice.parties.iter().any(|party| options.votes(party, *holder));
                let mut holders = groups.everybody(holders.filter(|holder| !votes(holder)));
                holders.retain(|holder| !choice.parties.iter().any(|party| options.needs(party, *holder)));
                holders
            };
            all.push((0..options.all.len()).map(holders).collect());
            all.len() - 1
        });
        kinds.push(kind);
    }
    (all, kinds)
}
