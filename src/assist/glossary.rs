//! What a term of the documents means: the page of `docs/glossary.md`, a line for each.
//!
//! Invariant: whatever is told is a line of the documentation.

use crate::report::Page;

/// One word for one thing.
const GLOSSARY: &str = include_str!("../../docs/glossary.md");

/// The line of a term, by any of its names.
pub(super) fn entry(said: &str) -> Option<&'static str> {
    let plain = |name: &str| name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let wanted = plain(said);
    let names = |line: &str| {
        let term = line.trim_start_matches('|').split('|').next().unwrap_or_default();
        term.split([',', ':']).map(plain).any(|name| name == wanted)
    };
    // A table's headings stand above its rule.
    let below = GLOSSARY.lines().skip(1).chain([""]);
    let rows = GLOSSARY.lines().zip(below).filter(|(line, below)| {
        line.starts_with("| ") && !line.starts_with("| ---") && !below.starts_with("| ---")
    });
    rows.map(|(line, _)| line).find(|line| !wanted.is_empty() && names(line))
}

/// The page of a term: what it means here, and what the literature calls it.
pub(super) fn page(line: &str) -> Page {
    let mut cells = line.trim_matches('|').split(" |").map(|cell| cell.trim().replace(['*', '`'], ""));
    let mut page = Page { title: cells.next().unwrap_or_default(), ..Page::default() };
    page.add("What it means here", cells.next().into_iter().filter(|cell| !cell.is_empty()).collect());
    page.add("In the literature", cells.next().into_iter().filter(|cell| !cell.is_empty()).collect());
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_by_any_of_their_names() {
        for said in ["given", "Claim", "status", "rests on silence", "debtor"] {
            let told = entry(said).map(page);
            assert!(told.is_some_and(|page| !page.sections.is_empty()), "{said}");
        }
        assert_eq!(entry("term"), None);
        assert_eq!(entry("---"), None);
    }
}
