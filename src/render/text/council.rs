//! Councils: the rule, who can stop and carry it, and a table of power.

use super::table::table;
use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::model::value::Number;
use crate::render::Style;
use crate::report::{AnyOf, Council, Seat, SeatPower, Smallest, VoteState};
use unicode_width::UnicodeWidthStr;

/// All councils, a blank line between them.
pub(super) fn councils(all: &[Council], style: &Style) -> String {
    if all.is_empty() {
        return String::from(
            "no group decides by a voting rule: `GROUP decides on MATTER by RULE.` states one\n",
        );
    }
    all.iter().map(|one| council(one, style)).collect::<Vec<_>>().join("\n")
}

fn council(council: &Council, style: &Style) -> String {
    let mut out = String::new();
    let mut line = |text: &str, indent: &str| {
        out.push_str(&wrap(&clean::line(text), style.width, indent, &blank(&format!("{indent}  "))));
    };
    let title = match &council.gloss {
        Some(gloss) => format!("{gloss} ({}) on {}", council.group, council.subject),
        None => format!("{} on {}", council.group, council.subject),
    };
    line(&title, "");
    line(&format!("It decides by {}.", council.rule), "");
    for (at, way) in council.ways.iter().enumerate() {
        let asked = way.iter().map(|one| match (one.silence, one.of_one) {
            (true, _) => format!("that {} are against it", one.name.trim_end_matches(" against")),
            (false, true) => one.name.clone(),
            (false, false) => format!("{} ({} of {})", one.name, one.takes, one.out_of),
        });
        let start = if at == 0 { "It takes" } else { "or" };
        line(&format!("{start} {}", listed(&asked.collect::<Vec<_>>())), "  ");
    }
    let stopped = listed(&council.other_vetoes);
    let against = match council.unless_against.len() {
        0 => None,
        1 => Some(format!("{} votes against it", listed(&council.unless_against))),
        2..=LEFT_OUT => Some(format!("one of {} votes against it", listed(&council.unless_against))),
        many => Some(format!("one of {many} who have not voted votes against it")),
    };
    let veto = (!stopped.is_empty()).then(|| format!("it is stopped by the veto of {stopped}"));
    let unless: Vec<String> = against.into_iter().chain(veto).collect();
    match council.state {
        Some(VoteState::Carried) if !unless.is_empty() => {
            line(&format!("As votes stand it is carried, unless {}.", unless.join(" or ")), "");
        }
        Some(VoteState::Carried) => line("As votes stand it is carried.", ""),
        Some(VoteState::Blocked) => line("As votes stand it is blocked.", ""),
        Some(VoteState::Open) => line("As votes stand it is open.", ""),
        None => {}
    }
    match council.vetoes.as_slice() {
        [] if stopped.is_empty() => line("Nobody has a veto.", ""),
        [] => line("Nobody has a veto by this rule.", ""),
        names if names.len() == council.members.len() && names.len() > 6 => {
            line(&format!("Every one of the {} members has a veto.", names.len()), "");
        }
        names => line(&format!("A veto: {}.", listed(names)), ""),
    }
    if !stopped.is_empty() {
        line(&format!("A veto besides the rule: {stopped}."), "");
    }
    if !council.alone.is_empty() {
        line(&format!("Decides alone: {}.", listed(&council.alone)), "");
    }
    if !council.dummies.is_empty() {
        line(&format!("Whose vote never matters: {}.", listed(&council.dummies)), "");
    }
    // Who blocks or carries it alone was told; of votes that are open it is told who is enough.
    let open = matches!(council.state, Some(VoteState::Open | VoteState::Blocked));
    let everybody: Vec<&Seat> = council.members.iter().collect();
    let asked: Vec<&Seat> = everybody
        .iter()
        .copied()
        .filter(|seat| match council.state {
            Some(VoteState::Open) => seat.vote.is_none(),
            Some(VoteState::Blocked) => seat.vote != Some(true),
            Some(VoteState::Carried) | None => true,
        })
        .collect();
    if let Some(text) = smallest(&council.blockers, &everybody).filter(|_| council.vetoes.is_empty()) {
        line(&format!("Can block it together: {text}."), "");
    }
    if let Some(text) = smallest(&council.carriers, &asked).filter(|_| open || council.alone.is_empty()) {
        let what = match council.state {
            Some(VoteState::Open) => "Would carry it",
            Some(VoteState::Blocked) => "Would carry it, if they voted for it",
            Some(VoteState::Carried) | None => "Can carry it together",
        };
        line(&format!("{what}: {text}."), "");
    }
    let counts = coalitions(council.winning.as_ref(), council.smallest.as_ref(), council.blocking.as_ref());
    if !counts.is_empty() {
        line(&counts, "");
    }
    out.push_str(&powers(&council.members, &columns(council), style));
    let Some(within) = &council.within else { return out };
    let line = |text: &str| wrap(&clean::line(text), style.width, "", "  ");
    out.push('\n');
    out.push_str(&line(&format!("Counting those who vote within {}:", listed(&within.groups))));
    let counts = coalitions(Some(&within.winning), within.smallest.as_ref(), within.blocking.as_ref());
    out.push_str(&line(&counts));
    out.push_str(&powers(&within.members, &[], style));
    out
}

