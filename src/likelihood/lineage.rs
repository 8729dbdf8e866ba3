//! How a conclusion depends on statements: rules over atoms and variables, one atom being the root.
//!
//! The truth of an atom under a choice of variables is that of the well-founded model (Van Gelder 1993):
//! what only supports itself in a circle does not hold, and neither does what goes in a circle through
//! negation. **Invariant:** atoms and variables are numbered below the counts of their lineage.

use crate::ground::{Atom, GroundProgram, GroundRule, Leaf};

/// A statement that is true or not, by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(pub u32);

/// What holds or not by rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AtomId(pub u32);

/// A head that holds where all of a body does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Statements that have to be true.
    pub variables: Vec<VariableId>,
    /// Atoms that have to hold.
    pub positive: Vec<AtomId>,
    /// Atoms that must not hold.
    pub negative: Vec<AtomId>,
}

/// How one conclusion depends on statements.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    /// For each variable the probability that it is true, from 0 to 1.
    priors: Vec<f64>,
    /// For each atom the rules that conclude it.
    rules: Vec<Vec<Rule>>,
}

impl Lineage {
    /// A lineage without rules or variables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A new variable that is true with this probability; what is no probability is brought between 0
    /// and 1.
    pub fn variable(&mut self, prior: f64) -> VariableId {
        self.priors.push(if prior.is_nan() { 0.0 } else { prior.clamp(0.0, 1.0) });
        VariableId(u32::try_from(self.priors.len() - 1).unwrap_or(u32::MAX))
    }

    /// A new atom, which no rule concludes as yet. The first is the usual root.
    pub fn atom(&mut self) -> AtomId {
        self.rules.push(Vec::new());
        AtomId(u32::try_from(self.rules.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds a rule that concludes an atom. A rule that names an atom or a variable that the lineage does
    /// not have is never met, and is left out; so is one that concludes such an atom.
    pub fn rule(&mut self, head: AtomId, rule: Rule) {
        let (atoms, variables) = (self.rules.len(), self.priors.len());
        let known = rule.positive.iter().chain(&rule.negative).all(|atom| (atom.0 as usize) < atoms)
            && rule.variables.iter().all(|variable| (variable.0 as usize) < variables);
        if let (true, Some(list)) = (known, self.rules.get_mut(head.0 as usize)) {
            list.push(rule);
        }
    }

    /// Lets all rules that conclude an atom need another one besides.
    pub fn require(&mut self, head: AtomId, needed: AtomId) {
        if (needed.0 as usize) < self.rules.len() {
            let rules = self.rules.get_mut(head.0 as usize).into_iter().flatten();
            rules.for_each(|rule| rule.positive.push(needed));
        }
    }

    /// Keeps the rules for which a condition holds.
    pub fn retain(&mut self, keep: impl Fn(&Rule) -> bool) {
        self.rules.iter_mut().for_each(|rules| rules.retain(&keep));
    }

    /// Keeps what concludes the atoms for which a condition holds.
    pub(super) fn retain_heads(&mut self, keep: impl Fn(AtomId) -> bool) {
        for (head, rules) in (0..).map(AtomId).zip(&mut self.rules) {
            if !keep(head) {
                rules.clear();
            }
        }
    }

    /// The number of atoms.
    #[must_use]
    pub fn atoms(&self) -> usize {
        self.rules.len()
    }

    /// For each variable the probability that it is true.
    #[must_use]
    pub fn priors(&self) -> &[f64] {
        &self.priors
    }

    /// The rules, each with what it concludes.
    pub fn rules(&self) -> impl Iterator<Item = (AtomId, &Rule)> {
        (0..)
            .map(AtomId)
            .zip(&self.rules)
            .flat_map(|(head, rules)| rules.iter().map(move |rule| (head, rule)))
    }

    /// The rules that conclude an atom.
    pub(super) fn rules_of(&self, head: AtomId) -> impl Iterator<Item = &Rule> {
        self.rules.get(head.0 as usize).into_iter().flatten()
    }

    /// The same as a ground program: its leaves are the variables.
    pub(super) fn ground(&self) -> GroundProgram {
        let mut made = GroundProgram::new(self.rules.len(), self.priors.len());
        let atoms = |list: &[AtomId]| list.iter().map(|atom| Atom(atom.0)).collect();
        for (head, rule) in self.rules() {
            made.rule(GroundRule {
                head: Atom(head.0),
                positive: atoms(&rule.positive),
                negative: atoms(&rule.negative),
                leaves: rule.variables.iter().map(|variable| Leaf(variable.0)).collect(),
            });
        }
        made
    }

    /// Whether something rests on its own negation, so that it may be neither true nor false.
    pub(super) fn is_circular(&self) -> bool {
        self.ground().negates_in_a_circle()
    }
}
