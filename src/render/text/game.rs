//! A game: the verdict in sentences, then the table of states and actors.

use super::paint::Paint;
use super::table::table;
use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::{Game, GameDeal};

/// All games, a blank line between them.
pub(super) fn games(all: &[Game], style: &Style) -> String {
    if all.is_empty() {
        return String::from("there is no game: `game NAME over ACTION and ACTION { … }` declares one\n");
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
    let options =
        game.options.iter().map(|(name, chosen)| if *chosen { name.clone() } else { format!("not {name}") });
    line(&format!("Where it stands: {}", options.collect::<Vec<_>>().join(", ")), "");
    let quo = game.states.iter().find(|state| state.name == game.status_quo);
    let words = quo.map_or("", |state| lasting(state.equilibrium));
    match quo.map(|state| state.equilibrium) {
        Some([_, _, _, true]) => line(&format!("It can last: {words}."), ""),
        Some([_, true, _, false] | [_, _, true, false]) => {
            line(&format!("It cannot last: it is {words} only."), "")
        }
        _ => line("It cannot last.", ""),
    }
    for step in &game.moves {
        let why = if step.why.is_empty() { String::new() } else { format!(": {}", step.why) };
        line(&format!("{} would {} ({}){why}.", step.who, step.how, step.to), "  ");
        if let Some(answer) = &step.answer {
            line(&format!("But {answer}."), "    ");
        }
    }
    let lasts: Vec<String> = game
        .states
        .iter()
        .filter(|state| state.equilibrium[3])
        .map(|state| format!("{} ({})", state.name, lasting(state.equilibrium)))
        .collect();
    if lasts.is_empty() {
        line("Nothing can last.", "");
    } else {
        line(&format!("What can last: {}.", lasts.join("; ")), "");
    }
    for deal in &game.deals {
        deal_lines(deal, &mut line);
    }
    for word in &game.words {
        let is = if word.credible { "is credible" } else { "is not credible" };
        line(&format!("The word of {} in {} {is}: {}.", word.who, word.commitment, word.why), "");
    }
    for (who, number) in &game.silent {
        line(&format!("Nobody has shown what {who} would rather have for {number} pairs of outcomes."), "");
    }
    for (who, goal) in &game.unjudged {
        line(&format!("Nothing in the game judges {goal} of {who}, which has a priority."), "");
    }
    out
}

fn deal_lines(deal: &GameDeal, line: &mut impl FnMut(&str, &str)) {
    let together = |names: &[String]| match names {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    };
    line(&format!("A deal: {} would all rather have {}.", together(&deal.by), deal.state), "");
    line(&format!("It takes: {}.", deal.parts.join("; ")), "  ");
    if !deal.loses.is_empty() {
        line(&format!("{} would rather stay where things are.", together(&deal.loses)), "  ");
    }
    if deal.lasts {
        line("It would last.", "  ");
    } else {
        line("It would not last by itself.", "  ");
    }
    for mend in &deal.mends {
        line(&format!("{} would {} ({}): {}.", mend.who, mend.how, mend.to, mend.why), "  ");
        if let Some(commitment) = &mend.commitment {
            line(&format!("It would last with: {commitment}."), "  ");
        }
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
    let legend = "rank (1 is best), stable by: N Nash, S sequential, G general, M symmetric metarational\n";
    format!("{}{legend}", table(&heads, &rows, style))
}

fn letters(stable: [bool; 4]) -> String {
    let all = ["N", "G", "M", "S"];
    let found: String = all.iter().zip(stable).filter(|(_, yes)| *yes).map(|(letter, _)| *letter).collect();
    if found.is_empty() { String::from("-") } else { found }
}
