//! The sentences of the doctrine, by subject, each with an example: a list to write from.
//!
//! Invariant: every example is a sentence of the language, once its names are declared; a test reads them all.

use super::sort::SortId;
use super::template::Template;
use super::{Doctrine, Model, Relation};

/// What stands in the holes of an example, by sort: the first and the second of its sort in one sentence, and
/// the third.
const NAMES: &[(SortId, [&str; 3])] = &[
    (SortId::GROUP, ["league", "alliance", "council"]),
    (SortId::ACTOR, ["Athens", "Sparta", "Corinth"]),
    (SortId::ACTION, ["blockade", "retreat", "embargo"]),
    (SortId::EVENT, ["famine", "revolt", "storm"]),
    (SortId::HAPPENING, ["blockade", "famine", "revolt"]),
    (SortId::OUTCOME, ["bargain", "stalemate", "war"]),
    (SortId::HYPOTHESIS, ["bluff", "plan", "accident"]),
    (SortId::PROPOSITION, ["open_gates", "closed_gates", "full_granary"]),
    (SortId::GOAL, ["survival", "prestige", "trade"]),
    (SortId::MATTER, ["tribute", "borders", "grain_law"]),
    (SortId::RESOURCE, ["grain", "ships", "silver"]),
    (SortId::COMMITMENT, ["pledge", "treaty", "bond"]),
    (SortId::FORECAST, ["surrender", "relief", "truce"]),
    (SortId::STATEMENT, ["@report", "@rumour", "@letter"]),
    (SortId::SOURCE, ["herald", "envoy", "spy"]),
    (SortId::KIND, ["city", "state", "person"]),
    (SortId::CONFIDENCE, ["high", "moderate", "low"]),
    (SortId::GAME, ["crisis", "talks", "siege"]),
    (SortId::DATE, ["2024-05-01", "2024-06-01", "2024-07-01"]),
    (SortId::NUMBER, ["1", "2", "3"]),
    (SortId::QUANTITY, ["40 talents", "60 talents", "90 talents"]),
    (SortId::TEXT, ["\"a word\"", "\"a line\"", "\"a page\""]),
    (SortId::ANY, ["grain", "ships", "silver"]),
];

/// The list as Markdown, of all sentences or of those in which a word occurs; `None` where it occurs in none.
pub fn sentences(doctrine: &Doctrine, word: Option<&str>) -> Option<String> {
    let model = doctrine.model();
    let word = word.map(str::to_lowercase);
    let mut out = String::new();
    for module in &model.modules {
        let mut lines = String::new();
        for relation in model.relations.iter().filter(|relation| relation.span.file == module.file) {
            let Some(line) = line(model, relation) else { continue };
            if word.as_ref().is_none_or(|word| line.to_lowercase().contains(word.as_str())) {
                lines.push_str(&line);
            }
        }
        if !lines.is_empty() {
            out.push_str(&format!("## {}: {}\n\n{lines}\n", module.name, module.title));
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The examples alone: what is said of each relation, affirmed and denied.
pub fn examples(doctrine: &Doctrine) -> Vec<String> {
    let model = doctrine.model();
    let of = |relation: &Relation| -> Vec<String> {
        let templates = relation.sentences.iter().chain(&relation.negated);
        templates.filter_map(|template| example(model, relation, template)).collect()
    };
    model.relations.iter().flat_map(of).collect()
}

/// A relation with its sentence, its example, and how else it may be put.
fn line(model: &Model, relation: &Relation) -> Option<String> {
    let main = relation.sentences.first()?;
    let said = example(model, relation, main)?;
    let mut line = format!("- `{said}` ({})", relation.name);
    if let Some(doc) = &relation.doc {
        line.push_str(&format!(": {}", doc.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    let also = relation.sentences.iter().skip(1).filter_map(|template| example(model, relation, template));
    let also: Vec<String> = also.map(|one| format!("`{one}`")).collect();
    if !also.is_empty() {
        line.push_str(&format!(" Also {}.", also.join(", ")));
    }
    if let Some(no) = relation.negated.as_ref().and_then(|template| example(model, relation, template)) {
        line.push_str(&format!(" Denied: `{no}`"));
    }
    line.push('\n');
    Some(line)
}

/// A sentence with names in its holes; `None` where something that only strat makes has to stand in one.
fn example(model: &Model, relation: &Relation, template: &Template) -> Option<String> {
    let mut taken: Vec<&str> = Vec::new();
    let mut arguments = Vec::new();
    for sorts in &relation.holes {
        let sort = sorts.first()?;
        // A hole that takes actions first is shown with one, and so on: names go by what fits best.
        let fitting = NAMES.iter().filter(|(of, _)| model.sorts.is_below(*of, *sort));
        let exact = NAMES.iter().filter(|(of, _)| of == sort);
        let name = exact.chain(fitting).flat_map(|(_, names)| names).find(|name| !taken.contains(*name))?;
        taken.push(name);
        arguments.push((*name).to_owned());
    }
    Some(format!("{}.", template.fill(&arguments)))
}
