//! The answers to a question: sentences with status and likelihood, proofs, and what is missing.

use super::opposed::opposed;
use super::paint::Paint;
use super::parts::{hindrances, with_judgement};
use super::placed;
use super::proof::{list, proof};
use super::sensitivity::sensitivity;
use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::{Answer, Ask, Attempt, Likelihood, MissingKind, Opposite, Stating, Status, Turn, WhyNot};

/// How the question was read, and the answers, ending in a line break.
pub(super) fn ask(ask: &Ask, style: &Style) -> String {
    reading(ask, style) + &answered(ask, style)
}

/// How a question was read that was not taken word by word, how else it could be, and how many answer it.
pub fn reading(ask: &Ask, style: &Style) -> String {
    let mut out = String::new();
    if let Some(reading) = &ask.reading {
        out.push_str(&style.paint(Paint::Dim, &format!("read as: {}", clean::line(reading))));
        out.push('\n');
    }
    for other in &ask.others {
        out.push_str(&style.paint(Paint::Dim, &format!("or ask:  {}", clean::line(other))));
        out.push('\n');
    }
    if ask.counted {
        out.push_str(&format!("{}\n", ask.answers.len() + ask.hidden));
    }
    out
}

fn answered(ask: &Ask, style: &Style) -> String {
    if let Some(missing) = &ask.absence {
        let mut out: String = ask.answers.iter().map(|answer| line(answer, ask.contrary, style)).collect();
        let head = match out.is_empty() {
            true => "Nothing shows that",
            false => "All claims taken together do not show that",
        };
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&absence_under(head, missing, style));
        return out;
    }
    if let Some(changes) = &ask.changes {
        return super::changes::changes(changes, style);
    }
    if let Some(taking) = &ask.taking {
        return super::abduction::abduction(taking, style);
    }
    if let Some(known) = &ask.opposite {
        return opposite(known, style);
    }
    let mut out = String::new();
    if ask.answers.is_empty() && !ask.undecided.is_empty() {
        return undecided(ask, style);
    }
    if ask.answers.is_empty() {
        out.push_str(&style.paint(Paint::Odd, "Nothing shows it."));
        if !ask.unheard.is_empty() {
            out.push_str(&format!("\n{}", unheard(&ask.unheard, style)));
            return out;
        }
        let hint = "ask `why not …?` to see what is missing";
        out.push_str(&format!("\n  {} {hint}\n", style.paint(Paint::Help, "help:")));
        return out;
    }
    for (place, answer) in ask.answers.iter().enumerate() {
        if answer.proofs.is_empty() {
            out.push_str(&line(answer, ask.contrary, style));
            out.push_str(&opposed(&answer.sentence, &answer.against, style));
            let moves = answer.sensitivity.iter().map(|all| sensitivity(all, style));
            out.extend(moves);
        } else {
            if place > 0 {
                out.push('\n');
            }
            out.push_str(&proofs(answer, style));
        }
    }
    if ask.hidden > 0 {
        let text = format!("and {} more {}", ask.hidden, if ask.hidden == 1 { "answer" } else { "answers" });
        out.push_str(&format!("{}\n", style.paint(Paint::Dim, &text)));
    }
    if !ask.undecided.is_empty() {
        out.push('\n');
        out.push_str(&undecided(ask, style));
    }
    out
}

/// Who says it without its counting.
pub fn unheard(all: &[String], style: &Style) -> String {
    let bullet = format!("{} ", style.glyphs().bullet);
    all.iter().map(|one| wrap(&clean::line(one), style.width, &bullet, &blank(&bullet))).collect()
}

/// The sentences that are neither true nor false.
fn undecided(ask: &Ask, style: &Style) -> String {
    let mut out = style.paint(Paint::Odd, "Neither true nor false:");
    out.push('\n');
    let bullet = format!("{} ", style.glyphs().bullet);
    for sentence in &ask.undecided {
        out.push_str(&wrap(&clean::line(sentence), style.width, &bullet, &blank(&bullet)));
    }
    if ask.undecided_more > 0 {
        let text = format!("and {} more", ask.undecided_more);
        out.push_str(&format!("{}\n", style.paint(Paint::Dim, &text)));
    }
    let hint = "ask `why not …?` of one of them to see the circle";
    out.push_str(&format!("  {} {hint}\n", style.paint(Paint::Help, "help:")));
    out
}

