//! What is laid out, and where it then stands: boxes by their sizes, arrows between them, points of a plane.

/// A size: width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
}

/// A point; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// An arrow between boxes, by their numbers.
#[derive(Clone, Copy, Debug)]
pub struct Arrow {
    /// From the upper box, if there is a choice.
    pub from: usize,
    /// To the lower one.
    pub to: usize,
    /// The size of what is said on it.
    pub label: Option<Size>,
}

/// Where everything stands.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// The middle of each box.
    pub boxes: Vec<Point>,
    /// The middle of what is said on each arrow.
    pub labels: Vec<Option<Point>>,
    /// The way of each arrow, from its first box to its second: straight down within layers, and free between.
    pub ways: Vec<Vec<Point>>,
    /// The whole.
    pub size: Size,
}
