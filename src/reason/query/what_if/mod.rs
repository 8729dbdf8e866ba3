//! Two views of one analysis to what a supposition changes: gained, lost, re-supported.
//!
//! **Invariant:** a sentence is gained or lost by whether it holds. Nothing is put into words for every row that
//! changes: only what is told.

mod rows;
mod silenced;
mod support;

pub(in crate::reason) use silenced::{retracted, silenced};
pub(in crate::reason) use support::supported;

use super::key_judgments::{Key, implications};
use super::why::{leaves_of, reasons};
use crate::model::Model;
use crate::model::statement::{Context, Literal};
use crate::model::value::Number;
use crate::model::write::Variables;
use crate::reason::checks::findings::{in_words, premises, violations};
use crate::reason::dispute::contradictions::{gather, told};
use crate::reason::dispute::repairs::Repairs;
use crate::reason::parts::of_literal;
use crate::reason::probability::hedges;
use crate::reason::provenance::{Contest, Provenance};
use crate::reason::stop::{limit_reached, stopped};
use crate::reason::{Session, Stop};
use crate::report::{Change, Changes, Implication, Status};
use crate::theory::{Evaluated, Said, Standing, View};
use rows::{Place, Row, compare, nearest};
use std::collections::BTreeSet;

/// A view with what follows in it.
pub(in crate::reason) struct Seen<'a> {
    pub(in crate::reason) view: &'a View,
    pub(in crate::reason) evaluated: &'a mut Evaluated,
}

/// A row with what it follows from; of a statement, who makes it.
fn because(model: &Model, evaluated: &mut Evaluated, row: &Row) -> Implication {
    let (implication, _) = explained(model, evaluated, &row.sentence, row.place);
    Implication { parts: of_literal(model, &row.literal), ..implication }
}

fn explained(
    model: &Model,
    evaluated: &mut Evaluated,
    sentence: &str,
    place: Place,
) -> (Implication, BTreeSet<String>) {
    let found = reasons(model, evaluated, place.0, place.1);
    let mut implication = Implication::new(sentence);
    implication.because = premises(&found);
    if let Some(root) = found.proof.nodes.first() {
        implication.sources.clone_from(&root.sources);
    }
    (implication, leaves_of(model, &found))
}

/// What is nearest among what one view has and the other lacks, at most so many of either: what comes with the second, and
/// what goes with the first. What is supposed is no news.
pub(in crate::reason) fn nearest_changes(
    session: &Session<'_>,
    was: &mut Seen<'_>,
    is: &mut Seen<'_>,
    limit: usize,
) -> (Vec<Implication>, Vec<String>) {
    let model = session.model;
    let compared = compare(&session.options.budget, was.evaluated, is.evaluated);
    let (supposed, standing) = (crate::theory::supposed(model, is.view), Standing::new(model, is.view));
    let news = |said: &Said| {
        let same =
            |one: &Literal| (one.relation, one.sign, &one.terms) == (said.relation, said.sign, &said.terms);
        let denied = |one: &Literal| {
            (one.relation, &one.terms) == (said.relation, &said.terms) && one.sign != said.sign
        };
        !supposed.iter().any(|one| same(one) || denied(one))
            && !said.terms.iter().any(|term| standing.takes_back(term))
    };
    let (_, gained) = nearest(model, is.evaluated, &compared.gained, limit, news);
    let (_, lost) = nearest(model, was.evaluated, &compared.lost, limit, news);
    let gained = gained.iter().map(|row| because(model, is.evaluated, row)).collect();
    (gained, lost.into_iter().map(|row| row.sentence).collect())
}

/// What nobody disputes is believed as what is established is.
pub(in crate::reason) fn believed(status: Status) -> Status {
    match status {
        Status::Undisputed => Status::Established,
        other => other,
    }
}

