//! Members: constants, those that nobody described, those that come twice, and many of them.

use crate::samples::account::{ACCOUNT_JSON, Account, Address, Numbers, Profile};
use crate::samples::message::{CreateMessage, Message, Sender, UserIdentifier, UserSender};
use crate::samples::tree::{Node, Scores};
use crate::samples::wide::{WIDTH, Wide};
use crate::{becomes, error, read, survives, write};
use openapi_client_runtime::runtime::wire::{Extra, Maybe};
use serde_json::json;

const MESSAGE: &str = r#"{"type":"user_message","id":"1","created_at":1539889300,"body":"Hi","message_type":"inapp"}"#;

#[test]
fn a_constant_is_not_stored_and_is_written_again() {
    let message: Message = survives(MESSAGE);
    assert!(message.extra.is_empty());
    becomes::<Message>(&MESSAGE.replace(r#""type":"user_message","#, ""), MESSAGE);
}

#[test]
fn a_constant_that_differs_is_kept_and_written_back() {
    for other in ["\"note\"", "null", "7", "[\"user_message\"]"] {
        let message: Message = survives(&MESSAGE.replace("\"user_message\"", other));
        assert_eq!(
            message.extra.get("type"),
            Some(&serde_json::from_str(other).unwrap())
        );
    }
    // An object that keeps nothing writes its constant.
    becomes::<UserSender>(
        r#"{"type":"contact","id":"1"}"#,
        r#"{"type":"user","id":"1"}"#,
    );
}

#[test]
fn constants_of_each_kind_are_compared_by_value() {
    let account: Account = read(&ACCOUNT_JSON.replace("\"version\": 2", "\"version\": 2.0"));
    assert!(account.extra.is_empty());
    for (from, to) in [
        ("\"version\": 2", "\"version\": 3"),
        ("\"live\": true", "\"live\": false"),
    ] {
        let account: Account = survives(&ACCOUNT_JSON.replace(from, to));
        assert_eq!(account.extra.len(), 1);
    }
}

#[test]
fn constants_can_be_any_number() {
    let json = r#"{"most":18446744073709551615,"ratio":1.5,"name":"a"}"#;
    assert!(survives::<Numbers>(json).extra.is_empty());
    for (from, to) in [("1615", "1614"), ("1.5", "1.25"), ("1.5", "\"1.5\"")] {
        let other: Numbers = survives(&json.replace(from, to));
        assert_eq!(other.extra.len(), 1, "{to}");
    }
}

#[test]
fn a_null_of_a_received_type_is_none_and_is_written_again() {
    for json in [
        "{}",
        r#"{"name":null}"#,
        r#"{"name":null,"age":null,"home":null}"#,
        r#"{"name":"Ada","home":null,"more":null}"#,
        r#"{"age":7,"home":{"city":"Paris"}}"#,
    ] {
        survives::<Profile>(json);
    }
    let nothing: Profile = read("{}");
    let mut nulls: Profile = read(r#"{"name":null,"age":null}"#);
    assert_eq!(nulls, nothing);
    assert_eq!((nulls.name.as_deref(), nulls.age), (None, None));
    assert_eq!((nulls.extra.len(), nulls.extra.get("name")), (0, None));
    assert_eq!(write(&nulls.clone()), r#"{"name":null,"age":null}"#);
    // A value that the program sets is written.
    nulls.name = Some("Ada".into());
    nulls.extra.insert("age", 7);
    assert_eq!(write(&nulls), r#"{"name":"Ada","age":7}"#);
    nulls.extra.clear();
    nulls.name = None;
    assert_eq!(write(&nulls), "{}");
}

#[test]
fn only_the_last_value_of_a_received_type_tells_whether_it_was_null() {
    becomes::<Profile>(r#"{"name":null,"name":"Ada"}"#, r#"{"name":"Ada"}"#);
    becomes::<Profile>(r#"{"name":"Ada","name":null}"#, r#"{"name":null}"#);
    becomes::<Profile>(r#"{"name":null,"name":null}"#, r#"{"name":null}"#);
    let mut profile: Profile = read(r#"{"name":null,"name":"Ada"}"#);
    profile.name = None;
    assert_eq!(write(&profile), "{}");
    // A number that its type can't hold was no null, and a null where none is described isn't kept.
    becomes::<Profile>(r#"{"age":4294967296,"note":null}"#, r#"{"age":4294967296}"#);
}

#[test]
fn the_last_constant_wins() {
    let twice = MESSAGE.replace(r#""type":"#, r#""type":"x","type":"#);
    assert!(becomes::<Message>(&twice, MESSAGE).extra.is_empty());
    let twice = MESSAGE.replace(r#""id""#, r#""type":"x","id""#);
    assert_eq!(read::<Message>(&twice).extra.get("type"), Some(&json!("x")));
}

#[test]
fn unknown_members_are_kept_and_written_back() {
    let json = MESSAGE.replace('}', r#","new":{"a":[1,2.5,null]},"":true,"ключ":"🦀"}"#);
    let message: Message = survives(&json);
    let mut names: Vec<&str> = message.extra.iter().map(|(name, _)| name).collect();
    names.sort_unstable(); // The order is that of serde_json's maps, which is a feature of its.
    assert_eq!(names, ["", "new", "ключ"]);
    assert_eq!(
        message.extra.get("new"),
        Some(&json!({"a": [1, 2.5, null]}))
    );
}

#[test]
fn a_closed_object_drops_unknown_members() {
    becomes::<CreateMessage>(
        r#"{"x":[{"y":1}],"body":"Hi","from":{"type":"user","id":"1","z":0}}"#,
        r#"{"from":{"type":"user","id":"1"},"body":"Hi"}"#,
    );
}

#[test]
fn extra_is_a_pointer_wide_and_a_small_map() {
    assert_eq!(size_of::<Extra>(), size_of::<usize>());
    let mut extra = Extra::default();
    assert!(extra.is_empty() && extra.get("a").is_none() && extra.remove("a").is_none());
    assert_eq!(extra.insert("a", 1), None);
    assert_eq!(extra.insert("a", "two"), Some(json!(1)));
    assert_eq!((extra.len(), extra.is_empty()), (1, false));
    assert_eq!(extra, Extra::from_iter([("a", "two")]));
    assert_eq!(extra.remove("a"), Some(json!("two")));
    assert_eq!(extra, Extra::default());
}

#[test]
fn members_of_any_name_go_to_the_map() {
    let scores: Scores = survives(r#"{"kind":"scores","unit":"points","ada":3,"bob":-1}"#);
    assert_eq!(scores.rest.len(), 2);
    assert_eq!(scores.rest.get("ada"), Some(&3));
    let error = error::<Scores>(r#"{"unit":"points","ada":3,"bob":"x"}"#);
    assert_eq!(error.path(), "$.bob");
}

/// The last of two members of one name replaces the first, in every kind of place.
#[test]
fn the_last_member_of_a_name_replaces() {
    let cases = [
        ("note", r#""a""#, "null"),
        ("tags", r#"["a","b"]"#, r#"["c"]"#),
        ("labels", r#"{"x":1}"#, r#"{"y":2}"#),
        ("nickname", r#""a""#, "null"),
        ("parent", r#""a""#, "null"),
        ("any", r#"{"a":1}"#, r#"{"b":2}"#),
        (
            "old_addresses",
            r#"[{"city":"A","street":"s"}]"#,
            r#"[{"city":"B"}]"#,
        ),
        ("old_addresses", r#"[{"city":"A"}]"#, "null"),
        (
            "address",
            r#"{"city":"A","street":"s","geo":{"lat":1.5,"lon":2.5,"x":1},"more":1}"#,
            r#"{"city":"B"}"#,
        ),
        (
            "address",
            r#"{"city":"A","geo":{"lat":1.5,"lon":2.5,"x":1}}"#,
            r#"{"city":"B","geo":{"lat":0.5,"lon":0.5}}"#,
        ),
        ("unheard_of", r#"{"a":1}"#, "2"),
    ];
    for (name, first, last) in cases {
        let twice = ACCOUNT_JSON.replacen('{', &format!("{{\"{name}\":{first},"), 1);
        let end = twice.rfind('}').unwrap();
        let twice = format!("{},\"{name}\":{last}}}", &twice[..end]);
        let end = ACCOUNT_JSON.rfind('}').unwrap();
        let once = format!("{},\"{name}\":{last}}}", &ACCOUNT_JSON[..end]);
        assert_eq!(read::<Account>(&twice), read::<Account>(&once), "{name}");
    }
}

#[test]
fn the_last_member_of_a_name_replaces_in_maps_and_lists_of_objects() {
    let node: Node = read(
        r#"{"value":1,"children":[{"value":9,"children":[],"named":{}}],"named":{
            "a":{"value":1,"next":{"value":2,"children":[],"named":{}},"children":[],"named":{}},
            "a":{"value":3,"children":[],"named":{}}
        },"children":[]}"#,
    );
    assert!(node.children.is_empty());
    assert!(node.named["a"].next.is_none());
    assert_eq!(node.named["a"].value, 3);
}

#[test]
fn resetting_reaches_members_that_are_required_inside_of_an_object() {
    let account = |json: &str| read::<Account>(&ACCOUNT_JSON.replace(r#"{"city": "Paris"}"#, json));
    let reset = account(r#"{"city":"A","street":"x"},"address":{"city":"B"}"#);
    assert_eq!(reset.address, read::<Address>(r#"{"city":"B"}"#));
    assert_eq!(reset.nickname, Maybe::Absent);
}

#[test]
fn exactly_one_member_of_a_choice_is_present() {
    let sender = |json: &str| read::<UserSender>(json).identifier;
    assert_eq!(sender(r#"{"id":"1"}"#), UserIdentifier::Id("1".into()));
    assert_eq!(
        sender(r#"{"user_id":"1"}"#),
        UserIdentifier::UserId("1".into())
    );
    assert_eq!(
        sender(r#"{"id":null,"email":"a@b","user_id":null}"#),
        UserIdentifier::Email("a@b".into())
    );
    assert_eq!(
        sender(r#"{"id":"1","id":"2"}"#),
        UserIdentifier::Id("2".into())
    );

    let message = "exactly one of `id`, `user_id`, `email` is needed, found";
    let cases = [
        ("{}", 0),
        (r#"{"id":null}"#, 0),
        (r#"{"id":"1","id":null}"#, 0),
        (r#"{"id":"1","email":"a@b"}"#, 2),
        (r#"{"id":"1","email":"a@b","user_id":"2"}"#, 3),
    ];
    for (json, found) in cases {
        let error = error::<UserSender>(json);
        assert_eq!(error.path(), "$");
        assert_eq!(error.message(), format!("{message} {found}"));
    }
    assert_eq!(error::<UserSender>(r#"{"id":[]}"#).path(), "$.id");
}

#[test]
fn a_choice_is_checked_inside_of_a_union_as_well() {
    for json in [
        r#"{"from":{"type":"user"},"body":""}"#,
        r#"{"from":{"id":"1","type":"user","email":"x"},"body":""}"#,
    ] {
        assert_eq!(error::<CreateMessage>(json).path(), "$.from");
    }
    let sender: Sender = survives(r#"{"email":"a@b","type":"contact"}"#);
    assert_eq!(write(&sender), r#"{"type":"contact","email":"a@b"}"#);
}

#[test]
fn recursive_types_go_as_deep_as_the_parser_does() {
    let leaf = r#"{"value":0,"children":[],"named":{}}"#;
    let mut json = leaf.to_owned();
    for level in 1..100 {
        json = format!(
            r#"{{"value":{level},"next":{json},"children":[{leaf}],"named":{{"a":{leaf}}}}}"#
        );
    }
    let node: Node = survives(&json);
    assert_eq!(node.value, 99);
    let deep = format!("{}0", r#"{"value":1,"next":"#.repeat(1000));
    assert_eq!(error::<Node>(&deep).message(), "recursion limit exceeded");
}

/// Any order: in turn, backwards, and shuffled, so that the index is built and not built.
#[test]
fn three_hundred_members_are_found_in_any_order() {
    let wide = |order: &[usize]| {
        let members: Vec<_> = order
            .iter()
            .map(|i| format!("\"member_{i}\":{i}"))
            .collect();
        format!("{{{}}}", members.join(","))
    };
    let mut order: Vec<usize> = (0..WIDTH).collect();
    let expected: Wide = read(&wide(&order));
    assert!(
        expected
            .fields
            .iter()
            .enumerate()
            .all(|(i, field)| *field == i64::try_from(i).ok())
    );
    order.reverse();
    assert_eq!(read::<Wide>(&wide(&order)), expected);
    order.sort_by_key(|i| i * 7919 % WIDTH);
    assert_eq!(read::<Wide>(&wide(&order)), expected);
    assert_eq!(write(&expected), wide(&(0..WIDTH).collect::<Vec<_>>()));
    survives::<Wide>(r#"{"member_299":1,"member_70":2,"member_3":3}"#);

    order.retain(|i| *i != WIDTH - 1);
    assert_eq!(error::<Wide>(&wide(&order)).path(), "$.member_299");
    let unknown: Vec<_> = (0..WIDTH).map(|i| format!("\"other_{i}\":0")).collect();
    let json = format!(
        "{{{},\"member_299\":1,\"member_299\":2}}",
        unknown.join(",")
    );
    assert_eq!(read::<Wide>(&json).last, 2);
}
