//! Likelihoods of small random analyses by their definition: the theory is evaluated anew in every world,
//! and a dense linear programme ranges over all of these.

use super::generate::Dice;
use super::small;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome};
use std::collections::BTreeSet;
use strat::internals::engine::Budget;
use strat::internals::model::Model;
use strat::internals::model::statement::{Literal, StatementId, SymbolId, Term};
use strat::internals::reason::{Options, Session};
use strat::internals::syntax::ast::Sign;
use strat::internals::theory::{Application, Applications, Lowered, Threshold, View};
use strat::report::{Command, Likelihood, Width};

const HEDGES: [(&str, f64, f64); 8] = [
    ("60%", 0.6, 0.6),
    ("10%", 0.1, 0.1),
    ("very unlikely", 0.05, 0.2),
    ("unlikely", 0.2, 0.45),
    ("roughly even chance", 0.45, 0.55),
    ("likely", 0.55, 0.8),
    ("very likely", 0.8, 0.95),
    ("almost certain", 0.95, 0.99),
];

/// A rule with a likelihood.
#[derive(Clone)]
pub(super) struct Hedged {
    pub(super) number: usize,
    head: String,
    positive: Vec<String>,
    negative: Vec<String>,
    low: f64,
    high: f64,
}

/// What is said, in the terms of the oracle.
#[derive(Default)]
pub(super) struct Said {
    pub(super) text: String,
    /// Sentences with their likelihood.
    pub(super) stated: Vec<(String, f64, f64)>,
    pub(super) rules: Vec<Hedged>,
    /// What cannot hold together.
    pub(super) impossible: Vec<(Vec<String>, Vec<String>)>,
    /// Whether a hypothesis has to hold.
    pub(super) exhaustive: bool,
    hypotheses: usize,
    /// What the hypotheses say, as it is written.
    pub(super) raised: Vec<String>,
}

fn literal(dice: &mut Dice) -> String {
    let not = if dice.chance(25) { "not " } else { "" };
    format!("{not}p{} holds", dice.roll(4))
}

/// A sentence as it is printed.
pub(super) fn printed(literal: &str) -> String {
    match literal.strip_prefix("not ") {
        Some(rest) => rest.replace(" holds", " does not hold"),
        None => literal.to_owned(),
    }
}

fn body(dice: &mut Dice) -> (Vec<String>, Vec<String>, String) {
    let mut positive = vec![literal(dice)];
    if dice.chance(40) {
        positive.push(literal(dice));
    }
    let mut negative = Vec::new();
    if dice.chance(30) {
        negative.push(literal(dice));
    }
    let unless: Vec<String> = negative.iter().map(|one| format!(" unless {one}")).collect();
    let text = format!("{}{}", positive.join(" and "), unless.concat());
    (positive, negative, text)
}

pub(super) fn generate(seed: u64) -> Said {
    let mut dice = Dice::new(seed);
    let mut said = Said::default();
    let mut text = String::from("proposition p0, p1, p2 and p3.\nsource ann and bob.\n");
    let hedge = |dice: &mut Dice| HEDGES[dice.roll(HEDGES.len())];
    let source = |dice: &mut Dice| dice.one(&["ann", "bob"]).to_owned();
    for _ in 0..1 + dice.roll(4) {
        let (sentence, (word, low, high)) = (literal(&mut dice), hedge(&mut dice));
        text.push_str(&format!("{sentence}, {word}, according to {}.\n", source(&mut dice)));
        said.stated.push((printed(&sentence), low, high));
    }
    if dice.chance(40) {
        text.push_str(&format!("{}, according to {}.\n", literal(&mut dice), source(&mut dice)));
    }
    said.hypotheses = [0, 0, 2][dice.roll(3)];
    if said.hypotheses > 0 {
        said.exhaustive = dice.chance(60);
        let open = if said.exhaustive { "" } else { " open" };
        text.push_str(&format!("question q \"?\"{open} {{\n"));
        for number in 0..said.hypotheses {
            let formula = literal(&mut dice);
            said.raised.push(formula.clone());
            let mut hedged = String::new();
            if dice.chance(60) {
                let (word, low, high) = hedge(&mut dice);
                hedged = format!(", {word}");
                said.stated.push((format!("h{number} holds"), low, high));
            }
            text.push_str(&format!("  hypothesis h{number} \"h\"{hedged}: {formula}.\n"));
        }
        text.push_str("}\n");
    }
    for number in 0..1 + dice.roll(3) {
        let (head, (positive, negative, body)) = (literal(&mut dice), body(&mut dice));
        if dice.chance(40) {
            let (word, low, high) = hedge(&mut dice);
            text.push_str(&format!("rule r{number}, {word}, according to ann: {head} if {body}.\n"));
            said.rules.push(Hedged { number, head, positive, negative, low, high });
        } else {
            text.push_str(&format!("rule r{number}: {head} if {body}.\n"));
        }
    }
    if dice.chance(30) {
        let (positive, negative, body) = body(&mut dice);
        text.push_str(&format!("impossible i: {body}.\n"));
        said.impossible.push((positive, negative));
    }
    said.text = text;
    said
}

