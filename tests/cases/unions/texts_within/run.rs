//! A literal makes a value, at any place where the kind of the text is clear.

use case_unions_texts_within as client;

use client::types::{Speech, Speed, VoiceOrCustom};

#[test]
fn a_text_makes_the_only_branch_with_texts() {
    let speech = Speech::new("alloy", "fast");
    let json = serde_json::to_value(&speech).unwrap();
    assert_eq!(json, serde_json::json!({"voice": "alloy", "speed": "fast"}));
    assert_eq!(VoiceOrCustom::from("mine".to_owned()), VoiceOrCustom::from("mine"));
    assert_eq!(Speech::new("a", 1.5).speed, Speed::from(1.5));
}
