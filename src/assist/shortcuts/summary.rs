//! The analysis as a whole in a page: what it comes to, what is not known, what to look for, whose word it has.
//!
//! Invariant: what is told here is what the page about the analysis tells, in its words.

use crate::assist::parts::whole;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::reason::{Session, Stop, watchlist};
use crate::report::{Line, Page, Settlement, Status, Watching};

/// What it comes to, what that rests on and who disagrees.
///
/// # Errors
/// A limit was reached.
pub(super) fn summary(session: &mut Session<'_>, page: &mut Page) -> Result<(), Stop> {
    let brief = whole(session)?;
    page.title = brief.title;
    page.add("What it comes to", brief.outline.answer.iter().map(judged).collect());
    let rests = brief.outline.rests_on.iter().map(|one| match one.sources.as_slice() {
        [] => one.sentence.clone(),
        sources => format!("{} ({})", one.sentence, sources.join(", ")),
    });
    page.add("What most of it rests on", rests.collect());
    page.add("What would change it", brief.outline.changed_by);
    let open = brief.disputes.iter().filter(|one| one.settlement == Settlement::Open);
    let sides = open.map(|dispute| {
        let who: Vec<&str> = dispute.sides.iter().map(|(who, _)| who.as_str()).collect();
        format!("{}: {}", who.join(" against "), dispute.about.join(" and "))
    });
    page.add("Who disagrees", sides.collect());
    Ok(())
}

/// A line with its status and its likelihood, where it is not simply so.
fn judged(line: &Line) -> String {
    let status = line.status.filter(|status| !matches!(status, Status::Undisputed | Status::Established));
    let likely = line.likelihood.as_ref().map(|likely| likely.words.clone());
    let words: Vec<String> = status.map(|one| one.word().to_owned()).into_iter().chain(likely).collect();
    if words.is_empty() { line.text.clone() } else { format!("{} -- {}", line.text, words.join(", ")) }
}

/// What is not known: what is open between hypotheses, what is taken for granted, what was not seen yet.
///
/// # Errors
/// A limit was reached.
pub(super) fn unknown(session: &mut Session<'_>, page: &mut Page) -> Result<(), Stop> {
    let brief = whole(session)?;
    page.title = String::from("What is not known");
    for question in &brief.questions {
        let open = question
            .hypotheses
            .iter()
            .filter(|one| matches!(one.status, Status::Tenable | Status::Contested | Status::Possible));
        let open: Vec<String> = open
            .map(|one| match &one.gloss {
                Some(gloss) => format!("{}: {gloss} -- {}", one.name, one.status.word()),
                None => format!("{} -- {}", one.name, one.status.word()),
            })
            .collect();
        page.add(question.question.clone(), open);
    }
    let open = brief.disputes.iter().filter(|one| one.settlement == Settlement::Open);
    page.add("What sources disagree on", open.flat_map(|dispute| dispute.about.clone()).collect());
    let granted = brief.outline.granted.iter().filter(|one| !one.routine);
    page.add(
        "What is taken for granted, since nobody has shown otherwise",
        granted.map(|one| one.text.clone()).collect(),
    );
    page.add("What is only forecast", brief.outline.forecasts.iter().map(judged).collect());
    Ok(())
}

/// What to look for: what was not seen yet first.
///
/// # Errors
/// A limit was reached.
pub(super) fn watch(session: &mut Session<'_>, page: &mut Page) -> Result<(), Stop> {
    let list = watchlist(session)?;
    page.title = String::from("What to look for");
    for (heading, states) in [
        ("Overdue", &[Watching::Overdue][..]),
        ("Not seen yet", &[Watching::NotSeen]),
        ("Seen", &[Watching::Seen]),
        ("Known not to be there", &[Watching::Absent]),
    ] {
        let found = list.indicators.iter().filter(|one| states.contains(&one.state));
        let lines = found.map(|one| {
            let day = one.expected.as_ref().map(|day| format!(" by {day}")).unwrap_or_default();
            format!("{}{day}, a sign of {}", one.gloss.as_ref().unwrap_or(&one.sentence), one.of)
        });
        page.add(heading, lines.collect());
    }
    if page.sections.is_empty() {
        let say = "`indicator NAME of HYPOTHESIS: SENTENCE.` says what would be a sign of it";
        page.add("No indicator is declared", vec![String::from(say)]);
    }
    Ok(())
}

/// The sources, the most reliable first.
pub(super) fn reliability(model: &Model, page: &mut Page) {
    page.title = String::from("The sources, the most reliable first");
    let mut graded: Vec<((char, u8), String)> = Vec::new();
    let mut ungraded: Vec<String> = Vec::new();
    for (id, symbol) in (0..).map(SymbolId).zip(model.symbols.iter()) {
        let own = symbol.span.is_some_and(|span| model.module(span).is_none());
        if !own || symbol.sort != SortId::SOURCE || model.names.get(&symbol.name) != Some(&id) {
            continue;
        }
        let gloss = symbol.gloss.as_ref().map(|gloss| format!(": {gloss}")).unwrap_or_default();
        let name = model.write_symbol(id);
        match model.sources.get(&id).and_then(|source| source.grade) {
            Some(grade) => graded.push((
                (grade.reliability, grade.credibility),
                format!("{}{} {name}{gloss}", grade.reliability, grade.credibility),
            )),
            None => ungraded.push(format!("{name}{gloss}")),
        }
    }
    graded.sort_by_key(|(grade, _)| *grade);
    page.add(
        "Graded: from A, reliable, to F, not to be judged; and from 1, confirmed, to 6",
        graded.into_iter().map(|(_, line)| line).collect(),
    );
    page.add("Without a grade", ungraded);
}
