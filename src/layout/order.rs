//! The order within layers, so that few arrows cross: barycentres, swept down and up (Sugiyama 1981), the best of
//! all sweeps.
//!
//! What is alike stays in the order in which it came, so that a small edit moves little.

use super::layers::Layered;

/// How often all layers are swept.
const SWEEPS: usize = 12;

pub(super) fn arrange(graph: &mut Layered) {
    let (up, down) = graph.neighbours();
    let mut best = (crossings(graph), graph.layers.clone());
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        let number = graph.layers.len();
        let mut position = positions(graph);
        for step in 1..number {
            let (at, beside) = if sweep % 2 == 0 { (step, &up) } else { (number - 1 - step, &down) };
            let Some(layer) = graph.layers.get_mut(at) else { continue };
            let mut keyed: Vec<(f64, usize)> = layer
                .iter()
                .enumerate()
                .map(|(own, vertex)| {
                    let near = beside.get(*vertex).map(Vec::as_slice).unwrap_or_default();
                    let sum: f64 = near.iter().filter_map(|one| position.get(*one)).sum();
                    // What has no neighbour there stays where it is.
                    (if near.is_empty() { own as f64 } else { sum / near.len() as f64 }, *vertex)
                })
                .collect();
            keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
            *layer = keyed.into_iter().map(|(_, vertex)| vertex).collect();
            for (own, vertex) in layer.iter().enumerate() {
                if let Some(slot) = position.get_mut(*vertex) {
                    *slot = own as f64;
                }
            }
        }
        let now = crossings(graph);
        if now < best.0 {
            best = (now, graph.layers.clone());
        }
    }
    graph.layers = best.1;
}

fn positions(graph: &Layered) -> Vec<f64> {
    let mut position = vec![0.0; graph.vertices.len()];
    for layer in &graph.layers {
        for (own, vertex) in layer.iter().enumerate() {
            if let Some(slot) = position.get_mut(*vertex) {
                *slot = own as f64;
            }
        }
    }
    position
}

/// How many pairs of links cross.
fn crossings(graph: &Layered) -> usize {
    let position = positions(graph);
    let place = |vertex: usize| position.get(vertex).copied().unwrap_or(0.0) as usize;
    let mut by_layer: Vec<Vec<(usize, usize)>> = vec![Vec::new(); graph.layers.len()];
    for &(upper, lower) in &graph.links {
        let layer = graph.vertices.get(upper).map_or(0, |vertex| vertex.layer);
        if let Some(list) = by_layer.get_mut(layer) {
            list.push((place(upper), place(lower)));
        }
    }
    by_layer
        .into_iter()
        .map(|mut links| {
            links.sort_unstable();
            inversions(&links.iter().map(|(_, lower)| *lower).collect::<Vec<_>>())
        })
        .sum()
}

/// How many pairs stand in the wrong order, counted in a tree of sums (Fenwick 1994).
fn inversions(list: &[usize]) -> usize {
    let size = list.iter().max().map_or(0, |most| most + 1);
    let mut tree = vec![0_usize; size + 1];
    let mut found = 0;
    for (before, &value) in list.iter().enumerate() {
        let (mut at, mut not_greater) = (value + 1, 0);
        while at > 0 {
            not_greater += tree.get(at).copied().unwrap_or(0);
            at &= at - 1;
        }
        found += before - not_greater;
        let mut at = value + 1;
        while let Some(slot) = tree.get_mut(at) {
            *slot += 1;
            at += at & at.wrapping_neg();
        }
    }
    found
}
