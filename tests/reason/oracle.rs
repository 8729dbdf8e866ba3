//! Conflicts, statuses and cuts by their definitions: the theory is evaluated anew for every subset.

use super::{generate, small};
use std::collections::{BTreeMap, BTreeSet};
use strat::engine::{Coverage, Limits};
use strat::model::statement::{Context, Kind, Literal, SymbolId, Term};
use strat::model::{Grade, Model};
use strat::reason::{Contest, Contestable, Options, Session};
use strat::report::{Command, Status};
use strat::syntax::ast::{RuleMode, Sign};
use strat::theory::{
    Application, Applications, Evaluated, Lowered, Standing, Threshold, View, is_contestable, speakers,
};

/// The most contestable statements of an analysis that is looked at.
const MOST: usize = 8;

pub(super) struct Subset {
    pub(super) contradictory: bool,
    pub(super) holds: BTreeSet<String>,
}

pub(super) struct Oracle<'m> {
    pub(super) model: &'m Model,
    pub(super) pool: Vec<Contestable>,
    /// Every subset of the pool, by bits; with a hypothesis that is tried, also with it.
    pub(super) subsets: BTreeMap<(u32, Option<SymbolId>), Subset>,
}

fn all_actors(model: &Model) -> Vec<Term> {
    ["Xan", "Yve"].iter().map(|name| Term::Symbol(model.names[*name])).collect()
}

fn pool(model: &Model) -> Option<Vec<Contestable>> {
    let view = View::default();
    let standing = Standing::new(model, &view);
    let mut pool = Vec::new();
    for (id, statement) in model.statements() {
        if !is_contestable(statement) || !standing.counts(id, statement) || statement.context != Context::Base
        {
            continue;
        }
        if statement.body.is_none() {
            pool.push(Contestable::Claim(id));
            continue;
        }
        // The only variables of the generated rules are actors and what is counted.
        let named: Vec<&str> =
            statement.variables.iter().filter(|name| *name == "a").map(|name| name.as_str()).collect();
        let ranges = named.len() == 1
            && statement.heads.iter().any(|head| head.terms.iter().any(|t| matches!(t, Term::Variable(_))));
        let counts = statement.variables.iter().any(|name| name == "n");
        if counts || (ranges && statement.variables.len() > 1) {
            // Applications with numbers in them are told by their tests.
            return None;
        }
        let bindings: Vec<Vec<Term>> = if ranges {
            all_actors(model).into_iter().map(|actor| vec![actor]).collect()
        } else {
            vec![Vec::new()]
        };
        for terms in bindings {
            pool.push(Contestable::Application(Application { statement: id, terms }));
        }
    }
    for (symbol, hypothesis) in &model.hypotheses {
        if standing.stands(hypothesis) {
            pool.push(Contestable::Hypothesis(*symbol));
        }
    }
    Some(pool)
}

fn evaluate(model: &Model, pool: &[Contestable], bits: u32, tried: Option<SymbolId>) -> Evaluated {
    let mut view = View::default();
    let mut withheld = BTreeSet::new();
    for (at, one) in pool.iter().enumerate() {
        let believed = bits & (1 << at) != 0;
        match one {
            Contestable::Claim(id) if !believed => {
                view.disbelieved.insert(*id);
            }
            Contestable::Application(application) if !believed => {
                withheld.insert(application.clone());
            }
            Contestable::Hypothesis(symbol) if believed => view.claimed.push(*symbol),
            _ => {}
        }
    }
    view.claimed.extend(tried);
    view.applications = Applications::Apart(withheld);
    Lowered::new(model).theory(model, &view, &[]).value.evaluate(&Limits::default()).unwrap()
}

fn texts(model: &Model, evaluated: &Evaluated) -> BTreeSet<String> {
    evaluated
        .sentences()
        .filter_map(|(relation, row)| {
            evaluated.sentence(model, relation, evaluated.database.row(relation, row)?)
        })
        .collect()
}

