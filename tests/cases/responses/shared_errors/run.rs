//! One error over several operations, with the server's own words.

use case_responses_shared_errors as client;

mod support;

use client::types::NotFoundOrUnprocessableEntityFailure as Failure;
use client::{Client, Error, Memory};
use std::error::Error as _;
use support::{Stopped, now};

type Answer = (u16, &'static [(&'static str, &'static str)], &'static str);

fn client(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Client {
    let memory = Memory::new(move |request| {
        let (status, headers, body) = answer(request.uri().path());
        let mut response = Memory::json(status, body)?;
        for (name, value) in headers {
            response.headers_mut().insert(*name, value.parse().unwrap());
        }
        Ok(response)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

async fn both(client: &Client) -> Result<(), Error> {
    client.list_bills().await?;
    client.list_invoices().await?;
    Ok(())
}

#[test]
fn the_errors_of_both_are_one_type() {
    let client = client(|path| match path {
        "/bills" => (200, &[], "[]"),
        _ => (
            422,
            &[("x-request-id", "req_e422")],
            r#"{"code":"parameter_invalid","message":"body must be text"}"#,
        ),
    });
    let error = now(Box::pin(both(&client))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET https://api.example.com/invoices: 422 Unprocessable Entity: parameter_invalid: body must be text [request req_e422]"
    );
    let said = (error.code(), error.message());
    assert_eq!(said, (Some("parameter_invalid"), Some("body must be text")));
    assert!(error.source().unwrap().to_string().starts_with('{'));
    let Some(Failure::UnprocessableEntity(problem)) = error.downcast_ref() else {
        panic!("{error:?}");
    };
    assert_eq!(problem.message, "body must be text");
}
