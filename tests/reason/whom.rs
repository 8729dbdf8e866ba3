//! Where nothing has a likelihood, how likely a sentence is says the same as its status: what holds in all readings is
//! certain, what holds in none is impossible, and the rest depends on whom to believe.

use super::generate;
use super::oracle::sentences;
use super::small;
use strat::internals::model::value::Number;
use strat::internals::model::write::Variables;
use strat::internals::reason::{Options, Session};
use strat::report::{Command, Status, Width};

/// How many sentences of an analysis depend on whom to believe.
fn agree(seed: u64) -> Option<usize> {
    let text = generate::analysis(seed, 2 + (seed % 5) as usize);
    // A hypothesis may be true or not, and `likely` is no word of readings.
    if text.contains("question") || text.contains("likely") || text.contains("chance") {
        return None;
    }
    let model = small(&text);
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    let mut open = 0;
    for literal in sentences(&model) {
        let sentence = model.write(&literal, Variables::Anonymous);
        let status = session.status_of(&literal).map_err(|stop| stop.0).unwrap();
        let found = session.likelihood_of(&literal).map_err(|stop| stop.0).unwrap();
        let found = found.unwrap_or_else(|| panic!("{seed}: none of `{sentence}`\n{text}"));
        let wanted = match status {
            Status::Undisputed | Status::Established => (Number::ONE, Number::ONE),
            Status::Rejected | Status::Unproven => (Number::ZERO, Number::ZERO),
            Status::Contested => (Number::ZERO, Number::ONE),
            Status::Leading | Status::Tenable | Status::Possible | Status::Unknown => continue,
        };
        open += usize::from(status == Status::Contested);
        let range = (found.range.low().clone(), found.range.high().clone());
        // What goes in a circle through `unless` may hold and may not.
        if found.width == Width::AtMost
            && text.contains("unless")
            && range.0 <= wanted.0
            && wanted.1 <= range.1
        {
            continue;
        }
        assert_eq!(range, wanted, "{seed}: `{sentence}` is {status:?}: {found:?}\n{text}");
    }
    Some(open)
}

/// `STRAT_ORACLE=5000` looks at so many analyses.
#[test]
fn flat_claims_are_as_likely_as_their_status() {
    let count = std::env::var("STRAT_ORACLE").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let looked: Vec<usize> = (0..count).filter_map(agree).collect();
    let open: usize = looked.iter().sum();
    assert!(looked.len() * 6 > count as usize && open > looked.len() / 4, "{open} of {}", looked.len());
}