fn contradictory(model: &Model, evaluated: &Evaluated) -> bool {
    let said: Vec<_> = evaluated
        .sentences()
        .filter_map(|(relation, row)| evaluated.said(relation, evaluated.database.row(relation, row)?))
        .collect();
    let keys: BTreeSet<_> =
        said.iter().map(|s| (s.relation, s.sign == Sign::Positive, s.terms.clone())).collect();
    let denied = keys.iter().any(|(relation, sign, terms)| keys.contains(&(*relation, !sign, terms.clone())));
    let impossible = evaluated.violations().any(|(id, relation)| {
        model.statement(id).unwrap().kind == Kind::Impossible && evaluated.database.len(relation) > 0
    });
    let holds = model.find_relation("holds").unwrap();
    let rivals = model.questions.iter().filter(|question| question.exclusive).any(|question| {
        let hold = question
            .hypotheses
            .iter()
            .filter(|symbol| keys.contains(&(holds, true, vec![Term::Symbol(**symbol)])));
        hold.count() > 1
    });
    denied || impossible || rivals
}

impl<'m> Oracle<'m> {
    pub(super) fn new(model: &'m Model) -> Option<Self> {
        let pool = pool(model)?;
        if pool.len() > MOST {
            return None;
        }
        let tried: Vec<Option<SymbolId>> = model
            .hypotheses
            .keys()
            .filter(|symbol| !pool.contains(&Contestable::Hypothesis(**symbol)))
            .map(|symbol| Some(*symbol))
            .chain([None])
            .collect();
        let mut subsets = BTreeMap::new();
        for bits in 0..1_u32 << pool.len() {
            for one in &tried {
                let evaluated = evaluate(model, &pool, bits, *one);
                let subset = Subset {
                    contradictory: contradictory(model, &evaluated),
                    holds: texts(model, &evaluated),
                };
                subsets.insert((bits, *one), subset);
            }
        }
        Some(Self { model, pool, subsets })
    }

    pub(super) fn full(&self) -> u32 {
        (1 << self.pool.len()) - 1
    }

    fn consistent(&self, bits: u32) -> bool {
        !self.subsets[&(bits, None)].contradictory
    }

