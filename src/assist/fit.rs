//! The words of a question against the sentences of the relations, in every order in which English asks.
//!
//! From each sentence come its question forms: as it stands (*who depends on B*), with a helping verb first
//! (*does A depend on B*), turned (*is A allied with B*), with what is asked for first (*what does A depend
//! on*, *on whom does A depend*), and passive (*was x condemned by A*). Words fit in any tense, names in any
//! spelling; a part at the end that was left out is asked for.
//!
//! Invariant: what comes out is a sentence of the relation with every hole filled. The work for one form is
//! bounded by [`STEPS`].

use super::cut::Word;
use super::paraphrases;
use super::phrases::{Doubt, Phrases};
use super::verbs;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::model::template::{Part as Piece, Template};
use crate::model::{Model, Relation};
use crate::syntax::lexer::Kind;

/// How many alignments of one form are tried.
const STEPS: usize = 4_000;

/// Small words that people take for each other.
pub(super) const PREPOSITIONS: &[&str] = &[
    "about", "against", "at", "by", "for", "from", "in", "into", "of", "on", "over", "to", "towards", "with",
];

/// What is asked after `how` where an amount is asked for.
const MEASURES: &[&str] = &[
    "many", "much", "far", "long", "often", "big", "large", "high", "deep", "old", "strong", "heavy", "great",
];

/// What fills a hole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Filling {
    /// Somebody or something that is asked for; perhaps of a kind, such as `state`.
    Asked(Option<String>),
    /// A thing with a name.
    Thing(SymbolId),
    /// As it was typed: a number, a date, a text, a variable, `someone`.
    Typed(String),
}

/// A sentence that the words may mean.
#[derive(Clone, Debug)]
pub(super) struct Fit<'m> {
    pub(super) relation: &'m Relation,
    /// What fills its holes, in their order.
    pub(super) fillings: Vec<Filling>,
    /// How far the words are from the sentence.
    pub(super) doubt: Doubt,
}

/// A part of a question form.
#[derive(Clone, Debug)]
enum Part<'m> {
    Word(&'m str),
    Hole(usize),
    /// What is asked for stands here, for this hole.
    Asked(usize),
    /// A helping verb.
    Helper,
}

/// How unusual it is to put a sentence in other words than its own.
const PARAPHRASED: Doubt = 1;

/// How unusual it is to name a thing by some words of its name or its explanation.
pub(super) const LOOSE: Doubt = 3;

/// How unusual it is to say that somebody can where it is meant that somebody does.
const ABLE: Doubt = 3;

/// The most things that the same words may name loosely.
const LOOSE_NAMES: usize = 3;

/// The most words by which a thing is loosely named.
const LOOSEST: usize = 6;

/// The model and what its things and sentences are called.
pub(super) struct Fitter<'m> {
    pub(super) model: &'m Model,
    pub(super) phrases: Phrases,
    paraphrases: Vec<(&'m Relation, Template)>,
}

