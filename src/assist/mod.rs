//! Questions as people put them, to questions as strat answers them, and pages about a thing.
//!
//! `strat ask` and a session are two faces of this room. A question that strat reads as it stands is left as
//! it is; otherwise the question forms of the relations' sentences are tried (`fit`, `read`), names in any
//! spelling (`phrases`), and what is asked in a word or two (`shortcuts`, `dossier`).
//!
//! Invariant: deterministic, and open about it: whatever was not taken word by word says how it was read.

pub mod complete;
mod cut;
mod deeds;
mod dossier;
mod fit;
mod follow;
mod glossary;
mod near;
mod paraphrases;
mod parts;
mod phrases;
mod read;
mod resolves;
mod rewrite;
mod rows;
mod shortcuts;
mod survey;
mod tally;
mod verbs;

pub use follow::{following, questions};
pub use read::Reading;
pub(crate) use read::others;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::reason::{Asked, Session, Stop, Wanted, ask};
use crate::report::Ask;
use crate::source::{Origin, SourceMap, Span};
use crate::syntax::{self, language};
use cut::Word;
use dossier::Extent;
use fit::Fitter;
use resolves::resolves;
use shortcuts::Shortcut;
use survey::Survey;
use tally::Tally;

/// What somebody who typed a question wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Understood {
    /// An answer to the question as it stands; perhaps it is none that can be read.
    AsTyped,
    /// An answer to one of these questions; the nearest ones, all equally near.
    Read(Vec<Reading>),
    /// A page.
    Page(Wish),
}

/// Which page somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    kind: WishKind,
    /// Whether all of it is to be told.
    pub whole: bool,
}

