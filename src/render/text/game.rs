//! A game: the verdict in sentences, then the table of states and actors.

use super::paint::Paint;
use super::table::table;
use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::{Game, GameDeal, any_of, listed};

/// All games, a blank line between them.
pub(super) fn games(all: &[Game], style: &Style) -> String {
    if all.is_empty() {
        let text = "there is no game: `game NAME over ACTION and ACTION { … }` declares one";
        return wrap(text, style.width, "", "");
    }
    all.iter()
        .map(|one| format!("{}\n{}", verdict(one, style), states(one, style)))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The section of the page about an analysis.
pub(super) fn section(all: &[Game], style: &Style) -> String {
    let title = "What they will do";
    let verdicts: Vec<String> = all.iter().map(|one| verdict(one, style)).collect();
    format!("{}\n{}\n{}", style.paint(Paint::Strong, title), "-".repeat(title.len()), verdicts.join("\n"))
}

/// A game in sentences, one a line.
pub fn game(game: &Game) -> String {
    verdict(game, &Style { width: usize::MAX, ..Style::PLAIN })
}

/// So many groups of states that can last, and moves of one actor, are told.
const TOLD: usize = 12;

/// For each group, so many outcomes are told that several would rather have together.
const TOGETHER: usize = 2;

/// Writes a line, `indent` in front of it.
type Line<'a> = &'a mut dyn FnMut(&str, &str);

/// What is to be said of a game in sentences.
pub(super) fn verdict(game: &Game, style: &Style) -> String {
    let mut out = String::new();
    let mut line = |text: &str, indent: &str| {
        out.push_str(&wrap(&clean::line(text), style.width, indent, &blank(&format!("{indent}  "))));
    };
    match &game.gloss {
        Some(gloss) => line(&format!("{gloss} ({})", game.name), ""),
        None => line(&game.name, ""),
    }
    where_it_stands(game, &mut line);
    for remark in &game.settled {
        line(&format!("{remark}."), "");
    }
    what_lasts(game, &mut line);
    for deal in &game.deals {
        deal_lines(deal, &mut line);
    }
    if let Some(more @ 1..) = game.more_deals.checked_sub(game.deals.len()) {
        line(&format!("There {} besides.", counted(more, "other deal")), "");
    }
    for word in &game.words {
        let is = match word.credible {
            Some(true) => "is credible",
            Some(false) => "is not credible",
            None => "may be empty",
        };
        line(&format!("The word of {} in {} {is}: {}.", word.who, word.commitment, word.why), "");
    }
    if !game.hangs_on.is_empty() {
        line("It hangs on:", "");
    }
    for hinge in &game.hangs_on {
        line(&format!("{}, {}.", sentence(&hinge.change), hinge.then), "  ");
    }
    if let Some(parted) = &game.parted {
        match parted.points.as_slice() {
            [] => line(&format!("As {} sees it, it is as in the base view.", parted.by), ""),
            _ => line(&format!("Where the view of {} and the base view part:", parted.by), ""),
        }
        for point in &parted.points {
            line(&format!("{point}."), "  ");
        }
    }
    for (who, number) in &game.silent {
        line(&format!("Nobody has shown what {who} would rather have for {number} pairs of outcomes."), "");
    }
    for (who, group) in &game.by_group {
        let are = if who.len() == 1 { "it is" } else { "they are" };
        let what =
            format!("Nobody has said what {} wants: {are} taken to want what {group} wants.", any_of(who));
        line(&what, "");
    }
    if !game.aimless.is_empty() {
        line(
            &format!(
                "Nobody has said what {} wants: nothing is better or worse for it here.",
                any_of(&game.aimless)
            ),
            "",
        );
    }
    for (who, goal) in &game.unjudged {
        line(
            &format!(
                "Nothing in the game judges {goal} of {who}, which has a priority: it counts for nothing here."
            ),
            "",
        );
    }
    out
}

/// With a capital at the beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `is 1 other deal`, `are 3 other deals`
fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("is 1 {what}") } else { format!("are {number} {what}s") }
}

/// The state in which the game begins, whether it can last, and who would leave it.
fn where_it_stands(game: &Game, line: Line<'_>) {
    let options =
        game.options.iter().map(|(name, chosen)| if *chosen { name.clone() } else { format!("not {name}") });
    let quo = game.states.iter().find(|state| state.name == game.status_quo);
    let named = match quo.map(|state| state.outcomes.as_slice()).unwrap_or_default() {
        [] => String::new(),
        named => format!(" ({})", listed(named)),
    };
    line(&format!("Where it stands: {}{named}", options.collect::<Vec<_>>().join(", ")), "");
    let words = quo.map_or("", |state| lasting(state.equilibrium));
    match quo.map(|state| state.equilibrium) {
        Some([_, _, _, true]) => line(&format!("It can last: {words}."), ""),
        Some([_, true, _, false] | [_, _, true, false]) => {
            line(&format!("It cannot last: it is only {words}."), "")
        }
        _ => line("It cannot last.", ""),
    }
    let mut told: Vec<&str> = Vec::new();
    for step in &game.moves {
        let before = told.iter().filter(|who| **who == step.who).count();
        told.push(&step.who);
        let all = game.moves.iter().filter(|other| other.who == step.who).count();
        if all > 3 && before > 0 {
            if before == 1 {
                line(&format!("{} has {} other better moves.", step.who, all - 1), "  ");
            }
            continue;
        }
        let why = if step.why.is_empty() { String::new() } else { format!(": {}", step.why) };
        line(&format!("{} would {} ({}){why}.", step.who, step.how, step.to), "  ");
        if let Some(answer) = &step.answer {
            line(&format!("But {answer}."), "    ");
        }
    }
}

