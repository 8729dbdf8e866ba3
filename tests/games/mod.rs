//! Stability by the published cases, and by the definitions by sets on random conflicts.

use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use strat::budget::Budget;
use strat::internals::games::{
    Board, Choice, Concepts, Conflict, Council, Moves, Prospect, Steps, Taste, lasting,
};
use strat::internals::voting::{Requirement, Rule};

/// The conflict of a case, with the names of its states in order.
fn read(case: &Value) -> (Conflict, Vec<i64>) {
    let states: Vec<i64> = case["states"].as_array().unwrap().iter().map(|s| s.as_i64().unwrap()).collect();
    let at = |state: &Value| states.iter().position(|one| Some(*one) == state.as_i64()).unwrap();
    let actors: Vec<&str> = case["actors"].as_array().unwrap().iter().map(|a| a.as_str().unwrap()).collect();
    let movers = actors.iter().enumerate().map(|(by, actor)| {
        let mut to = vec![Vec::new(); states.len()];
        for step in case["moves"][actor].as_array().unwrap() {
            to[at(&step[0])].push(at(&step[1]));
        }
        Moves { by: 1 << by, to: Steps::Listed(to) }
    });
    let movers = movers.collect();
    let ranks: Vec<Vec<usize>> = actors
        .iter()
        .map(|actor| {
            let mut rank = vec![usize::MAX; states.len()];
            for (level, group) in case["ranking"][actor].as_array().unwrap().iter().enumerate() {
                group.as_array().unwrap().iter().for_each(|state| rank[at(state)] = level);
            }
            rank
        })
        .collect();
    (Conflict::ranked(states.len(), movers, &ranks), states)
}

type Concept = fn(&Concepts) -> bool;
const CONCEPTS: [(&str, Concept); 4] =
    [("nash", |c| c.nash), ("gmr", |c| c.gmr), ("smr", |c| c.smr), ("seq", |c| c.seq)];

#[test]
fn the_published_cases() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/games");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        count += 1;
        let case: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let (conflict, states) = read(&case);
        let budget = Budget::default();
        let named = |found: &dyn Fn(usize) -> Concepts, concept: Concept| -> Vec<i64> {
            let all = states.iter().enumerate().filter(|(at, _)| concept(&found(*at)));
            all.map(|(_, state)| *state).collect()
        };
        let told = |value: &Value| -> Vec<i64> {
            value.as_array().unwrap().iter().map(|state| state.as_i64().unwrap()).collect()
        };
        for (name, concept) in CONCEPTS {
            let place = format!("{} {name}", path.display());
            let equilibria = named(&|state| conflict.equilibrium(state, &budget), concept);
            assert_eq!(equilibria, told(&case["equilibria"][name]), "{place}");
            for (at, actor) in case["actors"].as_array().unwrap().iter().enumerate() {
                let actor = actor.as_str().unwrap();
                let stable = told(&case["stable"][name][actor]);
                let found = named(&|state| conflict.stable(at, state, &budget), concept);
                assert_eq!(found, stable, "{place} {actor}");
            }
        }
    }
    assert!(count > 0);
}

/// The cases that are written as files, by goals or by what is preferred: played through they come to the
/// same states that are stable for the same actors.
#[test]
fn the_published_cases_as_files() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/games");
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "strat") {
            continue;
        }
        count += 1;
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let case = std::fs::read_to_string(folder.join(format!("open_{name}.json"))).unwrap();
        let case: Value = serde_json::from_str(&case).unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_strat"))
            .args(["game", path.to_str().unwrap(), "--format", "json"])
            .output()
            .unwrap();
        let played: Value = serde_json::from_slice(&output.stdout).unwrap();
        let states = played["games"][0]["states"].as_array().unwrap();
        assert_eq!(states.len(), case["states"].as_array().unwrap().len(), "{name}");
        for state in states {
            let number: i64 = state["name"].as_str().unwrap().trim_start_matches('s').parse().unwrap();
            let has = |list: &Value, concept: &str| list.as_array().unwrap().iter().any(|one| one == concept);
            let told = |list: &Value| list.as_array().unwrap().iter().any(|one| one.as_i64() == Some(number));
            for (concept, _) in CONCEPTS {
                let place = format!("{name} s{number} {concept}");
                assert_eq!(
                    has(&state["equilibrium"], concept),
                    told(&case["equilibria"][concept]),
                    "{place}"
                );
                for actor in case["actors"].as_array().unwrap() {
                    let actor = actor.as_str().unwrap();
                    let found = has(&state["stable"][actor], concept);
                    assert_eq!(found, told(&case["stable"][concept][actor]), "{place} {actor}");
                }
            }
        }
    }
    assert!(count > 0);
}

