//! Reports built by hand, as the reasoning would build them for the first real input.

use strat::diagnostic::{Code, Diagnostic};
use strat::internals::model::value::Number;
use strat::internals::model::value::scale::{Range, Scale};
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

fn span(part: &str) -> Option<Span> {
    let start = u32::try_from(TEXT.find(part)?).ok()?;
    Some(Span::new(FileId(0), start, start + u32::try_from(part.len()).ok()?))
}

fn at(part: &str) -> Option<Place> {
    Place::new(span(part)?, &sources())
}

fn rule(name: &str, gloss: &str) -> By {
    By::Rule(RuleName { name: name.into(), gloss: Some(gloss.into()) })
}

fn likely(low: i64, high: i64) -> Likelihood {
    let range = Range::new(Number::percent(low), Number::percent(high)).unwrap();
    let words = Scale::standard("icd203").unwrap().words_for(&range);
    let (width, basis) = (Width::Tightest, Basis::AnyDistribution);
    Likelihood {
        range,
        words,
        believed: 0,
        width,
        tied: Vec::new(),
        basis,
        forecasts: Vec::new(),
        sides: Vec::new(),
        ahead: None,
    }
}

fn claim(sentence: &str, premises: Vec<usize>, by: By) -> ProofNode {
    let place = match &by {
        By::Rule(_) => Place::new(Span::new(FileId(1), 0, 4), &sources()),
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
        ClosedWorldAssumption {
            kind: ClosedWorldKind::Unless,
            sentence: "China objected to deployment".into(),
            doubts: vec!["prevailing says so, unlikely (triangle.strat:40)".into()],
            declared: false,
        },
        ClosedWorldAssumption {
            kind: ClosedWorldKind::Complete,
            sentence: "the members of axis".into(),
            doubts: vec![],
            declared: false,
        },
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
        parts: Some(Parts {
            relation: "veto".into(),
            arguments: vec!["China".into(), what.into()],
            ..Parts::default()
        }),
        bindings: vec![("who".into(), "China".into()), ("what".into(), what.into())],
        truth: Truth::True,
        status: Some(Status::Established),
        likelihood: Some(likely(80, 95)),
        sensitivity: None,
        proofs: vec![],
        hidden_proofs: 0,
        against: vec![],
        cuts: None,
    }
}

fn asked(question: &str, answers: Vec<Answer>) -> Report {
    let ask = Ask { answers, ..Ask::new(question) };
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
    only.cuts = Some(vec![vec![support(Some("c26"))], vec![support(Some("c24")), support(None)]]);
    asked("why China tacitly approved deployment?", vec![only])
}

pub(super) fn why_not() -> Report {
    let missing = |kind, sentence: &str, place| Missing {
        kind,
        sentence: sentence.into(),
        place,
        unheard: vec![],
        from: None,
    };
    let absence = WhyNot {
        circle: Vec::new(),
        sentence: "Russia has a veto over tactics".into(),
        unheard: vec![],
        hindrances: vec![],
        denied: None,
        attempts: vec![
            Attempt {
                rule: RuleName {
                    name: "veto_of_the_dominant".into(),
                    gloss: Some("whoever dominates a group has a veto over its matters".into()),
                },
                place: Place::new(Span::new(FileId(1), 0, 4), &sources()),
                met: vec!["tactics is a matter of axis".into()],
                missing: vec![missing(MissingKind::NotShown, "Russia dominates axis", None)],
                open: vec![],
                stops: vec!["Russia waived its veto over tactics".into()],
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
                    missing(MissingKind::Comparison, "?n > 4, where ?n is 3", None),
                ],
                open: vec!["?a != China".into()],
                stops: vec![],
            },
        ],
        hidden: 4,
        help: Some(Stating { state: vec!["Russia dominates axis".into()], gives: vec![] }),
    };
    let mut report = asked("why not Russia has a veto over tactics?", vec![]);
    report.ask.as_mut().unwrap().absence = Some(absence);
    report
}

fn support(label: Option<&str>) -> Support {
    Support {
        kind: SupportKind::Statement,
        label: label.map(Into::into),
        sentence: "China dominates axis".into(),
        sources: vec!["atkinson".into()],
        place: at("tactics is a matter"),
    }
}

