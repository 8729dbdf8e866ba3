//! What it would take for a sentence to follow as nested objects.

use crate::report::{self, Searched, Standing};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Taking<'a> {
    sentence: &'a str,
    standing: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unheard: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    against: &'a [String],
    ways: Vec<Way<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more_ways: Option<usize>,
    size: usize,
    search: &'static str,
}

#[derive(Serialize)]
struct Way<'a> {
    sentences: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    against: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    from: &'a [String],
}

impl<'a> Taking<'a> {
    pub(super) fn new(taking: &'a report::Taking) -> Self {
        let way =
            |way: &'a report::Way| Way { sentences: &way.sentences, against: &way.against, from: &way.from };
        Taking {
            sentence: &taking.sentence,
            standing: match taking.standing {
                Standing::Holds => "holds",
                Standing::Denied => "denied",
                Standing::Open => "open",
            },
            unheard: &taking.unheard,
            against: &taking.against,
            ways: taking.ways.iter().map(way).collect(),
            more_ways: Some(taking.hidden).filter(|&more| more > 0),
            size: taking.size,
            search: match taking.search {
                Searched::Whole => "whole",
                Searched::Enough => "enough",
                Searched::Limited => "limited",
            },
        }
    }
}
