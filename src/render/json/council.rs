//! Councils as nested objects: exact fractions as text, and the same as floating point numbers.

use crate::model::value::Number;
use crate::report;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Council<'a> {
    group: &'a str,
    subject: &'a str,
    rule: &'a str,
    ways: Vec<Vec<Asked<'a>>>,
    vetoes: &'a [String],
    alone: &'a [String],
    never_matter: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    smallest_blocking: Sets<'a>,
    smallest_carrying: Sets<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    winning: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimal_winning: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimal_blocking: Option<&'a str>,
    members: Vec<Seat<'a>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    requirement: &'a str,
    takes: &'a str,
    out_of: &'a str,
}

#[derive(Serialize)]
struct Sets<'a> {
    sets: &'a [Vec<String>],
    number: u64,
}

#[derive(Serialize)]
struct Seat<'a> {
    name: &'a str,
    weights: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    vote: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    swings: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    banzhaf: Option<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    banzhaf_absolute: Option<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shapley_shubik: Option<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    johnston: Option<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deegan_packel: Option<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holler: Option<Measure>,
}

#[derive(Serialize)]
struct Measure {
    fraction: String,
    value: f64,
}

impl Measure {
    fn new(number: &Number) -> Self {
        Measure { fraction: number.ratio().to_string(), value: number.to_f64() }
    }
}

impl<'a> Council<'a> {
    pub(super) fn new(council: &'a report::Council) -> Self {
        let asked =
            |one: &'a report::Asked| Asked { requirement: &one.name, takes: &one.takes, out_of: &one.out_of };
        let sets = |one: &'a report::Smallest| Sets { sets: &one.sets, number: one.number };
        Council {
            group: &council.group,
            subject: &council.subject,
            rule: &council.rule,
            ways: council.ways.iter().map(|way| way.iter().map(asked).collect()).collect(),
            vetoes: &council.vetoes,
            alone: &council.alone,
            never_matter: &council.dummies,
            state: council.state.map(report::VoteState::word),
            smallest_blocking: sets(&council.blockers),
            smallest_carrying: sets(&council.carriers),
            winning: council.winning.as_deref(),
            minimal_winning: council.smallest.as_deref(),
            minimal_blocking: council.blocking.as_deref(),
            members: council.members.iter().map(Seat::new).collect(),
        }
    }
}

impl<'a> Seat<'a> {
    fn new(seat: &'a report::Seat) -> Self {
        let power = seat.power.as_ref();
        let some = |number: Option<&Number>| number.map(Measure::new);
        Seat {
            name: &seat.name,
            weights: &seat.weights,
            vote: seat.vote.map(|yes| if yes { "for" } else { "against" }),
            swings: power.map(|power| power.swings.as_str()),
            banzhaf: some(power.map(|power| &power.banzhaf)),
            banzhaf_absolute: some(power.map(|power| &power.absolute)),
            shapley_shubik: some(power.map(|power| &power.shapley)),
            johnston: some(power.and_then(|power| power.johnston.as_ref())),
            deegan_packel: some(power.and_then(|power| power.deegan.as_ref())),
            holler: some(power.and_then(|power| power.holler.as_ref())),
        }
    }
}
