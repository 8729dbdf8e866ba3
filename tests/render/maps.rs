//! Pictures and pages: texts that would harm a reader do not, and text stays in its box.

use sha2::{Digest, Sha256};
use strat::internals::render::{map, web};
use strat::report::{Brief, Command, Map, MapEdge, MapKind, MapNode, Report, Shape, Tone};

const NASTY: &str = "</script><script>alert(1)</script>\"'&<b>\u{202e}\u{1b}[31m javascript:alert(1)";

fn picture(title: &str) -> Map {
    let node = |shape| MapNode {
        title: title.to_owned(),
        note: Some(title.to_owned()),
        about: Some(title.to_owned()),
        shape,
        place: None,
    };
    let edge = MapEdge {
        from: 0,
        to: 1,
        label: title.to_owned(),
        tone: Tone::Against,
        upwards: true,
        sentences: vec![title.to_owned()],
    };
    Map {
        kind: MapKind::Power,
        title: title.to_owned(),
        summary: title.to_owned(),
        nodes: vec![node(Shape::Actor), node(Shape::Goal), node(Shape::Happening)],
        edges: vec![edge],
        hidden: 0,
    }
}

/// The elements that a text could bring in.
fn harmless(page: &str) {
    let lower = page.to_lowercase();
    assert!(!lower.contains("<script>alert") && !lower.contains("<b>"), "{page}");
    assert!(!page.contains(['\u{202e}', '\u{1b}']), "{page}");
    assert!(
        !lower.contains("href=\"javascript") && !lower.contains("src=") && !lower.contains("url("),
        "{page}"
    );
}

#[test]
fn texts_do_no_harm_in_pictures() {
    let drawn = picture(NASTY);
    for page in [map::svg(&drawn, "map"), web::picture(&drawn)] {
        harmless(&page);
        assert!(page.contains("&lt;script&gt;"));
    }
    assert!(map::dot(&drawn).contains("\\\"'&<b>"));
    assert!(!map::mermaid(&drawn).contains("<script>"));
}

#[test]
fn texts_do_no_harm_on_the_page() {
    let brief = Brief { title: NASTY.to_owned(), frame: vec![NASTY.to_owned()], ..Brief::default() };
    let report =
        Report { brief: Some(brief), maps: Some(vec![picture(NASTY)]), ..Report::new(Command::Brief) };
    let mut texts = strat::source::SourceMap::new();
    texts.add(NASTY, NASTY, strat::source::Origin::User);
    let page = web::report(&report, &texts, web::Served::No);
    harmless(&page);
    assert_eq!(page.matches("<script>").count(), 2);
    assert_eq!(page.matches("</script>").count(), 2);
}

/// The SHA-256 of a text in base 64.
fn hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits =
            three.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..=three.len() {
            out.push(char::from(DIGITS[(bits >> (18 - 6 * at) & 63) as usize]));
        }
    }
    while !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

#[test]
fn scripts_are_named_by_their_hashes() {
    for script in [web::SEARCH, web::MAP, web::LIVE] {
        assert_eq!(hash(script.text), script.hash, "put the new hash into src/render/web/html.rs");
        assert!(!script.text.contains("</script"));
    }
}

#[test]
fn long_words_and_other_alphabets_stay_in_their_boxes() {
    for text in ["w".repeat(300), "中国".repeat(60), "العربية ".repeat(30), "e\u{301}".repeat(200)] {
        let page = map::svg(&picture(&text), "map");
        let widths = page.split("class=\"box\"").skip(1).filter_map(|part| {
            part.split_once("width=\"")
                .and_then(|(_, rest)| rest.split('"').next())
                .and_then(|n| n.parse::<f64>().ok())
        });
        assert!(widths.into_iter().all(|width| width < 230.0), "{page}");
    }
}
