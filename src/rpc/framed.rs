//! Messages behind a header that tells their length, as the language server protocol has them.

use super::{Failure, LONGEST, Read, Wrong, message};
use serde_json::Value;
use std::io::{self, BufRead, Read as _, Write};

/// The longest line of a header.
const LINE: u64 = 4096;

/// The next message.
///
/// # Errors
/// The input cannot be read any more.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Read> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(Read::End);
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            break;
        }
        let text = String::from_utf8_lossy(line);
        if let Some((name, value)) = text.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let Some(length) = length else {
        let failure = Failure::new(Wrong::Parse, "a message begins with `Content-Length: ` and its length");
        return Ok(Read::Nonsense(Value::Null, failure));
    };
    let mut body = input.by_ref().take(length);
    if length > LONGEST as u64 {
        io::copy(&mut body, &mut io::sink())?;
        let failure = Failure::new(Wrong::Request, format!("a message may have {LONGEST} bytes"));
        return Ok(Read::Nonsense(Value::Null, failure));
    }
    // Room is made as the bytes arrive: the length may be a lie.
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length { Ok(Read::End) } else { Ok(message(&bytes)) }
}

/// Writes a message.
///
/// # Errors
/// Nobody reads any more.
pub(crate) fn write(output: &mut impl Write, message: &Value) -> io::Result<()> {
    let text = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut input: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        loop {
            found.push(match read(&mut input).unwrap() {
                Read::Call(call) => call.method,
                Read::Answer => String::from("an answer"),
                Read::Nonsense(_, failure) => format!("{}", failure.wrong as i32),
                Read::End => return found,
            });
        }
    }

    #[test]
    fn nonsense_is_passed_over() {
        let framed = |text: &str| format!("Content-Length: {}\r\n\r\n{text}", text.len());
        let call = framed(r#"{"jsonrpc":"2.0","method":"m"}"#);
        for (nonsense, told) in [
            (framed("{"), "-32700"),
            (framed("[]"), "-32600"),
            (framed(r#"{"id":1}"#), "-32600"),
            (framed(r#"{"id":1,"result":null}"#), "an answer"),
            (String::from("Content-Length: x\r\n\r\n"), "-32700"),
            (String::from("\u{fffd}\r\n\r\n"), "-32700"),
        ] {
            assert_eq!(all(format!("{nonsense}{call}").as_bytes()), [told, "m"], "{nonsense}");
        }
        assert_eq!(all(b"Content-Length: 99999999999999999\r\n\r\n{}"), ["-32600"]);
        assert_eq!(all(b"Content-Length: 60000000\r\n\r\n{}"), [""; 0]);
        assert_eq!(all(b"Content-Length: 5\r\n"), ["-32700"; 0]);
    }
}
