//! Who says what: a source, a labelled statement, and what is said of a thing without being counted.
//!
//! Invariant: whatever is told is said in the files, with those who say it.

use crate::assist::parts;
use crate::model::Model;
use crate::model::statement::{Context, Kind, Literal, Statement, StatementId, SymbolId, Term};
use crate::model::write::Variables;
use crate::reason::{Session, Stop};
use crate::report::Page;
use crate::theory::Evaluated;

/// What a source says, and what rests on its word alone.
///
/// # Errors
/// A limit was reached.
pub(super) fn source(session: &mut Session<'_>, source: SymbolId, page: &mut Page) -> Result<(), Stop> {
    page.add("What it says", claims_of(session.model, source));
    let (falls, _) = parts::without(session, source)?;
    page.add("What no longer follows without its word", falls);
    Ok(())
}

/// What a source says, in the words of its claims.
fn claims_of(model: &Model, source: SymbolId) -> Vec<String> {
    let own = model
        .statements()
        .filter(|(id, statement)| model.is_own(*id) && statement.attribution.sources.contains(&source));
    own.map(|(_, statement)| worded(model, statement)).collect()
}

/// A statement in a line: its label, what it says, how likely.
pub(super) fn worded(model: &Model, statement: &Statement) -> String {
    let label = statement.label.map(|label| format!("{} ", model.write_symbol(label))).unwrap_or_default();
    let heads: Vec<String> = statement
        .heads
        .iter()
        .map(|head| model.write(head, Variables::Named(&statement.variables)))
        .collect();
    let what = match &statement.gloss {
        Some(gloss) if statement.body.is_some() || heads.is_empty() => gloss.to_string(),
        _ => heads.join(" and "),
    };
    let likelihood = statement.attribution.likelihood.as_ref();
    let likelihood = likelihood.map(|hedge| format!(", {}", hedge.words)).unwrap_or_default();
    format!("{label}{what}{likelihood}")
}

