//! What a view supposes, and what that puts out of force.
//!
//! To suppose is to intervene (Pearl 2000): whatever says the opposite of what is supposed has no say,
//! be it a statement or a rule. **Invariant:** of two suppositions that contradict each other the nearer
//! one stands, a question's before a scenario's, a scenario's before that of the one it extends.

use super::{Evaluated, FactSource, Role, Standing, View};
use crate::engine::{Graph, Instance, Literal as Member, Program};
use crate::model::Model;
use crate::model::statement::{Context, Kind, Literal, Statement, StatementId, Term};
use crate::model::table::Table;
use crate::model::value::Value;
use crate::syntax::ast::Sign;

/// The most rule applications that are looked for behind one sentence.
const ALLOWANCE: u64 = 200_000;

/// Something that would speak against what is supposed, and has no say.
#[derive(Clone, Debug)]
pub enum Suspension {
    /// A statement, or a row of a table.
    Statement(FactSource, Literal),
    /// An application of a rule to what holds.
    Application(Instance, Literal),
}

/// The literals that a view adds by itself: its own and those of the hypotheses entertained.
pub(super) fn chosen(model: &Model, view: &View) -> Vec<Literal> {
    let mut supposed = view.supposed.clone();
    for symbol in &view.entertained {
        let literals = model.hypotheses.get(symbol).and_then(|hypothesis| hypothesis.suppositions.clone());
        supposed.extend(literals.unwrap_or_default());
    }
    supposed
}

/// All that is supposed in a view, the nearest first, and what it denies besides; what a nearer supposition contradicts is
/// left out.
pub fn supposed(model: &Model, view: &View) -> Vec<Literal> {
    let standing = Standing::new(model, view);
    let mut all = chosen(model, view);
    for scenario in standing.scenarios() {
        let of_scenario = model.statements().filter(|(id, statement)| {
            statement.kind == Kind::Supposition
                && statement.context == Context::Scenario(*scenario)
                && standing.counts(*id, statement)
        });
        let heads: Vec<Literal> = of_scenario
            .flat_map(|(_, statement)| {
                let day = statement.attribution.on.as_ref().map(|on| Term::Value(Value::Date(on.date)));
                statement.heads.iter().map(move |head| Literal { on: day.clone(), ..head.clone() })
            })
            .filter(|head| !all.iter().any(|nearer| opposed(model, nearer, head)))
            .filter(|head| !view.options.iter().any(|open| open.says(head) || opposed(model, open, head)))
            .collect();
        all.extend(heads);
    }
    let turned: Vec<Literal> = all.iter().filter_map(|literal| contrary(model, literal)).collect();
    all.extend(turned);
    let undone = undone(model, &standing, &all);
    all.extend(undone);
    all
}

/// What is stated to have taken place, and presupposes, directly or through others, what is supposed not to have: without
/// that it would not have been. What is itself supposed stands, and so the supposition contradicts itself.
fn undone(model: &Model, standing: &Standing<'_>, supposed: &[Literal]) -> Vec<Literal> {
    let (Some(took_place), Some(presupposes)) = (model.known.took_place, model.known.presupposes) else {
        return Vec::new();
    };
    let mut denied: Vec<Literal> = supposed
        .iter()
        .filter(|one| one.relation == took_place && one.sign == Sign::Negative)
        .cloned()
        .collect();
    let given = denied.len();
    if given == 0 {
        return Vec::new();
    }
    let said = |relation| {
        let counts = model.statements().filter(|(id, one)| {
            one.body.is_none() && one.kind != Kind::Supposition && standing.counts(*id, one)
        });
        let heads = counts.flat_map(|(_, one)| one.heads.iter());
        heads.filter(move |head| head.relation == relation && head.sign == Sign::Positive).collect::<Vec<_>>()
    };
    let (steps, done) = (said(presupposes), said(took_place));
    let mut at = 0;
    // Each round denies something that is stated, and nothing twice.
    while let Some(missing) = denied.get(at).and_then(|one| one.terms.first()).cloned() {
        at += 1;
        for step in steps.iter().filter(|step| step.terms.get(1) == Some(&missing)) {
            let Some(later) = step.terms.first() else { continue };
            let Some(fact) = done.iter().find(|one| one.terms.first() == Some(later)) else { continue };
            let undone = Literal { sign: Sign::Negative, on: None, ..(*fact).clone() };
            let kept = supposed.iter().any(|one| opposed(model, one, &undone));
            if !kept && !denied.iter().any(|one| one.says(&undone)) {
                denied.push(undone);
            }
        }
    }
    denied.split_off(given)
}

/// That somebody is not against what it is supposed to be for, or the other way round: nobody votes both ways, and who is
/// supposed to turn has turned.
fn contrary(model: &Model, literal: &Literal) -> Option<Literal> {
    let known = model.known;
    let pairs = [(known.votes_for, known.votes_against), (known.supports_act, known.opposes)];
    if literal.sign == Sign::Negative {
        return None;
    }
    let relation = pairs.into_iter().find_map(|(one, other)| {
        let (one, other) = (one?, other?);
        match literal.relation {
            relation if relation == one => Some(other),
            relation if relation == other => Some(one),
            _ => None,
        }
    })?;
    Some(Literal { relation, sign: Sign::Negative, on: None, ..literal.clone() })
}

