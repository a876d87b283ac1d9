//! Overlays: the outcome of their actions, and the messages about them.

use openapi_client_generator::config::Unmatched;
use openapi_client_generator::diagnostic::{Diagnostics, Pointer};
use openapi_client_generator::overlay::{Origin, Overlaid, apply, read};
use openapi_client_generator::source;
use serde_json::{Value, json};

/// The tree after an overlay of these actions, the moves in it and the messages.
fn applied(version: &str, document: &Value, actions: &Value) -> (Value, Overlaid, String) {
    let overlay = json!({
        "overlay": version,
        "info": {"title": "Changes", "version": "1"},
        "actions": actions,
    });
    let mut diagnostics = Diagnostics::default();
    let overlay = source::text("overlay.json", overlay.to_string(), &mut diagnostics).unwrap();
    let mut tree = document.clone();
    let overlays: Vec<_> = read(overlay, &mut diagnostics).into_iter().collect();
    let moved = apply(&mut tree, &overlays, Unmatched::Error, &mut diagnostics);
    (tree, moved, diagnostics.render(&[]))
}

/// Compares a part of a document after actions with the expected one.
fn becomes(version: &str, actions: &Value, place: &str, expected: &Value) {
    let document = json!({
        "info": {"title": "A", "x": null},
        "tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
        "paths": {"/a": {"get": {"tags": ["x", "y"]}}, "/b": {"get": {"tags": ["y"]}}},
    });
    let (tree, _, messages) = applied(version, &document, actions);
    assert_eq!(tree.pointer(place), Some(expected), "{actions}: {messages}");
    assert_eq!(messages, "", "{actions}");
}

#[test]
fn updates() {
    for (version, actions, place, expected) in [
        // Members are merged, lists concatenated, others replaced.
        (
            "1.0.0",
            json!([{"target": "$", "update": {"info": {"title": "B", "y": 1}, "tags": [{"name": "d"}]}}]),
            "/info",
            json!({"title": "B", "x": null, "y": 1}),
        ),
        (
            "1.0.0",
            json!([{"target": "$", "update": {"tags": [{"name": "d"}]}}]),
            "/tags",
            json!([{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}]),
        ),
        // A list that is selected: an entry in 1.0, more items since 1.1.
        (
            "1.0.0",
            json!([{"target": "$.paths['/b'].get.tags", "update": ["z"]}]),
            "/paths/~1b/get/tags",
            json!(["y", ["z"]]),
        ),
        (
            "1.1.0",
            json!([{"target": "$.paths['/b'].get.tags", "update": ["z", "w"]}]),
            "/paths/~1b/get/tags",
            json!(["y", "z", "w"]),
        ),
        (
            "1.1.0",
            json!([{"target": "$.paths.*.get.tags", "update": "z"}]),
            "/paths/~1a/get/tags",
            json!(["x", "y", "z"]),
        ),
        // A value by itself, since 1.1.
        (
            "1.1.0",
            json!([{"target": "$.info.title", "update": "B"}]),
            "/info/title",
            json!("B"),
        ),
        (
            "1.1.7",
            json!([{"target": "$.info.*", "update": 1}]),
            "/info",
            json!({"title": 1, "x": 1}),
        ),
    ] {
        becomes(version, &actions, place, &expected);
    }
}

#[test]
fn removals_and_copies() {
    for (version, actions, place, expected) in [
        // Removals leave no gap.
        (
            "1.0.0",
            json!([{"target": "$.tags[?@.name != 'b']", "remove": true}]),
            "/tags",
            json!([{"name": "b"}]),
        ),
        (
            "1.1.0",
            json!([{"target": "$..tags[?@ == 'y']", "remove": true}]),
            "/paths",
            json!({"/a": {"get": {"tags": ["x"]}}, "/b": {"get": {"tags": []}}}),
        ),
        (
            "1.0.0",
            json!([{"target": "$..*", "remove": true}]),
            "",
            json!({}),
        ),
        (
            "1.0.0",
            json!([{"target": "$.info.x", "remove": true}, {"target": "$.info", "update": {"x": 2}}]),
            "/info/x",
            json!(2),
        ),
        // A copy is merged like an update.
        (
            "1.1.0",
            json!([{"target": "$.paths['/b']", "copy": "$.info"}]),
            "/paths/~1b",
            json!({"get": {"tags": ["y"]}, "title": "A", "x": null}),
        ),
        (
            "1.1.0",
            json!([{"target": "$.paths['/b'].get.tags", "copy": "$.paths['/a'].get.tags"}]),
            "/paths/~1b/get/tags",
            json!(["y", "x", "y"]),
        ),
    ] {
        becomes(version, &actions, place, &expected);
    }
}

