use super::mock;
use strat::render::text::report;
use strat::render::{Colour, Style};

#[test]
fn look() {
    let map = mock::sources();
    for style in [Style::terminal(Colour::Plain, 90), Style::PLAIN] {
        for one in [mock::find(), mock::yes(), mock::nothing(), mock::why(), mock::why_not(), mock::page()] {
            println!("{}#########", report(&one, &map, &style));
        }
    }
}
