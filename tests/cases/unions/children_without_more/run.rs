//! Each value of a discriminator is its own variant.

use case_unions_children_without_more as client;

use client::types::{Check, Format, Shape};
use serde_json::{from_value, json, to_value};

#[test]
fn each_tag_is_its_own_variant() {
    for (tag, is) in [
        ("image", (|it| matches!(it, Format::Image(_))) as fn(&Format) -> bool),
        ("png", |it| matches!(it, Format::Png(_))),
        ("jpg", |it| matches!(it, Format::Jpg(_))),
        ("zz", |it| matches!(it, Format::Unknown(_))),
    ] {
        let value = json!({"kind": tag, "width": 1});
        let format: Format = from_value(value.clone()).unwrap();
        assert!(is(&format), "{tag}: {format:?}");
        assert_eq!(to_value(&format).unwrap(), value);
    }
}

#[test]
fn the_tag_of_a_variant_is_sent() {
    let sent = [Format::Png(Default::default()), Format::Jpg(Default::default())];
    assert_eq!(to_value(sent).unwrap(), json!([{"kind": "png"}, {"kind": "jpg"}]));
}

#[test]
fn tags_of_the_schemas_themselves() {
    let checks: Vec<Check> = from_value(json!([{"Kind": "A"}, {"Kind": "B"}])).unwrap();
    assert!(matches!(&checks[..], [Check::A(_), Check::B(_)]), "{checks:?}");
    let shapes: Vec<Shape> = from_value(json!([{"t": "circle"}, {"t": "disc", "r": 1.5}])).unwrap();
    assert!(matches!(&shapes[..], [Shape::Circle(_), Shape::Disc(_)]), "{shapes:?}");
}
