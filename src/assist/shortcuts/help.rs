//! Help in the place where somebody asks: how to say something, from the cookbook; a line of the file; what can be asked.
//!
//! Invariant: whatever is shown as a statement is a line of the documentation or of the analysis, so that it is read.

use crate::assist::verbs;
use crate::model::Model;
use crate::report::Page;
use crate::source::{SourceFile, SourceMap};

/// Sixty things that analysts say, and how they are written.
const COOKBOOK: &str = include_str!("../../../docs/cookbook.md");

/// How many entries of the cookbook are shown.
const SHOWN: usize = 2;

/// How many lines are shown before and behind the one that is asked for.
const AROUND: usize = 2;

/// Words that say nothing of what is to be said.
const PLAIN: &[&str] = &[
    "a",
    "an",
    "the",
    "that",
    "something",
    "somebody",
    "someone",
    "say",
    "write",
    "express",
    "state",
    "add",
    "declare",
    "put",
    "make",
    "model",
    "define",
    "enter",
    "new",
    "of",
    "to",
    "is",
    "it",
    "in",
    "and",
    "for",
    "on",
    "this",
    "with",
    "not",
    "my",
    "file",
    "analysis",
    "strat",
];

/// A line of the file that is looked at, with those around it.
pub(super) fn line(model: &Model, map: &SourceMap, number: usize, page: &mut Page) {
    let own = |file: &&SourceFile| {
        model.frame.span.is_none_or(|span| map.file(span.file).is_some_and(|own| own.name == file.name))
    };
    let files = map.files().map(|(_, file)| file).filter(|file| file.origin == crate::source::Origin::User);
    let files: Vec<&SourceFile> = files.collect();
    let Some(file) = files.iter().copied().find(own).or(files.first().copied()) else { return };
    page.title = format!("{}:{number}", file.name);
    let first = number.saturating_sub(AROUND).max(1);
    let lines = file.text.lines().enumerate().skip(first - 1).take(number + AROUND + 1 - first);
    let shown: Vec<String> = lines.map(|(at, text)| format!("{}: {text}", at + 1)).collect();
    if number == 0 || number > file.text.lines().count() {
        page.add(format!("There are {} lines", file.text.lines().count()), vec![String::from("`line 1`")]);
    } else {
        page.add("The line, and those around it", shown);
    }
}

/// How to say what is asked for, as far as the cookbook has it; else what can be asked.
pub(super) fn help(asked: &[String], page: &mut Page) {
    let wanted: Vec<&str> = asked.iter().map(String::as_str).filter(|word| !PLAIN.contains(word)).collect();
    let mut found: Vec<(usize, &Entry<'_>)> = Vec::new();
    let entries = entries();
    for entry in entries.iter().filter(|entry| !entry.written.is_empty()) {
        let score = wanted.iter().map(|word| entry.speaks_of(word)).sum::<usize>();
        if score > 0 {
            found.push((score, entry));
        }
    }
    let best = found.iter().map(|(score, _)| *score).max().unwrap_or(0);
    found.retain(|(score, _)| *score == best);
    if found.is_empty() {
        return general(page);
    }
    page.title = format!("How to say it: {}", asked.join(" "));
    for (_, entry) in found.iter().take(SHOWN) {
        page.add(entry.said, entry.written.iter().map(|line| (*line).to_owned()).collect());
    }
    page.add(
        "More",
        vec![String::from("docs/cookbook.md has sixty; `strat doctrine --sentences` lists every sentence")],
    );
}

/// What can be asked.
fn general(page: &mut Page) {
    page.title = String::from("What can be asked");
    let lines = |some: &[&str]| some.iter().map(|line| (*line).to_owned()).collect();
    page.add(
        "In your own words",
        lines(&[
            "who can veto the deployment?",
            "what does China want?",
            "what if China stops providing oil?",
            "why can't Japan stop it?",
        ]),
    );
    page.add(
        "In a word or two",
        lines(&[
            "about NAME",
            "summary",
            "vetoes",
            "conflicts",
            "weakest points",
            "what is wrong",
            "what changed",
            "list actors",
            "line 40",
        ]),
    );
    page.add(
        "Of a sentence",
        lines(&[
            "why SENTENCE?",
            "why not SENTENCE?",
            "what if SENTENCE?",
            "what would it take: SENTENCE?",
            "how likely SENTENCE?",
        ]),
    );
    page.add(
        "How something is said",
        lines(&[
            "how do I say that somebody threatens somebody?",
            "`strat doctrine --sentences` lists every sentence",
        ]),
    );
}

/// Something that analysts say, and how it is written.
struct Entry<'t> {
    said: &'t str,
    written: Vec<&'t str>,
}

impl Entry<'_> {
    /// How much it speaks of what a word is about: more in what is said than in how it is written.
    fn speaks_of(&self, word: &str) -> usize {
        let akin = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|part| !part.is_empty())
                .any(|part| one_stem(word, &part.to_lowercase()))
        };
        match (akin(self.said), self.written.iter().any(|line| akin(line))) {
            (true, _) => 3,
            (false, true) => 2,
            (false, false) => 0,
        }
    }
}

/// Whether two words are forms of one, or begin alike for as long as no other word does: `threatens` and `threat`, but not
/// `three`.
fn one_stem(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    verbs::same(one, other) || shared >= STEM
}

/// The letters that two words of one stem share at least.
const STEM: usize = 6;

/// The entries of the cookbook: `# 17. "what is said"`, and the lines below it.
fn entries() -> Vec<Entry<'static>> {
    let mut found: Vec<Entry<'static>> = Vec::new();
    let mut open = false;
    for line in COOKBOOK.lines() {
        let entry = line
            .strip_prefix("# ")
            .and_then(|rest| rest.split_once(". "))
            .filter(|(number, _)| number.parse::<u32>().is_ok());
        if let Some((_, said)) = entry {
            found.push(Entry { said, written: Vec::new() });
            open = true;
        } else if line.trim().is_empty() || line.starts_with("```") || line.starts_with("expect ") {
            open = false;
        } else if open && let Some(last) = found.last_mut() {
            last.written.push(line);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookbook_has_its_entries() {
        assert_eq!(entries().len(), 60);
        for (asked, says) in
            [("ultimatum", "threat"), ("veto", "veto"), ("unanimity", "unanimity"), ("actor", "actor")]
        {
            let mut page = Page::default();
            help(&[asked.to_owned()], &mut page);
            let told =
                page.sections.iter().flat_map(|section| &section.lines).any(|line| line.contains(says));
            assert!(told, "{asked}: {page:?}");
        }
    }
}
