//! What single rules say of the probabilities of their atoms, whatever hangs together (Fréchet 1935).
//!
//! A conjunction is at least as likely as its parts leave no room for its failing, and no likelier than the least
//! of them; what follows by rules is at least as likely as one of them, and no likelier than their sum. That is
//! carried along the rules until nothing changes, or some rounds have passed. **Invariant:** every distribution
//! that satisfies the constraints has its probabilities in the intervals.
#![expect(clippy::indexing_slicing, reason = "atoms and variables are numbered by the lineage")]

use super::lineage::{AtomId, Rule};
use super::problem::{Constraint, Problem, Subject};
use dashu_ratio::RBig;

/// How often all rules are looked at.
const ROUNDS: usize = 40;

/// The probabilities of atoms and variables.
pub(super) struct Frechet {
    atoms: Vec<[RBig; 2]>,
    variables: Vec<[RBig; 2]>,
    /// Whether what is not true is false: else it may be neither, where negation goes in a circle.
    total: bool,
    changed: bool,
}

/// What a rule needs.
#[derive(Clone, Copy)]
enum Part {
    Variable(usize),
    Holds(usize),
    Fails(usize),
}

impl Frechet {
    /// The intervals of all atoms under these constraints.
    pub(super) fn new(problem: &Problem, constraints: &[&Constraint]) -> Self {
        let all = [RBig::ZERO, RBig::ONE];
        let mut made = Self {
            atoms: vec![all.clone(); problem.lineage.atoms()],
            variables: vec![all; problem.lineage.priors().len()],
            total: !problem.lineage.is_circular(),
            changed: false,
        };
        for atom in &problem.excluded {
            made.narrow(Part::Holds(atom.0 as usize), &RBig::ZERO, &RBig::ZERO);
        }
        for atom in &problem.required {
            made.narrow(Part::Holds(atom.0 as usize), &RBig::ONE, &RBig::ONE);
        }
        let mut rules: Vec<Vec<Vec<Part>>> = vec![Vec::new(); problem.lineage.atoms()];
        for (head, rule) in problem.lineage.rules() {
            rules[head.0 as usize].push(parts(rule));
        }
        for _ in 0..ROUNDS {
            made.changed = false;
            for constraint in constraints {
                made.demand(constraint);
            }
            for (head, bodies) in rules.iter().enumerate() {
                made.head(head, bodies);
            }
            if !made.changed {
                break;
            }
        }
        made
    }

    /// The least and the greatest probability of an atom; the least may be above the greatest where no
    /// distribution satisfies the constraints.
    pub(super) fn of(&self, atom: AtomId) -> [RBig; 2] {
        self.atoms.get(atom.0 as usize).cloned().unwrap_or([RBig::ZERO, RBig::ZERO])
    }

    fn range(&self, part: Part) -> [RBig; 2] {
        match part {
            Part::Variable(at) => self.variables[at].clone(),
            Part::Holds(at) => self.atoms[at].clone(),
            Part::Fails(at) => {
                let [low, high] = &self.atoms[at];
                [if self.total { RBig::ONE - high } else { RBig::ZERO }, RBig::ONE - low]
            }
        }
    }

    fn narrow(&mut self, part: Part, low: &RBig, high: &RBig) {
        let (range, low, high) = match part {
            Part::Variable(at) => (&mut self.variables[at], low.clone(), high.clone()),
            Part::Holds(at) => (&mut self.atoms[at], low.clone(), high.clone()),
            Part::Fails(at) => {
                let least = if self.total { RBig::ONE - high } else { RBig::ZERO };
                (&mut self.atoms[at], least, RBig::ONE - low)
            }
        };
        if low > range[0] {
            range[0] = low;
            self.changed = true;
        }
        if high < range[1] {
            range[1] = high;
            self.changed = true;
        }
    }

    fn demand(&mut self, constraint: &Constraint) {
        match constraint.subject {
            Subject::Atom(atom) => {
                self.narrow(Part::Holds(atom.0 as usize), &constraint.low, &constraint.high);
            }
            Subject::Conditional { body, both } => {
                let (body, both) = (Part::Holds(body.0 as usize), Part::Holds(both.0 as usize));
                let ([body_low, body_high], [both_low, both_high]) = (self.range(body), self.range(both));
                self.narrow(both, &(&constraint.low * body_low), &(&constraint.high * body_high));
                let over = |end: RBig, by: &RBig, none: RBig| if *by > RBig::ZERO { end / by } else { none };
                let low = over(both_low, &constraint.high, RBig::ZERO);
                let high = over(both_high, &constraint.low, RBig::ONE);
                self.narrow(body, &low, &high);
            }
        }
    }

    /// What the rules of an atom say of it and of what they need, and the other way round.
    fn head(&mut self, head: usize, bodies: &[Vec<Part>]) {
        let mut sum = RBig::ZERO;
        let mut highs = Vec::with_capacity(bodies.len());
        for body in bodies {
            let ranges: Vec<[RBig; 2]> = body.iter().map(|part| self.range(*part)).collect();
            let missing = ranges.iter().fold(RBig::ZERO, |sum, [low, _]| sum + (RBig::ONE - low));
            self.narrow(Part::Holds(head), &(RBig::ONE - &missing), &RBig::ONE);
            // A part is no likelier than the head and what else may be missing.
            let most = self.atoms[head][1].clone();
            for (part, [low, _]) in body.iter().zip(&ranges) {
                let others = &missing - (RBig::ONE - low);
                self.narrow(*part, &RBig::ZERO, &(&most + others));
            }
            let high = ranges.into_iter().fold(RBig::ONE, |least, [_, high]| least.min(high));
            sum += &high;
            highs.push(high);
        }
        self.narrow(Part::Holds(head), &RBig::ZERO, &sum);
        // Where the other rules cannot make the head as likely as it is, one has to.
        let least = self.atoms[head][0].clone();
        for (body, high) in bodies.iter().zip(highs) {
            let needed = &least - (&sum - high);
            for part in body {
                self.narrow(*part, &needed, &RBig::ONE);
            }
        }
    }
}

fn parts(rule: &Rule) -> Vec<Part> {
    let variables = rule.variables.iter().map(|variable| Part::Variable(variable.0 as usize));
    let positive = rule.positive.iter().map(|atom| Part::Holds(atom.0 as usize));
    let negative = rule.negative.iter().map(|atom| Part::Fails(atom.0 as usize));
    variables.chain(positive).chain(negative).collect()
}
