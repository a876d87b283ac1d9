//! Each constructor fills the members that it takes.

use case_choices_unknown_member as client;

use client::types::Person;
use serde_json::json;

#[test]
fn constructors_fill_what_they_take() {
    for (person, expect) in [
        (Person::from_id("1"), json!({"id": "1"})),
        (Person::from_name("n"), json!({"name": "n"})),
        (Person::new(), json!({})),
    ] {
        assert_eq!(serde_json::to_value(&person).unwrap(), expect);
    }
}
