//! Voting rules: `GROUP decides on LIST by RULE`.
//!
//! Invariant: a share in words reads as the fraction in digits does.

use super::super::ast::{
    Base, Decision, Objection, Share, StatementKind, Token, TokenKind, VotingPart, VotingPartKind, Way,
};
use super::grammar::Rule;
use super::names::{name, names, token};
use super::parts::{Made, Pair, Parts, Place};
use super::said::{Said, said};
use smol_str::format_smolstr;

/// `GROUP decides on LIST by RULE, or by RULE`
pub(super) fn decision(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let group = name(place, parts.want()?);
    parts.skip(Rule::kw_decides_on);
    let subjects = names(place, parts.want()?);
    parts.skip(Rule::kw_by);
    let mut ways = vec![way(place, parts.want()?)?];
    while parts.maybe(Rule::kw_or).is_some() {
        parts.skip(Rule::kw_by);
        ways.push(way(place, parts.want()?)?);
    }
    said(parts, Vec::new(), StatementKind::Decision(Decision { group, subjects, ways }))
}

fn way(place: Place, pair: Pair<'_>) -> Made<Way> {
    let span = place.span(&pair);
    let parts = pair.into_inner().filter(|part| part.as_rule() == Rule::voting_part);
    Ok(Way { span, parts: parts.map(|part| voting_part(place, part)).collect::<Made<_>>()? })
}

fn voting_part(place: Place, pair: Pair<'_>) -> Made<VotingPart> {
    let mut parts = Parts::of(place, pair);
    let span = parts.whole;
    let first = parts.want()?;
    let kind = match first.as_rule() {
        Rule::names => VotingPartKind::Names(names(place, first)),
        // Who does not object to what is carried by consensus agrees with it.
        Rule::kw_consensus => VotingPartKind::Objection(Objection::None, counted(&mut parts)?),
        Rule::kw_unanimity | Rule::kw_all => VotingPartKind::Share(Share::All, counted(&mut parts)?),
        Rule::kw_a_majority => VotingPartKind::Share(Share::Majority, counted(&mut parts)?),
        Rule::objection => VotingPartKind::Objection(objection(place, first)?, counted(&mut parts)?),
        _ => VotingPartKind::Share(share(place, first)?, counted(&mut parts)?),
    };
    Ok(VotingPart { span, kind })
}

/// Of what a share is taken, where it is said; its members otherwise.
fn counted(parts: &mut Parts<'_>) -> Made<Base> {
    parts.skip(Rule::kw_of);
    parts.skip(Rule::kw_the);
    let place = parts.place;
    parts.maybe(Rule::base).map_or(Ok(Base::Members), |base| self::base(place, base))
}

fn share(place: Place, pair: Pair<'_>) -> Made<Share> {
    let mut parts = Parts::of(place, pair);
    parts.skip(Rule::kw_a);
    let first = parts.want()?;
    Ok(match first.as_rule() {
        Rule::kw_all => Share::All,
        Rule::kw_all_but => Share::AllBut(portion(place, parts.want()?)?),
        Rule::kw_more_than => Share::MoreThan(portion(place, parts.want()?)?),
        Rule::kw_at_least => Share::AtLeast(portion(place, parts.want()?)?),
        _ => Share::AtLeast(portion(place, first)?),
    })
}

fn objection(place: Place, pair: Pair<'_>) -> Made<Objection> {
    let mut parts = Parts::of(place, pair);
    Ok(match parts.want()?.as_rule() {
        Rule::kw_at_most => Objection::AtMost(portion(place, parts.want()?)?),
        Rule::kw_fewer_than => Objection::FewerThan(portion(place, parts.want()?)?),
        _ => Objection::None,
    })
}

/// A number; a fraction in words as one in digits.
fn portion(place: Place, pair: Pair<'_>) -> Made<Token> {
    let written = match pair.as_rule() {
        Rule::portion => Parts::of(place, pair).want()?,
        _ => pair,
    };
    let read = token(place, &written);
    if written.as_rule() == Rule::number {
        return Ok(read);
    }
    let mut words =
        written.as_str().split(|c: char| c == '-' || c.is_whitespace()).filter(|word| !word.is_empty());
    let top = match words.next() {
        Some("two") => 2,
        Some("three") => 3,
        Some("four") => 4,
        Some("five") => 5,
        _ => 1,
    };
    let bottom = match words.next().map(|word| word.trim_end_matches('s')) {
        Some("third") => 3,
        Some("quarter" | "fourth") => 4,
        Some("fifth") => 5,
        Some("sixth") => 6,
        _ => 2,
    };
    Ok(Token { span: read.span, kind: TokenKind::Number(format_smolstr!("{top}/{bottom}")) })
}

fn base(place: Place, pair: Pair<'_>) -> Made<Base> {
    let mut parts = Parts::of(place, pair);
    let base = parts.want()?;
    Ok(match base.as_rule() {
        Rule::kw_its_members => Base::Members,
        Rule::kw_those_voting => Base::Voting,
        Rule::reference => {
            parts.skip(Rule::kw_of);
            Base::WeightOf(name(place, base), name(place, parts.want()?))
        }
        _ => {
            let mut all = names(place, base);
            match (all.len(), all.pop()) {
                (1, Some(one)) => Base::Named(one),
                (_, last) => {
                    all.extend(last);
                    Base::Listed(all)
                }
            }
        }
    })
}
