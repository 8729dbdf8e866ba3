//! A sentence that no relation has, to what its author may have meant: the nearest sentence with the word
//! that differs, a comma that is missing, or the relation that would have to be declared.

use super::matching::{self, UnitWords};
use super::resolver::Resolver;
use super::suggest::letters;
use super::terms::declarable;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::model::sort::SortId;
use crate::model::statement::RelationId;
use crate::model::template::{Part, Template};
use crate::source::{Span, on_one_line};
use crate::syntax::ast::{Token, TokenKind};
use crate::syntax::words;
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What it costs to leave out, to add or to replace a word; a near miss costs half of it.
const WORD: usize = 2;

/// How many sentences have a word that tells nothing.
const COMMON: usize = 8;

/// The first step from the tokens to a pattern that is not for free.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Difference {
    /// Another word belongs in the place of this token.
    Other(usize, SmolStr),
    /// A word is missing before this token.
    Missing(usize, SmolStr),
    /// The token does not belong there.
    Extra(usize),
    /// Something is wrong with what a hole holds, or nothing at all.
    None,
}

/// A relation with the sentence of it that is nearest.
struct Near {
    distance: usize,
    relation: RelationId,
    difference: Difference,
}

/// Words before a sentence that were meant to say what is expected of it.
fn expected(tokens: &[Token]) -> Option<(&Token, String)> {
    let [first, second, ..] = tokens else { return None };
    match (&first.kind, &second.kind) {
        (TokenKind::Word(word), _)
            if matches!(word.as_str(), "disputed" | "undecided" | "likely" | "open") =>
        {
            let statuses =
                "`established`, `contested`, `rejected`, `tenable`, `possible`, `unproven` or `undisputed`";
            Some((first, format!("what can be expected of a sentence is {statuses}")))
        }
        (TokenKind::Number(count), TokenKind::Word(word))
            if matches!(word.as_str(), "answer" | "answers") =>
        {
            Some((
                second,
                format!("write a colon after `answers`, and variables: `expect {count} answers: ?who …`"),
            ))
        }
        _ => None,
    }
}

