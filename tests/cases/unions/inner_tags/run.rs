//! Optional members with one value are sent where they tell variants apart, and read back as the same variant.

use case_unions_inner_tags as client;

mod support;

use client::types::{
    AppleWallet, CashNested, FirstGrouped, FirstGroupedSub, GoogleWallet, Kind, OffFlags, OnFlags,
    OneIntegers, PGrouped, SecondGrouped, Thing, TwoIntegers, TwoIntegersVersion, Wallet,
};

/// The text of a value, which is read back as the same value once more.
fn sent(thing: &Thing) -> String {
    let text = serde_json::to_string(thing).unwrap();
    let back: Thing = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), text);
    text
}

#[test]
fn each_tag_on_the_way_to_a_variant_is_written() {
    let grouped = |it: &Thing| sent(it);
    let p = Thing::new().with_grouped(PGrouped::new());
    assert_eq!(grouped(&p), r#"{"grouped":{"kind":"p"}}"#);
    let first = Thing::new().with_grouped(FirstGrouped::new());
    assert_eq!(grouped(&first), r#"{"grouped":{"kind":"q","sub":"one"}}"#);
    let second = Thing::new().with_grouped(SecondGrouped::new());
    assert_eq!(grouped(&second), r#"{"grouped":{"kind":"q","sub":"two"}}"#);
}

#[test]
fn a_union_around_a_union_writes_its_tag_too() {
    let cash = Thing::new().with_nested(CashNested::new().with_amount(3));
    assert_eq!(sent(&cash), r#"{"nested":{"kind":"cash","amount":3}}"#);
    let apple = Thing::new().with_nested(Wallet::from(AppleWallet::new()));
    assert_eq!(sent(&apple), r#"{"nested":{"kind":"wallet","brand":"apple"}}"#);
    let google = Thing::new().with_nested(Wallet::from(GoogleWallet::new()));
    assert_eq!(sent(&google), r#"{"nested":{"kind":"wallet","brand":"google"}}"#);
}

#[test]
fn integers_and_booleans_are_tags() {
    let one = Thing::new().with_integers(OneIntegers::new("a"));
    assert_eq!(sent(&one), r#"{"integers":{"version":1,"x":"a"}}"#);
    let two = Thing::new().with_integers(TwoIntegers::new("a"));
    assert_eq!(sent(&two), r#"{"integers":{"version":2,"x":"a"}}"#);
    let on = Thing::new().with_flags(OnFlags::new());
    assert_eq!(sent(&on), r#"{"flags":{"ok":true}}"#);
    let off = Thing::new().with_flags(OffFlags::new());
    assert_eq!(sent(&off), r#"{"flags":{"ok":false}}"#);
}

#[test]
fn a_tag_that_is_set_is_written_once() {
    let first = FirstGrouped::new().with_sub(FirstGroupedSub::One);
    let expected = r#"{"grouped":{"kind":"q","sub":"one"}}"#;
    let thing = Thing::new().with_grouped(first.clone());
    assert_eq!(sent(&thing), expected);
    let thing = Thing::new().with_grouped(first.with_kind(Kind::Q));
    assert_eq!(sent(&thing), expected);
    let two = TwoIntegers::new("a").with_version(TwoIntegersVersion::Value2);
    let thing = Thing::new().with_integers(two);
    assert_eq!(sent(&thing), r#"{"integers":{"version":2,"x":"a"}}"#);
}
