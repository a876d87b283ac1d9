//! A sender with two identifiers, written out.

use intercom_messages::types::UserSender;

fn main() {
    let _ = UserSender {
        id: Some("1".into()),
        email: Some("a@b.c".into()),
    };
}
