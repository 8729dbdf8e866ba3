//! Ratings by their definitions: conflicts and supports over every subset of the claims.

use super::oracle::{By, Oracle, sentences};
use super::{generate, small};
use std::collections::{BTreeMap, BTreeSet};
use strat::internals::model::Model;
use strat::internals::model::statement::{Literal, SymbolId, Term};
use strat::internals::model::write::Variables;
use strat::internals::reason::{Contestable, Options, Session, weigh};
use strat::internals::theory::View;
use strat::report::{Command, Diagnosticity, Rating, SupportKind, Weighing};
use strat::source::Span;

/// What stands in a row of the table: where it is written, what it says, and its ratings.
type Row = (Option<Span>, String, Vec<Rating>);

/// What ratings are told from, by its definition.
fn asked(model: &Model) -> Vec<Literal> {
    let mut asked = sentences(model);
    let first = asked[0].clone();
    for name in ["suggests", "nondiagnostic"] {
        for sign in SIGNS {
            for hypothesis in model.hypotheses.keys() {
                let terms = vec![Term::Symbol(model.names[sign]), Term::Symbol(*hypothesis)];
                let relation = model.find_relation(name).unwrap();
                asked.push(Literal { relation, terms, ..first.clone() });
            }
        }
    }
    asked
}

const SIGNS: [&str; 4] = ["p0", "p1", "p2", "p3"];

impl Oracle<'_> {
    /// Whether a set of the pool makes a sentence hold.
    fn says(&self, set: u32, sentence: &str) -> bool {
        let at = self.asked.iter().position(|(_, text)| text == sentence);
        self.holds(set, at.unwrap_or_else(|| panic!("`{sentence}` is not asked about")))
    }

    /// The bit of a hypothesis that is among the claims.
    fn bit(&self, symbol: SymbolId) -> Option<u32> {
        self.pool.iter().position(|one| *one == Contestable::Hypothesis(symbol)).map(|at| 1 << at)
    }

    /// Whether a set of the pool is contradictory, with or without a hypothesis that may not be in it.
    fn clashes(&self, set: u32, symbol: SymbolId, tried: bool) -> bool {
        match self.bit(symbol) {
            Some(bit) => self.subsets[&(if tried { set | bit } else { set & !bit }, None)].contradictory,
            None => self.subsets[&(set, tried.then_some(symbol))].contradictory,
        }
    }

    /// The smallest sets that cannot be believed together with a hypothesis, whatever else is, and of which
    /// neither they without it nor a part of them with it is like that.
    fn against(&self, symbol: SymbolId) -> Vec<u32> {
        let others = self.full() & !self.bit(symbol).unwrap_or_default();
        let sets: Vec<u32> = self.all().filter(|set| set & !others == 0).collect();
        let above = |set: u32| sets.iter().copied().filter(move |other| other & set == set);
        let with = |set: u32| above(set).all(|other| self.clashes(other, symbol, true));
        let without = |set: u32| with(set) && above(set).all(|other| self.clashes(other, symbol, false));
        let found: Vec<u32> = sets.iter().copied().filter(|set| with(*set)).collect();
        let minimal = |set: &u32| {
            found.iter().all(|other| other == set || other & set != *other)
                && !sets.iter().any(|other| other & set == *other && without(*other))
        };
        found.iter().copied().filter(minimal).collect()
    }

    /// What the claim at a position says of a hypothesis.
    fn rating(&self, at: usize, symbol: SymbolId, against: &[u32]) -> Rating {
        let bit = 1 << at;
        if against.contains(&bit) {
            return Rating::Excludes;
        }
        if against.iter().any(|set| set & bit != 0) {
            return Rating::Against;
        }
        // There are claims to which it has to be added for the hypothesis to hold.
        let sentence = format!("{} holds", self.model.name(symbol));
        let claims = self.full() & !self.hypotheses();
        let turns =
            |set: u32| set & !claims == 0 && !self.says(set, &sentence) && self.says(set | bit, &sentence);
        if self.all().any(turns) { Rating::Supports } else { Rating::Silent }
    }

    fn row(&self, at: usize) -> (Option<Span>, String) {
        match &self.pool[at] {
            Contestable::Claim(id) | Contestable::Row(id, _) => {
                let statement = self.model.statement(*id).unwrap();
                let said = self.model.write(&statement.heads[0], Variables::Anonymous);
                (Some(statement.span), said)
            }
            Contestable::Application(application) => {
                (Some(self.model.statement(application.statement).unwrap().span), String::new())
            }
            Contestable::Hypothesis(symbol) => (None, format!("{} holds", self.model.name(*symbol))),
        }
    }
}

/// A hypothesis that can be supposed; of others only what follows from what is rated.
fn supposable(model: &Model, symbol: SymbolId) -> bool {
    model.hypotheses[&symbol].suppositions.is_some()
}

