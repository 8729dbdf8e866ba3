//! Rules to equal rules over fewer atoms: what has one reason only is replaced by that reason.
//!
//! A fact that one statement states becomes the variable of that statement in every body, so that the
//! search sees at once which variables the root needs. **Invariant:** the root keeps its truth in every
//! world; what goes in a circle is left as it is.
#![expect(clippy::indexing_slicing, reason = "atoms are numbered by the lineage, below the count given")]

/// A rule of a residue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Left {
    pub(super) head: u32,
    pub(super) positive: Vec<u32>,
    pub(super) negative: Vec<u32>,
    pub(super) variables: Vec<u32>,
}

/// The rules with single reasons put in the place of what they are reasons of.
pub(super) fn prepared(rules: Vec<Left>, root: u32, atoms: usize) -> Vec<Left> {
    let mut rules: Vec<Option<Left>> = rules.into_iter().map(Some).collect();
    let mut heads: Vec<Vec<usize>> = vec![Vec::new(); atoms];
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); atoms];
    let mut denied = vec![false; atoms];
    for (number, rule) in rules.iter().enumerate() {
        let Some(rule) = rule else { continue };
        heads[rule.head as usize].push(number);
        for atom in &rule.positive {
            users[*atom as usize].push(number);
        }
        for atom in &rule.negative {
            denied[*atom as usize] = true;
        }
    }
    let mut open: Vec<u32> = (0..atoms as u32).rev().collect();
    while let Some(atom) = open.pop() {
        let at = atom as usize;
        let [reason] = heads[at][..] else { continue };
        if atom == root || denied[at] {
            continue;
        }
        let Some(body) = rules[reason].clone() else { continue };
        let plain = body.positive.is_empty() && body.negative.is_empty();
        let single = body.variables.is_empty() && body.negative.is_empty() && body.positive.len() == 1;
        if body.positive.contains(&atom) || !(plain || single || users[at].len() < 2) {
            continue;
        }
        for user in std::mem::take(&mut users[at]) {
            let Some(rule) = &mut rules[user] else { continue };
            if !rule.positive.contains(&atom) {
                continue;
            }
            rule.positive.retain(|other| *other != atom);
            rule.positive.extend(&body.positive);
            rule.negative.extend(&body.negative);
            rule.variables.extend(&body.variables);
            for needed in &body.positive {
                users[*needed as usize].push(user);
            }
            // The head may have become as simple as the atom was.
            open.push(rule.head);
        }
        heads[at].clear();
        rules[reason] = None;
    }
    rules.into_iter().flatten().collect()
}
