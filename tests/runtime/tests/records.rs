//! Records of a JSON text sequence on a connection that stays open: each comes with the end of its line.

mod support;

use http::Method;
use openapi_client_runtime::runtime::{Call, Lines, Operation, OperationSpec, Spec};
use serde_json::{Value, json};
use support::api::NotFound;
use support::{Act, Server, TestClock, api};

enum Rows {}

impl Operation for Rows {
    const SPEC: Spec = &ROWS;
    type Output = Lines<Value, NotFound>;
    type Error = NotFound;
}

static ROWS: OperationSpec = api::spec(Method::GET, "/rows").accept("application/json-seq");

#[tokio::test]
async fn a_record_comes_with_the_end_of_its_line() {
    let records = "\u{1e}\n1\n\u{1e}{\"t\": \"a\\\" }\\n\",\n\"u\": [\n]}\n";
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json-seq\r\ncontent-length: 1000\r\n\r\n";
    let server = Server::start(vec![Act::StallAfter(
        format!("{head}{records}").into_bytes(),
    )])
    .await;
    let builder = api::builder("token").base_url(server.url());
    let client = builder.clock(TestClock::new()).build().unwrap();
    let mut rows = Call::<Rows>::new(client.start(&ROWS)).await.unwrap();
    assert_eq!(rows.next().await.unwrap().unwrap(), json!(1));
    let expected = json!({"t": "a\" }\n", "u": []});
    assert_eq!(rows.next().await.unwrap().unwrap(), expected);
}
