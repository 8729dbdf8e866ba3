//! Contradictions among what the analyst vouches for: a sentence and its negation, a violated `impossible`,
//! two hypotheses of an exclusive question. They are errors. What she does not vouch for is disputed.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::engine::{Constant, RelationId, RowId};
use crate::model::Model;
use crate::model::statement::{Kind, StatementId, SymbolId, Term};
use crate::model::write::Variables;
use crate::reason::Session;
use crate::reason::checks::findings::{in_words, premises};
use crate::reason::query::why::{Reasons, reasons};
use crate::report::{Verdict, listed};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, OneValue, Role};
use std::collections::BTreeSet;
use std::ops::AddAssign;

/// The most contradictions that are told one by one.
const SHOWN: usize = 200;

/// The most values of what has one that are told one by one.
const VALUES: usize = 6;

/// Contradictions that are there before something is tried.
#[derive(Clone, Debug, Default)]
pub(in crate::reason) struct KnownClashes(BTreeSet<Contradiction>);

impl KnownClashes {
    /// Those of an evaluated view.
    pub(in crate::reason) fn of(session: &Session<'_>, evaluated: &Evaluated) -> Self {
        Self(gather(session, evaluated).into_iter().map(|(clash, _)| clash).collect())
    }

    /// Notes more of them.
    pub(in crate::reason) fn extend(&mut self, clashes: impl IntoIterator<Item = Contradiction>) {
        self.0.extend(clashes);
    }

    /// Whether a contradiction is one of them, or is left of one of them.
    pub(in crate::reason) fn has(&self, clash: &Contradiction) -> bool {
        let Contradiction::Values(id, key, values) = clash else { return self.0.contains(clash) };
        let least = Contradiction::Values(*id, key.clone(), BTreeSet::new());
        let same = self.0.range(least..).map_while(|known| match known {
            Contradiction::Values(known, of, values) if known == id && of == key => Some(values),
            _ => None,
        });
        same.into_iter().any(|known| values.is_subset(known))
    }
}

/// How many contradictions there are of each kind.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::reason) struct Clashes {
    /// Within one voice.
    pub(in crate::reason) errors: usize,
    /// Between voices.
    pub(in crate::reason) disputes: usize,
}

/// A contradiction, the same in every view that has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum Contradiction {
    Denied(crate::model::statement::RelationId, Vec<Term>),
    Impossible(StatementId, Vec<Term>),
    /// More values than the one that an `impossible` leaves: what they are values of, and which exclude another.
    Values(StatementId, Vec<Term>, BTreeSet<Term>),
    Rivals(SymbolId, SymbolId),
}

impl Clashes {
    /// What an analysis with such contradictions is.
    pub(in crate::reason) fn verdict(self) -> Verdict {
        match (self.errors, self.disputes) {
            (0, 0) => Verdict::Consistent,
            (0, _) => Verdict::Disputed,
            _ => Verdict::Inconsistent,
        }
    }
}

impl AddAssign for Clashes {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.disputes += other.disputes;
    }
}

impl Contradiction {
    /// What cannot be, in words.
    pub(in crate::reason) fn words(&self, model: &Model) -> String {
        match self {
            Contradiction::Denied(relation, terms) => {
                let write = |sign| model.write_parts(*relation, sign, terms, Variables::Anonymous);
                format!("{}, and {}", write(Sign::Positive), write(Sign::Negative))
            }
            Contradiction::Impossible(id, _) | Contradiction::Values(id, ..) => {
                model.statement(*id).map_or_else(String::new, |statement| {
                    statement.gloss.as_deref().unwrap_or(&statement.name).to_owned()
                })
            }
            Contradiction::Rivals(one, other) => {
                format!("the hypotheses {} and {} hold at once", model.name(*one), model.name(*other))
            }
        }
    }
}

