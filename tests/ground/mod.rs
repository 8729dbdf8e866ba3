//! Ground programs under many choices at once against each choice by itself.

use proptest::prelude::*;
use strat::internals::ground::{Atom, Choices, GroundProgram, GroundRule, Leaf, block, well_founded};

const ATOMS: u32 = 7;
const LEAVES: u32 = 8;

fn programs() -> impl Strategy<Value = GroundProgram> {
    let atoms = |most| proptest::collection::vec((0..ATOMS).prop_map(Atom), 0..most);
    let leaves = proptest::collection::vec((0..LEAVES).prop_map(Leaf), 0..3);
    let rule = ((0..ATOMS).prop_map(Atom), atoms(3), atoms(2), leaves)
        .prop_map(|(head, positive, negative, leaves)| GroundRule { head, positive, negative, leaves });
    proptest::collection::vec(rule, 0..14).prop_map(|rules| {
        let mut program = GroundProgram::new(ATOMS as usize, LEAVES as usize);
        rules.into_iter().for_each(|rule| program.rule(rule));
        program
    })
}

/// The atoms that hold and that may, by the alternating fixpoint on whole sets.
fn alone(program: &GroundProgram, choice: u64) -> (Vec<bool>, Vec<bool>) {
    let least = |blocked: &[bool]| {
        let mut model = vec![false; program.atoms()];
        loop {
            let before = model.clone();
            for rule in program.rules() {
                model[rule.head.index()] |= rule.leaves.iter().all(|leaf| choice >> leaf.0 & 1 == 1)
                    && rule.positive.iter().all(|atom| model[atom.index()])
                    && rule.negative.iter().all(|atom| !blocked[atom.index()]);
            }
            if model == before {
                return model;
            }
        }
    };
    let mut upper = least(&vec![false; program.atoms()]);
    loop {
        let lower = least(&upper);
        let next = least(&lower);
        if next == upper {
            return (lower, upper);
        }
        upper = next;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn many_choices_at_once_are_each_by_itself(program in programs()) {
        let leaves: Vec<[u64; 4]> = (0..LEAVES as usize).map(|leaf| block(leaf, 0)).collect();
        let Ok(found) = well_founded(&program, &mut Choices::<4>, &leaves);
        for choice in 0..1_u64 << LEAVES {
            let bit = |words: &[u64; 4]| words[(choice / 64) as usize] >> (choice % 64) & 1 == 1;
            let (certain, possible) = alone(&program, choice);
            prop_assert_eq!(found.certain.iter().map(bit).collect::<Vec<_>>(), certain);
            prop_assert_eq!(found.possible.iter().map(bit).collect::<Vec<_>>(), possible);
        }
    }
}
