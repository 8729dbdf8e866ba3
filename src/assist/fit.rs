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
const PREPOSITIONS: &[&str] = &[
    "about", "against", "at", "by", "for", "from", "in", "into", "of", "on", "over", "to", "towards", "with",
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

/// The model and what its things are called.
pub(super) struct Fitter<'m> {
    pub(super) model: &'m Model,
    pub(super) phrases: Phrases,
}

impl<'m> Fitter<'m> {
    /// The sentences that the words may mean, the likeliest first.
    pub(super) fn fits(&self, words: &[Word]) -> Vec<Fit<'m>> {
        let mut found: Vec<Fit<'m>> = Vec::new();
        for relation in &self.model.relations {
            for template in &relation.sentences {
                for (form, doubt) in forms(template) {
                    self.fit(relation, &form, doubt, words, &mut found);
                }
            }
        }
        found.sort_by_key(|fit| fit.doubt);
        found
    }

    fn fit(
        &self,
        relation: &'m Relation,
        form: &[Part<'m>],
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
        if values
            && matches!(first.lower.as_str(), "how")
            && words.get(1).is_some_and(|word| word.lower == "much")
        {
            found.push((Filling::Asked(None), 2, 0));
        }
        found
    }
}

/// The search for the best alignment of words and parts.
struct Search<'s, 'm> {
    fitter: &'s Fitter<'m>,
    relation: &'m Relation,
    form: &'s [Part<'m>],
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
                if verbs::helps(&said.lower) {
                    self.go(word + 1, part + 1, doubt);
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
        // `stops x` for `can stop x`, `has veto over x` for `has a veto over x`.
        if matches!(wanted.as_str(), "can" | "a" | "an" | "the") {
            self.go(word, part + 1, doubt + 1);
        }
    }

    /// The words are over: what is left of the form is asked for, if the form can do without it.
    fn leave_out(&mut self, part: usize, doubt: Doubt) {
        let rest = self.form.get(part..).unwrap_or_default();
        let holes = rest.iter().filter(|part| matches!(part, Part::Hole(_))).count();
        let said_a_word = self.form.iter().take(part).any(|part| matches!(part, Part::Word(_)));
        let ends_in_hole = matches!(rest.last(), Some(Part::Hole(_)));
        // A verb that the words do not have is no part that was left out.
        let small = rest.iter().all(|part| match part {
            Part::Word(word) => {
                PREPOSITIONS.contains(word) || matches!(*word, "and" | "than" | "as" | "that")
            }
            _ => true,
        });
        if !said_a_word || !ends_in_hole || !small || rest.iter().any(|part| matches!(part, Part::Asked(_))) {
            return;
        }
        self.keep(doubt + 2 * Doubt::try_from(holes).unwrap_or(Doubt::MAX / 4));
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

/// `x was condemned by A`, of `A condemned x`.
fn passive<'t>(parts: &[Part<'t>], forms: &mut Vec<(Vec<Part<'t>>, Doubt)>) {
    let [Part::Hole(_), Part::Word(verb), Part::Hole(_), rest @ ..] = parts else { return };
    let (Some(doer), Some(done)) = (parts.first(), parts.get(2)) else { return };
    if verbs::helps(verb) {
        return;
    }
    let tail = || rest.iter().cloned().chain([Part::Word("by"), doer.clone()]);
    let told = [done.clone(), Part::Word("is"), Part::Word(verb)];
    let asked = [Part::Word("is"), done.clone(), Part::Word(verb)];
    forms.push((told.into_iter().chain(tail()).collect(), 1));
    forms.push((asked.into_iter().chain(tail()).collect(), 1));
}