/// Whether the condition of a rule with a likelihood may rest on what the rule concludes, or can never be met.
pub(super) fn is_recursive(said: &Said) -> bool {
    let mut needs: Vec<(String, Vec<String>)> = Vec::new();
    for line in said.text.lines().filter(|line| line.starts_with("rule ")) {
        let (_, rule) = line.trim_end_matches('.').split_once(": ").unwrap();
        let (head, body) = rule.split_once(" if ").unwrap();
        let body = body.replace(" unless ", " and ");
        needs.push((head.to_owned(), body.split(" and ").map(str::to_owned).collect()));
    }
    said.rules.iter().any(|rule| {
        if rule.positive.iter().any(|one| rule.negative.contains(one)) {
            return true;
        }
        let mut open: Vec<&String> = rule.positive.iter().chain(&rule.negative).collect();
        let mut seen = BTreeSet::new();
        while let Some(literal) = open.pop() {
            if seen.insert(literal) {
                open.extend(needs.iter().filter(|(head, _)| head == literal).flat_map(|(_, body)| body));
            }
        }
        seen.contains(&rule.head)
    })
}

#[derive(Clone)]
pub(super) struct World {
    pub(super) holds: BTreeSet<String>,
    /// What does not fail: what holds, and what is neither true nor false.
    pub(super) possible: BTreeSet<String>,
    applied: BTreeSet<usize>,
    /// The claims that are true, of those that are chosen.
    pub(super) chosen: BTreeSet<Claim>,
}

/// What a world is a choice of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    Statement(StatementId),
    Hypothesis(SymbolId),
}

/// Whether claims without a likelihood may be false too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flat {
    Believed,
    Free,
}

/// Whether what a rule with a likelihood concludes may hold for a reason that nobody gives, where none of these rules
/// speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsaid {
    Possible,
    Excluded,
}

/// All worlds that nothing excludes; `None` where there are too many to look at.
pub(super) fn worlds(text: &str, said: &Said, flat: Flat, unsaid: Unsaid, most: usize) -> Option<Vec<World>> {
    let model = small(text);
    if unsaid == Unsaid::Excluded || said.rules.is_empty() {
        let all = enumerated(&model, said, flat, most)?;
        return Some(all.into_iter().filter(|world| !is_impossible(said, world)).collect());
    }
    // Each such reason is a further claim, of the conclusions of rules that apply in some world.
    let plain = enumerated(&model, said, flat, most)?;
    let speaks = |rule: &Hedged, world: &World| met(world, &rule.positive, &rule.negative);
    let mut text = text.to_owned();
    let mut unsaid: Vec<&str> = Vec::new();
    for rule in &said.rules {
        if !unsaid.contains(&rule.head.as_str()) && plain.iter().any(|world| speaks(rule, world)) {
            text.push_str(&format!("{}, possible, according to ann.\n", rule.head));
            unsaid.push(&rule.head);
        }
    }
    let model = small(&text);
    let all: Vec<StatementId> = model.statements().map(|(id, _)| id).collect();
    let reasons = &all[all.len() - unsaid.len()..];
    let mut worlds = enumerated(&model, said, flat, most)?;
    worlds.retain(|world| {
        let spoken = |head: &str| said.rules.iter().any(|rule| rule.head == head && speaks(rule, world));
        let true_reasons =
            unsaid.iter().zip(reasons).filter(|(_, id)| world.chosen.contains(&Claim::Statement(**id)));
        !is_impossible(said, world) && !true_reasons.into_iter().any(|(head, _)| spoken(head))
    });
    Some(worlds)
}

