//! What the councils of an analysis come to: their rules as simple games, and who has how much power.
//!
//! The rule is read off the view: what counts towards which requirement, and how much that takes, are
//! sentences that may rest on anything. Invariant: a power is a measure and never a sentence.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::statement::{RelationId, SymbolId, Term};
use crate::model::value::{Number, Value};
use crate::model::write::Variables;
use crate::reason::{Session, Stop};
use crate::report::{Asked, Council, Seat, SeatPower, Smallest, VoteState};
use crate::source::Span;
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use crate::voting::{Power, Requirement, Rule, measure};
use std::collections::BTreeMap;

/// The most sets of one size that are looked through for the smallest ones.
const SETS: u64 = 400_000;

/// The most sets that are shown.
const SHOWN: usize = 6;

/// The councils of the view: all of them, or those of a group, or its decisions on one subject.
///
/// # Errors
/// A limit was reached.
pub fn councils(
    session: &mut Session<'_>,
    group: Option<&str>,
    subject: Option<&str>,
) -> Result<Vec<Council>, Stop> {
    let view = session.options.view.clone();
    let evaluated = session.look(&view, None, &[])?.evaluated;
    let reading = Reading { model: session.model, evaluated: &evaluated };
    let mut all = Vec::new();
    // Of the actions under a matter, those on which somebody has voted.
    let votes: Vec<Vec<Term>> =
        [reading.rows(reading.model.known.votes_for), reading.rows(reading.model.known.votes_against)]
            .concat();
    let decided = reading.rows(reading.model.known.decides_by);
    let voted = |row: &[Term]| votes.iter().any(|vote| vote.get(1) == row.get(1));
    for row in reading.rows(reading.model.known.settled_by) {
        if !decided.contains(&row) && !voted(&row) && subject.is_none() {
            continue;
        }
        let [who, what, rule] = row.as_slice() else { continue };
        let (who, what, rule) = (reading.say(who), reading.say(what), reading.say(rule));
        let wanted = |asked: Option<&str>, name: &str| asked.is_none_or(|asked| asked == name);
        if !wanted(group, &who) || !wanted(subject, &what) {
            continue;
        }
        let (council, wrong) = reading.council(&row, (&who, &what, &rule));
        all.extend(council);
        session.report_once(&wrong);
    }
    Ok(all)
}

impl Session<'_> {
    /// Reports voting rules that cannot be used: weights that are negative or not one number, more asked
    /// for than there is.
    pub(super) fn voting(&mut self, evaluated: &Evaluated) {
        let reading = Reading { model: self.model, evaluated };
        let mut wrong = Vec::new();
        for row in reading.rows(reading.model.known.decides_by) {
            wrong.extend(reading.read(&row).1);
        }
        self.report_once(&wrong);
    }
}

/// The members of a group and the rule by which it decides on something, if it has one that can be used.
pub(super) fn deciding(
    model: &Model,
    evaluated: &Evaluated,
    group: SymbolId,
    subject: SymbolId,
) -> Option<(Vec<SymbolId>, Rule)> {
    let reading = Reading { model, evaluated };
    let wanted = [Term::Symbol(group), Term::Symbol(subject)];
    let row = reading.rows(model.known.settled_by).into_iter().find(|row| row.starts_with(&wanted))?;
    let read = reading.read(&row).0?;
    Some((read.members, read.rule))
}

/// An evaluated view, as far as it speaks of councils.
struct Reading<'a> {
    model: &'a Model,
    evaluated: &'a Evaluated,
}

/// A rule with what its parts are called.
struct Read {
    members: Vec<SymbolId>,
    rule: Rule,
    asked: Vec<Vec<Asked>>,
    weights: Vec<Vec<String>>,
}

