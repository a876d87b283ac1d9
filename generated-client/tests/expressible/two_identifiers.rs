//! A sender with two identifiers.

use intercom_messages::types::{Sender, UserIdentifier};

fn main() {
    let _ = Sender::user(
        UserIdentifier::Id("1".into()),
        UserIdentifier::Email("a@b.c".into()),
    );
}
