//! Conflicts, statuses and cuts by their definitions: the theory is evaluated anew for every subset.

use super::ground::{Atoms, Ground, disputable};
use super::{generate, small};
use std::collections::{BTreeSet, HashMap};
use strat::internals::engine::{Budget, Coverage};
use strat::internals::model::statement::{Context, Kind, Literal, Stated, Statement, SymbolId, Term};
use strat::internals::model::value::Number;
use strat::internals::model::write::Variables;
use strat::internals::model::{Grade, Model};
use strat::internals::reason::{Contest, Contestable, Options, Session};
use strat::internals::syntax::ast::{RuleMode, Sign};
use strat::internals::theory::{
    Application, Applications, Evaluated, Lowered, Standing, Threshold, Through, View, is_contestable,
    speakers,
};
use strat::report::{Command, Status};

/// The most contestable statements of an analysis that is looked at.
const MOST: usize = 8;

/// What evaluates a subset of the pool.
pub(super) enum By<'t> {
    /// The theory of the model, in the engine.
    Theory,
    /// A ground program of the tests; what has none is not looked at.
    Ground(&'t [Term]),
}

/// What follows from a subset of the pool.
pub(super) struct Subset {
    pub(super) contradictory: bool,
    /// The sentences that are asked about, by bits.
    holds: u64,
}

pub(super) struct Oracle<'m> {
    pub(super) model: &'m Model,
    pub(super) pool: Vec<Contestable>,
    /// What is asked about, and how it is written.
    pub(super) asked: Vec<(Literal, String)>,
    /// Every subset of the pool, by bits; with a hypothesis that is tried, also with it.
    pub(super) subsets: HashMap<(u32, Option<SymbolId>), Subset>,
    /// What follows in some way from what is said, however unlikely.
    loosely: u64,
    /// What holds in some choice that is not contradictory.
    worlds: u64,
    conflicts: Vec<u32>,
    repairs: Vec<u32>,
}

pub(super) fn all_actors(model: &Model) -> Vec<Term> {
    ["Xan", "Yve"].iter().map(|name| Term::Symbol(model.names[*name])).collect()
}

