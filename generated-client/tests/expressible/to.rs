//! A recipient.

use intercom_messages::Client;
use intercom_messages::types::Sender;

fn send(client: &Client, sender: Sender) {
    let _ = client.create_message(sender, "Hey").to("1");
}

fn main() {}
