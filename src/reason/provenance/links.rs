//! Which rules of a slice conclude what and read what, and the values of its atoms once few choices have changed.
//!
//! The value of an atom in the well-founded model depends only on what it rests on (relevance: Dix 1995), so
//! only what rests on a changed choice is evaluated again. **Invariant:** the result is that of
//! [`Slice::model`] under the changed choices.
#![expect(clippy::indexing_slicing, reason = "atoms, rules and elements are numbered by the slice itself")]

use super::slice::{Choice, Slice};
use rustc_hash::FxHashMap;

/// The rules of a slice by what they mention.
#[derive(Debug)]
pub(in crate::reason) struct Links {
    /// By the atom that they conclude.
    pub(in crate::reason) by_head: Vec<Vec<u32>>,
    /// By the atoms that they read, absent ones included.
    pub(in crate::reason) read_by: Vec<Vec<u32>>,
    /// By the elements that they need.
    pub(in crate::reason) needing: Vec<Vec<u32>>,
}

impl Links {
    pub(in crate::reason) fn new(slice: &Slice) -> Self {
        let mut links = Self {
            by_head: vec![Vec::new(); slice.atoms],
            read_by: vec![Vec::new(); slice.atoms],
            needing: vec![Vec::new(); slice.elements.len()],
        };
        for (at, rule) in (0_u32..).zip(&slice.rules) {
            links.by_head[rule.head as usize].push(at);
            for atom in rule.positive.iter().chain(&rule.negative) {
                links.read_by[*atom as usize].push(at);
            }
            for element in &rule.elements {
                links.needing[*element as usize].push(at);
            }
        }
        links
    }
}

/// Values of atoms: those that hold, and those that may hold.
pub(in crate::reason) type Values = (Vec<bool>, Vec<bool>);

impl Slice {
    /// The atoms that rest on some elements, as far as their value is not fixed whatever is chosen.
    pub(in crate::reason) fn above(&self, links: &Links, fixed: &Values, elements: &[u32]) -> Vec<u32> {
        let mut seen = vec![false; self.atoms];
        let mut found = Vec::new();
        let head = |rule: &u32| self.rules[*rule as usize].head;
        let mut open: Vec<u32> =
            elements.iter().flat_map(|element| &links.needing[*element as usize]).map(head).collect();
        while let Some(atom) = open.pop() {
            let at = atom as usize;
            if !seen[at] && fixed.1[at] && !fixed.0[at] {
                seen[at] = true;
                found.push(atom);
                open.extend(links.read_by[at].iter().map(head));
            }
        }
        found
    }

    /// Evaluates some atoms again, among them all that rest on a choice that has changed.
    pub(in crate::reason) fn revise(
        &self,
        links: &Links,
        choices: &[Choice],
        atoms: &[u32],
        (lower, upper): (&mut Vec<bool>, &mut Vec<bool>),
    ) {
        let part = Revision::new(self, links, atoms);
        let certain = |element: u32| choices[element as usize] == Choice::In;
        let possible = |element: u32| choices[element as usize] != Choice::Out;
        part.clear(lower);
        part.least(possible, lower, upper);
        part.least(certain, upper, lower);
        if !part.negates {
            return;
        }
        loop {
            let before: Vec<bool> = atoms.iter().map(|atom| upper[*atom as usize]).collect();
            part.least(possible, lower, upper);
            if atoms.iter().zip(before).all(|(atom, before)| upper[*atom as usize] == before) {
                return;
            }
            part.least(certain, upper, lower);
        }
    }
}

/// The rules that conclude the atoms to be evaluated.
struct Revision<'c> {
    slice: &'c Slice,
    atoms: &'c [u32],
    inside: Vec<bool>,
    rules: Vec<u32>,
    /// The position of each of the rules.
    places: FxHashMap<u32, usize>,
    /// Whether one of them needs the absence of an atom that is evaluated too.
    negates: bool,
}

impl<'c> Revision<'c> {
    fn new(slice: &'c Slice, links: &'c Links, atoms: &'c [u32]) -> Self {
        let mut inside = vec![false; slice.atoms];
        for atom in atoms {
            inside[*atom as usize] = true;
        }
        let rules: Vec<u32> = atoms.iter().flat_map(|atom| &links.by_head[*atom as usize]).copied().collect();
        let places = rules.iter().enumerate().map(|(place, rule)| (*rule, place)).collect();
        let negates = rules
            .iter()
            .any(|rule| slice.rules[*rule as usize].negative.iter().any(|atom| inside[*atom as usize]));
        Self { slice, atoms, inside, rules, places, negates }
    }

    fn clear(&self, model: &mut [bool]) {
        for atom in self.atoms {
            model[*atom as usize] = false;
        }
    }

    /// The least values of the atoms where an element holds as `chosen` says and `unless` holds of what is not
    /// blocked; the other atoms stay as they are.
    fn least(&self, chosen: impl Fn(u32) -> bool, blocked: &[bool], model: &mut [bool]) {
        self.clear(model);
        let mut ready = Vec::new();
        let mut needs: Vec<usize> = Vec::with_capacity(self.rules.len());
        for number in &self.rules {
            let rule = &self.slice.rules[*number as usize];
            let outside = |atom: &&u32| !self.inside[**atom as usize];
            let possible = rule.elements.iter().all(|element| chosen(*element))
                && rule.negative.iter().all(|atom| !blocked[*atom as usize])
                && rule.positive.iter().filter(outside).all(|atom| model[*atom as usize]);
            let left = rule.positive.len() - rule.positive.iter().filter(outside).count();
            needs.push(if possible { left } else { usize::MAX });
            if possible && left == 0 {
                ready.push(rule.head);
            }
        }
        while let Some(atom) = ready.pop() {
            if std::mem::replace(&mut model[atom as usize], true) {
                continue;
            }
            for user in &self.slice.needed_by[atom as usize] {
                let Some(place) = self.places.get(user) else { continue };
                let left = &mut needs[*place];
                if *left != usize::MAX {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(self.slice.rules[*user as usize].head);
                    }
                }
            }
        }
    }
}
