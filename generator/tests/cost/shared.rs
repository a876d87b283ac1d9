//! What many places have from one: large texts and values, lists of things, and names, by each kind of
//! reference, and by what counts for several operations without one.

use crate::parts::listed;
use crate::{document, linear, made, object, to};
use openapi_client_generator::diagnostic::Code;
use serde_json::{Map, Value, json};

/// Bytes of a large text for each place that has it.
const LARGE: usize = 100;

/// A text that is longer the more places have it.
fn text(count: usize) -> String {
    "It is said at length. ".repeat(count * LARGE / 22)
}

/// A path for each number.
fn paths(count: usize, item: impl Fn(usize) -> Value) -> Value {
    let paths = (0..count).map(|i| (format!("/p{i}"), item(i)));
    Value::Object(paths.collect())
}

/// A document in which each of many operations is this one.
fn operations(count: usize, operation: &Value, components: &Value) -> String {
    document(&paths(count, |_| json!({ "post": operation })), components)
}

pub fn done() -> Value {
    json!({ "204": { "description": "d" } })
}

fn string() -> Value {
    json!({ "type": "string" })
}

fn answer(response: &Value) -> Value {
    json!({ "responses": { "200": response } })
}

fn content(media: &Value) -> Value {
    json!({ "description": "d", "content": { "application/json": media } })
}

/// An operation that refers to the component of each section, and the component with this text.
fn uses(text: &str) -> Vec<(&'static str, Value, Value)> {
    let (parameters, responses) = (to("parameters", "S"), to("responses", "S"));
    let schema = to("schemas", "S");
    vec![
        (
            "parameters",
            json!({ "parameters": [parameters], "responses": done() }),
            json!({ "name": "p", "in": "query", "schema": string(), "description": text }),
        ),
        (
            "responses",
            answer(&responses),
            json!({ "description": text }),
        ),
        (
            "requestBodies",
            json!({ "requestBody": to("requestBodies", "S"), "responses": done() }),
            json!({ "description": text, "content": { "application/json": { "schema": string() } } }),
        ),
        (
            "headers",
            answer(&json!({ "description": "d", "headers": { "X": to("headers", "S") } })),
            json!({ "description": text, "schema": string() }),
        ),
        (
            "examples",
            answer(&content(
                &json!({ "schema": string(), "examples": { "e": to("examples", "S") } }),
            )),
            json!({ "summary": text, "description": text, "value": text }),
        ),
        (
            "schemas",
            json!({ "parameters": [{ "name": "p", "in": "query", "schema": schema }],
                "requestBody": content(&json!({ "schema": schema })),
                "responses": { "200": content(&json!({ "schema": schema })) } }),
            json!({ "type": "string", "title": text, "description": text, "default": text, "example": text,
                "pattern": text, "x-long": text }),
        ),
        (
            "securitySchemes",
            json!({ "security": [{ "S": [] }], "responses": done() }),
            json!({ "type": "http", "scheme": "bearer", "description": text }),
        ),
    ]
}