impl Reading<'_> {
    /// The rows of a relation of the doctrine.
    fn rows(&self, relation: Option<RelationId>) -> Vec<Vec<Term>> {
        let Some(relation) = relation else { return Vec::new() };
        let Some(engine) = self.evaluated.relation(relation, Sign::Positive) else { return Vec::new() };
        let rows = self.evaluated.database.rows(engine);
        let terms =
            rows.map(|(_, row)| row.iter().filter_map(|one| self.evaluated.values.back(*one)).collect());
        let mut rows: Vec<Vec<Term>> = terms.collect();
        rows.sort();
        rows
    }

    fn say(&self, term: &Term) -> String {
        self.model.write_term(term, &[], Variables::Anonymous)
    }

    /// Where the rule of a group for a subject is stated.
    fn place(&self, row: &[Term]) -> Option<Span> {
        let relation = self.model.known.decides_by?;
        let says = |head: &crate::model::statement::Literal| {
            head.relation == relation && head.terms.first() == row.first() && head.terms.last() == row.last()
        };
        self.model.statements().find(|(_, one)| one.heads.iter().any(says)).map(|(_, one)| one.span)
    }

    fn read(&self, row: &[Term]) -> (Option<Read>, Vec<Diagnostic>) {
        let [group, _, rule] = row else { return (None, Vec::new()) };
        let place = self.place(row);
        let mut wrong: Vec<Diagnostic> = Vec::new();
        let mut complain = |message: String, help: &str| {
            let mut diagnostic = Diagnostic::new(Code::VotingRule, message).help(help);
            if let Some(place) = place {
                diagnostic = diagnostic.label(place, "in this rule");
            }
            wrong.push(diagnostic);
        };
        let mut counts: BTreeMap<Term, BTreeMap<SymbolId, Vec<Number>>> = BTreeMap::new();
        let mut crooked = Vec::new();
        for row in self.rows(self.model.known.vote_weight) {
            let [Term::Symbol(member), much, requirement] = row.as_slice() else { continue };
            match number(self.model, much) {
                Some(number) => {
                    counts.entry(requirement.clone()).or_default().entry(*member).or_default().push(number);
                }
                None => crooked.push((*member, requirement.clone(), self.say(much))),
            }
        }
        let table = |relation: Option<RelationId>| -> BTreeMap<Term, Term> {
            self.rows(relation)
                .into_iter()
                .filter_map(|row| <[Term; 2]>::try_from(row).ok())
                .map(|[q, n]| (q, n))
                .collect()
        };
        let (takes, takes_more, out_of) = (
            table(self.model.known.vote_quota),
            table(self.model.known.vote_quota_above),
            table(self.model.known.vote_total),
        );
        let asks: Vec<[Term; 2]> = self
            .rows(self.model.known.way_asks_for)
            .into_iter()
            .filter_map(|row| row.try_into().ok())
            .collect();
        let mut ways: Vec<Vec<Term>> = Vec::new();
        for row in self.rows(self.model.known.way_to_carry) {
            let [way, of, by] = row.as_slice() else { continue };
            if of == rule && by == group {
                ways.push(
                    asks.iter().filter(|[one, _]| one == way).map(|[_, asked]| asked.clone()).collect(),
                );
            }
        }
        let mut members: Vec<SymbolId> = Vec::new();
        for asked in ways.iter().flatten() {
            members.extend(counts.get(asked).into_iter().flat_map(|all| all.keys()));
            for (member, requirement, much) in &crooked {
                if requirement == asked {
                    complain(
                        format!("`{}` counts {much}, which is no exact number", self.model.name(*member)),
                        "say exactly how much a vote counts",
                    );
                }
            }
        }
        members.sort_unstable();
        members.dedup();
        let mut made = Read { members, rule: Rule::default(), asked: Vec::new(), weights: Vec::new() };
        made.rule.members = made.members.len();
        made.weights = vec![Vec::new(); made.members.len()];
        for way in &ways {
            let (mut requirements, mut told) = (Vec::new(), Vec::new());
            for asked in way {
                let (quota, strict) = match (takes.get(asked), takes_more.get(asked)) {
                    (Some(quota), _) => (number(self.model, quota), false),
                    (None, quota) => (quota.and_then(|quota| number(self.model, quota)), true),
                };
                let whole =
                    out_of.get(asked).and_then(|whole| number(self.model, whole)).unwrap_or(Number::ZERO);
                let Some(quota) = quota else { continue };
                let none = BTreeMap::new();
                let own = counts.get(asked).unwrap_or(&none);
                let mut weights = Vec::new();
                for (at, member) in made.members.iter().enumerate() {
                    let said = own.get(member).map(Vec::as_slice).unwrap_or_default();
                    let weight = said.first().cloned().unwrap_or(Number::ZERO);
                    let name = self.model.name(*member);
                    if said.len() > 1 {
                        complain(
                            format!(
                                "`{name}` counts both {} and {weight} for one rule",
                                said.last().unwrap_or(&weight)
                            ),
                            "say how much a vote counts once: declare the relation `functional`",
                        );
                    }
                    if weight.is_negative() {
                        complain(
                            format!("the vote of `{name}` counts {weight}, less than nothing"),
                            "a weight is 0 or more",
                        );
                    }
                    if let Some(slot) = made.weights.get_mut(at) {
                        slot.push(weight.to_string());
                    }
                    weights.push(weight);
                }
                if quota > whole || strict && quota >= whole {
                    complain(
                        format!("{} takes more than there is: {quota} of {whole}", self.say(asked)),
                        "nothing could ever be carried: lower what the rule takes, or say who else has a vote",
                    );
                }
                match scaled(&weights, &quota, strict) {
                    Some(requirement) => requirements.push(requirement),
                    None => complain(
                        format!("the weights of {} are too fine to be counted", self.say(asked)),
                        "round them to fewer digits",
                    ),
                }
                let more = if strict { "more than" } else { "at least" };
                told.push(Asked {
                    name: self.say(asked).trim_matches('"').to_owned(),
                    takes: format!("{more} {quota}"),
                    out_of: whole.to_string(),
                });
            }
            made.rule.ways.push(requirements);
            made.asked.push(told);
        }
        (wrong.is_empty().then_some(made), wrong)
    }

    fn council(
        &self,
        row: &[Term],
        (who, what, rule): (&str, &str, &str),
    ) -> (Option<Council>, Vec<Diagnostic>) {
        let (read, mut wrong) = self.read(row);
        let Some(read) = read else { return (None, wrong) };
        let power = match measure(&read.rule) {
            Ok(power) => Some(power),
            Err(_) => {
                wrong.push(
                    Diagnostic::new(
                        Code::LimitReached,
                        format!("the coalitions of `{who}` are too many to be counted"),
                    )
                    .help("round the weights, so that more members count the same"),
                );
                None
            }
        };
        let votes = |relation: Option<RelationId>| -> Vec<SymbolId> {
            let rows = self.rows(relation).into_iter().filter_map(|row| match row.as_slice() {
                [Term::Symbol(member), about] if row_subject(about, what, self.model) => Some(*member),
                _ => None,
            });
            rows.collect()
        };
        let (yes, no) = (votes(self.model.known.votes_for), votes(self.model.known.votes_against));
        let name = |member: &SymbolId| self.model.write_symbol(*member);
        let wins = |inside: &dyn Fn(usize) -> bool| read.rule.carried_by(inside);
        let at = |test: &dyn Fn(usize) -> bool| -> Vec<String> {
            let chosen = read.members.iter().enumerate().filter(|(at, _)| test(*at));
            chosen.map(|(_, member)| name(member)).collect()
        };
        let holds = |list: &[SymbolId], at: usize| read.members.get(at).is_some_and(|one| list.contains(one));
        let state = if yes.is_empty() && no.is_empty() {
            None
        } else if wins(&|at| holds(&yes, at)) {
            Some(VoteState::Carried)
        } else if !wins(&|at| !holds(&no, at)) {
            Some(VoteState::Blocked)
        } else {
            Some(VoteState::Open)
        };
        let open: Vec<usize> =
            (0..read.members.len()).filter(|at| !holds(&yes, *at) && !holds(&no, *at)).collect();
        let everybody: Vec<usize> = (0..read.members.len()).collect();
        let blockers = smallest(&everybody, &|set| !wins(&|at| !set.contains(&at)));
        let carriers = match state {
            Some(VoteState::Carried | VoteState::Blocked) => Vec::new(),
            Some(VoteState::Open) => smallest(&open, &|set| wins(&|at| holds(&yes, at) || set.contains(&at))),
            None => smallest(&everybody, &|set| wins(&|at| set.contains(&at))),
        };
        let sets = |all: Vec<Vec<usize>>| Smallest {
            number: all.len() as u64,
            sets: all
                .iter()
                .take(SHOWN)
                .map(|set| set.iter().filter_map(|at| read.members.get(*at)).map(name).collect())
                .collect(),
        };
        let dummies = at(&|at| power.as_ref().is_some_and(|power| idle(power, at)));
        let group = match row.first() {
            Some(Term::Symbol(symbol)) => self.model.symbol(*symbol).and_then(|one| one.gloss.as_ref()),
            _ => None,
        };
        let seats = read.members.iter().enumerate().map(|(at, member)| Seat {
            name: name(member),
            weights: read.weights.get(at).cloned().unwrap_or_default(),
            vote: if yes.contains(member) { Some(true) } else { no.contains(member).then_some(false) },
            power: power.as_ref().and_then(|power| seat(power, at)),
        });
        let council = Council {
            group: who.to_owned(),
            gloss: group.map(ToString::to_string),
            subject: what.to_owned(),
            rule: rule.to_owned(),
            members: seats.collect(),
            vetoes: at(&|out| wins(&|_| true) && !wins(&|at| at != out)),
            alone: at(&|one| wins(&|at| at == one)),
            dummies,
            state,
            blockers: sets(blockers),
            carriers: sets(carriers),
            winning: power.as_ref().map(|power| power.winning.to_string()),
            smallest: power.as_ref().and_then(|power| power.smallest.as_ref()).map(ToString::to_string),
            blocking: power.as_ref().and_then(|power| power.blocking.as_ref()).map(ToString::to_string),
            ways: read.asked,
        };
        (Some(council), wrong)
    }
}

