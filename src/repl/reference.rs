//! Questions that speak of what was said before, `why?`, `why 2?`, `what if not it?`, to the questions that
//! they stand for.
//!
//! Invariant: pure text; a question that names a sentence of its own is left as it is.

/// What was said last.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// The sentences that have numbers, from 1 on.
    pub(super) numbered: Vec<String>,
    /// What "it" is, where it is none of them: the sentence of a question without an answer, or of a
    /// statement.
    pub(super) it: Option<String>,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Referred {
    /// It speaks of nothing said before.
    Unchanged,
    /// What it stands for, and the number of the sentence meant if there are others.
    To(String, Option<usize>),
    /// It speaks of something that was not said.
    Nothing(String),
}

/// How a question about a sentence begins; longer ones first.
const LEADS: &[(&str, &str, &str)] = &[
    // What is typed, what stands before a sentence, what stands before one that begins with `not`.
    ("why not", "why not ", "why not not "),
    ("why false", "why false ", "why "),
    ("why", "why ", "why false "),
    ("how likely", "how likely ", "how likely not "),
    ("what would it take", "what would it take: ", "what would it take: not "),
    ("what if not", "what if not ", "what if "),
    ("what if", "what if ", "what if not "),
];

/// The question that this one stands for.
pub(super) fn refer(question: &str, said: &Said) -> Referred {
    let text = question.trim().trim_end_matches('?').trim_end();
    let words: Vec<&str> = text.split([' ', '\t', '\n', ':']).filter(|word| !word.is_empty()).collect();
    for (lead, plain, denied) in LEADS {
        let count = lead.split(' ').count();
        let (Some(head), Some(rest)) = (words.get(..count), words.get(count..)) else { continue };
        if !head.join(" ").eq_ignore_ascii_case(lead) {
            continue;
        }
        let Some(target) = target(rest) else { continue };
        let (sentence, number) = match find(target, said) {
            Ok(found) => found,
            Err(why) => return Referred::Nothing(why),
        };
        let asked = match sentence.strip_prefix("not ") {
            Some(sentence) => format!("{denied}{sentence}?"),
            None => format!("{plain}{sentence}?"),
        };
        return Referred::To(asked, number);
    }
    Referred::Unchanged
}

/// Which of the sentences is meant.
#[derive(Clone, Copy)]
enum Target {
    It,
    Number(usize),
}

fn target(rest: &[&str]) -> Option<Target> {
    match rest {
        [] => Some(Target::It),
        ["number" | "no" | "answer", number] | [number] => {
            if ["it", "that", "this"].iter().any(|word| word.eq_ignore_ascii_case(number)) {
                return Some(Target::It);
            }
            number.trim_start_matches('#').parse().ok().map(Target::Number)
        }
        _ => None,
    }
}

fn find(target: Target, said: &Said) -> Result<(String, Option<usize>), String> {
    match target {
        Target::It => match (&said.it, said.numbered.as_slice()) {
            (Some(it), _) => Ok((it.clone(), None)),
            (None, [only]) => Ok((only.clone(), None)),
            (None, [first, ..]) => Ok((first.clone(), Some(1))),
            (None, []) => Err(String::from(
                "nothing was said yet that this could be about: ask `who has power over whom?` first, \
                 or name the sentence: `why China is a state?`",
            )),
        },
        Target::Number(number) => match number.checked_sub(1).and_then(|at| said.numbered.get(at)) {
            Some(sentence) => Ok((sentence.clone(), None)),
            None if said.numbered.is_empty() => Err(String::from("no answer has a number yet")),
            None => Err(format!("the numbers go from 1 to {}", said.numbered.len())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said() -> Said {
        Said { numbered: vec!["A is b".into(), "not C is d".into()], it: None }
    }

    #[test]
    fn it_and_numbers_stand_for_sentences() {
        let to = |question: &str, number| Referred::To(question.to_owned(), number);
        assert_eq!(refer("why?", &said()), to("why A is b?", Some(1)));
        assert_eq!(refer("Why 2?", &said()), to("why false C is d?", None));
        assert_eq!(refer("why not it?", &said()), to("why not A is b?", Some(1)));
        assert_eq!(refer("what if not 2?", &said()), to("what if C is d?", None));
        assert_eq!(refer("what would it take: 1?", &said()), to("what would it take: A is b?", None));
        assert_eq!(refer("how likely?", &said()), to("how likely A is b?", Some(1)));
        assert_eq!(refer("why A is b?", &said()), Referred::Unchanged);
        assert_eq!(refer("who is b?", &said()), Referred::Unchanged);
        assert_eq!(refer("why 3?", &said()), Referred::Nothing("the numbers go from 1 to 2".into()));
        assert!(matches!(refer("why?", &Said::default()), Referred::Nothing(_)));
    }
}
