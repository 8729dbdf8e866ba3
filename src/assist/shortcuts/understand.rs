//! The words of an ask to what is asked for.
//!
//! What leads up to it says nothing (`show me the …`, `are there any …`); what is left is compared with patterns of
//! [`rewrite`](crate::assist::rewrite).
//!
//! Invariant: tables, tried in their order.

use super::asked::Shortcut;
use crate::assist::cut::{self, Word};
use crate::assist::fit::Fitter;
use crate::assist::rewrite::{is, slots};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::model::value::Date;
use crate::syntax::lexer::Kind;
use crate::syntax::months::month;

/// What leads up to what is asked for.
const LEADING: &[&str] = &[
    "what", "which", "are", "is", "was", "show", "me", "us", "give", "list", "name", "tell", "print", "the",
    "our", "its", "your", "any", "all", "a", "an", "there", "some", "of",
];

/// What is asked for, by what is left when nothing leads up to it.
const ASKS: &[(&str, Shortcut)] = &[
    ("vetoes|vetos", Shortcut::Vetoes),
    ("veto rights|players|holders", Shortcut::Vetoes),
    ("who must|has|have|needs ?to agree|consent", Shortcut::Vetoes),
    ("whose consent|agreement|approval is needed|required", Shortcut::Vetoes),
    (
        "conflict|conflicts|dispute|disputes|contested|disputed|contradiction|contradictions|disagreement|disagreements",
        Shortcut::Conflicts,
    ),
    ("who is|are lying|mistaken", Shortcut::Conflicts),
    ("do|does|did ?the ?our sources|experts|witnesses disagree|differ|conflict|agree", Shortcut::Conflicts),
    ("in dispute|conflict", Shortcut::Conflicts),
    ("who disagrees|contradicts ?with ?whom", Shortcut::Conflicts),
    ("who is right|wrong ?and ?who ?is ?right|wrong", Shortcut::Conflicts),
    ("who is|was|are right|wrong about|on|in *", Shortcut::Conflicts),
    ("claims|statements ?are ?being contested|disputed|contradicted|rejected", Shortcut::Conflicts),
    ("contested|disputed|contradicted|rejected claims|statements", Shortcut::Conflicts),
    (
        "?where ?do|does ?the|our sources|experts disagree|differ|conflict|contradict ?each ?other",
        Shortcut::Conflicts,
    ),
    ("wrong|problems|mistakes|findings|errors|warnings|issues", Shortcut::Wrong),
    (
        "?is ?there ?anything|something|everything wrong|ok|okay|fine ?with|in ?my|the|this|our ?file|analysis|text",
        Shortcut::Wrong,
    ),
    ("my|this|our file|analysis|text ok|okay|correct|valid|right|wrong|consistent|fine", Shortcut::Wrong),
    ("file|analysis|text ok|okay|correct|valid|right|wrong|consistent|fine", Shortcut::Wrong),
    ("it ?all consistent|valid|correct", Shortcut::Wrong),
    ("weak|weakest|weaker points|point|spots|links|link|claims|assumptions", Shortcut::Weakest),
    ("weaknesses|assumptions|premises|pillars", Shortcut::Weakest),
    ("load bearing ?claims|statements|assumptions", Shortcut::Weakest),
    ("?what does|do it|this|everything|conclusions ?all rest|depend|hinge|stand on", Shortcut::Weakest),
    (
        "?what would|could|might change|overturn|alter ?the|our|this conclusion|conclusions|mind|minds|picture|answer|assessment|outcome|result|verdict|situation|things|matters",
        Shortcut::Weakest,
    ),
    ("sources", Shortcut::Listing(SortId::SOURCE)),
    ("who ?are sources|says so", Shortcut::Listing(SortId::SOURCE)),
    ("who are our|the sources", Shortcut::Listing(SortId::SOURCE)),
    ("sources do|did we|you rely|depend|draw|trust|use|have ?on", Shortcut::Listing(SortId::SOURCE)),
    ("whose word do we rely|depend|have ?on", Shortcut::Listing(SortId::SOURCE)),
    ("where does this|it|that ?all come from", Shortcut::Listing(SortId::SOURCE)),
    (
        "sources ?are|is ?the ?most|least reliable|unreliable|credible|trustworthy|weak|weakest|good|bad|best|worst|graded|dubious",
        Shortcut::Reliability,
    ),
    (
        "?most|least reliable|unreliable|credible|trustworthy|weak|weakest|dubious|best|worst source|sources",
        Shortcut::Reliability,
    ),
    ("how reliable|good|credible|trustworthy are ?the|our sources", Shortcut::Reliability),
    ("who|whom can we trust|believe", Shortcut::Reliability),
    ("only one|single source", Shortcut::OneSource),
    ("one source", Shortcut::OneSource),
    ("single source|sourced ?claims", Shortcut::OneSource),
    ("rests|depends on ?only|just ?a one|single source", Shortcut::OneSource),
    (
        "summary|overview|gist|upshot|takeaway|takeaways|conclusion|conclusions|answer|result|results|verdict|brief|judgements|judgments|situation|story",
        Shortcut::Summary,
    ),
    (
        "main|key|central|overall|short|most ?important|final conclusion|conclusions|finding|findings|point|points|message|messages|judgement|judgements|judgment|judgments|result|results|takeaway|takeaways|answer|summary|idea",
        Shortcut::Summary,
    ),
    ("short|executive|brief|quick summary|overview|answer", Shortcut::Summary),
    ("bottom line", Shortcut::Summary),
    (
        "summarise|summarize|recap|sum ?it|this|everything ?all ?up ?the|this|my ?file|analysis|for|situation|findings ?me",
        Shortcut::Summary,
    ),
    ("summary|overview of ?the|this|my|our file|analysis|situation|findings", Shortcut::Summary),
    (
        "?what do|did|can|could|should we|you|i|one conclude|find|learn|know|say ?from|of|about ?all ?this|it|that",
        Shortcut::Summary,
    ),
    (
        "?what does|do it|this|that|these|analysis ?all mean|say|show|tell|conclude|come ?us ?to",
        Shortcut::Summary,
    ),
    ("?what follows ?from ?all ?this|it|that", Shortcut::Summary),
    ("this|it|file|analysis ?file|analysis ?all about", Shortcut::Summary),
    (
        "how sure|certain|confident|reliable|solid ?can are|is|be we|you|it|this|that|i ?of|about|in ?it|that|this|all",
        Shortcut::Summary,
    ),
    ("going|happening|up ?on ?here", Shortcut::Summary),
    ("unknown|unknowns|uncertain|unclear|undecided|unsure|missing|gaps|uncertainties", Shortcut::Unknown),
    ("most|least|still|not ?yet certain|uncertain|sure|clear|known|open|unclear", Shortcut::Unknown),
    ("?what do|does|can|could we|you not know ?yet", Shortcut::Unknown),
    ("do not we|you know ?yet", Shortcut::Unknown),
    ("taken for granted", Shortcut::Unknown),
    ("intelligence|information|knowledge gaps|gap", Shortcut::Unknown),
    ("being ?silently assumed", Shortcut::Unknown),
    ("are|do we|i missing", Shortcut::Unknown),
    ("we missing", Shortcut::Unknown),
    ("do|does i not know ?yet", Shortcut::Unknown),
    ("indicators|signs|signals|tripwires", Shortcut::Watch),
    ("early|warning warning|signs|signals ?signs|signals|indicators", Shortcut::Watch),
    ("?what should|must|can|could we|i|one look|watch|monitor ?out ?for", Shortcut::Watch),
    ("to look|watch|monitor ?out ?for", Shortcut::Watch),
    ("hypotheses|explanations|theories|readings|stories", Shortcut::Hypotheses),
    (
        "who|what|which is|are ?the most|likeliest likely|probable culprit|suspect|cause|author",
        Shortcut::Hypotheses,
    ),
    ("most|likeliest likely|probable culprit|suspect|cause|author", Shortcut::Hypotheses),
    (
        "most|best|main|likeliest|leading ?likely|probable|plausible hypothesis|explanation|theory|reading|answer|story",
        Shortcut::Hypotheses,
    ),
    (
        "hypothesis|explanation|theory|reading|story|hypotheses|explanations|theories is|are|was ?the ?most right|true|best|likeliest|likely|plausible|leading|correct|better|ahead|favoured|tenable|rejected|credible|winning|convincing|supported",
        Shortcut::Hypotheses,
    ),
];

