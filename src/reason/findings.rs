//! What fires: violated constraints, each with what it comes from.

use super::proof::{Reasons, reasons};
use super::{Session, Stop};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::engine::{RelationId, RowId};
use crate::model::statement::{Kind, StatementId, SymbolId, Term};
use crate::report::Pillar;
use crate::theory::Evaluated;
use smol_str::SmolStr;

/// The most violations of one constraint that are shown.
const SHOWN: usize = 20;

/// A violation.
#[derive(Clone, Debug)]
pub struct Fired {
    /// The constraint.
    pub statement: StatementId,
    /// Its name.
    pub name: SmolStr,
    /// What it says, with what it comes from: the same text for the same violation.
    pub because: Vec<String>,
    /// The position of its diagnostic in the report.
    pub diagnostic: usize,
}

impl Session<'_> {
    /// Reports the `forbid`s that are violated, and notes all violations. Those that fire in `beyond`
    /// too are left out.
    pub(super) fn findings(
        &mut self,
        evaluated: &mut Evaluated,
        acknowledged: &[SmolStr],
        beyond: Option<(SymbolId, &[Fired])>,
    ) -> Result<Vec<Fired>, Stop> {
        let mut fired = Vec::new();
        let violated: Vec<(StatementId, RelationId)> =
            evaluated.violations().filter(|(_, relation)| evaluated.database.len(*relation) > 0).collect();
        for (id, relation) in violated {
            let Some(statement) = self.model.statement(id) else { continue };
            let Kind::Forbid(severity) = statement.kind else { continue };
            let hidden = evaluated.database.len(relation).saturating_sub(SHOWN);
            let rows: Vec<RowId> =
                evaluated.database.rows(relation).map(|(row, _)| row).take(SHOWN).collect();
            let before = fired.len();
            let mut told: Vec<Vec<String>> = Vec::new();
            for row in rows {
                let found = reasons(self.model, evaluated, relation, row);
                let because = premises(&found);
                let mut key = because.clone();
                key.sort();
                if told.contains(&key) {
                    continue;
                }
                told.push(key);
                if beyond
                    .is_some_and(|(_, base)| base.iter().any(|f| f.statement == id && f.because == because))
                {
                    continue;
                }
                let values = evaluated.database.row(relation, row).unwrap_or_default().to_vec();
                let terms: Option<Vec<Term>> =
                    values.into_iter().map(|constant| evaluated.values.back(constant)).collect();
                let scenario = beyond.map(|(scenario, _)| scenario).or(self.options.view.scenario);
                let rejected = match terms {
                    Some(terms) => self.rejected(scenario, id, &terms)?,
                    None => None,
                };
                let expected = acknowledged.contains(&statement.name);
                // What nobody has to believe is no mistake, though it is worth knowing that it is said.
                let severity = if expected || rejected.is_some() { Severity::Note } else { severity };
                let place = beyond.map(|(scenario, _)| scenario);
                let mut diagnostic = self.violation(Code::Forbidden, id, &found, place).severity(severity);
                if let Some(all) = &rejected {
                    let label = |pillar: &Pillar| pillar.label.as_ref().map(|label| format!("@{label}"));
                    let told: Vec<String> = all.iter().map(|one| one.words("", &label)).collect();
                    diagnostic.message.push_str(", by what is rejected");
                    match diagnostic.notes.last_mut() {
                        Some(because) => because.push_str(&format!("; {}", told.join("; "))),
                        None => diagnostic.notes = told,
                    }
                }
                let diagnostic = if expected {
                    diagnostic.note("expected, by an `expect violated`")
                } else if rejected.is_some() {
                    diagnostic.note("no error, since no reading of the claims has it")
                } else {
                    diagnostic.help(format!(
                        "mend what it comes from, or acknowledge it: `expect violated {}.`",
                        statement.name
                    ))
                };
                let at = self.report.diagnostics.len();
                self.report.diagnostics.push(diagnostic);
                fired.push(Fired { statement: id, name: statement.name.clone(), because, diagnostic: at });
            }
            if hidden > 0
                && let Some(last) = fired.get(before..).and_then(<[Fired]>::last)
                && let Some(diagnostic) = self.report.diagnostics.get_mut(last.diagnostic)
            {
                diagnostic.notes.push(format!("`{}` is violated {hidden} more times", statement.name));
            }
        }
        Ok(fired)
    }

    /// The diagnostic for a violation: what the constraint says, and the statements that break it.
    pub(super) fn violation(
        &self,
        code: Code,
        id: StatementId,
        found: &Reasons,
        scenario: Option<SymbolId>,
    ) -> Diagnostic {
        let model = self.model;
        let Some(statement) = model.statement(id) else { return Diagnostic::new(code, "") };
        let gloss = statement.gloss.as_deref().unwrap_or(&statement.name);
        let prefix =
            scenario.map(|symbol| format!("in the scenario `{}`: ", model.name(symbol))).unwrap_or_default();
        let mut diagnostic = Diagnostic::new(code, format!("{prefix}{gloss} (`{}`)", statement.name));
        for leaf in found.leaves.iter().take(6) {
            let Some(leaf) = model.statement(*leaf) else { continue };
            let text = leaf.heads.first().map_or_else(String::new, |head| {
                model.write(head, crate::model::write::Variables::Named(&leaf.variables))
            });
            diagnostic = diagnostic.label(leaf.span, text);
        }
        if diagnostic.labels.is_empty() || model.is_own(id) {
            diagnostic = diagnostic.label(statement.span, "the rule that is broken");
        }
        let because = premises(found);
        if because.is_empty() {
            diagnostic
        } else {
            diagnostic.note(format!("because {}", because.join(" and ")))
        }
    }
}

/// The sentences that the first node of a proof directly comes from.
pub(super) fn grounds(found: &Reasons) -> Vec<String> {
    let Some(root) = found.proof.nodes.first() else { return Vec::new() };
    let sentences = root.premises.iter().filter_map(|at| found.proof.nodes.get(*at));
    sentences.map(|node| node.sentence.clone()).collect()
}

/// What the first node of a proof directly comes from, silence included.
pub(super) fn premises(found: &Reasons) -> Vec<String> {
    let Some(root) = found.proof.nodes.first() else { return Vec::new() };
    let silence = root.silence.iter().filter(|silence| silence.kind == crate::report::SilenceKind::Unless);
    let silent = silence.map(|silence| format!("nobody has shown that {}", silence.sentence));
    grounds(found).into_iter().chain(silent).collect()
}
