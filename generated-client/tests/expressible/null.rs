//! No identifier in the place of one.

use intercom_messages::types::{Sender, UserIdentifier};

fn main() {
    let _ = Sender::user(UserIdentifier::Id(None));
}