#[test]
fn what_stands_beside_a_removal_has_no_effect() {
    let document = json!({"info": {"title": "A", "x": 1}, "tags": ["a"]});
    for (version, keyword, value) in [
        ("1.0.0", "update", json!({"a": 1})),
        ("1.1.0", "copy", json!("$.tags")),
    ] {
        let actions = json!([{"target": "$.info.x", "remove": true, keyword: value}]);
        let (tree, _, messages) = applied(version, &document, &actions);
        assert_eq!(tree["info"], json!({"title": "A"}), "{keyword}");
        let message = format!("warning[W0106]: `{keyword}` has no effect beside `remove: true`");
        assert!(messages.starts_with(&message), "{messages}");
    }
}

#[test]
fn an_update_and_a_copy_have_no_effect_together() {
    let document = json!({"info": {"title": "A"}, "tags": []});
    let both = json!({"target": "$.info", "update": {"x": 1}, "copy": "$.tags"});
    let actions = json!([both, {"target": "$.info", "update": {"y": 2}}]);
    let (tree, _, messages) = applied("1.1.0", &document, &actions);
    assert_eq!(tree["info"], json!({"title": "A", "y": 2}));
    let told: Vec<&str> = messages.lines().filter(|line| line.contains('[')).collect();
    let of =
        |one, other| format!("warning[W0106]: `{one}` has no effect beside `{other}`; ignored");
    assert_eq!(told[..1], [of("update", "copy")]);
    assert!(told.contains(&of("copy", "update").as_str()), "{messages}");
    assert!(messages.ends_with("2 warnings\n"), "{messages}");
}

#[test]
fn what_an_action_can_not_do_is_reported() {
    let document = json!({"info": {"title": "A"}, "tags": ["a"]});
    for (version, action, code) in [
        ("1.1.0", json!({"target": "$.none", "update": {}}), "E0803"),
        ("1.1.0", json!({"target": "$.info"}), "W0802"),
        (
            "1.1.0",
            json!({"target": "$.info", "update": {"title": "A"}}),
            "W0802",
        ),
        (
            "1.1.0",
            json!({"target": "$", "update": {"tags": []}}),
            "W0802",
        ),
        ("1.1.0", json!({"target": "$.info", "update": "B"}), "E0804"),
        (
            "1.1.0",
            json!({"target": "$", "update": {"info": {"title": []}}}),
            "E0804",
        ),
        (
            "1.1.0",
            json!({"target": "$", "update": {"info": null}}),
            "E0804",
        ),
        (
            "1.0.0",
            json!({"target": "$.info.title", "update": "B"}),
            "E0808",
        ),
        ("1.1.0", json!({"target": "$.*", "update": {}}), "E0805"),
        (
            "1.1.0",
            json!({"target": "$.info", "copy": "$.none"}),
            "E0806",
        ),
        ("1.1.0", json!({"target": "$.info", "copy": "$.*"}), "E0806"),
        ("1.0.0", json!({"target": "$", "remove": true}), "E0807"),
        ("1.0.0", json!({"target": "info", "remove": true}), "E0802"),
        (
            "1.0.0",
            json!({"target": "$.info", "copy": "$.tags"}),
            "E0801",
        ),
    ] {
        let (tree, moved, messages) = applied(version, &document, &json!([action]));
        assert!(
            messages.contains(&format!("[{code}]")),
            "{action}: {messages}"
        );
        assert!(messages.contains("overlay.json:1:"), "{messages}");
        assert_eq!((tree, moved), (document.clone(), Vec::new()), "{action}");
    }
}

