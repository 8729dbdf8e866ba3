//! The pages of the codes: the example shows the code, the mended one does not.

use super::{blocks, check_beside, named};
use strat::diagnostic::Code;

#[test]
fn each_page_shows_its_code_and_how_to_mend_it() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let (example, mended) = code.page().split_once("\n## How to fix it\n").unwrap();
        let number = format!("[{}]", code.number());
        let (shown, mending) = (blocks(example), blocks(mended));
        if let Some(block) = shown.iter().find(|block| block.info == "strat") {
            let (output, _) = check_beside(&named(&shown), &block.text);
            if !output.contains(&number) {
                wrong.push(format!("{}: the example prints\n{output}", code.number()));
            }
        }
        for block in mending.iter().filter(|block| block.info == "strat") {
            let (output, status) = check_beside(&named(&mending), &block.text);
            if status != 0 || output.contains(&format!("error{number}")) {
                wrong.push(format!("{}: the mended one prints\n{output}", code.number()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
