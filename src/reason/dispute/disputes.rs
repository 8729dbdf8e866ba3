//! Conflicts to diagnostics: within one voice an error, between voices a dispute.

use super::contradictions::{Clashes, rivals};
use super::naming::{name, place};
use super::repairs::{Conflict, Repairs, circle, foresees, voices, yields};
use crate::diagnostic::{Code, Diagnostic, Severity, Standing};
use crate::engine::{Coverage, RelationId, RowId};
use crate::model::statement::{Literal, Stated, Statement, SymbolId};
use crate::model::value::Number;
use crate::reason::checks::findings::within;
use crate::reason::provenance::{Assumption, AssumptionId, Contradiction, ContradictionId, Provenance};
use crate::reason::{Session, Stop};
use crate::report::Ground;
use crate::theory::{Evaluated, Through, View, supposed};
use std::collections::{BTreeMap, BTreeSet};

/// The most conflicts that are told one by one.
const TOLD: usize = 1_000;

/// The most suppositions that a conflict points at.
const SUPPOSED: usize = 3;

/// What a conflict comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Weight {
    /// One source, or the analyst, contradicts herself.
    Error,
    /// One source contradicts what a scenario supposes, or herself because of it.
    Supposed,
    /// Sources contradict each other.
    Dispute,
    /// They do, and a preference settles it.
    Settled,
    /// One source hedges so that not all of it need be true.
    Hedged,
    /// A `normally` rule gives way.
    Exception,
    /// A forecast gives way to what is so.
    Foreseen,
    /// Hypotheses exclude each other, which is what a question is for: to raise one is no claim.
    Rivalry,
    /// What was seen goes against what was thought likely before: that is news, and no contradiction.
    News,
}

impl<'m> Session<'m> {
    /// Finds and reports the conflicts of a scenario that were not reported before, or those of the view
    /// that was chosen.
    pub(in crate::reason) fn disputes(
        &mut self,
        evaluated: &mut Evaluated,
        scenario: Option<SymbolId>,
    ) -> Result<Clashes, Stop> {
        self.circular_preferences();
        if !self.is_disputable() {
            let found = self.clashes(evaluated);
            return Ok(self.contradicted(found, scenario));
        }
        let repairs = self.repairs(scenario)?;
        if repairs.hopeless() {
            let given = View { through: Through::Given, ..self.view_of(scenario) };
            let mut given = self.look(&given, None, &[])?;
            let found = self.clashes(&mut given.evaluated);
            return Ok(self.contradicted(found, scenario));
        }
        let (whole, sound) = (repairs.whole(), repairs.sound());
        if !whole {
            self.coverage = Coverage::Bounded;
            self.report_once(&[incomplete()]);
        }
        if !sound && circle(self.model).is_none() {
            self.report_once(&[crossed(self.model)]);
        }
        let known = self.known(scenario);
        let view = self.view_of(scenario);
        let supposing = view.scenario.is_some() || !view.supposed.is_empty();
        let anyway = match (supposing, scenario) {
            (true, None) => {
                self.contradictory(&View { scenario: None, supposed: Vec::new(), ..view.clone() })?
            }
            (true, Some(_)) | (false, _) => Vec::new(),
        };
        let repairs = self.repairs(scenario)?;
        let conflicts = repairs.conflicts().to_vec();
        let mut counts = Clashes::default();
        let mut found: Vec<Diagnostic> = Vec::new();
        let mut more = 0_usize;
        let mut settled: BTreeMap<AssumptionId, bool> = BTreeMap::new();
        for conflict in &conflicts {
            let mut weight = weigh(repairs, conflict, &mut settled);
            if matches!(weight, Weight::Exception | Weight::Rivalry | Weight::News) {
                continue;
            }
            if found.len() < TOLD {
                let mut told = tell(repairs, conflict, weight);
                if known.contains(&told) {
                    continue;
                }
                // Nobody vouches for what is supposed.
                if weight == Weight::Error && supposing && !anyway.contains(&told) {
                    weight = Weight::Supposed;
                    told = tell(repairs, conflict, weight);
                    let places = supposed(repairs.provenance.model, &view).into_iter().take(SUPPOSED);
                    told = places.fold(told, |told, literal| told.label(literal.span, "what is supposed"));
                }
                found.push(told);
            } else {
                more += 1;
            }
            match weight {
                Weight::Error => counts.errors += 1,
                Weight::Supposed | Weight::Dispute | Weight::Settled => counts.disputes += 1,
                Weight::Hedged | Weight::Exception | Weight::Foreseen | Weight::Rivalry | Weight::News => {}
            }
        }
        if more > 0
            && let Some(last) = found.last_mut()
        {
            last.notes.push(format!("{more} more conflicts are not shown"));
        }
        self.tell_of(scenario, found);
        Ok(counts)
    }