impl Session<'_> {
    /// What changes from one view to another, at most so many changes of a kind, with the status of what
    /// is gained and of the key implications whose status moves.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn changes(
        &mut self,
        before: &View,
        after: &View,
        limit: usize,
    ) -> Result<Changes, Stop> {
        let model = self.model;
        let mut old = self.look(before, None, &[])?.evaluated;
        let mut new = self.look(after, None, &[])?.evaluated;
        let mut was = Seen { view: before, evaluated: &mut old };
        let mut is = Seen { view: after, evaluated: &mut new };
        let compared = compare(&self.options.budget, was.evaluated, is.evaluated);
        let supposed = crate::theory::supposed(model, after);
        let is_supposed = |said: &Said| {
            let same = |one: &Literal| {
                one.on.is_none()
                    && (one.relation, one.sign, &one.terms) == (said.relation, said.sign, &said.terms)
            };
            supposed.iter().any(same)
        };
        // Who says a statement that is taken back is no news.
        let standing = Standing::new(model, after);
        let gone = |said: &Said| said.terms.iter().any(|term| standing.takes_back(term));
        let news = |said: &Said| !is_supposed(said) && !gone(said);
        let (gained_in_all, gained) = nearest(model, is.evaluated, &compared.gained, limit, news);
        let (lost_in_all, lost) = nearest(model, was.evaluated, &compared.lost, limit, news);
        let supported = supported(model, &self.options.budget, &mut was, &mut is, None);
        let mut supported = supported.map_err(|found| Stop(Box::new(limit_reached(found))))?;
        self.in_time()?;
        let mut found = Changes {
            supposed: self.supposed(after),
            retracted: retracted(model, after),
            suspended: silenced(model, &mut is),
            ..Changes::default()
        };
        found.hidden = [gained_in_all, lost_in_all, supported.len()]
            .into_iter()
            .map(|count| count.saturating_sub(limit))
            .sum();
        supported.truncate(limit);
        found.supported = supported;
        found.findings = self.broken(is.evaluated);
        let known = self.broken(was.evaluated);
        found.findings.retain(|one| !known.contains(one));
        found.gained = gained.iter().map(|row| because(model, is.evaluated, row)).collect();
        found.lost = lost.iter().map(|row| because(model, was.evaluated, row)).collect();
        if self.has_claims()
            && ![before, after].into_iter().any(|view| self.lowered.is_disputable(model, view))
        {
            // There is one reading of either view.
            for implication in &mut found.gained {
                implication.status = Some(Status::Undisputed);
            }
            self.judge_gained(after, &gained, &mut found.gained)?;
        } else if self.has_claims() {
            let mut later = self.repairs_of(after)?;
            for (row, implication) in gained.iter().zip(&mut found.gained) {
                implication.status = Some(later.status(&row.literal));
            }
            self.judge_gained(after, &gained, &mut found.gained)?;
            let mut earlier = self.repairs_of(before)?;
            // Where nothing is in conflict whatever holds is undisputed, before and after.
            let disputed = !model.hypotheses.is_empty()
                || !earlier.conflicts().is_empty()
                || !later.conflicts().is_empty();
            let key =
                if disputed { implications(self, was.evaluated, Context::Base).told } else { Vec::new() };
            // What is lost is told as that.
            for key in key.iter().filter(|key| is.evaluated.says(&key.said)).map(Key::literal) {
                let (was, is) = (earlier.status(&key), later.status(&key));
                if believed(was) == believed(is) {
                    continue;
                }
                let sentence = model.write(&key, Variables::Anonymous);
                let told = |status| Implication { status: Some(status), ..Implication::new(&sentence) };
                let change =
                    Change { before: told(was), after: told(is), without: Vec::new(), with: Vec::new() };
                found.moved.push(change);
            }
        }
        self.in_time()?;
        Ok(found)
    }

    /// How likely it is what a view brings in, where that is not certain.
    fn judge_gained(&self, view: &View, gained: &[Row], told: &mut [Implication]) -> Result<(), Stop> {
        if !hedges(self.model) || told.is_empty() {
            return Ok(());
        }
        // How things stand does not hang on what is foreseen, and what is so by a forecast alone is as likely as that makes
        // it: of the two the one that makes it likelier is why it follows.
        let today = View { foreseen: self.forecasts(), ..view.clone() };
        let mut estimates = Vec::new();
        for view in [&today, view] {
            let mut likely = self.likelihoods(view, &[])?;
            let rows = gained.iter().take(told.len());
            let atoms: Vec<_> = rows.map(|row| likely.provenance.sentence(&row.literal)).collect();
            estimates.push(likely.estimates(&atoms));
            if today.foreseen.is_empty() {
                break;
            }
        }
        for (at, implication) in told.iter_mut().enumerate() {
            let both = estimates.iter().filter_map(|all| all.get(at)?.as_ref());
            let found = both.max_by(|one, other| one.range.low().cmp(other.range.low())).cloned();
            implication.likelihood = found.filter(|known| *known.range.low() < Number::ONE);
        }
        Ok(())
    }

    /// What clashes and fires in a view, in words.
    fn broken(&self, evaluated: &mut Evaluated) -> Vec<String> {
        let clashes = gather(self, evaluated);
        let mut found: Vec<String> = clashes.iter().map(|one| told(self.model, evaluated, one)).collect();
        for (id, violations) in violations(self.model, evaluated) {
            found.extend(violations.told.iter().map(|one| in_words(self.model, id, &one.because)));
        }
        found
    }

    /// The readings of any view.
    pub(in crate::reason) fn repairs_of(&self, view: &View) -> Result<Repairs<'_>, Stop> {
        let provenance =
            Provenance::new(self.model, &self.lowered, view, &[], Contest::Claims, &self.options.budget);
        provenance
            .map(|provenance| Repairs::new(provenance, &self.solved, &self.options.budget))
            .map_err(|failure| Stop(Box::new(stopped(self.model, &failure))))
    }

    /// What is supposed in a view, as sentences.
    pub(in crate::reason) fn supposed(&self, view: &View) -> Vec<String> {
        let all = crate::theory::supposed(self.model, view);
        all.iter().map(|literal| self.model.write(literal, Variables::Anonymous)).collect()
    }
}
