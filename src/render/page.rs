//! The first page of an analysis as blocks, which text and Markdown write each in its own way.
//!
//! **Invariant:** what is shortened is counted; no line says less than what is so without saying that there is more.

use super::likely::{ahead, likely};
use super::text::{counts, grouped};
use crate::diagnostic::{Code, Diagnostic, Severity, clean};
use crate::report::{
    Basis, Brief, Dispute, Likelihood, Line, Observation, Report, ScenarioOutcome, Settlement, Status,
    Verdict, Weight, listed,
};
use std::collections::BTreeMap;

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// What the page is about.
    Title(String),
    /// What comes next is about this.
    Heading(String),
    /// Prose.
    Text(String, Tone),
    /// An item of a list.
    Item(String, Tone),
    /// What comes next stands apart.
    Break,
}

/// How a block is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// What the reader has come for.
    Main,
    /// What is said besides.
    Aside,
    /// All is well.
    Good,
    /// Something to look at.
    Odd,
    /// Something is wrong.
    Bad,
}

/// How many items of each kind are told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    facts: usize,
    forecasts: usize,
    due: usize,
    uncounted: usize,
    findings: usize,
    granted: usize,
    scenarios: usize,
    changes: usize,
}

impl Limits {
    /// Everything.
    pub(super) const NONE: Limits = Limits {
        facts: usize::MAX,
        forecasts: usize::MAX,
        due: usize::MAX,
        uncounted: usize::MAX,
        findings: usize::MAX,
        granted: usize::MAX,
        scenarios: usize::MAX,
        changes: usize::MAX,
    };

    /// What fits on a page, the roomiest first. What was said and does not count gives way before what follows does.
    pub(super) fn tightening() -> impl Iterator<Item = Limits> {
        (0..28).map(|step: usize| Limits {
            facts: 14usize.saturating_sub(step / 2).max(1),
            forecasts: 4usize.saturating_sub(step / 2).max(1),
            due: 4usize.saturating_sub(step / 2).max(1),
            uncounted: 3usize.saturating_sub(step / 3),
            findings: 5usize.saturating_sub(step / 4).max(1),
            granted: 4usize.saturating_sub(step / 2),
            scenarios: 8usize.saturating_sub(step / 2).max(1),
            changes: 8usize.saturating_sub(step / 2).max(3),
        })
    }

    fn whole(&self) -> bool {
        self.facts == usize::MAX
    }
}

/// The answer, what else follows and what it takes for granted. `dash` stands between a fact and what is to be
/// thought of it.
pub(super) fn first(brief: &Brief, report: &Report, limits: Limits, dash: &str) -> Vec<Block> {
    let names = Names(&brief.outline.names);
    let mut out = vec![Block::Title(clean::line(&brief.title).into_owned())];
    let as_of = brief.as_of.iter().map(|date| format!("as of {date}"));
    let frame: Vec<String> = as_of.chain(brief.frame.iter().cloned()).collect();
    if !frame.is_empty() {
        out.push(Block::Text(frame.join(", "), Tone::Aside));
    }
    out.push(Block::Break);
    answer(&mut out, brief, &names, dash);
    out.extend([Block::Break, consistency(brief, report)]);
    observed(&mut out, brief, limits, &names);
    follows(&mut out, brief, limits, &names, dash);
    let outline = &brief.outline;
    items(&mut out, "What falls due", &outline.due, limits.due, |one| names.plain(one));
    items(&mut out, "Forecasts", &outline.forecasts, limits.forecasts, |line| judged(line, &names, dash));
    let uncounted = "Said, and too unlikely to count";
    items(&mut out, uncounted, &outline.uncounted, limits.uncounted, |one| names.plain(one));
    granted(&mut out, brief, limits, &names);
    out
}

/// What fires, what the view changes and what the scenarios come to.
pub(super) fn details(out: &mut Vec<Block>, brief: &Brief, report: &Report, limits: Limits) {
    let names = Names(&brief.outline.names);
    findings(out, brief, report, limits, &names);
    if let Some(changes) = &brief.changes {
        let supposed = if changes.supposed.is_empty() {
            String::new()
        } else {
            format!(" if {}", listed(&changes.supposed))
        };
        let text = names.plain(&format!("What changes{supposed}"));
        let gained = changes.gained.iter().map(|one| format!("now {}", one.sentence));
        let lost = changes.lost.iter().map(|one| format!("no longer {}", one.sentence));
        let fires = changes.findings.iter().cloned();
        let mut all: Vec<String> = gained.chain(lost).chain(fires).collect();
        if all.is_empty() {
            all.push(String::from("nothing"));
        }
        items(out, &text, &all, limits.changes, |one| names.plain(one));
    }
    // A page that is full has no line for a scenario in which nothing is otherwise.
    let full = limits.facts == 1;
    let scenarios: Vec<&ScenarioOutcome> =
        brief.scenarios.iter().filter(|one| !full || changes_something(one)).collect();
    items(out, "Scenarios", &scenarios, limits.scenarios, |one| scenario(one, limits, &names));
}

