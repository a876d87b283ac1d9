//! A caller writes plain values, and no conversion.

use case_unions_conveniences as client;

mod support;

use client::types::{Disc, Dot, Even, Owner, OwnerChoice, Point, PointId, Side};
use std::collections::BTreeMap;

fn sent(point: &Point) -> String {
    serde_json::to_string(point).unwrap()
}

#[test]
fn variants_are_made_from_plain_values() {
    let point = Point::new(1, [0.5, 0.25]).with_owner(Owner::new(OwnerChoice::id("25")));
    assert_eq!(sent(&point), r#"{"id":1,"vector":[0.5,0.25],"owner":{"id":"25"}}"#);
    let named = BTreeMap::from([("a".to_owned(), vec![0.5])]);
    let point = Point::new("p", named);
    assert_eq!(sent(&point), r#"{"id":"p","vector":{"a":[0.5]}}"#);
    let point = Point::new(1, [0.5]).with_sides([Side::Left]);
    assert_eq!(sent(&point), r#"{"id":1,"vector":[0.5],"sides":["left"]}"#);
    let point = Point::new(1, [0.5]).with_shape(Disc::new(2));
    assert_eq!(sent(&point), r#"{"id":1,"vector":[0.5],"shape":{"radius":2}}"#);
    assert_eq!(Point::new(1, [0.5]).with_shape(Even::from(Dot::new(3))).shape, Some(Even::dot(3).into()));
    assert_eq!(Point::new(String::from("p"), vec![1.5]).id, PointId::string("p"));
}