/// What asks for help.
const HELPS: &[&str] = &[
    "help ?me ?please",
    "?help how do|can|could|should|would i|we|you|one ?ask|write|say ?a|questions|question ?here",
    "?what can|could|may|should i|we|you ?ask|do|type|say ?you|here",
    "questions can|could i|we ask",
    "how does|do this|it|strat work",
    "commands",
];

/// What is asked of how something is said, with a star for it.
const HOW_TO: &[&str] = &[
    "how do|can|could|should|would|must i|we|you|one *",
    "how to *",
    "how is|are|does|do * written|said|expressed|declared|spelt|modelled|write|say",
    "sentence|syntax|statement|keyword|word|form for|of|to *",
    "help with|me ?with|on|about *",
];

/// What stands before the one thing that matters most, and what that is.
const PRAISED: &str = "?our|its most|least|key|main|critical|crucial|central|biggest|strongest|shakiest|weakest|best ?likely|probable|important|crucial|critical|certain assumption|assumptions|claim|claims|point|points|link|links|evidence|argument|arguments|premise|premises";

/// The shortcut that the words are.
pub(in crate::assist) fn shortcut(fitter: &Fitter<'_>, words: &[Word]) -> Option<Shortcut> {
    let lead = words.iter().take_while(|word| LEADING.contains(&word.lower.as_str())).count();
    let bare = words.get(lead..).unwrap_or_default();
    if is(PRAISED, bare) {
        return Some(Shortcut::Weakest);
    }
    // `so what?`: the courtesy before it says nothing.
    if bare.is_empty() && words.len() == 1 {
        return words.first().filter(|word| word.lower == "what").map(|_| Shortcut::Summary);
    }
    // What has the name is meant, not what the word asks for anywhere else.
    if fitter.named(bare).is_some() {
        return None;
    }
    let frame = &fitter.model.frame;
    let about = cut::after(words, "about").unwrap_or(bare);
    if frame.name.as_ref().is_some_and(|name| *name == cut::joined(about)) {
        return Some(Shortcut::Summary);
    }
    if is("veto", words) {
        return Some(Shortcut::Vetoes);
    }
    if let Some((_, found)) = ASKS.iter().find(|(pattern, _)| is(pattern, bare) || is(pattern, words)) {
        return Some(found.clone());
    }
    if let Some(number) = line(bare) {
        return Some(Shortcut::Line(number));
    }
    if HELPS.iter().any(|pattern| is(pattern, bare) || is(pattern, words)) {
        return Some(Shortcut::Help(Vec::new()));
    }
    let said: Vec<&str> = words.iter().map(|word| word.lower.as_str()).collect();
    let said = said.join(" ");
    let named = |words: &[Word], sort: SortId| {
        let known = fitter.phrases.at(words).into_iter().filter(|named| named.length == words.len());
        known
            .map(|named| named.symbol)
            .find(|symbol| fitter.model.symbol(*symbol).is_some_and(|known| known.sort == sort))
    };
    for lead in ["due by", "what is due by", "what falls due by", "due before"] {
        if let Some([date]) = cut::after(words, lead) {
            return Some(Shortcut::Due(date.text.clone()));
        }
    }
    let due = slots("?what ?is|falls|are ?there ?deadlines due in|on|during|by|before|until *", words);
    let day = |date: &Word| matches!(date.kind, Kind::Date | Kind::Number) || month(&date.lower).is_some();
    if let Some([date]) = due.first().and_then(|slots| slots.first().copied())
        && day(date)
    {
        let month = fitter.model.as_of().and_then(|now| coming(&date.lower, now));
        let day = month.unwrap_or_else(|| date.text.clone());
        let within = words.iter().any(|word| matches!(word.lower.as_str(), "in" | "on" | "during"));
        return Some(if within { Shortcut::DueIn(day) } else { Shortcut::Due(day) });
    }
    if let Some(sort) = listed(fitter.model, &said) {
        return Some(Shortcut::Listing(sort));
    }
    for lead in [
        "which claims rest on",
        "what claims rest on",
        "what rests on",
        "what depends on the word of",
        "what falls without",
    ] {
        if let Some(rest) = cut::after(words, lead)
            && let Some(source) = named(rest, SortId::SOURCE)
        {
            return Some(Shortcut::Without(source));
        }
    }
    let due = "?when|what ?falls|is|are|was ?the ?next|last|first|coming|upcoming due|deadline|deadlines ?next|first|dates";
    if is(due, bare) || is(due, words) {
        return Some(Shortcut::Due(String::new()));
    }
    for lead in ["what contradicts", "who contradicts", "what speaks against"] {
        if let Some(rest) = cut::after(words, lead)
            && let Some(label) = named(rest, SortId::STATEMENT)
        {
            return Some(Shortcut::Contradicts(label));
        }
    }
    let source = |words: &[Word]| named(words, SortId::SOURCE);
    for pattern in [
        "?what ?follows|falls|happens|if without *",
        "?what if * is|was wrong|mistaken|lying",
        "?what if * lies|errs",
    ] {
        let who = slots(pattern, words).into_iter().find_map(|slots| source(slots.first()?));
        if let Some(source) = who {
            return Some(Shortcut::Without(source));
        }
    }
    compared(words, named).or_else(|| how_to(fitter, words, bare))
}

