//! Layouts of random graphs: nothing overlaps, no arrow runs through a box, small edits move little.

use proptest::prelude::*;
use strat::internals::layout::{Arrow, Laid, Point, Size, layered};

fn graph() -> impl Strategy<Value = (Vec<Size>, Vec<Arrow>)> {
    let size =
        |wide: f64, high: f64| (20.0..wide, 12.0..high).prop_map(|(width, height)| Size { width, height });
    (1_usize..24).prop_flat_map(move |count| {
        let boxes = proptest::collection::vec(size(180.0, 60.0), count);
        let label = proptest::option::of(size(130.0, 40.0));
        let arrow = (0..count, 0..count, label).prop_map(|(from, to, label)| Arrow { from, to, label });
        (boxes, proptest::collection::vec(arrow, 0..40))
    })
}

/// Left, top, right and bottom.
fn around(middle: Point, size: Size) -> [f64; 4] {
    let (wide, high) = (size.width / 2.0, size.height / 2.0);
    [middle.x - wide, middle.y - high, middle.x + wide, middle.y + high]
}

fn overlap(one: [f64; 4], other: [f64; 4]) -> bool {
    let slack = 0.001;
    one[0] < other[2] - slack
        && other[0] < one[2] - slack
        && one[1] < other[3] - slack
        && other[1] < one[3] - slack
}

fn all(boxes: &[Size], arrows: &[Arrow], laid: &Laid) -> Vec<[f64; 4]> {
    let own = laid.boxes.iter().zip(boxes).map(|(at, size)| around(*at, *size));
    let labels = laid.labels.iter().zip(arrows).filter_map(|(at, arrow)| Some(around((*at)?, arrow.label?)));
    own.chain(labels).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_all_is_on_the_page((boxes, arrows) in graph()) {
        let laid = layered(&boxes, &arrows);
        let found = all(&boxes, &arrows, &laid);
        for (at, one) in found.iter().enumerate() {
            for other in &found[at + 1..] {
                prop_assert!(!overlap(*one, *other), "{one:?} {other:?}");
            }
            prop_assert!(one[0] > -0.001 && one[1] > -0.001);
            prop_assert!(one[2] < laid.size.width + 0.001 && one[3] < laid.size.height + 0.001);
        }
        for (arrow, label) in arrows.iter().zip(&laid.labels) {
            prop_assert_eq!(label.is_some(), arrow.label.is_some() && arrow.from != arrow.to);
        }
    }

    #[test]
    fn arrows_join_their_boxes_and_pass_no_other((boxes, arrows) in graph()) {
        let laid = layered(&boxes, &arrows);
        for (arrow, way) in arrows.iter().zip(&laid.ways) {
            if arrow.from == arrow.to {
                prop_assert!(way.is_empty());
                continue;
            }
            for (end, own) in [(way[0], arrow.from), (way[way.len() - 1], arrow.to)] {
                let [left, top, right, bottom] = around(laid.boxes[own], boxes[own]);
                prop_assert!(left - 0.001 <= end.x && end.x <= right + 0.001);
                prop_assert!((end.y - top).abs() < 0.001 || (end.y - bottom).abs() < 0.001);
            }
            for pair in way.windows(2) {
                let piece = [
                    pair[0].x.min(pair[1].x),
                    pair[0].y.min(pair[1].y),
                    pair[0].x.max(pair[1].x),
                    pair[0].y.max(pair[1].y),
                ];
                for (at, own) in laid.boxes.iter().enumerate() {
                    prop_assert!(!overlap(piece, around(*own, boxes[at])), "{piece:?} runs through {at}");
                }
            }
        }
    }

    #[test]
    fn the_same_graph_is_laid_out_the_same((boxes, arrows) in graph()) {
        prop_assert_eq!(layered(&boxes, &arrows).boxes, layered(&boxes, &arrows).boxes);
    }
}

/// A tree with some arrows across, as analyses have them.
fn large(count: usize) -> (Vec<Size>, Vec<Arrow>) {
    let boxes = vec![Size { width: 120.0, height: 40.0 }; count];
    let tree = (1..count).map(|at| (at / 3, at));
    let across = (0..count / 5).map(|at| (at, (at * 7 + 13) % count));
    let arrows = tree.chain(across).map(|(from, to)| Arrow {
        from,
        to,
        label: Some(Size { width: 60.0, height: 14.0 }),
    });
    (boxes, arrows.collect())
}

#[test]
fn five_hundred_boxes_are_laid_out() {
    let (boxes, arrows) = large(500);
    let laid = layered(&boxes, &arrows);
    assert_eq!(laid.boxes.len(), 500);
}

/// Another word on one box, which makes it wider: the others stay where they were, but for what it pushes.
#[test]
fn a_wider_box_moves_the_others_by_less_than_a_box() {
    let (boxes, arrows) = large(60);
    let before = layered(&boxes, &arrows);
    for changed in 0..60 {
        let mut edited = boxes.clone();
        edited[changed].width += 8.0;
        let after = layered(&edited, &arrows);
        for (at, (one, other)) in before.boxes.iter().zip(&after.boxes).enumerate() {
            let moved = (one.x - other.x).abs().max((one.y - other.y).abs());
            assert!(moved < 120.0, "box {at} moved by {moved} when {changed} grew");
        }
    }
}