impl Resolver<'_> {
    /// The diagnostic for a sentence that fits no relation.
    pub(super) fn no_sentence(&self, span: Span, tokens: &[Token]) -> Diagnostic {
        let said = on_one_line(self.map.text(span));
        let said: String =
            if said.chars().count() > 80 { said.chars().take(79).chain(['…']).collect() } else { said };
        let diagnostic = Diagnostic::new(Code::NoSentence, format!("no relation has the sentence `{said}`"));
        if let Some(word) = self.unseparated(tokens) {
            let TokenKind::Word(text) = &word.kind else { return diagnostic };
            return diagnostic
                .label(word.span, "a comma is missing before this")
                .help(format!("write `, {text} …`: a comma stands before everything that is added"));
        }
        if let Some((token, help)) = expected(tokens) {
            return diagnostic.label(token.span, "nothing is expected like this").help(help);
        }
        if let Some(question) = self.asked(tokens) {
            return diagnostic
                .label(span, "this is put as a question")
                .help(format!("a question is the plain sentence with a `?`: `{question}`"));
        }
        if let Some(turn) = self.turned(tokens) {
            return diagnostic.label(turn.span, turn.label).help(turn.help);
        }
        let asks = super::asked::asks(tokens);
        let near = self.near(tokens);
        let kindred = self.kindred(tokens);
        let limit = (tokens.len() / 2).max(1) * WORD;
        // Where others have the words that tell something, one that is no more than built alike is not meant.
        let meant =
            |near: &&Near| near.distance < WORD || kindred.is_empty() || kindred.contains(&near.relation);
        let Some(first) = near.first().filter(|first| first.distance <= limit).filter(meant) else {
            if asks {
                return diagnostic.label(span, "no sentence is near to it").help(
                    "a question is the plain sentence with a `?`, `who` or `what` in the place of what is asked \
                     for; `strat doctrine` lists the standard sentences",
                );
            }
            let declaration = self.new_relation(tokens).unwrap_or_else(|| {
                String::from(
                    "`relation NAME \"{a: actor} …\".`; `strat doctrine` lists the standard sentences",
                )
            });
            return match kindred.first() {
                Some(kindred) => diagnostic
                    .label(span, "no sentence is put like this")
                    .help(format!("one that speaks of the same is `{}`", self.pattern_words(*kindred)))
                    .note(format!("to say something new, declare the relation: {declaration}")),
                None => diagnostic
                    .label(span, "no sentence is near to it")
                    .help(format!("declare the relation: {declaration}")),
            };
        };
        let place = |at: usize| tokens.get(at).map_or(span, |token| token.span);
        let (at, label) = match &first.difference {
            Difference::Other(at, word) => (place(*at), format!("`{word}` is expected here")),
            Difference::Missing(at, word) if *at < tokens.len() => {
                (place(*at), format!("`{word}` is missing before this"))
            }
            Difference::Missing(at, word) => {
                (place(at.saturating_sub(1)), format!("`{word}` is missing after this"))
            }
            Difference::Extra(at) => {
                (place(*at), String::from("this does not belong to the nearest sentence"))
            }
            Difference::None => (span, String::from("this is not quite a sentence that is known")),
        };
        let slip = match &first.difference {
            Difference::Other(_, word)
                if first.distance < WORD && near.get(1).is_none_or(|next| next.distance >= WORD) =>
            {
                Some(Fix::write(at, word.to_string()).likely())
            }
            _ => None,
        };
        let mut diagnostic = diagnostic
            .label(at, label)
            .help(format!("the nearest is `{}`", self.pattern_words(first.relation)));
        if let Some(fix) = slip {
            diagnostic = diagnostic.fix(fix);
        }
        if let Some(other) = near.get(1).filter(|other| other.distance <= first.distance + 1) {
            diagnostic = diagnostic.note(format!("another one is `{}`", self.pattern_words(other.relation)));
        }
        // Where another word stands, or more than a word is wrong, it may well be a new sentence.
        let new = !asks
            && (first.distance > WORD
                || (first.distance == WORD && matches!(first.difference, Difference::Other(..))));
        match self.new_relation(tokens).filter(|_| new) {
            Some(declaration) => {
                diagnostic.note(format!("to say something new, declare the relation: {declaration}"))
            }
            None => diagnostic,
        }
    }

    /// The word that begins a qualifier where the tokens before it are a sentence.
    fn unseparated<'t>(&self, tokens: &'t [Token]) -> Option<&'t Token> {
        let begins = |token: &Token| match &token.kind {
            TokenKind::Word(word) => words::begins_a_qualifier(word),
            _ => false,
        };
        let at = tokens.iter().position(begins)?;
        let before = tokens.get(..at)?;
        let candidates = self.patterns.candidates(before);
        let fits = candidates
            .iter()
            .any(|pattern| !matching::fits(&self.model, *pattern, before, UnitWords::Declared).is_empty());
        fits.then(|| tokens.get(at)).flatten()
    }

    /// The relations with the sentences nearest to the tokens, the nearest first.
    fn near(&self, tokens: &[Token]) -> Vec<Near> {
        let mut near: Vec<Near> = Vec::new();
        for (relation, known) in (0..).map(RelationId).zip(&self.model.relations) {
            let sentences = known.sentences.iter().map(|template| {
                let (distance, difference) = self.distance(template, &known.holes, tokens);
                Near { distance, relation, difference }
            });
            near.extend(sentences.min_by_key(|near| near.distance));
        }
        // Of sentences as far away, the one whose verb is there is meant.
        let known = &self.model.relations;
        let verb = |near: &Near| {
            let relation = known.get(near.relation.0 as usize);
            relation.is_some_and(|relation| relation.sentences.iter().any(|one| has_verb(one, tokens)))
        };
        near.sort_by_cached_key(|near| {
            (near.distance.saturating_sub(if verb(near) { WORD } else { 0 }), near.relation)
        });
        near.truncate(2);
        near
    }

    /// The relations with a sentence that has the same telling words, in whatever order and form, those
    /// with most of them first.
    ///
    /// A word tells the more the fewer sentences have it (inverse document frequency, Spärck Jones 1972).
    fn kindred(&self, tokens: &[Token]) -> Vec<RelationId> {
        let said = |word: &str| {
            tokens.iter().any(|token| match &token.kind {
                TokenKind::Word(said) => !self.model.names.contains_key(said) && of_one_stem(word, said),
                _ => false,
            })
        };
        let templates = (0..).map(RelationId).zip(&self.model.relations).flat_map(|(relation, known)| {
            known.sentences.iter().map(move |template| (relation, template.words().collect::<BTreeSet<_>>()))
        });
        let templates: Vec<(RelationId, BTreeSet<&str>)> = templates.collect();
        let mut spread: BTreeMap<&str, usize> = BTreeMap::new();
        for word in templates.iter().flat_map(|(_, words)| words) {
            *spread.entry(word).or_default() += 1;
        }
        // What two sentences have tells something, what twenty have does not, nor does a preposition.
        let telling = |word: &&&str| {
            word.len() >= 4 && said(word) && spread.get(**word).is_some_and(|count| *count <= COMMON)
        };
        let scored = templates.iter().filter_map(|(relation, words)| {
            let shared = words.iter().filter(telling).count();
            let left = words.iter().filter(|word| !said(word)).count();
            (shared > 0).then_some((Reverse(shared), left, *relation))
        });
        let mut scored: Vec<_> = scored.collect();
        scored.sort();
        scored.into_iter().map(|(_, _, relation)| relation).collect()
    }

    fn cost(&self, part: &Part, holes: &[Vec<SortId>], token: &Token) -> usize {
        match (part, &token.kind) {
            (Part::Word(word), TokenKind::Word(said)) if word == said => 0,
            (Part::Word(word), TokenKind::Word(said)) if alike(word, said) => WORD / 2,
            (Part::Word(_), _) => WORD,
            (Part::Hole(hole), TokenKind::Word(said)) => {
                let sorts = holes.get(*hole).map_or(&[][..], Vec::as_slice);
                let fits =
                    |name: &str| self.model.names.get(name).is_some_and(|id| self.model.fits(*id, sorts));
                let known = fits(said)
                    || words::anonymous(said)
                    || words::asks(said)
                    || (sorts.contains(&SortId::KIND) && fits(&format!("is {said}")));
                if known { 0 } else { WORD / 2 }
            }
            (Part::Hole(_), TokenKind::Operator(_)) => WORD / 2,
            (Part::Hole(_), _) => 0,
        }
    }

    /// The edit distance between a pattern and tokens (Levenshtein 1966), over words, and the first
    /// difference.
    fn distance(&self, template: &Template, holes: &[Vec<SortId>], tokens: &[Token]) -> (usize, Difference) {
        // From the ends, so that the first difference is found by walking forward.
        let width = tokens.len() + 1;
        let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
        let mut rows: Vec<Vec<usize>> = vec![(0..width).rev().map(|left| left * WORD).collect()];
        for part in template.parts.iter().rev() {
            let below = rows.last().cloned().unwrap_or_default();
            let mut row = vec![usize::MAX / 2; width];
            for column in (0..width).rev() {
                let missing = at(&below, column) + omission(part);
                let extra = at(&row, column + 1) + WORD;
                let same = match tokens.get(column) {
                    Some(token) => at(&below, column + 1) + self.cost(part, holes, token),
                    None => usize::MAX / 2,
                };
                if let Some(slot) = row.get_mut(column) {
                    *slot = same.min(missing).min(extra);
                }
            }
            rows.push(row);
        }
        rows.reverse();
        let total = rows.first().map_or(usize::MAX, |row| at(row, 0));
        let mut column = 0;
        for (number, part) in template.parts.iter().enumerate() {
            let (Some(row), Some(below)) = (rows.get(number), rows.get(number + 1)) else { break };
            let token = tokens.get(column);
            let cost = token.map_or(usize::MAX / 2, |token| self.cost(part, holes, token));
            let word = |part: &Part| match part {
                Part::Word(word) => Some(word.clone()),
                Part::Hole(_) => None,
            };
            if at(below, column + 1).saturating_add(cost) == at(row, column) {
                if let (Some(word), true) = (word(part), cost > 0) {
                    return (total, Difference::Other(column, word));
                }
                column += 1;
            } else if at(row, column + 1) + WORD == at(row, column) {
                return (total, Difference::Extra(column));
            } else {
                let difference =
                    word(part).map_or(Difference::None, |word| Difference::Missing(column, word));
                return (total, difference);
            }
        }
        (total, if column < tokens.len() { Difference::Extra(column) } else { Difference::None })
    }

    /// The declaration of a relation that would have the tokens as its sentence, if they can be one.
    fn new_relation(&self, tokens: &[Token]) -> Option<String> {
        let starts = match tokens.first().map(|token| &token.kind) {
            Some(TokenKind::Word(word)) => !words::opens(word),
            _ => true,
        };
        if !starts || tokens.len() > 12 {
            return None;
        }
        let mut letters = ('a'..='z').filter(|letter| !matches!(letter, 'n' | 'd' | 't'));
        let mut hole = |sort: &str| format!("{{{}: {sort}}}", letters.next().unwrap_or('z'));
        let mut name: Option<&str> = None;
        let mut parts = Vec::new();
        for token in tokens {
            parts.push(match &token.kind {
                TokenKind::Word(word) => match self.model.names.get(word) {
                    Some(id) => {
                        let sort = self.model.symbol(*id).map(|symbol| symbol.sort);
                        hole(sort.map_or("any", |sort| declarable(&self.model, sort)))
                    }
                    None if words::anonymous(word) || words::asks(word) => hole("any"),
                    None => {
                        let telling = word.chars().count() > 3 && self.model.find_relation(word).is_none();
                        name = name.or(telling.then_some(word.as_str()));
                        word.to_string()
                    }
                },
                TokenKind::Variable(_) => hole("any"),
                TokenKind::Text(text) if self.model.names.contains_key(text) => hole("actor"),
                TokenKind::Text(_) => String::from("{t: text}"),
                TokenKind::Number(_) => String::from("{n: quantity}"),
                TokenKind::Date(_) => String::from("{d: date}"),
                TokenKind::Label(_) => hole("statement"),
                TokenKind::Operator(_) => return None,
            });
        }
        let holds = parts.iter().any(|part| part.starts_with('{'));
        name.filter(|_| holds).map(|name| format!("`relation {name} \"{}\".`", parts.join(" ")))
    }
}

