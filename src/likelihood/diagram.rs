//! Boolean functions as reduced ordered decision diagrams (Bryant 1986), under a counted limit.
//!
//! A function is the number of its node, so that equal functions are equal numbers. **Invariant:** a node's
//! parts have smaller numbers and deeper levels than the node itself.
#![expect(clippy::indexing_slicing, reason = "nodes are numbered by the diagrams")]

use super::simplex::Stopped;
use crate::ground::Algebra;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// A Boolean function: the number of its node.
pub(super) type Function = u32;

/// What is never so.
pub(super) const NEVER: Function = 0;

/// What is always so.
pub(super) const ALWAYS: Function = 1;

/// A decision, and what is left after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Node {
    /// What is decided; a constant is below all levels.
    pub(super) level: u32,
    /// What is left where it is false.
    pub(super) low: Function,
    /// What is left where it is true.
    pub(super) high: Function,
}

/// Functions that share their nodes.
pub(super) struct Diagrams {
    nodes: Vec<Node>,
    unique: FxHashMap<Node, Function>,
    known: FxHashMap<[Function; 3], Function>,
    /// How many more nodes may be looked at.
    left: u64,
}

impl Diagrams {
    /// The constants, and leave to look at so many nodes.
    pub(super) fn new(steps: u64) -> Self {
        let constant = |function| Node { level: u32::MAX, low: function, high: function };
        Self {
            nodes: vec![constant(NEVER), constant(ALWAYS)],
            unique: FxHashMap::default(),
            known: FxHashMap::default(),
            left: steps,
        }
    }

    /// The node of a function.
    pub(super) fn node(&self, function: Function) -> Node {
        self.nodes[function as usize]
    }

    /// What is so where a level is true.
    pub(super) fn level(&mut self, level: u32) -> Function {
        self.made(Node { level, low: NEVER, high: ALWAYS })
    }

    /// What is so where a function is not.
    ///
    /// # Errors
    /// The limit was reached; so for all that follow.
    pub(super) fn not(&mut self, one: Function) -> Result<Function, Stopped> {
        self.choose(one, NEVER, ALWAYS)
    }

    /// Both are so.
    pub(super) fn and(&mut self, one: Function, other: Function) -> Result<Function, Stopped> {
        self.choose(one.max(other), one.min(other), NEVER)
    }

    /// One of them is so.
    pub(super) fn or(&mut self, one: Function, other: Function) -> Result<Function, Stopped> {
        self.choose(one.max(other), ALWAYS, one.min(other))
    }

    /// Both are so, or neither.
    pub(super) fn same(&mut self, one: Function, other: Function) -> Result<Function, Stopped> {
        let not = self.not(other)?;
        self.choose(one, other, not)
    }

    /// One function where a condition is so, and another where it is not.
    fn choose(
        &mut self,
        condition: Function,
        then: Function,
        otherwise: Function,
    ) -> Result<Function, Stopped> {
        match (condition, then, otherwise) {
            (ALWAYS, _, _) => return Ok(then),
            (NEVER, _, _) => return Ok(otherwise),
            (_, ALWAYS, NEVER) => return Ok(condition),
            _ if then == otherwise => return Ok(then),
            _ => {}
        }
        let key = [condition, then, otherwise];
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        if self.left == 0 {
            return Err(Stopped);
        }
        self.left -= 1;
        let level = key.iter().map(|part| self.node(*part).level).min().unwrap_or(u32::MAX);
        let [low, high] = [0, 1].map(|side| {
            key.map(|part| match self.node(part) {
                Node { level: own, low, .. } if own == level && side == 0 => low,
                Node { level: own, high, .. } if own == level => high,
                Node { .. } => part,
            })
        });
        let low = self.choose(low[0], low[1], low[2])?;
        let high = self.choose(high[0], high[1], high[2])?;
        let found = if low == high { low } else { self.made(Node { level, low, high }) };
        self.known.insert(key, found);
        Ok(found)
    }

    /// The nodes below some functions, parts first and numbered anew, and the functions among them; `None` if there are
    /// more than so many.
    pub(super) fn extracted(&self, roots: &[Function], most: usize) -> Option<(Vec<Node>, Vec<Function>)> {
        let mut seen = BTreeSet::from([NEVER, ALWAYS]);
        let mut open = roots.to_vec();
        while let Some(function) = open.pop() {
            if seen.insert(function) {
                let node = self.node(function);
                open.extend([node.low, node.high]);
            }
            if seen.len() > most {
                return None;
            }
        }
        let number: FxHashMap<Function, Function> = seen.iter().copied().zip(0..).collect();
        let renamed = |function: &Function| {
            let Node { level, low, high } = self.node(*function);
            Node { level, low: number[&low], high: number[&high] }
        };
        Some((seen.iter().map(renamed).collect(), roots.iter().map(|root| number[root]).collect()))
    }

    fn made(&mut self, node: Node) -> Function {
        let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let found = *self.unique.entry(node).or_insert(next);
        if found == next {
            self.nodes.push(node);
        }
        found
    }
}

impl Algebra for Diagrams {
    type Truth = Function;
    type Stopped = Stopped;

    fn never(&self) -> Function {
        NEVER
    }

    fn always(&self) -> Function {
        ALWAYS
    }

    fn and(&mut self, one: &Function, other: &Function) -> Result<Function, Stopped> {
        Diagrams::and(self, *one, *other)
    }

    fn or(&mut self, one: &Function, other: &Function) -> Result<Function, Stopped> {
        Diagrams::or(self, *one, *other)
    }

    fn not(&mut self, one: &Function) -> Result<Function, Stopped> {
        Diagrams::not(self, *one)
    }
}