/// How many coalitions carry and block it.
fn coalitions(winning: Option<&String>, smallest: Option<&String>, blocking: Option<&String>) -> String {
    let counts = [
        (winning, "carry it"),
        (smallest, "of them with nobody to spare"),
        (blocking, "smallest that block it"),
    ];
    let counts = counts.into_iter().filter_map(|(number, what)| Some(format!("{} {what}", grouped(number?))));
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() { String::new() } else { format!("Coalitions: {}.", counts.join(", ")) }
}

/// So many digits of a number are written out.
const DIGITS: usize = 18;

/// A whole number by thousands, a long one by its size.
fn grouped(number: &str) -> String {
    if number.len() > DIGITS {
        let (first, rest) = number.split_at_checked(1).unwrap_or((number, ""));
        let decimals: String = rest.chars().take(3).collect();
        return format!("about {first}.{decimals} × 10^{}", rest.len());
    }
    let mut out = String::new();
    for (at, digit) in number.chars().enumerate() {
        if at > 0 && (number.len() - at).is_multiple_of(3) && number.len() > 4 {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

/// So many members of a coalition are named; of more, those who are not in it.
const NAMED: usize = 12;

/// So many are named who are not in it.
const LEFT_OUT: usize = 6;

fn smallest(sets: &Smallest, members: &[&Seat]) -> Option<String> {
    let rest = match (sets.whole, sets.more.as_str()) {
        (true, "0" | "") => String::new(),
        (true, more) => format!("; and {} more", grouped(more)),
        (false, "0") => String::from("; and larger ones"),
        (false, more) => format!("; and {} more of that size, besides any larger ones", grouped(more)),
    };
    let shown: Option<Vec<String>> = sets.kinds.iter().map(|kind| together(kind, members)).collect();
    match shown {
        Some(shown) => (!shown.is_empty()).then(|| format!("{}{rest}", shown.join("; "))),
        // Each is too long to be told.
        None => {
            let size = sets.sets.first().map(Vec::len).filter(|size| *size > 0)?;
            let rest = if sets.whole { "" } else { "; and larger ones" };
            Some(format!("{} coalitions of {size} members{rest}", grouped(&sets.number)))
        }
    }
}

/// `A and B with any 2 of C, D and E`, of many members `all but A and B`; `None` of nobody, and where either is too
/// long.
fn together(kind: &[AnyOf], members: &[&Seat]) -> Option<String> {
    let (whole, parts): (Vec<&AnyOf>, Vec<&AnyOf>) = kind.iter().partition(|one| one.number == one.of.len());
    let whole: Vec<String> = whole.into_iter().flat_map(|one| one.of.clone()).collect();
    let parts: Vec<String> =
        parts.into_iter().map(|one| format!("any {} of {}", one.number, many(&one.of))).collect();
    let names = if whole.len() <= NAMED {
        many(&whole)
    } else {
        let out = members
            .iter()
            .map(|seat| &seat.name)
            .filter(|name| !whole.contains(name) && !kind.iter().any(|one| one.of.contains(name)));
        let out: Vec<String> = out.cloned().collect();
        match out.as_slice() {
            [] if parts.is_empty() => format!("all {}", members.len()),
            [] => String::from("all others"),
            out if out.len() <= LEFT_OUT && parts.is_empty() => format!("all but {}", listed(out)),
            _ => return None,
        }
    };
    match (whole.is_empty(), parts.is_empty()) {
        (true, true) => None,
        (false, true) => Some(names),
        (true, false) => Some(listed(&parts)),
        (false, false) => Some(format!("{names} with {}", listed(&parts))),
    }
}

/// The names, of a long list the first and the last.
fn many(names: &[String]) -> String {
    match names {
        [first, .., last] if names.len() > NAMED => format!("{first} … {last} ({})", names.len()),
        _ => listed(names),
    }
}

/// What members count: the head of each column and what stands in it. What all count alike is left out, and so are the
/// yes of one member, which was told, and what was in a column before.
fn columns(council: &Council) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for (at, asked) in council.ways.iter().flatten().enumerate().filter(|(_, one)| !one.of_one) {
        let column: Vec<String> =
            council.members.iter().map(|seat| seat.weights.get(at).cloned().unwrap_or_default()).collect();
        let alike = column.iter().all(|one| Some(one) == column.first());
        if !alike && !found.iter().any(|(_, known)| *known == column) {
            found.push((asked.counts.clone(), column));
        }
    }
    found
}

/// An index of power: its name, and its value for a member.
type Index = (&'static str, fn(&SeatPower) -> Option<&Number>);

/// The indices of power, those that count every coalition first.
const INDICES: [Index; 6] = [
    ("Banzhaf", |power| Some(&power.banzhaf)),
    ("absolute", |power| Some(&power.absolute)),
    ("Shapley-Shubik", |power| Some(&power.shapley)),
    ("Johnston", |power| power.johnston.as_ref()),
    ("Deegan-Packel", |power| power.deegan.as_ref()),
    ("Holler", |power| power.holler.as_ref()),
];

/// The table of power, in two parts where one is too wide.
fn powers(seats: &[Seat], columns: &[(String, Vec<String>)], style: &Style) -> String {
    let whole = part(seats, columns, &INDICES, style, true);
    let (every, few) = INDICES.split_at(3);
    let parts = if fits(&whole, style) {
        vec![whole]
    } else {
        let narrow = |indices: &[Index], columns: &[(String, Vec<String>)]| {
            let fractions = part(seats, columns, indices, style, true);
            if fits(&fractions, style) { fractions } else { part(seats, columns, indices, style, false) }
        };
        let some = seats.iter().any(|seat| seat.power.as_ref().is_some_and(|power| power.johnston.is_some()));
        let few = some.then(|| narrow(few, &[]));
        std::iter::once(narrow(every, columns)).chain(few).collect()
    };
    parts.iter().map(|part| format!("\n{part}")).collect()
}

fn fits(text: &str, style: &Style) -> bool {
    text.lines().all(|line| line.width() <= style.width)
}

/// A table of some indices; members whose whole line is the same share one.
fn part(
    seats: &[Seat],
    columns: &[(String, Vec<String>)],
    indices: &[Index],
    style: &Style,
    fractions: bool,
) -> String {
    let heads: Vec<&str> = std::iter::once("")
        .chain(columns.iter().map(|(head, _)| head.as_str()))
        .chain(["vote"])
        .chain(indices.iter().map(|(head, _)| *head))
        .collect();
    let mut rows: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for (at, seat) in seats.iter().enumerate() {
        let vote = seat.vote.map_or("", |yes| if yes { "for" } else { "against" });
        let weights = columns.iter().map(|(_, column)| column.get(at).cloned().unwrap_or_default());
        let power = indices.iter().map(|(_, index)| {
            let number = seat.power.as_ref().and_then(index);
            number.map(|number| written(number, fractions)).unwrap_or_default()
        });
        let cells: Vec<String> = weights.chain([vote.to_owned()]).chain(power).collect();
        match rows.iter_mut().find(|(_, known)| *known == cells) {
            Some((names, _)) => names.push(seat.name.clone()),
            None => rows.push((vec![seat.name.clone()], cells)),
        }
    }
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(names, cells)| {
            let name = match names.as_slice() {
                [first, .., last] if names.len() > 3 => format!("{first} … {last} ({})", names.len()),
                _ => names.join(", "),
            };
            std::iter::once(name).chain(cells).collect()
        })
        .collect();
    // What is measured here is never broken into lines: one that is too long is taken for too wide.
    table(&heads, &rows, &Style { width: usize::MAX, ..*style })
}

/// A number by its decimals, a short fraction before them if it is wanted.
fn written(number: &Number, fraction: bool) -> String {
    let decimals = format!("{:.6}", number.to_f64());
    let exact = number.ratio().to_string();
    if fraction && exact.len() <= 12 && exact.contains('/') {
        format!("{exact} = {decimals}")
    } else {
        decimals
    }
}

/// `A`, `A and B`, `A, B and C`
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
