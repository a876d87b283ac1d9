//! A style that is said makes an object a parameter, and an object without one is JSON.

use case_bodies_form_styles as client;

mod support;

use client::types::{
    AddAccountRequest, AddAccountRequestAddress, AddAccountRequestDeepOrNested,
    AddAccountRequestLoose, Flat,
};
use std::collections::BTreeMap;
use support::{accepting, now, sent};

const JSON: &str = "%7B%22city%22%3A%22Rome%22%2C%22zip%22%3A1%7D";

fn flat() -> Flat {
    Flat::new().with_city("Rome").with_zip(1)
}

/// The form of a body without its email, which is required.
fn form(with: impl FnOnce(AddAccountRequest) -> AddAccountRequest) -> String {
    let (client, memory) = accepting();
    now(client.add_account(&with(AddAccountRequest::new("e")))).unwrap();
    let form = sent(&memory).1;
    form.strip_prefix("email=e&").unwrap().to_owned()
}

#[test]
fn members_of_an_object_with_a_style_stand_beside_those_of_the_form() {
    assert_eq!(form(|it| it.with_flat(flat())), "city=Rome&zip=1");
    assert_eq!(form(|it| it.with_apart(flat())), "city=Rome&zip=1");
    assert_eq!(form(|it| it.with_encoded(flat())), "city=Rome&zip=1");
    let map = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    assert_eq!(form(|it| it.with_map(map)), "a=1&b=2");
    let loose = AddAccountRequestLoose::new().with_id(7);
    assert_eq!(form(|it| it.with_loose(loose)), "id=7");
    assert_eq!(form(|it| it.with_either(flat())), "city=Rome&zip=1");
    assert_eq!(form(|it| it.with_either("a".to_owned())), "either=a");
}

#[test]
fn an_object_without_a_style_is_json() {
    assert_eq!(form(|it| it.with_text(flat())), format!("text={JSON}"));
    let address = AddAccountRequestAddress::new().with_zip(1);
    let expected = "address=%7B%22zip%22%3A1%7D";
    assert_eq!(form(|it| it.with_address(address)), expected);
    let deep = AddAccountRequestDeepOrNested::new().with_inner(flat());
    let expected = format!("deep=%7B%22inner%22%3A{JSON}%7D");
    assert_eq!(form(|it| it.with_deep(deep)), expected);
}

#[test]
fn lists_and_texts_are_as_without_a_usual_style() {
    let list = || vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(form(|it| it.with_usual(list())), "usual=a&usual=b");
    assert_eq!(form(|it| it.with_plain(list())), "plain=a&plain=b");
    assert_eq!(form(|it| it.with_csv(list())), "csv=a,b");
    assert_eq!(form(|it| it.with_reserved("a/b")), "reserved=a/b");
}
