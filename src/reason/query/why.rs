//! A row to its smallest proof, in sentences.

use super::cases::cases;
use super::closed_world::silent;
use super::figures::figures;
use crate::engine::{Constant, Graph, Premise, RelationId, RowId, Support};
use crate::model::Model;
use crate::model::statement::{Attribution, Context, Kind, Statement, StatementId};
use crate::model::write::Variables;
use crate::reason::parts::of_said;
use crate::reason::place::place_of;
use crate::report::{By, ClosedWorldAssumption, Proof, ProofNode, RuleName};
use crate::source::Span;
use crate::theory::{Evaluated, FactSource, Origin, Part, PartKind, Role};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// How many steps a search for a proof, or for what is missing, may take.
pub(in crate::reason) const ALLOWANCE: u64 = 200_000;

/// How many `every` may be shown inside each other.
const DEEPEST: usize = 6;

/// Why a row holds: its sentence nodes, and the statements at its leaves.
#[derive(Clone, Debug, Default)]
pub(in crate::reason) struct Reasons {
    /// The proof; its first node is the row, or what a violation or an answer comes from.
    pub(in crate::reason) proof: Proof,
    /// The statements that it comes down to, in the order of the proof.
    pub(in crate::reason) leaves: Vec<StatementId>,
}

/// The smallest proof of a row. For a row that is no sentence (a violation, an answer) the first node
/// has no sentence, and its premises are what it comes from.
pub(in crate::reason) fn reasons(
    model: &Model,
    evaluated: &mut Evaluated,
    relation: RelationId,
    row: RowId,
) -> Reasons {
    trimmed(model, within(model, evaluated, (relation, row), &mut Vec::new()))
}

/// Proofs of a row, the smallest first; as many as are asked for.
pub(in crate::reason) fn all_reasons(
    model: &Model,
    evaluated: &mut Evaluated,
    (relation, row): (RelationId, RowId),
    most: usize,
) -> Vec<Reasons> {
    let found = Graph::new(&evaluated.program, &evaluated.database, &mut evaluated.values)
        .proofs(relation, row, ALLOWANCE, most);
    let mut told: Vec<Reasons> = Vec::new();
    for proof in found {
        let reasons = trimmed(model, dissolved(model, evaluated, proof, &mut Vec::new()));
        // Two proofs may differ in parts of a body only, which a reader does not see.
        if !told.iter().any(|known| known.proof == reasons.proof) {
            told.push(reasons);
        }
    }
    told
}

fn trimmed(model: &Model, mut reasons: Reasons) -> Reasons {
    // Only the analyst's own statements are leaves that a reader can look up and change.
    reasons.leaves.retain(|id| model.is_own(*id));
    let mut seen = BTreeSet::new();
    reasons.leaves.retain(|id| seen.insert(*id));
    reasons
}

/// As [`reasons`], below the rows whose cases are being shown.
fn within(
    model: &Model,
    evaluated: &mut Evaluated,
    (relation, row): (RelationId, RowId),
    above: &mut Vec<(RelationId, RowId)>,
) -> Reasons {
    let found = Graph::new(&evaluated.program, &evaluated.database, &mut evaluated.values)
        .proof(relation, row, ALLOWANCE);
    found.map(|found| dissolved(model, evaluated, found, above)).unwrap_or_default()
}