/// The answer, what it rests on, what would change it and who disagrees.
fn answer(out: &mut Vec<Block>, brief: &Brief, names: &Names<'_>, dash: &str) {
    let outline = &brief.outline;
    let sentence = |text: String| {
        let mut chars = text.chars();
        let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
        format!("{first}{}.", chars.as_str())
    };
    if outline.answer.is_empty() {
        let text = "Nothing follows yet: state what is known, or add rules that conclude something.";
        out.push(Block::Text(String::from(text), Tone::Main));
        return;
    }
    for line in &outline.answer {
        out.push(Block::Item(sentence(judged(line, names, dash)), Tone::Main));
    }
    let mut aside = |text: String| out.push(Block::Text(text, Tone::Aside));
    if !outline.rests_on.is_empty() {
        let told = outline.rests_on.iter().map(|one| {
            let who =
                if one.sources.is_empty() { String::new() } else { format!(" ({})", listed(&one.sources)) };
            names.plain(&format!("{}{who}", one.sentence))
        });
        let most = outline.rests_on.first().map_or(0, |one| one.falls);
        let falls = if most == 1 { "a judgement falls" } else { "judgements fall" };
        aside(format!(
            "It rests most on this, without which {falls}: {}.",
            told.collect::<Vec<_>>().join("; ")
        ));
    }
    if !outline.changed_by.is_empty() {
        aside(format!("It would be otherwise in these scenarios: {}.", outline.changed_by.join("; ")));
    }
    let (open, settled): (Vec<&Dispute>, Vec<&Dispute>) =
        brief.disputes.iter().partition(|one| one.settlement == Settlement::Open);
    if !open.is_empty() {
        let told: Vec<String> = open.iter().map(|one| against(one, true)).collect();
        aside(names.plain(&format!("Who disagrees: {}.", told.join("; "))));
    }
    if !settled.is_empty() {
        let told: Vec<String> = settled.iter().map(|one| against(one, false)).collect();
        let text = format!("Who disagreed, until preferences or grades settled it: {}.", listed(&told));
        aside(names.plain(&text));
    }
}

/// Whose claims stand against whose, and about what.
fn against(dispute: &Dispute, about: bool) -> String {
    let voices: Vec<String> = dispute.sides.iter().map(|(voice, _)| voice.clone()).collect();
    let about = match dispute.about.as_slice() {
        _ if !about => String::new(),
        [] => String::new(),
        [first] => format!(": {first}"),
        [first, others @ ..] => format!(": {first}, and {} more", others.len()),
    };
    format!("{}{about}", voices.join(" against "))
}

/// Whether anything contradicts anything, and how much there is to look at.
fn consistency(brief: &Brief, report: &Report) -> Block {
    let errors = report.diagnostics.iter().any(|found| found.severity == Severity::Error);
    let open = brief.disputes.iter().any(|one| one.settlement == Settlement::Open);
    let (tone, means) = match report.verdict {
        Some(Verdict::Disputed) if !open && !brief.disputes.is_empty() => {
            (Tone::Odd, "disputed, its sources contradict each other, and preferences settle it")
        }
        Some(Verdict::Disputed) => (Tone::Odd, "disputed, its sources contradict each other"),
        Some(Verdict::Inconsistent) => {
            (Tone::Bad, "inconsistent, the analyst or one source contradicts herself")
        }
        Some(Verdict::Invalid) => {
            (Tone::Bad, "invalid, there are mistakes in how it is written, so this page is incomplete")
        }
        Some(Verdict::Consistent) | None if errors => (Tone::Bad, "no contradictions, but errors"),
        Some(Verdict::Consistent) | None => {
            (Tone::Good, "consistent, nothing in it contradicts anything else in it")
        }
    };
    let others: Vec<&Diagnostic> =
        report.diagnostics.iter().filter(|found| found.code != Code::Forbidden).collect();
    let told = brief.findings.len();
    let findings = match told {
        0 => None,
        1 => Some(String::from("1 finding")),
        more => Some(format!("{more} findings")),
    };
    let counted: Vec<String> =
        findings.into_iter().chain((!others.is_empty()).then(|| counts(others))).collect();
    let counted = if counted.is_empty() { String::new() } else { format!("; {}", counted.join(", ")) };
    Block::Text(format!("Consistency: {means}{counted}."), tone)
}

