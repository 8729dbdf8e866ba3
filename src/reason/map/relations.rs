//! Pictures that are made of what holds: each kind is a table of relations, with what an arrow of each says.
//!
//! What is true of a speaker as well as of whom it speaks for is drawn of the latter.

use super::canvas::{Arrow, Canvas, words};
use crate::model::statement::{RelationId, SymbolId, Term};
use crate::model::write::Variables;
use crate::model::{Known, Model};
use crate::report::{MapKind, Tone};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Said};
use std::collections::{BTreeMap, BTreeSet};

/// How the sentences of a relation are drawn.
struct Row {
    relation: Option<RelationId>,
    /// The holes that the arrow leads from and to.
    ends: (usize, usize),
    /// The hole that its words name.
    object: Option<usize>,
    words: &'static str,
    tone: Tone,
    /// Whether its second thing stands above the first.
    upwards: bool,
    /// Which things it brings to the picture.
    brings: Brings,
}

/// Which things a row of the table brings to a picture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brings {
    /// Both.
    Both,
    /// None: it is drawn between things that are there.
    Neither,
    /// Both, and only where nothing else is drawn between them.
    Last,
}

impl Row {
    const fn new(relation: Option<RelationId>, ends: (usize, usize), words: &'static str) -> Self {
        Row { relation, ends, object: None, words, tone: Tone::Plain, upwards: false, brings: Brings::Both }
    }

    const fn about(self, hole: usize) -> Self {
        Row { object: Some(hole), ..self }
    }

    const fn tone(self, tone: Tone) -> Self {
        Row { tone, ..self }
    }

    const fn up(self) -> Self {
        Row { upwards: true, ..self }
    }

    const fn brings(self, brings: Brings) -> Self {
        Row { brings, ..self }
    }
}

/// The relations of a kind of picture, in the order in which they are drawn.
fn table(known: &Known, kind: MapKind) -> Vec<Row> {
    use Tone::{Against, Faint, Strong};
    match kind {
        MapKind::Power => vec![
            Row::new(known.dominates, (0, 1), "dominates").tone(Strong),
            Row::new(known.critically, (0, 1), "cannot do without {}").about(2).up(),
            Row::new(known.veto, (0, 1), "can veto").tone(Against),
            Row::new(known.approved, (0, 1), "approved").brings(Brings::Neither),
            Row::new(known.objected, (0, 1), "objected").tone(Against).brings(Brings::Neither),
            Row::new(known.falls_under, (1, 0), "covers").tone(Faint).brings(Brings::Neither),
            Row::new(known.depends, (0, 1), "needs {}").about(2).up().tone(Faint).brings(Brings::Last),
            Row::new(known.power_over, (0, 1), "has power over").brings(Brings::Last),
            Row::new(known.belongs, (1, 0), "has as member").tone(Faint).brings(Brings::Neither),
        ],
        MapKind::Goals => vec![
            Row::new(known.pursues, (0, 1), "wants"),
            Row::new(known.serves, (0, 1), "serves").up(),
            Row::new(known.harms, (0, 1), "harms").up().tone(Against),
            Row::new(known.works_against, (0, 1), "works against").up().tone(Against),
            Row::new(known.requires, (0, 1), "requires"),
            Row::new(known.conflicts, (0, 1), "conflicts with").tone(Against),
        ],
        MapKind::Effects => vec![
            Row::new(known.brings, (0, 1), "brings about"),
            Row::new(known.enables, (0, 1), "enables").tone(Faint),
            Row::new(known.prevents, (0, 1), "prevents").tone(Against),
            Row::new(known.gains, (1, 0), "is a gain to").tone(Strong),
            Row::new(known.loses, (1, 0), "is a loss to").tone(Against),
            Row::new(known.helps, (0, 1), "helps").tone(Strong).brings(Brings::Last),
            Row::new(known.hurts, (0, 1), "hurts").tone(Against).brings(Brings::Last),
        ],
        MapKind::Argument | MapKind::Sources | MapKind::Game | MapKind::Council | MapKind::Time => Vec::new(),
    }
}

