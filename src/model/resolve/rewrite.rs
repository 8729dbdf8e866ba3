//! A sentence that no relation has, to the small turn of words that would make it one: a hedge or a "not" in
//! the middle, a date without its comma, `when` for `if`, `more than` for `at least`.
//!
//! **Invariant:** a turn is proposed only where what comes out has the shape of a sentence that is known.

use super::matching::{self, UnitWords};
use super::resolver::Resolver;
use crate::model::template::{Part, Template};
use crate::source::Span;
use crate::syntax::ast::{Token, TokenKind};
use smol_str::SmolStr;

/// What to say of a sentence that is one but for a turn of words.
pub(super) struct Turn {
    pub(super) span: Span,
    pub(super) label: String,
    pub(super) help: String,
}

/// Words that join sentences in English and not in the language.
const CONDITIONS: [&str; 6] = ["when", "whenever", "where", "because", "provided", "while"];

/// Words of English for a bound, and the words for them.
const BOUNDS: [(&[&str], &[&str]); 13] = [
    (&["more", "than"], &["at", "least"]),
    (&["over"], &["at", "least"]),
    (&["not", "less", "than"], &["at", "least"]),
    (&["less", "than"], &["at", "most"]),
    (&["fewer", "than"], &["at", "most"]),
    (&["up", "to"], &["at", "most"]),
    (&["not", "more", "than"], &["at", "most"]),
    (&["under"], &["at", "most"]),
    (&["around"], &["about"]),
    (&["approximately"], &["about"]),
    (&["roughly"], &["about"]),
    (&["nearly"], &["about"]),
    (&["some"], &["about"]),
];

/// The verbs that English puts before a "not", which a sentence of the language does without.
const HELPING: [&str; 9] = ["does", "do", "did", "has", "have", "had", "is", "are", "was"];

fn word(token: &Token) -> Option<&str> {
    match &token.kind {
        TokenKind::Word(word) => Some(word.as_str()),
        _ => None,
    }
}

/// Whether these words stand at a place.
fn stand(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    let here = tokens.get(at..at + words.len()).unwrap_or_default();
    here.len() == words.len() && here.iter().zip(words).all(|(token, said)| word(token) == Some(*said))
}

/// The tokens without some of them.
fn without(tokens: &[Token], from: usize, to: usize) -> Vec<Token> {
    let kept = tokens.iter().enumerate().filter(|(at, _)| *at < from || *at >= to);
    kept.map(|(_, token)| token.clone()).collect()
}

