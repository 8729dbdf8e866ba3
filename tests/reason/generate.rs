//! Small random analyses: claims, rules, hypotheses, preferences, counts.

/// A generator of numbers (xorshift), so that a seed tells the whole analysis.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    pub(crate) fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

const SOURCES: [&str; 3] = ["ann", "bob", "cyd"];

fn atom(dice: &mut Dice) -> String {
    match dice.roll(8) {
        0 => format!("{} does well", dice.one(&["Xan", "Yve"])),
        1 => format!("{} means well", dice.one(&["Xan", "Yve"])),
        _ => format!("p{} holds", dice.roll(4)),
    }
}

fn literal(dice: &mut Dice) -> String {
    let not = if dice.chance(30) { "not " } else { "" };
    format!("{not}{}", atom(dice))
}

/// Whether something may be counted in a condition.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    Some,
    None,
}

fn body(dice: &mut Dice, counting: Counting) -> String {
    let mut parts = vec![literal(dice)];
    if dice.chance(40) {
        parts.push(literal(dice));
    }
    let mut text = parts.join(" and ");
    match (dice.roll(12), counting) {
        (0 | 2 | 3, Counting::None) => {}
        (0, _) => text.push_str(" and ?n = count of ?a where (?a does well) and ?n >= 1"),
        (1, _) => text.push_str(" and every ?a where (?a does well) has (?a means well)"),
        (2, _) => text.push_str(" and ?n = sum of ?v where (?a weighs ?v) and ?n > 3"),
        (3, _) => text.push_str(" and ?n = max of ?v where (?a weighs ?v) and ?n > 2"),
        _ => {}
    }
    while dice.chance(35) {
        let blocked = literal(dice);
        if dice.chance(20) {
            text.push_str(&format!(" unless ({blocked} and {})", literal(dice)));
        } else {
            text.push_str(&format!(" unless {blocked}"));
        }
    }
    text
}

/// An analysis with about as many contestable statements.
pub(crate) fn analysis(seed: u64, claims: usize) -> String {
    made(seed, claims, Counting::Some)
}

/// As [`analysis`], always with a question, and with signs that suggest its hypotheses.
pub(crate) fn weighed(seed: u64, claims: usize) -> String {
    let mut dice = Dice::new(seed ^ 0x5EED);
    let mut text = made(seed, claims, Counting::None);
    let count = (0..3).take_while(|number| text.contains(&format!("hypothesis h{number} "))).count();
    if count == 0 {
        let said = literal(&mut dice);
        text.push_str(&format!("question q \"?\" {{\n  hypothesis h0 \"h\": {said}.\n}}\n"));
    }
    for _ in 0..dice.roll(4) {
        let (sign, of) = (dice.roll(4), dice.roll(count.max(1)));
        text.push_str(&format!("p{sign} suggests h{of}.\n"));
        if dice.chance(40) {
            text.push_str(&format!("p{sign} tells nothing about h{of}.\n"));
        }
    }
    text
}

/// As [`analysis`], with or without counts.
pub(crate) fn made(seed: u64, claims: usize, counting: Counting) -> String {
    let mut dice = Dice::new(seed);
    let mut text = String::from("actor Xan and Yve is person.\nproposition p0, p1, p2 and p3.\n");
    text.push_str("relation well \"{a: actor} does well\".\nrelation kindly \"{a: actor} means well\".\n");
    // Two weights of one person contradict each other in some of the analyses.
    let functional = if counting == Counting::Some && seed.is_multiple_of(3) { ", functional" } else { "" };
    text.push_str(&format!("relation weighs \"{{a: actor}} weighs {{v: number}}\"{functional}.\n"));
    for source in SOURCES {
        match dice.roll(3) {
            0 => text.push_str(&format!("source {source}.\n")),
            _ => {
                let grade = format!("{}{}", dice.one(&["A", "B", "F"]), dice.one(&["1", "2", "6"]));
                text.push_str(&format!("source {source} graded {grade}.\n"));
            }
        }
    }
    let source = |dice: &mut Dice| match dice.roll(6) {
        0 => String::from("according to ann and bob"),
        _ => format!("according to {}", dice.one(&SOURCES)),
    };
    let hypotheses = dice.roll(3);
    if hypotheses > 0 {
        let exclusive = if dice.chance(70) { "" } else { " not exclusive" };
        text.push_str(&format!("question q \"?\"{exclusive} {{\n"));
        for number in 0..hypotheses {
            let who = if dice.chance(60) { format!(", {}", source(&mut dice)) } else { String::new() };
            let formula =
                if dice.chance(15) { format!("unless {}", literal(&mut dice)) } else { literal(&mut dice) };
            text.push_str(&format!("  hypothesis h{number} \"h\"{who}: {formula}"));
            if dice.chance(40) {
                let said = literal(&mut dice);
                text.push_str(&format!(" {{\n    {said}, {}.\n  }}\n", source(&mut dice)));
            } else {
                text.push_str(".\n");
            }
        }
        text.push_str("}\n");
        if dice.chance(30) {
            text.push_str(&format!("h0 holds, {}.\n", source(&mut dice)));
        }
    }
    for _ in 0..claims {
        let what = if dice.chance(10) {
            format!("{} weighs {}", dice.one(&["Xan", "Yve"]), 1 + dice.roll(3))
        } else {
            literal(&mut dice)
        };
        let hedge = if dice.chance(10) { ", unlikely" } else { "" };
        text.push_str(&format!("{what}, {}{hedge}.\n", source(&mut dice)));
    }
    for _ in 0..dice.roll(2) {
        text.push_str(&format!("{}.\n", literal(&mut dice)));
    }
    for number in 0..1 + dice.roll(4) {
        let (head, body) = (literal(&mut dice), body(&mut dice, counting));
        match dice.roll(6) {
            0 => text.push_str(&format!("rule r{number}: normally {head} if {body}.\n")),
            1 => text.push_str(&format!("rule r{number}, {}: {head} if {body}.\n", source(&mut dice))),
            2 => text.push_str(&format!("rule r{number}: ?a does well if ?a means well and {body}.\n")),
            _ => text.push_str(&format!("rule r{number}: {head} if {body}.\n")),
        }
    }
    for number in 0..dice.roll(3) {
        let what = match dice.roll(3) {
            0 => body(&mut dice, counting),
            1 => format!("{} and {}", literal(&mut dice), literal(&mut dice)),
            _ => format!("{} and {} and {}", literal(&mut dice), literal(&mut dice), literal(&mut dice)),
        };
        text.push_str(&format!("impossible i{number}: {what}.\n"));
    }
    for _ in 0..dice.roll(3) {
        let (one, other) = (dice.roll(3), dice.roll(3));
        if one < other {
            let on = if hypotheses > 0 && dice.chance(40) { " on q" } else { "" };
            text.push_str(&format!("prefer {} over {}{on}, because \"so\".\n", SOURCES[one], SOURCES[other]));
        }
    }
    text
}
