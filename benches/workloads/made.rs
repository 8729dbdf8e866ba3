//! Workloads that are made up here, the same for the same size.

use std::collections::BTreeSet;

use super::strategic::Files;

/// Random numbers (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, count: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((word ^ (word >> 31)) % u64::from(count)) as u32
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at as u32 + 1) as usize);
        }
    }

    /// So many distinct rows, in random order.
    fn rows<const N: usize>(
        &mut self,
        count: u32,
        mut make: impl FnMut(&mut Self) -> [u32; N],
    ) -> Vec<[u32; N]> {
        let mut seen = BTreeSet::new();
        for _ in 0..20 * count {
            if seen.len() == count as usize {
                break;
            }
            seen.insert(make(self));
        }
        let mut rows: Vec<_> = seen.into_iter().collect();
        self.shuffle(&mut rows);
        rows
    }
}

/// Chains of 50 edges, and one skip inside of a chain for every 50 edges.
pub fn chains(facts: u32) -> Vec<[u32; 2]> {
    let mut random = Random(u64::from(facts));
    let chains = facts / 51;
    let mut edges: BTreeSet<[u32; 2]> =
        (0..chains).flat_map(|chain| (0..50).map(move |at| [chain * 51 + at, chain * 51 + at + 1])).collect();
    while edges.len() < (chains * 51) as usize {
        let (chain, from, to) = (random.below(chains), random.below(51), random.below(51));
        if from < to {
            edges.insert([chain * 51 + from, chain * 51 + to]);
        }
    }
    let mut edges: Vec<_> = edges.into_iter().collect();
    random.shuffle(&mut edges);
    edges
}

/// Actors in theatres of 25, inside of which goals are shared and depended for.
pub fn strategic(facts: u32) -> Files {
    const THEATRE: u32 = 25;
    let mut random = Random(7_000_003 + u64::from(facts));
    let actors = (facts / 10).max(THEATRE);
    let coalitions = (actors / 20).max(2);
    let tactics = (facts / 20).max(5);
    let pair = |random: &mut Random| {
        let first = random.below(actors);
        let from = first - first % THEATRE;
        [first, from + random.below(THEATRE.min(actors - from))]
    };
    let mut two = |percent: u32, of: u32| {
        random.rows(facts * percent / 100, |random| [random.below(actors), random.below(of)])
    };
    let member = two(10, coalitions);
    let dominates = two(2, coalitions);
    let [tactic_of, exempt, acted, approved] = [15, 3, 15, 5].map(|percent| two(percent, tactics));
    let shares_goal = random.rows(facts / 5, pair);
    let depends = random.rows(facts / 5, |random| {
        let [from, to] = pair(random);
        [from, to, random.below(20), random.below(4)]
    });
    Files {
        actor: (0..actors).map(|actor| [actor]).collect(),
        depends,
        pairs: [member, dominates, tactic_of, exempt, acted, approved, shares_goal],
    }
}
