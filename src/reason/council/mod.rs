//! What the councils of an analysis come to: their rules as simple games, and who has how much power.
//!
//! The rule is read off the view: what counts towards which requirement, and how much that takes, are
//! sentences that may rest on anything. Invariant: a power is a measure and never a sentence.

mod rule;
mod within;

pub(super) use rule::deciding;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::statement::{RelationId, SymbolId, Term};
use crate::model::value::Number;
use crate::reason::{Session, Stop};
use crate::report::{AnyOf, Council, Seat, SeatPower, Smallest, VoteState};
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use crate::voting::{Diagram, Power, TooLarge, fewest, measure, minimal};
use rule::{Read, Reading};

/// The most kinds of smallest sets that are shown.
const SHOWN: usize = 6;

/// The most kinds of sets with nobody to spare that are all shown, whatever their sizes.
const ALL_SHOWN: usize = 10;

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
        let (read, wrong) = reading.read(&row);
        session.report_once(&wrong);
        let Some(read) = read else { continue };
        let (council, wrong) = reading.council(&row, &read, (&who, &what, &rule));
        all.push(council);
        session.report_once(&wrong);
    }
    let settled = reading.rows(reading.model.known.settled_by);
    for row in reading.rows(reading.model.known.unanimity) {
        let [who, what] = row.as_slice() else { continue };
        let (name, about) = (reading.say(who), reading.say(what));
        let wanted = group.is_none_or(|asked| asked == name) && subject.is_none_or(|asked| asked == about);
        let known = settled.iter().any(|known| known.starts_with(&row));
        let Some(read) = reading.unanimous(who).filter(|_| wanted && !known) else { continue };
        let (council, wrong) = reading.council(&row, &read, (&name, &about, "unanimity"));
        all.push(council);
        session.report_once(&wrong);
    }
    Ok(all)
}

/// The votes that would carry something in a group, each with nobody to spare; none where they are too many or it is
/// carried already.
///
/// # Errors
/// A limit was reached.
pub(super) fn carrying(
    session: &mut Session<'_>,
    group: SymbolId,
    subject: SymbolId,
) -> Result<Vec<Vec<String>>, Stop> {
    let model = session.model;
    let Some(votes_for) = model.known.votes_for else { return Ok(Vec::new()) };
    let (group, subject) = (model.write_symbol(group), model.write_symbol(subject));
    let found = councils(session, Some(&group), Some(&subject))?;
    let carriers = found
        .into_iter()
        .filter(|council| council.carriers.whole && council.carriers.more == "0")
        .map(|council| council.carriers);
    let vote = |member: &String| model.fill(votes_for, Sign::Positive, &[member.clone(), subject.clone()]);
    Ok(carriers.flat_map(|all| all.sets).map(|set| set.iter().map(vote).collect()).collect())
}

impl Session<'_> {
    /// Reports voting rules that cannot be used: weights that are negative or not one number, more asked
    /// for than there is.
    pub(super) fn voting(&mut self, evaluated: &Evaluated) {
        let reading = Reading { model: self.model, evaluated };
        let mut wrong = Vec::new();
        for row in reading.rows(reading.model.known.decides_by) {
            wrong.extend(reading.read(&row).1);
            wrong.extend(reading.circle(&row));
        }
        self.report_once(&wrong);
    }
}

