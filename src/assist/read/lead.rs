//! What is asked of a sentence: *why*, *when*, *how many*, *what if*, *will*.
//!
//! Invariant: pure text.

use crate::assist::cut::{self, Word, after};
use crate::assist::verbs;
use crate::syntax::lexer::Kind;

/// What is asked of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    Find,
    Why,
    WhyNot,
    WhatIf,
    WouldTake,
    HowLikely,
    When,
    Count,
}

/// How questions about a sentence begin, longer ones first.
const LEADS: &[(&str, Lead)] = &[
    ("what would happen if", Lead::WhatIf),
    ("what will happen if", Lead::WhatIf),
    ("what would change if", Lead::WhatIf),
    ("what happens if", Lead::WhatIf),
    ("what changes if", Lead::WhatIf),
    ("what follows if", Lead::WhatIf),
    ("what if", Lead::WhatIf),
    ("what would it take for", Lead::WouldTake),
    ("what would it take that", Lead::WouldTake),
    ("what would it take", Lead::WouldTake),
    ("how likely is it that", Lead::HowLikely),
    ("how probable is it that", Lead::HowLikely),
    ("how certain is it that", Lead::HowLikely),
    ("how sure is it that", Lead::HowLikely),
    ("what are the chances that", Lead::HowLikely),
    ("what is the chance that", Lead::HowLikely),
    ("what is the likelihood that", Lead::HowLikely),
    ("what is the probability that", Lead::HowLikely),
    ("how sure are we that", Lead::HowLikely),
    ("how certain are we that", Lead::HowLikely),
    ("how confident are we that", Lead::HowLikely),
    ("what are the odds that", Lead::HowLikely),
    ("is it likely that", Lead::HowLikely),
    ("how likely", Lead::HowLikely),
    ("how probable", Lead::HowLikely),
    ("how certain", Lead::HowLikely),
    ("what supports the claim that", Lead::Why),
    ("what supports the conclusion that", Lead::Why),
    ("what is the evidence that", Lead::Why),
    ("what is the evidence for", Lead::Why),
    ("why do we think that", Lead::Why),
    ("why do we believe that", Lead::Why),
    ("how do we know that", Lead::Why),
    ("what speaks for", Lead::Why),
    ("what speaks against", Lead::WhyNot),
    ("what would break", Lead::Why),
    ("what does it rest on that", Lead::Why),
    ("how come", Lead::Why),
    ("why not", Lead::WhyNot),
    ("why", Lead::Why),
    ("when", Lead::When),
    ("since when", Lead::When),
    ("how many", Lead::Count),
];

/// What the words may ask of what sentence.
pub(super) fn leads(words: &[Word]) -> Vec<(Lead, &[Word])> {
    let mut found: Vec<(Lead, &[Word])> = Vec::new();
    if let Some((lead, rest)) = LEADS.iter().find_map(|(with, lead)| Some((*lead, after(words, with)?))) {
        let colon = rest.first().is_some_and(|word| word.text == ":");
        let rest = if colon { rest.get(1..).unwrap_or_default() } else { rest };
        found.push((lead, rest));
    }
    // What will be is no more than likely; everything else may be a plain question.
    if !is_future(words) {
        found.push((Lead::Find, words));
    }
    found
}

/// `will A do x`: asks what is to come.
pub(super) fn is_future(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|word| word.kind == Kind::Word && matches!(word.lower.as_str(), "will" | "shall"))
}

/// `is A going to do x`, `is A likely to do x`, `is x expected to happen`: what will be, in so many words.
pub(super) fn foreseen(words: &[Word]) -> Option<Vec<Word>> {
    let [is, rest @ ..] = words else { return None };
    if !verbs::is_form_of(&is.lower, "be") {
        return None;
    }
    let ahead = |word: &Word| {
        matches!(
            word.lower.as_str(),
            "going" | "likely" | "expected" | "bound" | "about" | "set" | "sure" | "certain" | "due"
        )
    };
    let at = rest.iter().position(ahead).filter(|at| *at > 0)?;
    let to = rest.get(at + 1).filter(|word| word.lower == "to")?;
    let mut will = cut::words("will");
    will.extend(rest.get(..at)?.iter().cloned());
    will.extend(rest.get(at + 2..)?.iter().cloned());
    (to.kind == Kind::Word && will.len() > 2).then_some(will)
}

/// What is supposed under the lead that the language has for it: `what would happen if A` as `what if A`.
pub(in crate::assist) fn canonical(words: &[Word]) -> Option<String> {
    let (_, rest) = leads(words).into_iter().find(|(lead, _)| *lead == Lead::WhatIf)?;
    (!rest.is_empty()).then(|| format!("what if {}?", cut::joined(rest)))
}

/// The text of a question without courtesies, as strat might read it as it stands.
pub(in crate::assist) fn plain(words: &[Word]) -> String {
    cut::joined(words)
}
