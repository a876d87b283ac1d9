//! Another channel than the one that there is.

use intercom_messages::types::{CreateMessageRequest, Sender};

fn by_email(sender: Sender) {
    let _ = CreateMessageRequest::new(sender, "Hey").with_message_type("email");
}

fn main() {}
