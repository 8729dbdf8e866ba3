//! A decision diagram of the winning coalitions: level by level, how many of a class are in.
//!
//! Sums that lead to the same end share a node: on the scale that tells most apart a node is good for an
//! interval of sums (Bolus 2011, Power indices of simple games and vector-weighted majority games by means
//! of binary decision diagrams). Invariant: the children of a node are one level below it or decided, one
//! for each number of its class, and more members never lose.

use super::counted::{Count, Sizes, Ways, add};
use super::{Rule, Scales};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A node by its number; the first two are decided.
pub(super) type Node = u32;

/// No completion wins.
pub(super) const LOST: Node = 0;
/// Every completion wins.
pub(super) const WON: Node = 1;

/// The most nodes that a diagram may have.
const MOST: usize = 2_000_000;

/// The diagram would take too much room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// The winning coalitions of a rule.
#[derive(Clone, Debug)]
pub struct Diagram {
    pub(super) scales: Scales,
    /// The level of each node, and its children.
    pub(super) nodes: Vec<(usize, Vec<Node>)>,
    pub(super) root: Node,
    known: FxHashMap<(usize, Vec<Node>), Node>,
    unions: FxHashMap<(Node, Node), Node>,
}

impl Diagram {
    /// The diagram of a rule.
    ///
    /// # Errors
    /// It would take too much room.
    pub fn new(rule: &Rule) -> Result<Self, TooLarge> {
        Self::apart(rule, |_| false)
    }

    /// The diagram of a rule in which some members are a class of their own, each.
    ///
    /// # Errors
    /// It would take too much room.
    pub(super) fn apart(rule: &Rule, alone: impl Fn(usize) -> bool) -> Result<Self, TooLarge> {
        let scales = rule.scales(alone);
        let ends = scales.classes.len();
        let diagram = Self {
            scales,
            nodes: vec![(ends, Vec::new()), (ends, Vec::new())],
            root: LOST,
            known: FxHashMap::default(),
            unions: FxHashMap::default(),
        };
        let wide = diagram.widest();
        let mut rests = vec![diagram.scales.wholes.clone()];
        for class in &diagram.scales.classes {
            let before = rests.last().cloned().unwrap_or_default();
            let size = class.members.len() as u128;
            rests
                .push(before.iter().zip(&class.weights).map(|(rest, weight)| rest - size * weight).collect());
        }
        let sums = vec![0; diagram.scales.wholes.len()];
        let mut building = Building { diagram, wide, rests, good: FxHashMap::default() };
        let (root, _) = building.node(0, &sums)?;
        let mut diagram = building.diagram;
        diagram.root = root;
        Ok(diagram)
    }

