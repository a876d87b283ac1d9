//! Each style of a parameter, by the examples of the specifications: RFC 6570, sections 3.2.2 to 3.2.8, and the
//! tables "Style Examples" of OpenAPI 3.1.1 and 3.2.0. And the legal values of a path.

mod support;

use http::Method;
use openapi_client_runtime::runtime::wire::{Map, Place, Slot, View};
use openapi_client_runtime::runtime::{Call, Memory, Parts, Style};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::api::Op;
use support::{TestClock, api};

/// A map whose entries stay in their order.
struct Pairs(&'static [(&'static str, Value)]);

impl Map for Pairs {
    fn clear(&mut self) {}

    fn slot(&self) -> Slot {
        BTreeMap::<String, String>::new().slot()
    }

    fn entry(&mut self, _: String) -> Place<'_> {
        Place::Skip
    }

    fn visit(&self, each: &mut dyn FnMut(&str, View<'_>) -> bool) {
        for (key, value) in self.0 {
            if !each(key, View::Json(value)) {
                return;
            }
        }
    }
}

/// The values of the tables.
fn value(name: &str) -> Value {
    match name {
        "empty" => json!(""),
        "string" => json!("blue"),
        "array" => json!(["blue", "black", "brown"]),
        "list" => json!(["red", "green", "blue"]),
        "hello" => json!("Hello World!"),
        "half" => json!("50%"),
        "path" => json!("/foo/bar"),
        "who" => json!("fred"),
        "var" => json!("value"),
        "x" => json!(1024),
        "true" => json!(true),
        "null" => json!(null),
        "[]" => json!([]),
        "[one]" => json!(["one"]),
        "[a,b&c]" => json!(["a,b", "b&c"]),
        other => serde_json::from_str(other).unwrap(),
    }
}