impl Resolver<'_> {
    /// The turn that makes a sentence of the tokens, if there is one.
    pub(super) fn turned(&self, tokens: &[Token]) -> Option<Turn> {
        self.unmarked_label(tokens)
            .or_else(|| self.english_condition(tokens))
            .or_else(|| self.english_bound(tokens))
            .or_else(|| self.date_within(tokens))
            .or_else(|| self.hedge_before(tokens))
            .or_else(|| self.hedge_within(tokens))
            .or_else(|| self.english_negation(tokens))
    }

    /// Whether the tokens have the shape of a sentence.
    fn says(&self, tokens: &[Token]) -> bool {
        let candidates = self.patterns.candidates(tokens);
        candidates
            .iter()
            .any(|pattern| !matching::fits(&self.model, *pattern, tokens, UnitWords::Any).is_empty())
    }

    /// The tokens as they were written.
    fn written(&self, tokens: &[Token]) -> String {
        tokens.iter().map(|token| self.map.text(token.span)).collect::<Vec<_>>().join(" ")
    }

    /// `@lifeline China …`
    fn unmarked_label(&self, tokens: &[Token]) -> Option<Turn> {
        let (first, rest) = tokens.split_first()?;
        let TokenKind::Label(label) = &first.kind else { return None };
        self.says(rest).then(|| Turn {
            span: first.span,
            label: String::from("a colon is missing after this label"),
            help: format!("write `@{label}: {}`", self.written(rest)),
        })
    }

    /// `A when B`
    fn english_condition(&self, tokens: &[Token]) -> Option<Turn> {
        let at =
            tokens.iter().position(|token| word(token).is_some_and(|word| CONDITIONS.contains(&word)))?;
        let (before, after) = (tokens.get(..at)?, tokens.get(at + 1..)?);
        let joint = tokens.get(at)?;
        (self.says(before) && self.says(after)).then(|| Turn {
            span: joint.span,
            label: String::from("this joins no sentences"),
            help: format!(
                "a condition begins with `if`: `{} if {}`",
                self.written(before),
                self.written(after)
            ),
        })
    }

    /// `more than 3_000 troops`
    fn english_bound(&self, tokens: &[Token]) -> Option<Turn> {
        let number = tokens.iter().position(|token| matches!(token.kind, TokenKind::Number(_)))?;
        let (said, meant) = BOUNDS.iter().find(|(said, _)| {
            number.checked_sub(said.len()).is_some_and(|start| stand(tokens, start, said))
        })?;
        let start = number.checked_sub(said.len())?;
        let first = tokens.get(start)?;
        let span = first.span.to(tokens.get(number)?.span);
        let put = |text: &&str| Token { kind: TokenKind::Word(SmolStr::new(text)), span: first.span };
        let bound = meant.iter().map(put);
        let turned: Vec<Token> = tokens
            .iter()
            .take(start)
            .cloned()
            .chain(bound)
            .chain(tokens.iter().skip(number).cloned())
            .collect();
        let unit = |token: &&Token| word(token).is_some_and(|word| self.model.units.find(word).is_some());
        let length = 1 + usize::from(tokens.get(number + 1).as_ref().is_some_and(unit));
        let amount = self.written(tokens.get(number..number + length)?);
        self.says(&turned).then(|| Turn {
            span,
            label: String::from("an amount is not written like this"),
            help: format!(
                "write `{} {amount}`; the bounds are `at least`, `at most` and `about`",
                meant.join(" ")
            ),
        })
    }

    /// `China condemned war by 2024`, `… in 2024`
    fn date_within(&self, tokens: &[Token]) -> Option<Turn> {
        let [before @ .., joint, date] = tokens else { return None };
        let (said, clause) = match word(joint)? {
            "by" => ("a deadline stands after a comma, in a commitment or a forecast", "by"),
            "in" | "on" | "at" => ("the date of a statement stands after a comma", "on"),
            "from" => ("a date from which on it holds stands after a comma", "since"),
            "till" => ("a date up to which it holds stands after a comma", "until"),
            _ => return None,
        };
        let dated = matches!(date.kind, TokenKind::Date(_) | TokenKind::Number(_));
        (dated && self.says(before)).then(|| Turn {
            span: joint.span.to(date.span),
            label: String::from("this is no part of the sentence"),
            help: format!("write `, {clause} {}`: {said}", self.map.text(date.span)),
        })
    }

    /// `It is likely that China condemned war`
    fn hedge_before(&self, tokens: &[Token]) -> Option<Turn> {
        let first = tokens.first()?;
        let said = |at: usize| tokens.get(at).and_then(word).map(str::to_lowercase);
        let that =
            tokens.iter().position(|token| word(token) == Some("that")).filter(|at| (3..=6).contains(at))?;
        if said(0).as_deref() != Some("it") || !matches!(said(1).as_deref(), Some("is" | "was" | "seems")) {
            return None;
        }
        let hedge: Vec<&str> = tokens.get(2..that)?.iter().map(word).collect::<Option<_>>()?;
        let hedge = hedge.join(" ");
        let known = crate::model::value::scale::Scale::known_in(&hedge);
        if self.model.frame.scale.find(&hedge).is_none() && known.is_empty() {
            return None;
        }
        let (rest, span) = (tokens.get(that + 1..)?, first.span.to(tokens.get(that)?.span));
        self.says(rest).then(|| Turn {
            span,
            label: String::from("a likelihood stands after the sentence"),
            help: format!("write `{}, {hedge}`", self.written(rest)),
        })
    }

    /// `China probably condemned war`
    fn hedge_within(&self, tokens: &[Token]) -> Option<Turn> {
        let spans = (1..=3).rev().flat_map(|length| (0..tokens.len()).map(move |at| (at, at + length)));
        spans.into_iter().find_map(|(from, to)| {
            let words: Option<Vec<&str>> = tokens.get(from..to)?.iter().map(word).collect();
            let hedge = words?.join(" ");
            let known = crate::model::value::scale::Scale::known_in(&hedge);
            if self.model.frame.scale.find(&hedge).is_none() && known.is_empty() {
                return None;
            }
            let rest = without(tokens, from, to);
            let span = tokens.get(from)?.span;
            self.says(&rest).then(|| Turn {
                span,
                label: String::from("a likelihood is no part of the sentence"),
                help: format!("write it after a comma: `{}, {hedge}`", self.written(&rest)),
            })
        })
    }

    /// `China has not condemned war`, `China is not a state`
    fn english_negation(&self, tokens: &[Token]) -> Option<Turn> {
        let at = tokens.iter().position(|token| word(token) == Some("not")).filter(|at| *at > 0)?;
        let span = tokens.get(at)?.span;
        let plain = without(tokens, at, at + 1);
        let helped = at
            .checked_sub(1)
            .filter(|before| tokens.get(*before).and_then(word).is_some_and(|it| HELPING.contains(&it)))
            .map(|before| without(tokens, before, at + 1));
        let templates = || {
            let known = self.model.relations.iter();
            known.flat_map(|relation| {
                relation.sentences.iter().map(move |one| (one, relation.negated.as_ref()))
            })
        };
        let found = [Some(plain), helped].into_iter().flatten().find_map(|turned| {
            let fitting = templates().filter_map(|(template, negated)| {
                self.filled(template, &turned)
                    .map(|(different, sentence)| (different, sentence, template, negated))
            });
            fitting.min_by_key(|(different, ..)| *different).map(|(_, sentence, template, negated)| {
                (sentence, negated.map(|own| (template, own, turned)))
            })
        });
        let (sentence, negated) = found?;
        let own = negated.and_then(|(template, negated, turned)| self.refilled(template, negated, &turned));
        let help = match own {
            Some(own) => format!("write `not {sentence}`, or `{own}`"),
            None => format!("write `not {sentence}`"),
        };
        Some(Turn { span, label: String::from("`not` stands before the sentence"), help })
    }

    /// The negated sentence with what the tokens say in the holes of the plain one, a token a part.
    fn refilled(&self, plain: &Template, negated: &Template, tokens: &[Token]) -> Option<String> {
        let parts = negated.parts.iter().map(|part| match part {
            Part::Word(word) => Some(word.to_string()),
            Part::Hole(_) => {
                let at = plain.parts.iter().position(|other| other == part)?;
                Some(self.map.text(tokens.get(at)?.span).to_owned())
            }
        });
        parts.collect::<Option<Vec<_>>>().map(|parts| parts.join(" "))
    }
}