/// Whether a vote is one on the subject.
fn row_subject(about: &Term, subject: &str, model: &Model) -> bool {
    matches!(about, Term::Symbol(symbol) if model.name(*symbol) == subject)
}

fn idle(power: &Power, at: usize) -> bool {
    power.members.get(at).is_some_and(|member| member.swings.is_zero())
}

fn seat(power: &Power, at: usize) -> Option<SeatPower> {
    let member = power.members.get(at)?;
    let number = |ratio: &dashu_ratio::RBig| Number::from_ratio(ratio.clone());
    Some(SeatPower {
        swings: member.swings.to_string(),
        banzhaf: number(&member.banzhaf)?,
        absolute: number(&member.absolute)?,
        shapley: number(&member.shapley)?,
        johnston: member.johnston.as_ref().and_then(number),
        deegan: member.deegan.as_ref().and_then(number),
        holler: member.holler.as_ref().and_then(number),
    })
}

/// The exact number that a term stands for.
fn number(model: &Model, term: &Term) -> Option<Number> {
    match term {
        Term::Value(Value::Number(number)) => Some(number.clone()),
        Term::Value(Value::Quantity(quantity)) => {
            let number = quantity.amount.interval().point().cloned()?;
            // Amounts in related units are summed in the first unit of their family.
            let factor =
                quantity.unit.and_then(|unit| model.units.factor(unit, model.units.first_of_family(unit)?));
            factor.map_or(Some(number.clone()), |factor| number.multiply(&factor))
        }
        Term::Value(_) | Term::Symbol(_) | Term::Variable(_) => None,
    }
}