    /// The scale with the most different sums.
    fn widest(&self) -> usize {
        let different = |scale: usize| {
            let weights = self.scales.classes.iter().filter_map(|class| class.weights.get(scale));
            let mut all: Vec<&u128> = weights.collect();
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        (0..self.scales.wholes.len()).max_by_key(|scale| different(*scale)).unwrap_or(0)
    }

    fn made(&mut self, level: usize, children: Vec<Node>) -> Result<Node, TooLarge> {
        let first = children.first().copied().unwrap_or(LOST);
        if first <= WON && children.iter().all(|child| *child == first) {
            return Ok(first);
        }
        if let Some(known) = self.known.get(&(level, children.clone())) {
            return Ok(*known);
        }
        if self.nodes.len() >= MOST {
            return Err(TooLarge);
        }
        let node = Node::try_from(self.nodes.len()).map_err(|_| TooLarge)?;
        self.nodes.push((level, children.clone()));
        self.known.insert((level, children), node);
        Ok(node)
    }

    /// The children of a node as if it stood on the level: what is decided stays so.
    fn below(&self, node: Node, count: usize) -> Node {
        if node <= WON {
            return node;
        }
        self.nodes.get(node as usize).and_then(|(_, children)| children.get(count)).copied().unwrap_or(LOST)
    }

    fn level(&self, node: Node) -> usize {
        self.nodes.get(node as usize).map_or(0, |(level, _)| *level)
    }

    /// How many members the class of a level has.
    pub(super) fn size(&self, level: usize) -> usize {
        self.scales.classes.get(level).map_or(0, |class| class.members.len())
    }

    /// What one of two nodes wins.
    fn union(&mut self, one: Node, other: Node) -> Result<Node, TooLarge> {
        match (one, other) {
            (WON, _) | (_, WON) => return Ok(WON),
            (LOST, node) | (node, LOST) => return Ok(node),
            _ if one == other => return Ok(one),
            _ => {}
        }
        let key = (one.min(other), one.max(other));
        if let Some(known) = self.unions.get(&key) {
            return Ok(*known);
        }
        let level = self.level(one);
        let mut children = Vec::new();
        for count in 0..=self.size(level) {
            children.push(self.union(self.below(one, count), self.below(other, count))?);
        }
        let made = self.made(level, children)?;
        self.unions.insert(key, made);
        Ok(made)
    }

    /// The diagram of those who can block: the others do not win.
    ///
    /// # Errors
    /// It would take too much room.
    pub fn dual(&self) -> Result<Self, TooLarge> {
        let mut dual = Self {
            scales: self.scales.clone(),
            nodes: self.nodes.iter().take(2).cloned().collect(),
            root: LOST,
            known: FxHashMap::default(),
            unions: FxHashMap::default(),
        };
        let mut turned: Vec<Node> = vec![WON, LOST];
        let mut order: Vec<usize> = (2..self.nodes.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(self.nodes.get(*at).map(|(level, _)| *level)));
        turned.resize(self.nodes.len(), LOST);
        for at in order {
            let Some((level, children)) = self.nodes.get(at) else { continue };
            let children = children.iter().rev();
            let children =
                children.map(|child| turned.get(*child as usize).copied().unwrap_or(LOST)).collect();
            let made = dual.made(*level, children)?;
            if let Some(slot) = turned.get_mut(at) {
                *slot = made;
            }
        }
        dual.root = turned.get(self.root as usize).copied().unwrap_or(LOST);
        Ok(dual)
    }

    /// So many smallest winning coalitions of each size there are: those that lose without any of theirs. For each
    /// class it is said in how many ways so many of it can be in.
    ///
    /// # Errors
    /// It would take too much room.
    pub(super) fn smallest<N: Count>(&mut self, choices: &[Vec<N>]) -> Result<Sizes<N>, TooLarge> {
        let mut known = FxHashMap::default();
        self.least(self.root, LOST, choices, &mut known)
    }

    /// The smallest of a node that another one does not hold.
    fn least<N: Count>(
        &mut self,
        node: Node,
        not: Node,
        choices: &[Vec<N>],
        known: &mut FxHashMap<(Node, Node), Sizes<N>>,
    ) -> Result<Sizes<N>, TooLarge> {
        if node == LOST || not == WON {
            return Ok(Vec::new());
        }
        if node == WON {
            let mut empty = not;
            while empty > WON {
                empty = self.below(empty, 0);
            }
            return Ok(if empty == WON { Vec::new() } else { vec![N::one()] });
        }
        if let Some(found) = known.get(&(node, not)) {
            return Ok(found.clone());
        }
        if known.len() >= MOST {
            return Err(TooLarge);
        }
        let level = self.level(node);
        let mut sizes = Vec::new();
        for count in 0..=self.size(level) {
            let fewer = if count == 0 { LOST } else { self.below(node, count - 1) };
            let without = self.union(fewer, self.below(not, count))?;
            let found = self.least(self.below(node, count), without, choices, known)?;
            if let Some(factor) = choices.get(level).and_then(|row| row.get(count)) {
                add(&mut sizes, &found, &Ways::new(count, vec![factor.clone()]));
            }
        }
        known.insert((node, not), sizes.clone());
        Ok(sizes)
    }
}

/// The sums on the widest scale for which a node is good, both ends included.
type Good = (u128, u128);

/// Nodes by the sum on the widest scale from which each is good, with the one up to which it is.
type Known = BTreeMap<u128, (u128, Node)>;

struct Building {
    diagram: Diagram,
    wide: usize,
    /// What the classes from a level on count together, by scale.
    rests: Vec<Vec<u128>>,
    /// Nodes that are known, by level and the sums on the other scales.
    good: FxHashMap<(usize, Vec<u128>), Known>,
}

impl Building {
    fn node(&mut self, level: usize, sums: &[u128]) -> Result<(Node, Good), TooLarge> {
        if let Some(decided) = self.decided(level, sums) {
            return Ok(decided);
        }
        let own = sums.get(self.wide).copied().unwrap_or(0);
        let mut others = sums.to_vec();
        if let Some(slot) = others.get_mut(self.wide) {
            *slot = 0;
        }
        let key = (level, others);
        let near = self.good.get(&key).and_then(|known| known.range(..=own).next_back());
        if let Some((low, (high, node))) = near
            && own <= *high
        {
            return Ok((*node, (*low, *high)));
        }
        let Some(class) = self.diagram.scales.classes.get(level) else { return Ok((LOST, (own, own))) };
        let (size, weights) = (class.members.len(), class.weights.clone());
        let step = weights.get(self.wide).copied().unwrap_or(0);
        let mut children = Vec::with_capacity(size + 1);
        let mut good: Good = (0, u128::MAX);
        let mut sums = sums.to_vec();
        for count in 0..=size {
            let (child, (low, high)) = self.node(level + 1, &sums)?;
            children.push(child);
            let more = step.saturating_mul(count as u128);
            good.0 = good.0.max(low.saturating_sub(more));
            good.1 = good.1.min(if high == u128::MAX { high } else { high.saturating_sub(more) });
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += weight;
            }
        }
        let node = self.diagram.made(level, children)?;
        self.good.entry(key).or_default().insert(good.0, (good.1, node));
        Ok((node, good))
    }

