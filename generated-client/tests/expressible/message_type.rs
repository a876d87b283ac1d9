//! Another channel than the one that there is.

use intercom_messages::Client;
use intercom_messages::types::Sender;

fn send(client: &Client, sender: Sender) {
    let _ = client.create_message(sender, "Hey").message_type("email");
}

fn main() {}