    pub(super) fn holds(&self, bits: u32, sentence: &str) -> bool {
        self.subsets[&(bits, None)].holds.contains(sentence)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = u32> + use<> {
        0..=self.full()
    }

    fn conflicts(&self) -> Vec<u32> {
        let strong =
            |set: u32| self.all().filter(|other| other & set == set).all(|other| !self.consistent(other));
        let inconsistent: Vec<u32> = self.all().filter(|set| strong(*set)).collect();
        let minimal = |set: &u32| inconsistent.iter().all(|other| other == set || other & set != *other);
        inconsistent.iter().copied().filter(minimal).collect()
    }

    pub(super) fn bits(&self, set: u32) -> impl Iterator<Item = usize> + use<> {
        (0..self.pool.len()).filter(move |at| set & (1 << at) != 0)
    }

    fn voices(&self, at: usize) -> Vec<SymbolId> {
        match &self.pool[at] {
            Contestable::Claim(id) | Contestable::Row(id, _) => {
                speakers(self.model, self.model.statement(*id).unwrap())
            }
            Contestable::Application(application) => {
                speakers(self.model, self.model.statement(application.statement).unwrap())
            }
            Contestable::Hypothesis(symbol) => self.model.hypotheses[symbol].attribution.sources.clone(),
        }
    }

    fn normal(&self, at: usize) -> bool {
        match &self.pool[at] {
            Contestable::Application(application) => {
                self.model.statement(application.statement).unwrap().kind == Kind::Rule(RuleMode::Normally)
            }
            _ => false,
        }
    }

    /// Sources from which another can be reached by preferences in force in a conflict.
    fn prefers(&self, conflict: u32, one: SymbolId, other: SymbolId) -> bool {
        let questions: BTreeSet<SymbolId> = self
            .bits(conflict)
            .filter_map(|at| match &self.pool[at] {
                Contestable::Hypothesis(symbol) => self.model.hypotheses[symbol].question,
                _ => None,
            })
            .collect();
        let mut reached = BTreeSet::from([one]);
        for _ in 0..self.model.sources.len() {
            for preference in &self.model.preferences {
                if preference.question.is_none_or(|question| questions.contains(&question))
                    && reached.contains(&preference.better)
                {
                    reached.insert(preference.worse);
                }
            }
        }
        one != other && reached.contains(&other)
    }

    fn beats(&self, conflicts: &[u32], one: usize, other: usize) -> bool {
        conflicts.iter().filter(|set| *set & (1 << one) != 0 && *set & (1 << other) != 0).any(|conflict| {
            match (self.normal(one), self.normal(other)) {
                (false, true) => true,
                (true, false) => false,
                _ => self.voices(other).iter().all(|worse| {
                    self.voices(one).iter().any(|better| self.prefers(*conflict, *better, *worse))
                }),
            }
        })
    }

    fn outranks(&self, conflicts: &[u32], one: usize, other: usize) -> bool {
        let grade = |source: &SymbolId| self.model.sources.get(source).and_then(|known| known.grade);
        let better = |a: Grade, b: Grade| {
            a.reliability != 'F'
                && b.reliability != 'F'
                && a.credibility != 6
                && b.credibility != 6
                && a.reliability <= b.reliability
                && a.credibility <= b.credibility
                && a != b
        };
        conflicts.iter().any(|set| set & (1 << one) != 0 && set & (1 << other) != 0)
            && self.voices(other).iter().all(|worse| {
                self.voices(one)
                    .iter()
                    .any(|best| grade(best).zip(grade(worse)).is_some_and(|(a, b)| better(a, b)))
            })
    }

    fn readings(&self, conflicts: &[u32]) -> Vec<u32> {
        let consistent: Vec<u32> = self.all().filter(|set| self.consistent(*set)).collect();
        let improves = |better: u32, worse: u32, beats: &dyn Fn(usize, usize) -> bool| {
            self.bits(better & !worse)
                .any(|gained| self.bits(worse & !better).all(|lost| beats(gained, lost)))
        };
        let maximal = consistent
            .iter()
            .copied()
            .filter(|set| !consistent.iter().any(|other| other != set && other & set == *set));
        let preferred: Vec<u32> = maximal
            .filter(|set| {
                !consistent.iter().any(|other| improves(*other, *set, &|a, b| self.beats(conflicts, a, b)))
            })
            .collect();
        preferred
            .iter()
            .copied()
            .filter(|set| {
                !preferred.iter().any(|other| improves(*other, *set, &|a, b| self.outranks(conflicts, a, b)))
            })
            .collect()
    }

    pub(super) fn hypotheses(&self) -> u32 {
        (0..self.pool.len())
            .filter(|at| matches!(self.pool[*at], Contestable::Hypothesis(_)))
            .map(|at| 1 << at)
            .sum()
    }

    fn status(&self, sentence: &str, hypothesis: Option<SymbolId>) -> Status {
        let conflicts = self.conflicts();
        if conflicts.contains(&0) {
            return Status::Unknown;
        }
        let readings = self.readings(&conflicts);
        assert!(!readings.is_empty());
        let raised = self.hypotheses();
        let free = self.full() & !conflicts.iter().fold(0, |all, one| all | one);
        let somewhere = readings.iter().any(|set| self.holds(*set, sentence));
        let everywhere =
            readings.iter().all(|set| self.holds(*set, sentence) && self.holds(set & !raised, sentence));
        if everywhere && self.holds(free, sentence) && self.holds(free & !raised, sentence) {
            return Status::Undisputed;
        }
        if everywhere {
            return Status::Established;
        }
        if somewhere {
            return Status::Contested;
        }
        if let Some(symbol) = hypothesis {
            if self.pool.contains(&Contestable::Hypothesis(symbol)) {
                return Status::Rejected;
            }
            let tenable = readings.iter().any(|set| {
                let tried = &self.subsets[&(*set, Some(symbol))];
                !tried.contradictory && tried.holds.contains(sentence)
            });
            return if tenable { Status::Tenable } else { Status::Rejected };
        }
        if self.holds(self.full() & !raised, sentence) {
            return Status::Rejected;
        }
        if self.possible().contains(sentence) { Status::Possible } else { Status::Unproven }
    }

    fn possible(&self) -> BTreeSet<String> {
        let view = View { threshold: Threshold::Any, ..View::default() };
        let standing = Standing::new(self.model, &view);
        let claimed = self.model.hypotheses.iter().filter(|(_, known)| standing.stands(known));
        let claimed = claimed.map(|(symbol, _)| *symbol).collect();
        let view = View { claimed, ..view.clone() };
        let evaluated = Lowered::new(self.model)
            .theory(self.model, &view, &[])
            .value
            .evaluate(&Limits::default())
            .unwrap();
        texts(self.model, &evaluated)
    }

    fn cuts(&self, sentence: &str) -> Vec<u32> {
        let base = self.full() & !self.hypotheses();
        if !self.holds(base, sentence) {
            return Vec::new();
        }
        let falls = |removed: u32| !self.holds(base & !removed, sentence);
        let sets: Vec<u32> =
            self.all().filter(|set| set & !base == 0 && set.count_ones() <= 3 && falls(*set)).collect();
        let minimal = |set: &u32| sets.iter().all(|other| other == set || other & set != *other);
        sets.iter().copied().filter(minimal).collect()
    }

    fn sets(&self, sets: &[u32]) -> Vec<Vec<Contestable>> {
        let mut found: Vec<Vec<Contestable>> = sets
            .iter()
            .map(|set| {
                let mut all: Vec<_> = self.bits(*set).map(|at| self.pool[at].clone()).collect();
                all.sort();
                all
            })
            .collect();
        found.sort();
        found
    }
}

/// The sentences that are asked about: all of the small language, and their negations.
pub(super) fn sentences(model: &Model) -> Vec<Literal> {
    let mut found = Vec::new();
    let span = model.statements().last().unwrap().1.span;
    let mut add = |name: &str, terms: Vec<Term>| {
        let relation = model.find_relation(name).unwrap();
        for sign in [Sign::Positive, Sign::Negative] {
            found.push(Literal { span, sign, relation, terms: terms.clone(), on: None });
        }
    };
    for name in ["p0", "p1", "p2", "p3"] {
        add("holds", vec![Term::Symbol(model.names[name])]);
    }
    for symbol in model.hypotheses.keys() {
        add("holds", vec![Term::Symbol(*symbol)]);
    }
    for actor in all_actors(model) {
        add("well", vec![actor.clone()]);
        add("kindly", vec![actor]);
    }
    found
}

fn agree(seed: u64) -> bool {
    let text = generate::analysis(seed, 2 + (seed % 5) as usize);
    let model = small(&text);
    let Some(oracle) = Oracle::new(&model) else { return false };
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    let (conflicts, coverage) = session.conflicts().map_err(|stop| stop.0).unwrap();
    assert_eq!(coverage, Coverage::Complete, "seed {seed}\n{text}");
    assert_eq!(conflicts, oracle.sets(&oracle.conflicts()), "conflicts of seed {seed}\n{text}");
    if !conflicts.contains(&Vec::new()) {
        let all = oracle.conflicts();
        let disputed = all.iter().fold(0, |union, one| union | one);
        let expected: Vec<u32> = oracle.readings(&all).into_iter().map(|set| set & disputed).collect();
        let readings = session.believed(usize::MAX).map_err(|stop| stop.0).unwrap();
        assert_eq!(readings, Some(oracle.sets(&expected)), "readings of seed {seed}\n{text}");
    }
    for literal in sentences(&model) {
        let sentence = model.write(&literal, strat::model::write::Variables::Anonymous);
        let hypothesis = match (literal.sign, literal.terms.as_slice()) {
            (Sign::Positive, [Term::Symbol(symbol)]) if model.hypotheses.contains_key(symbol) => {
                Some(*symbol)
            }
            _ => None,
        };
        let status = session.status_of(&literal).map_err(|stop| stop.0).unwrap();
        let expected = oracle.status(&sentence, hypothesis);
        assert_eq!(status, expected, "status of `{sentence}`, seed {seed}\n{text}");
        let cuts = session.cuts_of(&literal, 3, Contest::Claims).map_err(|stop| stop.0).unwrap();
        assert_eq!(cuts, oracle.sets(&oracle.cuts(&sentence)), "cuts of `{sentence}`, seed {seed}\n{text}");
    }
    true
}

/// `STRAT_ORACLE=5000` looks at so many analyses.
#[test]
fn readings_agree_with_their_definitions() {
    let count = std::env::var("STRAT_ORACLE").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let looked = (0..count).filter(|seed| agree(*seed)).count();
    assert!(looked * 2 > count as usize, "only {looked} of {count} analyses were small enough");
}
