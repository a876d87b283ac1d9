//! Responses are read by their media type.

use case_responses_forms as client;

mod support;

use client::types::{GetReportOk, GetReportReply, GetVersionsOk};
use client::{Client, ErrorKind, Memory};
use support::{Stopped, now};

fn client(media_type: &'static str, body: &'static str) -> Client {
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(200, body)?;
        response.headers_mut().insert("content-type", media_type.parse().unwrap());
        Ok(response)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

#[test]
fn a_response_is_read_by_its_media_type() {
    let read = |media_type, body| now(client(media_type, body).get_report());
    let json = read("application/json; charset=utf-8", r#"{"name":"a"}"#);
    assert!(matches!(json, Ok(GetReportReply::Ok(GetReportOk::Json(it))) if it.name == "a"));
    let csv = read("text/csv", "a,b");
    assert!(matches!(csv, Ok(GetReportReply::Ok(GetReportOk::Csv(it))) if it.0 == "a,b"));
    let pdf = read("application/pdf", "%PDF");
    assert!(matches!(pdf, Ok(GetReportReply::Ok(GetReportOk::Pdf(it))) if it == "%PDF"));
    let html = read("text/html", "<html>").unwrap_err();
    assert_eq!(html.kind(), ErrorKind::Decode);
    assert_eq!(html.body().unwrap(), "<html>");
    assert_eq!(
        html.to_string(),
        "GET https://api.example.com/report succeeded with 200 OK, but the body is `text/html` and not \
         `application/json`, `text/csv` or `application/pdf`"
    );
}

#[test]
fn versions_and_bytes() {
    let new = now(client("application/vnd.report.v2+json", r#"["a"]"#).get_versions()).unwrap();
    assert!(matches!(new, GetVersionsOk::ReportV2Json(list) if list == ["a"]));
    assert_eq!(now(client("image/webp", "RIFF").get_picture()).unwrap(), "RIFF");
    let error = now(client("text/html", "<html>").get_picture()).unwrap_err();
    assert!(error.to_string().contains("`text/html` and not `image/png`"), "{error}");
    assert_eq!(now(client("text/html", "<html>").get_anything()).unwrap(), "<html>");
}
