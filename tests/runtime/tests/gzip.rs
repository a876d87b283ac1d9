//! Responses that are compressed with gzip, by the default transport.

#![cfg(feature = "gzip")]

mod support;

use flate2::Compression;
use flate2::write::GzEncoder;
use http::Method;
use openapi_client_runtime::runtime::{Client, ErrorKind};
use std::io::Write as _;
use support::{Act, Server, api, without_address};

fn member(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A response with this body, in chunks of this length.
fn compressed(body: &[u8], chunk: usize) -> Act {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-encoding: gzip\r\n";
    let mut bytes = format!("{head}transfer-encoding: chunked\r\n\r\n").into_bytes();
    for chunk in body.chunks(chunk) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
        bytes.extend(chunk);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    Act::Answer(bytes)
}

async fn read(act: Act) -> Result<String, (ErrorKind, String)> {
    let server = Server::start(vec![act]).await;
    let client: Client = api::builder("t").base_url(server.url()).build().unwrap();
    let sent = client.request(Method::GET, "/any").await;
    assert!(server.requests()[0].contains("accept-encoding: gzip\r\n"));
    let response = sent.map_err(|error| (error.kind(), error.to_string()))?;
    Ok(String::from_utf8(response.body.to_vec()).unwrap())
}

#[tokio::test]
async fn all_members_are_read() {
    let long = "0123456789".repeat(100_000);
    let empty = member("");
    for (members, expected) in [
        (vec![], String::new()),
        (vec![member("one")], "one".to_owned()),
        (
            vec![member("one"), empty, member("two")],
            "onetwo".to_owned(),
        ),
        (vec![member(&long), member("two")], format!("{long}two")),
        (vec![member("one"), vec![0; 512]], "one".to_owned()),
        (vec![member("one"), b"no gzip".to_vec()], "one".to_owned()),
    ] {
        let body = members.concat();
        for chunk in [1, 7, usize::MAX] {
            let text = read(compressed(&body, chunk.min(body.len().max(1)))).await;
            assert_eq!(text.as_ref(), Ok(&expected), "{chunk}");
        }
    }
}

#[tokio::test]
async fn a_member_that_breaks_off_fails_the_call() {
    let whole = member("one");
    for body in [
        &whole[..whole.len() - 1],
        &whole[..5],
        &[&whole[..], &whole[..12]].concat(),
    ] {
        for chunk in [1, 100] {
            let (kind, text) = read(compressed(body, chunk)).await.unwrap_err();
            assert_eq!(kind, ErrorKind::Body);
            let expected = "GET /any succeeded with 200 OK, but its compressed body is damaged";
            assert_eq!(without_address(&text), expected);
        }
    }
}
