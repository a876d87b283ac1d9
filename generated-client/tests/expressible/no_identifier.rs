//! A sender without an identifier.

use intercom_messages::types::Sender;

fn main() {
    let _ = Sender::user();
}
