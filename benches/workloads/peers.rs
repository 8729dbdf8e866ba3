//! The same programs for ascent, which compiles rules into the binary, and for datafrog.

#![allow(
    clippy::field_reassign_with_default,
    reason = "relations of an ascent program are filled one by one"
)]

use datafrog::{Iteration, Relation};

use super::strategic::Files;

ascent::ascent! {
    struct Closure;
    relation edge(u32, u32);
    relation path(u32, u32);
    path(x, y) <-- edge(x, y);
    path(x, z) <-- path(x, y), edge(y, z);
}

ascent::ascent! {
    struct Strategic;
    relation actor(u32); relation member(u32, u32); relation dominates(u32, u32);
    relation tactic_of(u32, u32); relation exempt(u32, u32); relation acted(u32, u32);
    relation approved(u32, u32); relation depends(u32, u32, u32, u32); relation shares_goal(u32, u32);
    relation link(u32, u32); relation ally(u32, u32); relation crit(u32, u32); relation crit_star(u32, u32);
    relation veto(u32, u32); relation violation(u32, u32, u32); relation exposed(u32, u32);
    relation leverage(u32, u32); relation at_risk(u32); relation secure(u32);

    link(x, y) <-- shares_goal(x, y);
    link(y, x) <-- shares_goal(x, y);
    ally(x, y) <-- link(x, y);
    ally(x, z) <-- ally(x, y), link(y, z);
    crit(a, b) <-- depends(a, b, _, 3);
    crit_star(a, b) <-- crit(a, b);
    crit_star(a, c) <-- crit_star(a, b), crit(b, c);
    veto(x, t) <-- dominates(x, c), member(y, c), tactic_of(y, t), !exempt(x, t);
    violation(y, x, t) <-- acted(y, t), veto(x, t), !approved(x, t);
    exposed(a, b) <-- crit_star(a, b), violation(b, x, _), !ally(a, x);
    leverage(x, a) <-- dominates(x, c), member(b, c), crit_star(a, b), !ally(x, a);
    at_risk(a) <-- exposed(a, _);
    at_risk(a) <-- leverage(_, a);
    secure(a) <-- actor(a), !at_risk(a);
}

fn pairs(rows: Vec<[u32; 2]>) -> Vec<(u32, u32)> {
    rows.into_iter().map(|[a, b]| (a, b)).collect()
}

/// The number of rows of the closure, by ascent.
pub fn ascent_closure(edges: Vec<[u32; 2]>) -> usize {
    let mut program = Closure::default();
    program.edge = pairs(edges);
    program.run();
    program.path.len()
}

/// The number of rows of the closure, by datafrog.
pub fn datafrog_closure(edges: Vec<[u32; 2]>) -> usize {
    let edges = pairs(edges);
    let mut iteration = Iteration::new();
    let path = iteration.variable::<(u32, u32)>("path by its end");
    let edge: Relation<(u32, u32)> = edges.iter().copied().collect();
    path.insert(edges.iter().map(|&(x, y)| (y, x)).collect());
    while iteration.changed() {
        path.from_join(&path, &edge, |_, &x, &z| (z, x));
    }
    path.complete().len()
}

/// The counts of the strategic program, by ascent.
pub fn ascent_strategic(files: Files) -> String {
    let [member, dominates, tactic_of, exempt, acted, approved, shares_goal] = files.pairs.map(pairs);
    let mut p = Strategic::default();
    p.actor = files.actor.into_iter().map(|[a]| (a,)).collect();
    p.depends = files.depends.into_iter().map(|[a, b, c, d]| (a, b, c, d)).collect();
    p.member = member;
    p.dominates = dominates;
    p.tactic_of = tactic_of;
    p.exempt = exempt;
    p.acted = acted;
    p.approved = approved;
    p.shares_goal = shares_goal;
    p.run();
    format!(
        "ally={} crit_star={} veto={} violation={} exposed={} leverage={} secure={}",
        p.ally.len(),
        p.crit_star.len(),
        p.veto.len(),
        p.violation.len(),
        p.exposed.len(),
        p.leverage.len(),
        p.secure.len()
    )
}
