//! A small analysis as a ground logic program over a few atoms, evaluated by the alternating fixpoint (Van Gelder
//! 1993): the well-founded model of any choice of its claims, with no code in common with the compiler or the engine.

use std::collections::BTreeMap;
use strat::internals::model::Model;
use strat::internals::model::statement::{
    Context, Formula, FormulaKind, Kind, Literal, Statement, SymbolId, Term,
};
use strat::internals::reason::Contestable;
use strat::internals::syntax::ast::{RuleMode, Sign};
use strat::internals::theory::Application;

/// A set of atoms.
pub(super) type Atoms = u128;

type Key = (String, Sign, Vec<Term>);

/// What a rule waits for, besides its body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guard {
    /// Nothing.
    Always,
    /// A claim, by its position in the pool.
    Claim(usize),
    /// A hypothesis that is claimed or tried.
    Hypothesis(SymbolId),
}

struct Rule {
    head: Atoms,
    positive: Atoms,
    negative: Atoms,
    guard: Guard,
}

/// The program.
pub(super) struct Ground {
    actors: Vec<Term>,
    atoms: BTreeMap<Key, Atoms>,
    next: u32,
    rules: Vec<Rule>,
    /// What cannot be.
    impossible: Atoms,
    /// For each exclusive question, the atoms that say of its hypotheses that they hold.
    rivals: Vec<Atoms>,
    /// Sentences, each with its negation.
    denials: Vec<Atoms>,
}

impl Ground {
    /// The program of the statements that are listened to; `None` where a condition counts or compares.
    pub(super) fn new(
        model: &Model,
        actors: Vec<Term>,
        pool: &[Contestable],
        heard: &dyn Fn(&Statement) -> bool,
    ) -> Option<Self> {
        let mut ground = Self {
            actors,
            atoms: BTreeMap::new(),
            next: 0,
            rules: Vec::new(),
            impossible: 0,
            rivals: Vec::new(),
            denials: Vec::new(),
        };
        for (id, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
            if !heard(statement) {
                continue;
            }
            let context = match statement.context {
                Context::Base | Context::Game(_) => Guard::Always,
                Context::Hypothesis(symbol) => Guard::Hypothesis(symbol),
                Context::Scenario(_) => continue,
            };
            for values in ground.bindings(statement.variables.len()) {
                let claim = pool.iter().position(|one| match one {
                    Contestable::Claim(claim) => *claim == id,
                    Contestable::Application(Application { statement: rule, terms }) => {
                        *rule == id && values.starts_with(terms)
                    }
                    Contestable::Hypothesis(_) | Contestable::Row(..) => false,
                });
                let guard = claim.map_or(context, Guard::Claim);
                let bodies = match &statement.body {
                    Some(body) => ground.bodies(model, body, &values)?,
                    None => vec![(0, 0)],
                };
                let heads: Vec<Atoms> = match statement.kind {
                    Kind::Impossible => {
                        let atom = ground.fresh();
                        ground.impossible |= atom;
                        vec![atom]
                    }
                    Kind::Assertion | Kind::Rule(_) | Kind::Meaning(_) => {
                        statement.heads.iter().map(|head| ground.literal(model, head, &values)).collect()
                    }
                    _ => return None,
                };
                for head in heads {
                    for (positive, negative) in &bodies {
                        ground.rules.push(Rule { head, positive: *positive, negative: *negative, guard });
                    }
                }
            }
        }
        for (symbol, hypothesis) in &model.hypotheses {
            for literal in hypothesis.suppositions.iter().flatten() {
                let head = ground.literal(model, literal, &[]);
                ground.rules.push(Rule { head, positive: 0, negative: 0, guard: Guard::Hypothesis(*symbol) });
            }
        }
        for question in model.questions.iter().filter(|question| question.exclusive) {
            let holds =
                |symbol: &SymbolId| (String::from("holds"), Sign::Positive, vec![Term::Symbol(*symbol)]);
            let atoms = question.hypotheses.iter().map(|symbol| ground.atom(holds(symbol))).sum();
            ground.rivals.push(atoms);
        }
        for ((name, sign, terms), atom) in &ground.atoms {
            let opposite = (name.clone(), Sign::Negative, terms.clone());
            if let (Sign::Positive, Some(denied)) = (sign, ground.atoms.get(&opposite)) {
                ground.denials.push(atom | denied);
            }
        }
        (ground.next <= 100).then_some(ground)
    }

    /// Every way to give the variables actors.
    fn bindings(&self, variables: usize) -> Vec<Vec<Term>> {
        let mut all = vec![Vec::new()];
        for _ in 0..variables {
            let longer = |known: &Vec<Term>| {
                let known = known.clone();
                self.actors.iter().map(move |actor| [known.as_slice(), std::slice::from_ref(actor)].concat())
            };
            all = all.iter().flat_map(longer).collect();
        }
        all
    }