fn told(one: &Weighing) -> BTreeSet<Row> {
    // What is given is in no conflict of claims.
    let claims =
        |evidence: &&strat::report::Evidence| !evidence.given && evidence.support.kind != SupportKind::Signal;
    let rows = one.evidence.iter().filter(claims);
    rows.map(|evidence| {
        let said = match evidence.support.kind {
            SupportKind::Statement => evidence.support.sentence.clone(),
            SupportKind::Application | SupportKind::Signal => String::new(),
        };
        (evidence.support.place.as_ref().map(|place| place.span), said, evidence.ratings.clone())
    })
    .collect()
}

/// The signals of a question, as the text states them.
fn signs(model: &Model, oracle: &Oracle<'_>, hypotheses: &[SymbolId]) -> BTreeMap<String, Vec<Rating>> {
    let full = oracle.full() & !oracle.hypotheses();
    let mut found = BTreeMap::new();
    for sign in SIGNS {
        let seen = oracle.says(full, &format!("{sign} holds"))
            && !oracle.says(full, &format!("{sign} does not hold"));
        let rating = |symbol: &SymbolId| {
            let name = model.name(*symbol);
            match (
                oracle.says(full, &format!("{sign} suggests {name}")),
                oracle.says(full, &format!("{sign} tells nothing about {name}")),
            ) {
                (true, true) => Rating::Nothing,
                (true, false) => Rating::Suggests,
                (false, _) => Rating::Silent,
            }
        };
        let ratings: Vec<Rating> = hypotheses.iter().map(rating).collect();
        if seen && ratings.iter().any(|rating| *rating != Rating::Silent) {
            found.insert(sign.to_owned(), ratings);
        }
    }
    found
}

fn diagnosticity(ratings: &[Rating]) -> Diagnosticity {
    let said: BTreeSet<Rating> =
        ratings.iter().map(|one| if *one == Rating::Nothing { Rating::Silent } else { *one }).collect();
    if said.len() == 1 { Diagnosticity::TellsNothing } else { Diagnosticity::Tells }
}

/// What was rated in an analysis.
#[derive(Default)]
struct Seen {
    analyses: usize,
    ratings: BTreeMap<&'static str, usize>,
}

fn agree(seed: u64, seen: &mut Seen) {
    let text = generate::weighed(seed, 1 + (seed % 4) as usize);
    let model = small(&text);
    if model.questions.is_empty() || !model.hypotheses.keys().all(|symbol| supposable(&model, *symbol)) {
        return;
    }
    let view = View::default();
    let Some(oracle) = Oracle::new(&model, &view, asked(&model), &By::Theory) else { return };
    let mut session = Session::new(&model, Command::Weigh, Vec::new(), Options::default());
    let all = weigh(&mut session, None).map_err(|stop| stop.0).unwrap();
    seen.analyses += 1;
    for (one, question) in all.iter().zip(&model.questions) {
        let against: Vec<Vec<u32>> =
            question.hypotheses.iter().map(|symbol| oracle.against(*symbol)).collect();
        let mut expected: BTreeSet<Row> = BTreeSet::new();
        for at in 0..oracle.pool.len() {
            if matches!(oracle.pool[at], Contestable::Hypothesis(symbol) if question.hypotheses.contains(&symbol))
            {
                continue;
            }
            let ratings: Vec<Rating> = question
                .hypotheses
                .iter()
                .zip(&against)
                .map(|(symbol, against)| oracle.rating(at, *symbol, against))
                .collect();
            if ratings.iter().any(|rating| *rating != Rating::Silent) {
                let (place, said) = oracle.row(at);
                expected.insert((place, said, ratings));
            }
        }
        assert_eq!(told(one), expected, "ratings of seed {seed}\n{text}");
        let signals: BTreeMap<String, Vec<Rating>> = one
            .evidence
            .iter()
            .filter(|evidence| evidence.support.kind == SupportKind::Signal)
            .map(|evidence| (evidence.support.sentence.clone(), evidence.ratings.clone()))
            .collect();
        assert_eq!(signals, signs(&model, &oracle, &question.hypotheses), "signals of seed {seed}\n{text}");
        for evidence in &one.evidence {
            assert_eq!(evidence.diagnosticity, diagnosticity(&evidence.ratings), "seed {seed}\n{text}");
            for rating in &evidence.ratings {
                *seen.ratings.entry(rating.word()).or_default() += 1;
            }
        }
        // What tells hypotheses apart comes first, each kind in the order in which it is written.
        let order: Vec<_> = one
            .evidence
            .iter()
            .map(|evidence| (evidence.diagnosticity, evidence.support.place.clone()))
            .collect();
        assert!(order.is_sorted(), "order of seed {seed}\n{text}");
    }
}

/// `STRAT_ORACLE=5000` looks at so many analyses.
#[test]
fn ratings_agree_with_their_definitions() {
    let count = std::env::var("STRAT_ORACLE").ok().and_then(|count| count.parse().ok()).unwrap_or(450);
    let mut seen = Seen::default();
    for seed in 0..count {
        agree(seed, &mut seen);
    }
    assert!(seen.analyses * 3 > count as usize * 2, "only {} of {count} could be compared", seen.analyses);
    for rating in ["excludes", "against", "silent", "nothing", "suggests", "supports"] {
        assert!(seen.ratings.contains_key(rating), "nothing was rated `{rating}`: {:?}", seen.ratings);
    }
}