/// As the page says it, with a word for how it is to be read.
pub(super) fn consistency_words(brief: &Brief, report: &Report) -> (&'static str, String) {
    match consistency(brief, report) {
        Block::Text(text, Tone::Good) => ("good", text),
        Block::Text(text, Tone::Bad) => ("bad", text),
        Block::Text(text, _) => ("odd", text),
        Block::Title(_) | Block::Heading(_) | Block::Item(..) | Block::Break => ("odd", String::new()),
    }
}

/// What else follows, one line a fact.
fn follows(out: &mut Vec<Block>, brief: &Brief, limits: Limits, names: &Names<'_>, dash: &str) {
    let topics = &brief.outline.topics;
    let count: usize = topics.iter().map(|topic| topic.lines.len() + topic.more).sum();
    if count == 0 {
        return;
    }
    let mut ranked: Vec<(usize, usize)> = topics
        .iter()
        .enumerate()
        .flat_map(|(topic, of)| (0..of.lines.len()).map(move |at| (topic, at)))
        .collect();
    let weight = |(topic, at): &(usize, usize)| {
        topics.get(*topic).and_then(|of| of.lines.get(*at)).map(|line| line.weight)
    };
    // Where statements come from is a matter of its own.
    ranked.retain(|place| limits.whole() || weight(place) != Some(Weight::Source));
    ranked.sort_by_key(|place| (weight(place), place.1, place.0));
    ranked.truncate(limits.facts);
    ranked.sort_unstable();
    if ranked.is_empty() {
        return;
    }
    out.push(heading("What else follows", ranked.len(), count));
    for (topic, of) in topics.iter().enumerate() {
        if limits.whole() {
            out.push(Block::Text(of.title.clone(), Tone::Main));
        }
        for (at, line) in of.lines.iter().enumerate() {
            if ranked.binary_search(&(topic, at)).is_ok() {
                out.push(Block::Item(judged(line, names, dash), Tone::Main));
            }
        }
        if limits.whole() && of.more > 0 {
            out.push(Block::Text(format!("and {} more", of.more), Tone::Aside));
        }
    }
}

/// What was observed, and what that moved.
fn observed(out: &mut Vec<Block>, brief: &Brief, limits: Limits, names: &Names<'_>) {
    items(out, "What was observed", &brief.observed, limits.forecasts, |one| observation(one, names));
}

/// An observation, in a line.
pub(super) fn observation(one: &Observation, names: &Names<'_>) -> String {
    let who = if one.sources.is_empty() {
        String::new()
    } else {
        format!(", according to {}", listed(&one.sources))
    };
    let day = one.on.as_ref().map(|day| format!(", on {day}")).unwrap_or_default();
    let moved: Vec<String> = one
        .moved
        .iter()
        .map(|moved| format!("{} {}", moved.sentence, crate::render::likely::moved(moved)))
        .collect();
    let moved = if moved.is_empty() { String::from("moves nothing") } else { moved.join("; ") };
    names.plain(&format!("{}{who}{day}: {moved}", one.sentence))
}

/// What fires: what was found out about the world, and mistakes.
fn findings(out: &mut Vec<Block>, brief: &Brief, report: &Report, limits: Limits, names: &Names<'_>) {
    let told: Vec<&Diagnostic> =
        brief.findings.iter().filter_map(|finding| report.diagnostics.get(finding.diagnostic)).collect();
    let groups = grouped(&told);
    if groups.is_empty() {
        return;
    }
    let mut shown: Vec<(Severity, String)> = Vec::new();
    for (at, others) in groups {
        let (Some(found), Some(finding)) = (told.get(at), brief.findings.get(at)) else { continue };
        let because = if finding.because.is_empty() {
            String::new()
        } else {
            format!(": {}", listed(&finding.because))
        };
        let others = others.map(|words| format!("; {words}")).unwrap_or_default();
        let message = match found.message.rsplit_once(" (`") {
            Some((message, _)) => message,
            None => found.message.as_str(),
        };
        shown.push((found.severity, names.plain(&format!("{message}{because}{others}"))));
    }
    shown.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    items(out, "Findings", &shown, limits.findings, |(_, text)| text.clone());
}

/// What is taken for granted: what is routine is counted.
fn granted(out: &mut Vec<Block>, brief: &Brief, limits: Limits, names: &Names<'_>) {
    let all = &brief.outline.granted;
    if all.is_empty() {
        return;
    }
    let of = |some: &[crate::report::Granted]| some.iter().map(|one| one.count).sum();
    let told = all.get(..limits.granted.min(all.len())).unwrap_or_default();
    if told.is_empty() {
        let count: usize = of(all);
        let text = format!("Taken for granted: {count} sentences that nobody has shown (--full for all).");
        return out.extend([Block::Break, Block::Text(text, Tone::Aside)]);
    }
    out.push(heading("Taken for granted", of(told), of(all)));
    out.extend(told.iter().map(|one| Block::Item(names.plain(&one.text), Tone::Main)));
}

