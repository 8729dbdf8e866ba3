//! Reports built by hand, as the reasoning would build them for the first real input.

use strat::diagnostic::{Code, Diagnostic};
use strat::model::value::Number;
use strat::model::value::scale::{Range, Scale};
use strat::report::*;
use strat::source::{FileId, Origin, SourceMap, Span};

const TEXT: &str = r#"analysis triangle "Russia, North Korea and China's quiet nod" as of 2024-10-26.
according to atkinson {
  China dominates axis.
  tactics is a matter of axis.
}
deployment falls under tactics.
"#;

pub(super) fn sources() -> SourceMap {
    let mut map = SourceMap::new();
    map.add("triangle.strat", TEXT, Origin::User);
    map.add("doctrine/decisions.strat", "rule veto_of_the_dominant: x.\n", Origin::Doctrine);
    map
}

fn at(part: &str) -> Option<Span> {
    let start = u32::try_from(TEXT.find(part)?).ok()?;
    Some(Span::new(FileId(0), start, start + u32::try_from(part.len()).ok()?))
}

fn rule(name: &str, gloss: &str) -> By {
    By::Rule(RuleName { name: name.into(), gloss: Some(gloss.into()) })
}

fn likely(low: i64, high: i64) -> Likelihood {
    let range = Range::new(Number::percent(low), Number::percent(high)).unwrap();
    let words = Scale::standard("icd203").unwrap().words_for(&range);
    Likelihood { range, words }
}

fn claim(sentence: &str, premises: Vec<usize>, by: By) -> ProofNode {
    let place = match &by {
        By::Rule(_) => Some(Span::new(FileId(1), 0, 4)),
        _ => at(sentence),
    };
    ProofNode { premises, place, ..ProofNode::new(sentence, by) }
}

pub(super) fn veto() -> Proof {
    let mut dominates = claim("China dominates axis", vec![], By::Claim);
    dominates.sources = vec!["atkinson".into()];
    dominates.date = Some("2024-10-26".into());
    dominates.hedges = vec!["very likely".into(), "moderate confidence".into()];
    dominates.label = Some("c26".into());
    let mut matter = claim("tactics is a matter of axis", vec![], By::Claim);
    matter.sources = vec!["atkinson".into()];
    let mut approves = claim(
        "China tacitly approved deployment",
        vec![1, 6],
        rule("silence_is_consent", "who has a veto, knows of an act and lets it happen approves it"),
    );
    approves.silence = vec![
        Silence {
            kind: SilenceKind::Unless,
            sentence: "China objected to deployment".into(),
            doubts: vec!["prevailing says so, unlikely (triangle.strat:40)".into()],
        },
        Silence { kind: SilenceKind::Complete, sentence: "the members of axis".into(), doubts: vec![] },
    ];
    let veto = claim(
        "China has a veto over deployment",
        vec![2, 3],
        rule("veto_reaches_actions", "a veto over a matter is one over each action under it"),
    );
    let over_tactics = claim(
        "China has a veto over tactics",
        vec![4, 5],
        rule(
            "veto_of_the_dominant",
            "whoever dominates a group, or is its dominant partner, has a veto over the matters of that group",
        ),
    );
    let falls = claim("deployment falls under tactics", vec![], By::Given);
    let aware = claim(
        "China was aware of deployment",
        vec![3],
        By::Rule(RuleName { name: String::new(), gloss: None }),
    );
    Proof { nodes: vec![approves, veto, over_tactics, falls, dominates, matter, aware] }
}

fn answer(sentence: &str, what: &str) -> Answer {
    Answer {
        sentence: sentence.into(),
        atom: Some(AtomText { relation: "veto".into(), arguments: vec!["China".into(), what.into()] }),
        bindings: vec![("who".into(), "China".into()), ("what".into(), what.into())],
        truth: Truth::True,
        status: Some(Status::Established),
        likelihood: Some(likely(80, 95)),
        proofs: vec![],
        hidden_proofs: 0,
        cuts: None,
    }
}

fn asked(question: &str, answers: Vec<Answer>) -> Report {
    let ask = Ask { question: question.into(), answers, hidden: 0, absence: None };
    Report { ask: Some(ask), verdict: Some(Verdict::Disputed), ..Report::new(Command::Ask) }
}

pub(super) fn find() -> Report {
    let mut second = answer("China has a veto over deployment", "deployment");
    second.status = Some(Status::Undisputed);
    second.likelihood = Some(likely(55, 99));
    let mut report =
        asked("who has a veto over what?", vec![answer("China has a veto over tactics", "tactics"), second]);
    report.ask.as_mut().unwrap().hidden = 3;
    report
}

