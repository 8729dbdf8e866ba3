//! Properties of values: what is shown reads back, and intervals keep every point.

mod places;
mod printed;
mod suggested;
mod tables;

use proptest::prelude::*;
use strat::internals::model::value::scale::{NAMES, Range, Scale, percents};
use strat::internals::model::value::{
    Amount, Date, Duration, Interval, Number, Quantity, TimeUnit, Units, Value,
};
use strat::internals::syntax::ast::{ComparisonOperator, Operator, Token, TokenKind};
use strat::source::{FileId, Span};

/// How many cases each property is tried on: 10,000, or as many as `STRAT_CASES` says.
fn cases() -> usize {
    std::env::var("STRAT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(10_000)
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        (-50i64..50).prop_map(Number::from),
        (any::<i64>(), 0u32..12).prop_map(|(scaled, places)| {
            Number::from(scaled).divide(&Number::from(10u64.pow(places))).unwrap()
        }),
    ]
}

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        number().prop_map(Amount::Exactly),
        number().prop_map(Amount::AtLeast),
        number().prop_map(Amount::AtMost),
        number().prop_map(Amount::About),
        (number(), number())
            .prop_map(|(one, other)| Amount::Between(one.clone().min(other.clone()), one.max(other))),
    ]
}

fn interval() -> impl Strategy<Value = Interval> {
    amount().prop_map(|amount| amount.interval())
}

