//! Request bodies as a server on loopback sees them: forms, parts, files, readers, streams; and the bodies that a retry may
//! send again.

mod support;

use bytes::Bytes;
use http::Method;
use openapi_client_runtime::runtime::transport::Body;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    BoxFuture, Call, Client, Error, ErrorKind, FilePart, Memory, Multipart, OperationSpec, Parts,
    SendBody, Style, TransportError,
};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::api::{Message, NotFound, Op};
use support::{Act, Server, TestClock, api, without_address};

static POST: OperationSpec = api::spec(Method::POST, "/files");
static PUT: OperationSpec = api::spec(Method::PUT, "/files");

fn client(server: &Server) -> Client {
    let builder = api::builder("token").base_url(server.url());
    builder.clock(TestClock::new()).build().unwrap()
}

async fn send(
    client: &Client,
    spec: &'static OperationSpec,
    fill: impl FnOnce(&mut Parts),
) -> Result<Message, Error<NotFound>> {
    let mut parts = client.start(spec);
    fill(&mut parts);
    Call::<Op>::new(parts).await
}

fn created() -> Act {
    Act::answer(200, &[], r#"{"id": "m"}"#)
}

/// The request without the headers that are the same for all.
fn shown(request: &str) -> String {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let lines = head.split("\r\n").filter(|line| {
        let name = line.split(':').next().unwrap_or_default();
        matches!(
            name,
            "content-type" | "content-length" | "transfer-encoding"
        ) || name.contains(' ')
    });
    let lines: Vec<_> = lines.collect();
    format!("{}\n\n{}", lines.join("\n"), body.replace("\r\n", "\n"))
}

/// A chunk for each text.
struct Pieces(Vec<&'static str>);

impl Body for Pieces {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let piece = (!self.0.is_empty()).then(|| Bytes::from(self.0.remove(0)));
        Box::pin(std::future::ready(Ok(piece)))
    }
}

#[tokio::test]
async fn parts_are_sent_as_rfc_7578_has_them() {
    let server = Server::start(vec![created()]).await;
    send(&client(&server), &POST, |parts| {
        parts.part("note", "", View::Str("a \u{e4}"));
        parts.part(
            "tags",
            "",
            View::Json(&json!(["x", 1, {"deep": [true, null]}])),
        );
        parts.part("list", "application/json", View::Json(&json!([1, [2]])));
        parts.part("meta", "application/json", View::Json(&json!({"size": 2})));
        parts.part("quoted", "application/json", View::Str("text"));
        parts.part("absent", "", View::Absent);
        let cover = FilePart::new("a\"b\r\n.png", "PNG").header("X-Kind", "cover");
        parts.part_file("cover", "image/png", [cover]);
        let files = [
            FilePart::from("one"),
            FilePart::new("2.txt", "two").content_type("text/plain"),
        ];
        parts.part_file("files", "", files);
    })
    .await
    .unwrap();
    let boundary = "part-80000000800000008000000080000000";
    let expected = r#"POST /files HTTP/1.1
content-type: multipart/form-data; boundary=BOUNDARY
content-length: LENGTH

--BOUNDARY
Content-Disposition: form-data; name="note"

a ä
--BOUNDARY
Content-Disposition: form-data; name="tags"

x
--BOUNDARY
Content-Disposition: form-data; name="tags"

1
--BOUNDARY
Content-Disposition: form-data; name="tags"
Content-Type: application/json

{"deep":[true,null]}
--BOUNDARY
Content-Disposition: form-data; name="list"
Content-Type: application/json

[1,[2]]
--BOUNDARY
Content-Disposition: form-data; name="meta"
Content-Type: application/json

{"size":2}
--BOUNDARY
Content-Disposition: form-data; name="quoted"
Content-Type: application/json

"text"
--BOUNDARY
Content-Disposition: form-data; name="cover"; filename="a%22b%0D%0A.png"
Content-Type: image/png
X-Kind: cover

PNG
--BOUNDARY
Content-Disposition: form-data; name="files"; filename="files"
Content-Type: application/octet-stream

one
--BOUNDARY
Content-Disposition: form-data; name="files"; filename="2.txt"
Content-Type: text/plain

two
--BOUNDARY--
"#;
    let request = server.requests().remove(0);
    let length = request.split_once("\r\n\r\n").unwrap().1.len().to_string();
    let expected = expected
        .replace("BOUNDARY", boundary)
        .replace("LENGTH", &length);
    assert_eq!(shown(&request), expected);
}

#[tokio::test]
async fn a_part_is_set_anew_and_a_bad_header_is_refused() {
    let server = Server::start(vec![created()]).await;
    let parts = |parts: &mut Parts| {
        parts.part("a", "", View::Str("1"));
        parts.part("a", "", View::Str("2"));
    };
    send(&client(&server), &POST, parts).await.unwrap();
    let request = server.requests().remove(0);
    assert!(!request.contains("\r\n\r\n1\r\n") && request.contains("\r\n\r\n2\r\n"));
    for file in [
        FilePart::from("x").header("a b", "c"),
        FilePart::from("x").header("a", "c\r\nd: e"),
        FilePart::from("x").content_type("a/b\r\nc: d"),
    ] {
        let sent = send(&client(&server), &POST, |parts| {
            parts.part_file("f", "", [file]);
        })
        .await;
        assert_eq!(sent.unwrap_err().kind(), ErrorKind::Request);
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn other_kinds_of_parts_have_no_disposition() {
    let server = Server::start(vec![created()]).await;
    let parts = Multipart::new().file("", FilePart::from("{}").content_type("application/json"));
    let parts = parts.text("", "x");
    send(&client(&server), &POST, |call| {
        call.multipart("multipart/mixed", parts);
    })
    .await
    .unwrap();
    let request = server.requests().remove(0);
    assert!(request.contains("content-type: multipart/mixed; boundary=part-8"));
    assert!(request.contains("0\r\nContent-Type: application/json\r\n\r\n{}\r\n--part"));
    assert!(!request.contains("Content-Disposition"));
}

#[tokio::test]
async fn a_form_has_finite_numbers_only() {
    let value = BTreeMap::from([("a".to_owned(), f64::INFINITY)]);
    for encoding in [&[][..], &[("a", Some(Style::PipeDelimited))]] {
        let (memory, client) = memory();
        let sent = send(&client, &POST, |parts| {
            parts.form(encoding, View::Map(&value));
        });
        let error = sent.await.unwrap_err().to_string();
        let why = "its member `a` can't be written as a form: it has a number that isn't finite";
        assert!(error.ends_with(&format!("invalid body: {why}")), "{error}");
        assert!(memory.requests().is_empty());
    }
}

#[tokio::test]
async fn members_of_a_form_are_in_their_styles() {
    let value = json!({
        // In alphabetical order, which they have whether serde_json keeps the order or not.
        "Address": {"main": true, "no": null, "zip": 1}, "Flag": true, "Ids": [1, 2],
        "Mixed": [{"a": 1}, "b", [1]], "None": null, "To": "+1 2", "Url": ["a/b", "c&d"],
        "csv": ["a", "b"], "metadata": {"order_id": 6735}, "text": ["x"],
    });
    let form = |encoding| {
        let (memory, value) = (memory(), &value);
        async move {
            let sent = send(&memory.1, &POST, |parts| {
                parts.form(encoding, View::Json(value));
            });
            sent.await.unwrap();
            let request = memory.0.requests().remove(0).into_inner();
            let kind = "application/x-www-form-urlencoded";
            assert_eq!(request.headers()["content-type"], kind);
            String::from_utf8(request.into_body().to_vec()).unwrap()
        }
    };
    let expected = "Address=%7B%22main%22%3Atrue%2C%22no%22%3Anull%2C%22zip%22%3A1%7D&Flag=true&Ids=1&Ids=2\
        &Mixed=%7B%22a%22%3A1%7D&Mixed=b&Mixed=%5B1%5D&To=%2B1%202&Url=a%2Fb&Url=c%26d&csv=a&csv=b\
        &metadata=%7B%22order_id%22%3A6735%7D&text=x";
    assert_eq!(form(&[]).await, expected);
    let styled = form(&[
        // Said of an object, the usual style lets its members stand beside those of the form.
        ("Address", Some(Style::Form { explode: true })),
        ("metadata", Some(Style::DeepObject)),
        ("csv", Some(Style::Form { explode: false })),
        ("text", None),
    ])
    .await;
    assert!(styled.starts_with("main=true&zip=1&Flag="), "{styled}");
    assert!(
        styled.ends_with("&csv=a,b&metadata%5Border_id%5D=6735&text=%5B%22x%22%5D"),
        "{styled}"
    );
}

#[tokio::test]
async fn the_error_of_a_form_has_the_reason_and_the_member() {
    let whole = "it can't be written as a form: it isn't an object";
    let member = "its member `tags` can't be written as a form: \
        an item of it has the character that separates the items in this style";
    for (value, why) in [
        (json!(["a"]), whole),
        (json!("a=b"), whole),
        (json!(1), whole),
        (json!({"a": ["b"], "tags": ["c", "d|e"]}), member),
    ] {
        let memory = memory();
        let encoding = &[("tags", Some(Style::PipeDelimited))];
        let sent = send(&memory.1, &POST, |it| it.form(encoding, View::Json(&value)));
        let error = sent.await.unwrap_err().to_string();
        assert!(error.ends_with(&format!("invalid body: {why}")), "{error}");
        assert!(memory.0.requests().is_empty());
    }
    let memory = memory();
    let sent = send(&memory.1, &POST, |it| it.form(&[], View::Null));
    sent.await.unwrap();
}

fn memory() -> (Memory, Client) {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = api::builder("token").transport(memory.clone());
    (memory, builder.clock(TestClock::new()).build().unwrap())
}

#[tokio::test]
async fn a_file_is_sent_again_and_a_reader_is_not() {
    let mut file = tempfile();
    file.1.write_all(b"0123456789").unwrap();
    let again = || vec![Act::answer(503, &[], ""), created()];
    let server = Server::start(again()).await;
    let body = SendBody::file(&file.0).unwrap();
    assert_eq!(body.length(), Some(10));
    send(&client(&server), &PUT, |parts| parts.body("a/b", body))
        .await
        .unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert_eq!(
            shown(request),
            "PUT /files HTTP/1.1\ncontent-type: a/b\ncontent-length: 10\n\n0123456789"
        );
    }
    let once: [fn() -> SendBody; 3] = [
        || SendBody::reader(&b"0123456789"[..], 10),
        || SendBody::read(&b"0123456789"[..], 10),
        || SendBody::chunks(Pieces(vec!["01234", "", "56789"]), 10),
    ];
    for body in once {
        let server = Server::start(again()).await;
        let sent = send(&client(&server), &PUT, |parts| parts.body("a/b", body())).await;
        let error = sent.unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Api, 1),
            "{error}"
        );
        assert_eq!(shown(&server.requests()[0]), shown(&requests[0]));
        assert_eq!(server.connections(), 1);
    }
}