/// That nothing shows what was asked, and how likely its opposite is.
fn opposite(known: &Opposite, style: &Style) -> String {
    let head = format!("Nothing shows that {}.", clean::line(&known.asked));
    let mut out = style.paint(Paint::Odd, wrap(&head, style.width, "", "  ").trim_end());
    out.push('\n');
    let bullet = format!("{} ", style.glyphs().bullet);
    let complement = Likelihood { believed: 0, forecasts: Vec::new(), ..known.complement.clone() };
    for (sentence, likelihood) in
        [(known.sentence.as_str(), &known.likelihood), ("that this is not so", &complement)]
    {
        let text = with_judgement(sentence, None, Some(likelihood), style);
        out.push_str(&wrap(&text, style.width, &bullet, &blank(&bullet)));
    }
    out
}

/// An answer as an item of a list, or as `yes` or `no` where the question asked nothing else.
fn line(answer: &Answer, contrary: bool, style: &Style) -> String {
    let glyphs = style.glyphs();
    let (mark, paint) = match (answer.bindings.is_empty(), contrary) {
        (false, _) => (glyphs.bullet, Paint::Plain),
        (true, _) if answer.status == Some(Status::Rejected) => ("Rejected:", Paint::Odd),
        (true, _) if answer.status == Some(Status::Possible) => ("Possible:", Paint::Plain),
        (true, _) if answer.status.is_none() && answer.likelihood.is_some() => (glyphs.bullet, Paint::Plain),
        (true, false) => ("Yes:", Paint::Good),
        (true, true) => ("No:", Paint::Odd),
    };
    let first = format!("{mark} ");
    // The mark says so already.
    let marked = |status: &Status| matches!(status, Status::Rejected | Status::Possible);
    let status = answer.status.filter(|status| !(answer.bindings.is_empty() && marked(status)));
    let text = wrap(
        &with_judgement(&answer.sentence, status, answer.likelihood.as_ref(), style),
        style.width,
        &first,
        &blank(&first),
    );
    format!("{}{}", style.paint(paint, mark), text.strip_prefix(mark).unwrap_or(&text))
}

fn proofs(answer: &Answer, style: &Style) -> String {
    let mut out = String::new();
    if let (Some(status), false) = (answer.status, answer.against.is_empty()) {
        let head = wrap(&format!("It is {}.", status.word()), style.width, "", "  ");
        out.push_str(&style.paint(Paint::Odd, head.trim_end()));
        out.push('\n');
        out.push_str(&opposed(&answer.sentence, &answer.against, style));
        out.push('\n');
    }
    let count = answer.proofs.len() + answer.hidden_proofs;
    for (place, tree) in answer.proofs.iter().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        if answer.proofs.len() > 1 {
            let head = format!("Proof {} of {count}", place + 1);
            out.push_str(&format!("{}\n", style.paint(Paint::Dim, &head)));
        }
        out.push_str(&proof(tree, style));
    }
    if answer.hidden_proofs > 0 {
        let text = match answer.hidden_proofs {
            1 => String::from("there is one more proof: add --all to see it"),
            more => format!("there are {more} more proofs: add --all to see them"),
        };
        out.push_str(&format!("\n{}\n", style.paint(Paint::Dim, &text)));
    }
    if let Some(cuts) = answer.cuts.as_ref().filter(|cuts| !cuts.is_empty()) {
        out.push_str(&format!("\n{}\n", style.paint(Paint::Strong, "It rests on")));
        for cut in crate::render::cuts(cuts) {
            let text = match cut.as_slice() {
                [only] => format!("{only} alone"),
                several => list(several),
            };
            out.push_str(&wrap(&text, style.width, &format!("{} ", style.glyphs().bullet), "  "));
        }
    }
    out
}

/// Why a sentence does not hold.
pub(super) fn absence(absence: &WhyNot, style: &Style) -> String {
    absence_under("Nothing shows that", absence, style)
}