impl Session<'_> {
    /// Finds the contradictions among the given statements of a view.
    pub(in crate::reason) fn clashes(&self, evaluated: &mut Evaluated) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut told = BTreeSet::new();
        for (clash, rows) in gather(self, evaluated).into_iter().take(SHOWN) {
            if !told.insert(told_as(&clash)) {
                continue;
            }
            let terms = match &clash {
                Contradiction::Denied(_, terms)
                | Contradiction::Impossible(_, terms)
                | Contradiction::Values(_, terms, _) => terms.clone(),
                Contradiction::Rivals(one, other) => vec![Term::Symbol(*one), Term::Symbol(*other)],
            };
            let diagnostic = self.clash(evaluated, &clash, &rows);
            let diagnostic = self
                .brought_home(diagnostic, &terms)
                .severity(Severity::Error)
                .note("you vouch for all of it")
                .help("take one of the statements back, or say who claims it: `…, according to SOURCE`");
            found.push(diagnostic);
        }
        found
    }

    fn clash(
        &self,
        evaluated: &mut Evaluated,
        clash: &Contradiction,
        rows: &[(RelationId, RowId)],
    ) -> Diagnostic {
        match clash {
            Contradiction::Impossible(id, _) => {
                let found =
                    rows.first().map(|(relation, row)| reasons(self.model, evaluated, *relation, *row));
                self.violation(Code::ImpossibleHolds, *id, &found.unwrap_or_default(), None)
            }
            Contradiction::Values(id, ..) => self.values(evaluated, *id, rows),
            Contradiction::Denied(relation, terms) => {
                let sentence = self.model.write_parts(*relation, Sign::Positive, terms, Variables::Anonymous);
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
            Contradiction::Rivals(one, other) => {
                let mut diagnostic = rivals(self.model, *one, *other);
                for (relation, row) in rows {
                    let found = reasons(self.model, evaluated, *relation, *row);
                    for leaf in found.leaves.iter().take(4) {
                        if let Some(statement) = self.model.statement(*leaf) {
                            diagnostic = diagnostic.label(statement.span, "from this");
                        }
                    }
                }
                diagnostic
            }
        }
    }
}

impl Session<'_> {
    /// The diagnostic for more values than the one that an `impossible` leaves: one, however many there are.
    fn values(&self, evaluated: &mut Evaluated, id: StatementId, rows: &[(RelationId, RowId)]) -> Diagnostic {
        let mut found = Reasons::default();
        for (relation, row) in rows.iter().take(VALUES) {
            let leaves = reasons(self.model, evaluated, *relation, *row).leaves;
            found.leaves.extend(leaves);
        }
        let mut seen = BTreeSet::new();
        found.leaves.retain(|leaf| seen.insert(*leaf));
        self.violation(Code::ImpossibleHolds, id, &found, None)
            .note(format!("because {}", listed(&said(self.model, evaluated, rows))))
    }
}

/// A contradiction however its parts are turned.
fn told_as(clash: &Contradiction) -> Contradiction {
    match clash {
        Contradiction::Denied(..) | Contradiction::Values(..) | Contradiction::Rivals(..) => clash.clone(),
        Contradiction::Impossible(id, terms) => {
            let mut terms = terms.clone();
            terms.sort();
            Contradiction::Impossible(*id, terms)
        }
    }
}