/// A file that is removed when the test is over, and its handle.
fn tempfile() -> (tempfile::TempPath, std::fs::File) {
    let (file, path) = tempfile::NamedTempFile::new().unwrap().into_parts();
    (path, file)
}

#[tokio::test]
async fn a_body_of_unknown_length_is_sent_in_chunks() {
    let server = Server::start(vec![created()]).await;
    let body = SendBody::chunks(Pieces(vec!["abc", "de"]), None);
    send(&client(&server), &POST, |parts| parts.body("a/b", body))
        .await
        .unwrap();
    assert_eq!(
        shown(&server.requests()[0]),
        "POST /files HTTP/1.1\ncontent-type: a/b\ntransfer-encoding: chunked\n\n3\nabc\n2\nde\n0\n\n"
    );
}

#[tokio::test]
async fn a_body_that_breaks_is_an_error_of_its_own() {
    let bad: [fn() -> SendBody; 3] = [
        || SendBody::chunks(Pieces(vec!["abc"]), 10),
        || SendBody::chunks(Pieces(vec!["abc", "defgh"]), 4),
        || SendBody::read(Broken, None),
    ];
    for body in bad {
        let server = Server::start(vec![Act::Stall]).await;
        let sent = send(&client(&server), &PUT, |parts| parts.body("a/b", body())).await;
        let error = sent.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Upload, "{error}");
        assert_eq!(
            (error.attempts(), error.may_have_been_processed()),
            (1, true)
        );
        assert_eq!(
            without_address(&error),
            "PUT /files was broken off: the request's body can't be read to its end; the server may have \
             processed the request, check before retrying"
        );
        // Of a body without a length, the server reads the head alone.
        assert!(
            server
                .requests()
                .iter()
                .all(|request| request.ends_with("\r\n\r\n"))
        );
    }
    assert!(SendBody::file("/no/such/file").is_err() && SendBody::file(".").is_err());
}

