//! A question as the language has it, which the words of another one may mean.
//!
//! Invariant: plain text with its distance from what was typed; nothing is evaluated.

use crate::assist::phrases::Doubt;
use crate::assist::verbs;
use crate::report::{Answer, Ask};

/// A question as strat would be asked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The question, with its mark.
    pub question: String,
    /// Whether it was asked how many answers there are.
    pub counted: bool,
    /// The unit of the amounts that were asked for: `how many shells`.
    pub(in crate::assist) unit: Option<String>,
    /// How far it is from what was typed.
    pub(in crate::assist) doubt: Doubt,
}

/// The least doubt of a reading of which a part was left out.
pub(super) const LEFT_OUT: Doubt = 2;

impl Reading {
    /// A question that asks for no count.
    pub(in crate::assist) fn of(question: String, doubt: Doubt) -> Self {
        Self { question, counted: false, unit: None, doubt }
    }

    /// Whether it is as near to what was typed as another reading.
    pub fn is_as_near_as(&self, other: &Reading) -> bool {
        self.doubt <= other.doubt
    }

    /// Whether every part of the question was said, if in other words.
    pub fn is_whole(&self) -> bool {
        self.doubt < LEFT_OUT
    }
}

/// The questions that are as near to what was typed as the chosen one.
pub(crate) fn others(readings: &[Reading], chosen: usize) -> Vec<String> {
    let Some(reading) = readings.get(chosen) else { return Vec::new() };
    let others =
        readings.iter().enumerate().filter(|(at, other)| *at != chosen && other.is_as_near_as(reading));
    others.map(|(_, other)| other.question.clone()).collect()
}

impl Reading {
    /// Leaves out the answers in other units than the one that was asked for, where some are in it.
    pub(crate) fn keep_to_unit(&self, ask: &mut Ask) {
        let Some(unit) = &self.unit else { return };
        let named =
            |answer: &Answer| words_of(&answer.sentence).any(|word| verbs::same(&word.to_lowercase(), unit));
        if ask.answers.iter().any(named) {
            ask.answers.retain(named);
        }
    }
}

pub(super) fn words_of(question: &str) -> impl Iterator<Item = &str> {
    question.trim_end_matches('?').split(' ')
}
