//! Sentences of a page about one thing to lines, what is alike in one.

use super::lines::{Groups, Judged, lines};
use crate::reason::Session;
use crate::report::Weight;
use crate::theory::{Evaluated, Said};

/// A line of a page, and the sentences that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The line.
    pub text: String,
    /// The sentences, each as it stands alone.
    pub sentences: Vec<String>,
}

/// Sentences as lines, in the order of their first ones: *each of the 27 can still stop x* for as many sentences.
pub fn alike(session: &Session<'_>, evaluated: &Evaluated, all: &[Said]) -> Vec<Alike> {
    let groups = Groups::new(session.model, evaluated);
    let plain = |said: &Said| Judged {
        said: said.clone(),
        weight: Weight::Conclusion,
        status: None,
        likelihood: None,
        sources: Vec::new(),
    };
    let made = lines(session, &groups, all.iter().map(plain).collect());
    made.into_iter().map(|line| Alike { text: line.text, sentences: line.sentences }).collect()
}
