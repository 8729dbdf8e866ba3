//! Answers and changes with numbers before them, so that a conversation can come back to them.

use super::answers::ask;
use super::paint::Paint;
use super::parts::with_judgement;
use super::table::table;
use super::wrap::{blank, wrap};
use crate::render::Style;
use crate::render::likely::likely;
use crate::report::{Answer, Ask};

/// The answers from the number `first` on: a table where several things were asked for, sentences where
/// one was; proofs and what is missing as everywhere.
pub fn listing(answers: &Ask, first: usize, style: &Style) -> String {
    let told = answers.answers.get(first.saturating_sub(1)..).unwrap_or_default();
    let plain = answers.absence.is_none() && told.iter().all(|answer| answer.proofs.is_empty());
    let columns = told.first().map_or(0, |answer| answer.bindings.len());
    if !plain || told.is_empty() || columns == 0 {
        return ask(answers, style);
    }
    let mut out = if columns > 1 { in_columns(told, first, style) } else { in_sentences(told, first, style) };
    if answers.hidden > 0 {
        let all = answers.answers.len() + answers.hidden;
        let last = answers.answers.len();
        let text = format!("{first} to {last} of {all} answers; `more` shows the next");
        out.push_str(&format!("{}\n", style.paint(Paint::Dim, &text)));
    }
    out
}

fn in_sentences(answers: &[Answer], first: usize, style: &Style) -> String {
    let sentences: Vec<String> = answers
        .iter()
        .map(|answer| with_judgement(&answer.sentence, answer.status, answer.likelihood.as_ref(), style))
        .collect();
    numbered(&sentences, first, style)
}

fn in_columns(answers: &[Answer], first: usize, style: &Style) -> String {
    let heads: Vec<String> = answers
        .first()
        .map(|answer| answer.bindings.iter().map(|(name, _)| name.clone()).collect())
        .unwrap_or_default();
    let mut all: Vec<&str> = vec![""];
    all.extend(heads.iter().map(String::as_str));
    all.extend(["status", "likelihood"]);
    let width = (first + answers.len()).to_string().len();
    let rows: Vec<Vec<String>> = answers
        .iter()
        .zip(first..)
        .map(|(answer, number)| {
            let likelihood = answer.likelihood.as_ref().map(likely);
            let mut row = vec![format!("{number:>width$}")];
            row.extend(answer.bindings.iter().map(|(_, value)| value.clone()));
            row.push(answer.status.map(|status| status.word().to_owned()).unwrap_or_default());
            row.push(likelihood.unwrap_or_default());
            row
        })
        .collect();
    table(&all, &rows, style)
}

/// Sentences with numbers before them.
pub fn numbered(sentences: &[String], first: usize, style: &Style) -> String {
    let width = (first + sentences.len().saturating_sub(1)).to_string().len();
    let mut out = String::new();
    for (sentence, number) in sentences.iter().zip(first..) {
        let mark = format!("{number:>width$}. ");
        let text = wrap(sentence, style.width, &mark, &blank(&mark));
        let rest = text.strip_prefix(&mark).unwrap_or(&text);
        out.push_str(&format!("{}{rest}", style.paint(Paint::Dim, &mark)));
    }
    out
}