/// Draws what holds.
pub(super) fn drawn<'m>(model: &'m Model, evaluated: &Evaluated, kind: MapKind) -> Canvas<'m> {
    let mut canvas = Canvas::new(model);
    let stand_ins = evaluated.stand_ins(model);
    for row in table(&model.known, kind) {
        let all = rows(evaluated, row.relation);
        let told: BTreeSet<&[Term]> = all.iter().map(|said| said.terms.as_slice()).collect();
        let symmetric =
            row.relation.and_then(|id| model.relation(id)).is_some_and(|one| one.symmetric.is_some());
        for said in &all {
            if stands_in(&stand_ins, &told, &said.terms) || (symmetric && !said.terms.is_sorted()) {
                continue;
            }
            let symbol = |hole: usize| match said.terms.get(hole) {
                Some(Term::Symbol(symbol)) => Some(*symbol),
                _ => None,
            };
            let (Some(from), Some(to)) = (symbol(row.ends.0), symbol(row.ends.1)) else { continue };
            let ends = match row.brings {
                Brings::Both => Some((canvas.thing(from), canvas.thing(to))),
                Brings::Neither => canvas.find(from).zip(canvas.find(to)),
                Brings::Last => {
                    let known = canvas.find(from).zip(canvas.find(to));
                    match known {
                        Some((one, other)) if canvas.joined(one, other) => None,
                        _ => Some((canvas.thing(from), canvas.thing(to))),
                    }
                }
            };
            let Some((from, to)) = ends else { continue };
            let object = row.object.and_then(|hole| said.terms.get(hole)).map(|term| match term {
                Term::Symbol(symbol) => words(model.name(*symbol)),
                other => model.write_term(other, &[], Variables::Anonymous),
            });
            canvas.draw(Arrow {
                from,
                to,
                words: row.words,
                object,
                tone: row.tone,
                upwards: row.upwards,
                sentence: &said.text(model),
            });
        }
    }
    match kind {
        MapKind::Goals => {
            canvas.reduce("serves", "serves", "serves");
            canvas.reduce("harms", "harms", "serves");
            ranks(model, evaluated, &mut canvas);
        }
        MapKind::Effects => {
            canvas.reduce("brings about", "brings about", "brings about");
            canvas.reduce("is a gain to", "brings about", "is a gain to");
            canvas.reduce("is a loss to", "brings about", "is a loss to");
        }
        MapKind::Power
        | MapKind::Argument
        | MapKind::Sources
        | MapKind::Game
        | MapKind::Council
        | MapKind::Time => {}
    }
    canvas
}

/// Which place a goal has among those of its actors, written on it.
fn ranks(model: &Model, evaluated: &Evaluated, canvas: &mut Canvas<'_>) {
    let mut by_goal: BTreeMap<SymbolId, Vec<String>> = BTreeMap::new();
    for said in rows(evaluated, model.known.ranks) {
        if let [Term::Symbol(actor), Term::Symbol(goal), place] = said.terms.as_slice() {
            let place = model.write_term(place, &[], Variables::Anonymous);
            by_goal.entry(*goal).or_default().push(format!("{}: rank {place}", words(model.name(*actor))));
        }
    }
    for (goal, all) in by_goal {
        if let Some(at) = canvas.find(goal) {
            canvas.note(at, all.join(", "));
        }
    }
}

/// What holds of a relation, in the order in which it was found.
fn rows(evaluated: &Evaluated, relation: Option<RelationId>) -> Vec<Said> {
    let Some(engine) = relation.and_then(|id| evaluated.relation(id, Sign::Positive)) else {
        return Vec::new();
    };
    evaluated.database.rows(engine).filter_map(|(_, row)| evaluated.said(engine, row)).collect()
}

/// Whether the same holds of somebody for whom one of the things speaks.
fn stands_in(
    stand_ins: &BTreeMap<SymbolId, Vec<SymbolId>>,
    told: &BTreeSet<&[Term]>,
    terms: &[Term],
) -> bool {
    terms.iter().enumerate().any(|(at, term)| {
        let Term::Symbol(speaker) = term else { return false };
        stand_ins.get(speaker).into_iter().flatten().any(|actor| {
            let mut other = terms.to_vec();
            if let Some(slot) = other.get_mut(at) {
                *slot = Term::Symbol(*actor);
            }
            told.contains(other.as_slice())
        })
    })
}