/// The text of a parameter `color`, and whether it is an object of the tables instead of a value.
async fn sent(place: &str, style: Style, name: &str) -> String {
    let template = if place == "path" {
        "/x/{color}/y"
    } else {
        "/x"
    };
    let spec = Box::leak(Box::new(api::spec(Method::GET, template).security(&[])));
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = api::builder("t")
        .transport(memory.clone())
        .clock(TestClock::new());
    let mut parts: Parts = builder.build().unwrap().start(spec);
    let rgb = [("R", json!(100)), ("G", json!(200)), ("B", json!(150))];
    let keys = [
        ("semi", json!(";")),
        ("dot", json!(".")),
        ("comma", json!(",")),
    ];
    let pairs = |pairs: &[(&'static str, Value)]| Pairs(pairs.to_vec().leak());
    let (rgb, keys, value) = match name {
        "object" => (Some(pairs(&rgb)), None, Value::Null),
        "keys" => (None, Some(pairs(&keys)), Value::Null),
        name => (None, None, value(name)),
    };
    let view = match rgb.as_ref().or(keys.as_ref()) {
        Some(pairs) => View::Map(pairs),
        None => View::Json(&value),
    };
    match place {
        "path" => parts.path_as("color", style, view),
        "query" => parts.query("color", style, view),
        "cookie" => parts.cookie_as("color", style, view),
        _ if matches!(style, Style::Separated { .. }) => parts.header_in("color", style, view),
        _ => parts.header_as(
            "color",
            matches!(style, Style::Simple { explode: true }),
            view,
        ),
    }
    if Call::<Op>::new(parts).await.is_err() {
        return "refused".to_owned();
    }
    let request = memory.requests().remove(0);
    let header = |name: &str| {
        let value = request.headers().get(name);
        value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    };
    match place {
        "path" => {
            let path = request.uri().path().strip_prefix("/x/").unwrap();
            path.strip_suffix("/y").unwrap().to_owned()
        }
        "query" => request.uri().query().unwrap_or_default().to_owned(),
        "cookie" => header("cookie"),
        _ => header("color"),
    }
}

/// A style by its name and `explode`.
fn style(name: &str, explode: bool) -> Style {
    match name {
        "simple" => Style::Simple { explode },
        "label" => Style::Label { explode },
        "matrix" => Style::Matrix { explode },
        "form" => Style::Form { explode },
        "reserved" => Style::Reserved { explode },
        "space" => Style::SpaceDelimited,
        "pipe" => Style::PipeDelimited,
        "deep" => Style::DeepObject,
        "tabs" => Style::Separated { separator: '\t' },
        "pipes" => Style::Separated { separator: '|' },
        "cookie" => Style::Cookie { explode },
        "reserved segments" => Style::ReservedSegments,
        _ => Style::Segments,
    }
}

/// Place, style, explode, value, and the text. Where the tables write a character that can't stand there, it is
/// encoded here.
#[rustfmt::skip]
const ROWS: &[(&str, &str, bool, &str, &str)] = &[
    // OpenAPI 3.1.1, "Style Examples".
    ("path", "matrix", false, "empty", ";color"),
    ("path", "matrix", false, "string", ";color=blue"),
    ("path", "matrix", false, "array", ";color=blue,black,brown"),
    ("path", "matrix", false, "object", ";color=R,100,G,200,B,150"),
    ("path", "matrix", true, "empty", ";color"),
    ("path", "matrix", true, "string", ";color=blue"),
    ("path", "matrix", true, "array", ";color=blue;color=black;color=brown"),
    ("path", "matrix", true, "object", ";R=100;G=200;B=150"),
    // A label of nothing is the segment `.`, which changes the path.
    ("path", "label", false, "empty", "refused"),
    ("path", "label", false, "string", ".blue"),
    ("path", "label", false, "array", ".blue,black,brown"),
    ("path", "label", false, "object", ".R,100,G,200,B,150"),
    ("path", "label", true, "empty", "refused"),
    ("path", "label", true, "string", ".blue"),
    ("path", "label", true, "array", ".blue.black.brown"),
    ("path", "label", true, "object", ".R=100.G=200.B=150"),
    ("path", "simple", false, "empty", "refused"),
    ("path", "simple", false, "string", "blue"),
    ("path", "simple", false, "array", "blue,black,brown"),
    ("path", "simple", false, "object", "R,100,G,200,B,150"),
    ("path", "simple", true, "empty", "refused"),
    ("path", "simple", true, "string", "blue"),
    ("path", "simple", true, "array", "blue,black,brown"),
    ("path", "simple", true, "object", "R=100,G=200,B=150"),
    ("query", "form", false, "empty", "color="),
    ("query", "form", false, "string", "color=blue"),
    ("query", "form", false, "array", "color=blue,black,brown"),
    ("query", "form", false, "object", "color=R,100,G,200,B,150"),
    ("query", "form", true, "empty", "color="),
    ("query", "form", true, "string", "color=blue"),
    ("query", "form", true, "array", "color=blue&color=black&color=brown"),
    ("query", "form", true, "object", "R=100&G=200&B=150"),
    ("query", "space", false, "array", "color=blue%20black%20brown"),
    ("query", "space", false, "object", "color=R%20100%20G%20200%20B%20150"),
    ("query", "pipe", false, "array", "color=blue%7Cblack%7Cbrown"),
    ("query", "pipe", false, "object", "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("query", "deep", true, "object", "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    // OpenAPI 3.2.0: the style `cookie`.
    ("cookie", "cookie", false, "empty", "color="),
    ("cookie", "cookie", false, "string", "color=blue"),
    ("cookie", "cookie", false, "array", "color=blue,black,brown"),
    ("cookie", "cookie", false, "object", "color=R,100,G,200,B,150"),
    ("cookie", "cookie", true, "empty", "color="),
    ("cookie", "cookie", true, "string", "color=blue"),
    ("cookie", "cookie", true, "array", "color=blue; color=black; color=brown"),
    ("cookie", "cookie", true, "object", "R=100; G=200; B=150"),
    // `form` in cookies: `&` would belong to the first value.
    ("cookie", "form", false, "empty", "color="),
    ("cookie", "form", false, "string", "color=blue"),
    ("cookie", "form", false, "array", "color=blue,black,brown"),
    ("cookie", "form", false, "object", "color=R,100,G,200,B,150"),
    ("cookie", "form", true, "empty", "color="),
    ("cookie", "form", true, "string", "color=blue"),
    ("cookie", "form", true, "array", "color=blue; color=black; color=brown"),
    ("cookie", "form", true, "object", "R=100; G=200; B=150"),
    ("cookie", "form", true, "hello", "color=Hello%20World%21"),
    ("cookie", "form", true, "null", ""),
    // Headers: nothing is encoded.
    ("header", "simple", false, "empty", ""),
    ("header", "simple", false, "string", "blue"),
    ("header", "simple", false, "array", "blue,black,brown"),
    ("header", "simple", false, "object", "R,100,G,200,B,150"),
    ("header", "simple", true, "string", "blue"),
    ("header", "simple", true, "array", "blue,black,brown"),
    ("header", "simple", true, "object", "R=100,G=200,B=150"),
    ("header", "simple", false, "hello", "Hello World!"),
    ("header", "simple", false, "[]", ""),
    // Nothing is encoded, so a comma outside of quotes would begin another item, and servers ignore empty items (RFC
    // 9110, section 5.6.1).
    ("header", "simple", false, r#"["a", ""]"#, "refused"),
    ("header", "simple", false, r#"{"a": "", "b": 1}"#, "a,,b,1"),
    ("header", "simple", true, r#"{"a": "", "b": 1}"#, "a=,b=1"),
    ("header", "simple", false, "keys", "refused"),
    ("header", "simple", true, "keys", "refused"),
    ("header", "simple", false, "[a,b&c]", "refused"),
    ("header", "simple", false, "[[1, 2]]", "refused"),
    ("header", "simple", true, r#"{"a=b": 1}"#, "refused"),
    ("header", "simple", false, r#"{"a=b": 1}"#, "a=b,1"),
    ("header", "simple", true, r#"{"a": "b=c"}"#, "a=b=c"),
    ("header", "simple", false, r#""a,b""#, "a,b"),
    ("header", "simple", false, r#"["\"a,b\"", "W/\"c,d\"", "\"e\\\",f\""]"#, r#""a,b",W/"c,d","e\",f""#),
    ("header", "simple", false, r#"["\"a\",b", "c"]"#, "refused"),
    ("header", "simple", false, r#"["\"a,b", "c"]"#, "refused"),
    ("header", "simple", false, r#"["5\"", "c"]"#, r#"5",c"#),
    // RFC 6570, 3.2.2: simple.
    ("path", "simple", false, "var", "value"),
    ("path", "simple", false, "hello", "Hello%20World%21"),
    ("path", "simple", false, "half", "50%25"),
    ("path", "simple", false, "x", "1024"),
    ("path", "simple", false, "list", "red,green,blue"),
    ("path", "simple", true, "list", "red,green,blue"),
    ("path", "simple", false, "keys", "semi,%3B,dot,.,comma,%2C"),
    ("path", "simple", true, "keys", "semi=%3B,dot=.,comma=%2C"),
    ("path", "simple", false, "path", "%2Ffoo%2Fbar"),
    // 3.2.5: labels.
    ("path", "label", false, "who", ".fred"),
    ("path", "label", false, "half", ".50%25"),
    ("path", "label", false, "x", ".1024"),
    ("path", "label", false, "list", ".red,green,blue"),
    ("path", "label", true, "list", ".red.green.blue"),
    ("path", "label", false, "keys", ".semi,%3B,dot,.,comma,%2C"),
    ("path", "label", true, "keys", ".semi=%3B.dot=..comma=%2C"),
    ("path", "label", false, "[]", "refused"),
    // 3.2.7: matrix.
    ("path", "matrix", false, "who", ";color=fred"),
    ("path", "matrix", false, "half", ";color=50%25"),
    ("path", "matrix", false, "hello", ";color=Hello%20World%21"),
    ("path", "matrix", false, "x", ";color=1024"),
    ("path", "matrix", false, "list", ";color=red,green,blue"),
    ("path", "matrix", true, "list", ";color=red;color=green;color=blue"),
    ("path", "matrix", false, "keys", ";color=semi,%3B,dot,.,comma,%2C"),
    ("path", "matrix", true, "keys", ";semi=%3B;dot=.;comma=%2C"),
    ("path", "matrix", true, r#"{"a": 1, "b": "", "c": ["", 2]}"#, ";a=1;b;c;c=2"),
    ("path", "matrix", true, r#"{"a": [], "b": {}}"#, "refused"),
    // 3.2.8: form.
    ("query", "form", false, "who", "color=fred"),
    ("query", "form", false, "half", "color=50%25"),
    ("query", "form", false, "hello", "color=Hello%20World%21"),
    ("query", "form", false, "x", "color=1024"),
    ("query", "form", false, "list", "color=red,green,blue"),
    ("query", "form", true, "list", "color=red&color=green&color=blue"),
    ("query", "form", false, "keys", "color=semi,%3B,dot,.,comma,%2C"),
    ("query", "form", true, "keys", "semi=%3B&dot=.&comma=%2C"),
    ("query", "form", false, "path", "color=%2Ffoo%2Fbar"),
    // 3.2.3: reserved. Characters that end a value or the query stay encoded.
    ("query", "reserved", false, "hello", "color=Hello%20World!"),
    ("query", "reserved", false, "half", "color=50%25"),
    ("query", "reserved", false, r#""triple%2fof%F0%9F%""#, "color=triple%2fof%F0%9F%25"),
    ("query", "reserved", true, r#"["%41", "%4", "%%41", "%é1"]"#, "color=%41&color=%254&color=%25%41&color=%25%C3%A91"),
    ("query", "reserved", false, "path", "color=/foo/bar"),
    ("query", "reserved", false, "list", "color=red,green,blue"),
    ("query", "reserved", true, "list", "color=red&color=green&color=blue"),
    ("query", "reserved", false, "keys", "color=semi,;,dot,.,comma,,"),
    ("query", "reserved", true, "keys", "semi=;&dot=.&comma=,"),
    ("query", "reserved", true, "[a,b&c]", "color=a,b&color=b%26c"),
    // 3.2.6, nearly: values of several segments.
    ("path", "segments", false, "var", "value"),
    ("path", "segments", false, "list", "red/green/blue"),
    ("path", "segments", false, "hello", "Hello%20World%21"),
    ("path", "segments", false, "path", "refused"),
    ("path", "reserved segments", false, "list", "red/green/blue"),
    ("path", "reserved segments", false, r#""a:b/c@d!$&'()*+,;=~""#, "a:b/c@d!$&'()*+,;=~"),
    ("path", "reserved segments", false, r#""a%2Fb/c?d#e[f]%""#, "a%2Fb/c%3Fd%23e%5Bf%5D%25"),
    ("path", "reserved segments", false, r#""a/../b""#, "refused"),
    ("path", "reserved segments", false, r#""a/%2e%2E""#, "refused"),
    // Rows of no table: other kinds, nothing, and values with the separators in them.
    ("query", "form", true, "true", "color=true"),
    ("query", "form", true, "null", ""),
    ("query", "form", true, "[]", ""),
    ("query", "form", false, "[]", ""),
    ("query", "form", true, "{}", ""),
    ("query", "form", true, r#"{"a": [], "b": [null], "c": {}}"#, ""),
    ("query", "deep", true, r#"{"a": [], "b": {}}"#, ""),
    ("cookie", "form", true, r#"{"a": []}"#, ""),
    ("cookie", "cookie", true, r#"{"a": []}"#, ""),
    ("query", "form", true, "[one]", "color=one"),
    ("query", "form", false, "[a,b&c]", "color=a%2Cb,b%26c"),
    ("query", "form", true, "[a,b&c]", "color=a%2Cb&color=b%26c"),
    // An item with the separator would be read as two.
    ("query", "space", false, r#"["a b", "c"]"#, "refused"),
    ("query", "space", false, r#"["a|b", "c"]"#, "color=a%7Cb%20c"),
    ("query", "space", false, "hello", "color=Hello%20World%21"),
    ("query", "space", false, "string", "color=blue"),
    ("query", "pipe", false, r#"["a|b", "c"]"#, "refused"),
    ("query", "pipe", false, r#"{"a": "b|c"}"#, "refused"),
    ("query", "pipe", false, r#"["a b", "c"]"#, "color=a%20b%7Cc"),
    ("query", "pipe", false, "[one]", "color=one"),
    ("path", "pipes", false, "array", "blue%7Cblack%7Cbrown"),
    ("path", "tabs", false, "array", "blue%09black%09brown"),
    ("path", "tabs", false, r#"["a b", "c/d"]"#, "a%20b%09c%2Fd"),
    ("path", "tabs", false, r#"["a\tb", "c"]"#, "refused"),
    ("path", "pipes", false, "string", "blue"),
    ("path", "pipes", false, "[]", "refused"),
    ("header", "pipes", false, "array", "blue|black|brown"),
    ("header", "pipes", false, r#"["a,b", "", "c"]"#, "a,b||c"),
    ("header", "pipes", false, r#"["a|b", "c"]"#, "refused"),
    ("header", "tabs", false, "array", "blue\tblack\tbrown"),
    ("header", "tabs", false, r#"["a b", 1]"#, "a b\t1"),
    ("header", "tabs", false, r#"["a", ""]"#, "refused"),
    ("header", "tabs", false, "string", "blue"),
    ("header", "tabs", false, "[]", ""),
    ("query", "form", true, "[1, null, 2.5]", "color=1&color=2.5"),
    // Objects in objects, and lists of them.
    ("query", "form", true, r#"{"a": ["x", 1], "b": {"c": 1}}"#, "a=x&a=1&b=%7B%22c%22%3A1%7D"),
    ("query", "form", false, r#"[{"a": 1}, ["b"]]"#, "color=%7B%22a%22%3A1%7D,%5B%22b%22%5D"),
    ("query", "deep", true, "string", "color=blue"),
    ("query", "deep", true, "{}", ""),
    ("query", "deep", true, "array", "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown"),
    ("query", "deep", true, r#"{"a": {"b": {"c": true}}}"#, "color%5Ba%5D%5Bb%5D%5Bc%5D=true"),
    ("query", "deep", true, r#"{"a": ["x", "y"]}"#, "color%5Ba%5D%5B%5D=x&color%5Ba%5D%5B%5D=y"),
    ("query", "deep", true, r#"[{"f": "a", "n": 1}, {"f": "b"}]"#, "color%5B0%5D%5Bf%5D=a&color%5B0%5D%5Bn%5D=1&color%5B1%5D%5Bf%5D=b"),
    ("query", "deep", true, r#"{"a": [{"b": [1, 2]}]}"#, "color%5Ba%5D%5B0%5D%5Bb%5D%5B%5D=1&color%5Ba%5D%5B0%5D%5Bb%5D%5B%5D=2"),
    ("query", "deep", true, r#"[["a"], ["b", "c"]]"#, "color%5B0%5D%5B%5D=a&color%5B1%5D%5B%5D=b&color%5B1%5D%5B%5D=c"),
    ("query", "deep", true, r#"{"a": null, "b": [], "c&d": "e=f"}"#, "color%5Bc%26d%5D=e%3Df"),
];

#[tokio::test]
async fn every_row() {
    assert!(ROWS.len() >= 120, "{} rows", ROWS.len());
    let mut wrong = Vec::new();
    for (place, name, explode, value, expected) in ROWS {
        let sent = sent(place, style(name, *explode), value).await;
        if sent != *expected {
            wrong.push(format!(
                "{place} {name} {explode} {value}: {sent} instead of {expected}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Values of a path in one segment and in several: the text, or nothing where the value is refused.
#[rustfmt::skip]
const VALUES: [(&str, Option<&str>, Option<&str>); 44] = [
    ("a", Some("a"), Some("a")),
    ("a/b", Some("a%2Fb"), Some("a/b")),
    ("a/b/c", Some("a%2Fb%2Fc"), Some("a/b/c")),
    ("projects/p/locations/l", Some("projects%2Fp%2Flocations%2Fl"), Some("projects/p/locations/l")),
    ("a b", Some("a%20b"), Some("a%20b")),
    ("a b/c d", Some("a%20b%2Fc%20d"), Some("a%20b/c%20d")),
    ("a?b", Some("a%3Fb"), Some("a%3Fb")),
    ("a/b?c=d", Some("a%2Fb%3Fc%3Dd"), Some("a/b%3Fc%3Dd")),
    ("a#b", Some("a%23b"), Some("a%23b")),
    ("a&b", Some("a%26b"), Some("a%26b")),
    ("a+b", Some("a%2Bb"), Some("a%2Bb")),
    ("a;v=1", Some("a%3Bv%3D1"), Some("a%3Bv%3D1")),
    ("a,b", Some("a%2Cb"), Some("a%2Cb")),
    ("a:b@c", Some("a%3Ab%40c"), Some("a%3Ab%40c")),
    ("100%", Some("100%25"), Some("100%25")),
    ("%41", Some("%2541"), Some("%2541")),
    ("%2F", Some("%252F"), Some("%252F")),
    ("a%2Fb", Some("a%252Fb"), Some("a%252Fb")),
    ("ü", Some("%C3%BC"), Some("%C3%BC")),
    ("日本/東京", Some("%E6%97%A5%E6%9C%AC%2F%E6%9D%B1%E4%BA%AC"), Some("%E6%97%A5%E6%9C%AC/%E6%9D%B1%E4%BA%AC")),
    ("\u{1f600}", Some("%F0%9F%98%80"), Some("%F0%9F%98%80")),
    ("a\nb", Some("a%0Ab"), Some("a%0Ab")),
    ("{id}", Some("%7Bid%7D"), Some("%7Bid%7D")),
    ("a\\b", Some("a%5Cb"), Some("a%5Cb")),
    ("~-_.a", Some("~-_.a"), Some("~-_.a")),
    ("...", Some("..."), Some("...")),
    ("a..b", Some("a..b"), Some("a..b")),
    ("..a/b..", Some("..a%2Fb.."), Some("..a/b..")),
    ("", None, None),
    (".", None, None),
    ("..", None, None),
    ("%2e", None, None),
    ("%2E%2e", None, None),
    ("%252e%252e", None, None),
    ("../a", None, None),
    ("a/..", None, None),
    ("a/../b", None, None),
    ("a/./b", None, None),
    ("a/%2e%2e/b", None, None),
    ("a\\..\\b", None, None),
    ("..;v=1", None, None),
    ("/a", Some("%2Fa"), None),
    ("a/", Some("a%2F"), None),
    ("a//b", Some("a%2F%2Fb"), None),
];

#[tokio::test]
async fn every_value_of_a_path() {
    for (value, one, several) in VALUES {
        let json = Value::from(value).to_string();
        for (name, expected) in [("simple", one), ("segments", several)] {
            let sent = sent("path", style(name, false), &json).await;
            assert_eq!(sent, expected.unwrap_or("refused"), "{value:?} as {name}");
        }
    }
}

/// The key of a path can have a query of its own.
#[tokio::test]
async fn parameters_follow_the_query_of_a_path() {
    for (template, expected) in [
        ("/x?a=1", "/x?a=1&color=blue"),
        ("/x?a={id}&b", "/x?a=7&b&color=blue"),
        ("/x/{id}", "/x/7?color=blue"),
    ] {
        let spec = Box::leak(Box::new(api::spec(Method::GET, template)));
        let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
        let builder = api::builder("t")
            .transport(memory.clone())
            .clock(TestClock::new());
        let mut parts = builder.build().unwrap().start(spec);
        parts.path("id", View::I64(7));
        parts.query("color", Style::Form { explode: true }, View::Str("blue"));
        Call::<Op>::new(parts).await.unwrap();
        let uri = memory.requests()[0].uri().to_string();
        assert_eq!(uri, format!("https://api.example.com{expected}"));
    }
}
