//! The first real input, as it is and with pieces of it changed.

use std::path::Path;
use strat::diagnostic::Severity;
use strat::internals::model::{self, Model};
use strat::internals::reason::{Contest, Contestable, Options, Session};
use strat::report::{Command, Status};
use strat::source::{Origin, SourceMap};

struct Analysis {
    model: Model,
    map: SourceMap,
}

fn analysis(change: impl Fn(String) -> String) -> Analysis {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/triangle.strat");
    let text = change(std::fs::read_to_string(file).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.strat");
    std::fs::write(&path, text).unwrap();
    let mut map = SourceMap::new();
    let loaded = model::load(super::standard(), &strat::source::Disk, &path, &mut map).unwrap();
    let wrong = loaded.diagnostics.iter().find(|found| found.severity == Severity::Error);
    assert!(wrong.is_none(), "{wrong:?}");
    let model = loaded.value;
    Analysis { model, map }
}

fn statuses(change: impl Fn(String) -> String, sentences: &[&str]) -> Vec<Status> {
    let Analysis { model, mut map } = analysis(change);
    let literals: Vec<_> = sentences
        .iter()
        .map(|sentence| {
            let file = map.add("<test>", *sentence, Origin::Typed);
            let literal = strat::internals::syntax::parse_literal(&map, file).unwrap();
            model::resolve::literal(&model, &map, &literal).value.unwrap()
        })
        .collect();
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    literals.iter().map(|literal| session.status_of(literal).map_err(|stop| stop.0).unwrap()).collect()
}

/// The text without the statement that starts so, up to its full stop.
pub(super) fn without(text: &str, start: &str) -> String {
    let at = text.find(start).unwrap();
    let end = at + text[at..].find(".\n").unwrap() + 2;
    format!("{}{}", &text[..at], &text[end..])
}

const VETO: &str = "China has a veto over tactics";
const APPROVAL: &str = "China approved deployment";
const OBJECTION: &str = "despite_objections holds";

#[test]
fn with_the_preference_the_veto_stands() {
    let found = statuses(|text| text, &[VETO, APPROVAL, OBJECTION]);
    assert_eq!(found, [Status::Established, Status::Established, Status::Rejected]);
}

pub(super) fn nobody_is_preferred(text: String) -> String {
    ungraded(&without(&text, "prefer atkinson over prevailing"))
}

/// The text without the grades of sources.
fn ungraded(text: &str) -> String {
    let mut parts = text.split("graded ");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // A grade is a letter and a digit.
        let (rest, cut) = match part[2..].strip_prefix(", ") {
            Some(rest) => (rest, made.len()),
            None => (&part[2..], made.trim_end().trim_end_matches(',').len()),
        };
        made.truncate(cut);
        made.push_str(rest);
    }
    made
}

/// The text without its scenarios, which name statements.
pub(super) fn played_by_nobody(text: &str) -> String {
    let end = text.find("# What if\n").unwrap();
    text[..end].trim_end_matches(['#', '\n']).to_owned() + "\n"
}

#[test]
fn without_preference_and_grades_all_is_contested() {
    let found = statuses(nobody_is_preferred, &[VETO, APPROVAL, OBJECTION]);
    assert_eq!(found, [Status::Contested, Status::Contested, Status::Tenable]);
}

/// The analysis where the veto comes from the observers alone.
fn from_the_observers(text: &str) -> String {
    let mut text = played_by_nobody(text).replace("  @c22: @c26 rebuts despite_objections.\n", "");
    for start in ["  @c26: China", "  @c36: China"] {
        text = without(&text, start);
    }
    text
}

/// Atkinson is preferred to the prevailing view, the observers are not: where the veto comes from them
/// alone, and nothing else of Atkinson's speaks against the objection, the preference does not help.
#[test]
fn what_only_the_observers_support_is_contested_all_the_same() {
    let change = |text: String| {
        let mut text = from_the_observers(&text).replace("@c38 restates @c4.\n", "").replace(
            "    very likely, according to atkinson:\n    Russia asked",
            "    very likely:\n    Russia asked",
        );
        for start in ["  @c40: Xi", "@c38: asked_and_approved"] {
            text = without(&text, start);
        }
        ungraded(&text)
    };
    assert_eq!(statuses(change, &[VETO, OBJECTION]), [Status::Contested, Status::Tenable]);
}

/// Where Atkinson's other claims stay, they reject the objection whoever says that there is a veto.
#[test]
fn what_atkinson_says_besides_rejects_the_objection_too() {
    let change = |text: String| from_the_observers(&text);
    assert_eq!(statuses(change, &[VETO, OBJECTION]), [Status::Established, Status::Rejected]);
}

#[test]
fn a_devils_advocate_changes_no_status() {
    let change = |text: String| {
        text.replace(
            "  @c41: hypothesis unaware",
            "  hypothesis advocate \"what if it objected after all\":\n    China objected to deployment and \
             not China was aware of deployment.\n  @c41: hypothesis unaware",
        )
    };
    let sentences = [VETO, APPROVAL, OBJECTION, "China gains from good_cop", "unaware holds"];
    assert_eq!(statuses(change, &sentences), statuses(|text| text, &sentences));
    assert_eq!(statuses(change, &["advocate holds"]), [Status::Rejected]);
}

#[test]
fn the_veto_bears_no_load_alone() {
    let Analysis { model, mut map } = analysis(|text| text);
    let file = map.add("<test>", VETO, Origin::Typed);
    let literal = strat::internals::syntax::parse_literal(&map, file).unwrap();
    let literal = model::resolve::literal(&model, &map, &literal).value.unwrap();
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    let cuts = session.cuts_of(&[literal], 3, Contest::Claims).map_err(|stop| stop.0).unwrap().remove(0);
    let label = |one: &Contestable| match one {
        Contestable::Claim(id) => model.name(model.statement(*id).unwrap().label.unwrap()).to_owned(),
        other => format!("{other:?}"),
    };
    let mut cuts: Vec<Vec<String>> = cuts
        .iter()
        .map(|cut| {
            let mut names: Vec<String> = cut.iter().map(label).collect();
            names.sort();
            names
        })
        .collect();
    cuts.sort();
    // What the goal of the war requires is vital to the one who pursues it, as `c43_end` says of Russia.
    assert_eq!(cuts, [["c24", "c26", "c36"], ["c25", "c26", "c36"], ["c26", "c36", "c43_end"]]);
}

#[test]
fn an_even_chance_beside_a_very_likely_one_is_too_much() {
    let hedged = |text: String| {
        let hedge = "    possible, according to atkinson, quoting \"cannot be ruled out\"";
        assert!(text.contains(hedge));
        text.replace(hedge, &hedge.replace("possible", "roughly even chance"))
    };
    for (change, wanted) in [(&hedged as &dyn Fn(String) -> String, 1), (&|text| text, 0)] {
        let Analysis { model, .. } = analysis(change);
        let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
        session.check().map_err(|stop| stop.0).unwrap();
        let all = session.report.diagnostics.iter().filter(|diagnostic| diagnostic.code.number() == "S0511");
        let all: Vec<&str> = all.map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(all.len(), wanted, "{all:?}");
        assert!(all.iter().all(|one| *one == "these two exclusive hypotheses add up to at least 125 %"));
    }
}
