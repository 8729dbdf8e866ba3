//! An order of the statements of a lineage in which what belongs together is close together.
//!
//! Each rule draws what it names towards its middle, again and again (FORCE: Aloul, Markov and Sakallah 2003);
//! the order that was tightest is kept. Decision diagrams are small where rules span little.
#![expect(clippy::indexing_slicing, reason = "atoms and variables are numbered by the lineage")]

use super::lineage::Lineage;

/// How often all rules draw.
const ROUNDS: usize = 60;

/// The variables of a lineage, those that rules tie together close to each other.
pub(super) fn arranged(lineage: &Lineage) -> Vec<u32> {
    let (atoms, variables) = (lineage.atoms(), lineage.priors().len());
    // Atoms take part too, but draw nothing by themselves.
    let edges: Vec<Vec<usize>> = lineage
        .rules()
        .map(|(head, rule)| {
            let named = rule.positive.iter().chain(&rule.negative).map(|atom| atom.0 as usize);
            let stated = rule.variables.iter().map(|variable| atoms + variable.0 as usize);
            std::iter::once(head.0 as usize).chain(named).chain(stated).collect()
        })
        .collect();
    let mut degree = vec![0_usize; atoms + variables];
    for at in edges.iter().flatten() {
        degree[*at] += 1;
    }
    // What very many rules name would only draw everything into one point.
    let edges: Vec<Vec<usize>> =
        edges.into_iter().map(|edge| edge.into_iter().filter(|at| degree[*at] <= HUB).collect()).collect();
    let mut place = first(&edges, atoms + variables);
    let mut best = (span(&edges, &place), place.clone());
    for _ in 0..ROUNDS {
        let mut sum = vec![0.0_f64; place.len()];
        let mut count = vec![0.0_f64; place.len()];
        for edge in edges.iter().filter(|edge| !edge.is_empty()) {
            let middle = edge.iter().map(|at| place[*at] as f64).sum::<f64>() / edge.len() as f64;
            for at in edge {
                sum[*at] += middle;
                count[*at] += 1.0;
            }
        }
        let wanted: Vec<f64> = (0..place.len())
            .map(|at| if count[at] > 0.0 { sum[at] / count[at] } else { place[at] as f64 })
            .collect();
        let mut order: Vec<usize> = (0..place.len()).collect();
        order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(place[*a].cmp(&place[*b])));
        let mut next = vec![0; place.len()];
        for (at, node) in order.into_iter().enumerate() {
            next[node] = at;
        }
        if next == place {
            break;
        }
        place = next;
        let span = span(&edges, &place);
        if span < best.0 {
            best = (span, place.clone());
        }
    }
    let mut order: Vec<u32> = (0..variables as u32).collect();
    order.sort_by_key(|variable| best.1[atoms + *variable as usize]);
    order
}

/// What more rules than this name ties nothing together.
const HUB: usize = 12;

/// A first place for each node: in the order in which a walk along the edges meets them.
fn first(edges: &[Vec<usize>], nodes: usize) -> Vec<usize> {
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (number, edge) in edges.iter().enumerate() {
        for at in edge {
            of[*at].push(number);
        }
    }
    let mut place = vec![usize::MAX; nodes];
    let mut next = 0;
    for start in 0..nodes {
        let mut open = std::collections::VecDeque::from([start]);
        while let Some(at) = open.pop_front() {
            if place[at] != usize::MAX {
                continue;
            }
            place[at] = next;
            next += 1;
            open.extend(
                of[at].iter().flat_map(|number| &edges[*number]).filter(|other| place[**other] == usize::MAX),
            );
        }
    }
    place
}

/// How much the edges span, all in all.
fn span(edges: &[Vec<usize>], place: &[usize]) -> usize {
    let one = |edge: &Vec<usize>| {
        let places = edge.iter().map(|at| place[*at]);
        places.clone().max().zip(places.min()).map_or(0, |(most, least)| most - least)
    };
    edges.iter().map(one).sum()
}
