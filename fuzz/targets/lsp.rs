#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| strat_fuzz::editor::session(bytes));
