//! Questions that no single sentence answers: what two have to do with each other, what happened in which order, what
//! somebody could do, how it will end, what was promised and what became of it.
//!
//! Invariant: each gives a page, whose lines are sentences that hold in the view.

use super::cut::Word;
use super::dossier;
use super::fit::Fitter;
use super::rewrite::slots;
use super::rows::{Rows, texts};
use crate::model::sort::SortId;
use crate::model::statement::{SymbolId, Term};
use crate::reason::{Session, Stop};
use crate::report::Page;
use crate::theory::Said;
use std::collections::BTreeSet;

/// What is surveyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Survey {
    /// What holds between two things.
    Between(SymbolId, SymbolId),
    /// What happened, by its day; perhaps between two happenings.
    Timeline(Option<(SymbolId, SymbolId)>),
    /// How much time lies between two happenings.
    Apart(SymbolId, SymbolId),
    /// Promises and threats and what became of them; those of somebody, or all.
    Promises(Option<SymbolId>),
    /// What can last, what is expected, what is agreed.
    Outcomes,
    /// What somebody could do.
    Could(SymbolId),
    /// What goes or could go wrong for those concerned.
    Risks,
    /// What an action is good for.
    Purpose(SymbolId),
    /// What comes of something.
    Effects(SymbolId),
    /// Who has power over whom, and who holds it.
    Power,
}

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
    "can we|one trust *",
    "is|are * trustworthy|credible",
    "does|do|did * keep promises|commitments",
    "promises|commitments|pledges|threats of|by *",
    "* promises|commitments|pledges|threats",
    "what has * promised|threatened",
];

/// The survey that the words ask for.
pub(super) fn survey(fitter: &Fitter<'_>, words: &[Word]) -> Option<Survey> {
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
    deed(fitter, words).map(Survey::Purpose)
}

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

/// What is asked in a few words that name nothing.
fn fixed(said: &str) -> Option<Survey> {
    Some(match said {
        "timeline"
        | "chronology"
        | "what happened"
        | "what happened when"
        | "sequence of events"
        | "order of events"
        | "history"
        | "dates"
        | "calendar"
        | "what happened first"
        | "what happened last"
        | "what has happened"
        | "what happened so far"
        | "what took place" => Survey::Timeline(None),
        "promises"
        | "commitments"
        | "pledges"
        | "obligations"
        | "who promised what"
        | "who promised what to whom"
        | "which promises were kept"
        | "what promises were kept"
        | "which promises are kept"
        | "who kept his word"
        | "who kept their word"
        | "who kept their promises"
        | "who broke their promises"
        | "who kept its word"
        | "who kept a promise"
        | "who broke a promise"
        | "were the promises kept"
        | "were promises kept"
        | "which commitments were kept"
        | "what was promised"
        | "what was agreed"
        | "deal"
        | "what was the deal"
        | "agreement"
        | "agreements"
        | "who owes whom what"
        | "who owes what to whom"
        | "who owes what"
        | "who owes whom"
        | "what is owed"
        | "what is still owed"
        | "who is in breach"
        | "who is to blame"
        | "who broke its promise"
        | "which threats are empty"
        | "what was promised in secret"
        | "threat credible"
        | "is the threat credible"
        | "are the threats credible"
        | "debts" => Survey::Promises(None),
        "what will happen"
        | "what is likely to happen"
        | "what happens next"
        | "what will happen next"
        | "outcome"
        | "outcomes"
        | "likely outcome"
        | "likely outcomes"
        | "most likely outcome"
        | "likeliest outcome"
        | "possible outcomes"
        | "how will it end"
        | "how does it end"
        | "how will this end"
        | "how does this end"
        | "what can last"
        | "is there a deal"
        | "is there a solution"
        | "is there an equilibrium"
        | "is a deal possible"
        | "deals"
        | "which deals are there"
        | "is there an agreement"
        | "prospects"
        | "outlook"
        | "what is going to happen"
        | "who will win"
        | "who wins"
        | "what is the outcome"
        | "which outcomes are likely" => Survey::Outcomes,
        "risks"
        | "main risks"
        | "dangers"
        | "what is at risk"
        | "what can go wrong"
        | "what could go wrong"
        | "what is at stake"
        | "stakes"
        | "biggest risk"
        | "main risk"
        | "weak spots"
        | "vulnerabilities" => Survey::Risks,
        "power"
        | "who has power"
        | "who is powerful"
        | "who is in charge"
        | "who is strongest"
        | "who is the strongest"
        | "who is most powerful"
        | "who is the most powerful"
        | "who has the most power"
        | "who decides"
        | "who has the upper hand"
        | "who is dominant"
        | "balance of power"
        | "who has leverage"
        | "strongest"
        | "most powerful actor"
        | "strongest actor"
        | "who calls the shots"
        | "who is stronger"
        | "who is weak"
        | "who is the weakest"
        | "who is weakest" => Survey::Power,
        _ => return None,
    })
}

