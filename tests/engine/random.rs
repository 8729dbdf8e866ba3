//! Random programs that use all the engine offers, and random orders of their parts.

use strat::internals::engine::{
    Aggregate, Aggregation, Arithmetic, Comparison, Literal, Program, RelationId, Rule, Term, Variable,
};

use super::programs::{Row, apply, atom, just, neg, pos, rule, val, var};

/// A small generator of random numbers (splitmix64), so that a seed says all.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// The number of constants in facts and rules.
pub(crate) const CONSTANTS: usize = 4;

fn term(random: &mut Random, variables: u32) -> Term {
    if random.chance(15) {
        val(random.below(CONSTANTS) as u32)
    } else {
        var(random.below(variables as usize) as u32)
    }
}

fn bound_term(random: &mut Random, bound: &[u32]) -> Term {
    if bound.is_empty() || random.chance(15) {
        val(random.below(CONSTANTS) as u32)
    } else {
        var(*random.pick(bound))
    }
}

fn variables_in(terms: &[Term], bound: &mut Vec<u32>) {
    for term in terms {
        if let Term::Variable(variable) = term
            && !bound.contains(&variable.0)
        {
            bound.push(variable.0);
        }
    }
}

/// Renumbers the variables of a rule without gaps.
fn compact(made: &mut Rule) {
    let mut seen: Vec<u32> = Vec::new();
    let mut number = |variable: &mut Variable| {
        let at = seen.iter().position(|known| *known == variable.0).unwrap_or_else(|| {
            seen.push(variable.0);
            seen.len() - 1
        });
        variable.0 = at as u32;
    };
    let terms = |terms: &mut [Term], number: &mut dyn FnMut(&mut Variable)| {
        for term in terms {
            if let Term::Variable(variable) = term {
                number(variable);
            }
        }
    };
    for literal in &mut made.body {
        match literal {
            Literal::Positive(atom) | Literal::Negative(atom) => terms(&mut atom.terms, &mut number),
            Literal::Compare(_, left, right) => {
                for step in left.steps.iter_mut().chain(&mut right.steps) {
                    if let strat::internals::engine::Step::Push(term) = step {
                        terms(std::slice::from_mut(term), &mut number);
                    }
                }
            }
            Literal::Bind(variable, expression) => {
                for step in &mut expression.steps {
                    if let strat::internals::engine::Step::Push(term) = step {
                        terms(std::slice::from_mut(term), &mut number);
                    }
                }
                number(variable);
            }
            Literal::Aggregate(variable, aggregate) => {
                for term in aggregate.group.iter_mut().flatten() {
                    terms(std::slice::from_mut(term), &mut number);
                }
                number(variable);
            }
        }
    }
    terms(&mut made.head.terms, &mut number);
    made.variables = seen.len() as u32;
}

pub(crate) fn random_rule(random: &mut Random, relations: &[usize]) -> Rule {
    let count = relations.len();
    let mut body = Vec::new();
    let mut bound = Vec::new();
    let positives = *random.pick(&[0, 1, 1, 1, 2, 2, 2, 3]);
    for _ in 0..positives {
        let relation = random.below(count);
        let terms: Vec<Term> = (0..relations[relation]).map(|_| term(random, 4)).collect();
        variables_in(&terms, &mut bound);
        body.push(pos(relation as u32, &terms));
    }
    if random.chance(15) {
        let operation = *random.pick(&[Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply]);
        let (left, right) = (bound_term(random, &bound), bound_term(random, &bound));
        let target = if random.chance(25) && !bound.is_empty() { *random.pick(&bound) } else { 7 };
        body.push(Literal::Bind(Variable(target), apply(operation, left, right)));
        variables_in(&[var(target)], &mut bound);
    }
    let head = random.below(count);
    if random.chance(15) {
        // Mostly over lower relations, so that it seldom depends on itself.
        let relation = if random.chance(90) { random.below(head.max(1)) } else { random.below(count) };
        let group =
            (0..relations[relation]).map(|_| random.chance(50).then(|| bound_term(random, &bound))).collect();
        let functions = [Aggregation::Count, Aggregation::Sum, Aggregation::Min, Aggregation::Max];
        let function = if relations[relation] == 0 { Aggregation::Count } else { *random.pick(&functions) };
        let value = if relations[relation] == 0 { 0 } else { random.below(relations[relation]) };
        let target = if random.chance(25) && !bound.is_empty() { *random.pick(&bound) } else { 8 };
        let aggregate = Aggregate { function, relation: RelationId(relation as u32), group, value };
        body.push(Literal::Aggregate(Variable(target), aggregate));
        variables_in(&[var(target)], &mut bound);
    }
    for _ in 0..*random.pick(&[0, 0, 1, 1, 2]) {
        let relation = random.below(count);
        let terms: Vec<Term> = (0..relations[relation]).map(|_| bound_term(random, &bound)).collect();
        body.push(neg(relation as u32, &terms));
    }
    if random.chance(20) {
        let comparisons =
            [Comparison::Equal, Comparison::NotEqual, Comparison::Less, Comparison::GreaterOrEqual];
        let left = just(bound_term(random, &bound));
        let right = if random.chance(30) {
            apply(Arithmetic::Add, bound_term(random, &bound), bound_term(random, &bound))
        } else {
            just(bound_term(random, &bound))
        };
        body.push(Literal::Compare(*random.pick(&comparisons), left, right));
    }
    random.shuffle(&mut body);
    let terms: Vec<Term> = (0..relations[head]).map(|_| bound_term(random, &bound)).collect();
    let mut made = rule(atom(head as u32, &terms), body);
    compact(&mut made);
    made
}

/// A random program with facts.
pub(crate) fn random_program(random: &mut Random) -> (Program, Vec<Row>) {
    let mut relations: Vec<usize> =
        (0..3 + random.below(4)).map(|_| *random.pick(&[0, 1, 1, 2, 2, 2, 3])).collect();
    if random.chance(30) {
        // A relation and its contrary.
        let twin = relations[0];
        relations.push(twin);
    }
    let rules = (0..2 + random.below(8)).map(|_| random_rule(random, &relations)).collect();
    let mut facts = Vec::new();
    for (relation, &arity) in relations.iter().enumerate() {
        if random.chance(80) {
            for _ in 0..random.below(8) {
                let row = (0..arity).map(|_| random.below(CONSTANTS) as u32).collect();
                facts.push((relation as u32, row));
            }
        }
    }
    (Program { relations, rules }, facts)
}
