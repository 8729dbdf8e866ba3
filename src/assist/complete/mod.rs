//! The text before the cursor to what could be written there: words and names by what they mean in the
//! statement, and the rest of the sentence where only one fits.
//!
//! A session and an editor are two faces of it.
//!
//! Invariant: pure: looks at the text and the model, and at nothing else.

mod slot;

use crate::model::Model;
use crate::model::complete::{Continuation, Next, continuations};
use crate::model::sort::SortId;
use crate::syntax::ast::Token;
use crate::syntax::language::{self, Argument as After};
use crate::syntax::lexer::{Kind, lexemes};
use crate::syntax::words;
use slot::{Slot, slot};

/// Where something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a session, where questions are asked too.
    Session,
    /// In a file.
    File,
}

/// Something that could stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// As it is listed.
    pub display: String,
    /// What is put in its place.
    pub replacement: String,
}

/// What could stand at the cursor.
#[derive(Clone, Debug, Default)]
pub struct Completion {
    /// Where what is replaced begins, in bytes.
    pub start: usize,
    /// The candidates, sorted.
    pub candidates: Vec<Candidate>,
}

/// The rest of the only sentence that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// As it is shown: holes by their sorts.
    pub display: String,
    /// What can be taken over as it is: the words before the next hole.
    pub insert: String,
}

/// What could be written at the end of a text.
pub(crate) fn complete(model: &Model, text: &str, place: Place) -> Completion {
    let found = slot(text);
    let mut options: Vec<(String, String)> = Vec::new();
    let mut start = found.start;
    let mut partial = found.partial;
    let word = |text: &str| (text.to_owned(), format!("{text} "));
    match &found.slot {
        Slot::Nothing => {}
        Slot::Start => {
            options.extend(words::statement_words().map(word));
            if place == Place::Session {
                options.extend(["who", "what", "which", "why", "how likely"].map(word));
            }
            options.push(word("not"));
            options.extend(sentence(model, &[], &partial));
        }
        Slot::Sentence(tokens) => {
            if tokens.is_empty() {
                options.push(word("not"));
            }
            if partial.starts_with('?') {
                options.extend(variables(text, found.start).into_iter().map(|one| (one.clone(), one)));
            } else if !partial.is_empty() {
                let asked = words::QUESTION_WORDS.iter().filter(|_| place == Place::Session);
                options.extend(asked.chain(words::ANONYMOUS_WORDS).map(|one| word(one)));
            }
            options.extend(sentence(model, tokens, &partial));
        }
        Slot::Expected => {
            let statuses = [
                "unproven",
                "violated",
                "undisputed",
                "established",
                "contested",
                "rejected",
                "tenable",
                "possible",
            ];
            options.extend(statuses.map(word));
            options.push(word("not"));
            options.extend(sentence(model, &[], &partial));
        }
        Slot::Retracted => {
            options.extend(labels(model, &partial));
            options.extend(sentence(model, &[], &partial));
        }
        Slot::Argument(follows) => options.extend(after(model, *follows, &partial)),
        Slot::AfterThing => options.push(word("and")),
        Slot::Clause { keyword, words: said, list } => {
            // A clause may have several words: all of them are replaced.
            let said = said.join(" ");
            if !said.is_empty() {
                start = text.rfind(&said).unwrap_or(start);
                partial = text.get(start..).unwrap_or_default().to_owned();
            }
            options.extend(list.iter().flat_map(|follows| after(model, *follows, &partial)));
            let statement = keyword.as_deref().unwrap_or_default();
            // A link never stands after a comma.
            let after_comma = text.get(..start).is_some_and(|before| before.trim_end().ends_with(','));
            let linked = |words: &str| {
                let links =
                    language::LINKS.iter().any(|link| link.statement == statement && link.word == words);
                let clause = language::CLAUSES.iter().any(|one| one.words == words && one.fits(statement));
                links && !clause
            };
            let may_follow = language::continuations(statement);
            let may_follow = may_follow.filter(|(words, _)| !(after_comma && linked(words)));
            options.extend(may_follow.map(|(words, _)| word(words)));
            if !partial.is_empty() || keyword.is_none() {
                options.extend(likelihoods(model).into_iter().map(|one| (one.clone(), one)));
            }
        }
    }
    finish(start, &partial, options)
}

