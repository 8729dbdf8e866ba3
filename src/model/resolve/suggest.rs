//! What somebody may have meant: near names, lists in words.

/// The name spelt most like this one, if any is near.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let folded = name.to_lowercase();
    let length = folded.chars().count();
    // Words are no nearer than their lengths are.
    let comparable = |candidate: &&str| {
        let own = candidate.chars().count();
        own.abs_diff(length) <= own.max(3) / 3
    };
    known
        .into_iter()
        .filter(comparable)
        .map(|candidate| (strsim::damerau_levenshtein(&candidate.to_lowercase(), &folded), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().max(3) / 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Names in backticks, joined by commas and `and`.
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
