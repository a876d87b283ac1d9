//! No identifier where one belongs.

use intercom_messages::types::{Sender, UserIdentifier};

fn main() {
    let _ = Sender::user(UserIdentifier::Id(None));
}
