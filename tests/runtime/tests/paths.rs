//! P5: no value changes which path it is, whatever stands beside it in its segment.

mod support;

use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{Call, ErrorKind, Memory, Parts, Style};
use support::api::Op;
use support::{TestClock, api};

const SIMPLE: Style = Style::Simple { explode: false };
const LABEL: Style = Style::Label { explode: false };
const MATRIX: Style = Style::Matrix { explode: false };

/// The path that is sent, or the message of the error.
async fn sent(
    template: &'static str,
    styles: [Style; 2],
    values: [&str; 2],
) -> Result<String, String> {
    let spec = Box::leak(Box::new(api::spec(Method::GET, template)));
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = api::builder("token").transport(memory.clone());
    let client = builder.clock(TestClock::new()).build().unwrap();
    let mut parts: Parts = client.start(spec);
    for ((name, style), value) in ["a", "b"].into_iter().zip(styles).zip(values) {
        parts.path_as(name, style, View::Str(value));
    }
    match Call::<Op>::new(parts).await {
        Ok(_) => Ok(memory.requests()[0].uri().path().to_owned()),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Request);
            assert!(memory.requests().is_empty() && !error.may_have_been_processed());
            Err(error.to_string())
        }
    }
}

#[tokio::test]
async fn values_that_share_a_segment_are_looked_at_together() {
    let refused = [
        ("/x/{a}{b}", ["%2e%2", "e"]),
        ("/x/{a}{b}/y", [".", "."]),
        ("/x/{a}{b}", ["%2", "e"]),
        ("/x/{a}{b}", ["%", "2e"]),
        ("/x/{a}{b}", ["%2e", "%2e"]),
        ("/x/{a}{b}", ["%25", "2e."]),
        ("/x/{a}{b}", ["a/.", "./b"]),
        ("/x/{a}{b}", ["a\\.", ".\\b"]),
        ("/x/{a}{b}", ["a%2", "f.."]),
        ("/x/{a}{b}", ["a%5", "c.."]),
        ("/x/{a}{b}", ["..", ";v=1"]),
        ("/x/{a}.{b}", ["/", "/"]),
        ("/x/{a}..{b}", ["a/", "/b"]),
        ("/x/{a}..{b}", ["%2f", "%2f"]),
        ("/x/{a}%2e{b}", ["%2f", "%2e"]),
        ("/x/.{a}/{b}", [".", "b"]),
        ("/x/.{a}/{b}", ["%2e", "b"]),
        ("/x/%2e{a}/{b}", ["%252e", "b"]),
        ("/x/{a}./{b}", ["%2E", "b"]),
        ("{a}/{b}", ["..", "b"]),
        ("/x/{a}/{b}?v=1", ["a", ".."]),
        ("/x/../{a}/{b}", ["a", "b"]),
        ("/x/%2E%2e/{a}/{b}", ["a", "b"]),
    ];
    for (template, values) in refused {
        let error = sent(template, [SIMPLE; 2], values).await.unwrap_err();
        assert!(
            error.contains("changes the path"),
            "{template} {values:?}: {error}"
        );
    }
    let accepted = [
        ("/x/{a}{b}", ["%2e%2", "g"], "/x/%252e%252g"),
        ("/x/{a}{b}", [".", "a"], "/x/.a"),
        ("/x/{a}{b}", [".", ".."], "/x/..."),
        ("/x/{a}.{b}", ["a", "."], "/x/a.."),
        ("/x/{a}.{b}", [".", "."], "/x/..."),
        ("/x/{a}..{b}", ["a", "b"], "/x/a..b"),
        ("/x/.{a}/{b}", ["a", "b"], "/x/.a/b"),
        ("/x/{a}/{b}?v=.", ["a", "b"], "/x/a/b"),
        ("/x/{a}/{b}#/../y", ["a", "b"], "/x/a/b"),
        ("/x/{a}{b}", ["a/", "b"], "/x/a%2Fb"),
        ("/x/{a}{b}", ["%", "zz"], "/x/%25zz"),
    ];
    for (template, values, path) in accepted {
        assert_eq!(
            sent(template, [SIMPLE; 2], values).await.as_deref(),
            Ok(path)
        );
    }
}

#[tokio::test]
async fn styles_that_write_more_than_the_value() {
    let reserved = Style::Reserved { explode: false };
    for (template, styles, values) in [
        ("/x/{a}/{b}", [LABEL, SIMPLE], [".", "b"]),
        ("/x/{a}/{b}", [LABEL, SIMPLE], ["%2e", "b"]),
        ("/x/{a}{b}", [SIMPLE, MATRIX], ["..", "b"]),
        ("/x/{a}{b}", [SIMPLE, MATRIX], ["%2e", "b"]),
        ("/x/{a}/{b}", [MATRIX, SIMPLE], ["/../", "b"]),
        ("/x/{a}/{b}", [reserved, SIMPLE], ["/../", "b"]),
    ] {
        let sent = sent(template, styles, values).await;
        assert!(sent.is_err(), "{template} {styles:?} {values:?}: {sent:?}");
    }
    for (styles, values, path) in [
        ([LABEL, SIMPLE], ["a", "b"], "/x/.a/b"),
        ([MATRIX, SIMPLE], ["..", "b"], "/x/;a=../b"),
    ] {
        let sent = sent("/x/{a}/{b}", styles, values).await;
        assert_eq!(sent.as_deref(), Ok(path));
    }
}

#[tokio::test]
async fn the_error_names_the_parameters_of_the_segment() {
    for (template, values, text) in [
        (
            "/x/{a}/{b}",
            ["a", ".."],
            "invalid path parameter `b`: missing, empty, or with a `.` or `..` that changes the path",
        ),
        (
            "/x/{a}{b}",
            [".", "."],
            "invalid path parameters `a`, `b`: together `.` or `..`, which changes the path",
        ),
        (
            "/x/../{a}{b}",
            ["a", "b"],
            "invalid path: missing, empty, or with a `.` or `..` that changes the path",
        ),
    ] {
        let error = sent(template, [SIMPLE; 2], values).await.unwrap_err();
        assert_eq!(error, format!("GET {template} was not sent: {text}"));
    }
}

#[tokio::test]
async fn a_value_that_can_be_decoded_many_times_is_looked_at_once() {
    let deep = format!("%{}2e.", "25".repeat(200_000));
    let error = sent("/x/{a}/{b}", [SIMPLE; 2], [&deep, "b"]).await;
    assert!(error.unwrap_err().contains("`a`"));
}
