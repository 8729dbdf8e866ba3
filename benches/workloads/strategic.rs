//! Dependence, alliances and vetoes with negation, about as many facts as asked for.

use std::path::Path;

use strat::internals::engine::{Constant, Database, Facts, Program, RelationId};

use super::edits::Edited;
use super::{rule, tsv};

/// The relations of the files, with their columns.
pub struct Files {
    pub actor: Vec<[u32; 1]>,
    pub depends: Vec<[u32; 4]>,
    /// member, dominates, tactic_of, exempt, acted, approved, shares_goal
    pub pairs: [Vec<[u32; 2]>; 7],
}

impl Files {
    pub fn read(folder: &Path) -> Self {
        let pairs = ["member", "dominates", "tactic_of", "exempt", "acted", "approved", "shares_goal"];
        Self {
            actor: tsv::rows(&folder.join("actor.tsv")),
            depends: tsv::rows(&folder.join("depends.tsv")),
            pairs: pairs.map(|name| tsv::rows(&folder.join(format!("{name}.tsv")))),
        }
    }
}

/// The program, its facts, and the relations that every engine counts.
pub fn program(files: Files) -> (Program, Facts, [(&'static str, RelationId); 7]) {
    let mut program = Program::default();
    let p = &mut program;
    let [actor, depends] = [1, 4].map(|columns| p.add_relation(columns));
    let pairs = [(); 7].map(|()| p.add_relation(2));
    let [member, dominates, tactic_of, exempt, acted, approved, shares_goal] = pairs;
    let [link, ally, crit, crit_star, veto, exposed, leverage] = [(); 7].map(|()| p.add_relation(2));
    let violation = p.add_relation(3);
    let [at_risk, secure] = [(); 2].map(|()| p.add_relation(1));
    rule(p, (link, "ab"), &[(shares_goal, "ab")]);
    rule(p, (link, "ba"), &[(shares_goal, "ab")]);
    rule(p, (ally, "ab"), &[(link, "ab")]);
    rule(p, (ally, "ac"), &[(ally, "ab"), (link, "bc")]);
    rule(p, (crit, "ab"), &[(depends, "abc3")]);
    rule(p, (crit_star, "ab"), &[(crit, "ab")]);
    rule(p, (crit_star, "ac"), &[(crit_star, "ab"), (crit, "bc")]);
    rule(p, (veto, "ad"), &[(dominates, "ab"), (member, "cb"), (tactic_of, "cd"), (exempt, "!ad")]);
    rule(p, (violation, "abc"), &[(acted, "ac"), (veto, "bc"), (approved, "!bc")]);
    rule(p, (exposed, "ab"), &[(crit_star, "ab"), (violation, "bcd"), (ally, "!ac")]);
    rule(p, (leverage, "ad"), &[(dominates, "ab"), (member, "cb"), (crit_star, "dc"), (ally, "!ad")]);
    rule(p, (at_risk, "a"), &[(exposed, "ab")]);
    rule(p, (at_risk, "a"), &[(leverage, "ba")]);
    rule(p, (secure, "a"), &[(actor, "a"), (at_risk, "!a")]);
    let mut facts = Facts::new(p);
    for row in files.actor {
        facts.add(actor, &row.map(Constant));
    }
    for row in files.depends {
        facts.add(depends, &row.map(Constant));
    }
    for (relation, rows) in pairs.into_iter().zip(files.pairs) {
        for row in rows {
            facts.add(relation, &row.map(Constant));
        }
    }
    let counted = [
        ("ally", ally),
        ("crit_star", crit_star),
        ("veto", veto),
        ("violation", violation),
        ("exposed", exposed),
        ("leverage", leverage),
        ("secure", secure),
    ];
    (program, facts, counted)
}

/// The relations whose facts are edited, as [`program`] numbers them.
pub fn edited(files: &Files) -> Vec<Edited> {
    let depends = files.depends.iter().map(|row| row.to_vec()).collect();
    let names = ["member", "dominates", "tactic_of", "exempt", "acted", "approved", "shares_goal"];
    let pairs = names.into_iter().zip(&files.pairs).zip(2..).map(|((name, rows), number)| Edited {
        name,
        relation: RelationId(number),
        rows: rows.iter().map(|row| row.to_vec()).collect(),
    });
    let depends = Edited { name: "depends", relation: RelationId(1), rows: depends };
    std::iter::once(depends).chain(pairs).collect()
}

/// The counts, as every engine prints them.
pub fn report(database: &Database, counted: &[(&str, RelationId)]) -> String {
    let counts: Vec<String> =
        counted.iter().map(|(name, of)| format!("{name}={}", database.len(*of))).collect();
    counts.join(" ")
}
