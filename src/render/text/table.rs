//! Rows in columns, as wide as what stands in them.

use super::paint::Paint;
use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::render::Style;
use unicode_width::UnicodeWidthStr;

/// The widest column but the last; longer texts run over into the gap and beyond.
const WIDEST: usize = 60;

/// The last column has at least so much room.
const NARROWEST: usize = 20;

/// The rows under their heads. Columns in which nothing stands are left out. A row that is too short ends
/// early; a head that is empty is not underlined.
pub fn table(heads: &[&str], rows: &[Vec<String>], style: &Style) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| clean::line(cell).into_owned()).collect::<Vec<String>>())
        .collect();
    let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
    let used: Vec<usize> =
        (0..heads.len()).filter(|at| rows.iter().any(|row| !cell(row, *at).is_empty())).collect();
    let widths: Vec<usize> = used
        .iter()
        .map(|at| {
            let head = heads.get(*at).map_or(0, |head| head.width());
            rows.iter().map(|row| cell(row, *at).width()).fold(head, usize::max).min(WIDEST)
        })
        .collect();
    let mut out = String::new();
    let mut line = |cells: Vec<String>, paint: Paint| {
        let (last, before) = match cells.split_last() {
            Some((last, before)) => (last.as_str(), before),
            None => ("", &[][..]),
        };
        let mut text = String::new();
        for (cell, width) in before.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
        // The last column is the one that may be long.
        let room = style.width.max(text.width() + NARROWEST);
        for line in wrap(last, room, &text, &blank(&text)).lines() {
            out.push_str(&style.paint(paint, line.trim_end()));
            out.push('\n');
        }
    };
    if heads.iter().any(|head| !head.is_empty()) {
        line(
            used.iter().map(|at| heads.get(*at).copied().unwrap_or_default().to_owned()).collect(),
            Paint::Strong,
        );
    }
    for row in &rows {
        line(used.iter().map(|at| cell(row, *at)).collect(), Paint::Plain);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_empty_ones_are_left_out() {
        let rows =
            [["1", "China", "", "tactics"], ["2", "北京", "", "x"]].map(|row| row.map(String::from).to_vec());
        assert_eq!(
            table(&["", "who", "status", "what"], &rows, &Style::PLAIN),
            "   who    what\n1  China  tactics\n2  北京   x\n"
        );
        let long = vec![vec![String::from("a"), "word ".repeat(20)]];
        let lines = table(&["", ""], &long, &Style { width: 40, ..Style::PLAIN });
        assert!(
            lines.lines().all(|line| line.len() <= 40)
                && lines.lines().nth(1).is_some_and(|line| line.starts_with("   word")),
            "{lines}"
        );
    }
}
