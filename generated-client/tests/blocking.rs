//! The same client without an async runtime of the caller's.
#![cfg(feature = "blocking")]

mod common;

use common::{ERRORS, MESSAGES, answering, sender};

#[test]
fn a_message_is_sent() {
    let (client, memory) = answering(200, MESSAGES[0]);
    let message = client
        .create_message(sender(), "Hey")
        .send_blocking()
        .unwrap();
    assert_eq!(message.id, "403918251");
    assert_eq!(memory.requests().len(), 1);
}

#[test]
fn an_error_is_the_same() {
    let (client, _) = answering(404, ERRORS[2]);
    let error = client
        .create_message(sender(), "Hey")
        .send_blocking()
        .unwrap_err();
    assert!(error.is_api());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
}
