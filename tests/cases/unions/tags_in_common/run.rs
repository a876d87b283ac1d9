//! Each value is read as its variant, and one with a new tag as none; all are written as they were.

use case_unions_tags_in_common as client;

use client::types::Things;
use serde_json::{Value, json};

fn check(member: &str, value: &Value, variant: &str) {
    let json = json!({ member: value });
    let things: Things = serde_json::from_value(json.clone()).unwrap();
    let shown = format!("{things:?}");
    let expect = format!("{member}: Some({variant}(");
    assert!(shown.contains(&expect), "{json}: {shown}");
    assert_eq!(serde_json::to_value(&things).unwrap(), json);
}

#[test]
fn a_tag_of_all_variants_goes_before_one_of_some() {
    for (value, variant) in [
        (json!({"type": "message", "role": "user", "content": "c"}), "Message"),
        (json!({"type": "message", "role": "assistant", "content": "c", "id": "1"}), "MessageAssistant"),
        // The member of another variant is an additional one.
        (json!({"type": "function_call", "name": "n", "role": "assistant"}), "FunctionCall"),
        (json!({"type": "function_call", "name": "n", "role": "user", "content": "c"}), "FunctionCall"),
        (json!({"type": "message", "role": "developer", "content": "c"}), "Unknown"),
        (json!({"type": "computer_call", "name": "n"}), "Unknown"),
    ] {
        check("item", &value, variant);
    }
}

#[test]
fn a_new_tag_is_of_no_variant() {
    for (value, variant) in [
        (json!({"type": "text", "text": "t"}), "Text"),
        (json!({"type": "tool", "version": 1}), "ToolOne"),
        (json!({"type": "tool", "version": 2, "query": "q"}), "ToolTwo"),
        (json!({"type": "video", "text": "t"}), "Unknown"),
        (json!({"type": "video", "version": 1}), "Unknown"),
        (json!({"type": "video"}), "Unknown"),
    ] {
        check("block", &value, variant);
    }
}

#[test]
fn a_value_with_a_new_tag_is_tried_as_the_variant_without_a_tag() {
    for (value, variant) in [
        (json!({"status": "done", "at": "1"}), "Done"),
        (json!({"id": "1"}), "Reference"),
        (json!({"status": "queued", "id": "1"}), "Reference"),
        (json!({"status": "queued", "eta": 1}), "Unknown"),
    ] {
        check("job", &value, variant);
    }
}

#[test]
fn a_value_without_the_tag_is_of_the_variant_that_does_without() {
    let things: Things = serde_json::from_value(json!({"optional": {"value": "s"}})).unwrap();
    assert!(format!("{things:?}").contains("optional: Some(A("), "{things:?}");
    for (value, variant) in [
        (json!({"kind": "a", "value": "s"}), "A"),
        (json!({"kind": "b", "first": "f"}), "FirstB"),
        (json!({"kind": "b", "second": "s"}), "SecondB"),
        (json!({"kind": "c", "value": "s"}), "Unknown"),
    ] {
        check("optional", &value, variant);
    }
}

#[test]
fn two_tags_tell_a_variant() {
    for (channel, tone, variant) in [
        ("push", "loud", "PushLoud"),
        ("push", "silent", "PushSilent"),
        ("send", "loud", "SendLoud"),
        ("send", "silent", "SendSilent"),
        ("send", "soft", "Unknown"),
        ("call", "loud", "Unknown"),
    ] {
        check("move", &json!({"channel": channel, "tone": tone}), variant);
    }
}

#[test]
fn a_tag_of_some_variants_adds_no_constant() {
    for (value, variant) in [
        (json!({"type": "b", "value": 1}), "TypeAb"),
        (json!({"type": "c", "value": "s"}), "C"),
        (json!({"kind": "a", "value": true}), "KindA"),
        (json!({"type": "d", "value": true}), "Unknown"),
    ] {
        check("mixed", &value, variant);
    }
}

#[test]
fn states_are_no_tags() {
    for (value, variant) in [
        (json!({"brand": "b", "use": "often"}), "Wide"),
        (json!({"brand": "b", "use": "none"}), "Wide"),
        (json!({"method": "m", "use": "once"}), "Narrow"),
        (json!({"method": "m"}), "Narrow"),
    ] {
        check("states", &value, variant);
    }
}

#[test]
fn a_text_of_all_variants_is_no_tag() {
    for (value, variant) in [
        (json!({"object": "e", "event": "a"}), "A"),
        (json!({"object": "e", "code": 1}), "Code"),
        (json!({"object": "e", "event": "new"}), "Unknown"),
    ] {
        check("events", &value, variant);
    }
}

#[test]
fn values_without_an_optional_tag_are_tried() {
    for (value, variant) in [
        (json!({"type": "ta", "a": "1"}), "Ta"),
        (json!({"type": "tb", "b": "1"}), "Tb"),
        (json!({"type": "tc", "b": "1"}), "Unknown"),
    ] {
        check("untold", &value, variant);
    }
    for (member, variant) in [("a", "Ta"), ("b", "Tb")] {
        let things: Things = serde_json::from_value(json!({"untold": {member: "1"}})).unwrap();
        let shown = format!("{things:?}");
        assert!(shown.contains(&format!("untold: Some({variant}(")), "{shown}");
    }
}

#[test]
fn a_required_tag_goes_before_an_optional_one() {
    for (value, variant) in [
        (json!({"mode": "m1", "data": "s"}), "M1"),
        (json!({"mode": "m2", "object": "y", "data": "s"}), "M2"),
    ] {
        check("modes", &value, variant);
    }
}