/// A proof of the engine as a reader sees it: parts of bodies dissolved, cases shown.
fn dissolved(
    model: &Model,
    evaluated: &mut Evaluated,
    found: crate::engine::Proof,
    above: &mut Vec<(RelationId, RowId)>,
) -> Reasons {
    let mut reasons = Reasons::default();
    // A proof may prove one row in two ways at two heights; a reader sees the sentence once.
    let mut numbers: HashMap<(RelationId, RowId), usize> = HashMap::new();
    let mut order: Vec<usize> = Vec::new();
    let mut queue = std::collections::VecDeque::from([0_usize]);
    let mut pending: Vec<(Vec<usize>, Vec<ClosedWorldAssumption>, Vec<String>)> = Vec::new();
    let mut exceptions: Vec<(usize, Arc<Part>, Vec<Constant>)> = Vec::new();
    if let Some(root) = found.nodes.first() {
        numbers.insert((root.relation, root.row), 0);
        order.push(0);
    }
    while let Some(at) = queue.pop_front() {
        let mut premises = Vec::new();
        let mut silence = Vec::new();
        let mut told = Vec::new();
        // Auxiliary rows are dissolved into what they come from.
        let mut open = vec![at];
        let mut first = true;
        while let Some(at) = open.pop() {
            let Some(node) = found.nodes.get(at) else { continue };
            let auxiliary = match evaluated.role(node.relation) {
                // Of what sort a thing is stands in its declaration, and that numbers follow each other is known.
                Some(Role::Sort(_)) => continue,
                Some(Role::Auxiliary(part)) if part.kind == PartKind::Whole => continue,
                role => matches!(role, Some(Role::Auxiliary(_))),
            };
            if !first && !auxiliary {
                let next = order.len();
                let number = *numbers.entry((node.relation, node.row)).or_insert(next);
                if number == next {
                    order.push(at);
                    queue.push_back(at);
                }
                if !premises.contains(&number) {
                    premises.push(number);
                }
                continue;
            }
            first = false;
            if let Support::Instance(instance, tails) = &node.support {
                let rule = evaluated.program.rules.get(instance.rule.index());
                let body = rule.map_or(&[][..], |rule| &rule.body);
                for figure in figures(model, evaluated, body, &instance.binding) {
                    if !told.contains(&figure) {
                        told.push(figure);
                    }
                }
                for (premise, literal) in instance.premises.iter().zip(body) {
                    silence.extend(silent(model, evaluated, premise, literal, &instance.binding));
                    if let Premise::Absent(relation, row) = premise
                        && let Some(Role::Auxiliary(part)) = evaluated.role(*relation)
                        && part.kind == PartKind::Exception
                    {
                        exceptions.push((pending.len(), part.clone(), row.clone()));
                    }
                }
                open.extend(tails.iter().rev());
            }
        }
        pending.push((premises, silence, told));
    }
    for (at, (premises, silence, told)) in order.iter().zip(pending) {
        let Some(node) = found.nodes.get(*at) else { continue };
        let values: Vec<Constant> =
            evaluated.database.row(node.relation, node.row).map(<[Constant]>::to_vec).unwrap_or_default();
        let sentence = evaluated.sentence(model, node.relation, &values).unwrap_or_default();
        let mut made = match &node.support {
            Support::Fact => fact(model, evaluated, node.relation, node.row, sentence, &mut reasons.leaves),
            Support::Instance(instance, _) => match evaluated.origin(instance.rule) {
                Some(Origin::Statement(id, _)) => {
                    reasons.leaves.push(id);
                    by_rule(model, id, sentence)
                }
                Some(Origin::Violation(id)) => by_rule(model, id, sentence),
                Some(Origin::Symmetric(_)) => ProofNode::new(
                    sentence,
                    By::Rule(RuleName {
                        name: String::from("symmetric"),
                        gloss: Some(String::from("it holds both ways")),
                    }),
                ),
                Some(Origin::Auxiliary | Origin::Query(_)) | None => ProofNode::new(sentence, By::Given),
            },
        };
        made.parts = evaluated.said(node.relation, &values).and_then(|said| of_said(model, &said));
        made.premises = premises;
        made.silence = silence;
        made.figures.extend(told);
        reasons.proof.nodes.push(made);
    }
    show_cases(model, evaluated, &mut reasons, exceptions, above);
    reasons
}

/// Puts the cases that an `every` looked at under the nodes that rest on it, with their proofs.
fn show_cases(
    model: &Model,
    evaluated: &mut Evaluated,
    reasons: &mut Reasons,
    exceptions: Vec<(usize, Arc<Part>, Vec<Constant>)>,
    above: &mut Vec<(RelationId, RowId)>,
) {
    for (at, part, bound) in exceptions {
        for row in cases(evaluated, &part, &bound) {
            if above.contains(&row) || above.len() >= DEEPEST {
                continue;
            }
            above.push(row);
            let below = within(model, evaluated, row, above);
            above.pop();
            let number = splice(&mut reasons.proof.nodes, below.proof.nodes);
            reasons.leaves.extend(below.leaves);
            if let (Some(number), Some(node)) = (number, reasons.proof.nodes.get_mut(at))
                && number != at
                && !node.premises.contains(&number)
            {
                node.premises.push(number);
            }
        }
    }
}

/// Adds the nodes of a proof to those of another and tells the number of its first. A sentence that
/// stands there already keeps its node.
fn splice(nodes: &mut Vec<ProofNode>, added: Vec<ProofNode>) -> Option<usize> {
    if let Some(root) = added.first()
        && let Some(known) = nodes.iter().position(|node| node.sentence == root.sentence)
    {
        return Some(known);
    }
    let start = nodes.len();
    let first = (!added.is_empty()).then_some(start);
    nodes.extend(added.into_iter().map(|mut node| {
        node.premises.iter_mut().for_each(|premise| *premise += start);
        node
    }));
    first
}

/// The statements that a proof comes down to, as they are told.
pub(in crate::reason) fn leaves_of(model: &Model, found: &Reasons) -> BTreeSet<String> {
    found
        .leaves
        .iter()
        .filter_map(|id| model.statement(*id))
        .filter(|statement| statement.body.is_none())
        .flat_map(|statement| told(model, statement))
        .collect()
}