/// What is to be said of a statement: who says it, what it says, what else says so, what stands against it,
/// what rests on it.
pub(super) fn statement(session: &mut Session<'_>, label: SymbolId, page: &mut Page) -> Result<(), Stop> {
    let model = session.model;
    let labelled: Vec<(StatementId, &Statement)> =
        model.statements().filter(|(_, statement)| statement.label == Some(label)).collect();
    let mut says: Vec<String> = Vec::new();
    let mut who: Vec<String> = Vec::new();
    for (_, statement) in &labelled {
        says.push(
            worded(model, statement)
                .trim_start_matches(&format!("{} ", model.write_symbol(label)))
                .to_owned(),
        );
        says.extend(statement.attribution.because.as_ref().map(|because| format!("because \"{because}\"")));
        says.extend(
            statement
                .attribution
                .quoting
                .as_ref()
                .map(|quote| format!("in the source's words: \"{}\"", quote.words)),
        );
        for source in &statement.attribution.sources {
            let grade = model.sources.get(source).and_then(|known| known.grade);
            let grade = grade.map(|grade| format!(", graded {}{}", grade.reliability, grade.credibility));
            let gloss = model.symbol(*source).and_then(|known| known.gloss.clone());
            let gloss = gloss.map(|gloss| format!(" ({gloss})")).unwrap_or_default();
            who.push(format!("{}{gloss}{}", model.name(*source), grade.unwrap_or_default()));
        }
        if statement.attribution.sources.is_empty() {
            who.push(String::from(if statement.attribution.is_claim() {
                "the analyst claims it"
            } else {
                "given: the analyst vouches for it"
            }));
        }
    }
    if labelled.is_empty() {
        let hypotheses = model.hypotheses.values().filter(|known| known.label == Some(label));
        for known in hypotheses {
            // The label of a hypothesis stands for it.
            let raised = model.statement(known.meaning).and_then(|meaning| match meaning.kind {
                Kind::Meaning(hypothesis) => model.symbol(hypothesis),
                _ => None,
            });
            says.extend(raised.map(|one| match &one.gloss {
                Some(gloss) => format!("the hypothesis {}: {gloss}", one.name),
                None => format!("the hypothesis {}", one.name),
            }));
            who.extend(known.attribution.sources.iter().map(|source| model.name(*source).to_owned()));
        }
    }
    let heads: Vec<Literal> = labelled.iter().flat_map(|(_, one)| one.heads.iter().cloned()).collect();
    let mut becomes = Vec::new();
    if !heads.is_empty() && labelled.iter().all(|(_, one)| one.body.is_none()) {
        let view = session.options.view.clone();
        let evaluated = session.look(&view, None, &[])?.evaluated;
        let marks = session.marks(&heads)?;
        let told = heads.iter().zip(marks).map(|(head, mark)| match mark {
            Some(mark) => mark,
            None if evaluated.holds_literal(head) => String::from("it holds, whoever is believed"),
            None => String::from("nothing shows it"),
        });
        let mut told: Vec<String> = told.collect();
        told.dedup();
        if told.len() == 1 {
            becomes = told;
        }
    }
    says.dedup();
    who.dedup();
    page.add("What it says", says);
    page.add("Who says it", who);
    page.add("What becomes of it", becomes);
    let heads: Vec<_> = labelled.iter().flat_map(|(_, statement)| &statement.heads).collect();
    let same = |statement: &&Statement| {
        statement.label != Some(label)
            && statement.body.is_none()
            && statement.heads.iter().any(|head| {
                heads.iter().any(|own| {
                    own.relation == head.relation && own.sign == head.sign && own.terms == head.terms
                })
            })
    };
    let others = model.statements().map(|(_, statement)| statement).filter(same);
    page.add("Who else says so", others.map(|statement| told_by(model, statement)).collect());
    let against = |statement: &&Statement| {
        statement.body.is_none()
            && statement.heads.iter().any(|head| {
                heads.iter().any(|own| {
                    own.relation == head.relation && own.sign != head.sign && own.terms == head.terms
                })
            })
    };
    let denied = model.statements().map(|(_, statement)| statement).filter(against);
    page.add("Who denies it", denied.map(|statement| told_by(model, statement)).collect());
    let opposed = parts::contradictions(session, Some(label))?;
    page.add("Not all of these can hold together with it", opposed);
    page.add("What falls without it", parts::falls_with(session, label)?);
    Ok(())
}

/// A statement in a line with those who make it.
fn told_by(model: &Model, statement: &Statement) -> String {
    let sources: Vec<&str> = statement.attribution.sources.iter().map(|source| model.name(*source)).collect();
    let said = worded(model, statement);
    if sources.is_empty() { said } else { format!("{said} ({})", sources.join(", ")) }
}

/// What is said of a thing and is not counted as so: rejected, or below the likelihood that counts.
///
/// # Errors
/// A limit was reached.
pub(super) fn uncounted(
    session: &mut Session<'_>,
    evaluated: &Evaluated,
    symbol: SymbolId,
) -> Result<Vec<String>, Stop> {
    let model = session.model;
    let own = Term::Symbol(symbol);
    let claims = model.statements().filter(|(id, statement)| {
        model.is_own(*id)
            && statement.body.is_none()
            && statement.context == Context::Base
            && statement.attribution.is_claim()
    });
    let open: Vec<(&Statement, &Literal)> = claims
        .flat_map(|(_, statement)| statement.heads.iter().map(move |head| (statement, head)))
        .filter(|(_, head)| head.terms.contains(&own) && !evaluated.holds_literal(head))
        .collect();
    let literals: Vec<Literal> = open.iter().map(|(_, head)| (*head).clone()).collect();
    let marks = session.marks(&literals)?;
    let mut lines: Vec<String> = Vec::new();
    for ((statement, head), mark) in open.into_iter().zip(marks) {
        let sentence = model.write(head, Variables::Named(&statement.variables));
        let who: Vec<&str> = statement.attribution.sources.iter().map(|source| model.name(*source)).collect();
        let who = if who.is_empty() { String::new() } else { format!(" ({})", who.join(", ")) };
        let mark = mark.map(|mark| format!(" -- {mark}")).unwrap_or_default();
        lines.push(format!("{sentence}{who}{mark}"));
    }
    lines.dedup();
    Ok(lines)
}