impl<'m> Fitter<'m> {
    /// What is needed to understand questions about a model.
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, phrases: Phrases::of(model), paraphrases: paraphrases::of(model) }
    }

    /// Every sentence of every relation, and what people say for it.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (&'m Relation, &Template, Doubt)> {
        let own = self.model.relations.iter();
        let own = own.flat_map(|relation| relation.sentences.iter().map(move |one| (relation, one, 0)));
        own.chain(self.paraphrases.iter().map(|(relation, one)| (*relation, one, PARAPHRASED)))
    }

    /// The sentences that the words may mean, the likeliest first.
    pub(super) fn fits(&self, words: &[Word]) -> Vec<Fit<'m>> {
        let mut found: Vec<Fit<'m>> = Vec::new();
        for (relation, template, unusual) in self.sentences() {
            for (form, doubt) in forms(template) {
                self.fit(relation, &form, doubt + unusual, words, &mut found);
            }
        }
        found.sort_by_key(|fit| fit.doubt);
        found
    }

    /// The thing that all the words name, the most exactly.
    pub(super) fn named(&self, words: &[Word]) -> Option<SymbolId> {
        let named = self.phrases.at(words).into_iter().filter(|named| named.length == words.len());
        named.min_by_key(|named| named.doubt).map(|named| named.symbol)
    }

    fn fit(
        &self,
        relation: &'m Relation,
        form: &[Part<'_>],
        doubt: Doubt,
        words: &[Word],
        found: &mut Vec<Fit<'m>>,
    ) {
        let mut search = Search {
            fitter: self,
            relation,
            form,
            words,
            fillings: vec![None; relation.holes.len()],
            steps: STEPS,
            best: None,
        };
        search.go(0, 0, doubt);
        if let Some((doubt, fillings)) = search.best {
            found.push(Fit { relation, fillings, doubt });
        }
    }

    /// The kind that a noun names, in the singular: `states` for `state`.
    pub(super) fn kind(&self, noun: &str) -> Option<String> {
        let known = |base: &String| self.model.names.contains_key(&smol_str::format_smolstr!("is {base}"));
        verbs::bases(noun).into_iter().find(known)
    }

    /// The sort that a noun names.
    pub(super) fn sort(&self, noun: &str) -> Option<SortId> {
        let known = verbs::bases(noun).iter().find_map(|base| self.model.sorts.find(base));
        known.or(match noun {
            "country" | "countries" | "people" | "player" | "players" | "party" | "parties" => {
                Some(SortId::ACTOR)
            }
            "thing" | "things" => Some(SortId::ANY),
            "statement" | "statements" => Some(SortId::STATEMENT),
            _ => None,
        })
    }

    /// What asks at the start of the words, with the number of its words, where it may fill a hole of the
    /// sorts.
    pub(super) fn asking(&self, words: &[Word], sorts: &[SortId]) -> Option<(Filling, usize, Doubt)> {
        let model = self.model;
        let overlaps = |sort: SortId| {
            sorts.iter().any(|&wanted| wanted == SortId::ANY || model.sorts.overlap(sort, wanted))
        };
        let first = words.first()?;
        match first.lower.as_str() {
            "someone" | "somebody" | "anyone" | "anybody" => {
                overlaps(SortId::ACTOR).then(|| (Filling::Typed(String::from("someone")), 1, 0))
            }
            "something" | "anything" => Some((Filling::Typed(String::from("something")), 1, 0)),
            "who" | "whom" => {
                let people = [SortId::ACTOR, SortId::SOURCE].into_iter().any(overlaps);
                people.then_some((Filling::Asked(None), 1, 0))
            }
            "what" | "which" => {
                let skip = if words.get(1).is_some_and(|word| word.lower == "of") { 2 } else { 1 };
                let article = usize::from(words.get(skip).is_some_and(|word| word.lower == "the"));
                let noun = words.get(skip + article);
                if let Some(noun) = noun {
                    if overlaps(SortId::ACTOR)
                        && let Some(kind) = self.kind(&noun.lower)
                    {
                        return Some((Filling::Asked(Some(kind)), skip + article + 1, 0));
                    }
                    if self.sort(&noun.lower).is_some_and(overlaps) {
                        return Some((Filling::Asked(None), skip + article + 1, 0));
                    }
                }
                // `what` asks for things; for people where nothing else can be meant.
                let people = sorts.iter().all(|&sort| model.sorts.is_below(sort, SortId::ACTOR));
                Some((Filling::Asked(None), 1, Doubt::from(people && first.lower == "what")))
            }
            // `how many shells`, `how far`, `how much oil`
            "how" if sorts.iter().any(|sort| sort.has_values()) => {
                let measure = words.get(1).filter(|word| MEASURES.contains(&word.lower.as_str()))?;
                let counted = words.get(2).filter(|word| {
                    let unit =
                        verbs::bases(&word.lower).iter().any(|base| self.model.units.find(base).is_some());
                    unit && matches!(measure.lower.as_str(), "many" | "much")
                });
                Some((Filling::Asked(None), 2 + usize::from(counted.is_some()), 0))
            }
            _ => None,
        }
    }

    /// What the words at a place may be, with the number of them, for a hole of the sorts.
    fn fillings(&self, words: &[Word], sorts: &[SortId]) -> Vec<(Filling, usize, Doubt)> {
        let mut found: Vec<(Filling, usize, Doubt)> = self.asking(words, sorts).into_iter().collect();
        let named = self.phrases.at(words).into_iter().filter(|named| self.model.fits(named.symbol, sorts));
        found.extend(named.map(|named| (Filling::Thing(named.symbol), named.length, named.doubt)));
        let Some(first) = words.first() else { return found };
        let article = usize::from(matches!(first.lower.as_str(), "a" | "an" | "the") && words.len() > 1);
        if sorts.contains(&SortId::KIND)
            && let Some(kind) = words.get(article).and_then(|noun| self.kind(&noun.lower))
        {
            found.push((Filling::Typed(kind), article + 1, 0));
        }
        let values = sorts.iter().any(|sort| sort.has_values());
        match first.kind {
            Kind::Variable => found.push((Filling::Typed(first.text.clone()), 1, 0)),
            Kind::Date | Kind::Text if values => found.push((Filling::Typed(first.text.clone()), 1, 0)),
            Kind::Number if values => {
                let unit = words.get(1).filter(|word| self.model.units.find(&word.lower).is_some());
                if let Some(unit) = unit {
                    found.push((Filling::Typed(format!("{} {}", first.text, unit.text)), 2, 0));
                }
                found.push((Filling::Typed(first.text.clone()), 1, 0));
            }
            _ => {}
        }
        if found.is_empty() && !sorts.contains(&SortId::ANY) {
            for length in (1..=LOOSEST.min(words.len())).rev() {
                let said = words.get(..length).unwrap_or_default();
                let named = self.phrases.all_loosely(said, |symbol| self.model.fits(symbol, sorts));
                if named.len() <= LOOSE_NAMES {
                    found.extend(named.into_iter().map(|symbol| (Filling::Thing(symbol), length, LOOSE)));
                }
            }
        }
        found
    }
}