/// The sentences that the one which has begun at the end of a text may become.
pub(crate) fn sentences<'m>(model: &'m Model, text: &str) -> Vec<Continuation<'m>> {
    match slot(text).slot {
        Slot::Sentence(tokens) if !tokens.is_empty() => continuations(model, &tokens),
        _ => Vec::new(),
    }
}

/// Whether a sentence can begin at the end of a text.
pub(crate) fn begins_sentence(text: &str) -> bool {
    match slot(text).slot {
        Slot::Start | Slot::Expected => true,
        Slot::Sentence(tokens) => tokens.is_empty(),
        Slot::Argument(follows) => follows == After::Condition,
        _ => false,
    }
}

/// The candidates that go on with what is there, sorted.
pub(crate) fn finish(start: usize, partial: &str, options: Vec<(String, String)>) -> Completion {
    let bare = partial.trim_start_matches('"').to_lowercase();
    let fits = |text: &str| text.trim_start_matches('"').to_lowercase().starts_with(&bare);
    let mut candidates: Vec<Candidate> = options
        .into_iter()
        .filter(|(display, _)| fits(display) && (!partial.starts_with('@') || display.starts_with('@')))
        .map(|(display, replacement)| Candidate { display, replacement })
        .collect();
    // Labels are many, and meant only where somebody begins to write one.
    if candidates.iter().any(|one| !one.display.starts_with('@')) && !partial.starts_with('@') {
        candidates.retain(|one| !one.display.starts_with('@'));
    }
    candidates.sort();
    candidates.dedup_by(|one, other| one.display == other.display);
    Completion { start, candidates }
}

/// The words and names that may come next in a sentence.
fn sentence(model: &Model, tokens: &[Token], partial: &str) -> Vec<(String, String)> {
    let mut options = Vec::new();
    let mut sorts: Vec<SortId> = Vec::new();
    for continuation in continuations(model, tokens) {
        match continuation.next() {
            Next::Word(_) => {
                let words = literal_words(&continuation);
                let more = continuation.part + words.split(' ').count() < continuation.template.parts.len();
                options.push((words.clone(), if more { format!("{words} ") } else { words }));
            }
            Next::Hole(wanted) => sorts.extend(wanted),
            Next::End => options.extend(["and", "if"].map(|one| (one.to_owned(), format!("{one} ")))),
        }
    }
    sorts.sort();
    sorts.dedup();
    if !sorts.is_empty() {
        options.extend(
            model.spellings(&sorts, partial).into_iter().map(|name| (name.clone(), format!("{name} "))),
        );
    }
    options
}

/// The literal words from where a sentence stands up to its next hole.
fn literal_words(continuation: &Continuation<'_>) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut part = continuation.part;
    while let Next::Word(word) = continuation.at(part) {
        out.push(word);
        part += 1;
    }
    out.join(" ")
}

/// The variables of the statement that stand before a place.
fn variables(text: &str, end: usize) -> Vec<String> {
    let before = text.get(..end).unwrap_or_default();
    let variables = lexemes(before).filter(|lexeme| lexeme.kind == Kind::Variable);
    variables.map(|lexeme| lexeme.of(before).to_owned()).collect()
}

fn labels(model: &Model, partial: &str) -> Vec<(String, String)> {
    model.spellings(&[SortId::STATEMENT], partial).into_iter().map(|label| (label.clone(), label)).collect()
}

/// The words of the scale in force.
pub(crate) fn likelihoods(model: &Model) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in model.frame.scale.words() {
        words.push(word.text.to_string());
        words.extend(word.also.iter().map(ToString::to_string));
    }
    words.push(String::from("possible"));
    words
}