impl Wish {
    /// The most important of what is known of a thing.
    pub(crate) fn about(symbol: SymbolId) -> Self {
        Self { kind: WishKind::About(symbol), whole: false }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum WishKind {
    About(SymbolId),
    Relation(String),
    Rule(String),
    Shortcut(Shortcut),
    Survey(Survey),
    Tally(Tally),
    Keyword(&'static str),
    Term(&'static str),
}

/// Questions about a word, with a star for it.
const MEANT: &[&str] = &[
    "what does|do ?the ?word|words * mean|say|stand ?for",
    "what is|are meant by *",
    "?what ?is ?the meaning|sense|definition of *",
    "what is|are ?a|an *",
    "define *",
];

/// Nobody asks in more words than this; what has more is taken as it stands.
const LONGEST: usize = 80;

/// Stands behind a question to which everything is to be told.
const FULL: [&str; 2] = ["--full", "--all"];

/// What a question wants.
pub fn understand(model: &Model, typed: &str) -> Understood {
    let mut text = typed.trim();
    let mut whole = false;
    for mark in FULL {
        if let Some(rest) = text.trim_end_matches(['?', '.', ' ']).strip_suffix(mark) {
            (text, whole) = (rest.trim_end(), true);
        }
    }
    let words = anyone(cut::words(text));
    if words.is_empty() || words.len() > LONGEST {
        return Understood::AsTyped;
    }
    if resolves(model, text) {
        return match read::distinct(text) {
            Some(question) => Understood::Read(vec![Reading::of(question, 0)]),
            None => Understood::AsTyped,
        };
    }
    let fitter = Fitter::new(model);
    if let Some(kind) = wish(&fitter, &words) {
        return Understood::Page(Wish { kind, whole });
    }
    let mut readings = read::readings(&fitter, &words);
    readings.retain(|reading| resolves(model, &reading.question));
    // A sentence that was only begun says less than a deed that is named.
    if readings.iter().all(|reading| read::asks_more(&words, &reading.question))
        && let Some(survey) = survey::of_deed(&fitter, &words)
    {
        return Understood::Page(Wish { kind: WishKind::Survey(survey), whole });
    }
    if readings.is_empty() {
        // What a courtesy stood before.
        let plain = format!("{}?", read::plain(&words));
        if plain.trim_end_matches('?') != text.trim_end_matches(['?', ' ']) && resolves(model, &plain) {
            let question = read::distinct(&plain).unwrap_or(plain);
            return Understood::Read(vec![Reading::of(question, 0)]);
        }
        // What is wrong with what is supposed is told of that, not of the English around it.
        return match read::canonical(&words).filter(|_| !parses(text)) {
            Some(question) => Understood::Read(vec![Reading::of(question, 0)]),
            None => Understood::AsTyped,
        };
    }
    Understood::Read(readings)
}

/// `does anyone gain from x` as `who gains from x`: whoever it is, is to be named.
fn anyone(words: Vec<Word>) -> Vec<Word> {
    let [helper, somebody, rest @ ..] = words.as_slice() else { return words };
    let named = ["anyone", "anybody", "someone", "somebody"].contains(&somebody.lower.as_str());
    if !named
        || rest.is_empty()
        || !verbs::helps(&helper.lower)
        || matches!(helper.lower.as_str(), "will" | "would")
    {
        return words;
    }
    let mut who = cut::words("who");
    if !matches!(helper.lower.as_str(), "do" | "does" | "did") {
        who.push(helper.clone());
    }
    who.extend(rest.iter().cloned());
    who
}

/// Whether somebody asks what is different since the last revision, which no single version tells.
pub fn asks_what_changed(typed: &str) -> bool {
    let words = cut::words(typed);
    let said: Vec<&str> = words.iter().map(|word| word.lower.as_str()).collect();
    matches!(
        said.as_slice(),
        ["what", "changed"] | ["what", "has", "changed"] | ["what", "is", "new" | "different"]
    )
}

/// The page that is asked for.
fn wish(fitter: &Fitter<'_>, words: &[Word]) -> Option<WishKind> {
    if let Some(shortcut) = shortcuts::shortcut(fitter, words) {
        return Some(WishKind::Shortcut(shortcut));
    }
    let about = [
        "tell me more about",
        "tell me about",
        "what about",
        "what do we know about",
        "about",
        "describe",
        "who is",
        "who are",
        "what is",
        "what are",
        "who was",
        "explain",
        "what do you know about",
        "what is known about",
        "what can you say about",
        "how reliable is",
        "how credible is",
        "how trustworthy is",
        "what is the role of",
    ];
    let (rest, led) = about
        .iter()
        .find_map(|lead| cut::after(words, lead).map(|rest| (rest, true)))
        .unwrap_or((words, false));
    let whole = |rest: &[Word]| {
        let named = fitter.phrases.at(rest).into_iter().filter(|named| named.length == rest.len());
        named.min_by_key(|named| named.doubt).map(|named| named.symbol)
    };
    if let Some(symbol) = whole(rest) {
        return Some(WishKind::About(symbol));
    }
    // `why does China matter` asks for what is known of it.
    for pattern in [
        "why does|do|is|are * matter|important|relevant|central",
        "what role does|do|did * play|have",
        "what did|does|do|has|have * decide|decided|choose|chosen|chose|think|believe|feel",
        "how will|would|does|did|do * vote",
        "what is|are the position|stance|view|attitude|role|interest of *",
        "what is|are * position|stance|view|attitude|role",
        "where does|do|did * stand",
        "can we|one rely on *",
    ] {
        if let Some(symbol) = rewrite::slots(pattern, words).iter().find_map(|slots| whole(slots.first()?)) {
            return Some(WishKind::About(symbol));
        }
    }
    // What is only one explanation among others is told with what speaks for it.
    let open = [SortId::HYPOTHESIS, SortId::QUESTION, SortId::COMMITMENT];
    for pattern in [
        "is|was|were it|this|that *",
        "why is|was|are * likely|unlikely|probable|improbable|possible|impossible|leading|rejected|tenable",
        "is|was|are * more|less likely|probable|plausible|credible than *",
        "what|which evidence|proof|support is|do|have|exists ?there|we ?have for|against|of *",
        "what is|was the evidence|proof|case for|against|of *",
        "what speaks|counts|argues for|against *",
        "is|was|are|were * true|right|correct|tenable|plausible|credible|serious|empty|kept|broken|due",
    ] {
        let explained = rewrite::slots(pattern, words).iter().find_map(|slots| whole(slots.first()?));
        if let Some(symbol) = explained.filter(|symbol| fitter.model.fits(*symbol, &open)) {
            return Some(WishKind::About(symbol));
        }
    }
    // `what did Atkinson say` is told on the page about him.
    if let [what, helper, who @ .., say] = words
        && what.lower == "what"
        && verbs::helps(&helper.lower)
        && ["say", "claim", "tell"].iter().any(|verb| verbs::same(&say.lower, verb))
        && let Some(symbol) = whole(who)
    {
        return Some(WishKind::About(symbol));
    }
    // What a word means is asked of the language, unless something of the analysis is called so.
    let meant = |pattern: &&str| {
        rewrite::slots(pattern, words).iter().find_map(|slots| slots.first().copied().map(<[Word]>::to_vec))
    };
    if let Some(said) = MEANT.iter().find_map(meant)
        && whole(&said).is_none()
    {
        let name = cut::joined(&said);
        if let Some(word) = language::named(&name) {
            return Some(WishKind::Keyword(word));
        }
        if let Some(term) = glossary::entry(&name) {
            return Some(WishKind::Term(term));
        }
        if fitter.model.find_relation(&name).is_some() {
            return Some(WishKind::Relation(name));
        }
    }
    if let Some(survey) = survey::survey(fitter, words) {
        return Some(WishKind::Survey(survey));
    }
    if let Some(tally) = tally::tally(fitter, words) {
        return Some(WishKind::Tally(tally));
    }
    let word = ["what is|are ?a|an ?the *", "explain *", "define *"].iter().find_map(|pattern| {
        rewrite::slots(pattern, words).iter().find_map(|slots| language::named(&cut::joined(slots.first()?)))
    });
    // A relation or a rule is asked about by its name.
    let ([name] | [Word { .. }, name]) = rest else { return word.map(WishKind::Keyword) };
    let article = rest.first().is_some_and(|first| matches!(first.lower.as_str(), "the" | "a" | "an"));
    if rest.len() > 1 && !article {
        return word.map(WishKind::Keyword);
    }
    let name = name.text.trim_matches('"');
    if let (true, Some(_)) = (led, fitter.model.find_relation(name)) {
        return Some(WishKind::Relation(name.to_owned()));
    }
    let rule = fitter.model.statements.iter().any(|statement| statement.name == name);
    if led && rule {
        return Some(WishKind::Rule(name.to_owned()));
    }
    word.map(WishKind::Keyword)
}

/// Whether a text has the form of a question.
fn parses(question: &str) -> bool {
    let mut map = SourceMap::new();
    let file = map.add("<question>", question, Origin::Typed);
    syntax::parse_query(&map, file).is_ok()
}

/// Answers what was typed; the report gets the answers, how the question was read, or the page.
///
/// Of several readings that are equally near the first that has an answer is given.
///
/// # Errors
/// A limit was reached.
pub fn answer(
    session: &mut Session<'_>,
    map: &mut SourceMap,
    typed: &str,
    wanted: &Wanted,
) -> Result<Asked, Stop> {
    match understand(session.model, typed) {
        Understood::AsTyped => {
            // What the files are told is no mistake of the question.
            let before = session.report.diagnostics.len();
            let asked = put(session, map, typed, wanted)?;
            better(session, typed, before);
            Ok(asked)
        }
        Understood::Read(readings) => {
            let before = session.report.diagnostics.len();
            let mut chosen = 0;
            let mut asked = Asked::Unanswered;
            let mut first = None;
            for (at, reading) in readings.iter().take(TRIED).enumerate() {
                asked = put(session, map, &reading.question, wanted)?;
                if at == 0 {
                    first = session.report.ask.clone();
                }
                chosen = at;
                if asked == Asked::Answered {
                    break;
                }
            }
            if asked == Asked::Unanswered {
                let other = readings.first().and_then(|one| instead(session.model, map, typed, one));
                match other {
                    Some(Instead::Told(told)) => {
                        session.report.diagnostics.truncate(before);
                        session.report.ask = None;
                        session.report.diagnostics.push(*told);
                        return Ok(asked);
                    }
                    Some(Instead::Page(wish)) => {
                        let page = page(session, map, &wish)?;
                        if !page.sections.is_empty() {
                            session.report.diagnostics.truncate(before);
                            let reading = readings.first().map(|one| one.question.clone());
                            let said = first.filter(|ask| !ask.unheard.is_empty());
                            session.report.ask = said.map(|ask| Ask { reading, ..ask });
                            session.report.page = Some(page);
                            return Ok(asked);
                        }
                    }
                    None => {}
                }
                (chosen, session.report.ask) = (0, first);
                better(session, typed, before);
            }
            let Some(reading) = readings.get(chosen) else { return Ok(asked) };
            if let Some(ask) = &mut session.report.ask {
                ask.reading = Some(reading.question.clone());
                ask.others = others(&readings, chosen);
                ask.counted = reading.counted;
                reading.keep_to_unit(ask);
            }
            Ok(asked)
        }
        Understood::Page(wish) => {
            let page = page(session, map, &wish)?;
            let empty = page.sections.is_empty();
            session.report.page = Some(page);
            Ok(if empty { Asked::Unanswered } else { Asked::Answered })
        }
    }
}

/// How many readings are tried for an answer.
pub(crate) const TRIED: usize = 4;

/// What is told where nothing answers a question as it was read.
#[derive(Clone, Debug)]
pub(crate) enum Instead {
    /// The reading asks for more than was said, and may be another question.
    Told(Box<Diagnostic>),
    /// How likely something is that nobody says: what speaks for it and against it.
    Page(Wish),
}

/// What is told where nothing answers a question as it was read; `None` where that is the answer.
pub(crate) fn instead(model: &Model, map: &mut SourceMap, typed: &str, reading: &Reading) -> Option<Instead> {
    let words = cut::words(typed);
    let fitter = Fitter::new(model);
    let foreseen = reading.question.strip_prefix("how likely ");
    if let Some(what) = foreseen.and_then(|rest| rest.strip_suffix(" took place?"))
        && let Some(symbol) = fitter.named(&cut::words(what))
    {
        let kind = WishKind::Survey(Survey::Ahead(symbol));
        return Some(Instead::Page(Wish { kind, whole: false }));
    }
    // What became of what is not kept says more than that it is not.
    if let Some(what) = reading.question.strip_suffix(" is satisfied?")
        && let Some(symbol) = fitter.named(&cut::words(what))
    {
        return Some(Instead::Page(Wish::about(symbol)));
    }
    if !read::asks_more(&words, &reading.question) {
        return None;
    }
    let file = map.add("<question>", typed, Origin::Typed);
    let span = Span::new(file, 0, u32::try_from(typed.len()).ok()?);
    Some(Instead::Told(Box::new(near::unanswered(&fitter, &words, &reading.question, span))))
}

/// Tells what to ask where it was told what is wrong with a question as a sentence; what was told before it is of the files.
fn better(session: &mut Session<'_>, typed: &str, before: usize) {
    for found in session.report.diagnostics.iter_mut().skip(before) {
        if let Some(better) = unread(session.model, typed, found) {
            *found = better;
        }
    }
}

/// What is told of a question that nothing reads, where it says more than what is wrong with it as a sentence.
pub(crate) fn unread(model: &Model, typed: &str, found: &Diagnostic) -> Option<Diagnostic> {
    let words = cut::words(typed);
    let number = found.code.number();
    let wrong = number.starts_with("S01") || number.starts_with("S04") || found.code == Code::NoSentence;
    let pronoun = found.code == Code::UnknownName && near::ends_in_pronoun(&words);
    if !wrong && !pronoun {
        return None;
    }
    let span = found.labels.first()?.span;
    let fitter = Fitter::new(model);
    // A slip in a sentence is told as one.
    let slip = found.help.as_ref().is_some_and(|help| help.starts_with("the nearest is"));
    (!slip || !near::is_misspelt(&fitter, &words)).then(|| near::unread(&fitter, &words, span))
}

/// The page that somebody wants.
///
/// # Errors
/// A limit was reached.
pub fn page(session: &mut Session<'_>, map: &SourceMap, wish: &Wish) -> Result<crate::report::Page, Stop> {
    let mut page = match &wish.kind {
        WishKind::About(symbol) => {
            let extent = if wish.whole { Extent::Whole } else { Extent::Short };
            dossier::about(session, *symbol, extent)?
        }
        WishKind::Relation(name) => dossier::relation(session, name)?,
        WishKind::Rule(name) => dossier::rule(session, name)?,
        WishKind::Shortcut(shortcut) => shortcuts::page(session, map, shortcut)?,
        WishKind::Survey(survey) => survey::page(session, survey)?,
        WishKind::Tally(tally) => tally::page(session, tally)?,
        WishKind::Keyword(word) => dossier::keyword(word),
        WishKind::Term(term) => glossary::page(term),
    };
    // A page is no account of a check, though it may be made from one.
    session.report.verdict = None;
    session.report.expectations = None;
    session.report.unjudged = None;
    if !wish.whole {
        page.shorten();
    }
    Ok(page)
}

/// Puts a question as it stands.
fn put(
    session: &mut Session<'_>,
    map: &mut SourceMap,
    question: &str,
    wanted: &Wanted,
) -> Result<Asked, Stop> {
    let asked = map.add("<question>", question, Origin::Typed);
    match syntax::parse_query(map, asked) {
        Ok(query) => ask(session, map, &query, wanted),
        Err(diagnostic) => {
            session.report.diagnostics.push(diagnostic);
            Ok(Asked::Unanswered)
        }
    }
}
