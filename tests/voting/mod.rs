//! Power by the published values, and by going through every coalition.

use dashu_ratio::RBig;
use proptest::prelude::*;
use strat::internals::voting::{
    Compound, Diagram, Power, Requirement, Rule, fewest, measure, measure_within,
};

fn weighted(quota: u128, weights: &[u128]) -> Rule {
    let requirement = Requirement { weights: weights.to_vec(), quota };
    Rule { members: weights.len(), ways: vec![vec![requirement]] }
}

fn power(rule: &Rule) -> Power {
    measure(rule).unwrap()
}

fn whole(number: u128) -> RBig {
    RBig::from(number)
}

fn ratio(text: &str) -> RBig {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    whole(above.parse().unwrap()) / whole(below.parse().unwrap())
}

fn near(number: &RBig, value: f64, digits: i32) -> bool {
    (number.to_f64().value() - value).abs() <= 0.5000001 * 10_f64.powi(-digits)
}

/// Nine of fifteen with the five permanent members.
fn security_council() -> Rule {
    let ones = |range: std::ops::Range<usize>| (0..15).map(|at| u128::from(range.contains(&at))).collect();
    let members = Requirement { weights: ones(0..15), quota: 9 };
    let permanent = Requirement { weights: ones(0..5), quota: 5 };
    Rule { members: 15, ways: vec![vec![members, permanent]] }
}

#[test]
fn the_security_council() {
    let power = power(&security_council());
    assert_eq!(power.winning, whole(848));
    assert_eq!(power.smallest, Some(whole(210)));
    assert_eq!(power.blocking, Some(whole(125)));
    let (permanent, elected) = (&power.members[0], &power.members[14]);
    assert_eq!((&permanent.swings, &elected.swings), (&whole(848), &whole(84)));
    assert_eq!((&permanent.shapley, &elected.shapley), (&ratio("421/2145"), &ratio("4/2145")));
    assert_eq!((&permanent.banzhaf, &elected.banzhaf), (&ratio("106/635"), &ratio("21/1270")));
    assert_eq!(permanent.johnston, Some(ratio("283/1590")));
    assert_eq!(elected.johnston, Some(ratio("7/636")));
    assert_eq!(permanent.deegan, Some(ratio("1/9")));
    assert_eq!(elected.deegan, Some(ratio("2/45")));
    assert_eq!((&permanent.holler, &elected.holler), (&permanent.deegan, &elected.deegan));
}

#[test]
fn the_six_of_1958() {
    let power = power(&weighted(12, &[4, 4, 4, 2, 2, 1]));
    assert_eq!((power.winning, power.smallest), (whole(14), Some(whole(4))));
    let values = |at: usize| {
        let member = &power.members[at];
        let all = [&member.shapley, &member.banzhaf];
        let some = [&member.deegan, &member.holler].map(|one| one.as_ref().unwrap());
        all.into_iter().chain(some).cloned().collect::<Vec<_>>()
    };
    assert_eq!(values(0), ["7/30", "5/21", "5/24", "1/5"].map(ratio));
    assert_eq!(values(3), ["3/20", "1/7", "3/16", "1/5"].map(ratio));
    assert_eq!(values(5), ["0", "0", "0", "0"].map(ratio));
}

#[test]
fn three_of_six_have_all_the_power() {
    let power = power(&weighted(58, &[31, 31, 28, 21, 2, 2]));
    for member in &power.members[..3] {
        let all = [&member.banzhaf, &member.shapley];
        let some = [&member.johnston, &member.deegan, &member.holler].map(|one| one.as_ref().unwrap());
        assert!(all.into_iter().chain(some).all(|one| *one == ratio("1/3")));
    }
    assert!(power.members[3..].iter().all(|member| member.swings == RBig::ZERO));
}

#[test]
fn the_fifteen_of_1995() {
    let weights = [10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2];
    let power = power(&weighted(62, &weights));
    assert_eq!(power.winning, whole(2549));
    for (at, banzhaf, shapley) in [
        (0, 0.1116, 0.1167),
        (4, 0.0924, 0.0955),
        (5, 0.0587, 0.0552),
        (9, 0.0479, 0.0454),
        (11, 0.0359, 0.0353),
        (14, 0.0226, 0.0207),
    ] {
        assert!(near(&power.members[at].banzhaf, banzhaf, 4), "{at} {banzhaf}");
        assert!(near(&power.members[at].shapley, shapley, 4), "{at} {shapley}");
    }
}

