//! The list of the doctrine's sentences: the page is what the program lists, and every example can be written.

use super::root;
use std::fs;
use strat::internals::model::sentences::{examples, sentences};
use strat::internals::model::{Doctrine, resolve};
use strat::source::Origin;

const HEAD: &str = "# All sentences, by subject

What the doctrine can say, with an example of each. `strat doctrine --sentences WORD` lists those in which a word
occurs; `strat doctrine NAME` shows the relation, and the rules that conclude it, with their literature. What is
*supplied* strat states by itself. `STRAT_BLESS=1 cargo test --test it pages` writes this page.

";

/// What the examples speak of.
const NAMES: &str = "
unit talents.
actor Athens, Sparta and Corinth is city.
group league of Athens and Sparta. group alliance of Athens. group council of Sparta.
action blockade by Athens. action retreat by Sparta. action embargo by Athens.
event famine, revolt and storm.
proposition open_gates, closed_gates and full_granary.
goal survival of Athens. goal prestige of Athens. goal trade of Sparta.
matter tribute, borders and grain_law of league.
resource grain, ships and silver.
source herald, envoy and spy.
commitment pledge Athens to Sparta: retreat took place.
commitment treaty Sparta to Athens: blockade took place.
commitment bond Sparta to Athens: embargo took place.
@report: famine took place, according to herald.
@rumour: revolt took place, according to envoy.
@letter: storm took place, according to spy.
forecast surrender: retreat took place, likely.
forecast relief: blockade took place, likely.
forecast truce: embargo took place, likely.
question motive \"Why?\" open {
  hypothesis bluff: famine took place. hypothesis plan: revolt took place. hypothesis accident: storm took place.
}
game crisis over blockade and retreat { outcome bargain: retreat took place. }
game talks over blockade and embargo { outcome stalemate: not blockade took place. }
game siege over retreat and embargo { outcome war: embargo took place. }
";

#[test]
fn the_page_of_sentences_is_what_the_program_lists() {
    let path = root().join("docs/language/sentences-list.md");
    let listed = sentences(&Doctrine::standard(), None).unwrap();
    let page = format!("{HEAD}{}\n", listed.trim_end());
    if std::env::var_os("STRAT_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), page);
}

#[test]
fn every_example_of_the_list_is_a_sentence() {
    let doctrine = Doctrine::standard();
    let mut map = doctrine.texts().clone();
    let file = map.add("names.strat", NAMES, Origin::User);
    let parsed = strat::internals::syntax::parse(&map, file);
    let read = resolve::Read { asts: vec![parsed.value], ..resolve::Read::default() };
    let loaded = resolve::resolve(&doctrine, read, &map);
    let model = loaded.value;
    let mut wrong: Vec<String> =
        parsed.diagnostics.iter().chain(&loaded.diagnostics).map(|one| one.message.clone()).collect();
    let all = examples(&doctrine);
    assert!(all.len() > 200, "{}", all.len());
    for example in all {
        let file = map.add("<example>", example.trim_end_matches('.'), Origin::Typed);
        let found = strat::internals::syntax::parse_literal(&map, file)
            .map(|literal| resolve::literal(&model, &map, &literal).diagnostics)
            .unwrap_or_else(|one| vec![one]);
        wrong.extend(found.iter().map(|one| format!("{example} {}", one.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