/// Weights and quota as whole numbers.
fn scaled(weights: &[Number], quota: &Number, strict: bool) -> Option<Requirement> {
    let mut scale = Number::ONE;
    for number in weights {
        let scaled = number.multiply(&scale)?;
        if !scaled.is_whole() {
            let below = dashu_ratio::RBig::from(scaled.ratio().denominator().clone());
            scale = scale.multiply(&Number::from_ratio(below)?)?;
        }
    }
    let whole = |number: &Number| number.to_i64().and_then(|number| u128::try_from(number).ok());
    let weights = weights.iter().map(|number| whole(&number.multiply(&scale)?)).collect::<Option<_>>()?;
    let quota = quota.multiply(&scale)?;
    let quota = if strict { whole(&quota.floor().add(&Number::ONE)?)? } else { whole(&quota.ceiling())? };
    Some(Requirement { weights, quota })
}

/// The sets of the smallest size that will do, as far as they can be gone through.
fn smallest(from: &[usize], will_do: &dyn Fn(&[usize]) -> bool) -> Vec<Vec<usize>> {
    if !will_do(from) {
        return Vec::new();
    }
    let mut tried = 0_u64;
    for size in 0..=from.len() {
        let mut found = Vec::new();
        let mut chosen: Vec<usize> = (0..size).collect();
        loop {
            tried += 1;
            if tried > SETS {
                return Vec::new();
            }
            let set: Vec<usize> = chosen.iter().filter_map(|at| from.get(*at)).copied().collect();
            if will_do(&set) {
                found.push(set);
            }
            // The next choice in order.
            let Some(at) = (0..size)
                .rev()
                .find(|at| chosen.get(*at).is_some_and(|place| *place < from.len() - (size - at)))
            else {
                break;
            };
            let next = chosen.get(at).map_or(0, |place| place + 1);
            for (step, slot) in chosen.iter_mut().skip(at).enumerate() {
                *slot = next + step;
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}