struct Broken;

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

#[tokio::test]
async fn a_file_that_shrinks_is_not_sent_as_if_it_were_whole() {
    let mut file = tempfile();
    file.1.write_all(b"0123456789").unwrap();
    let body = SendBody::file(&file.0).unwrap();
    file.1.set_len(3).unwrap();
    let server = Server::start(vec![Act::Stall]).await;
    let error = send(&client(&server), &PUT, |parts| parts.body("a/b", body))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Upload, "{error}");
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(
        cause.to_string(),
        "the file is shorter than it was when the body was created"
    );
}

#[tokio::test]
async fn progress_is_told_for_each_piece_and_each_attempt() {
    let told: Arc<Mutex<Vec<u64>>> = Arc::default();
    let tell = {
        let told = Arc::clone(&told);
        move |sent| told.lock().unwrap().push(sent)
    };
    let server = Server::start(vec![Act::answer(503, &[], ""), created()]).await;
    let body = SendBody::from(vec![b'x'; 100_000]).on_progress(tell);
    assert_eq!(body.length(), Some(100_000));
    send(&client(&server), &PUT, |parts| parts.body("a/b", body))
        .await
        .unwrap();
    assert_eq!(*told.lock().unwrap(), [65_536, 100_000, 65_536, 100_000]);
}

