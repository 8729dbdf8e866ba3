//! Questions in words that no sentence has, to questions that have them: *what stops A from doing x* is *why not A does x*.
//!
//! A pattern has words, alternatives (`stop|prevent`), words that may be left out (`?the|a`) and stars, each for one or
//! more words; what it becomes has the numbers of the stars. What comes out is read as any question, so that a pattern need not know any relation.
//!
//! Invariant: pure text, and a bounded number of ways.

use super::cut::{self, Word};

/// The most ways in which a pattern takes the words apart.
const WAYS: usize = 12;

/// Questions, and how else they are put. Those that say more come first.
const REWORDED: &[(&str, &str)] = &[
    // Who has a say.
    ("who must|should|has|needs|have|need to agree|consent to *", "who can veto 1"),
    ("who must|should agree|consent to *", "who can veto 1"),
    ("whose consent|agreement|approval|permission is|was needed|required|necessary for *", "who can veto 1"),
    ("who can|could|may|might|would block|stop|prevent|halt *", "who can veto 1"),
    ("who is|was able to block|stop|prevent|halt|veto *", "who can veto 1"),
    ("who blocks|stops *", "who can veto 1"),
    ("can|could anyone|anybody|someone|somebody block|stop|prevent|halt|veto *", "who can veto 1"),
    ("is|was there anyone|anybody|someone who can|could block|stop|prevent|halt|veto *", "who can veto 1"),
    ("can|could * be stopped|blocked|prevented|vetoed|halted by *", "can 2 veto 1"),
    ("can|could * be stopped|blocked|prevented|vetoed|halted", "who can veto 1"),
    // Why, and why not.
    (
        "what|who stops|stopped|prevents|prevented|keeps|kept|hinders|hindered|holds|held * back from *",
        "why not 1 2",
    ),
    ("what|who stops|stopped|prevents|prevented|keeps|kept|hinders|hindered * from *", "why not 1 2"),
    ("what is|was|are|were the reason|reasons|grounds|explanation|basis for|behind|of *", "why 1"),
    ("for|on what reason|reasons|grounds *", "why 1"),
    ("what makes us|you|one think|believe|say that *", "why 1"),
    ("what makes us|you|one think|believe|say *", "why 1"),
    ("who says|said|claims|claimed|thinks|believes that *", "why 1"),
    ("according to whom *", "why 1"),
    ("what explains that *", "why 1"),
    ("what explains *", "why 1"),
    ("how is it that *", "why 1"),
    ("why is|was it that *", "why 1"),
    ("why is|was|are * powerful|strong|dominant", "why 1 has power over whom"),
    ("how can|could *", "why can 1"),
    ("how does|do|did *", "why does 1"),
    // What it would take.
    (
        "what would|could|might make|get|lead|cause|induce|persuade|bring|force|move * to *",
        "what would it take for 1 2",
    ),
    ("what would|could|might make|have * *", "what would it take for 1 2"),
    ("what would it take to stop|prevent|block|avert *", "what would it take for not 1 take place"),
    ("what is|would be needed|required|necessary for *", "what would it take for 1"),
    ("what has|had to happen for|before *", "what would it take for 1"),
    ("what must happen for|before *", "what would it take for 1"),
    ("under what|which conditions|circumstances would|will|does|could *", "what would it take for 1"),
    // How sure.
    (
        "how sure|certain|confident|likely can|could|are|is|should we|you|one ?be ?in|of|that|about ?the ?conclusion|claim|judgement|judgment|view|finding ?that *",
        "how likely is it that 1",
    ),
    ("how sure|certain|likely is it *", "how likely is it that 1"),
    // Who did it.
    ("what|which promises|commitments|pledges were|was|are|is broken", "what is broken"),
    ("whose fault is|was *", "who did 1"),
    ("how can|could|might|to persuade|convince|get|bring|move * to *", "what would it take for 1 2"),
    ("how can|could|might * be persuaded|convinced|brought|moved|made to *", "what would it take for 1 2"),
    ("how can|could|might * be stopped|prevented|averted|avoided", "what would it take for not 1 take place"),
    ("how can|could|might we|one stop|prevent|avert|avoid *", "what would it take for not 1 take place"),
    ("is it certain|clear|known|proven|established|true that *", "how likely is it that 1"),
    ("how strong is the evidence|case that|for *", "how likely is it that 1"),
    ("what is the chance|likelihood|probability of *", "how likely is 1"),
    ("what are the chances|odds of *", "how likely is 1"),
    // Gains and losses.
    ("what does|did|do|would|will|can|could * gain|win|get|have from|by|out of *", "why does 1 gain from 2"),
    ("what does|did|do|would|will|can|could * gain|win|get|have from *", "why does 1 gain from 2"),
    ("what does|did|do|would|will|can|could * lose from|by *", "why does 1 lose from 2"),
    ("what is in it for *", "what does 1 gain from"),
    ("who gains|benefits|profits|wins if|when *", "who gains from 1"),
    ("who loses|suffers if|when *", "who loses from 1"),
    ("cui bono", "who gains from what"),
    ("who|which is|are the winners|winner", "who gains from what"),
    ("who|which is|are the losers|loser", "who loses from what"),
    // What is supposed.
    ("what happens|follows if|when there is|was|were|had been *", "what if 1 take place"),
    ("what if there is|was|were|had been *", "what if 1 take place"),
    ("what if * does|did|had|do not happen|occur|happened|occurred", "what if not 1 take place"),
    ("what happens|would happen|changes without *", "what if not 1 take place"),
    ("suppose|supposing|imagine|assume|assuming|say that *", "what if 1"),
    ("suppose|supposing|imagine|assume|assuming *", "what if 1"),
    // Consequences.
    ("what did|does|do|will|would|could * lead to|cause|trigger|bring about", "what does 1 bring about"),
    ("what did|does|do|will|would|could * cause|trigger|provoke", "what does 1 bring about"),
    ("what caused|causes|triggered|provoked *", "what brings about 1"),
    ("what led|leads to *", "what brings about 1"),
    // Days.
    ("how long has|have|had *", "since when has 1"),
    ("on what|which day|date did|does|do|was|is *", "when did 1"),
    ("what|which day|date is|was *", "when was 1"),
    ("what is|was the date|day of *", "when was 1"),
    ("by when must|should|does|will *", "when is 1 due"),
    // Who is asked for what, and what was promised.
    (
        "did|has|have|does * ask|asked|asks * for approval|permission|consent|agreement",
        "did 1 ask 2 to approve",
    ),
    ("has|have * been paid|settled|honoured|met|kept|fulfilled", "is 1 satisfied"),
    ("was|were|is|are * paid|settled|honoured|met|kept|fulfilled", "is 1 satisfied"),
    (
        "did|has|have|does|do|will * pay|paid|settle|settled|honour|honoured|keep|kept|meet|met|fulfil|fulfill|fulfilled *",
        "is 2 satisfied",
    ),
    ("did|has|have|does|do|will * break|broken|breach|breached|violate|violated *", "is 2 broken"),
    ("can|could * do|manage|live|survive|cope|act|get ?along|by without *", "does 1 critically depend on 2"),
    ("is|are|was|were * planning|preparing|considering|plotting|contemplating ?to|of|for *", "will 1 2"),
    ("what leverage|influence|hold|power does|do|has|have * have over|on *", "1 has a hold on 2"),
    ("what leverage|influence|hold does|do|has|have * have", "1 has a hold on whom through what"),
    ("what is|are * price|condition|conditions|terms", "1 makes what conditional on which"),
    ("is|are|was * likely|probable|certain|possible|plausible", "how likely is 1"),
    ("what has|have changed since|after *", "what happened after 1"),
    ("what did|has * do|done", "what is an action of 1 and what took place"),
    ("will|would * be lost|endangered|ruined|destroyed", "how likely is it that 1 fails"),
    ("will|would * be saved|met|reached|achieved|secured", "how likely is it that 1 is achieved"),
    // Who would and who could: what is said is what is known.
    ("* could|can|might|may|would|will|should be *", "1 is 2"),
    ("could|can|might|may|would|will|should * be *", "is 1 2"),
    ("who|which|what would|might|may|could|should *", "who 1"),
    ("who|which|what will *", "how likely is it that who 1"),
    ("what are the chances|odds|prospects that|of|for *", "will 1"),
    ("could|might|may|would * happen|occur|come about", "will 1 happen"),
    ("will|would there be *", "will 1 take place"),
    // What asks nothing more.
    ("* the most|least", "1"),
    ("is|are|was|were there any|a|an *", "which 1 are there"),
    ("* anything|something|anyone|anybody|someone|somebody|nothing at all", "1"),
    ("* anything|something|anyone|anybody|someone|somebody|nothing", "1"),
    ("* or not", "1"),
];

