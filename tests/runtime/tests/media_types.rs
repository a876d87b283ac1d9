//! The media types of responses: bytes and text of described ones, forms, and charsets. Without a network.

mod support;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use openapi_client_runtime::runtime::wire::{DecodeError, Reading};
use openapi_client_runtime::runtime::{
    Call, ErrorKind, Operation, PlainText, RawResponse, Reply, Spec,
};
use support::ClientExt;
use support::api::{self, NotFound, answered as client};

/// Bytes of described types.
struct Picture;

impl Operation for Picture {
    const SPEC: Spec = &api::spec(Method::GET, "/picture").answers(&["image/png", "text/csv"]);
    type Output = Bytes;
    type Error = NotFound;
}

/// A described type, one that passes as such, and one that doesn't.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Described,
    Passes,
    Fails,
}

#[tokio::test]
async fn bytes_are_those_of_a_described_type() {
    for (media_type, fit) in [
        ("", Fit::Described),
        ("image/png", Fit::Described),
        ("IMAGE/PNG; q=1", Fit::Described),
        ("image/jpeg", Fit::Passes),
        ("application/octet-stream", Fit::Passes),
        ("text/plain", Fit::Passes),
        ("text/html", Fit::Fails),
        ("application/json", Fit::Fails),
        ("application/pdf", Fit::Passes),
        ("application/problem+xml", Fit::Fails),
    ] {
        let client = client(200, media_type, b"x");
        let call = || Call::<Picture>::new(client.start(Picture::SPEC));
        let result = call().send_with_response().await;
        assert_eq!(result.is_ok(), fit != Fit::Fails, "{media_type}");
        // Before the body is read, too.
        assert_eq!(call().open().await.is_ok(), fit != Fit::Fails);
        let is_strict = call().strict(true).open().await.is_ok();
        assert_eq!(is_strict, fit == Fit::Described, "{media_type}");
        match result {
            Ok(response) => {
                let mismatches = response.mismatches().count();
                assert_eq!(mismatches == 0, fit == Fit::Described, "{media_type}");
            }
            Err(error) => {
                let text = format!("the body is `{media_type}` and not `image/png` or `text/csv`");
                assert!(error.to_string().contains(&text), "{error}");
                assert_eq!(error.body().unwrap(), "x");
            }
        }
    }
}

/// The same bytes, of a redirect too, and nothing of a 202.
#[derive(Debug, PartialEq)]
enum Pictures {
    Ok(Bytes),
    Accepted,
    Found(Bytes),
    Moved(i64),
    Other,
}

impl Reply for Pictures {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        Ok(match response.status.as_u16() {
            200 => Self::Ok(Reply::read(response, reading)?),
            202 => Self::Accepted,
            301 => match response.of_redirect(reading) {
                Some(value) => Self::Moved(value),
                None => Self::Other,
            },
            302 => Self::Found(Reply::read(response, reading)?),
            _ => Self::Other,
        })
    }
}

impl Operation for Pictures {
    const SPEC: Spec = &api::spec(Method::GET, "/pictures")
        .answers(&["image/png"])
        .redirects(&[3]);
    type Output = Self;
    type Error = NotFound;
}

#[tokio::test]
async fn only_bytes_of_a_success_have_a_described_type() {
    let page = || Bytes::from_static(b"<html>");
    for (status, expected) in [
        (200, None),
        (202, Some(Pictures::Accepted)),
        (203, Some(Pictures::Other)),
        (301, Some(Pictures::Other)),
        (302, Some(Pictures::Found(page()))),
    ] {
        let client = client(status, "text/html", b"<html>");
        let result = Call::<Pictures>::new(client.start(Pictures::SPEC)).await;
        assert_eq!(result.ok(), expected, "{status}");
    }
    let moved = client(301, "application/json", b"1");
    let moved = Call::<Pictures>::new(moved.start(Pictures::SPEC)).await;
    assert_eq!(moved.unwrap(), Pictures::Moved(1));
}

#[tokio::test]
async fn another_body_of_a_redirect_is_a_mismatch() {
    let client = client(301, "text/html", b"<html>");
    let call = Call::<Pictures>::new(client.start(Pictures::SPEC));
    let response = call.send_with_response().await.unwrap();
    let last = response.mismatches().iter().last().unwrap();
    assert!(last.to_string().contains("body of a redirect"), "{last}");
    let call = Call::<Pictures>::new(client.start(Pictures::SPEC));
    let error = call.strict(true).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

/// A response of several forms, as generated code reads it.
#[derive(Debug, PartialEq)]
enum Report {
    Json(i64),
    Csv(PlainText),
}

impl Reply for Report {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        Ok(match response.form(&["application/json", "text/csv"])? {
            0 => Self::Json(Reply::read(response, reading)?),
            _ => Self::Csv(Reply::read(response, reading)?),
        })
    }
}

impl Operation for Report {
    const SPEC: Spec = &api::spec(Method::GET, "/report");
    type Output = Self;
    type Error = NotFound;
}

#[tokio::test]
async fn a_response_is_read_by_its_media_type() {
    let csv = || Some(Report::Csv(PlainText("1".to_owned())));
    for (media_type, expected) in [
        ("", Some(Report::Json(1))),
        ("application/json", Some(Report::Json(1))),
        ("application/vnd.report+json", Some(Report::Json(1))),
        ("text/csv; header=present", csv()),
        ("text/plain", csv()),
        ("text/html", None),
    ] {
        let client = client(200, media_type, b"1");
        let result = Call::<Report>::new(client.start(Report::SPEC)).await;
        assert_eq!(result.ok(), expected, "{media_type}");
    }
    // An object in JSON isn't CSV.
    let client = client(200, "text/plain", b"{}");
    let error = Call::<Report>::new(client.start(Report::SPEC)).await;
    assert_eq!(error.unwrap_err().json_path(), Some("$"));
}

