//! Boxes and arrows to places on a plane: a layered drawing (Sugiyama, Tagawa and Toda 1981).
//!
//! Arrows run down from layer to layer; what is said on an arrow has a box of its own, so that nothing overlaps.
//! Parts that are not connected stand beside each other, in the order of their first boxes.
//!
//! Invariant: the same graph gives the same places, and no two boxes overlap. The work is bounded by the size of the
//! graph: every pass is made a fixed number of times.

mod layers;
mod order;
mod place;
mod plane;
mod route;
mod shelves;

use crate::connected::Union;
pub use plane::{Arrow, Laid, Point, Size};

/// Lays a graph out. Arrows of a box to itself are not drawn: their way is empty.
pub fn layered(boxes: &[Size], arrows: &[Arrow]) -> Laid {
    let mut union = Union::new(boxes.len());
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    for arrow in arrows {
        if arrow.from < boxes.len() && arrow.to < boxes.len() {
            union.join(number(arrow.from), number(arrow.to));
        }
    }
    let mut parts: std::collections::BTreeMap<u32, Vec<usize>> = std::collections::BTreeMap::new();
    for at in 0..boxes.len() {
        parts.entry(union.find(number(at))).or_default().push(at);
    }
    let drawn: Vec<shelves::Part> = parts
        .into_values()
        .map(|members| {
            let own: Vec<usize> = (0..arrows.len())
                .filter(|at| {
                    arrows.get(*at).is_some_and(|one| {
                        one.from != one.to
                            && members.binary_search(&one.from).is_ok()
                            && members.binary_search(&one.to).is_ok()
                    })
                })
                .collect();
            part(boxes, arrows, members, own)
        })
        .collect();
    shelves::together(boxes.len(), arrows.len(), drawn)
}

/// One connected part, with its upper left corner at the origin.
fn part(boxes: &[Size], arrows: &[Arrow], members: Vec<usize>, own: Vec<usize>) -> shelves::Part {
    let place = |at: usize| members.binary_search(&at).unwrap_or_default();
    let sizes: Vec<Size> = members.iter().filter_map(|at| boxes.get(*at).copied()).collect();
    let edges: Vec<Arrow> = own
        .iter()
        .filter_map(|at| arrows.get(*at))
        .map(|one| Arrow { from: place(one.from), to: place(one.to), ..*one })
        .collect();
    let mut graph = layers::layered(&sizes, &edges);
    order::arrange(&mut graph);
    place::place(&mut graph);
    let laid = route::route(&graph, &edges);
    shelves::Part { members, arrows: own, laid }
}
