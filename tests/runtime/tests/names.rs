//! Names and templates are the document's: wherever an error shows one, it stays in its line and hides
//! nothing (P9).

mod support;

use http::Method;
use openapi_client_runtime::runtime::wire::{Field, Place, Record, Table, View, from_json};
use openapi_client_runtime::runtime::{Call, Error, Memory, OperationSpec, Parts};
use std::error::Error as _;
use support::api::{NotFound, Op};
use support::{TestClock, api};

const NAME: &str = "b\nINJECTED\u{1b}[31m\u{202e}\u{2066}\u{2028}\u{200b}";
const SHOWN: &str = r"b\nINJECTED\u{1b}[31m\u{202e}\u{2066}\u{2028}\u{200b}";
const NUMBER: View<'_> = View::F64(f64::NAN);

static PLAIN: OperationSpec = api::spec(Method::GET, "/p");
static NAMED: OperationSpec = api::spec(
    Method::GET,
    "/p('{b\nINJECTED\u{1b}[31m\u{202e}\u{2066}\u{2028}\u{200b}}')",
);
static TWO: OperationSpec = api::spec(
    Method::GET,
    "/{a}{b\nINJECTED\u{1b}[31m\u{202e}\u{2066}\u{2028}\u{200b}}",
);

/// The outcome of a call that gets the response 500 if it is sent.
async fn error(spec: &'static OperationSpec, fill: fn(&mut Parts)) -> Error<NotFound> {
    let builder = api::builder("token").transport(Memory::new(|_| Memory::json(500, "{}")));
    let client = builder.clock(TestClock::new()).build().unwrap();
    let mut parts = client.start(spec);
    fill(&mut parts);
    let call = Call::<Op>::new(parts);
    is_clean(&format!("{call:?}"));
    call.await.unwrap_err()
}

fn is_clean(text: &str) {
    let is_hidden = |c: char| c.is_control() || "\u{202e}\u{2066}\u{2028}\u{200b}".contains(c);
    assert!(!text.contains(is_hidden), "{text:?}");
}

#[tokio::test]
async fn errors_show_names_in_one_line() {
    let rows: [(_, fn(&mut Parts), _); 7] = [
        (&NAMED, |parts| parts.path(NAME, View::Str("x")), ": 500"),
        (&NAMED, |_| {}, "invalid path parameter `{}`: missing"),
        (
            &NAMED,
            |parts| parts.path_json(NAME, NUMBER),
            "invalid parameter `{}`: it can't",
        ),
        (
            &PLAIN,
            |parts| parts.query_json(NAME, NUMBER),
            "invalid parameter `{}`: it can't",
        ),
        (
            &PLAIN,
            |parts| parts.header_json(NAME, NUMBER),
            "invalid parameter `{}`: it can't",
        ),
        (
            &PLAIN,
            |parts| parts.cookie_json(NAME, NUMBER),
            "invalid parameter `{}`: it can't",
        ),
        (
            &TWO,
            |parts| {
                parts.path("a", View::Str("."));
                parts.path(NAME, View::Str("."));
            },
            "invalid path parameters `a`, `{}`: together",
        ),
    ];
    for (spec, fill, message) in rows {
        let error = error(spec, fill).await;
        let text = error.to_string();
        let (path, message) = (spec.path.replace(NAME, SHOWN), message.replace("{}", SHOWN));
        assert!(text.starts_with("GET ") && text.contains(&path), "{text}");
        assert!(text.contains(&message), "{text}");
        is_clean(&text);
        is_clean(&format!("{error:?}"));
        if let Some(source) = error.source() {
            is_clean(&format!("{source} {source:?}"));
        }
    }
    // A header can't have such a name.
    let error = error(&PLAIN, |parts| parts.header(NAME, View::Str("x"))).await;
    assert!(error.to_string().contains("invalid header: its name"));
}

/// Has one of two members.
#[derive(Debug)]
struct Either;

impl Record for Either {
    const TABLE: Table = Table {
        secret_rest: false,
        constants: &[],
        fields: &[Field::choice("a", 0), Field::choice(NAME, 0)],
    };
    fn blank() -> Self {
        Self
    }
    fn place(&mut self, _: usize) -> Place<'_> {
        Place::Skip
    }
    fn view(&self, _: usize) -> View<'_> {
        View::Absent
    }
}

#[test]
fn errors_of_decoding_show_members_in_one_line() {
    let error = from_json::<Either>(b"{}").unwrap_err();
    let message = format!("exactly one of `a`, `{SHOWN}` is needed, found 0");
    assert_eq!(error.message(), message);
    is_clean(&error.to_string());
}