/// The contradictions of a database, with the rows behind each.
pub(in crate::reason) fn gather(
    session: &Session<'_>,
    evaluated: &Evaluated,
) -> Vec<(Contradiction, Vec<(RelationId, RowId)>)> {
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
                found.push((Contradiction::Denied(relation, terms(values)), vec![(yes, other), (no, row)]));
            } else if evaluated.values.is_coarse(values) {
                // What is denied of more than one point is denied of what lies within it.
                let denied =
                    evaluated.database.rows(yes).filter(|(_, yes)| evaluated.values.denies(values, yes));
                found.extend(denied.map(|(other, said)| {
                    (Contradiction::Denied(relation, terms(said)), vec![(yes, other), (no, row)])
                }));
            }
        }
    }
    for (id, relation) in evaluated.violations() {
        let Some(statement) = session.model.statement(id) else { continue };
        if statement.kind != Kind::Impossible {
            continue;
        }
        if let Some(one) = OneValue::of(statement) {
            for (_, key) in evaluated.database.rows(relation) {
                let rows = excluding(evaluated, &one, (relation, key));
                let values = rows.iter().filter_map(|(relation, row)| {
                    evaluated.values.back(one.value(evaluated.database.row(*relation, *row)?)?)
                });
                found.push((Contradiction::Values(id, terms(key), values.collect()), rows));
            }
            continue;
        }
        for (row, values) in evaluated.database.rows(relation) {
            found.push((Contradiction::Impossible(id, terms(values)), vec![(relation, row)]));
        }
    }
    let holds = session.model.known.holds.and_then(|id| evaluated.relation(id, Sign::Positive));
    for question in session.model.questions.iter().filter(|question| question.exclusive) {
        let Some(holds) = holds else { continue };
        let rows: Vec<(SymbolId, RowId)> = question
            .hypotheses
            .iter()
            .filter_map(|symbol| {
                let constant = evaluated.values.known(&Term::Symbol(*symbol))?;
                Some((*symbol, evaluated.database.find(holds, &[constant])?))
            })
            .collect();
        for (at, (one, first)) in rows.iter().enumerate() {
            for (other, second) in rows.iter().skip(at + 1) {
                found.push((Contradiction::Rivals(*one, *other), vec![(holds, *first), (holds, *second)]));
            }
        }
    }
    found
}

/// The rows of the values that exclude another one, for one violation of what leaves one value.
fn excluding(
    evaluated: &Evaluated,
    one: &OneValue,
    (violations, key): (RelationId, &[Constant]),
) -> Vec<(RelationId, RowId)> {
    let Some(Role::Violation(_, columns)) = evaluated.role(violations) else { return Vec::new() };
    let Some(relation) = evaluated.relation(one.relation, one.sign) else { return Vec::new() };
    let (database, values) = (&evaluated.database, &evaluated.values);
    let rows = one.rows(columns, key, relation, (database, values));
    let row = |id: &RowId| database.row(relation, *id).unwrap_or_default();
    let excludes = |a: &&RowId| rows.iter().any(|b| one.differ(row(a), row(b), values));
    rows.iter().filter(excludes).map(|row| (relation, *row)).collect()
}

/// A contradiction of a view in words, with the sentences that make it.
pub(in crate::reason) fn told(
    model: &Model,
    evaluated: &mut Evaluated,
    (clash, rows): &(Contradiction, Vec<(RelationId, RowId)>),
) -> String {
    let words = match (clash, rows.as_slice()) {
        (Contradiction::Impossible(id, _), [(relation, row)]) => {
            in_words(model, *id, &premises(&reasons(model, evaluated, *relation, *row)))
        }
        (Contradiction::Values(id, ..), rows) => in_words(model, *id, &said(model, evaluated, rows)),
        _ => clash.words(model),
    };
    format!("a contradiction: {words}")
}

/// The sentences with the first of some values, and how many more there are.
fn said(model: &Model, evaluated: &Evaluated, rows: &[(RelationId, RowId)]) -> Vec<String> {
    let sentence = |(relation, row): &(RelationId, RowId)| {
        evaluated.sentence(model, *relation, evaluated.database.row(*relation, *row)?)
    };
    let mut said: Vec<String> = rows.iter().take(VALUES).filter_map(sentence).collect();
    match rows.len().saturating_sub(VALUES) {
        0 => {}
        1 => said.push(String::from("one more value")),
        more => said.push(format!("{more} more values")),
    }
    said
}

/// The start of the diagnostic for two hypotheses of one question.
pub(in crate::reason) fn rivals(model: &Model, one: SymbolId, other: SymbolId) -> Diagnostic {
    let message = format!(
        "two hypotheses of one question hold at once: `{}` and `{}`",
        model.name(one),
        model.name(other)
    );
    Diagnostic::new(Code::Rivals, message)
}