/// The search for the best alignment of words and parts.
struct Search<'s, 'm> {
    fitter: &'s Fitter<'m>,
    relation: &'m Relation,
    form: &'s [Part<'s>],
    words: &'s [Word],
    fillings: Vec<Option<Filling>>,
    steps: usize,
    best: Option<(Doubt, Vec<Filling>)>,
}

impl Search<'_, '_> {
    fn go(&mut self, word: usize, part: usize, doubt: Doubt) {
        if self.steps == 0 || self.best.as_ref().is_some_and(|(best, _)| *best <= doubt) {
            return;
        }
        self.steps -= 1;
        let rest = self.words.get(word..).unwrap_or_default();
        let Some(wanted) = self.form.get(part) else {
            if rest.is_empty() {
                self.keep(doubt);
            }
            return;
        };
        let Some(said) = rest.first() else { return self.leave_out(part, doubt) };
        match wanted {
            Part::Helper => {
                // Who can and who does are two questions.
                if verbs::helps(&said.lower) {
                    let able = matches!(said.lower.as_str(), "can" | "could");
                    self.go(word + 1, part + 1, doubt + if able { ABLE } else { 0 });
                }
            }
            Part::Word(wanted) => self.word(word, part, doubt, wanted, said),
            Part::Hole(hole) | Part::Asked(hole) => {
                let sorts = self.relation.holes.get(*hole).map_or(&[][..], Vec::as_slice);
                let options = match wanted {
                    Part::Asked(_) => self.fitter.asking(rest, sorts).into_iter().collect(),
                    _ => self.fitter.fillings(rest, sorts),
                };
                for (filling, length, more) in options {
                    if let Some(slot) = self.fillings.get_mut(*hole) {
                        *slot = Some(filling);
                    }
                    self.go(word + length, part + 1, doubt + more);
                }
                if let Some(slot) = self.fillings.get_mut(*hole) {
                    *slot = None;
                }
                // `agreed with the plan` for `approved the plan`.
                if self.follows_verb(part) && PREPOSITIONS.contains(&said.lower.as_str()) {
                    self.go(word + 1, part, doubt + 2);
                }
            }
        }
    }

