//! Texts that other programs wrote in another encoding than UTF-8.
//!
//! Invariant: nothing is replaced or left out; bytes that are no text in any of the encodings are given up.

/// How the text of a file is written in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, as its byte order mark says.
    Utf16,
    /// Windows-1252, since it is no UTF-8: what spreadsheets write in Western Europe and the Americas.
    Windows1252,
}

/// What Windows-1252 has between 0x80 and 0x9f (the code page as Unicode lists it); five bytes stand for nothing.
const UPPER: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

/// The text of bytes that are not UTF-8, and how it is written; nothing where they are, or where they are no text.
pub(super) fn text(bytes: &[u8]) -> Option<(String, Encoding)> {
    // What begins as UTF-16 and breaks off is no text in another encoding.
    if let Some(unit) = marked_utf16(bytes) {
        return Some((utf16(bytes, unit)?, Encoding::Utf16));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let text: Option<String> = bytes.iter().map(|byte| windows1252(*byte)).collect();
    Some((text?, Encoding::Windows1252))
}

/// How two bytes are a unit, where the first two say that the text is UTF-16.
fn marked_utf16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match bytes {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.get(2..)?.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let units = pairs.filter_map(|pair| Some(unit([*pair.first()?, *pair.get(1)?])));
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

/// The character of a byte; control characters other than those of lines and tabs are no text.
fn windows1252(byte: u8) -> Option<char> {
    match byte {
        b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0xa0.. => Some(char::from(byte)),
        0x80..=0x9f => UPPER.get(usize::from(byte - 0x80)).copied().flatten(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_write_is_read() {
        let read = |bytes: &[u8]| text(bytes).map(|(text, _)| text);
        assert_eq!(read(b"C\xf4te \x93d'Ivoire\x94;\x80").as_deref(), Some("Côte “d'Ivoire”;€"));
        assert_eq!(read(b"\xff\xfeR\0\xf4\0\n\0").as_deref(), Some("Rô\n"));
        assert_eq!(read(b"\xfe\xff\xd8\x3d\xde\x00").as_deref(), Some("😀"));
        assert_eq!(read("Côte".as_bytes()), None);
        assert_eq!(read(b"\xff\xfeR"), None);
        assert_eq!(read(b"a\x81\xe9"), None);
        assert_eq!(read(b"a\0\xe9"), None);
    }
}