/// Described media types, the media type of a response, and the index of its description.
type Forms = (
    &'static [&'static str],
    &'static str,
    Result<usize, &'static str>,
);

const FORMS: [Forms; 17] = [
    (VERSIONS, "application/json;version=1", Ok(0)),
    (
        VERSIONS,
        "application/json; Version=\"2\"; charset=utf-8",
        Ok(1),
    ),
    (VERSIONS, "application/json", Ok(2)),
    (VERSIONS, "application/json; version=3", Ok(2)),
    (VERSIONS, "application/json; charset=latin1", Ok(2)),
    (
        &["application/*", "application/pdf"],
        "application/pdf",
        Ok(1),
    ),
    (&["*/*", "image/*"], "image/png", Ok(1)),
    (
        &["*/*", "application/json; charset=utf-8"],
        "application/json",
        Ok(1),
    ),
    (PROFILES, "application/json; profile=\"a;c\"", Ok(1)),
    (&["application/XML; charset=utf-8"], "text/xml", Ok(0)),
    (
        &["text/csv; header=present", "text/csv; header=absent"],
        "text/csv",
        Ok(0),
    ),
    // An opaque body that doesn't begin with `{` or `[`.
    (
        &["application/json", "application/zip"],
        "application/octet-stream",
        Ok(1),
    ),
    (
        &["application/json", "text/csv"],
        "binary/octet-stream",
        Ok(1),
    ),
    (
        &["application/json", "application/hal+json"],
        "application/octet-stream",
        Ok(0),
    ),
    (
        &["application/json", "application/zip"],
        "application/vnd.a+json",
        Ok(0),
    ),
    (
        &["image/png", "text/csv"],
        "text/html",
        Err("`image/png` or `text/csv`"),
    ),
    (
        &["image/png", "text/csv", "text/vcard"],
        "text/html",
        Err("`image/png`, `text/csv` or `text/vcard`"),
    ),
];

const VERSIONS: &[&str] = &[
    "application/json;version=1",
    "application/json;version=2",
    "application/json",
];

const PROFILES: &[&str] = &[
    "application/json; profile=\"a;b\"",
    "application/json; profile=\"a;c\"",
];

#[test]
fn the_most_specific_description_of_a_media_type_is_taken() {
    let response = |media_type: &str, body: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", media_type.parse().unwrap());
        RawResponse {
            status: StatusCode::OK,
            headers,
            body: Bytes::from_static(body.as_bytes()),
        }
    };
    for (described, media_type, expected) in FORMS {
        match (response(media_type, "PK").form(described), expected) {
            (Ok(index), Ok(expected)) => assert_eq!(index, expected, "{media_type}"),
            (Err(error), Err(names)) => {
                let text = format!("the body is `{media_type}` and not {names}");
                assert!(error.to_string().contains(&text), "{error}");
            }
            other => panic!("{media_type}: {other:?}"),
        }
    }
    let json = response("application/octet-stream", " {\"a\": 1}");
    assert_eq!(json.form(&["application/json", "application/zip"]), Ok(0));
    assert_eq!(json.form(&["application/zip", "text/csv"]), Ok(0));
    for (media_type, body, expected) in [
        ("text/plain", " [{\"a\": 1}]", Ok(2)),
        ("text/html", "{}", Ok(2)),
        ("image/gif", "{}", Ok(2)),
        ("text/plain", "[a],b", Ok(0)),
        ("text/plain", "1", Ok(0)),
        ("text/csv", "{}", Ok(0)),
        ("application/octet-stream", "{", Ok(2)),
        ("text/html", "[a],b", Err(())),
    ] {
        let form = response(media_type, body).form(&["text/csv", "image/png", "application/json"]);
        assert_eq!(form.map_err(drop), expected, "{media_type} {body}");
    }
}

/// Text of any type.
struct Text;

impl Operation for Text {
    const SPEC: Spec = &api::spec(Method::GET, "/text");
    type Output = PlainText;
    type Error = NotFound;
}

#[tokio::test]
async fn text_is_decoded_by_its_charset() {
    for (media_type, body, expected) in [
        ("text/plain", "né".as_bytes(), "né"),
        ("text/plain", b"\xEF\xBB\xBFa", "a"),
        ("text/plain", b"n\xE9", "n\u{FFFD}"),
        ("text/plain; charset=iso-8859-1", b"n\xE9 \x80", "né €"),
        ("text/plain; charset=\"Latin1\"", b"n\xE9", "né"),
        ("text/plain; charset=utf-16le", b"n\0\xE9\0", "né"),
        ("text/plain; charset=utf-16", b"\xFE\xFF\0n\0\xE9", "né"),
        (
            "text/plain; charset=utf-16",
            b"\xFF\xFEn\0\xE9",
            "n\u{FFFD}",
        ),
        ("text/plain; charset=shift_jis", b"n\x82", "n\u{FFFD}"),
    ] {
        let client = client(200, media_type, body);
        let text = Call::<Text>::new(client.start(Text::SPEC)).await.unwrap();
        assert_eq!(text.0, expected, "{media_type}");
    }
    let latin = client(
        200,
        "application/json; charset=latin1",
        b"{\"id\":\"n\xE9\"}",
    );
    assert_eq!(latin.create("hi").await.unwrap().id, "né");
}
