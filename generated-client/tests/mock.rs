//! A program that sends messages is tested without a network: `Mock` is the server.

#![cfg(feature = "mock")]

mod common;

use common::{ERRORS, MESSAGES, TOKEN, sender};
use intercom_messages::operations::CreateMessage;
use intercom_messages::types::{CreateMessageRequest, ErrorList, UserMessage};
use intercom_messages::{Client, Error, Mock, TransportError};

/// The program: it writes to each of these people and returns the ids of the messages.
async fn greet(client: &Client, texts: &[&str]) -> Result<Vec<String>, Error<ErrorList>> {
    let mut ids = Vec::new();
    for text in texts {
        ids.push(client.create_message(sender(), *text).await?.id);
    }
    Ok(ids)
}

fn client(server: &Mock) -> Client {
    let builder = Client::builder().bearer_auth(TOKEN);
    builder.transport(server.clone()).build().unwrap()
}

#[tokio::test]
async fn responses_and_requests_have_the_types_of_the_operation() {
    let server = Mock::new();
    let messages = MESSAGES.map(|text| serde_json::from_str::<UserMessage>(text).unwrap());
    let operation = server.on::<CreateMessage>();
    operation.respond(&messages[0]).respond(&messages[1]);

    let ids = greet(&client(&server), &["Hey", "Ho"]).await.unwrap();
    assert_eq!(ids, ["403918251", "403918252"]);
    let requests = server.requests_of::<CreateMessage>();
    let sent = requests.iter().map(|request| request.json().unwrap());
    let sent: Vec<CreateMessageRequest> = sent.collect();
    let expected = ["Hey", "Ho"].map(|text| CreateMessageRequest::new(sender(), text));
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn an_error_and_a_lost_connection_end_the_program() {
    let server = Mock::new();
    let refused: ErrorList = serde_json::from_str(ERRORS[2]).unwrap();
    let operation = server.on::<CreateMessage>();
    operation.respond_error(404, &refused);
    operation.respond_with(|_| Err(TransportError::lost("reset")));

    let client = client(&server);
    let error = greet(&client, &["Hey", "Ho"]).await.unwrap_err();
    assert_eq!(error.api_error(), Some(&refused));
    let error = greet(&client, &["Hey", "Ho"]).await.unwrap_err();
    assert!(error.may_have_been_processed());
    // None of the two was sent again.
    assert_eq!(server.requests().len(), 2);
}