fn after(model: &Model, follows: After, partial: &str) -> Vec<(String, String)> {
    let plain = |names: Vec<String>| names.into_iter().map(|name| (name.clone(), name)).collect();
    match follows {
        After::Nothing | After::New | After::Text => Vec::new(),
        After::Things(sorts) => {
            let sorts: Vec<SortId> = sorts.iter().filter_map(|sort| model.sorts.find(sort)).collect();
            plain(model.spellings(&sorts, partial))
        }
        After::Date => plain(model.spellings(&[SortId::EVENT], partial)),
        After::Words(words) => plain(words.iter().map(|word| (*word).to_owned()).collect()),
        After::Condition => sentence(model, &[], partial),
        After::Likelihood => plain(likelihoods(model)),
        After::Rules => {
            let named = model.statements.iter().filter(|statement| !statement.name.is_empty());
            plain(named.map(|statement| statement.name.to_string()).collect())
        }
        After::Relation => plain(model.relations.iter().map(|one| one.name.to_string()).collect()),
        After::Sort => plain(model.sorts.names().map(str::to_owned).collect()),
    }
}

/// What to hint at the end of a text: the rest of the only sentence or name that fits, or how to end what
/// goes on.
pub(crate) fn hint(model: &Model, text: &str) -> Option<Rest> {
    if text.contains('\n') && text.lines().last().is_none_or(|last| last.trim().is_empty())
        || text.ends_with('\n')
    {
        return Some(Rest { display: String::from("  (Enter once more ends it)"), insert: String::new() });
    }
    rest(model, text).or_else(|| name(model, text))
}

/// The rest of the only candidate that goes on with the word at the end.
fn name(model: &Model, text: &str) -> Option<Rest> {
    let completion = complete(model, text, Place::Session);
    let said = text.get(completion.start..).filter(|said| said.len() > 1)?;
    match completion.candidates.as_slice() {
        [only] => {
            let rest = only.replacement.strip_prefix(said)?.trim_end();
            (!rest.is_empty()).then(|| Rest { display: rest.to_owned(), insert: rest.to_owned() })
        }
        _ => None,
    }
}

/// The rest of the only sentence that fits the end of a text.
fn rest(model: &Model, text: &str) -> Option<Rest> {
    if text.trim().is_empty() {
        return None;
    }
    let found = slot(text);
    let Slot::Sentence(tokens) = &found.slot else { return None };
    if tokens.is_empty() {
        return None;
    }
    let mut fitting =
        continuations(model, tokens).into_iter().filter(|continuation| match continuation.next() {
            Next::Word(word) => word.starts_with(&found.partial),
            Next::Hole(_) => found.partial.is_empty(),
            Next::End => false,
        });
    let only = fitting.next()?;
    // A second one would be a guess; the same words of another relation are not.
    if fitting.any(|other| words_from(model, &other) != words_from(model, &only)) {
        return None;
    }
    let whole = words_from(model, &only);
    let literal = literal_words(&only);
    let blank = if found.partial.is_empty() && !text.ends_with([' ', '\n']) { " " } else { "" };
    let cut = |text: &str| text.get(found.partial.len()..).unwrap_or_default().to_owned();
    let display = format!("{blank}{}", cut(&whole));
    let insert = format!("{blank}{}", cut(&literal));
    (!display.trim().is_empty()).then_some(Rest { display, insert })
}

