//! What is left of a lineage once some variables are decided, simplified without a change of the root.
//!
//! **Invariant:** in a simplified residue the root is neither certain nor impossible, every atom matters to
//! it, and rules are sorted, so that equal problems are equal values.
#![expect(clippy::indexing_slicing, reason = "atoms are numbered by the lineage, below the count given")]

use super::lineage::{AtomId, Lineage, Rule};
use super::prepare::prepared;
use std::collections::BTreeMap;

/// A rule of a residue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Left {
    pub(super) head: u32,
    pub(super) positive: Vec<u32>,
    pub(super) negative: Vec<u32>,
    pub(super) variables: Vec<u32>,
}

/// What is left of a lineage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Residue {
    pub(super) root: u32,
    pub(super) rules: Vec<Left>,
}

/// A residue that is simplified, or the truth of its root.
pub(super) enum Simple {
    Known(bool),
    Open(Residue),
}

impl Residue {
    /// All of a lineage.
    pub(super) fn new(lineage: &Lineage, root: AtomId) -> Self {
        let left = |(head, rule): (AtomId, &Rule)| Left {
            head: head.0,
            positive: rule.positive.iter().map(|atom| atom.0).collect(),
            negative: rule.negative.iter().map(|atom| atom.0).collect(),
            variables: rule.variables.iter().map(|variable| variable.0).collect(),
        };
        let rules = prepared(lineage.rules().map(left).collect(), root.0, lineage.atoms());
        Self { root: root.0, rules }
    }

    /// The residue where a variable has this truth.
    pub(super) fn given(&self, variable: u32, truth: bool) -> Self {
        let mut rules = Vec::with_capacity(self.rules.len());
        for rule in &self.rules {
            if !rule.variables.contains(&variable) {
                rules.push(rule.clone());
            } else if truth {
                let mut rule = rule.clone();
                rule.variables.retain(|other| *other != variable);
                rules.push(rule);
            }
        }
        Self { root: self.root, rules }
    }

    /// Without what is certain, impossible or of no matter to the root.
    pub(super) fn simplify(mut self, atoms: usize) -> Simple {
        loop {
            let (lower, upper) = self.extremes(atoms);
            if lower[self.root as usize] {
                return Simple::Known(true);
            }
            if !upper[self.root as usize] {
                return Simple::Known(false);
            }
            self.rules.retain(|rule| {
                !lower[rule.head as usize]
                    && rule.positive.iter().all(|atom| upper[*atom as usize])
                    && rule.negative.iter().all(|atom| !lower[*atom as usize])
                    && !rule.positive.contains(&rule.head)
            });
            for rule in &mut self.rules {
                rule.positive.retain(|atom| !lower[*atom as usize]);
                rule.negative.retain(|atom| upper[*atom as usize]);
                for list in [&mut rule.positive, &mut rule.negative, &mut rule.variables] {
                    list.sort_unstable();
                    list.dedup();
                }
            }
            self.keep_relevant(atoms);
            // What is left undefined by a circle through negation does not hold.
            if self.rules.iter().all(|rule| rule.variables.is_empty()) {
                return Simple::Known(false);
            }
            self.rules.sort_unstable();
            self.rules.dedup();
            if !self.absorb(atoms) {
                return Simple::Open(self);
            }
        }
    }

    /// Where an atom alone gives the root, the root takes over its rules: for the root it is enough to ask
    /// what holds while that atom does not. Nothing that is denied may rest on that atom.
    fn absorb(&mut self, atoms: usize) -> bool {
        let unit = |rule: &&Left| {
            rule.head == self.root
                && rule.variables.is_empty()
                && rule.negative.is_empty()
                && rule.positive.len() == 1
        };
        let units: Vec<u32> =
            self.rules.iter().filter(unit).filter_map(|rule| rule.positive.first().copied()).collect();
        if units.is_empty() {
            return false;
        }
        let denied = self.denied(atoms);
        let Some(atom) = units.into_iter().find(|atom| !denied[*atom as usize]) else { return false };
        if denied[self.root as usize] {
            return false;
        }
        let root = self.root;
        self.rules.retain(|rule| !rule.positive.contains(&atom) && !rule.positive.contains(&root));
        for rule in &mut self.rules {
            if rule.head == atom {
                rule.head = root;
            }
        }
        true
    }