    /// What sources contradict themselves in, in some other view.
    fn contradictory(&self, view: &View) -> Result<Vec<Diagnostic>, Stop> {
        let repairs = self.repairs_of(view)?;
        let conflicts = repairs.conflicts();
        let own = conflicts.iter().filter(|conflict| own(&repairs.provenance, conflict).is_some());
        Ok(own.map(|conflict| tell(&repairs, conflict, Weight::Error)).collect())
    }

    /// Reports contradictions among what is given.
    fn contradicted(&mut self, mut found: Vec<Diagnostic>, scenario: Option<SymbolId>) -> Clashes {
        let known = self.known(scenario);
        found.retain(|one| !known.contains(one));
        if scenario.is_some() {
            let help = "take one of the statements back in the scenario (`retract @LABEL.`), or altogether";
            found.iter_mut().for_each(|one| one.help = Some(help.into()));
        }
        let counts = Clashes { errors: found.len(), disputes: 0 };
        self.tell_of(scenario, found);
        counts
    }

    /// What a scenario need not tell again.
    fn known(&self, scenario: Option<SymbolId>) -> Vec<Diagnostic> {
        scenario.map_or_else(Vec::new, |_| self.report.diagnostics.clone())
    }

    fn tell_of(&mut self, scenario: Option<SymbolId>, mut found: Vec<Diagnostic>) {
        for one in &mut found {
            one.message.insert_str(0, &within(self.model, scenario));
        }
        self.report.diagnostics.extend(found);
    }

    /// Reports preferences that go in a circle.
    fn circular_preferences(&mut self) {
        let Some(circular) = circle(self.model) else { return };
        let mut diagnostic = Diagnostic::new(Code::PreferenceCircle, "these preferences go in a circle");
        for preference in &circular {
            let (better, worse) = (self.model.name(preference.better), self.model.name(preference.worse));
            diagnostic = diagnostic.label(preference.span, format!("`{better}` before `{worse}`"));
        }
        let help = match circular.as_slice() {
            [only] if only.better == only.worse => "take it away: a source stands in no order to itself",
            _ => "leave one of them away, or confine it: `prefer … over … on QUESTION.`",
        };
        self.report.diagnostics.push(diagnostic.help(help));
    }
}

/// Says that preferences for different questions meet in one claim and go in a circle there.
fn crossed(model: &crate::model::Model) -> Diagnostic {
    let message = "these preferences put claims in a circle";
    let mut diagnostic = Diagnostic::new(Code::PreferenceCircle, message);
    for preference in &model.preferences {
        let (better, worse) = (model.name(preference.better), model.name(preference.worse));
        diagnostic = diagnostic.label(preference.span, format!("`{better}` before `{worse}`"));
    }
    diagnostic.help("leave one of them away: the same claims clash over more than one question")
}

/// Says that not all conflicts were found.
fn incomplete() -> Diagnostic {
    Diagnostic::new(Code::LimitReached, "there is too much to find out what contradicts what")
        .help("divide the analysis, or leave claims away on which nothing rests")
        .note("what is shown of conflicts and statuses is incomplete")
}

