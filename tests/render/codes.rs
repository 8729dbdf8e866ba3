//! Every code has its page, under its number and title, with advice.

use strat::diagnostic::Code;

#[test]
fn every_code_has_its_page() {
    for code in Code::ALL {
        let title = format!("# {}: {}", code.number(), code.title());
        let page = code.page();
        assert_eq!(page.lines().next(), Some(title.as_str()));
        assert!(page.contains("\n## How to fix it\n"), "{}", code.number());
        assert!(page.lines().all(|line| line.chars().count() <= 120), "{}", code.number());
    }
}
