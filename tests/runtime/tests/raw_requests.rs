//! The requests of each parameter style and each kind of body, byte for byte as a server on loopback read them:
//! `snapshots/raw_requests__requests.snap`.

mod support;

use bytes::Bytes;
use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{Call, FilePart, Multipart, Parts, SendBody, Style};
use serde_json::{Value, json};
use std::fmt::Write;
use support::api::Op;
use support::{Act, Server, TestClock, api};

/// A title, the method, the path, and what fills the call in.
type Row = (String, Method, &'static str, Box<dyn FnOnce(&mut Parts)>);

fn row(
    title: impl Into<String>,
    method: Method,
    path: &'static str,
    fill: impl FnOnce(&mut Parts) + 'static,
) -> Row {
    (title.into(), method, path, Box::new(fill))
}

/// A text, a list and an object.
fn values() -> [(&'static str, Value); 3] {
    [
        ("a text", json!("a b/c")),
        ("a list", json!(["blue", "black"])),
        ("an object", json!({"G": 200, "R": 100})),
    ]
}

/// Each style with each kind of value, exploded and not.
fn styles() -> Vec<Row> {
    let exploded = [false, true];
    let path = exploded.into_iter().flat_map(|explode| {
        [
            ("simple", Style::Simple { explode }),
            ("label", Style::Label { explode }),
            ("matrix", Style::Matrix { explode }),
        ]
        .map(|(name, style)| ("path", name, Some(explode), style))
    });
    let query = exploded.into_iter().flat_map(|explode| {
        [
            ("form", Style::Form { explode }),
            ("form with allowReserved", Style::Reserved { explode }),
        ]
        .map(|(name, style)| ("query", name, Some(explode), style))
    });
    let delimited = [
        ("query", "spaceDelimited", None, Style::SpaceDelimited),
        ("query", "pipeDelimited", None, Style::PipeDelimited),
        ("query", "deepObject", None, Style::DeepObject),
    ];
    let others = exploded.into_iter().flat_map(|explode| {
        [
            ("header", "simple", Some(explode), Style::Simple { explode }),
            ("cookie", "form", Some(explode), Style::Form { explode }),
            ("cookie", "cookie", Some(explode), Style::Cookie { explode }),
        ]
    });
    let all = path.chain(query).chain(delimited).chain(others);
    let rows = all.flat_map(|(place, name, explode, style)| {
        values().map(move |(kind, value)| {
            let explode = match explode {
                Some(true) => ", exploded",
                Some(false) => ", not exploded",
                None => "",
            };
            let title = format!("{place}, {name}{explode}, {kind}");
            let path = if place == "path" {
                "/x/{color}/y"
            } else {
                "/x"
            };
            row(title, Method::GET, path, move |parts| {
                let view = View::Json(&value);
                match place {
                    "path" => parts.path_as("color", style, view),
                    "query" => parts.query("color", style, view),
                    "cookie" => parts.cookie_as("color", style, view),
                    _ => {
                        let explode = matches!(style, Style::Simple { explode: true });
                        parts.header_as("color", explode, view);
                    }
                }
            })
        })
    });
    rows.collect()
}

/// Parameters that are JSON, and those without a style of their own.
fn contents() -> Vec<Row> {
    let value = || json!({"a": [1, "b c"]});
    vec![
        row("path, JSON", Method::GET, "/x/{color}/y", move |parts| {
            parts.path_json("color", View::Json(&value()));
        }),
        row("path, segments", Method::GET, "/x/{color}/y", |parts| {
            parts.path_as("color", Style::Segments, View::Str("a/b c/d"));
        }),
        row("query, JSON", Method::GET, "/x", move |parts| {
            parts.query_json("color", View::Json(&value()));
        }),
        row("query string, JSON", Method::GET, "/x", move |parts| {
            parts.query_string_json("color", View::Json(&value()));
        }),
        row("header, JSON", Method::GET, "/x", move |parts| {
            parts.header_json("color", View::Json(&value()));
        }),
        row("cookie, JSON", Method::GET, "/x", move |parts| {
            parts.cookie_json("color", View::Json(&value()));
        }),
        row("two cookies", Method::GET, "/x", |parts| {
            parts.cookie("a", View::Str("1"));
            parts.cookie("b", View::Str("2"));
        }),
    ]
}

fn bodies() -> Vec<Row> {
    let member = || json!({"Ids": [1, 2], "To": "+1 2", "at": {"zip": 1}, "csv": ["a", "b"]});
    let mut rows: Vec<Row> = [
        Method::GET,
        Method::DELETE,
        Method::POST,
        Method::PUT,
        Method::PATCH,
    ]
    .into_iter()
    .map(|method| row(format!("{method} without a body"), method, "/x", |_| {}))
    .collect();
    rows.extend([
        row("JSON", Method::POST, "/x", move |parts| {
            parts.json(View::Json(&member()));
        }),
        row("a merge patch with null", Method::PATCH, "/x", |parts| {
            let patch = json!({"gone": null, "kept": {"inner": null}});
            parts.json_as("application/merge-patch+json", View::Json(&patch));
        }),
        row("JSON that asks for a stream", Method::POST, "/x", |parts| {
            parts.json(View::Json(&json!({"model": "m"})));
            parts.ask("stream");
        }),
        row("a form", Method::POST, "/x", move |parts| {
            parts.form(&[], View::Json(&member()));
        }),
        row("a form with encodings", Method::POST, "/x", move |parts| {
            let encoding = &[
                ("at", Some(Style::DeepObject)),
                ("csv", Some(Style::Form { explode: false })),
            ];
            parts.form(encoding, View::Json(&member()));
        }),
        row("bytes", Method::PUT, "/x", |parts| {
            parts.body("application/octet-stream", Bytes::from_static(b"bytes"));
        }),
        row("text", Method::PUT, "/x", |parts| {
            parts.body("text/plain", "text");
        }),
        row("a reader", Method::PUT, "/x", |parts| {
            parts.body("image/png", SendBody::read(&b"0123456789"[..], 10));
        }),
        row("a reader of unknown length", Method::PUT, "/x", |parts| {
            parts.body("image/png", SendBody::read(&b"0123456789"[..], None));
        }),
    ]);
    rows
}

fn bodies_in_parts() -> Vec<Row> {
    vec![
        row("multipart, members", Method::POST, "/x", |parts| {
            parts.part("note", "", View::Str("a ä"));
            parts.part("tags", "", View::Json(&json!(["x", "y"])));
            parts.part("meta", "application/json", View::Json(&json!({"n": 1})));
            let files = [
                FilePart::from("one"),
                FilePart::new("2.txt", "two").content_type("text/plain"),
            ];
            parts.part_file("files", "", files);
        }),
        row("multipart, mixed", Method::POST, "/x", |parts| {
            let all = Multipart::new().text("", "x");
            let json = FilePart::from("{}").content_type("application/json");
            parts.multipart("multipart/mixed", all.file("", json));
        }),
        row("multipart, places", Method::POST, "/x", |parts| {
            parts.multipart("multipart/related", Multipart::placed());
            let files = [
                FilePart::from("one").header("Content-ID", "<1>"),
                "two".into(),
            ];
            parts.part_file("3", "image/png", files);
            parts.part_header("2", "X-Size", View::U64(3));
            let size = json!({ "note": "é", "width": 1 });
            parts.part_header_exploded("2", "X-Exploded", View::Json(&json!({ "a": 1, "b": [2] })));
            parts.part_header_json("2", "X-Json", View::Json(&size));
            parts.part("2", "", View::Json(&json!([1, null])));
            parts.part("1", "text/html", View::Str("<p>"));
        }),
        row("multipart, forms", Method::POST, "/x", |parts| {
            let pet = json!({ "a": "b c", "d": ["e", "f&g"], "h": {"i": 1}, "j": null });
            let form = "application/x-www-form-urlencoded";
            parts.part_form("pet", form, View::Json(&pet));
            parts.part_form("pets", "", View::Json(&json!([{"g": 1}, {}])));
            parts.part_form("none", "", View::Null);
        }),
        row("multipart, no form", Method::POST, "/x", |parts| {
            parts.part_form("pet", "", View::Str("text"));
        }),
        row(
            "multipart, a list as one part",
            Method::POST,
            "/x",
            |parts| {
                parts.part_joined("commas", ',', View::Json(&json!(["a b", "c/ä", null, 1])));
                parts.part_joined("tabs", '\t', View::Json(&json!(["", true])));
                parts.part_joined("text", '|', View::Str("a|b"));
                parts.part_joined("empty", ',', View::Json(&json!([])));
                parts.part_joined("absent", ',', View::Absent);
            },
        ),
        row("multipart, a separator", Method::POST, "/x", |parts| {
            parts.part_joined("list", ',', View::Json(&json!(["a,b", "c"])));
        }),
        row("multipart, a part of each", Method::POST, "/x", |parts| {
            parts.multipart("multipart/mixed", Multipart::placed());
            parts.parts("1", "", View::Json(&json!(["a", null, {"b": []}, [2]])));
        }),
        row("multipart, text by place", Method::POST, "/x", |parts| {
            parts.multipart("multipart/mixed", Multipart::placed());
            parts.parts("1", "", View::Json(&json!(["a", "é"])));
        }),
    ]
}

#[tokio::test]
async fn requests() {
    let server = Server::start(vec![Act::answer(200, &[], r#"{"id": "m"}"#)]).await;
    let builder = api::builder("token").base_url(server.url());
    let client = builder.clock(TestClock::new()).build().unwrap();
    let mut seen = String::new();
    for (title, method, path, fill) in styles()
        .into_iter()
        .chain(contents())
        .chain(bodies())
        .chain(bodies_in_parts())
    {
        let before = server.requests().len();
        let spec = Box::leak(Box::new(api::spec(method, path).security(&[])));
        let mut parts = client.start(spec);
        fill(&mut parts);
        let sent = Call::<Op>::new(parts).await;
        let request = match (server.requests().get(before), sent) {
            (Some(request), _) => request.replace(&server.url()["http://".len()..], "HOST"),
            (None, Err(error)) => format!("not sent: {error}"),
            (None, Ok(_)) => panic!("{title}: answered, but not seen"),
        };
        let agent = concat!("/", env!("CARGO_PKG_VERSION"));
        let request = request.replace(agent, "/VERSION").replace('\r', "");
        // With the feature `gzip`, each request has it.
        let request = request.replace("accept-encoding: gzip\n", "");
        writeln!(seen, "# {title}\n{}\n", request.trim_end()).unwrap();
    }
    insta::assert_snapshot!(seen);
}
