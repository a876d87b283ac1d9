//! Files beside JSON.

use case_responses_files_beside as client;

mod support;

use client::types::{GetArchiveOk, GetExportOk, GetReportOk};
use client::{Client, Memory};
use support::{Stopped, now};

fn client(media_type: &'static str, body: &'static str) -> (Memory, Client) {
    let memory = Memory::new(move |_| {
        let response = http::Response::builder().header("content-type", media_type);
        Ok(response.body(body.into()).unwrap())
    });
    let client = Client::builder().transport(memory.clone()).clock(Stopped).build().unwrap();
    (memory, client)
}

#[test]
fn a_file_is_bytes() {
    let (memory, client) = client("application/pdf", "%PDF");
    assert!(matches!(now(client.get_report()).unwrap(), GetReportOk::Pdf(bytes) if bytes == "%PDF"));
    assert_eq!(memory.requests()[0].headers()["accept"], "application/json, application/pdf");
}

#[test]
fn json_beside_it_is_a_value() {
    let (_, client) = client("application/json", "{\"rows\": 1}");
    assert!(matches!(now(client.get_report()).unwrap(), GetReportOk::Json(report) if report.rows == Some(1)));
    assert!(matches!(now(client.get_archive()).unwrap(), GetArchiveOk::Json(report) if report.rows == Some(1)));
}

#[test]
fn an_archive_is_bytes() {
    let (_, client) = client("application/zip", "PK");
    assert!(matches!(now(client.get_archive()).unwrap(), GetArchiveOk::Zip(bytes) if bytes == "PK"));
    assert!(matches!(now(client.get_export()).unwrap(), GetExportOk::Zip(bytes) if bytes == "PK"));
    // Bytes of another format than the described one are all the same what was asked for; a page isn't.
    assert!(matches!(now(client.get_report()).unwrap(), GetReportOk::Pdf(bytes) if bytes == "PK"));
    for page in ["text/html", "application/xhtml+xml", "application/yaml"] {
        let (_, client) = self::client(page, "<html>");
        let error = now(client.get_report()).unwrap_err().to_string();
        assert!(error.contains("and not `application/json` or `application/pdf`"), "{error}");
    }
}