/// A conflict of the definitions: moves and preferences as sets of pairs.
struct Sets {
    states: usize,
    moves: Vec<BTreeSet<(usize, usize)>>,
    better: Vec<BTreeSet<(usize, usize)>>,
}

impl Sets {
    fn improves(&self, actor: usize, from: usize, to: usize) -> bool {
        self.moves[actor].contains(&(from, to)) && self.better[actor].contains(&(from, to))
    }

    /// The states that the others reach from a state: the smallest set of (state, last mover) that is closed.
    fn others(
        &self,
        actor: usize,
        start: usize,
        step: &dyn Fn(usize, usize, usize) -> bool,
    ) -> BTreeSet<usize> {
        let mut all: BTreeSet<(usize, usize)> = BTreeSet::new();
        loop {
            let before = all.len();
            for other in (0..self.moves.len()).filter(|other| *other != actor) {
                for to in 0..self.states {
                    let from_start = step(other, start, to);
                    let from_there = all.iter().any(|(at, last)| *last != other && step(other, *at, to));
                    if from_start || from_there {
                        all.insert((to, other));
                    }
                }
            }
            if all.len() == before {
                return all.into_iter().map(|(state, _)| state).collect();
            }
        }
    }

    fn stable(&self, actor: usize, from: usize) -> [bool; 4] {
        let better = |state: usize| self.better[actor].contains(&(from, state));
        let improvements: Vec<usize> =
            (0..self.states).filter(|to| self.improves(actor, from, *to)).collect();
        let any = |other: usize, at: usize, to: usize| self.moves[other].contains(&(at, to));
        let good = |other: usize, at: usize, to: usize| self.improves(other, at, to);
        let gmr = |to: &usize| self.others(actor, *to, &any).into_iter().any(|state| !better(state));
        let smr = |to: &usize| {
            self.others(actor, *to, &any).into_iter().any(|state| {
                !better(state) && (0..self.states).all(|out| !any(actor, state, out) || !better(out))
            })
        };
        let seq = |to: &usize| self.others(actor, *to, &good).into_iter().any(|state| !better(state));
        [
            improvements.is_empty(),
            improvements.iter().all(gmr),
            improvements.iter().all(smr),
            improvements.iter().all(seq),
        ]
    }
}

/// The moves of an actor, from state to state.
type Pairs = BTreeSet<(usize, usize)>;

/// Conflicts of two to five actors who rank some states, with any moves.
fn conflicts() -> impl Strategy<Value = (Vec<Vec<usize>>, Vec<Pairs>)> {
    (2_usize..6, 2_usize..9).prop_flat_map(|(actors, states)| {
        let rank = proptest::collection::vec(0_usize..states, states);
        let moves = proptest::collection::btree_set((0..states, 0..states), 0..states * 2);
        (proptest::collection::vec(rank, actors), proptest::collection::vec(moves, actors))
    })
}

