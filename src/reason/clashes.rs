//! Contradictions: a sentence and its negation, a violated `impossible`. Within what the analyst vouches
//! for, or within one source, they are errors; between sources they are disputes.

use super::proof::reasons;
use super::{Session, Stop};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::engine::{Graph, RelationId, RowId};
use crate::model::statement::{Kind, StatementId, SymbolId, Term};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Origin, Role, Through, View};
use std::collections::BTreeSet;

/// How many contradictions there are of each kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clashes {
    /// Within one voice.
    pub(super) errors: usize,
    /// Between voices.
    pub(super) disputes: usize,
}

/// A contradiction, the same in every view that has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Clash {
    Denied(crate::model::statement::RelationId, Vec<Term>),
    Impossible(StatementId, Vec<Term>),
}

impl Session<'_> {
    /// Finds and reports the contradictions of a view.
    pub(super) fn clashes(&mut self, evaluated: &mut Evaluated, view: &View) -> Result<Clashes, Stop> {
        let found = gather(self, evaluated);
        let mut counts = Clashes::default();
        if found.is_empty() {
            return Ok(counts);
        }
        let mut own: Vec<(Option<SymbolId>, BTreeSet<Clash>)> = Vec::new();
        let voices = std::iter::once(None).chain(self.speakers().into_iter().map(Some));
        for voice in voices.collect::<Vec<_>>() {
            let through = voice.map_or(Through::Given, Through::Source);
            let heard = self.look(&View { through, ..view.clone() }, None, &[])?;
            let clashes = gather(self, &heard.evaluated).into_iter().map(|(clash, _)| clash).collect();
            own.push((voice, clashes));
        }
        let mut told = BTreeSet::new();
        for (clash, rows) in found.into_iter().take(200) {
            if !told.insert(told_as(&clash)) {
                continue;
            }
            let voice = own.iter().find(|(_, clashes)| clashes.contains(&clash)).map(|(voice, _)| *voice);
            let diagnostic = self.clash(evaluated, &clash, &rows);
            let diagnostic = match voice {
                Some(None) => {
                    counts.errors += 1;
                    diagnostic.severity(Severity::Error).note("you vouch for all of it").help(
                        "take one of the statements back, or say who claims it: `…, according to SOURCE`",
                    )
                }
                Some(Some(source)) => {
                    counts.errors += 1;
                    diagnostic
                        .severity(Severity::Error)
                        .note(format!("`{}` contradicts itself", self.model.name(source)))
                        .help("take one of the statements back, or hedge one with a likelihood")
                }
                None => {
                    counts.disputes += 1;
                    diagnostic
                        .severity(Severity::Warning)
                        .note("the sources disagree: this is a dispute")
                        .help("say whom you believe: `prefer SOURCE over SOURCE, because \"…\".`")
                }
            };
            self.report.diagnostics.push(diagnostic);
        }
        Ok(counts)
    }

    /// Reports sentences that come out neither true nor false, with the rules that go in a circle.
    pub(super) fn undecided(&mut self, evaluated: &mut Evaluated) {
        let model = self.model;
        let mut rows = Vec::new();
        for at in 0..evaluated.legend.roles.len() {
            let relation = RelationId(u32::try_from(at).unwrap_or(u32::MAX));
            if matches!(evaluated.role(relation), Some(Role::Sentence(..))) {
                rows.extend(evaluated.database.undefined(relation).map(|row| (relation, row.to_vec())));
            }
        }
        let Some((relation, row)) = rows.first().cloned() else { return };
        let sentence = evaluated.sentence(model, relation, &row).unwrap_or_default();
        let mut diagnostic =
            Diagnostic::new(Code::Undecided, format!("`{sentence}` comes out neither true nor false"));
        let found = Graph::new(&evaluated.program, &evaluated.database, &mut evaluated.values)
            .possible_instances(relation, &row, 100_000);
        for instance in found.list.iter().take(4) {
            if let Some(Origin::Statement(id, _)) = evaluated.origin(instance.rule)
                && let Some(statement) = model.statement(id)
            {
                diagnostic = diagnostic.label(statement.span, "part of the circle");
            }
        }
        for (relation, row) in rows.iter().skip(1).take(5) {
            if let Some(other) = evaluated.sentence(model, *relation, row) {
                diagnostic = diagnostic.note(format!("so does `{other}`"));
            }
        }
        self.report
            .diagnostics
            .push(diagnostic.help("break the circle through `unless`: say which of these takes precedence"));
    }

    /// The sources of contestable statements.
    fn speakers(&self) -> Vec<SymbolId> {
        let mut all: Vec<SymbolId> = self
            .model
            .statements
            .iter()
            .flat_map(|statement| statement.attribution.sources.clone())
            .collect();
        all.push(self.model.analyst);
        all.sort_unstable();
        all.dedup();
        all
    }

    fn clash(&self, evaluated: &mut Evaluated, clash: &Clash, rows: &[(RelationId, RowId)]) -> Diagnostic {
        match clash {
            Clash::Impossible(id, _) => {
                let found =
                    rows.first().map(|(relation, row)| reasons(self.model, evaluated, *relation, *row));
                self.violation(Code::ImpossibleHolds, *id, &found.unwrap_or_default(), None)
            }
            Clash::Denied(relation, terms) => {
                let sentence = self.model.write_parts(
                    *relation,
                    Sign::Positive,
                    terms,
                    crate::model::write::Variables::Anonymous,
                );
                let mut diagnostic = Diagnostic::new(
                    Code::Contradiction,
                    format!("it is said that `{sentence}`, and that it is not so"),
                );
                for ((relation, row), side) in rows.iter().zip(["so", "not so"]) {
                    let found = reasons(self.model, evaluated, *relation, *row);
                    for leaf in found.leaves.iter().take(4) {
                        if let Some(statement) = self.model.statement(*leaf) {
                            diagnostic = diagnostic.label(statement.span, format!("from this it is {side}"));
                        }
                    }
                }
                diagnostic
            }
        }
    }
}

/// A contradiction however its parts are turned: two values that exclude each other are one.
fn told_as(clash: &Clash) -> Clash {
    match clash {
        Clash::Denied(..) => clash.clone(),
        Clash::Impossible(id, terms) => {
            let mut terms = terms.clone();
            terms.sort();
            Clash::Impossible(*id, terms)
        }
    }
}

/// The contradictions of a database, with the rows behind each.
fn gather(session: &Session<'_>, evaluated: &Evaluated) -> Vec<(Clash, Vec<(RelationId, RowId)>)> {
    let terms = |row: &[crate::engine::Constant]| -> Vec<Term> {
        row.iter().filter_map(|constant| evaluated.values.back(*constant)).collect()
    };
    let mut found = Vec::new();
    for at in 0..session.model.relations.len() {
        let relation = crate::model::statement::RelationId(u32::try_from(at).unwrap_or(u32::MAX));
        let (Some(yes), Some(no)) =
            (evaluated.relation(relation, Sign::Positive), evaluated.relation(relation, Sign::Negative))
        else {
            continue;
        };
        for (row, values) in evaluated.database.rows(no) {
            if let Some(other) = evaluated.database.find(yes, values) {
                found.push((Clash::Denied(relation, terms(values)), vec![(yes, other), (no, row)]));
            }
        }
    }
    for (id, relation) in evaluated.violations() {
        if session.model.statement(id).is_none_or(|statement| statement.kind != Kind::Impossible) {
            continue;
        }
        for (row, values) in evaluated.database.rows(relation) {
            found.push((Clash::Impossible(id, terms(values)), vec![(relation, row)]));
        }
    }
    found
}
