//! A conversation without a terminal: each input is written with its prompt and then its answer, so that
//! what comes out is the transcript of a session.

use super::conversation::{Conversation, Then};
use super::input::{CONTINUED, PROMPT, Readiness};
use std::io::{self, BufRead};

/// Reads inputs to the end and writes the transcript.
///
/// # Errors
/// The input cannot be read, or what `write` says.
pub fn transcript(
    conversation: &mut Conversation,
    mut input: impl BufRead,
    write: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let mut open = String::new();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let end = input.read_until(b'\n', &mut bytes)? == 0;
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']);
        if !end {
            let prompt = if open.is_empty() { PROMPT } else { CONTINUED };
            write(format!("{prompt}{line}").trim_end())?;
            write("\n")?;
            if !open.is_empty() {
                open.push('\n');
            }
            open.push_str(line);
        }
        // An empty line ends what would go on.
        let finished = end || line.trim().is_empty() || conversation.readiness(&open) == Readiness::Complete;
        if finished {
            if let Some(reply) = conversation.refresh() {
                write(&reply.text)?;
            }
            let reply = conversation.say(&open);
            open.clear();
            write(&reply.text)?;
            if reply.then == Then::Leave {
                return Ok(());
            }
        }
        if end {
            return Ok(());
        }
    }
}
