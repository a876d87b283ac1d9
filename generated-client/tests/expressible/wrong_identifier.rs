//! A contact named as users are.

use intercom_messages::types::{Sender, UserIdentifier};

fn main() {
    let _ = Sender::contact(UserIdentifier::Id("1".into()));
}
