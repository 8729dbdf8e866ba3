//! An order of the statements of a lineage in which causes come before what they bring about.
//!
//! Where it is said how likely something is under each of many conditions, only one of these matters once it is known
//! which of them holds: a diagram that decides the condition first forgets the others. Among what could come next, that
//! is taken which leaves the least to be remembered (greedy linear arrangement, as for the elimination of variables in
//! Bayes nets: Darwiche 2009, chapter 6). **Invariant:** every variable has one place.
#![expect(clippy::indexing_slicing, reason = "atoms, variables and groups are numbered here")]

use super::problem::Problem;
use crate::connected::{Union, component_of};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Atoms that belong together, and what is decided with them.
#[derive(Default)]
struct Group {
    variables: Vec<u32>,
    /// The groups that it rests on, and those that rest on it.
    below: BTreeSet<usize>,
    above: BTreeSet<usize>,
}

/// The variables of a problem, causes first.
pub(super) fn causes_first(problem: &Problem) -> Vec<u32> {
    let groups = groups(problem);
    let mut missing: Vec<usize> = groups.iter().map(|group| group.below.len()).collect();
    let mut ahead: Vec<usize> = groups.iter().map(|group| group.above.len()).collect();
    // How many groups are needed no longer once a group is placed.
    let last =
        |ahead: &[usize], group: &Group| group.below.iter().filter(|below| ahead[**below] == 1).count();
    let mut forgotten: Vec<usize> = groups.iter().map(|group| last(&ahead, group)).collect();
    let mut order = Vec::with_capacity(problem.lineage.priors().len());
    let mut placed = vec![usize::MAX; groups.len()];
    let mut count = 0;
    // What is remembered more after a group, and how recent what it rests on is: known once all of that is placed.
    let rank = |at: usize, forgotten: &[usize], placed: &[usize]| {
        let group = &groups[at];
        let more = usize::from(!group.above.is_empty());
        let recent = group.below.iter().map(|below| placed[*below]).max();
        (more as isize - forgotten[at] as isize, Reverse(recent), at)
    };
    let mut ready: BTreeSet<_> =
        (0..groups.len()).filter(|at| missing[*at] == 0).map(|at| rank(at, &forgotten, &placed)).collect();
    while let Some((.., next)) = ready.pop_first() {
        placed[next] = count;
        count += 1;
        order.extend(&groups[next].variables);
        for below in &groups[next].below {
            ahead[*below] -= 1;
            let waits = |at: &&usize| placed[**at] == usize::MAX;
            if ahead[*below] == 1
                && let Some(only) = groups[*below].above.iter().find(waits)
            {
                let was_ready = missing[*only] == 0 && ready.remove(&rank(*only, &forgotten, &placed));
                forgotten[*only] += 1;
                if was_ready {
                    ready.insert(rank(*only, &forgotten, &placed));
                }
            }
        }
        for above in &groups[next].above {
            missing[*above] -= 1;
            if missing[*above] == 0 {
                ready.insert(rank(*above, &forgotten, &placed));
            }
        }
    }
    let known: BTreeSet<u32> = order.iter().copied().collect();
    order.extend((0..problem.lineage.priors().len() as u32).filter(|variable| !known.contains(variable)));
    order
}

/// The atoms in groups: what goes in a circle is one, and what the outcomes of one choice conclude.
fn groups(problem: &Problem) -> Vec<Group> {
    let lineage = &problem.lineage;
    let (atoms, variables) = (lineage.atoms(), lineage.priors().len());
    let mut together = Union::new(atoms + variables);
    let number = |variable: u32| atoms as u32 + variable;
    // The outcomes of a choice belong to all that they conclude, any other statement to the one atom it concludes.
    let chosen: BTreeSet<u32> =
        problem.choices.iter().flat_map(|choice| &choice.variables).map(|variable| variable.0).collect();
    let mut heads: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); variables];
    for (head, rule) in lineage.rules() {
        for variable in &rule.variables {
            heads[variable.0 as usize].insert(head.0);
        }
    }
    for (variable, heads) in (0_u32..).zip(&heads) {
        if heads.len() == 1 || chosen.contains(&variable) {
            heads.iter().for_each(|head| together.join(number(variable), *head));
        }
    }
    for choice in &problem.choices {
        for two in choice.variables.windows(2) {
            if let [one, other] = two {
                together.join(number(one.0), number(other.0));
            }
        }
    }
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); atoms + variables];
    for (head, rule) in lineage.rules() {
        let head = together.find(head.0) as usize;
        let named = rule.positive.iter().chain(&rule.negative).map(|atom| atom.0);
        let stated = rule.variables.iter().map(|variable| number(variable.0));
        for part in named.chain(stated) {
            let part = together.find(part) as usize;
            if part != head {
                edges[head].push(part);
            }
        }
    }
    let component = component_of(&edges);
    let mut groups: Vec<Group> = Vec::new();
    groups.resize_with(component.iter().max().map_or(0, |most| most + 1), Group::default);
    for variable in 0..variables as u32 {
        let root = together.find(number(variable)) as usize;
        groups[component[root]].variables.push(variable);
    }
    for (head, parts) in edges.iter().enumerate() {
        for part in parts {
            let (head, part) = (component[head], component[*part]);
            if head != part {
                groups[head].below.insert(part);
                groups[part].above.insert(head);
            }
        }
    }
    groups
}
