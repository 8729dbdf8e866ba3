//! Words to the sentences that they may be, and a sentence to its text, with question words for what is asked.
//!
//! Invariant: question words in one sentence are different, for they ask for different things.

use crate::assist::cut::Word;
use crate::assist::deeds::deeds;
use crate::assist::fit::{Filling, Fit, Fitter, LOOSE, PREPOSITIONS};
use crate::assist::phrases::Doubt;
use crate::model::sort::SortId;
use crate::model::{Model, Relation};
use crate::syntax::lexer::Kind;

/// How much farther from the words than the nearest a reading may be to be tried for an answer.
pub(super) const FARTHER: Doubt = 2;

/// The sentences that the words may be, written out.
pub(super) fn sentences(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(String, Doubt)> {
    let fits = fitter.fits(words);
    let best = fits.first().map_or(0, |fit| fit.doubt);
    let nearest = fits.into_iter().take_while(|fit| fit.doubt <= best + FARTHER);
    let mut found: Vec<(String, Doubt)> =
        nearest.map(|fit| (written(fitter.model, &fit), fit.doubt)).collect();
    let loose = |(sentence, doubt): &(String, Doubt)| *doubt >= LOOSE || asks_more(words, sentence);
    if found.iter().all(loose) {
        found.extend(done(fitter, words));
    }
    found
}

/// That what somebody is said to do took place: `did Argentina invade`. Whether they can or should is another question.
pub(super) fn done(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(String, Doubt)> {
    let other = ["can", "could", "should", "must", "may", "might", "ought", "would"];
    if words.first().is_none_or(|first| other.contains(&first.lower.as_str())) {
        return Vec::new();
    }
    let Some(relation) = relation_named(fitter.model, "took_place") else { return Vec::new() };
    let asked = words.iter().any(|word| matches!(word.lower.as_str(), "who" | "whom"));
    let deeds = deeds(fitter, words).into_iter().filter(|deed| deed.who.is_some() || !asked);
    deeds.map(|deed| (write(fitter.model, relation, &[Filling::Thing(deed.what)]), deed.doubt)).collect()
}

/// Whether a sentence asks for what a question left out behind its verb: *Britain cancelled what* for *did Britain withdraw*.
pub(in crate::assist) fn asks_more(words: &[Word], sentence: &str) -> bool {
    let asks = |word: &str| crate::syntax::words::asks(word);
    let sentence = sentence.trim_end_matches('?');
    let sentence = [" on what", " on which", " on ?when"]
        .iter()
        .find_map(|day| sentence.strip_suffix(day))
        .unwrap_or(sentence);
    let mut last = sentence.rsplit(' ');
    let (Some(asked), Some(before)) = (last.next(), last.next()) else { return false };
    asks(asked)
        && !PREPOSITIONS.contains(&before)
        && !words
            .iter()
            .any(|word| asks(&word.lower) && !matches!(word.lower.as_str(), "why" | "when" | "how"))
}

/// A sentence with question words for what is asked, each different.
pub(super) fn written(model: &Model, fit: &Fit<'_>) -> String {
    write(model, fit.relation, &fit.fillings)
}

/// A sentence of a relation, with a question word for whatever is asked for.
pub(in crate::assist) fn write(model: &Model, relation: &Relation, fillings: &[Filling]) -> String {
    let Some(template) = relation.sentences.first() else { return String::new() };
    let mut free = vec!["who", "whom", "what", "which"];
    let mut kinds = String::new();
    let leading = matches!(template.parts.first(), Some(crate::model::template::Part::Hole(_)));
    let mut later = ["?one", "?other", "?third", "?fourth"].into_iter();
    let mut arguments = Vec::new();
    for (at, filling) in fillings.iter().enumerate() {
        let sorts = relation.holes.get(at).map_or(&[][..], Vec::as_slice);
        let person = |sort: &SortId| model.sorts.is_below(*sort, SortId::ACTOR) || *sort == SortId::SOURCE;
        arguments.push(match filling {
            Filling::Thing(symbol) => model.write_symbol(*symbol),
            Filling::Typed(text) => text.clone(),
            Filling::Asked(kind) => {
                let wanted: &[&str] = match (sorts.iter().any(person), at == 0 && leading) {
                    (true, true) => &["who", "whom"],
                    (true, false) => &["whom", "who"],
                    (false, _) => &["what", "which"],
                };
                let word = wanted.iter().find(|word| free.contains(word)).copied();
                let word = word.or_else(|| later.next()).unwrap_or("something");
                free.retain(|other| *other != word);
                if let Some(kind) = kind {
                    kinds.push_str(&format!(" and {word} is a {kind}"));
                }
                word.to_owned()
            }
        });
    }
    template.fill(&arguments) + &kinds
}

pub(super) fn relation_named<'m>(model: &'m Model, name: &str) -> Option<&'m Relation> {
    model.find_relation(name).and_then(|id| model.relation(id))
}

pub(super) fn holds(sentence: &str, word: &str) -> bool {
    sentence.split(' ').any(|one| one == word)
}

/// A question in which one question word stands twice in a sentence, with another word for the second: they
/// ask for different things. `None` where no word does.
pub(in crate::assist) fn distinct(text: &str) -> Option<String> {
    let words = ["who", "whom", "what", "which"];
    let mut out = String::with_capacity(text.len());
    let mut said: Vec<String> = Vec::new();
    let mut changed = false;
    for lexeme in crate::syntax::lexer::lexemes(text) {
        let written = lexeme.of(text);
        let lower = written.to_lowercase();
        if lexeme.kind == Kind::Mark || crate::syntax::words::joins(&lower) {
            said.clear();
        }
        // `WHO` is a name.
        let asks = crate::syntax::words::asks(written) && words.contains(&lower.as_str());
        if lexeme.kind == Kind::Word && asks {
            if said.contains(&lower) {
                let pair = match lower.as_str() {
                    "who" => "whom",
                    "whom" => "who",
                    "what" => "which",
                    _ => "what",
                };
                let other =
                    if said.iter().any(|one| one == pair) || holds(text, pair) { "?other" } else { pair };
                out.push_str(other);
                said.push(other.to_owned());
                changed = true;
                continue;
            }
            said.push(lower);
        }
        out.push_str(written);
    }
    changed.then_some(out)
}