    /// The atoms on which something rests that is denied somewhere.
    fn denied(&self, atoms: usize) -> Vec<bool> {
        let mut found = vec![false; atoms];
        let mut open: Vec<u32> = self.rules.iter().flat_map(|rule| &rule.negative).copied().collect();
        if open.is_empty() {
            return found;
        }
        let mut by_head: Vec<Vec<usize>> = vec![Vec::new(); atoms];
        for (number, rule) in self.rules.iter().enumerate() {
            by_head[rule.head as usize].push(number);
        }
        while let Some(atom) = open.pop() {
            if !std::mem::replace(&mut found[atom as usize], true) {
                for number in &by_head[atom as usize] {
                    let rule = &self.rules[*number];
                    open.extend(rule.positive.iter().chain(&rule.negative));
                }
            }
        }
        found
    }

    /// The atoms that hold whatever is decided, and those that hold if something is.
    fn extremes(&self, atoms: usize) -> (Vec<bool>, Vec<bool>) {
        let nothing = vec![false; atoms];
        let mut upper = self.least(Open::True, &nothing);
        let mut lower = self.least(Open::False, &upper);
        if self.rules.iter().all(|rule| rule.negative.is_empty()) {
            return (lower, upper);
        }
        loop {
            let next = self.least(Open::True, &lower);
            if next == upper {
                return (lower, upper);
            }
            upper = next;
            lower = self.least(Open::False, &upper);
        }
    }

