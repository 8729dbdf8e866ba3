//! The JSON Schema of `strat.toml` says what the settings are read as.

use crate::pages::root;
use serde_json::{Value, json};
use std::fs;
use strat::diagnostic::Code;
use strat::internals::config::{Levels, Settings};
use strat::source::SourceMap;

const SCHEMA: &str = "docs/strat-toml.schema.json";

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(SCHEMA)).unwrap()).unwrap()
}

/// Each code with the levels that it may have. `STRAT_BLESS` writes them.
#[test]
fn the_schema_knows_every_code() {
    let levels = |code: &Code| match Levels::may_change(*code) {
        true => json!(["off", "note", "warning", "error"]),
        false => json!(["error"]),
    };
    let property = |code: &Code| {
        (code.number().to_owned(), json!({ "description": code.title(), "enum": levels(code) }))
    };
    let expected: serde_json::Map<String, Value> = Code::ALL.iter().map(property).collect();
    let mut schema = schema();
    let known = &mut schema["properties"]["levels"]["properties"];
    if std::env::var_os("STRAT_BLESS").is_some() {
        *known = Value::Object(expected);
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        fs::write(root().join(SCHEMA), text).unwrap();
    } else {
        assert_eq!(*known, Value::Object(expected));
    }
}

#[test]
fn the_schema_and_the_settings_agree() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for (text, fine) in [
        ("", true),
        ("paths = [\"a\", \"b/c.strat\"]\nexclude = [\"drafts/\"]\nfail = \"warning\"\n", true),
        ("fail = \"error\"\n[levels]\nS0210 = \"off\"\nS0601 = \"note\"\nS0901 = \"warning\"\n", true),
        ("[levels]\nS0101 = \"error\"\n", true),
        ("[levels]\nS0101 = \"off\"\n", false),
        ("[levels]\nS9999 = \"off\"\n", false),
        ("[levels]\nS0210 = \"of\"\n", false),
        ("levels = [\"S0210\"]\n", false),
        ("fail = \"note\"\n", false),
        ("fail = 3\n", false),
        ("paths = \"a\"\n", false),
        ("exclude = [3]\n", false),
        ("excludes = []\n", false),
    ] {
        let value: Value = toml::from_str(text).unwrap();
        assert_eq!(validator.is_valid(&value), fine, "the schema on {text}");
        let read = Settings::parse(text, &mut SourceMap::new());
        assert_eq!(read.diagnostics.is_empty(), fine, "the settings on {text}");
    }
}
