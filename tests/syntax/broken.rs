//! Statements that cannot be read: what they would have declared is kept.

use super::parse;

/// `keyword names @label` of each broken statement.
fn kept(text: &str) -> Vec<String> {
    let (_, checked) = parse(text);
    let shown = |broken: &strat::internals::syntax::ast::Broken| {
        let names: Vec<&str> = broken.names.iter().map(|name| name.text.as_str()).collect();
        let label = broken.label.as_ref().map_or(String::new(), |label| format!(" @{}", label.text));
        format!("{} {}{label}", broken.keyword.unwrap_or("-"), names.join(","))
    };
    checked.value.broken.iter().map(shown).collect()
}

#[test]
fn what_is_faulty_keeps_its_keyword_its_names_and_its_label() {
    for (text, expected) in [
        ("actor Sweden, the USA and Russia is a kind of state.", "actor Sweden,USA,Russia"),
        ("actor A, B; C is state.", "actor A,B"),
        ("actr China is state, aka aka.", "actor China"),
        ("@x: goal g, h of China of Russia.", "goal g,h @x"),
        ("rule strong \"…\" ?a is strong if if.", "rule strong"),
        ("actor South Korea is state state.", "actor South,South_Korea"),
        ("declare bill one, two and three if.", "declare one,two,three"),
        ("@seen: Russia attacked attacked, , .", "-  @seen"),
        ("facts \"a.csv\" like depends.", "facts "),
        ("who is what?", "- "),
    ] {
        assert_eq!(kept(text), [expected], "{text}");
    }
}

#[test]
fn a_block_that_is_lost_keeps_what_was_in_it() {
    let text = "question \"Which?\" { hypothesis h: a holds. hypothesis i: b holds { c holds. } }";
    assert_eq!(kept(text), ["question ", "hypothesis h", "hypothesis i", "- "]);
}

#[test]
fn what_can_be_read_is_not_broken() {
    assert_eq!(kept("actor A is state.\nA is strong.\nquestion q { hypothesis h: a holds. }"), [""; 0]);
}
