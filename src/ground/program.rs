//! Rules without variables over numbered atoms and leaves.
//!
//! **Invariant:** what a rule names is numbered below the counts of its program.

use crate::connected::component_of;

/// What holds or not by rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atom(pub u32);

/// What holds or not by choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leaf(pub u32);

impl Atom {
    /// Its position among the atoms of its program.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Leaf {
    /// Its position among the leaves of its program.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A head that holds where all of a body does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GroundRule {
    /// What is concluded.
    pub head: Atom,
    /// Atoms that have to hold.
    pub positive: Vec<Atom>,
    /// Atoms that must not hold.
    pub negative: Vec<Atom>,
    /// Leaves that have to be chosen.
    pub leaves: Vec<Leaf>,
}

/// Rules, with the counts of the atoms and leaves that they may name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroundProgram {
    rules: Vec<GroundRule>,
    atoms: usize,
    leaves: usize,
}

impl GroundProgram {
    /// A program of so many atoms and leaves, without rules: no atom holds.
    #[must_use]
    pub fn new(atoms: usize, leaves: usize) -> Self {
        Self { rules: Vec::new(), atoms, leaves }
    }

    /// Adds a rule. One that names an atom or a leaf that the program does not have is never met, or concludes
    /// nothing that can be asked about, and is left out.
    pub fn rule(&mut self, rule: GroundRule) {
        let named = rule.positive.iter().chain(&rule.negative).chain([&rule.head]);
        let known = named.into_iter().all(|atom| atom.index() < self.atoms)
            && rule.leaves.iter().all(|leaf| leaf.index() < self.leaves);
        if known {
            self.rules.push(rule);
        }
    }

    /// The rules, in the order in which they were added.
    #[must_use]
    pub fn rules(&self) -> &[GroundRule] {
        &self.rules
    }

    /// The number of atoms.
    #[must_use]
    pub fn atoms(&self) -> usize {
        self.atoms
    }

    /// The number of leaves.
    #[must_use]
    pub fn leaves(&self) -> usize {
        self.leaves
    }

    /// For each atom those that its rules name.
    #[must_use]
    pub fn needs(&self) -> Vec<Vec<usize>> {
        let mut needs = vec![Vec::new(); self.atoms];
        for rule in &self.rules {
            if let Some(of) = needs.get_mut(rule.head.index()) {
                of.extend(rule.positive.iter().chain(&rule.negative).map(|atom| atom.index()));
            }
        }
        needs
    }

    /// Whether something rests on its own negation, so that it may be neither true nor false.
    #[must_use]
    pub fn negates_in_a_circle(&self) -> bool {
        self.denied_in_a_circle().is_some()
    }

    /// For each atom the circle it is in, by a number, where something rests on its own negation.
    #[must_use]
    pub fn denied_in_a_circle(&self) -> Option<Vec<usize>> {
        if self.rules.iter().all(|rule| rule.negative.is_empty()) {
            return None;
        }
        let circle = component_of(&self.needs());
        let of = |atom: &Atom| circle.get(atom.index());
        let denied = |rule: &GroundRule| rule.negative.iter().any(|atom| of(atom) == of(&rule.head));
        self.rules.iter().any(denied).then_some(circle)
    }
}