/// Whether the first telling word of a pattern stands among the tokens.
fn has_verb(template: &Template, tokens: &[Token]) -> bool {
    let words = template.parts.iter().filter_map(|part| match part {
        Part::Word(word) => Some(word),
        Part::Hole(_) => None,
    });
    let telling = words.into_iter().find(|word| word.chars().count() > 3);
    telling.is_some_and(|word| tokens.iter().any(|token| token.kind == TokenKind::Word(word.clone())))
}

/// What it costs to leave a part out: an article is easily forgotten.
fn omission(part: &Part) -> usize {
    match part {
        Part::Word(word) if matches!(word.as_str(), "a" | "an" | "the") => WORD / 2,
        Part::Word(_) | Part::Hole(_) => WORD,
    }
}

/// Whether words are forms of one: `veto` and `vetoes`, `approve` and `approved`.
fn of_one_stem(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let longer = one.chars().count().max(other.chars().count());
    one == other || (shared >= 4 && shared * 3 >= longer * 2)
}

/// Whether words are forms of one that are easily taken for each other, or one is a slip for the other.
fn alike(one: &str, other: &str) -> bool {
    let forms = [["is", "are"], ["has", "have"], ["was", "were"], ["does", "do"]];
    forms.iter().any(|pair| pair.contains(&one) && pair.contains(&other)) || is_slip(one, other)
}

/// Whether few letters of a word stand otherwise in another one.
fn is_slip(one: &str, other: &str) -> bool {
    let length = one.chars().count();
    let room = length / 3;
    // Words are no nearer than their lengths are, and a step changes two kinds of letters at most.
    other.chars().count().abs_diff(length) <= room
        && (letters(one) ^ letters(other)).count_ones() as usize <= 2 * room
        && strsim::damerau_levenshtein(one, other) <= room
}
