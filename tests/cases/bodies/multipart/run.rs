//! The parts of an operation as they are sent.

use case_bodies_multipart as client;

mod support;

use client::operations::SendReportParams;
use client::types::{Kind, SendReportRequestMeta};
use client::{FilePart, Multipart, SendBody};
use support::{accepting, now, sent};

#[test]
fn described_parts() {
    let (client, memory) = accepting();
    let files = [FilePart::new("a.txt", "A"), "B".into()];
    let meta = SendReportRequestMeta::new("Title").with_pages(2);
    let call = client.send_report(SendReportParams {
        id: "1",
        kind: Kind::Bug,
        reason: "why",
        files: files.into(),
        scan: SendBody::from("PNG").into(),
        scan_x_pages: 3,
        meta: &meta,
    });
    now(call.ids(vec![1, 2]).list(vec!["x".to_owned()]).cover("C").part_id("7").kind_x_sure(true)).unwrap();
    let (content_type, body) = sent(&memory);
    assert_eq!(content_type, "multipart/form-data");
    assert_eq!(
        body,
        r#"--
Content-Disposition: form-data; name="version"

2
--
Content-Disposition: form-data; name="origin"
Content-Type: application/json

"a b"
--
Content-Disposition: form-data; name="kind"
X-Sure: true

bug
--
Content-Disposition: form-data; name="reason"

why
--
Content-Disposition: form-data; name="files"; filename="a.txt"
Content-Type: text/plain

A
--
Content-Disposition: form-data; name="files"; filename="files"
Content-Type: application/octet-stream

B
--
Content-Disposition: form-data; name="scan"; filename="scan"
Content-Type: image/png
X-Pages: 3

PNG
--
Content-Disposition: form-data; name="meta"
Content-Type: application/json

{"title":"Title","pages":2}
--
Content-Disposition: form-data; name="ids"

1
--
Content-Disposition: form-data; name="ids"

2
--
Content-Disposition: form-data; name="list"
Content-Type: application/json

["x"]
--
Content-Disposition: form-data; name="cover"; filename="cover"
Content-Type: image/png

C
--
Content-Disposition: form-data; name="id"

7
----
"#
    );
}

#[test]
fn parts_of_any_kind() {
    let (client, memory) = accepting();
    let parts = Multipart::new().text("", "x").file("", FilePart::from("{}").content_type("application/json"));
    now(client.mixed_parts(parts)).unwrap();
    let (content_type, body) = sent(&memory);
    assert_eq!(content_type, "multipart/mixed");
    assert_eq!(body, "--\n\nx\n--\nContent-Type: application/json\n\n{}\n----\n");
}

#[test]
fn no_parts_are_no_body() {
    let (client, memory) = accepting();
    now(client.optional_parts()).unwrap();
    let request = memory.requests().remove(0);
    assert!(request.body().is_empty() && !request.headers().contains_key("content-type"));
}

#[test]
fn a_required_body_is_sent_without_parts_too() {
    let (client, memory) = accepting();
    now(client.required_parts()).unwrap();
    now(client.required_parts().note("a")).unwrap();
    let bodies: Vec<String> = memory.requests().iter().map(|request| {
        let content_type = request.headers()["content-type"].to_str().unwrap();
        let (form, boundary) = content_type.split_once("; boundary=").unwrap();
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        format!("{form} {}", body.replace(boundary, "").replace("\r\n", "|"))
    }).collect();
    assert_eq!(bodies, [
        "multipart/form-data ----|",
        "multipart/form-data --|Content-Disposition: form-data; name=\"note\"||a|----|",
    ]);
}
