//! How a conclusion depends on statements: rules over atoms and variables, one atom being the root.
//!
//! The truth of an atom under a choice of variables is that of the well-founded model (Van Gelder 1993):
//! what only supports itself in a circle does not hold, and neither does what goes in a circle through
//! negation. **Invariant:** atoms and variables are numbered below the counts of their lineage.

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

    /// Whether something rests on its own negation, so that it may be neither true nor false.
    pub(super) fn is_circular(&self) -> bool {
        if self.rules().all(|(_, rule)| rule.negative.is_empty()) {
            return false;
        }
        // What rests on nothing, or only on what is in no circle, is in none.
        let mut users: Vec<Vec<u32>> = vec![Vec::new(); self.atoms()];
        let mut waiting = vec![0_usize; self.atoms()];
        for (head, rule) in self.rules() {
            for atom in rule.positive.iter().chain(&rule.negative) {
                if let (Some(users), Some(waits)) =
                    (users.get_mut(atom.0 as usize), waiting.get_mut(head.0 as usize))
                {
                    users.push(head.0);
                    *waits += 1;
                }
            }
        }
        let mut free: Vec<u32> =
            (0..).zip(&waiting).filter(|(_, waits)| **waits == 0).map(|(atom, _)| atom).collect();
        while let Some(atom) = free.pop() {
            for user in users.get(atom as usize).into_iter().flatten() {
                if let Some(waits) = waiting.get_mut(*user as usize) {
                    *waits -= 1;
                    if *waits == 0 {
                        free.push(*user);
                    }
                }
            }
        }
        let left = |atom: &AtomId| waiting.get(atom.0 as usize).is_some_and(|waits| *waits > 0);
        let denies = |(head, rule): (AtomId, &Rule)| left(&head) && rule.negative.iter().any(left);
        if !self.rules().any(denies) {
            return false;
        }
        // Atoms get the number of negations below them; in a circle it grows without end.
        let mut level = vec![0_usize; self.atoms()];
        loop {
            let mut changed = false;
            for (head, rule) in self.rules() {
                let of = |atom: &AtomId| level.get(atom.0 as usize).copied().unwrap_or(0);
                let below = rule.positive.iter().map(of);
                let under = rule.negative.iter().map(|atom| of(atom) + 1);
                let wanted = below.chain(under).max().unwrap_or(0);
                if wanted > self.atoms() {
                    return true;
                }
                if let Some(known) = level.get_mut(head.0 as usize)
                    && *known < wanted
                {
                    *known = wanted;
                    changed = true;
                }
            }
            if !changed {
                return false;
            }
        }
    }
}
