//! Rows of small numbers from tab-separated text.

use std::path::Path;

/// The rows of a file; `r7` counts as 7, and the four levels as 0 to 3.
pub fn rows<const N: usize>(path: &Path) -> Vec<[u32; N]> {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut rows = Vec::with_capacity(text.len() / (4 * N));
    for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let mut row = [0; N];
        for (value, field) in row.iter_mut().zip(line.split(|byte| *byte == b'\t')) {
            *value = number(field);
        }
        rows.push(row);
    }
    rows
}

fn number(field: &[u8]) -> u32 {
    match field {
        b"low" => 0,
        b"medium" => 1,
        b"high" => 2,
        b"critical" => 3,
        _ => {
            let digits = field.strip_prefix(b"r").unwrap_or(field);
            digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
        }
    }
}