#[test]
fn four_shareholders() {
    let power = power(&weighted(51, &[40, 30, 20, 10]));
    for (member, share) in power.members.iter().zip(["5/12", "1/4", "1/4", "1/12"]) {
        assert_eq!((&member.banzhaf, &member.shapley), (&ratio(share), &ratio(share)));
    }
}

#[test]
fn the_federal_law_of_the_united_states() {
    let ones = |range: std::ops::Range<usize>, quota| Requirement {
        weights: (0..536).map(|at| u128::from(range.contains(&at))).collect(),
        quota,
    };
    let law = vec![ones(0..435, 218), ones(435..535, 51), ones(535..536, 1)];
    let override_ = vec![ones(0..435, 290), ones(435..535, 67)];
    let power = power(&Rule { members: 536, ways: vec![law, override_] });
    let [member, senator, president] = [0, 435, 535].map(|at| &power.members[at]);
    assert!(near(&president.shapley, 0.160470, 6));
    assert!(near(&senator.shapley, 0.004_374_18, 8));
    assert!(near(&member.shapley, 0.000_924_396, 9));
    assert!(near(&president.banzhaf, 0.038026, 6));
    assert!(near(&senator.banzhaf, 0.003_288_1, 7));
    assert!(near(&member.banzhaf, 0.001_455_5, 7));
}

#[test]
fn unanimity_has_one_winning_coalition() {
    let power = power(&weighted(32, &[1; 32]));
    assert_eq!((power.winning, power.smallest, power.blocking), (whole(1), Some(whole(1)), Some(whole(32))));
    assert!(power.members.iter().all(|member| member.banzhaf == ratio("1/32")));
}

/// Whether a coalition, a set of bits, wins.
fn wins(rule: &Rule, coalition: u32) -> bool {
    rule.ways.iter().any(|way| {
        way.iter().all(|requirement| {
            let inside = requirement.weights.iter().enumerate().filter(|(at, _)| coalition >> at & 1 == 1);
            inside.map(|(_, weight)| weight).sum::<u128>() >= requirement.quota
        })
    })
}

/// A small rule with some ways and requirements.
fn rules() -> impl Strategy<Value = Rule> {
    (1_usize..9).prop_flat_map(|members| {
        let requirement = (proptest::collection::vec(0_u128..7, members), 1_u128..20)
            .prop_map(|(weights, quota)| Requirement { weights, quota });
        let way = proptest::collection::vec(requirement, 1..3);
        proptest::collection::vec(way, 1..3).prop_map(move |ways| Rule { members, ways })
    })
}

proptest! {
    #[test]
    fn as_counted_one_by_one(rule in rules()) {
        let found = power(&rule);
        let n = rule.members;
        let all = (1_u32 << n) - 1;
        let winning: Vec<u32> = (0..=all).filter(|one| wins(&rule, *one)).collect();
        prop_assert_eq!(&found.winning, &whole(winning.len() as u128));
        let needed = |coalition: u32| -> Vec<usize> {
            (0..n).filter(|at| coalition >> at & 1 == 1 && !wins(&rule, coalition & !(1 << at))).collect()
        };
        let least: Vec<u32> = winning
            .iter()
            .copied()
            .filter(|one| needed(*one).len() == one.count_ones() as usize)
            .collect();
        prop_assert_eq!(found.smallest, Some(whole(least.len() as u128)));
        let blocks = |one: u32| !wins(&rule, all & !one);
        let blocking = (0..=all).filter(|one| {
            blocks(*one) && (0..n).all(|at| one >> at & 1 == 0 || !blocks(one & !(1 << at)))
        });
        prop_assert_eq!(found.blocking, Some(whole(blocking.count() as u128)));
        let mut swings = vec![0_u128; n];
        let mut johnston = vec![RBig::ZERO; n];
        let mut holler = vec![0_u128; n];
        for one in &winning {
            let critical = needed(*one);
            for at in &critical {
                swings[*at] += 1;
                johnston[*at] += RBig::ONE / whole(critical.len() as u128);
            }
        }
        for one in &least {
            (0..n).filter(|at| one >> at & 1 == 1).for_each(|at| holler[at] += 1);
        }
        let share = |number: &RBig, sum: RBig| if sum == RBig::ZERO { RBig::ZERO } else { number / sum };
        for at in 0..n {
            let member = &found.members[at];
            prop_assert_eq!(&member.swings, &whole(swings[at]));
            prop_assert_eq!(&member.banzhaf, &share(&whole(swings[at]), whole(swings.iter().sum())));
            let together = johnston.iter().fold(RBig::ZERO, |sum, one| sum + one);
            prop_assert_eq!(member.johnston.as_ref().unwrap(), &share(&johnston[at], together));
            let seats = whole(holler.iter().sum());
            prop_assert_eq!(member.holler.as_ref().unwrap(), &share(&whole(holler[at]), seats));
        }
        // In how many orders of the members each makes the coalition win.
        let orders: RBig = found.members.iter().fold(RBig::ZERO, |sum, member| sum + &member.shapley);
        let decided = wins(&rule, all) && !wins(&rule, 0);
        prop_assert_eq!(orders, if decided { RBig::ONE } else { RBig::ZERO });
    }
}