/// The month of this name that comes next after a day: `due in June`.
fn coming(word: &str, now: Date) -> Option<String> {
    let number = month(word)?;
    let (year, rest) =
        now.to_string().split_once('-').map(|(year, rest)| (year.to_owned(), rest.to_owned()))?;
    let this: u32 = rest.get(..2)?.parse().ok()?;
    let year: u32 = year.parse().ok()?;
    Some(format!("{:04}-{number:02}", if number < this { year + 1 } else { year }))
}

/// `line 40`, `what is in line 40`.
fn line(bare: &[Word]) -> Option<usize> {
    let slots = slots("?in|on|at|stands|says ?in|on|at line *", bare);
    let number = slots.first()?.first()?;
    match number {
        [number] => number.text.parse().ok(),
        _ => None,
    }
}

/// `compare a with b`: two scenarios, or one and the analysis as it is.
fn compared(words: &[Word], named: impl Fn(&[Word], SortId) -> Option<SymbolId>) -> Option<Shortcut> {
    let rest = cut::after(words, "compare scenario").or_else(|| cut::after(words, "compare"))?;
    let at = rest.iter().position(|word| matches!(word.lower.as_str(), "with" | "and" | "to"))?;
    let scenario = |words: &[Word]| {
        let words = cut::after(words, "scenario").unwrap_or(words);
        let now = matches!(cut::joined(words).as_str(), "now" | "base" | "the base" | "today");
        if now { Some(None) } else { named(words, SortId::SCENARIO).map(Some) }
    };
    let (one, other) = (rest.get(..at)?, rest.get(at + 1..)?);
    Some(Shortcut::Compare(scenario(one)?, scenario(other)?))
}

