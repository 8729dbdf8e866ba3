//! Messages on a line each, as the Model Context Protocol has them.

use super::{Failure, LONGEST, Read, Wrong, message};
use serde_json::Value;
use std::io::{self, BufRead, Read as _, Write};

/// The next message.
///
/// # Errors
/// The input cannot be read any more.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Read> {
    loop {
        let mut line = Vec::new();
        let most = LONGEST as u64 + 1;
        if input.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
            return Ok(Read::End);
        }
        if line.len() > LONGEST {
            pass_over(input)?;
            let failure = Failure::new(Wrong::Request, format!("a message may have {LONGEST} bytes"));
            return Ok(Read::Nonsense(Value::Null, failure));
        }
        if !line.trim_ascii().is_empty() {
            return Ok(message(&line));
        }
    }
}

/// Reads to the end of the line.
fn pass_over(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let here = input.fill_buf()?;
        let (length, ended) = match here.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (here.len(), here.is_empty()),
        };
        input.consume(length);
        if ended {
            return Ok(());
        }
    }
}

/// Writes a message.
///
/// # Errors
/// Nobody reads any more.
pub(crate) fn write(output: &mut impl Write, message: &Value) -> io::Result<()> {
    writeln!(output, "{message}")?;
    output.flush()
}
