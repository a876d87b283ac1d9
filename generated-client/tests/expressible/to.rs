//! A recipient.

use intercom_messages::types::{CreateMessageRequest, Sender};

fn addressed(sender: Sender) {
    let _ = CreateMessageRequest::new(sender, "Hey").with_to("1");
}

fn main() {}
