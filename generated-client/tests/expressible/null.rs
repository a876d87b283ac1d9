//! No text, and no identifier.

use intercom_messages::Client;
use intercom_messages::types::{Sender, UserIdentifier};

fn send(client: &Client, sender: Sender) {
    let _ = client.create_message(sender, None);
    let _ = Sender::user(UserIdentifier::Id(None));
}

fn main() {}
