//! How many coalitions win, and how many need whom, by size: two passes over a decision diagram.
//!
//! A member may be a body with a rule of its own. It then counts as in if enough of its own members are, so its
//! one vote stands for as many coalitions as it has ways to say yes, or no (Shapley 1962, on compound simple
//! games; Owen 1968, Multilinear Extensions). Invariant: sizes count those at the ends, who are no bodies.

use super::counted::{Count, Sizes, Ways, add, choices, total};
use super::diagram::{Diagram, LOST, Node, TooLarge, WON};
use super::{Compound, Scales};

/// What a rule comes to, counted over those who are no bodies.
#[derive(Clone, Debug)]
pub(super) struct Coalitions<N> {
    /// How many coalitions of each size win.
    pub(super) winning: Sizes<N>,
    /// How many coalitions of the others, by size, win with somebody and not without.
    pub(super) swings: Vec<Sizes<N>>,
    /// Which of these are those of each, in the order of the rule, the members of a body in its place.
    pub(super) whose: Vec<usize>,
    /// How many win and do not without any of theirs.
    pub(super) smallest: Option<N>,
    /// How many can block and cannot without any of theirs.
    pub(super) blocking: Option<N>,
}

impl<N: Count> Coalitions<N> {
    /// Those of a rule.
    ///
    /// # Errors
    /// The winning coalitions are too many to count in the room allowed.
    pub(super) fn of(compound: &Compound) -> Result<Self, TooLarge> {
        let within = |at: &usize| compound.bodies.get(at).map(Self::of).transpose();
        let bodies: Vec<Option<Self>> =
            (0..compound.rule.members).map(|at| within(&at)).collect::<Result<_, _>>()?;
        let mut diagram = Diagram::apart(&compound.rule, |at| compound.bodies.contains_key(&at))?;
        let body_of = |scales: &Scales, level: usize| -> Option<&Self> {
            scales.classes.get(level)?.members.first().and_then(|member| bodies.get(*member)?.as_ref())
        };
        let levels = diagram.scales.classes.len();
        let least = |number: fn(&Self) -> Option<&N>, scales: &Scales| -> Option<Vec<Vec<N>>> {
            (0..levels)
                .map(|level| match body_of(scales, level) {
                    // What a body that cannot say both yes and no comes to is not told.
                    Some(body) if body.is_constant() => None,
                    Some(body) => Some(vec![N::one(), number(body)?.clone()]),
                    None => Some(choices(scales.classes.get(level)?.members.len())),
                })
                .collect()
        };
        let rows = least(|body| body.smallest.as_ref(), &diagram.scales);
        let smallest = rows.and_then(|rows| diagram.smallest(&rows).ok()).map(|sizes| total(&sizes));
        let rows = least(|body| body.blocking.as_ref(), &diagram.scales);
        let blocking = rows.and_then(|rows| diagram.dual().ok()?.smallest(&rows).ok());
        let blocking = blocking.map(|sizes| total(&sizes));
        let classes: Vec<Class<N>> = (0..levels)
            .map(|level| match body_of(&diagram.scales, level) {
                Some(body) => Class::body(body),
                None => Class::alike(diagram.size(level)),
            })
            .collect();
        let (winning, by_class) = count(&diagram, &classes);
        let mut found = Self { winning, swings: Vec::new(), whose: Vec::new(), smallest, blocking };
        // Where the swings of each member begin; a body has several kinds of members.
        let mut first = vec![0; compound.rule.members];
        for (level, (class, outer)) in diagram.scales.classes.iter().zip(by_class).enumerate() {
            for member in &class.members {
                if let Some(slot) = first.get_mut(*member) {
                    *slot = found.swings.len();
                }
            }
            match body_of(&diagram.scales, level) {
                None => found.swings.push(outer),
                Some(body) => found.swings.extend(body.swings.iter().map(|inner| {
                    let mut both = Vec::new();
                    add(&mut both, &outer, &Ways::new(0, inner.clone()));
                    both
                })),
            }
        }
        for (first, body) in first.into_iter().zip(&bodies) {
            match body {
                None => found.whose.push(first),
                Some(body) => found.whose.extend(body.whose.iter().map(|own| first + own)),
            }
        }
        Ok(found)
    }
}

impl<N: Count> Coalitions<N> {
    /// Whether it carries everything, or nothing, whoever is for it.
    fn is_constant(&self) -> bool {
        let carried = total(&self.winning);
        carried == N::zero() || carried == total(&choices::<N>(self.whose.len()))
    }
}

