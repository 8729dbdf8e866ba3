//! The pages of the codes: the example shows the code, the mended one does not.

use super::{blocks, check};
use strat::diagnostic::Code;

/// Codes that no single file can show, or that nothing raises yet; a page that begins to show its code
/// has to leave this list.
const NOT_SHOWN: &[&str] = &["S0007", "S0008", "S0408"];

#[test]
fn each_page_shows_its_code_and_how_to_mend_it() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let (example, mended) = code.page().split_once("\n## How to fix it\n").unwrap();
        let number = format!("[{}]", code.number());
        if let Some(block) = blocks(example).iter().find(|block| block.info == "strat") {
            let (output, _) = check(&block.text);
            if output.contains(&number) == NOT_SHOWN.contains(&code.number()) {
                wrong.push(format!("{}: the example prints\n{output}", code.number()));
            }
        }
        if NOT_SHOWN.contains(&code.number()) {
            continue;
        }
        for block in blocks(mended).iter().filter(|block| block.info == "strat") {
            let (output, status) = check(&block.text);
            if status != 0 || output.contains(&format!("error{number}")) {
                wrong.push(format!("{}: the mended one prints\n{output}", code.number()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