pub(super) fn page() -> Report {
    let mut dominant = implication(
        "China is the dominant partner in axis",
        &["China has the stronger hold on Russia", "China has the stronger hold on DPRK"],
        &["observers"],
    );
    dominant.likelihood = Some(likely(80, 95));
    let found = Diagnostic::new(Code::MixedRows, "the veto of China over deployment is nominal")
        .label(span("deployment falls under tactics").unwrap(), "here");
    let other = Diagnostic::new(Code::EmptyFile, "the file holds no statement");
    let brief = Brief {
        questions: vec![QuestionOutcome {
            question: "Did the shipments stop?".into(),
            hypotheses: vec![HypothesisOutcome {
                name: "stopped".into(),
                gloss: Some("they stopped".into()),
                status: Status::Contested,
            }],
            deciding: Vec::new(),
        }],
        title: "Russia, North Korea and China's quiet nod".into(),
        outline: outline(),
        as_of: Some("2024-10-26".into()),
        frame: vec!["83 claims by 6 sources".into(), "scale icd203".into()],
        observed: Vec::new(),
        themes: vec![
            Theme {
                title: "Power".into(),
                implications: vec![
                    dominant,
                    implication("China is indispensable to axis for war_economy", &[], &[]),
                ],
                more: 0,
            },
            Theme {
                title: "Decisions".into(),
                implications: vec![implication(
                    "China has a veto over tactics",
                    &["China is the dominant partner in axis", "tactics is a matter of axis"],
                    &["atkinson", "observers"],
                )],
                more: 0,
            },
        ],
        disputes: vec![Dispute {
            sides: vec![
                ("atkinson".into(), vec![support(Some("c26"))]),
                ("prevailing".into(), vec![support(Some("c16")), support(None)]),
            ],
            about: vec!["an actor approved what it objected to".into()],
            conflicts: 2,
            settlement: Settlement::Settled,
        }],
        assumptions: vec![KeyAssumption {
            support: Support { kind: SupportKind::Application, ..support(Some("c24")) },
            falls: vec!["China is the dominant partner in axis".into()],
            weakened: 1,
        }],
        findings: vec![Finding {
            diagnostic: 0,
            because: vec![
                "China has a veto over deployment".into(),
                "China has no better choice than deployment".into(),
            ],
        }],
        silence: veto().nodes[0].silence.clone(),
        changes: None,
        scenarios: vec![ScenarioOutcome {
            name: "no_lifeline".into(),
            gloss: Some("China stops supplying the war economy".into()),
            place: at("deployment falls"),
            suppositions: vec!["not China can provide war_economy".into()],
            retracted: Vec::new(),
            supported: vec![Change {
                before: implication("China has a veto over tactics", &["China dominates axis"], &[]),
                after: implication("China has a veto over tactics", &["China leads axis"], &[]),
                without: vec!["China dominates axis, according to atkinson".into()],
                with: vec!["China leads axis".into()],
            }],
            suspended: vec![Suspended {
                support: Support {
                    kind: SupportKind::Application,
                    label: None,
                    sentence: "China can provide war_economy".into(),
                    sources: Vec::new(),
                    place: at("deployment falls"),
                },
                rule: Some(RuleName { name: "supply_shown".into(), gloss: None }),
                because: vec!["China provides war_economy to Russia".into()],
            }],
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
            place: at("China dominates"),
            scenario: None,
            outcome: Outcome::Passed,
            found: None,
        },
        Expectation {
            name: "not_lose_war fails".into(),
            place: at("deployment falls"),
            scenario: Some("no_lifeline".into()),
            outcome: Outcome::Failed,
            found: Some(Found::new("this does not follow")),
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

pub(super) fn all() -> Vec<Report> {
    vec![find(), yes(), nothing(), why(), why_not(), what_if(), would_take(), opposite(), page()]
}

fn implication(sentence: &str, because: &[&str], sources: &[&str]) -> Implication {
    Implication {
        status: Some(Status::Undisputed),
        because: because.iter().map(|one| (*one).into()).collect(),
        sources: sources.iter().map(|one| (*one).into()).collect(),
        ..Implication::new(sentence)
    }
}

pub(super) fn what_if() -> Report {
    let stated = |sentence: &str| Support {
        kind: SupportKind::Statement,
        label: Some("c26".into()),
        sentence: sentence.into(),
        sources: vec!["atkinson".into()],
        place: at("China dominates"),
    };
    let change = |sentence: &str, status| Change {
        before: implication(sentence, &["China dominates axis"], &[]),
        after: Implication { status: Some(status), ..implication(sentence, &["China leads axis"], &[]) },
        without: vec!["China dominates axis, according to atkinson".into()],
        with: vec![],
    };
    let changes = Changes {
        supposed: vec!["not China dominates axis".into()],
        retracted: vec![stated("tactics is a matter of axis")],
        suspended: vec![Suspended { support: stated("China dominates axis"), rule: None, because: vec![] }],
        gained: vec![implication("Russia leads axis", &[], &[])],
        lost: vec![implication("China dominates axis", &[], &["atkinson"])],
        supported: vec![change("China has a veto over tactics", Status::Established)],
        moved: vec![change("China approved deployment", Status::Contested)],
        findings: vec!["a contradiction: China leads axis, and China does not lead axis".into()],
        hidden: 3,
    };
    let mut report = asked("what if not China dominates axis?", vec![]);
    report.ask.as_mut().unwrap().changes = Some(changes);
    report
}

pub(super) fn would_take() -> Report {
    let way = |sentences: &[&str], against: &[&str]| Way {
        sentences: sentences.iter().map(|one| (*one).into()).collect(),
        against: against.iter().map(|one| (*one).into()).collect(),
        from: vec![],
    };
    let taking = Abduction {
        sentence: "Russia has a veto over tactics".into(),
        unheard: vec![],
        hindrances: vec![],
        turns_on: vec![],
        standing: Standing::Denied,
        against: vec!["two actors dominate each other".into()],
        ways: vec![
            way(&["Russia was granted a veto over tactics"], &[]),
            way(&["Russia leads axis", "axis follows Russia"], &["nobody leads itself"]),
        ],
        hidden: 2,
        size: 2,
        every: false,
        search: Searched::Enough,
    };
    let mut report = asked("what would it take: Russia has a veto over tactics?", vec![]);
    report.ask.as_mut().unwrap().taking = Some(taking);
    report
}

fn opposite() -> Report {
    let mut report = asked("how likely not Russia has a veto over tactics?", vec![]);
    report.ask.as_mut().unwrap().opposite = Some(Opposite {
        asked: "Russia does not have a veto over tactics".into(),
        sentence: "Russia has a veto over tactics".into(),
        likelihood: likely(20, 45),
        complement: likely(55, 80),
    });
    report
}

/// Puts a text into every string of a report that comes from the analyst.
pub(super) fn poison(report: &mut Report, text: &str) {
    let put = |place: &mut String| place.push_str(text);
    for found in &mut report.diagnostics {
        put(&mut found.message);
        found.notes.push(text.into());
    }
    if let Some(ask) = &mut report.ask {
        put(&mut ask.question);
        if let Some(changes) = &mut ask.changes {
            changes.supposed.iter_mut().for_each(put);
            for change in changes.supported.iter_mut().chain(&mut changes.moved) {
                put(&mut change.after.sentence);
                change.with.push(text.into());
            }
            for one in changes.gained.iter_mut().chain(&mut changes.lost) {
                put(&mut one.sentence);
            }
            for one in &mut changes.suspended {
                put(&mut one.support.sentence);
            }
            for one in &mut changes.retracted {
                put(&mut one.sentence);
            }
        }
        if let Some(taking) = &mut ask.taking {
            put(&mut taking.sentence);
            taking.against.push(text.into());
            for way in &mut taking.ways {
                way.sentences.iter_mut().for_each(put);
            }
        }
        for answer in &mut ask.answers {
            put(&mut answer.sentence);
            answer.proofs.iter_mut().for_each(|proof| poison_proof(proof, text));
            answer.cuts.iter_mut().flatten().flatten().for_each(|support| poison_support(support, text));
        }
        if let Some(absence) = &mut ask.absence {
            put(&mut absence.sentence);
            for attempt in &mut absence.attempts {
                put(&mut attempt.rule.name);
                attempt.rule.gloss.iter_mut().chain(&mut attempt.met).for_each(put);
                attempt.missing.iter_mut().for_each(|missing| put(&mut missing.sentence));
            }
        }
    }
    for expectation in report.expectations.iter_mut().flatten() {
        put(&mut expectation.name);
    }
    if let Some(brief) = &mut report.brief {
        put(&mut brief.title);
        brief.as_of.iter_mut().chain(&mut brief.frame).for_each(put);
        for theme in &mut brief.themes {
            put(&mut theme.title);
            theme.implications.iter_mut().for_each(|one| poison_implication(one, text));
        }
        for dispute in &mut brief.disputes {
            dispute.about.iter_mut().for_each(put);
            for (voice, claims) in &mut dispute.sides {
                put(voice);
                claims.iter_mut().for_each(|support| poison_support(support, text));
            }
        }
        for assumption in &mut brief.assumptions {
            poison_support(&mut assumption.support, text);
            assumption.falls.iter_mut().for_each(put);
        }
        brief.findings.iter_mut().flat_map(|finding| &mut finding.because).for_each(put);
        brief.silence.iter_mut().for_each(|silence| poison_silence(silence, text));
        for scenario in &mut brief.scenarios {
            put(&mut scenario.name);
            scenario.gained.iter_mut().for_each(|one| poison_implication(one, text));
            let lists = [&mut scenario.suppositions, &mut scenario.lost, &mut scenario.findings];
            lists.into_iter().flatten().chain(&mut scenario.gloss).for_each(put);
        }
    }
}

fn poison_support(support: &mut Support, text: &str) {
    support.sentence.push_str(text);
    support.label.iter_mut().chain(&mut support.sources).for_each(|place| place.push_str(text));
}

fn poison_implication(one: &mut Implication, text: &str) {
    one.sentence.push_str(text);
    one.because.iter_mut().chain(&mut one.sources).for_each(|place| place.push_str(text));
    one.likelihood.iter_mut().for_each(|likelihood| likelihood.words.push_str(text));
}

fn poison_silence(silence: &mut ClosedWorldAssumption, text: &str) {
    silence.sentence.push_str(text);
    silence.doubts.iter_mut().for_each(|place| place.push_str(text));
}

fn poison_proof(proof: &mut Proof, text: &str) {
    for node in &mut proof.nodes {
        node.sentence.push_str(text);
        let lists = [&mut node.sources, &mut node.hedges];
        let single = [&mut node.label, &mut node.date];
        let single = single.into_iter().flatten();
        lists.into_iter().flatten().chain(single).for_each(|place| place.push_str(text));
        if let By::Rule(rule) = &mut node.by {
            rule.name.push_str(text);
            rule.gloss.iter_mut().for_each(|place| place.push_str(text));
        }
        node.silence.iter_mut().for_each(|silence| poison_silence(silence, text));
    }
}

/// A first page: an answer, what it rests on, a fact that goes for several, and a silence.
fn outline() -> strat::report::Outline {
    use strat::report::{Granted, Line, LoadBearing, Outline, Topic, Weight};
    let line = |text: &str, sentences: &[&str], sources: &[&str], weight| Line {
        text: text.into(),
        sentences: sentences.iter().map(|one| (*one).into()).collect(),
        status: Some(Status::Established),
        likelihood: None,
        sources: sources.iter().map(|one| (*one).into()).collect(),
        weight,
    };
    let veto = "China has a veto over tactics";
    let others = ["Russia depends on China for war_economy", "DPRK depends on China for war_economy"];
    let text = "each of Russia and DPRK depends on China for war_economy";
    Outline {
        answer: vec![line(veto, &[veto], &["atkinson"], Weight::Key)],
        rests_on: vec![LoadBearing {
            sentence: "China dominates axis".into(),
            sources: vec!["atkinson".into()],
            falls: 2,
        }],
        changed_by: vec!["Beijing lets go".into()],
        topics: vec![Topic {
            title: "Power and dependence".into(),
            lines: vec![line(text, &others, &[], Weight::Step)],
            more: 0,
        }],
        forecasts: Vec::new(),
        due: Vec::new(),
        uncounted: Vec::new(),
        granted: vec![Granted {
            text: "nobody has shown that any of Russia or DPRK has an alternative to China".into(),
            count: 2,
            bears: 1,
            routine: true,
        }],
        names: [("war_economy".to_owned(), "the goods to keep fighting".to_owned())].into(),
    }
}