    fn least(&self, open: Open, blocked: &[bool]) -> Vec<bool> {
        let mut model = vec![false; blocked.len()];
        let mut users: Vec<Vec<u32>> = vec![Vec::new(); blocked.len()];
        let mut needs = vec![usize::MAX; self.rules.len()];
        let mut ready = Vec::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let may = (open == Open::True || rule.variables.is_empty())
                && rule.negative.iter().all(|atom| !blocked[*atom as usize]);
            if !may {
                continue;
            }
            needs[number] = rule.positive.len();
            for atom in &rule.positive {
                users[*atom as usize].push(number as u32);
            }
            if rule.positive.is_empty() {
                ready.push(rule.head);
            }
        }
        while let Some(head) = ready.pop() {
            if std::mem::replace(&mut model[head as usize], true) {
                continue;
            }
            for user in &users[head as usize] {
                let needed = &mut needs[*user as usize];
                *needed -= 1;
                if *needed == 0 {
                    ready.push(self.rules[*user as usize].head);
                }
            }
        }
        model
    }

    /// Keeps the rules that the root may need.
    fn keep_relevant(&mut self, atoms: usize) {
        let mut by_head: Vec<Vec<usize>> = vec![Vec::new(); atoms];
        for (number, rule) in self.rules.iter().enumerate() {
            by_head[rule.head as usize].push(number);
        }
        let mut seen = vec![false; atoms];
        let mut open = vec![self.root];
        while let Some(atom) = open.pop() {
            if !std::mem::replace(&mut seen[atom as usize], true) {
                for number in &by_head[atom as usize] {
                    let rule = &self.rules[*number];
                    open.extend(rule.positive.iter().chain(&rule.negative));
                }
            }
        }
        self.rules.retain(|rule| seen[rule.head as usize]);
    }

    /// The parts of the root that share no variable: groups of its rules, each with what they need. The
    /// root holds where one part does.
    pub(super) fn alternatives(&self) -> Vec<Residue> {
        let own: Vec<&Left> = self.rules.iter().filter(|rule| rule.head == self.root).collect();
        let reflexive = self
            .rules
            .iter()
            .any(|rule| rule.positive.contains(&self.root) || rule.negative.contains(&self.root));
        if own.len() < 2 || reflexive {
            return Vec::new();
        }
        let mut parts = Parts::default();
        let node = |atom: u32| u64::from(atom) << 1;
        let leaf = |variable: u32| (u64::from(variable) << 1) | 1;
        for rule in &self.rules {
            let body = rule.positive.iter().chain(&rule.negative).map(|atom| node(*atom));
            let mut all = body.chain(rule.variables.iter().map(|variable| leaf(*variable)));
            let first = if rule.head == self.root { all.next() } else { Some(node(rule.head)) };
            for other in all {
                if let Some(first) = first {
                    parts.join(first, other);
                }
            }
        }
        let mut groups: BTreeMap<u64, Residue> = BTreeMap::new();
        for rule in &self.rules {
            let mut body = rule.positive.iter().chain(&rule.negative).map(|atom| node(*atom));
            let key = if rule.head == self.root {
                body.next().or_else(|| rule.variables.first().map(|variable| leaf(*variable)))
            } else {
                Some(node(rule.head))
            };
            let Some(key) = key else { continue };
            let part = parts.find(key);
            let group = groups.entry(part).or_insert_with(|| Residue { root: self.root, rules: Vec::new() });
            group.rules.push(rule.clone());
        }
        if groups.len() < 2 { Vec::new() } else { groups.into_values().collect() }
    }

    /// The variable to decide next: one that the root needs at once, towards the atom of least rank.
    pub(super) fn next(&self, rank: &[u32]) -> Option<u32> {
        let place = |rule: &&Left| rule.positive.iter().map(|atom| rank[*atom as usize]).min();
        let own = self.rules.iter().filter(|rule| rule.head == self.root && !rule.variables.is_empty());
        if let Some(rule) = own.min_by_key(place) {
            return rule.variables.first().copied();
        }
        let open = self.rules.iter().filter(|rule| !rule.variables.is_empty());
        open.min_by_key(|rule| rank[rule.head as usize]).and_then(|rule| rule.variables.first().copied())
    }

    /// For each atom its place in an order in which, circles aside, an atom comes before what it needs.
    pub(super) fn ranks(&self, atoms: usize) -> Vec<u32> {
        let mut needs: Vec<Vec<u32>> = vec![Vec::new(); atoms];
        for rule in &self.rules {
            needs[rule.head as usize].extend(rule.positive.iter().chain(&rule.negative));
        }
        let mut rank = vec![u32::MAX; atoms];
        let mut seen = vec![false; atoms];
        let mut next = atoms as u32;
        let mut path: Vec<(u32, usize)> = vec![(self.root, 0)];
        seen[self.root as usize] = true;
        while let Some((atom, at)) = path.last_mut() {
            match needs[*atom as usize].get(*at) {
                Some(&below) => {
                    *at += 1;
                    if !std::mem::replace(&mut seen[below as usize], true) {
                        path.push((below, 0));
                    }
                }
                None => {
                    next = next.saturating_sub(1);
                    rank[*atom as usize] = next;
                    path.pop();
                }
            }
        }
        rank
    }
}

/// How undecided variables are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    True,
    False,
}

/// Sets that are joined (union-find).
#[derive(Default)]
struct Parts {
    parents: BTreeMap<u64, u64>,
}

impl Parts {
    fn find(&mut self, mut at: u64) -> u64 {
        while let Some(&parent) = self.parents.get(&at) {
            if let Some(&grand) = self.parents.get(&parent) {
                self.parents.insert(at, grand);
            }
            at = parent;
        }
        at
    }

    fn join(&mut self, one: u64, other: u64) {
        let (one, other) = (self.find(one), self.find(other));
        if one != other {
            self.parents.insert(one.max(other), one.min(other));
        }
    }
}
