//! Documents in many files.

use crate::linear_files;
use openapi_client_generator::diagnostic::{Code, Diagnostics};
use openapi_client_generator::{Files, Memory, read};
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::fmt::Write;
use std::io;

/// A document whose schemas are references to these files.
fn document(schemas: impl IntoIterator<Item = (String, String)>) -> Value {
    let schemas = schemas.into_iter();
    let schemas: Map<_, _> = schemas
        .map(|(name, to)| (name, json!({ "$ref": to })))
        .collect();
    json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {},
        "components": { "schemas": schemas },
    })
}

/// All files as one text.
fn files(document: Value, others: impl IntoIterator<Item = (String, Value)>) -> String {
    let others = others.into_iter();
    let document = ("openapi.json".to_owned(), document);
    let files: Map<String, Value> = std::iter::once(document).chain(others).collect();
    Value::Object(files).to_string()
}

fn object(member: &str, to: &str) -> Value {
    json!({ "type": "object", "properties": { member: { "$ref": to } } })
}

#[test]
fn many_files() {
    linear_files("a file for each schema", |n| {
        let one = |i: usize| {
            (
                format!("s{i}.json"),
                object("next", &format!("s{}.json", (i + 1) % n)),
            )
        };
        let all = (0..n).map(|i| (format!("S{i}"), format!("s{i}.json")));
        files(document(all), (0..n).map(one))
    });
    linear_files("a chain of remote files", |n| {
        let url = |i: usize| format!("https://host/s{i}.json");
        let one = |i: usize| (url(i), object("next", &format!("s{}.json", (i + 1) % n)));
        let all = [("S".to_owned(), url(0))];
        files(document(all), (0..n).map(one))
    });
    linear_files("a chain of files", |n| {
        let one = |i: usize| {
            (
                format!("s{i}.json"),
                object("next", &format!("s{}.json", (i + 1) % n)),
            )
        };
        let first = [("S".to_owned(), "s0.json".to_owned())];
        files(document(first), (0..n).map(one))
    });
    linear_files("files by URI", |n| {
        let one = |i: usize| {
            let mut one = object("next", &format!("urn:file:{}", (i + 1) % n));
            one["$id"] = json!(format!("urn:file:{i}"));
            (format!("s{i}.json"), one)
        };
        let all = (0..n).map(|i| (format!("S{i}"), format!("s{i}.json")));
        files(document(all), (0..n).map(one))
    });
    linear_files("a chain of references", |n| {
        let one = |i: usize| {
            let next = json!({ "$ref": format!("s{}.json", i + 1) });
            let last = json!({ "type": "string" });
            (format!("s{i}.json"), if i + 1 < n { next } else { last })
        };
        let all = (0..n).map(|i| (format!("S{i}"), format!("s{i}.json")));
        files(document(all), (0..n).map(one))
    });
    linear_files("references that go round", |n| {
        let one = |i: usize| {
            (
                format!("s{i}.json"),
                json!({ "$ref": format!("s{}.json", (i + 1) % n) }),
            )
        };
        let all = (0..n).map(|i| (format!("S{i}"), format!("s{i}.json")));
        files(document(all), (0..n).map(one))
    });
    linear_files("many schemas of one file", |n| {
        let one = |i: usize| {
            (
                format!("S{i}"),
                object("next", &format!("#/definitions/S{}", (i + 1) % n)),
            )
        };
        let all: Map<_, _> = (0..n).map(one).collect();
        let first = [("S".to_owned(), "all.json#/definitions/S0".to_owned())];
        files(
            document(first),
            [("all.json".to_owned(), json!({ "definitions": all }))],
        )
    });
    linear_files("folders with files of one name", |n| {
        let one = |i: usize| {
            (
                format!("f{i}/pet.json"),
                object("next", &format!("../f{}/pet.json", (i + 1) % n)),
            )
        };
        let first = [("S".to_owned(), "f0/pet.json".to_owned())];
        files(document(first), (0..n).map(one))
    });
    linear_files("names that only marks tell apart", |n| {
        let mark = |bit: usize, i: usize| if i >> bit & 1 == 1 { '-' } else { '_' };
        let name = |i: usize| {
            let marks: String = (0..16).map(|bit| mark(bit, i % n)).collect();
            format!("a{marks}/pet.json")
        };
        let one = |i: usize| (name(i), object("next", &format!("../{}", name(i + 1))));
        let first = [("S".to_owned(), name(0))];
        files(document(first), (0..n).map(one))
    });
}

#[test]
fn families_in_another_file() {
    linear_files("bases of one file, each derived from the one before", |n| {
        let one = |i: usize| {
            let base = format!("#/components/schemas/S{}", i.saturating_sub(1));
            let mut schema = object("kind", "#/components/schemas/Kind");
            schema["discriminator"] = json!({ "propertyName": "kind" });
            if i > 0 {
                schema["allOf"] = json!([{ "$ref": base }]);
            }
            (format!("S{i}"), schema)
        };
        let mut all: Map<_, _> = (0..n).map(one).collect();
        all.insert("Kind".to_owned(), json!({ "type": "string" }));
        let first = (0..n).map(|i| {
            let to = format!("all.json#/components/schemas/S{i}");
            (format!("T{i}"), to)
        });
        files(
            document(first),
            [(
                "all.json".to_owned(),
                json!({ "components": { "schemas": all } }),
            )],
        )
    });
}

