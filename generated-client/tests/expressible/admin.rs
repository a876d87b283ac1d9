//! An admin as the sender.

use intercom_messages::types::{Sender, UserIdentifier};

fn main() {
    let _ = Sender::admin(UserIdentifier::Id("1".into()));
}