/// What a conflict comes to; `settled` remembers who is out by preference.
pub(in crate::reason) fn weigh(
    repairs: &mut Repairs<'_>,
    conflict: &Conflict,
    settled: &mut BTreeMap<AssumptionId, bool>,
) -> Weight {
    if conflict.elements.len() > 1
        && conflict.elements.iter().all(|element| repairs.provenance.is_hypothesis(*element))
    {
        return Weight::Rivalry;
    }
    if is_news(&repairs.provenance, conflict) {
        return Weight::News;
    }
    let yielding = conflict.elements.iter().filter(|element| yields(&repairs.provenance, **element)).count();
    if yielding == 1 {
        return Weight::Exception;
    }
    let foreseen =
        conflict.elements.iter().filter(|element| foresees(&repairs.provenance, **element)).count();
    if foreseen == 1 {
        return Weight::Foreseen;
    }
    if own(&repairs.provenance, conflict).is_some() {
        let mut doubts =
            conflict.elements.iter().map(|element| Number::ONE.subtract(&low(&repairs.provenance, *element)));
        // Not all of them are true in any world, so the doubts make up a whole world at least.
        let doubt = doubts.try_fold(Number::ZERO, |sum, one| sum.add(&one?));
        return if doubt.is_none_or(|doubt| doubt < Number::ONE) { Weight::Error } else { Weight::Hedged };
    }
    let out = conflict.elements.iter().any(|element| {
        *settled
            .entry(*element)
            .or_insert_with(|| repairs.preferred(*element).is_ok_and(|believed| !believed))
    });
    if out { Weight::Settled } else { Weight::Dispute }
}

/// Whether a conflict is one of what was observed with claims that all leave room for its opposite.
fn is_news(provenance: &Provenance<'_>, conflict: &Conflict) -> bool {
    let model = provenance.model;
    let seen = |(relation, row): (RelationId, RowId)| {
        provenance.said(relation, row).is_some_and(|said| {
            let same = |head: &Literal| {
                (head.relation, head.sign, &head.terms) == (said.relation, said.sign, &said.terms)
            };
            let observed = |one: &Statement| one.attribution.observed.is_some() && one.heads.iter().any(same);
            model.statements().any(|(_, one)| observed(one))
        })
    };
    conflict.elements.iter().all(|element| low(provenance, *element) < Number::ONE)
        && provenance
            .clashes()
            .get(conflict.clash.0 as usize)
            .is_some_and(|clash| clash.rows().into_iter().any(seen))
}

/// The one source of all claims of a conflict.
fn own(provenance: &Provenance<'_>, conflict: &Conflict) -> Option<SymbolId> {
    let mut all = conflict
        .elements
        .iter()
        .map(|element| voices(provenance, *element).into_iter().collect::<BTreeSet<SymbolId>>());
    let first = all.next()?;
    all.fold(first, |common, one| common.intersection(&one).copied().collect()).into_iter().next()
}

/// How likely a claim is at least, as it was stated. To raise a hypothesis says nothing of that, and what
/// a `normally` rule concludes gives way.
fn low(provenance: &Provenance<'_>, element: AssumptionId) -> Number {
    let model = provenance.model;
    let (attribution, silent) = match provenance.element(element) {
        Some(Assumption::Claim(id) | Assumption::Application(id, _) | Assumption::Row(id, _)) => {
            let silent = if yields(provenance, element) { Number::ZERO } else { Number::ONE };
            (model.statement(*id).map(|statement| &statement.attribution), silent)
        }
        Some(Assumption::Hypothesis(symbol)) => {
            (model.hypotheses.get(symbol).map(|hypothesis| &hypothesis.attribution), Number::ZERO)
        }
        Some(Assumption::Option(..)) | None => (None, Number::ONE),
    };
    match attribution.and_then(|attribution| attribution.likelihood.as_ref()).map(|hedge| &hedge.stated) {
        Some(Stated::Range(range)) => range.low().clone(),
        Some(Stated::Possible) => Number::ZERO,
        None => silent,
    }
}

