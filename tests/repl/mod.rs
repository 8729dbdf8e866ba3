//! The conversation: transcripts in `*.session`, and the real binary on a pty.

mod files;
mod hostile;
mod sessions;
#[cfg(unix)]
mod terminal;

/// What was typed in a transcript: the lines behind its prompts.
pub(crate) fn typed(transcript: &str) -> String {
    let mut typed = String::new();
    for line in transcript.lines() {
        let said = ["strat>", "  ...>"].iter().find_map(|prompt| line.strip_prefix(prompt));
        if let Some(said) = said {
            typed.push_str(said.strip_prefix(' ').unwrap_or(said));
            typed.push('\n');
        }
    }
    typed
}
