//! Forms of English verbs and nouns to what they are forms of: `depends` and `depending` to `depend`.
//!
//! A small table and the regular endings; where an ending can come of several words, all of them are given.
//! Tense is not told apart: what holds is asked for, and dates say when.

/// Irregular forms, each with its base form.
const IRREGULAR: &[(&str, &str)] = &[
    ("am", "be"),
    ("are", "be"),
    ("been", "be"),
    ("being", "be"),
    ("is", "be"),
    ("was", "be"),
    ("were", "be"),
    ("had", "have"),
    ("has", "have"),
    ("having", "have"),
    ("did", "do"),
    ("does", "do"),
    ("done", "do"),
    ("doing", "do"),
    ("goes", "go"),
    ("gone", "go"),
    ("went", "go"),
    ("ate", "eat"),
    ("began", "begin"),
    ("begun", "begin"),
    ("caught", "catch"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("fled", "flee"),
    ("flew", "fly"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("hid", "hide"),
    ("laid", "lay"),
    ("overthrew", "overthrow"),
    ("overthrown", "overthrow"),
    ("ran", "run"),
    ("rose", "rise"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("shot", "shoot"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("struck", "strike"),
    ("swore", "swear"),
    ("threw", "throw"),
    ("withheld", "withhold"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("felt", "feel"),
    ("fought", "fight"),
    ("found", "find"),
    ("gave", "give"),
    ("given", "give"),
    ("got", "get"),
    ("held", "hold"),
    ("kept", "keep"),
    ("knew", "know"),
    ("known", "know"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("lost", "lose"),
    ("made", "make"),
    ("meant", "mean"),
    ("met", "meet"),
    ("paid", "pay"),
    ("said", "say"),
    ("saw", "see"),
    ("seen", "see"),
    ("sent", "send"),
    ("shown", "show"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("stood", "stand"),
    ("taken", "take"),
    ("took", "take"),
    ("thought", "think"),
    ("told", "tell"),
    ("understood", "understand"),
    ("withdrew", "withdraw"),
    ("won", "win"),
    ("wrote", "write"),
    ("could", "can"),
    ("allies", "ally"),
];

/// Verbs that analysts use for each other, in a question: each may stand for any other of its line.
const SYNONYMS: &[&[&str]] = &[
    &["accept", "agree", "approve", "consent", "endorse", "clear"],
    &["aim", "desire", "pursue", "seek", "strive", "want", "wish"],
    &["aid", "assist", "benefit", "help"],
    &["allow", "enable", "permit"],
    &["announce", "claim", "declare", "proclaim", "say", "state"],
    &["ask", "demand", "insist", "request"],
    &["back", "endorse", "favour", "support"],
    &["benefit", "gain", "profit"],
    &["block", "forbid", "halt", "hinder", "obstruct", "prevent", "stop", "veto"],
    &["breach", "break", "violate"],
    &["bring", "cause", "lead", "produce", "provoke", "trigger"],
    &["condemn", "criticise", "denounce"],
    &["count", "depend", "hinge", "need", "rely"],
    &["damage", "harm", "hurt", "undermine"],
    &["deliver", "furnish", "give", "hand", "pay", "provide", "send", "ship", "supply", "transfer"],
    &["dread", "fear", "worry"],
    &["fulfil", "fulfill", "honour", "keep", "meet"],
    &["happen", "occur", "take"],
    &["hit", "reach", "strike"],
    &["hope", "wish"],
    &["lose", "suffer"],
    &["need", "require"],
    &["object", "oppose", "protest", "refuse", "reject", "resist"],
    &["pledge", "promise"],
    &["favour", "prefer"],
    &["threaten", "warn"],
];

/// What a word, in small letters, may be a form of; itself among them.
pub(super) fn bases(word: &str) -> Vec<String> {
    let mut found = vec![word.to_owned()];
    let mut add = |base: String| {
        if base.len() > 1 && !found.contains(&base) {
            found.push(base);
        }
    };
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        add((*base).to_owned());
    }
    let doubled = |stem: &str| {
        let mut last = stem.chars().rev();
        let twice = last.next().is_some_and(|one| last.next() == Some(one) && !"aeiou".contains(one));
        twice.then(|| stem.chars().take(stem.chars().count() - 1).collect::<String>())
    };
    if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")) {
        add(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("es") {
        add(stem.to_owned());
    }
    if let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        add(stem.to_owned());
    }
    // One language, two spellings.
    for (british, american) in [("ise", "ize"), ("ised", "ize"), ("ises", "ize"), ("ising", "ize")] {
        if let Some(stem) = word.strip_suffix(british).filter(|stem| stem.len() > 3) {
            add(format!("{stem}{american}"));
        }
    }
    for ending in ["ed", "ing"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 1) {
            add(stem.to_owned());
            add(format!("{stem}e"));
            doubled(stem).into_iter().for_each(&mut add);
        }
    }
    let american = |base: &String| {
        let at = base.find("our").filter(|at| *at > 2)?;
        Some(format!("{}or{}", base.get(..at)?, base.get(at + 3..)?))
    };
    let respelt: Vec<String> = found.iter().filter_map(american).collect();
    found.extend(respelt);
    found
}

/// Whether two words, in small letters, may be forms of one.
pub(super) fn same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let others = bases(other);
    bases(one).iter().any(|base| others.contains(base))
}

/// Whether a word may be used for another one, which a sentence has.
pub(super) fn synonym(said: &str, meant: &str) -> bool {
    let said = bases(said);
    SYNONYMS.iter().any(|line| {
        line.iter().any(|one| said.iter().any(|base| same(base, one)))
            && line.iter().any(|one| same(meant, one))
    })
}

/// The words that may be used for each other, made ready for many look-ups.
pub(super) struct Synonyms {
    /// Of each line, what each of its words may be a form of.
    lines: Vec<Vec<Vec<String>>>,
}

impl Synonyms {
    /// Makes them ready.
    pub(super) fn new() -> Self {
        Self { lines: SYNONYMS.iter().map(|line| line.iter().map(|one| bases(one)).collect()).collect() }
    }

    /// The lines in which a word stands, in any of its forms.
    pub(super) fn lines(&self, word: &str) -> Vec<usize> {
        let word = bases(word);
        let has = |line: &[Vec<String>]| line.iter().flatten().any(|base| word.contains(base));
        self.lines.iter().enumerate().filter(|(_, line)| has(line)).map(|(at, _)| at).collect()
    }
}

/// Nouns of verbs that no ending makes.
const NOUNS: &[(&str, &str)] = &[
    ("advise", "advice"),
    ("apply", "application"),
    ("believe", "belief"),
    ("choose", "choice"),
    ("deny", "denial"),
    ("destroy", "destruction"),
    ("die", "death"),
    ("enter", "entry"),
    ("flee", "flight"),
    ("fly", "flight"),
    ("lose", "loss"),
    ("pay", "payment"),
    ("seize", "seizure"),
    ("speak", "speech"),
    ("try", "trial"),
];

/// The endings of verbs, each with that of its noun: *invade* and *invasion*, *respond* and *response*.
const ENDINGS: &[(&str, &str)] = &[
    ("de", "sion"),
    ("de", "ssion"),
    ("d", "sion"),
    ("d", "se"),
    ("d", "ce"),
    ("ain", "ention"),
    ("eive", "eption"),
    ("ibe", "iption"),
    ("uce", "uction"),
];

/// The letters that a verb and its noun share at least, before their endings.
const ROOT: usize = 3;

/// Whether one word is the noun of the other, in any form: `invaded` and `invasion`.
fn is_noun_of(noun: &str, verb: &str) -> bool {
    let shared = noun.chars().zip(verb.chars()).take_while(|(one, other)| one == other).count();
    if shared < 2 || noun.len() <= ROOT {
        return false;
    }
    let (nouns, verbs) = (bases(noun), bases(verb));
    let pair =
        |of: &str, made: &str| verbs.iter().any(|one| one == of) && nouns.iter().any(|one| one == made);
    let ends = |of: &str, made: &str| {
        let roots = verbs.iter().filter_map(|one| one.strip_suffix(of)).filter(|root| root.len() >= ROOT);
        roots.into_iter().any(|root| nouns.iter().any(|one| one.strip_suffix(made) == Some(root)))
    };
    NOUNS.iter().any(|(of, made)| pair(of, made)) || ENDINGS.iter().any(|(of, made)| ends(of, made))
}

/// Whether two words may be of one stem, whatever they are made to: `withdrawn` and `withdrawal`.
pub(super) fn akin(one: &str, other: &str) -> bool {
    if same(one, other) || is_noun_of(one, other) || is_noun_of(other, one) {
        return true;
    }
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let shorter = one.chars().count().min(other.chars().count());
    shared >= 4 && shared * 5 >= shorter * 4
}

/// Whether a word says that something was done: `vetoed`, `had`, `did`.
pub(super) fn is_past(word: &str) -> bool {
    matches!(word, "did" | "had" | "was" | "were") || (word.ends_with("ed") && word.len() > 4)
}

/// Whether a word helps another verb, or stands before whom it is asked of.
pub(super) fn helps(word: &str) -> bool {
    let modal =
        matches!(word, "will" | "would" | "shall" | "should" | "may" | "might" | "must" | "can" | "could");
    modal || matches!(word, "do" | "does" | "did") || is_form_of(word, "be") || is_form_of(word, "have")
}

/// Whether a word is a form of a verb in the table.
pub(super) fn is_form_of(word: &str, base: &str) -> bool {
    word == base || IRREGULAR.iter().any(|(form, of)| *form == word && *of == base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_are_the_same() {
        for (one, other) in [
            ("depends", "depend"),
            ("providing", "provides"),
            ("controlled", "controls"),
            ("denied", "denies"),
            ("took", "takes"),
            ("has", "have"),
            ("was", "is"),
            ("wants", "want"),
            ("passes", "pass"),
            ("goals", "goal"),
            ("loses", "lost"),
            ("favoured", "favors"),
            ("recognise", "recognizes"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
        for (one, other) in [("depends", "defends"), ("has", "is"), ("gains", "gives"), ("serves", "seeks")] {
            assert!(!same(one, other), "{one} {other}");
        }
        for (verb, noun) in [
            ("invaded", "invasion"),
            ("concede", "concession"),
            ("responds", "response"),
            ("chose", "choice"),
            ("abstains", "abstention"),
        ] {
            assert!(akin(verb, noun) && akin(noun, verb), "{verb} {noun}");
        }
        assert!(akin("withdrawn", "withdrawal") && akin("admission", "admit") && !akin("protest", "protect"));
        assert!(synonym("blocks", "veto") && synonym("stop", "vetoes") && !synonym("stop", "serve"));
    }
}
