//! Lists that come page by page.

use crate::{document, linear_decisions, object, to};
use serde_json::{Map, Value, json};

/// The paths of `count` lists with a shared response.
fn lists(count: usize) -> Value {
    let paths = (0..count).map(|i| {
        let list = json!({ "get": {
            "operationId": format!("list{i}"),
            "parameters": [{ "name": "cursor", "in": "query", "schema": { "type": "string" } }],
            "responses": { "200": to("responses", "Page") },
        } });
        (format!("/a{i}"), list)
    });
    Value::Object(paths.collect())
}

/// A response with these members and links.
fn page(properties: &Map<String, Value>, links: &Map<String, Value>) -> Value {
    let schema = json!({ "type": "object", "properties": properties });
    let content = json!({ "application/json": { "schema": to("schemas", "Page") } });
    json!({
        "schemas": { "Page": schema },
        "responses": { "Page": { "description": "d", "content": content, "links": links } },
    })
}

#[test]
fn lists_with_one_large_page() {
    linear_decisions("lists with one large page", |count| {
        let members = (0..count).map(|i| (format!("m{i}"), json!({ "type": "string" })));
        let rows = json!({ "type": "array", "items": object("id") });
        let list = [("rows".to_owned(), rows)];
        document(
            &lists(count),
            &page(&members.chain(list).collect(), &Map::new()),
        )
    });
}

#[test]
fn lists_with_one_large_page_of_lists() {
    linear_decisions("lists with one large page of lists", |count| {
        let list = json!({ "type": "array", "items": { "type": "string" } });
        let members = (0..count).map(|i| (format!("m{i}"), list.clone()));
        document(&lists(count), &page(&members.collect(), &Map::new()))
    });
}

#[test]
fn links_of_one_response() {
    linear_decisions("links of one response", |count| {
        let links = (0..count).map(|i| {
            let parameters = json!({ "cursor": "$response.body#/next" });
            let link = json!({ "operationId": format!("list{i}"), "parameters": parameters });
            (format!("l{i}"), link)
        });
        let rows = json!({ "type": "array", "items": { "type": "string" } });
        let members = [
            ("rows".to_owned(), rows),
            ("next".to_owned(), json!({ "type": "string" })),
        ];
        document(
            &lists(count),
            &page(&members.into_iter().collect(), &links.collect()),
        )
    });
}

#[test]
fn hints_of_one_path_item() {
    linear_decisions("hints of one path item", |count| {
        let long = "word ".repeat(20 * count);
        let item = json!({ "get": {
            "x-fern-sdk-method-name": long,
            "x-fern-sdk-group-name": long,
            "x-rust-name": "same",
            "x-ms-pageable": { "nextLinkName": long },
            "responses": {},
        } });
        let paths = (0..count).map(|i| (format!("/a{i}"), to("pathItems", "Item")));
        let paths: Map<String, Value> = paths.collect();
        let components = json!({ "pathItems": { "Item": item } });
        let info = json!({ "title": "t", "version": "1" });
        json!({ "openapi": "3.1.0", "info": info, "paths": paths, "components": components })
            .to_string()
    });
}