    fn word(&mut self, word: usize, part: usize, doubt: Doubt, wanted: &str, said: &Word) {
        let wanted = wanted.to_lowercase();
        if said.kind == Kind::Word {
            if verbs::same(&said.lower, &wanted) {
                self.go(word + 1, part + 1, doubt);
            } else if near(&said.lower, &wanted) {
                self.go(word + 1, part + 1, doubt + 2);
            }
        }
        if matches!(said.lower.as_str(), "a" | "an" | "the") && said.lower != wanted {
            self.go(word + 1, part, doubt);
        }
        // `stops x` for `can stop x`, `has veto over x` for `has a veto over x`; who could and who did are two questions.
        let acted = self.words.iter().any(|one| matches!(one.lower.as_str(), "did" | "had"))
            || verbs::is_past(&said.lower);
        match wanted.as_str() {
            "can" if !acted => self.go(word, part + 1, doubt + 1),
            "a" | "an" | "the" => self.go(word, part + 1, doubt + 1),
            // `rejects the plan` for `objected to the plan`.
            joint if PREPOSITIONS.contains(&joint) && self.follows_verb(part) => {
                self.go(word, part + 1, doubt + 2);
            }
            _ => {}
        }
    }

    /// Whether a small word says little at a part: behind a verb that says something, or between two things (`Russian gas`
    /// for `Russia for gas`).
    fn follows_verb(&self, part: usize) -> bool {
        let before = part.checked_sub(1).and_then(|before| self.form.get(before));
        match before {
            Some(Part::Word(word)) => !verbs::helps(word) && !PREPOSITIONS.contains(word),
            // The one word that tells what is asked is never left out: `A is against x`.
            Some(Part::Hole(_)) => matches!(self.form.get(part + 1), Some(Part::Hole(_))) && self.tells(),
            _ => false,
        }
    }

    /// Whether a word of the form says more than that something is so, or where.
    fn tells(&self) -> bool {
        let tells = |word: &&str| !verbs::helps(word) && !PREPOSITIONS.contains(word);
        self.form.iter().any(|part| matches!(part, Part::Word(word) if tells(word)))
    }

    /// The words are over: what is left of the form is asked for, if the form can do without it.
    fn leave_out(&mut self, part: usize, doubt: Doubt) {
        let rest = self.form.get(part..).unwrap_or_default();
        let holes = rest.iter().filter(|part| matches!(part, Part::Hole(_))).count();
        let said_a_word = self.form.iter().take(part).any(|part| matches!(part, Part::Word(_)));
        let ends_in_hole = matches!(rest.last(), Some(Part::Hole(_)));
        let measured = self.words.get(1).map_or("", |word| word.lower.as_str());
        // A verb that the words do not have is no part that was left out; that to which somebody was asked is one.
        let mut before = "";
        let small = rest.iter().all(|part| {
            let Part::Word(word) = part else { return true };
            let left_out = PREPOSITIONS.contains(word)
                || matches!(*word, "and" | "than" | "as" | "that")
                || before == "to"
                || *word == measured;
            before = *word;
            left_out
        });
        let ends = ends_in_hole || holes == 0;
        if !said_a_word || !ends || !small || rest.iter().any(|part| matches!(part, Part::Asked(_))) {
            return;
        }
        let dangling = Doubt::from(holes == 0 && !rest.is_empty());
        self.keep(doubt + dangling + 2 * Doubt::try_from(holes).unwrap_or(Doubt::MAX / 4));
    }

    fn keep(&mut self, doubt: Doubt) {
        if self.best.as_ref().is_some_and(|(best, _)| *best <= doubt) {
            return;
        }
        let asked = |filling: &Option<Filling>| filling.clone().unwrap_or(Filling::Asked(None));
        self.best = Some((doubt, self.fillings.iter().map(asked).collect()));
    }
}

/// Whether a word may stand for another one that a sentence has.
fn near(said: &str, wanted: &str) -> bool {
    verbs::synonym(said, wanted) || [said, wanted].iter().all(|one| PREPOSITIONS.contains(one))
}