/// The diagnostic for a conflict.
fn tell(repairs: &Repairs<'_>, conflict: &Conflict, weight: Weight) -> Diagnostic {
    let provenance = &repairs.provenance;
    let model = provenance.model;
    if weight == Weight::Foreseen {
        return given_way(provenance, conflict);
    }
    let (mut diagnostic, because) = contradiction(provenance, conflict.clash);
    for element in &conflict.elements {
        if let Some((span, text)) = place(provenance, *element) {
            diagnostic = diagnostic.label(span, text);
        }
    }
    if let Some(Contradiction::Impossible(id, _) | Contradiction::Values(id, _)) =
        provenance.clashes().get(conflict.clash.0 as usize)
        && let Some(statement) = model.statement(*id)
        && (model.is_own(*id) || diagnostic.labels.is_empty())
    {
        diagnostic = diagnostic.label(statement.span, "the rule that is broken");
    }
    diagnostic = diagnostic.note(who(provenance, conflict));
    if let Some(because) = because {
        diagnostic = diagnostic.note(format!("because {because}"));
    }
    let names: Vec<String> = conflict.elements.iter().map(|element| name(provenance, *element)).collect();
    let give_up = match names.as_slice() {
        [only] => format!("giving up {only} restores consistency"),
        _ => format!("giving up any one of these restores consistency: {}", names.join(", ")),
    };
    let source = own(provenance, conflict).map(|source| model.name(source).to_owned());
    match weight {
        Weight::Error => {
            let note = match (conflict.elements.len(), source) {
                (1, Some(source)) => format!("`{source}` contradicts what you vouch for"),
                (_, Some(source)) => format!("`{source}` contradicts itself"),
                (_, None) => String::from("you vouch for all of it"),
            };
            diagnostic
                .severity(Severity::Error)
                .note(note)
                .help(format!("{give_up}; or hedge one of them with a likelihood"))
        }
        Weight::Supposed => diagnostic
            .severity(Severity::Warning)
            .note("this is so because of what the scenario supposes")
            .help(format!("{give_up}; or take it back in the scenario: `retract @LABEL.`")),
        Weight::Hedged => diagnostic
            .severity(Severity::Note)
            .note("the likelihoods leave room for one of them to be false")
            .help(give_up),
        Weight::Settled => diagnostic
            .severity(Severity::Note)
            .note("the sources disagree: this is a dispute, and `prefer` settles it")
            .standing(Standing::Settled)
            .help(give_up),
        Weight::Dispute | Weight::Exception | Weight::Foreseen | Weight::Rivalry | Weight::News => {
            let opponents = opponents(repairs, conflict);
            let whom = opponents.as_ref().map(|found| {
                let (one, other) = (found.one, found.other);
                format!("; or say whom you believe: `prefer {one} over {other}, because \"…\".`")
            });
            let graded = opponents
                .and_then(|found| found.graded)
                .map(|(high, low)| format!("; by grade, {high} is believed rather than {low}"));
            diagnostic
                .severity(Severity::Warning)
                .note(format!("the sources disagree: this is a dispute{}", graded.unwrap_or_default()))
                .help(format!("{give_up}{}", whom.unwrap_or_default()))
        }
    }
}

/// Says that a forecast does not count, since something is so that rules it out.
fn given_way(provenance: &Provenance<'_>, conflict: &Conflict) -> Diagnostic {
    let mut message = String::from("a forecast gives way to what is so");
    let mut places = Vec::new();
    for element in &conflict.elements {
        let Some((span, text)) = place(provenance, *element) else { continue };
        if foresees(provenance, *element) {
            message =
                format!("{} gives way: something is so that rules out `{text}`", name(provenance, *element));
            places.insert(0, (span, text));
        } else {
            places.push((span, text));
        }
    }
    let ask = places.first().map(|(_, text)| format!("`why not {text}?` tells why"));
    let diagnostic =
        Diagnostic::new(Code::Contradiction, message).severity(Severity::Note).standing(Standing::Settled);
    let diagnostic = places.into_iter().fold(diagnostic, |one, (span, text)| one.label(span, text));
    match ask {
        Some(ask) => diagnostic.help(ask),
        None => diagnostic,
    }
}