/// A sentence from where it stands, its holes by their sorts.
fn words_from(model: &Model, continuation: &Continuation<'_>) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut part = continuation.part;
    loop {
        match continuation.at(part) {
            Next::Word(word) => out.push(word.to_owned()),
            Next::Hole(sorts) => out.push(format!("{{{}}}", model.sorts.words(sorts))),
            Next::End => break,
        }
        part += 1;
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;
    use crate::{model::Doctrine, model::resolve, syntax};

    const TEXT: &str = "actor China \"People's Republic\" is state, aka \"Middle Kingdom\".\n\
        actor Chile and Russia is state.\nresource oil.\nsource atkinson graded B2.\n\
        goal growth of China.\n@c1: Russia depends on China for oil, according to atkinson, likely.\n";

    fn model() -> Model {
        let doctrine = Doctrine::standard();
        let mut map = doctrine.texts().clone();
        let file = map.add("a", TEXT, Origin::User);
        let parsed = syntax::parse(&map, file);
        let resolved = resolve::resolve(
            &doctrine,
            resolve::Read { asts: vec![parsed.value], ..resolve::Read::default() },
            &map,
        );
        assert!(resolved.diagnostics.is_empty(), "{:?}", resolved.diagnostics);
        resolved.value
    }

    fn shown(text: &str) -> Vec<String> {
        complete(&model(), text, Place::Session)
            .candidates
            .into_iter()
            .map(|candidate| candidate.display)
            .collect()
    }

    #[test]
    fn names_are_of_the_sort_that_the_hole_wants() {
        assert_eq!(shown("Ch"), ["Chile", "China"]);
        assert_eq!(shown("Russia depends on China for "), ["oil"]);
        assert_eq!(shown("Russia depends on \"Mid"), ["\"Middle Kingdom\""]);
        assert_eq!(shown("why Russia depends on Chin"), ["China"]);
        assert_eq!(shown("goal x of China, requires "), ["oil"]);
        assert_eq!(shown("actor Japan is st"), ["state"]);
        assert_eq!(shown("China is a st"), ["state"]);
        assert_eq!(shown("who depends on Russia for wh"), ["what", "which", "who", "whom"]);
        assert_eq!(shown("rule r: ?a depends on ?b for oil if ?"), ["?a", "?b"]);
    }

    #[test]
    fn sentences_go_on_as_they_match_so_far() {
        assert!(shown("Russia dep").contains(&String::from("depends on")));
        assert!(shown("who depends ").contains(&String::from("on")));
        assert!(!shown("oil ").contains(&String::from("depends on")));
        assert!(shown("rule r: ?a depends on ?b for oil if ?a dep").contains(&String::from("depends on")));
    }

    #[test]
    fn qualifiers_sources_and_likelihoods_follow_a_comma() {
        assert_eq!(shown("China is a state, acc"), ["according to"]);
        assert_eq!(shown("China is a state, according to "), ["analyst", "atkinson"]);
        assert_eq!(shown("China is a state, very l"), ["very likely"]);
        assert_eq!(shown("source x gra"), ["graded"]);
        assert_eq!(shown("retract @"), ["@c1"]);
        assert_eq!(shown("China is a state, betw"), ["between"]);
        assert_eq!(shown("forbid f \"x\", sev"), ["severity"]);
        assert_eq!(shown("forbid f \"x\", severity w"), ["warning"]);
        assert_eq!(shown("rule r \"x\", fol"), ["folded"]);
        assert_eq!(shown("China is a state, fol"), [""; 0]);
    }

    #[test]
    fn what_is_offered_is_what_the_grammar_takes() {
        let offered = |text: &str| -> Vec<String> {
            shown(text).into_iter().filter(|one| !words::names_a_thing(one)).collect()
        };
        for word in ["of", "aka", "is", "by"] {
            assert!(!offered("resource gas \"x\" ").contains(&word.to_owned()), "{word}");
            assert!(!offered("resource gas \"x\", ").contains(&word.to_owned()), "{word}");
        }
        assert!(offered("matter gas \"x\" ").contains(&String::from("of")));
        for statement in language::STATEMENTS {
            let text = format!("{}, ", statement.example);
            for clause in language::CLAUSES.iter().filter(|clause| !clause.fits(statement.word)) {
                let wrong = shown(&text).contains(&clause.words.to_owned());
                assert!(!wrong, "{text}{}", clause.words);
            }
        }
    }

    #[test]
    fn the_rest_of_the_only_sentence_is_a_hint() {
        let hint = rest(&model(), "Russia critically dep").unwrap();
        assert_eq!(hint.display, "ends on {actor} for {resource}");
        assert_eq!(hint.insert, "ends on");
        assert_eq!(rest(&model(), "Russia "), None);
        assert_eq!(rest(&model(), "Russia depends on China for oil"), None);
    }
}
