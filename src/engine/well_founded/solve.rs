//! Ground rules to the truth of each atom: the well-founded model.
//!
//! What is certain is propagated with counters until nothing moves (Dowling and Gallier 1984); then
//! the atoms that only support each other, the greatest unfounded set (Van Gelder, Ross and Schlipf
//! 1991), become false, and so on. What neither reaches is undefined.
#![expect(clippy::indexing_slicing, reason = "atoms and instances are numbered by the grounder")]

use crate::engine::program::RuleId;

/// What is known of an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    /// Nothing yet; undefined once the solution is complete.
    Unknown,
    /// It holds.
    True,
    /// It does not hold.
    False,
}

/// Lists of numbers, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Adds an item to the list that is being made.
    pub(crate) fn push(&mut self, item: u32) {
        self.items.push(item);
    }

    /// Ends the list that is being made.
    pub(crate) fn close(&mut self) {
        self.ends.push(self.items.len() as u32);
    }

    fn list(&self, at: u32) -> &[u32] {
        let at = at as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.items[start as usize..self.ends[at] as usize]
    }

    fn bytes(&self) -> usize {
        (self.ends.capacity() + self.items.capacity()) * size_of::<u32>()
    }

    /// For each of `count` items the lists that it is in, as often as it is in them.
    fn inverse(&self, count: usize) -> Self {
        let mut ends = vec![0_u32; count + 1];
        for &item in &self.items {
            ends[item as usize + 1] += 1;
        }
        for at in 1..=count {
            ends[at] += ends[at - 1];
        }
        let mut items = vec![0; self.items.len()];
        let mut next = ends.clone();
        for list in 0..self.ends.len() as u32 {
            for &item in self.list(list) {
                items[next[item as usize] as usize] = list;
                next[item as usize] += 1;
            }
        }
        ends.remove(0);
        Self { ends, items }
    }
}

/// Whether the premises outside the stratum hold or are undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outside {
    /// They hold.
    Certain,
    /// One of them is undefined: the instance makes its head possible, never true.
    Undefined,
}

/// Instances of rules over numbered atoms, in the order of their rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Instances {
    /// The rule of each instance.
    pub(crate) rules: Vec<RuleId>,
    /// The atom that each instance derives.
    pub(crate) heads: Vec<u32>,
    /// The atoms of the stratum that each instance needs.
    pub(crate) positive: Lists,
    /// The atoms of the stratum that block each instance.
    pub(crate) negative: Lists,
    /// What the rest of each instance's body says.
    pub(crate) outside: Vec<Outside>,
}

impl Instances {
    /// The bytes held.
    pub(crate) fn bytes(&self) -> u64 {
        let flat = self.rules.capacity() * 4 + self.heads.capacity() * 4 + self.outside.capacity();
        (flat + self.positive.bytes() + self.negative.bytes()) as u64
    }
}

/// The truth of each atom, and how the true ones came to be.
pub(crate) struct Solution {
    /// The truth of each atom.
    pub(crate) truths: Vec<Truth>,
    /// For each round the atoms that became true, in the order of the rules that derived them; the
    /// atoms that the derivation needs are of earlier rounds.
    pub(crate) rounds: Vec<Vec<(RuleId, u32)>>,
}

struct Solver<'a> {
    instances: &'a Instances,
    truths: Vec<Truth>,
    needed_by: Lists,
    blocks: Lists,
    /// For each instance how many needed atoms are not yet true, and blocking ones not yet false.
    needs: Vec<u32>,
    blockers: Vec<u32>,
    dead: Vec<bool>,
    /// For each atom how many instances could still derive it.
    supports: Vec<u32>,
    ready: Vec<u32>,
    falsified: Vec<u32>,
}

/// Solves the instances; `facts` are true from the start, and `check` may end the work.
///
/// # Errors
/// What `check` gave.
pub(crate) fn solve<E>(
    instances: &Instances,
    atoms: usize,
    facts: impl Iterator<Item = u32>,
    check: impl Fn() -> Result<(), E>,
) -> Result<Solution, E> {
    let count = instances.heads.len();
    let mut solver = Solver {
        instances,
        truths: vec![Truth::Unknown; atoms],
        needed_by: instances.positive.inverse(atoms),
        blocks: instances.negative.inverse(atoms),
        needs: (0..count as u32).map(|at| instances.positive.list(at).len() as u32).collect(),
        blockers: (0..count as u32).map(|at| instances.negative.list(at).len() as u32).collect(),
        dead: vec![false; count],
        supports: vec![0; atoms],
        ready: Vec::new(),
        falsified: Vec::new(),
    };
    for &head in &instances.heads {
        solver.supports[head as usize] += 1;
    }
    for instance in 0..count as u32 {
        solver.try_ready(instance);
    }
    let facts: Vec<u32> = facts.collect();
    for &atom in &facts {
        solver.truths[atom as usize] = Truth::True;
    }
    for atom in 0..atoms as u32 {
        if solver.supports[atom as usize] == 0 {
            solver.falsify(atom);
        }
    }
    solver.settle(&facts);
    let mut rounds = Vec::new();
    loop {
        check()?;
        while !solver.ready.is_empty() {
            check()?;
            rounds.push(solver.round());
        }
        if !solver.drop_unfounded() {
            return Ok(Solution { truths: solver.truths, rounds });
        }
    }
}

