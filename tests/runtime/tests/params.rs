//! Parameters: their encoding, and the values refused before anything is sent. `styles.rs` has the styles.

mod support;

use bytes::Bytes;
use http::{Method, Request};
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    Call, Client, Error, ErrorKind, HookRequest, Memory, OperationSpec, Parts, Spec, Style,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::api::{Message, NotFound, Op, page};
use support::{ClientExt, TestClock, api};

static GET: OperationSpec = api::spec(Method::GET, "/x");
static PATH: OperationSpec = api::spec(Method::GET, "/x/{color}/y");

fn memory() -> (Memory, Client) {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = api::builder("token").transport(memory.clone());
    (memory, builder.clock(TestClock::new()).build().unwrap())
}

/// Sends what `set` makes of a call; gives the request, or the error when there was none.
async fn send(
    spec: &'static OperationSpec,
    fill: impl FnOnce(&mut Parts),
) -> Result<Request<Bytes>, Error<NotFound>> {
    let (memory, client) = memory();
    let mut parts = client.start(spec);
    fill(&mut parts);
    let sent = Call::<Op>::new(parts).await;
    assert_eq!(memory.requests().len(), usize::from(sent.is_ok()));
    sent.map(|_| memory.requests().remove(0).into_inner())
}

/// The requests of the transport for tests show the names of their parameters.
#[tokio::test]
async fn a_recorded_request_shows_the_names_of_its_query() {
    let shown = async |names: &[&'static str]| {
        let (memory, client) = memory();
        let mut parts = client.start(&GET);
        for name in names {
            parts.query(name, Style::Form { explode: true }, View::Str("v"));
        }
        Call::<Op>::new(parts).await.unwrap();
        format!("{:?}", memory.requests())
    };
    assert!(shown(&[]).await.contains("query: []"));
    assert!(shown(&["a", "b"]).await.contains(r#"query: ["a", "b"]"#));
}

async fn query(style: Style, value: &Value) -> String {
    let request = send(&GET, |parts| parts.query("color", style, View::Json(value))).await;
    request
        .unwrap()
        .uri()
        .query()
        .unwrap_or_default()
        .to_owned()
}

async fn path(style: Style, value: &Value) -> String {
    let request = send(&PATH, |parts| {
        parts.path_as("color", style, View::Json(value));
    })
    .await;
    let path = request.unwrap().uri().path().to_owned();
    path.strip_prefix("/x/")
        .unwrap()
        .strip_suffix("/y")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn what_a_query_holds_is_encoded() {
    let form = Style::Form { explode: true };
    let odd = json!("a&b=c +#%/ü\n");
    assert_eq!(
        query(form, &odd).await,
        "color=a%26b%3Dc%20%2B%23%25%2F%C3%BC%0A"
    );
    assert_eq!(query(form, &json!("AZaz09-._~")).await, "color=AZaz09-._~");
    let reserved = json!(":/?#[]@!$&'()*+,;=");
    assert_eq!(
        query(Style::Reserved { explode: true }, &reserved).await,
        "color=:/?%23%5B%5D@!$%26'()*%2B,;%3D"
    );
    assert_eq!(
        query(Style::Form { explode: false }, &json!(["a,b", "c"])).await,
        "color=a%2Cb,c"
    );

    // Every kind of scalar, and what is left out.
    for (value, expected) in [
        (json!(true), "color=true"),
        (json!(-5), "color=-5"),
        (json!(1.5), "color=1.5"),
        (json!(null), ""),
        (json!([]), ""),
        (json!({}), ""),
        (json!([1, null, 2]), "color=1&color=2"),
        (json!([[1, "2", true]]), "color=%5B1%2C%222%22%2Ctrue%5D"),
        // RFC 6570 leaves out undefined values; JSON has null.
        (
            json!({"a": {"y": null, "z": [null]}, "b": null, "c": [null]}),
            "a=%7B%22y%22%3Anull%2C%22z%22%3A%5Bnull%5D%7D",
        ),
        (json!([[null], null]), "color=%5Bnull%5D"),
        (
            json!({"a": [1, 2], "b": {"c": 1.5}}),
            "a=1&a=2&b=%7B%22c%22%3A1.5%7D",
        ),
    ] {
        assert_eq!(query(form, &value).await, expected, "{value}");
    }
    let deep = json!({"a": {"b": [1, 2]}, "c": "x y"});
    assert_eq!(
        query(Style::DeepObject, &deep).await,
        "color%5Ba%5D%5Bb%5D%5B%5D=1&color%5Ba%5D%5Bb%5D%5B%5D=2&color%5Bc%5D=x%20y"
    );
}

#[tokio::test]
async fn a_described_object_is_written_by_its_members() {
    let message = Message {
        id: "a b".to_owned(),
    };
    let form = Style::Form { explode: true };
    let request = send(&GET, |parts| parts.query("m", form, View::Object(&message))).await;
    assert_eq!(request.unwrap().uri().query(), Some("id=a%20b"));
    let request = send(&GET, |parts| parts.form(&[], View::Object(&message)))
        .await
        .unwrap();
    assert_eq!(request.body(), "id=a%20b");
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
}

#[tokio::test]
async fn setting_twice_replaces_and_extras_add() {
    let (memory, client) = memory();
    let call = page(page(client.find("m"), 1), 2);
    call.extra_query("q", "a b")
        .extra_query("q", "c")
        .extra_header("X-A", "1")
        .await
        .unwrap();
    let request = memory.requests().remove(0);
    assert_eq!(request.uri().path(), "/messages/m");
    assert_eq!(request.uri().query(), Some("page=2&q=a%20b&q=c"));
    assert_eq!(request.headers()["x-a"], "1");
}

/// An empty list is written as nothing, and replaces what was set before all the same.
#[tokio::test]
async fn setting_nothing_replaces_too() {
    let form = Style::Form { explode: true };
    let (value, nothing) = (json!(["a", "b"]), json!([]));
    let request = send(&GET, |parts| {
        for value in [&value, &nothing].map(View::Json) {
            parts.query("color", form, value);
            parts.query_string_form("form", &[], View::Json(&json!({ "c": ["d"] })));
            parts.query_string_form("form", &[], View::Json(&json!({ "c": [] })));
            parts.cookie("color", value);
            parts.header("X-Color", value);
        }
        for value in [View::Json(&value), View::Absent] {
            parts.query_json("json", value);
            parts.query_string_json("text", value);
            parts.cookie_json("json", value);
            parts.header_json("X-Json", value);
        }
    });
    let request = request.await.unwrap();
    assert_eq!(request.uri().query(), None);
    for name in ["cookie", "x-color", "x-json"] {
        assert!(!request.headers().contains_key(name), "{name}");
    }

    let request = send(&GET, |parts| {
        parts.part("file", "", View::Str("text"));
        parts.part_header("file", "X-Color", View::Json(&value));
        parts.part_header("file", "X-Color", View::Json(&nothing));
    });
    let body = request.await.unwrap().into_body();
    assert!(!body.windows(7).any(|text| text == b"X-Color"), "{body:?}");
}

#[tokio::test]
async fn a_path_value_stays_within_its_segment() {
    for (value, expected) in [
        ("a/b", "a%2Fb"),
        ("a b?c#d", "a%20b%3Fc%23d"),
        ("100%", "100%25"),
        ("...", "..."),
        ("a..b", "a..b"),
        ("ü", "%C3%BC"),
        (";v=1", "%3Bv%3D1"),
    ] {
        assert_eq!(
            path(Style::Simple { explode: false }, &json!(value)).await,
            expected
        );
    }
    for value in [
        "",
        ".",
        "..",
        "%2e",
        "%2E%2e",
        ".%2e",
        "%252e",
        "%25252E.",
        "../admin",
        "a/../b",
        "a\\..\\b",
        "a%2f..%2Fb",
        "./a",
    ] {
        let error = send(&PATH, |parts| parts.path("color", View::Str(value)))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.is_request() && !error.may_have_been_processed());
        assert_eq!(error.attempts(), 0);
        assert_eq!(
            error.to_string(),
            "GET /x/{color}/y was not sent: invalid path parameter `color`: missing, empty, or with a `.` or `..` that changes the path"
        );
    }
    assert!(
        send(&PATH, |_| {}).await.is_err(),
        "a parameter that was never set"
    );
}

#[tokio::test]
async fn headers_are_refused_without_echoing_them() {
    for value in [
        "canary\r\nx: y",
        "canary\n",
        "canary\0",
        "canary\u{7f}",
        "canaryü",
    ] {
        let set = |parts: &mut Parts| parts.header("X-A", View::Str(value));
        let error = send(&GET, set).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "GET /x was not sent: invalid header `x-a`: its value has characters other than visible ASCII"
        );
        assert!(!format!("{error:?}").contains("canary"));
        let (_, client) = memory();
        let error = client
            .find("m")
            .extra_header("X-A", value)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(
            api::builder("token")
                .default_header("X-A", value)
                .build()
                .is_err()
        );
    }
    for name in ["Content-Length", "host", "transfer-encoding", "a b", ""] {
        let (_, client) = memory();
        assert!(
            client.find("m").extra_header(name, "1").await.is_err(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn headers_and_cookies_have_their_styles() {
    let object = json!({"G": 200, "R": 100});
    let request = send(&GET, |parts| {
        parts.header("X-A", View::Json(&object));
        parts.header_as("X-B", true, View::Json(&object));
        parts.header("X-C", View::Str("a, b/c"));
        parts.header("X-D", View::Null);
        parts.header("X-E", View::Str(" \ta b \t"));
        parts.cookie("a", View::Str("1; b=2"));
        parts.cookie("b", View::I64(3));
    });
    let request = request.await.unwrap();
    let headers = request.headers();
    assert_eq!(headers["x-a"], "G,200,R,100");
    assert_eq!(headers["x-b"], "G=200,R=100");
    assert_eq!(headers["x-c"], "a, b/c");
    assert!(!headers.contains_key("x-d"));
    assert_eq!(headers["x-e"], "a b");
    assert_eq!(headers["cookie"], "a=1%3B%20b%3D2; b=3");
}

#[tokio::test]
async fn a_cookie_that_would_be_two_is_refused() {
    let as_it_is = Style::Cookie { explode: false };
    for value in ["1%2C%20!'", "\"a/b+c\""] {
        let request = send(&GET, |parts| {
            parts.cookie_as("a", as_it_is, View::Str(value));
        });
        let sent = request.await.unwrap().headers()["cookie"].clone();
        assert_eq!(sent, format!("a={value}"));
    }
    let texts = [
        "canary; b=2",
        "canary;",
        "canary\r\nX: y",
        "canaryü",
        "canary,b",
        "canary b",
        "can\"ary",
        "can\\ary",
    ];
    let texts = texts.map(|text| (false, json!(text)));
    let nested = [
        (false, json!(["a", "canary,b"])),
        (true, json!(["canary; b=2"])),
        (true, json!({"canary=1; b": 2})),
        (true, json!({"canary=1": 2})),
        (true, json!({"canary": {"b": [1, 2]}})),
        (true, json!({"a": ["canary; b=2"]})),
    ];
    for (explode, value) in texts.into_iter().chain(nested) {
        let style = Style::Cookie { explode };
        let set = |parts: &mut Parts| parts.cookie_as("a", style, View::Json(&value));
        let error = send(&GET, set).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("invalid cookie `a`") && !text.contains("canary"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn json_can_be_the_whole_query() {
    let value = json!({"a": [1, null]});
    let request = send(&GET, |parts| {
        parts.query_string_json("q", View::Json(&value));
    });
    let request = request.await.unwrap();
    assert_eq!(
        request.uri().query(),
        Some("%7B%22a%22%3A%5B1%2Cnull%5D%7D")
    );
}

/// JSON has no such numbers, and no server expects them elsewhere.
#[tokio::test]
async fn a_number_that_is_not_finite_is_refused() {
    let numbers = vec![1.0, f64::NAN];
    let list = View::List(&numbers);
    let map = BTreeMap::from([("a".to_owned(), numbers.clone())]);
    let map = View::Map(&map);
    let form = Style::Form { explode: true };
    for view in [View::F64(f64::NAN), View::F64(f64::NEG_INFINITY), list, map] {
        let fill: [&dyn Fn(&mut Parts); 4] = [
            &|parts| parts.query("n", form, view),
            &|parts| parts.header("n", view),
            &|parts| parts.cookie("n", view),
            &|parts| parts.path("n", view),
        ];
        for fill in fill {
            let text = send(&GET, fill).await.unwrap_err().to_string();
            assert!(
                text.contains("`n`: it has a number that isn't finite"),
                "{text}"
            );
        }
    }
    send(&GET, |parts| parts.query("n", form, View::F64(1e300)))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_form_can_be_the_whole_query() {
    let value = json!({"a": "x/y", "l": ["x", "y"], "o": {"x": [1, 2]}, "r": ["x", "y"]});
    let request = send(&GET, |parts| {
        let encoding = &[
            ("a", Some(Style::Reserved { explode: true })),
            ("l", Some(Style::PipeDelimited)),
            ("o", Some(Style::DeepObject)),
        ];
        parts.query_string_form("q", encoding, View::Json(&value));
    });
    let expected = "a=x/y&l=x%7Cy&o%5Bx%5D%5B%5D=1&o%5Bx%5D%5B%5D=2&r=x&r=y";
    assert_eq!(request.await.unwrap().uri().query(), Some(expected));
    let list = json!(["x"]);
    let refused = send(&GET, |parts| {
        parts.query_string_form("q", &[], View::Json(&list));
    });
    let error = refused.await.unwrap_err().to_string();
    assert!(error.contains("can't be written as a form"), "{error}");
    let empty = json!({});
    let request = send(&GET, |parts| {
        parts.query_string_form("q", &[], View::Json(&empty));
    });
    assert_eq!(request.await.unwrap().uri().query(), None);
}

#[tokio::test]
async fn a_parameter_of_the_client_is_sent_where_it_is_declared() {
    let without = OperationSpec {
        client_headers: &[],
        ..api::spec(Method::GET, "/without")
    };
    let without = Box::leak(Box::new(without));
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = api::builder("token").parameter("X-Version", View::Str("1.4"));
    let builder = builder.transport(memory.clone()).clock(TestClock::new());
    let client = builder.build().unwrap();
    client.call(&GET).await.unwrap();
    client.call(without).await.unwrap();
    client
        .call(&GET)
        .extra_header("x-version", "1.0")
        .await
        .unwrap();
    let sent = memory.requests().into_iter().map(|request| {
        request
            .headers()
            .get("x-version")
            .map(|value| value.to_str().unwrap().to_owned())
    });
    assert_eq!(
        sent.collect::<Vec<_>>(),
        [Some("1.4".to_owned()), None, Some("1.0".to_owned())]
    );
}

#[tokio::test]
async fn a_required_parameter_of_the_client_is_set_before_anything_is_sent() {
    let spec = api::spec(Method::GET, "/required");
    let spec = spec.required_headers(&[("X-Version", "x_version")]);
    let spec: Spec = Box::leak(Box::new(spec));
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = || api::builder("token").transport(memory.clone());
    let client = builder().build().unwrap();
    let error = client.call(spec).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let why = "missing header `X-Version`, which `ClientBuilder::x_version` sets: the operation requires it";
    assert!(error.to_string().ends_with(why), "{error}");
    let idle = builder().hook(|_: &mut HookRequest<'_>| {});
    idle.build().unwrap().call(spec).await.unwrap_err();
    assert!(memory.requests().is_empty());

    let call = client.call(spec).extra_header("x-version", "1.0");
    call.await.unwrap();
    let by_client = builder().parameter("X-Version", View::Str("1.4"));
    by_client.build().unwrap().call(spec).await.unwrap();
    let by_hook = builder().hook(|request: &mut HookRequest<'_>| {
        request.set_header("X-Version", "1.4");
    });
    by_hook.build().unwrap().call(spec).await.unwrap();
    assert_eq!(memory.requests().len(), 3);
}

#[tokio::test]
async fn json_text_is_encoded_as_any_other() {
    let value = json!({"a": [1, null], "b": "x y"});
    let request = send(&PATH, |parts| {
        parts.path_json("color", View::Json(&value));
        parts.query_json("filter", View::Json(&value));
        parts.query_json("none", View::Null);
        parts.query_json("absent", View::Absent);
        parts.header_json("X-Filter", View::Json(&value));
        parts.cookie_json("c", View::Json(&json!([true])));
    })
    .await
    .unwrap();
    let encoded = "%7B%22a%22%3A%5B1%2Cnull%5D%2C%22b%22%3A%22x%20y%22%7D";
    assert_eq!(request.uri().path(), format!("/x/{encoded}/y"));
    let query = format!("filter={encoded}&none=null");
    assert_eq!(request.uri().query(), Some(query.as_str()));
    let text = r#"{"a":[1,null],"b":"x y"}"#;
    assert_eq!(request.headers()["x-filter"], text);
    assert_eq!(request.headers()["cookie"], "c=%5Btrue%5D");
}

#[tokio::test]
async fn json_in_a_header_is_ascii() {
    let value = json!({"a": "\u{e9} \u{1f600}\u{7f}\n"});
    let fill = |parts: &mut Parts| parts.header_json("X-Filter", View::Json(&value));
    let request = send(&GET, fill).await.unwrap();
    let sent = request.headers()["x-filter"].to_str().unwrap();
    assert_eq!(sent, r#"{"a":"\u00e9 \ud83d\ude00\u007f\n"}"#);
    assert_eq!(serde_json::from_str::<Value>(sent).unwrap(), value);
}