impl Reading<'_> {
    fn council(
        &self,
        row: &[Term],
        read: &Read,
        (who, what, rule): (&str, &str, &str),
    ) -> (Council, Vec<Diagnostic>) {
        let mut wrong = Vec::new();
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
        let (mut yes, mut no) = (votes(self.model.known.votes_for), votes(self.model.known.votes_against));
        if let [Term::Symbol(group), subject, ..] = row {
            self.vote_within(read, subject, (&mut yes, &mut no), &mut vec![*group]);
        }
        let name = |member: &SymbolId| self.model.write_symbol(*member);
        let wins = |inside: &dyn Fn(usize) -> bool| read.rule.carried_by(inside);
        let voted = read.once_against(&no);
        let at = |test: &dyn Fn(usize) -> bool| -> Vec<String> {
            let chosen = read.members.iter().enumerate().filter(|(at, _)| test(*at));
            chosen.map(|(_, member)| name(member)).collect()
        };
        let holds = |list: &[SymbolId], at: usize| read.members.get(at).is_some_and(|one| list.contains(one));
        let state = if yes.is_empty() && no.is_empty() {
            None
        } else if !yes.is_empty() && voted.carried_by(|at| holds(&yes, at)) {
            Some(VoteState::Carried)
        } else if !voted.carried_by(|at| !holds(&no, at)) {
            Some(VoteState::Blocked)
        } else {
            Some(VoteState::Open)
        };
        let everybody: Vec<usize> = (0..read.members.len()).collect();
        let (spoken, open): (Vec<usize>, Vec<usize>) =
            everybody.iter().copied().partition(|at| holds(&yes, *at) || holds(&no, *at));
        let all = |chosen: &[usize]| -> Vec<SymbolId> {
            chosen.iter().filter_map(|at| read.members.get(*at)).copied().collect()
        };
        let blockers = Diagram::new(&read.rule).and_then(|diagram| diagram.dual());
        let blockers = self
            .smallest(blockers, &all(&everybody))
            .of_all(power.as_ref().and_then(|one| one.blocking.as_ref()));
        let carriers = match state {
            Some(VoteState::Carried) => Smallest::default(),
            Some(VoteState::Blocked) => {
                let against: Vec<usize> = everybody.iter().copied().filter(|at| !holds(&yes, *at)).collect();
                let for_it: Vec<usize> = spoken.into_iter().filter(|at| holds(&yes, *at)).collect();
                let rule = read.once_against(&[]);
                self.smallest(Diagram::new(&rule.rest(&for_it, &against)), &all(&against))
            }
            Some(VoteState::Open) => {
                let for_it = spoken.into_iter().filter(|at| holds(&yes, *at));
                let rest = voted.rest(&for_it.collect::<Vec<_>>(), &open);
                self.smallest(Diagram::new(&rest), &all(&open))
            }
            None => self
                .smallest(Diagram::new(&read.rule), &all(&everybody))
                .of_all(power.as_ref().and_then(|one| one.smallest.as_ref())),
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
        let silent = |one: usize| {
            let Some(member) = read.members.get(one).filter(|_| !holds(&yes, one) && !holds(&no, one)) else {
                return false;
            };
            let no = no.iter().chain([member]).copied().collect::<Vec<_>>();
            !read.once_against(&no).carried_by(|at| holds(&yes, at))
        };
        let unless_against = if matches!(state, Some(VoteState::Carried)) { at(&silent) } else { Vec::new() };
        let vetoes = at(&|out| wins(&|_| true) && !wins(&|at| at != out));
        let other_vetoes = self.other_vetoes(row, read, &vetoes);
        let council = Council {
            group: who.to_owned(),
            gloss: group.map(ToString::to_string),
            subject: what.to_owned(),
            rule: rule.to_owned(),
            members: seats.collect(),
            unless_against,
            vetoes,
            other_vetoes,
            alone: at(&|one| wins(&|at| at == one)),
            dummies,
            state,
            blockers,
            carriers,
            winning: power.as_ref().map(|power| power.winning.to_string()),
            smallest: power.as_ref().and_then(|power| power.smallest.as_ref()).map(ToString::to_string),
            blocking: power.as_ref().and_then(|power| power.blocking.as_ref()).map(ToString::to_string),
            within: self.within(row, read),
            ways: read.asked.clone(),
        };
        (council, wrong)
    }

    /// Who has a veto over what is decided other than by the rule, or by that of a body within the group or of one that
    /// the group is part of.
    fn other_vetoes(&self, row: &[Term], read: &Read, by_rule: &[String]) -> Vec<String> {
        let [Term::Symbol(group), subject, ..] = row else { return Vec::new() };
        let within = self.voters(read, subject, *group);
        let belongs = self.rows(self.model.known.belongs);
        let beside = |holder: SymbolId| {
            let pair =
                |one: SymbolId, whole: &Term| belongs.contains(&vec![Term::Symbol(one), whole.clone()]);
            belongs.iter().any(|row| {
                matches!(row.as_slice(), [Term::Symbol(member), whole] if member == group && pair(holder, whole))
            })
        };
        let rows = self.rows(self.model.known.veto).into_iter().filter_map(|row| match row.as_slice() {
            [Term::Symbol(holder), over] if over == subject => Some(*holder),
            _ => None,
        });
        let holders = rows.filter(|holder| {
            holder != group && !beside(*holder) && (read.members.contains(holder) || !within.contains(holder))
        });
        holders.map(|one| self.model.write_symbol(one)).filter(|name| !by_rule.contains(name)).collect()
    }

    /// The winning coalitions with nobody to spare of a diagram of these members; of many those of the smallest size.
    fn smallest(&self, diagram: Result<Diagram, TooLarge>, members: &[SymbolId]) -> Smallest {
        let Ok(diagram) = diagram else { return Smallest::default() };
        let (whole, found) = match minimal(&diagram, ALL_SHOWN) {
            Some(found) => (true, Some(found)),
            None => (false, fewest(&diagram, SHOWN)),
        };
        let Some(found) = found else { return Smallest::default() };
        let name = |at: &usize| members.get(*at).map(|member| self.model.write_symbol(*member));
        let names = |all: &[usize]| -> Vec<String> { all.iter().filter_map(name).collect() };
        let kinds = found.kinds.iter().map(|kind| {
            let mut whole: Vec<usize> = Vec::new();
            let mut parts = Vec::new();
            for (of, number) in kind {
                if *number == of.len() {
                    whole.extend(of);
                } else {
                    parts.push(AnyOf { number: *number, of: names(of) });
                }
            }
            whole.sort_unstable();
            let whole = AnyOf { number: whole.len(), of: names(&whole) };
            Some(whole).filter(|whole| whole.number > 0).into_iter().chain(parts).collect()
        });
        let sets = found.kinds.iter().map(|kind| {
            let mut set: Vec<usize> =
                kind.iter().flat_map(|(of, number)| of.iter().take(*number)).copied().collect();
            set.sort_unstable();
            names(&set)
        });
        Smallest {
            sets: sets.collect(),
            kinds: kinds.collect(),
            number: found.number.to_string(),
            more: (found.number - found.told).to_string(),
            whole,
        }
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