fn absence_under(head: &str, absence: &WhyNot, style: &Style) -> String {
    let sentence = clean::line(&absence.sentence);
    let mut out = String::new();
    let head = match &absence.denied {
        Some(_) => format!("It is known not to hold: {sentence}"),
        None if !absence.circle.is_empty() => format!("Neither true nor false: {sentence}"),
        None => format!("{head} {sentence}"),
    };
    for line in wrap(&head, style.width, "", "  ").lines() {
        out.push_str(&format!("{}\n", style.paint(Paint::Strong, line)));
    }
    if let Some(denied) = &absence.denied {
        out.push('\n');
        out.push_str(&proof(denied, style));
    }
    if !absence.circle.is_empty() {
        out.push_str(&circle(&absence.circle, style));
        return out;
    }
    if !absence.unheard.is_empty() {
        out.push('\n');
    }
    for one in &absence.unheard {
        out.push_str(&wrap(&clean::line(one), style.width, &format!("{} ", style.glyphs().bullet), "  "));
    }
    out.push_str(&hindrances(&absence.hindrances, style));
    if absence.attempts.is_empty() && !(absence.unheard.is_empty() && absence.hindrances.is_empty()) {
        return out;
    }
    if absence.attempts.is_empty() {
        let text = format!("no rule concludes such a sentence: it holds only if you state `{sentence}.`");
        out.push_str(&format!("\n{}", wrap(&text, style.width, "", "")));
    } else {
        let count = absence.attempts.len() + absence.hidden;
        let head = if count == 1 {
            "One rule could have shown it:"
        } else {
            "What could have shown it, the nearest miss first:"
        };
        out.push_str(&format!("\n{head}\n"));
    }
    for attempt in &absence.attempts {
        out.push('\n');
        out.push_str(&tried(attempt, style));
    }
    if absence.hidden > 0 {
        let attempts = if absence.hidden == 1 { "attempt" } else { "attempts" };
        let text = format!("and {} more {attempts}", absence.hidden);
        out.push_str(&format!("\n{}\n", style.paint(Paint::Dim, &text)));
    }
    if let Some(help) = absence.help.as_ref().map(what_to_state) {
        out.push('\n');
        let wrapped = wrap(&help, style.width, "  help: ", "        ");
        let text = wrapped.strip_prefix("  help:").unwrap_or(&wrapped);
        out.push_str(&format!("  {}{text}", style.paint(Paint::Help, "help:")));
    }
    out
}

/// The circle that keeps a sentence from being true or false.
fn circle(turns: &[Turn], style: &Style) -> String {
    let mut out = String::from("\nThe rules go in a circle through `unless`:\n\n");
    let bullet = format!("{} ", style.glyphs().bullet);
    for turn in turns {
        let place = turn.place.as_ref().map(placed);
        let rule = match turn.rule.name.as_str() {
            "" => String::new(),
            name => format!("the rule {name}"),
        };
        let origin: Vec<String> = [rule].into_iter().filter(|rule| !rule.is_empty()).chain(place).collect();
        let origin = match origin.is_empty() {
            true => String::new(),
            false => format!("  ({})", origin.join("; ")),
        };
        let text = format!("{}{origin}", clean::line(&turn.words()));
        out.push_str(&wrap(&text, style.width, &bullet, &blank(&bullet)));
    }
    out
}

/// A rule, the conditions of it that hold and those that stopped it.
fn tried(attempt: &Attempt, style: &Style) -> String {
    let place = attempt.place.as_ref().map(placed);
    let name = match (attempt.rule.name.as_str(), &place) {
        ("", Some(place)) => format!("the statement at {place}"),
        ("", None) => String::from("a statement with a condition"),
        (name, _) => format!("the rule {name}"),
    };
    let gloss = attempt.rule.gloss.as_ref().map(|gloss| format!(": {}", clean::line(gloss)));
    let first = format!("{} ", style.glyphs().bullet);
    let mut out = wrap(&format!("{name}{}", gloss.unwrap_or_default()), style.width, &first, "  ");
    let mut row = |word: &str, paint: Paint, text: &str| {
        let head = format!("    {word:<9}");
        let wrapped = wrap(&clean::line(text), style.width, &head, &blank(&head));
        let rest = wrapped.strip_prefix(&format!("    {word}")).unwrap_or(&wrapped);
        out.push_str(&format!("    {}{rest}", style.paint(paint, word)));
    };
    for met in &attempt.met {
        row("holds", Paint::Good, met);
    }
    for missing in &attempt.missing {
        let place = missing.place.as_ref().map(|place| format!("  ({})", placed(place))).unwrap_or_default();
        let text = format!("{}{place}", missing.sentence);
        match missing.kind {
            MissingKind::NotShown => row("missing", Paint::Bad, &text),
            MissingKind::Denied => row("denied", Paint::Bad, &text),
            MissingKind::Blocking => row("stopped", Paint::Bad, &format!("since {text}")),
            MissingKind::Comparison => row("fails", Paint::Bad, &text),
            MissingKind::Undecided => row("open", Paint::Bad, &format!("{text} is neither true nor false")),
        }
        for one in &missing.unheard {
            row("though", Paint::Dim, one);
        }
        if let Some(from) = &missing.from {
            row("which", Paint::Dim, &format!("would follow from `{from}.`"));
        }
    }
    for open in &attempt.open {
        row("then", Paint::Dim, open);
    }
    for stops in &attempt.stops {
        row("then", Paint::Bad, &format!("it is stopped, since {stops}"));
    }
    out
}

/// What to write so that it follows.
fn what_to_state(help: &Stating) -> String {
    let state: Vec<String> = help.state.iter().map(|sentence| format!("`{sentence}.`")).collect();
    let since = match help.gives.as_slice() {
        [] => String::new(),
        gives => format!(", since then {}", list(gives)),
    };
    format!("it would follow from {}{since}", list(&state))
}