/// The states that can last, and who together would rather have another one.
fn what_lasts(game: &Game, line: Line<'_>) {
    if !game.whole {
        let text = "There are {} outcomes, too many to look at each: what is told of what can last is where better moves lead to from where it stands.";
        line(&text.replace("{}", &game.outcomes.to_string()), "");
    }
    if game.groups.is_empty() {
        return line("Nothing can last.", "");
    }
    line("What can last:", "");
    for group in game.groups.iter().take(TOLD) {
        let why = if group.nash { "nobody has a better move" } else { "held by what others would do" };
        let name = match (&group.outcome, group.states.as_slice()) {
            (Some(outcome), [state]) => format!("{state} ({outcome})"),
            (Some(outcome), states) if states.len() == group.of => {
                format!("{outcome}, in each of its {} states", group.of)
            }
            (Some(outcome), states) => format!("{outcome}, in {} of its {} states", states.len(), group.of),
            (None, states) => states.first().cloned().unwrap_or_default(),
        };
        line(&format!("{name}: {why}."), "  ");
        for (who, what) in group.together.iter().take(TOGETHER) {
            let all = all_of(who);
            line(
                &format!(
                    "But {} would {all} rather have {what}: they can only go there together.",
                    listed(who)
                ),
                "    ",
            );
        }
    }
    if let Some(more @ 1..) = game.groups.len().checked_sub(TOLD) {
        line(&format!("and {more} more."), "  ");
    }
}

/// `both` of two, `all` of more.
fn all_of(names: &[String]) -> &'static str {
    if names.len() == 2 { "both" } else { "all" }
}

fn deal_lines(deal: &GameDeal, line: Line<'_>) {
    let who = listed(&deal.by);
    let objects = if deal.unless_against.len() == 1 { "does" } else { "do" };
    let unless = format!("if {} {objects} not object", listed(&deal.unless_against));
    let text = match (deal.unless_against.is_empty(), deal.by.len()) {
        (true, _) => format!("A deal: {who} would {} rather have {}.", all_of(&deal.by), deal.state),
        // What one alone wants is no deal.
        (false, 1) => format!("{} would rather have {}, {unless}.", sentence(&who), deal.state),
        (false, _) => {
            format!("A deal, {unless}: {who} would {} rather have {}.", all_of(&deal.by), deal.state)
        }
    };
    line(&text, "");
    line(&format!("It takes: {}.", deal.parts.join("; ")), "  ");
    if !deal.loses.is_empty() {
        line(&format!("{} would rather stay where things are.", listed(&deal.loses)), "  ");
    }
    if deal.lasts {
        return line("It would last.", "  ");
    }
    line("It would not last by itself.", "  ");
    let mut told: Vec<&str> = Vec::new();
    for mend in &deal.mends {
        let why = if mend.why.is_empty() { String::new() } else { format!(": {}", mend.why) };
        line(&format!("{} would {} ({}){why}.", mend.who, mend.how, mend.to), "  ");
        if let Some(commitment) = mend.commitment.as_deref().filter(|one| !told.contains(one)) {
            told.push(commitment);
            line(&format!("It would last with: {commitment}."), "  ");
        }
    }
    match deal.commitments.as_slice() {
        [] if deal.mends.iter().all(|mend| mend.commitment.is_none()) => {
            line("No commitment of those who would leave it would make it last.", "  ");
        }
        [] => {}
        several => line(&format!("It would last with: {}.", several.join("; ")), "  "),
    }
}

/// By what a state holds.
fn lasting(equilibrium: [bool; 4]) -> &'static str {
    match equilibrium {
        [true, ..] => "nobody has a better move",
        [_, _, _, true] => "held by what others would do",
        [_, true, ..] | [_, _, true, _] => "held by threats that would hurt those who make them",
        _ => "",
    }
}

fn states(game: &Game, style: &Style) -> String {
    let mut heads = vec![""];
    heads.extend(game.actors.iter().map(String::as_str));
    heads.push("can last");
    let rows: Vec<Vec<String>> = game
        .states
        .iter()
        .map(|state| {
            let mut row = vec![state.name.clone()];
            for (rank, stable) in state.ranks.values().zip(state.stable.values()) {
                row.push(format!("{rank} {}", letters(*stable)));
            }
            row.push(letters(state.equilibrium));
            row
        })
        .collect();
    let legend = "rank (1 is best), stable by: N Nash, S sequential, G general, M symmetric metarational";
    format!("{}{}", table(&heads, &rows, style), wrap(legend, style.width, "", ""))
}

fn letters(stable: [bool; 4]) -> String {
    let all = ["N", "G", "M", "S"];
    let found: String = all.iter().zip(stable).filter(|(_, yes)| *yes).map(|(letter, _)| *letter).collect();
    if found.is_empty() { String::from("-") } else { found }
}