/// Two sources of a conflict, of which each says something that the other does not.
struct Opponents<'m> {
    one: &'m str,
    other: &'m str,
    /// The claims by which the first is better graded, if it is.
    graded: Option<(String, String)>,
}

/// The sources that a `prefer` would choose between, the better graded first.
fn opponents<'m>(repairs: &Repairs<'m>, conflict: &Conflict) -> Option<Opponents<'m>> {
    let provenance = &repairs.provenance;
    let mut open = None;
    for high in &conflict.elements {
        for low in &conflict.elements {
            let (mine, theirs) = (voices(provenance, *high), voices(provenance, *low));
            let apart = |these: &[SymbolId], those: &[SymbolId]| {
                these.iter().find(|voice| !those.contains(voice)).map(|voice| provenance.model.name(*voice))
            };
            let (Some(one), Some(other)) = (apart(&mine, &theirs), apart(&theirs, &mine)) else { continue };
            if repairs.ground(&[*high], &[*low]) == Ground::Graded {
                let graded = Some((name(provenance, *high), name(provenance, *low)));
                return Some(Opponents { one, other, graded });
            }
            open.get_or_insert(Opponents { one, other, graded: None });
        }
    }
    open
}

/// Who says what of a conflict: each source with its claims.
fn who(provenance: &Provenance<'_>, conflict: &Conflict) -> String {
    let mut by_voice: Vec<(Vec<SymbolId>, Vec<String>)> = Vec::new();
    for element in &conflict.elements {
        let (speakers, own) = (voices(provenance, *element), name(provenance, *element));
        match by_voice.iter_mut().find(|(known, _)| *known == speakers) {
            Some((_, names)) => names.push(own),
            None => by_voice.push((speakers, vec![own])),
        }
    }
    let sides = by_voice.into_iter().map(|(speakers, names)| {
        let speakers: Vec<&str> = speakers.into_iter().map(|voice| provenance.model.name(voice)).collect();
        format!("{} by {}", names.join(" and "), speakers.join(" and "))
    });
    sides.collect::<Vec<_>>().join(" against ")
}

/// What is contradictory, and the condition that an `impossible` finds met.
fn contradiction(provenance: &Provenance<'_>, clash: ContradictionId) -> (Diagnostic, Option<String>) {
    let model = provenance.model;
    match provenance.clashes().get(clash.0 as usize) {
        Some(Contradiction::Denied([(relation, row), _])) => {
            let sentence = provenance.said(*relation, *row).map(|said| said.text(model)).unwrap_or_default();
            let message = format!("it is said that `{sentence}`, and that it is not so");
            (Diagnostic::new(Code::Contradiction, message), None)
        }
        Some(clash @ (Contradiction::Impossible(id, _) | Contradiction::Values(id, _))) => {
            let statement = model.statement(*id);
            let name = statement.map(|statement| statement.name.to_string()).unwrap_or_default();
            let gloss = statement.and_then(|statement| statement.gloss.as_deref()).unwrap_or(&name);
            let diagnostic = Diagnostic::new(Code::ImpossibleHolds, format!("{gloss} (`{name}`)"));
            (diagnostic, provenance.condition(clash))
        }
        Some(Contradiction::Rivals([one, other], _)) => (rivals(model, *one, *other), None),
        None => (Diagnostic::new(Code::Contradiction, "a contradiction"), None),
    }
}

/// What is contradictory, in a line.
pub(in crate::reason) fn summary(provenance: &Provenance<'_>, clash: ContradictionId) -> String {
    contradiction(provenance, clash).0.message
}
