//! Strings and numbers fit beside sets of required members.

use case_choices_beside_types as client;

use client::types::{Key, Owner, Person};
use serde_json::{from_value, json, to_value};

#[test]
fn a_string_needs_no_members() {
    let people = json!(["ada", {"id": "1"}, {"email": "a@b.example", "age": 36}]);
    let read: Vec<Person> = from_value(people.clone()).unwrap();
    assert!(
        matches!(&read[..], [Person::String(_), Person::Object(_), Person::Object(_)]),
        "{read:?}"
    );
    assert_eq!(to_value(&read).unwrap(), people);
}

#[test]
fn a_number_needs_none_either() {
    assert_eq!(to_value(Owner::from(7)).unwrap(), json!(7));
}

#[test]
fn types_of_another_union() {
    let read: Vec<Key> = from_value(json!(["k", {"code": "k"}])).unwrap();
    assert!(matches!(&read[..], [Key::String(_), Key::Object(_)]), "{read:?}");
}