/// Whether a world is ruled out.
fn is_impossible(said: &Said, world: &World) -> bool {
    let denied = (0..4).any(|at| {
        world.holds.contains(&format!("p{at} holds")) && world.holds.contains(&format!("p{at} does not hold"))
    });
    let impossible = said.impossible.iter().any(|(positive, negative)| met(world, positive, negative));
    let hold = (0..said.hypotheses).filter(|at| world.holds.contains(&format!("h{at} holds"))).count();
    denied || impossible || hold > 1 || (hold == 0 && said.exhaustive)
}

/// All worlds, those that are ruled out among them; `None` where there are too many to look at.
fn enumerated(model: &Model, said: &Said, flat: Flat, most: usize) -> Option<Vec<World>> {
    let rule = |statement: &strat::internals::model::statement::Statement| -> Option<usize> {
        let number =
            said.rules.iter().map(|rule| rule.number).find(|number| statement.name == format!("r{number}"));
        number.filter(|_| !statement.attribution.sources.is_empty())
    };
    let hedged: Vec<StatementId> = model
        .statements()
        .filter(|(id, statement)| {
            let attribution = &statement.attribution;
            let unhedged = flat == Flat::Free && !attribution.sources.is_empty();
            model.is_own(*id) && (attribution.likelihood.is_some() || unhedged)
        })
        .map(|(id, _)| id)
        .collect();
    let raised: Vec<SymbolId> = model.hypotheses.keys().copied().collect();
    let count = hedged.len() + raised.len();
    if count > most {
        return None;
    }
    let mut found = Vec::new();
    let lowered = Lowered::new(model);
    for bits in 0..1_u32 << count {
        let mut view = View { threshold: Threshold::Any, played: true, ..View::default() };
        let mut withheld = BTreeSet::new();
        let mut applied = BTreeSet::new();
        let mut chosen = BTreeSet::new();
        for (at, id) in hedged.iter().enumerate() {
            let (believed, statement) = (bits >> at & 1 == 1, model.statement(*id).unwrap());
            if believed {
                chosen.insert(Claim::Statement(*id));
            }
            match (rule(statement), believed) {
                (Some(number), true) => {
                    applied.insert(number);
                }
                (Some(_), false) => {
                    withheld.insert(Application { statement: *id, terms: Vec::new() });
                }
                (None, false) => {
                    view.disbelieved.insert(*id);
                }
                (None, true) => {}
            }
        }
        for (at, symbol) in raised.iter().enumerate() {
            if bits >> (hedged.len() + at) & 1 == 1 {
                view.claimed.push(*symbol);
                chosen.insert(Claim::Hypothesis(*symbol));
            }
        }
        view.applications = Applications::Apart(withheld);
        let evaluated = lowered.theory(model, &view, &[]).value.evaluate(&Budget::default()).ok()?;
        let holds: BTreeSet<String> = evaluated
            .sentences()
            .filter_map(|(relation, row)| {
                evaluated.sentence(model, relation, evaluated.database.row(relation, row)?)
            })
            .collect();
        let mut possible = holds.clone();
        for relation in
            (0..).map(strat::internals::engine::RelationId).take_while(|at| evaluated.role(*at).is_some())
        {
            for row in evaluated.database.undefined(relation) {
                possible.extend(evaluated.sentence(model, relation, row));
            }
        }
        found.push(World { holds, possible, applied, chosen });
    }
    Some(found)
}

fn met(world: &World, positive: &[String], negative: &[String]) -> bool {
    positive.iter().all(|one| world.holds.contains(&printed(one)))
        && !negative.iter().any(|one| world.holds.contains(&printed(one)))
}

