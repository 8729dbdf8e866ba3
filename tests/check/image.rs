//! The doctrine as it is resolved ahead, against the one that is resolved from its texts. `STRAT_BLESS=1` writes it.

use std::fs;
use std::path::PathBuf;
use strat::internals::doctrine::MODULES;
use strat::internals::model::Doctrine;
use strat::internals::theory::image;

fn file() -> PathBuf {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(root).join("src/doctrine/resolved.bin")
}

/// A sentence that is not declared is a mistake of the doctrine that nobody would see: every analysis begins after it.
#[test]
fn the_doctrine_declares_what_it_says() {
    let doctrine = Doctrine::of(MODULES);
    let mistakes: Vec<String> = doctrine.diagnostics().iter().map(|mistake| format!("{mistake:?}")).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn the_doctrine_is_read_back_as_it_was_resolved() {
    let resolved = Doctrine::of(MODULES);
    let bytes = image(&resolved).expect("every part of the doctrine has a compact form: see src/model/image");
    let read = Doctrine::of_image(MODULES, &bytes).expect("the bytes are those of the texts");
    assert!(
        format!("{:#?}", read.model()) == format!("{:#?}", resolved.model()),
        "what is read back is another model"
    );
    // What was lowered is read for the one, and lowered from the texts for the other.
    assert_eq!(image(&read), Some(bytes));
}

#[test]
fn the_doctrine_that_is_resolved_ahead_is_that_of_its_texts() {
    let image = image(&Doctrine::of(MODULES)).expect("every part of the doctrine has a compact form");
    if std::env::var_os("STRAT_BLESS").is_some() {
        fs::write(file(), &image).unwrap();
    }
    assert!(
        fs::read(file()).unwrap() == image,
        "the doctrine, or how it is resolved, has changed: write it again with STRAT_BLESS=1"
    );
}

#[test]
fn bytes_of_other_texts_and_broken_ones_are_refused() {
    let image = image(&Doctrine::of(MODULES)).expect("every part of the doctrine has a compact form");
    assert!(Doctrine::of_image(&MODULES[1..], &image).is_none());
    assert!(Doctrine::of_image(MODULES, &[]).is_none());
    for length in [1, 8, 9, 100, image.len() / 2, image.len() - 1] {
        assert!(Doctrine::of_image(MODULES, &image[..length]).is_none(), "{length} bytes are enough");
    }
}
