//! Values that can't be converted to the described kind: dropped and noted where their member is optional.

use crate::lenient::read;
use crate::samples::account::{Account, account_with};
use crate::samples::closed::Label;
use crate::samples::unions::{Bank, Counts, Payment, Ping};
use crate::{is_precise, tree, write};
use openapi_client_runtime::runtime::wire::Reading;

/// A number in `extra`, as it is written: a value holds all numbers if another package says so.
fn kept(number: &str, otherwise: &str) -> String {
    if is_precise() {
        tree(number).to_string()
    } else {
        otherwise.to_owned()
    }
}

/// Any value in its place would be taken for the server's.
#[test]
fn an_optional_integer_that_its_type_cant_hold_is_kept_beside_it() {
    for (number, otherwise) in [
        ("18446744073709551616", r#""18446744073709551616""#),
        ("-9223372036854775809", r#""-9223372036854775809""#),
        ("9223372036854775808", "9223372036854775808"),
        ("1e400", r#""1e400""#),
        ("2e30", "2e+30"),
    ] {
        let kept = kept(number, otherwise);
        let json = format!(r#"{{"iban": "a", "number": {number}, "other": 1}}"#);
        let list = format!(r#"[{{"iban": "b"}}, {json}]"#);
        let noted = "number: a number that its type can't hold; kept in `extra`";
        let one = format!(r#"{{"iban":"a","number":{kept},"other":1}}"#);
        let rest = format!(".{noted}");
        assert_eq!(read::<Bank>(&json), format!("{one} ${rest}"));
        assert_eq!(read::<Payment>(&json), format!("{one} ${rest}"));
        let both = format!(r#"[{{"iban":"b"}},{one}]"#);
        assert_eq!(read::<Vec<Bank>>(&list), format!("{both} $[1]{rest}"));
    }
    // `extra` is printed, so it holds no secret.
    let label = read::<Label>(r#"{"text": "a", "pin": 1e30}"#);
    let noted = "$.pin: a number that its type can't hold; dropped";
    assert_eq!(label, format!(r#"{{"text":"a"}} {noted}"#));
    // The last of two members counts.
    let twice = r#"{"iban": "a", "number": 1e30, "number": 7}"#;
    let bank: Bank = serde_json::from_str(twice).unwrap();
    assert!(bank.extra.is_empty() && bank.number == Some(7));
    let twice = r#"{"iban": "a", "number": 7, "number": 1e30}"#;
    let bank: Bank = serde_json::from_str(twice).unwrap();
    assert_eq!(bank.extra.get("number"), Some(&tree("1e30")));
    assert_eq!(bank.number, None);
    // Not one that has to be there, however deep it stands in something that doesn't.
    let ping = read::<Ping>(r#"{"topic": "ping", "ping_id": 18446744073709551616}"#);
    assert!(ping.starts_with("! $.ping_id: "), "{ping}");
    let position = read::<Option<Vec<i64>>>("[1, 18446744073709551616]");
    assert!(position.starts_with("! $[1]: "), "{position}");
    let both = read::<Counts>(r#"{"required": 18446744073709551616}"#);
    assert!(both.starts_with("! $.required: "), "{both}");
}

/// The message went out: a member that need not be there fails no response.
#[test]
fn an_optional_value_of_another_kind_is_dropped() {
    const INTEGER: &str = "expected an integer of 64 bits";
    let mut count = 0;
    for (wrong, found) in [
        ("1.5", "a number that is not one"),
        ("true", "a boolean"),
        (r#""""#, "a string"),
        ("[[1], {}]", "an array"),
        (r#"{"a": [1]}"#, "an object"),
    ] {
        for number in [wrong.to_owned(), format!(r#"7, "number": {wrong}"#)] {
            let json = format!(r#"{{"iban": "a", "number": {number}, "more": 1}}"#);
            let one = r#"{"iban":"a","more":1}"#;
            let noted = format!("$.number: {INTEGER}, found {found}; dropped");
            assert_eq!(read::<Bank>(&json), format!("{one} {noted}"));
            let list = format!("[{json}]");
            let noted = noted.replace('$', "$[0]");
            assert_eq!(read::<Vec<Bank>>(&list), format!("[{one}] {noted}"));
            count += 1;
        }
    }
    for (name, wrong, expected, found) in [
        ("note", "[1]", "a string", "an array"),
        ("nickname", "{}", "a string", "an object"),
        ("tokens", "[]", "an object", "an array"),
        ("tokens", r#""""#, "an object", "a string"),
        ("old_addresses", "false", "an array", "a boolean"),
        ("old_addresses", r#"{"a": 1}"#, "an array", "an object"),
        ("born", "{}", "a string", "an object"),
    ] {
        let json = account_with(name, Some(tree(wrong)));
        let noted = format!("$.{name}: expected {expected}, found {found}; dropped");
        let rest = tree(&account_with(name, None));
        let account: Account = {
            let mut reading = Reading::default();
            let account = reading.json(json.as_bytes()).unwrap();
            let mismatches = reading.mismatches();
            let listed: Vec<_> = mismatches.iter().map(ToString::to_string).collect();
            assert_eq!(listed, [noted]);
            account
        };
        assert_eq!(tree(&write(&account)), rest, "{name}");
        count += 1;
    }
    assert_eq!(count, 17, "rows");
}

/// The rest of such a value is wrong as well.
#[test]
fn a_value_is_not_dropped_for_a_part_of_it() {
    for (name, wrong, place) in [
        ("tokens", r#"{"a": true}"#, "$.tokens"),
        ("old_addresses", "[{}]", "$.old_addresses[0].city"),
        (
            "old_addresses",
            r#"[{"city": []}]"#,
            "$.old_addresses[0].city",
        ),
        ("old_addresses", "[1]", "$.old_addresses[0]"),
    ] {
        let json = account_with(name, Some(tree(wrong)));
        let outcome = read::<Account>(&json);
        assert!(outcome.starts_with(&format!("! {place}: ")), "{outcome}");
    }
    // A value that was dropped before changes nothing.
    let inner = r#"{"city": 1, "street": [], "geo": 1}"#;
    let json = account_with("old_addresses", Some(tree(&format!("[{inner}, 1]"))));
    let outcome = read::<Account>(&json);
    assert!(outcome.starts_with("! $.old_addresses[1]: "), "{outcome}");
}

#[test]
fn an_optional_number_beyond_a_double_is_kept_beside_it() {
    let noted = "$.share: a number that its type can't hold; kept in `extra`";
    for number in ["1e400", "-1e400", "1.5e309"] {
        let json = format!(r#"{{"required": null, "one": 7, "share": {number}}}"#);
        let kept = kept(number, &format!(r#""{number}""#));
        let kept = format!(r#"{{"required":null,"one":7,"share":{kept}}}"#);
        assert_eq!(read::<Counts>(&json), format!("{kept} {noted}"));
    }
    for json in ["1e400", "[1e400]"] {
        let outcome = read::<Vec<f64>>(json);
        assert!(outcome.starts_with("! $"), "{outcome}");
    }
}

#[test]
fn no_other_failure_behind_such_an_integer_is_dropped() {
    let rest = r#""other": trux}"#;
    for text in [
        format!(r#"{{"required": null, "one": 1e30, {rest}"#),
        // The variant for integers of 32 bits is tried and fails.
        format!(r#"{{"required": null, "union": 4294967296, {rest}"#),
    ] {
        let outcome = read::<Counts>(&text);
        assert!(outcome.starts_with("! "), "{outcome}");
    }
}