impl Solver<'_> {
    fn try_ready(&mut self, instance: u32) {
        let at = instance as usize;
        let certain = self.instances.outside[at] == Outside::Certain;
        if self.needs[at] == 0 && self.blockers[at] == 0 && certain && !self.dead[at] {
            self.ready.push(instance);
        }
    }

    fn falsify(&mut self, atom: u32) {
        let truth = &mut self.truths[atom as usize];
        if *truth == Truth::Unknown {
            *truth = Truth::False;
            self.falsified.push(atom);
        }
    }

    fn kill(&mut self, instance: u32) {
        if std::mem::replace(&mut self.dead[instance as usize], true) {
            return;
        }
        let head = self.instances.heads[instance as usize];
        let supports = &mut self.supports[head as usize];
        *supports -= 1;
        if *supports == 0 {
            self.falsify(head);
        }
    }

    /// Takes in atoms that became true, and all that becomes false thereby.
    fn settle(&mut self, truths: &[u32]) {
        for &atom in truths {
            for at in 0..self.needed_by.list(atom).len() {
                let instance = self.needed_by.list(atom)[at];
                self.needs[instance as usize] -= 1;
                self.try_ready(instance);
            }
            for at in 0..self.blocks.list(atom).len() {
                self.kill(self.blocks.list(atom)[at]);
            }
        }
        while let Some(atom) = self.falsified.pop() {
            for at in 0..self.blocks.list(atom).len() {
                let instance = self.blocks.list(atom)[at];
                self.blockers[instance as usize] -= 1;
                self.try_ready(instance);
            }
            for at in 0..self.needed_by.list(atom).len() {
                self.kill(self.needed_by.list(atom)[at]);
            }
        }
    }

    /// Derives the heads of what is ready that are not yet true.
    fn round(&mut self) -> Vec<(RuleId, u32)> {
        let mut ready = std::mem::take(&mut self.ready);
        ready.sort_unstable();
        ready.retain(|&instance| {
            let truth = &mut self.truths[self.instances.heads[instance as usize] as usize];
            std::mem::replace(truth, Truth::True) != Truth::True
        });
        let derived = ready.into_iter().map(|instance| {
            (self.instances.rules[instance as usize], self.instances.heads[instance as usize])
        });
        let derived: Vec<(RuleId, u32)> = derived.collect();
        let truths: Vec<u32> = derived.iter().map(|(_, atom)| *atom).collect();
        self.settle(&truths);
        derived
    }

    /// Makes the greatest unfounded set false; whether there was one.
    fn drop_unfounded(&mut self) -> bool {
        let mut needs: Vec<u32> =
            (0..self.dead.len() as u32).map(|at| self.instances.positive.list(at).len() as u32).collect();
        let mut founded: Vec<bool> = self.truths.iter().map(|truth| *truth == Truth::True).collect();
        let mut queue: Vec<u32> = (0..).zip(&founded).filter(|(_, is)| **is).map(|(atom, _)| atom).collect();
        for (at, dead) in self.dead.iter().enumerate() {
            let head = self.instances.heads[at];
            if !dead && needs[at] == 0 && !std::mem::replace(&mut founded[head as usize], true) {
                queue.push(head);
            }
        }
        while let Some(atom) = queue.pop() {
            for &instance in self.needed_by.list(atom) {
                let at = instance as usize;
                needs[at] -= 1;
                let head = self.instances.heads[at];
                if needs[at] == 0 && !self.dead[at] && !std::mem::replace(&mut founded[head as usize], true) {
                    queue.push(head);
                }
            }
        }
        let unfounded: Vec<u32> = (0..)
            .zip(self.truths.iter().zip(&founded))
            .filter(|(_, (truth, founded))| **truth == Truth::Unknown && !**founded)
            .map(|(atom, _)| atom)
            .collect();
        for &atom in &unfounded {
            self.falsify(atom);
        }
        self.settle(&[]);
        !unfounded.is_empty()
    }
}
