//! Councils: the rule, who can stop and carry it, and a table of power.

use super::table::table;
use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::model::value::Number;
use crate::render::Style;
use crate::report::{Council, Smallest, VoteState};

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
        let asked = way.iter().map(|one| match one.out_of.as_str() {
            "1" => one.name.clone(),
            _ => format!("{} ({} of {})", one.name, one.takes, one.out_of),
        });
        let start = if at == 0 { "It takes" } else { "or" };
        line(&format!("{start} {}", listed(&asked.collect::<Vec<_>>())), "  ");
    }
    match council.state {
        Some(VoteState::Carried) => line("As votes stand it is carried.", ""),
        Some(VoteState::Blocked) => line("As votes stand it is blocked.", ""),
        Some(VoteState::Open) => line("As votes stand it is open.", ""),
        None => {}
    }
    match council.vetoes.as_slice() {
        [] => line("Nobody has a veto.", ""),
        names if names.len() == council.members.len() && names.len() > 6 => {
            line(&format!("Every one of the {} members has a veto.", names.len()), "");
        }
        names => line(&format!("A veto: {}.", listed(names)), ""),
    }
    if !council.alone.is_empty() {
        line(&format!("Decides alone: {}.", listed(&council.alone)), "");
    }
    if !council.dummies.is_empty() {
        line(&format!("Whose vote never matters: {}.", listed(&council.dummies)), "");
    }
    let open = council.state == Some(VoteState::Open);
    for (what, sets) in [
        ("Can block it together", &council.blockers),
        (if open { "Would carry it" } else { "Can carry it together" }, &council.carriers),
    ] {
        if let Some(text) = smallest(sets) {
            line(&format!("{what}: {text}."), "");
        }
    }
    let counts = [
        (&council.winning, "carry it"),
        (&council.smallest, "of them with nobody to spare"),
        (&council.blocking, "smallest that block it"),
    ];
    let counts = counts.iter().filter_map(|(number, what)| Some(format!("{} {what}", number.as_ref()?)));
    let counts: Vec<String> = counts.collect();
    if !counts.is_empty() {
        line(&format!("Coalitions: {}.", counts.join(", ")), "");
    }
    out.push('\n');
    out.push_str(&powers(council, style));
    out
}

fn smallest(sets: &Smallest) -> Option<String> {
    let shown: Vec<String> = sets.sets.iter().map(|set| listed(set)).collect();
    if shown.is_empty() || sets.sets.iter().any(Vec::is_empty) {
        return None;
    }
    let more = sets.number.saturating_sub(shown.len() as u64);
    let rest = if more > 0 { format!("; and {more} more of that size") } else { String::new() };
    Some(format!("{}{rest}", shown.join("; ")))
}

fn powers(council: &Council, style: &Style) -> String {
    // Whose yes it takes was told; a column of them would be zeros and ones.
    let asked: Vec<bool> = council.ways.iter().flatten().map(|one| one.out_of != "1").collect();
    let heads = [
        "",
        "weight",
        "vote",
        "Banzhaf",
        "absolute",
        "Shapley-Shubik",
        "Johnston",
        "Deegan-Packel",
        "Holler",
    ];
    // Members whose whole line is the same share one.
    let mut rows: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for seat in &council.members {
        let vote = seat.vote.map_or("", |yes| if yes { "for" } else { "against" });
        let weights = seat.weights.iter().zip(&asked).filter(|(_, shown)| **shown);
        let weights: Vec<&str> = weights.map(|(weight, _)| weight.as_str()).collect();
        let mut cells = vec![weights.join(", "), vote.to_owned()];
        if let Some(power) = &seat.power {
            cells.push(exact(&power.banzhaf));
            cells.push(exact(&power.absolute));
            cells.push(exact(&power.shapley));
            let some = |number: &Option<Number>| number.as_ref().map(exact).unwrap_or_default();
            cells.extend([some(&power.johnston), some(&power.deegan), some(&power.holler)]);
        }
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
    table(&heads, &rows, style)
}

/// A fraction, where it is short, with its decimals.
fn exact(number: &Number) -> String {
    let decimals = format!("{:.6}", number.to_f64());
    let fraction = number.ratio().to_string();
    if fraction.len() <= 12 && fraction.contains('/') { format!("{fraction} = {decimals}") } else { decimals }
}

/// `A`, `A and B`, `A, B and C`
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
