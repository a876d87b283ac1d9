//! Errors are read by their media type.

use case_responses_errors_by_type as client;

mod support;

use client::types::{GetLogForbidden, ListJobsFailure, PlainOrProblemFailure};
use client::{Client, Memory};
use support::{Stopped, now};

fn client(status: u16, media_type: &'static str, body: &'static str) -> Client {
    let memory = Memory::new(move |_| {
        let mut response = Memory::json(status, body)?;
        response.headers_mut().insert("content-type", media_type.parse().unwrap());
        Ok(response)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

const PLAIN: &str = r#"{"reason":"late"}"#;
const PROBLEM: &str = r#"{"title":"Too late","status":400}"#;

#[test]
fn the_media_type_decides() {
    let read = |media_type, body| {
        now(client(422, media_type, body).add_job()).unwrap_err().into_api_error()
    };
    let plain = read("application/json", PLAIN);
    assert!(matches!(plain, Some(PlainOrProblemFailure::Json(it)) if it.reason == "late"));
    let problem = read("application/problem+json; charset=utf-8", PROBLEM);
    assert!(matches!(problem, Some(PlainOrProblemFailure::ProblemJson(it)) if it.title == "Too late"));
    assert!(read("text/html", "<html>").is_none());
}

#[test]
fn of_each_status() {
    let read = |status| {
        let client = client(status, "application/problem+json", PROBLEM);
        now(client.list_jobs()).unwrap_err().into_api_error()
    };
    assert!(matches!(
        read(400),
        Some(ListJobsFailure::BadRequest(PlainOrProblemFailure::ProblemJson(_)))
    ));
    assert!(matches!(
        read(418),
        Some(ListJobsFailure::Default(PlainOrProblemFailure::ProblemJson(_)))
    ));
}

#[test]
fn text_beside_json() {
    let read = |media_type, body| {
        now(client(403, media_type, body).get_log()).unwrap_err()
    };
    let text = read("text/plain", "out of disk");
    assert!(matches!(text.api_error(), Some(GetLogForbidden::Text(it)) if it.0 == "out of disk"));
    assert!(text.to_string().contains("out of disk"), "{text}");
    let json = read("text/plain", PLAIN);
    assert!(matches!(json.api_error(), Some(GetLogForbidden::Text(_))));
    let json = read("application/json", PLAIN);
    assert!(matches!(json.api_error(), Some(GetLogForbidden::Json(it)) if it.reason == "late"));
}
