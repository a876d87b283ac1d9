//! Into which files operations go when a tag has too many of them.

use crate::generated;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The methods of each file of operations, for a document of operations with these ids and one tag.
fn files(ids: &[String]) -> BTreeMap<String, Vec<String>> {
    let operation = |id: &String| {
        json!({ "get": { "tags": ["Things"], "operationId": id,
            "responses": { "204": { "description": "Done." } } } })
    };
    let paths: Map<String, Value> = ids
        .iter()
        .map(|id| (format!("/{id}"), operation(id)))
        .collect();
    let document =
        json!({ "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": paths });
    let output = generated(&document);
    let modules = output.ir.modules.iter();
    let modules = modules.map(|module| {
        let names = module.operations.iter();
        let names = names.map(|index| output.ir.operations[*index].name.to_string());
        (module.name.to_string(), names.collect())
    });
    modules.collect()
}

/// So many ids that begin with each of these words.
fn ids(words: &[(&str, usize)]) -> Vec<String> {
    let words = words.iter();
    words
        .flat_map(|(word, count)| (100..100 + count).map(move |number| format!("{word}_{number}")))
        .collect()
}

#[track_caller]
fn check(words: &[(&str, usize)], expect: &[(&str, usize)]) {
    let files = files(&ids(words));
    let counts = files.iter().map(|(name, all)| (name.as_str(), all.len()));
    assert_eq!(counts.collect::<Vec<_>>(), expect);
}

#[test]
fn a_tag_of_few_operations_is_one_file() {
    check(&[("get", 60), ("make", 40)], &[("all", 100)]);
}

#[test]
fn a_tag_of_many_goes_by_letters() {
    check(
        &[("get", 60), ("list", 30), ("lose", 1), ("make", 12)],
        &[("things_g", 60), ("things_l", 31), ("things_m", 12)],
    );
    check(
        &[("get_a", 90), ("get_b", 90), ("make", 1)],
        &[("things_get_a", 90), ("things_get_b", 90), ("things_m", 1)],
    );
}

#[test]
fn another_operation_moves_none_unless_its_file_is_full() {
    let words = [("get_a", 50), ("get_b", 50), ("make", 9)];
    let before = files(&ids(&words));
    assert_eq!(before.keys().collect::<Vec<_>>(), ["things_g", "things_m"]);
    let with = |id: &str| files(&[ids(&words), vec![id.to_owned()]].concat());
    for (id, home) in [("make_it", "things_m"), ("zip", "things_z")] {
        let mut after = with(id);
        let file = after.get_mut(home).expect("it has this file");
        file.retain(|name| name != id);
        after.retain(|_, file| !file.is_empty());
        assert_eq!(after, before, "{id}");
    }
    let full = with("get_c");
    let names: Vec<_> = full.keys().collect();
    assert_eq!(
        names,
        ["things_get_a", "things_get_b", "things_get_c", "things_m"]
    );
    assert_eq!(full["things_m"], before["things_m"]);
}

#[test]
fn the_order_of_the_document_is_no_matter() {
    let mut ids = ids(&[("get", 60), ("list", 60)]);
    let forward = files(&ids);
    ids.reverse();
    assert_eq!(files(&ids), forward);
}

#[test]
fn a_file_imports_payloads_of_several_forms() {
    let webhook = |number: usize| {
        let json = json!({ "type": "object", "required": ["a"] });
        let member = format!("b{number}");
        let form = json!({ "type": "object", "properties": { member: { "type": "string" } } });
        let content = json!({ "application/json": { "schema": json },
            "application/x-www-form-urlencoded": { "schema": form } });
        json!({ "post": { "requestBody": { "content": content }, "responses": {} } })
    };
    let webhooks: Map<String, Value> = (100..400)
        .map(|number| (format!("event{number}"), webhook(number)))
        .collect();
    let info = json!({ "title": "t", "version": "1" });
    let document = json!({ "openapi": "3.1.0", "info": info, "webhooks": webhooks });
    let output = generated(&document);
    let mut files = output.files.values();
    let events = files.find(|text| text.contains("pub enum WebhookEvent"));
    let (imports, _) = events.expect("a file").split_once("};").expect("imports");
    for number in 100..400 {
        assert!(
            imports.contains(&format!(" Event{number}Payload2,")),
            "{number}"
        );
    }
}
