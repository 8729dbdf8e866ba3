//! Connected parts beside each other on shelves, in their order, about as wide as the widest of them or a page.

use super::plane::{Laid, Point, Size};

/// A part with what it is of.
pub(super) struct Part {
    /// The boxes of the whole that it has, in its order.
    pub(super) members: Vec<usize>,
    /// The arrows of the whole that it has, in its order.
    pub(super) arrows: Vec<usize>,
    /// Where they stand, from the origin.
    pub(super) laid: Laid,
}

/// How wide a shelf is at least before another one is begun.
const PAGE: f64 = 900.0;

const GAP: f64 = 36.0;

pub(super) fn together(boxes: usize, arrows: usize, parts: Vec<Part>) -> Laid {
    let mut whole = Laid {
        boxes: vec![Point::default(); boxes],
        labels: vec![None; arrows],
        ways: vec![Vec::new(); arrows],
        size: Size::default(),
    };
    let page = parts.iter().map(|part| part.laid.size.width).fold(PAGE, f64::max);
    let (mut x, mut y, mut height) = (0.0, 0.0, 0.0_f64);
    for part in parts {
        let size = part.laid.size;
        if x > 0.0 && x + size.width > page {
            (x, y, height) = (0.0, y + height + GAP, 0.0);
        }
        let moved = |point: Point| Point { x: point.x + x, y: point.y + y };
        for (at, point) in part.members.iter().zip(&part.laid.boxes) {
            if let Some(slot) = whole.boxes.get_mut(*at) {
                *slot = moved(*point);
            }
        }
        for ((at, label), way) in part.arrows.iter().zip(&part.laid.labels).zip(part.laid.ways) {
            if let (Some(to), Some(ways)) = (whole.labels.get_mut(*at), whole.ways.get_mut(*at)) {
                *to = label.map(moved);
                *ways = way.into_iter().map(moved).collect();
            }
        }
        whole.size.width = whole.size.width.max(x + size.width);
        whole.size.height = whole.size.height.max(y + size.height);
        x += size.width + GAP;
        height = height.max(size.height);
    }
    whole
}
