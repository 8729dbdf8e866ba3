//! The clauses and qualifiers of the language: which statement takes which, and how each is written.

/// A clause, or a qualifier.
pub(super) struct Clause {
    /// The words that begin it, separated by single spaces.
    pub(super) words: &'static str,
    /// The statements that take it; a qualifier has none.
    pub(super) of: &'static [&'static str],
    /// How it is written.
    pub(super) example: &'static str,
}

const fn clause(words: &'static str, of: &'static [&'static str], example: &'static str) -> Clause {
    Clause { words, of, example }
}

const QUALIFIER: &[&str] = &[];

/// Every clause of the language and every qualifier.
pub(super) const CLAUSES: &[Clause] = &[
    clause("is", &["actor", "group"], "is state"),
    clause("aka", &["actor", "group"], "aka \"North Korea\""),
    clause("speaks for", &["actor", "group"], "speaks for China"),
    clause("belongs to", &["actor", "group"], "belongs to axis"),
    clause("of", &["group", "matter", "goal"], "of China and Russia"),
    clause("graded", &["source"], "graded B2"),
    clause("dated", &["source"], "dated 2024-10-26"),
    clause("for", &["source"], "for China"),
    clause("via", &["source"], "via pap"),
    clause("text", &["source"], "text \"interview.txt\""),
    clause("priority", &["goal"], "priority 1"),
    clause("serves", &["goal", "action"], "serves safety"),
    clause("conflicts with", &["goal"], "conflicts with growth"),
    clause("requires", &["goal"], "requires oil"),
    clause("achieved if", &["goal"], "achieved if invasion took place"),
    clause("fails if", &["goal"], "fails if invasion took place"),
    clause("by", &["action", "event", "veto", "forecast", "commitment"], "by China"),
    clause("under", &["action"], "under tactics"),
    clause("harms", &["action"], "harms safety"),
    clause("uses", &["action"], "uses troops"),
    clause("taken", &["action"], "taken 2024-10"),
    clause("below", &["sort"], "below resource"),
    clause("as of", &["analysis"], "as of 2024-10-26"),
    clause("scale", &["analysis"], "scale icd203"),
    clause("without", &["analysis"], "without emerson"),
    clause("likely enough", &["analysis"], "likely enough very likely"),
    clause("independent", &["analysis", "question"], "independent"),
    clause("open", &["question"], "open"),
    clause("not exclusive", &["question"], "not exclusive"),
    clause("extends", &["scenario"], "extends base"),
    clause("also", &["relation"], "also \"{a} can veto {x}\""),
    clause("negated", &["relation"], "negated \"{a} does not depend on {b}\""),
    clause("symmetric", &["relation"], "symmetric"),
    clause("transitive", &["relation"], "transitive"),
    clause("irreflexive", &["relation"], "irreflexive"),
    clause("asymmetric", &["relation"], "asymmetric"),
    clause("functional", &["relation"], "functional"),
    clause("excludes", &["relation"], "excludes objected"),
    clause("may be undecided", &["relation"], "may be undecided"),
    clause("declaring", &["facts"], "declaring actor"),
    clause("columns", &["facts"], "columns who, whom and what"),
    clause("column", &["declare"], "column id"),
    clause("at least", &["expect"], "at least likely"),
    clause("according to", QUALIFIER, "according to atkinson"),
    clause("confidence", QUALIFIER, "confidence moderate"),
    clause("since", QUALIFIER, "since 2024-10"),
    clause("until", QUALIFIER, "until 2024-10"),
    clause("on", QUALIFIER, "on 2024-10-26"),
    clause("key", QUALIFIER, "key"),
    clause("because", QUALIFIER, "because \"the reason\""),
    clause("quoting", QUALIFIER, "quoting \"the words\""),
    clause("severity", QUALIFIER, "severity warning"),
    clause("folded", QUALIFIER, "folded"),
    clause("between", QUALIFIER, "between 60% and 80%"),
];

impl Clause {
    /// Whether a statement takes it.
    pub(super) fn fits(&self, statement: &str) -> bool {
        if self.of.is_empty() {
            !matches!(statement, "import" | "scale" | "retract")
        } else {
            self.of.contains(&statement)
        }
    }

    /// Its first word.
    pub(super) fn first(&self) -> &'static str {
        self.words.split(' ').next().unwrap_or(self.words)
    }
}

/// The clause whose first word this is.
pub(super) fn begun_by(word: &str) -> Option<&'static Clause> {
    CLAUSES.iter().find(|clause| clause.first() == word)
}

/// The clause of a statement whose first word is nearly this one.
pub(super) fn nearly_begun_by(word: &str, statement: &str) -> Option<&'static Clause> {
    let lower = word.to_lowercase();
    let mut nearest: Option<(usize, &Clause)> = None;
    for clause in CLAUSES.iter().filter(|clause| clause.fits(statement)) {
        let first = clause.first();
        let distance = strsim::osa_distance(&lower, first);
        let allowed = match first.len() {
            0..=2 => usize::from(word.len() == 3 && word.starts_with(first)),
            3..=7 => 1,
            _ => 2,
        };
        if distance <= allowed && nearest.is_none_or(|(best, _)| distance < best) {
            nearest = Some((distance, clause));
        }
    }
    nearest.map(|(_, clause)| clause)
}

/// `goal`, or `action and goal`, each in backticks.
pub(super) fn listed(names: &[&str]) -> String {
    let quoted = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