/// `why did Khrushchev send missiles to Cuba`: the action that is spoken of, by its explanation.
fn deed(fitter: &Fitter<'_>, words: &[Word]) -> Option<SymbolId> {
    let patterns = [
        "why did|does|do|would|will|is|was|were|are|should * *",
        "what made|moved|drove|led|motivated * to *",
    ];
    let model = fitter.model;
    let action = |symbol: SymbolId| {
        model.symbol(symbol).is_some_and(|known| model.sorts.is_below(known.sort, SortId::HAPPENING))
    };
    patterns.iter().flat_map(|pattern| slots(pattern, words)).find_map(|slots| {
        let [who, what] = slots.as_slice() else { return None };
        let who = fitter.named(who)?;
        let actor = model.symbol(who).is_some_and(|known| model.sorts.is_below(known.sort, SortId::ACTOR));
        if !actor || what.len() < 2 {
            return None;
        }
        let exact = fitter.named(what).filter(|symbol| action(*symbol));
        exact.or_else(|| fitter.phrases.loosely(what, action))
    })
}

/// The page of a survey.
///
/// # Errors
/// A limit was reached.
pub(super) fn page(session: &mut Session<'_>, survey: &Survey) -> Result<Page, Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let evaluated = session.look(&view, None, &[])?.evaluated;
    let rows = Rows { model, evaluated: &evaluated };
    let mut page = Page::default();
    let name = |symbol: SymbolId| model.write_symbol(symbol);
    match survey {
        Survey::Between(one, other) => {
            page.title = format!("{} and {}", name(*one), name(*other));
            dossier::between(model, &evaluated, *one, *other, &mut page);
            let asks = vec![format!("about {}", name(*one)), format!("about {}", name(*other))];
            if page.sections.is_empty() {
                page.add("No sentence that holds names both; of each alone something is known", asks);
            }
        }
        Survey::Timeline(bounds) => {
            page.title = String::from("What happened when");
            let days = rows.days();
            let day =
                |symbol: SymbolId| days.iter().find(|(_, _, of)| *of == symbol).map(|(day, ..)| day.clone());
            let (from, to) = match bounds {
                Some((one, other)) => {
                    page.title = format!("What happened between {} and {}", name(*one), name(*other));
                    let (one, other) = (day(*one), day(*other));
                    let (from, to) = (one.clone().min(other.clone()), one.max(other));
                    (from, to)
                }
                None => (None, None),
            };
            let within = |day: &String| {
                from.as_ref().is_none_or(|from| day >= from) && to.as_ref().is_none_or(|to| day <= to)
            };
            let inside: Vec<String> = days
                .iter()
                .filter(|(day, ..)| within(day))
                .map(|(day, line, _)| format!("{day}: {line}"))
                .collect();
            page.add("By its day", inside);
            if bounds.is_none() {
                let dated: BTreeSet<SymbolId> = days.iter().map(|(_, _, of)| *of).collect();
                let undated = rows.of("took_place").into_iter().filter(
                    |said| !matches!(said.terms.first(), Some(Term::Symbol(id)) if dated.contains(id)),
                );
                page.add("Without a day", texts(model, undated));
            }
        }
        Survey::Apart(one, other) => {
            page.title = format!("From {} to {}", name(*one), name(*other));
            let days = rows.values();
            let day = |symbol: SymbolId| days.iter().find(|(_, of)| *of == symbol).map(|(day, _)| *day);
            let lines: Vec<String> = [*one, *other]
                .into_iter()
                .map(|symbol| match day(symbol) {
                    Some(day) => format!("{} took place on {day}", name(symbol)),
                    None => format!("no single day is known of {}", name(symbol)),
                })
                .collect();
            if let (Some(one), Some(other)) = (day(*one), day(*other)) {
                let apart = if one.before(other) { other.since(one) } else { one.since(other) };
                page.add(apart.to_string(), lines);
            } else {
                page.add("How far apart they are cannot be told", lines);
            }
        }
        Survey::Promises(whose) => {
            page.title = match whose {
                Some(actor) => format!("What {} promised, and what became of it", name(*actor)),
                None => String::from("What was promised, and what became of it"),
            };
            let own: Option<BTreeSet<Term>> = whose.map(|actor| {
                let bound = rows
                    .of("binds")
                    .into_iter()
                    .filter(|said| said.terms.get(1) == Some(&Term::Symbol(actor)));
                bound.filter_map(|said| said.terms.into_iter().next()).collect()
            });
            // Of a commitment the state that says most is told: what was kept late was kept, and what is broken is owed.
            let says_less = |said: &Said, more: &[&str]| {
                more.iter()
                    .flat_map(|relation| rows.of(relation))
                    .any(|other| other.terms.first() == said.terms.first())
            };
            let ours = |said: &Said| {
                own.as_ref().is_none_or(|own| said.terms.first().is_some_and(|one| own.contains(one)))
            };
            for (heading, relations, more) in [
                ("Kept", &["satisfied"][..], &["satisfied_late"][..]),
                ("Kept late", &["satisfied_late"], &[]),
                ("Broken, and not made good", &["unmended"], &[]),
                ("Owed now", &["owed", "owes"], &["unmended"]),
                ("Not due yet", &["pending", "untested"], &[]),
                ("No longer in force", &["lapsed", "called_off"], &["satisfied"]),
                ("Carried out", &["carried_out"], &[]),
                ("Whose word is credible", &["credible_word"], &[]),
                ("Who is bound to whom", &["binds"], &[]),
            ] {
                let found = relations.iter().flat_map(|relation| rows.of(relation)).filter(|said| ours(said));
                let found = found.filter(|said| !says_less(said, more));
                page.add(heading, texts(model, found));
            }
            if whose.is_none() {
                page.add("Offers and demands", rows.lines(&["offers", "demands", "conditional"]));
            }
        }
        Survey::Outcomes => {
            page.title = String::from("How it may end");
            page.add("Where the games end", rows.lines(&["game_ends_in", "one_that_lasts"]));
            page.add("What can last", rows.lines(&["can_last"]));
            page.add("Who would leave what", rows.lines(&["would_leave"]));
            page.add("What they are set on", rows.lines(&["is_set_on", "will_not"]));
            page.add("What is forecast", rows.lines(&["forecasts", "falls_due", "came_true"]));
            page.add("What is expected of whom", rows.lines(&["expects", "expected_to_object"]));
        }
        Survey::Could(actor) => {
            page.title = format!("What {} could do", name(*actor));
            let own = Term::Symbol(*actor);
            let mine = |relations: &[&str], at: usize| rows.with(relations, at, &own);
            page.add("Has reason for", mine(&["reason", "is_set_on", "no_choice"], 0));
            page.add("Can stop", mine(&["can_stop", "veto"], 0));
            page.add("Would leave", mine(&["would_leave"], 0));
            let (done, open): (Vec<Said>, Vec<Said>) = rows
                .of("action_of")
                .into_iter()
                .filter(|said| said.terms.get(1) == Some(&own))
                .partition(|said| rows.holds("took_place", said.terms.first()));
            page.add("Open to it", texts(model, open.into_iter()));
            page.add("Has done", texts(model, done.into_iter()));
            page.add("Will not or cannot", mine(&["will_not", "unable", "lacks"], 0));
            page.add("Is kept from it", mine(&["deters_from", "held_from_leaving"], 1));
        }
        Survey::Risks => {
            page.title = String::from("What is at risk");
            page.add("What fails or is put at risk", rows.lines(&["fails", "at_risk", "broken", "unmended"]));
            page.add("Who lacks or fears what", rows.lines(&["lacks", "fears", "unable", "torn"]));
            page.add("Who loses from what", rows.lines(&["loses", "hurts", "harms"]));
            page.add("Who cannot do without whom", rows.lines(&["critically"]));
            page.add("Threats", rows.lines(&["threatens", "window_closing", "would_leave"]));
        }
        Survey::Purpose(action) => {
            page.title = format!("What {} is for", name(*action));
            page.summary =
                model.symbol(*action).and_then(|known| known.gloss.as_ref()).map(ToString::to_string);
            let with = |relations: &[&str], at: usize| rows.with(relations, at, &Term::Symbol(*action));
            page.add("What it serves", with(&["serves", "only_means"], 0));
            page.add(
                "Who has reason for it, or gains from it",
                with(&["reason", "no_choice", "gains", "hopes"], 1),
            );
            page.add("What brought it about", with(&["brings", "enables"], 1));
            page.add("Whose it is", with(&["action_of"], 0));
        }
        Survey::Effects(what) => {
            page.title = format!("What comes of {}", name(*what));
            let with = |relations: &[&str], at: usize| rows.with(relations, at, &Term::Symbol(*what));
            page.add("It brings about or enables", with(&["brings", "enables", "prevents"], 0));
            page.add("It serves or harms", with(&["serves", "harms", "helps", "hurts"], 0));
            page.add("Who gains and who loses", with(&["gains", "loses", "fears", "hopes"], 1));
            page.add("What it uses up", with(&["consumes", "uses"], 0));
            page.add("What waits for it", with(&["presupposes", "waits_for"], 1));
            if page.sections.is_empty() {
                let asks =
                    vec![format!("what if {} took place?", name(*what)), format!("about {}", name(*what))];
                page.add("Nothing that holds says what comes of it; ask", asks);
            }
        }
        Survey::Power => {
            page.title = String::from("Who has power over whom");
            page.add("Who dominates", rows.lines(&["dominant", "dominates", "indispensable"]));
            page.add("Who has the stronger hold on whom", rows.lines(&["hold_on"]));
            page.add("Who has power over whom", rows.lines(&["power_over"]));
            page.add("Who can stop what", rows.lines(&["veto"]));
            page.add("Who decides", rows.lines(&["decides_alone", "decides_by"]));
        }
    }
    Ok(page)
}
