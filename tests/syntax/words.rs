//! Which words are the language's own.

use strat::internals::syntax::words::{names_a_thing, nearest_statement_word};

#[test]
fn names_are_free_otherwise() {
    for word in ["China", "from", "where", "has", "column", "true", "answers"] {
        assert!(names_a_thing(word), "{word}");
    }
    for word in ["actor", "of", "and", "not", "likely", "to"] {
        assert!(!names_a_thing(word), "{word}");
    }
}

#[test]
fn near_misses() {
    for (written, meant) in [("actr", "actor"), ("Goal", "goal"), ("rules", "rule"), ("scenaro", "scenario")]
    {
        assert_eq!(nearest_statement_word(written), Some(meant));
    }
    assert_eq!(nearest_statement_word("China"), None);
}
