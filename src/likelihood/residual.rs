//! What is left of a lineage once some variables are decided, simplified without a change of the root.
//!
//! **Invariant:** in a simplified residue the root is neither certain nor impossible, every atom matters to
//! it, and rules are sorted, so that equal problems are equal values.
#![expect(clippy::indexing_slicing, reason = "atoms are numbered by the lineage, below the count given")]

use super::grouped::Grouped;
use super::lineage::{AtomId, Lineage, Rule};
use super::prepare::{Left, prepared};
use crate::connected::Union;
use std::collections::BTreeMap;

/// How many atoms for each rule are so many that those of the rules are numbered by themselves.
const SPARSE: usize = 16;

/// What is left of a lineage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Residual {
    pub(super) root: u32,
    pub(super) rules: Vec<Left>,
}

/// A residue that is simplified, or the truth of its root.
pub(super) enum Simple {
    Known(bool),
    Open(Residual),
}

impl Residual {
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
        // Where little is left of much, the work is that of what is left.
        if self.rules.len() * SPARSE >= atoms {
            return self.simplified(atoms);
        }
        let mut names: Vec<u32> = vec![self.root];
        for rule in &self.rules {
            names.push(rule.head);
            names.extend(rule.positive.iter().chain(&rule.negative));
        }
        names.sort_unstable();
        names.dedup();
        self.rename(|atom| names.binary_search(&atom).map_or(u32::MAX, |at| at as u32));
        match self.simplified(names.len()) {
            Simple::Open(mut residue) => {
                residue.rename(|at| names[at as usize]);
                Simple::Open(residue)
            }
            Simple::Known(truth) => Simple::Known(truth),
        }
    }

    /// Gives the atoms other numbers, in the same order.
    fn rename(&mut self, name: impl Fn(u32) -> u32) {
        self.root = name(self.root);
        for rule in &mut self.rules {
            rule.head = name(rule.head);
            for atom in rule.positive.iter_mut().chain(&mut rule.negative) {
                *atom = name(*atom);
            }
        }
    }

    fn simplified(mut self, atoms: usize) -> Simple {
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
        let by_head = self.by_head(atoms);
        while let Some(atom) = open.pop() {
            if !std::mem::replace(&mut found[atom as usize], true) {
                for number in by_head.of(atom) {
                    let rule = &self.rules[*number as usize];
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
        let numbered = || (0_u32..).zip(&self.rules);
        let users = numbered().flat_map(|(at, rule)| rule.positive.iter().map(move |atom| (*atom, at)));
        let users = Grouped::new(blocked.len(), users);
        let mut needs = vec![usize::MAX; self.rules.len()];
        let mut ready = Vec::new();
        for (needed, rule) in needs.iter_mut().zip(&self.rules) {
            let may = (open == Open::True || rule.variables.is_empty())
                && rule.negative.iter().all(|atom| !blocked[*atom as usize]);
            if !may {
                continue;
            }
            *needed = rule.positive.len();
            if rule.positive.is_empty() {
                ready.push(rule.head);
            }
        }
        while let Some(head) = ready.pop() {
            if std::mem::replace(&mut model[head as usize], true) {
                continue;
            }
            for user in users.of(head) {
                let needed = &mut needs[*user as usize];
                *needed -= 1;
                if *needed == 0 {
                    ready.push(self.rules[*user as usize].head);
                }
            }
        }
        model
    }

    /// The rules of each atom.
    fn by_head(&self, atoms: usize) -> Grouped {
        Grouped::new(atoms, self.rules.iter().map(|rule| rule.head).zip(0..))
    }

    /// Keeps the rules that the root may need.
    fn keep_relevant(&mut self, atoms: usize) {
        let by_head = self.by_head(atoms);
        let mut seen = vec![false; atoms];
        let mut open = vec![self.root];
        while let Some(atom) = open.pop() {
            if !std::mem::replace(&mut seen[atom as usize], true) {
                for number in by_head.of(atom) {
                    let rule = &self.rules[*number as usize];
                    open.extend(rule.positive.iter().chain(&rule.negative));
                }
            }
        }
        self.rules.retain(|rule| seen[rule.head as usize]);
    }

    /// The parts of the root that share no variable: groups of its rules, each with what they need. The
    /// root holds where one part does.
    pub(super) fn alternatives(&self, atoms: usize, variables: usize) -> Vec<Residual> {
        let own: Vec<&Left> = self.rules.iter().filter(|rule| rule.head == self.root).collect();
        let reflexive = self
            .rules
            .iter()
            .any(|rule| rule.positive.contains(&self.root) || rule.negative.contains(&self.root));
        if own.len() < 2 || reflexive {
            return Vec::new();
        }
        let mut parts = Union::new(atoms + variables);
        let node = |atom: u32| atom;
        let leaf = |variable: u32| atoms as u32 + variable;
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
        let mut known = None;
        let whole = self.rules.iter().all(|rule| {
            let mut named = rule.positive.iter().chain(&rule.negative).map(|atom| node(*atom));
            let first = named.next().or_else(|| rule.variables.first().map(|variable| leaf(*variable)));
            let part = first.map(|first| parts.find(first));
            part.is_none() || *known.get_or_insert(part) == part
        });
        if whole {
            return Vec::new();
        }
        let mut groups: BTreeMap<u32, Residual> = BTreeMap::new();
        for rule in &self.rules {
            let mut body = rule.positive.iter().chain(&rule.negative).map(|atom| node(*atom));
            let key = if rule.head == self.root {
                body.next().or_else(|| rule.variables.first().map(|variable| leaf(*variable)))
            } else {
                Some(node(rule.head))
            };
            let Some(key) = key else { continue };
            let part = parts.find(key);
            let group = groups.entry(part).or_insert_with(|| Residual { root: self.root, rules: Vec::new() });
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