/// In how many ways so many of a class are in.
struct Class<N> {
    /// How many they are, those within bodies.
    size: usize,
    /// For each number of them.
    rows: Vec<Ways<N>>,
    /// For each number of the others, where one of them is looked at.
    mates: Vec<Ways<N>>,
}

impl<N: Count> Class<N> {
    /// Of so many members who count the same.
    fn alike(size: usize) -> Self {
        let ways = |n: usize| -> Vec<Ways<N>> {
            choices(n).into_iter().enumerate().map(|(count, number)| Ways::new(count, vec![number])).collect()
        };
        Self { size, rows: ways(size), mates: ways(size.saturating_sub(1)) }
    }

    /// Of a body, which says yes or no.
    fn body(body: &Coalitions<N>) -> Self {
        let size = body.whose.len();
        let mut no: Sizes<N> = choices(size);
        for (all, yes) in no.iter_mut().zip(&body.winning) {
            *all = all.minus(yes);
        }
        let rows = vec![Ways::new(0, no), Ways::new(0, body.winning.clone())];
        Self { size, rows, mates: vec![Ways::new(0, vec![N::one()])] }
    }
}

/// How many coalitions win, by size, and for each class how many of the others need one certain member of it.
fn count<N: Count>(diagram: &Diagram, classes: &[Class<N>]) -> (Sizes<N>, Vec<Sizes<N>>) {
    let levels = classes.len();
    let mut left = vec![0_usize; levels + 1];
    for (level, class) in classes.iter().enumerate().rev() {
        if let (Some(after), Some(slot)) = (left.get(level + 1).copied(), left.get_mut(level)) {
            *slot = after + class.size;
        }
    }
    let everybody: Vec<Sizes<N>> = left.iter().map(|n| choices(*n)).collect();
    let mut order: Vec<usize> = (2..diagram.nodes.len()).collect();
    order.sort_by_key(|at| diagram.nodes.get(*at).map(|(level, _)| *level));
    // From the end: how many completions of each size win.
    let mut below: Vec<Sizes<N>> = vec![Vec::new(); diagram.nodes.len()];
    let completions = |below: &[Sizes<N>], node: Node, level: usize| -> Sizes<N> {
        match node {
            LOST => Vec::new(),
            WON => everybody.get(level).cloned().unwrap_or_default(),
            node => below.get(node as usize).cloned().unwrap_or_default(),
        }
    };
    for at in order.iter().rev() {
        let Some((level, children)) = diagram.nodes.get(*at) else { continue };
        let Some(class) = classes.get(*level) else { continue };
        let mut sizes = Vec::new();
        for (child, ways) in children.iter().zip(&class.rows) {
            add(&mut sizes, &completions(&below, *child, level + 1), ways);
        }
        if let Some(slot) = below.get_mut(*at) {
            *slot = sizes;
        }
    }
    // From the root: in how many ways of each size a node is come to.
    let mut above: Vec<Sizes<N>> = vec![Vec::new(); diagram.nodes.len()];
    if let Some(slot) = above.get_mut(diagram.root as usize) {
        *slot = vec![N::one()];
    }
    let mut swings: Vec<Sizes<N>> = vec![Vec::new(); levels];
    for at in order {
        let Some((level, children)) = diagram.nodes.get(at) else { continue };
        let (Some(class), Some(swings)) = (classes.get(*level), swings.get_mut(*level)) else { continue };
        let reached = above.get(at).cloned().unwrap_or_default();
        for (child, ways) in children.iter().zip(&class.rows) {
            if let Some(slot) = above.get_mut(*child as usize) {
                add(slot, &reached, ways);
            }
        }
        for (pair, mate) in children.windows(2).zip(&class.mates) {
            let [fewer, child] = pair else { continue };
            if fewer == child {
                continue;
            }
            let with = completions(&below, *child, level + 1);
            let without = completions(&below, *fewer, level + 1);
            let zero = N::zero();
            let gained = with.iter().enumerate();
            let gained: Sizes<N> =
                gained.map(|(at, number)| number.minus(without.get(at).unwrap_or(&zero))).collect();
            let mut others = Vec::new();
            add(&mut others, &reached, mate);
            add(swings, &gained, &Ways::new(0, others));
        }
    }
    (completions(&below, diagram.root, 0), swings)
}