#[test]
fn contents_are_copied_within_limits() {
    linear_files("one operation for all paths", |n| {
        let mut document = document([]);
        let path = |i: usize| (format!("/p{i}"), json!({ "get": { "$ref": "get.json" } }));
        document["paths"] = (0..n).map(path).collect::<Map<_, _>>().into();
        let parameter = |i: usize| json!({ "name": format!("p{i}"), "in": "query" });
        let parameters: Vec<Value> = (0..1_000).map(parameter).collect();
        let get = json!({ "parameters": parameters, "responses": {} });
        files(document, [("get.json".to_owned(), get)])
    });
}

/// The messages about files in memory.
fn codes(files: &Memory) -> Vec<Code> {
    let mut diagnostics = Diagnostics::default();
    read(files, "openapi.json", &mut diagnostics).unwrap();
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

fn memory(document: &Value) -> Memory {
    let mut files = Memory::default();
    files.add("openapi.json", document.to_string());
    files
}

#[test]
fn a_chain_of_path_items_that_is_only_long() {
    let item = |i: usize| json!({ "$ref": format!("a{}.json", i + 1), format!("x-{i}"): 0 });
    let mut document = document([]);
    document["paths"] = json!({ "/a": { "$ref": "a0.json", "summary": "s" } });
    let mut files = memory(&document);
    for i in 0..100 {
        files.add(&format!("a{i}.json"), item(i).to_string());
    }
    files.add("a100.json", "{}");
    assert_eq!(codes(&files), [Code::RefsTooDeep]);
}

#[test]
fn too_many_files() {
    let all = (0..10_000).map(|i| (format!("S{i}"), format!("s{i}.json")));
    let mut files = memory(&document(all));
    for i in 0..10_000 {
        files.add(&format!("s{i}.json"), "{}");
    }
    assert_eq!(codes(&files), [Code::TooManyFiles]);
}

#[test]
fn files_that_are_too_large_together() {
    let all = ["a", "b", "c"].map(|name| (name.to_owned(), format!("{name}.json")));
    let mut files = memory(&document(all));
    // Little is larger than a list of nothing.
    let list = format!("{{\"x-all\":[{}0]}}", "0,".repeat(1_600_000));
    for name in ["a", "b", "c"] {
        files.add(&format!("{name}.json"), list.clone());
    }
    assert_eq!(codes(&files), [Code::FilesTooLarge]);

    let all = ["a", "b"].map(|name| (name.to_owned(), format!("{name}.json")));
    let mut files = memory(&document(all));
    files.add("a.json", format!("{{}}{}", " ".repeat(60 << 20)));
    files.add("b.json", format!("{{}}{}", " ".repeat(4 << 20)));
    assert_eq!(codes(&files), [Code::FilesTooLarge]);
}

#[test]
fn contents_within_contents() {
    // Each file is a map with a schema whose members are the next one.
    let mut document = document([]);
    document["components"] = json!({ "schemas": { "$ref": "m0.json" } });
    let mut files = memory(&document);
    for i in 0..100 {
        let inner = json!({ "a": { "properties": { "$ref": format!("m{}.json", i + 1) } } });
        files.add(&format!("m{i}.json"), inner.to_string());
    }
    files.add("m100.json", "{}");
    assert!(codes(&files).contains(&Code::RefsTooDeep));

    // Each has the next one twice.
    let mut files = memory(&document);
    for i in 0..30 {
        let next = json!({ "properties": { "$ref": format!("m{}.json", i + 1) } });
        files.add(
            &format!("m{i}.json"),
            json!({ "a": next, "b": next }).to_string(),
        );
    }
    files.add("m30.json", "{}");
    assert!(codes(&files).contains(&Code::CopiedTooOften));

    // One is within itself.
    let mut files = memory(&document);
    files.add(
        "m0.json",
        json!({ "a": { "properties": { "$ref": "m0.json" } } }).to_string(),
    );
    assert!(codes(&files).contains(&Code::RefCircle));
}

#[test]
fn path_items_behind_path_items() {
    // Each path has a small item, which leads to a large one, beside an operation of its own.
    let path = |i: usize| {
        let item = json!({ "$ref": "small.json", "post": { "responses": {} } });
        (format!("/p{i}"), item)
    };
    let mut document = document([]);
    document["paths"] = (0..500).map(path).collect::<Map<_, _>>().into();
    let mut files = memory(&document);
    files.add("small.json", r#"{"$ref": "large.json"}"#);
    let parameter = |i: usize| json!({ "name": format!("p{i}"), "in": "query" });
    let parameters: Vec<Value> = (0..1_000).map(parameter).collect();
    let get = json!({ "get": { "parameters": parameters, "responses": {} } });
    files.add("large.json", get.to_string());
    assert!(codes(&files).contains(&Code::CopiedTooOften));
}

#[test]
fn aliases_in_many_files() {
    let name = |i: usize| format!("a{i}.yaml");
    let all = (0..2_000).map(|i| (format!("A{i}"), name(i)));
    let mut files = memory(&document(all));
    // Each level has nine of the one before: a file has 7,380 values.
    let mut bomb = "x-a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n".to_owned();
    for level in 1..4 {
        let before = format!("*a{}", level - 1);
        let items = vec![before; 9].join(", ");
        let _ = writeln!(bomb, "x-a{level}: &a{level} [{items}]");
    }
    for i in 0..2_000 {
        files.add(&name(i), bomb.as_str());
    }
    let count = Cell::new(0);
    let counted = |name: &str| {
        count.set(count.get() + 1);
        files.read(name).map_err(|_| io::Error::other("unread"))
    };
    let mut diagnostics = Diagnostics::default();
    read(&counted, "openapi.json", &mut diagnostics).unwrap();
    let mut codes = diagnostics.iter().map(|diagnostic| diagnostic.code);
    assert!(codes.all(|code| code == Code::FilesTooLarge));
    // No file is read beyond the limit, which all files share.
    assert!(count.get() < 15, "{}", count.get());
}