    fn fresh(&mut self) -> Atoms {
        self.next += 1;
        1_u128.checked_shl(self.next - 1).unwrap_or(0)
    }

    fn atom(&mut self, key: Key) -> Atoms {
        if let Some(known) = self.atoms.get(&key) {
            return *known;
        }
        let made = self.fresh();
        self.atoms.insert(key, made);
        made
    }

    /// The atom of a sentence whose variables stand for these values.
    pub(super) fn literal(&mut self, model: &Model, literal: &Literal, values: &[Term]) -> Atoms {
        let put = |term: &Term| match term {
            Term::Variable(variable) => values[variable.0 as usize].clone(),
            other => other.clone(),
        };
        let name = model.relation(literal.relation).unwrap().name.to_string();
        self.atom((name, literal.sign, literal.terms.iter().map(put).collect()))
    }

    /// The alternatives of a condition, each as what holds and what must not.
    fn bodies(&mut self, model: &Model, formula: &Formula, values: &[Term]) -> Option<Vec<(Atoms, Atoms)>> {
        match &formula.kind {
            FormulaKind::Literal(literal) => Some(vec![(self.literal(model, literal, values), 0)]),
            FormulaKind::And(members) => {
                let mut all = vec![(0, 0)];
                for member in members {
                    let more = self.bodies(model, member, values)?;
                    all = all
                        .iter()
                        .flat_map(|(p, n)| {
                            more.iter().map(move |(positive, negative)| (p | positive, n | negative))
                        })
                        .collect();
                }
                Some(all)
            }
            FormulaKind::Or(members) => {
                let mut all = Vec::new();
                for member in members {
                    all.extend(self.bodies(model, member, values)?);
                }
                Some(all)
            }
            FormulaKind::Unless(inner) => {
                let alternatives = self.bodies(model, inner, values)?;
                Some(vec![(0, self.named(alternatives))])
            }
            FormulaKind::Every(variable, domain, claim) => {
                let mut exceptions = Vec::new();
                for actor in self.actors.clone() {
                    let mut values = values.to_vec();
                    values[variable.0 as usize] = actor;
                    let having = self.bodies(model, claim, &values)?;
                    let having = self.named(having);
                    exceptions
                        .extend(self.bodies(model, domain, &values)?.iter().map(|(p, n)| (*p, n | having)));
                }
                Some(vec![(0, self.named(exceptions))])
            }
            FormulaKind::Compare(..) | FormulaKind::Only(..) | FormulaKind::Aggregate(..) => None,
        }
    }

    /// An atom that holds where one of the alternatives does.
    fn named(&mut self, alternatives: Vec<(Atoms, Atoms)>) -> Atoms {
        if let [(positive, 0)] = alternatives.as_slice()
            && positive.count_ones() == 1
        {
            return *positive;
        }
        let head = self.fresh();
        for (positive, negative) in alternatives {
            self.rules.push(Rule { head, positive, negative, guard: Guard::Always });
        }
        head
    }

    /// What is true in the well-founded model of a choice of claims and of hypotheses, with some atoms given.
    pub(super) fn model(&self, claims: u32, hypotheses: &[SymbolId], given: Atoms) -> Atoms {
        let rules: Vec<&Rule> = self
            .rules
            .iter()
            .filter(|rule| match rule.guard {
                Guard::Always => true,
                Guard::Claim(at) => claims >> at & 1 == 1,
                Guard::Hypothesis(symbol) => hypotheses.contains(&symbol),
            })
            .collect();
        let least = |against: Atoms| {
            let mut found = given;
            loop {
                let before = found;
                for rule in &rules {
                    if rule.positive & !found == 0 && rule.negative & against == 0 {
                        found |= rule.head;
                    }
                }
                if found == before {
                    return found;
                }
            }
        };
        let mut sure: Atoms = 0;
        loop {
            let next = least(least(sure));
            if next == sure {
                return sure;
            }
            sure = next;
        }
    }

    /// Whether what is true holds a contradiction.
    pub(super) fn contradictory(&self, truths: Atoms) -> bool {
        truths & self.impossible != 0
            || self.rivals.iter().any(|rivals| (truths & rivals).count_ones() > 1)
            || self.denials.iter().any(|both| truths & both == *both)
    }
}

/// Whether a statement can be disputed: a claim, or a rule that is one or holds normally.
pub(super) fn disputable(statement: &Statement) -> bool {
    statement.attribution.is_claim() || statement.kind == Kind::Rule(RuleMode::Normally)
}
