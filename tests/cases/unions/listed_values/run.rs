//! A union without a mapping sends and reads the values that its branches list.

use case_unions_listed_values as client;

mod support;

use client::types::{
    Animal, Cat, Other, OtherColour, Part, TextPart, TextPartType, Thing, ThingUntold,
    ThingVersioned, V2,
};
use serde_json::{Value, json};

fn sent(thing: &Thing) -> Value {
    serde_json::to_value(thing).unwrap()
}

fn read(json: Value) -> Thing {
    let thing: Thing = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(sent(&thing), json);
    thing
}

#[test]
fn a_branch_has_the_values_that_only_it_lists() {
    let part = Part::text_part(TextPartType::InputText, "hi");
    let thing = Thing::new().with_part(part);
    let json = json!({"part": {"type": "input_text", "text": "hi"}});
    assert_eq!(sent(&thing), json);
    assert_eq!(read(json), thing);
    // Outside of the union as well.
    let text = TextPart::new(TextPartType::Text, "hi");
    let thing = Thing::new().with_text(text);
    assert_eq!(sent(&thing), json!({"text": {"type": "text", "text": "hi"}}));
    // One of its values is another branch's, too.
    let blue = ThingUntold::from(Other::new(OtherColour::Blue, "y"));
    let thing = read(json!({"untold": {"colour": "Blue", "y": "y"}}));
    assert_eq!(thing.untold, Some(blue));
    assert!(matches!(
        read(json!({"untold": {"colour": "Red"}})).untold,
        Some(ThingUntold::Red(_))
    ));
}

#[test]
fn of_a_common_list_each_branch_has_the_value_with_its_name() {
    let thing = Thing::new().with_animal(Cat::new().with_lives(9));
    let json = json!({"animal": {"kind": "CAT", "lives": 9}});
    assert_eq!(sent(&thing), json);
    assert_eq!(read(json), thing);
    let dog = read(json!({"animal": {"kind": "HOUSE_DOG"}})).animal;
    assert!(matches!(dog, Some(Animal::HouseDog(_))));
}

#[test]
fn numbers_tell_branches_apart_without_a_discriminator() {
    let thing = Thing::new().with_versioned(V2::new().with_a("x"));
    let json = json!({"versioned": {"version": 2, "a": "x"}});
    assert_eq!(sent(&thing), json);
    assert_eq!(read(json), thing);
    let one = read(json!({"versioned": {"version": 1, "a": "x"}})).versioned;
    assert!(matches!(one, Some(ThingVersioned::V1(_))));
}