/// `how do I say that A threatens B`: asked of the language, not of anybody in the analysis.
fn how_to(fitter: &Fitter<'_>, words: &[Word], bare: &[Word]) -> Option<Shortcut> {
    let slots = HOW_TO.iter().flat_map(|pattern| [words, bare].map(|words| slots(pattern, words))).flatten();
    for slots in slots {
        let Some(asked) = slots.first() else { continue };
        // `how is China …` asks about China.
        if !fitter.phrases.at(asked).is_empty() {
            continue;
        }
        return Some(Shortcut::Help(asked.iter().map(|word| word.lower.clone()).collect()));
    }
    None
}

/// The sort of which all things are asked for: `list all actors`, `which forecasts are there`, `the open questions`.
fn listed(model: &Model, said: &str) -> Option<SortId> {
    let asked = ["list ", "show me ", "show ", "what are ", "which are ", "name "]
        .iter()
        .find_map(|lead| said.strip_prefix(lead));
    let there = ["which ", "what "]
        .iter()
        .find_map(|lead| said.strip_prefix(lead))
        .and_then(|rest| rest.strip_suffix(" are there").or_else(|| rest.strip_suffix(" do we have")));
    let many = said.strip_prefix("how many ").and_then(|rest| {
        rest.strip_suffix(" are there").or_else(|| rest.strip_suffix(" do we have")).or(Some(rest))
    });
    let noun = asked.or(there).or(many)?;
    let noun = ["all the ", "all ", "the open ", "the ", "open "]
        .iter()
        .find_map(|lead| noun.strip_prefix(lead))
        .unwrap_or(noun);
    let one = match noun {
        "hypotheses" => "hypothesis",
        "promises" | "pledges" | "threats" => "commitment",
        "parties" | "players" => "actor",
        plural => plural.strip_suffix('s')?,
    };
    let sort = model.sorts.find(one)?;
    let known = [
        SortId::ACTOR,
        SortId::GROUP,
        SortId::SOURCE,
        SortId::RESOURCE,
        SortId::MATTER,
        SortId::GOAL,
        SortId::ACTION,
        SortId::EVENT,
        SortId::COMMITMENT,
        SortId::FORECAST,
        SortId::QUESTION,
        SortId::HYPOTHESIS,
        SortId::SCENARIO,
    ];
    known.contains(&sort).then_some(sort)
}