/// Whether anything is otherwise in a scenario.
fn changes_something(one: &ScenarioOutcome) -> bool {
    !(one.gained.is_empty() && one.lost.is_empty() && one.findings.is_empty() && one.supported.is_empty())
}

/// What a scenario comes to, in a line.
fn scenario(one: &ScenarioOutcome, limits: Limits, names: &Names<'_>) -> String {
    let most = if limits.whole() { usize::MAX } else { 1 };
    let some = |all: Vec<String>| {
        let rest = all.len().saturating_sub(most);
        let mut told: Vec<String> = all.into_iter().take(most).collect();
        if rest > 0 {
            told.push(format!("{rest} more"));
        }
        listed(&told)
    };
    let mut parts = Vec::new();
    if !one.gained.is_empty() {
        parts.push(some(one.gained.iter().map(|one| one.sentence.clone()).collect()));
    }
    if !one.lost.is_empty() {
        parts.push(format!("no longer: {}", some(one.lost.clone())));
    }
    if !one.findings.is_empty() {
        parts.push(match one.findings.len() {
            1 => String::from("1 finding"),
            more => format!("{more} findings"),
        });
    }
    if parts.is_empty() && !one.supported.is_empty() {
        parts.push(String::from("the same follows, for other reasons"));
    }
    if parts.is_empty() {
        parts.push(String::from("nothing changes"));
    }
    let head = one.gloss.clone().unwrap_or_else(|| one.name.replace('_', " "));
    names.plain(&format!("{head}: {}", parts.join("; ")))
}

/// A heading, which says how many of its items are told where not all are.
fn heading(text: &str, told: usize, count: usize) -> Block {
    let some = if told < count { format!(" ({told} of {count}, --full for all)") } else { String::new() };
    Block::Heading(format!("{text}{some}"))
}

/// Items under a heading; nothing where there is no room for any.
fn items<T>(out: &mut Vec<Block>, text: &str, all: &[T], most: usize, tell: impl Fn(&T) -> String) {
    if !all.is_empty() && most > 0 {
        out.push(heading(text, all.len().min(most), all.len()));
        out.extend(all.iter().take(most).map(|one| Block::Item(tell(one), Tone::Main)));
    }
}

/// A fact and what is to be thought of it.
pub(super) fn judged(line: &Line, names: &Names<'_>, dash: &str) -> String {
    let text = names.plain(&line.text);
    let status =
        line.status.filter(|status| *status != Status::Undisputed).map(|status| status.word().to_owned());
    let said: Vec<String> = status.into_iter().chain(supported(line, names)).collect();
    if said.is_empty() { text } else { format!("{text} {dash} {}", said.join(", ")) }
}

/// How sure it is, or by whose word.
fn supported(line: &Line, names: &Names<'_>) -> Option<String> {
    let who = || match line.sources.len() {
        0 => None,
        1..=3 => Some(names.plain(&listed(&line.sources))),
        more => Some(format!("its {more} sources")),
    };
    let Some(found) = &line.likelihood else { return who().map(|who| format!("according to {who}")) };
    if *found.range.low() == crate::model::value::Number::ONE {
        let verb = if line.sources.len() == 1 { "is" } else { "are" };
        let said = who().map(|who| format!("follows if {who} {verb} right"));
        return match (said, ahead(found)) {
            (said, None) => said,
            (Some(said), Some(ahead)) => Some(format!("{said}; {ahead}")),
            (None, Some(ahead)) => Some(format!("certain as things stand; {ahead}")),
        };
    }
    // What flat claims say is taken at its word everywhere on the page.
    let plain =
        Likelihood { believed: 0, forecasts: Vec::new(), basis: Basis::AnyDistribution, ..found.clone() };
    Some(likely(&plain))
}

/// Names that are no words, with what they stand for.
pub(super) struct Names<'a>(pub(super) &'a BTreeMap<String, String>);

impl Names<'_> {
    /// A text with words for such names; what stands between backticks or is a label stays as it is.
    pub(super) fn plain(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut word = String::new();
        let (mut quoted, mut label, mut cited) = (false, false, false);
        for c in clean::line(text).chars().chain(['\n']) {
            if c.is_alphanumeric() || c == '_' || c == '-' {
                word.push(c);
                continue;
            }
            match self.0.get(&word).filter(|_| !quoted && !label) {
                // Within quotation marks a name needs none of its own.
                Some(words) if cited => out.push_str(words.trim_matches('"')),
                Some(words) => out.push_str(words),
                None => out.push_str(&word),
            }
            word.clear();
            cited ^= c == '"';
            label = c == '@';
            quoted ^= c == '`';
            if c != '\n' {
                out.push(c);
            }
        }
        out
    }
}
