//! The six senders give exactly what the API asks for, and nothing else can be sent.

mod common;

use common::{MESSAGES, TOKEN, answering};
use intercom_messages::types::{ContactIdentifier, IntercomVersion, Sender, UserIdentifier};
use intercom_messages::{Client, Memory, Server};
use serde_json::{Value, json};

/// Every sender that there is, with its JSON.
fn senders() -> [(Sender, Value); 6] {
    let id = "536e564f316c83104c000020";
    let email = "ada@example.com";
    [
        (
            Sender::user(UserIdentifier::Id(id.into())),
            json!({"type": "user", "id": id}),
        ),
        (
            Sender::user(UserIdentifier::UserId("25".into())),
            json!({"type": "user", "user_id": "25"}),
        ),
        (
            Sender::user(UserIdentifier::Email(email.into())),
            json!({"type": "user", "email": email}),
        ),
        (
            Sender::contact(ContactIdentifier::Id(id.into())),
            json!({"type": "contact", "id": id}),
        ),
        (
            Sender::contact(ContactIdentifier::UserId("25".into())),
            json!({"type": "contact", "user_id": "25"}),
        ),
        (
            Sender::contact(ContactIdentifier::Email(email.into())),
            json!({"type": "contact", "email": email}),
        ),
    ]
}

#[test]
fn each_sender_is_written_and_read_again() {
    for (sender, expected) in senders() {
        assert_eq!(serde_json::to_value(&sender).unwrap(), expected);
        assert_eq!(serde_json::from_value::<Sender>(expected).unwrap(), sender);
    }
}

#[tokio::test]
async fn each_sender_is_sent_as_the_api_asks() {
    for (sender, expected) in senders() {
        let (client, memory) = answering(200, MESSAGES[0]);
        client.create_message(sender, "Hey").send().await.unwrap();
        let requests = memory.requests();
        let [request] = &requests[..] else {
            panic!("{} requests", requests.len())
        };
        assert_eq!(request.method(), "POST");
        assert_eq!(request.uri(), "https://api.intercom.io/messages");
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(body, json!({"from": expected, "body": "Hey"}));
    }
}

#[tokio::test]
async fn the_headers_are_those_of_the_document() {
    let (client, memory) = answering(200, MESSAGES[0]);
    client
        .create_message(common::sender(), "Hey")
        .await
        .unwrap();
    let request = &memory.requests()[0];
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap())
    };
    assert_eq!(
        header("authorization"),
        Some(format!("Bearer {TOKEN}").as_str())
    );
    assert_eq!(header("accept"), Some("application/json"));
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("intercom-version"), Some("1.4"));
    assert_eq!(
        request.headers().get_all("intercom-version").iter().count(),
        1
    );
    assert!(request.headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn the_version_can_be_chosen_for_the_client_and_for_a_call() {
    let memory = Memory::new(|_| Memory::json(200, MESSAGES[0]));
    let client = Client::builder()
        .bearer_auth(TOKEN)
        .intercom_version(IntercomVersion::from("1.0"))
        .transport(memory.clone())
        .build()
        .unwrap();
    client
        .create_message(common::sender(), "Hey")
        .await
        .unwrap();
    let call = client.create_message(common::sender(), "Hey");
    call.intercom_version(IntercomVersion::from("1.2"))
        .await
        .unwrap();
    let versions: Vec<_> = memory
        .requests()
        .iter()
        .map(|request| request.headers()["intercom-version"].clone())
        .collect();
    assert_eq!(versions, ["1.0", "1.2"]);
}

#[tokio::test]
async fn each_server_can_be_chosen() {
    for (server, host) in [
        (Server::Us, "api.intercom.io"),
        (Server::Eu, "api.eu.intercom.io"),
        (Server::Au, "api.au.intercom.io"),
    ] {
        let memory = Memory::new(|_| Memory::json(200, MESSAGES[0]));
        let builder = Client::builder().bearer_auth(TOKEN).server(server);
        let client = builder.transport(memory.clone()).build().unwrap();
        client
            .create_message(common::sender(), "Hey")
            .await
            .unwrap();
        assert_eq!(memory.requests()[0].uri().host(), Some(host));
    }
}

#[tokio::test]
async fn the_text_is_sent_as_it_is() {
    for text in [
        "",
        "  Hey \n",
        "<b>1 < 2</b>",
        "\u{1F642}\u{0}\"\\",
        &"x".repeat(1 << 20),
    ] {
        let (client, memory) = answering(200, MESSAGES[0]);
        client.create_message(common::sender(), text).await.unwrap();
        let body: Value = serde_json::from_slice(memory.requests()[0].body()).unwrap();
        assert_eq!(body["body"], text);
    }
}

#[test]
fn no_other_sender_is_read_either() {
    for json in [
        r#"{"type":"admin","id":"1"}"#,
        r#"{"id":"1"}"#,
        r#"{"type":"user"}"#,
        r#"{"type":"user","id":null}"#,
        r#"{"type":"user","id":"1","email":"ada@example.com"}"#,
        "null",
        r#""user""#,
    ] {
        let read = serde_json::from_str::<Sender>(json);
        assert!(read.is_err(), "{json} gives {read:?}");
    }
}
