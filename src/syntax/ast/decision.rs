//! How a group decides: the ways to carry a decision, and what each of them takes.
//!
//! Invariant: a base is a name until the model knows whether it is a group or a weight.

use super::formula::Token;
use super::name::Name;
use crate::source::Span;

/// `GROUP decides on LIST by RULE, or by RULE`
#[derive(Clone, Debug)]
pub struct Decision {
    /// Who decides.
    pub group: Name,
    /// On what: at least one.
    pub subjects: Vec<Name>,
    /// The ways in which a decision is carried, each a list of parts that must all be met.
    pub ways: Vec<Way>,
}

/// One way to carry a decision: `55% of its members with 65% of people`
#[derive(Clone, Debug)]
pub struct Way {
    /// The whole of it.
    pub span: Span,
    /// What it takes, all of it.
    pub parts: Vec<VotingPart>,
}

/// One thing that a way of deciding takes.
#[derive(Clone, Debug)]
pub struct VotingPart {
    /// The whole of it.
    pub span: Span,
    /// What it takes.
    pub kind: VotingPartKind,
}

/// What one part of a voting rule takes.
#[derive(Clone, Debug)]
pub enum VotingPartKind {
    /// `9 of its members`, `65% of people`, `unanimity`
    Share(Share, Base),
    /// `none of its members against`: who does not vote is not against it.
    Objection(Objection, Base),
    /// `China, France and UK`: the yes of each
    Names(Vec<Name>),
}

/// How much of a base it takes.
#[derive(Clone, Debug)]
pub enum Share {
    /// `unanimity`, `all`
    All,
    /// A number, a percentage or a fraction: at least so much.
    AtLeast(Token),
    /// `more than half`
    MoreThan(Token),
    /// `all but 3`
    AllBut(Token),
    /// `a majority`: more than half.
    Majority,
}

/// How much of a base may be against it.
#[derive(Clone, Debug)]
pub enum Objection {
    /// `none`
    None,
    /// `at most 2`
    AtMost(Token),
    /// `fewer than 1/3`
    FewerThan(Token),
}

/// Of what the share is taken.
#[derive(Clone, Debug)]
pub enum Base {
    /// `its members`
    Members,
    /// `those voting`: the members that vote for or against.
    Voting,
    /// The members of a group, or a weight: a unit, or a relation of an actor and an amount.
    Named(Name),
    /// `votes of senate`: a weight of the members of another group.
    WeightOf(Name, Name),
    /// `A, B and C`: these, one each.
    Listed(Vec<Name>),
}
