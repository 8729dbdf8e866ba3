//! Strongly connected components.

/// The strongly connected components of a graph, each after those it reaches (Tarjan 1972, without
/// recursion); members ascending.
///
/// `edges` has for each node those that it leads to, all below the number of nodes.
#[expect(clippy::indexing_slicing, reason = "all arrays have one entry for each node of the graph")]
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let count = edges.len();
    let mut order = vec![NEW; count];
    let mut low = vec![NEW; count];
    let mut open = vec![false; count];
    let mut stack = Vec::new();
    let mut found = Vec::new();
    let mut next = 0;
    for root in 0..count {
        if order[root] != NEW {
            continue;
        }
        let mut calls = vec![(root, 0)];
        while let Some((node, edge)) = calls.pop() {
            if edge == 0 {
                order[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                open[node] = true;
            }
            if let Some(&target) = edges[node].get(edge) {
                calls.push((node, edge + 1));
                if order[target] == NEW {
                    calls.push((target, 0));
                } else if open[target] {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            if low[node] == order[node] {
                let mut component = Vec::new();
                while let Some(member) = stack.pop() {
                    open[member] = false;
                    component.push(member);
                    if member == node {
                        break;
                    }
                }
                component.sort_unstable();
                found.push(component);
            }
            if let Some(&(parent, _)) = calls.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    found
}

/// For each node of a graph the number of its component, as [`components`] has them.
pub(crate) fn component_of(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut number = vec![0; edges.len()];
    for (at, members) in components(edges).into_iter().enumerate() {
        for member in members {
            if let Some(slot) = number.get_mut(member) {
                *slot = at;
            }
        }
    }
    number
}
