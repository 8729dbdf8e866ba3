//! A picture as PNG: the drawing with plain colours, rendered with the fonts of the machine.

use super::svg::plain;
use crate::report::Map;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::Arc;

/// How many pixels a point of the drawing has on a side: legible where it is shown smaller.
const SCALE: f32 = 2.0;

/// What letters are taken from, the first that is there: their widths are those that boxes are made for, or less.
const FONTS: [&str; 6] = ["DejaVu Sans", "Noto Sans", "Liberation Sans", "Arial", "Helvetica", "Segoe UI"];

/// The picture as a PNG file.
///
/// # Errors
/// There is no font on the machine, or the picture is too large for one image; said in a sentence.
pub(super) fn png(map: &Map) -> Result<Vec<u8>, String> {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let family = |name: &&str| fonts.faces().any(|face| face.families.iter().any(|(known, _)| known == name));
    let first = || fonts.faces().find_map(|face| face.families.first().map(|(name, _)| name.clone()));
    let Some(sans) = FONTS.iter().find(|name| family(name)).map(ToString::to_string).or_else(first) else {
        return Err(String::from(
            "there is no font on this machine: install one, or draw with `--format svg`",
        ));
    };
    fonts.set_sans_serif_family(sans);
    let options = Options { fontdb: Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(&plain(map), &options).map_err(|error| error.to_string())?;
    let size = tree.size().scale_by(SCALE).map(|size| size.to_int_size());
    let Some(mut image) = size.and_then(|size| Pixmap::new(size.width(), size.height())) else {
        return Err(String::from("the picture is too large for a PNG: draw it with `--format svg`"));
    };
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut image.as_mut());
    image.encode_png().map_err(|error| error.to_string())
}
