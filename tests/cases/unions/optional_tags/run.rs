//! An optional tag is sent although nobody set it.

use case_unions_optional_tags as client;

mod support;

use client::types::{ApplePay, ApplePayType, Card, Cat, Debit, DebitType, Dog, Payment, Pets};

fn sent(payment: &Payment) -> String {
    serde_json::to_string(payment).unwrap()
}

#[test]
fn the_only_value_of_a_tag_is_written() {
    let payment = Payment::new(ApplePay::new("t"));
    assert_eq!(sent(&payment), r#"{"method":{"type":"applepay","token":"t"}}"#);
    let set = ApplePay::new("t").with_type(ApplePayType::Applepay);
    assert_eq!(sent(&Payment::new(set)), sent(&payment));
    // Of several values, it is the default.
    let debit = Payment::new(Debit::new("1"));
    assert_eq!(sent(&debit), r#"{"method":{"type":"ach_plaid","account":"1"}}"#);
    let set = Debit::new("1").with_type(DebitType::Sepa);
    assert_eq!(sent(&Payment::new(set)), r#"{"method":{"type":"sepa","account":"1"}}"#);
    // Without a default, which one it is can't be known.
    let card = Payment::new(Card::new("4"));
    assert_eq!(sent(&card), r#"{"method":{"number":"4"}}"#);
}

#[test]
fn each_union_writes_its_own_tag() {
    let pets = Pets::new().with_mapped(Cat::new().with_meows(true)).with_named(Dog::new());
    let sent = serde_json::to_string(&pets).unwrap();
    assert_eq!(sent, r#"{"mapped":{"kind":"kitty","meows":true},"named":{"kind":"Dog"}}"#);
    let dog = Pets::new().with_mapped(Dog::new());
    assert_eq!(serde_json::to_string(&dog).unwrap(), r#"{"mapped":{"kind":"doggy"}}"#);
}