/// How a question may be put otherwise, the likeliest way first.
pub(super) fn reworded(words: &[Word]) -> Vec<Vec<Word>> {
    let mut found = Vec::new();
    for (pattern, meant) in REWORDED {
        for slots in slots(pattern, words) {
            found.push(filled(meant, &slots));
        }
    }
    if let Some(other) = possessed(words) {
        found.push(other);
    }
    found.truncate(2 * WAYS);
    found
}

/// The ways in which the words go into the stars of a pattern, those with few words in the first star first.
pub(super) fn slots<'w>(pattern: &str, words: &'w [Word]) -> Vec<Vec<&'w [Word]>> {
    let parts: Vec<&str> = pattern.split(' ').collect();
    let mut ways = Vec::new();
    take(&parts, words, &mut Vec::new(), &mut ways);
    ways
}

fn take<'w>(
    parts: &[&str],
    words: &'w [Word],
    so_far: &mut Vec<&'w [Word]>,
    ways: &mut Vec<Vec<&'w [Word]>>,
) {
    if ways.len() >= WAYS {
        return;
    }
    let Some((part, rest)) = parts.split_first() else {
        if words.is_empty() {
            ways.push(so_far.clone());
        }
        return;
    };
    if let Some(words_left_out) = part.strip_prefix('?') {
        if let Some((word, others)) = words.split_first()
            && words_left_out.split('|').any(|one| one == word.lower)
        {
            take(rest, others, so_far, ways);
        }
        take(rest, words, so_far, ways);
        return;
    }
    if *part != "*" {
        if let Some((word, others)) = words.split_first()
            && part.split('|').any(|one| one == word.lower)
        {
            take(rest, others, so_far, ways);
        }
        return;
    }
    // What is left over must have a word for every part.
    let least = rest.iter().filter(|part| !part.starts_with('?')).count();
    let most = words.len().saturating_sub(least);
    for length in 1..=most {
        let (Some(slot), Some(others)) = (words.get(..length), words.get(length..)) else { return };
        so_far.push(slot);
        take(rest, others, so_far, ways);
        so_far.pop();
    }
}

