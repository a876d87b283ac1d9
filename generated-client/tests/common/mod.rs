//! What the tests share: answers of the server, clients, and a server that follows a script.
#![allow(dead_code, reason = "each test uses a part of it")]

pub mod server;

use intercom_messages::types::{Sender, UserIdentifier};
use intercom_messages::{Client, Memory};

/// The token that every client of the tests has, so that a leak of it can be searched for.
pub const TOKEN: &str = "canary-7f3a9c51e0";

/// Each form of the answer to a message that was created.
pub const MESSAGES: [&str; 3] = [
    r#"{"type":"user_message","id":"403918251","created_at":1469452888,"body":"Hey","message_type":"inapp"}"#,
    r#"{"type":"user_message","id":"403918252","created_at":1719602888,"body":"Hey","message_type":"inapp","conversation_id":"613"}"#,
    r#"{"type":"user_message","id":"403918253","created_at":1719602889,"body":"Hey","message_type":"whatsapp","conversation_id":null}"#,
];

/// Each form of an error.
pub const ERRORS: [&str; 6] = [
    r#"{"type":"error.list","request_id":"b2f6mi1hd9ms5jg0klp0","errors":[{"code":"rate_limit_exceeded","message":"Exceeded the rate limit"}]}"#,
    r#"{"type":"error.list","request_id":"b1esv1hd9ms5jg0klp0g","errors":[{"code":"unauthorized","message":"Access Token Invalid"}]}"#,
    r#"{"type":"error.list","request_id":null,"errors":[{"code":"not_found","message":"User Not Found"}]}"#,
    r#"{"type":"error.list","errors":[{"code":"parameter_invalid","message":"body must be text","field":"body"},{"code":"parameter_not_found"}]}"#,
    r#"{"type":"error.list","errors":[{"type":"not_found","message":"User Not Found"}]}"#,
    r#"{"type":"error.list","request_id":"b3d9a51hd9ms5jg0klp0","errors":[{"code":"server_error","message":"An unexpected error occurred"}]}"#,
];

/// Some sender.
pub fn sender() -> Sender {
    Sender::user(UserIdentifier::Id("536e564f316c83104c000020".into()))
}

/// A client whose requests are answered with `status` and `body`, and what it will have sent.
pub fn answering(status: u16, body: &str) -> (Client, Memory) {
    let body = body.to_owned();
    let memory = Memory::new(move |_| Memory::json(status, &body));
    let client = Client::builder()
        .bearer_auth(TOKEN)
        .transport(memory.clone())
        .build()
        .expect("a client with a token and a transport");
    (client, memory)
}