fn agree(ranks: &[Vec<usize>], moves: &[BTreeSet<(usize, usize)>]) -> Result<(), TestCaseError> {
    let states = ranks[0].len();
    let moves: Vec<BTreeSet<(usize, usize)>> =
        moves.iter().map(|own| own.iter().copied().filter(|(from, to)| from != to).collect()).collect();
    let movers = moves.iter().enumerate().map(|(by, own)| Moves {
        by: 1 << by,
        to: Steps::Listed(
            (0..states)
                .map(|from| own.iter().filter(|(at, _)| *at == from).map(|(_, to)| *to).collect())
                .collect(),
        ),
    });
    let conflict = Conflict::ranked(states, movers.collect(), ranks);
    let budget = Budget::default();
    let all = lasting(&conflict, &budget).unwrap();
    for state in 0..states {
        prop_assert_eq!(conflict.lasts(state, &budget), all.states.contains(&state), "state {}", state);
        prop_assert_eq!(conflict.lasts(state, &budget), conflict.equilibrium(state, &budget).seq);
        for mover in 0..ranks.len() {
            for to in conflict.improvements(mover, state) {
                let answered = conflict.answer(mover, state, to, &budget).is_some();
                prop_assert_eq!(all.answered(mover, state, to), answered);
            }
        }
    }
    let pairs = || (0..states).flat_map(move |from| (0..states).map(move |to| (from, to)));
    let better =
        ranks.iter().map(|rank| pairs().filter(|(from, to)| rank[*to] < rank[*from]).collect()).collect();
    let sets = Sets { states, moves, better };
    for actor in 0..ranks.len() {
        for state in 0..states {
            let found = conflict.stable(actor, state, &budget);
            let found = [found.nash, found.gmr, found.smr, found.seq];
            prop_assert_eq!(found, sets.stable(actor, state), "actor {} state {}", actor, state);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn as_the_definitions_say((ranks, moves) in conflicts()) {
        agree(&ranks, &moves)?;
    }
}

/// Options of some actors, with those who are needed for each, and what cannot be undone.
type Drawn = (Vec<(Vec<u64>, u64, bool)>, Vec<Vec<usize>>);

/// Boards of up to five options, some of them of several parties, of a council (bit 3) or with a veto.
fn boards() -> impl Strategy<Value = Drawn> {
    let party = prop_oneof![3 => (0_u32..3).prop_map(|at| 1_u64 << at), 1 => Just(3_u64), 1 => Just(8_u64)];
    let option = (proptest::collection::vec(party, 1..3), 0_u64..3, proptest::bool::weighted(0.2));
    let option = option.prop_map(|(parties, veto, fixed)| {
        let needed = parties.iter().fold(if veto == 0 { 1 } else { 0 }, |all, party| all | party);
        (parties, needed, fixed)
    });
    proptest::collection::vec(option, 1..5).prop_flat_map(|options| {
        let states = 1_usize << options.len();
        let rank = proptest::collection::vec(0_usize..4, states);
        (Just(options), proptest::collection::vec(rank, 3))
    })
}

/// Where these can go, by looking at all pairs of states.
fn by_pairs(options: &[(Vec<u64>, u64, bool)], by: u64, from: u64) -> Vec<usize> {
    let all = 0..1_u64 << options.len();
    all.filter(|to| {
        let taken: Vec<_> = (0..options.len()).filter(|at| (!from & to) >> at & 1 == 1).collect();
        let undone: Vec<_> = (0..options.len()).filter(|at| (from & !to) >> at & 1 == 1).collect();
        let can = |at: &usize| !options[*at].2 && options[*at].0.iter().any(|party| party & !by == 0);
        // Who can make all of the changes together.
        let able = |these: u64| {
            taken.iter().all(|at| options[*at].1 & !these == 0)
                && undone.iter().all(|at| options[*at].0.iter().any(|party| party & !these == 0))
        };
        let fewer = (0..64).filter(|one| by >> one & 1 == 1).any(|one| able(by & !(1 << one)));
        let single = |party: &u64| party.count_ones() == 1 && party & !by == 0;
        let joint = taken.iter().any(|at| options[*at].1.count_ones() > 1)
            || undone.iter().any(|at| !options[*at].0.iter().any(single));
        let moves = from != *to && able(by) && !fewer && (by.count_ones() == 1 || joint);
        moves && undone.iter().all(can)
    })
    .map(|to| to as usize)
    .collect()
}

proptest! {
    #[test]
    fn moves_on_demand_are_those_of_all_pairs((options, ranks) in boards()) {
        let states = 1_usize << options.len();
        let choices = options.iter().map(|(parties, _, irreversible)| Choice {
            parties: parties.clone(),
            irreversible: *irreversible,
            ..Choice::default()
        });
        let needed = vec![options.iter().map(|(_, needed, _)| *needed).collect()];
        let board = Board::new(choices.collect(), (0..states as u64).collect(), needed, vec![0; states]);
        let movers = board.movers(4).unwrap();
        let taste = |rank: &Vec<usize>| {
            let prospect = |level: &usize| Prospect { held: Vec::new(), levels: vec![vec![*level]] };
            Taste::new(rank.iter().map(prospect), Vec::new())
        };
        let majority = Requirement { weights: vec![1, 1, 1], quota: 2 };
        let conflict = Conflict {
            states,
            movers: movers.iter().map(|by| Moves { by: *by, to: Steps::Options }).collect(),
            tastes: ranks.iter().map(taste).collect(),
            councils: vec![Council {
                members: vec![1, 2, 4],
                rule: Rule { members: 3, ways: vec![vec![majority]] },
            }],
            board,
        };
        for (mover, by) in movers.iter().enumerate() {
            for from in 0..states {
                prop_assert_eq!(conflict.moves(mover, from), by_pairs(&options, *by, from as u64), "{} from {}", by, from);
            }
        }
        // A council is better off where two of its three members are.
        for from in 0..states {
            for to in 0..states {
                let better = ranks.iter().filter(|rank| rank[to] > rank[from]).count();
                prop_assert_eq!(conflict.prefers(3, from, to), better >= 2);
            }
        }
        let budget = Budget::default();
        let all = lasting(&conflict, &budget).unwrap();
        let alone: Vec<usize> = (0..states).filter(|state| conflict.lasts(*state, &budget)).collect();
        prop_assert_eq!(all.states, alone);
    }
}

/// The orders of four things.
fn orders() -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    for code in 0..256_usize {
        let order: Vec<usize> = (0..4).map(|at| code >> (2 * at) & 3).collect();
        if order.iter().collect::<BTreeSet<_>>().len() == 4 {
            all.push(order);
        }
    }
    all
}

/// All ordinal games of two actors with two options each, 78 but for the names of actors and options
/// (Rapoport and Guyer 1966, A Taxonomy of 2×2 Games).
#[test]
fn the_games_of_two_by_two() {
    let row: BTreeSet<(usize, usize)> = [(0, 2), (2, 0), (1, 3), (3, 1)].into();
    let column: BTreeSet<(usize, usize)> = [(0, 1), (1, 0), (2, 3), (3, 2)].into();
    let mut kinds: BTreeSet<Vec<Vec<usize>>> = BTreeSet::new();
    for one in orders() {
        for other in orders() {
            agree(&[one.clone(), other.clone()], &[row.clone(), column.clone()]).unwrap();
            let turned = |rank: &[usize], map: [usize; 4]| map.map(|at| rank[at]).to_vec();
            let maps = [[0, 1, 2, 3], [2, 3, 0, 1], [1, 0, 3, 2], [3, 2, 1, 0]];
            let swapped = [[0, 2, 1, 3], [1, 3, 0, 2], [2, 0, 3, 1], [3, 1, 2, 0]];
            let same = maps.into_iter().map(|map| vec![turned(&one, map), turned(&other, map)]);
            let names = swapped.into_iter().map(|map| vec![turned(&other, map), turned(&one, map)]);
            kinds.extend(same.chain(names).min());
        }
    }
    assert_eq!(kinds.len(), 78);
}
