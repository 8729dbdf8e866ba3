//! What a picture is made on: things by what they are, arrows that say the same joined into one.

use super::alike;
use super::legible::legible;
use super::together::kept_only;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::reason::place::place_of;
use crate::report::{Map, MapEdge, MapKind, MapNode, Shape, Tone, listed};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A picture that is being made.
pub(super) struct Canvas<'m> {
    model: &'m Model,
    /// The things, by what tells them apart.
    nodes: IndexMap<Key, MapNode>,
    edges: IndexMap<(usize, usize, &'static str), Drawn>,
}

/// What tells a thing from others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A thing of the model.
    Symbol(SymbolId),
    /// A sentence.
    Sentence(String),
}

struct Drawn {
    objects: Vec<String>,
    tone: Tone,
    upwards: bool,
    sentences: Vec<String>,
}

/// An arrow to be drawn.
pub(super) struct Arrow<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    /// What it says; `{}` stands for the objects of all arrows that say the same between two things.
    pub(super) words: &'static str,
    pub(super) object: Option<String>,
    pub(super) tone: Tone,
    pub(super) upwards: bool,
    pub(super) sentence: &'a str,
}

impl<'m> Canvas<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, nodes: IndexMap::new(), edges: IndexMap::new() }
    }

    /// A thing of the model, put on the picture if it is not there yet.
    pub(super) fn thing(&mut self, symbol: SymbolId) -> usize {
        let model = self.model;
        self.put(Key::Symbol(symbol), || {
            let known = model.symbol(symbol);
            MapNode {
                title: words(model.name(symbol)),
                note: None,
                about: known.and_then(|known| known.gloss.as_ref()).map(ToString::to_string),
                shape: known.map_or(Shape::Thing, |known| shape(model, known.sort)),
                place: known.and_then(|known| known.span).and_then(|span| place_of(model, span)),
            }
        })
    }

    /// Something of the picture, made if it is not there yet.
    pub(super) fn put(&mut self, key: Key, make: impl FnOnce() -> MapNode) -> usize {
        let entry = self.nodes.entry(key);
        let at = entry.index();
        entry.or_insert_with(make);
        at
    }

    /// Where something is on the picture, if it is.
    pub(super) fn place(&self, key: &Key) -> Option<usize> {
        self.nodes.get_index_of(key)
    }

    /// Whether a thing is on the picture, and where.
    pub(super) fn find(&self, symbol: SymbolId) -> Option<usize> {
        self.nodes.get_index_of(&Key::Symbol(symbol))
    }

    /// Writes something under the title of a thing.
    pub(super) fn note(&mut self, at: usize, note: String) {
        if let Some((_, node)) = self.nodes.get_index_mut(at) {
            node.note = Some(note);
        }
    }

    /// Draws an arrow; what says the same between the same things is drawn once, with all that it is about.
    pub(super) fn draw(&mut self, arrow: Arrow<'_>) {
        if arrow.from == arrow.to {
            return;
        }
        let drawn = self.edges.entry((arrow.from, arrow.to, arrow.words)).or_insert_with(|| Drawn {
            objects: Vec::new(),
            tone: arrow.tone,
            upwards: arrow.upwards,
            sentences: Vec::new(),
        });
        if let Some(object) = arrow.object
            && !drawn.objects.contains(&object)
        {
            drawn.objects.push(object);
        }
        if !arrow.sentence.is_empty() && !drawn.sentences.iter().any(|known| known == arrow.sentence) {
            drawn.sentences.push(arrow.sentence.to_owned());
        }
    }

    /// Whether something is drawn between two things, either way.
    pub(super) fn joined(&self, one: usize, other: usize) -> bool {
        self.edges.keys().any(|(from, to, _)| (*from, *to) == (one, other) || (*from, *to) == (other, one))
    }

    /// Takes out arrows that say what follows from two others: from A to C where one that says `first` leads from A
    /// to B, and one that says `second` from B to C.
    pub(super) fn reduce(&mut self, words: &'static str, first: &'static str, second: &'static str) {
        let own: Vec<(usize, usize, &'static str)> =
            self.edges.keys().filter(|key| key.2 == words).copied().collect();
        for key @ (from, to, _) in own {
            let leads = |one: usize, other: usize, said: &'static str| {
                (one, other, said) != key && self.edges.contains_key(&(one, other, said))
            };
            let between = self
                .edges
                .keys()
                .filter(|(start, end, said)| (*start, *said) == (from, first) && *end != to && *end != from);
            if between.into_iter().any(|(_, end, _)| leads(*end, to, second)) {
                self.edges.shift_remove(&key);
            }
        }
    }

    /// The picture: all of it, or what is next to its centre; no more than is legible. Things of which the picture
    /// says the same are one.
    pub(super) fn finish(self, kind: MapKind, centre: Option<SymbolId>) -> Map {
        let own = centre.and_then(|symbol| self.nodes.get_index_of(&Key::Symbol(symbol)));
        let edges: Vec<MapEdge> = self
            .edges
            .into_iter()
            .map(|((from, to, words), drawn)| MapEdge {
                from,
                to,
                label: match words.contains("{}") {
                    true => words.replacen("{}", &listed(&drawn.objects), 1),
                    false => words.to_owned(),
                },
                tone: drawn.tone,
                upwards: drawn.upwards,
                sentences: drawn.sentences,
            })
            .collect();
        let mut kept: BTreeSet<usize> = (0..self.nodes.len()).collect();
        if centre.is_some() {
            kept = own.into_iter().collect();
            let near = |edge: &&MapEdge| own == Some(edge.from) || own == Some(edge.to);
            kept.extend(edges.iter().filter(near).flat_map(|edge| [edge.from, edge.to]));
        }
        let (nodes, edges) = kept_only(self.nodes.into_values().collect(), edges, &kept);
        let (nodes, edges) = alike::joined(nodes, edges);
        let (nodes, edges, hidden) = legible(nodes, edges);
        let summary = summary(&nodes, &edges);
        let about = centre.map(|symbol| format!(": {}", words(self.model.name(symbol)))).unwrap_or_default();
        let title = format!("{}{about}", kind.title());
        Map { kind, title, summary, hidden, nodes, edges }
    }
}

/// The picture in sentences.
fn summary(nodes: &[MapNode], edges: &[MapEdge]) -> String {
    let name = |at: usize| nodes.get(at).map_or("", |node| node.title.as_str());
    let said = |edge: &MapEdge| match edge.sentences.as_slice() {
        [] => format!("{} {} {}", name(edge.from), edge.label, name(edge.to)),
        sentences => sentences.join("; "),
    };
    edges.iter().map(|edge| format!("{}.", said(edge))).collect::<Vec<_>>().join(" ")
}

/// A name as words.
pub(super) fn words(name: &str) -> String {
    name.replace('_', " ")
}

fn shape(model: &Model, sort: SortId) -> Shape {
    let is = |above: SortId| model.sorts.is_below(sort, above);
    match () {
        () if is(SortId::GROUP) => Shape::Group,
        () if is(SortId::ACTOR) => Shape::Actor,
        () if is(SortId::RESOURCE) => Shape::Resource,
        () if is(SortId::HAPPENING) => Shape::Happening,
        () if is(SortId::MATTER) => Shape::Matter,
        () if is(SortId::GOAL) => Shape::Goal,
        () if is(SortId::PROPOSITION) => Shape::State,
        () if is(SortId::SOURCE) => Shape::Source,
        () => Shape::Thing,
    }
}