/// 2 GB are sent, and no more than a few chunks are in memory at a time.
#[tokio::test]
async fn an_upload_is_not_held_in_memory() {
    const LENGTH: u64 = 2 << 30;
    #[global_allocator]
    static PEAK: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;
    struct Zeros(u64);
    impl Body for Zeros {
        fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
            let chunk = self.0.min(1 << 20);
            self.0 -= chunk;
            let chunk = (chunk > 0).then(|| Bytes::from(vec![0; usize::try_from(chunk).unwrap()]));
            Box::pin(std::future::ready(Ok(chunk)))
        }
    }
    let (server, read) = sink().await;
    let builder = api::builder("token").base_url(server);
    let client = builder
        .attempt_timeout(Duration::from_secs(60))
        .build()
        .unwrap();
    PEAK.reset_peak_usage();
    let before = PEAK.current_usage_as_mb();
    let body = SendBody::chunks(Zeros(LENGTH), LENGTH);
    send(&client, &POST, |parts| parts.body("a/b", body))
        .await
        .unwrap();
    assert!(read.load(Ordering::Relaxed) >= LENGTH);
    let peak = PEAK.peak_usage_as_mb() - before;
    assert!(peak < 16.0, "{peak} MB");
}

/// A server that reads one request and counts its bytes.
async fn sink() -> (String, Arc<AtomicU64>) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let read = Arc::<AtomicU64>::default();
    let counted = Arc::clone(&read);
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut buffer = vec![0; 1 << 20];
        while counted.load(Ordering::Relaxed) < 2 << 30 {
            let read = stream.read(&mut buffer).await.unwrap();
            counted.fetch_add(read as u64, Ordering::Relaxed);
        }
        let body = "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"id\": \"m\"}";
        stream.write_all(body.as_bytes()).await.unwrap();
    });
    (url, read)
}

#[tokio::test]
async fn a_header_of_the_caller_is_sent_once() {
    let server = Server::start(vec![created()]).await;
    let file = FilePart::new("a.txt", "A")
        .header("content-type", "text/csv")
        .header("x-size", "2")
        .header("Content-Disposition", "form-data; name=\"f\"");
    let parts = Multipart::new().file("f", file);
    let client = client(&server);
    let sent = send(&client, &POST, |it| {
        it.multipart("", parts);
        // Of the document, as the other headers.
        it.part_header("f", "X-Size", View::U64(1));
    })
    .await;
    sent.unwrap();
    let request = server.requests().remove(0);
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    let (_, part) = body.split_once("\r\n").unwrap();
    assert!(
        part.starts_with(
            "Content-Type: text/csv\r\nx-size: 2\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nA\r\n"
        ),
        "{part}"
    );
}

#[tokio::test]
async fn bytes_can_have_no_media_type() {
    let server = Server::start(vec![created()]).await;
    let client = client(&server);
    let sent = send(&client, &POST, |it| it.body("", "A")).await;
    sent.unwrap();
    assert!(!server.requests()[0].contains("content-type"));
}