fn pool(model: &Model, view: &View) -> Option<Vec<Contestable>> {
    let standing = Standing::new(model, view);
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

fn hypothesis(claim: &Contestable) -> Option<SymbolId> {
    match claim {
        Contestable::Hypothesis(symbol) => Some(*symbol),
        Contestable::Claim(_) | Contestable::Row(..) | Contestable::Application(_) => None,
    }
}

fn evaluate(
    (model, lowered, view): (&Model, &Lowered, &View),
    pool: &[Contestable],
    bits: u32,
    tried: Option<SymbolId>,
) -> Evaluated {
    let mut view = view.clone();
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
    lowered.theory(model, &view, &[]).value.evaluate(&Budget::default()).unwrap()
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

/// Everybody who stands for a hypothesis in a view, however little.
fn standing_hypotheses(model: &Model, view: &View) -> Vec<SymbolId> {
    let view = View { threshold: Threshold::Any, ..view.clone() };
    let standing = Standing::new(model, &view);
    model.hypotheses.iter().filter(|(_, known)| standing.stands(known)).map(|(symbol, _)| *symbol).collect()
}

/// Whether a statement is listened to in a view that takes all claims of its sources.
fn heard(model: &Model, view: &View, statement: &Statement) -> bool {
    match view.through {
        Through::All => true,
        Through::Given => !disputable(statement),
        Through::Source(source) => !disputable(statement) || speakers(model, statement).contains(&source),
    }
}

/// Whether a claim is likely enough to count.
pub(super) fn likely_enough(statement: &Statement) -> bool {
    let threshold = Number::parse("0.55").unwrap();
    match statement.attribution.likelihood.as_ref().map(|likelihood| &likelihood.stated) {
        None => true,
        Some(Stated::Range(range)) => *range.low() >= threshold,
        Some(Stated::Possible) => false,
    }
}

impl<'m> Oracle<'m> {
    pub(super) fn new(model: &'m Model, view: &View, asked: Vec<Literal>, by: &By<'_>) -> Option<Self> {
        let pool = pool(model, view)?;
        if pool.len() > MOST {
            return None;
        }
        let write = |literal: &Literal| model.write(literal, Variables::Anonymous);
        let asked: Vec<(Literal, String)> =
            asked.into_iter().map(|literal| (literal.clone(), write(&literal))).collect();
        let tried =
            model.hypotheses.keys().filter(|symbol| !pool.contains(&Contestable::Hypothesis(**symbol)));
        let tried: Vec<Option<SymbolId>> = tried.map(|symbol| Some(*symbol)).chain([None]).collect();
        let claimed = standing_hypotheses(model, view);
        // However unlikely a claim, and whether or not anybody raises a hypothesis.
        let any = View { threshold: Threshold::Any, ..view.clone() };
        let mut every = self::pool(model, &any)?;
        let others = model.hypotheses.keys().map(|symbol| Contestable::Hypothesis(*symbol));
        every.retain(|one| !matches!(one, Contestable::Hypothesis(_)));
        every.extend(others);
        if every.len() > MOST + 4 {
            return None;
        }
        let mut subsets = HashMap::new();
        let (loosely, worlds) = match by {
            By::Theory => {
                let lowered = Lowered::new(model);
                let holds = |evaluated: &Evaluated| {
                    let texts = texts(model, evaluated);
                    bits_of(asked.iter().map(|(_, text)| texts.contains(text)))
                };
                for bits in 0..1_u32 << pool.len() {
                    for one in &tried {
                        let evaluated = evaluate((model, &lowered, view), &pool, bits, *one);
                        let contradictory = contradictory(model, &evaluated);
                        subsets.insert((bits, *one), Subset { contradictory, holds: holds(&evaluated) });
                    }
                }
                let mut worlds = 0;
                for bits in 0..1_u32 << every.len() {
                    let evaluated = evaluate((model, &lowered, &any), &every, bits, None);
                    if !contradictory(model, &evaluated) {
                        worlds |= holds(&evaluated);
                    }
                }
                let view = View { claimed, ..any };
                (
                    holds(&lowered.theory(model, &view, &[]).value.evaluate(&Budget::default()).unwrap()),
                    worlds,
                )
            }
            By::Ground(actors) => {
                let counts =
                    |statement: &Statement| heard(model, view, statement) && likely_enough(statement);
                let mut ground = Ground::new(model, actors.to_vec(), &pool, &counts)?;
                let atoms: Vec<Atoms> =
                    asked.iter().map(|(literal, _)| ground.literal(model, literal, &[])).collect();
                let holds =
                    |truths: Atoms, atoms: &[Atoms]| bits_of(atoms.iter().map(|atom| truths & atom != 0));
                for bits in 0..1_u32 << pool.len() {
                    for one in &tried {
                        let believed = pool.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
                        let hypotheses = believed.filter_map(|(_, claim)| hypothesis(claim));
                        let hypotheses: Vec<SymbolId> = hypotheses.chain(*one).collect();
                        let truths = ground.model(bits, &hypotheses, 0);
                        let contradictory = ground.contradictory(truths);
                        subsets.insert((bits, *one), Subset { contradictory, holds: holds(truths, &atoms) });
                    }
                }
                let all = |statement: &Statement| heard(model, view, statement);
                let mut ground = Ground::new(model, actors.to_vec(), &[], &all)?;
                let atoms: Vec<Atoms> =
                    asked.iter().map(|(literal, _)| ground.literal(model, literal, &[])).collect();
                let loosely = holds(ground.model(0, &claimed, 0), &atoms);
                let mut ground = Ground::new(model, actors.to_vec(), &every, &all)?;
                let atoms: Vec<Atoms> =
                    asked.iter().map(|(literal, _)| ground.literal(model, literal, &[])).collect();
                let mut worlds = 0;
                for bits in 0..1_u32 << every.len() {
                    let believed = every.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
                    let hypotheses: Vec<SymbolId> =
                        believed.filter_map(|(_, claim)| hypothesis(claim)).collect();
                    let truths = ground.model(bits, &hypotheses, 0);
                    if !ground.contradictory(truths) {
                        worlds |= holds(truths, &atoms);
                    }
                }
                (loosely, worlds)
            }
        };
        let mut oracle =
            Self { model, pool, asked, subsets, loosely, worlds, conflicts: Vec::new(), repairs: Vec::new() };
        oracle.conflicts = oracle.smallest_conflicts();
        if !oracle.conflicts.contains(&0) {
            oracle.repairs = oracle.best(&oracle.conflicts);
        }
        Some(oracle)
    }

    pub(super) fn full(&self) -> u32 {
        (1 << self.pool.len()) - 1
    }

    fn consistent(&self, bits: u32) -> bool {
        !self.subsets[&(bits, None)].contradictory
    }

    pub(super) fn holds(&self, bits: u32, sentence: usize) -> bool {
        self.subsets[&(bits, None)].holds >> sentence & 1 == 1
    }

    pub(super) fn all(&self) -> impl DoubleEndedIterator<Item = u32> + use<> {
        0..=self.full()
    }

    /// The smallest sets all of whose supersets are inconsistent.
    fn smallest_conflicts(&self) -> Vec<u32> {
        let mut strong = vec![false; 1 << self.pool.len()];
        for set in self.all().rev() {
            let larger = (0..self.pool.len()).map(|at| set | 1 << at).filter(|other| *other != set);
            strong[set as usize] =
                !self.consistent(set) && larger.into_iter().all(|other| strong[other as usize]);
        }
        let minimal = |set: &u32| self.bits(*set).all(|at| !strong[(*set & !(1 << at)) as usize]);
        self.all().filter(|set| strong[*set as usize]).filter(minimal).collect()
    }

    /// The largest consistent sets.
    fn maximal(&self) -> Vec<u32> {
        let consistent: Vec<u32> = self.all().filter(|set| self.consistent(*set)).collect();
        let largest = |set: &u32| !consistent.iter().any(|other| other != set && other & set == *set);
        consistent.iter().copied().filter(largest).collect()
    }

    /// What to give up so that the rest is consistent, by its definition: the smallest sets that have a part in
    /// every conflict (Reiter 1987).
    fn repairs(&self) -> Vec<u32> {
        let hits: Vec<u32> =
            self.all().filter(|set| self.conflicts.iter().all(|conflict| conflict & set != 0)).collect();
        let smallest = |set: &u32| !hits.iter().any(|other| other != set && other & set == *other);
        hits.iter().copied().filter(smallest).collect()
    }

    fn bits(&self, set: u32) -> impl Iterator<Item = usize> + use<> {
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
        let raised = |at: usize| matches!(self.pool[at], Contestable::Hypothesis(_));
        // Who raises a hypothesis is no matter of rank.
        !(raised(one) && raised(other))
            && conflicts.iter().any(|set| set & (1 << one) != 0 && set & (1 << other) != 0)
            && self.voices(other).iter().all(|worse| {
                self.voices(one)
                    .iter()
                    .any(|best| grade(best).zip(grade(worse)).is_some_and(|(a, b)| better(a, b)))
            })
    }

    fn best(&self, conflicts: &[u32]) -> Vec<u32> {
        let consistent: Vec<u32> = self.all().filter(|set| self.consistent(*set)).collect();
        let improves = |better: u32, worse: u32, beats: &dyn Fn(usize, usize) -> bool| {
            self.bits(better & !worse)
                .any(|gained| self.bits(worse & !better).all(|lost| beats(gained, lost)))
        };
        let preferred: Vec<u32> = self
            .maximal()
            .into_iter()
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

    fn status(&self, sentence: usize) -> Status {
        if self.conflicts.contains(&0) {
            return Status::Unknown;
        }
        let (conflicts, repairs) = (&self.conflicts, &self.repairs);
        assert!(!repairs.is_empty());
        let literal = &self.asked[sentence].0;
        let hypothesis = match (literal.sign, literal.terms.as_slice()) {
            (Sign::Positive, [Term::Symbol(symbol)]) => {
                self.model.hypotheses.contains_key(symbol).then_some(*symbol)
            }
            _ => None,
        };
        let raised = self.hypotheses();
        let free = self.full() & !conflicts.iter().fold(0, |all, one| all | one);
        let somewhere = repairs.iter().any(|set| self.holds(*set, sentence));
        let everywhere =
            repairs.iter().all(|set| self.holds(*set, sentence) && self.holds(set & !raised, sentence));
        if everywhere && self.holds(free, sentence) && self.holds(free & !raised, sentence) {
            return Status::Undisputed;
        }
        if everywhere {
            return Status::Established;
        }
        if somewhere {
            // What holds in a reading only since it is raised is what rivals stand against, and nobody else.
            let stands = |symbol| self.pool.contains(&Contestable::Hypothesis(symbol));
            let otherwise = repairs.iter().any(|set| self.holds(set & !raised, sentence));
            let tenable = hypothesis.is_some_and(stands) && !otherwise;
            return if tenable { Status::Tenable } else { Status::Contested };
        }
        if let Some(symbol) = hypothesis {
            if self.pool.contains(&Contestable::Hypothesis(symbol)) {
                return Status::Rejected;
            }
            let tenable = repairs.iter().any(|set| {
                let tried = &self.subsets[&(*set, Some(symbol))];
                !tried.contradictory && tried.holds >> sentence & 1 == 1
            });
            return if tenable { Status::Tenable } else { Status::Rejected };
        }
        if self.holds(self.full() & !raised, sentence) {
            return Status::Rejected;
        }
        match (self.loosely >> sentence & 1, self.worlds >> sentence & 1) {
            (0, _) => Status::Unproven,
            (_, 0) => Status::Rejected,
            _ => Status::Possible,
        }
    }

    fn cuts(&self, sentence: usize) -> Vec<u32> {
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

fn bits_of(all: impl Iterator<Item = bool>) -> u64 {
    all.enumerate().map(|(at, holds)| u64::from(holds) << at).sum()
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

/// Compares everything that is asked of the disputes of an analysis with its definition, in a view.
pub(super) fn compare(told: &str, model: &Model, view: &View, by: &By<'_>) -> bool {
    let Some(oracle) = Oracle::new(model, view, sentences(model), by) else { return false };
    let options = Options { view: view.clone(), ..Options::default() };
    let mut session = Session::new(model, Command::Check, Vec::new(), options);
    let (conflicts, coverage) = session.conflicts().map_err(|stop| stop.0).unwrap();
    assert_eq!(coverage, Coverage::Complete, "{told}");
    assert_eq!(conflicts, oracle.sets(&oracle.conflicts), "conflicts of {told}");
    if !conflicts.contains(&Vec::new()) {
        let disputed = oracle.conflicts.iter().fold(0, |union, one| union | one);
        let expected: Vec<u32> = oracle.repairs.iter().map(|set| set & disputed).collect();
        let repairs = session.believed(usize::MAX).map_err(|stop| stop.0).unwrap();
        assert_eq!(repairs, Some(oracle.sets(&expected)), "readings of {told}");
        let left: Vec<u32> = oracle.repairs().iter().map(|set| oracle.full() & !set).collect();
        assert_eq!(oracle.sets(&left), oracle.sets(&oracle.maximal()), "repairs of {told}");
    }
    let literals: Vec<Literal> = oracle.asked.iter().map(|(literal, _)| literal.clone()).collect();
    let cuts = session.cuts_of(&literals, 3, Contest::Claims).map_err(|stop| stop.0).unwrap();
    for (at, (literal, sentence)) in oracle.asked.iter().enumerate() {
        let status = session.status_of(literal).map_err(|stop| stop.0).unwrap();
        // Which hypothesis leads is a matter of its rivals and of likelihoods.
        let expected = match (status, oracle.status(at)) {
            (Status::Leading, Status::Tenable | Status::Possible) => Status::Leading,
            (_, expected) => expected,
        };
        assert_eq!(status, expected, "status of `{sentence}`, {told}");
        assert_eq!(cuts[at], oracle.sets(&oracle.cuts(at)), "cuts of `{sentence}`, {told}");
    }
    true
}

/// `STRAT_ORACLE=5000` looks at so many analyses with counts in them, each subset evaluated by the engine.
#[test]
fn readings_agree_with_their_definitions() {
    let count = std::env::var("STRAT_ORACLE").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let agree = |seed: &u64| {
        let text = generate::analysis(*seed, 2 + (seed % 5) as usize);
        compare(&format!("seed {seed}\n{text}"), &small(&text), &View::default(), &By::Theory)
    };
    let looked = (0..count).filter(agree).count();
    assert!(looked * 2 > count as usize, "only {looked} of {count} analyses were small enough");
}
