//! The words of a question to the survey that they ask for.
//!
//! Invariant: tables, tried in their order; what is named is what the survey is about.

use super::asked::Survey;
use super::fixed::fixed;
use crate::assist::cut::Word;
use crate::assist::deeds::deeds;
use crate::assist::fit::Fitter;
use crate::assist::phrases::{SMALL, folded};
use crate::assist::rewrite::slots;
use crate::assist::verbs;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;

/// Questions about two things, with stars for them.
const BETWEEN: &[&str] = &[
    "compare * and|with|to|against *",
    "* and|versus|vs|or *",
    "what connects|links|binds|unites|divides|separates * and|with|to|from *",
    "what is|was|are the relation|relations|relationship|link|connection|difference|balance between|of * and|with|to *",
    "what is|are * relation|relations|relationship|link with|to *",
    "what about * and *",
    "relations|relation|relationship between|of * and|with *",
    "how does|do|did|is|are * relate|related|connected|connect|linked|stand|compare to|with *",
    "how does|do|is|are * and * relate|related|connected|connect|linked|compare|stand",
    "what does|do|has|have * have to do with *",
    "what does|do|has|have * to do with *",
    "who|which is stronger|weaker|bigger|better|worse|richer|dominant * or *",
    "who|which of * and|or * is stronger|weaker|better|worse|dominant",
    "does|do|did|will|would * gain|lose|win|suffer|benefit|profit|want|need more|less ?from ?it than *",
    "who needs|depends|relies whom|who more * or *",
    "who has more power|leverage|influence * or *",
    "who has the upper hand * or *",
];