/// What a statement says and who says it, one line a sentence.
pub(in crate::reason) fn told(model: &Model, statement: &Statement) -> Vec<String> {
    let attribution = &statement.attribution;
    let sources: Vec<&str> = attribution.sources.iter().map(|source| model.name(*source)).collect();
    let mut reservations = String::new();
    if !sources.is_empty() {
        reservations.push_str(&format!(", according to {}", sources.join(" and ")));
    }
    if let Some(hedge) = &attribution.likelihood {
        reservations.push_str(&format!(", {}", hedge.words));
    }
    if let Some(confidence) = attribution.confidence {
        reservations.push_str(&format!(", {} confidence", confidence.word()));
    }
    let place = match statement.context {
        Context::Base | Context::Game(_) => String::new(),
        Context::Hypothesis(symbol) => format!("under the hypothesis {}: ", model.name(symbol)),
        Context::Scenario(symbol) => format!("in the scenario {}: ", model.name(symbol)),
    };
    let label = statement.label.map(|label| format!("@{}: ", model.name(label))).unwrap_or_default();
    let heads = statement.heads.iter().map(|head| model.write(head, Variables::Anonymous));
    heads.map(|head| format!("{place}{label}{head}{reservations}")).collect()
}

/// A rule, as a reader knows it.
pub(in crate::reason) fn rule_name(statement: &Statement) -> RuleName {
    RuleName { name: statement.name.to_string(), gloss: statement.gloss.as_ref().map(ToString::to_string) }
}

/// A node that a rule concludes.
fn by_rule(model: &Model, id: StatementId, sentence: String) -> ProofNode {
    let Some(statement) = model.statement(id) else { return ProofNode::new(sentence, By::Given) };
    let mut node = ProofNode::new(sentence, By::Rule(rule_name(statement)));
    said_by(model, &statement.attribution, &mut node);
    node.label = statement.label.map(|label| model.name(label).to_owned());
    node.place = place_of(model, statement.span);
    node
}

/// A node that a statement says.
fn fact(
    model: &Model,
    evaluated: &Evaluated,
    relation: RelationId,
    row: RowId,
    sentence: String,
    leaves: &mut Vec<StatementId>,
) -> ProofNode {
    let mut node = ProofNode::new(sentence, By::Given);
    let mut first = true;
    for stater in evaluated.staters(relation, row) {
        match stater {
            FactSource::Supposed | FactSource::Option(..) => node.by = By::Supposition,
            FactSource::Hypothesis(symbol) => node.by = By::Hypothesis(model.name(symbol).to_owned()),
            FactSource::Known => {}
            FactSource::Statement(id) | FactSource::Row(id, _) => {
                let Some(statement) = model.statement(id) else { continue };
                leaves.push(id);
                said_by(model, &statement.attribution, &mut node);
                if first {
                    first = false;
                    node.by = match statement.kind {
                        Kind::Supposition => By::Supposition,
                        _ if statement.attribution.assumed.is_some() => By::Assumption,
                        _ if statement.attribution.is_claim() => By::Claim,
                        _ => By::Given,
                    };
                    node.label = statement.label.map(|label| model.name(label).to_owned());
                    node.place = place_of(model, stated_at(model, statement, stater));
                    // What playing a game has found says what it comes from.
                    if model.is_found(statement) {
                        node.by = By::Played;
                        node.figures.extend(statement.attribution.because.iter().map(ToString::to_string));
                    }
                }
            }
        }
    }
    node
}

/// Where a fact is stated: a row of a table has a line of its own.
fn stated_at(model: &Model, statement: &Statement, stater: FactSource) -> Span {
    match (statement.kind, stater) {
        (Kind::Table(table), FactSource::Row(_, row)) => {
            model.table(table).and_then(|table| table.place(row))
        }
        _ => None,
    }
    .unwrap_or(statement.span)
}

/// Who says it, when, and how surely.
fn said_by(model: &Model, attribution: &Attribution, node: &mut ProofNode) {
    for source in &attribution.sources {
        let name = model.name(*source).to_owned();
        if !node.sources.contains(&name) {
            node.sources.push(name);
        }
    }
    let own = attribution.on.as_ref().or(attribution.since.as_ref());
    let of_source = attribution.sources.first().and_then(|source| model.sources.get(source)?.dated.as_ref());
    if node.date.is_none() {
        node.date = own.or(of_source).map(|dated| dated.words.to_string());
    }
    if let Some(likelihood) = &attribution.likelihood {
        node.hedges.push(likelihood.words.to_string());
    }
    if let Some(confidence) = attribution.confidence {
        node.hedges.push(format!("confidence {}", confidence.word()));
    }
}