pub(super) fn yes() -> Report {
    let mut only = answer("China has a veto over tactics", "tactics");
    only.bindings.clear();
    asked("China has a veto over tactics?", vec![only])
}

pub(super) fn nothing() -> Report {
    asked("Japan has a veto over tactics?", vec![])
}

pub(super) fn why() -> Report {
    let mut only = answer("China tacitly approved deployment", "deployment");
    only.proofs = vec![veto()];
    only.hidden_proofs = 2;
    only.cuts = Some(vec![vec!["@c26".into()], vec!["@c24".into(), "triangle.strat:4".into()]]);
    asked("why China tacitly approved deployment?", vec![only])
}

pub(super) fn why_not() -> Report {
    let missing = |kind, sentence: &str, place| Missing { kind, sentence: sentence.into(), place };
    let absence = Absence {
        sentence: "Russia has a veto over tactics".into(),
        denied: None,
        attempts: vec![
            Attempt {
                rule: RuleName {
                    name: "veto_of_the_dominant".into(),
                    gloss: Some("whoever dominates a group has a veto over its matters".into()),
                },
                place: Some(Span::new(FileId(1), 0, 4)),
                met: vec!["tactics is a matter of axis".into()],
                missing: vec![missing(MissingKind::NotShown, "Russia dominates axis", None)],
            },
            Attempt {
                rule: RuleName { name: "veto_granted".into(), gloss: None },
                place: None,
                met: vec![],
                missing: vec![
                    missing(MissingKind::NotShown, "Russia was granted a veto over something", None),
                    missing(
                        MissingKind::Blocking,
                        "Russia waived its veto over tactics",
                        at("deployment falls"),
                    ),
                    missing(MissingKind::Denied, "Russia belongs to axis", None),
                    missing(MissingKind::Comparison, "3 > 4", None),
                ],
            },
        ],
        hidden: 4,
    };
    let mut report = asked("why not Russia has a veto over tactics?", vec![]);
    report.ask.as_mut().unwrap().absence = Some(absence);
    report
}

pub(super) fn page() -> Report {
    let implication = |sentence: &str, because: &[&str], sources: &[&str]| Implication {
        status: Some(Status::Undisputed),
        because: because.iter().map(|&text| text.into()).collect(),
        sources: sources.iter().map(|&text| text.into()).collect(),
        ..Implication::new(sentence)
    };
    let mut dominant = implication(
        "China is the dominant partner in axis",
        &["China has the stronger hold on Russia", "China has the stronger hold on DPRK"],
        &["observers"],
    );
    dominant.likelihood = Some(likely(80, 95));
    let found = Diagnostic::new(Code::MixedRows, "the veto of China over deployment is nominal")
        .label(at("deployment falls under tactics").unwrap(), "here");
    let other = Diagnostic::new(Code::EmptyFile, "the file holds no statement");
    let brief = Brief {
        title: "Russia, North Korea and China's quiet nod".into(),
        as_of: Some("2024-10-26".into()),
        frame: vec!["83 claims by 6 sources".into(), "scale icd203".into()],
        themes: vec![
            Theme {
                title: "Power".into(),
                implications: vec![
                    dominant,
                    implication("China is indispensable to axis for war_economy", &[], &[]),
                ],
            },
            Theme {
                title: "Decisions".into(),
                implications: vec![implication(
                    "China has a veto over tactics",
                    &["China is the dominant partner in axis", "tactics is a matter of axis"],
                    &["atkinson", "observers"],
                )],
            },
        ],
        findings: vec![Finding {
            diagnostic: 0,
            because: vec![
                "China has a veto over deployment".into(),
                "China has no better choice than deployment".into(),
            ],
        }],
        silence: veto().nodes[0].silence.clone(),
        scenarios: vec![ScenarioOutcome {
            name: "no_lifeline".into(),
            gloss: Some("China stops supplying the war economy".into()),
            place: at("deployment falls"),
            suppositions: vec!["not China can provide war_economy".into()],
            gained: vec![implication(
                "not_lose_war fails",
                &["Russia critically depends on China for war_economy"],
                &[],
            )],
            lost: vec!["China alone in axis can provide war_economy".into()],
            findings: vec!["supplier without supply: China".into()],
        }],
    };
    let expectations = vec![
        Expectation {
            name: "China has a veto over tactics".into(),
            place: at("China dominates").unwrap(),
            outcome: Outcome::Passed,
        },
        Expectation {
            name: "not_lose_war fails".into(),
            place: at("deployment falls").unwrap(),
            outcome: Outcome::Failed,
        },
    ];
    Report {
        verdict: Some(Verdict::Disputed),
        diagnostics: vec![found, other],
        brief: Some(brief),
        expectations: Some(expectations),
        ..Report::new(Command::Brief)
    }
}
