//! Each valid value can be built, whatever else is in a set.

use case_choices_further_rules as client;

use client::types::{Counted, OneWay, TwoLists, TwoListsChoice, TwoParts, TwoPartsChoice};
use serde_json::{json, to_value};

#[test]
fn both_members_of_sets_that_other_keywords_limit() {
    let counted = Counted::from_m("1").with_n("2");
    assert_eq!(to_value(counted).unwrap(), json!({"m": "1", "n": "2"}));
    let one_way = OneWay::from_n("1").with_m("2");
    assert_eq!(to_value(one_way).unwrap(), json!({"m": "2", "n": "1"}));
}

#[test]
fn the_members_of_the_other_list() {
    let lists = TwoLists::new(TwoListsChoice::c("1")).with_a("2");
    assert_eq!(to_value(lists).unwrap(), json!({"a": "2", "c": "1"}));
    let parts = TwoParts::new(TwoPartsChoice::c("1")).with_a("2");
    assert_eq!(to_value(parts).unwrap(), json!({"a": "2", "c": "1"}));
}
