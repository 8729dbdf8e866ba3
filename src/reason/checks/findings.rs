//! What fires: violated constraints, each with what it comes from.

use crate::diagnostic::{Code, Diagnostic, Instance, Label, Severity, Standing};
use crate::engine::{Constant, RelationId, RowId};
use crate::model::Model;
use crate::model::statement::{FormulaKind, Kind, Literal, Statement, StatementId, SymbolId, Term};
use crate::model::write::Variables;
use crate::reason::query::why::{Reasons, reasons};
use crate::reason::{Session, Stop};
use crate::report::Support;
use crate::theory::{Evaluated, Role};
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

/// A violation of a `forbid`, in the view that has it.
pub(in crate::reason) struct Violation {
    place: (RelationId, RowId),
    found: Reasons,
    /// What it directly comes from.
    pub(in crate::reason) because: Vec<String>,
    /// Of what stands to each other in one way, what takes part.
    sides: Vec<Constant>,
}

impl Violation {
    /// Tells another one of those that stand to each other so with it.
    fn take_in(&mut self, found: Reasons, because: Vec<String>, sides: &[Constant]) {
        self.sides.extend(sides);
        for said in because {
            if !self.because.contains(&said) {
                self.because.push(said);
            }
        }
        for leaf in found.leaves {
            if !self.found.leaves.contains(&leaf) {
                self.found.leaves.push(leaf);
            }
        }
    }
}

/// The violations of one `forbid`.
pub(in crate::reason) struct Violations {
    /// Those that are told one by one: what comes from the same sentences is one.
    pub(in crate::reason) told: Vec<Violation>,
    /// How many more there are.
    hidden: usize,
}

/// The violations of a view, by the `forbid`.
pub(in crate::reason) fn violations(
    model: &Model,
    evaluated: &mut Evaluated,
) -> Vec<(StatementId, Violations)> {
    let forbids = |id| model.statement(id).is_some_and(|known| matches!(known.kind, Kind::Forbid(_)));
    let violated: Vec<(StatementId, RelationId)> = evaluated
        .violations()
        .filter(|(id, relation)| forbids(*id) && evaluated.database.len(*relation) > 0)
        .collect();
    let mut all = Vec::new();
    for (id, relation) in violated {
        let rows: Vec<RowId> = evaluated.database.rows(relation).map(|(row, _)| row).take(SHOWN).collect();
        let mutual = mutual_columns(model, evaluated, id, relation);
        let mut told: Vec<Violation> = Vec::new();
        let mut keys: Vec<Vec<String>> = Vec::new();
        for row in rows {
            let found = reasons(model, evaluated, relation, row);
            let because = premises(&found);
            let mut key = because.clone();
            key.sort();
            if keys.contains(&key) {
                continue;
            }
            keys.push(key);
            let values = evaluated.database.row(relation, row).unwrap_or_default();
            let sides: Vec<Constant> = mutual.iter().filter_map(|at| values.get(*at).copied()).collect();
            match told.iter_mut().find(|one| one.sides.iter().any(|side| sides.contains(side))) {
                Some(known) => known.take_in(found, because, &sides),
                None => told.push(Violation { place: (relation, row), found, because, sides }),
            }
        }
        all.push((id, Violations { told, hidden: evaluated.database.len(relation).saturating_sub(SHOWN) }));
    }
    all
}

