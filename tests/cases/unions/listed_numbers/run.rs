//! Each number is of the branch that lists it, and written as it was read.

use case_unions_listed_numbers as client;

use client::types::{Level, Things, ThingsBesideNumber, ThingsConstant, ThingsFlag, ThingsFlags, ThingsLater};
use serde_json::{Value, json};

fn things(member: &str, value: &Value) -> Things {
    let json = json!({ member: value });
    let things: Things = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&things).unwrap(), json);
    things
}

#[test]
fn the_branch_that_lists_a_value_comes_first() {
    let constant = |value| things("constant", &value).constant;
    assert!(matches!(constant(json!(-1)), Some(ThingsConstant::Integer(_))));
    assert!(matches!(constant(json!(7)), Some(ThingsConstant::Integer2(7))));
    let later = |value| things("later", &value).later;
    assert!(matches!(later(json!(2)), Some(ThingsLater::Level(Level::Value2))));
    assert!(matches!(later(json!(4)), Some(ThingsLater::Integer(4))));
    assert!(matches!(later(json!("2")), Some(ThingsLater::String(it)) if it == "2"));
    let number = |value| things("beside_number", &value).beside_number;
    assert!(matches!(number(json!(3)), Some(ThingsBesideNumber::Level(Level::Value3))));
    assert!(matches!(number(json!(4.5)), Some(ThingsBesideNumber::Number(_))));
}

#[test]
fn booleans() {
    let flags = |value| things("flags", &value).flags;
    assert!(matches!(flags(json!(true)), Some(ThingsFlags::Always(true))));
    assert!(matches!(flags(json!(false)), Some(ThingsFlags::Never(false))));
    let flag = |value| things("flag", &value).flag;
    assert!(matches!(flag(json!(true)), Some(ThingsFlag::Always(true))));
    assert!(matches!(flag(json!(false)), Some(ThingsFlag::Boolean(false))));
}