/// Whether the words are what a pattern says.
pub(super) fn is(pattern: &str, words: &[Word]) -> bool {
    !slots(pattern, words).is_empty()
}

/// What a pattern becomes, its numbers filled with what stood for the stars.
fn filled(meant: &str, slots: &[&[Word]]) -> Vec<Word> {
    let mut out = Vec::new();
    for part in meant.split(' ') {
        let slot = part.parse::<usize>().ok().and_then(|number| slots.get(number.checked_sub(1)?));
        match slot {
            Some(words) => out.extend(words.iter().cloned()),
            None => out.extend(cut::words(part)),
        }
    }
    out
}

/// `who opposes Sweden's admission` as `who opposes the admission of Sweden`.
fn possessed(words: &[Word]) -> Option<Vec<Word>> {
    let at = words.iter().position(|word| word.owns)?;
    let owned = words.get(at + 1..).filter(|owned| !owned.is_empty())?;
    let small = |word: &Word| !word.text.chars().next().is_some_and(char::is_uppercase);
    let start = words.get(..at)?.iter().rposition(small).map_or(0, |small| small + 1);
    let mut out: Vec<Word> = words.get(..start)?.to_vec();
    out.extend(cut::words("the"));
    out.extend(owned.iter().cloned());
    out.extend(cut::words("of"));
    out.extend(words.get(start..=at)?.iter().cloned().map(|word| Word { owns: false, ..word }));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[Word]) -> String {
        words.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn questions_are_put_in_the_words_of_sentences() {
        for (typed, expected) in [
            ("what stops China from vetoing it", "why not china vetoing it"),
            ("who must agree to the plan", "who can veto the plan"),
            ("what does China gain from the war", "why does china gain from the war"),
            ("who opposes North Korea's plan", "who opposes the plan of north korea"),
            ("does A owe B anything", "does a owe b"),
        ] {
            let found = reworded(&cut::words(typed));
            assert!(found.iter().any(|one| said(one) == expected), "{typed}: {found:?}");
        }
    }

    #[test]
    fn a_pattern_takes_words_apart_in_bounded_ways() {
        let long = cut::words(&"word ".repeat(200));
        assert!(slots("* *", &long).len() <= WAYS);
        assert_eq!(slots("compare * and *", &cut::words("compare A and B")).len(), 1);
    }
}