/// The question forms of a sentence, each with how unusual it is.
fn forms(template: &Template) -> Vec<(Vec<Part<'_>>, Doubt)> {
    let parts: Vec<Part<'_>> = template
        .parts
        .iter()
        .map(|piece| match piece {
            Piece::Word(word) => Part::Word(word.as_str()),
            Piece::Hole(hole) => Part::Hole(*hole),
        })
        .collect();
    let mut forms = vec![(parts.clone(), 0)];
    let turning = |part: &Part<'_>| matches!(part, Part::Word(word) if verbs::helps(word));
    // The word that can stand before whom it is asked of: `is`, `has`, `can`.
    let verb = parts.iter().position(turning).filter(|at| *at > 0);
    let turned = |parts: &[Part<'_>], at: usize| -> Vec<usize> {
        let others = (0..parts.len()).filter(|other| *other != at);
        std::iter::once(at).chain(others).collect()
    };
    let pick = |order: &[usize]| -> Vec<Part<'_>> {
        order.iter().filter_map(|at| parts.get(*at).cloned()).collect()
    };
    let helped: Vec<Part<'_>> = std::iter::once(Part::Helper).chain(parts.iter().cloned()).collect();
    forms.push((helped, 0));
    if let Some(verb) = verb {
        forms.push((pick(&turned(&parts, verb)), 0));
    }
    // What is asked for stands first.
    let subject = matches!(parts.first(), Some(Part::Hole(_)));
    for (at, part) in parts.iter().enumerate().skip(1) {
        let Part::Hole(hole) = part else { continue };
        if !subject {
            break;
        }
        let small =
            |at: usize| matches!(parts.get(at), Some(Part::Word(word)) if PREPOSITIONS.contains(word));
        for (moved, front) in [(false, vec![]), (true, vec![at.wrapping_sub(1)])] {
            if moved && !small(at - 1) {
                continue;
            }
            let left: Vec<usize> =
                (0..parts.len()).filter(|one| *one != at && !front.contains(one)).collect();
            let lead: Vec<Part<'_>> = pick(&front).into_iter().chain([Part::Asked(*hole)]).collect();
            let with = |middle: Vec<Part<'static>>, rest: &[usize]| -> Vec<Part<'_>> {
                lead.iter().cloned().chain(middle).chain(pick(rest)).collect()
            };
            forms.push((with(vec![Part::Helper], &left), 0));
            forms.push((with(vec![], &left), 1));
            if let Some(verb) = verb.filter(|verb| left.contains(verb)) {
                let order: Vec<usize> =
                    std::iter::once(verb).chain(left.iter().copied().filter(|one| *one != verb)).collect();
                forms.push((with(vec![], &order), 0));
            }
        }
    }
    passive(&parts, &mut forms);
    forms
}

/// `x was condemned by A`, of `A condemned x`, and `x was objected to by A`; by whom may be left out.
fn passive<'t>(parts: &[Part<'t>], forms: &mut Vec<(Vec<Part<'t>>, Doubt)>) {
    let (verb, joint, done, rest) = match parts {
        [Part::Hole(_), Part::Word(verb), done @ Part::Hole(_), rest @ ..] => (verb, None, done, rest),
        [Part::Hole(_), Part::Word(verb), Part::Word(joint), done @ Part::Hole(_), rest @ ..]
            if PREPOSITIONS.contains(joint) =>
        {
            (verb, Some(Part::Word(joint)), done, rest)
        }
        _ => return,
    };
    let Some(doer) = parts.first() else { return };
    if verbs::helps(verb) {
        return;
    }
    let told = [done.clone(), Part::Word("is"), Part::Word(verb)];
    let asked = [Part::Word("is"), done.clone(), Part::Word(verb)];
    for begun in [told, asked] {
        let begun: Vec<Part<'t>> =
            begun.into_iter().chain(joint.clone()).chain(rest.iter().cloned()).collect();
        let by = begun.iter().cloned().chain([Part::Word("by"), doer.clone()]);
        forms.push((by.collect(), 1));
        forms.push((begun, 2));
    }
}