/// The ends of the interval of a sentence; `None` where no distribution satisfies what is said.
pub(super) fn dense(worlds: &[World], said: &Said, sentence: &str) -> Option<(f64, f64)> {
    let end = |direction| {
        let mut dense = Problem::new(direction);
        let truth = |holds: bool| f64::from(u8::from(holds));
        let variables: Vec<_> = worlds
            .iter()
            .map(|world| dense.add_var(truth(world.holds.contains(sentence)), (0.0, f64::INFINITY)))
            .collect();
        dense.add_constraint(variables.iter().map(|variable| (*variable, 1.0)), ComparisonOp::Eq, 1.0);
        let mut demand = |value: &dyn Fn(&World, f64) -> f64, low: f64, high: f64| {
            for (end, operator) in [(low, ComparisonOp::Ge), (high, ComparisonOp::Le)] {
                let row: Vec<_> = variables
                    .iter()
                    .zip(worlds)
                    .map(|(variable, world)| (*variable, value(world, end)))
                    .collect();
                dense.add_constraint(row, operator, 0.0);
            }
        };
        for (sentence, low, high) in &said.stated {
            demand(&|world, end| truth(world.holds.contains(sentence)) - end, *low, *high);
        }
        for Hedged { number, head: _, positive, negative, low, high } in &said.rules {
            let value = |world: &World, end: f64| {
                let body = met(world, positive, negative);
                truth(body && world.applied.contains(number)) - end * truth(body)
            };
            demand(&value, *low, *high);
        }
        match dense.solve() {
            Ok(SolveOutcome::Solution(solution)) => Some(solution.objective()),
            Err(Error::Infeasible) => None,
            other => panic!("{other:?}"),
        }
    };
    Some((end(OptimizationDirection::Minimize)?, end(OptimizationDirection::Maximize)?))
}

pub(super) fn sentence(model: &Model, name: &str, sign: Sign) -> Literal {
    let relation = model.find_relation("holds").unwrap();
    let span = model.statements().last().unwrap().1.span;
    Literal { span, sign, relation, terms: vec![Term::Symbol(model.names[name])], on: None }
}

pub(super) fn agrees(found: &Option<Likelihood>, wanted: Option<(f64, f64)>) -> bool {
    match (found, wanted) {
        (Some(found), Some((low, high))) => {
            let (a, b) = (found.range.low().to_f64(), found.range.high().to_f64());
            found.sides.is_empty()
                && found.width == Width::Tightest
                && (a - low).abs() < 1e-9
                && (b - high).abs() < 1e-9
        }
        // What bears on the sentence may be fine although something else is not.
        (_, None) => true,
        (None, Some(_)) => false,
    }
}

/// Whether an interval holds another.
fn holds(found: &Option<Likelihood>, wanted: Option<(f64, f64)>) -> bool {
    let Some((found, (low, high))) = found.as_ref().zip(wanted) else { return false };
    found.width == Width::AtMost
        && found.range.low().to_f64() <= low + 1e-9
        && found.range.high().to_f64() >= high - 1e-9
}

#[test]
fn likelihoods_are_those_of_all_worlds() {
    let (mut coherent, mut incoherent) = (0, 0);
    for seed in 0..600 {
        let said = generate(seed);
        if is_recursive(&said) {
            continue;
        }
        let model = small(&said.text);
        let Some(worlds) = worlds(&said.text, &said, Flat::Believed, Unsaid::Possible, 9) else { continue };
        if worlds.is_empty() {
            continue;
        }
        let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
        for name in ["p0", "p1", "p2", "p3"] {
            for (sign, text) in
                [(Sign::Positive, format!("{name} holds")), (Sign::Negative, format!("{name} does not hold"))]
            {
                let wanted = dense(&worlds, &said, &text);
                let found =
                    session.likelihood_of(&sentence(&model, name, sign)).map_err(|stop| stop.0).unwrap();
                let denies = said.text.contains("unless");
                assert!(
                    agrees(&found, wanted) || denies && holds(&found, wanted),
                    "{seed}: {text}: {found:?} for {wanted:?}\n{}",
                    said.text
                );
            }
        }
        session.check().map_err(|stop| stop.0).unwrap();
        let told = session.report.diagnostics.iter().any(|diagnostic| {
            ["S0511", "S0512", "S0501", "S0502", "S0504"].contains(&diagnostic.code.number())
        });
        match dense(&worlds, &said, "p0 holds") {
            Some(_) => {
                coherent += 1;
                let wrong = session
                    .report
                    .diagnostics
                    .iter()
                    .find(|diagnostic| ["S0511", "S0512"].contains(&diagnostic.code.number()));
                assert!(wrong.is_none(), "{seed}: {wrong:?}\n{}", said.text);
            }
            None => {
                incoherent += 1;
                assert!(told, "{seed}: nothing is told\n{}", said.text);
            }
        }
    }
    assert!(coherent > 50 && incoherent > 50, "{coherent} {incoherent}");
}