/// Whether one literal denies the other.
fn opposed(model: &Model, one: &Literal, other: &Literal) -> bool {
    let denied = Literal { sign: Model::opposite(one.sign), ..one.clone() };
    put_out(model, &denied, other)
        || mirrored(model, &denied).is_some_and(|mirrored| put_out(model, &mirrored, other))
}

/// Whether a literal goes out of force with another one: it says the same, or lies within its amounts and dates; of a
/// denial, it holds them.
fn put_out(model: &Model, gone: &Literal, literal: &Literal) -> bool {
    let within = |(gone, said): (&Term, &Term)| match (gone, said, literal.sign) {
        (Term::Value(gone), Term::Value(said), Sign::Positive) => said.within(gone, &model.units),
        (Term::Value(gone), Term::Value(said), Sign::Negative) => gone.within(said, &model.units),
        _ => false,
    };
    (gone.relation, gone.sign, gone.terms.len()) == (literal.relation, literal.sign, literal.terms.len())
        && gone.terms.iter().zip(&literal.terms).all(|pair| pair.0 == pair.1 || within(pair))
}

/// The same literal the other way round, of a symmetric relation.
fn mirrored(model: &Model, literal: &Literal) -> Option<Literal> {
    model.relation(literal.relation)?.symmetric?;
    let terms = literal.terms.iter().rev().cloned().collect();
    Some(Literal { terms, ..literal.clone() })
}

/// What would speak against what a view supposes: its statements in the order of the files, then the
/// applications of rules that would conclude it in the view, were they let.
pub fn suspended(model: &Model, view: &View, evaluated: &mut Evaluated) -> Vec<Suspension> {
    let mut denied: Vec<Literal> = Vec::new();
    for literal in supposed(model, view) {
        let opposite = Literal { sign: Model::opposite(literal.sign), ..literal };
        denied.extend(mirrored(model, &opposite).filter(|mirrored| !mirrored.says(&opposite)));
        denied.push(opposite);
    }
    if denied.is_empty() {
        return Vec::new();
    }
    let standing = Standing::new(model, view);
    let mut found = Vec::new();
    for (id, statement) in model.statements().filter(|(id, statement)| standing.counts(*id, statement)) {
        found.extend(stated(model, id, statement, &denied));
    }
    let program = unguarded(evaluated);
    for literal in denied {
        let Some((relation, row)) = evaluated.row_of(&literal) else { continue };
        let instances = Graph::new(&program, &evaluated.database, &mut evaluated.values)
            .instances(relation, &row, ALLOWANCE);
        found.extend(instances.list.into_iter().map(|one| Suspension::Application(one, literal.clone())));
    }
    found
}

/// What a statement says of the literals.
fn stated(model: &Model, id: StatementId, statement: &Statement, denied: &[Literal]) -> Vec<Suspension> {
    match statement.kind {
        Kind::Table(table) => {
            let rows = model.table(table).into_iter().flat_map(|table| rows(model, table, denied));
            rows.map(|(row, literal)| Suspension::Statement(FactSource::Row(id, row), literal)).collect()
        }
        Kind::Judgement => own_heads(model, id, statement, denied),
        Kind::Assertion | Kind::Supposition | Kind::Forecast(_) if statement.body.is_none() => {
            own_heads(model, id, statement, denied)
        }
        Kind::Assertion
        | Kind::Supposition
        | Kind::Forecast(_)
        | Kind::Rule(_)
        | Kind::Meaning(_)
        | Kind::Impossible
        | Kind::Forbid(_) => Vec::new(),
    }
}

/// What a statement states of the literals.
fn own_heads(model: &Model, id: StatementId, statement: &Statement, denied: &[Literal]) -> Vec<Suspension> {
    let heads = statement.heads.iter().filter(|head| denied.iter().any(|one| put_out(model, one, head)));
    heads.map(|head| Suspension::Statement(FactSource::Statement(id), head.clone())).collect()
}

fn rows(model: &Model, table: &Table, denied: &[Literal]) -> Vec<(u32, Literal)> {
    let about: Vec<&Literal> = denied
        .iter()
        .filter(|literal| literal.relation == table.relation)
        .filter(|literal| literal.sign == Sign::Positive)
        .collect();
    if about.is_empty() {
        return Vec::new();
    }
    let within = |cell: &Value, wanted: &Value| cell.within(wanted, &model.units);
    let mut found = Vec::new();
    for (at, cells) in (0..).zip(table.rows()) {
        for literal in &about {
            let mut pairs = cells.iter().zip(&literal.terms);
            if pairs.all(|(cell, term)| table.holds_term(*cell, term, within)) {
                let said = cells.iter().filter_map(|cell| table.term(*cell)).collect();
                found.push((at, Literal { terms: said, ..(*literal).clone() }));
            }
        }
    }
    found
}

/// The program without the guards that keep rules from concluding against what is supposed.
fn unguarded(evaluated: &Evaluated) -> Program {
    let mut program = evaluated.program.clone();
    for rule in &mut program.rules {
        rule.body.retain(|member| match member {
            Member::Negative(atom) => !matches!(evaluated.role(atom.relation), Some(Role::Suspended)),
            Member::Positive(_) | Member::Compare(..) | Member::Bind(..) | Member::Aggregate(..) => true,
        });
    }
    program
}