/// Some points of an interval: its ends, and numbers beyond the bounded one.
fn points(interval: &Interval) -> Vec<Number> {
    let beyond = |end: &Number, step: i64| end.add(&Number::from(step)).unwrap();
    match (&interval.low, &interval.high) {
        (Some(low), Some(high)) => {
            let middle = low.add(high).unwrap().divide(&Number::from(2)).unwrap();
            vec![low.clone(), middle, high.clone()]
        }
        (Some(low), None) => vec![low.clone(), beyond(low, 1), beyond(low, 1_000_000)],
        (None, Some(high)) => vec![high.clone(), beyond(high, -1), beyond(high, -1_000_000)],
        (None, None) => vec![Number::ZERO],
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let token = |word: &str| {
        let number = word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
        let kind = if number { TokenKind::Number(word.into()) } else { TokenKind::Word(word.into()) };
        Token { span: Span::new(FileId(0), 0, 0), kind }
    };
    text.split(' ').map(token).collect()
}

fn comparison() -> impl Strategy<Value = ComparisonOperator> {
    prop_oneof![
        Just(ComparisonOperator::NotEqual),
        Just(ComparisonOperator::Less),
        Just(ComparisonOperator::LessOrEqual),
        Just(ComparisonOperator::Greater),
        Just(ComparisonOperator::GreaterOrEqual),
    ]
}

fn operation() -> impl Strategy<Value = Operator> {
    prop_oneof![
        Just(Operator::Add),
        Just(Operator::Subtract),
        Just(Operator::Multiply),
        Just(Operator::Divide)
    ]
}

fn date() -> impl Strategy<Value = Date> {
    (1i32..=9999, 1i32..=12, 1i32..=28, 0..3).prop_map(|(year, month, day, precision)| {
        let text = match precision {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        };
        Date::parse(&text).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_number_panic(text in "[-0-9_./%a]{0,12}") {
        let _ = Number::parse(&text);
        let _ = Date::parse(&text);
    }

    #[test]
    fn numbers_read_back(number in number()) {
        prop_assert_eq!(Number::parse(&number.to_string()).unwrap(), number.clone());
        prop_assert_eq!(Number::parse(&number.as_count()).unwrap(), number);
    }

    #[test]
    fn amounts_read_back(amount in amount()) {
        let read = Amount::read(&tokens(&amount.text())).unwrap().unwrap();
        prop_assert_eq!(read.0, amount);
    }

    #[test]
    fn dates_read_back(date in date()) {
        prop_assert_eq!(Date::parse(&date.to_string()).unwrap(), date);
    }

    #[test]
    fn shifted_dates_read_back(date in date(), count in -3000i64..3000, weeks in any::<bool>()) {
        let unit = if weeks { TimeUnit::Weeks } else { TimeUnit::Days };
        let Some(moved) = date.shift(&Duration::new(Number::from(count), unit)) else { return Ok(()) };
        let shown = moved.to_string();
        let words: Vec<&str> = shown.split(' ').collect();
        let read = match words.as_slice() {
            [anchor] => Date::parse(anchor).unwrap(),
            [anchor, sign, count, "days"] => {
                let duration = Duration::new(Number::parse(count).unwrap(), TimeUnit::Days);
                let duration = if *sign == "-" { duration.negate() } else { duration };
                Date::parse(anchor).unwrap().shift(&duration).unwrap()
            }
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        };
        prop_assert_eq!(read, moved);
        let back = moved.shift(&Duration::new(Number::from(-count), unit)).unwrap();
        prop_assert_eq!(back, date);
    }

    #[test]
    fn arithmetic_keeps_every_point(left in interval(), operation in operation(), right in interval()) {
        let result = match operation {
            Operator::Add => left.add(&right),
            Operator::Subtract => left.add(&right.negate()),
            Operator::Multiply => left.multiply(&right),
            Operator::Divide => left.divide(&right),
            Operator::Quotient | Operator::Modulo => None,
        };
        let Some(result) = result else { return Ok(()) };
        for one in points(&left) {
            for two in points(&right) {
                let point = match operation {
                    Operator::Add => one.add(&two),
                    Operator::Subtract => one.subtract(&two),
                    Operator::Multiply => one.multiply(&two),
                    Operator::Divide => one.divide(&two),
                    Operator::Quotient | Operator::Modulo => None,
                };
                prop_assert!(result.contains(&Interval::exactly(point.unwrap())));
            }
        }
    }

    #[test]
    fn what_is_common_lies_in_both(left in amount(), right in amount()) {
        let units = Units::new();
        let value = |amount: &Amount| Value::from_quantity(Quantity::new(amount.clone(), None));
        let (one, other) = (value(&left), value(&right));
        let common = one.common(&other, &units);
        prop_assert_eq!(common.is_none(), one.disjoint(&other, &units) == Some(true));
        if let Some(common) = common {
            prop_assert!(common.within(&one, &units) && common.within(&other, &units));
            for point in points(&left.interval()).into_iter().chain(points(&right.interval())) {
                let point = Value::Number(point);
                let in_both = point.within(&one, &units) && point.within(&other, &units);
                prop_assert_eq!(in_both, point.within(&common, &units));
            }
        }
    }

    #[test]
    fn comparisons_hold_for_every_point(left in amount(), operator in comparison(), right in amount()) {
        let units = Units::new();
        let value = |amount: &Amount| Value::from_quantity(Quantity::new(amount.clone(), None));
        if value(&left).compare(operator, &value(&right), &units) == Some(true) {
            for one in points(&left.interval()) {
                for two in points(&right.interval()) {
                    let holds = Value::Number(one.clone()).compare(operator, &Value::Number(two), &units);
                    prop_assert_eq!(holds, Some(true));
                }
            }
        }
    }

    #[test]
    fn units_convert_there_and_back(equations in prop::collection::vec((0usize..8, 1i64..50, 0usize..8), 0..12), count in number()) {
        let mut units = Units::new();
        let ids: Vec<_> = (0..8).map(|n| units.add(format!("u{n}"))).collect();
        for (left, number, right) in equations {
            let related = units.related(ids[left], ids[right]);
            let taken = units.equate(ids[left], &Number::from(number), ids[right]);
            prop_assert_eq!(taken.is_err(), related);
            if taken.is_ok() {
                prop_assert_eq!(units.factor(ids[left], ids[right]), Some(Number::from(number)));
            }
        }
        for &one in &ids {
            for &other in &ids {
                if let Some(there) = units.factor(one, other) {
                    let back = units.factor(other, one).unwrap();
                    prop_assert_eq!(there.multiply(&back).unwrap(), Number::ONE);
                    let quantity = |unit, count: &Number| Value::Quantity(Quantity::new(Amount::Exactly(count.clone()), Some(unit)));
                    let same = quantity(other, &count.multiply(&there).unwrap());
                    prop_assert_eq!(quantity(one, &count).compare(ComparisonOperator::Equal, &same, &units), Some(true));
                }
            }
        }
    }

    #[test]
    fn every_interval_has_words(low in 0i64..=100_000, width in 0i64..=100_000, scale in 0usize..5) {
        let part = |thousandths: i64| Number::from(thousandths).divide(&Number::from(100_000)).unwrap();
        let range = Range::new(part(low), part((low + width).min(100_000))).unwrap();
        let scale = Scale::standard(NAMES[scale]).unwrap();
        let words = scale.words_for(&range);
        prop_assert!(!words.is_empty());
        prop_assert!(percents(&range).ends_with(" %"));
        // Wherever one word holds the interval, one word is said.
        let held = scale.words().iter().any(|word| word.range.contains(&range));
        prop_assert_eq!(held, scale.word_for(&range).is_some());
    }
}

/// The tables of the documentation say what the scales say, word for word.
#[test]
fn the_documented_scales_are_the_scales() {
    let page = include_str!("../../docs/language/likelihood.md");
    for name in NAMES {
        let section = page.split("\n## ").find(|section| section.starts_with(name)).unwrap();
        let rows: Vec<&str> = section.lines().filter(|line| line.starts_with('|')).skip(2).collect();
        let mut documented = Vec::new();
        for row in rows {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let (range, words) = cells.split_last().unwrap();
            documented.extend(words.iter().map(|word| format!("{word}: {range}")));
        }
        let scale = Scale::standard(name).unwrap();
        let said = |word: &strat::internals::model::value::scale::Word| {
            let also =
                if word.also.is_empty() { String::new() } else { format!(" ({})", word.also.join(", ")) };
            format!("{}{also}: {}", word.text, percents(&word.range))
        };
        assert_eq!(documented, scale.words().iter().map(said).collect::<Vec<_>>(), "{name}");
    }
}
