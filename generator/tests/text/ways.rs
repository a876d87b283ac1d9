//! The ways by which texts come in: a second file, a file on a server, an overlay. All their values are text, and so are
//! the names of files, references, queries and URLs.

use crate::payloads::PAYLOADS;
use crate::{Made, check_characters, code_is_the_same, config, made, make, skeleton, version_2};
use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::{Memory, read_with};
use serde_json::{Value, json};
use std::fmt::Write;

/// The files with `api.json` among them, with an overlay if one is named in the settings.
fn make_of(files: &[(&str, &Value)], config: &Config) -> Made {
    let mut memory = Memory::default();
    for (name, file) in files {
        memory.add(name, file.to_string());
    }
    let mut diagnostics = Diagnostics::default();
    let source = read_with(&memory, "api.json", config, &mut diagnostics).unwrap();
    made(source, config, diagnostics)
}

/// A document of which all that can be shared is a reference to the same in another file.
fn shell(document: &Value, file: &str) -> Value {
    let mut shell = document.clone();
    for key in [
        "paths",
        "components",
        "webhooks",
        "parameters",
        "responses",
        "definitions",
    ] {
        if let Some(part) = shell.get_mut(key) {
            *part = json!({ "$ref": format!("{file}#/{key}") });
        }
    }
    shell
}

fn by_file(document: &Value, config: &Config) -> Made {
    let shell = shell(document, "other.json");
    make_of(&[("api.json", &shell), ("other.json", document)], config)
}

fn by_url(document: &Value, config: &Config) -> Made {
    let url = "https://example.com/other.json";
    let shell = shell(document, url);
    make_of(&[("api.json", &shell), (url, document)], config)
}

fn by_overlay(document: &Value, settings: &Config) -> Made {
    let mut config = config("overlays = [\"changes.json\"]\n");
    config.client.clone_from(&settings.client);
    let mut empty = json!({ "info": {}, "paths": {} });
    for key in ["openapi", "swagger"] {
        if let Some(version) = document.get(key) {
            empty[key] = version.clone();
        }
    }
    let overlay = overlay_of(&json!([{ "target": "$", "update": document }]));
    make_of(&[("api.json", &empty), ("changes.json", &overlay)], &config)
}

fn overlay_of(actions: &Value) -> Value {
    let info = json!({ "title": "Changes", "version": "1" });
    json!({ "overlay": "1.0.0", "info": info, "actions": actions })
}

/// The crate is that of the document as one file, so that nothing is left out.
#[test]
fn the_crate_is_the_same() {
    let files = |made: Made| made.output.map(|output| output.files);
    let config = config("");
    for document in [skeleton::document(), version_2::document()] {
        let whole = files(make(&document, &config));
        assert!(whole.is_some());
        for by_way in [by_file, by_url, by_overlay] {
            assert!(files(by_way(&document, &config)) == whole);
        }
    }
}

#[test]
fn whatever_the_text_of_a_second_file() {
    code_is_the_same(&skeleton::document(), by_file, 5);
    code_is_the_same(&version_2::document(), by_file, 3);
}

#[test]
fn whatever_the_text_of_a_remote_file() {
    code_is_the_same(&skeleton::document(), by_url, 5);
}

#[test]
fn whatever_the_text_of_an_overlay() {
    code_is_the_same(&skeleton::document(), by_overlay, 5);
    code_is_the_same(&version_2::document(), by_overlay, 3);
}

/// Whatever files, references, URLs, actions and queries are called.
#[test]
fn whatever_names_are_shown() {
    for payload in PAYLOADS {
        let mut encoded = String::new();
        for byte in payload.bytes() {
            let _ = write!(encoded, "%{byte:02X}");
        }
        let named = format!("{payload}.json");
        let url = format!("https://example.com/{encoded}.json");
        let schemas = json!({
            "A": { "$ref": format!("{encoded}.json") },
            "B": { "$ref": payload },
            "C": { "$ref": format!("https://example.com/{payload}") },
            "D": { "$ref": url },
            "E": { "$ref": format!("{encoded}.json#/{payload}") },
            "F": { "$ref": format!("../{payload}") },
        });
        let document = |of: &[&str]| {
            let mut some = schemas.clone();
            let members = some.as_object_mut().unwrap();
            members.retain(|name, _| of.contains(&name.as_str()));
            json!({
                "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {},
                "components": { "schemas": some },
            })
        };
        let schema =
            json!({ "type": "object", "propertiess": {}, "properties": { "a": { "$ref": "#" } } });
        let actions = json!([
            { "target": payload, "remove": true },
            { "target": format!("$['{payload}']"), "update": { *payload: 1 } },
            { "target": "$.info", *payload: 1 },
            { "target": "$.info", "update": { "title": { *payload: 1 } } },
        ]);
        let mut overlay = overlay_of(&actions);
        overlay["extends"] = (*payload).into();
        overlay["overlay"] = format!("1.0.0{payload}").into();
        let right = overlay_of(&json!([
            { "target": "$.info", "update": { "title": { *payload: 1 } } },
            { "target": "$.info", "update": { "x-a": payload } },
        ]));
        let changes = config("overlays = [\"changes.json\"]\n");
        for (document, overlay, config) in [
            (document(&["A", "D"]), &right, &Config::default()),
            (
                document(&["A", "B", "C", "D", "E", "F"]),
                &right,
                &Config::default(),
            ),
            (document(&["A"]), &overlay, &changes),
            (document(&["A"]), &right, &changes),
        ] {
            let files = [
                ("api.json", &document),
                (&named, &schema),
                (&url, &schema),
                ("changes.json", overlay),
            ];
            check_characters(&make_of(&files, config), payload);
        }
    }
}