/// Whether a coalition of those at the ends wins, each body voting as its own members do.
fn wins_within(compound: &Compound, coalition: u32) -> bool {
    let mut first = 0;
    let mut yes = 0_u32;
    for at in 0..compound.rule.members {
        let own = compound.bodies.get(&at);
        let size = own.map_or(1, Compound::ends);
        let part = coalition >> first & ((1 << size) - 1);
        let is_for = own.map_or(part == 1, |body| wins_within(body, part));
        yes |= u32::from(is_for) << at;
        first += size;
    }
    wins(&compound.rule, yes)
}

/// A small rule of at most so many members.
fn small_rules(most: usize) -> impl Strategy<Value = Rule> {
    rules().prop_filter("few members", move |rule| rule.members <= most)
}

fn compounds() -> impl Strategy<Value = Compound> {
    // A body that carries everything, or nothing, whoever is for it, is no body.
    let body = small_rules(3)
        .prop_filter("yes and no", |rule| !wins(rule, 0) && wins(rule, (1 << rule.members) - 1));
    (small_rules(4), proptest::collection::btree_map(0_usize..4, body, 0..3)).prop_map(|(rule, bodies)| {
        let bodies = bodies.into_iter().filter(|(at, _)| *at < rule.members);
        let bodies = bodies.map(|(at, rule)| (at, Compound { rule, ..Compound::default() })).collect();
        Compound { rule, bodies }
    })
}

fn factorial(n: u32) -> RBig {
    (1..=n).fold(RBig::ONE, |product, one| product * whole(u128::from(one)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]
    #[test]
    fn bodies_among_the_members_as_counted_one_by_one(compound in compounds()) {
        let found = measure_within(&compound).unwrap();
        let n = u32::try_from(compound.ends()).unwrap();
        let all = (1_u32 << n) - 1;
        let wins = |one: u32| wins_within(&compound, one);
        let least = |test: &dyn Fn(u32) -> bool| {
            let minimal = (0..=all).filter(|one| {
                test(*one) && (0..n).all(|at| one >> at & 1 == 0 || !test(one & !(1 << at)))
            });
            Some(whole(minimal.count() as u128))
        };
        prop_assert_eq!(&found.winning, &whole((0..=all).filter(|one| wins(*one)).count() as u128));
        prop_assert_eq!(&found.smallest, &least(&wins));
        prop_assert_eq!(&found.blocking, &least(&|one| !wins(all & !one)));
        for at in 0..n {
            let swings: Vec<u32> =
                (0..=all).filter(|one| one >> at & 1 == 1 && wins(*one) && !wins(one & !(1 << at))).collect();
            let shapley = swings.iter().fold(RBig::ZERO, |sum, one| {
                let size = one.count_ones();
                sum + factorial(size - 1) * factorial(n - size) / factorial(n)
            });
            let member = &found.members[at as usize];
            prop_assert_eq!(&member.swings, &whole(swings.len() as u128));
            prop_assert_eq!(&member.shapley, &shapley);
        }
    }

    #[test]
    fn the_smallest_coalitions_as_counted_one_by_one(rule in rules()) {
        let all = (1_u32 << rule.members) - 1;
        let winning: Vec<u32> = (0..=all).filter(|one| wins(&rule, *one)).collect();
        let size = winning.iter().map(|one| one.count_ones()).min();
        let number = winning.iter().filter(|one| Some(one.count_ones()) == size).count();
        let found = fewest(&Diagram::new(&rule).unwrap(), 100_000);
        prop_assert_eq!(found.as_ref().map(|found| found.number.clone()), size.map(|_| whole(number as u128)));
        let Some(found) = found else { return Ok(()) };
        prop_assert_eq!(&found.told, &found.number);
        for kind in &found.kinds {
            let set = kind.iter().flat_map(|(of, many)| &of[..*many]).fold(0, |set, at| set | 1 << at);
            prop_assert!(wins(&rule, set) && Some(u32::count_ones(set)) == size);
        }
    }
}
