//! The media types that are sent: those of files by their names, and those of texts with their charsets.

mod support;

use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    Call, FilePart, Memory, Multipart, OperationSpec, Parts, SendBody,
};
use support::api::Op;
use support::{ClientExt, TestClock, api};

static POST: OperationSpec = api::spec(Method::POST, "/files");

/// The media type of the body that `fill` sets, without its boundary, and those of its parts.
async fn types(fill: impl FnOnce(&mut Parts)) -> (String, Vec<String>) {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = api::builder("token").transport(memory.clone());
    let client = builder.clock(TestClock::new()).build().unwrap();
    let mut parts = client.start(&POST);
    fill(&mut parts);
    Call::<Op>::new(parts).await.unwrap();
    let request = memory.requests().remove(0).into_inner();
    let of_body = request.headers()["content-type"].to_str().unwrap();
    let of_body = of_body.split("; boundary").next().unwrap().to_owned();
    let body = String::from_utf8_lossy(request.body()).into_owned();
    let lines = body.lines();
    let types = lines.filter_map(|line| line.strip_prefix("Content-Type: "));
    (of_body, types.map(str::to_owned).collect())
}

#[tokio::test]
async fn the_name_of_a_file_tells_its_type() {
    for (listed, name, expected) in [
        ("", "a.PNG", "image/png"),
        ("", "a.tar.gz", "application/gzip"),
        ("", "png", "application/octet-stream"),
        ("", "a.", "application/octet-stream"),
        ("", "a.unknown", "application/octet-stream"),
        ("text/csv", "a.pdf", "text/csv"),
        ("text/csv; a=b", "a.csv", "text/csv; a=b"),
        ("image/png, IMAGE/jpeg", "a.jpg", "IMAGE/jpeg"),
        ("image/png, image/jpeg", "a.gif", "application/octet-stream"),
        ("image/png, image/jpeg", "a", "image/png"),
        ("image/*, image/jpeg", "a.unknown", "image/jpeg"),
        ("image/*", "a.svg", "image/svg+xml"),
        ("image/*", "a.pdf", "application/octet-stream"),
        // Several types have this extension.
        ("audio/*", "a.mp4", "audio/mp4"),
        ("audio/x-wav,audio/ogg", "a.wav", "audio/x-wav"),
        ("*/*, text/csv; a=b", "a.csv", "text/csv; a=b"),
        ("*/*, text/csv", "a.pdf", "application/pdf"),
    ] {
        let file = FilePart::new(name, "x");
        let (_, sent) = types(|parts| parts.part_file("f", listed, [file])).await;
        assert_eq!(sent, [expected], "{listed:?} {name:?}");
    }
}

#[tokio::test]
async fn the_type_of_the_caller_comes_before_that_of_the_name() {
    let sent = types(|parts| {
        let given = FilePart::new("a.png", "x").content_type("a/b");
        let value = FilePart::value("a.png");
        parts.part_file("f", "image/png, image/jpeg", [given, value]);
    });
    assert_eq!(sent.await.1, ["a/b"]);
}

#[tokio::test]
async fn text_beyond_ascii_names_its_charset() {
    for (given, body, expected) in [
        ("text/plain", "h\u{e9}", "text/plain; charset=utf-8"),
        ("Text/CSV; a=b", "h\u{e9}", "Text/CSV; a=b; charset=utf-8"),
        ("text/plain", "h", "text/plain"),
        ("text/plain; Charset=x", "h\u{e9}", "text/plain; Charset=x"),
        ("application/xml", "h\u{e9}", "application/xml"),
    ] {
        let (sent, _) = types(|parts| parts.body(given, body)).await;
        assert_eq!(sent, expected, "{body}");
    }
    // Latin-1 is no UTF-8.
    let latin = SendBody::from(vec![b'h', 0xE9]);
    let (sent, _) = types(|parts| parts.body("text/plain", latin)).await;
    assert_eq!(sent, "text/plain");
}

#[tokio::test]
async fn parts_outside_of_forms_name_it_too() {
    let fill = |parts: &mut Parts| {
        parts.part("1", "", View::Str("\u{e9}"));
        parts.part("2", "text/markdown", View::Str("\u{e9}"));
        parts.part("3", "text/markdown", View::Str("e"));
        parts.part("4", "", View::Str("e"));
    };
    let mixed = |parts: &mut Parts| {
        parts.multipart("multipart/mixed", Multipart::placed());
        fill(parts);
    };
    let named = "text/markdown; charset=utf-8";
    let (_, sent) = types(mixed).await;
    assert_eq!(sent, ["text/plain; charset=utf-8", named, "text/markdown"]);
    let (_, sent) = types(fill).await;
    assert_eq!(sent, ["text/markdown", "text/markdown"]);
}

#[tokio::test]
async fn a_body_has_an_allowed_type_of_the_caller() {
    const PICTURES: &[&str] = &["image/png", "image/jpeg", "text/*"];
    let unlisted = "invalid content type: it is not `image/png`, `image/jpeg` or `text/*`";
    let out_of_range = "invalid content type: it is not `image/*`";
    let untyped = "invalid content type: it is no media type";
    for (allowed, given, refused) in [
        (PICTURES, "image/jpeg", None),
        (PICTURES, "Image/PNG; a=b", None),
        (PICTURES, "text/csv", None),
        (PICTURES, "image/jpg", Some(unlisted)),
        (PICTURES, "image/jpeg2", Some(unlisted)),
        (PICTURES, "text/*", Some(unlisted)),
        (PICTURES, "", Some(unlisted)),
        (&["image/*"], "image/x-own", None),
        (&["image/*"], "image", Some(out_of_range)),
        (&["image/*"], "image/", Some(out_of_range)),
        (&["image/*"], "imagery/png", Some(out_of_range)),
        (&["*/*"], "a/b", None),
        (&["*/*"], "", None),
        (&["*/*"], "png", Some(untyped)),
        (&["*/*"], "*/*", Some(untyped)),
    ] {
        let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
        let client = api::builder("t").transport(memory.clone());
        let client = client.clock(TestClock::new()).build().unwrap();
        let mut call = client.call(&POST);
        call.parts_mut().body_of(allowed, given, "x");
        match (call.await, refused) {
            (Ok(_), None) => {
                let sent = memory.requests().remove(0);
                let sent = sent
                    .headers()
                    .get("content-type")
                    .map(|it| it.to_str().unwrap());
                assert_eq!(sent.unwrap_or_default(), given);
            }
            (Err(error), Some(refused)) => {
                assert!(error.to_string().ends_with(refused), "{error}");
                assert!(memory.requests().is_empty());
            }
            (done, _) => panic!("{given:?} of {allowed:?}: {done:?}"),
        }
    }
}