/// The words of a question, and what is surveyed of the thing in it.
type OfOne = (&'static str, fn(SymbolId) -> Survey);

/// Questions about one thing.
const OF_ONE: &[OfOne] = &[
    ("what can|could|will|would|might|may|should|must * do", Survey::Could),
    ("what can|could|will|would|might|may|should * do next|about it|now", Survey::Could),
    ("what|which options|choices|moves|alternatives does|do|has|have * have", Survey::Could),
    ("what are * options|choices|moves|alternatives", Survey::Could),
    ("options|choices|moves of|for *", Survey::Could),
    ("* options|choices", Survey::Could),
    ("what are the options|choices|moves|alternatives of|for *", Survey::Could),
    ("what is * going to do", Survey::Could),
    ("what is|are * best|next|only|likeliest option|move|choice|strategy|step", Survey::Could),
    ("what is the best|next|only|likeliest option|move|choice|strategy|step of|for *", Survey::Could),
    ("which way out does|do|has * have", Survey::Could),
    ("how will|would|might|could * react|respond|answer|act", Survey::Could),
    ("how can|could|might * be persuaded|convinced|influenced|won|pressured ?over", Survey::Could),
    ("should|must * ?do ?it accept|agree|fight|yield|wait|act|go|give ?in|up", Survey::Could),
    ("what is|was the purpose|point|aim|use|sense of *", Survey::Purpose),
    ("what is|was * for|about", Survey::Purpose),
    ("who supports|backs|favours|favors|endorses *", Survey::Sides),
    ("who is|was|are|were for|behind|in ?favour|favor of *", Survey::Sides),
    ("who is|was|are|were for and ?who ?is against *", Survey::Sides),
    ("who supports and ?who opposes|rejects|resists *", Survey::Sides),
    ("who agrees|agreed with|to *", Survey::Sides),
    ("who wins|gains|benefits|profits and ?who loses|suffers ?from|by|if|with *", Survey::Effects),
    ("winners and losers of|from *", Survey::Effects),
    ("risks|dangers|costs|benefits of *", Survey::Effects),
    ("what are the risks|dangers|costs|benefits of|for *", Survey::Effects),
    ("what are the consequences|effects|results|implications|outcomes of *", Survey::Effects),
    ("consequences|effects|results|implications of *", Survey::Effects),
    ("what follows from *", Survey::Effects),
    ("what does|did|would|will * change|mean|achieve", Survey::Effects),
    ("what good does|did|would * do", Survey::Effects),
];

/// Questions about what somebody promised, with a star for whom.
const PROMISES: &[&str] = &[
    "did|does|has|have|will|would|do * keep|kept its|his|her|their promise|promises|word|commitment|commitments|pledge|pledges",
    "did|does|has|have|will|would|do * break|broken|honour|honor|fulfil|fulfill its|his|her|their promise|promises|word|commitment|commitments|pledge|pledges",
    "what does|do|did|has|have * owe|owed",
    "what is owed|due by|from *",
    "when does|do|must|should|will * ?have ?to pay|deliver|repay",
    "is|are|was|were * in default|breach|arrears|debt",
    "how much|what does|do * still owe",
    "what was|were|is|are * promised",
    "does|do|did * keep promises|commitments",
    "promises|commitments|pledges|threats of|by *",
    "* promises|commitments|pledges|threats",
    "what has * promised|threatened",
];

/// Questions about whether somebody is to be believed, with a star for whom.
const WORDS: &[&str] = &[
    "can|could|should|may we|one|you|i trust|believe *",
    "is|are|was|were * trustworthy|credible|lying|honest|truthful|bluffing|reliable|sincere|serious",
    "is|are|was|were * telling the truth",
    "is|are|was|were * threat|threats|promise|promises|word|offer|offers|warning|warnings credible|serious|empty|believable|real|sincere",
    "how credible|serious|believable|real is|are * threat|threats|promise|promises|word|offer|offers|warning|warnings",
    "does|do|did * lie|bluff|mean it|business",
    "how|what about credible|trustworthy|honest|reliable is|are *",
];

/// The survey that the words ask for.
pub(in crate::assist) fn survey(fitter: &Fitter<'_>, words: &[Word]) -> Option<Survey> {
    let said: Vec<&str> = words.iter().map(|word| word.lower.as_str()).filter(|word| *word != ",").collect();
    let said = said.join(" ");
    let bare =
        ["what are the ", "what is the ", "what are ", "show me the ", "show ", "list the ", "list ", "the "]
            .iter()
            .find_map(|lead| said.strip_prefix(lead))
            .unwrap_or(&said);
    if let Some(fixed) = fixed(bare) {
        return Some(fixed);
    }
    let listed: Vec<Word> = words.iter().filter(|word| word.text != ",").cloned().collect();
    let words = listed.as_slice();
    let sort = |symbol: SymbolId| fitter.model.symbol(symbol).map_or(SortId::ANY, |known| known.sort);
    let is = |symbol: SymbolId, wanted: SortId| fitter.model.sorts.is_below(sort(symbol), wanted);
    let two = |pattern: &str| {
        slots(pattern, words).into_iter().find_map(|slots| match slots.as_slice() {
            [one, other] => {
                Some((fitter.named(one)?, fitter.named(other)?)).filter(|(one, other)| one != other)
            }
            _ => None,
        })
    };
    let one = |pattern: &str| slots(pattern, words).iter().find_map(|slots| fitter.named(slots.first()?));
    for pattern in [
        "what happened|happens|took between * and *",
        "what took place between * and *",
        "events|timeline between|from * and|to *",
    ] {
        if let Some((one, other)) =
            two(pattern).filter(|(one, other)| is(*one, SortId::HAPPENING) && is(*other, SortId::HAPPENING))
        {
            return Some(Survey::Timeline(Some((one, other))));
        }
    }
    for pattern in [
        "how long|much after|before|between * and|was|did|is *",
        "how many days|weeks|months|years after|before|between|from * and|was|did|is|to *",
        "how much time between|from * and|to *",
        "how long|much time from * to *",
        "how long from * to *",
    ] {
        let apart = slots(pattern, words).into_iter().find_map(|slots| match slots.as_slice() {
            [one, other] => Some((fitter.named(one)?, fitter.named(begun(other))?)),
            _ => None,
        });
        if let Some((one, other)) =
            apart.filter(|(one, other)| is(*one, SortId::HAPPENING) && is(*other, SortId::HAPPENING))
        {
            return Some(Survey::Apart(one, other));
        }
    }
    if asks_of_the_whole(fitter, words) {
        return Some(Survey::Outcomes);
    }
    if let Some(both) = BETWEEN.iter().find_map(|pattern| {
        two(pattern).filter(|(one, other)| !is(*one, SortId::SCENARIO) && !is(*other, SortId::SCENARIO))
    }) {
        return Some(Survey::Between(both.0, both.1));
    }
    if let Some(actor) =
        PROMISES.iter().find_map(|pattern| one(pattern)).filter(|actor| is(*actor, SortId::ACTOR))
    {
        return Some(Survey::Promises(Some(actor)));
    }
    if let Some(actor) =
        WORDS.iter().find_map(|pattern| one(pattern)).filter(|actor| is(*actor, SortId::ACTOR))
    {
        return Some(Survey::Word(actor));
    }
    for (pattern, make) in OF_ONE {
        let fits = |symbol: SymbolId| match make(symbol) {
            Survey::Could(_) => is(symbol, SortId::ACTOR),
            _ => is(symbol, SortId::HAPPENING) || is(symbol, SortId::PROPOSITION),
        };
        let thing = slots(pattern, words).iter().find_map(|slots| {
            let said = slots.first()?;
            fitter.named(said).filter(|symbol| fits(*symbol)).or_else(|| fitter.phrases.loosely(said, fits))
        });
        if let Some(symbol) = thing {
            return Some(make(symbol));
        }
    }
    purpose(fitter, words)
}

/// `will the port deal go through`, of an analysis that is called the port concession: how it all ends.
fn asks_of_the_whole(fitter: &Fitter<'_>, words: &[Word]) -> bool {
    let frame = &fitter.model.frame;
    let title = frame.title.as_deref().unwrap_or_default();
    let name = frame.name.as_deref().unwrap_or_default();
    let called: Vec<String> = folded(&format!("{title} {name}")).split(' ').map(str::to_owned).collect();
    let all = |said: &[Word]| {
        let mut telling = said.iter().filter(|word| !SMALL.contains(&word.lower.as_str())).peekable();
        telling.peek().is_some()
            && telling.all(|word| {
                WHOLE.contains(&word.lower.as_str()) || called.iter().any(|one| verbs::akin(&word.lower, one))
            })
    };
    [
        "will there be *",
        "will|does|can|could|would * happen|succeed|work|hold|last|fail|end|pass|survive|collapse",
        "will|does|can|could|would * go through|ahead",
        "how will|does|would * end",
        "what will|would be the outcome|result|end of *",
    ]
    .iter()
    .any(|pattern| slots(pattern, words).iter().any(|slots| slots.first().is_some_and(|said| all(said))))
}

/// What a whole is called that has another name.
const WHOLE: &[&str] = &[
    "deal",
    "agreement",
    "affair",
    "crisis",
    "conflict",
    "dispute",
    "case",
    "project",
    "plan",
    "talks",
    "negotiations",
];

/// `did the answer come`: without the verb that says no more than that something came about.
fn begun(words: &[Word]) -> &[Word] {
    match words {
        [rest @ .., last]
            if !rest.is_empty()
                && matches!(
                    last.lower.as_str(),
                    "happen" | "come" | "begin" | "start" | "occur" | "taken"
                ) =>
        {
            rest
        }
        words => words,
    }
}

/// Questions about what somebody does, with a star for who does what.
const OF_DEED: &[OfOne] = &[
    ("why did|does|do|would|will|is|was|were|are|has|have|had *", Survey::Purpose),
    ("how did|does|do|come|comes *", Survey::Purpose),
    ("what made|moved|drove|led|motivated|pushed|got *", Survey::Purpose),
    ("what is|was the reason|motive|point|aim|purpose of|for|behind *", Survey::Purpose),
    (
        "what did|does|do|would|will|could * want to|hope to|try to|gain by|achieve by|get by *",
        Survey::Purpose,
    ),
    ("can|could|may|might *", Survey::Able),
    ("is|are|was|were * able|free|ready|allowed|permitted to *", Survey::Able),
    ("what is|would be missing|lacking|needed|required|in the way for|before|of *", Survey::Able),
    ("what stands|stood in the way of|for *", Survey::Able),
    ("what does|do|did|would|will * need|take|require|lack to|for *", Survey::Able),
    ("what do|does * need to *", Survey::Able),
    ("should|must|ought|shall|need *", Survey::Worth),
    ("does|do|did * have|need to *", Survey::Worth),
    ("is|was it wise|right|worth|good|better|sensible|rational for|of *", Survey::Worth),
    ("what speaks for|against *", Survey::Worth),
    ("what are the|? pros|arguments|reasons and|for|against ?cons ?of ?for *", Survey::Worth),
    ("by when must|should * be done|finished|carried", Survey::Deadline),
    ("?by when|until ?when must|should|shall *", Survey::Deadline),
    ("by|until when does|do|is|has|will *", Survey::Deadline),
    ("when must|should|does|do * have to *", Survey::Deadline),
    ("how much time|long does|do|has|have * have|got|left|time ?left to *", Survey::Deadline),
    ("how long|much ?time ?is ?it ?left until|till|to|before|for ?the * ?deadline", Survey::Deadline),
];

/// Why somebody did what is called so, or by when it must be done: the words name an action without a word more.
fn purpose(fitter: &Fitter<'_>, words: &[Word]) -> Option<Survey> {
    let plain = |survey: Survey| matches!(survey, Survey::Purpose(_) | Survey::Deadline(_));
    let asks = OF_DEED.iter().filter(|(_, make)| plain(make(SymbolId(0))));
    let named = |words: Vec<Word>| {
        deeds(fitter, &words).into_iter().find(|deed| deed.who.is_some() && deed.doubt <= NAMED)
    };
    asks.into_iter().find_map(|(pattern, make)| {
        let said = slots(pattern, words).into_iter().map(|slots| slots.concat());
        said.into_iter().find_map(named).map(|deed| make(deed.what))
    })
}

/// How unusual it is at most to name an action by its own words.
const NAMED: u32 = 2;

/// The survey of what somebody is asked to do or to have done: *can the UK land*, *should Britain stop*.
pub(in crate::assist) fn of_deed(fitter: &Fitter<'_>, words: &[Word]) -> Option<Survey> {
    OF_DEED.iter().find_map(|(pattern, make)| {
        let said = slots(pattern, words).into_iter();
        let joined = said.map(|slots| slots.concat());
        joined.into_iter().find_map(|said| nearest(fitter, &said)).map(make)
    })
}

/// The one deed that the words say best, or the happening that they name.
fn nearest(fitter: &Fitter<'_>, words: &[Word]) -> Option<SymbolId> {
    let happens = |symbol: &SymbolId| fitter.model.fits(*symbol, &[SortId::HAPPENING]);
    let named = || fitter.named(words).filter(happens);
    let done = deeds(fitter, words).into_iter().find(|deed| deed.who.is_some());
    done.map(|deed| deed.what).or_else(named).or_else(|| fitter.phrases.loosely(words, |one| happens(&one)))
}