/// The names of rows, which take no part in what is counted meanwhile.
fn names(rows: impl FnOnce() -> Vec<(&'static str, Value, Value)>) -> Vec<&'static str> {
    rows().into_iter().map(|(name, ..)| name).collect()
}

#[test]
fn a_large_text_of_a_component() {
    for (index, section) in names(|| uses("")).into_iter().enumerate() {
        linear(&format!("a large text of {section}"), |count| {
            let (section, operation, component) = &uses(&text(count))[index];
            operations(count, operation, &json!({ *section: { "S": component } }))
        });
    }
}

/// A document in which many paths are references to one.
fn path_items(count: usize, item: &Value) -> String {
    let components = json!({ "pathItems": { "P": item } });
    document(&paths(count, |_| to("pathItems", "P")), &components)
}

#[test]
fn a_large_text_of_a_path() {
    linear("a large text of path items", |count| {
        let text = text(count);
        let operation = json!({ "summary": text, "description": text,
            "responses": { "200": { "description": text } } });
        path_items(
            count,
            &json!({ "summary": text, "description": text, "get": operation, "put": operation }),
        )
    });
    linear("a large text of one path", |count| {
        let (text, done) = (text(count), json!({ "responses": done() }));
        let parameter =
            json!({ "name": "p", "in": "query", "schema": string(), "description": text });
        let item = json!({ "summary": text, "description": text, "parameters": [parameter],
            "get": done, "put": done, "post": done, "delete": done,
            "options": done, "head": done, "patch": done, "trace": done });
        document(&json!({ "/p": item }), &json!({}))
    });
}

/// What an example of a call or an answer shows.
#[test]
fn a_large_example() {
    let example = |count: usize| json!({ "text": "word ".repeat(count * LARGE / 5) });
    linear("a large example of request bodies", |count| {
        let media = json!({ "schema": object("text"), "example": example(count) });
        let operation = json!({ "requestBody": to("requestBodies", "S"), "responses": done() });
        operations(
            count,
            &operation,
            &json!({ "requestBodies": { "S": content(&media) } }),
        )
    });
    linear("a large example of responses", |count| {
        // No larger one is shown, and many are needed for more than any document may copy.
        let count = 3 * count;
        let media = json!({ "schema": to("schemas", "S"), "example": example(80) });
        let operation = answer(&to("responses", "S"));
        let components =
            json!({ "responses": { "S": content(&media) }, "schemas": { "S": object("text") } });
        operations(count, &operation, &components)
    });
    linear("many examples of responses", |count| {
        let examples = (0..count).map(|i| (format!("e{i}"), json!({ "value": { "text": i } })));
        let examples: Map<String, Value> = examples.collect();
        let media = json!({ "schema": to("schemas", "S"), "examples": examples });
        let operation = answer(&to("responses", "S"));
        let components =
            json!({ "responses": { "S": content(&media) }, "schemas": { "S": object("text") } });
        operations(count, &operation, &components)
    });
}

/// What each member that refers to a schema says of it.
#[test]
fn a_large_text_of_a_member() {
    linear("a large text of a member's schema", |count| {
        let text = text(count);
        let schema = json!({ "type": "string", "title": text, "description": text, "default": text,
            "pattern": text });
        let members = (0..count).map(|i| (format!("m{i}"), to("schemas", "S")));
        let members: Map<String, Value> = members.collect();
        let schemas = json!({ "S": schema, "T": { "type": "object", "properties": members } });
        document(&json!({}), &json!({ "schemas": schemas }))
    });
    for part in [
        json!({ "type": "object", "properties": { "x": string() } }),
        string(),
    ] {
        linear("a large text of a part", |count| {
            let text = text(count);
            let mut shared = part.clone();
            for keyword in ["title", "description", "pattern", "default", "example"] {
                shared[keyword] = json!(text);
            }
            let own = |i: usize| json!({ "allOf": [to("schemas", "S"), { "maxLength": i }] });
            let types = (0..count).map(|i| (format!("T{i}"), own(i)));
            let types: Map<String, Value> = types.chain([("S".to_owned(), shared)]).collect();
            document(&json!({}), &json!({ "schemas": types }))
        });
    }
    linear("a large text of a union", |count| {
        let shared = json!({ "type": "object", "description": text(count),
            "properties": { "x": string() } });
        let branches: Vec<Value> = (0..count).map(|i| object(&format!("m{i}"))).collect();
        let union =
            json!({ "allOf": [to("schemas", "S")], "description": text(count), "oneOf": branches });
        document(
            &json!({}),
            &json!({ "schemas": { "S": shared, "T": union } }),
        )
    });
}

/// Many things of a kind, of which an operation can have any number.
fn lists(count: usize) -> Vec<(&'static str, Value, Value)> {
    let named = |thing: fn(usize) -> Value| {
        let things = (0..count).map(|i| (format!("n{i}"), thing(i)));
        Value::Object(things.collect())
    };
    let parameters: Vec<Value> = (0..count)
        .map(|i| json!({ "name": format!("n{i}"), "in": "query", "schema": string() }))
        .collect();
    let forms = (0..count).map(|i| (format!("application/x-{i}"), json!({})));
    let forms: Map<String, Value> = forms.collect();
    let servers: Vec<Value> = (0..count)
        .map(|i| json!({ "url": format!("https://s{i}.example.com") }))
        .collect();
    let schemes: Vec<Value> = (0..count)
        .map(|i| json!({ (format!("n{i}")): [] }))
        .collect();
    let long = "long".repeat(LARGE * count / 4);
    vec![
        (
            "parameters",
            json!({ "parameters": parameters, "responses": done() }),
            Value::Null,
        ),
        (
            "headers",
            answer(&to("responses", "S")),
            json!({ "description": "d", "headers": named(|_| json!({ "schema": string() })) }),
        ),
        (
            "forms of answers",
            answer(&to("responses", "S")),
            json!({ "description": "d", "content": forms }),
        ),
        (
            "forms of requests",
            json!({ "requestBody": to("requestBodies", "S"), "responses": done() }),
            json!({ "content": forms }),
        ),
        (
            "members of a form",
            json!({ "requestBody": to("requestBodies", "S"), "responses": done() }),
            json!({ "content": { "multipart/form-data": { "schema": {
                "type": "object", "properties": named(|_| string()) } } } }),
        ),
        (
            "values of a part",
            json!({ "requestBody": to("requestBodies", "S"), "responses": done() }),
            json!({ "content": { "multipart/form-data": { "schema": { "oneOf": [
                { "properties": { "a": listed("a", count) } },
                { "properties": { "a": listed("b", count) } } ] } } } }),
        ),
        (
            "members of a union",
            json!({ "requestBody": to("requestBodies", "S"), "responses": done() }),
            json!({ "content": { "multipart/form-data": { "schema": { "oneOf": [
                { "properties": named(|_| string()) },
                { "properties": named(|_| json!({ "type": "integer" })) } ] } } } }),
        ),
        (
            "places of parts",
            json!({ "requestBody": to("requestBodies", "S"), "responses": done() }),
            json!({ "content": { "multipart/mixed": { "schema": {
                "type": "array", "prefixItems": vec![string(); count] } } } }),
        ),
        (
            "servers",
            json!({ "servers": servers, "responses": done() }),
            Value::Null,
        ),
        (
            "schemes",
            json!({ "security": schemes, "responses": done() }),
            Value::Null,
        ),
        (
            "long names",
            json!({ "tags": [long], "servers": [{ "url": format!("https://{long}") }],
            "operationId": long, "parameters": [to("parameters", "S")], "responses": done() }),
            json!({ "name": long, "in": "query", "schema": string() }),
        ),
    ]
}

#[test]
fn lists_that_many_operations_have() {
    for (index, list) in names(|| lists(0)).into_iter().enumerate() {
        let components = |count: usize, component: &Value| {
            let schemes = (0..count).map(|i| {
                (
                    format!("n{i}"),
                    json!({ "type": "http", "scheme": "bearer" }),
                )
            });
            let schemes: Map<String, Value> = schemes.collect();
            let mut components = json!({ "securitySchemes": schemes });
            for section in ["parameters", "responses", "requestBodies"] {
                if !component.is_null() {
                    components[section] = json!({ "S": component });
                }
            }
            components
        };
        let make = |count: usize| {
            // More than any document may copy, at the smallest size.
            let count = 3 * count;
            let (_, operation, component) = &lists(count)[index];
            let mut components = components(count, component);
            components["pathItems"] = json!({ "P": { "get": operation } });
            document(&paths(count, |_| to("pathItems", "P")), &components)
        };
        linear(&format!("{list} of many operations"), make);
    }
}

/// Each form of a body has the parameters of its operation.
#[test]
fn parameters_of_many_forms() {
    linear("parameters of many forms", |count| {
        let count = 3 * count;
        let parameters: Vec<Value> = (0..count)
            .map(|i| json!({ "name": format!("n{i}"), "in": "query", "schema": string() }))
            .collect();
        let form = |i: usize| json!({ "schema": object(&format!("m{i}")) });
        let forms = (0..count).map(|i| (format!("application/x-{i}+json"), form(i)));
        let forms: Map<String, Value> = forms.collect();
        let operation = json!({ "parameters": parameters, "requestBody": { "content": forms },
            "responses": done() });
        operations(1, &operation, &json!({}))
    });
}

/// The operations of a document, with what is said of what is used too often: the first place, and how many
/// there are.
pub fn used_too_often(document: String) -> (usize, String, usize) {
    let (ir, diagnostics) = made(document);
    let said: Vec<_> = diagnostics
        .iter()
        .filter(|said| said.code == Code::UsedTooOften)
        .collect();
    let first = said
        .first()
        .map(|said| format!("{}: {}", said.at, said.message));
    (ir.operations.len(), first.unwrap_or_default(), said.len())
}

/// A response is only read, so that an operation does without; what it sends is another matter.
#[test]
fn what_is_used_too_often_is_left_out() {
    let long = "x".repeat(40_000);
    let parameter = json!({ "name": long, "in": "query", "schema": string() });
    let response =
        json!({ "description": "d", "headers": { (long.as_str()): { "schema": string() } } });
    let body = json!({ "content": { (format!("application/{long}")): {} } });
    let components = json!({ "parameters": { "S": parameter }, "responses": { "S": response },
        "requestBodies": { "S": body }, "pathItems": { "P": { "parameters": [parameter], "get": { "responses": done() } } } });
    let with = |operation: &Value| operations(30, operation, &components);
    let (parameters, body) = (to("parameters", "S"), to("requestBodies", "S"));
    let skipped = "used too often in this document; the operation is left out";
    for (member, place) in [
        ("parameters", "parameters/0"),
        ("requestBody", "requestBody"),
    ] {
        let used = if member == "parameters" {
            json!([parameters])
        } else {
            body.clone()
        };
        let (made, said, count) =
            used_too_often(with(&json!({ (member): used, "responses": done() })));
        assert_eq!((made + count, count > 0), (30, true), "{member}");
        assert!(
            said.ends_with(&format!("/post/{place}: {skipped}")),
            "{said}"
        );
    }
    let (made, said, count) = used_too_often(with(&answer(&to("responses", "S"))));
    assert_eq!((made, count > 0), (30, true));
    assert!(
        said.ends_with("this response is taken as not described"),
        "{said}"
    );
    let paths = paths(30, |_| to("pathItems", "P"));
    let (made, said, count) = used_too_often(document(&paths, &components));
    assert_eq!((made + count, count > 0), (30, true));
    assert!(
        said.ends_with("the operations of this path are left out"),
        "{said}"
    );
    // What is used once is never too large.
    let (made, _, count) =
        used_too_often(operations(1, &answer(&to("responses", "S")), &components));
    assert_eq!((made, count), (1, 0));
}

/// What is shown in one line is cut where it is long, and what many share is not repeated by all of them.
#[test]
fn what_is_not_shown_whole_is_said() {
    let long = text(100);
    let summary = &long;
    let media = json!({ "schema": to("schemas", "S"), "examples": { "e": { "summary": summary, "value": { "a": "b" } } } });
    let schema =
        json!({ "type": "object", "properties": { "a": { "type": "string", "default": long } } });
    let document = document(
        &paths(1, |_| json!({ "get": answer(&content(&media)) })),
        &json!({ "schemas": { "S": schema } }),
    );
    let (_, diagnostics) = made(document);
    let cut = diagnostics.iter().filter(|said| said.code == Code::TextCut);
    let mut places: Vec<&str> = cut.map(|said| said.at.as_str()).collect();
    places.sort_unstable();
    let example = "#/paths/~1p0/get/responses/200/content/application~1json/examples/e/summary";
    assert_eq!(
        places,
        ["#/components/schemas/S/properties/a/default", example]
    );
}

/// A default and the title of an example have one line each, which is a copy like any other.
#[test]
fn a_line_that_many_repeat() {
    let line = "a".repeat(1000);
    let written = |document: String| {
        let (ir, diagnostics) = made(document);
        let docs = format!("{:?}{:?}", ir.types, ir.operations);
        let cut = diagnostics.iter().filter(|said| said.code == Code::TextCut);
        let cut: Vec<&str> = cut.map(|said| said.at.as_str()).collect();
        (docs.matches(&line).count(), cut.join(" "))
    };
    let schemas = |count: usize| {
        let members = (0..count).map(|i| (format!("m{i}"), to("schemas", "S")));
        let members: Map<String, Value> = members.collect();
        let object = json!({ "type": "object", "properties": members });
        let shared = json!({ "type": "string", "default": line });
        document(
            &json!({}),
            &json!({ "schemas": { "S": shared, "T": object } }),
        )
    };
    let (few, cut) = written(schemas(900));
    assert!((900..1000).contains(&few) && cut.is_empty(), "{few} {cut}");
    let (most, cut) = written(schemas(4000));
    assert!((1000..1200).contains(&most), "{most}");
    assert_eq!(cut, "#/components/schemas/S/default");

    let responses = |count: usize| {
        let value = json!({ "m": "b" });
        let media = json!({ "schema": to("schemas", "S"), "examples": { "e": { "summary": line, "value": value } } });
        let components =
            json!({ "responses": { "S": content(&media) }, "schemas": { "S": object("m") } });
        operations(count, &answer(&to("responses", "S")), &components)
    };
    let (few, cut) = written(responses(900));
    assert!((900..1000).contains(&few) && cut.is_empty(), "{few} {cut}");
    let (most, cut) = written(responses(4000));
    assert!((1000..1200).contains(&most), "{most}");
    let example = "#/components/responses/S/content/application~1json/examples/e/value";
    assert_eq!(cut, example);
}

/// An address is as long as its variables make it.
#[test]
fn variables_of_servers() {
    let server = |url: &str, variables: Value| {
        let servers = json!([{ "url": url, "variables": variables }]);
        let info = json!({ "title": "t", "version": "1" });
        json!({ "openapi": "3.0.3", "info": info, "servers": servers, "paths": {} }).to_string()
    };
    linear("variables that name each other", |count| {
        let twice = |i: usize| format!("{{v{}}}", i + 1).repeat(2);
        let variables = (0..count).map(|i| (format!("v{i}"), json!({ "default": twice(i) })));
        server("https://{v0}", variables.collect::<Map<_, _>>().into())
    });
    linear("a long variable that is named often", |count| {
        let long = json!({ "v": { "default": "a".repeat(30 * count) } });
        server(&format!("https://{}", "{v}".repeat(10 * count)), long)
    });
}