impl Session<'_> {
    /// Reports the `forbid`s that are violated, and notes all violations. Those that fire in `beyond`
    /// too are left out.
    pub(in crate::reason) fn findings(
        &mut self,
        evaluated: &mut Evaluated,
        acknowledged: &[SmolStr],
        beyond: Option<(SymbolId, &[Fired])>,
    ) -> Result<Vec<Fired>, Stop> {
        let mut fired: Vec<Fired> = Vec::new();
        for (id, violations) in violations(self.model, evaluated) {
            let Some(statement) = self.model.statement(id) else { continue };
            let Kind::Forbid(severity) = statement.kind else { continue };
            let before = fired.len();
            for Violation { place: (relation, row), found, because, sides: _ } in violations.told {
                if beyond
                    .is_some_and(|(_, base)| base.iter().any(|f| f.statement == id && f.because == because))
                {
                    continue;
                }
                let values = evaluated.database.row(relation, row).unwrap_or_default().to_vec();
                let terms: Option<Vec<Term>> =
                    values.into_iter().map(|constant| evaluated.values.back(constant)).collect();
                let scenario = beyond.map(|(scenario, _)| scenario).or(self.options.view.scenario);
                let rejected = match &terms {
                    Some(terms) => self.rejected(scenario, id, terms)?,
                    None => None,
                };
                if let (Some(_), Some(terms)) = (&rejected, &terms)
                    && self.rests_on_what_gave_way(scenario, id, terms)?
                {
                    continue;
                }
                let expected = acknowledged.contains(&statement.name);
                // What nobody has to believe is no mistake, though it is worth knowing that it is said.
                let severity = if expected || rejected.is_some() { Severity::Note } else { severity };
                let place = beyond.map(|(scenario, _)| scenario);
                let mut diagnostic = self.violation(Code::Forbidden, id, &found, place).severity(severity);
                if because.len() > premises(&found).len() {
                    diagnostic.notes = vec![format!("because {}", because.join(" and "))];
                }
                let mut diagnostic = self.brought_home(diagnostic, terms.as_deref().unwrap_or_default());
                if let Some(all) = &rejected {
                    let label = |support: &Support| support.label.as_ref().map(|label| format!("@{label}"));
                    let told: Vec<String> = all.iter().map(|one| one.words("", &label)).collect();
                    diagnostic.message.push_str(", by what is rejected");
                    match diagnostic.notes.last_mut() {
                        Some(because) => because.push_str(&format!("; {}", told.join("; "))),
                        None => diagnostic.notes = told,
                    }
                }
                let diagnostic = if expected {
                    diagnostic.note("expected, by an `expect violated`").standing(Standing::Acknowledged)
                } else if rejected.is_some() {
                    diagnostic.note("no error, since no reading of the claims has it")
                } else {
                    diagnostic.help(format!(
                        "mend what it comes from, or acknowledge it: `expect violated {}.`",
                        statement.name
                    ))
                };
                // What is rejected is so for reasons of its own.
                let instance = match &terms {
                    Some(terms) if rejected.is_none() => Some(instance(self.model, statement, terms)),
                    Some(_) | None => None,
                };
                let at = self.report.diagnostics.len();
                self.report.diagnostics.push(Diagnostic { instance, ..diagnostic });
                fired.push(Fired { statement: id, name: statement.name.clone(), because, diagnostic: at });
            }
            if violations.hidden > 0
                && let Some(last) = fired.get(before..).and_then(<[Fired]>::last)
                && let Some(diagnostic) = self.report.diagnostics.get_mut(last.diagnostic)
            {
                diagnostic
                    .notes
                    .push(format!("`{}` is violated {} more times", statement.name, violations.hidden));
            }
        }
        Ok(fired)
    }

    /// A diagnostic with the places in the analyst's own files first. Where it comes from none of them, she
    /// is shown the statements and the things that it speaks of.
    pub(in crate::reason) fn brought_home(&self, mut diagnostic: Diagnostic, terms: &[Term]) -> Diagnostic {
        let model = self.model;
        let own = |label: &Label| model.module(label.span).is_none();
        diagnostic.labels.sort_by_key(|label| !own(label));
        if diagnostic.labels.first().is_some_and(own) {
            return diagnostic;
        }
        let mut spoken_of: Vec<Label> = Vec::new();
        for term in terms {
            let Term::Symbol(id) = term else { continue };
            let labelled = model.statements.iter().find(|statement| statement.label == Some(*id));
            let span = labelled
                .map(|statement| statement.span)
                .or_else(|| model.symbol(*id).and_then(|symbol| symbol.span));
            let Some(span) = span else { continue };
            let label = Label { span, region: None, text: String::from("it is about this") };
            if own(&label) && !spoken_of.contains(&label) {
                spoken_of.push(label);
            }
        }
        diagnostic.labels.splice(0..0, spoken_of);
        diagnostic
    }

    /// The diagnostic for a violation: what the constraint says, and the statements that break it.
    pub(in crate::reason) fn violation(
        &self,
        code: Code,
        id: StatementId,
        found: &Reasons,
        scenario: Option<SymbolId>,
    ) -> Diagnostic {
        let model = self.model;
        let Some(statement) = model.statement(id) else { return Diagnostic::new(code, "") };
        let gloss = statement.gloss.as_deref().unwrap_or(&statement.name);
        let place = within(model, scenario);
        let mut diagnostic = Diagnostic::new(code, format!("{place}{gloss} (`{}`)", statement.name));
        for leaf in found.leaves.iter().take(6) {
            let Some(leaf) = model.statement(*leaf) else { continue };
            let text = leaf
                .heads
                .first()
                .map_or_else(String::new, |head| model.write(head, Variables::Named(&leaf.variables)));
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

/// The columns of two things of which a constraint says that each stands to the other in one way: three of them are
/// then in one circle, and not in three. None for any other constraint.
fn mutual_columns(model: &Model, evaluated: &Evaluated, id: StatementId, relation: RelationId) -> Vec<usize> {
    let (Some(statement), Some(Role::Violation(_, columns))) =
        (model.statement(id), evaluated.role(relation))
    else {
        return Vec::new();
    };
    let Some(FormulaKind::And(members)) = statement.body.as_ref().map(|body| &body.kind) else {
        return Vec::new();
    };
    let literals: Vec<&Literal> = members
        .iter()
        .filter_map(|member| match &member.kind {
            FormulaKind::Literal(literal) => Some(literal),
            _ => None,
        })
        .collect();
    let turned = |one: &&&Literal| {
        literals.iter().any(|other| {
            one.relation == other.relation
                && match (one.terms.as_slice(), other.terms.as_slice()) {
                    ([a, b, ..], [c, d, ..]) => a != b && a == d && b == c,
                    _ => false,
                }
        })
    };
    let Some(first) = literals.iter().find(turned) else { return Vec::new() };
    let place = |term: &Term| match term {
        Term::Variable(variable) => columns.iter().position(|column| column == variable),
        Term::Symbol(_) | Term::Value(_) => None,
    };
    first.terms.iter().take(2).filter_map(place).collect()
}

/// Which of a constraint's findings one is.
fn instance(model: &Model, statement: &Statement, terms: &[Term]) -> Box<Instance> {
    let things = terms.iter().map(|term| model.write_term(term, &[], Variables::Anonymous)).collect();
    Box::new(Instance { of: statement.name.to_string(), things })
}

/// Where a finding shows, as the start of its message.
pub(in crate::reason) fn within(model: &Model, scenario: Option<SymbolId>) -> String {
    scenario.map(|symbol| format!("in the scenario `{}`: ", model.name(symbol))).unwrap_or_default()
}

/// A violation in words: what the constraint says, and the sentences that break it.
pub(in crate::reason) fn in_words(model: &Model, id: StatementId, because: &[String]) -> String {
    let Some(statement) = model.statement(id) else { return String::new() };
    let gloss = statement.gloss.as_deref().unwrap_or(&statement.name);
    if because.is_empty() { gloss.to_owned() } else { format!("{gloss}: {}", because.join(" and ")) }
}

/// The sentences that the first node of a proof directly comes from.
pub(in crate::reason) fn grounds(found: &Reasons) -> Vec<String> {
    let Some(root) = found.proof.nodes.first() else { return Vec::new() };
    let sentences = root.premises.iter().filter_map(|at| found.proof.nodes.get(*at));
    sentences.map(|node| node.sentence.clone()).collect()
}

/// What the first node of a proof directly comes from, silence included.
pub(in crate::reason) fn premises(found: &Reasons) -> Vec<String> {
    let Some(root) = found.proof.nodes.first() else { return Vec::new() };
    let silence =
        root.silence.iter().filter(|silence| silence.kind == crate::report::ClosedWorldKind::Unless);
    let silent = silence.map(|silence| format!("nobody has shown that {}", silence.sentence));
    grounds(found).into_iter().chain(silent).collect()
}