    /// What the sums come to whoever else is in, and for which sums on the widest scale that is so.
    fn decided(&self, level: usize, sums: &[u128]) -> Option<(Node, Good)> {
        let scales = &self.diagram.scales;
        let rest = self.rests.get(level)?;
        let zero = 0_u128;
        let most =
            |scale: usize| sums.get(scale).unwrap_or(&zero).saturating_add(*rest.get(scale).unwrap_or(&zero));
        let of_wide = |way: &[(usize, u128)]| {
            way.iter().filter(|(scale, _)| *scale == self.wide).map(|(_, quota)| *quota).max().unwrap_or(0)
        };
        // The least sum on the widest scale that wins already, and that can still win.
        let (mut won, mut open) = (None::<u128>, None::<u128>);
        for way in &scales.ways {
            let mut others = way.iter().filter(|(scale, _)| *scale != self.wide);
            let quota = of_wide(way);
            if others.clone().all(|(scale, quota)| sums.get(*scale).is_some_and(|sum| sum >= quota)) {
                won = Some(won.map_or(quota, |known| known.min(quota)));
            }
            if others.all(|(scale, quota)| most(*scale) >= *quota) {
                let least = quota.saturating_sub(*rest.get(self.wide).unwrap_or(&zero));
                open = Some(open.map_or(least, |known| known.min(least)));
            }
        }
        let own = *sums.get(self.wide).unwrap_or(&zero);
        match (won, open) {
            (Some(least), _) if own >= least => Some((WON, (least, u128::MAX))),
            (_, None) => Some((LOST, (0, u128::MAX))),
            (_, Some(least)) if own < least => Some((LOST, (0, least - 1))),
            _ => None,
        }
    }
}