#[test]
fn the_places_of_what_was_written() {
    let document =
        json!({"info": {"title": "A"}, "tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}]});
    let actions = json!([
        {"target": "$.tags[1]", "update": {"x": 1}},
        {"target": "$.tags[0]", "remove": true},
        {"target": "$", "update": {"tags": [{"name": "d"}], "info": {"title": "B", "y": {"z": 1}}}},
        {"target": "$.tags[2]", "update": {"name": "e"}},
        {"target": "$.tags[0]", "copy": "$.info.y"},
    ]);
    let (tree, moved, messages) = applied("1.1.0", &document, &actions);
    assert_eq!(messages, "");
    let names = json!([{"name": "b", "x": 1, "z": 1}, {"name": "c"}, {"name": "e"}]);
    assert_eq!(tree["tags"], names);
    let at = |text: &str| Pointer::parse(text).unwrap();
    let origin = |overlay: usize, text: &str| Origin {
        overlay,
        at: at(text),
    };
    let overlay = |text: &str| origin(1, text);
    let expected = [
        ("#/info/title", overlay("#/actions/2/update/info/title")),
        ("#/info/y", overlay("#/actions/2/update/info/y")),
        ("#/tags/0", origin(0, "#/tags/1")),
        ("#/tags/0/x", overlay("#/actions/0/update/x")),
        ("#/tags/0/z", overlay("#/actions/4/copy/z")),
        ("#/tags/1", origin(0, "#/tags/2")),
        ("#/tags/2", overlay("#/actions/2/update/tags/0")),
        ("#/tags/2/name", overlay("#/actions/3/update/name")),
    ];
    assert_eq!(moved, expected.map(|(place, origin)| (at(place), origin)));
}

#[test]
fn what_grows_with_each_action_comes_to_an_end() {
    let document = json!({"a": {"b": "x"}});
    let copies: Vec<Value> = (0..200)
        .map(|number| json!({"target": "$.a", "copy": "$", "description": number.to_string()}))
        .collect();
    let (_, _, messages) = applied("1.1.0", &document, &json!(copies));
    assert!(messages.contains("[E0105]"), "{messages}");
    let lists: Vec<Value> = (0..40)
        .map(|number| json!({"target": "$.a", "copy": "$.a", "description": number.to_string()}))
        .collect();
    let (tree, _, messages) = applied("1.1.0", &json!({"a": [1, 2]}), &json!(lists));
    assert!(messages.contains("[E0104]"), "{messages}");
    assert!(tree["a"].as_array().unwrap().len() < 3_000_000);
}

#[test]
fn overlays_that_are_none() {
    for (text, message) in [
        ("[]", "expected an overlay to be an object, found a list"),
        ("{}", "missing key `overlay`"),
        ("overlay: 2.0.0", "its version is `2.0.0`"),
        (
            "overlay: 1.1",
            "expected `overlay` to be a string, found a number",
        ),
        ("overlay: 1.2.0", "its version is `1.2.0`"),
        ("overlay: 1.0.0\nactions: []", "`actions` has no action"),
        (
            "overlay: 1.0.0\nactions: {}",
            "expected `actions` to be a list, found an object",
        ),
        (
            "overlay: 1.0.0\nactions: [1]",
            "expected an action to be an object, found a number",
        ),
        (
            "overlay: 1.0.0\nactions: [{update: {}}]",
            "missing key `target`",
        ),
        (
            "overlay: 1.0.0\nactions: [{target: $, remove: maybe}]",
            "expected `remove` to be a boolean, found a string",
        ),
        (
            "overlay: 1.0.0\nactions: [{target: $, description: 1}]",
            "expected `description` to be a string, found a number",
        ),
        (
            "overlay: 1.0.0\nactions: [{target: $, remvoe: true}]",
            "unknown key `remvoe`",
        ),
        (
            "overlay: 1.0.0\nactions: [{target: $}, {target: $}]",
            "an action like this stands before it",
        ),
        (
            "overlay: 1.0.0\ninfo: {title: 1}",
            "expected `title` to be a string, found a number",
        ),
        ("overlay: 1.0.0\ninfo: {title: a}", "missing key `version`"),
        (
            "overlay: 1.0.0\nextends: {}",
            "expected `extends` to be a string, found an object",
        ),
        ("overlay: 1.0.0\nother: 1", "unknown key `other`"),
    ] {
        let mut diagnostics = Diagnostics::default();
        let source = source::text("overlay.yaml", text.to_owned(), &mut diagnostics).unwrap();
        assert!(read(source, &mut diagnostics).is_none(), "{text}");
        let messages = diagnostics.render(&[]);
        assert!(messages.contains(message), "{text}: {messages}");
    }
}
